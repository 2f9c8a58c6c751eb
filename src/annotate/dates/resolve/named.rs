//! What the calendar has a name for: days and months without a year, quarters, seasons,
//! feasts. It must not count from any date: that is for `counted`.

use super::{Found, Resolver};
use crate::annotate::dates::calendar::holiday;
use crate::annotate::dates::expression::{Dir, From, YearOf};
use crate::annotate::dates::mode::{Mode, Tense};
use crate::annotate::dates::value::{Season, Value};
use crate::bundle::Basis;
use crate::bundle::civil::Date;

impl Resolver {
    pub(super) fn day(&self, year: YearOf, month: u8, day: u8) -> Found {
        let rule = "a day of the year nearest the issue date";
        let open = || (format!("XXXX-{month:02}-{day:02}"), rule);
        let said = self.year_of(year).map(|(year, basis)| (year, basis, "a date"));
        let reach = |year| Date::new(year, month, day).map(|date| (date, date));
        let found = match year {
            YearOf::Unsaid => self.unsaid_year(month, reach),
            _ => said,
        };
        let (year, basis, rule) = found.ok_or_else(open)?;
        let date = Date::new(year, month, day).ok_or_else(open)?;
        Ok((Value::Day(date), basis, rule))
    }

    pub(super) fn month(&self, year: YearOf, month: u8, dir: Dir) -> Found {
        let open = || (format!("XXXX-{month:02}"), "the month nearest the issue date");
        if year != YearOf::Unsaid {
            let (year, basis) = self.year_of(year).ok_or_else(open)?;
            return Ok((Value::Month(year, month), basis, "a month of a year"));
        }
        let counted = |from: From, wanted: fn(u8, u8) -> i32, rule| {
            let (year, own) = self.base(from).and_then(Value::month)?;
            Some((Value::Month(year + wanted(own, month), month), Basis::Relative, rule))
        };
        let before = |own: u8, month: u8| -i32::from(month >= own);
        let after = |own: u8, month: u8| i32::from(month <= own);
        match dir {
            Dir::Last => counted(From::Writing, before, "the last such month"),
            Dir::Next => counted(From::Writing, after, "the next such month"),
            Dir::Before => counted(From::Told, before, "the last such month before that"),
            Dir::After => counted(From::Told, after, "the next such month after that"),
            Dir::That => {
                let year = self.spoken_of().and_then(Value::year);
                year.map(|year| {
                    (Value::Month(year, month), Basis::Relative, "of the year told before")
                })
            }
            Dir::This => {
                let year = self.writing().and_then(Value::year);
                year.map(|year| (Value::Month(year, month), Basis::YearFromIssue, "of this year"))
            }
            Dir::Bare => self
                .unsaid_year(month, |year| {
                    let value = Value::Month(year, month);
                    Some((value.first_day()?, value.last_day()?))
                })
                .map(|(year, basis, rule)| (Value::Month(year, month), basis, rule)),
        }
        .ok_or_else(open)
    }

    pub(super) fn short_decade(&self, tens: u8) -> Found {
        // Of a history, the century told; else the last century that has had it.
        let told = self.told.and_then(Value::year).filter(|_| self.mode == Mode::Narrative);
        let century = told.map_or(19, |year| year.div_euclid(100));
        let value = Value::Decade(century * 10 + i32::from(tens));
        Ok((value, Basis::Relative, "a decade of the century"))
    }

    pub(super) fn quarter(&self, year: YearOf, quarter: u8) -> Found {
        if let Some((year, basis)) = self.year_of(year) {
            return Ok((Value::Quarter(year, quarter), basis, "a quarter of a year"));
        }
        let open = || (format!("XXXX-Q{quarter}"), "the quarter nearest the issue date");
        let writing = self.writing().and_then(Value::month).ok_or_else(open)?;
        let own = writing.1.div_ceil(3);
        // Results are told after their quarter, and seldom more than a year after it.
        let ahead = i32::from(quarter) - i32::from(own);
        let year = match (self.tense, ahead) {
            (Tense::Future, ..0) => writing.0 + 1,
            (Tense::Future, _) => writing.0,
            (Tense::Past | Tense::SurelyPast, 1) => writing.0 - 1,
            (_, 2..) => writing.0 - 1,
            _ => writing.0,
        };
        let basis = match year - writing.0 {
            0 => Basis::YearFromIssue,
            ..0 => Basis::NearestPast,
            _ => Basis::NearestFuture,
        };
        Ok((Value::Quarter(year, quarter), basis, "the quarter nearest the issue date"))
    }

