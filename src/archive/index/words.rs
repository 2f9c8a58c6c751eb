//! What a word or a phrase of a query means in one archive: the terms it stands for, and the
//! articles that have them.
//!
//! A word stands for itself, for its other forms, and, while it is being typed, for all that
//! begins with it. Several words in one piece are these in a row.

use crate::archive::index::Index;
use crate::archive::index::forward::{Run, headline};
use crate::archive::index::hits::{Bits, Hits, Set, Weights, meet};
use crate::archive::index::lists::Union;
use crate::archive::index::positions::words_of;
use crate::archive::index::postings::TITLE;
use crate::archive::tokens::Row;
use crate::bundle::order::sort_by_key;
use std::borrow::Cow;

/// How the words of a query are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// As they are written: a phrase.
    Written,
    /// With their other forms.
    Forms,
    /// With their other forms, and the last one may go on.
    Begun,
}

/// Terms that a query asks for, as numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Group {
    /// One of these. The first one is the word as written, if the archive has it.
    Terms {
        /// The word as written.
        exact: Option<u32>,
        /// Other forms and longer words.
        others: Vec<u32>,
        /// The list of all longer words, where these are not among the others.
        union: Option<u32>,
    },
    /// A word and all that begin with it, whose list is ready: its number there.
    Begun(u32),
    /// All of these in a row, then one of the others, if there are any to choose from.
    Row {
        /// In a row.
        numbers: Vec<u32>,
        /// One of these follows, or the one that is as written.
        last: Option<(Vec<u32>, Option<u32>)>,
    },
}

/// The folded words of a query's text, of scripts without spaces those that are found
/// whatever follows; and whether the last one stands for all that begin with it.
pub(crate) fn asked(text: &str) -> (Vec<String>, bool) {
    let row = Row::new(text);
    (row.words, row.open)
}

impl Group {
    /// True if no term was found for it.
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::Terms { exact: None, others, union: None } if others.is_empty())
    }

    /// Of these words, whichever of them.
    pub(crate) fn of(exact: Option<u32>, others: Vec<u32>) -> Self {
        Self::Terms { exact, others, union: None }
    }
}

/// Of an index in parts, what stands in a row or in a headline may only end in the beginning
/// of so many words: where each of them stands would have to be fetched.
const LONGER: usize = 256;

impl Index {
    /// What a text of a query means here, in headlines only or anywhere; `None` if it has no
    /// words. `forms` adds the numbers of the other forms of a word, each once; those that
    /// begin with it only if asked to.
    pub(crate) fn group(
        &self,
        text: &str,
        meant: Meant,
        titles: bool,
        forms: &dyn Fn(&str, bool, &mut Vec<u32>),
    ) -> Option<Group> {
        let (words, open) = asked(text);
        let mut begun = open || meant == Meant::Begun;
        let (last, others) = words.split_last()?;
        let placed = titles || !others.is_empty();
        let mut longer = Vec::new();
        if begun
            && !placed
            && let Some(ready) = self.tops.begun(last)
        {
            if meant != Meant::Written {
                forms(last, false, &mut longer);
            }
            if longer.is_empty() {
                return Some(Group::Begun(ready));
            }
            longer.clear();
        }
        let union = self.postings.start(last).filter(|_| begun && !placed);
        let exact = self.lexicon.number(last.as_bytes());
        if begun && union.is_none() {
            let places = self.lexicon.beginning(last.as_bytes());
            begun = self.positions.is_none() || !placed || places.len() <= LONGER;
            let mut walk = self.lexicon.walk(if begun { places } else { 0..0 });
            while walk.step() {
                longer.push(walk.number());
            }
        }
        longer.retain(|number| Some(*number) != exact);
        if others.is_empty() {
            if meant != Meant::Written {
                forms(last, !begun, &mut longer);
            }
            return Some(Group::Terms { exact, others: longer, union });
        }
        let mut numbers = Vec::with_capacity(words.len());
        for word in if begun { others } else { &words } {
            match self.lexicon.number(word.as_bytes()) {
                Some(number) => numbers.push(number),
                None => return Some(Group::of(None, Vec::new())),
            }
        }
        Some(Group::Row { numbers, last: begun.then_some((longer, exact)) })
    }

