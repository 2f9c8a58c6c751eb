//! Reads a bundle, or a plain JSON Feed, from its text.
//!
//! Only text that is not JSON, or has no list of items, is refused. Everything else ends
//! in a bundle and a list of what was repaired or left out, each with its place. Items
//! are split before they are parsed, so that one of them is in memory twice, not all.

use crate::bundle::blocks::HtmlReader;
use crate::bundle::fault::{Fault, Severity};
use crate::bundle::fields::{Object, Report};
use crate::bundle::ids;
use crate::bundle::model::{
    Bundle, BundleExt, Entity, EntityType, FORMAT, JSON_FEED, OffsetUnit, Unknown,
};
use crate::bundle::order::{self, Lookup};
use crate::bundle::place::{self, Place};
use crate::bundle::read_article::{Context, article};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::cell::Cell;
use std::fmt;

/// A bundle that was read, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What can be shown.
    pub bundle: Bundle,
    /// In file order; none is fatal.
    pub faults: Vec<Fault>,
    /// True if an item has only HTML and there was nobody to read it: its text is empty.
    pub wants_html: bool,
}

/// Reads a bundle from JSON text.
///
/// # Errors
/// A fatal fault, with line, column and JSON pointer, if the text is not JSON or is not a
/// feed. Anything less is repaired and listed in the reading.
pub fn read(text: &str) -> Result<Reading, Fault> {
    read_by(text, None)
}

/// The same, where items that have only HTML are read by `html`.
///
/// # Errors
/// As `read`.
pub fn read_with(text: &str, html: HtmlReader) -> Result<Reading, Fault> {
    read_by(text, Some(html))
}

fn read_by(text: &str, html: Option<HtmlReader>) -> Result<Reading, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Members(mut members) =
        serde_json::from_str(text).map_err(|error| not_a_feed(text, &error))?;
    let items: Vec<&RawValue> = match take(&mut members, "items") {
        None => {
            let remedy = "A bundle is a JSON Feed: an object with a list called “items”. \
                          Check that this is the file you meant.";
            return Err(Fault::new(Severity::Fatal, "There is no list of items here.", remedy)
                .at("")
                .in_place(Place::of_offset(text, 0)));
        }
        Some(raw) => serde_json::from_str(raw.get()).map_err(|_| {
            let remedy = "Put the articles in square brackets, separated by commas.";
            let offset = offset_in(text, raw.get());
            Fault::new(Severity::Fatal, "“items” is not a list.", remedy)
                .at("/items")
                .in_place(Place::of_offset(text, offset))
        })?,
    };

    let report = Report::default();
    let mut top = Unknown::new();
    for (key, raw) in members {
        if let Some(value) = parsed(raw, &place::join("", &key), &report) {
            top.insert(key, value);
        }
    }
    let mut top = Object::new(top, String::new(), &report);
    let version = top.text("version").unwrap_or_else(|| JSON_FEED.to_owned());
    if !version.starts_with("https://jsonfeed.org/version/1") {
        top.report.notice(
            "/version",
            "This is not a version of JSON Feed that this program knows.",
            format!("Write “{JSON_FEED}”; the file was read as that."),
        );
    }
    let title = top.text("title").unwrap_or_else(|| "Untitled".to_owned());
    let extension = top.object("_dateline");
    let (dateline, unit, extended) =
        extension.map_or((BundleExt::default(), OffsetUnit::Codepoint, true), bundle_ext);
    let known = &dateline.entities;
    let context = Context {
        unit,
        html,
        wants_html: Cell::new(false),
        extended,
        entities: Lookup::numbered(known.iter().map(|entity| entity.id.as_str())),
    };

    let mut articles = Vec::with_capacity(items.len());
    let mut places = Vec::with_capacity(items.len());
    for (index, raw) in items.into_iter().enumerate() {
        let pointer = format!("/items/{index}");
        let value = parsed(raw, &pointer, &report);
        let object = value.and_then(|value| Object::open(value, pointer, &report));
        if let Some(object) = object {
            places.push((object.at("id"), index));
            articles.push(article(object, &context));
        }
    }
    let owners = articles.iter_mut().map(|article| &mut article.id).zip(places);
    ids::settle_all(owners, "item", &report);
    let wants_html = context.wants_html.get();
    let bundle = Bundle {
        version,
        title,
        description: top.text("description"),
        home_page_url: top.text("home_page_url"),
        language: top.text("language"),
        dateline,
        items: articles,
        more: top.rest(),
    };
    let mut faults = report.into_faults();
    put_in_place(text, &mut faults);
    Ok(Reading { bundle, faults, wants_html })
}

/// The members of an object, in file order, not yet parsed.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'t> Visitor<'t> for Visit {
            type Value = Members<'t>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Members<'t>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visit)
    }
}

