//! Which articles have a term, and how much: three flat arrays, unfolded from the words of
//! the articles in one pass, which counts these too.
//!
//! They are not delta-coded: what is kept on disk and sent is the forward form, which packs
//! half as large as postings with positions do, and to unfold it costs some nanoseconds a
//! word. In memory, arrays that can be searched by halving beat smaller ones that cannot.

use crate::archive::index::forward::Forward;
use crate::archive::index::stream::{MORE, Pair, take_pairs};
use std::hint::black_box;

/// What an occurrence in the headline weighs; elsewhere it is 1.
pub(crate) const TITLE: u8 = 3;

/// The postings of all terms. Number 0 is the end of a field and has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Postings {
    /// Where the postings of each number begin, and the end.
    starts: Vec<u32>,
    /// Articles, ascending for every term.
    articles: Vec<u32>,
    /// Occurrences, those in the headline three times, 255 at most.
    weights: Vec<u8>,
}

impl Postings {
    /// How many terms there are, number 0 included.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn range(&self, number: u32) -> std::ops::Range<usize> {
        let start = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        start(number as usize)..start(number as usize + 1)
    }

    /// How many articles have a term.
    pub(crate) fn count(&self, number: u32) -> usize {
        self.range(number).len()
    }

    /// The articles that have a term, ascending, and what it weighs in each.
    pub(crate) fn of(&self, number: u32) -> (&[u32], &[u8]) {
        let range = self.range(number);
        let articles = self.articles.get(range.clone()).unwrap_or_default();
        (articles, self.weights.get(range).unwrap_or_default())
    }

    /// Without any postings yet, that begin here.
    pub(crate) fn parts(starts: Vec<u32>) -> Self {
        Self { starts, articles: Vec::new(), weights: Vec::new() }
    }

    /// Adds a posting to the last term.
    pub(crate) fn push(&mut self, article: u32, weight: u8) {
        self.articles.push(article);
        self.weights.push(weight);
    }

    /// Ends the last term.
    pub(crate) fn end(&mut self) {
        self.starts.push(self.articles.len() as u32);
    }

    /// How many postings there are.
    #[cfg(test)]
    fn total(&self) -> usize {
        self.articles.len()
    }

    /// Bytes of memory they hold.
    pub(crate) fn size(&self) -> usize {
        4 * (self.starts.capacity() + self.articles.capacity()) + self.weights.capacity()
    }
}

/// The unfolding, article by article, so that it can be done in slices.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unfolding {
    /// Its arrays are made when the first article is unfolded: until then it costs next to
    /// nothing.
    postings: Postings,
    /// For each term, where its next posting goes, and above that the article of the last one,
    /// plus 1: both are read and written as one.
    cursors: Vec<u64>,
    /// How many words each article has.
    lengths: Vec<u32>,
    /// There was more than was said.
    over: bool,
}

