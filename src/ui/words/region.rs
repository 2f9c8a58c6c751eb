//! How the reader's region writes a day and a number. The words around them stay what they are;
//! the order of day and month, and what stands between thousands, are those that the browser's
//! `Intl` tells of the reader's language.
//!
//! Until that is told, as in Britain. It must not decide what is written.

use crate::bundle::civil::month_name as month;
use std::cell::Cell;

/// What is told of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    month_first: bool,
    /// What parts groups of digits, if anything does.
    apart: Option<char>,
    /// Digits in the groups above the thousands: three, or two as in India.
    above: usize,
}

thread_local! {
    static HERE: Cell<Region> =
        const { Cell::new(Region { month_first: false, apart: Some(','), above: 3 }) };
}

impl Region {
    /// Reads how a region writes the number 12345678; in what order it writes a day is said.
    pub fn told(month_first: bool, number: &str) -> Self {
        let above = number.rsplit(|c: char| !c.is_ascii_digit()).nth(1).map_or(3, str::len);
        let apart = number.chars().find(|c| !c.is_ascii_digit());
        Self { month_first, apart, above: if above == 2 { 2 } else { 3 } }
    }

    /// Writes so from now on.
    pub fn settle(self) {
        HERE.set(self);
    }
}

/// A number with its groups of digits apart.
pub fn number(number: usize) -> String {
    let here = HERE.get();
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        let begins = left == 3 || left > 3 && (left - 3).is_multiple_of(here.above);
        if let Some(apart) = here.apart.filter(|_| at > 0 && begins) {
            written.push(apart);
        }
        written.push(digit);
    }
    written
}

/// What is given of a date, in order: `8 May 2018`, `May 8, 2018`. The day may be several.
pub(super) fn date(day: &str, month_of: Option<u8>, year: Option<i32>) -> String {
    let month_first = HERE.get().month_first;
    let month = month_of.map_or("", month);
    let [first, second] = if month_first { [month, day] } else { [day, month] };
    let mut written = String::new();
    for part in [first, second] {
        if !written.is_empty() && !part.is_empty() {
            written.push(' ');
        }
        written.push_str(part);
    }
    if let Some(year) = year {
        let comma = month_first && !day.is_empty();
        written.push_str(if comma { "," } else { "" });
        written.push_str(if written.is_empty() { "" } else { " " });
        written.push_str(&year.to_string());
    }
    written
}

/// True if a month stands before its day.
pub(super) fn month_first() -> bool {
    HERE.get().month_first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_as_the_region_does() {
        for (number, expected) in [
            ("12,345,678", ["7", "999", "1,000", "654,321", "12,345,678"]),
            ("1,23,45,678", ["7", "999", "1,000", "6,54,321", "1,23,45,678"]),
            ("12.345.678", ["7", "999", "1.000", "654.321", "12.345.678"]),
            (
                "12\u{202f}345\u{202f}678",
                ["7", "999", "1\u{202f}000", "654\u{202f}321", "12\u{202f}345\u{202f}678"],
            ),
            ("12345678", ["7", "999", "1000", "654321", "12345678"]),
            ("", ["7", "999", "1000", "654321", "12345678"]),
            (",,", ["7", "999", "1,000", "654,321", "12,345,678"]),
        ] {
            Region::told(false, number).settle();
            for (number, expected) in [7, 999, 1_000, 654_321, 12_345_678].into_iter().zip(expected)
            {
                assert_eq!(super::number(number), expected);
            }
        }
    }
}
