//! The subset of EDTF that bundles use: years, seasons, months, days, instants, intervals with
//! open ends, and the qualifiers `?` (uncertain), `~` (approximate) and `%` (both).
//!
//! After the Library of Congress's Extended Date/Time Format, now part of ISO 8601-2
//! (<https://www.loc.gov/standards/datetime/>): its level 0, and of level 1 seasons, the
//! qualifiers of whole dates and open intervals. Not read are years of more than four digits,
//! negative years, unspecified digits (`201X`; write `2010/2019`) and unknown ends (`2010/`).
//! It must not guess: what it does not understand is refused, and the caller reports it.

use crate::bundle::civil::{self, Date, DayNumber};

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Precision {
    Year,
    Season,
    Month,
    Day,
}

/// One end of an expression: the days it covers, at some precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The first day covered.
    pub first: Date,
    /// The last day covered.
    pub last: Date,
    /// Year, season, month or day.
    pub precision: Precision,
    /// `?`: the source is not sure.
    pub uncertain: bool,
    /// `~`: about then.
    pub approximate: bool,
}

/// A date or an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// One year, season, month or day.
    Point(Point),
    /// From the first day of one to the last day of the other. `None` is an open end (`..`).
    Interval(Option<Point>, Option<Point>),
}

impl When {
    /// The first day covered, if there is one.
    pub fn first_day(&self) -> Option<DayNumber> {
        match self {
            Self::Point(point) => Some(point.first.day_number()),
            Self::Interval(from, _) => from.map(|point| point.first.day_number()),
        }
    }

    /// The last day covered, if there is one.
    pub fn last_day(&self) -> Option<DayNumber> {
        match self {
            Self::Point(point) => Some(point.last.day_number()),
            Self::Interval(_, to) => to.map(|point| point.last.day_number()),
        }
    }

    /// The point an expression begins with, or ends with if it has no beginning.
    pub fn anchor(&self) -> Option<&Point> {
        match self {
            Self::Point(point) => Some(point),
            Self::Interval(from, to) => from.as_ref().or(to.as_ref()),
        }
    }

    /// True if any part is marked `?` or `~`.
    pub fn is_vague(&self) -> bool {
        let vague = |point: &Point| point.uncertain || point.approximate;
        match self {
            Self::Point(point) => vague(point),
            Self::Interval(from, to) => {
                from.as_ref().is_some_and(vague) || to.as_ref().is_some_and(vague)
            }
        }
    }
}

/// Reads an expression of the subset; `None` if it is not one, or an interval ends
/// before it begins.
pub fn parse(text: &str) -> Option<When> {
    match text.split_once('/') {
        None => point(text).map(When::Point),
        Some((from, to)) => {
            let (from, to) = (end(from)?, end(to)?);
            match (from, to) {
                (None, None) => None,
                (Some(a), Some(b)) if a.first > b.last => None,
                _ => Some(When::Interval(from, to)),
            }
        }
    }
}

/// One end of an interval: `Some(None)` is an open one.
fn end(text: &str) -> Option<Option<Point>> {
    if text == ".." { Some(None) } else { point(text).map(Some) }
}

fn point(text: &str) -> Option<Point> {
    let bare = text.trim_end_matches(['?', '~', '%']);
    let marks = &text[bare.len()..];
    if marks.len() > 1 && !matches!(marks, "?~" | "~?") {
        return None;
    }
    // `%` is EDTF's own sign for both at once.
    let uncertain = marks.contains(['?', '%']);
    let approximate = marks.contains(['~', '%']);
    let point = |first, last, precision| Point { first, last, precision, uncertain, approximate };
    match bare.len() {
        4 => {
            let year = civil::digits(bare)? as i32;
            Some(point(Date::new(year, 1, 1)?, Date::new(year, 12, 31)?, Precision::Year))
        }
        7 => {
            let (year, month) = bare.split_at_checked(4)?;
            let year = civil::digits(year)? as i32;
            let month = civil::digits(month.strip_prefix('-')?)? as u8;
            if let Some((first, last)) = season(year, month) {
                return Some(point(first, last, Precision::Season));
            }
            let last = Date::new(year, month, civil::days_in_month(year, month))?;
            Some(point(Date::new(year, month, 1)?, last, Precision::Month))
        }
        10 => {
            let day = civil::parse_day(bare)?;
            Some(point(day, day, Precision::Day))
        }
        _ => {
            let day = instant(bare)?;
            Some(point(day, day, Precision::Day))
        }
    }
}

