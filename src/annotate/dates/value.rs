//! A time on the calendar, at the grain it was told in, and how TIMEX3 and EDTF write it.
//!
//! TIMEX3 after the TimeML guidelines (Pustejovsky et al. 2003; ISO 24617-1): weeks are ISO
//! weeks, `198` is a decade and `19` the years 1900 to 1999. It must not know any words, nor
//! how a value was found.

use crate::bundle::civil::{Date, days_in_month};
use std::fmt::Write;

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it all")]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The seasons, as the calendar year has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// TIMEX3's two letters.
    pub(super) fn letters(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// EDTF's number.
    fn number(self) -> u8 {
        21 + self as u8
    }

    /// Its first month in the north.
    pub(super) fn month(self) -> u8 {
        3 + 3 * self as u8
    }
}

/// Parts of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    /// TIMEX3's two letters.
    pub(super) fn letters(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 24.
    pub(super) hour: u8,
    /// 0 to 59; none where the text told none.
    pub(super) minute: Option<u8>,
    /// 0 to 59; none where the text told none.
    pub(super) second: Option<u8>,
    /// Minutes east of Greenwich, if told.
    pub(super) zone: Option<i16>,
}

/// A time on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Astronomical; 0 and less are before our era.
    Year(i32),
    /// The first three digits of its years.
    Decade(i32),
    /// The first two digits of its years; before our era, minus its number.
    Century(i32),
    /// Year, 1 or 2.
    Half(i32, u8),
    /// Year, 1 to 4.
    Quarter(i32, u8),
    /// The year it begins in.
    Season(i32, Season),
    /// Year, 1 to 12.
    Month(i32, u8),
    /// The Monday it begins with.
    Week(Date),
    /// The Saturday it begins with.
    Weekend(Date),
    /// One day.
    Day(Date),
    /// A part of one.
    DayPart(Date, Part),
    /// A moment of one.
    Moment(Date, Clock),
}

/// The day `days` after another; none outside the four-digit years.
pub(super) fn plus_days(date: Date, days: i32) -> Option<Date> {
    let number = date.day_number().checked_add(days)?;
    // Years 0 to 9999 in days since 1970.
    (-719_528..=2_932_896).contains(&number).then(|| Date::from_day_number(number))
}

/// 1 for Monday to 7.
pub(super) fn weekday(date: Date) -> u8 {
    ((date.day_number() + 3).rem_euclid(7) + 1) as u8
}

/// The Monday of a day's week.
pub(super) fn monday(date: Date) -> Option<Date> {
    plus_days(date, 1 - i32::from(weekday(date)))
}

/// The ISO week of a day: year and number.
fn iso_week(date: Date) -> Option<(i32, i32)> {
    let thursday = plus_days(monday(date)?, 3)?;
    let first = Date::new(thursday.year, 1, 1)?;
    Some((thursday.year, (thursday.day_number() - first.day_number()) / 7 + 1))
}

/// A month some months after another: year and 1 to 12.
pub(super) fn plus_months(year: i32, month: u8, months: i32) -> (i32, u8) {
    let count = year * 12 + i32::from(month) - 1 + months;
    (count.div_euclid(12), (count.rem_euclid(12) + 1) as u8)
}

