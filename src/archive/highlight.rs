//! Finds the words and phrases of a query in a text, for painting them.
//!
//! It finds exactly what the engine matches. It knows nothing of fields that have no text
//! of their own, such as entities and dates.

use crate::archive::fold::WordText;
use crate::archive::query::{Query, QueryField, Term};
use crate::bundle::order::sort_by_key;
use std::ops::Range;

/// Folded words in a row that are looked for in a [`WordText`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Needle {
    /// The words, each behind a space.
    text: String,
    /// The last word must end where the needle does.
    whole: bool,
}

impl Needle {
    /// The words of a text; `None` if it has none.
    pub(crate) fn new(words: &str, whole: bool) -> Option<Self> {
        let mut folded = WordText::default();
        folded.push(words);
        let text = folded.text.trim_end().to_owned();
        (!text.is_empty()).then_some(Self { text, whole })
    }

    /// True if it occurs.
    pub(crate) fn is_in(&self, words: &str) -> bool {
        self.next_in(words, 0).is_some()
    }

    /// How often it occurs, apart from each other.
    pub(crate) fn count_in(&self, words: &str) -> usize {
        let (mut count, mut from) = (0, 0);
        while let Some(at) = self.next_in(words, from) {
            count += 1;
            from = at + self.text.len();
        }
        count
    }

    /// Where the first occurrence at or after `from` begins: at the space before it.
    fn next_in(&self, words: &str, mut from: usize) -> Option<usize> {
        loop {
            let at = from + words.get(from..)?.find(&self.text)?;
            let end = at + self.text.len();
            if !self.whole || matches!(words.as_bytes().get(end), Some(b' ' | b'\'')) {
                return Some(at);
            }
            from = at + 1; // the next one may overlap this one
        }
    }
}

/// What is looked for in a text: `None` for what has no words, or none of its own.
pub(crate) fn needle_of(term: &Term) -> Option<Needle> {
    match term {
        Term::Word(text) | Term::Field { field: QueryField::Title, value: text } => {
            Needle::new(text, false)
        }
        Term::Phrase(text) => Needle::new(text, true),
        _ => None,
    }
}

/// Finds what a query asks for in texts that it did not choose: a list, an open article.
#[derive(Clone, Debug, Default)]
pub struct Highlighter {
    needles: Vec<Needle>,
    /// Those that are looked for in headlines only.
    title_needles: Vec<Needle>,
}

impl Highlighter {
    /// Takes the words and phrases a query asks for; what it excludes is not painted.
    pub fn new(query: &Query) -> Self {
        let mut own = Self::default();
        for clause in query.clauses.iter().filter(|clause| !clause.negated) {
            for clause in clause.alternatives().iter().filter(|clause| !clause.negated) {
                let title = matches!(clause.term, Term::Field { .. });
                let list = if title { &mut own.title_needles } else { &mut own.needles };
                list.extend(needle_of(&clause.term));
            }
        }
        own
    }

    /// True if there is nothing to find, in headlines or elsewhere.
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty() && self.title_needles.is_empty()
    }

    /// What is found in a text: UTF-8 bytes, sorted, apart from each other.
    pub fn in_text(&self, text: &str) -> Vec<Range<usize>> {
        let found = found(text, &self.needles);
        joined(found.into_iter().map(|(_, range)| range).collect())
    }

    /// What is found in a headline, where `title:` counts as well.
    pub fn in_title(&self, title: &str) -> Vec<Range<usize>> {
        let mut ranges: Vec<_> = found(title, &self.needles).into_iter().map(|hit| hit.1).collect();
        ranges.extend(found(title, &self.title_needles).into_iter().map(|hit| hit.1));
        joined(ranges)
    }

    /// What is looked for anywhere, and what in headlines only.
    pub(crate) fn needles(&self) -> (&[Needle], &[Needle]) {
        (&self.needles, &self.title_needles)
    }

    /// What is found in a text, with the number of the word or phrase, by place.
    pub(crate) fn numbered(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let mut hits = found(text, &self.needles);
        sort_by_key(&mut hits, |(number, range)| (range.start, range.end, *number));
        hits
    }
}

fn found(text: &str, needles: &[Needle]) -> Vec<(usize, Range<usize>)> {
    let mut hits = Vec::new();
    if needles.is_empty() {
        return hits;
    }
    let (words, map) = WordText::mapped(text);
    for (number, needle) in needles.iter().enumerate() {
        let mut from = 0;
        while let Some(at) = needle.next_in(&words.text, from) {
            from = at + needle.text.len();
            hits.push((number, map.original(at + 1..from)));
        }
    }
    hits
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
    fn painted(query: &str, text: &str) -> String {
        let ranges = Highlighter::new(&Query::parse(query)).in_text(text);
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
            ("\"Iran deal\"", "Iran: deal. Iran deals", "[Iran: deal]. Iran deals"),
            ("iran", "l’Iran et Irans Uiran", "l’[Iran] et [Iran]s Uiran"),
            ("\"iran\"", "Iran's Iranian", "[Iran]'s Iranian"),
            ("s-400", "the S 400s, S4001", "the [S 400]s, S4001"),
            ("don't", "Don’t. don t", "[Don’t]. don t"),
            ("a OR b -c", "a b c", "[a] [b] c"),
            ("-a OR b", "a b", "a [b]"),
            ("port ports", "ports", "[ports]"),
            ("tag:port title:port", "ports", "ports"),
            ("—", "a — b", "a — b"),
            ("tehe", "TÉHÉRAN", "[TÉHÉ]RAN"),
            ("\"a a\"", "a a a a ab", "[a a] [a a] ab"),
            ("京", "北京", "北[京]"),
        ] {
            assert_eq!(painted(query, text), expected, "{query}");
        }
        let titled = Highlighter::new(&Query::parse("title:port x"));
        assert_eq!(titled.in_title("x ports"), [0..1, 2..6]);
    }
}