impl Unfolding {
    /// Of terms of which each is in so many articles.
    pub(crate) fn new(counts: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0];
        let mut total = 0_u32;
        for count in counts {
            total = total.saturating_add(count);
            starts.push(total);
        }
        Self::from(starts)
    }

    /// Of terms whose postings begin here, ascending; last comes their end.
    pub(crate) fn from(starts: Vec<u32>) -> Self {
        Self { postings: Postings::parts(starts), ..Self::default() }
    }

    /// How many terms there are, number 0 included.
    pub(crate) fn len(&self) -> usize {
        self.postings.len()
    }

    /// Bytes of memory it holds.
    pub(crate) fn size(&self) -> usize {
        self.postings.size() + 8 * self.cursors.capacity() + 4 * self.lengths.capacity()
    }

    /// Unfolds articles until so many bytes of words are done; true if all are.
    pub(crate) fn step(&mut self, forward: &Forward, bytes: usize) -> bool {
        if self.cursors.is_empty() {
            let Postings { starts, articles, weights } = &mut self.postings;
            let total = starts.last().map_or(0, |total| *total as usize);
            (*articles, *weights) = (vec![0; total], vec![0; total]);
            self.cursors = starts.iter().map(|start| u64::from(*start)).collect();
            self.lengths.reserve_exact(forward.ends.len());
        }
        // A call for every article, which nothing draws into the loop: see `stream::in_turns`.
        let unfold: fn(&mut Self, u32, &[Pair]) = black_box(Self::unfold);
        let mut left = bytes;
        while self.lengths.len() < forward.ends.len() {
            let article = self.lengths.len();
            let words = forward.article(article);
            unfold(self, article as u32, words);
            left = left.saturating_sub(2 * words.len().max(1));
            if left == 0 {
                return self.lengths.len() == forward.ends.len();
            }
        }
        true
    }

    // The hottest loop of loading, written so that it has next to nothing to guess, and reads
    // and writes as little as it can: whether a word is new in its article cannot be foretold.
    fn unfold(&mut self, article: u32, words: &[Pair]) {
        let Postings { articles, weights, .. } = &mut self.postings;
        let (articles, weights) = (articles.as_mut_slice(), weights.as_mut_slice());
        let cursors = self.cursors.as_mut_slice();
        let own = (u64::from(article) + 1) << 32;
        let (mut at, mut weight, mut length, mut over) = (0, TITLE, 0, false);
        while let Some(pair) = words.get(at) {
            let mut term = u32::from(u16::from_le_bytes(*pair));
            at += 1;
            // Neither the end of a field nor a number of several pairs.
            if term.wrapping_sub(1) >= u32::from(MORE) - 1 {
                if term == 0 {
                    weight = 1;
                    continue;
                }
                at -= 1;
                term = take_pairs(words, &mut at);
            }
            length += 1;
            let Some(cursor) = cursors.get_mut(term as usize) else {
                over = true;
                continue;
            };
            let is_new = u64::from((*cursor ^ own) >> 32 != 0);
            let place = (*cursor & u64::from(u32::MAX)) + is_new;
            *cursor = own | place;
            // Where there is more of a term than was counted, the cursors tell in the end.
            let place = (place as usize).wrapping_sub(1);
            match (articles.get_mut(place), weights.get_mut(place)) {
                (Some(own), Some(sum)) => (*own, *sum) = (article, sum.saturating_add(weight)),
                _ => over = true,
            }
        }
        self.lengths.push(length);
        self.over |= over;
    }

    /// The postings, how many words each article has, and whether every term was in as many
    /// articles as was said.
    pub(crate) fn finish(self) -> (Postings, Vec<u32>, bool) {
        let ends = self.postings.starts.iter().skip(1);
        let sound = self.cursors.iter().zip(ends).all(|(cursor, end)| *cursor as u32 == *end);
        (self.postings, self.lengths, sound && !self.over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forward(articles: &[&[u32]]) -> Forward {
        let mut forward = Forward::default();
        for article in articles {
            article.iter().for_each(|number| forward.put(*number));
            forward.end();
        }
        forward
    }

    #[test]
    fn words_become_postings() {
        const RARE: u32 = 40_000;
        let forward = forward(&[&[2, 0, 1, 2, 2, 0], &[], &[0, 1, RARE, 0, RARE]]);
        let count = |number| match number {
            1 => 2,
            2 | RARE => 1,
            _ => 0,
        };
        for bytes in [1, 1000] {
            let mut unfolding = Unfolding::new((0..=RARE).map(count));
            while !unfolding.step(&forward, bytes) {}
            let (postings, lengths, sound) = unfolding.finish();
            assert!(sound);
            assert_eq!(lengths, [4, 0, 3], "the ends of fields are no words");
            assert_eq!(postings.of(1), (&[0, 2][..], &[1, 1][..]));
            assert_eq!(postings.of(2), (&[0][..], &[5][..]), "3 for the headline, 1 each below");
            assert_eq!(postings.of(RARE), (&[2][..], &[2][..]));
            assert_eq!(postings.of(7), (&[][..], &[][..]));
            assert_eq!(
                (postings.count(1), postings.len(), postings.total()),
                (2, RARE as usize + 1, 4)
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_noticed() {
        let forward = forward(&[&[1, 0, 1], &[1, 9]]);
        for counts in [[0, 1], [0, 3]] {
            let mut unfolding = Unfolding::new(counts.into_iter());
            while !unfolding.step(&forward, 1000) {}
            assert!(!unfolding.finish().2, "{counts:?}");
        }
    }

    #[test]
    fn many_occurrences_are_255() {
        let mut words = vec![1; 400];
        words.insert(0, 0);
        let mut unfolding = Unfolding::new([0, 1].into_iter());
        while !unfolding.step(&forward(&[&words]), 1000) {}
        assert_eq!(unfolding.finish().0.of(1).1, [255]);
    }
}
