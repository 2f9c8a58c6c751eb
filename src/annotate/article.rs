//! One article read for dates, names and events.
//!
//! Everything found is in one plain value, in the order of the text; `write` turns it into
//! what bundles hold. It must not know other articles, nor decide a date that nobody gave:
//! without an issue date it proposes the day after which the article must have been
//! written, and does not use it.

use crate::annotate::dates::{self, Language, TimeKind, TimeMark};
use crate::annotate::events::{self, Happening};
use crate::annotate::names::{NameMark, Named, Names};
use crate::annotate::tokens::Text;
use crate::bundle::civil::{self, Date};
use crate::bundle::edtf::{self, Precision, When};
use crate::bundle::order;
use crate::bundle::{Article, Basis, Entity, Field};
use std::ops::Range;

/// What is known of an article before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Input<'a> {
    /// The headline; empty if there is none.
    pub title: &'a str,
    /// The text.
    pub text: &'a str,
    /// When it was issued: an RFC 3339 instant, or EDTF. Relative dates are counted from it
    /// only if it is one day.
    pub issued: Option<&'a str>,
    /// BCP 47 language. Events are told from English sentences only; a text that does not
    /// name its language is taken for English.
    pub language: Option<&'a str>,
    /// The entities of its bundle, which win over everything else.
    pub known: &'a [Entity],
}

impl<'a> Input<'a> {
    /// An article of a bundle. `language` is the bundle's own, `known` are its entities.
    pub fn of(article: &'a Article, language: Option<&'a str>, known: &'a [Entity]) -> Self {
        let published = article.date_published.as_deref();
        let published = published.filter(|date| civil::parse_instant(date).is_some());
        Self {
            title: article.title.as_deref().unwrap_or_default(),
            text: &article.content_text,
            issued: article.dateline.issued.as_deref().or(published),
            language: article.language.as_deref().or(language),
            known,
        }
    }
}

/// One marked stretch.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which text the range counts in.
    pub field: Field,
    /// UTF-8 bytes of that text.
    pub range: Range<usize>,
    /// What it says.
    pub what: What,
    /// The rule that found it, or that found its value.
    pub rule: &'static str,
    /// 0 to 1.
    pub confidence: f64,
    /// The features that weighed most, of a name that the model found.
    pub because: Vec<String>,
}

/// What a marked stretch says.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Who is named: a place in the list of names.
    Name(usize),
    /// An expression of time.
    Time(Expression),
}

/// An expression of time, without its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// TIMEX3's type.
    pub kind: TimeKind,
    /// TIMEX3's value.
    pub timex: String,
    /// EDTF, where it means certain days.
    pub value: Option<String>,
    /// How the value was found.
    pub basis: Basis,
}

/// All that was found in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotation {
    /// By field (the headline first), start, then longest first.
    pub marks: Vec<Found>,
    /// Who and what the marks name; some may have lost all their marks.
    pub named: Vec<Named>,
    /// What happened when, in the order of the text.
    pub events: Vec<Happening>,
    /// Of an article without an issue date: the latest day that it tells of as past.
    pub written_after: Option<Date>,
}

/// Annotates articles. Made once; its data are compiled in.
#[derive(Default)]
pub struct Annotator {
    names: Names,
}

impl Annotator {
    /// With the built-in rules and data.
    pub fn new() -> Self {
        Self { names: Names::new() }
    }

    /// The same, but every name that the model found comes with the features that weighed
    /// most; that takes longer.
    pub fn explaining() -> Self {
        Self { names: Names::new().explaining() }
    }

    /// Reads one article. Time and memory grow with its length.
    pub fn annotate(&self, input: &Input<'_>) -> Annotation {
        let issued = input.issued.and_then(day);
        let (title, body) = (Text::new(input.title), Text::new(input.text));
        let language = Language::from_tag(input.language);
        let times = |text: &Text<'_>, field| -> Vec<Found> {
            dates::find(text, issued, language)
                .into_iter()
                .map(|mark| of_time(mark, field))
                .collect()
        };
        let mut found = times(&title, Field::Title);
        found.extend(times(&body, Field::Body));
        let (names, named) = self.names.find(&title, &body, input.known);
        let is_known = |name: &NameMark| {
            let key = named.get(name.named).and_then(|named| named.key.as_deref());
            key.is_some_and(|key| input.known.iter().any(|entity| entity.id == key))
        };
        let names = names.into_iter().map(|name| (is_known(&name), of_name(name))).collect();
        let marks = arbitrate(found, names);
        let english = language == Language::English;
        let events =
            if english { events::find(&body, &marks, &named, input.issued) } else { Vec::new() };
        let undated = input.issued.is_none_or(|date| date.trim().is_empty());
        let written_after = undated.then(|| written_after(&body, &marks)).flatten();
        Annotation { marks, named, events, written_after }
    }
}

