//! The postings of all terms: one part, or several that follow each other in the order of
//! the terms' numbers, of which some may not be there yet; and lists of articles for short
//! beginnings of words, so that a letter or two need not fetch the lists of thousands.
//!
//! It must not know what a query means.

use crate::archive::index::cut::Cut;
use crate::archive::index::hits::{Hits, Weights};
use crate::archive::index::postings::Postings;
use crate::archive::index::stream::{put, take};
use std::borrow::Cow;

/// The postings.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    /// By the numbers of terms.
    parts: Cut<Postings>,
    /// How many terms there are, number 0 included.
    len: usize,
    /// How many articles there are.
    articles: u32,
    /// Beginnings that have a list, in order, and these lists.
    starts: Vec<String>,
    unions: Cut<Union>,
}

/// The articles with words that begin alike, but for the word that is the beginning itself.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Union {
    /// Ascending.
    pub(crate) articles: Vec<u32>,
    /// Half occurrences of these words in each, `u16::MAX` at most.
    pub(crate) halves: Vec<u16>,
}

impl Lists {
    /// One part that is there.
    pub(crate) fn whole(postings: Postings) -> Self {
        Self { len: postings.len(), parts: Cut::whole(postings), ..Self::default() }
    }

    /// Parts that are not there yet, of terms from these numbers on, out of so many; and these
    /// beginnings in order. There are so many articles.
    pub(crate) fn cut(firsts: Vec<u32>, len: usize, starts: Vec<String>, articles: u32) -> Self {
        let unions = Cut::new((0..starts.len() as u32).collect());
        Self { parts: Cut::new(firsts), len, articles, starts, unions }
    }

    /// How many terms there are, number 0 included.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// How many articles have a term.
    pub(crate) fn count(&self, number: u32) -> usize {
        self.parts.of(number).map_or(0, |(part, number)| part.count(number))
    }

    /// The articles that have a term, ascending, and what it weighs in each.
    #[inline]
    pub(crate) fn of(&self, number: u32) -> (&[u32], &[u8]) {
        self.parts.of(number).map_or((&[], &[]), |(part, number)| part.of(number))
    }

    /// The number of the list of a beginning, if it has one.
    pub(crate) fn start(&self, start: &str) -> Option<u32> {
        let at = self.starts.binary_search_by(|own| own.as_str().cmp(start)).ok()?;
        Some(at as u32)
    }

    /// The list of a beginning by its number.
    pub(crate) fn union(&self, number: u32) -> Option<&Union> {
        self.unions.part(number as usize)
    }

    /// The parts.
    pub(crate) fn parts(&self) -> &Cut<Postings> {
        &self.parts
    }

    /// The lists of beginnings.
    pub(crate) fn unions(&self) -> &Cut<Union> {
        &self.unions
    }

    /// Takes a part as it was written; false if it does not fit.
    pub(crate) fn give(&mut self, at: usize, bytes: &[u8]) -> bool {
        let end = self.parts.first(at + 1).min(self.len as u32);
        let count = end.saturating_sub(self.parts.first(at));
        let part = Postings::from_bytes(bytes, count as usize, self.articles);
        part.is_some_and(|part| self.parts.give(at, part))
    }

    /// Takes the list of a beginning as it was written; false if it does not fit.
    pub(crate) fn give_union(&mut self, at: usize, bytes: &[u8]) -> bool {
        Union::from_bytes(bytes, self.articles).is_some_and(|union| self.unions.give(at, union))
    }

    /// Bytes of memory they hold.
    pub(crate) fn size(&self) -> usize {
        self.parts.all().map(Postings::size).sum()
    }
}

impl From<Hits<'_>> for Union {
    fn from(hits: Hits<'_>) -> Self {
        let halves = match hits.weights {
            Weights::Halves(halves) => halves.into_owned(),
            Weights::Whole(whole) => whole.iter().map(|weight| u16::from(*weight) * 2).collect(),
        };
        Self { articles: hits.articles.into_owned(), halves }
    }
}

