//! From what an expression says to the time it means: reckoned from the day of writing or
//! from what the text told before.
//!
//! News counts from the issue date, history from the date told last (the two modes are
//! HeidelTime's, Strötgen and Gertz 2013; the code is ours). Without an issue date nothing
//! is guessed: such expressions stay unresolved, with the rule by which they will resolve.

use crate::annotate::dates::TimeKind;
mod counted;
mod named;

use crate::annotate::dates::expression::{Expr, From, YearOf};
use crate::annotate::dates::lexicon::Vague;
use crate::annotate::dates::mode::{Mode, Tense};
use crate::annotate::dates::value::{Unit, Value, monday, plus_days, plus_months};
use crate::annotate::dates::written;
use crate::bundle::Basis;
use crate::bundle::civil::Date;

/// What an expression was found to mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meaning {
    pub(super) kind: TimeKind,
    pub(super) timex: String,
    pub(super) value: Option<Value>,
    pub(super) basis: Basis,
    pub(super) rule: &'static str,
}

/// A value with its basis and rule, or the TIMEX3 value of what stays open and the rule by
/// which it would resolve.
type Found = Result<(Value, Basis, &'static str), (String, &'static str)>;

/// Reads a text's expressions one after another, and remembers what was told.
pub(super) struct Resolver {
    issued: Option<Date>,
    mode: Mode,
    /// What was told last, where the telling moved on to it.
    told: Option<Value>,
    /// The last quarter of a year, and the sentence that told it.
    quarter: Option<(i32, u8, usize)>,
    /// The day that was told last.
    day: Option<Date>,
    /// The last year that was written out, and the sentence that told it.
    year: Option<(i32, usize)>,
    /// The year that a heading gives to what stands below it.
    section: Option<i32>,
    /// How many expressions in a row spoke of the year told.
    run: usize,
    sentence: usize,
    tense: Tense,
}

impl Resolver {
    pub(super) fn new(issued: Option<Date>, mode: Mode) -> Self {
        Self {
            issued,
            mode,
            told: None,
            quarter: None,
            day: None,
            year: None,
            section: None,
            run: 0,
            sentence: 0,
            tense: Tense::Unsaid,
        }
    }

    /// The meaning of the next expression; `moves` if the telling moves on to it.
    pub(super) fn resolve(
        &mut self,
        expr: Expr,
        sentence: usize,
        tense: Tense,
        moves: bool,
    ) -> Meaning {
        self.sentence = sentence;
        self.tense = tense;
        let kind = match expr {
            Expr::DayPart(..) | Expr::Moment(..) => TimeKind::Time,
            _ => TimeKind::Date,
        };
        let found = match expr {
            Expr::Length(unit, count) => return self.length(written::length(unit, count)),
            Expr::LengthAnd(unit, count, smaller, rest) => {
                return self.length(written::both(unit, count, smaller, rest));
            }
            Expr::Every(unit, count) => return self.set(written::every(unit, count)),
            Expr::EveryWeekday(day) => return self.set(format!("XXXX-WXX-{day}")),
            Expr::EveryMonth(month) => return self.set(format!("XXXX-{month:02}")),
            Expr::EveryPart(part) => return self.set(format!("XXXX-XX-XXT{}", part.letters())),
            Expr::EveryWeekend => return self.set("XXXX-WXX-WE".to_owned()),
            Expr::EverySeason(season) => return self.set(format!("XXXX-{}", season.letters())),
            Expr::Step(unit, count, _) if unit < Unit::Day => {
                return self.length(written::units(unit, count.unsigned_abs()));
            }
            Expr::Step(unit, count, From::Event)
                if self.mode == Mode::News
                    || self.told.and_then(Value::day).is_none()
                    || unit > Unit::Week =>
            {
                return self.length(written::units(unit, count.unsigned_abs()));
            }
            other => self.find(other),
        };
        match found {
            Ok((value, basis, rule)) => {
                let compared = matches!(expr, Expr::YearEarlier(_))
                    || matches!(expr, Expr::QuarterTold(n) if n != 0);
                self.remember(value, moves, compared);
                Meaning { kind, timex: value.timex(), value: Some(value), basis, rule }
            }
            Err((timex, rule)) => {
                Meaning { kind, timex, value: None, basis: Basis::Unresolved, rule }
            }
        }
    }

    /// A heading names the year that is told below it.
    pub(super) fn enter_section(&mut self, year: Option<i32>) {
        self.section = year;
        self.told = year.map(Value::Year).or(self.told);
        self.run = 0;
    }

    fn length(&self, timex: String) -> Meaning {
        let (kind, rule) = (TimeKind::Duration, "a length of time");
        Meaning { kind, timex, value: None, basis: Basis::Unresolved, rule }
    }

