//! Reads one item of a feed: the article, its marks and its events.
//!
//! Like the rest of reading it goes on as long as there is anything to show: what is
//! repaired or left out is reported, and what it does not know is handed on.

use crate::bundle::blocks::{HtmlReader, Rich};
use crate::bundle::civil;
use crate::bundle::edtf;
use crate::bundle::fields::{Object, Report, Spot, wrong_type};
use crate::bundle::json::Kind;
use crate::bundle::marks::{self, Outcome};
use crate::bundle::model::{
    Article, ArticleExt, Author, Basis, Event, EventEntity, Field, Mark, OffsetUnit, Time, Unknown,
};
use crate::bundle::offsets::Offsets;
use crate::bundle::order::{self, Lookup};
use std::cell::Cell;
use std::collections::BTreeMap;

/// Ids that are taken. Their number means nothing: one kind of map for all rooms.
pub(super) type Ids = BTreeMap<String, u32>;

/// Takes an id, if it is free.
pub(super) fn is_new(id: &str, ids: &mut Ids) -> bool {
    ids.insert(id.to_owned(), 0).is_none()
}

/// What reading an item needs to know of the whole.
pub(super) struct Context<'e> {
    pub(super) unit: OffsetUnit,
    pub(super) html: Option<HtmlReader>,
    /// Set where `html` was wanted and absent.
    pub(super) wants_html: Cell<bool>,
    /// False where the extension is of an unknown major version and is not read.
    pub(super) extended: bool,
    pub(super) entities: Lookup<'e>,
}

/// Reads one item; `index` is its place in the file.
pub(super) fn article(
    mut object: Object<'_>,
    index: usize,
    context: &Context<'_>,
    ids: &mut Ids,
) -> Article {
    let url = object.text("url");
    let id = object.id("id").or_else(|| url.clone().filter(|url| !url.is_empty())).unwrap_or_else(
        || {
            object
                .missing("id", "Give every item an id of its own; its place in the file was used.");
            format!("item-{}", index + 1)
        },
    );
    let pointer = object.at("id");
    let id = unused(id, ids, "article", &pointer, object.report);
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
    let rich = match object.text("content_text").filter(|text| !text.is_empty()) {
        Some(text) => Rich { text, blocks: Vec::new() },
        None => rich_of(&object, url.as_deref(), context),
    };
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
        content_text: rich.text,
        dateline: ArticleExt { blocks: rich.blocks, ..ArticleExt::default() },
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

/// The text of an item that has only HTML. The HTML stays among the unknown members: it is
/// not lost, and not shown as markup.
fn rich_of(object: &Object<'_>, url: Option<&str>, context: &Context<'_>) -> Rich {
    match (object.peek("content_html"), context.html) {
        (None, _) => {
            object.missing("content_text", "Put the article's text there; it is shown empty.");
            Rich::default()
        }
        (Some(html), Some(reader)) => reader(&html, url),
        (Some(_), None) => {
            context.wants_html.set(true);
            Rich::default()
        }
    }
}

/// An id that no earlier one of its kind has: a repeated one gets a number, and is reported.
fn unused(id: String, ids: &mut Ids, kind: &str, spot: &Spot, report: &Report) -> String {
    if is_new(&id, ids) {
        return id;
    }
    let free = (2..).map(|n| format!("{id}-{n}")).find(|other| is_new(other, ids));
    let free = free.unwrap_or_else(|| id.clone());
    report.error(
        spot,
        format!("Another {kind} has the id “{id}”."),
        format!("Give every {kind} an id of its own; this one is called “{free}” here."),
    );
    free
}

fn article_ext(mut object: Object<'_>, article: &Article, context: &Context<'_>) -> ArticleExt {
    let issued = object.text("issued").inspect(|date| check_edtf(&object, "issued", date));
    let source = object.text("source");
    let marks = marks_of(&mut object, article, context);
    let mark_ids = Lookup::numbered(marks.iter().map(|mark| mark.id.as_str()));
    let mut events: Vec<Event> = Vec::new();
    let mut ids = Ids::new();
    for (pointer, value) in object.list("events") {
        if let Some(event) = Object::open(value, pointer.clone(), object.report)
            && let Some(mut event) = read_event(event, &mark_ids, context, events.len())
        {
            event.id = unused(event.id, &mut ids, "event", &pointer, object.report);
            events.push(event);
        }
    }
    // To be read and verified: `blocks` of the file win over those of the HTML.
    let blocks = article.dateline.blocks.clone();
    ArticleExt { issued, source, blocks, events, marks, more: object.rest() }
}

fn marks_of(object: &mut Object<'_>, article: &Article, context: &Context<'_>) -> Vec<Mark> {
    let body = Offsets::new(&article.content_text);
    let title = Offsets::new(article.field_text(Field::Title));
    let mut marks = Vec::new();
    let mut ids = Ids::new();
    for (index, (pointer, value)) in object.list("marks").enumerate() {
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
    marks.shrink_to_fit(); // there are more of them than of anything else
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
    let cited = object.at("evidence");
    evidence.retain(|id| {
        let known = marks.has(id);
        if !known {
            object.report.error(
                &cited,
                format!("This article has no mark “{id}”."),
                "Cite the id of a mark of the same article; the reference was left out.",
            );
        }
        known
    });
    let mut entities = Vec::new();
    for (pointer, value) in object.list("entities") {
        let part = match value.kind() {
            Kind::Text => Some(EventEntity::Id(object.report.words(&pointer, value))),
            Kind::Object => {
                Object::open(value, pointer.clone(), object.report).and_then(|mut part| {
                    Some(EventEntity::Role { id: part.id("id")?, role: part.text("role") })
                })
            }
            _ => {
                wrong_type(object.report, &pointer, "an id, or an object with one", value);
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

fn report_outcome(report: &Report, spot: &Spot, mark: &Mark, outcome: &Outcome) {
    let quote = &mark.quote;
    match outcome {
        Outcome::Sound => {}
        Outcome::Unquoted => report.notice(
            spot,
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
                spot,
                format!(
                    "The offsets of “{quote}” count {counted}, which is not what the file declares."
                ),
                "Correct “offset_unit” or the offsets; the mark was put where its words are.",
            );
        }
        Outcome::Moved(by) => report.error(
            spot,
            format!(
                "“{quote}” is not at the offsets given, but {} code points {}.",
                by.unsigned_abs(),
                if *by < 0 { "before" } else { "after" }
            ),
            "Correct the offsets; the mark was put where its words are.",
        ),
        Outcome::Ambiguous => report.error(
            spot,
            format!(
                "“{quote}” is not at the offsets given, and stands equally near on both sides."
            ),
            "Correct the offsets; the mark was left out.",
        ),
        Outcome::Lost => report.error(
            spot,
            if quote.is_empty() {
                "The offsets of this mark are outside the text.".to_owned()
            } else {
                format!("“{quote}” does not stand in this text.")
            },
            "Mark the text anew; the mark was left out.",
        ),
    }
}