/// The days of a season, 21 (spring) to 24 (winter). EDTF leaves them open; these are the
/// meteorological ones of the north: March to May and so on, and winter is December and the
/// two months after it.
fn season(year: i32, number: u8) -> Option<(Date, Date)> {
    let first = match number {
        21..=23 => (number - 20) * 3,
        24 => 12,
        _ => return None,
    };
    let (year_after, last) = if first == 12 { (year + 1, 2) } else { (year, first + 2) };
    let end = Date::new(year_after, last, civil::days_in_month(year_after, last))?;
    Some((Date::new(year, first, 1)?, end))
}

/// The day of an instant. EDTF's may lack a zone, and the minutes of one.
fn instant(text: &str) -> Option<Date> {
    let read = |text: &str| civil::parse_instant(text);
    let instant = read(text)
        .or_else(|| read(&format!("{text}Z")))
        .or_else(|| read(&format!("{text}:00")).filter(|_| zone_of_hours(text)));
    Some(instant?.date)
}

/// True if a text ends in a sign and two digits.
fn zone_of_hours(text: &str) -> bool {
    let zone = text.as_bytes().last_chunk::<3>();
    zone.is_some_and(|[sign, rest @ ..]| {
        matches!(sign, b'+' | b'-') && rest.iter().all(u8::is_ascii_digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes an expression out in full, so that a case is one readable line.
    fn told(text: &str) -> String {
        let day = |number: Option<DayNumber>| {
            number.map_or("..".to_owned(), |n| Date::from_day_number(n).to_string())
        };
        match parse(text) {
            None => "refused".to_owned(),
            Some(when) => format!(
                "{} to {}{}",
                day(when.first_day()),
                day(when.last_day()),
                if when.is_vague() { ", vague" } else { "" }
            ),
        }
    }

    #[test]
    fn expressions_cover_the_days_they_say() {
        for (text, expected) in [
            ("2018", "2018-01-01 to 2018-12-31"),
            ("2024-02", "2024-02-01 to 2024-02-29"),
            ("2024-03-04", "2024-03-04 to 2024-03-04"),
            ("2024-03-04T23:59:00-05:00", "2024-03-04 to 2024-03-04"),
            ("2024-03-04T23:59:00", "2024-03-04 to 2024-03-04"),
            ("2024-03-04T23:59:00-05", "2024-03-04 to 2024-03-04"),
            ("2024-21", "2024-03-01 to 2024-05-31"),
            ("2024-22", "2024-06-01 to 2024-08-31"),
            ("2024-23~", "2024-09-01 to 2024-11-30, vague"),
            ("2023-24", "2023-12-01 to 2024-02-29"),
            ("2023-24/2024-02", "2023-12-01 to 2024-02-29"),
            ("2024-20", "refused"),
            ("2024-25", "refused"),
            ("9999-24", "refused"),
            ("2024-03-04T23:59:00-5", "refused"),
            ("2024-03-04T23", "refused"),
            ("2024-03-04Z", "refused"),
            ("201X", "refused"),
            ("2010/", "refused"),
            ("/2010", "refused"),
            ("-0044", "refused"),
            ("2018-05/2018-06/2018-07", "refused"),
            ("2018?", "2018-01-01 to 2018-12-31, vague"),
            ("2018-05~", "2018-05-01 to 2018-05-31, vague"),
            ("2018-05?~", "2018-05-01 to 2018-05-31, vague"),
            ("2018%", "2018-01-01 to 2018-12-31, vague"),
            ("2015/2018-05", "2015-01-01 to 2018-05-31"),
            ("2018-05-08/..", "2018-05-08 to .."),
            ("../2018?", ".. to 2018-12-31, vague"),
            ("", "refused"),
            ("..", "refused"),
            ("../..", "refused"),
            ("2018/2015", "refused"),
            ("2018-13", "refused"),
            ("2018-02-30", "refused"),
            ("18", "refused"),
            ("2018??", "refused"),
            ("last week", "refused"),
            ("20é8", "refused"),
            ("201é-01", "refused"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