impl Value {
    /// The day it lies in, or begins with; none outside the years 0 to 9999.
    pub(super) fn first_day(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 1, 1),
            Self::Decade(decade) => Date::new(decade * 10, 1, 1),
            Self::Century(century) => Date::new(century * 100, 1, 1),
            Self::Half(year, half) => Date::new(year, half * 6 - 5, 1),
            Self::Quarter(year, quarter) => Date::new(year, quarter * 3 - 2, 1),
            Self::Season(year, season) => Date::new(year, season.month(), 1),
            Self::Month(year, month) => Date::new(year, month, 1),
            Self::Week(date) | Self::Weekend(date) | Self::Day(date) => Some(date),
            Self::DayPart(date, _) | Self::Moment(date, _) => Some(date),
        }
    }

    /// The last day of it.
    pub(super) fn last_day(self) -> Option<Date> {
        let month_end = |year, month| Date::new(year, month, days_in_month(year, month));
        match self {
            Self::Year(year) => Date::new(year, 12, 31),
            Self::Decade(decade) => Date::new(decade * 10 + 9, 12, 31),
            Self::Century(century) => Date::new(century * 100 + 99, 12, 31),
            Self::Half(year, half) => month_end(year, half * 6),
            Self::Quarter(year, quarter) => month_end(year, quarter * 3),
            Self::Season(year, season) => {
                let (year, month) = plus_months(year, season.month(), 2);
                month_end(year, month)
            }
            Self::Month(year, month) => month_end(year, month),
            Self::Week(date) => plus_days(date, 6),
            Self::Weekend(date) => plus_days(date, 1),
            Self::Day(date) | Self::DayPart(date, _) | Self::Moment(date, _) => Some(date),
        }
    }

    /// Its year, where that is one.
    pub(super) fn year(self) -> Option<i32> {
        match self {
            Self::Year(year)
            | Self::Half(year, _)
            | Self::Quarter(year, _)
            | Self::Season(year, _)
            | Self::Month(year, _) => Some(year),
            Self::Decade(_) | Self::Century(_) => None,
            _ => self.first_day().map(|date| date.year),
        }
    }

    /// The month it lies in, if it is no longer than one.
    pub(super) fn month(self) -> Option<(i32, u8)> {
        match self {
            Self::Month(year, month) => Some((year, month)),
            _ => self.day().map(|date| (date.year, date.month)),
        }
    }

    /// The day it lies in, if it is no longer than a weekend.
    pub(super) fn day(self) -> Option<Date> {
        match self {
            Self::Day(date) | Self::DayPart(date, _) | Self::Moment(date, _) => Some(date),
            Self::Weekend(date) => Some(date),
            _ => None,
        }
    }

    /// The value as TIMEX3 writes it.
    pub(super) fn timex(self) -> String {
        match self {
            Self::Year(year) if year <= 0 => format!("BC{:04}", 1 - year),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) if century < 0 => format!("BC{:02}", -1 - century),
            Self::Century(century) => format!("{century:02}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Season(year, season) => format!("{year:04}-{}", season.letters()),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Week(date) | Self::Weekend(date) => {
                let (year, week) = iso_week(date).unwrap_or_default();
                let end = if matches!(self, Self::Weekend(_)) { "-WE" } else { "" };
                format!("{year:04}-W{week:02}{end}")
            }
            Self::Day(date) => date.to_string(),
            Self::DayPart(date, part) => format!("{date}T{}", part.letters()),
            Self::Moment(date, clock) => format!("{date}{}", clock.timex()),
        }
    }

    /// The same as EDTF, in the subset that bundles use; none for years that it lacks.
    pub(super) fn edtf(self) -> Option<String> {
        let interval = |value: Self| Some(format!("{}/{}", value.first_day()?, value.last_day()?));
        match self {
            Self::Year(year) => Date::new(year, 1, 1).map(|_| format!("{year:04}")),
            Self::Decade(decade) => {
                Date::new(decade * 10, 1, 1)?;
                Some(format!("{:04}/{:04}", decade * 10, decade * 10 + 9))
            }
            Self::Century(century) => {
                Date::new(century * 100, 1, 1)?;
                Some(format!("{:04}/{:04}", century * 100, century * 100 + 99))
            }
            Self::Half(year, half) => {
                Some(format!("{year:04}-{:02}/{year:04}-{:02}", half * 6 - 5, half * 6))
            }
            Self::Quarter(year, quarter) => {
                Some(format!("{year:04}-{:02}/{year:04}-{:02}", quarter * 3 - 2, quarter * 3))
            }
            Self::Season(year, season) => {
                self.last_day()?;
                Some(format!("{year:04}-{}", season.number()))
            }
            Self::Month(..) | Self::Day(_) => self.first_day().map(|_| self.timex()),
            Self::Week(_) | Self::Weekend(_) => interval(self),
            Self::DayPart(date, _) => Some(date.to_string()),
            Self::Moment(date, clock) => Some(clock.edtf(date)),
        }
    }
}

impl Clock {
    /// `T10:30`, with the zone if it is known.
    pub(super) fn timex(self) -> String {
        let mut text = format!("T{:02}:{:02}", self.hour, self.minute.unwrap_or(0));
        if let Some(second) = self.second {
            let _ = write!(text, ":{second:02}");
        }
        self.write_zone(&mut text, false);
        text
    }

