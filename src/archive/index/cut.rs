//! Something long that is cut into parts, of which some may not be there yet.
//!
//! Whoever looks for what is not there gets nothing, and the part is noted as wanted: so the
//! same code answers over a whole index and over one that comes in parts, and an answer
//! counts only if nothing was wanted. It must not fetch anything.

use std::cell::RefCell;

/// Numbers from 0 on, in parts.
#[derive(Debug)]
pub(crate) struct Cut<T> {
    /// The first number of each part, ascending.
    firsts: Vec<u32>,
    parts: Vec<Option<T>>,
    wanted: RefCell<Vec<u32>>,
}

impl<T> Default for Cut<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T> Cut<T> {
    /// One part that is there.
    pub(crate) fn whole(part: T) -> Self {
        Self { firsts: vec![0], parts: vec![Some(part)], wanted: RefCell::default() }
    }

    /// Parts that begin with these numbers; none of them is there.
    pub(crate) fn new(firsts: Vec<u32>) -> Self {
        let parts = firsts.iter().map(|_| None).collect();
        Self { firsts, parts, wanted: RefCell::default() }
    }

    /// How many parts there are.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// Which part a number is in.
    #[inline]
    pub(crate) fn at(&self, number: u32) -> usize {
        self.firsts.partition_point(|first| *first <= number).saturating_sub(1)
    }

    /// The first number of a part, or of what would follow the last one: `u32::MAX`.
    pub(crate) fn first(&self, part: usize) -> u32 {
        self.firsts.get(part).copied().unwrap_or(u32::MAX)
    }

    /// A part, if it is there; if not, it is wanted.
    #[inline]
    pub(crate) fn part(&self, at: usize) -> Option<&T> {
        let part = self.parts.get(at)?;
        if part.is_none() {
            self.want(at as u32);
        }
        part.as_ref()
    }

    fn want(&self, at: u32) {
        let mut wanted = self.wanted.borrow_mut();
        if !wanted.contains(&at) {
            wanted.push(at);
        }
    }

    /// The part that a number is in, and the number counted from its first; nothing if the part
    /// is not there, and then it is wanted.
    #[inline]
    pub(crate) fn of(&self, number: u32) -> Option<(&T, u32)> {
        let at = self.at(number);
        Some((self.part(at)?, number - self.firsts.get(at)?))
    }

    /// A part, if it is there; it is not wanted if not.
    pub(crate) fn there(&self, at: usize) -> Option<&T> {
        self.parts.get(at)?.as_ref()
    }

    /// All parts that are there.
    pub(crate) fn all(&self) -> impl Iterator<Item = &T> {
        self.parts.iter().flatten()
    }

    /// Puts a part in its place; false if there is none for it.
    pub(crate) fn give(&mut self, at: usize, part: T) -> bool {
        let place = self.parts.get_mut(at);
        place.map(|place| *place = Some(part)).is_some()
    }

    /// What was wanted since this was last asked.
    pub(crate) fn wanted(&self) -> Vec<u32> {
        self.wanted.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_wanted_once() {
        let mut cut = Cut::new(vec![0, 10, 20]);
        assert_eq!(cut.of(9), None);
        assert_eq!((cut.of(25), cut.of(10), cut.of(0)), (None, None, None));
        assert_eq!(cut.wanted(), [0, 2, 1]);
        assert!(cut.wanted().is_empty());
        assert!(cut.give(1, "ten to nineteen") && !cut.give(3, "nothing"));
        assert_eq!(cut.of(12), Some((&"ten to nineteen", 2)));
        assert_eq!((cut.of(20), cut.wanted()), (None, vec![2]));
        assert_eq!((cut.len(), cut.all().count()), (3, 1));
        assert_eq!((cut.first(2), cut.first(3)), (20, u32::MAX));
    }

    #[test]
    fn one_that_is_whole_wants_nothing() {
        let cut = Cut::whole('x');
        assert_eq!(cut.of(0), Some((&'x', 0)));
        assert_eq!(cut.of(9_999), Some((&'x', 9_999)));
        assert!(cut.wanted().is_empty());
        assert_eq!(Cut::<char>::default().of(3), None, "not even where there is nothing");
    }
}
