//! Cuts a text into words, numbers and signs, and those into sentences.
//!
//! Tokens are smaller than words of a dictionary: hyphens stand alone and a possessive is
//! cut off, so that a rule or a model can join what it needs; `glued` says where no white
//! space stood between. Every character that is no white space is in exactly one token.
//! It must not know what any word means.

use crate::annotate::sentences;
use std::ops::Range;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Letters, with dots inside and after an abbreviation (`U.S.`, `Jan.`).
    Word,
    /// Digits, with grouping and decimals (`1,250.75`).
    Number,
    /// A number with letters after it (`5th`, `1990s`, `4G`), or letters with digits (`G7`).
    Mixed,
    /// Cut off from the word before: `'s`, `’s`, `'ll`.
    Clitic,
    /// One character of anything else.
    Sign,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// UTF-8 bytes before it.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it is made of.
    pub shape: Shape,
    /// No white space stands before it.
    pub glued: bool,
}

impl Token {
    /// Its range in UTF-8 bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A text with its tokens and sentences.
pub struct Text<'a> {
    /// The text itself.
    pub text: &'a str,
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// The sentences, as ranges of tokens, in order; together they hold all tokens.
    pub sentences: Vec<Range<usize>>,
    /// For every sentence, the number of its paragraph from 0.
    pub paragraphs: Vec<usize>,
}

impl<'a> Text<'a> {
    /// Reads a text: time and memory grow with its length and nothing else.
    pub fn new(text: &'a str) -> Self {
        let mut read =
            Text { text, tokens: Vec::new(), sentences: Vec::new(), paragraphs: Vec::new() };
        read.tokens.reserve(text.len() / 5);
        let wrapped = is_wrapped(text);
        let mut paragraph = 0;
        for stretch in stretches(text, wrapped) {
            let own = &text[stretch.range.clone()];
            paragraph += usize::from(stretch.new_paragraph && !read.sentences.is_empty());
            for sentence in sentences::sentences(own) {
                let first = read.tokens.len();
                let at = stretch.range.start;
                tokens(text, at + sentence.start..at + sentence.end, &mut read.tokens);
                if read.tokens.len() > first {
                    read.sentences.push(first..read.tokens.len());
                    read.paragraphs.push(paragraph);
                }
            }
        }
        read
    }

    /// The words of a token; empty past the end.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }
}

/// Lines that are read as one: a paragraph, or a line of it.
struct Stretch {
    range: Range<usize>,
    new_paragraph: bool,
}

/// Blank lines part paragraphs. Single line ends part sentences, unless lines were wrapped.
fn stretches(text: &str, wrapped: bool) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut at = 0;
    let mut blank = true;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if line.trim().is_empty() {
            blank = true;
            continue;
        }
        match found.last_mut() {
            Some(last) if wrapped && !blank => last.range.end = range.end,
            _ => found.push(Stretch { range, new_paragraph: blank || !wrapped }),
        }
        blank = false;
    }
    found
}

/// True if the text was broken into lines of one width, as mail and old archives do: most
/// lines that go on without a blank one are of similar length and end inside a sentence.
fn is_wrapped(text: &str) -> bool {
    const NARROW: Range<usize> = 40..100; // bytes: widths that programs wrap at
    let (mut going_on, mut inside) = (0_usize, 0_usize);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() || lines.peek().is_none_or(|next| next.trim().is_empty()) {
            continue;
        }
        going_on += 1;
        let cut = NARROW.contains(&line.trim_end().len()) && !sentences::ends(line);
        inside += usize::from(cut);
    }
    going_on >= 2 && inside * 10 >= going_on * 7
}

/// Adds the tokens of a range of the text.
fn tokens(text: &str, range: Range<usize>, found: &mut Vec<Token>) {
    let mut at = range.start;
    let mut glued = false;
    while at < range.end {
        let rest = &text[at..range.end];
        let Some(c) = rest.chars().next() else { return };
        if c.is_whitespace() {
            at += c.len_utf8();
            glued = false;
            continue;
        }
        let after_word = glued && found.last().is_some_and(|last| last.shape != Shape::Sign);
        let (length, shape) = if c.is_ascii_digit() {
            number(rest, after_dot(&text[range.start..at]))
        } else if c.is_alphabetic() {
            word(rest)
        } else if let Some(length) = clitic(rest).filter(|_| after_word) {
            (length, Shape::Clitic)
        } else {
            (c.len_utf8(), Shape::Sign)
        };
        found.push(Token { start: at, end: at + length, shape, glued });
        at += length;
        glued = true;
    }
}

/// True for letters of East Asian scripts.
fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

