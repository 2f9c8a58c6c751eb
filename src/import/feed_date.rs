//! Dates as feeds and texts write them, to RFC 3339 and EDTF.
//!
//! RFC 5322's form and its older ones (two-digit years, names of zones), RFC 3339 and ISO
//! 8601, and what programs make of them: weekdays missing or misplaced, months in full,
//! hyphens, a date without a time. English names only. It must not guess: a date in figures
//! whose order nobody knows is refused, and a time without a zone is not a moment.

use crate::bundle::civil::{self, Date};

/// The member of an article's extension that keeps a date as it was written, where less
/// than that could be taken.
pub(super) const DATE_WRITTEN: &str = "date_written";

/// A date read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// A moment, as RFC 3339 in the zone it was written in.
    Moment(String),
    /// A year, a month or a day, as EDTF. `clock` is true if a time of day was written too,
    /// without a zone that is known.
    Day {
        /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        edtf: String,
        /// True if more was written than could be taken.
        clock: bool,
    },
}

/// Bytes: no date is longer, whatever stands in it.
const LONGEST: usize = 100;

/// Reads a date; `None` if it is none, or not only one.
pub(super) fn parse(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    iso(text).or_else(|| worded(text))
}

/// RFC 3339 and its relatives: figures, the year first.
fn iso(text: &str) -> Option<Stamp> {
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let date = date.replace('/', "-");
    let edtf = match date.len() {
        // Compact: 20240312
        8 if date.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..])
        }
        4 if rest.is_empty() => {
            let year = civil::digits(&date).filter(|year| (1000..=2999).contains(year))?;
            return Some(Stamp::Day { edtf: year.to_string(), clock: false });
        }
        7 if rest.is_empty() => {
            let month = civil::parse_day(&format!("{date}-01"))?;
            let edtf = format!("{:04}-{:02}", month.year, month.month);
            return Some(Stamp::Day { edtf, clock: false });
        }
        _ => {
            let mut parts = date.split('-');
            let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
            if year.len() != 4 || parts.next().is_some() {
                return None;
            }
            format!("{year}-{month:0>2}-{day:0>2}")
        }
    };
    let date = civil::parse_day(&edtf)?;
    if rest.is_empty() {
        return Some(Stamp::Day { edtf, clock: false });
    }
    let zone_at = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ','));
    let (clock, zone) = rest.split_at(zone_at.unwrap_or(rest.len()));
    let clock = clock_of(clock)?;
    let zone = zone.trim();
    if !zone.is_empty() && !is_zone_like(zone) {
        return None;
    }
    Some(stamp(date, Some(clock), zone_of(zone)))
}

/// A time of day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clock {
    hour: u8,
    minute: u8,
    second: u8,
    /// Digits after the point, without it.
    fraction: String,
}

/// `08:30`, `08:30:15`, `08:30:15.25`, `083015`.
fn clock_of(text: &str) -> Option<Clock> {
    let text = text.replace(',', ".");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<&str> = if whole.contains(':') {
        whole.split(':').collect()
    } else if matches!(whole.len(), 4 | 6) && whole.is_ascii() {
        (0..whole.len()).step_by(2).map(|at| &whole[at..at + 2]).collect()
    } else {
        return None;
    };
    let number = |at: usize, most: i64| -> Option<u8> {
        let part = parts.get(at)?;
        let number = civil::digits(part).filter(|n| *n <= most && part.len() <= 2)?;
        u8::try_from(number).ok()
    };
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let second = if parts.len() == 3 { number(2, 60)? } else { 0 };
    // A leap second has no place on most clocks; nobody misses it.
    Some(Clock {
        hour: number(0, 24)?,
        minute: number(1, 59)?,
        second: second.min(59),
        fraction: fraction.chars().take(9).collect(),
    })
}

/// Zones by name, in hours from UTC. Only names that mean one thing in the dates of
/// English texts: RFC 822's own, and Europe's.
const ZONES: [(&str, i32); 26] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
    ("akst", -9),
    ("akdt", -8),
    ("wet", 0),
    ("west", 1),
    ("cet", 1),
    ("cest", 2),
    ("mez", 1),
    ("mesz", 2),
    ("eet", 2),
    ("eest", 3),
    ("msk", 3),
    ("jst", 9),
    ("aest", 10),
    ("aedt", 11),
];

/// True for what can only be meant as a zone, known or not.
fn is_zone_like(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    text.starts_with(['+', '-', '\u{2212}']) || (1..=5).contains(&letters)
}

/// Minutes from UTC.
fn zone_of(text: &str) -> Option<i32> {
    let bare = text.split('(').next().unwrap_or(text).trim();
    let lower = bare.to_ascii_lowercase();
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == lower) {
        return Some(hours * 60);
    }
    let offset = lower.strip_prefix("gmt").or_else(|| lower.strip_prefix("utc")).unwrap_or(&lower);
    let (sign, digits) = if let Some(digits) = offset.strip_prefix('+') {
        (1, digits)
    } else {
        (-1, offset.strip_prefix('-').or_else(|| offset.strip_prefix('\u{2212}'))?)
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(pair) => pair,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let hours = civil::digits(hours).filter(|h| *h <= 14)?;
    let minutes = civil::digits(minutes).filter(|m| *m <= 59)?;
    i32::try_from(hours * 60 + minutes).ok().map(|minutes| sign * minutes)
}

