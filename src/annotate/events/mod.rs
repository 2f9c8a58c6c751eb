//! Events: a sentence that tells what happened on a date it names.
//!
//! A date that means certain days, and a clause with a verb that it belongs to, make an
//! event. `clauses` takes the sentence apart, `belongs` finds the date's clause, `verbs`
//! holds the words for both, and `label` cuts.
//! It must not invent words, nor make an event of a date that is unresolved, of the line
//! that dates the article, or of a year that only tells things apart (“the 2015 deal”).

mod belongs;
mod clauses;
mod label;
mod verbs;

use crate::annotate::article::{Expression, Found, What};
use crate::annotate::dates::TimeKind;
use crate::annotate::events::belongs::{Clause, clause_of, only_tells_apart, with_preposition};
use crate::annotate::events::clauses::Clauses;
use crate::annotate::events::label::Choice;
use crate::annotate::letters;
use crate::annotate::names::Named;
use crate::annotate::texts::{self, Texts};
use crate::annotate::tokens::Text;
use crate::bundle::edtf::{self, Precision, When};
use crate::bundle::{EntityType, Field};
use std::ops::Range;

/// Tokens beyond which a sentence is a table or a list, and tells nothing.
pub(super) const LONGEST_SENTENCE: usize = 150;
/// Tokens back from a sentence in which “he” and “she” find who is meant.
const REACH: usize = 60;

/// Something that happened, as a sentence tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// EDTF.
    pub when: String,
    /// A few of the sentence's own words.
    pub label: String,
    /// The sentence, in UTF-8 bytes of the text.
    pub sentence: Range<usize>,
    /// The marks that say so: places in the article's list of marks, in order.
    pub evidence: Vec<usize>,
    /// Who and what took part: places in the article's list of names, in order of mention.
    pub named: Vec<usize>,
}

/// The events of a text, in its order. `issued` is the article's own date.
pub(super) fn find(
    text: &Text<'_>,
    marks: &[Found],
    named: &[Named],
    issued: Option<&str>,
) -> Vec<Happening> {
    let first = marks.partition_point(|found| found.field < Field::Body);
    let mut next = first;
    let mut found: Vec<Happening> = Vec::new();
    let mut told = Texts::default();
    for (number, tokens) in text.sentences.iter().enumerate() {
        let bytes = bytes_of(text, tokens);
        let from = next;
        while marks.get(next).is_some_and(|mark| mark.range.start < bytes.end) {
            next += 1;
        }
        if tokens.len() > LONGEST_SENTENCE || text.word(tokens.end.saturating_sub(1)) == "?" {
            continue;
        }
        let sentence = Sentence { text, marks, named, number, tokens, bytes, own: from..next };
        for event in sentence.events(issued) {
            if told.add(texts::key(&event.when, &event.label)) {
                found.push(event);
            }
        }
    }
    found
}

/// The tokens of the sentence in which a byte of the text lies, or that ended before it.
pub(super) fn sentence_of(text: &Text<'_>, byte: usize) -> Option<Range<usize>> {
    let begins = |tokens: &Range<usize>| bytes_of(text, tokens).start <= byte;
    let number = text.sentences.partition_point(begins).checked_sub(1)?;
    text.sentences.get(number).cloned()
}

fn bytes_of(text: &Text<'_>, tokens: &Range<usize>) -> Range<usize> {
    let start = text.tokens.get(tokens.start).map_or(0, |token| token.start);
    let end = tokens.end.checked_sub(1).and_then(|last| text.tokens.get(last));
    start..end.map_or(start, |token| token.end).max(start)
}

/// A sentence and what is marked in it.
struct Sentence<'s, 't> {
    text: &'s Text<'t>,
    marks: &'s [Found],
    named: &'s [Named],
    /// From the start of the text.
    number: usize,
    tokens: &'s Range<usize>,
    bytes: Range<usize>,
    /// Its marks.
    own: Range<usize>,
}

