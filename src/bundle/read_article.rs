//! Reads one item of a feed: the article, its marks and its events.
//!
//! Like the rest of reading it goes on as long as there is anything to show: what is
//! repaired or left out is reported, and what it does not know is handed on.

use crate::bundle::blocks::{HtmlReader, Rich};
use crate::bundle::civil;
use crate::bundle::edtf;
use crate::bundle::fields::{Object, wrong_type};
use crate::bundle::ids;
use crate::bundle::json::Kind;
use crate::bundle::line_ends::{self, Written};
use crate::bundle::mark_report;
use crate::bundle::marks;
use crate::bundle::model::{
    Article, ArticleExt, Author, Basis, Confidence, Event, EventEntity, Field, Mark, OffsetUnit,
    Time, Unknown,
};
use crate::bundle::names::Names;
use crate::bundle::offsets::Offsets;
use crate::bundle::order::{self, Lookup};
use crate::bundle::read_blocks;
use std::cell::Cell;

/// What reading an item needs to know of the whole.
pub(super) struct Context<'e> {
    pub(super) unit: OffsetUnit,
    pub(super) html: Option<HtmlReader>,
    /// Set where `html` was wanted and absent.
    pub(super) wants_html: Cell<bool>,
    /// False where the extension is of an unknown major version and is not read.
    pub(super) extended: bool,
    /// False for an article without marks, events, structure and unknown members.
    pub(super) whole: bool,
    pub(super) entities: &'e Names,
}

