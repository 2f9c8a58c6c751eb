//! Sets of articles: a stretch of them, or a list in ascending order, borrowed from the index
//! where that is possible. And what a group of words weighs in each article that has it.

use std::borrow::Cow;
use std::ops::Range;

/// Some articles, ascending.
#[derive(Clone, Debug)]
pub(crate) enum Set<'i> {
    /// All from one to another.
    Span(Range<u32>),
    /// These.
    List(Cow<'i, [u32]>),
}

impl<'i> Set<'i> {
    /// No articles.
    pub(crate) const NONE: Self = Self::Span(0..0);

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Span(span) => span.len(),
            Self::List(list) => list.len(),
        }
    }

    /// Calls for each of them, ascending.
    #[inline]
    pub(crate) fn each(&self, mut run: impl FnMut(u32)) {
        match self {
            Self::Span(span) => span.clone().for_each(run),
            Self::List(list) => list.iter().for_each(|article| run(*article)),
        }
    }

    /// The one at a place.
    pub(crate) fn at(&self, place: usize) -> Option<u32> {
        match self {
            Self::Span(span) => {
                let article = span.start.checked_add(u32::try_from(place).ok()?)?;
                (article < span.end).then_some(article)
            }
            Self::List(list) => list.get(place).copied(),
        }
    }

    /// How many of them come before this one.
    pub(crate) fn before(&self, article: u32) -> usize {
        match self {
            Self::Span(span) => {
                article.clamp(span.start, span.end.max(span.start)) as usize - span.start as usize
            }
            Self::List(list) => list.partition_point(|own| *own < article),
        }
    }

    /// Those for which something holds.
    pub(crate) fn only(self, holds: impl Fn(u32) -> bool) -> Self {
        let mut list = Vec::new();
        self.each(|article| {
            if holds(article) {
                list.push(article);
            }
        });
        Self::List(Cow::Owned(list))
    }

    /// Those of both.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Span(a), Self::Span(b)) => {
                let (start, end) = (a.start.max(b.start), a.end.min(b.end));
                Self::Span(start..end.max(start))
            }
            (Self::Span(span), Self::List(list)) | (Self::List(list), Self::Span(span)) => {
                let from = list.partition_point(|own| *own < span.start);
                let to = list.partition_point(|own| *own < span.end).max(from);
                if from == 0 && to == list.len() {
                    return Self::List(list);
                }
                Self::List(match list {
                    Cow::Borrowed(list) => Cow::Borrowed(&list[from..to]),
                    Cow::Owned(list) => Cow::Owned(list[from..to].to_vec()),
                })
            }
            (Self::List(a), Self::List(b)) => {
                let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
                let mut both = Vec::with_capacity(few.len());
                meet(few, many, |_, _, article| both.push(article));
                Self::List(Cow::Owned(both))
            }
        }
    }

    /// Those of either, out of so many articles.
    pub(crate) fn or(self, other: Self, all: usize) -> Self {
        if self.len() == 0 {
            return other;
        }
        if other.len() == 0 {
            return self;
        }
        let mut bits = Bits::new(all);
        self.each(|article| bits.set(article));
        other.each(|article| bits.set(article));
        Self::List(Cow::Owned(bits.list()))
    }

    /// Those that are not in the other, out of so many articles.
    pub(crate) fn without(self, other: &Self, all: usize) -> Self {
        if self.len() == 0 || other.len() == 0 {
            return self;
        }
        let mut bits = Bits::new(all);
        self.each(|article| bits.set(article));
        other.each(|article| bits.clear(article));
        Self::List(Cow::Owned(bits.list()))
    }
}

/// Calls for every article that is in both lists, with its places there. The first should be
/// the shorter one.
#[inline]
pub(crate) fn meet(few: &[u32], many: &[u32], mut run: impl FnMut(usize, usize, u32)) {
    let mut at = 0;
    // Where one list is far longer, leaps of doubling length; else step by step.
    let leaps = few.len().saturating_mul(8) < many.len();
    for (place, &article) in few.iter().enumerate() {
        if leaps {
            let mut leap = 1;
            while many.get(at + leap).is_some_and(|other| *other < article) {
                at += leap;
                leap *= 2;
            }
            let end = (at + leap + 1).min(many.len());
            at += many.get(at..end).unwrap_or_default().partition_point(|other| *other < article);
        } else {
            while many.get(at).is_some_and(|other| *other < article) {
                at += 1;
            }
        }
        match many.get(at) {
            None => return,
            Some(&other) if other == article => run(place, at, article),
            Some(_) => {}
        }
    }
}

