//! The published JSON Schema: derived from the types, accepting what is sound and refusing
//! what is not.
//!
//! After a change of the types, `DATELINE_RENEW=1 cargo test --test schema` writes it anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use dateline::bundle::{Severity, read, schema};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn samples(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/samples").join(folder)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    assert!(!files.is_empty(), "no samples in {folder}");
    files
}

fn published() -> Value {
    let text = fs::read_to_string(root().join("public/bundle.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Pointers of what the schema refuses in a bundle.
fn refused(schema: &jsonschema::Validator, bundle: &Value) -> Vec<String> {
    let mut pointers: Vec<_> =
        schema.iter_errors(bundle).map(|error| error.instance_path().to_string()).collect();
    pointers.dedup();
    pointers
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    let path = root().join("public/bundle.schema.json");
    let derived = schema::schema();
    if std::env::var_os("DATELINE_RENEW").is_some() {
        fs::write(&path, serde_json::to_string_pretty(&derived).unwrap() + "\n").unwrap();
    }
    assert!(
        published() == derived,
        "{} is not what the types say; DATELINE_RENEW=1 cargo test --test schema writes it anew",
        path.display()
    );
}

#[test]
fn the_published_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&published()));
    assert_eq!(published()["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn it_accepts_every_sound_sample_and_what_is_written_from_it() {
    let schema = jsonschema::validator_for(&published()).unwrap();
    let mut files = samples("valid");
    files.push(root().join("public/dossier.json"));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let bundle: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(refused(&schema, &bundle), [""; 0], "{}", file.display());
        let reading = read(&text).unwrap();
        let worst = reading.faults.iter().map(|fault| fault.severity).max();
        assert!(worst < Some(Severity::Error), "{}: {:?}", file.display(), reading.faults);
        let written = serde_json::to_value(&reading.bundle).unwrap();
        assert_eq!(refused(&schema, &written), [""; 0], "{} written", file.display());
    }
}

/// A bundle in which everything stands once.
fn full() -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "T", "x": {},
        "_dateline": { "format": 1, "offset_unit": "utf16", "entities": [
            { "id": "v", "type": "place", "name": "Vardel", "aliases": ["V"], "same_as": ["https://example.org/v"] } ] },
        "items": [ { "id": "a", "content_text": "Vardel", "date_published": "2024-03-05T09:00:00Z",
            "tags": ["ports"], "authors": [{ "name": "J. Rask" }],
            "_dateline": { "issued": "2024-03",
                "blocks": [ { "type": "heading", "start": 0, "end": 6, "level": 2, "src": "https://example.org/p.png",
                    "spans": [{ "type": "link", "start": 0, "end": 6, "href": "https://example.org" }] } ],
                "marks": [ { "id": "m", "start": 0, "end": 6, "quote": "Vardel", "entity": "v", "field": "body",
                    "by": "x 1", "confidence": 0.5, "time": { "value": "2024", "basis": "explicit" } } ],
                "events": [ { "id": "e", "label": "L", "when": "2024-03/..", "evidence": ["m"],
                    "entities": ["v", { "id": "v", "role": "where" }] } ] } } ]
    })
}

#[test]
fn it_is_as_tolerant_as_reading() {
    let schema = jsonschema::validator_for(&published()).unwrap();
    assert_eq!(refused(&schema, &full()), [""; 0]);
    let ext = "/items/0/_dateline";
    for (at, value) in [
        ("/_dateline", json!(null)),
        ("/_dateline", json!({})),
        ("/_dateline/format", json!(1.4)),
        ("/_dateline/entities/0", json!({ "id": "v" })),
        ("/items/0", json!({ "id": "a", "content_html": "<p>Vardel</p>" })),
        ("/items/0/id", json!(7)),
        ("/items/0/date_published", json!("2024-03-05")),
        (&format!("{ext}/marks/0"), json!({ "start": 0, "end": 6 })),
        (&format!("{ext}/marks/0/time/value"), json!("2024-22?")),
        (&format!("{ext}/marks/0/time/value"), json!("../2024-03-05T10:00:00+02")),
        (&format!("{ext}/events/0"), json!({ "label": "L" })),
        (&format!("{ext}/events/0/when"), json!(null)),
        (&format!("{ext}/blocks/0"), json!({ "start": 0, "end": 6 })),
        (&format!("{ext}/blocks/0/spans/0/href"), json!("mailto:desk@example.org")),
    ] {
        let mut bundle = full();
        *bundle.pointer_mut(at).unwrap() = value;
        assert_eq!(refused(&schema, &bundle), [""; 0], "{at}: {bundle}");
        let reading = read(&bundle.to_string()).unwrap();
        let errors = reading.faults.iter().filter(|fault| {
            // What else refers to a member that is gone here.
            fault.severity == Severity::Error
                && fault.pointer.as_deref().is_some_and(|own| own.starts_with(at))
        });
        assert_eq!(errors.count(), 0, "{at}: {:?}", reading.faults);
    }
}