/// A date that may be an event's.
#[derive(Clone)]
struct Dated {
    marks: Vec<usize>,
    /// Places in the sentence.
    words: Range<usize>,
    /// EDTF.
    when: String,
    precision: Precision,
}

impl Sentence<'_, '_> {
    fn events(&self, issued: Option<&str>) -> Vec<Happening> {
        let mut dates: Vec<Dated> = self.own.clone().filter_map(|at| self.dated(at)).collect();
        if dates.is_empty() {
            return Vec::new();
        }
        let words = |is_time: bool| -> Vec<Range<usize>> {
            let own = self.own.clone().filter_map(|at| self.marks.get(at));
            let of_kind = own.filter(|found| matches!(found.what, What::Time(_)) == is_time);
            of_kind.map(|found| self.words_of(&found.range)).collect()
        };
        let clauses = Clauses::new(self.text, self.tokens.clone(), &words(false), &words(true));
        join_ranges(&clauses, &mut dates);
        dates.retain(|date| !only_tells_apart(&clauses, date));
        let mut chosen: Vec<(Clause, Dated)> = Vec::new();
        for date in dates {
            let Some(clause) = clause_of(&clauses, &date) else { continue };
            // Of several dates of a clause, the first of the most precise ones.
            match chosen.iter_mut().find(|(other, _)| other.part == clause.part) {
                Some((_, other)) if date.precision > other.precision => *other = date,
                Some(_) => {}
                None => chosen.push((clause, date)),
            }
        }
        let day = issued.and_then(|issued| issued.get(..10));
        let said_today =
            |clause: &Clause, date: &Dated| clause.is_statement && day == Some(date.when.as_str());
        chosen.retain(|(clause, date)| !said_today(clause, date));
        chosen
            .into_iter()
            .filter_map(|(clause, date)| self.event(&clauses, &clause, date))
            .collect()
    }

    fn event(&self, clauses: &Clauses<'_>, clause: &Clause, date: Dated) -> Option<Happening> {
        let out = with_preposition(clauses, &date.words);
        let mut words = clause.stretches.iter().flat_map(Clone::clone);
        let first = words.find(|at| !out.contains(at))?;
        if clauses.is_verb(first) {
            return None; // nobody knows who
        }
        let mut label = Choice::new(clauses, &clause.stretches, &[out]).label();
        let mut named: Vec<usize> = Vec::new();
        let (subject, rest) = label.split_once(' ')?;
        let stands_for_person = matches!(subject, "He" | "She");
        if let Some((quote, who)) = stands_for_person.then(|| self.person_before()).flatten() {
            label = format!("{quote} {rest}");
            named.push(who);
        }
        if !says_something(&label) {
            return None;
        }
        let own = self.own.clone().filter_map(|at| self.marks.get(at));
        named.extend(own.filter_map(|found| match found.what {
            What::Name(named) => Some(named),
            What::Time(_) => None,
        }));
        let mut seen: Vec<usize> = Vec::new();
        named.retain(|named| {
            let new = !seen.contains(named);
            seen.extend(new.then_some(*named));
            new
        });
        let Dated { marks, when, .. } = date;
        Some(Happening { when, label, sentence: self.bytes.clone(), evidence: marks, named })
    }

    /// The last person named before the sentence, with the words that name them.
    fn person_before(&self) -> Option<(String, usize)> {
        let reach = self.tokens.start.saturating_sub(REACH);
        let from = self.text.tokens.get(reach).map_or(0, |token| token.start);
        let before = self.marks.get(..self.own.start)?.iter().rev();
        let mut near =
            before.take_while(|found| found.field == Field::Body && found.range.start >= from);
        near.find_map(|found| {
            let What::Name(at) = found.what else { return None };
            let is_person = self.named.get(at)?.kind == EntityType::Person;
            let quote = self.text.text.get(found.range.clone())?;
            is_person.then(|| (quote.split_whitespace().collect::<Vec<_>>().join(" "), at))
        })
    }