/// A bit for every article, or for every term.
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub(crate) fn new(all: usize) -> Self {
        Self { words: vec![0; all.div_ceil(64)] }
    }

    #[inline]
    pub(crate) fn set(&mut self, article: u32) {
        if let Some(word) = self.words.get_mut(article as usize / 64) {
            *word |= 1 << (article % 64);
        }
    }

    /// True if it is set.
    #[inline]
    pub(crate) fn has(&self, article: u32) -> bool {
        self.words.get(article as usize / 64).is_some_and(|word| word >> (article % 64) & 1 == 1)
    }

    #[inline]
    pub(crate) fn clear(&mut self, article: u32) {
        if let Some(word) = self.words.get_mut(article as usize / 64) {
            *word &= !(1 << (article % 64));
        }
    }

    /// Those that are set, ascending.
    pub(crate) fn list(&self) -> Vec<u32> {
        let count = self.words.iter().map(|word| word.count_ones() as usize).sum();
        let mut list = Vec::with_capacity(count);
        for (at, word) in self.words.iter().enumerate() {
            let mut word = *word;
            while word != 0 {
                list.push(at as u32 * 64 + word.trailing_zeros());
                word &= word - 1;
            }
        }
        list
    }
}

/// The articles that have a group of words, and what it weighs there in half occurrences.
#[derive(Clone, Debug)]
pub(crate) struct Hits<'i> {
    pub(crate) articles: Cow<'i, [u32]>,
    pub(crate) weights: Weights<'i>,
}

/// What a group of words weighs in each article that has it.
#[derive(Clone, Debug)]
pub(crate) enum Weights<'i> {
    /// Occurrences, of one word as it is written.
    Whole(&'i [u8]),
    /// Half occurrences.
    Halves(Cow<'i, [u16]>),
}

impl Weights<'_> {
    /// In half occurrences.
    #[inline]
    pub(crate) fn halves(&self, at: usize) -> u32 {
        match self {
            Self::Whole(weights) => weights.get(at).map_or(0, |weight| u32::from(*weight) * 2),
            Self::Halves(halves) => halves.get(at).map_or(0, |halves| u32::from(*halves)),
        }
    }
}

impl<'i> Hits<'i> {
    /// None.
    pub(crate) const NONE: Self =
        Self { articles: Cow::Borrowed(&[]), weights: Weights::Whole(&[]) };

    /// The articles.
    pub(crate) fn set(&self) -> Set<'i> {
        Set::List(self.articles.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn sets() -> Vec<Set<'static>> {
        let list = |list: Vec<u32>| Set::List(Cow::Owned(list));
        let mut sets = vec![Set::NONE, Set::Span(0..200), Set::Span(63..65), Set::Span(190..200)];
        sets.push(list(vec![]));
        sets.push(list(vec![0]));
        sets.push(list((0..200).collect()));
        for step in [2_u32, 7, 64, 150] {
            sets.push(list((3..200).step_by(step as usize).collect()));
        }
        sets
    }

    fn plain(set: &Set<'_>) -> BTreeSet<u32> {
        let mut out = BTreeSet::new();
        set.each(|article| {
            assert!(out.insert(article), "once each");
        });
        assert_eq!(out.len(), set.len());
        let listed: Vec<u32> = (0..set.len()).filter_map(|at| set.at(at)).collect();
        assert!(listed.iter().eq(out.iter()), "ascending");
        assert_eq!(set.at(set.len()), None);
        out
    }

    #[test]
    fn sets_meet_as_sets_do() {
        for a in sets() {
            for b in sets() {
                let (x, y) = (plain(&a), plain(&b));
                let both = plain(&a.clone().and(b.clone()));
                assert!(both.iter().eq(x.intersection(&y)), "{a:?} and {b:?}");
                let either = plain(&a.clone().or(b.clone(), 200));
                assert!(either.iter().eq(x.union(&y)), "{a:?} or {b:?}");
                let rest = plain(&a.clone().without(&b, 200));
                assert!(rest.iter().eq(x.difference(&y)), "{a:?} without {b:?}");
            }
            for article in [0, 1, 63, 64, 199, 250] {
                let before = plain(&a).iter().filter(|own| **own < article).count();
                assert_eq!(a.before(article), before, "{a:?} before {article}");
            }
            let odd = plain(&a.clone().only(|article| article % 2 == 1));
            assert!(odd.iter().eq(plain(&a).iter().filter(|own| **own % 2 == 1)));
        }
    }
}
