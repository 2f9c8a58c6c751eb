//! How a text tells time: as news, from the day it is written, or as history, from the
//! date it told last; and whether a sentence looks back or ahead.
//!
//! It must not give any expression a value.

use crate::annotate::dates::expression::{DayOf, Expr, From, Said, YearOf};
use crate::annotate::dates::lexicon::{Lex, Word};
use crate::bundle::civil::Date;
use std::ops::Range;

/// What relative expressions count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The day of writing.
    News,
    /// The date told last.
    Narrative,
}

/// Fewer dates with a year than these make no history.
const FEWEST: usize = 4;

/// A text is history if dates with their years outnumber by far the words that point from
/// the day of writing, and most of those years are not about that day's.
pub(super) fn mode(said: &[Said], issued: Option<Date>) -> Mode {
    let (mut dated, mut near, mut pointing) = (0, 0, 0);
    for one in said {
        let year = match one.expr {
            Expr::Year(year)
            | Expr::Day(YearOf::Is(year), ..)
            | Expr::Month(YearOf::Is(year), ..)
            | Expr::Season(YearOf::Is(year), ..) => year,
            Expr::Step(_, _, From::Writing)
            | Expr::Weekday(..)
            | Expr::Weekend(_)
            | Expr::DayPart(DayOf::Step(_) | DayOf::Weekday(..), _) => {
                pointing += 1;
                continue;
            }
            _ => continue,
        };
        dated += 1;
        near += usize::from(issued.is_some_and(|day| (day.year - year).abs() <= 1));
    }
    let history = dated >= FEWEST && dated > 4 * pointing && near * 2 <= dated;
    if history { Mode::Narrative } else { Mode::News }
}

/// Where a sentence looks, seen from its writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// The past, with the verb right beside.
    SurelyPast,
    Future,
    /// A sentence with neither.
    Present,
    /// No sentence: a headline, a caption.
    Unsaid,
}

/// The tense of the verb that an expression most likely belongs to: the nearest one before
/// it, else the nearest after it, within its sentence.
pub(super) fn tense(lex: &[Lex], sentence: Range<usize>, said: &Said) -> Tense {
    const REACH: usize = 60; // tokens on either side: longer sentences are lists
    let sentence = sentence.start.max(said.from.saturating_sub(REACH))
        ..sentence.end.min(said.to.saturating_add(REACH));
    const GROUP: usize = 3; // tokens between “will” and its verb: “will not be held”
    let told = |at: usize| match lex[at] {
        Lex::Past => {
            let group = (at.saturating_sub(GROUP).max(sentence.start)..at).rev();
            // “is to be held”
            let to = at >= sentence.start + 2 && lex[at - 2] == Lex::Word(Word::To);
            let mut group = group.take_while(|at| !matches!(lex[*at], Lex::Sign(_) | Lex::Past));
            let ahead = to || group.any(|at| lex[at] == Lex::Future);
            Some(if ahead { Tense::Future } else { Tense::Past })
        }
        Lex::Future => Some(Tense::Future),
        _ => None,
    };
    let breaks = |at: &usize| matches!(lex[*at], Lex::Sign(';' | '"' | '“' | '”' | '(' | ')'));
    let before = (sentence.start..said.from).rev().take_while(|at| !breaks(at)).find_map(told);
    let after = || (said.to..sentence.end).take_while(|at| !breaks(at)).find_map(told);
    const NEAR: usize = 3; // tokens: “started in early April”
    let close = said.from.saturating_sub(NEAR).max(sentence.start)..said.from;
    let beside = said.to..(said.to + NEAR).min(sentence.end);
    let found = before.or_else(after);
    // “was extended until January” looks past its verb.
    let reaches = matches!(
        said.from.checked_sub(1).map(|at| lex[at]),
        Some(Lex::Word(Word::Until | Word::By | Word::Through))
    );
    if found == Some(Tense::Past) && !reaches && close.chain(beside).any(|at| lex[at] == Lex::Past)
    {
        return Tense::SurelyPast;
    }
    found.unwrap_or_else(|| {
        let full = lex.get(sentence.end.wrapping_sub(1)) == Some(&Lex::Sign('.'));
        let past = sentence.clone().any(|at| told(at) == Some(Tense::Past));
        if full && !past { Tense::Present } else { Tense::Unsaid }
    })
}

/// True if an expression tells the time that a history has come to: not one that only
/// bounds something (“since 2005”), nor the name of a thing (“the 2003 treaty”).
pub(super) fn moves_on(lex: &[Lex], sentence: &Range<usize>, said: &Said) -> bool {
    let before = |at: usize| said.from.checked_sub(at).map_or(Lex::Other, |at| lex[at]);
    let bounds = |lex| {
        matches!(
            lex,
            Lex::Word(Word::Since | Word::Until | Word::Before | Word::After | Word::Than)
        )
    };
    if bounds(before(1)) {
        return false;
    }
    match said.expr {
        Expr::Year(_) => {
            // “in 1987”, “(1987)”; not “the 1987 treaty”, “prices of base 1980”.
            let first = said.from == sentence.start;
            first
                || matches!(
                    before(1),
                    Lex::Word(
                        Word::In | Word::During | Word::By | Word::Of | Word::From | Word::To
                    ) | Lex::Sign('(')
                )
        }
        _ => true,
    }
}

/// The year that a heading gives to its section: “2005: elections”, “Blockade, 1861”; none
/// for a range of years. The outer `None` is no heading: those are short lines that do not
/// end as a sentence does.
pub(super) fn section(lex: &[Lex], sentence: Range<usize>, said: &Said) -> Option<Option<i32>> {
    const LONGEST: usize = 10; // tokens
    let Expr::Year(year) = said.expr else { return None };
    let sign =
        |at: usize, signs: &[char]| matches!(lex.get(at), Some(Lex::Sign(c)) if signs.contains(c));
    let stops = sign(sentence.end.saturating_sub(1), &['.', '!', '?', '"', '”']);
    let dash = |at: usize| sign(at, &['-', '–', '—']);
    let range = dash(said.to) || said.from > sentence.start && dash(said.from - 1);
    let bracket = usize::from(sign(said.to, &[')']));
    let edge = said.from == sentence.start || said.to + bracket == sentence.end;
    let since = matches!(
        said.from.checked_sub(1).and_then(|at| lex.get(at)),
        Some(Lex::Word(Word::Since | Word::Until | Word::By))
    );
    let heading = sentence.len() <= LONGEST && !stops && (edge || range) && !since;
    heading.then_some((!range).then_some(year))
}

/// Gives a time of day the day that stands right after it: “at 5 a.m. on Friday”.
pub(super) fn settle_days(lex: &[Lex], said: &mut [Said], sentence_of: &[usize]) {
    const NEAR: usize = 4; // tokens
    for at in 1..said.len() {
        let (first, second) = (said[at - 1], said[at]);
        let near = second.from - first.to <= NEAR && sentence_of[at] == sentence_of[at - 1];
        let on = lex.get(second.from.wrapping_sub(1)) == Some(&Lex::Word(Word::On));
        let day = match second.expr {
            Expr::Day(year, month, day) => DayOf::Date(year, month, day),
            Expr::Weekday(day, dir) => DayOf::Weekday(day, dir),
            _ => continue,
        };
        if near && on {
            said[at - 1].expr = match first.expr {
                Expr::Moment(DayOf::Unsaid, clock) => Expr::Moment(day, clock),
                Expr::DayPart(DayOf::Unsaid, part) => Expr::DayPart(day, part),
                other => other,
            };
        }
    }
}
