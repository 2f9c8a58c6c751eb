//! TimelineJS's JSON (<https://timeline.knightlab.com/docs/json-format.html>) to one
//! article that tells the events in their order, each under its own heading.
//!
//! An event's date is an editor's: it marks the heading. Its HTML is read as HTML, so that
//! no markup goes further than this room. Dates a bundle cannot say are kept as they were
//! and reported.

use crate::bundle::{
    Article, Basis, Block, BlockKind, Event, Fault, Mark, Reading, Severity, Time, civil,
};
use crate::import::cast::folded;
use crate::import::composition::{Composition, is_picture, is_web};
use crate::import::gathering::Gathering;
use crate::import::json::{self, Members};
use crate::import::{Source, html, text};
use serde_json::Value;

/// Reads a timeline.
///
/// # Errors
/// A fatal fault if it is not JSON or tells nothing.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, Fault> {
    let mut gathering = Gathering::default();
    match json::parse(source.text)? {
        Value::Object(members) => article(members, "", &text::id_of(source.name), &mut gathering),
        _ => {
            let what = "This timeline is not an object.";
            let remedy = "Put its events in an object with a list called “events”.";
            return Err(Fault::new(Severity::Fatal, what, remedy).at(""));
        }
    }
    gathering.finish(source.text)
}

/// Reads one timeline as an article.
pub(super) fn article(mut members: Members, pointer: &str, id: &str, gathering: &mut Gathering) {
    let mut article = Article { id: id.to_owned(), ..Article::default() };
    let mut whole = Composition::default();
    if let Some(mut title) = json::object(&mut members, "title") {
        let mut words = json::object(&mut title, "text").unwrap_or_default();
        article.title = json::text(&mut words, "headline").map(|headline| line(&headline));
        tell(&mut words, &mut title, &mut whole);
        json::keep_among(&mut members, "title", Value::Object(title));
    }
    for (index, value) in json::list(&mut members, "events").into_iter().enumerate() {
        let at = format!("{pointer}/events/{index}");
        let Value::Object(slide) = value else {
            gathering.error(
                &at,
                "This is not an event.",
                "Write it as an object; it was left out.",
            );
            continue;
        };
        event(slide, &at, &mut article, &mut whole, gathering);
    }
    for (index, value) in json::list(&mut members, "eras").into_iter().enumerate() {
        let at = format!("{pointer}/eras/{index}");
        let Value::Object(mut era) = value else { continue };
        let mut words = json::object(&mut era, "text").unwrap_or_default();
        let when = when(&mut era, &at, gathering);
        let Some(label) = json::text(&mut words, "headline").map(|label| line(&label)) else {
            gathering.error(&at, "This era has no headline.", "Name it; it was left out.");
            continue;
        };
        let mut more = json::unknown(era);
        json::keep(&mut more, "era", Value::Bool(true));
        let id = format!("era-{}", index + 1);
        article.dateline.events.push(Event { id, label, when, more, ..Event::default() });
    }
    let rich = whole.finish();
    (article.content_text, article.dateline.blocks) = (rich.text, rich.blocks);
    article.dateline.more = json::unknown(members);
    if article.content_text.is_empty() && article.dateline.events.is_empty() {
        gathering.error(
            pointer,
            "This timeline tells nothing.",
            "Check that its events have headlines or texts, and that the export was complete.",
        );
        return;
    }
    gathering.add(article, pointer);
}

/// One slide: its heading, its text, its picture, and the event.
fn event(
    mut slide: Members,
    pointer: &str,
    article: &mut Article,
    whole: &mut Composition,
    gathering: &mut Gathering,
) {
    let number = article.dateline.events.len() + 1;
    let mut words = json::object(&mut slide, "text").unwrap_or_default();
    let headline = json::text(&mut words, "headline").map(|headline| line(&headline));
    let headline = headline.filter(|headline| !headline.is_empty());
    let when = when(&mut slide, pointer, gathering);
    let mut event = Event { id: format!("e{number}"), when, ..Event::default() };
    if let Some(headline) = headline {
        let block = Block { kind: BlockKind::Heading, level: Some(2), ..Block::default() };
        let (start, end) = whole.add(block, &headline);
        let basis = if event.when.is_some() { Basis::Editor } else { Basis::Unresolved };
        let time = Some(Time { value: event.when.clone(), basis, ..Time::default() });
        let id = format!("m{number}");
        event.evidence.push(id.clone());
        event.label.clone_from(&headline);
        article.dateline.marks.push(Mark {
            id,
            start,
            end,
            quote: headline,
            time: time.map(Box::new),
            ..Mark::default()
        });
    }
    let told = tell(&mut words, &mut slide, whole);
    if event.label.is_empty() {
        let label = told.or_else(|| slide.get("display_date")?.as_str().map(str::to_owned));
        event.label = label.or_else(|| event.when.clone()).unwrap_or_default();
    }
    json::keep_among(&mut slide, "text", Value::Object(words));
    event.more = json::unknown(slide);
    if event.label.is_empty() {
        let remedy = "Give it a headline; it was left out.";
        gathering.error(pointer, "This event says neither what happened nor when.", remedy);
        return;
    }
    article.dateline.events.push(event);
}

