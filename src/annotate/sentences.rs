//! Where the sentences of a paragraph begin and end.
//!
//! A small table and a few rules, not a language model: where they cannot tell, two
//! sentences stay one, because half a sentence misleads and a long one does not. It must
//! not know the article, its language or its marks.

use std::ops::Range;

/// Signs that may end a sentence.
const STOPS: [char; 9] = ['.', '!', '?', '…', '۔', '؟', '。', '！', '？'];

/// Stops of scripts that put no space between sentences.
const WIDE_STOPS: [char; 3] = ['。', '！', '？'];

/// What may close directly after a stop. `«` and `“` close in German and Danish.
const CLOSERS: [char; 22] = [
    '"', '\'', '”', '’', '“', '»', '«', '›', '‹', ')', ']', '}', '」', '』', '）', '】', '》',
    '〉', '＂', '＇', '*', '_',
];

/// What may open a sentence before its first letter.
const OPENERS: [char; 25] = [
    '"', '\'', '“', '‘', '„', '‚', '«', '»', '‹', '›', '(', '[', '{', '「', '『', '（', '【', '《',
    '〈', '—', '–', '-', '•', '*', '_',
];

/// Abbreviations that are always followed by more of their sentence, or so often that
/// guessing otherwise does harm.
#[rustfmt::skip] // a table to be read, not a column
const ABBREVIATIONS: [&str; 78] = [
    // Before a name.
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Drs", "Prof", "Sr", "Jr", "St", "Ste", "Sen", "Rep", "Gov",
    "Gen", "Col", "Lt", "Maj", "Capt", "Cmdr", "Adm", "Sgt", "Cpl", "Rev", "Fr", "Hon", "Pres",
    "Amb", "Messrs", "Mme", "Mlle", "Hr", "Ing", "Mt", "Ft",
    // After one.
    "Inc", "Ltd", "Co", "Corp", "Bros", "Ave", "Blvd", "Rd", "Univ", "Dept", "dept", "Assn",
    // Months.
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
    // Between words.
    "vs", "etc", "cf", "al", "ca", "approx", "viz", "resp", "incl", "excl", "esp", "bzw", "usw",
    "vgl", "env", "av", "apr", "jr", "sr",
];

/// Words that are abbreviations before a number and ordinary words elsewhere.
#[rustfmt::skip] // a table to be read, not a column
const BEFORE_NUMBERS: [&str; 22] = [
    "No", "Nos", "no", "nos", "Nr", "nr", "Art", "art", "Fig", "fig", "Vol", "vol", "Ch", "ch",
    "Sec", "sec", "p", "pp", "c", "d", "b", "Tel",
];

/// The sentences of one paragraph, as UTF-8 ranges in order. They hold all of its text
/// except white space, and neither begin nor end with white space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = after_space(text, 0);
    let mut at = start;
    while let Some(stop) = text[at..].find(STOPS).map(|distance| at + distance) {
        let end = closed(text, stop);
        at = end;
        if is_end(text, start, stop, end) {
            found.push(start..end);
            start = after_space(text, end);
            at = start;
        }
    }
    let end = text.trim_end().len();
    if start < end {
        found.push(start..end);
    }
    found
}

/// The sentence around a UTF-8 range, or the sentences if the range reaches over several.
/// The text may be a whole article: the search stays between blank lines. A range outside
/// the text, or in white space, gets what stands before it; text without words gives an
/// empty range.
pub fn sentence_around(text: &str, range: Range<usize>) -> Range<usize> {
    let from = floor(text, range.start);
    let to = floor(text, range.end.max(range.start)).max(from);
    let paragraph = paragraph_around(text, from, to);
    let inside = sentences(&text[paragraph.clone()]);
    let shifted = |r: &Range<usize>| r.start + paragraph.start..r.end + paragraph.start;
    let first = inside.iter().map(shifted).take_while(|r| r.start <= from).last();
    let first = first.or_else(|| inside.first().map(shifted));
    let last = inside.iter().map(shifted).take_while(|r| r.start < to).last();
    match (first, last) {
        (Some(first), Some(last)) => first.start..last.end.max(first.end),
        (Some(first), None) => first,
        _ => from..from,
    }
}

/// True if a line or paragraph ends as a sentence does: a stop, then nothing but closing
/// quotes and brackets.
pub fn ends(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || CLOSERS.contains(&c));
    bare.ends_with(STOPS)
}

