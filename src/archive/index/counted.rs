//! What the articles of an answer have, counted before it is asked for: of beginnings of words
//! that so many articles have that counting these is most of an answer.
//!
//! It is made after all else, in slices, and again when names and dates were found; it changes
//! no answer, only how soon it comes. Counts are of the whole archive's lines of time: of a
//! part of them nothing is ready.

use crate::archive::index::Index;
use crate::archive::index::builder::Builder;
use crate::archive::index::counts;
use crate::archive::index::find::find;
use crate::archive::message::Request;
use crate::archive::query::{Clause, Query, Term};

/// Fewer articles are as soon counted when they are asked for. Where these have more values and
/// days than that, so many.
const WORK: usize = if cfg!(test) { 256 } else { 8_192 };

/// Counts of one set of articles.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    /// By the places of values.
    pub(crate) values: Vec<u32>,
    /// Up to the end of each day.
    pub(crate) days: Vec<u32>,
    /// By the bars of the line of times described.
    pub(crate) described: Vec<u32>,
}

/// What was counted, by the numbers of beginnings.
#[derive(Default)]
pub(crate) struct Counts {
    /// Of most beginnings nothing: to count their articles is no work.
    all: Vec<Option<Counted>>,
}

impl Counts {
    /// What was counted of a beginning.
    pub(crate) fn get(&self, number: usize) -> Option<&Counted> {
        self.all.get(number)?.as_ref()
    }

    /// Bytes of memory they hold.
    pub(crate) fn size(&self) -> usize {
        let of =
            |own: &Counted| own.values.capacity() + own.days.capacity() + own.described.capacity();
        let numbers = self.all.iter().flatten().map(of).sum::<usize>();
        self.all.capacity() * size_of::<Option<Counted>>() + 4 * numbers
    }
}

impl Index {
    /// Counts for some more of the beginnings that answers are ready of, about so many articles;
    /// true if it is done.
    pub(crate) fn count(&mut self, builder: &Builder, articles: usize) -> bool {
        let least = WORK.max(self.columns.len() + self.days.len());
        let mut left = articles;
        loop {
            let number = self.tops.counts.all.len();
            let key = self.tops.key(number);
            if key.is_empty() || left == 0 {
                return key.is_empty();
            }
            let is_work = key.ends_with(b"*") && self.tops.work(number, self.len()) >= least;
            let counted = is_work.then(|| self.counted(builder, number));
            self.tops.counts.all.push(counted);
            if is_work {
                left = left.saturating_sub(self.len());
            }
        }
    }

    /// What the articles of a beginning have.
    fn counted(&mut self, builder: &Builder, number: usize) -> Counted {
        self.described.prepare(&self.columns, None, Request::BARS);
        let key = str::from_utf8(self.tops.key(number)).unwrap_or_default();
        let clauses = vec![Clause::new(Term::Word(key.to_owned()))];
        let set = find(self, &builder.facts, &Query { clauses, problems: Vec::new() }, &[]).set;
        Counted {
            values: counts::values(self, &set),
            days: self.day_ends.iter().map(|end| set.before(*end) as u32).collect(),
            described: self.described.counts(&set),
        }
    }
}
