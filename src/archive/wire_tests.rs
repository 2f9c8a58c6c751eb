//! What is written is read back as itself, and nothing that is not written is.

use super::*;
use crate::archive::query::{Clause, Query};
use crate::archive::range::DateRange;
use crate::bundle::civil::{Date, days_in_month};
use crate::bundle::{Entity, Unknown};
use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};
use std::ops::Range;

/// Numbers that decide what is made; zeros when they are used up, so that every value ends.
struct Numbers<'n>(&'n [u8]);

impl Numbers<'_> {
    fn next(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    fn below(&mut self, end: usize) -> usize {
        usize::from(self.next()) % end
    }
}

/// Any value of a type.
trait Made: Sized {
    fn made(from: &mut Numbers<'_>) -> Self;
}

macro_rules! made {
    ($($name:ident { $($member:ident),+ })+) => {$(
        impl Made for $name {
            fn made(from: &mut Numbers<'_>) -> Self {
                Self { $($member: Made::made(from)),+ }
            }
        }
    )+};
}

macro_rules! chosen {
    ($($name:ident: $all:expr;)+) => {$(
        impl Made for $name {
            fn made(from: &mut Numbers<'_>) -> Self {
                let all = $all;
                all[from.below(all.len())]
            }
        }
    )+};
}

made! {
    Request { query, sort, offset, limit, few, bins, span, tree, values, whole, zeros }
    Opened { title, language, progress }
    Progress { articles, complete, searched, edition, found, wanting, faults, marked, in_parts }
    Opening { article, id, json, found, also, reissued }
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

chosen! {
    Sort: Sort::ALL;
    QueryField: QueryField::ALL;
    EntityType: EntityType::ALL;
    Unit: [Unit::Year, Unit::Month, Unit::Day];
    Severity: [Severity::Notice, Severity::Error, Severity::Fatal];
    bool: [false, true];
    usize: [0, 1, 127, 128, 16_383, 16_384, 1 << 31, usize::MAX];
    u32: [0, 1, 300, u32::MAX];
    i32: [0, -1, 1, 63, -64, 64, i32::MIN, i32::MAX];
}

impl Made for u8 {
    fn made(from: &mut Numbers<'_>) -> Self {
        from.next()
    }
}

impl Made for String {
    fn made(from: &mut Numbers<'_>) -> Self {
        let words = ["", "Rask", " ", "\n", "e\u{301}", "北京", "\u{0}", "\"", "🕊", "-a OR b:c"];
        (0..from.below(4)).map(|_| words[from.below(words.len())]).collect()
    }
}

impl<T: Made> Made for Option<T> {
    fn made(from: &mut Numbers<'_>) -> Self {
        bool::made(from).then(|| T::made(from))
    }
}

impl<T: Made> Made for Vec<T> {
    fn made(from: &mut Numbers<'_>) -> Self {
        (0..from.below(4)).map(|_| T::made(from)).collect()
    }
}

impl<A: Made, B: Made> Made for (A, B) {
    fn made(from: &mut Numbers<'_>) -> Self {
        (A::made(from), B::made(from))
    }
}

impl Made for Range<usize> {
    fn made(from: &mut Numbers<'_>) -> Self {
        let (start, end) = Made::made(from);
        start..end
    }
}

impl Made for Date {
    fn made(from: &mut Numbers<'_>) -> Self {
        let (year, month) = ([-1, 0, 1999, 2024, 10_000][from.below(5)], 1 + from.below(12) as u8);
        let day = 1 + from.below(usize::from(days_in_month(year, month))) as u8;
        Self { year, month, day }
    }
}

impl Made for DateRange {
    fn made(from: &mut Numbers<'_>) -> Self {
        let (one, other): (Date, Date) = Made::made(from);
        let (first, last) = (one.min(other), one.max(other));
        match from.below(3) {
            0 => Self::new(Some(first), Some(last)).unwrap(),
            1 => Self::new(None, Some(last)).unwrap(),
            _ => Self::new(Some(first), None).unwrap(),
        }
    }
}

impl Made for Query {
    fn made(from: &mut Numbers<'_>) -> Self {
        let parts = [
            "iran",
            "\"spot price\"",
            "-oil",
            "title:harbour",
            "entity:\"Jonna Rask\"",
            "OR",
            "date:2025-09..",
            "date:soon",
            "about:2018",
            "date:undated",
            "北京",
            "S-400",
            "(",
            "a*",
        ];
        let parts: Vec<_> = (0..from.below(6)).map(|_| parts[from.below(parts.len())]).collect();
        Self::parse(&parts.join(" "))
    }
}

impl Made for Clause {
    fn made(from: &mut Numbers<'_>) -> Self {
        let field = QueryField::made(from);
        let clause = Self::field(field, "Coast \"Courier\"");
        if bool::made(from) { clause.opposite() } else { clause }
    }
}

impl Made for Entity {
    fn made(from: &mut Numbers<'_>) -> Self {
        Self {
            id: Made::made(from),
            kind: Made::made(from),
            name: Made::made(from),
            aliases: Made::made(from),
            same_as: Vec::new(),
            more: Unknown::new(),
        }
    }
}

impl Made for Ask {
    fn made(from: &mut Numbers<'_>) -> Self {
        match from.below(11) {
            0 => Self::Open {
                name: Made::made(from),
                bytes: Made::made(from),
                index: Made::made(from),
                faults: Made::made(from),
            },
            1 => Self::Query(Made::made(from)),
            2 => Self::Article(Made::made(from)),
            3 => Self::Chronology {
                query: Made::made(from),
                offset: Made::made(from),
                limit: Made::made(from),
            },
            4 => Self::Begin,
            5 => Self::Batch { open: Made::made(from), listed: Made::made(from) },
            6 => Self::Found { batch: Made::made(from), json: Made::made(from) },
            7 => Self::Supply { article: Made::made(from), date: Made::made(from) },
            8 => Self::Names(Made::made(from)),
            9 => Self::Part {
                address: Made::made(from),
                file: Made::made(from),
                fault: Made::made(from),
            },
            _ => Self::Count { give_up: Made::made(from) },
        }
    }
}

impl Made for Reply {
    fn made(from: &mut Numbers<'_>) -> Self {
        match from.below(10) {
            0 => Self::Opened(Made::made(from)),
            1 => Self::Refused { fault: Made::made(from), bytes: Made::made(from) },
            2 => Self::Answer(Made::made(from)),
            3 => Self::Article(Made::made(from)),
            4 => Self::Chronology(Made::made(from)),
            5 => Self::Known(Made::made(from)),
            6 => Self::Batch(Made::made(from)),
            7 => Self::Names(Made::made(from)),
            8 => Self::Wants(Made::made(from)),
            _ => Self::Progress(Made::made(from)),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(numbers in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut from = Numbers(&numbers);
        let (ask, reply) = (Ask::made(&mut from), Reply::made(&mut from));
        prop_assert_eq!(read(&write(ask.clone())), Some(ask));
        prop_assert_eq!(read(&write(reply.clone())), Some(reply));
    }

    #[test]
    fn what_was_cut_off_or_goes_on_is_refused(
        numbers in prop::collection::vec(any::<u8>(), 0..200),
        cut in any::<usize>(),
    ) {
        let mut bytes = write(Reply::made(&mut Numbers(&numbers)));
        let end = cut % bytes.len();
        prop_assert!(read::<Reply>(&bytes[..end]).is_none());
        bytes.push(0);
        prop_assert!(read::<Reply>(&bytes).is_none());
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        mut bytes in prop::collection::vec(any::<u8>(), 0..200),
        kind in 0_u8..9,
    ) {
        bytes.insert(0, kind);
        // What is read may have been written in fewer bytes, but means the same.
        if let Some(ask) = read::<Ask>(&bytes) {
            prop_assert_eq!(read(&write(ask.clone())), Some(ask));
        }
        if let Some(reply) = read::<Reply>(&bytes) {
            prop_assert_eq!(read(&write(reply.clone())), Some(reply));
        }
    }
}

#[test]
fn no_room_is_made_for_promises() {
    // A list of 2^60 articles, of which there is none.
    let mut bytes = vec![6];
    bytes.extend(write(1_usize << 60));
    assert_eq!(read::<Reply>(&bytes), None);
    let too_long = [0xFF; 10];
    assert_eq!(read::<usize>(&too_long), None, "more than 64 bits");
    assert_eq!(read::<Date>(&[0, 13, 1]), None, "no such month");
    assert_eq!(read::<DateRange>(&[0, 0]), None, "open at both ends");
    assert_eq!(read::<String>(&[1, 0xFF]), None, "no UTF-8");
}

#[test]
fn small_numbers_are_short() {
    for (number, length) in [(0_usize, 1), (127, 1), (128, 2), (16_384, 3), (usize::MAX, 10)] {
        assert_eq!(write(number).len(), length, "{number}");
    }
    for (number, length) in [(0_i32, 1), (-64, 1), (64, 2), (i32::MIN, 5)] {
        assert_eq!(write(number).len(), length, "{number}");
    }
}
