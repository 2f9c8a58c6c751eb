//! What is counted from another date: weekdays, weekends, steps of units, times of a day.

use super::{Found, Resolver};
use crate::annotate::dates::expression::{DayOf, Dir, From};
use crate::annotate::dates::mode::{Mode, Tense};
use crate::annotate::dates::value::{
    Clock, Part, Unit, Value, monday, plus_days, plus_months, weekday,
};
use crate::annotate::dates::written;
use crate::bundle::Basis;
use crate::bundle::civil::Date;

impl Resolver {
    /// The day of a weekday.
    pub(super) fn weekday_date(&self, day: u8, dir: Dir) -> Option<(Date, Basis, &'static str)> {
        let from = match dir {
            Dir::That | Dir::Before | Dir::After => From::Told,
            _ => From::Writing,
        };
        let base = self.base(from)?.day()?;
        let behind = (i32::from(weekday(base)) - i32::from(day)).rem_euclid(7);
        let ahead = (7 - behind) % 7;
        let back = |days: i32, rule| Some((plus_days(base, -days)?, Basis::NearestPast, rule));
        let forth = |days: i32, rule| Some((plus_days(base, days)?, Basis::NearestFuture, rule));
        let all = |days: i32| if days == 0 { 7 } else { days };
        match dir {
            Dir::Last => back(all(behind), "the last such day before the issue date"),
            Dir::Next => forth(all(ahead), "the next such day after the issue date"),
            Dir::This => forth(ahead, "the coming such day"),
            Dir::Before => back(all(behind), "the last such day before that"),
            Dir::After => forth(all(ahead), "the next such day after that"),
            Dir::That if behind <= 3 => back(behind, "the nearest such day"),
            Dir::That => forth(ahead, "the nearest such day"),
            Dir::Bare if self.mode == Mode::Narrative => {
                forth(ahead, "the next such day of the story")
            }
            Dir::Bare if matches!(self.tense, Tense::Future | Tense::Present) => {
                forth(ahead, "the next such day after the issue date")
            }
            Dir::Bare => back(behind, "the last such day before the issue date"),
        }
    }

    pub(super) fn weekday(&self, day: u8, dir: Dir) -> Found {
        self.weekday_date(day, dir)
            .map(|(date, basis, rule)| (Value::Day(date), basis, rule))
            .ok_or((format!("XXXX-WXX-{day}"), "the day of the week nearest the issue date"))
    }

    pub(super) fn weekend(&self, dir: Dir) -> Found {
        let from = match dir {
            Dir::That | Dir::Before | Dir::After => From::Told,
            _ => From::Writing,
        };
        let open = ("XXXX-WXX-WE".to_owned(), "the weekend nearest the issue date");
        let found = (|| {
            let base = self.base(from)?.day()?;
            let own = plus_days(monday(base)?, 5)?;
            let weeks = match dir {
                Dir::Last | Dir::Before => -1,
                Dir::Next | Dir::After => 1,
                Dir::This | Dir::That => 0,
                // Of the week that ends, or on its first days the one before.
                Dir::Bare if self.tense == Tense::Future || weekday(base) >= 5 => 0,
                Dir::Bare => -1,
            };
            plus_days(own, 7 * weeks)
        })();
        found
            .map(|saturday| {
                (Value::Weekend(saturday), Basis::Relative, "a weekend counted in weeks")
            })
            .ok_or(open)
    }

