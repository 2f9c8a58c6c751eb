//! What speaks for a label at a word: the word itself, its neighbours, their shapes, and
//! what the gazetteer says. The trainer and the tagger both read it here.
//!
//! A feature is a hash of its kind and of the words in it. It must not know any weight.

use crate::annotate::names::gazetteer::{Gazetteer, class};
use crate::annotate::names::table::{self, Hash};
use crate::annotate::names::tagger::{Scores, Sort, begins};
use crate::annotate::names::words::{Casing, Word};
use std::ops::Range;

/// What being known counts, in the model's units: the training text is of other years and
/// countries than what people read, so the model trusts the tables too little.
const KNOWN: i32 = 12;

/// The same for a single word that is nothing else.
const KNOWN_WORD: i32 = 18;

/// The same for a single word that is often written small, or a given name.
const KNOWN_UNSURE: i32 = 6;

/// Bits of a feature's hash.
pub const BITS: u32 = 26;

/// A feature: its hash in `BITS` bits, and which of `KINDS` it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature {
    /// What the model's weights are kept under.
    pub hash: u32,
    /// For people who ask why.
    pub kind: u8,
}

/// The kinds of features, as they are told to people. A run is all capitals in a row.
pub const KINDS: [&str; 34] = [
    "always",
    "word",
    "word before",
    "word after",
    "second word before",
    "second word after",
    "first letters (2)",
    "first letters (3)",
    "first letters (4)",
    "last letter",
    "last letters (2)",
    "last letters (3)",
    "last letters (4)",
    "shape",
    "shape and that before",
    "shape and that after",
    "three shapes",
    "known phrase",
    "lists",
    "lists, and the shape",
    "lists, and those of the word before",
    "lists, and those of the word after",
    "lists of both neighbours",
    "how the sentence is written",
    "begins the sentence",
    "last word of the run",
    "first word of the run",
    "length of the run",
    "before the run",
    "after the run",
    "last word of the run, by its ending",
    "lists of the run's first and last word",
    "known phrases around",
    "before and after the run",
];

/// A text made ready for looking at its words one by one.
pub struct Scene<'a> {
    words: &'a [Word],
    /// For every word: bits of `class` of the known phrase it stands in, and where in it.
    phrases: Vec<(u32, u8)>,
    /// For every word in a chunk: bits of `class` of the word alone.
    lists: Vec<u32>,
}

const ALONE: u8 = 1;
const FIRST: u8 = 2;
const INSIDE: u8 = 3;
const LAST: u8 = 4;

impl<'a> Scene<'a> {
    /// Asks the gazetteer about all words in and beside the chunks.
    pub fn new(words: &'a [Word], chunks: &[Range<usize>], gazetteer: &Gazetteer) -> Self {
        let mut phrases = vec![(0, 0); words.len()];
        let mut lists = vec![0; words.len()];
        for chunk in chunks {
            let mut end = chunk.start;
            for at in chunk.clone() {
                lists[at] = gazetteer.class_of(&words[at]);
                if at < end || !words[at].capital {
                    continue;
                }
                let Some(hit) = gazetteer.hit(words, at) else { continue };
                end = (at + hit.length).min(words.len());
                phrases[at..end].fill((hit.class, INSIDE));
                phrases[at].1 = FIRST;
                phrases[end - 1].1 = if hit.length == 1 { ALONE } else { LAST };
            }
            for beside in [chunk.start.checked_sub(1), Some(chunk.end)].into_iter().flatten() {
                if let Some(word) = words.get(beside) {
                    lists[beside] = gazetteer.class_of(word);
                }
            }
        }
        Self { words, phrases, lists }
    }

    fn lower(&self, at: usize, by: isize) -> Hash {
        self.near(at, by).map_or(0, |word| word.lower)
    }

    fn shape(&self, at: usize, by: isize) -> Hash {
        self.near(at, by).map_or(0, outline)
    }

    fn near(&self, at: usize, by: isize) -> Option<&Word> {
        at.checked_add_signed(by).and_then(|at| self.words.get(at))
    }

    fn listed(&self, at: usize, by: isize) -> u32 {
        at.checked_add_signed(by).and_then(|at| self.lists.get(at)).copied().unwrap_or(0)
    }

    fn phrase(&self, at: usize, by: isize) -> Hash {
        let found = at.checked_add_signed(by).and_then(|at| self.phrases.get(at));
        found.map_or(0, |&(class, place)| u64::from(class) << 8 | u64::from(place))
    }

