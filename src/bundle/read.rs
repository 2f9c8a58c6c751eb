//! Reads a bundle, or a plain JSON Feed, from its text.
//!
//! Only text that is not JSON, or has no list of items, is refused. Everything else ends
//! in a bundle and a list of what was repaired or left out, each with its place. Values
//! stay slices of the text until they are wanted (see `json`), so that reading takes little
//! more memory than the text and what came of it.

use crate::bundle::blocks::HtmlReader;
use crate::bundle::fault::{Fault, Severity};
use crate::bundle::fields::{Object, Report, Spot, too_deep};
use crate::bundle::ids;
use crate::bundle::json::{self, DEEPEST, Kind};
use crate::bundle::model::{Bundle, BundleExt, Entity, EntityType, FORMAT, JSON_FEED, OffsetUnit};
use crate::bundle::order::Lookup;
use crate::bundle::place::Place;
use crate::bundle::read_article::{Context, article};
use crate::bundle::syntax::Syntax;
use std::cell::Cell;

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
    let whole = json::document(text).map_err(|error| refused(text, error))?;
    let report = Report::default();
    let fatal = |what: &str, remedy: &str, spot: &Spot| {
        let place = Place::of_offset(text, spot.offset);
        Fault::new(Severity::Fatal, what, remedy).at(spot.pointer.as_str()).in_place(place)
    };
    let spot = Spot { pointer: String::new(), offset: whole.offset };
    let Some(mut top) = Object::open(whole, spot.clone(), &report) else {
        let remedy =
            "A bundle is a JSON Feed: an object in curly brackets with a list called “items”.";
        return Err(fatal("This is JSON, but not an object.", remedy, &spot));
    };
    let Some(items) = top.take("items") else {
        let remedy = "A bundle is a JSON Feed: an object with a list called “items”. \
                      Check that this is the file you meant.";
        return Err(fatal("There is no list of items here.", remedy, &spot));
    };
    if items.kind() != Kind::List {
        let remedy = "Put the articles in square brackets, separated by commas.";
        return Err(fatal("“items” is not a list.", remedy, &top.at("items")));
    }
    top.without_depths();
    let version = top.text("version").unwrap_or_else(|| JSON_FEED.to_owned());
    if !version.starts_with("https://jsonfeed.org/version/1") {
        top.report.notice(
            &top.at("version"),
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

    let mut articles = Vec::new();
    let mut places = Vec::new();
    for (index, value) in items.elements().enumerate() {
        let spot = Spot { pointer: format!("/items/{index}"), offset: value.offset };
        // Two brackets are around every item.
        if value.depth() + 2 >= DEEPEST {
            too_deep(&report, &spot);
        } else if let Some(object) = Object::open(value, spot, &report) {
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
    let faults = report.into_faults(text);
    Ok(Reading { bundle, faults, wants_html })
}

/// What keeps a text from being JSON; nothing if it is.
pub(crate) fn not_json(text: &str) -> Option<Fault> {
    json::document(text).err().map(|error| refused(text, error))
}

pub(super) fn refused(text: &str, error: Syntax) -> Fault {
    let place = Place::of_offset(text, error.offset);
    if text.trim().is_empty() {
        let remedy = "Check that the download or the export was complete.";
        return Fault::new(Severity::Fatal, "The file is empty.", remedy).in_place(place);
    }
    let remedy = if error.ended {
        "It may have been cut off on its way. Fetch or export it again."
    } else {
        "Look there for a missing comma, quote or bracket, or export the file again."
    };
    Fault::new(Severity::Fatal, format!("This is not valid JSON: {}.", error.reason), remedy)
        .at(error.pointer)
        .in_place(place)
}

/// The extension, the unit the file counts in, and whether its version is known: a later
/// one is handed on as it is, and its items' extensions with it.
pub(super) fn bundle_ext(mut object: Object<'_>) -> (BundleExt, OffsetUnit, bool) {
    // 1.4 is of the same major version as 1.
    let format = object.number("format").map_or(FORMAT, |number| {
        number.split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0)
    });
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
    for (index, (pointer, value)) in object.list("entities").enumerate() {
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
