//! Finds the words and phrases of a query in a text, for painting them.
//!
//! It finds exactly what the engine matches: a word in all its forms, the beginning of a word
//! where that is enough, words in a row, and the spellings that were taken for a word. It
//! knows nothing of fields that have no text of their own, such as entities and dates.

use crate::archive::fold::Fold;
use crate::archive::message::Spelling;
use crate::archive::query::{Clause, Query, QueryField, Term};
use crate::archive::stem::{Forms, Languages};
use crate::archive::tokens::{Row, Tokens};
use crate::bundle::order::sort_by_key;
use std::ops::Range;

/// Words in a row that are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Needle {
    /// Those before the last one, as they are.
    before: Vec<String>,
    last: Last,
    /// In headlines only.
    titles: bool,
}

/// The last word of some in a row, or the only one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Last {
    word: String,
    /// What else it may be, if it is the only one.
    forms: Option<Forms>,
    /// What is taken for it.
    spellings: Vec<String>,
    /// It may go on.
    begun: bool,
}

impl Last {
    /// Where in a text the word that stands here ends for painting, if it is meant: behind what
    /// is written in the query, if it only begins so.
    fn end(&self, word: &str, text: &str, range: &Range<usize>) -> Option<usize> {
        let is = |other: &String| other == word;
        if is(&self.word) || self.spellings.iter().any(is) {
            return Some(range.end);
        }
        if self.forms.as_ref().is_some_and(|forms| forms.has(word)) {
            return Some(range.end);
        }
        if !self.begun || !word.starts_with(&self.word) {
            return None;
        }
        // The first letter that is not of the beginning; one that folds to two is whole.
        let (mut length, mut last) = (0, None);
        for (at, c) in Fold::new(&text[range.clone()]) {
            if length >= self.word.len() && last != Some(at) {
                return Some(range.start + at);
            }
            length += c.len_utf8();
            last = Some(at);
        }
        Some(range.end)
    }
}

/// Finds what a query asks for in texts that it did not choose: a list, an open article.
#[derive(Clone, Debug, Default)]
pub struct Highlighter {
    needles: Vec<Needle>,
    /// The first bytes of all that they begin with: most words of a text begin otherwise.
    starts: Starts,
}

/// A set of bytes.
#[derive(Clone, Debug, Default)]
struct Starts([u64; 4]);

impl Starts {
    fn add(&mut self, word: &str) {
        if let Some(&byte) = word.as_bytes().first() {
            self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
    }

    fn has(&self, word: &str) -> bool {
        let byte = word.as_bytes().first();
        byte.is_some_and(|byte| self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 != 0)
    }
}

impl Highlighter {
    /// Takes the words and phrases a query asks for, without other forms; what it excludes is
    /// not painted.
    pub fn new(query: &Query) -> Self {
        Self::with(query, Languages::NONE, &[])
    }

    /// The same, with the forms of the words in the archive's languages, and with the spellings
    /// that were taken for them.
    pub fn with(query: &Query, languages: Languages, spellings: &[Spelling]) -> Self {
        let mut own = Self::default();
        let typed = query.typed();
        own.add(&query.clauses, true, &|clause, text, whole, titles| {
            let starred = text.strip_suffix('*').filter(|_| !whole);
            let typed = typed.is_some_and(|typed| std::ptr::eq(typed, clause));
            let text = starred.unwrap_or(text);
            let row = Row::new(text);
            let mut before = row.words;
            let word = before.pop()?;
            let one = before.is_empty() && !whole;
            let spelled = spellings.iter().filter(|spelling| one && spelling.word == text);
            let last = Last {
                forms: one.then(|| Forms::new(&word, languages)),
                spellings: spelled.flat_map(|spelling| spelling.found.clone()).collect(),
                begun: row.open || !whole && (typed || starred.is_some()),
                word,
            };
            Some(Needle { before, last, titles })
        });
        for needle in &own.needles {
            let forms = needle.last.forms.as_ref().map_or(&*needle.last.word, Forms::prefix);
            own.starts.add(needle.before.first().map_or(forms, String::as_str));
            needle.last.spellings.iter().for_each(|spelling| own.starts.add(spelling));
        }
        own
    }

    /// Adds what some clauses ask for. The needle of a text is made of the clause, the text,
    /// whether its words are whole, and whether they are for headlines.
    fn add(
        &mut self,
        clauses: &[Clause],
        wanted: bool,
        needle: &dyn Fn(&Clause, &str, bool, bool) -> Option<Needle>,
    ) {
        for clause in clauses {
            let wanted = wanted != clause.negated;
            let found = match &clause.term {
                Term::Any(inner) | Term::All(inner) => {
                    self.add(inner, wanted, needle);
                    None
                }
                Term::Word(text) if wanted => needle(clause, text, false, false),
                Term::Phrase(text) if wanted => needle(clause, text, true, false),
                Term::Field { field: QueryField::Title, value } if wanted => {
                    needle(clause, value, false, true)
                }
                _ => None,
            };
            self.needles.extend(found);
        }
    }

    /// True if there is nothing to find, in headlines or elsewhere.
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// What is found in a text: UTF-8 bytes, sorted, apart from each other.
    pub fn in_text(&self, text: &str) -> Vec<Range<usize>> {
        joined(self.found(text, false).into_iter().map(|(_, range)| range).collect())
    }

    /// What is found in a headline, where `title:` counts as well.
    pub fn in_title(&self, title: &str) -> Vec<Range<usize>> {
        joined(self.found(title, true).into_iter().map(|(_, range)| range).collect())
    }

    /// What is found in a text, with the number of the word or phrase, by place.
    pub(crate) fn numbered(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let mut hits = self.found(text, false);
        sort_by_key(&mut hits, |(number, range)| (range.start, range.end, *number));
        hits
    }