    /// What the gazetteer says by itself, in the model's units: to be added to its scores.
    pub fn lean(&self, at: usize, scores: &mut Scores) {
        let (class, place) = self.phrases.get(at).copied().unwrap_or_default();
        let known = class::COUNTRY | class::PLACE | class::ORGANISATION | class::PERSON;
        let sort = match class & known {
            class::ORGANISATION => Sort::Organisation,
            class::COUNTRY | class::PLACE => Sort::Place,
            class::PERSON => Sort::Person,
            _ => return,
        };
        if class & (class::GROUP | class::CALENDAR) != 0 {
            return;
        }
        let label = begins(sort) + usize::from(place > FIRST);
        let unsure = class::GIVEN | class::COMMON;
        let capital = |by| self.near(at, by).is_some_and(|word| word.capital);
        let given = |by| self.listed(at, by) & class::GIVEN != 0;
        if place == ALONE && (capital(-1) && given(-1) || capital(1) && given(0)) {
            return; // Michael Jordan, Georgia Berg
        }
        scores[label] += match (place, self.lists.get(at)) {
            (ALONE, Some(own)) if own & unsure != 0 => KNOWN_UNSURE,
            (ALONE, _) => KNOWN_WORD,
            _ => KNOWN,
        };
    }

    /// Puts the features of one word of a chunk into a list, which is emptied first.
    pub fn features(&self, chunk: &Range<usize>, at: usize, found: &mut Vec<Feature>) {
        found.clear();
        let Some(word) = self.words.get(at) else { return };
        let mut add = |kind: u8, what: Hash| {
            let hash = table::cut(table::join(u64::from(kind) + 1, what), BITS);
            found.push(Feature { hash, kind });
        };
        let pair = table::join;
        let (low, shape) = (word.lower, outline(word));
        let (before, after) = (self.lower(at, -1), self.lower(at, 1));
        let (before2, after2) = (self.lower(at, -2), self.lower(at, 2));
        add(0, 0);
        add(1, low);
        add(2, before);
        add(3, after);
        add(4, before2);
        add(5, after2);
        for (kind, &hash) in (6..).zip(&word.first) {
            if hash != 0 {
                add(kind, hash);
            }
        }
        for (kind, &hash) in (9..).zip(&word.last) {
            if hash != 0 {
                add(kind, hash);
            }
        }
        let (left, right) = (self.shape(at, -1), self.shape(at, 1));
        add(13, shape);
        add(14, pair(left, shape));
        add(15, pair(shape, right));
        add(16, pair(pair(left, shape), right));
        let (class, place) = self.phrases[at];
        for bit in 0..21 {
            if class & (1 << bit) != 0 {
                add(17, u64::from(place) << 8 | bit);
            }
        }
        let own = self.lists[at] & !class::OPENS_CITY;
        add(18, u64::from(own));
        add(19, pair(u64::from(own), pair(shape, u64::from(word.opens))));
        let (listed_left, listed_right) = (self.listed(at, -1), self.listed(at, 1));
        add(20, pair(u64::from(listed_left), u64::from(own)));
        add(21, pair(u64::from(listed_right), u64::from(own)));
        add(22, pair(u64::from(listed_left), u64::from(listed_right)));
        add(23, word.casing as u64);
        if word.opens {
            add(24, pair(low, 1));
            add(24, shape);
        }
        self.run(chunk, at, &mut add);
        let around = pair(self.phrase(at, -1), self.phrase(at, 1));
        add(32, pair(around, self.phrase(at, 0)));
    }

    /// The capitals in a row around a word: their last word says what a name is, and what
    /// stands before and after them how it is used.
    fn run(&self, chunk: &Range<usize>, at: usize, add: &mut impl FnMut(u8, Hash)) {
        let capital = |at: usize| self.words[at].capital;
        if !capital(at) {
            return;
        }
        let mut start = at;
        while start > chunk.start && capital(start - 1) {
            start -= 1;
        }
        let mut end = at + 1;
        while end < chunk.end && capital(end) {
            end += 1;
        }
        let (first, last) = (&self.words[start], &self.words[end - 1]);
        let length = (end - start).min(5) as u64;
        let place = u64::from(at == start) | u64::from(at + 1 == end) << 1;
        add(25, table::join(last.lower, place));
        add(26, table::join(first.lower, place));
        add(27, table::join(length, (at - start).min(4) as u64));
        add(28, table::join(self.lower(start, -1), place));
        add(29, table::join(self.lower(end, 0), place));
        add(30, table::join(last.last[2], place));
        let lists = table::join(u64::from(self.lists[start]), u64::from(self.lists[end - 1]));
        add(31, table::join(lists, place | length << 2));
        add(33, table::join(self.lower(start, -1), table::join(self.lower(end, 0), place)));
    }
}

/// A word's shape; all of a line in capitals look alike.
fn outline(word: &Word) -> Hash {
    if word.casing == Casing::Capitals && word.capital { 7 } else { word.shape }
}
