//! Reads back what an index file or a plan was written of: numbers, lists, texts.
//!
//! It trusts nothing: what is not there, or not what it should be, is `None`. It must not
//! take more memory than the bytes account for.

use crate::archive::index::Day;
use crate::archive::index::builder::Builder;
use crate::archive::index::columns::{Columns, Plain};
use crate::archive::index::file::signed;
use crate::archive::index::stream::{in_turns, take};
use crate::bundle::EntityType;

/// Reads what was written so.
pub(crate) struct Reader<'f> {
    pub(super) bytes: &'f [u8],
    pub(super) at: usize,
}

impl<'f> Reader<'f> {
    /// From the first byte on.
    pub(crate) fn new(bytes: &'f [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// What was not read yet.
    pub(crate) fn rest(&self) -> &'f [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next number; `None` at the end.
    pub(crate) fn number(&mut self) -> Option<u32> {
        (self.at < self.bytes.len()).then(|| take(self.bytes, &mut self.at))
    }

    /// A number of things of which each takes a byte at least.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.bytes.len() - self.at).then_some(count)
    }

    /// Some numbers, and before them how many.
    pub(super) fn list(&mut self) -> Option<Vec<u32>> {
        let mut list = vec![0; self.count()?];
        let (bytes, mut at, mut sound) = (self.bytes, self.at, true);
        in_turns(list.len(), &mut |turn| {
            for own in list.get_mut(turn).unwrap_or_default() {
                // Most are below 128.
                match bytes.get(at) {
                    Some(&byte) if byte < 128 => (*own, at) = (u32::from(byte), at + 1),
                    other => {
                        sound &= other.is_some();
                        *own = take(bytes, &mut at);
                    }
                }
            }
        });
        self.at = at;
        sound.then_some(list)
    }

    /// Some bytes, and before them how many.
    pub(crate) fn some(&mut self) -> Option<&'f [u8]> {
        let length = self.number()? as usize;
        let bytes = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(bytes)
    }

    /// The same as a text.
    pub(crate) fn text(&mut self) -> Option<&'f str> {
        std::str::from_utf8(self.some()?).ok()
    }

    /// The days with articles in their order.
    pub(crate) fn days(&mut self) -> Option<Vec<Day>> {
        let (mut days, mut day, mut end) = (Vec::new(), 0_i32, 0_u32);
        for _ in 0..self.count()? {
            day = day.checked_add(signed(self.number()?))?;
            end = end.checked_add(self.number()?)?;
            days.push((day, end));
        }
        Some(days)
    }

    /// The values of the facets, which the builder gets, and who has them.
    pub(crate) fn facts(&mut self, builder: &mut Builder, articles: usize) -> Option<Columns> {
        for slot in 0..builder.facts.values.len() {
            self.values(builder, slot)?;
        }
        for values in &mut builder.facts.values {
            if !values.rank(self.list()?) {
                return None;
            }
        }
        self.columns(builder, articles)
    }

    fn values(&mut self, builder: &mut Builder, slot: usize) -> Option<()> {
        for _ in 0..self.count()? {
            let key = self.text()?;
            let (value, label) = (self.text()?.to_owned(), self.text()?.to_owned());
            let kind = match self.number()?.checked_sub(1) {
                None => None,
                Some(at) => Some(*EntityType::ALL.get(at as usize)?),
            };
            let mut aliases = Vec::new();
            for _ in 0..self.count()? {
                aliases.push(self.text()?.to_owned());
            }
            let values = &mut builder.facts.values[slot];
            if values.known(key).is_some() {
                return None; // keys are numbered as values are
            }
            values.add(key, value, label, kind, &aliases);
        }
        Some(())
    }

    fn columns(&mut self, builder: &Builder, articles: usize) -> Option<Columns> {
        let bases = builder.facts.bases();
        let all = bases.last().copied()?;
        let common = self.list()?;
        let (mut starts, mut rows) = (self.list()?, self.list()?);
        let (mut time_starts, times) = (self.list()?, self.list()?);
        let fits = sums(&mut starts)? == rows.len()
            && sums(&mut time_starts)? == times.len() / 2
            && [&starts, &time_starts].iter().all(|list| list.len() == articles + 1)
            && common.iter().all(|value| *value < all)
            && self.at == self.bytes.len();
        if !fits {
            return None;
        }
        let mut read = Some(());
        in_turns(articles, &mut |turn| {
            for ends in starts.get(turn.start..=turn.end).unwrap_or_default().windows(2) {
                let mut next = 0_u32;
                for value in rows.get_mut(ends[0] as usize..ends[1] as usize).unwrap_or_default() {
                    *value = next.saturating_add(*value);
                    next = value.saturating_add(1);
                }
                // They ascend: the last one is the largest.
                read = read.filter(|()| next <= all);
            }
        });
        read?;
        let span = |two: &[u32; 2]| {
            let from = signed(two[0]);
            (from, from.wrapping_add(signed(two[1])))
        };
        let times: Vec<_> = times.as_chunks().0.iter().map(span).collect();
        // The last days of all are none that anybody could write.
        let ends = |day: i32| day.checked_add(1 << 20).is_some();
        if !times.iter().all(|(from, to)| ends(*from) && (ends(*to) || *to == i32::MAX)) {
            return None;
        }
        Some(Columns::turned(bases, &common, Plain { starts, rows, time_starts, times }))
    }
}

/// Makes of numbers what is before each of them, and of all in the end, which is given.
fn sums(list: &mut Vec<u32>) -> Option<usize> {
    let mut sum = 0_u32;
    for own in list.iter_mut() {
        let before = sum;
        sum = sum.checked_add(std::mem::replace(own, before))?;
    }
    list.push(sum);
    Some(sum as usize)
}