/// Reads one item. Its id may be empty, or another's as well: ids are settled in the end.
pub(super) fn article(mut object: Object<'_>, context: &Context<'_>) -> Article {
    let url = object.text("url");
    let numbered = !object.has("id") && url.as_deref().is_none_or(str::is_empty);
    let id = object.id("id").or_else(|| url.clone()).unwrap_or_default();
    if numbered {
        object.missing("id", "Give every item an id of its own; its place in the file was used.");
    }
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
    let (rich, written) = match object.text("content_text") {
        Some(text) if !text.is_empty() || !object.has("content_html") => {
            let (text, written) = line_ends::to_lf(text);
            (Rich { text, blocks: Vec::new() }, written)
        }
        _ => (rich_of(&object, url.as_deref(), context), None),
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
    if !context.extended && object.has("_dateline") {
        // It is handed on as it is; an article has one extension, not two.
        article.dateline = ArticleExt::default();
    } else if let Some(ext) = object.object("_dateline") {
        article.dateline = article_ext(ext, &article, written.as_ref(), context);
    }
    if context.whole {
        article.more = object.rest();
    }
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

/// Reads what an item has besides its text: `article` has the text, `written` the text with
/// the line ends it had.
pub(super) fn article_ext(
    mut object: Object<'_>,
    article: &Article,
    written: Option<&Written>,
    context: &Context<'_>,
) -> ArticleExt {
    let issued = object.text("issued").inspect(|date| check_edtf(&object, "issued", date));
    let source = object.text("source");
    if !context.whole {
        return ArticleExt { issued, source, ..ArticleExt::default() };
    }
    let mut body = Offsets::new(&article.content_text);
    if let Some(written) = written {
        body = body.counted_in(written.text(), written.removed());
    }
    let marks = marks_of(&mut object, article, &body, context);
    let mark_ids = Lookup::numbered(marks.iter().map(|mark| mark.id.as_str()));
    let mut events: Vec<Event> = Vec::new();
    let mut places = Vec::new();
    for (index, (pointer, value)) in object.list("events").enumerate() {
        if let Some(event) = Object::open(value, pointer.clone(), object.report)
            && let Some(event) = read_event(event, &mark_ids, context)
        {
            events.push(event);
            places.push((pointer, index));
        }
    }
    let mut owners = events.iter_mut().map(|event| &mut event.id).zip(places);
    ids::settle_all(&mut owners, "event", object.report);
    // What the file says of its structure wins over what its HTML says.
    let mut blocks = read_blocks::blocks(&mut object, &body, context.unit);
    if blocks.is_empty() {
        blocks.clone_from(&article.dateline.blocks);
    }
    ArticleExt { issued, source, blocks, events, marks, more: object.rest() }
}

fn marks_of(
    object: &mut Object<'_>,
    article: &Article,
    body: &Offsets<'_>,
    context: &Context<'_>,
) -> Vec<Mark> {
    let title = Offsets::new(article.field_text(Field::Title));
    let mut marks: Vec<Mark> = Vec::new();
    let mut places = Vec::new();
    for (index, (pointer, value)) in object.list("marks").enumerate() {
        let mark = Object::open(value, pointer.clone(), object.report);
        let Some(mut mark) = mark.and_then(|mark| read_mark(mark, context)) else { continue };
        let offsets = if mark.field == Field::Title { &title } else { body };
        let outcome = marks::verify(&mut mark, offsets, context.unit);
        mark_report::tell(object.report, &pointer, &mark, &outcome);
        if !outcome.is_usable() {
            continue;
        }
        marks.push(mark);
        places.push((pointer, index));
    }
    let mut owners = marks.iter_mut().map(|mark| &mut mark.id).zip(places);
    ids::settle_all(&mut owners, "mark", object.report);
    marks.shrink_to_fit(); // there are more of them than of anything else
    order::sort_by_key(&mut marks, |mark| (mark.field, mark.start, std::cmp::Reverse(mark.end)));
    // They are most of what a dense bundle holds.
    marks.shrink_to_fit();
    marks
}

fn read_mark(mut object: Object<'_>, context: &Context<'_>) -> Option<Mark> {
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
    let time = object.object("time").map(|time| Box::new(read_time(time)));
    Some(Mark {
        id: object.id("id").unwrap_or_default(),
        field,
        start,
        end,
        quote: object.text("quote").unwrap_or_default(),
        entity,
        time,
        by: object.text("by"),
        confidence: confidence(&mut object),
        more: object.rest(),
    })
}

/// Takes how sure a producer is: 0 to 1.
fn confidence(object: &mut Object<'_>) -> Option<Confidence> {
    let written = object.number("confidence")?;
    let sure = Confidence::parse(written);
    if sure.is_none() {
        object.report.error(
            &object.at("confidence"),
            format!("{written} is not a confidence."),
            "Write a number from 0 to 1, such as 0.75; the mark was kept without it.",
        );
    }
    sure
}

fn read_time(mut object: Object<'_>) -> Time {
    let value = object.text("value").inspect(|value| check_edtf(&object, "value", value));
    let known =
        "explicit, year-from-issue, nearest-past, nearest-future, relative, editor, unresolved";
    let basis = object.word("basis", Basis::from_word, known);
    let basis = basis.unwrap_or(if value.is_some() { Basis::Explicit } else { Basis::Unresolved });
    Time { value, basis, rule: object.text("rule"), more: object.rest() }
}

fn read_event(mut object: Object<'_>, marks: &Lookup<'_>, context: &Context<'_>) -> Option<Event> {
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
                    Some(EventEntity::Role {
                        id: part_id(&mut part)?,
                        role: part.text("role"),
                        more: part.rest(),
                    })
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
        id: object.id("id").unwrap_or_default(),
        label,
        when,
        evidence,
        entities,
        more: object.rest(),
    })
}

fn part_id(part: &mut Object<'_>) -> Option<String> {
    if !part.has("id") {
        part.missing("id", "Name the entity that took part; this part was left out.");
    }
    part.id("id")
}

fn check_edtf(object: &Object<'_>, key: &str, text: &str) {
    if edtf::parse(text).is_none() {
        object.report.error(
            &object.at(key),
            format!("“{text}” is not a date this program can read."),
            "Write 2018, 2018-05, 2018-05-08, a season such as 2018-22, or an interval such as \
             2018-05/2018-07; it counts as not known.",
        );
    }
}
