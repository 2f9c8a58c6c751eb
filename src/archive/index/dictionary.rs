//! The terms of an archive in the order of their letters, each with its number: front-coded
//! in blocks, so that a term costs a few bytes and a search reads one block.
//!
//! An entry is how many bytes it shares with the one before, how many follow, these, and the
//! number. A block begins with an entry that shares nothing. It knows nothing of articles.

use crate::archive::index::stream;

/// Entries in a block: a search decodes half of one.
const BLOCK: usize = 16;

/// The terms. An entry's place is counted from 0 in the order of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dictionary {
    entries: Vec<u8>,
    /// Where each block begins.
    blocks: Vec<u32>,
    len: usize,
}

impl Dictionary {
    /// Of terms in order, each with its number.
    #[cfg(test)]
    pub(crate) fn new<'t>(terms: impl IntoIterator<Item = (&'t [u8], u32)>) -> Self {
        let mut own = Self::default();
        let mut before = Vec::new();
        for (term, number) in terms {
            own.push(term, number, &mut before);
        }
        own
    }

    /// Adds the next term. `before` holds the one before it, and then this one.
    pub(crate) fn push(&mut self, term: &[u8], number: u32, before: &mut Vec<u8>) {
        let mut shared = 0;
        if self.len.is_multiple_of(BLOCK) {
            self.blocks.push(self.entries.len() as u32);
        } else {
            shared = term.iter().zip(before.iter()).take_while(|(a, b)| a == b).count();
        }
        stream::put(&mut self.entries, shared as u32);
        stream::put(&mut self.entries, (term.len() - shared) as u32);
        self.entries.extend_from_slice(&term[shared..]);
        stream::put(&mut self.entries, number);
        before.truncate(shared);
        before.extend_from_slice(&term[shared..]);
        self.len += 1;
    }

    /// Of the bytes of so many entries, and how many of these each block has; nothing if they
    /// do not fit each other.
    pub(crate) fn from_bytes(entries: Vec<u8>, len: usize, sizes: &[u32]) -> Option<Self> {
        let (mut end, mut blocks) = (0_u32, Vec::with_capacity(sizes.len()));
        for size in sizes {
            blocks.push(end);
            end = end.checked_add(*size)?;
        }
        let fits = end as usize == entries.len() && blocks.len() == len.div_ceil(BLOCK);
        fits.then_some(Self { entries, blocks, len })
    }

    /// How many bytes each block has.
    pub(crate) fn sizes(&self) -> Vec<u32> {
        let ends = self.blocks.iter().skip(1).copied().chain([self.entries.len() as u32]);
        ends.zip(&self.blocks).map(|(end, start)| end - start).collect()
    }

    /// Of the bytes of terms without numbers: these go on from one. Nothing if there are
    /// bytes over.
    pub(crate) fn from_terms(terms: &[u8], mut number: u32) -> Option<Self> {
        let (mut own, mut at, mut term) = (Self::default(), 0, Vec::new());
        let mut before = Vec::new();
        while at < terms.len() {
            let shared = stream::take(terms, &mut at) as usize;
            let length = stream::take(terms, &mut at) as usize;
            let end = at.checked_add(length).filter(|_| shared <= term.len())?;
            term.truncate(shared);
            term.extend_from_slice(terms.get(at..end)?);
            at = end;
            own.push(&term, number, &mut before);
            number = number.checked_add(1)?;
        }
        Some(own)
    }

    /// The bytes of its entries.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.entries
    }

    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Bytes of memory it holds.
    pub(crate) fn size(&self) -> usize {
        self.entries.capacity() + 4 * self.blocks.capacity()
    }

    /// The entries from one place on.
    pub(crate) fn walk(&self, from: usize) -> Walk<'_> {
        let block = from / BLOCK;
        let at = self.blocks.get(block).map_or(self.entries.len(), |at| *at as usize);
        let mut walk = Walk { own: self, at, next: block * BLOCK, term: Vec::new(), number: 0 };
        while walk.next < from && walk.step() {}
        walk
    }

    /// The place of the first term that is not before this one.
    pub(crate) fn lower(&self, term: &[u8]) -> usize {
        let first = |block: usize| {
            let mut at = self.blocks.get(block).map_or(0, |at| *at as usize);
            stream::take(&self.entries, &mut at);
            let length = stream::take(&self.entries, &mut at) as usize;
            self.entries.get(at..at + length).unwrap_or_default()
        };
        let (mut low, mut high) = (0, self.blocks.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if first(middle) < term {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(block) = low.checked_sub(1) else { return 0 };
        let mut walk = self.walk(block * BLOCK);
        while walk.step() {
            if walk.term.as_slice() >= term {
                return walk.next - 1;
            }
            if walk.next == low * BLOCK {
                return walk.next;
            }
        }
        self.len
    }

    /// The number of a term.
    pub(crate) fn number(&self, term: &[u8]) -> Option<u32> {
        let mut walk = self.walk(self.lower(term));
        (walk.step() && walk.term == term).then_some(walk.number)
    }
}

/// A walk through the terms in order.
pub(crate) struct Walk<'d> {
    own: &'d Dictionary,
    at: usize,
    /// The place of the entry that comes next.
    pub(crate) next: usize,
    /// The term of the last step.
    pub(crate) term: Vec<u8>,
    /// Its number.
    pub(crate) number: u32,
}