    fn edtf(self, date: Date) -> String {
        if self.hour > 23 {
            // The midnight that ends a day belongs to the next one.
            return plus_days(date, 1).unwrap_or(date).to_string();
        }
        let mut text = format!(
            "{date}T{:02}:{:02}:{:02}",
            self.hour,
            self.minute.unwrap_or(0),
            self.second.unwrap_or(0)
        );
        self.write_zone(&mut text, true);
        text
    }

    fn write_zone(self, text: &mut String, full: bool) {
        let Some(zone) = self.zone else { return };
        let (hours, minutes) = (zone.abs() / 60, zone.abs() % 60);
        let sign = if zone < 0 { '-' } else { '+' };
        // Writing to a string cannot fail.
        let _ = match (zone, full || minutes > 0) {
            (0, _) => write!(text, "Z"),
            (_, true) => write!(text, "{sign}{hours:02}:{minutes:02}"),
            (_, false) => write!(text, "{sign}{hours:02}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{civil, edtf};

    #[test]
    fn values_are_written_and_cover_their_days() {
        let day = |text| civil::parse_day(text).unwrap();
        for (value, timex, written, first, last) in [
            (Value::Year(1861), "1861", "1861", "1861-01-01", "1861-12-31"),
            (Value::Decade(199), "199", "1990/1999", "1990-01-01", "1999-12-31"),
            (Value::Century(18), "18", "1800/1899", "1800-01-01", "1899-12-31"),
            (Value::Half(2024, 2), "2024-H2", "2024-07/2024-12", "2024-07-01", "2024-12-31"),
            (Value::Quarter(2024, 1), "2024-Q1", "2024-01/2024-03", "2024-01-01", "2024-03-31"),
            (Value::Season(2023, Season::Winter), "2023-WI", "2023-24", "2023-12-01", "2024-02-29"),
            (Value::Month(2024, 2), "2024-02", "2024-02", "2024-02-01", "2024-02-29"),
            (
                Value::Week(day("2024-12-30")),
                "2025-W01",
                "2024-12-30/2025-01-05",
                "2024-12-30",
                "2025-01-05",
            ),
            (
                Value::Weekend(day("2024-03-09")),
                "2024-W10-WE",
                "2024-03-09/2024-03-10",
                "2024-03-09",
                "2024-03-10",
            ),
            (
                Value::DayPart(day("2024-03-09"), Part::Night),
                "2024-03-09TNI",
                "2024-03-09",
                "2024-03-09",
                "2024-03-09",
            ),
        ] {
            assert_eq!(value.timex(), timex);
            assert_eq!(value.edtf().as_deref(), Some(written), "{timex}");
            assert_eq!(value.first_day(), Some(day(first)), "{timex}");
            assert_eq!(value.last_day(), Some(day(last)), "{timex}");
            let read = edtf::parse(written).unwrap();
            assert_eq!(read.first_day(), Some(day(first).day_number()), "{timex}");
            assert_eq!(read.last_day(), Some(day(last).day_number()), "{timex}");
        }
        let clock = |zone| Clock { hour: 9, minute: Some(30), second: None, zone };
        let moment = |zone| Value::Moment(day("2024-03-09"), clock(zone));
        assert_eq!(moment(Some(0)).timex(), "2024-03-09T09:30Z");
        assert_eq!(moment(Some(-300)).timex(), "2024-03-09T09:30-05");
        assert_eq!(moment(Some(-300)).edtf().unwrap(), "2024-03-09T09:30:00-05:00");
        assert_eq!(moment(None).edtf().unwrap(), "2024-03-09T09:30:00");
        assert_eq!(Value::Year(-43).timex(), "BC0044");
        assert_eq!(Value::Year(-43).edtf(), None);
    }

    #[test]
    fn months_and_days_are_counted_over_borders() {
        assert_eq!(plus_months(2024, 1, -1), (2023, 12));
        assert_eq!(plus_months(2024, 12, 14), (2026, 2));
        assert_eq!(plus_days(Date { year: 9999, month: 12, day: 31 }, 1), None);
        assert_eq!(plus_days(Date { year: 0, month: 1, day: 1 }, -1), None);
    }
}
