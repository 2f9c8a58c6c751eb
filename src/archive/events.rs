//! The dated events of all articles, kept small: days, names and words as numbers.
//!
//! What else there is to say of an event stands in its article. It must not decide which
//! events are the same: that is `chronology`'s.

use crate::archive::chronology::Source;
use crate::archive::tokens::Tokens;
use crate::bundle::Event;
use crate::bundle::civil::DayNumber;
use crate::bundle::edtf;
use crate::bundle::order::sort_by_key;
use crate::bundle::same::hash;
use std::ops::Range;

/// First and last day of an event; an open end is the least or the greatest.
pub(crate) type Days = (DayNumber, DayNumber);

/// One event.
pub(crate) struct Row {
    pub(crate) days: Days,
    article: u32,
    event: u32,
    /// Where its numbers begin, where its names end and its words begin, where these end.
    numbers: [u32; 3],
    /// UTF-8 bytes of its label, folded, one more for every word.
    pub(crate) length: u32,
}

impl Row {
    /// Where it is told.
    pub(crate) fn source(&self) -> Source {
        Source { article: self.article as usize, event: self.event as usize }
    }
}

/// All events whose time is known.
#[derive(Default)]
pub(crate) struct Events {
    rows: Vec<Row>,
    /// Hashes of ids, and of words.
    numbers: Vec<u32>,
    /// The rows of each article that has any, in the order in which they came.
    of: Vec<(u32, Range<u32>)>,
    /// The rows by day, then in file order.
    order: Vec<u32>,
    is_sorted: bool,
    /// Rows that came one by one.
    loose: Vec<u32>,
}

impl Events {
    /// Takes the events of an article, in place of those that came before.
    pub(crate) fn put(&mut self, article: usize, events: &[Event]) {
        let start = self.rows.len() as u32;
        for (number, event) in events.iter().enumerate() {
            let Some(days) = days(event) else { continue };
            let first = self.numbers.len() as u32;
            self.numbers.extend(event.entities.iter().map(|entity| short(entity.id())));
            let middle = self.numbers.len() as u32;
            let (mut tokens, mut length) = (Tokens::new(&event.label), 0);
            while let Some((word, _)) = tokens.next() {
                length += word.len() as u32 + 1;
                // “of”, “the”: short words say little.
                if word.len() > 3 {
                    self.numbers.push(short(word));
                }
            }
            let numbers = [first, middle, self.numbers.len() as u32];
            let (article, event) = (article as u32, number as u32);
            self.rows.push(Row { days, article, event, numbers, length });
        }
        let range = start..self.rows.len() as u32;
        let at = self.of.partition_point(|(other, _)| (*other as usize) < article);
        match self.of.get_mut(at).filter(|(own, _)| *own as usize == article) {
            // What it said before stays there, and is passed over.
            Some((_, own)) => *own = range,
            None if range.is_empty() => return,
            None => self.of.insert(at, (article as u32, range)),
        }
        self.is_sorted = false;
    }

    /// Adds an event of which it is known what it came to. It is not among those of its article.
    pub(crate) fn put_row(
        &mut self,
        days: Days,
        (article, event): (u32, u32),
        length: u32,
        names: &[u32],
        words: &[u32],
    ) {
        let first = self.numbers.len() as u32;
        self.numbers.extend_from_slice(names);
        let middle = self.numbers.len() as u32;
        self.numbers.extend_from_slice(words);
        let numbers = [first, middle, self.numbers.len() as u32];
        self.loose.push(self.rows.len() as u32);
        self.rows.push(Row { days, article, event, numbers, length });
        self.is_sorted = false;
    }

    /// True if they are in order.
    pub(crate) fn is_sorted(&self) -> bool {
        self.is_sorted
    }

    /// Puts them in order, if they are not.
    pub(crate) fn sort(&mut self) {
        if self.is_sorted {
            return;
        }
        self.order = self.of.iter().flat_map(|(_, range)| range.clone()).collect();
        self.order.extend_from_slice(&self.loose);
        let rows = &self.rows;
        sort_by_key(&mut self.order, |row| rows.get(*row as usize).map(|row| row.days));
        self.is_sorted = true;
    }

    /// How many there were ever.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// One by its number.
    pub(crate) fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)
    }

    /// Those of an article.
    pub(crate) fn of(&self, article: usize) -> &[Row] {
        let at = self.of.binary_search_by(|(own, _)| (*own as usize).cmp(&article));
        let range = at.ok().and_then(|at| self.of.get(at)).map(|(_, range)| range.clone());
        let range = range.unwrap_or_default();
        self.rows.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// All but the first of them with their numbers, by day, then in file order.
    pub(crate) fn in_order(&self, first: usize) -> impl Iterator<Item = (u32, &Row)> {
        let order = self.order.get(first..).unwrap_or_default();
        order.iter().filter_map(|number| Some((*number, self.row(*number)?)))
    }

    /// Those of these days.
    pub(crate) fn in_order_on(&self, days: Days) -> impl Iterator<Item = (u32, &Row)> {
        let before = |number: &u32| self.row(*number).is_some_and(|row| row.days < days);
        let start = self.order.partition_point(before);
        self.in_order(start).take_while(move |(_, row)| row.days == days)
    }

    /// Whom and what an event names.
    pub(crate) fn names(&self, row: &Row) -> &[u32] {
        self.part(row.numbers[0], row.numbers[1])
    }

    /// The words of its label, as often as they stand there.
    pub(crate) fn words(&self, row: &Row) -> &[u32] {
        self.part(row.numbers[1], row.numbers[2])
    }

    fn part(&self, start: u32, end: u32) -> &[u32] {
        self.numbers.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// The days of an event whose time is known.
fn days(event: &Event) -> Option<Days> {
    let when = edtf::parse(event.when.as_deref()?)?;
    let first = when.first_day().unwrap_or(DayNumber::MIN);
    Some((first, when.last_day().unwrap_or(DayNumber::MAX)))
}

/// A number for a text. Two texts with one number would have to be told of one day to do
/// harm.
fn short(text: &str) -> u32 {
    let long = hash(text.bytes());
    (long ^ long >> 32) as u32
}
