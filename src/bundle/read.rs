//! Reads a bundle, or a plain JSON Feed, from its text.
//!
//! Only text that is not JSON, or has no list of items, is refused. Everything else ends
//! in a bundle and a list of what was repaired or left out, each with its place. Items
//! are split before they are parsed, so that one of them is in memory twice, not all.

use crate::bundle::civil;
use crate::bundle::edtf;
use crate::bundle::fault::{Fault, Severity};
use crate::bundle::fields::{Object, Report, wrong_type};
use crate::bundle::html_text;
use crate::bundle::marks::{self, Outcome};
use crate::bundle::model::{
    Article, ArticleExt, Author, Basis, Bundle, BundleExt, Entity, EntityType, Event, EventEntity,
    FORMAT, Field, JSON_FEED, Mark, OffsetUnit, Time, Unknown,
};
use crate::bundle::offsets::Offsets;
use crate::bundle::order::{self, Lookup};
use crate::bundle::place::{self, Place};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

/// A bundle that was read, and what was wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What can be shown.
    pub bundle: Bundle,
    /// In file order; none is fatal.
    pub faults: Vec<Fault>,
}

/// Reads a bundle from JSON text.
///
/// # Errors
/// A fatal fault, with line, column and JSON pointer, if the text is not JSON or is not a
/// feed. Anything less is repaired and listed in the reading.
pub fn read(text: &str) -> Result<Reading, Fault> {
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
    let (dateline, unit) =
        extension.map_or((Some(BundleExt::default()), OffsetUnit::Codepoint), bundle_ext);
    let known = dateline.as_ref().map_or(&[][..], |ext| &ext.entities);
    let context = Context {
        unit,
        extended: dateline.is_some(),
        entities: Lookup::numbered(known.iter().map(|entity| entity.id.as_str())),
    };

    let mut articles = Vec::with_capacity(items.len());
    let mut ids = Ids::new();
    for (index, raw) in items.into_iter().enumerate() {
        let pointer = format!("/items/{index}");
        let value = parsed(raw, &pointer, &report);
        let object = value.and_then(|value| Object::open(value, pointer, &report));
        if let Some(object) = object {
            articles.push(article(object, index, &context, &mut ids));
        }
    }
    let bundle = Bundle {
        version,
        title,
        description: top.text("description"),
        home_page_url: top.text("home_page_url"),
        language: top.text("language"),
        dateline: dateline.unwrap_or_default(),
        items: articles,
        more: top.rest(),
    };
    let mut faults = report.into_faults();
    put_in_place(text, &mut faults);
    Ok(Reading { bundle, faults })
}

/// Ids that are taken. Their number means nothing: one kind of map for all rooms.
type Ids = BTreeMap<String, u32>;

