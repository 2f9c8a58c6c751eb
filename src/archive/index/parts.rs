//! An index in parts: the plan of the parts, and the index that is filled with them as they
//! are fetched.
//!
//! Terms are numbered in the order of their letters, articles are in the order of the index.
//! What a part's bytes say is checked, never trusted. It must not fetch anything, nor hold
//! articles: that is `archive::parts`.

use crate::archive::index::builder::Builder;
use crate::archive::index::counts::Described;
use crate::archive::index::cut::Cut;
use crate::archive::index::dictionary::Dictionary;
use crate::archive::index::lexicon::Lexicon;
use crate::archive::index::lists::Lists;
use crate::archive::index::positions::Positions;
use crate::archive::index::reader::Reader;
use crate::archive::index::{Index, score};

/// A part of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexPart {
    /// How long articles are, the values they have, the times they speak of.
    Columns,
    /// Terms.
    Terms(u32),
    /// Which articles have a term.
    Lists(u32),
    /// Where in these it stands.
    Places(u32),
    /// Which articles have words that begin so.
    Start(u32),
}

impl Index {
    /// An index of which nothing is there yet but its plan, as `Cutting` wrote it, which is
    /// taken off the front.
    pub(crate) fn in_parts(reader: &mut Reader<'_>) -> Option<Self> {
        let (articles, days) = (reader.number()?, reader.days()?);
        let mut terms = Vec::new();
        for _ in 0..reader.count()? {
            terms.push((reader.some()?.to_vec(), reader.number()?));
        }
        let lexicon = Lexicon::cut(terms);
        let len = u32::try_from(lexicon.len()).ok()?.checked_add(1)?;
        let (lists, places) = (firsts(reader, len)?, firsts(reader, len)?);
        let mut starts = Vec::new();
        for _ in 0..reader.count()? {
            starts.push(reader.text()?.to_owned());
        }
        if days.last().is_some_and(|day| day.1 > articles) || !starts.is_sorted() {
            return None;
        }
        let order = (0..articles).collect();
        let mut own = Self::new(
            Dictionary::default(),
            <_>::default(),
            <_>::default(),
            <_>::default(),
            order,
            &days,
        );
        own.unfolding = None;
        own.lexicon = lexicon;
        own.postings = Lists::cut(lists, len as usize, starts, articles);
        own.positions = Some(Cut::new(places));
        Some(own)
    }

    /// True if the columns are there: without them nothing can be counted or ranked.
    pub(crate) fn has_columns(&self) -> bool {
        !self.norms.is_empty() || self.is_empty()
    }

    /// The parts that were wanted since this was last asked.
    pub(crate) fn wanted(&self) -> Vec<IndexPart> {
        let mut wanted = Vec::new();
        let mut note = |parts: Vec<u32>, part: fn(u32) -> IndexPart| {
            wanted.extend(parts.into_iter().map(part));
        };
        note(self.lexicon.parts().wanted(), IndexPart::Terms);
        note(self.postings.parts().wanted(), IndexPart::Lists);
        note(self.postings.unions().wanted(), IndexPart::Start);
        note(self.positions.as_ref().map(Cut::wanted).unwrap_or_default(), IndexPart::Places);
        wanted
    }

    /// Takes a part; false if it is not what it should be. The builder gets the values of the
    /// facets.
    pub(crate) fn give(&mut self, part: IndexPart, bytes: &[u8], builder: &mut Builder) -> bool {
        match part {
            IndexPart::Columns => self.give_columns(bytes, builder).is_some(),
            IndexPart::Terms(at) => {
                let first = self.lexicon.parts().first(at as usize);
                let dictionary = Dictionary::from_terms(bytes, first.saturating_add(1));
                dictionary.is_some_and(|terms| self.lexicon.give(at as usize, terms))
            }
            IndexPart::Lists(at) => self.postings.give(at as usize, bytes),
            IndexPart::Start(at) => self.postings.give_union(at as usize, bytes),
            IndexPart::Places(at) => {
                let len = self.postings.len() as u32;
                let Some(cut) = &mut self.positions else { return false };
                let at = at as usize;
                let count = cut.first(at + 1).min(len).saturating_sub(cut.first(at));
                let positions = Positions::from_bytes(bytes, count as usize);
                positions.is_some_and(|positions| cut.give(at, positions))
            }
        }
    }

    fn give_columns(&mut self, bytes: &[u8], builder: &mut Builder) -> Option<()> {
        let mut reader = Reader::new(bytes);
        let mut lengths = Vec::with_capacity(self.len().min(bytes.len()));
        for _ in 0..self.len() {
            lengths.push(reader.number()?);
        }
        *builder = Builder::default();
        self.columns = reader.facts(builder, self.len())?;
        self.described = Described::default();
        self.norms = score::norms(&lengths);
        Some(())
    }
}

/// The first number of each part, from how many terms each has; all are below `len`.
fn firsts(reader: &mut Reader<'_>, len: u32) -> Option<Vec<u32>> {
    let (mut firsts, mut first) = (Vec::new(), 1_u32);
    for _ in 0..reader.count()? {
        firsts.push(first);
        first = first.checked_add(reader.number()?)?;
    }
    (first == len).then_some(firsts)
}

#[cfg(test)]
#[path = "parts_tests.rs"]
mod tests;
