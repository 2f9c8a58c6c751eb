//! Times of day: “10:30 a.m. EST”, “0900 GMT”, “noon”, with their day where it stands
//! beside them.

use super::{Grammar, Parsed};
use crate::annotate::dates::expression::{DayOf, Dir, Expr};
use crate::annotate::dates::lexicon::{Lex, Word};
use crate::annotate::dates::value::Clock;

impl Grammar<'_> {
    pub(super) fn clock(&self, at: usize) -> Parsed {
        let (mut clock, mut to, sure) = self.time(at)?;
        let mut zoned = sure;
        if let Lex::Zone(zone) = self.lex(to) {
            clock.zone = Some(zone);
            to += 1;
            zoned = true;
        }
        let led = matches!(
            self.before(at),
            Lex::Word(
                Word::At
                    | Word::Until
                    | Word::By
                    | Word::From
                    | Word::Before
                    | Word::After
                    | Word::About
                    | Word::Since
                    | Word::To
            )
        );
        if !zoned && !led {
            return None;
        }
        // The day may stand right after: “6 a.m. Tuesday”, “9 p.m., March 19”.
        let next = to + usize::from(self.sign(to, &[',']));
        let (day, mut end) = match self.lex(next) {
            Lex::Weekday(day, false) => (DayOf::Weekday(day, Dir::Bare), next + 1),
            Lex::Word(Word::Today) => (DayOf::Step(0), next + 1),
            Lex::Word(Word::Yesterday) => (DayOf::Step(-1), next + 1),
            Lex::Word(Word::Tomorrow) => (DayOf::Step(1), next + 1),
            Lex::Month(..) => match self.month_first(next) {
                Some((Expr::Day(year, month, day), to)) => (DayOf::Date(year, month, day), to),
                _ => (DayOf::Unsaid, to),
            },
            _ => (DayOf::Unsaid, to),
        };
        if let (Lex::Zone(zone), true) = (self.lex(end), end > to) {
            clock.zone = Some(zone);
            end += 1;
        }
        Some((Expr::Moment(day, clock), end))
    }

    /// The time alone; true if its form leaves no doubt.
    fn time(&self, at: usize) -> Option<(Clock, usize, bool)> {
        let clock = |hour: u32, minute, to, sure| {
            Some((Clock { hour: hour as u8, minute, zone: None }, to, sure))
        };
        match self.lex(at) {
            Lex::Hour(hour) => clock(u32::from(hour), None, at + 1, true),
            Lex::Digits(hour @ 0..=24, 1 | 2) => {
                let colon = self.sign(at + 1, &[':']) && self.glued(at + 1) && self.glued(at + 2);
                let (minute, mut next) = match self.lex(at + 2) {
                    Lex::Digits(minute @ 0..=59, 2) if colon => (Some(minute as u8), at + 3),
                    _ if colon => return None,
                    _ => (None, at + 1),
                };
                // Seconds, or the third part of something else.
                if self.sign(next, &[':']) && self.glued(next) {
                    let Lex::Digits(0..=59, 2) = self.lex(next + 1) else { return None };
                    next += 2;
                }
                if let (Lex::Meridiem(after_noon), 1..=12) = (self.lex(next), hour) {
                    let hour = hour % 12 + if after_noon { 12 } else { 0 };
                    return clock(hour, minute, next + 1, true);
                }
                if self.is(next, Word::Clock) && hour <= 12 {
                    return clock(hour, minute, next + 1, true);
                }
                minute?;
                clock(hour, minute, next, false)
            }
            Lex::Digits(digits @ 0..=2359, 4) if matches!(self.lex(at + 1), Lex::Zone(_)) => {
                let minute = digits % 100;
                if minute > 59 {
                    return None;
                }
                clock(digits / 100, Some(minute as u8), at + 1, true)
            }
            Lex::Cardinal(hour @ 1..=12) if self.is(at + 1, Word::Clock) => {
                clock(hour, None, at + 2, true)
            }
            Lex::Cardinal(hour @ 1..=12) => match self.lex(at + 1) {
                Lex::Meridiem(after_noon) => {
                    clock(hour % 12 + if after_noon { 12 } else { 0 }, None, at + 2, true)
                }
                _ => None,
            },
            _ => None,
        }
    }
}
