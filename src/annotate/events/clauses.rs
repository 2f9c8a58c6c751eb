//! A sentence as clauses: what its words do, where its parts begin, and which part a date
//! belongs to.
//!
//! Heuristics for English prose, without a parser: signs and a few words part a sentence,
//! and a part with a verb of its own is a clause. It must not make labels.

use crate::annotate::events::verbs;
use crate::annotate::letters;
use crate::annotate::tokens::{Shape, Text};
use std::ops::Range;

/// A word, number or sign of a sentence.
pub(super) struct Word<'t> {
    /// As written.
    pub(super) text: &'t str,
    /// In lower case.
    pub(super) lower: String,
    /// A word or number, not a sign.
    pub(super) is_word: bool,
    /// No space before it.
    pub(super) glued: bool,
    /// Carries tense.
    pub(super) is_verb: bool,
    /// Inside a name.
    pub(super) in_name: bool,
    /// Inside an expression of time.
    pub(super) in_time: bool,
}

/// A stretch of words between signs.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Places of words.
    pub(super) words: Range<usize>,
    /// It stands in brackets.
    pub(super) aside: bool,
    /// It shares the subject of the part before: “and closed”.
    pub(super) shares_subject: bool,
}

/// A sentence taken apart.
pub(super) struct Clauses<'t> {
    pub(super) words: Vec<Word<'t>>,
    pub(super) parts: Vec<Part>,
}

impl<'t> Clauses<'t> {
    /// Takes a sentence apart. `names` and `times` are ranges of words.
    pub(super) fn new(
        text: &Text<'t>,
        tokens: Range<usize>,
        names: &[Range<usize>],
        times: &[Range<usize>],
    ) -> Self {
        let mut words: Vec<Word<'t>> = tokens
            .map(|at| {
                let own = text.word(at);
                let shape = text.tokens.get(at).map_or(Shape::Sign, |token| token.shape);
                Word {
                    text: own,
                    lower: letters::lowered(own).replace('’', "'"),
                    is_word: matches!(shape, Shape::Word | Shape::Number | Shape::Mixed),
                    glued: text.tokens.get(at).is_some_and(|token| token.glued),
                    is_verb: false,
                    in_name: false,
                    in_time: false,
                }
            })
            .collect();
        for at in names.iter().flat_map(Clone::clone) {
            if let Some(word) = words.get_mut(at) {
                word.in_name = true;
            }
        }
        for at in times.iter().flat_map(Clone::clone) {
            if let Some(word) = words.get_mut(at) {
                word.in_time = true;
            }
        }
        let mut clauses = Self { words, parts: Vec::new() };
        for at in 0..clauses.words.len() {
            let is_verb = clauses.carries_tense(at);
            if let Some(word) = clauses.words.get_mut(at) {
                word.is_verb = is_verb;
            }
        }
        clauses.part();
        clauses
    }

