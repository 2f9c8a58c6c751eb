//! Words as they are indexed, looked for and painted: folded, each with where it stands.
//!
//! A token is a run of letters and digits of one field; everything else lies between two,
//! an apostrophe too (`l’Iran` is `l` and `iran`). So every word boundary of UAX #29 is a
//! boundary here, and what it holds together by punctuation (3.5, U.S.) is some tokens in a
//! row. Scripts without spaces have no words to be seen: there every character begins a
//! token with the next one, and the last of them is one alone (北京市 is 北京, 京市, 市).
//!
//! This is the hot loop of indexing: of a word in small ASCII letters nothing is copied, and
//! of no word is anything allocated.

use crate::archive::fold::{fold_char, is_mark};
use std::ops::Range;

/// Reads the tokens of a field, in order: the folded word, and the UTF-8 bytes it was
/// written in, with the marks on them. Those of two characters overlap.
pub(crate) struct Tokens<'t> {
    field: &'t str,
    /// Where reading goes on: the start of a character.
    at: usize,
    /// The folded word, if it is not written as it folds.
    folded: String,
}

/// Of the bytes below 0x80: capitals, and what else is in a word.
const CAPITAL: u8 = 1;
const PLAIN: u8 = 2;
/// What each byte is in a word; of all from 0x80 on: to be looked at as a character.
const OTHER: u8 = 4;
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'A'..=b'Z' => CAPITAL,
            b'a'..=b'z' | b'0'..=b'9' => PLAIN,
            0x80.. => OTHER,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

impl<'t> Tokens<'t> {
    /// Reads a field from its beginning.
    pub(crate) fn new(field: &'t str) -> Self {
        Self { field, at: 0, folded: String::new() }
    }

    /// The tokens that follow, to be read without reading on here.
    pub(crate) fn ahead(&self) -> Self {
        Self { field: self.field, at: self.at, folded: String::new() }
    }

    /// The next token, until there is none.
    pub(crate) fn next(&mut self) -> Option<(&str, Range<usize>)> {
        let bytes = self.field.as_bytes();
        let skipped = bytes[self.at..].iter().position(|&byte| CLASSES[usize::from(byte)] != 0)?;
        let start = self.at + skipped;
        let (mut end, mut seen) = (start, 0);
        while let Some(&byte) = bytes.get(end) {
            let class = CLASSES[usize::from(byte)];
            seen |= class;
            if class & (CAPITAL | PLAIN) == 0 {
                break;
            }
            end += 1;
        }
        if seen & OTHER != 0 {
            let range = self.any(start)?;
            return Some((&self.folded, range));
        }
        self.at = end;
        let word = &self.field[start..end];
        if seen & CAPITAL == 0 {
            return Some((word, start..end));
        }
        self.folded.clear();
        self.folded.push_str(word);
        self.folded.make_ascii_lowercase();
        Some((&self.folded, start..end))
    }

    /// Reads the next token from here on, whatever it is written in; its bytes.
    fn any(&mut self, from: usize) -> Option<Range<usize>> {
        let field = self.field;
        let mut chars = Chars { field, rest: field[from..].char_indices(), from };
        self.folded.clear();
        self.at = field.len();
        let mut next = chars.next();
        while matches!(next.part, Part::Between | Part::Joint) {
            next = chars.next();
        }
        let start = next.at;
        match next.part {
            Part::Letter => {
                while matches!(next.part, Part::Letter | Part::Joint) {
                    self.push(&next);
                    next = chars.next();
                }
            }
            Part::Unspaced => {
                self.push(&next);
                next = chars.next();
                if next.part == Part::Unspaced {
                    self.push(&next);
                    self.at = next.at; // where the next token begins
                    return Some(start..chars.next().at);
                }
            }
            Part::Alone => {
                self.push(&next);
                next = chars.next();
            }
            Part::Between | Part::Joint | Part::End => return None,
        }
        self.at = next.at;
        Some(start..next.at)
    }

    fn push(&mut self, char: &Char) {
        self.folded.push(char.first);
        self.folded.extend(char.second);
    }
}

/// A character of a field that is not a mark on another, folded.
struct Char {
    at: usize,
    part: Part,
    first: char,
    second: Option<char>,
}

