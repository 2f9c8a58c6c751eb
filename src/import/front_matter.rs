//! Front matter: what a text says of itself between two lines of `---` or `+++`.
//!
//! A reader of what people write there (keys, words, lists), not of YAML or TOML. It must
//! not lose a line: keys without a place here and lines it does not understand are kept as
//! `_front_matter` and reported.

use crate::bundle::place::Place;
use crate::bundle::{Article, Author, Fault, Severity, edtf};
use crate::import::feed_date::{self, DATE_WRITTEN, Stamp};
use crate::import::links;
use serde_json::{Map, Value};

/// The member of an article that keeps what has no other place.
pub(super) const KEPT: &str = "_front_matter";
/// The key, among those, of lines that were not understood.
const LINES: &str = "lines";

/// Lines; a longer head is no head.
const LONGEST: usize = 500;

/// One key with its value.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    key: String,
    value: Field,
    /// Index of its line, from 0.
    line: usize,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
enum Field {
    /// One value; true if it was quoted, so that it is a text whatever it looks like.
    One(String, bool),
    /// A list.
    Many(Vec<String>),
}

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
    let mut reader = Reader { sign, lines: inside, at: 0, entries: Vec::new(), rest: Vec::new() };
    reader.read();
    Some(FrontMatter { entries: reader.entries, rest: reader.rest, lines: length + 2 })
}

fn is_blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

/// `key: value` or `key = value`.
fn key_and_value(line: &str, sign: char) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(sign)?;
    let key = key.trim().trim_matches(['"', '\'']);
    let fits = !key.is_empty()
        && key.chars().count() <= 40
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@'));
    // “https://…” is no key, “12:30” is none either.
    let is_key = fits && (value.is_empty() || value.starts_with([' ', '\t']) || sign == '=');
    (is_key && !key.bytes().all(|b| b.is_ascii_digit())).then(|| (key, value.trim()))
}

/// `[name]` of TOML.
fn table(line: &str, sign: char) -> Option<&str> {
    let name = line.trim().trim_start_matches('[').trim_end_matches(']').trim();
    let is_table =
        sign == '=' && line.trim_start().starts_with('[') && line.trim_end().ends_with(']');
    is_table.then_some(name)
}

struct Reader<'l> {
    sign: char,
    lines: &'l [&'l str],
    at: usize,
    entries: Vec<Entry>,
    rest: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut under = String::new();
        while let Some(&line) = self.lines.get(self.at) {
            let number = self.at + 1; // the fence is line 0
            self.at += 1;
            if is_blank(line) {
                continue;
            }
            if let Some(name) = table(line, self.sign) {
                under = format!("{name}.");
                continue;
            }
            let is_inner = line.starts_with([' ', '\t']);
            let Some((key, value)) = key_and_value(line, self.sign).filter(|_| !is_inner) else {
                self.rest.push((number, line.trim().to_owned()));
                continue;
            };
            let key = format!("{under}{key}");
            if value.is_empty() || matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+") {
                self.below(key, value, number);
            } else {
                let value = self.whole(value);
                self.entries.push(Entry { key, value: field(&value), line: number });
            }
        }
    }

    /// A value with the lines it goes on in, if it is a list that is not closed.
    fn whole(&mut self, value: &str) -> String {
        let mut whole = value.to_owned();
        while whole.starts_with('[')
            && !whole.trim_end().ends_with(']')
            && let Some(line) = self.lines.get(self.at)
        {
            whole.push(' ');
            whole.push_str(line.trim());
            self.at += 1;
        }
        whole
    }

    /// What stands in the lines below a key: a list, keys of its own, or a longer text.
    fn below(&mut self, key: String, mark: &str, number: usize) {
        let (mut list, mut words, mut inner) = (Vec::new(), Vec::new(), Vec::new());
        let mut is_item = false;
        while let Some(&line) = self.lines.get(self.at) {
            let is_inner = line.starts_with([' ', '\t']);
            let bare = line.trim();
            if mark.is_empty()
                && let Some(item) = bare.strip_prefix("- ")
            {
                is_item = true;
                // Of a list of objects, the name is what can be taken.
                let item = match key_and_value(item, ':') {
                    Some(("name", name)) => name,
                    _ => item,
                };
                list.push(unquoted(without_comment(item)).0);
            } else if !is_inner && !bare.is_empty() {
                break;
            } else if mark.is_empty()
                && !is_item
                && let Some((inner_key, value)) = key_and_value(line, ':')
            {
                let key = format!("{key}.{inner_key}");
                inner.push(Entry { key, value: field(value), line: self.at + 1 });
            } else if is_item && !bare.is_empty() {
                self.rest.push((self.at + 1, bare.to_owned()));
            } else if !bare.is_empty() || !mark.is_empty() {
                words.push(bare);
            }
            self.at += 1;
        }
        let glue = if mark.starts_with('|') { "\n" } else { " " };
        let words = words.join(glue).trim().to_owned();
        if is_item {
            self.entries.push(Entry { key, value: Field::Many(list), line: number });
        } else if !words.is_empty() || inner.is_empty() {
            self.entries.push(Entry { key, value: Field::One(words, true), line: number });
        }
        self.entries.extend(inner);
    }
}

