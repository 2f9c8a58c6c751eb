//! Expressions of time: where they stand, and which days they mean.
//!
//! `lexicon` knows the words, `grammar` how they combine, `resolve` what they mean on the
//! day of writing or at the point of the story, `value` how that is written. Recognition
//! by kinds of word after SynTime (Zhong et al. 2017), the two ways of reckoning after
//! HeidelTime (Strötgen and Gertz 2013); the words and rules are our own. It must not look
//! at names, nor read a clock.

mod calendar;
mod expression;
mod grammar;
mod lexicon;
mod mode;
mod resolve;
mod value;
mod written;

use crate::annotate::dates::grammar::Grammar;
pub use crate::annotate::dates::lexicon::Language;
use crate::annotate::dates::resolve::{Meaning, Resolver};
use crate::annotate::tokens::Text;
use crate::bundle::Basis;
use crate::bundle::civil::Date;
use std::ops::Range;

/// TIMEX3's types of time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day or anything longer, on the calendar.
    Date,
    /// A part of a day.
    Time,
    /// A length.
    Duration,
    /// Something that comes again.
    Set,
}

impl TimeKind {
    /// The word that TIMEX3 has for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// One expression of time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMark {
    /// UTF-8 bytes of the text.
    pub range: Range<usize>,
    /// Its type.
    pub kind: TimeKind,
    /// Its TIMEX3 value, `XXXX-08` and `PAST_REF` included.
    pub timex: String,
    /// The same as EDTF, where it means certain days; none while it is unresolved, and for
    /// lengths and sets.
    pub value: Option<String>,
    /// How the value was found.
    pub basis: Basis,
    /// The rule that found the value; of an unresolved one, the rule by which it will resolve.
    pub rule: &'static str,
    /// 0 to 1.
    pub confidence: f64,
}

/// All expressions of time in a text, in order; none overlap. `issued` is the day that
/// relative ones count from. Of languages other than English, dates in full are found.
pub fn find(text: &Text<'_>, issued: Option<Date>, language: Language) -> Vec<TimeMark> {
    let lex = lexicon::lex(text, language);
    let mut said = Vec::new();
    let mut sentence_of = Vec::new();
    let mut number = 0;
    while let Some(sentence) = text.sentences.get(number) {
        // “am 4. März”: where ordinals have dots, a dot before a capital ends nothing.
        let paragraph = text.paragraphs.get(number);
        let same =
            |at: &usize| language != Language::English && text.paragraphs.get(*at) == paragraph;
        let last = (number + 1..text.sentences.len()).take_while(same).last().unwrap_or(number);
        let end = text.sentences.get(last).map_or(sentence.end, |sentence| sentence.end);
        Grammar::new(text.text, &text.tokens, &lex, sentence.start, end).read(&mut said);
        sentence_of.resize(said.len(), number);
        number = last + 1;
    }
    mode::settle_days(&lex, &mut said, &sentence_of);
    let mut resolver = Resolver::new(issued, mode::mode(&said, issued));
    let mut found = Vec::with_capacity(said.len());
    for (one, number) in said.iter().zip(sentence_of) {
        let sentence = text.sentences[number].clone();
        let tense = mode::tense(&lex, sentence.clone(), one);
        if let Some(year) = mode::section(&lex, sentence.clone(), one) {
            resolver.enter_section(year);
        }
        let meaning =
            resolver.resolve(one.expr, number, tense, mode::moves_on(&lex, &sentence, one));
        let (Some(first), Some(last)) = (text.tokens.get(one.from), text.tokens.get(one.to - 1))
        else {
            continue;
        };
        found.push(TimeMark {
            range: first.start..last.end,
            kind: meaning.kind,
            value: meaning.value.and_then(value::Value::edtf),
            confidence: confidence(&meaning),
            timex: meaning.timex,
            basis: meaning.basis,
            rule: meaning.rule,
        });
    }
    found
}

/// How often such a value is right, roughly, on news and histories that were marked by hand.
fn confidence(meaning: &Meaning) -> f64 {
    match (meaning.kind, meaning.basis) {
        (TimeKind::Duration | TimeKind::Set, _) => 0.8,
        (_, Basis::Explicit) => 0.95,
        (_, Basis::YearFromIssue) => 0.9,
        (_, Basis::Unresolved) => 0.6,
        _ => 0.8,
    }
}

#[cfg(test)]
#[path = "languages_tests.rs"]
mod tests;
