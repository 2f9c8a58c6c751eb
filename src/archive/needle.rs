//! Words in a row, looked for by the plain engine in its folded texts.

use crate::archive::fold::WordText;
use crate::archive::query::{Clause, Query, QueryField, Term};

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

/// What a query asks for anywhere, and what in headlines only; not what it excludes.
pub(crate) fn needles(query: &Query) -> (Vec<Needle>, Vec<Needle>) {
    fn add(clauses: &[Clause], wanted: bool, lists: &mut (Vec<Needle>, Vec<Needle>)) {
        for clause in clauses {
            let wanted = wanted != clause.negated;
            match &clause.term {
                Term::Any(inner) | Term::All(inner) => add(inner, wanted, lists),
                Term::Field { .. } if wanted => lists.1.extend(needle_of(&clause.term)),
                term if wanted => lists.0.extend(needle_of(term)),
                _ => {}
            }
        }
    }
    let mut lists = (Vec::new(), Vec::new());
    add(&query.clauses, true, &mut lists);
    lists
}
