//! Asks and replies as bytes, for the way between the page and a worker.
//!
//! Both ends are the same build, so there is no version in it; only the plan of an archive in
//! parts keeps an answer, and whoever changes how one is written raises `parts::SIGN`. What a
//! struct has is written in order, numbers in as few bytes as they need (LEB128). Queries
//! travel as their text, which is lossless. What is not written here comes back as `None`;
//! it must not panic, nor take more memory than the bytes account for.
//!
//! One function per type goes through its members, whether they are written or read: what is
//! read is written over a blank value, and whether all of it was there is asked once, at the
//! end. Two functions with a way out after every member were three times the code.

use crate::archive::ask::{
    Ask, Elsewhere, Named, Occasions, Opened, Opening, Profile, Progress, Reply, Telling, Told,
    Wanting,
};
use crate::archive::chronology::{Occasion, Source};
use crate::archive::message::{
    Advice, Answer, Bar, DateTree, FacetList, FacetValue, Facets, Histogram, Hit, MonthCount,
    Request, Snippet, Sort, Spelling, Unit, YearCount,
};
use crate::archive::query::{Problem, QueryField};
use crate::bundle::place::Place;
use crate::bundle::{EntityType, Fault, Severity};

mod values;

/// The bytes of an ask or a reply.
pub fn write<T: Wire>(mut value: T) -> Vec<u8> {
    let mut way = Way { out: Vec::new(), rest: &[], reads: false, lost: false };
    value.cross(&mut way);
    way.out
}

/// What bytes say, if they say it to the last one.
pub fn read<T: Wire>(bytes: &[u8]) -> Option<T> {
    let mut way = Way { out: Vec::new(), rest: bytes, reads: true, lost: false };
    let mut value = T::blank();
    value.cross(&mut way);
    (!way.lost && way.rest.is_empty()).then_some(value)
}

/// The way to the other side or from there.
pub struct Way<'a> {
    /// What was written.
    out: Vec<u8>,
    /// What is still to be read.
    rest: &'a [u8],
    /// Values are read over, not written.
    reads: bool,
    /// What was to be read was not there, or was not what it should be.
    lost: bool,
}

/// What can be written and read back.
pub trait Wire: Sized {
    /// Something to read over.
    fn blank() -> Self;

    /// Is written, or read over; at least one byte. What could not be read is anything.
    fn cross(&mut self, way: &mut Way<'_>);

    /// Several are written or, as many as `count` says, read.
    fn cross_all(all: &mut Vec<Self>, count: usize, way: &mut Way<'_>) {
        if way.reads {
            all.clear();
            // Room is made for what is there, not for what is promised.
            while all.len() < count && !way.lost {
                let mut one = Self::blank();
                one.cross(way);
                all.push(one);
            }
        } else {
            all.iter_mut().for_each(|one| one.cross(way));
        }
    }
}

impl Way<'_> {
    fn lose(&mut self) {
        self.lost = true;
        self.rest = &[];
    }

    /// What was read, if it is anything.
    fn keep<T>(&mut self, value: Option<T>, place: &mut T) {
        match value {
            Some(value) => *place = value,
            None => self.lose(),
        }
    }

    fn byte(&mut self, value: &mut u8) {
        if !self.reads {
            self.out.push(*value);
        } else if let Some((&first, rest)) = self.rest.split_first() {
            *value = first;
            self.rest = rest;
        } else {
            self.lose();
        }
    }

    fn bytes(&mut self, bytes: &mut Vec<u8>, count: usize) {
        if !self.reads {
            self.out.extend_from_slice(bytes);
        } else if let Some((own, rest)) = self.rest.split_at_checked(count) {
            *bytes = own.to_vec();
            self.rest = rest;
        } else {
            self.lose();
        }
    }

    fn number(&mut self, value: &mut u64) {
        if self.reads {
            *value = 0;
            for shift in (0..64).step_by(7) {
                let mut byte = 0;
                self.byte(&mut byte);
                let bits = u64::from(byte & 0x7F);
                *value |= bits << shift;
                if byte < 0x80 {
                    // The tenth byte has room for one bit.
                    if bits << shift >> shift != bits {
                        self.lose();
                    }
                    return;
                }
            }
            self.lose();
        } else {
            let mut rest = *value;
            while rest > 0x7F {
                self.out.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            self.out.push(rest as u8);
        }
    }

    fn size(&mut self, value: &mut usize) {
        let mut number = *value as u64;
        self.number(&mut number);
        self.keep(number.try_into().ok(), value);
    }

    fn flag(&mut self, value: &mut bool) {
        let mut byte = u8::from(*value);
        self.byte(&mut byte);
        *value = byte == 1;
        if byte > 1 {
            self.lose();
        }
    }

    fn text(&mut self, value: &mut String) {
        let mut bytes = std::mem::take(value).into_bytes();
        bytes.cross(self);
        self.keep(String::from_utf8(bytes).ok(), value);
    }
}

/// The members of a struct, in order.
macro_rules! members {
    ($($name:ident { $($member:ident),+ })+) => {$(
        impl Wire for $name {
            fn blank() -> Self {
                Self { $($member: Wire::blank()),+ }
            }

            fn cross(&mut self, way: &mut Way<'_>) {
                $(self.$member.cross(way);)+
            }
        }
    )+};
}

/// One of a list of words, by its place there.
macro_rules! words {
    ($($name:ident: $all:expr;)+) => {$(
        impl Wire for $name {
            fn blank() -> Self {
                $all[0]
            }

            fn cross(&mut self, way: &mut Way<'_>) {
                let mut at = $all.iter().position(|one| one == self).unwrap_or_default();
                way.size(&mut at);
                way.keep($all.get(at).copied(), self);
            }
        }
    )+};
}

/// One of several messages: its number, then what it holds.
macro_rules! messages {
    ($kind:ident: $blank:expr; { $($number:literal => $name:ident $(($only:ident))? $({ $($member:ident),+ })?,)+ }) => {
        impl Wire for $kind {
            fn blank() -> Self {
                $blank
            }

            fn cross(&mut self, way: &mut Way<'_>) {
                let mut number = match self {
                    $(Self::$name { .. } => $number,)+
                };
                way.byte(&mut number);
                if way.reads {
                    *self = match number {
                        $($number => {
                            $(let $only = Wire::blank();)?
                            $($(let $member = Wire::blank();)+)?
                            Self::$name $(($only))? $({ $($member),+ })?
                        })+
                        _ => return way.lose(),
                    };
                }
                match self {$(
                    Self::$name $(($only))? $({ $($member),+ })? => {
                        $($only.cross(way);)?
                        $($($member.cross(way);)+)?
                    }
                )+}
            }
        }
    };
}

messages!(Ask: Self::Begin; {
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
    11 => Entity(id),
    12 => Correct(text),
});

messages!(Reply: Self::Article(None); {
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
    10 => Entity(profile),
});

members! {
    Request { query, sort, offset, limit, few, bins, span, tree, values, whole, zeros }
    Opened { title, language, progress }
    Progress { articles, complete, searched, edition, found, wanting, faults, marked, in_parts }
    Opening { article, id, json, found, also, reissued }
    Elsewhere { article, title, event }
    Profile { id, kind, name, aliases, same_as, articles, companions, published }
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
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
