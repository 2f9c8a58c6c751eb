//! Ranges of days as a query writes them: `2025`, `2025-09..2025-10`, `..2018`.
//!
//! A range is its first and last day, nothing else; the shortest text for it
//! is derived, so that the same days always look the same.

use crate::bundle::civil::{self, Date};
use crate::bundle::edtf::{self, Precision, When};
use std::fmt;

/// Days from one to another, both included. One end may be open, not both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateRange {
    from: Option<Date>,
    to: Option<Date>,
}

impl DateRange {
    /// The days between two ends, if there is an end and they are in order.
    pub fn new(from: Option<Date>, to: Option<Date>) -> Option<Self> {
        let sound = match (from, to) {
            (None, None) => false,
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        sound.then_some(Self { from, to })
    }

    /// One day.
    pub fn day(day: Date) -> Self {
        Self { from: Some(day), to: Some(day) }
    }

    /// A whole month, if it exists.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        let last = civil::days_in_month(year, month);
        Self::new(Date::new(year, month, 1), Date::new(year, month, last))
    }

    /// Whole years, both included, if they exist (0 to 9999).
    pub fn years(first: i32, last: i32) -> Option<Self> {
        Self::new(Some(Date::new(first, 1, 1)?), Some(Date::new(last, 12, 31)?))
    }

    /// The first day; `None` if the range has no beginning.
    pub fn from(&self) -> Option<Date> {
        self.from
    }

    /// The last day; `None` if the range has no end.
    pub fn to(&self) -> Option<Date> {
        self.to
    }

    /// True if the day is in the range.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Reads a range.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence for the reader.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        // No date has a point in it.
        let ends = text.split_once('.').and_then(|(from, to)| Some((from, to.strip_prefix('.')?)));
        let (from, to) = match ends {
            None => {
                let (first, last) = period(text).ok_or(NOT_A_DATE)?;
                (Some(first), Some(last))
            }
            Some((from, to)) => {
                let from = end(from).ok_or(NOT_A_DATE)?.map(|(first, _)| first);
                (from, end(to).ok_or(NOT_A_DATE)?.map(|(_, last)| last))
            }
        };
        Self::new(from, to).ok_or(match from {
            None => "A range needs a first or a last day: 2015.. or ..2018.",
            Some(_) => "This range ends before it begins.",
        })
    }

    /// The coarsest precision that says both ends.
    pub(crate) fn precision(&self) -> Precision {
        let fits = |year: bool| {
            let first = |day: Date| day.day == 1 && (!year || day.month == 1);
            let last = |day: Date| {
                day.day == civil::days_in_month(day.year, day.month) && (!year || day.month == 12)
            };
            self.from.is_none_or(first) && self.to.is_none_or(last)
        };
        if fits(true) {
            Precision::Year
        } else if fits(false) {
            Precision::Month
        } else {
            Precision::Day
        }
    }
}

const NOT_A_DATE: &str = "This is not a date this program can read: write date:2025, \
     date:2025-09, date:2025-09-19, date:2025-09..2025-10, date:2015.., date:..2018 or date:undated.";

/// The shortest text that reads back as the same days.
impl fmt::Display for DateRange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let precision = self.precision();
        let written = |day: Option<Date>| {
            let mut text = day.map(|day| day.to_string()).unwrap_or_default();
            text.truncate(match precision {
                Precision::Year => 4,
                Precision::Season | Precision::Month => 7,
                Precision::Day => 10,
            });
            text
        };
        let (from, to) = (written(self.from), written(self.to));
        out.write_str(&from)?;
        if from != to {
            out.write_str("..")?;
            out.write_str(&to)?;
        }
        Ok(())
    }
}

/// One end of a range: `Some(None)` is an open one.
fn end(text: &str) -> Option<Option<(Date, Date)>> {
    let text = text.trim();
    if text.is_empty() { Some(None) } else { period(text).map(Some) }
}

/// The first and last day of a year, a season, a month or a day; no qualifiers, no instants.
fn period(text: &str) -> Option<(Date, Date)> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'-') && text.len() <= 10;
    match edtf::parse(text).filter(|_| plain)? {
        When::Point(point) => Some((point.first, point.last)),
        When::Interval(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_say_themselves_shortly() {
        for (text, shortest) in [
            ("2025", "2025"),
            ("2025-09", "2025-09"),
            ("2025-09-19", "2025-09-19"),
            ("2025-09-01..2025-09-30", "2025-09"),
            ("2024-02-01..2024-02-29", "2024-02"),
            ("2024-02-01..2024-02-28", "2024-02-01..2024-02-28"),
            ("2015..2018", "2015..2018"),
            ("2015..2018-06", "2015-01..2018-06"),
            ("2025-09..2025-10", "2025-09..2025-10"),
            ("2025-01..2025-12", "2025"),
            ("2024-03-03..2024-03-09", "2024-03-03..2024-03-09"),
            ("2024-03-03..2024-04-02", "2024-03-03..2024-04-02"),
            ("2023-12-30..2024-01-02", "2023-12-30..2024-01-02"),
            ("2025-09..", "2025-09.."),
            ("2025-01-01..", "2025.."),
            ("..2018", "..2018"),
            ("..2018-05-08", "..2018-05-08"),
            (" 2018 .. 2019 ", "2018..2019"),
            ("0000..9999", "0000..9999"),
        ] {
            let range = DateRange::parse(text).unwrap();
            assert_eq!(range.to_string(), shortest);
            assert_eq!(DateRange::parse(shortest), Ok(range), "{text}");
        }
    }

    #[test]
    fn what_is_no_range_is_refused_with_a_reason() {
        for (text, reason) in [
            ("", "not a date"),
            ("soon", "not a date"),
            ("..", "needs a first"),
            ("2018..2015", "ends before"),
            ("2025-13", "not a date"),
            ("2025-9", "not a date"),
            ("2018?", "not a date"),
            ("2018/2019", "not a date"),
            ("2018..2019..2020", "not a date"),
            ("2018...2019", "not a date"),
            ("2024-03-04T10:00:00Z", "not a date"),
            ("201é", "not a date"),
        ] {
            let found = DateRange::parse(text).unwrap_err();
            assert!(found.contains(reason), "{text}: {found}");
        }
    }

    #[test]
    fn a_range_holds_its_ends() {
        let day = |text: &str| civil::parse_day(text).unwrap();
        let range = DateRange::parse("2025-09").unwrap();
        for (text, inside) in [
            ("2025-08-31", false),
            ("2025-09-01", true),
            ("2025-09-30", true),
            ("2025-10-01", false),
        ] {
            assert_eq!(range.contains(day(text)), inside, "{text}");
        }
        assert!(DateRange::parse("..2018").unwrap().contains(day("0000-01-01")));
    }
}
