//! The events of many articles as one story: what several articles tell of one day is one
//! occasion, with each of them as a source.
//!
//! Two events are the same if they name the same day and the same people and things, or
//! some of them in the same words. Being unsure, it keeps two apart: an event told twice
//! is a lesser fault than one that is lost in another. It must not decide how an occasion
//! is shown.

use crate::archive::events::{Events, Row};
use crate::bundle::civil::DayNumber;

/// Occasions of one day that an event is compared with: a day that fills a newspaper has
/// fewer, and the work stays in proportion.
const MOST_A_DAY: usize = 400;

/// Where an event is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Who tells it, in file order; the first gives its label.
    pub sources: Vec<Source>,
}

/// The occasions of some articles, earliest first; those of the same days in the order of
/// the file. Events without a known time are left out. It is made in steps.
#[derive(Default)]
pub(crate) struct Chronology {
    /// How many events were looked at, in their order.
    at: usize,
    /// The first and the last row of each occasion.
    occasions: Vec<(u32, u32)>,
    /// The next row of the same occasion, by row; itself if there is none.
    next: Vec<u32>,
    /// The first occasion of the days that come now.
    first: usize,
}

impl Chronology {
    /// Goes on for about so many comparisons; true if nothing is left to do. The events must
    /// be in order, and the same every time, as must what is `wanted` of an article's place.
    pub(crate) fn step(
        &mut self,
        events: &Events,
        wanted: &dyn Fn(usize) -> bool,
        comparisons: usize,
    ) -> bool {
        let mut left = comparisons;
        self.next.resize(events.len(), u32::MAX);
        for (number, row) in events.in_order(self.at) {
            if left == 0 {
                return false;
            }
            self.at += 1;
            left -= 1;
            if !wanted(row.source().article) {
                continue;
            }
            let last = self.occasions.last().and_then(|last| events.row(last.0));
            if last.is_some_and(|last| last.days != row.days) {
                self.first = self.occasions.len();
            }
            let open = self.occasions.get_mut(self.first..).unwrap_or_default();
            let same = open.iter_mut().take(MOST_A_DAY).find(|(first, _)| {
                left = left.saturating_sub(1);
                events.row(*first).is_some_and(|other| is_same(events, other, row))
            });
            match same {
                Some((_, last)) => {
                    if let Some(next) = self.next.get_mut(*last as usize) {
                        *next = number;
                    }
                    *last = number;
                }
                None => self.occasions.push((number, number)),
            }
        }
        true
    }

    /// How many occasions there are.
    pub(crate) fn len(&self) -> usize {
        self.occasions.len()
    }

    /// Some of them.
    pub(crate) fn page(&self, events: &Events, offset: usize, limit: usize) -> Vec<Occasion> {
        let page = self.occasions.iter().skip(offset).take(limit);
        let occasion = |(first, _): &(u32, u32)| {
            let days = events.row(*first)?.days;
            let mut sources = Vec::new();
            let mut at = *first;
            while let Some(row) = events.row(at) {
                sources.push(row.source());
                at = self.next.get(at as usize).copied().unwrap_or(u32::MAX);
            }
            Some(Occasion { days, sources })
        };
        page.filter_map(occasion).collect()
    }
}

/// For the events of one article, in order: which other articles tell the same. Each of
/// those is named once an event, in file order. The events must be in order.
pub(crate) fn elsewhere(events: &Events, article: usize) -> Vec<(usize, Source)> {
    let mut found: Vec<(usize, Source)> = Vec::new();
    for own in events.of(article) {
        let at = own.source().event;
        for (_, row) in events.in_order_on(own.days) {
            let source = row.source();
            let named = found
                .last()
                .is_some_and(|(last, other)| *last == at && other.article == source.article);
            if source.article != article && !named && is_same(events, own, row) {
                found.push((at, source));
            }
        }
    }
    found
}

/// True if two events of the same days are one: they share two names, or one name and a
/// third of the words; of more than a month, all names and half the words.
fn is_same(events: &Events, a: &Row, b: &Row) -> bool {
    const MONTH: i64 = 31;
    let long = i64::from(a.days.1) - i64::from(a.days.0) > MONTH;
    let (names, others) = (events.names(a), events.names(b));
    let shared = names.iter().filter(|name| others.contains(name)).count();
    if long {
        let fewest = names.len().min(others.len());
        return shared > 0 && shared == fewest && alike(events, a, b) * 2 >= 1_000;
    }
    match shared {
        0 => alike(events, a, b) >= 800,
        1 => alike(events, a, b) * 3 >= 1_000,
        _ => true,
    }
}

/// How many of the shorter label's words stand in the other, in thousandths; 0 for a label
/// of one word.
fn alike(events: &Events, a: &Row, b: &Row) -> usize {
    let (few, many) = if a.length < b.length { (a, b) } else { (b, a) };
    let (few, many) = (events.words(few), events.words(many));
    let shared = few.iter().filter(|word| many.contains(word)).count();
    if few.len() < 2 { 0 } else { shared * 1_000 / few.len() }
}

#[cfg(test)]
#[path = "chronology_tests.rs"]
mod tests;
