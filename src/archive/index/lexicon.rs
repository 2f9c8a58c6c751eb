//! All terms of an archive in the order of their letters, each with its number: one
//! dictionary, or several that follow each other, of which some may not be there yet.
//!
//! Places are counted through all of them. It knows nothing of articles.

use crate::archive::index::cut::Cut;
use crate::archive::index::dictionary::{self, Dictionary};
use std::ops::Range;

/// The terms.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// By the places of their terms.
    parts: Cut<Dictionary>,
    /// The first term of each.
    firsts: Vec<Vec<u8>>,
    len: usize,
}

impl Lexicon {
    /// One dictionary that is there.
    pub(crate) fn whole(dictionary: Dictionary) -> Self {
        let len = dictionary.len();
        Self { parts: Cut::whole(dictionary), firsts: vec![Vec::new()], len }
    }

    /// Dictionaries that are not there yet: the first term of each, how many terms it has.
    pub(crate) fn cut(parts: Vec<(Vec<u8>, u32)>) -> Self {
        let (mut places, mut firsts, mut len) = (Vec::new(), Vec::new(), 0_u32);
        for (first, count) in parts {
            places.push(len);
            firsts.push(first);
            len = len.saturating_add(count);
        }
        Self { parts: Cut::new(places), firsts, len: len as usize }
    }

    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The dictionaries.
    pub(crate) fn parts(&self) -> &Cut<Dictionary> {
        &self.parts
    }

    /// Takes the dictionary of a part; false if it does not fit.
    pub(crate) fn give(&mut self, at: usize, dictionary: Dictionary) -> bool {
        let end = self.parts.first(at + 1).min(self.len as u32);
        self.parts.first(at).checked_add(dictionary.len() as u32) == Some(end)
            && self.parts.give(at, dictionary)
    }

    /// Bytes of memory they hold.
    pub(crate) fn size(&self) -> usize {
        self.parts.all().map(Dictionary::size).sum()
    }

    /// The part a term is in, if it is anywhere.
    fn at(&self, term: &[u8]) -> usize {
        self.firsts.partition_point(|first| first.as_slice() <= term).saturating_sub(1)
    }

    /// The place of the first term that is not before this one.
    fn lower(&self, term: &[u8]) -> usize {
        let at = self.at(term);
        let inside = self.parts.part(at).map_or(0, |part| part.lower(term));
        (self.parts.first(at) as usize).min(self.len) + inside
    }

    /// The number of a term.
    pub(crate) fn number(&self, term: &[u8]) -> Option<u32> {
        self.parts.part(self.at(term))?.number(term)
    }

    /// The places of the terms that begin so.
    pub(crate) fn beginning(&self, start: &[u8]) -> Range<usize> {
        let from = self.lower(start);
        // The least text after all that begin so: the last byte that can be raised is.
        let mut end = start.to_vec();
        while end.last() == Some(&255) {
            end.pop();
        }
        match end.last_mut() {
            None => from..self.len,
            Some(last) => {
                *last += 1;
                from..self.lower(&end)
            }
        }
    }

    /// The terms of these places.
    pub(crate) fn walk(&self, places: Range<usize>) -> Walk<'_> {
        let Range { start, end } = places;
        let mut own = Walk { own: self, part: 0, inside: None, next: start, end };
        own.part = self.parts.at(start as u32);
        own.enter();
        own
    }

    /// All terms.
    pub(crate) fn all(&self) -> Walk<'_> {
        self.walk(0..self.len)
    }
}

/// A walk through terms in order. What is not there is passed over, and wanted.
pub(crate) struct Walk<'l> {
    own: &'l Lexicon,
    part: usize,
    inside: Option<dictionary::Walk<'l>>,
    /// The place of the term that comes next.
    next: usize,
    end: usize,
}

impl Walk<'_> {
    /// Goes into the part where the next term is.
    fn enter(&mut self) {
        while self.next < self.end {
            let first = self.own.parts.first(self.part) as usize;
            if let Some(part) = self.own.parts.part(self.part) {
                self.inside = Some(part.walk(self.next.saturating_sub(first)));
                return;
            }
            self.part += 1;
            self.next = (self.own.parts.first(self.part) as usize).min(self.own.len);
        }
    }

    /// Goes to the next term; false at the end.
    pub(crate) fn step(&mut self) -> bool {
        while self.next < self.end {
            if self.inside.as_mut().is_some_and(dictionary::Walk::step) {
                self.next += 1;
                return true;
            }
            self.inside = None;
            self.part += 1;
            let first = (self.own.parts.first(self.part) as usize).min(self.own.len);
            if first <= self.next && self.part >= self.own.parts.len() {
                return false;
            }
            self.next = first;
            self.enter();
        }
        false
    }

    /// The term of the last step.
    pub(crate) fn term(&self) -> &[u8] {
        self.inside.as_ref().map_or(&[], |walk| &walk.term)
    }

    /// Its number.
    pub(crate) fn number(&self) -> u32 {
        self.inside.as_ref().map_or(0, |walk| walk.number)
    }
}