/// Takes an id, if it is free.
fn is_new(id: &str, ids: &mut Ids) -> bool {
    ids.insert(id.to_owned(), 0).is_none()
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

/// What reading an item needs to know of the whole.
struct Context<'e> {
    unit: OffsetUnit,
    /// False where the extension is of an unknown major version and is not read.
    extended: bool,
    entities: Lookup<'e>,
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

fn bundle_ext(mut object: Object<'_>) -> (Option<BundleExt>, OffsetUnit) {
    let format = object.count("format").map_or(FORMAT, |n| n as u64);
    if format != FORMAT {
        object.report.notice(
            &object.at("format"),
            format!(
                "This file uses version {format} of the extension; this program knows {FORMAT}."
            ),
            "It was opened as a plain feed. Use a newer Dateline to see its marks.",
        );
        return (None, OffsetUnit::Codepoint);
    }
    let unit = object
        .word(
            "offset_unit",
            |word| match word {
                "codepoint" => Some(OffsetUnit::Codepoint),
                "utf16" => Some(OffsetUnit::Utf16),
                "utf8" => Some(OffsetUnit::Utf8),
                _ => None,
            },
            "codepoint, utf16, utf8",
        )
        .unwrap_or(OffsetUnit::Codepoint);
    let mut entities: Vec<Entity> = Vec::new();
    let mut ids = Ids::new();
    for (pointer, value) in object.list("entities") {
        if let Some(entity) = Object::open(value, pointer.clone(), object.report).and_then(entity) {
            if is_new(&entity.id, &mut ids) {
                entities.push(entity);
            } else {
                object.report.error(
                    &pointer,
                    format!("The entity “{}” is described twice.", entity.id),
                    "Give one of them another id; the first was kept.",
                );
            }
        }
    }
    let ext =
        BundleExt { format, offset_unit: OffsetUnit::Codepoint, entities, more: object.rest() };
    (Some(ext), unit)
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

fn article(mut object: Object<'_>, index: usize, context: &Context<'_>, ids: &mut Ids) -> Article {
    let url = object.text("url");
    let id = object.id("id").or_else(|| url.clone()).unwrap_or_else(|| {
        object.missing("id", "Give every item an id of its own; its place in the file was used.");
        format!("item-{}", index + 1)
    });
    let id = unused(id, ids, &object);
    let date_published = object.text("date_published").inspect(|date| {
        if civil::parse_instant(date).is_none() {
            object.report.error(
                &object.at("date_published"),
                format!("“{date}” is not a date this program can read."),
                "Write it like 2024-03-12T08:00:00Z; the article is shown as undated.",
            );
        }
    });
    let title = object.text("title");
    let content_text = object.text("content_text").unwrap_or_else(|| {
        // The HTML stays among the unknown members: it is not lost, and not shown as markup.
        let html = object.peek("content_html");
        if html.is_none() {
            object.missing("content_text", "Put the article's text there; it is shown empty.");
        }
        html_text::text_of(html.as_deref().unwrap_or_default())
    });
    let mut authors = Vec::new();
    for (pointer, value) in object.list("authors") {
        if let Some(mut author) = Object::open(value, pointer, object.report) {
            authors.push(Author { name: author.text("name"), more: author.rest() });
        }
    }
    // JSON Feed 1.0 had one author, not a list.
    if let Some(mut author) = authors.is_empty().then(|| object.object("author")).flatten() {
        authors.push(Author { name: author.text("name"), more: author.rest() });
    }
    let mut article = Article {
        id,
        url,
        external_url: object.text("external_url"),
        title,
        summary: object.text("summary"),
        date_published,
        authors,
        tags: object.texts("tags"),
        language: object.text("language"),
        content_text,
        dateline: ArticleExt::default(),
        more: Unknown::new(),
    };
    if context.extended
        && let Some(ext) = object.object("_dateline")
    {
        article.dateline = article_ext(ext, &article, context);
    }
    article.more = object.rest();
    article
}

/// An id that no earlier article has: a repeated one gets a number, and is reported.
fn unused(id: String, ids: &mut Ids, object: &Object<'_>) -> String {
    if is_new(&id, ids) {
        return id;
    }
    let free = (2..).map(|n| format!("{id}-{n}")).find(|other| is_new(other, ids));
    let free = free.unwrap_or_else(|| id.clone());
    object.report.error(
        &object.at("id"),
        format!("Another article has the id “{id}”."),
        format!("Give every article an id of its own; this one is called “{free}” here."),
    );
    free
}

fn article_ext(mut object: Object<'_>, article: &Article, context: &Context<'_>) -> ArticleExt {
    let issued = object.text("issued").inspect(|date| check_edtf(&object, "issued", date));
    let source = object.text("source");
    let marks = marks_of(&mut object, article, context);
    let mark_ids = Lookup::numbered(marks.iter().map(|mark| mark.id.as_str()));
    let mut events = Vec::new();
    for (pointer, value) in object.list("events") {
        if let Some(event) = Object::open(value, pointer, object.report) {
            events.extend(read_event(event, &mark_ids, context, events.len()));
        }
    }
    ArticleExt { issued, source, events, marks, more: object.rest() }
}

fn marks_of(object: &mut Object<'_>, article: &Article, context: &Context<'_>) -> Vec<Mark> {
    let body = Offsets::new(&article.content_text);
    let title = Offsets::new(article.field_text(Field::Title));
    let mut marks = Vec::new();
    let mut ids = Ids::new();
    for (index, (pointer, value)) in object.list("marks").into_iter().enumerate() {
        let Some(mut mark) = Object::open(value, pointer.clone(), object.report)
            .and_then(|m| read_mark(m, context, index))
        else {
            continue;
        };
        let offsets = if mark.field == Field::Title { &title } else { &body };
        let outcome = marks::verify(&mut mark, offsets, context.unit);
        report_outcome(object.report, &pointer, &mark, &outcome);
        if !outcome.is_usable() {
            continue;
        }
        if !is_new(&mark.id, &mut ids) {
            object.report.error(
                &pointer,
                format!("Another mark of this article has the id “{}”.", mark.id),
                "Give every mark an id of its own; events that cite it get the first.",
            );
        }
        marks.push(mark);
    }
    order::sort_by_key(&mut marks, |mark| (mark.field, mark.start, std::cmp::Reverse(mark.end)));
    marks
}

fn read_mark(mut object: Object<'_>, context: &Context<'_>, index: usize) -> Option<Mark> {
    let (Some(start), Some(end)) = (object.count("start"), object.count("end")) else {
        object.missing("start/end", "A mark needs both, as whole numbers; it was left out.");
        return None;
    };
    let field = object
        .word(
            "field",
            |word| match word {
                "title" => Some(Field::Title),
                "body" => Some(Field::Body),
                _ => None,
            },
            "title, body",
        )
        .unwrap_or_default();
    let entity = object.text("entity");
    if let Some(id) = entity.as_ref().filter(|id| !context.entities.has(id)) {
        object.report.error(
            &object.at("entity"),
            format!("No entity of this bundle has the id “{id}”."),
            "Add it to the list of entities at the top; the mark is shown without a card.",
        );
    }
    let time = object.object("time").map(read_time);
    Some(Mark {
        id: object.id("id").unwrap_or_else(|| format!("mark-{}", index + 1)),
        field,
        start,
        end,
        quote: object.text("quote").unwrap_or_default(),
        entity,
        time,
        by: object.text("by"),
        more: object.rest(),
    })
}

fn read_time(mut object: Object<'_>) -> Time {
    let value = object.text("value").inspect(|value| check_edtf(&object, "value", value));
    let known =
        "explicit, year-from-issue, nearest-past, nearest-future, relative, editor, unresolved";
    let basis = object.word("basis", Basis::from_word, known);
    let basis = basis.unwrap_or(if value.is_some() { Basis::Explicit } else { Basis::Unresolved });
    Time { value, basis, rule: object.text("rule"), more: object.rest() }
}

fn read_event(
    mut object: Object<'_>,
    marks: &Lookup<'_>,
    context: &Context<'_>,
    index: usize,
) -> Option<Event> {
    let Some(label) = object.text("label").filter(|label| !label.trim().is_empty()) else {
        object.missing("label", "Say in a few words what happened; the event was left out.");
        return None;
    };
    let when = object.text("when").inspect(|when| check_edtf(&object, "when", when));
    let mut evidence = object.texts("evidence");
    evidence.retain(|id| {
        let known = marks.has(id);
        if !known {
            object.report.error(
                &object.at("evidence"),
                format!("This article has no mark “{id}”."),
                "Cite the id of a mark of the same article; the reference was left out.",
            );
        }
        known
    });
    let mut entities = Vec::new();
    for (pointer, value) in object.list("entities") {
        let part = match value {
            Value::String(id) => Some(EventEntity::Id(id)),
            Value::Object(_) => {
                Object::open(value, pointer.clone(), object.report).and_then(|mut part| {
                    Some(EventEntity::Role { id: part.id("id")?, role: part.text("role") })
                })
            }
            other => {
                wrong_type(object.report, &pointer, "an id, or an object with one", &other);
                None
            }
        };
        let Some(part) = part else { continue };
        if !context.entities.has(part.id()) {
            object.report.error(
                &pointer,
                format!("No entity of this bundle has the id “{}”.", part.id()),
                "Add it to the list of entities at the top.",
            );
        }
        entities.push(part);
    }
    Some(Event {
        id: object.id("id").unwrap_or_else(|| format!("event-{}", index + 1)),
        label,
        when,
        evidence,
        entities,
        more: object.rest(),
    })
}

fn check_edtf(object: &Object<'_>, key: &str, text: &str) {
    if edtf::parse(text).is_none() {
        object.report.error(
            &object.at(key),
            format!("“{text}” is not a date this program can read."),
            "Write 2018, 2018-05, 2018-05-08 or an interval such as 2018-05/2018-07; \
             it counts as not known.",
        );
    }
}

fn report_outcome(report: &Report, pointer: &str, mark: &Mark, outcome: &Outcome) {
    let quote = &mark.quote;
    match outcome {
        Outcome::Sound => {}
        Outcome::Unquoted => report.notice(
            pointer,
            "This mark does not quote the words it marks.",
            "Add “quote”, so that a wrong offset can be noticed.",
        ),
        Outcome::OtherUnit(unit) => {
            let counted = match unit {
                OffsetUnit::Codepoint => "code points",
                OffsetUnit::Utf16 => "UTF-16 units",
                OffsetUnit::Utf8 => "UTF-8 bytes",
            };
            report.error(
                pointer,
                format!(
                    "The offsets of “{quote}” count {counted}, which is not what the file declares."
                ),
                "Correct “offset_unit” or the offsets; the mark was put where its words are.",
            );
        }
        Outcome::Moved(by) => report.error(
            pointer,
            format!(
                "“{quote}” is not at the offsets given, but {} code points {}.",
                by.unsigned_abs(),
                if *by < 0 { "before" } else { "after" }
            ),
            "Correct the offsets; the mark was put where its words are.",
        ),
        Outcome::Ambiguous => report.error(
            pointer,
            format!(
                "“{quote}” is not at the offsets given, and stands equally near on both sides."
            ),
            "Correct the offsets; the mark was left out.",
        ),
        Outcome::Lost => report.error(
            pointer,
            if quote.is_empty() {
                "The offsets of this mark are outside the text.".to_owned()
            } else {
                format!("“{quote}” does not stand in this text.")
            },
            "Mark the text anew; the mark was left out.",
        ),
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