    pub(super) fn step(&self, unit: Unit, count: i32, from: From) -> Found {
        let rule = match (from, self.mode) {
            (From::Writing, Mode::News) => "counted from the issue date",
            _ => "counted from the date told before",
        };
        let open = || (written::open(unit).to_owned(), rule);
        let base = self.base(from).ok_or_else(open)?;
        let value = (|| {
            Some(match unit {
                Unit::Second | Unit::Minute | Unit::Hour => return None,
                Unit::Day => {
                    let day = base.day().or(self.day.filter(|_| from != From::Writing));
                    Value::Day(plus_days(day?, count)?)
                }
                Unit::Week | Unit::Fortnight => {
                    let weeks = count.checked_mul(if unit == Unit::Week { 7 } else { 14 })?;
                    let day = match base {
                        Value::Week(day) => day,
                        other => other.day()?,
                    };
                    Value::Week(plus_days(monday(day)?, weeks)?)
                }
                Unit::Month => {
                    let (year, month) = base.month()?;
                    let (year, month) = plus_months(year, month, count);
                    Value::Month(year, month)
                }
                Unit::Quarter => {
                    let (year, month) = base.month()?;
                    let (year, month) = plus_months(year, month, count * 3);
                    Value::Quarter(year, month.div_ceil(3))
                }
                Unit::Year => Value::Year(base.year()? + count),
                Unit::Decade if from == From::Told || count.abs() == 1 && from == From::Writing => {
                    Value::Decade(base.year()?.div_euclid(10) + count)
                }
                Unit::Decade => Value::Year(base.year()? + count * 10),
                Unit::Century => Value::Century(base.year()?.div_euclid(100) + count),
            })
        })();
        // Years outside the four digits are not reckoned with.
        let value = value.filter(|value| value.first_day().is_some()).ok_or_else(open)?;
        Ok((value, Basis::Relative, rule))
    }

    pub(super) fn the(&self, unit: Unit) -> Found {
        let open = (written::open(unit).to_owned(), "of which, the text does not say");
        let base = match self.mode {
            Mode::News => self.issued.map(Value::Day),
            Mode::Narrative => self.told,
        };
        let value = match (unit, self.mode) {
            (Unit::Year, _) => {
                let nearby = self.year.filter(|(_, at)| *at == self.sentence).map(|(year, _)| year);
                nearby.or_else(|| base?.year()).map(Value::Year)
            }
            (Unit::Day, _) => self.day.or(self.issued).map(Value::Day),
            (Unit::Month, Mode::Narrative) => {
                base.and_then(Value::month).map(|(year, month)| Value::Month(year, month))
            }
            _ => None,
        };
        value.map(|value| (value, Basis::Relative, "the one that is spoken of")).ok_or(open)
    }

    pub(super) fn date_of(&self, day: DayOf) -> Option<(Date, Basis, &'static str)> {
        let rule = "a time of the day told before";
        let counted = |date: Date, days| Some((plus_days(date, days)?, Basis::Relative, rule));
        match day {
            DayOf::Unsaid => counted(self.day.or(self.issued)?, 0),
            DayOf::Told => counted(self.spoken_of()?.day()?, 0),
            DayOf::ToldStep(days) => counted(self.spoken_of()?.day()?, days),
            DayOf::Step(days) => {
                let date = plus_days(self.writing()?.day()?, days)?;
                Some((date, Basis::Relative, "a time of day, counted from the issue date"))
            }
            DayOf::Weekday(day, dir) => self.weekday_date(day, dir),
            DayOf::Date(year, month, day) => match self.day(year, month, day) {
                Ok((value, basis, rule)) => Some((value.day()?, basis, rule)),
                Err(_) => None,
            },
        }
    }

    pub(super) fn day_part(&self, day: DayOf, part: Part) -> Found {
        self.date_of(day)
            .map(|(date, basis, rule)| (Value::DayPart(date, part), basis, rule))
            .ok_or_else(|| {
                (format!("XXXX-XX-XXT{}", part.letters()), "a part of a day told nearby")
            })
    }

    pub(super) fn moment(&self, day: DayOf, clock: Clock) -> Found {
        self.date_of(day)
            .map(|(date, basis, rule)| (Value::Moment(date, clock), basis, rule))
            .ok_or_else(|| (format!("XXXX-XX-XX{}", clock.timex()), "a time of a day told nearby"))
    }
}
