//! Date lines and bylines of plain texts: where and when a report was written, by whom.
//!
//! “MOSCOW, Oct 21 (Agency) -” at the start of the text, “By Ilse Aamot” and “12 March
//! 2024” in lines of their own under the headline. It must not guess: a form that may mean
//! anything else is left alone, and a day without its year stays without one.

use crate::import::feed_date::{self, Stamp};

/// What a date line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DateLine {
    /// The news agency in brackets.
    pub(super) agency: Option<String>,
    /// The day, as EDTF, where the year is written.
    pub(super) day: Option<String>,
    /// The day as written, where it is not.
    pub(super) yearless: Option<String>,
}

/// Agencies whose name in brackets is enough, in lower case.
#[rustfmt::skip] // a table to be read, not a column
const AGENCIES: [&str; 54] = [
    "aap", "afp", "agence france-presse", "anadolu", "ani", "anp", "ansa", "antara", "ap", "apa",
    "app", "associated press", "belga", "bernama", "bss", "canadian press", "cna", "cp", "dpa",
    "efe", "ians", "ina", "interfax", "irna", "isna", "itar-tass", "kuna", "kyodo", "lusa", "maf",
    "mena", "mti", "ntb", "pa", "pa media", "pap", "petra", "press association", "pti", "qna",
    "reuters", "ria novosti", "ritzau", "sana", "spa", "stt", "tass", "the associated press",
    "the canadian press", "unb", "upi", "wam", "xinhua", "yonhap",
];

/// Those of them that are nothing else: no party, no country, no state.
const UNMISTAKABLE: [&str; 14] = [
    "afp",
    "agence france-presse",
    "anadolu",
    "associated press",
    "bernama",
    "canadian press",
    "dpa",
    "interfax",
    "itar-tass",
    "reuters",
    "ria novosti",
    "tass",
    "xinhua",
    "yonhap",
];

/// Words in brackets that are no agency, in lower case.
const NOTES: [&str; 14] = [
    "updated",
    "update",
    "corrected",
    "correction",
    "photo",
    "photos",
    "video",
    "live",
    "exclusive",
    "analysis",
    "opinion",
    "see",
    "file",
    "pictured",
];

/// Code points: a date line is not longer.
const LONGEST: usize = 100;

/// The date line at the start of a paragraph, if it says who or when.
pub(super) fn of(paragraph: &str) -> Option<DateLine> {
    let limit = paragraph.char_indices().nth(LONGEST).map_or(paragraph.len(), |(at, _)| at);
    let start = &paragraph[..limit];
    // Nothing else begins so often as a place in capitals or with a capital.
    if !start.starts_with(char::is_uppercase) {
        return None;
    }
    start.char_indices().find_map(|(at, c)| {
        let (before, after) = (&start[..at], &start[at + c.len_utf8()..]);
        let spaced =
            before.ends_with([' ', '\u{a0}', '-']) && after.starts_with([' ', '\u{a0}', '-']);
        match c {
            '-' if spaced => read(before.trim_end_matches(['-', ' ', '\u{a0}']), false),
            '–' | '—' | '―' => read(before.trim_end(), false),
            '.' if after.starts_with(' ') => read(before, true),
            _ => None,
        }
    })
}

/// Reads what stands before the sign that ends a date line.
fn read(head: &str, by_full_stop: bool) -> Option<DateLine> {
    let (head, bracketed) = match head.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((before, inside)) => (before.trim_end(), Some(inside.trim())),
        None => (head, None),
    };
    if head.contains(['(', ')', '"', '“', ':', ';']) {
        return None;
    }
    let mut parts = head.split(',').map(str::trim);
    let place = parts.next()?;
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let dated = parts.iter().position(|part| begins_a_date(part)).unwrap_or(parts.len());
    let (regions, date) = parts.split_at_checked(dated)?;
    let is_shouted = is_place(place, char::is_uppercase);
    if !is_place(place, |_| true)
        || regions.len() > 2
        || !regions.iter().all(|region| is_place(region, |_| true))
        || (by_full_stop && !is_shouted)
    {
        return None;
    }
    let written = date.join(", ");
    let (day, yearless) = match feed_date::parse(&written) {
        Some(Stamp::Day { edtf, clock: false }) if edtf.len() == 10 => (Some(edtf), None),
        _ if written.is_empty() => (None, None),
        _ if is_yearless(&written) => (None, Some(written)),
        _ => return None,
    };
    let has_date = day.is_some() || yearless.is_some();
    let agency = bracketed.filter(|name| {
        is_known(name) || ((has_date || !regions.is_empty()) && looks_like_agency(name))
    });
    if bracketed.is_some() && agency.is_none() {
        return None;
    }
    // A place that is not in capitals may be any name: only an agency makes it a date line.
    let is_sure = match agency {
        Some(name) => is_shouted || has_date || is_unmistakable(name),
        None => is_shouted && has_date,
    };
    is_sure.then(|| DateLine { agency: agency.map(str::to_owned), day, yearless })
}

/// True for “Oct 21”, “21 October”, “Tuesday 12 March 2024”, “2024-03-12”.
fn begins_a_date(part: &str) -> bool {
    part.split_whitespace()
        .any(|word| word.starts_with(|c: char| c.is_ascii_digit()) || feed_date::is_weekday(word))
}