    /// The articles that have a group of words, in their headlines or anywhere.
    pub(crate) fn hits(&self, group: &Group, titles: bool) -> Hits<'_> {
        match group {
            Group::Terms { exact, others, union } if titles => {
                let any = self.any(*exact, others, *union);
                self.with_run(any.articles.into_owned(), &[], Some((others, *exact)), true)
            }
            Group::Terms { exact: Some(exact), others, union: None } if others.is_empty() => {
                let (articles, weights) = self.postings.of(*exact);
                Hits { articles: Cow::Borrowed(articles), weights: Weights::Whole(weights) }
            }
            Group::Terms { exact, others, union } => self.any(*exact, others, *union),
            Group::Begun(ready) => self.tops.list(*ready).map_or(Hits::NONE, Union::hits),
            Group::Row { numbers, last } => {
                let mut rarest: Vec<u32> = numbers.clone();
                sort_by_key(&mut rarest, |number| self.postings.count(*number));
                let of = |number: u32| Set::List(Cow::Borrowed(self.postings.of(number).0));
                let sets = rarest.into_iter().map(of);
                let mut all = sets.reduce(Set::and).unwrap_or(Set::NONE);
                if let Some((longer, exact)) = last {
                    all = all.and(self.any(*exact, longer, None).set());
                }
                let mut candidates = Vec::with_capacity(all.len());
                all.each(|article| candidates.push(article));
                let last = last.as_ref().map(|(longer, exact)| (longer.as_slice(), *exact));
                self.with_run(candidates, numbers, last, titles)
            }
        }
    }

    /// The articles that have any of some terms.
    fn any(&self, exact: Option<u32>, others: &[u32], union: Option<u32>) -> Hits<'_> {
        if exact.is_none() && others.is_empty() && union.is_none() {
            return Hits::NONE;
        }
        let all = self.len();
        let (mut sums, mut bits) = (vec![0_u16; all], Bits::new(all));
        let terms = exact.iter().map(|number| (*number, 2)).chain(others.iter().map(|n| (*n, 1)));
        for (number, halves) in terms {
            let (articles, weights) = self.postings.of(number);
            for (article, weight) in articles.iter().zip(weights) {
                bits.set(*article);
                if let Some(sum) = sums.get_mut(*article as usize) {
                    *sum = sum.saturating_add(u16::from(*weight) * halves);
                }
            }
        }
        if let Some(union) = union.and_then(|number| self.postings.union(number)) {
            for (article, halves) in union.articles.iter().zip(&union.halves) {
                bits.set(*article);
                if let Some(sum) = sums.get_mut(*article as usize) {
                    *sum = sum.saturating_add(*halves);
                }
            }
        }
        let articles = bits.list();
        let halves = articles.iter().map(|article| sums[*article as usize]).collect();
        Hits { articles: Cow::Owned(articles), weights: Weights::Halves(Cow::Owned(halves)) }
    }

    /// Of some articles those that have these terms in a row, then one of others, or the one
    /// that is as written.
    fn with_run(
        &self,
        candidates: Vec<u32>,
        numbers: &[u32],
        last: Option<(&[u32], Option<u32>)>,
        titles: bool,
    ) -> Hits<'_> {
        let run = Run::new(numbers, last, self.postings.len());
        let placed = self.positions.as_ref().map(|positions| {
            let (others, exact) = last.unwrap_or_default();
            let mut all: Vec<u32> = [numbers, others, exact.as_slice()].concat();
            sort_by_key(&mut all, |number| *number);
            all.dedup();
            words_of(&self.postings, positions, &candidates, &all, self.postings.len() as u32)
        });
        let (mut articles, mut weights) = (Vec::new(), Vec::new());
        for (at, article) in candidates.into_iter().enumerate() {
            let words = match &placed {
                Some(placed) => placed.article(at),
                None => self.forward.article(article as usize),
            };
            let title = headline(words);
            let in_title = run.halves_in(title);
            let sum = if titles {
                in_title * u32::from(TITLE)
            } else {
                // The end of the headline belongs to neither.
                let body = words.get(title.len()..).unwrap_or_default();
                in_title * u32::from(TITLE) + run.halves_in(body)
            };
            if sum > 0 {
                articles.push(article);
                weights.push(u16::try_from(sum).unwrap_or(u16::MAX));
            }
        }
        Hits { articles: Cow::Owned(articles), weights: Weights::Halves(Cow::Owned(weights)) }
    }

    /// Adds to the scores of some articles what a group of words adds.
    pub(crate) fn add_scores(&self, hits: &Hits<'_>, set: &Set<'_>, scores: &mut [f32]) {
        use crate::archive::index::score::{rarity, score};
        let rarity = rarity(hits.articles.len(), self.len());
        let mut add = |place: usize, at: usize, article: u32| {
            let norm = self.norms.get(article as usize).copied().unwrap_or(1.0);
            if let Some(sum) = scores.get_mut(place) {
                *sum += score(rarity, hits.weights.halves(at), norm);
            }
        };
        match set {
            Set::Span(span) => {
                let from = hits.articles.partition_point(|own| *own < span.start);
                for (at, article) in hits.articles.iter().enumerate().skip(from) {
                    if *article >= span.end {
                        break;
                    }
                    add((*article - span.start) as usize, at, *article);
                }
            }
            Set::List(list) if list.len() <= hits.articles.len() => {
                meet(list, &hits.articles, add);
            }
            Set::List(list) => meet(&hits.articles, list, |at, place, own| add(place, at, own)),
        }
    }
}
