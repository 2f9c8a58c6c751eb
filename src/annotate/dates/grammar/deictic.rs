//! Expressions that point from another time: “last week”, “two days later”, “that year”.

use super::{Grammar, Parsed};
use crate::annotate::dates::expression::{Count, DayOf, Dir, Expr, From, YearOf};
use crate::annotate::dates::lexicon::{Lex, Vague, Word};
use crate::annotate::dates::value::{Part, Unit};

impl Grammar<'_> {
    pub(super) fn deictic(&self, at: usize) -> Parsed {
        match self.lex(at) {
            // “USA Today”
            Lex::Word(Word::Today)
                if at > self.start
                    && self.word(at).starts_with('T')
                    && self.word(at - 1).starts_with(char::is_uppercase) =>
            {
                None
            }
            Lex::Word(Word::Today) => self.named_day(at, 0),
            Lex::Word(Word::Yesterday) => self.named_day(at, -1),
            Lex::Word(Word::Tomorrow) => self.named_day(at, 1),
            Lex::Word(Word::Tonight) => Some((Expr::DayPart(DayOf::Step(0), Part::Night), at + 1)),
            Lex::Word(Word::Overnight) => {
                Some((Expr::DayPart(DayOf::Step(-1), Part::Night), at + 1))
            }
            Lex::Word(Word::The) => self.the_pointed(at + 1),
            Lex::Word(Word::Last) => self.pointed(at + 1, Dir::Last),
            Lex::Word(Word::This) => self.pointed(at + 1, Dir::This),
            Lex::Word(Word::Next) => self.pointed(at + 1, Dir::Next),
            Lex::Word(Word::That) => {
                let same = usize::from(self.is(at + 1, Word::Same));
                self.pointed(at + 1 + same, Dir::That)
            }
            Lex::Word(Word::These) => match self.lex(at + 1) {
                Lex::Unit(Unit::Day, true) => Some((Expr::Vague(Vague::Present), at + 2)),
                _ => None,
            },
            Lex::Word(
                Word::Past | Word::Previous | Word::Recent | Word::Coming | Word::Following,
            ) => self.stretch(at),
            Lex::Word(Word::Early | Word::Late) if self.is(at + 1, Word::The) => {
                // “early the next morning”
                self.the_pointed(at + 2)
            }
            Lex::Unit(unit, false) => self.unit_earlier(at, unit),
            Lex::Part(_) => self.part_of_named_day(at),
            _ => self.counted(at),
        }
    }

    /// “yesterday”, “yesterday morning”.
    fn named_day(&self, at: usize, days: i32) -> Parsed {
        match self.lex(at + 1) {
            Lex::Part(part) => Some((Expr::DayPart(DayOf::Step(days), part), at + 2)),
            _ => Some((Expr::Step(Unit::Day, days, From::Writing), at + 1)),
        }
    }

    /// “afternoon yesterday”
    fn part_of_named_day(&self, at: usize) -> Parsed {
        let Lex::Part(part) = self.lex(at) else { return None };
        let step = match self.lex(at + 1) {
            Lex::Word(Word::Today) => 0,
            Lex::Word(Word::Yesterday) => -1,
            Lex::Word(Word::Tomorrow) => 1,
            _ => return None,
        };
        Some((Expr::DayPart(DayOf::Step(step), part), at + 2))
    }

    /// “morning of June 6, 1944”
    fn part_of_date(&self, at: usize, part: Part) -> Parsed {
        let of = self.is(at + 1, Word::Of);
        match self.date(at + 2).filter(|_| of)? {
            (Expr::Day(year, month, day), to) => {
                Some((Expr::DayPart(DayOf::Date(year, month, day), part), to))
            }
            (Expr::Weekday(day, dir), to) => {
                Some((Expr::DayPart(DayOf::Weekday(day, dir), part), to))
            }
            _ => None,
        }
    }

    /// “mid-afternoon yesterday”, “late morning”.
    pub(super) fn modified_part(&self, at: usize) -> Parsed {
        let Lex::Part(part) = self.lex(at) else { return None };
        Some((Expr::DayPart(DayOf::Unsaid, part), at + 1))
    }

    /// What `last`, `this`, `next` and `that` point at.
    fn pointed(&self, at: usize, dir: Dir) -> Parsed {
        let step = match dir {
            Dir::Last | Dir::Before => -1,
            Dir::Next | Dir::After => 1,
            _ => 0,
        };
        let from = match dir {
            Dir::That | Dir::Before | Dir::After => From::Told,
            _ => From::Writing,
        };
        match self.lex(at) {
            Lex::Unit(Unit::Second | Unit::Minute | Unit::Hour, false) => None,
            Lex::Unit(Unit::Day, false) if matches!(dir, Dir::This | Dir::Last) => None,
            Lex::Unit(unit, false) => {
                if let Some(found) = self.part_of_year(at, unit, step, from) {
                    return Some(found);
                }
                // “that day’s”, “that century-old quay”
                if self.sign(at + 1, &['-']) && self.glued(at + 1) && self.glued(at + 2) {
                    return None;
                }
                Some((Expr::Step(unit, step, from), at + 1))
            }
            Lex::Weekday(day, false) => Some(match self.lex(at + 1) {
                Lex::Part(part) => (Expr::DayPart(DayOf::Weekday(day, dir), part), at + 2),
                _ => (Expr::Weekday(day, dir), at + 1),
            }),
            Lex::Weekend => Some((Expr::Weekend(dir), at + 1)),
            Lex::Month(month, _) => {
                if let (Lex::Digits(day @ 1..=31, 1 | 2), true) =
                    (self.lex(at + 1), dir != Dir::This)
                {
                    return Some((Expr::Day(YearOf::Unsaid, month, day as u8), at + 2));
                }
                Some((Expr::Month(YearOf::Unsaid, month, dir), at + 1))
            }
            Lex::Season(..) => self.season(at, dir),
            Lex::Holiday(_) => self.holiday(at, YearOf::Step(step)),
            Lex::Part(part) => {
                let day = match (dir, part) {
                    (Dir::Last, Part::Night) => DayOf::Step(-1),
                    (Dir::This, _) => DayOf::Step(0),
                    (Dir::That, _) => DayOf::Told,
                    (Dir::Next | Dir::After, _) => DayOf::ToldStep(1),
                    (Dir::Before, _) => DayOf::ToldStep(-1),
                    _ => return None,
                };
                Some((Expr::DayPart(day, part), at + 1))
            }
            _ => self.stretch_after(at, dir),
        }
    }

    /// “next year’s first quarter”
    fn part_of_year(&self, at: usize, unit: Unit, step: i32, from: From) -> Parsed {
        let possessive = matches!(self.word(at + 1), "'s" | "’s");
        if unit != Unit::Year || !possessive || from == From::Told {
            return None;
        }
        match self.lex(at + 2) {
            Lex::Ordinal(_) => self.ordinal(at + 2, YearOf::Step(step)),
            _ => None,
        }
    }

    /// What `the` belongs to: “the next day”, “the past two years”, “the same month”.
    fn the_pointed(&self, at: usize) -> Parsed {
        let told = |unit, step, to| Some((Expr::Step(unit, step, From::Told), to));
        match self.lex(at) {
            Lex::Word(Word::Next) | Lex::Word(Word::Following) => match self.lex(at + 1) {
                Lex::Unit(Unit::Decade | Unit::Century, false) => {
                    self.stretch_after(at + 1, Dir::After)
                }
                Lex::Unit(unit, false) if self.or_so(at + 2) > at + 2 => {
                    told(unit, 1, self.or_so(at + 2))
                }
                _ => self.pointed(at + 1, Dir::After),
            },
            Lex::Word(Word::Previous) => self.pointed(at + 1, Dir::Before),
            Lex::Word(Word::Same) => match self.lex(at + 1) {
                Lex::Unit(Unit::Second | Unit::Minute | Unit::Hour, _) => None,
                _ => self.pointed(at + 1, Dir::That),
            },
            Lex::Word(Word::Last) => match self.lex(at + 1) {
                Lex::Unit(Unit::Year, false) => {
                    Some((Expr::Step(Unit::Year, -1, From::Writing), at + 2))
                }
                _ => self.stretch_after(at + 1, Dir::Last),
            },
            Lex::Word(Word::Coming)
                if !matches!(self.lex(at + 1), Lex::Unit(..) | Lex::Cardinal(_)) =>
            {
                self.pointed(at + 1, Dir::Next)
            }
            Lex::Word(Word::Past | Word::Coming | Word::Recent) => self.stretch(at),
            Lex::Word(Word::Latest) => match self.lex(at + 1) {
                Lex::Unit(Unit::Quarter, false) | Lex::Word(Word::Period) => {
                    Some((Expr::QuarterTold(0), at + 2))
                }
                Lex::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year), false) => {
                    Some((Expr::The(unit), at + 2))
                }
                _ => None,
            },
            // “the year-earlier quarter”, “the year-ago period”
            Lex::Unit(Unit::Year, false) if self.past_hyphen(at + 1) > at + 1 => {
                self.year_earlier(at)
            }
            Lex::Unit(unit, false) => self.the_unit(at, unit),
            Lex::Weekend => Some((Expr::Weekend(Dir::Bare), at + 1)),
            Lex::Part(part) if self.part_of_date(at, part).is_some() => self.part_of_date(at, part),
            Lex::Part(part) => {
                let preposition = matches!(
                    self.before(at - 1),
                    Lex::Word(
                        Word::In | Word::During | Word::Through | Word::By | Word::Of | Word::Over
                    )
                );
                preposition.then_some((Expr::DayPart(DayOf::Unsaid, part), at + 1))
            }
            Lex::Word(Word::Whole) => match self.lex(at + 1) {
                Lex::Unit(
                    unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Quarter),
                    false,
                ) => Some((Expr::The(unit), at + 2)),
                _ => None,
            },
            _ => {
                self.counted(at).filter(|(expr, _)| matches!(expr, Expr::Step(..))).or_else(|| {
                    // “the four previous weeks”, “the nine months”
                    let (count, next) = self.count(at)?;
                    let next = next
                        + usize::from(matches!(
                            self.lex(next),
                            Lex::Word(Word::Previous | Word::Past | Word::Following)
                        ));
                    let Lex::Unit(unit, true) = self.lex(next) else { return None };
                    (!count.vague).then_some((Expr::Length(unit, count), next + 1))
                })
            }
        }
    }

    /// “the week”, “the day before yesterday”, “the day after”.
    fn the_unit(&self, at: usize, unit: Unit) -> Parsed {
        let told = |step, to| Some((Expr::Step(unit, step, From::Told), to));
        match self.lex(at + 1) {
            Lex::Word(Word::Before) if self.is(at + 2, Word::Yesterday) => {
                Some((Expr::Step(Unit::Day, -2, From::Writing), at + 3))
            }
            Lex::Word(Word::After) if self.is(at + 2, Word::Tomorrow) => {
                Some((Expr::Step(Unit::Day, 2, From::Writing), at + 3))
            }
            Lex::Word(Word::Before | Word::After)
                if self.before(at - 1) == Lex::Word(Word::In) && unit == Unit::Day =>
            {
                Some((Expr::The(unit), at + 1))
            }
            Lex::Word(Word::Before | Word::Previous | Word::Earlier) if unit >= Unit::Day => {
                told(-1, at + 2)
            }
            Lex::Word(Word::After | Word::Following) if unit >= Unit::Day => told(1, at + 2),
            Lex::Word(Word::Later) if unit >= Unit::Day => told(1, at + 2),
            // “late in the day”, “ended the day lower”
            _ if unit == Unit::Day => {
                let before = self.before(at - 1);
                let led = matches!(before, Lex::Word(Word::In | Word::Of))
                    || matches!(
                        self.word(at.wrapping_sub(2)),
                        "ended" | "ending" | "closed" | "finished"
                    );
                let bare = self.word(at + 1).is_empty()
                    || matches!(
                        self.lex(at + 1),
                        Lex::Sign(_) | Lex::Word(Word::After | Word::At | Word::In)
                    )
                    || self.word(at + 1) == "down"
                    || self.word(at + 1) == "up";
                (led && bare).then_some((Expr::The(unit), at + 1))
            }
            // “the quarter-deck”
            Lex::Sign('-') if self.glued(at + 1) => None,
            _ => match unit {
                // “the day the quay fell” is not a time that can be reckoned.
                Unit::Year if matches!(self.word(at + 1), "ended" | "ending") => Some((
                    Expr::Length(unit, Count { whole: 1, half: false, vague: false }),
                    at + 1,
                )),
                // “the end of the month”, “later in the week”
                Unit::Week | Unit::Month
                    if matches!(self.before(at - 1), Lex::Word(Word::Of | Word::In))
                        && !self.is(at + 1, Word::Of) =>
                {
                    Some((Expr::Step(unit, 0, From::Writing), at + 1))
                }
                Unit::Week | Unit::Month | Unit::Year => {
                    let noun = self.is(at + 1, Word::Of);
                    (!noun).then_some((Expr::The(unit), at + 1))
                }
                Unit::Quarter => {
                    let share = self.is(at + 1, Word::Of);
                    (!share).then_some((Expr::QuarterTold(0), at + 1))
                }
                _ => None,
            },
        }
    }

    /// “year-earlier”, “year-ago quarter”: one past it.
    fn year_earlier(&self, at: usize) -> Parsed {
        let next = self.past_hyphen(at + 1);
        if next == at + 1 || !matches!(self.lex(next), Lex::Word(Word::Earlier | Word::Ago)) {
            return None;
        }
        let noun =
            matches!(self.lex(next + 1), Lex::Unit(Unit::Quarter, false) | Lex::Word(Word::Period));
        Some((Expr::QuarterTold(-1), next + 1 + usize::from(noun)))
    }

    fn unit_earlier(&self, at: usize, unit: Unit) -> Parsed {
        let hyphen = self.past_hyphen(at + 1) > at + 1;
        // “year-end”
        if unit == Unit::Year && hyphen && self.is(self.past_hyphen(at + 1), Word::End) {
            return Some((Expr::The(Unit::Year), self.past_hyphen(at + 1) + 1));
        }
        if unit == Unit::Year && hyphen { self.year_earlier(at) } else { None }
    }

    /// `past`, `recent` and their like before a unit: “the past week”, “recent years”.
    fn stretch(&self, at: usize) -> Parsed {
        let one = Count { whole: 1, half: false, vague: false };
        let many = Count { whole: 0, half: false, vague: true };
        match (self.lex(at), self.lex(at + 1)) {
            (Lex::Word(Word::Past), Lex::Unit(unit, false)) => {
                let led = self.before(at) == Lex::Word(Word::The);
                led.then_some((Expr::Length(unit, one), at + 2))
            }
            (Lex::Word(Word::Coming), Lex::Unit(_, true)) => {
                Some((Expr::Vague(Vague::Future), at + 2))
            }
            (Lex::Word(Word::Coming), Lex::Unit(unit, false)) => {
                Some((Expr::Step(unit, 1, From::Writing), at + 2))
            }
            (
                Lex::Word(Word::Recent | Word::Past | Word::Previous | Word::Following),
                Lex::Unit(unit, true),
            ) => Some((Expr::Length(unit, many), at + 2)),
            (Lex::Word(Word::Past | Word::Previous | Word::Coming | Word::Following), _) => {
                let (count, next) = self.count(at + 1)?;
                let Lex::Unit(unit, true) = self.lex(next) else { return None };
                Some((Expr::Length(unit, count), self.or_so(next + 1)))
            }
            _ => None,
        }
    }

    /// `last` and `next` before a number: “last three years”.
    fn stretch_after(&self, at: usize, dir: Dir) -> Parsed {
        if let Lex::Unit(unit, plural) = self.lex(at) {
            let whole = u32::from(!plural);
            let count = Count { whole, half: false, vague: plural };
            let fits = matches!(dir, Dir::Last | Dir::Next | Dir::Before | Dir::After);
            return fits.then_some((Expr::Length(unit, count), at + 1));
        }
        let (count, next) = self.count(at)?;
        let Lex::Unit(unit, _) = self.lex(next) else { return None };
        let fits = !matches!(dir, Dir::This | Dir::That);
        fits.then_some((Expr::Length(unit, count), self.or_so(next + 1)))
    }

    /// One past “or so”.
    pub(super) fn or_so(&self, at: usize) -> usize {
        at + 2 * usize::from(self.is(at, Word::Or) && self.is(at + 1, Word::So))
    }
}