impl Union {
    /// What it says.
    pub(crate) fn hits(&self) -> Hits<'_> {
        Hits {
            articles: Cow::Borrowed(&self.articles),
            weights: Weights::Halves(Cow::Borrowed(&self.halves)),
        }
    }

    /// Bytes of memory it holds.
    pub(crate) fn size(&self) -> usize {
        4 * self.articles.capacity() + 2 * self.halves.capacity()
    }

    /// As it is written: the distance of each article from the one before, and its halves.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let (mut out, mut next) = (Vec::new(), 0);
        for (article, halves) in self.articles.iter().zip(&self.halves) {
            put_posting(&mut out, article - next, u32::from(*halves));
            next = article + 1;
        }
        out
    }

    fn from_bytes(bytes: &[u8], articles: u32) -> Option<Self> {
        let (mut own, mut at, mut next) = (Self::default(), 0, 0_u32);
        while at < bytes.len() {
            let (gap, halves) = take_posting(bytes, &mut at);
            let article = next.checked_add(gap).filter(|article| *article < articles)?;
            own.articles.push(article);
            own.halves.push(u16::try_from(halves).ok()?);
            next = article.checked_add(1)?;
        }
        Some(own)
    }
}

impl Postings {
    /// Those of some terms as they are written: of each how many, then the articles.
    pub(crate) fn put(articles: &[u32], weights: &[u8], out: &mut Vec<u8>) {
        put(out, articles.len() as u32);
        let mut next = 0;
        for (article, weight) in articles.iter().zip(weights) {
            put_posting(out, article - next, u32::from(*weight));
            next = article + 1;
        }
    }

    /// Those of so many terms; nothing if the bytes are of more or fewer.
    fn from_bytes(bytes: &[u8], terms: usize, articles: u32) -> Option<Self> {
        let (mut own, mut at) = (Self::parts(vec![0]), 0);
        for _ in 0..terms {
            if at >= bytes.len() {
                return None;
            }
            let count = take(bytes, &mut at) as usize;
            if count > bytes.len().saturating_sub(at) {
                return None;
            }
            let mut next = 0_u32;
            for _ in 0..count {
                if at >= bytes.len() {
                    return None;
                }
                let (gap, weight) = take_posting(bytes, &mut at);
                let article = next.checked_add(gap).filter(|article| *article < articles)?;
                own.push(article, u8::try_from(weight).ok()?);
                next = article.checked_add(1)?;
            }
            own.end();
        }
        (at == bytes.len()).then_some(own)
    }
}

// Most weigh 1: that costs a bit, anything else a number.
fn put_posting(out: &mut Vec<u8>, gap: u32, weight: u32) {
    put(out, gap << 1 | u32::from(weight != 1));
    if weight != 1 {
        put(out, weight);
    }
}

fn take_posting(bytes: &[u8], at: &mut usize) -> (u32, u32) {
    let number = take(bytes, at);
    let weight = if number & 1 == 0 { 1 } else { take(bytes, at) };
    (number >> 1, weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back() {
        let lists: [(&[u32], &[u8]); 4] =
            [(&[0, 1, 2, 70_000], &[1, 3, 1, 255]), (&[], &[]), (&[9], &[2]), (&[4], &[1])];
        let mut bytes = Vec::new();
        lists.iter().for_each(|(articles, weights)| Postings::put(articles, weights, &mut bytes));
        let mut own = Lists::cut(vec![1, 5], 7, Vec::new(), 70_001);
        assert_eq!((own.of(3), own.parts().wanted()), ((&[][..], &[][..]), vec![0]));
        assert!(own.give(0, &bytes));
        for (number, list) in (1..).zip(lists) {
            assert_eq!(own.of(number), list);
            assert_eq!(own.count(number), list.0.len());
        }
        assert!(own.parts().wanted().is_empty());
        assert!(!own.give(1, &bytes), "of two terms, not of four");
        for end in 0..bytes.len() {
            assert!(!own.give(0, &bytes[..end]), "cut off at {end}");
        }
        assert!(!own.give(0, &[255; 30]));
    }

    #[test]
    fn lists_of_beginnings_come_back() {
        let union = Union { articles: vec![3, 4, 500], halves: vec![1, 2, 60_000] };
        let mut own = Lists::cut(vec![1], 2, ["t", "ta"].map(str::to_owned).to_vec(), 501);
        assert_eq!((own.start("ta"), own.start("tar")), (Some(1), None));
        assert_eq!((own.union(1), own.unions().wanted()), (None, vec![1]));
        assert!(own.give_union(1, &union.to_bytes()));
        assert_eq!(own.union(1), Some(&union));
        assert!(!own.give_union(0, &[2, 255, 255, 255, 127]), "more than there are articles");
    }
}