impl Walk<'_> {
    /// Goes to the next term; false at the end.
    pub(crate) fn step(&mut self) -> bool {
        let entries = &self.own.entries;
        if self.at >= entries.len() {
            return false;
        }
        let shared = stream::take(entries, &mut self.at) as usize;
        let length = stream::take(entries, &mut self.at) as usize;
        self.term.truncate(shared);
        let end = self.at.saturating_add(length).min(entries.len());
        self.term.extend_from_slice(&entries[self.at..end]);
        self.at = end;
        self.number = stream::take(entries, &mut self.at);
        self.next += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary(count: usize) -> (Vec<String>, Dictionary) {
        let mut words: Vec<String> = (0..count).map(|n| format!("{:x}é", n * 37)).collect();
        words.sort();
        let numbered = words.iter().enumerate().map(|(at, word)| (word.as_bytes(), at as u32 * 3));
        let dictionary = Dictionary::new(numbered);
        (words, dictionary)
    }

    #[test]
    fn every_term_is_found_and_no_other() {
        for count in [0, 1, 15, 16, 17, 32, 1000] {
            let (words, dictionary) = dictionary(count);
            assert_eq!(dictionary.len(), count);
            for (at, word) in words.iter().enumerate() {
                assert_eq!(dictionary.number(word.as_bytes()), Some(at as u32 * 3), "{word}");
                let mut walk = dictionary.walk(at);
                assert!(walk.step() && walk.term == word.as_bytes());
            }
            for none in ["", "zzz", "0", "é", "25x"] {
                assert_eq!(dictionary.number(none.as_bytes()), None, "{none} of {count}");
            }
            let (bytes, sizes) = (dictionary.bytes().to_vec(), dictionary.sizes());
            assert_eq!(Dictionary::from_bytes(bytes, count, &sizes), Some(dictionary));
        }
    }

    #[test]
    fn bytes_that_nobody_wrote_end_somewhere() {
        for bytes in [vec![255; 40], vec![0, 200, 1], vec![9, 9, 9], vec![0, 0]] {
            let size = bytes.len() as u32;
            assert_eq!(Dictionary::from_bytes(bytes.clone(), 40, &[size]), None, "too few blocks");
            let dictionary = Dictionary::from_bytes(bytes, 9, &[size]).unwrap();
            let mut walk = dictionary.walk(0);
            while walk.step() {}
            dictionary.number(b"a");
            dictionary.lower(b"b");
        }
    }
}