/// True for what goes on in a word: letters, digits and the marks above and below letters.
fn goes_on(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..'\u{370}').contains(&c) || c == '\u{200c}' || c == '\u{ad}'
}

/// True after a number and its dot, as in `5.10`.
fn after_dot(before: &str) -> bool {
    let number = before.strip_suffix('.');
    number.is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
}

/// `dotted`: a number and a dot stand directly before.
fn number(rest: &str, dotted: bool) -> (usize, Shape) {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    loop {
        while digit(at) {
            at += 1;
        }
        // A comma groups three digits; a dot is a decimal, unless another follows: 1.5.2018.
        let grouped =
            bytes.get(at) == Some(&b',') && (1..=3).all(|n| digit(at + n)) && !digit(at + 4);
        let decimal =
            bytes.get(at) == Some(&b'.') && digit(at + 1) && !dotted && !goes_on_dotted(bytes, at);
        if !(grouped || decimal) {
            break;
        }
        at += 1;
    }
    let stops = |c| !goes_on(c) || is_wide(c);
    let letters = rest[at..].find(stops).map_or(rest.len() - at, |length| length);
    (at + letters, if letters == 0 { Shape::Number } else { Shape::Mixed })
}

/// True if the dot at `at` is the first of several between digits, as in `5.10.2018`, or
/// the second in `1.250.000`.
fn goes_on_dotted(bytes: &[u8], at: usize) -> bool {
    let run = bytes[at + 1..].iter().take(9).take_while(|b| b.is_ascii_digit()).count();
    let after = &bytes[at + 1 + run..];
    let again = after.first() == Some(&b'.') && after.get(1).is_some_and(u8::is_ascii_digit);
    again || bytes[..at].contains(&b'.')
}

fn word(rest: &str) -> (usize, Shape) {
    let mut mixed = false;
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some(&(at, c)) = chars.peek() {
        // Scripts without spaces set numbers right into their words.
        if c.is_ascii_digit() && rest[..at].ends_with(is_wide) {
            break;
        }
        if goes_on(c) {
            mixed |= c.is_ascii_digit();
        } else if matches!(c, '\'' | '’' | 'ʼ') && inner_apostrophe(&rest[at..], at) {
            // O'Brien, N’Djamena, but not the end of a quotation or a possessive.
        } else {
            break;
        }
        chars.next();
        length = at + c.len_utf8();
    }
    if mixed {
        return (length, Shape::Mixed);
    }
    (dotted(rest, length), Shape::Word)
}

/// True if the apostrophe a text begins with belongs into the word of which `before` bytes
/// stand before it: two letters follow, or the word is a prefix of one letter.
fn inner_apostrophe(rest: &str, before: usize) -> bool {
    let Some(c) = rest.chars().next() else { return false };
    if clitic(rest).is_some() || before == 0 {
        return false;
    }
    let after: usize = rest[c.len_utf8()..].chars().take(2).filter(|c| c.is_alphabetic()).count();
    after == 2
}

/// The length in bytes of a clitic that a text begins with.
fn clitic(rest: &str) -> Option<usize> {
    let bare = rest.strip_prefix(['\'', '’', 'ʼ'])?;
    let letters = bare.find(|c| !goes_on(c)).unwrap_or(bare.len());
    let known = ["s", "S", "ll", "re", "ve", "d", "m", "t", "LL", "RE", "VE", "D", "T"];
    known.contains(&&bare[..letters]).then_some(rest.len() - bare.len() + letters)
}

/// The length of a word with the dots that belong to it: `U.S.`, `a.m.`, `Jan.`, `J.`
fn dotted(rest: &str, length: usize) -> usize {
    let first = &rest[..length];
    if !rest[length..].starts_with('.') {
        return length;
    }
    let mut end = length;
    if first.chars().count() <= 2 {
        // Letters by twos with a dot between: as far as they go.
        let mut parts = 1;
        while let Some(after) = rest[end..].strip_prefix('.') {
            let letters = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
            if letters == 0 || after[..letters].chars().count() > 2 {
                break;
            }
            end += 1 + letters;
            parts += 1;
        }
        if parts > 1 {
            return end + usize::from(rest[end..].starts_with('.'));
        }
    }
    let next = rest[length + 1..].chars().next();
    let space = next.is_some_and(char::is_whitespace);
    let one_letter = first.chars().count() == 1 && first.chars().all(char::is_uppercase);
    if space && (one_letter && first != "I" || sentences::is_listed(first)) {
        return length + 1;
    }
    length
}

#[cfg(test)]
#[path = "tokens_tests.rs"]
mod tests;