    pub(super) fn season(&self, year: YearOf, season: Season, dir: Dir) -> Found {
        let open = || (format!("XXXX-{}", season.letters()), "the season nearest the issue date");
        if let Some((year, basis)) = self.year_of(year) {
            return Ok((Value::Season(year, season), basis, "a season of a year"));
        }
        let from = match dir {
            Dir::That | Dir::Before | Dir::After => From::Told,
            _ => From::Writing,
        };
        let base = self.base(from).ok_or_else(open)?;
        let relative = |year, rule| Ok((Value::Season(year, season), Basis::Relative, rule));
        let own = base.year().ok_or_else(open)?;
        let ends = |year| Value::Season(year, season).last_day();
        let begins = |year| Value::Season(year, season).first_day();
        let day = base.last_day().ok_or_else(open)?;
        match dir {
            Dir::Last | Dir::Before => {
                let ended = [own, own - 1]
                    .into_iter()
                    .find(|&year| ends(year).is_some_and(|end| end < day));
                relative(ended.unwrap_or(own - 1), "the last such season")
            }
            Dir::Next | Dir::After => {
                let coming = [own, own + 1]
                    .into_iter()
                    .find(|&year| begins(year).is_some_and(|first| first > day));
                relative(coming.unwrap_or(own + 1), "the next such season")
            }
            Dir::That => relative(own, "of the year told before"),
            Dir::Bare | Dir::This => {
                if self.mode == Mode::Narrative {
                    return relative(own, "in the year that was told before");
                }
                if dir == Dir::This {
                    // In January, “this winter” began last year.
                    let running = begins(own - 1)
                        .zip(ends(own - 1))
                        .is_some_and(|(a, b)| a <= day && day <= b);
                    return relative(own - i32::from(running), "of this year");
                }
                self.unsaid_year(season.month(), |year| Some((begins(year)?, ends(year)?)))
                    .map(|(year, basis, rule)| (Value::Season(year, season), basis, rule))
                    .ok_or_else(open)
            }
        }
    }

    pub(super) fn holiday(&self, year: YearOf, id: u8) -> Found {
        let day = |year| holiday(id, year);
        let open = || {
            let timex = match (day(2000), day(2001)) {
                (Some(one), Some(other)) if (one.month, one.day) == (other.month, other.day) => {
                    format!("XXXX-{:02}-{:02}", one.month, one.day)
                }
                _ => "XXXX-XX-XX".to_owned(),
            };
            (timex, "the feast nearest the issue date")
        };
        let found = match year {
            // “last Christmas”: the nearest in that direction.
            YearOf::Step(step) if step != 0 => {
                let base = self.writing().and_then(Value::last_day).ok_or_else(open)?;
                let years = [base.year - step, base.year, base.year + step];
                let fits = |date: &Date| if step > 0 { *date > base } else { *date < base };
                let date = years
                    .into_iter()
                    .filter_map(day)
                    .filter(fits)
                    .min_by_key(|date| (date.day_number() - base.day_number()).abs());
                date.map(|date| (date.year, Basis::Relative, "the nearest such feast"))
            }
            YearOf::Unsaid => {
                let month = day(2000).map_or(1, |date| date.month);
                self.unsaid_year(month, |year| day(year).map(|date| (date, date)))
            }
            said => self.year_of(said).map(|(year, basis)| (year, basis, "a feast of a year")),
        };
        let (year, basis, rule) = found.ok_or_else(open)?;
        Ok((Value::Day(day(year).ok_or_else(open)?), basis, rule))
    }
}