fn field(value: &str) -> Field {
    let bare = without_comment(value);
    match bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(items) => Field::Many(
            split_list(items)
                .into_iter()
                .map(|item| unquoted(item.trim()).0)
                .filter(|item| !item.is_empty())
                .collect(),
        ),
        None => {
            let (words, quoted) = unquoted(bare);
            Field::One(words, quoted)
        }
    }
}

/// Splits at commas outside quotes.
fn split_list(items: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in items.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') if items[start..at].trim().is_empty() => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, ',') => {
                parts.push(&items[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&items[start..]);
    parts
}

/// A value without the comment behind it: ` # ` outside quotes. (“No #1” is none here.)
fn without_comment(value: &str) -> &str {
    let value = value.trim();
    let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = match quoted {
        Some(quote) => value[1..].rfind(quote).map_or(0, |at| at + 2),
        None => 0,
    };
    value[from..].find(" # ").map_or(value, |at| value[..from + at].trim_end())
}

fn unquoted(value: &str) -> (String, bool) {
    let value = value.trim();
    let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(words) = inside('"') {
        (words.replace("\\\"", "\"").replace("\\\\", "\\"), true)
    } else if let Some(words) = inside('\'') {
        (words.replace("''", "'"), true)
    } else {
        (value.to_owned(), false)
    }
}

impl Field {
    fn words(&self) -> Option<String> {
        match self {
            Self::One(words, _) => Some(words.clone()).filter(|words| !words.is_empty()),
            Self::Many(list) => list.first().cloned().filter(|_| list.len() == 1),
        }
    }

    fn list(&self) -> Vec<String> {
        match self {
            Self::One(words, _) => vec![words.clone()],
            Self::Many(list) => list.clone(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::One(words, true) => words.as_str().into(),
            Self::One(words, false) => match words.as_str() {
                "true" => true.into(),
                "false" => false.into(),
                "" | "null" | "~" => Value::Null,
                words => words
                    .parse::<i64>()
                    .ok()
                    .filter(|number| number.to_string() == words)
                    .map_or_else(|| words.into(), Value::from),
            },
            Self::Many(list) => list.iter().map(|item| Value::from(item.as_str())).collect(),
        }
    }
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
        article.more.insert(KEPT.to_owned(), Value::Object(kept));
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
            let link = words.and_then(|link| links::resolve(&link, None));
            let is_new = article.url.is_none() && link.is_some();
            if is_new {
                article.url = link;
            }
            is_new
        }
        "id" | "slug" | "guid" => words.map(|id| article.id = id).is_some(),
        "author" | "authors" | "by" | "author.name" => {
            let names = entry.value.list();
            let known: Vec<_> = article.authors.iter().filter_map(|a| a.name.clone()).collect();
            let names = names.into_iter().filter(|name| !name.is_empty() && !known.contains(name));
            article
                .authors
                .extend(names.map(|name| Author { name: Some(name), ..Author::default() }));
            true
        }
        "tags" | "tag" | "keywords" | "categories" | "category" => {
            for subject in entry.value.list().iter().flat_map(|subject| match entry.value {
                Field::One(..) => subject.split(',').collect::<Vec<_>>(),
                Field::Many(_) => vec![subject.as_str()],
            }) {
                let subject = subject.trim();
                if !subject.is_empty() && !article.tags.iter().any(|tag| tag == subject) {
                    article.tags.push(subject.to_owned());
                }
            }
            true
        }
        "date" | "published" | "date_published" | "publishdate" | "pubdate" | "issued" => {
            words.is_some_and(|written| date(&written, entry.line, article, text, faults))
        }
        "updated" | "lastmod" | "modified" | "date_modified" | "last_modified_at" => {
            match words.as_deref().and_then(feed_date::parse) {
                Some(Stamp::Moment(moment)) => {
                    article.more.insert("date_modified".to_owned(), moment.into());
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
                article.dateline.more.insert(DATE_WRITTEN.to_owned(), written.into());
            }
        }
        None if edtf::parse(written).is_some() => {
            article.dateline.issued = Some(written.to_owned());
        }
        None => {
            article.dateline.more.insert(DATE_WRITTEN.to_owned(), written.into());
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