fn stamp(date: Date, clock: Option<Clock>, zone: Option<i32>) -> Stamp {
    let (Some(clock), Some(zone)) = (&clock, zone) else {
        return Stamp::Day { edtf: date.to_string(), clock: clock.is_some() };
    };
    let (mut date, mut hour) = (date, clock.hour);
    if hour == 24 {
        date = Date::from_day_number(date.day_number() + 1);
        hour = 0;
    }
    let fraction =
        if clock.fraction.is_empty() { String::new() } else { format!(".{}", clock.fraction) };
    let zone = match zone {
        0 => "Z".to_owned(),
        zone => {
            let sign = if zone < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60)
        }
    };
    let (minute, second) = (clock.minute, clock.second);
    Stamp::Moment(format!("{date}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}"))
}

/// The number of a month that is written as a word, in full or cut to three letters or more.
pub(super) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    (1..=12).find(|&number| {
        let name = civil::month_name(number);
        let is_cut = matches!(word.len(), 3 | 4) && (word.len() == 3 || number == 9);
        word.eq_ignore_ascii_case(name)
            || (is_cut
                && name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word)))
    })
}

/// True for the English name of a day of the week, in full or cut.
pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches(['.', ',']).to_ascii_lowercase();
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word.as_str()))
}

/// Dates with the month as a word, in any order in which the parts tell what they are.
fn worded(text: &str) -> Option<Stamp> {
    // Comments of RFC 5322 are in brackets; a hyphen between letters and figures is a space.
    let bare = text.split('(').next().unwrap_or(text).replace(',', " ");
    let bare = hyphens_to_spaces(&bare);
    let (mut day, mut number, mut year, mut clock, mut zone) = (None, None, None, None, None);
    let (mut unknown_zone, mut afternoon) = (false, None);
    for word in bare.split_whitespace() {
        let lower = word.to_ascii_lowercase();
        if let Some(named) = month(word) {
            if number.replace(named).is_some() {
                return None;
            }
        } else if is_weekday(word) || matches!(lower.as_str(), "at" | "of") {
            // Says nothing that the rest does not say.
        } else if matches!(lower.as_str(), "am" | "pm" | "a.m." | "p.m.") {
            afternoon = Some(lower.starts_with('p'));
        } else if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            let end = word.find(|c: char| c.is_ascii_alphabetic() || matches!(c, '+' | '-'));
            let (figures, rest) = word.split_at(end.unwrap_or(word.len()));
            if clock.replace(clock_of(figures)?).is_some() {
                return None;
            }
            match rest.to_ascii_lowercase().as_str() {
                "" => {}
                "am" => afternoon = Some(false),
                "pm" => afternoon = Some(true),
                rest => zone = Some(zone_of(rest)?),
            }
        } else if let Some(figures) = figures(word) {
            let is_day = word.len() <= 2 || !word.bytes().all(|b| b.is_ascii_digit());
            if is_day && day.is_none() && (1..=31).contains(&figures) {
                day = Some(figures);
            } else if year.is_none() && matches!(word.len(), 2..=4) {
                year = Some(full_year(figures, word.len()));
            } else {
                return None;
            }
        } else if let Some(minutes) = zone_of(word) {
            // “GMT+1” and “GMT +0100” say it twice: the figures count.
            zone = Some(zone.filter(|_| minutes == 0).unwrap_or(minutes));
        } else if clock.is_some() && is_zone_like(word) {
            unknown_zone = true;
        } else {
            return None;
        }
    }
    let date = Date::new(i32::try_from(year?).ok()?, number?, u8::try_from(day?).ok()?)?;
    if let (Some(clock), Some(afternoon)) = (&mut clock, afternoon) {
        match (clock.hour, afternoon) {
            (12, false) => clock.hour = 0,
            (1..=11, true) => clock.hour += 12,
            (1..=12, _) => {}
            _ => return None,
        }
    }
    Some(stamp(date, clock, zone.filter(|_| !unknown_zone)))
}

/// `12-Mar-2024` as `12 Mar 2024`; the sign of a zone stays.
fn hyphens_to_spaces(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let joins = (before.is_ascii_digit() && after.is_ascii_alphabetic())
            || (before.is_ascii_lowercase() && after.is_ascii_digit());
        spaced.push(if c == '-' && joins { ' ' } else { c });
        before = c;
    }
    spaced
}

/// Figures, with an English ending (`12th`) or without.
fn figures(word: &str) -> Option<i64> {
    let word = word.trim_end_matches('.');
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (digits, ending) = word.split_at(end);
    let is_number = matches!(ending, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 4;
    civil::digits(digits).filter(|_| is_number)
}

/// Years of two and three figures, as RFC 5322 reads them (section 4.3).
fn full_year(year: i64, figures: usize) -> i64 {
    match figures {
        2 if year < 50 => year + 2000,
        2 | 3 => year + 1900,
        _ => year,
    }
}

#[cfg(test)]
#[path = "feed_date_tests.rs"]
mod tests;