    /// The word at a place in lower case; empty outside the sentence.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.lower)
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.lower(at))
    }

    fn carries_tense(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        // “United”, “Said” as a name; a sentence seldom begins with a verb that carries tense.
        let capital = word.text.starts_with(char::is_uppercase);
        let other = !word.is_word || word.in_name || word.in_time || capital;
        if other || !verbs::is_finite(&word.lower) {
            return false;
        }
        if verbs::is_auxiliary(&word.lower) {
            return true;
        }
        let before = self.before(at);
        // “the proposed law”, “50-year-old”, “to set”, “state-owned”
        let hyphen = before == "-" && word.glued
            || self.lower(at + 1) == "-" && self.words.get(at + 1).is_some_and(|w| w.glued);
        let infinitive = before == "to" && !verbs::is_past(&word.lower);
        let noun = verbs::is_determiner(before) || before == "'s" || before == "of";
        !(hyphen || infinitive || noun && !self.is_relative(at))
    }

    /// True behind “that” or “who” with a subject before them: “the law that passed”.
    fn is_relative(&self, at: usize) -> bool {
        matches!(self.before(at), "that" | "who" | "which") && at > 1
    }

    fn part(&mut self) {
        let mut parts: Vec<Part> = Vec::new();
        let mut start = 0;
        let mut depth = 0_usize;
        let mut shares = false;
        let mut close = |words: Range<usize>, aside: bool, shares_subject: bool| {
            if !words.is_empty() {
                parts.push(Part { words, aside, shares_subject });
            }
        };
        for at in 0..self.words.len() {
            let sign = self.lower(at);
            let glued = self.words.get(at).is_some_and(|word| word.glued);
            let next_glued = self.words.get(at + 1).is_some_and(|word| word.glued);
            let parts_here = match sign {
                "(" | "[" | ")" | "]" | ";" | "—" => true,
                ":" => !next_glued,
                "–" => !glued && !next_glued,
                "-" => {
                    let pair = at.checked_sub(1).is_some_and(|before| self.lower(before) == "-");
                    !glued && (!next_glued || self.lower(at + 1) == "-") || glued && pair
                }
                // Not within a date or a name: “4 March, 2018”, “Vardel, Norway”.
                "," => {
                    !(self.inside(at, |word| word.in_time) || self.inside(at, |word| word.in_name))
                }
                _ => false,
            };
            if parts_here {
                close(start..at, depth > 0, shares);
                match sign {
                    "(" | "[" => depth += 1,
                    ")" | "]" => depth = depth.saturating_sub(1),
                    _ => {}
                }
                (start, shares) = (at + 1, false);
                continue;
            }
            if matches!(sign, "and" | "but" | "or") && at > start {
                // “… and closed”: a verb follows. “… and Europe failed”: a clause follows.
                let next = (at + 1..at + 3).find(|&next| !self.lower(next).ends_with("ly"));
                let verb_next = next.is_some_and(|next| self.is_verb(next));
                let verb_before = (start..at).any(|before| self.is_verb(before));
                // In “seized and sold goods” two verbs share what follows.
                let side_by_side = at.checked_sub(1).is_some_and(|before| self.is_verb(before));
                if verb_next && verb_before && !side_by_side {
                    close(start..at, depth > 0, shares);
                    (start, shares) = (at + 1, true);
                } else if verb_before && self.clause_begins(at + 1) {
                    close(start..at, depth > 0, shares);
                    (start, shares) = (at + 1, false);
                }
            }
        }
        close(start..self.words.len(), depth > 0, shares);
        self.parts = parts;
    }

    /// True if a subject and its verb begin at a word: “the town paid”.
    fn clause_begins(&self, at: usize) -> bool {
        const REACH: usize = 8; // words
        let first = self.lower(at);
        let subject = verbs::is_determiner(first)
            || verbs::is_personal(first)
            || self.words.get(at).is_some_and(|word| word.in_name || word.in_time);
        let sign = |at: usize| self.words.get(at).is_none_or(|word| !word.is_word && !word.glued);
        let mut reach = (at..at + REACH).take_while(|&at| !sign(at) && self.lower(at) != ",");
        subject && reach.any(|at| self.is_verb(at))
    }

    /// True if the words on both sides of a sign are of a kind.
    fn inside(&self, at: usize, is: impl Fn(&Word<'_>) -> bool) -> bool {
        let of = |at: Option<usize>| at.and_then(|at| self.words.get(at)).is_some_and(&is);
        of(Some(at)) && of(at.checked_sub(1)) && of(Some(at + 1))
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.is_verb)
    }

    /// The first verb of a stretch.
    pub(super) fn verb_in(&self, mut words: Range<usize>) -> Option<usize> {
        words.find(|&at| self.is_verb(at))
    }

    /// The part in which a word stands.
    pub(super) fn part_of(&self, word: usize) -> Option<usize> {
        self.parts.iter().position(|part| part.words.contains(&word))
    }

    /// Words without quotes and connectives in front.
    pub(super) fn trimmed(&self, words: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = words;
        let mut connected = false;
        while start < end {
            let word = self.lower(start);
            let is_word = self.words.get(start).is_some_and(|word| word.is_word);
            let comma = self.lower(start + 1) == ",";
            if matches!(word, "“" | "\"") && verbs::is_connective(self.lower(start + 1)) {
                start += 2;
                continue;
            }
            if !is_word && !matches!(word, "“" | "\"" | "‘" | "$" | "€" | "£" | "#")
                || verbs::is_connective(word) && (comma || start == words.start || connected)
            {
                connected = is_word;
                start += 1;
            } else {
                break;
            }
        }
        while end > start && matches!(self.lower(end - 1), "." | "!" | "?" | "…" | ",") {
            end -= 1;
        }
        start..end
    }

    /// True if a part only says who said it: “the mayor said”, “according to the mayor”.
    pub(super) fn is_attribution(&self, part: &Part) -> bool {
        let words = self.trimmed(part.words.clone());
        if self.lower(words.start) == "according" {
            return true;
        }
        let verb = words.clone().find(|&at| verbs::is_speech(self.lower(at)));
        let Some(verb) = verb.filter(|&verb| self.words.get(verb).is_some_and(|w| !w.in_name))
        else {
            return false;
        };
        // Nothing is said in the part itself.
        let after = verb + 1..words.end;
        let content = after.clone().any(|at| self.is_verb(at) || self.lower(at) == "that");
        let others = words.clone().any(|at| {
            at != verb && self.is_verb(at) && at < verb && !verbs::is_auxiliary(self.lower(at))
        });
        !content && !others && words.len() <= 14
    }
}
