//! Reads a bundle, or a plain JSON Feed, from its text.
//!
//! Only text that is not JSON, or has no list of items, is refused. Everything else ends
//! in a bundle and a list of what was repaired or left out, each with its place. Values
//! stay slices of the text until they are wanted (see `json`), so that reading takes little
//! more memory than the text and what came of it. The work is done by `stepwise`.

use crate::bundle::blocks::HtmlReader;
use crate::bundle::fault::{Fault, Severity};
use crate::bundle::fields::{Object, Spot};
use crate::bundle::ids::Settling;
use crate::bundle::json::{self, Value};
use crate::bundle::model::{Bundle, BundleExt, Entity, EntityType, FORMAT, OffsetUnit};
use crate::bundle::names::Names;
use crate::bundle::place::Place;
use crate::bundle::stepwise::Stepwise;
use crate::bundle::syntax::Syntax;

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
    let mut stepwise = Stepwise::new(html);
    let mut items = Vec::new();
    while !stepwise.next(text, usize::MAX, &mut |article, _| items.push(article))? {}
    for (place, id) in stepwise.renamed() {
        if let Some(article) = items.get_mut(*place) {
            article.id.clone_from(id);
        }
    }
    let (faults, wants_html) = (stepwise.take_faults(), stepwise.wants_html());
    let bundle = Bundle { items, ..stepwise.into_head().bundle };
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

/// An extension without its entities.
pub(super) struct Extension<'t> {
    /// What it says otherwise.
    pub(super) ext: BundleExt,
    /// The unit the file counts in.
    pub(super) unit: OffsetUnit,
    /// False where its version is not known: it is handed on as it is, and its items'
    /// extensions with it.
    pub(super) known: bool,
    /// The entities, each with its place.
    pub(super) entities: Vec<(Spot, Value<'t>)>,
}

/// Takes the extension at the top, all but its entities.
pub(super) fn extension(mut object: Object<'_>) -> Extension<'_> {
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
        return Extension { ext, unit: offset_unit, known: false, entities: Vec::new() };
    }
    let unit = object
        .word("offset_unit", OffsetUnit::from_word, "codepoint, utf16, utf8")
        .unwrap_or(OffsetUnit::Codepoint);
    let entities = object.list("entities").collect();
    let ext = BundleExt { format, more: object.rest(), ..BundleExt::default() };
    Extension { ext, unit, known: true, entities }
}

/// Takes an extension that has nothing but entities, and what their ids stand for.
pub(super) fn entities(object: Object<'_>) -> (Vec<Entity>, Names) {
    let report = object.report;
    let mut entities: Vec<Entity> = Vec::new();
    let mut ids = Settling::default();
    for (index, (spot, value)) in extension(object).entities.into_iter().enumerate() {
        if let Some(entity) = Object::open(value, spot.clone(), report).and_then(entity) {
            ids.note(&entity.id, entities.len(), index, || spot.clone());
            entities.push(entity);
        }
    }
    let names = ids.finish("entity", report, &mut |place, own| entities[place].id = own);
    (entities, names)
}

pub(super) fn entity(mut object: Object<'_>) -> Option<Entity> {
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
