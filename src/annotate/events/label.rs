//! A label for an event: a few of a sentence's own words, cut where a reader would pause.
//!
//! It must not add words, nor reorder them.

use crate::annotate::events::clauses::Clauses;
use crate::annotate::events::verbs;
use std::ops::Range;

/// Code points of a label: about two lines of a narrow column.
const LONGEST: usize = 70;
/// A cut before this says too little.
const SHORTEST: usize = 24;

/// Words chosen for a label, in order.
pub(super) struct Choice<'c, 't> {
    clauses: &'c Clauses<'t>,
    words: Vec<usize>,
}

impl<'c, 't> Choice<'c, 't> {
    /// Of a subject and a clause, the words that are not left out. `without` are ranges of
    /// words.
    pub(super) fn new(
        clauses: &'c Clauses<'t>,
        stretches: &[Range<usize>],
        without: &[Range<usize>],
    ) -> Self {
        let mut words: Vec<usize> = Vec::new();
        for stretch in stretches {
            let kept = stretch.clone().filter(|at| !without.iter().any(|out| out.contains(at)));
            words.extend(kept);
        }
        Self { clauses, words }
    }

    /// The label; empty if nothing is left to say.
    pub(super) fn label(mut self) -> String {
        self.drop_article();
        self.tidy_end();
        let whole = self.written(self.words.len());
        let kept = if whole.chars().count() <= LONGEST { self.words.len() } else { self.cut() };
        let cut = kept < self.words.len();
        self.words.truncate(kept);
        self.tidy_end();
        let mut label = balanced(self.written(self.words.len()));
        if cut && label.chars().count() > LONGEST {
            let end = label.char_indices().nth(LONGEST - 1).map_or(label.len(), |(at, _)| at);
            label.truncate(label.get(..end).and_then(|text| text.rfind(' ')).unwrap_or(end));
            label.push('…');
        }
        capitalised(label)
    }

    fn lower(&self, place: usize) -> &str {
        self.words.get(place).map_or("", |&at| self.clauses.lower(at))
    }

    fn is_word(&self, place: usize) -> bool {
        let word = self.words.get(place).and_then(|&at| self.clauses.words.get(at));
        word.is_some_and(|word| word.is_word)
    }

    fn in_name(&self, place: usize) -> bool {
        let word = self.words.get(place).and_then(|&at| self.clauses.words.get(at));
        word.is_some_and(|word| word.in_name)
    }

    /// Headlines have no article in front.
    fn drop_article(&mut self) {
        let article = matches!(self.lower(0), "the" | "a" | "an");
        if article && self.words.len() > 2 && self.is_word(1) {
            self.words.remove(0);
        }
    }

    /// Takes off what asks for more, and signs.
    fn tidy_end(&mut self) {
        while let Some(last) = self.words.len().checked_sub(1) {
            let word = self.lower(last);
            let closes = matches!(word, "”" | "\"" | "’" | ")" | "%" | "'s" | "'");
            let dangling = !self.is_word(last) && !closes
                || !self.in_name(last) && verbs::asks_for_more(word) && !verbs::is_auxiliary(word);
            if !dangling {
                break;
            }
            self.words.pop();
        }
    }

    /// How many words to keep of too many.
    fn cut(&self) -> usize {
        let verb = (0..self.words.len())
            .find(|&place| self.words.get(place).is_some_and(|&at| self.clauses.is_verb(at)));
        let mut width = 0;
        let mut fits = 0;
        // The best places so far: behind a whole clause, a phrase, a word.
        let (mut clause, mut phrase) = (None, None);
        for place in 0..self.words.len() {
            let told = place > verb.unwrap_or(0) + 1;
            if told && width >= SHORTEST && self.may_end_before(place) {
                match self.border(place) {
                    Some(Border::Clause) => clause = Some(place),
                    Some(Border::Phrase) => phrase = Some(place),
                    None => {}
                }
            }
            let Some(word) = self.words.get(place).and_then(|&at| self.clauses.words.get(at))
            else {
                break;
            };
            width += word.text.chars().count() + usize::from(!word.glued && place > 0);
            if width > LONGEST {
                break;
            }
            fits = place + 1;
        }
        clause.or(phrase).unwrap_or(fits.max(1))
    }

    /// False between words that belong together.
    fn may_end_before(&self, place: usize) -> bool {
        let Some(last) = place.checked_sub(1) else { return false };
        !(self.in_name(last) && self.in_name(place))
            && !verbs::asks_for_more(self.lower(last))
            && !self.words.get(last).is_some_and(|&at| self.clauses.is_verb(at))
    }

    fn border(&self, place: usize) -> Option<Border> {
        let word = self.lower(place);
        let next = self.lower(place + 1);
        match word {
            "," | ";" | ":" | "—" | "–" | "(" => Some(Border::Clause),
            "that" | "which" | "who" | "while" | "because" | "although" | "when" | "where"
            | "whose" | "if" | "unless" => Some(Border::Clause),
            "after" | "before" | "following" | "amid" | "despite" | "until" | "as" => {
                Some(Border::Clause)
            }
            "and" | "but" => {
                let at = self.words.get(place + 1);
                at.is_some_and(|&at| self.clauses.is_verb(at)).then_some(Border::Clause)
            }
            "of" => None,
            "to" | "in" | "on" | "for" | "with" | "by" | "at" | "from" | "over" | "against"
            | "into" | "under" | "during" | "through" | "between" | "without" => {
                (!next.is_empty()).then_some(Border::Phrase)
            }
            _ => None,
        }
    }

    /// The first so many words as they stand in the text.
    fn written(&self, count: usize) -> String {
        let mut out = String::new();
        let mut last = None;
        for &at in self.words.iter().take(count) {
            let Some(word) = self.clauses.words.get(at) else { continue };
            let follows = last == at.checked_sub(1) && last.is_some();
            let sign = !word.is_word && !matches!(word.text, "“" | "‘" | "(" | "$" | "€" | "£");
            let joined = if follows { word.glued } else { sign && word.glued };
            if !out.is_empty() && !joined {
                out.push(' ');
            }
            out.push_str(word.text);
            last = Some(at);
        }
        out
    }
}

/// What a place to cut stands before.
enum Border {
    Clause,
    Phrase,
}

/// Takes out quotes and brackets that lost their other half.
fn balanced(label: String) -> String {
    let count = |c: char| label.matches(c).count();
    let mut lone: Vec<char> = Vec::new();
    for (open, close) in [('“', '”'), ('(', ')'), ('[', ']'), ('«', '»')] {
        if count(open) != count(close) {
            lone.extend([open, close]);
        }
    }
    if count('"') % 2 == 1 {
        lone.push('"');
    }
    if count('‘') > count('’') {
        lone.push('‘');
    }
    if lone.is_empty() { label } else { label.replace(|c| lone.contains(&c), "") }
}

fn capitalised(label: String) -> String {
    let label = label.trim_matches(|c: char| c == ' ' || c == ',');
    let mut chars = label.chars();
    match chars.next() {
        // eBay and iPhone stay; so does a quote.
        Some(first) if first.is_lowercase() && !chars.as_str().starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => label.to_owned(),
    }
}
