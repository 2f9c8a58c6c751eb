//! The events of many articles as one story: what several articles tell of one day is one
//! occasion, with each of them as a source.
//!
//! Two events are the same if they name the same day and the same people and things, or
//! some of them in the same words. Being unsure, it keeps two apart: an event told twice
//! is a lesser fault than one that is lost in another. It must not decide how an occasion
//! is shown.

use crate::archive::tokens::Tokens;
use crate::bundle::civil::DayNumber;
use crate::bundle::edtf;
use crate::bundle::order::sort_by_key;
use crate::bundle::{Bundle, Event};

/// Occasions of one day that an event is compared with: a day that fills a newspaper has
/// fewer, and the work stays in proportion.
const MOST_A_DAY: usize = 400;

/// Where an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The article's place in the bundle.
    pub article: usize,
    /// The event's place in the article.
    pub event: usize,
}

/// What happened on one day, by all who tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// First and last day, as numbers of days; an open end is the least or the greatest.
    pub days: (DayNumber, DayNumber),
    /// Who tells it, in the order of the articles asked for; the first gives its label.
    pub sources: Vec<Source>,
}

/// The occasions of some articles (places in the bundle), earliest first; those of the same
/// days by the order of their articles. Events without a known time are left out.
pub fn chronology(bundle: &Bundle, articles: impl IntoIterator<Item = usize>) -> Vec<Occasion> {
    let mut told: Vec<((DayNumber, DayNumber), Source)> = Vec::new();
    for article in articles {
        let events = bundle.items.get(article).map_or(&[][..], |item| &item.dateline.events);
        for (event, one) in events.iter().enumerate() {
            if let Some(days) = days(one) {
                told.push((days, Source { article, event }));
            }
        }
    }
    sort_by_key(&mut told, |(days, _)| *days); // stable: articles keep their order
    let mut occasions: Vec<Occasion> = Vec::new();
    let mut first = 0; // of the occasions of these days
    for (days, source) in told {
        if occasions.last().is_some_and(|last| last.days != days) {
            first = occasions.len();
        }
        let Some(event) = event(bundle, source) else { continue };
        let open = occasions.get_mut(first..).unwrap_or_default().iter_mut().take(MOST_A_DAY);
        let same = open.into_iter().find(|occasion| {
            let other = occasion.sources.first().and_then(|&source| self::event(bundle, source));
            other.is_some_and(|other| is_same(other, event))
        });
        match same {
            Some(occasion) => occasion.sources.push(source),
            None => occasions.push(Occasion { days, sources: vec![source] }),
        }
    }
    occasions
}

/// For the events of one article, in order: which other articles tell the same. Each of
/// those is named once an event.
pub fn elsewhere(bundle: &Bundle, article: usize) -> Vec<(usize, Source)> {
    let own = bundle.items.get(article).map_or(&[][..], |item| &item.dateline.events);
    let own: Vec<_> = own.iter().map(|event| (days(event), event)).collect();
    let mut found = Vec::new();
    for (other, item) in bundle.items.iter().enumerate().filter(|(other, _)| *other != article) {
        let mut named = vec![false; own.len()];
        for (number, event) in item.dateline.events.iter().enumerate() {
            // The cheap question first: most events are of other days.
            let Some(days) = days(event) else { continue };
            for (at, (own_days, own)) in own.iter().enumerate() {
                if *own_days == Some(days) && !named[at] && is_same(own, event) {
                    named[at] = true;
                    found.push((at, Source { article: other, event: number }));
                }
            }
        }
    }
    sort_by_key(&mut found, |(at, source)| (*at, source.article));
    found
}

fn event(bundle: &Bundle, source: Source) -> Option<&Event> {
    bundle.items.get(source.article)?.dateline.events.get(source.event)
}

/// The days of an event whose time is known.
fn days(event: &Event) -> Option<(DayNumber, DayNumber)> {
    let when = edtf::parse(event.when.as_deref()?)?;
    let first = when.first_day().unwrap_or(DayNumber::MIN);
    Some((first, when.last_day().unwrap_or(DayNumber::MAX)))
}

/// True if two events of the same days are one: they share two names, or one name and a
/// third of the words; of more than a month, all names and half the words.
fn is_same(a: &Event, b: &Event) -> bool {
    const MONTH: i64 = 31;
    let long = days(a).is_none_or(|(first, last)| i64::from(last) - i64::from(first) > MONTH);
    let has = |event: &Event, id: &str| event.entities.iter().any(|entity| entity.id() == id);
    let shared = a.entities.iter().filter(|entity| has(b, entity.id())).count();
    let fewest = a.entities.len().min(b.entities.len());
    if long {
        return shared > 0 && shared == fewest && alike(a, b) * 2 >= 1_000;
    }
    shared >= 2 || shared == 1 && alike(a, b) * 3 >= 1_000 || shared == 0 && alike(a, b) >= 800
}