    fn found(&self, text: &str, title: bool) -> Vec<(usize, Range<usize>)> {
        let mut hits = Vec::new();
        if self.needles.iter().all(|needle| needle.titles && !title) {
            return hits;
        }
        let mut rows = Vec::new();
        let mut tokens = Tokens::new(text);
        while let Some((word, range)) = tokens.next() {
            if !self.starts.has(word) {
                continue;
            }
            for (number, needle) in self.needles.iter().enumerate() {
                if needle.titles && !title {
                    continue;
                }
                match needle.before.first() {
                    Some(first) if first == word => rows.push((number, needle)),
                    Some(_) => {}
                    None => {
                        let end = needle.last.end(word, text, &range);
                        hits.extend(end.map(|end| (number, range.start..end)));
                    }
                }
            }
            for (number, needle) in rows.drain(..) {
                let end = needle.end_of_row(text, tokens.ahead());
                hits.extend(end.map(|end| (number, range.start..end)));
            }
        }
        hits
    }
}

impl Needle {
    /// Where the row ends whose first word stands before these tokens, if it is one.
    fn end_of_row(&self, text: &str, mut tokens: Tokens<'_>) -> Option<usize> {
        for wanted in self.before.iter().skip(1) {
            tokens.next().filter(|(word, _)| word == wanted)?;
        }
        let (word, range) = tokens.next()?;
        self.last.end(word, text, &range)
    }
}

/// Sorts ranges and joins those that overlap or touch.
pub(crate) fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    sort_by_key(&mut ranges, |range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with what is found in square brackets.
    fn painted(highlighter: &Highlighter, text: &str) -> String {
        let ranges = highlighter.in_text(text);
        let (mut out, mut at) = (String::new(), 0);
        for range in ranges {
            out.push_str(&format!("{}[{}]", &text[at..range.start], &text[range.clone()]));
            at = range.end;
        }
        out + &text[at..]
    }

    #[test]
    fn what_is_asked_for_is_painted() {
        for (query, text, expected) in [
            ("insp", "Inspectors inspected it", "[Insp]ectors [insp]ected it"),
            ("\"insp\"", "Inspectors insp.", "Inspectors [insp]."),
            ("insp inspect*", "Inspectors insp.", "[Inspect]ors [insp]."),
            ("insp tag:x -it", "Inspectors insp it", "[Insp]ectors [insp] it"),
            ("insp port", "Inspectors insp ported", "Inspectors [insp] [port]ed"),
            ("\"Iran deal\"", "Iran: deal. Iran deals", "[Iran: deal]. Iran deals"),
            ("iran", "l’Iran et Irans Uiran", "l’[Iran] et [Iran]s Uiran"),
            ("\"iran\"", "Iran's Iranian", "[Iran]'s Iranian"),
            ("s-400", "the S 400s, S4001, S 40", "the [S 400]s, S4001, S 40"),
            ("don't", "Don’t. don t", "[Don’t]. [don t]"),
            ("a OR b -c", "a b c", "[a] [b] c"),
            ("-a OR b", "a b", "a [b]"),
            ("-(a -b) (c d)", "a b c d", "a [b] [c] [d]"),
            ("port ports", "ports", "[ports]"),
            ("tag:port title:port", "ports", "ports"),
            ("—", "a — b", "a — b"),
            ("tehe", "TÉHÉRAN", "[TÉHÉ]RAN"),
            ("stras", "Straße", "[Straß]e"),
            ("cafe", "Cafe\u{301}s cafe\u{301}", "[Cafe\u{301}]s [cafe\u{301}]"),
            ("\"a a\"", "a a a a ab", "[a a a a] ab"),
            ("\"a b c\"", "a a b a b c d", "a a b [a b c] d"),
            ("京", "北京", "北[京]"),
            ("北京市", "在北京市 北京 京市", "在[北京市] 北京 京市"),
            ("\"北京 ok\"", "北京 ok 北京市 ok", "[北京 ok] 北京市 ok"),
        ] {
            assert_eq!(painted(&Highlighter::new(&Query::parse(query)), text), expected, "{query}");
        }
        let titled = Highlighter::new(&Query::parse("x title:port"));
        assert_eq!(titled.in_title("x ports"), [0..1, 2..6]);
        assert_eq!(titled.in_text("x ports").as_slice(), std::slice::from_ref(&(0..1)));
    }

    #[test]
    fn other_forms_and_spellings_are_painted_where_they_were_looked_for() {
        let spelling = |word: &str, found: &str| Spelling {
            word: word.to_owned(),
            found: found.split(' ').map(str::to_owned).collect(),
        };
        let spellings = [spelling("sanktions", "sanctions sanction"), spelling("S-40", "x")];
        for (query, text, expected) in [
            (
                "sanction x",
                "Sanctions sanctioned sanctionable",
                "[Sanctions] [sanctioned] sanctionable",
            ),
            ("sanction", "Sanctions sanctionable", "[Sanctions] [sanction]able"),
            ("stating", "State states statement", "[State] [states] statement"),
            ("\"sanction\"", "Sanctions sanction", "Sanctions [sanction]"),
            ("\"state\" sanktions", "states sanctions sanctioned", "states [sanctions] sanctioned"),
            ("sanktions* x", "states sanction", "states [sanction]"),
            ("\"sanktions\" S-40", "sanctions x", "sanctions x"),
            ("s-state x", "S-states S state", "S-states [S state]"),
        ] {
            let query = Query::parse(query);
            let highlighter = Highlighter::with(&query, Languages::of(["en"]), &spellings);
            assert_eq!(painted(&highlighter, text), expected, "{query}");
        }
    }
}