/// True if a word is listed as an abbreviation, which needs the dot after it for itself.
pub(super) fn is_listed(word: &str) -> bool {
    ABBREVIATIONS.contains(&word)
}

/// The start of the first character at or after `at` that is no white space.
fn after_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// One past the stops, closing signs and footnote numbers that begin at `stop`.
fn closed(text: &str, stop: usize) -> usize {
    let mut end = stop;
    loop {
        let rest = &text[end..];
        let Some(c) = rest.chars().next() else { return end };
        if STOPS.contains(&c) || CLOSERS.contains(&c) {
            end += c.len_utf8();
        } else if let Some(length) = footnote(rest) {
            end += length;
        } else if let Some(length) = spaced_closer(rest) {
            end += length;
        } else {
            return end;
        }
    }
}

/// `[12]`, as encyclopedias put it after the stop: its length in bytes.
fn footnote(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && inside[digits..].starts_with(']')).then_some(digits + 2)
}

/// A French closing quote after its space, which is none if a word follows directly:
/// there it opens, as in German. Its length in bytes, with the space.
fn spaced_closer(text: &str) -> Option<usize> {
    let bare = text.trim_start();
    let after = bare.strip_prefix(['»', '›'])?;
    let closes = !after.starts_with(char::is_alphanumeric);
    (closes && bare.len() < text.len()).then_some(text.len() - after.len())
}

/// True if the stop at `stop`, closed at `end`, ends the sentence that began at `start`.
fn is_end(text: &str, start: usize, stop: usize, end: usize) -> bool {
    let rest = &text[end..];
    if rest.trim_start().is_empty() {
        return true;
    }
    let signs = &text[stop..end];
    if !rest.starts_with(char::is_whitespace) {
        // After a closing quote, such scripts often go on in the same sentence.
        return signs.ends_with(WIDE_STOPS);
    }
    let opens = |c: char| c.is_whitespace() || OPENERS.contains(&c);
    let next = rest.trim_start_matches(opens).chars().next();
    if next.is_some_and(|c| c.is_lowercase() || STOPS.contains(&c)) {
        return false;
    }
    let one_dot = signs.starts_with('.') && !signs[1..].starts_with(STOPS);
    !(one_dot && is_abbreviation(&text[start..stop], next))
}

/// True if the last word before a dot needs that dot for itself. `next` is the first
/// letter or digit after it.
fn is_abbreviation(before: &str, next: Option<char>) -> bool {
    let breaks = |c: char| c.is_whitespace() || c == '/' || (c != '-' && OPENERS.contains(&c));
    let at = before
        .rfind(breaks)
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let (head, word) = before.split_at(at);
    let first_word = head.trim_matches(breaks).is_empty();
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (None, _) => return false,
        // “So did I.” ends; “I. Rask” and “Anna I. Rask” do not.
        (Some('I'), None) => {
            let last = head.split_whitespace().next_back().unwrap_or_default();
            return first_word || last.starts_with(char::is_uppercase);
        }
        (Some(c), None) if c.is_uppercase() => return true,
        _ => {}
    }
    // The number of a list: “3. Inspectors must …”.
    if first_word && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    // U.S, U.N, e.g, a.m, Ph.D, J.-P
    let is_short = |part: &str| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic);
    if word.contains('.') && word.split(['.', '-']).all(is_short) {
        return true;
    }
    let last = word.bytes().rposition(|byte| byte == b'-').map_or(word, |at| &word[at + 1..]);
    let listed = |list: &[&str]| {
        let all_caps = last.len() > 1 && last.bytes().all(|b| b.is_ascii_uppercase());
        list.iter().any(|entry| *entry == last || (all_caps && entry.eq_ignore_ascii_case(last)))
    };
    listed(&ABBREVIATIONS) || (next.is_some_and(char::is_numeric) && listed(&BEFORE_NUMBERS))
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The lines around `from..to` up to the nearest blank lines, without reading further.
fn paragraph_around(text: &str, from: usize, to: usize) -> Range<usize> {
    let mut start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    while let Some(newline) = start.checked_sub(1) {
        let line = text[..newline].rfind('\n').map_or(0, |at| at + 1);
        if text[line..newline].trim().is_empty() {
            break;
        }
        start = line;
    }
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |distance| at + distance);
    let mut end = line_end(to);
    while end < text.len() {
        let next = line_end(end + 1);
        if text[end + 1..next].trim().is_empty() {
            break;
        }
        end = next;
    }
    start..end
}

#[cfg(test)]
#[path = "sentences_tests.rs"]
mod tests;