    /// Places of the words in a range of bytes.
    fn words_of(&self, bytes: &Range<usize>) -> Range<usize> {
        let tokens = self.text.tokens.get(self.tokens.clone()).unwrap_or_default();
        let start = tokens.partition_point(|token| token.end <= bytes.start);
        let end = tokens.partition_point(|token| token.start < bytes.end);
        start..end.max(start)
    }

    /// The date of a mark, if it is one that an event can have.
    fn dated(&self, at: usize) -> Option<Dated> {
        let found = self.marks.get(at)?;
        let What::Time(Expression { kind, timex, value: Some(value), .. }) = &found.what else {
            return None;
        };
        if !matches!(kind, TimeKind::Date | TimeKind::Time) || timex.ends_with("_REF") {
            return None;
        }
        let precision = edtf::parse(value)?.anchor()?.precision;
        let words = self.words_of(&found.range);
        if self.number == 0 && self.is_date_line(&words) {
            return None;
        }
        Some(Dated { marks: vec![at], words, when: value.clone(), precision })
    }

    /// True for the date in “VARDEL, March 4 (HN) —”, with which agencies begin.
    fn is_date_line(&self, date: &Range<usize>) -> bool {
        const LONGEST: usize = 12; // tokens from the start to the dash
        let word = |at: usize| self.text.word(self.tokens.start + at);
        let lower = |at: usize| word(at).starts_with(char::is_lowercase);
        let dash = (date.end..self.tokens.len()).find(|&at| matches!(word(at), "-" | "–" | "—"));
        dash.is_some_and(|dash| {
            dash <= LONGEST && !(0..date.start).chain(date.end..dash).any(lower)
        })
    }
}

/// Makes one of “from March to May”, and opens what “since” and “until” open.
fn join_ranges(clauses: &Clauses<'_>, dates: &mut Vec<Dated>) {
    let point = |when: &str| matches!(edtf::parse(when), Some(When::Point(_)));
    let mut joined: Vec<Dated> = Vec::new();
    for date in dates.drain(..) {
        let before = |words: &Range<usize>| {
            words.start.checked_sub(1).map_or("", |before| clauses.lower(before))
        };
        if let Some(last) = joined.last_mut()
            && last.words.end + 1 == date.words.start
            && point(&last.when)
            && point(&date.when)
        {
            let between = clauses.lower(last.words.end);
            let first = before(&last.words);
            let is_range = matches!(between, "-" | "–" | "—" | "through")
                || matches!(between, "to" | "until" | "till") && first == "from"
                || between == "and" && first == "between";
            let whole = format!("{}/{}", last.when, date.when);
            if is_range && edtf::parse(&whole).is_some() {
                last.when = whole;
                last.words.end = date.words.end;
                last.marks.extend(date.marks);
                continue;
            }
        }
        joined.push(date);
    }
    for date in &mut joined {
        let word = date.words.start.checked_sub(1).map_or("", |before| clauses.lower(before));
        if point(&date.when) {
            match word {
                "since" => date.when.push_str("/.."),
                "until" | "till" => date.when.insert_str(0, "../"),
                _ => {}
            }
        }
    }
    *dates = joined;
}

/// False for what is left when all that mattered was the date.
fn says_something(label: &str) -> bool {
    let empty = |word: &str| {
        let word = letters::lowered(word);
        verbs::is_pronoun(&word) || verbs::is_auxiliary(&word) || verbs::asks_for_more(&word)
    };
    let vague = [
        "This ", "That ", "These ", "Those ", "There ", "I ", "We ", "You ", "In ", "What ",
        "How ", "Why ",
    ];
    let words = label.split_whitespace();
    let last = letters::lowered(words.clone().next_back().unwrap_or_default());
    let starts_well = label.starts_with(|c: char| c.is_alphanumeric() || "“\"‘$€£".contains(c));
    starts_well
        && !verbs::is_auxiliary(&last)
        && !vague.iter().any(|start| label.starts_with(start))
        && words.clone().count() >= 2
        && words.filter(|word| !empty(word)).count() >= 2
}

#[cfg(test)]
#[path = "../events_tests.rs"]
mod tests;