/// The day of an issue date, if it is one day.
fn day(issued: &str) -> Option<Date> {
    if let Some(instant) = civil::parse_instant(issued) {
        return Some(instant.date);
    }
    match edtf::parse(issued)? {
        When::Point(point) if point.precision == Precision::Day => Some(point.first),
        _ => None,
    }
}

fn of_time(mark: TimeMark, field: Field) -> Found {
    let TimeMark { range, kind, timex, value, basis, rule, confidence } = mark;
    let what = What::Time(Expression { kind, timex, value, basis });
    Found { field, range, what, rule, confidence, because: Vec::new() }
}

fn of_name(mark: NameMark) -> Found {
    let NameMark { field, range, named, rule, confidence, because } = mark;
    Found { field, range, what: What::Name(named), rule, confidence, because }
}

/// Puts times and names into one list. A time may stand inside a name (“the 2015
/// Agreement”); a name inside a time (“May”) goes, unless the bundle itself has it, and of
/// two that cross the surer one stays. `names` come with whether the bundle has them.
fn arbitrate(times: Vec<Found>, names: Vec<(bool, Found)>) -> Vec<Found> {
    let mut stays = vec![true; times.len()];
    let mut kept: Vec<Found> = Vec::with_capacity(times.len() + names.len());
    let mut first = 0;
    for (known, name) in names {
        // Both lists are in order: what ends before this name began is done with.
        while times
            .get(first)
            .is_some_and(|time| (time.field, time.range.end) <= (name.field, name.range.start))
        {
            first += 1;
        }
        let crossing =
            times.iter().enumerate().skip(first).take_while(|(_, time)| {
                (time.field, time.range.start) < (name.field, name.range.end)
            });
        let mut loses = false;
        let mut losers = Vec::new();
        for (at, time) in crossing {
            let (a, b) = (&time.range, &name.range);
            let inside = b.start <= a.start && a.end <= b.end && a != b;
            let around = a.start <= b.start && b.end <= a.end;
            if inside {
                continue;
            }
            if known || (!around && name.confidence > time.confidence) {
                losers.push(at);
            } else {
                loses = true;
            }
        }
        if !loses {
            for at in losers {
                if let Some(stay) = stays.get_mut(at) {
                    *stay = false;
                }
            }
            kept.push(name);
        }
    }
    kept.extend(times.into_iter().zip(stays).filter(|(_, stays)| *stays).map(|(time, _)| time));
    order::sort_by(&mut kept, |a, b| {
        let key = |found: &Found| (found.field, found.range.start, usize::MAX - found.range.end);
        key(a).cmp(&key(b))
    });
    kept
}

/// The latest day that the text names in full and tells of as past.
fn written_after(body: &Text<'_>, marks: &[Found]) -> Option<Date> {
    const AHEAD: [&str; 6] = ["will", "shall", "by", "until", "before", "'ll"];
    let mut latest = None;
    for found in marks.iter().filter(|found| found.field == Field::Body) {
        let What::Time(Expression { value: Some(value), basis: Basis::Explicit, .. }) = &found.what
        else {
            continue;
        };
        let Some(When::Point(point)) = edtf::parse(value) else { continue };
        if point.precision != Precision::Day || Some(point.last) <= latest {
            continue;
        }
        let sentence = events::sentence_of(body, found.range.start).unwrap_or_default();
        if sentence.len() > events::LONGEST_SENTENCE {
            continue;
        }
        if !sentence.into_iter().any(|token| AHEAD.contains(&body.word(token))) {
            latest = Some(point.last);
        }
    }
    latest
}

#[cfg(test)]
#[path = "article_tests.rs"]
mod tests;