/// Adds the text and the picture of a slide; its first words.
fn tell(words: &mut Members, slide: &mut Members, whole: &mut Composition) -> Option<String> {
    let mut first = None;
    if let Some(markup) = json::text(words, "text") {
        let rich = html::fragment(&markup, None);
        first = rich.text.lines().next().map(|line| line.chars().take(80).collect());
        whole.add_rich(rich);
    }
    if let Some(media) = json::object(slide, "media") {
        let rest = show(media, whole);
        json::keep_among(slide, "media", Value::Object(rest));
    }
    first
}

/// Adds the picture of a slide, or a link to what is no picture; what else it says.
fn show(mut media: Members, whole: &mut Composition) -> Members {
    let caption = json::text(&mut media, "caption").map(|words| line(&words)).unwrap_or_default();
    let credit = json::text(&mut media, "credit").map(|words| line(&words)).unwrap_or_default();
    let told = match (caption.is_empty(), credit.is_empty()) {
        (false, false) => format!("{caption} ({credit})"),
        _ => format!("{caption}{credit}"),
    };
    match json::text(&mut media, "url") {
        Some(url) if is_web(&url) && is_picture(&url) => {
            let alt = json::text(&mut media, "alt");
            let kind = BlockKind::Figure;
            whole.add(Block { kind, src: Some(url), alt, ..Block::default() }, &told);
        }
        Some(url) if is_web(&url) => {
            whole.add_link(if told.is_empty() { &url } else { &told }, &url);
        }
        other => {
            whole.add_plain(&told);
            json::keep_among(&mut media, "url", other.map_or(Value::Null, Value::String));
        }
    }
    media
}

/// The words of a line that may hold markup.
fn line(markup: &str) -> String {
    if markup.contains(['<', '&']) {
        folded(&html::fragment(markup, None).text)
    } else {
        folded(markup)
    }
}

/// The date of a slide in EDTF. What it cannot say in full stays in the slide.
fn when(slide: &mut Members, pointer: &str, gathering: &mut Gathering) -> Option<String> {
    let start = end_of(slide, "start_date", pointer, gathering);
    let end = end_of(slide, "end_date", pointer, gathering);
    match (start, end) {
        (Some(start), Some(end)) if start == end => Some(start),
        (Some(start), Some(end)) => {
            let both = format!("{start}/{end}");
            if crate::bundle::edtf::parse(&both).is_some() {
                return Some(both);
            }
            let remedy = "Correct the dates; the event is shown at its first one.";
            gathering.error(pointer, "This event ends before it begins.", remedy);
            Some(start)
        }
        (start, end) => start.or_else(|| end.map(|end| format!("../{end}"))),
    }
}

fn end_of(
    slide: &mut Members,
    name: &str,
    pointer: &str,
    gathering: &mut Gathering,
) -> Option<String> {
    let date = match slide.get(name) {
        Some(Value::Object(date)) => date.clone(),
        _ => return None,
    };
    let at = format!("{pointer}/{name}");
    let mut rest = date;
    let mut part = |name| json::text(&mut rest, name).map(|text| text.trim().to_owned());
    let (year, month, day) = (part("year"), part("month"), part("day"));
    let found = year.as_deref().and_then(|year| edtf(year, month.as_deref(), day.as_deref()));
    if found.is_none() {
        if year.is_some() || !rest.is_empty() {
            gathering.error(
                &at,
                format!(
                    "This date ({}) cannot be said in a bundle: its years are 0 to 9999, and its days exist.",
                    [year, month, day].into_iter().flatten().collect::<Vec<_>>().join("-")
                ),
                "The event is shown without it; the date is kept as it was.",
            );
        }
        return None;
    }
    rest.retain(|_, value| !value.is_null() && value.as_str() != Some(""));
    let timed = ["hour", "minute", "second", "millisecond"];
    if rest.is_empty() {
        slide.remove(name);
    } else if timed.iter().any(|part| rest.contains_key(*part)) {
        let remedy = "The day is shown; the date is kept as it was.";
        gathering.notice(&at, "A time of day is more than the timeline shows.", remedy);
    }
    found
}

fn edtf(year: &str, month: Option<&str>, day: Option<&str>) -> Option<String> {
    let year: i32 = year.parse().ok().filter(|year| (0..=9999).contains(year))?;
    let Some(month) = month else { return Some(format!("{year:04}")) };
    let month: u8 = month.parse().ok()?;
    let Some(day) = day else {
        return (civil::days_in_month(year, month) > 0).then(|| format!("{year:04}-{month:02}"));
    };
    civil::Date::new(year, month, day.parse().ok()?).map(|date| date.to_string())
}
