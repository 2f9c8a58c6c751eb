//! How single values are written: numbers, texts, days, lists, and queries as their text.
//!
//! Messages are made of them. It must not know of any message.

use super::{Way, Wire};
use crate::archive::query::{Clause, Query, Term};
use crate::archive::range::DateRange;
use crate::bundle::civil::{Date, days_in_month};
use crate::bundle::{Entity, Unknown};
use std::ops::Range;

impl Wire for u8 {
    fn blank() -> Self {
        0
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        way.byte(self);
    }

    // Whole files travel so.
    fn cross_all(all: &mut Vec<Self>, count: usize, way: &mut Way<'_>) {
        way.bytes(all, count);
    }
}

impl Wire for bool {
    fn blank() -> Self {
        false
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        way.flag(self);
    }
}

impl Wire for usize {
    fn blank() -> Self {
        0
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        way.size(self);
    }
}

impl Wire for u32 {
    fn blank() -> Self {
        0
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        let mut number = u64::from(*self);
        way.number(&mut number);
        way.keep(number.try_into().ok(), self);
    }
}

/// Small numbers of either sign are short.
impl Wire for i32 {
    fn blank() -> Self {
        0
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        let mut folded = (*self << 1 ^ *self >> 31) as u32;
        folded.cross(way);
        *self = (folded >> 1) as Self ^ -((folded & 1) as Self);
    }
}

impl Wire for String {
    fn blank() -> Self {
        Self::new()
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        way.text(self);
    }
}

impl<T: Wire> Wire for Option<T> {
    fn blank() -> Self {
        None
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        let mut some = self.is_some();
        way.flag(&mut some);
        if way.reads {
            *self = some.then(T::blank);
        }
        if let Some(value) = self {
            value.cross(way);
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        let mut count = self.len();
        way.size(&mut count);
        T::cross_all(self, count, way);
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn blank() -> Self {
        (A::blank(), B::blank())
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        self.0.cross(way);
        self.1.cross(way);
    }
}

impl Wire for Range<usize> {
    fn blank() -> Self {
        0..0
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        way.size(&mut self.start);
        way.size(&mut self.end);
    }
}

impl Wire for Date {
    fn blank() -> Self {
        Self { year: 0, month: 1, day: 1 }
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        self.year.cross(way);
        way.byte(&mut self.month);
        way.byte(&mut self.day);
        // An instant may lie a day beyond the years that can be written.
        let known = (-1..=10_000).contains(&self.year)
            && (1..=12).contains(&self.month)
            && (1..=days_in_month(self.year, self.month)).contains(&self.day);
        if !known {
            way.lose();
        }
    }
}

impl Wire for DateRange {
    fn blank() -> Self {
        Self::day(Date::blank())
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        let mut ends = (self.from(), self.to());
        ends.cross(way);
        way.keep(Self::new(ends.0, ends.1), self);
    }
}

impl Wire for Query {
    fn blank() -> Self {
        Self::default()
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        let mut text = self.to_string();
        way.text(&mut text);
        if way.reads {
            *self = Self::parse(&text);
        }
    }
}

impl Wire for Clause {
    fn blank() -> Self {
        Self { negated: false, term: Term::Undated }
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        let mut text = self.to_string();
        way.text(&mut text);
        if way.reads {
            let mut clauses = Query::parse(&text).clauses;
            let clause = clauses.pop().filter(|_| clauses.is_empty());
            way.keep(clause, self);
        }
    }
}

/// Without where else it is described and what nobody knows: the finder of names needs
/// neither.
impl Wire for Entity {
    fn blank() -> Self {
        Self {
            id: Wire::blank(),
            kind: Wire::blank(),
            name: Wire::blank(),
            aliases: Wire::blank(),
            same_as: Vec::new(),
            more: Unknown::new(),
        }
    }

    fn cross(&mut self, way: &mut Way<'_>) {
        self.id.cross(way);
        self.kind.cross(way);
        self.name.cross(way);
        self.aliases.cross(way);
    }
}
