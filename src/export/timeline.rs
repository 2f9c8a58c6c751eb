//! The events as TimelineJS reads them
//! (<https://timeline.knightlab.com/docs/json-format.html>).
//!
//! Its headlines and texts are HTML: every word of an article is escaped on the way in.

use super::{LeftOut, Quotes, web};
use crate::bundle::civil::Date;
use crate::bundle::edtf::{self, Precision, When};
use crate::bundle::{Bundle, Event};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

pub(super) fn write(bundle: &Bundle, left: &mut LeftOut) -> String {
    let mut events = Vec::new();
    let mut ids = BTreeSet::new();
    for article in &bundle.items {
        let quotes = Quotes::of(article);
        for event in &article.dateline.events {
            match event.when.as_deref().and_then(edtf::parse) {
                None => left.one("event", "without a date could not be put on the timeline"),
                Some(When::Interval(None, _)) => {
                    left.one("event", "without a beginning could not be put on the timeline");
                }
                Some(when) => {
                    let mut slide = slide(&quotes, event, &when, left);
                    let mut id = slug(&format!("{}-{}", article.id, event.id));
                    if !ids.insert(id.clone()) {
                        id = format!("{id}--{}", events.len());
                        ids.insert(id.clone());
                    }
                    slide.insert("unique_id".to_owned(), Value::String(id));
                    events.push(Value::Object(slide));
                }
            }
        }
        left.some(article.dateline.marks.len(), "mark", "could not be put on the timeline");
    }
    let mut words = json!({ "headline": escaped(&bundle.title) });
    if let (Value::Object(words), Some(description)) = (&mut words, &bundle.description) {
        words.insert("text".to_owned(), Value::String(paragraph(description)));
    }
    super::json(&json!({ "title": { "text": words }, "events": events }))
}

fn slide(
    quotes: &Quotes<'_>,
    event: &Event,
    when: &When,
    left: &mut LeftOut,
) -> Map<String, Value> {
    let article = quotes.article;
    let mut slide = Map::new();
    let (start, end) = match when {
        // A season has no number there: its months say it.
        When::Point(point) if point.precision == Precision::Season => (Some(point), Some(point)),
        When::Point(point) => (Some(point), None),
        When::Interval(from, to) => (from.as_ref(), to.as_ref()),
    };
    if let Some(start) = start {
        slide.insert("start_date".to_owned(), date(start.first, start.precision));
    }
    if let Some(end) = end {
        slide.insert("end_date".to_owned(), date(end.last, end.precision));
    } else if matches!(when, When::Interval(..)) {
        left.one("event", "with an open end got none there");
    }
    if when.is_vague() {
        let words = event.when.as_deref().unwrap_or_default();
        slide.insert("display_date".to_owned(), Value::from(escaped(words)));
        left.one("uncertain date", "kept its doubt only in the words shown");
    }
    let mut text = String::new();
    let mut quotes = quotes.evidence(event);
    quotes.retain(|quote| *quote != event.label);
    if !quotes.is_empty() {
        text += &paragraph(&format!("“{}”", quotes.join("” … “")));
    }
    let title = escaped(article.headline());
    text += &match web(article.url.as_deref()) {
        Some(url) => format!("<p><a href=\"{}\">{title}</a></p>", escaped(url)),
        None => format!("<p>{title}</p>"),
    };
    slide.insert("text".to_owned(), json!({ "headline": escaped(&event.label), "text": text }));
    slide
}

fn date(day: Date, precision: Precision) -> Value {
    let mut date = json!({ "year": day.year });
    if let Value::Object(parts) = &mut date {
        if precision > Precision::Year {
            parts.insert("month".to_owned(), Value::from(day.month));
        }
        if precision == Precision::Day {
            parts.insert("day".to_owned(), Value::from(day.day));
        }
    }
    date
}

fn paragraph(words: &str) -> String {
    format!("<p>{}</p>", escaped(words))
}

/// Words as HTML text that is also safe in a quoted attribute.
fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

fn slug(words: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    words.chars().map(letter).collect()
}
