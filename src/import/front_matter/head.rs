//! The lines of front matter: keys, words, lists, texts over several lines.
//!
//! It must not know what a key means, and it keeps what it does not understand.

use serde_json::Value;

/// One key with its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Field,
    /// Index of its line, from 0.
    pub(super) line: usize,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Field {
    /// One value; true if it was quoted, so that it is a text whatever it looks like.
    One(String, bool),
    /// A list.
    Many(Vec<String>),
}

pub(super) fn is_blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

/// `key: value` or `key = value`.
pub(super) fn key_and_value(line: &str, sign: char) -> Option<(&str, &str)> {
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
pub(super) fn table(line: &str, sign: char) -> Option<&str> {
    let name = line.trim().trim_start_matches('[').trim_end_matches(']').trim();
    let is_table =
        sign == '=' && line.trim_start().starts_with('[') && line.trim_end().ends_with(']');
    is_table.then_some(name)
}

pub(super) struct Reader<'l> {
    sign: char,
    lines: &'l [&'l str],
    at: usize,
    pub(super) entries: Vec<Entry>,
    /// Lines that were not understood.
    pub(super) rest: Vec<(usize, String)>,
}

impl<'l> Reader<'l> {
    /// A reader of the lines between the fences; `sign` stands between key and value.
    pub(super) fn new(lines: &'l [&'l str], sign: char) -> Self {
        Self { sign, lines, at: 0, entries: Vec::new(), rest: Vec::new() }
    }

    /// Reads all lines.
    pub(super) fn read(&mut self) {
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
    pub(super) fn words(&self) -> Option<String> {
        match self {
            Self::One(words, _) => Some(words.clone()).filter(|words| !words.is_empty()),
            Self::Many(list) => list.first().cloned().filter(|_| list.len() == 1),
        }
    }

    pub(super) fn list(&self) -> Vec<String> {
        match self {
            Self::One(words, _) => vec![words.clone()],
            Self::Many(list) => list.clone(),
        }
    }

    pub(super) fn json(&self) -> Value {
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
