//! Calendar days of the proleptic Gregorian calendar, and RFC 3339 instants.
//!
//! Only what a timeline needs: no zones beyond an offset, no locale, no clock. Day
//! numbers follow Howard Hinnant's `days_from_civil`
//! (<https://howardhinnant.github.io/date_algorithms.html>).

use std::fmt;

/// Days since 1970-01-01.
pub type DayNumber = i32;

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Astronomical year: 0 is 1 BCE.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// A day that exists, or nothing. Years are held to four digits, as in EDTF's base level.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let fits = (0..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        fits.then_some(Self { year, month, day })
    }

    /// Days since 1970-01-01.
    pub fn day_number(self) -> DayNumber {
        let year = self.year - i32::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i32::from(self.month) + 9) % 12; // March is 0
        let day_of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day with this number.
    pub fn from_day_number(number: DayNumber) -> Self {
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153; // March is 0
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Self {
            year: year_of_era + era * 400 + i32::from(month <= 2),
            month: month as u8,
            day: day as u8,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// English months, January first.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, 1 to 12; empty for any other number.
pub fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("")
}

/// How many days a month has; 0 for a month that does not exist.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// A moment, with the calendar day it had where it was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instant {
    /// The day as written: archives sort by the publisher's own day, not by UTC's.
    pub date: Date,
    /// Seconds since 1970-01-01T00:00Z, for ordering within a day.
    pub seconds: i64,
}

/// Reads an RFC 3339 instant, or a bare day (midnight UTC). `None` if it is neither.
pub fn parse_instant(text: &str) -> Option<Instant> {
    let date = parse_day(text.get(..10)?)?;
    let midnight = i64::from(date.day_number()) * 86_400;
    let rest = &text[10..];
    if rest.is_empty() {
        return Some(Instant { date, seconds: midnight });
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let zone_at = rest.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = rest.split_at(zone_at);
    let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    let mut parts = clock.split(':');
    let hour = two_digits(parts.next()?, 23)?;
    let minute = two_digits(parts.next()?, 59)?;
    let second = parts.next().map_or(Some(0), |s| two_digits(s, 60))?; // 60: a leap second
    if parts.next().is_some() {
        return None;
    }
    let offset = match zone.as_bytes() {
        [b'Z' | b'z'] => 0,
        [sign, ..] => {
            let digits = &zone[1..];
            let (hours, minutes) = digits.split_once(':').or_else(|| digits.split_at_checked(2))?;
            let seconds = two_digits(hours, 23)? * 3600 + two_digits(minutes, 59)? * 60;
            if *sign == b'-' { -seconds } else { seconds }
        }
        [] => return None,
    };
    Some(Instant { date, seconds: midnight + hour * 3600 + minute * 60 + second - offset })
}

/// Reads `YYYY-MM-DD`.
pub fn parse_day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = digits(text.get(..4)?)?;
    let month = two_digits(text.get(5..7)?, 12)?;
    let day = two_digits(text.get(8..)?, 31)?;
    Date::new(year as i32, month as u8, day as u8)
}

fn two_digits(text: &str, most: i64) -> Option<i64> {
    (text.len() == 2).then(|| digits(text))?.filter(|&n| n <= most)
}

/// Decimal digits only: no sign, no spaces.
pub(crate) fn digits(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_go_there_and_back() {
        assert_eq!(Date::new(1970, 1, 1).unwrap().day_number(), 0);
        assert_eq!(Date::new(2000, 3, 1).unwrap().day_number(), 11_017);
        for number in (-719_528..2_932_897).step_by(37) {
            let date = Date::from_day_number(number);
            assert_eq!(date.day_number(), number, "{date}");
            assert_eq!(Date::new(date.year, date.month, date.day), Some(date));
        }
    }

    #[test]
    fn only_days_that_exist() {
        assert!(Date::new(2024, 2, 29).is_some());
        assert!(Date::new(2023, 2, 29).is_none());
        assert!(Date::new(1900, 2, 29).is_none());
        assert!(Date::new(2023, 13, 1).is_none());
        assert!(Date::new(2023, 4, 31).is_none());
    }

    #[test]
    fn instants_keep_the_day_of_the_publisher() {
        let check = |text: &str, day: &str, seconds: i64| {
            let instant = parse_instant(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((instant.date.to_string().as_str(), instant.seconds), (day, seconds));
        };
        check("1970-01-02", "1970-01-02", 86_400);
        check("1970-01-01T01:00:00Z", "1970-01-01", 3600);
        check("1970-01-01T23:30:00.25-02:00", "1970-01-01", 91_800);
        check("1970-01-01t00:30:00+0100", "1970-01-01", -1800);
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "yesterday",
            "2024-1-1",
            "2024-02-30",
            "2024-01-01T",
            "2024-01-01T10:00:00",
            "2024-01-01T25:00:00Z",
            "2024-01-01T10:00:00+",
            "2024-01-01T10:00:00+1",
            "٢٠٢٤-٠١-٠١",
            "2024-01-0é",
        ] {
            assert_eq!(parse_instant(text), None, "{text}");
        }
    }
}
