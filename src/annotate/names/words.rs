//! What can be seen of a word without knowing it: its letters in lower case, its shape, its
//! first and last letters, and how its sentence is written.
//!
//! It must not know any word; that is the gazetteer's.

use crate::annotate::letters;
use crate::annotate::names::table::{self, Hash};
use crate::annotate::tokens::{Shape, Text};

/// How the letters of a sentence are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Casing {
    /// As prose: capitals mean something.
    #[default]
    Prose,
    /// Nearly every longer word begins with a capital, as in English headlines.
    Headline,
    /// Capitals only.
    Capitals,
}

/// One word as the tagger sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Hash of its letters in lower case, digits as 0.
    pub lower: Hash,
    /// Hash of its letters as they are.
    pub exact: Hash,
    /// Its outline: capitals, small letters, digits and signs, runs cut to one.
    pub shape: Hash,
    /// Hashes of its first 2, 3 and 4 letters in lower case, if it has a capital; 0 where it has
    /// no more letters than those.
    pub first: [Hash; 3],
    /// Hashes of its last 1, 2, 3 and 4 letters in lower case; 0 likewise.
    pub last: [Hash; 4],
    /// It may be part of a name: a word with a capital, or of a script that has none.
    pub capital: bool,
    /// It has letters or digits.
    pub word: bool,
    /// It is a number, or begins with one.
    pub number: bool,
    /// Two capitals or more and no small letter.
    pub all_caps: bool,
    /// First word of its sentence; signs before it do not count.
    pub opens: bool,
    /// How its sentence is written.
    pub casing: Casing,
}

/// The words of a text, one for every token. Time grows with the text's length only.
pub fn words(text: &Text<'_>) -> Vec<Word> {
    let mut seen: Vec<Word> = (0..text.tokens.len()).map(|at| word(text, at)).collect();
    for sentence in &text.sentences {
        let Some(words) = seen.get_mut(sentence.clone()) else { continue };
        let casing = casing(words, sentence.start, text);
        let mut opens = true;
        for word in words {
            word.casing = casing;
            word.opens = opens && word.word;
            opens &= !word.word;
        }
    }
    seen
}

fn word(text: &Text<'_>, at: usize) -> Word {
    const LONG: usize = 40; // letters: longer ones are no words; their hash is of the first
    let mut found = Word::default();
    let Some(token) = text.tokens.get(at) else { return found };
    let own = text.word(at);
    let (mut capitals, mut smalls, mut other) = (0, 0, false);
    found.lower = table::SEED;
    found.exact = table::SEED;
    found.shape = table::SEED;
    let mut last_class = 0_u8;
    for c in own.chars().take(LONG) {
        let (class, small) = if c.is_ascii_lowercase() {
            (b'x', c)
        } else if c.is_ascii_uppercase() {
            (b'X', c.to_ascii_lowercase())
        } else if c.is_ascii_digit() {
            (b'0', '0')
        } else if c.is_ascii() {
            (c as u8, c)
        } else if c == '’' || c == 'ʼ' {
            (b'\'', '\'')
        } else if c.is_lowercase() {
            (b'x', c)
        } else if c.is_uppercase() {
            (b'X', letters::lower(c))
        } else if c.is_alphabetic() {
            other = true;
            (b'z', c)
        } else {
            (b'-', c)
        };
        capitals += usize::from(class == b'X');
        smalls += usize::from(class == b'x');
        if class != last_class {
            found.shape = table::byte(found.shape, class);
            last_class = class;
        }
        found.lower = scalar(found.lower, small);
        found.exact = scalar(found.exact, if c == '’' { '\'' } else { c });
    }
    found.word = token.shape != Shape::Sign && token.shape != Shape::Clitic;
    found.number = own.starts_with(|c: char| c.is_ascii_digit());
    found.capital = found.word && (capitals > 0 || other);
    found.all_caps = capitals >= 2 && smalls == 0;
    if found.capital {
        parts(own, &mut found);
    }
    found
}

/// The hashes of a word's first and last letters.
fn parts(own: &str, found: &mut Word) {
    let small = letters::lower;
    let mut hash = table::SEED;
    let mut letters = 0;
    for c in own.chars().take(5) {
        letters += 1;
        hash = scalar(hash, small(c));
        if (2..=4).contains(&letters) {
            found.first[letters - 2] = hash;
        }
    }
    for length in letters.max(2)..=4 {
        found.first[length - 2] = 0; // as good as the word itself
    }
    let mut hash = table::SEED;
    for (length, c) in own.chars().rev().take(letters.saturating_sub(1).min(4)).enumerate() {
        hash = scalar(hash, small(c));
        found.last[length] = hash;
    }
}

fn scalar(hash: Hash, c: char) -> Hash {
    if c.is_ascii() {
        return table::byte(hash, c as u8);
    }
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).bytes().fold(hash, table::byte)
}

/// Looks at words of four letters and more: the short ones stay small in headlines.
fn casing(words: &[Word], first: usize, text: &Text<'_>) -> Casing {
    let (mut long, mut raised, mut caps, mut written) = (0, 0, 0, 0);
    for (at, word) in words.iter().enumerate() {
        if !word.word || word.number {
            continue;
        }
        let letters = text.word(first + at).len();
        written += usize::from(letters >= 2);
        caps += usize::from(letters >= 2 && word.all_caps);
        if letters >= 4 {
            long += 1;
            raised += usize::from(word.capital);
        }
    }
    // Headlines have no full stop; sentences with many names do.
    let last = (first + words.len()).saturating_sub(1);
    let stopped = text.word(last) == "." || words.len() > 1 && text.word(last - 1) == ".";
    if written >= 2 && caps == written {
        Casing::Capitals
    } else if long >= 4 && raised * 20 >= long * if stopped { 19 } else { 16 } {
        Casing::Headline
    } else {
        Casing::Prose
    }
}

/// The hash a phrase is kept under: its words in lower case.
pub fn phrase(words: &[Word]) -> Hash {
    words
        .iter()
        .skip(1)
        .fold(words.first().map_or(0, |w| w.lower), |hash, w| table::join(hash, w.lower))
}

#[cfg(test)]
mod tests {
    use super::{Casing, words};
    use crate::annotate::tokens::Text;

    #[test]
    fn letters_and_outlines() {
        let text = Text::new("The Vardel port, VARDEL and Vårdel’s 12 boats.");
        let seen = words(&text);
        assert_eq!(seen[1].lower, seen[4].lower);
        assert_ne!(seen[1].shape, seen[4].shape);
        assert!(seen[0].opens && !seen[1].opens);
        assert!(seen[4].all_caps && seen[6].capital && seen[8].number);
        assert_eq!(seen[1].last[3], seen[4].last[3]);
    }

    #[test]
    fn how_a_sentence_is_written() {
        let casing = |text| words(&Text::new(text))[0].casing;
        assert_eq!(casing("PORT OF VARDEL CLOSED"), Casing::Capitals);
        assert_eq!(casing("Harbour Master Closes Vardel Port After Storm"), Casing::Headline);
        assert_eq!(casing("The harbour master closed Vardel."), Casing::Prose);
    }
}
