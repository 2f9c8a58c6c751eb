//! Dates put into words.
//!
//! English for now, as all of `words`. It must not decide what a date means.

use crate::archive::DateRange;
use crate::bundle::civil::{Date, month_name as month};
use crate::bundle::edtf::{Point, Precision, When};
use crate::ui::words::region;

/// After which day an undated article must have been written.
pub fn written_after(date: Date) -> String {
    format!("Written after {}.", day(date))
}

/// `8 May 2018`.
pub fn day(date: Date) -> String {
    region::date(&date.day.to_string(), Some(date.month), Some(date.year))
}

/// A range of days: `September 2025`, `2015 to 2018`, `from 3 March 2024`.
pub fn days(range: &DateRange) -> String {
    let precision = range.precision();
    // One end leaves out what the other says as well.
    let words = |date: Date, with_month: bool, with_year: bool| {
        let day = if precision == Precision::Day { date.day.to_string() } else { String::new() };
        let month = (precision != Precision::Year && with_month).then_some(date.month);
        region::date(&day, month, with_year.then_some(date.year))
    };
    match (range.from(), range.to()) {
        (Some(from), None) => format!("from {}", words(from, true, true)),
        (None, Some(to)) => format!("up to {}", words(to, true, true)),
        (Some(from), Some(to)) => {
            let same_year = from.year == to.year;
            let same_month = same_year && from.month == to.month;
            let one = match precision {
                Precision::Year => same_year,
                Precision::Season | Precision::Month => same_month,
                Precision::Day => from == to,
            };
            if one {
                return words(to, true, true);
            }
            let month_first = region::month_first();
            let first = words(from, !same_month || month_first, !same_year);
            format!("{first} to {}", words(to, !same_month || !month_first, true))
        }
        (None, None) => String::new(),
    }
}

/// What the button says that shows the months of a year.
pub fn months_of(year: i32) -> String {
    format!("Months of {year}")
}

/// A day without its year: `8 May in any year`.
pub fn in_any_year(date: Date) -> String {
    format!("{} in any year", region::date(&date.day.to_string(), Some(date.month), None))
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
                let days = format!("{}–{}", from.first.day, to.first.day);
                region::date(&days, Some(to.first.month), Some(to.first.year))
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

    #[test]
    fn days_read_as_the_region_writes_them() {
        for (range, day_first, month_first) in [
            ("2025", "2025", "2025"),
            ("2025-09", "September 2025", "September 2025"),
            ("2025-09-19", "19 September 2025", "September 19, 2025"),
            ("2024-02", "February 2024", "February 2024"),
            ("2024-02-01..2024-02-28", "1 to 28 February 2024", "February 1 to 28, 2024"),
            ("2015..2018", "2015 to 2018", "2015 to 2018"),
            ("2015-01..2018-06", "January 2015 to June 2018", "January 2015 to June 2018"),
            ("2025-09..2025-10", "September to October 2025", "September to October 2025"),
            ("2024-03-03..2024-03-09", "3 to 9 March 2024", "March 3 to 9, 2024"),
            ("2024-03-03..2024-04-02", "3 March to 2 April 2024", "March 3 to April 2, 2024"),
            (
                "2023-12-30..2024-01-02",
                "30 December 2023 to 2 January 2024",
                "December 30, 2023 to January 2, 2024",
            ),
            ("2025-09..", "from September 2025", "from September 2025"),
            ("2025..", "from 2025", "from 2025"),
            ("..2018", "up to 2018", "up to 2018"),
            ("..2018-05-08", "up to 8 May 2018", "up to May 8, 2018"),
            ("2018..2019", "2018 to 2019", "2018 to 2019"),
            ("0000..9999", "0 to 9999", "0 to 9999"),
        ] {
            let range = DateRange::parse(range).unwrap();
            for (so, expected) in [(false, day_first), (true, month_first)] {
                region::Region::told(so, "12,345,678").settle();
                assert_eq!(days(&range), expected);
            }
        }
    }

    #[test]
    fn a_month_stands_first_where_the_region_writes_it_so() {
        region::Region::told(true, "12,345,678").settle();
        let date = Date::new(2018, 5, 8).unwrap();
        assert_eq!(day(date), "May 8, 2018");
        assert_eq!(in_any_year(date), "May 8 in any year");
        for (value, expected) in [
            ("2018-05-08", "May 8, 2018"),
            ("2018-05", "May 2018"),
            ("2018-22", "summer 2018"),
            ("2025-10-13/2025-10-19", "October 13–19, 2025"),
            ("2025-09-28/2025-10-02", "September 28, 2025 to October 2, 2025"),
            ("2018-05-08~", "about May 8, 2018"),
        ] {
            assert_eq!(when(&edtf::parse(value).unwrap()), expected, "{value}");
        }
    }
}