#[test]
fn it_refuses_what_check_reports() {
    let schema = jsonschema::validator_for(&published()).unwrap();
    let ext = "/items/0/_dateline";
    for (at, value, pointer) in [
        ("/version", json!("2.0"), "/version"),
        ("/title", json!(5), "/title"),
        ("/items", json!({}), "/items"),
        ("/items/0", json!(7), "/items/0"),
        ("/items/0", json!({ "id": "a" }), "/items/0"),
        ("/items/0", json!({ "content_text": "x" }), "/items/0"),
        ("/items/0/id", json!(""), "/items/0/id"),
        ("/items/0/date_published", json!("soon"), "/items/0/date_published"),
        ("/items/0/tags", json!(["x", 1]), "/items/0/tags/1"),
        ("/_dateline/format", json!(2), "/_dateline/format"),
        ("/_dateline/offset_unit", json!("bytes"), "/_dateline/offset_unit"),
        ("/_dateline/entities/0/type", json!("ship"), "/_dateline/entities/0/type"),
        ("/_dateline/entities/0", json!({ "name": "N" }), "/_dateline/entities/0"),
        (&format!("{ext}/issued"), json!("last week"), &format!("{ext}/issued")),
        (&format!("{ext}/marks/0/start"), json!(-1), &format!("{ext}/marks/0/start")),
        (&format!("{ext}/marks/0/end"), json!("6"), &format!("{ext}/marks/0/end")),
        (&format!("{ext}/marks/0/field"), json!("lead"), &format!("{ext}/marks/0/field")),
        (&format!("{ext}/marks/0/confidence"), json!(1.5), &format!("{ext}/marks/0/confidence")),
        (
            &format!("{ext}/marks/0/time/basis"),
            json!("guess"),
            &format!("{ext}/marks/0/time/basis"),
        ),
        (
            &format!("{ext}/marks/0/time/value"),
            json!("../.."),
            &format!("{ext}/marks/0/time/value"),
        ),
        (&format!("{ext}/events/0/label"), json!(" "), &format!("{ext}/events/0/label")),
        (&format!("{ext}/events/0/evidence"), json!("m"), &format!("{ext}/events/0/evidence")),
        (
            &format!("{ext}/events/0/entities"),
            json!([{ "role": "r" }]),
            &format!("{ext}/events/0/entities/0"),
        ),
        (&format!("{ext}/blocks/0/type"), json!("sidebar"), &format!("{ext}/blocks/0/type")),
        (&format!("{ext}/blocks/0/level"), json!(1), &format!("{ext}/blocks/0/level")),
        (&format!("{ext}/blocks/0/src"), json!("data:image/png,x"), &format!("{ext}/blocks/0/src")),
        (
            &format!("{ext}/blocks/0/spans/0/href"),
            json!("javascript:alert(1)"),
            &format!("{ext}/blocks/0/spans/0/href"),
        ),
        (
            &format!("{ext}/blocks/0/spans/0"),
            json!({ "type": "link", "start": 0, "end": 6 }),
            &format!("{ext}/blocks/0/spans/0"),
        ),
    ] {
        let mut bundle = full();
        *bundle.pointer_mut(at).unwrap() = value.clone();
        assert_eq!(refused(&schema, &bundle), [pointer], "{at} = {value}");
        let told = match read(&bundle.to_string()) {
            Err(_) => true,
            Ok(reading) => !reading.faults.is_empty(),
        };
        assert!(told, "reading says nothing of {at} = {value}");
    }
    for member in ["version", "title", "items"] {
        let mut bundle = full();
        bundle.as_object_mut().unwrap().remove(member);
        assert_eq!(refused(&schema, &bundle), [""], "without {member}");
    }
}
