//! Front matter: what a text says of itself between two lines of `---` or `+++`.
//!
//! A reader of what people write there (keys, words, lists), not of YAML or TOML. It must
//! not lose a line: keys without a place here and lines it does not understand are kept as
//! `_front_matter` and reported.

mod head;

use crate::bundle::place::Place;
use crate::bundle::{Article, Author, Fault, Severity, edtf};
use crate::import::address::web_address;
use crate::import::feed_date::{self, DATE_WRITTEN, Stamp};
use head::{Entry, Field, Reader, is_blank, key_and_value, table};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The member of an article that keeps what has no other place.
pub(super) const KEPT: &str = "_front_matter";
/// The key, among those, of lines that were not understood.
const LINES: &str = "lines";

/// Lines; a longer head is no head.
const LONGEST: usize = 500;

/// What a head says, and how many lines it takes, both fences included.
#[derive(Debug)]
pub(super) struct FrontMatter {
    entries: Vec<Entry>,
    /// Lines that were not understood.
    rest: Vec<(usize, String)>,
    /// How many lines the head takes.
    pub(super) lines: usize,
}

/// The front matter at the start of a text, if it has one. Lines are given without their
/// ends.
pub(super) fn of(lines: &[&str]) -> Option<FrontMatter> {
    let fence = lines.first()?.trim_end();
    let sign = match fence {
        "---" => ':',
        "+++" => '=',
        _ => return None,
    };
    let is_end = |line: &&str| {
        let line = line.trim_end();
        line == fence || (sign == ':' && line == "...")
    };
    let length = lines.iter().skip(1).take(LONGEST).position(is_end)?;
    let inside = lines.get(1..=length)?;
    // Between two rules there may be prose: a head begins with a key.
    let first = inside.iter().find(|line| !is_blank(line))?;
    key_and_value(first, sign).or_else(|| table(first, sign).map(|key| (key, "")))?;
    let mut reader = Reader::new(inside, sign);
    reader.read();
    Some(FrontMatter { entries: reader.entries, rest: reader.rest, lines: length + 2 })
}

impl FrontMatter {
    /// Gives an article what the head says of it. `text` is the whole text, for the places
    /// of faults.
    pub(super) fn apply(self, article: &mut Article, text: &str, faults: &mut Vec<Fault>) {
        let mut kept = Map::new();
        for entry in self.entries {
            if !take(&entry, article, text, faults) {
                kept.entry(entry.key).or_insert_with(|| entry.value.json());
            }
        }
        let first_rest = self.rest.first().map(|(line, _)| *line);
        if !self.rest.is_empty() {
            let lines = self.rest.into_iter().map(|(_, line)| Value::from(line)).collect();
            kept.insert(LINES.to_owned(), lines);
        }
        if kept.is_empty() {
            return;
        }
        let keys: Vec<String> = kept.keys().map(|key| format!("“{key}”")).collect();
        let what = match first_rest {
            None => format!("The front matter also says {}.", keys.join(", ")),
            Some(line) => format!(
                "The front matter also says {}; line {} is no key with a value.",
                keys.join(", "),
                line + 1
            ),
        };
        let remedy = format!("It is not shown, but kept in the article's “{KEPT}”.");
        let fault = Fault::new(Severity::Notice, what, remedy);
        faults.push(fault.in_place(line_place(text, first_rest.unwrap_or(0))));
        article.more.insert(KEPT, Value::Object(kept));
    }
}

/// The place where a line (index from 0) begins.
pub(super) fn line_place(text: &str, line: usize) -> Place {
    let offset = text.split_inclusive('\n').take(line).map(str::len).sum();
    Place { offset, line: line + 1, column: 1 }
}

/// Takes an entry, if it has a place in an article.
fn take(entry: &Entry, article: &mut Article, text: &str, faults: &mut Vec<Fault>) -> bool {
    let key = entry.key.to_lowercase().replace('-', "_");
    let words = entry.value.words();
    let set = |place: &mut Option<String>| {
        let is_new = place.is_none() && words.is_some();
        if is_new {
            place.clone_from(&words);
        }
        is_new
    };
    match key.as_str() {
        "title" | "headline" => set(&mut article.title),
        "language" | "lang" | "locale" => set(&mut article.language),
        "source" | "publisher" => set(&mut article.dateline.source),
        "summary" | "description" | "excerpt" | "abstract" => set(&mut article.summary),
        "url" | "link" | "permalink" | "canonical" | "canonical_url" => {
            let link = words.and_then(|link| web_address(&link, None));
            let is_new = article.url.is_none() && link.is_some();
            if is_new {
                article.url = link;
            }
            is_new
        }
        "id" | "slug" | "guid" => words.map(|id| article.id = id).is_some(),
        "author" | "authors" | "by" | "author.name" => {
            let mut known: BTreeSet<String> =
                article.authors.iter().filter_map(|author| author.name.clone()).collect();
            let names = entry.value.list().into_iter();
            let names = names.filter(|name| !name.is_empty() && known.insert(name.clone()));
            article
                .authors
                .extend(names.map(|name| Author { name: Some(name), ..Author::default() }));
            true
        }
        "tags" | "tag" | "keywords" | "categories" | "category" => {
            let mut known: BTreeSet<String> = article.tags.iter().cloned().collect();
            let subjects = match &entry.value {
                Field::One(words, _) => words.split(',').map(str::to_owned).collect(),
                Field::Many(list) => list.clone(),
            };
            let subjects = subjects.iter().map(|subject| subject.trim().to_owned());
            article.tags.extend(
                subjects.filter(|subject| !subject.is_empty() && known.insert(subject.clone())),
            );
            true
        }
        "date" | "published" | "date_published" | "publishdate" | "pubdate" | "issued" => {
            words.is_some_and(|written| date(&written, entry.line, article, text, faults))
        }
        "updated" | "lastmod" | "modified" | "date_modified" | "last_modified_at" => {
            match words.as_deref().and_then(feed_date::parse) {
                Some(Stamp::Moment(moment)) => {
                    article.more.insert("date_modified", moment.into());
                    true
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// Takes a date. One that nobody can read is reported and kept.
fn date(
    written: &str,
    line: usize,
    article: &mut Article,
    text: &str,
    faults: &mut Vec<Fault>,
) -> bool {
    let is_dated = article.date_published.is_some() || article.dateline.issued.is_some();
    match feed_date::parse(written) {
        _ if is_dated => return false,
        Some(Stamp::Moment(moment)) => article.date_published = Some(moment),
        Some(Stamp::Day { edtf, clock }) => {
            article.dateline.issued = Some(edtf);
            if clock {
                article.dateline.more.insert(DATE_WRITTEN, written.into());
            }
        }
        None if edtf::parse(written).is_some() => {
            article.dateline.issued = Some(written.to_owned());
        }
        None => {
            article.dateline.more.insert(DATE_WRITTEN, written.into());
            let what = format!("“{written}” is not a date that can be read.");
            let remedy = format!(
                "Write it as 2024-03-12 or 2024-03-12T09:30:00Z; it is kept as “{DATE_WRITTEN}”."
            );
            let fault = Fault::new(Severity::Error, what, remedy);
            faults.push(fault.in_place(line_place(text, line)));
        }
    }
    true
}

#[cfg(test)]
#[path = "front_matter_tests.rs"]
mod tests;
