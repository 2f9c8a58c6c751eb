//! JSON Lines: a record on each line, of any kind that a file of JSON can be, and single
//! articles `{"id", "title", "text", "issued", "marks", "events"}` as `dateline annotate`
//! reads and writes them.
//!
//! A line that cannot be read is named and the rest goes on. What two lines say of the same
//! entity is kept once.

use crate::annotate::{link, write};
use crate::bundle::place::Place;
use crate::bundle::pointers;
use crate::bundle::{self, Bundle, EntityType, Fault, Reading, Severity};
use crate::import::annotated::{doccano, spacy};
use crate::import::cast::Mention;
use crate::import::gathering::Gathering;
use crate::import::json::{self, Members};
use crate::import::kind::{self, Record};
use crate::import::shape::Shape;
use crate::import::{Source, html, merge, ninjs, text, timeline};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Reads a file of lines.
///
/// # Errors
/// A fatal fault, if no line holds an article.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, Fault> {
    let mut gathering = Gathering::default();
    let mut bundles: Vec<Bundle> = Vec::new();
    let name = text::id_of(source.name);
    let mut offset = 0;
    for (index, line) in source.text.split_inclusive('\n').enumerate() {
        let before = gathering.faults.len();
        let fallback = format!("{name}-{}", index + 1);
        if !line.trim().is_empty() {
            match record(line.trim_end(), &fallback, &mut gathering) {
                Ok(None) => {}
                Ok(Some(reading)) => {
                    bundles.push(reading.bundle);
                    gathering.faults.extend(reading.faults);
                }
                Err(fault) => {
                    gathering.faults.push(Fault { severity: Severity::Error, ..fault });
                }
            }
        }
        pointers::put_in_place(line, gathering.faults.get_mut(before..).unwrap_or_default());
        for fault in gathering.faults.iter_mut().skip(before) {
            let within = fault.place.unwrap_or(Place { offset: 0, line: 1, column: 1 });
            fault.place = Some(Place { offset: offset + within.offset, line: index + 1, ..within });
        }
        offset += line.len();
    }
    if bundles.is_empty() {
        return gathering.into_reading();
    }
    // Bundles among the lines come after the single articles.
    let mut whole = Bundle::new("");
    let mut faults = std::mem::take(&mut gathering.faults);
    if !gathering.articles.is_empty() {
        whole = gathering.into_reading()?.bundle;
    }
    // Neighbours first, so that many lines are not compared with all before them.
    while bundles.len() > 1 {
        let mut pairs = std::mem::take(&mut bundles).into_iter();
        while let Some(mut bundle) = pairs.next() {
            if let Some(next) = pairs.next() {
                faults.extend(merge(&mut bundle, next));
            }
            bundles.push(bundle);
        }
    }
    for bundle in bundles {
        faults.extend(merge(&mut whole, bundle));
    }
    whole.title = format!("{} articles", whole.items.len());
    Ok(Reading { bundle: whole, faults, wants_html: false })
}

/// Reads one article, or a list of them, that is a file of its own.
///
/// # Errors
/// A fatal fault, if there is none in it.
pub(super) fn read_values(source: &Source<'_>, kind: Record) -> Result<Reading, Fault> {
    let mut gathering = Gathering::default();
    let name = text::id_of(source.name);
    match json::parse(source.text)? {
        Value::Array(values) => {
            for (index, value) in values.into_iter().enumerate() {
                let (at, fallback) = (format!("/{index}"), format!("{name}-{}", index + 1));
                match value {
                    Value::Object(members) => one(members, kind, &at, &fallback, &mut gathering),
                    _ => gathering.error(&at, "This is not an object.", "It was left out."),
                }
            }
        }
        Value::Object(members) => one(members, kind, "", &name, &mut gathering),
        _ => {}
    }
    gathering.finish(source.text)
}

/// Reads what one line holds; a bundle or feed is answered, all else gathered.
fn record(line: &str, fallback: &str, gathering: &mut Gathering) -> Result<Option<Reading>, Fault> {
    let shape = Shape::of(line);
    match kind::record(&shape) {
        Some(kind) if !shape.is_list => match json::parse(line)? {
            Value::Object(members) => one(members, kind, "", fallback, gathering),
            _ => gathering.error("", "This line is not an object.", "It was left out."),
        },
        _ if shape.has("items") => return bundle::read_with(line, html::fragment).map(Some),
        _ => {
            json::parse(line)?;
            let what = "This line is no record that Dateline knows.";
            let remedy = "Write {\"id\": …, \"title\": …, \"text\": …}; it was left out.";
            gathering.error("", what, remedy);
        }
    }
    Ok(None)
}

fn one(members: Members, kind: Record, pointer: &str, fallback: &str, gathering: &mut Gathering) {
    match kind {
        Record::Spacy => spacy::read(members, pointer, fallback, gathering),
        Record::Doccano => doccano::read(members, pointer, fallback, gathering),
        Record::Timeline => timeline::article(members, pointer, fallback, gathering),
        Record::Ninjs => ninjs::article(members, pointer, fallback, gathering),
        Record::Article => article(members, pointer, fallback, gathering),
        Record::Web => gathering.error(
            pointer,
            "This is an annotation without the text it belongs to.",
            "Put annotations in a file of their own and open it with the article; it was left out.",
        ),
    }
}

/// Members of a record that are the extension's in a bundle.
const EXTENSION: [&str; 6] = ["issued", "source", "marks", "events", "blocks", "written_after"];

