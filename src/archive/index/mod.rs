//! The index: what makes a query over a hundred thousand articles cost no more than a frame.
//!
//! A [`Builder`] takes articles one by one; a [`Draft`] makes an [`Index`] of them in slices.
//! The words of all articles are kept as numbers in their order (`forward`), unfolded into
//! `postings`; `dictionary` leads from letters to numbers, `columns` from articles to values
//! and times and back. Articles are numbered in the order of their dates.
//!
//! It must not hold any text, nor order anything by a hash.

mod answer;
mod builder;
mod columns;
mod counted;
mod counts;
pub(super) mod cut;
mod cutting;
mod dictionary;
mod draft;
mod facts;
mod file;
mod find;
mod forms;
mod forward;
mod hits;
mod lexicon;
mod lists;
mod parts;
mod positions;
mod postings;
mod reader;
mod score;
mod stream;
mod tops;
mod typos;
mod words;

pub use answer::Row;
pub use builder::Builder;
pub use cutting::{Measures, Sink};
pub use draft::Draft;
pub use file::Key;
pub(crate) use file::put_bytes;
pub use parts::IndexPart;
pub(crate) use reader::Reader;
pub(crate) use stream::put;

use crate::bundle::civil::{Date, DayNumber};
use columns::Columns;
use counted::Counts;
use counts::Described;
use dictionary::Dictionary;
use forward::Forward;
use lexicon::Lexicon;
use lists::Lists;
use positions::AllPositions;
use postings::Unfolding;
use tops::Tops;

/// A day with articles, and where they end.
type Day = (DayNumber, u32);

/// An index of some articles. An article's number is its place in the order of dates.
pub struct Index {
    lexicon: Lexicon,
    forward: Forward,
    /// Where terms stand, of an index in parts, which has no words in their order.
    positions: Option<AllPositions>,
    /// Nothing is in it while there is an unfolding.
    postings: Lists,
    unfolding: Option<Unfolding>,
    /// The words were as the rest said.
    is_sound: bool,
    columns: Columns,
    /// The place of each article in the bundle.
    order: Vec<u32>,
    /// The days with articles, earliest first.
    days: Vec<Date>,
    /// Where the articles of each day end.
    day_ends: Vec<u32>,
    /// What the length of each article does to its score: see `score`.
    norms: Vec<f32>,
    described: Described,
    tops: Tops,
}

impl Index {
    fn new(
        dictionary: Dictionary,
        forward: Forward,
        unfolding: Unfolding,
        columns: Columns,
        order: Vec<u32>,
        days: &[Day],
    ) -> Self {
        Self {
            lexicon: Lexicon::whole(dictionary),
            forward,
            positions: None,
            postings: Lists::cut(vec![0], unfolding.len(), Vec::new(), 0),
            unfolding: Some(unfolding),
            is_sound: true,
            columns,
            order,
            days: days.iter().map(|day| Date::from_day_number(day.0)).collect(),
            day_ends: days.iter().map(|day| day.1).collect(),
            norms: Vec::new(),
            described: Described::default(),
            tops: Tops::default(),
        }
    }

    /// Unfolds the postings of the words of some more articles, about so many bytes; true if all
    /// are. Who asks for words before has it done at once: see `answer`.
    pub fn unfold_words(&mut self, bytes: usize) -> bool {
        let Some(unfolding) = &mut self.unfolding else { return true };
        if !unfolding.step(&self.forward, bytes) {
            return false;
        }
        if let Some(unfolding) = self.unfolding.take() {
            let (postings, lengths, sound) = unfolding.finish();
            (self.postings, self.is_sound) = (Lists::whole(postings), sound);
            self.norms = score::norms(&lengths);
        }
        true
    }

    /// False if it was read from a file whose words turned out not to be as the rest says.
    pub fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// Gives a builder that was read from a file what the columns know: only then can marks be
    /// replaced in it.
    pub fn unfold(&self, builder: &mut Builder) {
        builder.facts.unfold(&self.columns, &self.order);
    }

    /// Takes what the builder knows of the articles by now besides their words. It must be the
    /// builder that the index was made by.
    pub fn recount(&mut self, builder: &mut Builder) {
        self.unfold(builder);
        builder.facts.settle();
        self.columns = Columns::new(&builder.facts, &self.order);
        self.described = Described::default();
        self.tops.counts = Counts::default();
    }

    /// The place of each article in the bundle.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// How many of them have a date: the first ones.
    pub(crate) fn dated(&self) -> usize {
        self.day_ends.last().map_or(0, |end| *end as usize)
    }

    /// Bytes of memory it holds, the columns and the rest.
    pub fn size(&self) -> (usize, usize) {
        let numbers = self.order.capacity() + self.days.capacity() + self.day_ends.capacity();
        let words = self.lexicon.size() + self.forward.size() + self.postings.size();
        let words = words + self.unfolding.as_ref().map_or(0, Unfolding::size);
        (
            self.columns.size() + self.described.size(),
            words + self.tops.size() + 4 * (numbers + self.norms.capacity()),
        )
    }
}