    fn set(&self, timex: String) -> Meaning {
        let (kind, rule) = (TimeKind::Set, "something that comes again");
        Meaning { kind, timex, value: None, basis: Basis::Unresolved, rule }
    }

    fn remember(&mut self, value: Value, moves: bool, compared: bool) {
        // What a quarter is compared with is not what is spoken of.
        if compared {
            return;
        }
        if let Some(day) = value.day() {
            self.day = Some(day);
        }
        if let Value::Quarter(year, quarter) = value {
            self.quarter = Some((year, quarter, self.sentence));
        }
        if let Some(year) = value.year() {
            self.year = Some((year, self.sentence));
        }
        if !moves || matches!(value, Value::Decade(_) | Value::Century(_)) {
            return;
        }
        // “In 2007”, said of a day of 2007, takes nothing back.
        let inside = |told: Value| match value {
            Value::Year(year) => told.year() == Some(year),
            Value::Month(year, month) => told.month() == Some((year, month)),
            _ => false,
        };
        let same = self.told.and_then(Value::year) == value.year();
        self.run = if same { self.run + 1 } else { 1 };
        if !self.told.is_some_and(inside) {
            self.told = Some(value);
        }
    }

    /// What “last week” counts from.
    fn writing(&self) -> Option<Value> {
        match self.mode {
            Mode::News => self.issued.map(Value::Day),
            Mode::Narrative => self.told.or(self.issued.map(Value::Day)),
        }
    }

    /// What “the next day” counts from.
    fn spoken_of(&self) -> Option<Value> {
        self.told.or(self.issued.map(Value::Day))
    }

    fn base(&self, from: From) -> Option<Value> {
        match from {
            From::Writing => self.writing(),
            From::Told | From::Event => self.spoken_of(),
        }
    }

    fn find(&self, expr: Expr) -> Found {
        match expr {
            Expr::Year(year) => Ok((Value::Year(year), Basis::Explicit, "a year")),
            Expr::Decade(decade) => Ok((Value::Decade(decade), Basis::Explicit, "a decade")),
            Expr::Century(number) => Ok((Value::Century(number), Basis::Explicit, "a century")),
            Expr::ShortDecade(tens) => self.short_decade(tens),
            Expr::Day(year, month, day) => self.day(year, month, day),
            Expr::DayOnly(day) => {
                let month = self.spoken_of().and_then(Value::month);
                let date = month.and_then(|(year, month)| Date::new(year, month, day));
                date.map(|date| {
                    (Value::Day(date), Basis::Relative, "a day of the month told before")
                })
                .ok_or((format!("XXXX-XX-{day:02}"), "a day of the month told before"))
            }
            Expr::Month(year, month, dir) => self.month(year, month, dir),
            Expr::DayOfMonth(day, step) => {
                let rule = "a day of a month counted from the issue date";
                let month = self.writing().and_then(Value::month);
                let date = month.and_then(|(year, month)| {
                    let (year, month) = plus_months(year, month, step);
                    Date::new(year, month, day)
                });
                let open = || (format!("XXXX-XX-{day:02}"), rule);
                Ok((Value::Day(date.ok_or_else(open)?), Basis::Relative, rule))
            }
            Expr::WeekdayOf(day, weeks) => {
                let rule = "a day of a week counted from the issue date";
                let own = self.writing().and_then(Value::day).and_then(monday);
                let date = own.and_then(|own| plus_days(own, 7 * weeks + i32::from(day) - 1));
                let open = || (format!("XXXX-WXX-{day}"), rule);
                Ok((Value::Day(date.ok_or_else(open)?), Basis::Relative, rule))
            }
            Expr::FiscalYear(year) => self
                .year_of(year)
                .or_else(|| {
                    self.writing().and_then(Value::year).map(|year| (year, Basis::Relative))
                })
                .map(|(year, basis)| (Value::Year(year), basis, "a fiscal year, by its number"))
                .ok_or(("XXXX".to_owned(), "the fiscal year of the issue date")),
            Expr::Quarter(year, quarter) => self.quarter(year, quarter),
            Expr::QuarterTold(years) => self
                .quarter
                .map(|(year, quarter, _)| {
                    (
                        Value::Quarter(year + years, quarter),
                        Basis::Relative,
                        "the quarter told before",
                    )
                })
                .ok_or(("XXXX-QX".to_owned(), "a quarter that the text does not name")),
            Expr::Half(year, half) => {
                let open = || (format!("XXXX-H{half}"), "a half of the year of the issue date");
                let said = self.year_of(year);
                let of_writing = || Some((self.writing()?.year()?, Basis::YearFromIssue));
                let (year, basis) = said.or_else(of_writing).ok_or_else(open)?;
                Ok((Value::Half(year, half), basis, "half a year"))
            }
            Expr::Season(year, season, dir) => self.season(year, season, dir),
            Expr::Holiday(year, id) => self.holiday(year, id),
            Expr::Weekday(day, dir) => self.weekday(day, dir),
            Expr::Weekend(dir) => self.weekend(dir),
            Expr::Step(unit, count, from) => self.step(unit, count, from),
            Expr::YearEarlier(from) => match self.quarter {
                // “profit was 3 million, against 2 million a year earlier”
                Some((year, quarter, at)) if self.sentence - at <= 3 && self.mode == Mode::News => {
                    let rule = "the same quarter of the year before";
                    Ok((Value::Quarter(year - 1, quarter), Basis::Relative, rule))
                }
                _ => self.step(Unit::Year, -1, from),
            },
            Expr::VagueStep(_, later) => Err((
                if later { "FUTURE_REF" } else { "PAST_REF" }.to_owned(),
                "how long is not said",
            )),
            Expr::The(unit) => self.the(unit),
            Expr::DayPart(day, part) => self.day_part(day, part),
            Expr::Moment(day, clock) => self.moment(day, clock),
            Expr::Vague(vague) => Err((
                match vague {
                    Vague::Past => "PAST_REF",
                    Vague::Present => "PRESENT_REF",
                    Vague::Future => "FUTURE_REF",
                }
                .to_owned(),
                "no certain time",
            )),
            // Made into lengths and sets before.
            Expr::Length(..)
            | Expr::LengthAnd(..)
            | Expr::Every(..)
            | Expr::EveryWeekday(_)
            | Expr::EveryMonth(_)
            | Expr::EveryWeekend
            | Expr::EveryPart(_)
            | Expr::EverySeason(_) => Err((String::new(), "")),
        }
    }

