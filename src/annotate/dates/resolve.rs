//! From what an expression says to the time it means: reckoned from the day of writing or
//! from what the text told before.
//!
//! News counts from the issue date, history from the date told last (the two modes are
//! HeidelTime's, Strötgen and Gertz 2013; the code is ours). Without an issue date nothing
//! is guessed: such expressions stay unresolved, with the rule by which they will resolve.

use crate::annotate::dates::TimeKind;
use crate::annotate::dates::calendar::holiday;
use crate::annotate::dates::expression::{DayOf, Dir, Expr, From, YearOf};
use crate::annotate::dates::lexicon::Vague;
use crate::annotate::dates::mode::{Mode, Tense};
use crate::annotate::dates::value::{
    Clock, Part, Season, Unit, Value, monday, plus_days, plus_months, weekday,
};
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
            Expr::Every(unit, count) => return self.set(written::every(unit, count)),
            Expr::EveryWeekday(day) => return self.set(format!("XXXX-WXX-{day}")),
            Expr::EveryMonth(month) => return self.set(format!("XXXX-{month:02}")),
            Expr::EveryPart(part) => return self.set(format!("XXXX-XX-XXT{}", part.letters())),
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
            | Expr::Every(..)
            | Expr::EveryWeekday(_)
            | Expr::EveryMonth(_)
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
                Tense::Past if future => 3,
                Tense::Future if past => 4,
                Tense::Unsaid if future => 2,
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

    fn day(&self, year: YearOf, month: u8, day: u8) -> Found {
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

    fn month(&self, year: YearOf, month: u8, dir: Dir) -> Found {
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

    fn short_decade(&self, tens: u8) -> Found {
        // Of a history, the century told; else the last century that has had it.
        let told = self.told.and_then(Value::year).filter(|_| self.mode == Mode::Narrative);
        let century = told.map_or(19, |year| year.div_euclid(100));
        let value = Value::Decade(century * 10 + i32::from(tens));
        Ok((value, Basis::Relative, "a decade of the century"))
    }

    fn quarter(&self, year: YearOf, quarter: u8) -> Found {
        if let Some((year, basis)) = self.year_of(year) {
            return Ok((Value::Quarter(year, quarter), basis, "a quarter of a year"));
        }
        let open = || (format!("XXXX-Q{quarter}"), "the quarter nearest the issue date");
        let writing = self.writing().and_then(Value::month).ok_or_else(open)?;
        let own = (writing.1 + 2) / 3;
        // Results are told after their quarter, and seldom more than a year after it.
        let ahead = i32::from(quarter) - i32::from(own);
        let year = match (self.tense, ahead) {
            (Tense::Future, ..0) => writing.0 + 1,
            (Tense::Future, _) => writing.0,
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

    fn season(&self, year: YearOf, season: Season, dir: Dir) -> Found {
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

    fn holiday(&self, year: YearOf, id: u8) -> Found {
        let open = || ("XXXX-XX-XX".to_owned(), "the feast nearest the issue date");
        let day = |year| holiday(id, year);
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

    /// The day of a weekday.
    fn weekday_date(&self, day: u8, dir: Dir) -> Option<(Date, Basis, &'static str)> {
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
            Dir::Bare if self.tense == Tense::Future => {
                forth(ahead, "the next such day after the issue date")
            }
            Dir::Bare => back(behind, "the last such day before the issue date"),
        }
    }

    fn weekday(&self, day: u8, dir: Dir) -> Found {
        self.weekday_date(day, dir)
            .map(|(date, basis, rule)| (Value::Day(date), basis, rule))
            .ok_or((format!("XXXX-WXX-{day}"), "the day of the week nearest the issue date"))
    }

    fn weekend(&self, dir: Dir) -> Found {
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
                Dir::Next | Dir::After => i32::from(weekday(base) >= 6),
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

    fn step(&self, unit: Unit, count: i32, from: From) -> Found {
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
                    Value::Quarter(year, (month + 2) / 3)
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

    fn the(&self, unit: Unit) -> Found {
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

    fn date_of(&self, day: DayOf) -> Option<(Date, Basis, &'static str)> {
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

    fn day_part(&self, day: DayOf, part: Part) -> Found {
        self.date_of(day)
            .map(|(date, basis, rule)| (Value::DayPart(date, part), basis, rule))
            .ok_or_else(|| {
                (format!("XXXX-XX-XXT{}", part.letters()), "a part of a day told nearby")
            })
    }

    fn moment(&self, day: DayOf, clock: Clock) -> Found {
        self.date_of(day)
            .map(|(date, basis, rule)| (Value::Moment(date, clock), basis, rule))
            .ok_or_else(|| (format!("XXXX-XX-XX{}", clock.timex()), "a time of a day told nearby"))
    }
}
