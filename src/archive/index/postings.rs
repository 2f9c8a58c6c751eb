//! Which articles have a term, and how much: three flat arrays, unfolded from the words of
//! the articles in one pass.
//!
//! They are not delta-coded: what is kept on disk and sent is the forward form, which packs
//! half as large as postings with positions do, and to unfold it costs some nanoseconds a
//! word. In memory, arrays that can be searched by halving beat smaller ones that cannot.

use crate::archive::index::forward::Forward;
use crate::archive::index::stream;
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
#[derive(Clone, Debug)]
pub(crate) struct Unfolding {
    postings: Postings,
    /// Where the next posting of each term goes, and the article of the last one plus 1.
    cursors: Vec<(u32, u32)>,
    /// The next article.
    next: usize,
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
        let cursors = starts.iter().map(|start| (*start, 0)).collect();
        let (articles, weights) = (vec![0; total as usize], vec![0; total as usize]);
        Self { postings: Postings { starts, articles, weights }, cursors, next: 0, over: false }
    }

    /// Unfolds articles until so many bytes of words are done; true if all are.
    pub(crate) fn step(&mut self, forward: &Forward, bytes: usize) -> bool {
        // A call for every article, which nothing draws into the loop: see `stream::in_turns`.
        let unfold: fn(&mut Self, u32, &[u8]) = black_box(Self::unfold);
        let mut left = bytes;
        while self.next < forward.ends.len() {
            let words = forward.article(self.next);
            unfold(self, self.next as u32, words);
            self.next += 1;
            left = left.saturating_sub(words.len().max(1));
            if left == 0 {
                return self.next == forward.ends.len();
            }
        }
        true
    }

    // The hottest loop of loading, written so that it has next to nothing to guess: a word is a
    // byte or two, is new in its article or not, and neither can be foretold.
    fn unfold(&mut self, article: u32, words: &[u8]) {
        let Postings { articles, weights, .. } = &mut self.postings;
        let (mut at, mut weight) = (0, TITLE);
        while let Some(&first) = words.get(at) {
            let second = words.get(at + 1).copied().unwrap_or(0);
            let two = usize::from(first >> 7);
            let high = usize::from(second & 127) << 7;
            let mut term = usize::from(first & 127) | (high & two.wrapping_neg());
            if first & second & 128 == 0 {
                at += 1 + two;
            } else {
                term = stream::take(words, &mut at) as usize;
            }
            if term == 0 {
                weight = 1;
                continue;
            }
            let Some((cursor, last)) = self.cursors.get_mut(term) else {
                self.over = true;
                continue;
            };
            *cursor += u32::from(*last != article + 1);
            *last = article + 1;
            // Where there is more of a term than was counted, the cursors tell in the end.
            let place = (*cursor as usize).wrapping_sub(1);
            match (articles.get_mut(place), weights.get_mut(place)) {
                (Some(own), Some(sum)) => (*own, *sum) = (article, sum.saturating_add(weight)),
                _ => self.over = true,
            }
        }
    }

    /// The postings, and whether every term was in as many articles as was said.
    pub(crate) fn finish(self) -> (Postings, bool) {
        let ends = self.postings.starts.iter().skip(1);
        let sound = self.cursors.iter().zip(ends).all(|((cursor, _), end)| cursor == end);
        (self.postings, sound && !self.over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forward(articles: &[&[u32]]) -> Forward {
        let mut forward = Forward::default();
        for article in articles {
            article.iter().for_each(|number| stream::put(&mut forward.words, *number));
            forward.ends.push(forward.words.len() as u32);
        }
        forward
    }

    #[test]
    fn words_become_postings() {
        let forward = forward(&[&[2, 0, 1, 2, 2, 0], &[], &[0, 1, 300, 0, 300]]);
        let count = |number| match number {
            1 => 2,
            2 | 300 => 1,
            _ => 0,
        };
        for bytes in [1, 1000] {
            let mut unfolding = Unfolding::new((0..301).map(count));
            while !unfolding.step(&forward, bytes) {}
            let (postings, sound) = unfolding.finish();
            assert!(sound);
            assert_eq!(postings.of(1), (&[0, 2][..], &[1, 1][..]));
            assert_eq!(postings.of(2), (&[0][..], &[5][..]), "3 for the headline, 1 each below");
            assert_eq!(postings.of(300), (&[2][..], &[2][..]));
            assert_eq!(postings.of(7), (&[][..], &[][..]));
            assert_eq!((postings.count(1), postings.len(), postings.total()), (2, 301, 4));
        }
    }

    #[test]
    fn what_does_not_fit_is_noticed() {
        let forward = forward(&[&[1, 0, 1], &[1, 9]]);
        for counts in [[0, 1], [0, 3]] {
            let mut unfolding = Unfolding::new(counts.into_iter());
            while !unfolding.step(&forward, 1000) {}
            assert!(!unfolding.finish().1, "{counts:?}");
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
