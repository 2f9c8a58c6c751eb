//! The words of articles in their order, as numbers of terms: what phrases are looked for
//! in, and what everything else is made of.
//!
//! Number 0 ends a field, so that no phrase reaches from one into the next; the first field
//! of every article is its headline. The commonest terms have the least numbers, so that a
//! word costs a byte and a half.

use crate::archive::index::hits::Bits;
use crate::archive::index::stream;

/// The words of all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forward {
    pub(crate) words: Vec<u8>,
    /// Where each article ends among them.
    pub(crate) ends: Vec<u32>,
}

impl Forward {
    /// The words of an article.
    #[inline]
    pub(crate) fn article(&self, article: usize) -> &[u8] {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = article.checked_sub(1).map_or(0, end);
        self.words.get(start..end(article)).unwrap_or_default()
    }

    /// Bytes of memory it holds.
    pub(crate) fn size(&self) -> usize {
        self.words.capacity() + 4 * self.ends.capacity()
    }
}

/// The bytes of the headline, without its end. No other number has a byte of 0.
pub(crate) fn headline(article: &[u8]) -> &[u8] {
    let end = article.iter().position(|byte| *byte == 0).unwrap_or(article.len());
    article.get(..end).unwrap_or_default()
}

/// Terms in a row, to be looked for.
pub(crate) struct Run {
    /// The bytes of their numbers.
    bytes: Vec<u8>,
    /// The first byte of the rarest of them, which is looked for, and its place.
    anchor: (usize, u8),
    /// Terms of which one must follow them, if one has to; and the one that is as written.
    last: Option<(Bits, Option<u32>)>,
}

impl Run {
    /// Of numbers, none of them 0, then one of others, or the one that is as written, out of
    /// so many terms.
    pub(crate) fn new(numbers: &[u32], last: Option<(&[u32], Option<u32>)>, terms: usize) -> Self {
        let (mut bytes, mut anchor, mut rarest) = (Vec::new(), (0, 0), 0);
        for &number in numbers {
            let place = bytes.len();
            stream::put(&mut bytes, number);
            if number > rarest {
                (rarest, anchor) = (number, (place, bytes.get(place).copied().unwrap_or(0)));
            }
        }
        let last = last.map(|(others, exact)| {
            let mut bits = Bits::new(terms);
            others.iter().for_each(|number| bits.set(*number));
            (bits, exact)
        });
        Self { bytes, anchor, last }
    }

    /// How often it stands in some words, in half occurrences: where its last word is the
    /// beginning of a longer one, or another form, it counts as half.
    pub(crate) fn halves_in(&self, words: &[u8]) -> u32 {
        let mut halves = 0;
        if self.bytes.is_empty() {
            let mut at = 0;
            while at < words.len() {
                halves += self.behind(words, &mut at);
            }
            return halves;
        }
        let (place, byte) = self.anchor;
        let mut from = place;
        while let Some(found) =
            words.get(from..).and_then(|rest| rest.iter().position(|b| *b == byte))
        {
            let at = from + found - place;
            from += found + 1;
            let begins = at.checked_sub(1).is_none_or(|before| words[before] < 128);
            if begins && words[at..].starts_with(&self.bytes) {
                halves += self.behind(words, &mut (at + self.bytes.len()));
            }
        }
        halves
    }

    /// What the word at a place, behind all others, makes of them: half occurrences.
    fn behind(&self, words: &[u8], at: &mut usize) -> u32 {
        match &self.last {
            None => 2,
            Some(_) if *at >= words.len() => 0,
            Some((others, exact)) => match stream::take(words, at) {
                next if Some(next) == *exact => 2,
                next => u32::from(others.has(next)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(numbers: &[u32]) -> Vec<u8> {
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| stream::put(&mut bytes, *number));
        bytes
    }

    #[test]
    fn a_run_is_found_where_its_terms_stand_in_a_row() {
        let text = words(&[5, 300, 7, 0, 5, 300, 5, 5, 5, 44, 300]);
        for (numbers, last, expected) in [
            (&[5, 300][..], None, 4),
            (&[300, 7], None, 2),
            (&[7, 5], None, 0), // over the end of a field
            (&[5, 5], None, 4), // one begins inside the other
            (&[300], None, 6),
            (&[2], None, 0), // 300 is written 172 2
            (&[5], Some((&[5][..], Some(300))), 2 + 2 + 1 + 1),
            (&[300], Some((&[8, 9], None)), 0),
            (&[44, 300], Some((&[0], None)), 0), // nothing follows
            (&[], Some((&[300], Some(7))), 3 + 2),
        ] {
            let run = Run::new(numbers, last, 301);
            assert_eq!(run.halves_in(&text), expected, "{numbers:?} {last:?}");
        }
    }

    #[test]
    fn the_headline_is_the_first_field() {
        assert_eq!(headline(&words(&[5, 300, 0, 7, 0])), words(&[5, 300]));
        assert_eq!(headline(&words(&[0, 7, 0])), words(&[]));
        assert_eq!(headline(&[]), &[] as &[u8]);
        assert_eq!(headline(&words(&[9])), words(&[9]));
    }
}
