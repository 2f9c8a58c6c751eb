//! The values and times of all articles as flat arrays, articles in the order of the index:
//! what facets are counted and filters are tested with.

use crate::archive::index::facts::{FACETS, Facts, Span, split};
use crate::archive::index::stream::in_turns;

/// What every article has, as it is read or noted.
#[derive(Default)]
pub(crate) struct Plain {
    /// Where the values of each article begin, and the end; first a 0.
    pub(crate) starts: Vec<u32>,
    pub(crate) rows: Vec<u32>,
    /// Where the times of each article begin, and the end; first a 0.
    pub(crate) time_starts: Vec<u32>,
    pub(crate) times: Vec<Span>,
}

impl Plain {
    /// Ends an article.
    pub(crate) fn end(&mut self) {
        self.starts.push(self.rows.len() as u32);
        self.time_starts.push(self.times.len() as u32);
    }
}

/// The columns. A value's place is counted from 0 through all facets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// Where the values of each facet begin, and the end.
    pub(crate) bases: [u32; FACETS + 1],
    /// Where the row of each article begins, and the end.
    starts: Vec<u32>,
    /// Places of values: of those that most articles have, the ones it lacks; of the others
    /// the ones it has. So what is the same everywhere costs nothing to count.
    rows: Vec<u32>,
    /// True for the values that most articles have.
    common: Vec<bool>,
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
        let bases = facts.bases();
        let mut plain = Plain { starts: vec![0], time_starts: vec![0], ..Plain::default() };
        for &article in order {
            for value in facts.values_of(article as usize) {
                let (slot, number) = split(value);
                plain.rows.push(bases[slot] + number);
            }
            plain.times.extend_from_slice(facts.times_of(article as usize));
            plain.end();
        }
        Self::of(bases, plain)
    }

    /// Of what every article has; values are below the last of the bases.
    pub(crate) fn of(bases: [u32; FACETS + 1], mut plain: Plain) -> Self {
        let articles = plain.starts.len().saturating_sub(1);
        let mut counts = vec![0; bases[FACETS] as usize];
        plain.rows.iter().for_each(|value| counts[*value as usize] += 1);
        let most = |value: &u32| counts.get(*value as usize).is_some_and(|n| *n > articles / 2);
        let common: Vec<u32> = (0..bases[FACETS]).filter(most).collect();
        let (mut rows, mut starts) = (Vec::with_capacity(plain.rows.len()), vec![0]);
        in_turns(articles, &mut |turn| {
            for ends in plain.starts.get(turn.start..=turn.end).unwrap_or_default().windows(2) {
                let own = &plain.rows[ends[0] as usize..ends[1] as usize];
                rows.extend(own.iter().filter(|place| !most(place)));
                rows.extend(common.iter().filter(|place| !own.contains(place)));
                starts.push(rows.len() as u32);
            }
        });
        (plain.rows, plain.starts) = (rows, starts);
        Self::turned(bases, &common, plain)
    }

    /// Of rows as they are kept, and the values that most articles have.
    pub(crate) fn turned(bases: [u32; FACETS + 1], common: &[u32], plain: Plain) -> Self {
        let Plain { starts, rows, time_starts, times } = plain;
        let mut own = Self { bases, starts, rows, time_starts, times, ..Self::default() };
        own.common = vec![false; own.len()];
        common.iter().for_each(|place| own.common[*place as usize] = true);
        own.fill(common);
        own
    }

    /// The values that most articles have.
    pub(crate) fn most(&self) -> Vec<u32> {
        (0..self.len() as u32).filter(|place| self.is_common(*place)).collect()
    }

    /// The values of an article, in no order.
    pub(crate) fn values(&self, article: u32) -> Vec<u32> {
        let row = self.row(article);
        let has = row.iter().copied().filter(|place| !self.is_common(*place));
        has.chain(self.most().into_iter().filter(|place| !row.contains(place))).collect()
    }

    /// Fills in the articles of each value.
    fn fill(&mut self, common: &[u32]) {
        let mut starts = vec![0_u32; self.len() + 1];
        in_turns(self.rows.len(), &mut |turn| {
            for &value in self.rows.get(turn).unwrap_or_default() {
                starts[value as usize + 1] += 1;
            }
        });
        let articles = self.articles() as u32;
        for place in common {
            let count = &mut starts[*place as usize + 1];
            *count = articles.saturating_sub(*count);
        }
        for value in 0..self.len() {
            starts[value + 1] += starts[value];
        }
        let mut cursors = starts.clone();
        let mut holders = vec![0; starts.last().map_or(0, |end| *end as usize)];
        let mut hold = |value: u32, article: u32| {
            let cursor = &mut cursors[value as usize];
            holders[*cursor as usize] = article;
            *cursor += 1;
        };
        in_turns(articles as usize, &mut |turn| {
            for article in turn.start as u32..turn.end as u32 {
                let row = self.row(article);
                let held = |value: &&u32| self.is_common(**value) != row.contains(value);
                let kept = row.iter().filter(|value| !self.is_common(**value));
                kept.chain(common.iter().filter(held)).for_each(|value| hold(*value, article));
            }
        });
        (self.holders, self.holder_starts) = (holders, starts);
    }

    /// True if an article has a value.
    #[inline]
    pub(crate) fn has(&self, article: u32, place: u32) -> bool {
        self.row(article).contains(&place) != self.is_common(place)
    }

    /// True if most articles have a value.
    #[inline]
    pub(crate) fn is_common(&self, place: u32) -> bool {
        self.common.get(place as usize).copied().unwrap_or(false)
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

    /// The row of an article: common values that it lacks, and others that it has.
    #[inline]
    pub(crate) fn row(&self, article: u32) -> &[u32] {
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
        self.common.capacity() + 4 * numbers + 8 * self.times.capacity()
    }
}