    /// A year that is said, or said to be another's neighbour.
    fn year_of(&self, year: YearOf) -> Option<(i32, Basis)> {
        match year {
            YearOf::Unsaid => None,
            YearOf::Is(year) => Some((year, Basis::Explicit)),
            YearOf::Step(step) => {
                self.writing().and_then(Value::year).map(|year| (year + step, Basis::Relative))
            }
            YearOf::Told => {
                let told = self.year.map(|(year, _)| year);
                told.or_else(|| self.spoken_of()?.year()).map(|year| (year, Basis::Relative))
            }
        }
    }

    /// The year of a month that stands without one. `reach` gives the first and last day
    /// it would have in a year.
    fn unsaid_year(
        &self,
        month: u8,
        reach: impl Fn(i32) -> Option<(Date, Date)>,
    ) -> Option<(i32, Basis, &'static str)> {
        if self.mode == Mode::Narrative {
            let mut told = self.told?;
            let year = told.year()?;
            // An aside into another year does not end the section; going on by a day does.
            let next = |section| year == section + 1 && told.day().is_some();
            let goes_on = |section| year == section || self.run > 1 || next(section);
            if let Some(section) = self.section.filter(|section| !goes_on(*section)) {
                told = Value::Year(section);
            }
            let year = told.year()?;
            // A history goes forward: January after November is the next year's.
            let next = told.month().is_some_and(|(_, last)| last >= month + 8);
            return Some((
                year + i32::from(next),
                Basis::Relative,
                "in the year that was told before",
            ));
        }
        let issued = self.issued?;
        // “was arrested in March 1995 and released in June”
        if let (Some((year, at)), Some(told)) = (self.year, self.told)
            && at == self.sentence
            && self.tense != Tense::Future
            && told.year() == Some(year)
            && year != issued.year
            && (year - issued.year).abs() > 1
        {
            let next = told.month().is_some_and(|(_, last)| last > month);
            return Some((
                year + i32::from(next),
                Basis::Relative,
                "in the year that the sentence told before",
            ));
        }
        let today = issued.day_number();
        // Days from the issue date to each year's: 0 while it lasts.
        let mut best: Option<(i64, i32, bool)> = None;
        for year in [issued.year - 1, issued.year, issued.year + 1] {
            let Some((first, last)) = reach(year) else { continue };
            let (first, last) = (first.day_number(), last.day_number());
            let (past, future) = (last < today, first > today);
            let distance = i64::from(if past {
                today - last
            } else if future {
                first - today
            } else {
                0
            });
            // What disagrees with the verb has to be much nearer.
            let weight = match self.tense {
                Tense::SurelyPast if future => 30,
                Tense::Past if future => 3,
                Tense::Future if past => 10,
                _ => 1,
            };
            let cost = distance * weight;
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, year, past));
            }
        }
        let (_, year, past) = best?;
        Some(match (year == issued.year, past) {
            (true, _) => (year, Basis::YearFromIssue, "in the year of the issue date"),
            (false, true) => (year, Basis::NearestPast, "the nearest one before the issue date"),
            (false, false) => (year, Basis::NearestFuture, "the nearest one after the issue date"),
        })
    }
}
