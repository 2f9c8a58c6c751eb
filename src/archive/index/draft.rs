//! The making of an index, in slices: the articles are put in the order of their dates, the
//! terms numbered by how common they are, the words written anew and unfolded into postings,
//! and the terms put in the order of their letters.
//!
//! What comes into the builder meanwhile is not in it. Nothing here depends on how the work
//! was cut into slices.

use crate::archive::index::builder::Builder;
use crate::archive::index::columns::Columns;
use crate::archive::index::dictionary::Dictionary;
use crate::archive::index::forward::Forward;
use crate::archive::index::postings::Unfolding;
use crate::archive::index::stream::take_pairs;
use crate::archive::index::{Day, Index};
use crate::bundle::order::{sort_by, sort_by_key};
use std::cmp::Reverse;

/// An index in the making.
pub struct Draft {
    /// How many of the orders are made that all else follows: of articles, of terms by how
    /// common they are, of terms by their first letters.
    orders: u8,
    /// The articles of the index in order: their places in the builder.
    order: Vec<u32>,
    /// How many of them have a date: they come first.
    dated: usize,
    /// The new number of each term.
    numbers: Vec<u32>,
    forward: Forward,
    unfolding: Unfolding,
    /// The terms in the order of the first two bytes, and where these change.
    letters: Vec<u32>,
    shelves: Vec<u32>,
    dictionary: Dictionary,
    before: Vec<u8>,
}

impl Draft {
    pub(crate) fn new() -> Self {
        Self {
            orders: 0,
            order: Vec::new(),
            dated: 0,
            numbers: Vec::new(),
            forward: Forward::default(),
            unfolding: Unfolding::new(std::iter::empty()),
            letters: Vec::new(),
            shelves: Vec::new(),
            dictionary: Dictionary::default(),
            before: Vec::new(),
        }
    }

    /// Goes on until about so many bytes are done, or one of the orders; true if nothing is
    /// left to do. No article may come into the builder before the first orders are made.
    pub fn step(&mut self, builder: &Builder, bytes: usize) -> bool {
        if self.orders < 3 {
            match self.orders {
                0 => (self.order, self.dated) = order(builder),
                1 => {
                    let (numbers, counts) = numbers(builder);
                    self.numbers = numbers;
                    self.unfolding = Unfolding::new(counts.into_iter());
                }
                _ => (self.letters, self.shelves) = shelves(builder),
            }
            self.orders += 1;
            return false;
        }
        if self.forward.ends.len() < self.order.len() {
            self.rewrite(builder, bytes);
            false
        } else if !self.unfolding.step(&self.forward, bytes) {
            false
        } else {
            self.sort(builder, bytes)
        }
    }

    /// Writes the words of some more articles, in their new order, with their new numbers.
    fn rewrite(&mut self, builder: &Builder, bytes: usize) {
        let aim = self.forward.words.len().saturating_add(bytes);
        for place in self.order.iter().skip(self.forward.ends.len()) {
            let (words, mut at) = (builder.forward.article(*place as usize), 0);
            while at < words.len() {
                let term = (take_pairs(words, &mut at) as usize).checked_sub(1);
                let number = term.and_then(|term| self.numbers.get(term)).copied();
                self.forward.put(number.unwrap_or(0));
            }
            self.forward.end();
            if self.forward.words.len() >= aim {
                return;
            }
        }
    }

    /// Puts some more terms in order; true if all are.
    fn sort(&mut self, builder: &Builder, bytes: usize) -> bool {
        let mut left = bytes;
        while let Some(&end) = self.shelves.first() {
            let start = self.dictionary.len();
            let Some(shelf) = self.letters.get_mut(start..end as usize) else { return true };
            let letters = |term: &u32| builder.terms.letters(*term as usize);
            sort_by(shelf, |a, b| letters(a).cmp(letters(b)));
            for term in shelf.iter() {
                let number = self.numbers[*term as usize];
                self.dictionary.push(letters(term), number, &mut self.before);
            }
            self.shelves.remove(0);
            // Comparing costs more than writing: about as if every term had sixty-four bytes.
            left = left.saturating_sub(64 * (end as usize - start));
            if left == 0 {
                return self.shelves.is_empty();
            }
        }
        true
    }

    /// The index, once no step is left.
    pub fn finish(self, builder: &mut Builder) -> Index {
        builder.facts.settle();
        let columns = Columns::new(&builder.facts, &self.order);
        let mut days: Vec<Day> = Vec::new();
        for (at, place) in self.order.iter().take(self.dated).enumerate() {
            let day = builder.moments[*place as usize].map_or(0, |at| at.0);
            let end = at as u32 + 1;
            match days.last_mut().filter(|last| last.0 == day) {
                Some(last) => last.1 = end,
                None => days.push((day, end)),
            }
        }
        let mut forward = self.forward;
        forward.words.shrink_to_fit();
        let Self { dictionary, unfolding, order, .. } = self;
        let mut index = Index::new(dictionary, forward, unfolding, columns, order, &days);
        index.unfold_words(usize::MAX);
        index
    }
}

/// The articles by date, those of one moment against the order of the file, so that the
/// newest first is their order in the file; then the undated in that order.
fn order(builder: &Builder) -> (Vec<u32>, usize) {
    let places = 0..builder.moments.len() as u32;
    let moment = |place: &u32| builder.moments.get(*place as usize).copied().flatten();
    let mut order: Vec<u32> =
        places.clone().rev().filter(|place| moment(place).is_some()).collect();
    let dated = order.len();
    sort_by_key(&mut order, moment);
    order.extend(places.filter(|place| moment(place).is_none()));
    (order, dated)
}

/// The new number of every term, from 1 on: the commonest is 1, those as common go by their
/// first appearance. And in how many articles the term of each new number is; 0 has none.
fn numbers(builder: &Builder) -> (Vec<u32>, Vec<u32>) {
    let mut common: Vec<u32> = (0..builder.counts.len() as u32).collect();
    sort_by_key(&mut common, |term| Reverse(builder.counts[*term as usize].0));
    let mut numbers = vec![0; common.len()];
    let mut counts = vec![0];
    for (at, term) in common.iter().enumerate() {
        numbers[*term as usize] = at as u32 + 1;
        counts.push(builder.counts[*term as usize].0);
    }
    (numbers, counts)
}

/// The terms by their first two bytes, and where each such shelf ends.
fn shelves(builder: &Builder) -> (Vec<u32>, Vec<u32>) {
    let shelf = |term: u32| match builder.terms.letters(term as usize) {
        [] => 0,
        [one] => usize::from(*one) << 8,
        [one, two, ..] => usize::from(*one) << 8 | usize::from(*two),
    };
    let terms = 0..builder.counts.len() as u32;
    let mut ends = vec![0_u32; 1 << 16];
    terms.clone().for_each(|term| ends[shelf(term)] += 1);
    let mut sum = 0;
    for end in &mut ends {
        let count = *end;
        *end = sum;
        sum += count;
    }
    let mut letters = vec![0; sum as usize];
    for term in terms {
        let at = &mut ends[shelf(term)];
        letters[*at as usize] = term;
        *at += 1;
    }
    // Every start has moved to its end by now.
    ends.dedup();
    ends.retain(|end| *end > 0);
    (letters, ends)
}
