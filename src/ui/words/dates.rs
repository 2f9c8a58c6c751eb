//! Dates put into words.
//!
//! English for now, as all of `words`. It must not decide what a date means.

use crate::bundle::civil::{Date, month_name as month};
use crate::bundle::edtf::{Point, Precision, When};

/// After which day an undated article must have been written.
pub fn written_after(date: Date) -> String {
    format!("Written after {}.", day(date))
}

/// `8 May 2018`.
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day, month(date.month), date.year)
}

/// What the button says that shows the months of a year.
pub fn months_of(year: i32) -> String {
    format!("Months of {year}")
}

/// A day without its year: `8 May in any year`.
pub fn in_any_year(date: Date) -> String {
    format!("{} {} in any year", date.day, month(date.month))
}

/// From which day a date is counted, as the end of an explanation.
pub fn counted_from(issued: Date) -> String {
    format!(" ({})", day(issued))
}

/// The season that begins with a month.
fn season(month: u8) -> &'static str {
    match month {
        3 => "spring",
        6 => "summer",
        9 => "autumn",
        _ => "winter",
    }
}

/// A point at its own precision: `2018`, `summer 2018`, `May 2018`, `8 May 2018`, with doubt said.
fn point(point: &Point) -> String {
    let date = point.first;
    let bare = match point.precision {
        Precision::Year => date.year.to_string(),
        Precision::Season => format!("{} {}", season(date.month), date.year),
        Precision::Month => format!("{} {}", month(date.month), date.year),
        Precision::Day => day(date),
    };
    match (point.approximate, point.uncertain) {
        (true, false) => format!("about {bare}"),
        (false, true) => format!("{bare} (uncertain)"),
        (true, true) => format!("about {bare} (uncertain)"),
        (false, false) => bare,
    }
}

/// An expression of time in words: `13–19 October 2025`, `2015 to May 2018`.
pub fn when(when: &When) -> String {
    match when {
        When::Point(only) => point(only),
        When::Interval(None, None) => String::new(),
        When::Interval(Some(from), None) => format!("since {}", point(from)),
        When::Interval(None, Some(to)) => format!("until {}", point(to)),
        When::Interval(Some(from), Some(to)) => {
            let same_month = (from.first.year, from.first.month) == (to.first.year, to.first.month);
            let days = from.precision == Precision::Day && to.precision == Precision::Day;
            if same_month && days && !when.is_vague() {
                format!("{}–{}", from.first.day, point(to))
            } else {
                format!("{} to {}", point(from), point(to))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::edtf;

    #[test]
    fn dates_read_as_people_write_them() {
        for (value, expected) in [
            ("2018", "2018"),
            ("2018-05", "May 2018"),
            ("2018-05-08", "8 May 2018"),
            ("2018-21", "spring 2018"),
            ("2018-24~", "about winter 2018"),
            ("2018-22/2018-23", "summer 2018 to autumn 2018"),
            ("2018?", "2018 (uncertain)"),
            ("2018-05~", "about May 2018"),
            ("2025-10-13/2025-10-19", "13–19 October 2025"),
            ("2025-09-28/2025-10-02", "28 September 2025 to 2 October 2025"),
            ("2015/2018-05", "2015 to May 2018"),
            ("2018-05-08/..", "since 8 May 2018"),
            ("../2018", "until 2018"),
        ] {
            assert_eq!(when(&edtf::parse(value).unwrap()), expected, "{value}");
        }
    }
}
