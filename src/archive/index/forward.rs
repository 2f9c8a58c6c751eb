//! The words of articles in their order, as numbers of terms: what phrases are looked for
//! in, and what everything else is made of.
//!
//! Number 0 ends a field, so that no phrase reaches from one into the next; the first field
//! of every article is its headline. The commonest terms have the least numbers, so that a
//! word costs two bytes, which are read as they are: see `stream`.

use crate::archive::index::hits::Bits;
use crate::archive::index::stream::{MORE, Pair, put_pairs, take_pairs};

/// The words of all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forward {
    /// Two bytes each. In front may be bytes of something else: they were read from a file,
    /// and stay where they are.
    pub(crate) words: Vec<u8>,
    /// Where the first article begins among them.
    pub(crate) start: u32,
    /// Where each article ends among them.
    pub(crate) ends: Vec<u32>,
}

impl Forward {
    /// The words of an article.
    #[inline]
    pub(crate) fn article(&self, article: usize) -> &[Pair] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = article.checked_sub(1).map_or(self.start as usize, end);
        self.words.get(start..end(article)).unwrap_or_default().as_chunks().0
    }

    /// Adds a word to the article that is not ended yet; 0 ends a field.
    #[inline]
    pub(crate) fn put(&mut self, number: u32) {
        put_pairs(&mut self.words, number);
    }

    /// Ends an article.
    pub(crate) fn end(&mut self) {
        self.ends.push(self.words.len() as u32);
    }

    /// Bytes of memory it holds.
    pub(crate) fn size(&self) -> usize {
        self.words.capacity() + 4 * self.ends.capacity()
    }
}

/// The headline, without its end. No other number has a pair of 0.
pub(crate) fn headline(article: &[Pair]) -> &[Pair] {
    let end = article.iter().position(|pair| *pair == [0; 2]).unwrap_or(article.len());
    article.get(..end).unwrap_or_default()
}

/// Terms in a row, to be looked for.
pub(crate) struct Run {
    /// Their numbers.
    pairs: Vec<Pair>,
    /// The first pair of the rarest of them, which is looked for, and its place.
    anchor: (usize, Pair),
    /// Terms of which one must follow them, if one has to; and the one that is as written.
    last: Option<(Bits, Option<u32>)>,
}

impl Run {
    /// Of numbers, none of them 0, then one of others, or the one that is as written, out of
    /// so many terms.
    pub(crate) fn new(numbers: &[u32], last: Option<(&[u32], Option<u32>)>, terms: usize) -> Self {
        let (mut bytes, mut anchor, mut rarest) = (Vec::new(), (0, [0; 2]), 0);
        for &number in numbers {
            let place = bytes.len() / 2;
            put_pairs(&mut bytes, number);
            if number > rarest {
                let first = bytes.as_chunks().0.get(place).copied();
                (rarest, anchor) = (number, (place, first.unwrap_or_default()));
            }
        }
        let last = last.map(|(others, exact)| {
            let mut bits = Bits::new(terms);
            others.iter().for_each(|number| bits.set(*number));
            (bits, exact)
        });
        Self { pairs: bytes.as_chunks().0.to_vec(), anchor, last }
    }

    /// How often it stands in some words, in half occurrences: where its last word is the
    /// beginning of a longer one, or another form, it counts as half.
    pub(crate) fn halves_in(&self, words: &[Pair]) -> u32 {
        let mut halves = 0;
        if self.pairs.is_empty() {
            let mut at = 0;
            while at < words.len() {
                halves += self.behind(words, &mut at);
            }
            return halves;
        }
        let (place, pair) = self.anchor;
        let mut from = place;
        while let Some(found) =
            words.get(from..).and_then(|rest| rest.iter().position(|own| *own == pair))
        {
            let at = from + found - place;
            from += found + 1;
            let ends = |pair: Pair| u16::from_le_bytes(pair) < MORE;
            let begins = at.checked_sub(1).is_none_or(|before| ends(words[before]));
            if begins && words[at..].starts_with(&self.pairs) {
                halves += self.behind(words, &mut (at + self.pairs.len()));
            }
        }
        halves
    }

    /// What the word at a place, behind all others, makes of them: half occurrences.
    fn behind(&self, words: &[Pair], at: &mut usize) -> u32 {
        match &self.last {
            None => 2,
            Some(_) if *at >= words.len() => 0,
            Some((others, exact)) => match take_pairs(words, at) {
                next if Some(next) == *exact => 2,
                next => u32::from(others.has(next)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(numbers: &[u32]) -> Vec<Pair> {
        let mut forward = Forward::default();
        numbers.iter().for_each(|number| forward.put(*number));
        forward.end();
        forward.article(0).to_vec()
    }

    #[test]
    fn a_run_is_found_where_its_terms_stand_in_a_row() {
        const RARE: u32 = 70_000;
        let text = words(&[5, RARE, 7, 0, 5, RARE, 5, 5, 5, 44, RARE]);
        for (numbers, last, expected) in [
            (&[5, RARE][..], None, 4),
            (&[RARE, 7], None, 2),
            (&[7, 5], None, 0), // over the end of a field
            (&[5, 5], None, 4), // one begins inside the other
            (&[RARE], None, 6),
            (&[2], None, 0), // 70,000 is written 37,232 2
            (&[5], Some((&[5][..], Some(RARE))), 2 + 2 + 1 + 1),
            (&[RARE], Some((&[8, 9], None)), 0),
            (&[44, RARE], Some((&[0], None)), 0), // nothing follows
            (&[], Some((&[RARE], Some(7))), 3 + 2),
        ] {
            let run = Run::new(numbers, last, RARE as usize + 1);
            assert_eq!(run.halves_in(&text), expected, "{numbers:?} {last:?}");
        }
    }

    #[test]
    fn the_headline_is_the_first_field() {
        assert_eq!(headline(&words(&[5, 300, 0, 7, 0])), words(&[5, 300]));
        assert_eq!(headline(&words(&[0, 7, 0])), words(&[]));
        assert_eq!(headline(&[]), &[] as &[Pair]);
        assert_eq!(headline(&words(&[9])), words(&[9]));
    }
}
