//! A label for an event: a few of a sentence's own words, cut where a reader would pause.
//!
//! It must not add words, except “…” where it had to stop inside a phrase.

use crate::annotate::events::clauses::Clauses;
use crate::annotate::events::verbs;
use crate::annotate::letters;
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
        if self.width(self.words.len()) > LONGEST {
            self.shorten_subject();
        }
        let mut broken = false;
        if self.width(self.words.len()) > LONGEST {
            let (kept, whole) = self.cut();
            broken = !whole;
            self.words.truncate(kept);
            self.tidy_end();
        }
        let mut label = balanced(self.written(self.words.len()));
        if label.chars().count() > LONGEST {
            // One endless word.
            let end = label.char_indices().nth(LONGEST - 1).map_or(label.len(), |(at, _)| at);
            label.truncate(end);
            broken = true;
        }
        if broken {
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

    /// Code points of the first so many words.
    fn width(&self, count: usize) -> usize {
        self.written(count).chars().count()
    }

    fn verb(&self) -> Option<usize> {
        let is_verb =
            |place: &usize| self.words.get(*place).is_some_and(|&at| self.clauses.is_verb(at));
        (0..self.words.len()).find(is_verb)
    }

    /// Takes what follows the noun off a subject that leaves no room for what it did.
    fn shorten_subject(&mut self) {
        const ROOM: usize = 40;
        let Some(verb) = self.verb().filter(|&verb| self.width(verb) > ROOM) else { return };
        if (0..verb.min(3)).any(|place| verbs::counts(self.lower(place))) {
            return;
        }
        let end = (1..verb).find(|&place| {
            let inside = self.in_name(place - 1) && self.in_name(place);
            let word = self.lower(place);
            !inside && (verbs::is_preposition(word) || verbs::is_subordinator(word) || word == ",")
        });
        if let Some(end) = end {
            self.words.drain(end..verb);
        }
    }

    /// How many words to keep of too many, and if they end where a phrase does.
    fn cut(&self) -> (usize, bool) {
        let verb = self.verb();
        let mut width = 0;
        let mut fits = 0;
        // The best places so far: behind a whole clause, a phrase, a word.
        let (mut clause, mut phrase, mut part) = (None, None, None);
        for place in 0..self.words.len() {
            let told = place > verb.unwrap_or(0) + 1;
            if told && width >= SHORTEST && self.may_end_before(place) {
                match self.border(place) {
                    Some(Border::Clause) => clause = Some(place),
                    Some(Border::Phrase) => phrase = Some(place),
                    Some(Border::Part) => part = Some(place),
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
        let whole = clause.or(phrase).or(part);
        (whole.unwrap_or(fits.max(1)), whole.is_some())
    }

    /// False between words that belong together.
    fn may_end_before(&self, place: usize) -> bool {
        let Some(last) = place.checked_sub(1) else { return false };
        let inside = self.in_name(last) && self.in_name(place);
        let verb = self.words.get(last).is_some_and(|&at| self.clauses.is_verb(at));
        !(inside || verb || verbs::asks_for_more(self.lower(last)))
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
                let verb = at.is_some_and(|&at| self.clauses.is_verb(at));
                Some(if verb { Border::Clause } else { Border::Part })
            }
            "of" => Some(Border::Part),
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
    /// A phrase goes on, but what came before can stand alone.
    Part,
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
            std::iter::once(letters::upper(first)).chain(chars).collect()
        }
        _ => label.to_owned(),
    }
}
