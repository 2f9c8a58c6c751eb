//! Reads JSON (RFC 8259) where it stands: a value is a slice of the text.
//!
//! `document` looks at every byte once, without recursion and without building anything.
//! What it let through is taken apart one level at a time, when somebody asks: no tree is
//! ever in memory, and a value nobody asks for is handed on as it was written. It must not
//! round a number, and never panics, whatever the text.

use crate::bundle::syntax::{self, Syntax};
use std::borrow::Cow;

/// A value that nests this deep is not read, so that whatever is written here can be read
/// by programs that recurse (128 is the usual limit of theirs).
pub(crate) const DEEPEST: usize = 128;

/// A JSON value in its text, not taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value<'t> {
    /// The value as written, without the space around it.
    pub(crate) raw: &'t str,
    /// UTF-8 bytes from the start of the text.
    pub(crate) offset: usize,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    List,
    Object,
}

/// The one value of a text, every byte of which was looked at.
pub(crate) fn document(text: &str) -> Result<Value<'_>, Syntax> {
    syntax::check(text)?;
    let start = space(text.as_bytes(), 0);
    Ok(Value { raw: text[start..].trim_end_matches(SPACE), offset: start })
}

impl<'t> Value<'t> {
    /// What it is.
    pub(crate) fn kind(self) -> Kind {
        match self.raw.as_bytes().first() {
            Some(b'"') => Kind::Text,
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::List,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'n') | None => Kind::Null,
            Some(_) => Kind::Number,
        }
    }

    /// A whole number of at least 0, written as one.
    pub(crate) fn count(self) -> Option<usize> {
        self.raw.parse().ok()
    }

    /// The words of a text, and whether they are whole: half of a surrogate pair stands for
    /// no character, and U+FFFD is put in its place. Empty for any other value.
    pub(crate) fn text(self) -> (Cow<'t, str>, bool) {
        let inside = self.raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
        let inside = inside.unwrap_or_default();
        if inside.contains('\\') {
            let (words, whole) = unescaped(inside);
            (Cow::Owned(words), whole)
        } else {
            (Cow::Borrowed(inside), true)
        }
    }

    /// True for a text of these words.
    pub(crate) fn says(self, words: &str) -> bool {
        let inside = self.raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
        inside.is_some_and(|inside| {
            if inside.contains('\\') { self.text().0 == words } else { inside == words }
        })
    }

    /// The elements of a list; none of any other value.
    pub(crate) fn elements(self) -> impl Iterator<Item = Value<'t>> {
        let mut inside = self.inside(Kind::List);
        std::iter::from_fn(move || inside.next())
    }

    /// The members of an object in file order, each name as the text it was written as;
    /// none of any other value.
    pub(crate) fn members(self) -> impl Iterator<Item = (Value<'t>, Value<'t>)> {
        in_pairs(self.inside(Kind::Object))
    }

    /// Levels of lists and objects: 0 of a plain value, 1 of an empty list.
    pub(crate) fn depth(self) -> usize {
        skip(self.raw.as_bytes(), 0).1
    }

    fn inside(self, kind: Kind) -> Inside<'t> {
        let at = if self.kind() == kind { 1 } else { self.raw.len() };
        Inside { whole: self, at }
    }
}

/// Goes through what stands between two brackets.
struct Inside<'t> {
    whole: Value<'t>,
    at: usize,
}

impl<'t> Inside<'t> {
    fn next(&mut self) -> Option<Value<'t>> {
        let bytes = self.whole.raw.as_bytes();
        let mut start = self.at;
        while matches!(bytes.get(start), Some(b' ' | b'\t' | b'\n' | b'\r' | b',' | b':')) {
            start += 1;
        }
        if matches!(bytes.get(start), None | Some(b']' | b'}')) {
            return None;
        }
        self.at = skip(bytes, start).0;
        let raw = self.whole.raw.get(start..self.at)?;
        Some(Value { raw, offset: self.whole.offset + start })
    }
}

/// The members of an object that was written without its brackets.
pub(crate) fn pairs(members: &str) -> impl Iterator<Item = (Value<'_>, Value<'_>)> {
    in_pairs(Inside { whole: Value { raw: members, offset: 0 }, at: 0 })
}

fn in_pairs<'t>(mut inside: Inside<'t>) -> impl Iterator<Item = (Value<'t>, Value<'t>)> {
    std::iter::from_fn(move || Some((inside.next()?, inside.next()?)))
}

/// Words in quotes, as JSON.
pub(crate) fn quoted(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => {
                let digit = |n: u32| char::from_digit(n, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.extend([digit(c as u32 >> 4), digit(c as u32 & 15)]);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Appends JSON without the space that means nothing.
pub(crate) fn push_compact(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find(|c| SPACE.contains(&c) || c == '"') {
        let end = if rest[at..].starts_with('"') { skip(rest.as_bytes(), at).0 } else { at };
        out.push_str(&rest[..end]);
        rest = rest[end..].trim_start_matches(SPACE);
    }
    out.push_str(rest);
}

const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

pub(super) fn space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// The first byte from `at` on that is a quote, a backslash or a control character. Eight
/// bytes at a time, by the usual sums on a word
/// (<https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord>): most of a bundle is
/// text, and every text is passed several times.
pub(super) fn plain(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    while let Some(&eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let word = u64::from_le_bytes(eight);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let quote = zero(word ^ (ONES * b'"' as u64));
        let backslash = zero(word ^ (ONES * b'\\' as u64));
        let found = (control | quote | backslash) & HIGH;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&b| b >= b' ' && b != b'"' && b != b'\\') {
        at += 1;
    }
    at
}

/// One past the value that begins at `at`, and its depth. The value was checked before.
pub(super) fn skip(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let (mut depth, mut deepest) = (0_usize, 0);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' => {
                at = plain(bytes, at);
                while let Some(&byte) = bytes.get(at) {
                    at += if byte == b'\\' { 2 } else { 1 };
                    if byte == b'"' {
                        break;
                    }
                    at = plain(bytes, at);
                }
            }
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => {}
            _ => {
                while bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b))
                {
                    at += 1;
                }
            }
        }
        if depth == 0 {
            break;
        }
    }
    (at.min(bytes.len()), deepest)
}

/// The words of an escaped text, and whether every escape stood for a character.
fn unescaped(inside: &str) -> (String, bool) {
    let mut out = String::with_capacity(inside.len());
    let mut whole = true;
    let mut rest = inside;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let mut letters = rest[at + 1..].chars();
        let letter = letters.next().unwrap_or('\\');
        rest = letters.as_str();
        out.push(match letter {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = take_unit(&mut rest);
                let mut after = rest.strip_prefix("\\u").unwrap_or_default();
                let low = if unit & 0xFC00 == 0xD800 { take_unit(&mut after) } else { 0 };
                let code = if low & 0xFC00 == 0xDC00 {
                    rest = after;
                    0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF)
                } else {
                    unit
                };
                let decoded = char::from_u32(code);
                whole &= decoded.is_some();
                decoded.unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => other,
        });
    }
    out.push_str(rest);
    (out, whole)
}

/// Takes four hexadecimal digits off the front; 0 if they are not there.
fn take_unit(rest: &mut &str) -> u32 {
    let Some((digits, after)) = rest.split_at_checked(4) else { return 0 };
    *rest = after;
    digits.chars().fold(0, |unit, c| unit << 4 | c.to_digit(16).unwrap_or(0))
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
