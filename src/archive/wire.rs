//! Asks and replies as bytes, for the way between the page and a worker.
//!
//! Both ends are the same build, so there is no version in it, and nothing is kept: what a
//! struct has is written in order, numbers in as few bytes as they need (LEB128). Queries
//! travel as their text, which is lossless. What is not written here comes back as `None`;
//! it must not panic, nor take more memory than the bytes account for.

use crate::archive::ask::{
    Ask, Elsewhere, Named, Occasions, Opened, Opening, Progress, Reply, Telling, Told, Wanting,
};
use crate::archive::chronology::{Occasion, Source};
use crate::archive::message::{
    Advice, Answer, Bar, DateTree, FacetList, FacetValue, Facets, Histogram, Hit, MonthCount,
    Request, Snippet, Sort, Spelling, Unit, YearCount,
};
use crate::archive::query::{Clause, Problem, Query, QueryField};
use crate::archive::range::DateRange;
use crate::bundle::civil::{Date, days_in_month};
use crate::bundle::place::Place;
use crate::bundle::{Entity, EntityType, Fault, Severity, Unknown};
use std::ops::Range;

/// The bytes of an ask or a reply.
pub fn write<T: Wire>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    value.put(&mut out);
    out
}

/// What bytes say, if they say it to the last one.
pub fn read<T: Wire>(bytes: &[u8]) -> Option<T> {
    let mut rest = bytes;
    let value = T::take(&mut rest)?;
    rest.is_empty().then_some(value)
}

/// What can be written and read back.
pub trait Wire: Sized {
    /// Appends it.
    fn put(&self, out: &mut Vec<u8>);
    /// Takes it off the front; every value is at least one byte.
    fn take(from: &mut &[u8]) -> Option<Self>;

    /// Appends several.
    fn put_all(all: &[Self], out: &mut Vec<u8>) {
        all.iter().for_each(|one| one.put(out));
    }

    /// Takes several off the front.
    fn take_all(count: usize, from: &mut &[u8]) -> Option<Vec<Self>> {
        // Room is made for what is there, not for what is promised.
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(Self::take(from)?);
        }
        Some(all)
    }
}

/// The members of a struct, in order.
macro_rules! members {
    ($($name:ident { $($member:ident),+ })+) => {$(
        impl Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$member.put(out);)+
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($member: Wire::take(from)?),+ })
            }
        }
    )+};
}

/// One of a list of words, by its place there.
macro_rules! words {
    ($($name:ident: $all:expr;)+) => {$(
        impl Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $all.iter().position(|one| one == self).unwrap_or_default().put(out);
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                $all.get(usize::take(from)?).copied()
            }
        }
    )+};
}

/// One of several messages: its number, then what it holds.
macro_rules! messages {
    ($kind:ident { $($number:literal => $name:ident $(($only:ident))? $({ $($member:ident),+ })?,)+ }) => {
        impl Wire for $kind {
            fn put(&self, out: &mut Vec<u8>) {
                match self {$(
                    Self::$name $(($only))? $({ $($member),+ })? => {
                        out.push($number);
                        $($only.put(out);)?
                        $($($member.put(out);)+)?
                    }
                )+}
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(match byte(from)? {
                    $($number => {
                        $(let $only = Wire::take(from)?;)?
                        $($(let $member = Wire::take(from)?;)+)?
                        Self::$name $(($only))? $({ $($member),+ })?
                    })+
                    _ => return None,
                })
            }
        }
    };
}

messages!(Ask {
    0 => Open { name, bytes, index, faults },
    1 => Query(request),
    2 => Article(id),
    3 => Chronology { query, offset, limit },
    4 => Begin,
    5 => Batch { open, listed },
    6 => Found { batch, json },
    7 => Supply { article, date },
    8 => Count { give_up },
    9 => Names(articles),
    10 => Part { address, file, fault },
});

messages!(Reply {
    0 => Opened(opened),
    1 => Refused { fault, bytes },
    2 => Answer(answer),
    3 => Article(opening),
    4 => Chronology(occasions),
    5 => Known(entities),
    6 => Batch(wanting),
    7 => Progress(progress),
    8 => Names(names),
    9 => Wants(addresses),
});

