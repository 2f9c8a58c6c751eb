//! The events as iCalendar (RFC 5545), for any calendar program.
//!
//! Every event lasts whole days: a month or a year covers its days, and `DTEND` is the day
//! after the last one, as the standard asks. `DTSTAMP` is the date of the article, not of
//! the export, so that the same bundle gives the same calendar. Events whose date is not
//! known are left out and counted.

use super::{LeftOut, Names, Quotes, web};
use crate::bundle::civil::{self, Date};
use crate::bundle::edtf::{self, When};
use crate::bundle::{Article, Bundle, Event};

/// Octets of a line without its end.
const LONGEST: usize = 75;

pub(super) fn write(bundle: &Bundle, left: &mut LeftOut) -> String {
    let names = Names::of(bundle);
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, concat!("PRODID:-//Dateline//Dateline ", env!("CARGO_PKG_VERSION"), "//EN"));
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(&bundle.title)));
    for article in &bundle.items {
        let stamp = stamp(article);
        let quotes = Quotes::of(article);
        for event in &article.dateline.events {
            let when = event.when.as_deref().and_then(edtf::parse);
            match when.and_then(|when| Some((when, when.first_day()?))) {
                None if when.is_some() => {
                    left.one("event", "without a beginning could not be put in a calendar");
                }
                None => left.one("event", "without a date could not be put in a calendar"),
                Some((when, first)) => {
                    let days = days(&when, Date::from_day_number(first), left);
                    let happening = Happening { event, days, is_vague: when.is_vague() };
                    tell(&mut out, &quotes, &happening, &stamp, &names);
                }
            }
        }
    }
    line(&mut out, "END:VCALENDAR");
    out
}

/// The first day, and the day after the last.
fn days(when: &When, first: Date, left: &mut LeftOut) -> (String, String) {
    let last = when.last_day();
    if last.is_none() {
        left.one("event", "with an open end became one day long");
    }
    let latest = Date::new(9999, 12, 31).map_or(first.day_number(), Date::day_number);
    let end = last.unwrap_or_else(|| first.day_number()).saturating_add(1).min(latest);
    (basic(first), basic(Date::from_day_number(end)))
}

/// An event with its days.
struct Happening<'e> {
    event: &'e Event,
    days: (String, String),
    is_vague: bool,
}

fn tell(
    out: &mut String,
    quotes: &Quotes<'_>,
    happening: &Happening<'_>,
    stamp: &str,
    names: &Names<'_>,
) {
    let (article, event, (first, end)) = (quotes.article, happening.event, &happening.days);
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", escaped(&format!("{}/{}@dateline", article.id, event.id))));
    line(out, &format!("DTSTAMP:{stamp}"));
    line(out, &format!("DTSTART;VALUE=DATE:{first}"));
    if end > first {
        line(out, &format!("DTEND;VALUE=DATE:{end}"));
    }
    line(out, &format!("SUMMARY:{}", escaped(&event.label)));
    let mut words: Vec<String> =
        quotes.evidence(event).iter().map(|quote| format!("“{quote}”")).collect();
    words.push(article.headline().to_owned());
    words.extend(article.dateline.source.clone());
    line(out, &format!("DESCRIPTION:{}", escaped(&words.join("\n"))));
    let who: Vec<String> = event
        .entities
        .iter()
        .filter_map(|part| names.get(part.id()))
        .map(|entity| escaped(&entity.name))
        .collect();
    if !who.is_empty() {
        line(out, &format!("CATEGORIES:{}", who.join(",")));
    }
    if let Some(url) = web(article.url.as_deref()) {
        line(out, &format!("URL:{url}"));
    }
    if happening.is_vague {
        line(out, "STATUS:TENTATIVE");
    }
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// When the article was published or issued, in UTC; the beginning of 1970 if nobody knows.
fn stamp(article: &Article) -> String {
    const DAY: i64 = 86_400;
    if let Some(instant) = article.date_published.as_deref().and_then(civil::parse_instant) {
        let day = i32::try_from(instant.seconds.div_euclid(DAY)).unwrap_or_default();
        let second = instant.seconds.rem_euclid(DAY);
        let date = Date::from_day_number(day);
        if (0..=9999).contains(&date.year) {
            let (hour, minute) = (second / 3600, second / 60 % 60);
            return format!("{}T{hour:02}{minute:02}{:02}Z", basic(date), second % 60);
        }
    }
    let issued = article.dateline.issued.as_deref().and_then(edtf::parse);
    let day = issued.and_then(|when| when.first_day()).unwrap_or_default();
    format!("{}T000000Z", basic(Date::from_day_number(day)))
}

/// A day as `YYYYMMDD`.
fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year, date.month, date.day)
}

/// A text value (RFC 5545, 3.3.11). Other control characters have no place in one.
fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => safe.extend(['\\', c]),
            '\n' | '\r' => safe.push_str("\\n"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// Adds a content line, folded so that no line is longer than the standard allows and no
/// character is cut.
fn line(out: &mut String, content: &str) {
    let mut width = 0;
    for c in content.chars() {
        if width + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}
