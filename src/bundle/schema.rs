//! The JSON Schema of bundles, for those who write them: derived from the model, then opened
//! where reading is more tolerant than writing, and narrowed where words and dates have rules.
//!
//! It accepts every file that reads without an error, plain JSON Feeds among them, if it has
//! the members JSON Feed demands. It must not say what reading does not hold to. Rules that no
//! schema can state (quotes, ranges, references) are `check`'s alone.

use crate::bundle::model::{Bundle, FORMAT};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// A year, season, month, day or instant, with its qualifier.
const POINT: &str = "[0-9]{4}(-[0-9]{2}(-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(\\.[0-9]+)?\
                     ([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?)?)?)?([?~%]|\\?~|~\\?)?";
/// A day, or an RFC 3339 instant.
const INSTANT: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2})?\
                       (\\.[0-9]+)?([Zz]|[+-][0-9]{2}:?[0-9]{2}))?$";

/// Where a link may lead.
const HREF: &str = "^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)\\S+$";

/// What an object cannot do without, per type. Anything else may be left out.
const REQUIRED: [(&str, &[&str]); 6] = [
    ("Article", &["id"]),
    ("Entity", &["id"]),
    ("Mark", &["start", "end"]),
    ("Event", &["label"]),
    ("Block", &["start", "end"]),
    ("Span", &["type", "start", "end"]),
];

/// Objects that only stand where they may be absent.
const ADMIT_NULL: [&str; 3] = ["BundleExt", "ArticleExt", "Time"];

/// The schema, draft 2020-12.
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Bundle>().to_value();
    let edtf = json!({ "pattern": format!("^({POINT}|({POINT}|\\.\\.)/{POINT}|{POINT}/\\.\\.)$") });
    let some_text = json!({ "minLength": 1 });
    for (at, rules) in [
        ("/properties/version", json!({ "pattern": "^https://jsonfeed\\.org/version/1" })),
        ("/$defs/BundleExt/properties/format", version_rules()),
        // JSON Feed asks readers to take numbers, too.
        ("/$defs/Article/properties/id", json!({ "type": ["string", "number"], "minLength": 1 })),
        ("/$defs/Article/properties/date_published", json!({ "pattern": INSTANT })),
        ("/$defs/Article", json!({ "anyOf": [has("content_text"), has("content_html")] })),
        ("/$defs/ArticleExt/properties/issued", edtf.clone()),
        ("/$defs/Time/properties/value", edtf.clone()),
        ("/$defs/Event/properties/when", edtf),
        ("/$defs/Event/properties/label", json!({ "pattern": "\\S" })),
        ("/$defs/Mark/properties/confidence", json!({ "minimum": 0, "maximum": 1 })),
        ("/$defs/Entity/properties/id", some_text.clone()),
        ("/$defs/EventEntity/anyOf/1/properties/id", some_text),
        ("/$defs/Block/properties/level", json!({ "minimum": 1 })),
        ("/$defs/Block/properties/ordinal", json!({ "maximum": u32::MAX })),
        ("/$defs/Block/properties/src", json!({ "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://\\S+$" })),
        ("/$defs/Block", when_type("heading", json!({ "level": { "minimum": 2, "maximum": 6 } }))),
        ("/$defs/Span", when_link()),
        ("/$defs/Span/properties/href", json!({ "pattern": HREF })),
    ] {
        add(&mut schema, at, rules);
    }
    add(
        &mut schema,
        "/$defs/Article/properties",
        json!({ "content_html": {
            "type": "string",
            "description": "The article as HTML. Read only where there is no `content_text`.",
        } }),
    );
    set_required(&mut schema);
    admit_null(&mut schema);
    for name in ADMIT_NULL {
        add(&mut schema, &format!("/$defs/{name}"), json!({ "type": ["object", "null"] }));
    }
    tidy(&mut schema);
    add(
        &mut schema,
        "",
        json!({
            "$id": "bundle.schema.json",
            "title": "Dateline bundle",
            "description": "A JSON Feed 1.1 file with one extension object, `_dateline`, at the \
                            top and in each item. A plain JSON Feed is a bundle, too. Members \
                            that are not named here are allowed everywhere and kept; null \
                            counts as absent.",
        }),
    );
    schema
}