/// Reads a single article by the rules of a bundle: it becomes the only item of one.
fn article(mut members: Members, pointer: &str, fallback: &str, gathering: &mut Gathering) {
    let has_id = members.get("id").is_some_and(|id| id.is_string() || id.is_number());
    if !has_id {
        members.insert("id".to_owned(), Value::from(fallback));
    }
    if let Some(text) = members.remove("text") {
        members.entry("content_text").or_insert(text);
    }
    let mut extension = json::object(&mut members, "_dateline").unwrap_or_default();
    let mut moved = Vec::new();
    for name in EXTENSION {
        if let Some(value) = members.remove(name) {
            moved.push(name);
            extension.entry(name).or_insert(value);
        }
    }
    let listed = json::list(&mut members, "entities");
    let ours = is_ours(&extension);
    let entities = if ours {
        listed
    } else {
        introduce(listed, gathering);
        name_entities(&mut extension, gathering)
    };
    members.insert("_dateline".to_owned(), Value::Object(extension));
    let mut top = Map::new();
    top.insert("items".to_owned(), Value::Array(vec![Value::Object(members)]));
    top.insert("_dateline".to_owned(), serde_json::json!({ "entities": entities }));
    let wrapped = Value::Object(top).to_string();
    match bundle::read_with(&wrapped, html::fragment) {
        Err(fault) => gathering.faults.push(Fault { place: None, ..fault }.at(pointer)),
        Ok(reading) => {
            for mut fault in reading.faults {
                // Back to where the record has it.
                let inner = fault.pointer.take().unwrap_or_default();
                let inner = inner.strip_prefix("/items/0").unwrap_or(&inner);
                let own = inner.strip_prefix("/_dateline/");
                let own = own.filter(|rest| {
                    rest.starts_with("entities") || moved.iter().any(|name| rest.starts_with(name))
                });
                let inner = own.map_or_else(|| inner.to_owned(), |rest| format!("/{rest}"));
                let inner = inner.replace("/content_text", "/text");
                fault.place = None;
                gathering.faults.push(fault.at(format!("{pointer}{inner}")));
            }
            for mut article in reading.bundle.items {
                if ours {
                    write::for_bundle(&mut article);
                    link::wait(&mut article, &reading.bundle.dateline.entities);
                }
                gathering.add(article, pointer);
            }
        }
    }
}

/// True if `dateline annotate` made the marks: then the entities are the line's own, and may
/// be called as others in another line.
fn is_ours(extension: &Members) -> bool {
    let marks = extension.get("marks").and_then(Value::as_array);
    let makers = marks.into_iter().flatten().filter_map(|mark| mark.get("by")?.as_str());
    makers.into_iter().any(write::is_ours)
}

/// Takes over what a line says of entities: one id means the same in every line.
fn introduce(listed: Vec<Value>, gathering: &mut Gathering) {
    for value in listed {
        let Value::Object(mut members) = value else { continue };
        let Some(id) = json::text(&mut members, "id") else { continue };
        let kind = json::text(&mut members, "type");
        let kind = kind.and_then(|kind| EntityType::from_word(&kind)).unwrap_or(EntityType::Other);
        let name = json::text(&mut members, "name").unwrap_or_else(|| id.clone());
        let mention = Mention { words: &name, id: Some(&id), same_as: &[] };
        let place = gathering.cast.place(kind, &mention);
        let aliases = json::list(&mut members, "aliases");
        if let Some(entity) = gathering.cast.at(place) {
            for alias in aliases.iter().filter_map(Value::as_str) {
                if alias != entity.name && !entity.aliases.iter().any(|known| known == alias) {
                    entity.aliases.push(alias.to_owned());
                }
            }
        }
    }
}

/// Names the entities that marks and events refer to; a line has no list of them. Answers
/// that list as a bundle writes it.
fn name_entities(extension: &mut Members, gathering: &mut Gathering) -> Vec<Value> {
    let mut listed: Vec<Value> = Vec::new();
    let mut known = BTreeSet::new();
    let mut list =
        |id: &str, gathering: &mut Gathering, kind: EntityType, words: &str, given: bool| {
            let mention = Mention { words, id: given.then_some(id), same_as: &[] };
            let id = gathering.cast.id(kind, &mention);
            if known.insert(id.clone()) {
                listed.push(serde_json::json!({ "id": id, "type": "other" }));
            }
            id
        };
    let marks = extension.get_mut("marks").and_then(Value::as_array_mut);
    for mark in marks.into_iter().flatten().filter_map(Value::as_object_mut) {
        let word = mark.get("type").and_then(Value::as_str).map(str::to_owned);
        let kind = word.as_deref().and_then(EntityType::from_word);
        let id = mark.get("entity").and_then(Value::as_str).map(str::to_owned);
        let quote = mark.get("quote").and_then(Value::as_str).unwrap_or_default().to_owned();
        if id.is_none() && kind.is_none() {
            continue;
        }
        let words = if quote.trim().is_empty() { id.clone().unwrap_or_default() } else { quote };
        if words.is_empty() {
            continue;
        }
        if kind.is_some() {
            mark.remove("type");
        }
        let given = id.is_some();
        let id = list(
            &id.unwrap_or_default(),
            gathering,
            kind.unwrap_or(EntityType::Other),
            &words,
            given,
        );
        mark.insert("entity".to_owned(), Value::String(id));
    }
    let events = extension.get("events").and_then(Value::as_array);
    let parts = events.into_iter().flatten().filter_map(|event| event.get("entities")?.as_array());
    let ids = parts.flatten().filter_map(|part| part.as_str().or_else(|| part.get("id")?.as_str()));
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    for id in ids.iter().filter(|id| !id.is_empty()) {
        list(id, gathering, EntityType::Other, id, true);
    }
    listed
}