/// A month and a day, with or without the day of the week.
fn is_yearless(written: &str) -> bool {
    feed_date::parse(written).is_none()
        && matches!(
            feed_date::parse(&format!("{written} 2024")), // a leap year, so February 29 too
            Some(Stamp::Day { clock: false, .. })
        )
}

/// True for the name of a place: a few words, each with a capital. `rest` says what the
/// other letters have to be.
fn is_place(name: &str, rest: fn(char) -> bool) -> bool {
    const MOST_WORDS: usize = 4;
    const JOINING: [&str; 14] =
        ["de", "la", "el", "al", "am", "an", "der", "den", "del", "di", "sur", "upon", "of", "the"];
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| {
                (c.is_alphabetic() && rest(c)) || matches!(c, '-' | '.' | '\'' | '’' | '/')
            })
    };
    letters >= 2
        && words.len() <= MOST_WORDS
        && words.first().is_some_and(|word| is_name(word))
        && words.iter().all(|word| is_name(word) || JOINING.contains(word))
}

fn is_known(name: &str) -> bool {
    name.split('/').all(|part| AGENCIES.contains(&part.trim().to_lowercase().as_str()))
}

fn is_unmistakable(name: &str) -> bool {
    UNMISTAKABLE.contains(&name.to_lowercase().trim_start_matches("the "))
}

fn looks_like_agency(name: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let words: Vec<&str> = name.split_whitespace().collect();
    name.starts_with(char::is_uppercase)
        && words.len() <= MOST_WORDS
        && name.chars().all(|c| c.is_alphabetic() || " -/.&'’".contains(c))
        && !words.iter().any(|word| NOTES.contains(&word.to_lowercase().as_str()))
}

/// A line of its own under a headline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeadLine {
    /// The people in it.
    pub(super) authors: Vec<String>,
    /// The date in it.
    pub(super) date: Option<Stamp>,
}

/// Reads a line that holds nothing but a date, a byline or both.
pub(super) fn head_line(line: &str) -> Option<HeadLine> {
    let line = line.trim();
    if line.chars().count() > LONGEST {
        return None;
    }
    let mut head = HeadLine::default();
    for part in line.split(['|', '·', '•']).map(str::trim) {
        let is_date_part = || date_of(part).map(|date| (Vec::new(), Some(date)));
        let (authors, date) = byline(part).map(|names| (names, None)).or_else(is_date_part)?;
        if (!authors.is_empty() && !head.authors.is_empty())
            || (date.is_some() && head.date.is_some())
        {
            return None;
        }
        head.authors.extend(authors);
        head.date = head.date.or(date);
    }
    Some(head)
}

/// A whole date, perhaps with words that say it is one.
fn date_of(part: &str) -> Option<Stamp> {
    const WORDS: [&str; 7] =
        ["published on", "published at", "published", "posted on", "posted", "date", "issued"];
    let lower = part.to_ascii_lowercase();
    let begin = WORDS
        .iter()
        .find(|words| lower.strip_prefix(**words).is_some_and(|rest| rest.starts_with([' ', ':'])));
    let rest = begin.map_or(part, |words| &part[words.len()..]);
    let stamp = feed_date::parse(rest.trim_start_matches([':', ' ']))?;
    match &stamp {
        Stamp::Day { edtf, .. } if edtf.len() != 10 => None,
        _ => Some(stamp),
    }
}

/// The names in “By Ilse Aamot and J. Rask”.
fn byline(part: &str) -> Option<Vec<String>> {
    let names = part.strip_prefix("By ").or_else(|| part.strip_prefix("BY "))?.trim();
    let names = names.replace(" and ", "\n").replace(" AND ", "\n").replace(" & ", "\n");
    let (listed, last) =
        names.rsplit_once('\n').map_or((None, names.as_str()), |(a, b)| (Some(a), b));
    // “By A B, C D” may name a paper or a town; “By A B, C D and E F” names people.
    let mut people: Vec<&str> =
        listed.map(|names| names.split([',', '\n']).collect()).unwrap_or_default();
    people.push(last);
    let people: Vec<String> = people
        .into_iter()
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    people.iter().all(|name| is_person(name)).then_some(people)
}

/// Two to five words with capitals, the first no month and no weekday.
fn is_person(name: &str) -> bool {
    const JOINING: [&str; 14] = [
        "de", "la", "van", "von", "der", "den", "del", "di", "bin", "ibn", "al", "el", "dos", "da",
    ];
    let words: Vec<&str> = name.split(' ').collect();
    let is_name = |word: &str| {
        word.trim_start_matches("al-").trim_start_matches("d’").starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'))
    };
    let is_time = |word: &&str| feed_date::month(word).is_some() || feed_date::is_weekday(word);
    let last = words.last().copied().unwrap_or_default();
    (2..=5).contains(&words.len())
        && words.iter().all(|word| is_name(word) || JOINING.contains(word))
        && !["The", "A", "An", "This", "All"].contains(&words[0])
        && is_name(last)
        && !last.ends_with('.')
        && !words.first().is_some_and(is_time)
}

#[cfg(test)]
#[path = "date_line_tests.rs"]
mod tests;