/// What a character does in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Letters and digits make words.
    Letter,
    /// Joins what it stands between or on: signs of Indic scripts that are no letters.
    Joint,
    /// Of a script that puts no spaces between words.
    Unspaced,
    /// A word by itself: ², ½, ①.
    Alone,
    /// In no word.
    Between,
    /// The end of the field.
    End,
}

struct Chars<'t> {
    field: &'t str,
    rest: std::str::CharIndices<'t>,
    from: usize,
}

impl Chars<'_> {
    fn next(&mut self) -> Char {
        for (offset, c) in self.rest.by_ref() {
            let at = self.from + offset;
            if c.is_ascii() {
                let part = if c.is_ascii_alphanumeric() { Part::Letter } else { Part::Between };
                return Char { at, part, first: c.to_ascii_lowercase(), second: None };
            }
            if !is_mark(c) {
                let (first, second) = fold_char(c);
                return Char { at, part: part(first), first, second };
            }
        }
        Char { at: self.field.len(), part: Part::End, first: ' ', second: None }
    }
}

/// What a folded character does in a word.
fn part(c: char) -> Part {
    match c {
        _ if c.is_ascii_alphanumeric() => Part::Letter,
        '\u{3b1}'..='\u{3c9}' | '\u{430}'..='\u{45f}' | '\u{5d0}'..='\u{5ea}' => Part::Letter,
        _ if is_joint(c) => {
            if is_unspaced(c) {
                Part::Unspaced
            } else {
                Part::Joint
            }
        }
        _ if !c.is_alphanumeric() => Part::Between,
        _ if is_unspaced(c) => Part::Unspaced,
        // Numbers that are no digits.
        '\u{b2}' | '\u{b3}' | '\u{b9}'..='\u{be}' | '\u{2070}'..='\u{2070}' => Part::Alone,
        '\u{2074}'..='\u{207e}' | '\u{2080}'..='\u{208e}' | '\u{2150}'..='\u{215f}' => Part::Alone,
        '\u{2189}' | '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' => Part::Alone,
        '\u{2776}'..='\u{2793}' | '\u{3192}'..='\u{3195}' | '\u{3220}'..='\u{32bf}' => Part::Alone,
        _ => Part::Letter,
    }
}

/// Signs that are no letters to Unicode, in scripts where words would fall apart without
/// them: nukta and virama of the Indic scripts, tones and killers of Thai, Lao, Burmese and
/// Khmer.
fn is_joint(c: char) -> bool {
    match c {
        '\u{900}'..='\u{d7f}' => matches!(c as u32 & 0x7f, 0x3c | 0x4d),
        '\u{dca}' | '\u{e47}'..='\u{e4e}' | '\u{ec8}'..='\u{ece}' => true,
        '\u{1037}' | '\u{1039}' | '\u{103a}' | '\u{17c9}'..='\u{17d3}' | '\u{17dd}' => true,
        _ => false,
    }
}

/// True in scripts that put no spaces between words: there every character begins a token.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{1950}'..='\u{19df}' | '\u{1a20}'..='\u{1aaf}' | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{11700}'..='\u{1174f}'
        | '\u{16fe0}'..='\u{18dff}' | '\u{1aff0}'..='\u{1b2ff}' | '\u{20000}'..='\u{3ffff}')
}

/// Words that are looked for in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Folded; none for a text without letters and digits.
    pub(crate) words: Vec<String>,
    /// The last one is a character of a script without spaces: it is found wherever a token
    /// begins with it.
    pub(crate) open: bool,
}

impl Row {
    /// The words of a text from a query. The last character of some without spaces between
    /// them is not there: the token before it has it.
    pub(crate) fn new(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let (mut tokens, mut starts) = (Tokens::new(text), Vec::new());
        while let Some((word, range)) = tokens.next() {
            words.push(word.to_owned());
            starts.push(range);
        }
        let lone = words
            .last()
            .is_some_and(|word| word.chars().all(is_unspaced) && word.chars().count() == 1);
        let held = match starts.as_slice() {
            [.., before, last] => last.start < before.end,
            _ => false,
        };
        if held {
            words.pop();
        }
        Self { words, open: lone && !held }
    }
}

#[cfg(test)]
#[path = "tokens_tests.rs"]
mod tests;