/// The major version counts; a minor one may follow.
fn version_rules() -> Value {
    json!({ "type": "number", "minimum": FORMAT, "exclusiveMaximum": FORMAT + 1 })
}

fn has(member: &str) -> Value {
    json!({ "required": [member], "properties": { member: { "type": "string" } } })
}

fn when_type(word: &str, properties: Value) -> Value {
    let condition = json!({ "required": ["type"], "properties": { "type": { "const": word } } });
    json!({ "if": condition, "then": { "properties": properties } })
}

fn when_link() -> Value {
    let mut rule = when_type("link", json!({ "href": { "type": "string" } }));
    add(&mut rule, "/then", json!({ "required": ["href"] }));
    rule
}

/// Sets members of the object at a pointer.
fn add(schema: &mut Value, at: &str, members: Value) {
    if let (Some(Value::Object(object)), Value::Object(members)) = (schema.pointer_mut(at), members)
    {
        object.extend(members);
    }
}

/// Opens what reading fills in by itself.
fn set_required(schema: &mut Value) {
    let Some(types) = schema.pointer_mut("/$defs").and_then(Value::as_object_mut) else { return };
    for (name, own) in types {
        let required = REQUIRED.iter().find(|(own, _)| own == name).map(|(_, list)| *list);
        if name != "Cell"
            && let Value::Object(own) = own
        {
            own.remove("required");
            if let Some(required) = required {
                own.insert("required".to_owned(), json!(required));
            }
        }
    }
    add(schema, "", json!({ "required": ["version", "title", "items"] }));
}

/// Lets every member that may be absent be null.
fn admit_null(schema: &mut Value) {
    each_object(schema, &|object| {
        let required = object.get("required").cloned().unwrap_or_default();
        let is_required =
            |name: &str| required.as_array().is_some_and(|list| list.iter().any(|own| own == name));
        // Rules for a condition (`then`) narrow what the type says, and are not types.
        if object.get("type") != Some(&json!("object")) {
            return;
        }
        let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) else {
            return;
        };
        for (name, rules) in properties.iter_mut() {
            if let Value::Object(rules) = rules
                && !is_required(name)
            {
                or_null(rules);
            }
        }
    });
}

fn or_null(rules: &mut Map<String, Value>) {
    let null = || json!("null");
    if let Some(Value::Array(either)) = rules.get("anyOf")
        && let Some(reference) = either.first().and_then(|first| first.get("$ref")).cloned()
    {
        rules.remove("anyOf");
        rules.insert("$ref".to_owned(), reference);
    }
    match rules.get_mut("type") {
        Some(Value::Array(types)) if !types.contains(&null()) => types.push(null()),
        Some(Value::String(only)) => {
            let only = std::mem::take(only);
            rules.insert("type".to_owned(), json!([only, "null"]));
        }
        Some(_) => {}
        // Some types admit null themselves: a choice of two would hide where a fault is.
        None => {
            let admits = |reference: &str| ADMIT_NULL.iter().any(|own| reference.ends_with(own));
            let reference = rules.get("$ref").and_then(Value::as_str);
            if let Some(reference) = reference.filter(|own| !admits(own)).map(str::to_owned) {
                rules.remove("$ref");
                let either = json!([{ "$ref": reference }, { "type": "null" }]);
                rules.insert("anyOf".to_owned(), either);
            }
        }
    }
}

/// Takes out the names of Rust's numbers, and the line breaks of its comments.
fn tidy(schema: &mut Value) {
    each_object(schema, &|object| {
        if object.get("format").is_some_and(Value::is_string) {
            object.remove("format");
        }
        if let Some(Value::String(words)) = object.get_mut("description") {
            *words = words.replace('\n', " ");
        }
    });
}

/// Visits every object of the schema: its own depth is the limit.
fn each_object(value: &mut Value, visit: &dyn Fn(&mut Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(object);
            object.values_mut().for_each(|inner| each_object(inner, visit));
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| each_object(inner, visit)),
        _ => {}
    }
}
