//! Times of day: “10:30 a.m. EST”, “0900 GMT”, “noon”, with their day where it stands
//! beside them.

use super::{Grammar, Parsed};
use crate::annotate::dates::expression::{DayOf, Dir, Expr, YearOf};
use crate::annotate::dates::lexicon::{Lex, Word};
use crate::annotate::dates::value::{Clock, Part};
use crate::bundle::civil;

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
            Lex::Word(Word::This) => match self.lex(next + 1) {
                Lex::Part(part) => {
                    if part != Part::Morning && clock.hour < 12 {
                        clock.hour += 12;
                    }
                    (DayOf::Step(0), next + 2)
                }
                _ => (DayOf::Unsaid, to),
            },
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
            Some((Clock { hour: hour as u8, minute, second: None, zone: None }, to, sure))
        };
        match self.lex(at) {
            Lex::Hour(_) if self.is_name(at) => None,
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
                // “between 6 and 8 p.m.”
                let joins = matches!(self.lex(next), Lex::Word(Word::And | Word::To))
                    || self.sign(next, &['-', '–']);
                let led = matches!(self.before(at), Lex::Word(Word::Between | Word::From));
                let half = match (self.lex(next + 1), self.lex(next + 2)) {
                    (Lex::Digits(1..=12, 1 | 2), Lex::Meridiem(after_noon)) => Some(after_noon),
                    _ => None,
                };
                if let (true, Some(after_noon), 1..=12) = (joins && led, half, hour) {
                    let hour = hour % 12 + if after_noon { 12 } else { 0 };
                    return clock(hour, minute, next, true);
                }
                minute?;
                clock(hour, minute, next, false)
            }
            // “0900 GMT”, “1500 hrs EST”
            Lex::Digits(digits @ 0..=2359, 4) => {
                let (minute, to) = (digits % 100, at + 1 + usize::from(self.is_hours(at + 1)));
                if minute > 59 || !matches!(self.lex(to), Lex::Zone(_)) {
                    return None;
                }
                clock(digits / 100, Some(minute as u8), to, true)
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

    /// True for the word that stands behind a time in four digits.
    pub(super) fn is_hours(&self, at: usize) -> bool {
        matches!(self.word(at), "hrs" | "hours" | "HRS" | "HOURS")
    }

    /// True for a word with a capital inside a sentence, after another such word.
    fn is_name(&self, at: usize) -> bool {
        let capital = |at: usize| self.word(at).starts_with(char::is_uppercase);
        at > self.start && capital(at) && capital(at - 1) && self.lex(at - 1) == Lex::Other
    }

    /// A day with the time right after it: “12 March 2024, 10:30”.
    pub(super) fn timed_day(&self, at: usize) -> Parsed {
        let (expr, to) = self.date(at)?;
        let Expr::Day(year, month, day) = expr else { return None };
        let next = to + usize::from(self.sign(to, &[',']));
        let (mut clock, mut to, sure) = self.time(next)?;
        if let Lex::Zone(zone) = self.lex(to) {
            clock.zone = Some(zone);
            to += 1;
        }
        (sure || clock.minute.is_some())
            .then_some((Expr::Moment(DayOf::Date(year, month, day), clock), to))
    }

    /// `2024-03-12T10:30:15Z`, as machines write it.
    pub(super) fn machine_time(&self, at: usize) -> Parsed {
        let Lex::Digits(_, 4) = self.lex(at) else { return None };
        let start = self.tokens.get(at)?.start;
        let text = self.text.get(start..)?;
        let (day, rest) = (text.get(..10)?, text.get(10..)?.strip_prefix('T')?);
        let date = civil::parse_day(day)?;
        let two = |text: &str, most: u8| {
            let number: u8 = text.get(..2)?.parse().ok()?;
            (number <= most).then_some(number)
        };
        let (hour, minute) = (two(rest, 24)?, two(rest.get(2..)?.strip_prefix(':')?, 59)?);
        let mut length = 16;
        let seconds = rest.get(5..).and_then(|rest| two(rest.strip_prefix(':')?, 59));
        length += seconds.map_or(0, |_| 3);
        let zone = text.get(length..)?;
        let offset = |zone: &str, sign: i16| {
            let minutes = zone.get(2..).map(|rest| rest.strip_prefix(':').unwrap_or(rest));
            let minutes = minutes.and_then(|rest| two(rest, 59));
            Some(sign * (i16::from(two(zone, 14)?) * 60 + i16::from(minutes.unwrap_or(0))))
        };
        let zone = match zone.as_bytes().first() {
            Some(b'Z') => {
                length += 1;
                Some(0)
            }
            Some(sign @ (b'+' | b'-')) => {
                let found = offset(&zone[1..], if *sign == b'-' { -1 } else { 1 });
                let colon = zone.as_bytes().get(3) == Some(&b':');
                length += found.map_or(0, |_| if colon { 6 } else { 5 });
                found
            }
            _ => None,
        };
        let end = start + length;
        let within = self.tokens[at..self.end.min(self.tokens.len())].iter();
        let count = within.take_while(|token| token.end <= end).count();
        let clock = Clock { hour, minute: Some(minute), second: seconds, zone };
        let day = DayOf::Date(YearOf::Is(date.year), date.month, date.day);
        (count > 0).then_some((Expr::Moment(day, clock), at + count))
    }
}
