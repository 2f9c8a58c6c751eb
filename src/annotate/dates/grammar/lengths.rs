//! Numbers of units: lengths of time, what is counted by them from another time, and what
//! comes again (“about two weeks”, “two weeks ago”, “every day”).

use super::{Grammar, Parsed};
use crate::annotate::dates::expression::{Count, Expr, From};
use crate::annotate::dates::lexicon::{Lex, Vague, Word};
use crate::annotate::dates::value::Unit;

impl Grammar<'_> {
    /// A number, or words for one that is not told.
    pub(super) fn count(&self, at: usize) -> Option<(Count, usize)> {
        let whole = |whole, next| Some((Count { whole, half: false, vague: false }, next));
        let vague = |next| Some((Count { whole: 0, half: false, vague: true }, next));
        let found = match self.lex(at) {
            Lex::Digits(number, 1..=5) => {
                // “6 1/2 months” and the 5 of “2-5” are left alone.
                whole(number, at + 1)
            }
            Lex::Cardinal(tens) if tens >= 20 => {
                let next = self.past_hyphen(at + 1);
                match self.lex(next) {
                    Lex::Cardinal(ones @ 1..=9) if tens < 100 => whole(tens + ones, next + 1),
                    _ => whole(tens, at + 1),
                }
            }
            Lex::Cardinal(1) if self.lex(at + 1) == Lex::Cardinal(100) => whole(100, at + 2),
            Lex::Cardinal(ones) if self.lex(at + 1) == Lex::Cardinal(100) => {
                whole(ones * 100, at + 2)
            }
            Lex::Cardinal(number) => whole(number, at + 1),
            Lex::Word(Word::Several | Word::Many | Word::Few) => vague(at + 1),
            Lex::Word(Word::Couple) => {
                let of = usize::from(self.is(at + 1, Word::Of));
                whole(2, at + 1 + of)
            }
            Lex::Word(Word::Dozen) => whole(12, at + 1),
            Lex::Word(Word::A) => match self.lex(at + 1) {
                Lex::Word(Word::Couple | Word::Few | Word::Dozen) => self.count(at + 1),
                Lex::Word(Word::Half) => None,
                Lex::Cardinal(100) => whole(100, at + 2),
                _ => whole(1, at + 1),
            },
            Lex::Word(Word::Half) => {
                let article = usize::from(self.is(at + 1, Word::A));
                let count = Count { whole: 0, half: true, vague: false };
                (article == 1).then_some((count, at + 2))
            }
            _ => None,
        }?;
        let (mut count, mut next) = found;
        // “two and a half years”
        if self.is(next, Word::And) && self.is(next + 1, Word::A) && self.is(next + 2, Word::Half) {
            count.half = true;
            next += 3;
        }
        if self.is(next, Word::More) {
            next += 1;
        }
        Some((count, next))
    }

    /// One past “about”, “more than”, “close to”, if such words stand there.
    pub(super) fn past_approximation(&self, at: usize) -> Option<usize> {
        match (self.lex(at), self.lex(at + 1)) {
            (Lex::Word(Word::About | Word::Over | Word::Nearly | Word::Almost), _) => Some(at + 1),
            (Lex::Word(Word::More | Word::Less), Lex::Word(Word::Than)) => Some(at + 2),
            (Lex::Word(Word::Close | Word::Up), Lex::Word(Word::To)) => Some(at + 2),
            _ => None,
        }
    }

    /// “two weeks”, “a two-week”, “half an hour”, “a year and a half”, “years”.
    pub(super) fn length(&self, at: usize) -> Parsed {
        if let Lex::Unit(unit, true) = self.lex(at) {
            return self.bare_units(at, unit);
        }
        let start = self.past_approximation(at).unwrap_or(at);
        let (mut count, next) = self.count(start)?;
        let hyphen = self.past_hyphen(next);
        let mut next = hyphen;
        if matches!(self.lex(next), Lex::Word(Word::Whole)) {
            next += 1;
        }
        let (unit, plural) = match self.lex(next) {
            Lex::Unit(unit, plural) => (unit, plural),
            Lex::Ordinal(2) if count.whole == 1 && next == start + 1 && start > at => {
                (Unit::Second, false)
            }
            _ => return None,
        };
        if plural && count.whole == 1 && self.is(start, Word::A) {
            return None; // of “a months-long strike” the months count
        }
        let single = self.is(start, Word::A) && !count.vague && count.whole == 1;
        let mut to = next + 1;
        let tied = hyphen > start + 1 && self.sign(hyphen - 1, &['-', '‑', '–']);
        // Ages, and “a 20-minute-old”.
        let after = self.past_hyphen(to);
        if self.is(after, Word::Old) {
            return None;
        }
        if tied && after > to && self.is(after, Word::Long) {
            to = after + 1;
        }
        // “about a quarter”, “three quarters of the vote” are shares.
        if unit == Unit::Quarter && (!plural || tied || self.is(to, Word::Of)) {
            return None;
        }
        if single && start == at && !tied {
            return self.single(at, unit, to);
        }
        if self.is(to, Word::And) && self.is(to + 1, Word::A) && self.is(to + 2, Word::Half) {
            count.half = true;
            to += 3;
        }
        if let Some(found) = self.and_length(to, unit, count.whole) {
            return Some(found);
        }
        Some((Expr::Length(unit, count), self.or_so(to)))
    }

    /// “and six months”, after “a year”.
    fn and_length(&self, at: usize, unit: Unit, whole: u32) -> Parsed {
        let and = at + usize::from(self.is(at, Word::And) || self.sign(at, &[',']));
        let (count, next) = self.count(and)?;
        let Lex::Unit(smaller, _) = self.lex(next) else { return None };
        let fits = smaller < unit && whole > 0 && count.whole > 0 && !count.half && !count.vague;
        // “two days and one night” are no length; nor is “three years, two days later”.
        let joined = (and > at && !self.sign(at, &[','])) || unit <= Unit::Hour;
        (fits && joined && unit != Unit::Fortnight && smaller != Unit::Fortnight)
            .then_some((Expr::LengthAnd(unit, whole, smaller, count.whole), next + 1))
    }

    /// “a week”: a length, or how often (“40 a week”).
    fn single(&self, at: usize, unit: Unit, to: usize) -> Parsed {
        let number =
            |at: usize| matches!(self.lex(at), Lex::Digits(..) | Lex::Amount | Lex::Cardinal(_));
        let counted = at.checked_sub(1).is_some_and(number)
            || at.checked_sub(2).is_some_and(|two| {
                number(two) && !matches!(self.before(at), Lex::Word(_) | Lex::Sign(_) | Lex::Past)
            })
            || matches!(self.before(at), Lex::Word(Word::Times | Word::Once));
        if counted {
            return Some((Expr::Every(unit, 1), to));
        }
        let mut count = Count { whole: 1, half: false, vague: false };
        if self.is(to, Word::And) && self.is(to + 1, Word::A) && self.is(to + 2, Word::Half) {
            count.half = true;
            return Some((Expr::Length(unit, count), to + 3));
        }
        // “a day of rest”, “a quarter of the vote”: not how long.
        if unit == Unit::Quarter || unit == Unit::Day && self.is(to, Word::Of) {
            return None;
        }
        Some((Expr::Length(unit, count), to))
    }

    /// “for years”, “in minutes”.
    fn bare_units(&self, at: usize, unit: Unit) -> Parsed {
        let led = matches!(
            self.before(at),
            Lex::Word(Word::For | Word::In | Word::Within | Word::Of | Word::After | Word::Over)
        );
        let of = self.is(at + 1, Word::Of) && unit >= Unit::Day && unit != Unit::Quarter;
        let later = match self.lex(at + 1) {
            Lex::Word(Word::Later) => Some(true),
            Lex::Word(Word::Earlier | Word::Ago) => Some(false),
            _ => None,
        };
        if let Some(later) = later {
            return Some((Expr::VagueStep(unit, later), at + 2));
        }
        let long = self.past_hyphen(at + 1);
        if long > at + 1 && self.is(long, Word::Long) {
            return Some((
                Expr::Length(unit, Count { whole: 0, half: false, vague: true }),
                long + 1,
            ));
        }
        let after_of = self.before(at) != Lex::Word(Word::Of) || of;
        let fits = (led && after_of || of) && unit != Unit::Quarter;
        let count = Count { whole: 0, half: false, vague: true };
        fits.then_some((Expr::Length(unit, count), at + 1))
    }

    /// What comes again.
    pub(super) fn set(&self, at: usize) -> Parsed {
        match self.lex(at) {
            Lex::Word(Word::Every | Word::Each) => {
                let other = usize::from(self.is(at + 1, Word::Other));
                let next = at + 1 + other;
                match self.lex(next) {
                    Lex::Unit(unit, false) => Some((Expr::Every(unit, 1 + other as u32), next + 1)),
                    Lex::Weekday(day, false) => Some((Expr::EveryWeekday(day), next + 1)),
                    Lex::Month(month, _) => Some((Expr::EveryMonth(month), next + 1)),
                    Lex::Season(season, _) => Some((Expr::EverySeason(season), next + 1)),
                    Lex::Part(part) => Some((Expr::EveryPart(part), next + 1)),
                    Lex::Weekend => Some((Expr::EveryWeekend, next + 1)),
                    _ => {
                        let (count, next) = self.count(next)?;
                        let Lex::Unit(unit, true) = self.lex(next) else { return None };
                        (!count.vague).then_some((Expr::Every(unit, count.whole), next + 1))
                    }
                }
            }
            // “twice a week”, “three times a day”
            Lex::Word(Word::Once) | Lex::Cardinal(_) | Lex::Digits(..) => {
                let next = at + 1 + usize::from(self.is(at + 1, Word::Times));
                let counts = self.is(at, Word::Once) || next > at + 1;
                let led = self.is(next, Word::A) || self.is(next, Word::Per);
                match self.lex(next + 1) {
                    Lex::Unit(unit, false) if counts && led => {
                        Some((Expr::Every(unit, 1), next + 2))
                    }
                    _ => None,
                }
            }
            Lex::Word(Word::Per) => match self.lex(at + 1) {
                Lex::Unit(unit, false) => Some((Expr::Every(unit, 1), at + 2)),
                _ => None,
            },
            Lex::Weekdays(day) => Some((Expr::EveryWeekday(day), at + 1)),
            Lex::Adverb(unit) => {
                // “Daily Telegraph” is a name.
                let capital = self.word(at).starts_with(char::is_uppercase) && at > self.start;
                (!capital).then_some((Expr::Every(unit, 1), at + 1))
            }
            _ => None,
        }
    }

    /// “two weeks ago”, “a year earlier”, “three days after that”.
    pub(super) fn counted(&self, at: usize) -> Parsed {
        let at = self.past_approximation(at).unwrap_or(at);
        let (count, next) = self.count(at)?;
        let Lex::Unit(unit, _) = self.lex(next) else { return None };
        let (from, sign, to) = match self.lex(next + 1) {
            Lex::Word(Word::Ago) => (From::Writing, -1, next + 2),
            Lex::Word(Word::Hence) => (From::Writing, 1, next + 2),
            Lex::Word(Word::From) if self.lex(next + 2) == Lex::Vague(Vague::Present) => {
                (From::Writing, 1, next + 3)
            }
            Lex::Word(Word::From) if self.is(next + 2, Word::Today) => (From::Writing, 1, next + 3),
            Lex::Word(Word::Later) => (From::Told, 1, next + 2),
            Lex::Word(Word::Earlier | Word::Previously) => (From::Told, -1, next + 2),
            Lex::Word(Word::Before) if self.is(next + 2, Word::That) => (From::Told, -1, next + 3),
            Lex::Word(Word::After) if self.is(next + 2, Word::That) => (From::Told, 1, next + 3),
            // “two days after the siege”: from what was told before, where that is a day.
            Lex::Word(Word::After) => (From::Event, 1, next + 2),
            Lex::Word(Word::Before) => (From::Event, -1, next + 2),
            _ => return None,
        };
        let to = if from == From::Event { to - 1 } else { to };
        if count.vague {
            return Some((Expr::VagueStep(unit, sign > 0), to));
        }
        if unit < Unit::Day {
            return None; // a length, and what follows it
        }
        if unit == Unit::Year && count.whole == 1 && !count.half && sign < 0 && from != From::Event
        {
            return Some((Expr::YearEarlier(from), to));
        }
        let whole = i32::try_from(count.whole).ok().filter(|n| *n < 10_000)?;
        // Half a unit: counted in a smaller one, where that comes out even.
        let (unit, whole) = match (count.half, unit) {
            (false, unit) => (unit, whole),
            (true, Unit::Year) => (Unit::Month, whole * 12 + 6),
            (true, Unit::Decade) => (Unit::Year, whole * 10 + 5),
            (true, Unit::Century) => (Unit::Year, whole * 100 + 50),
            (true, unit) => (unit, whole),
        };
        Some((Expr::Step(unit, sign * whole, from), to))
    }
}