/// How many of the shorter label's words stand in the other, in thousandths; 0 for a label
/// of one word.
fn alike(a: &Event, b: &Event) -> usize {
    let words = |event: &Event| {
        let (mut tokens, mut text) = (Tokens::new(&event.label), String::new());
        while let Some((word, _)) = tokens.next() {
            text.push_str(word);
            text.push(' ');
        }
        text
    };
    let (a, b) = (words(a), words(b));
    let (few, many) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let all: Vec<&str> = many.split_whitespace().collect();
    // “of”, “the”: short words say little.
    let told = few.split_whitespace().filter(|word| word.len() > 3);
    let (mut count, mut shared) = (0, 0);
    for word in told {
        count += 1;
        shared += usize::from(all.contains(&word));
    }
    if count < 2 { 0 } else { shared * 1_000 / count }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Article, EventEntity};

    /// Articles as lines of `when label | entities`.
    fn bundle(articles: &[&[&str]]) -> Bundle {
        let mut bundle = Bundle::new("");
        for (number, events) in articles.iter().enumerate() {
            let mut article = Article { id: number.to_string(), ..Article::default() };
            for (at, line) in events.iter().enumerate() {
                let (words, entities) = line.split_once(" | ").unwrap();
                let (when, label) = words.split_once(' ').unwrap();
                article.dateline.events.push(Event {
                    id: format!("e{at}"),
                    label: label.to_owned(),
                    when: Some(when.to_owned()).filter(|when| when != "-"),
                    entities: entities
                        .split_whitespace()
                        .map(|id| EventEntity::Id(id.to_owned()))
                        .collect(),
                    ..Event::default()
                });
            }
            bundle.items.push(article);
        }
        bundle
    }

    fn drawn(articles: &[&[&str]]) -> Vec<String> {
        let bundle = bundle(articles);
        let places = 0..bundle.items.len();
        let source = |source: &Source| format!("{}.{}", source.article, source.event);
        let line =
            |occasion: Occasion| occasion.sources.iter().map(source).collect::<Vec<_>>().join(" ");
        chronology(&bundle, places).into_iter().map(line).collect()
    }

    #[test]
    fn one_event_in_many_articles_is_one_occasion() {
        let first: &[&str] = &[
            "2024-03-04 Inspectors return to the harbour | nha vardel",
            "2023-08 Talks stall | nha",
        ];
        let second: &[&str] = &[
            "2024-03-04 Harbour authority sends inspectors | nha vardel norway",
            "2024-03-04 Storm closes the road | vardel",
            "- Something unknown happens | nha",
        ];
        let third: &[&str] = &[
            "2024-03-04 Inspectors of the harbour came back | nha",
            "2024-03-05 Inspectors return to the harbour | nha vardel",
            "2023-08-01/2023-08-31 Stalled talks stall again | nha",
        ];
        assert_eq!(
            drawn(&[first, second, third]),
            ["0.1 2.2", "0.0 1.0 2.0", "1.1", "2.1"],
            "by day, then by article"
        );
    }

    #[test]
    fn a_long_time_makes_nothing_the_same() {
        let a: &[&str] = &["2024 Harbour earns more than before | nha"];
        let b: &[&str] = &["2024 Harbour hires another pilot | nha"];
        let c: &[&str] = &["2024 Harbour earns more than ever before | nha"];
        assert_eq!(drawn(&[a, b, c]), ["0.0 2.0", "1.0"]);
    }

    #[test]
    fn the_same_told_elsewhere_is_found_from_each_side() {
        let bundle = bundle(&[
            &["2024-03-04 Inspectors return to the harbour | nha vardel", "2024-03-09 Rain | a"],
            &[
                "2024-03-04 Inspectors back in harbour | nha vardel",
                "2024-03-04 Again | nha vardel",
            ],
            &["2024-03-09 Snow | b"],
        ]);
        assert_eq!(elsewhere(&bundle, 0), [(0, Source { article: 1, event: 0 })]);
        let back: Vec<_> =
            elsewhere(&bundle, 1).into_iter().map(|(at, s)| (at, s.article)).collect();
        assert_eq!(back, [(0, 0), (1, 0)]);
        assert_eq!(elsewhere(&bundle, 2), []);
        assert_eq!(elsewhere(&bundle, 9), []);
    }
}
