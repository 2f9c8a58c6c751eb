//! Which stretches of a sentence can hold a name at all: words with capitals, and the small
//! words and signs that join them.
//!
//! The tagger looks at nothing else, which makes it quick and its model small. It must not
//! decide what is a name.

use crate::annotate::names::words::Word;
use crate::annotate::tokens::Text;
use std::ops::Range;

/// Stands between two parts of a name.
fn joins(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "and"
            | "for"
            | "on"
            | "de"
            | "del"
            | "della"
            | "di"
            | "da"
            | "do"
            | "dos"
            | "du"
            | "des"
            | "la"
            | "le"
            | "les"
            | "el"
            | "al"
            | "ul"
            | "bin"
            | "bint"
            | "ibn"
            | "ben"
            | "von"
            | "van"
            | "der"
            | "den"
            | "und"
            | "y"
            | "e"
            | "et"
            | "&"
            | "-"
            | "–"
            | "‑"
            | "'"
            | "’"
            | "'s"
            | "’s"
            | "."
            | "/"
    )
}

/// Begins a name in small letters.
fn leads(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "ul"
            | "de"
            | "von"
            | "van"
            | "bin"
            | "ibn"
            | "bint"
            | "der"
            | "di"
            | "da"
            | "du"
            | "ad"
            | "ar"
            | "ash"
            | "an"
            | "as"
            | "at"
            | "della"
            | "le"
            | "la"
            | "dos"
    )
}

/// The stretches, in order, none touching another; each inside one sentence.
pub fn chunks(text: &Text<'_>, words: &[Word]) -> Vec<Range<usize>> {
    const GAP: usize = 3; // tokens between two capitals: "Bank of the West", "Jean-Luc"
    const LONGEST: usize = 60; // tokens; a wall of capitals is cut, so that nothing grows with it
    let mut found = Vec::new();
    for sentence in &text.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            if !words[at].capital {
                at += 1;
                continue;
            }
            let floor = found
                .last()
                .map_or(sentence.start, |last: &Range<usize>| last.end.max(sentence.start));
            let start = start(text, words, at, floor);
            let mut end = at + 1;
            loop {
                // As far as capitals and numbers go on, or begin again after a joint.
                let last = sentence.end.min(start + LONGEST);
                while end < last && (words[end].capital || words[end].number) {
                    end += 1;
                }
                let mut next = end;
                while next < sentence.end && next - end < GAP && joins(text.word(next)) {
                    next += 1;
                }
                let full = next - start >= LONGEST;
                let more = next > end && next < sentence.end && words[next].capital;
                if full || !more {
                    break;
                }
                end = next + 1;
            }
            end = end.min(start + LONGEST).max(at + 1);
            found.push(start..end);
            at = end;
        }
    }
    found
}

/// Takes in a number or a small leading word before a capital.
fn start(text: &Text<'_>, words: &[Word], at: usize, floor: usize) -> usize {
    let before = |n: usize| at.checked_sub(n).filter(|&before| before >= floor);
    let Some(one) = before(1) else { return at };
    if words[one].number || leads(text.word(one)) {
        return one;
    }
    let hyphen = matches!(text.word(one), "-" | "–" | "‑");
    match before(2) {
        Some(two) if hyphen && leads(text.word(two)) => two,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::chunks;
    use crate::annotate::names::words::words;
    use crate::annotate::tokens::Text;

    fn found(text: &str) -> Vec<&str> {
        let read = Text::new(text);
        let found = chunks(&read, &words(&read));
        found
            .iter()
            .map(|c| &text[read.tokens[c.start].start..read.tokens[c.end - 1].end])
            .collect()
    }

    #[test]
    fn capitals_and_what_joins_them() {
        assert_eq!(
            found(
                "Bodies such as the Bank of the West met al-Vardi, Ann Berg and Jean-Luc in 2018."
            ),
            ["Bodies", "Bank of the West", "al-Vardi", "Ann Berg and Jean-Luc"]
        );
        assert_eq!(found("nothing here, 12 boats"), [""; 0]);
    }

    #[test]
    fn a_wall_of_capitals_is_cut() {
        let wall = "Vardel ".repeat(200);
        assert!(found(&wall).len() >= 4);
        assert!(found(&"of ".repeat(500)).is_empty());
    }
}