members! {
    Request { query, sort, offset, limit, bins, tree, values, whole, zeros }
    Opened { title, language, progress }
    Progress { articles, complete, searched, edition, found, wanting, faults, marked, in_parts }
    Opening { article, id, json, found, also, undated }
    Elsewhere { article, title, event }
    Named { article, id, title }
    Occasions { total, occasions }
    Told { occasion, label, tellings }
    Occasion { days, sources }
    Source { article, event }
    Telling { article, title, source, event, sentence }
    Wanting { number, title, text, issued, language }
    Answer {
        total, articles, searched, undated, hits, facets, dates, histogram, described, problems,
        spellings, advice
    }
    Hit { article, id, title, published, source, language, snippet, title_hits }
    Snippet { text, hits, cut_start, cut_end }
    Facets { entity, kind, tag, source, author, language }
    FacetList { values, all }
    FacetValue { value, label, count, kind, chosen, excluded, written }
    DateTree { years, undated }
    YearCount { year, count, months }
    MonthCount { month, count, days }
    Histogram { unit, step, bars }
    Bar { range, count, total }
    Problem { words, why }
    Spelling { word, found }
    Advice { drop, total }
    Fault { severity, file, pointer, place, what, remedy }
    Place { offset, line, column }
}

words! {
    Sort: Sort::ALL;
    QueryField: QueryField::ALL;
    EntityType: EntityType::ALL;
    Unit: [Unit::Year, Unit::Month, Unit::Day];
    Severity: [Severity::Notice, Severity::Error, Severity::Fatal];
    bool: [false, true];
}

fn byte(from: &mut &[u8]) -> Option<u8> {
    let (&first, rest) = from.split_first()?;
    *from = rest;
    Some(first)
}

impl Wire for u8 {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        byte(from)
    }

    // Whole files travel so.
    fn put_all(all: &[Self], out: &mut Vec<u8>) {
        out.extend_from_slice(all);
    }

    fn take_all(count: usize, from: &mut &[u8]) -> Option<Vec<Self>> {
        let (own, rest) = from.split_at_checked(count)?;
        *from = rest;
        Some(own.to_vec())
    }
}

impl Wire for u64 {
    fn put(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7F {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = byte(from)?;
            let bits = u64::from(byte & 0x7F);
            value |= bits << shift;
            if byte < 0x80 {
                // The tenth byte has room for one bit.
                return (bits << shift >> shift == bits).then_some(value);
            }
        }
        None
    }
}

impl Wire for usize {
    fn put(&self, out: &mut Vec<u8>) {
        (*self as u64).put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        u64::take(from)?.try_into().ok()
    }
}

impl Wire for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        u64::from(*self).put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        u64::take(from)?.try_into().ok()
    }
}

/// Small numbers of either sign are short.
impl Wire for i32 {
    fn put(&self, out: &mut Vec<u8>) {
        ((self << 1 ^ self >> 31) as u32).put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let folded = u32::take(from)?;
        Some((folded >> 1) as Self ^ -((folded & 1) as Self))
    }
}

impl Wire for String {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Self::from_utf8(Wire::take(from)?).ok()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        if bool::take(from)? { T::take(from).map(Some) } else { Some(None) }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        T::put_all(self, out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        T::take_all(usize::take(from)?, from)
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

impl Wire for Range<usize> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.start, self.end).put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Wire::take(from).map(|(start, end)| start..end)
    }
}

impl Wire for Date {
    fn put(&self, out: &mut Vec<u8>) {
        self.year.put(out);
        out.extend([self.month, self.day]);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        // An instant may lie a day beyond the years that can be written.
        let year = i32::take(from).filter(|year| (-1..=10_000).contains(year))?;
        let month = byte(from).filter(|month| (1..=12).contains(month))?;
        let day = byte(from).filter(|day| (1..=days_in_month(year, month)).contains(day))?;
        Some(Self { year, month, day })
    }
}

impl Wire for DateRange {
    fn put(&self, out: &mut Vec<u8>) {
        (self.from(), self.to()).put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let (first, last) = Wire::take(from)?;
        Self::new(first, last)
    }
}

impl Wire for Query {
    fn put(&self, out: &mut Vec<u8>) {
        self.to_string().put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        String::take(from).map(|text| Self::parse(&text))
    }
}

impl Wire for Clause {
    fn put(&self, out: &mut Vec<u8>) {
        self.to_string().put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let mut clauses = Query::take(from)?.clauses;
        let clause = clauses.pop()?;
        clauses.is_empty().then_some(clause)
    }
}

/// Without where else it is described and what nobody knows: the finder of names needs
/// neither.
impl Wire for Entity {
    fn put(&self, out: &mut Vec<u8>) {
        self.id.put(out);
        self.kind.put(out);
        self.name.put(out);
        self.aliases.put(out);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            id: Wire::take(from)?,
            kind: Wire::take(from)?,
            name: Wire::take(from)?,
            aliases: Wire::take(from)?,
            same_as: Vec::new(),
            more: Unknown::new(),
        })
    }
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
