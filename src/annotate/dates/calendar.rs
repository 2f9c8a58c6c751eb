//! Feasts and their days.
//!
//! Easter after the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991,
//! chapter 8). It must not know words: the numbers are those of the lexicon.

use crate::annotate::dates::value::{plus_days, weekday};
use crate::bundle::civil::{Date, days_in_month};

/// The day of a feast in a year, by the number that the lexicon gives it.
pub(super) fn holiday(id: u8, year: i32) -> Option<Date> {
    let fixed = |month, day| Date::new(year, month, day);
    let from_easter = |days| plus_days(easter(year)?, days);
    match id {
        1 => fixed(12, 25),
        2 => from_easter(0),
        3 => nth_weekday(year, 11, 4, 4), // Thanksgiving, United States
        4 => fixed(10, 31),
        5 => fixed(1, 1),
        6 => fixed(2, 14),
        7 => fixed(7, 4), // Independence Day, United States
        8 => nth_weekday(year, 9, 1, 1),
        9 => last_weekday(year, 5, 1),
        10 => fixed(12, 26),
        11 => from_easter(-2),
        12 => fixed(7, 14),
        13 => from_easter(-46),
        14 | 17 => fixed(11, 11),
        15 => from_easter(50),
        16 => from_easter(49),
        18 => from_easter(-7),
        19 => nth_weekday(year, 10, 1, 2),
        20 => fixed(12, 24),
        21 => from_easter(1),
        22 => fixed(12, 31),
        _ => None,
    }
}

fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    Date::new(year, (sum / 31) as u8, (sum % 31 + 1) as u8)
}

fn nth_weekday(year: i32, month: u8, day: u8, nth: u8) -> Option<Date> {
    let first = Date::new(year, month, 1)?;
    let ahead = (i32::from(day) - i32::from(weekday(first))).rem_euclid(7);
    plus_days(first, ahead + 7 * (i32::from(nth) - 1))
}

fn last_weekday(year: i32, month: u8, day: u8) -> Option<Date> {
    let last = Date::new(year, month, days_in_month(year, month))?;
    plus_days(last, -(i32::from(weekday(last)) - i32::from(day)).rem_euclid(7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        for (id, year, expected) in [
            (2, 2024, "2024-03-31"),
            (2, 2025, "2025-04-20"),
            (2, 1818, "1818-03-22"),
            (3, 2023, "2023-11-23"),
            (8, 2024, "2024-09-02"),
            (9, 2024, "2024-05-27"),
            (11, 2024, "2024-03-29"),
            (16, 2024, "2024-05-19"),
        ] {
            assert_eq!(holiday(id, year).unwrap().to_string(), expected);
        }
        assert_eq!(holiday(99, 2024), None);
    }
}
