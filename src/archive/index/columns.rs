//! The values and times of all articles as flat arrays, articles in the order of the index:
//! what facets are counted and filters are tested with.

use crate::archive::index::facts::{FACETS, Facts, Span, split};

/// The columns. A value's place is counted from 0 through all facets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// Where the values of each facet begin, and the end.
    pub(crate) bases: [u32; FACETS + 1],
    /// Where the values of each article begin, and the end.
    starts: Vec<u32>,
    /// Places of values.
    rows: Vec<u32>,
    /// Where the articles of each value begin, and the end.
    holder_starts: Vec<u32>,
    /// Articles, ascending for every value.
    holders: Vec<u32>,
    /// Where the times of each article begin, and the end.
    time_starts: Vec<u32>,
    times: Vec<Span>,
}

impl Columns {
    /// Of articles in this order: their places in `facts`.
    pub(crate) fn new(facts: &Facts, order: &[u32]) -> Self {
        let mut own = Self { starts: vec![0], time_starts: vec![0], ..Self::default() };
        let mut base = 0;
        for (slot, values) in facts.values.iter().enumerate() {
            own.bases[slot] = base;
            base += values.all.len() as u32;
        }
        own.bases[FACETS] = base;
        for &article in order {
            for value in facts.values_of(article as usize) {
                let (slot, number) = split(value);
                own.rows.push(own.bases[slot] + number);
            }
            own.starts.push(own.rows.len() as u32);
            own.times.extend_from_slice(facts.times_of(article as usize));
            own.time_starts.push(own.times.len() as u32);
        }
        own.turn();
        own
    }

    /// Fills in the articles of each value.
    fn turn(&mut self) {
        let mut starts = vec![0_u32; self.len() + 1];
        for &value in &self.rows {
            starts[value as usize + 1] += 1;
        }
        for value in 0..self.len() {
            starts[value + 1] += starts[value];
        }
        let mut cursors = starts.clone();
        self.holders = vec![0; self.rows.len()];
        for article in 0..self.starts.len() - 1 {
            for at in self.starts[article]..self.starts[article + 1] {
                let cursor = &mut cursors[self.rows[at as usize] as usize];
                self.holders[*cursor as usize] = article as u32;
                *cursor += 1;
            }
        }
        self.holder_starts = starts;
    }

    /// How many values there are, of all facets.
    pub(crate) fn len(&self) -> usize {
        self.bases[FACETS] as usize
    }

    /// The place of a value; nothing if it came after the columns were made.
    pub(crate) fn place(&self, slot: usize, number: u32) -> Option<u32> {
        let place = self.bases.get(slot)?.checked_add(number)?;
        (place < *self.bases.get(slot + 1)?).then_some(place)
    }

    /// The values of an article.
    #[inline]
    pub(crate) fn values(&self, article: u32) -> &[u32] {
        let at = article as usize;
        match self.starts.get(at..at + 2) {
            Some([start, end]) => self.rows.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The articles that have a value.
    pub(crate) fn holders(&self, place: u32) -> &[u32] {
        let at = place as usize;
        match self.holder_starts.get(at..at + 2) {
            Some([start, end]) => {
                self.holders.get(*start as usize..*end as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The times an article speaks of.
    #[inline]
    pub(crate) fn times(&self, article: u32) -> &[Span] {
        let at = article as usize;
        match self.time_starts.get(at..at + 2) {
            Some([start, end]) => {
                self.times.get(*start as usize..*end as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// How many articles there are.
    pub(crate) fn articles(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The times of all articles.
    pub(crate) fn all_times(&self) -> impl Iterator<Item = Span> {
        self.times.iter().copied()
    }

    /// Bytes of memory they hold.
    pub(crate) fn size(&self) -> usize {
        let numbers = self.starts.capacity()
            + self.rows.capacity()
            + self.holder_starts.capacity()
            + self.holders.capacity()
            + self.time_starts.capacity();
        4 * numbers + 8 * self.times.capacity()
    }
}