/// Takes a member out; of a repeated one the last counts, as in JavaScript.
fn take<'t>(members: &mut Vec<(String, &'t RawValue)>, key: &str) -> Option<&'t RawValue> {
    let at = members.iter().rposition(|(own, _)| own == key)?;
    let (_, value) = members.swap_remove(at);
    members.retain(|(own, _)| own != key);
    Some(value)
}

fn not_a_feed(text: &str, error: &serde_json::Error) -> Fault {
    if error.is_data() {
        let remedy =
            "A bundle is a JSON Feed: an object in curly brackets with a list called “items”.";
        return Fault::new(Severity::Fatal, "This is JSON, but not an object.", remedy)
            .at("")
            .in_place(Place::of_offset(text, 0));
    }
    let place = Place::of_line(text, error.line(), error.column());
    if text.trim().is_empty() {
        let remedy = "Check that the download or the export was complete.";
        return Fault::new(Severity::Fatal, "The file is empty.", remedy).in_place(place);
    }
    let words = error.to_string();
    let reason = words.split(" at line ").next().unwrap_or_default();
    let remedy = if error.is_eof() {
        "The file ends too early: it may have been cut off on its way. Fetch or export it again."
    } else {
        "Look there for a missing comma, quote or bracket, or export the file again."
    };
    Fault::new(Severity::Fatal, format!("This is not valid JSON: {reason}."), remedy)
        .at(place::pointer_at(text, place.offset))
        .in_place(place)
}

/// Where a slice of `text` begins in it, in UTF-8 bytes.
fn offset_in(text: &str, slice: &str) -> usize {
    (slice.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize).min(text.len())
}

/// Parses a value whose syntax was seen to be right: it can still nest too deep or hold a
/// number that no computer holds.
fn parsed(raw: &RawValue, pointer: &str, report: &Report) -> Option<Value> {
    serde_json::from_str(raw.get())
        .map_err(|error| {
            let words = error.to_string();
            let reason = words.split(" at line ").next().unwrap_or_default();
            report.error(pointer, format!("This cannot be read: {reason}."), "It was left out.");
        })
        .ok()
}

/// Gives every fault its line and column, and puts them in file order.
fn put_in_place(text: &str, faults: &mut [Fault]) {
    if faults.is_empty() {
        return;
    }
    let pointers: Vec<String> = faults.iter().filter_map(|f| f.pointer.clone()).collect();
    let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
    let mut places = place::places_of(text, &pointers).into_iter();
    for fault in faults.iter_mut().filter(|fault| fault.pointer.is_some()) {
        fault.place = places.next().flatten();
    }
    order::sort_by_key(faults, |fault| fault.place);
}

/// The extension, the unit the file counts in, and whether its version is known: a later
/// one is handed on as it is, and its items' extensions with it.
fn bundle_ext(mut object: Object<'_>) -> (BundleExt, OffsetUnit, bool) {
    // 1.4 is of the same major version as 1.
    let format = object.number("format").map_or(FORMAT, |number| number as u64);
    if format != FORMAT {
        object.report.notice(
            &object.at("format"),
            format!(
                "This file uses version {format} of the extension; this program knows {FORMAT}."
            ),
            "It was opened as a plain feed. Use a newer Dateline to see its marks.",
        );
        let unit = object.peek("offset_unit").as_deref().and_then(OffsetUnit::from_word);
        let offset_unit = unit.unwrap_or(OffsetUnit::Codepoint);
        object.take("offset_unit");
        let ext = BundleExt { format, offset_unit, entities: Vec::new(), more: object.rest() };
        return (ext, offset_unit, false);
    }
    let unit = object
        .word("offset_unit", OffsetUnit::from_word, "codepoint, utf16, utf8")
        .unwrap_or(OffsetUnit::Codepoint);
    let mut entities: Vec<Entity> = Vec::new();
    let mut places = Vec::new();
    for (index, (pointer, value)) in object.list("entities").into_iter().enumerate() {
        if let Some(entity) = Object::open(value, pointer.clone(), object.report).and_then(entity) {
            entities.push(entity);
            places.push((pointer, index));
        }
    }
    let owners = entities.iter_mut().map(|entity| &mut entity.id).zip(places);
    ids::settle_all(owners, "entity", object.report);
    let ext =
        BundleExt { format, offset_unit: OffsetUnit::Codepoint, entities, more: object.rest() };
    (ext, unit, true)
}

fn entity(mut object: Object<'_>) -> Option<Entity> {
    let Some(id) = object.id("id") else {
        object.missing("id", "Give the entity an id for marks to refer to; it was left out.");
        return None;
    };
    let kind = object
        .word(
            "type",
            EntityType::from_word,
            "person, organisation, country, place, agreement, event, product, group, other",
        )
        .unwrap_or(EntityType::Other);
    let name = object.text("name").unwrap_or_else(|| id.clone());
    Some(Entity {
        id,
        kind,
        name,
        aliases: object.texts("aliases"),
        same_as: object.texts("same_as"),
        more: object.rest(),
    })
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
