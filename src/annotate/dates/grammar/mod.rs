//! How the words of time combine: one sentence to the expressions it holds.
//!
//! At every token all kinds of expression are tried and the longest wins. The extents
//! follow TIMEX3: articles and modifiers (`early`, `more than`) belong to an expression,
//! prepositions do not, and a range is two expressions. It must not know when anything was
//! said: that is for `resolve`.

mod calendar;
mod clock;
mod deictic;
mod lengths;
mod seasons;
mod years;

use crate::annotate::dates::expression::{Expr, Said, YearOf};
use crate::annotate::dates::lexicon::{Lex, Vague, Word};
use crate::annotate::tokens::{Shape, Token};

/// Years that four digits mean after a word that years follow.
const POSSIBLE: std::ops::RangeInclusive<u32> = 1000..=2199;

/// An expression and one past its last token.
type Parsed = Option<(Expr, usize)>;

/// A sentence, as the grammar sees it.
pub(super) struct Grammar<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lex: &'a [Lex],
    start: usize,
    end: usize,
}

impl<'a> Grammar<'a> {
    /// Of the tokens from `start` to `end`.
    pub(super) fn new(
        text: &'a str,
        tokens: &'a [Token],
        lex: &'a [Lex],
        start: usize,
        end: usize,
    ) -> Self {
        Self { text, tokens, lex, start, end }
    }

    /// Adds the expressions of the sentence, in order.
    pub(super) fn read(&self, found: &mut Vec<Said>) {
        let first = found.len();
        let mut at = self.start;
        while at < self.end {
            if !self.starts(at) {
                at += 1;
                continue;
            }
            let Some((expr, to)) = self.longest(at) else {
                at += 1;
                continue;
            };
            found.push(Said { from: at, to, expr });
            // As far as it goes: “May 4, 5 and 6”.
            while let Some(last) = found.last().copied() {
                let count = found.len();
                at = self.go_on(last.expr, last.to, found);
                if found.len() == count {
                    break;
                }
            }
        }
        settle_years(&mut found[first..], self);
    }

    /// What a token is; nothing outside the sentence.
    fn lex(&self, at: usize) -> Lex {
        if (self.start..self.end).contains(&at) { self.lex[at] } else { Lex::Other }
    }

    /// What stands before a token.
    fn before(&self, at: usize) -> Lex {
        at.checked_sub(1).map_or(Lex::Other, |at| self.lex(at))
    }

    fn is(&self, at: usize, word: Word) -> bool {
        self.lex(at) == Lex::Word(word)
    }

    fn sign(&self, at: usize, signs: &[char]) -> bool {
        matches!(self.lex(at), Lex::Sign(c) if signs.contains(&c))
    }

    /// One past a hyphen, or the same place.
    fn past_hyphen(&self, at: usize) -> usize {
        at + usize::from(self.sign(at, &['-', '‑', '–']))
    }

    fn glued(&self, at: usize) -> bool {
        at < self.end && self.tokens.get(at).is_some_and(|token| token.glued)
    }

    fn word(&self, at: usize) -> &'a str {
        let token = self.tokens.get(at).filter(|_| at < self.end);
        token.map_or("", |token| &self.text[token.range()])
    }

    /// True for a token that may begin an expression; the most are passed over here.
    fn starts(&self, at: usize) -> bool {
        !matches!(self.lex(at), Lex::Other | Lex::Past | Lex::Future | Lex::Amount)
    }

    fn longest(&self, at: usize) -> Parsed {
        let all = [
            self.modified(at),
            self.circa(at),
            self.date(at),
            self.deictic(at),
            self.clock(at),
            self.timed_day(at),
            self.machine_time(at),
            self.length(at),
            self.set(at),
            self.vague(at),
        ];
        let mut best: Parsed = None;
        for found in all.into_iter().flatten() {
            if best.is_none_or(|(_, to)| found.1 > to) {
                best = Some(found);
            }
        }
        best
    }

    /// “around 1900”, “c. 1560”.
    fn circa(&self, at: usize) -> Parsed {
        let led = |at: usize| {
            let before = self.before(at);
            matches!(
                before,
                Lex::Word(Word::In | Word::Since | Word::By | Word::From | Word::Until)
            )
        };
        let next = match self.lex(at) {
            Lex::Word(Word::Circa) => at + 1 + usize::from(self.sign(at + 1, &['.'])),
            Lex::Word(Word::About) if led(at) => at + 1,
            _ => return None,
        };
        match self.lex(next) {
            Lex::Digits(year @ 1000..=2199, 4) if !self.counts_things(next + 1) => {
                Some((Expr::Year(year as i32), next + 1))
            }
            _ => None,
        }
    }

    /// “early May”, “the end of June”, “mid-1990s”: a date with a modifier before it.
    fn modified(&self, at: usize) -> Parsed {
        let after_the = at + usize::from(self.is(at, Word::The));
        let mut next = match self.lex(after_the) {
            Lex::Word(Word::Early | Word::Late | Word::Mid) => after_the + 1,
            Lex::Word(Word::Beginning | Word::End | Word::Middle | Word::Start | Word::Close)
                if self.is(after_the + 1, Word::Of) =>
            {
                after_the + 2
            }
            Lex::Word(Word::Later | Word::Earlier)
                if self.is(after_the + 1, Word::That)
                    || self.is(after_the + 1, Word::The)
                    || self.is(after_the + 1, Word::In) && self.is(after_the + 2, Word::The) =>
            {
                after_the + 1
            }
            _ => return None,
        };
        if matches!(
            self.lex(after_the),
            Lex::Word(Word::Early | Word::Late | Word::Later | Word::Earlier)
        ) && self.is(next, Word::In)
        {
            next += 1;
        }
        let tied = self.past_hyphen(next) > next;
        next = self.past_hyphen(next);
        // Of “the late-November trip” the article belongs to the trip.
        if tied && after_the > at && matches!(self.lex(next), Lex::Month(..)) {
            return None;
        }
        let best = [self.date(next), self.deictic(next), self.modified_part(next)];
        best.into_iter()
            .flatten()
            .max_by_key(|found| found.1)
            .filter(|(expr, _)| !matches!(expr, Expr::Length(..) | Expr::Vague(_)))
    }

    /// Words that mean no certain time.
    fn vague(&self, at: usize) -> Parsed {
        let found = |vague, to| Some((Expr::Vague(vague), to));
        match self.lex(at) {
            Lex::Word(Word::The) => match (self.lex(at + 1), self.before(at)) {
                (Lex::Vague(Vague::Future), _) => found(Vague::Future, at + 2),
                _ if matches!(self.word(at + 1), "near" | "distant" | "foreseeable")
                    && self.lex(at + 2) == Lex::Vague(Vague::Future) =>
                {
                    found(Vague::Future, at + 3)
                }
                (Lex::Word(Word::Past), Lex::Word(Word::In | Word::Of)) => {
                    let noun = matches!(self.lex(at + 2), Lex::Sign(_));
                    if noun { found(Vague::Past, at + 2) } else { None }
                }
                _ => None,
            },
            Lex::Word(Word::At) if self.word(at + 1) == "present" => found(Vague::Present, at + 2),
            Lex::Word(Word::Right) if self.lex(at + 1) == Lex::Vague(Vague::Present) => {
                found(Vague::Present, at + 2)
            }
            Lex::Word(Word::Recent) => found(Vague::Past, at + 1),
            Lex::Word(Word::More) if self.lex(at + 1) == Lex::Vague(Vague::Past) => {
                found(Vague::Past, at + 2)
            }
            // “the future” is a time; “future talks” are talks.
            Lex::Vague(Vague::Future) if self.word(at).eq_ignore_ascii_case("future") => None,
            // “as soon as”
            Lex::Vague(Vague::Future) if self.word(at + 1) == "as" => None,
            Lex::Vague(vague) => found(vague, at + 1),
            _ => None,
        }
    }

    /// Goes on after an expression: `1995-96`, `May 4 and 5`. Gives the next token to read.
    fn go_on(&self, expr: Expr, to: usize, found: &mut Vec<Said>) -> usize {
        let dash = self.sign(to, &['-', '–', '—', '/']);
        match (expr, self.lex(to + 1)) {
            (Expr::EveryWeekday(_), Lex::Weekday(day, false)) if self.is(to, Word::And) => {
                let expr = Expr::EveryWeekday(day);
                found.push(Said { from: to + 1, to: to + 2, expr });
                to + 2
            }
            (Expr::Year(year), Lex::Digits(short, 2))
                if dash
                    && self.glued(to)
                    && self.glued(to + 1)
                    && year > 0
                    && short as i32 > year % 100 =>
            {
                let expr = Expr::Year(year - year % 100 + short as i32);
                found.push(Said { from: to + 1, to: to + 2, expr });
                to + 2
            }
            (Expr::Day(year, month, _), Lex::Digits(day @ 1..=31, 1 | 2)) => {
                let joins = dash
                    || self.sign(to, &[','])
                    || matches!(self.lex(to), Lex::Word(Word::And | Word::Or | Word::To));
                // “5 March” may follow, or “, 12 people”.
                let is_day = joins
                    && !matches!(self.lex(to + 2), Lex::Month(..) | Lex::Sign('%' | ':' | '/'))
                    && !matches!(self.lex(to + 2), Lex::Unit(..) | Lex::Meridiem(_))
                    && !(self.sign(to, &[',']) || self.is(to, Word::To))
                        | self.sign(to + 2, &['.', ',', ')', ';']);
                let later = to > 0 && self.is_day_first(to - 1);
                if !is_day || later {
                    return to;
                }
                let (from, mut end) = (to + 1, to + 2);
                let mut own = year;
                if year == YearOf::Unsaid
                    && let Some((said, after)) = self.year_after(end)
                {
                    own = said;
                    end = after;
                    if let Some(last) = found.last_mut() {
                        last.expr = match last.expr {
                            Expr::Day(YearOf::Unsaid, month, day) => Expr::Day(own, month, day),
                            other => other,
                        };
                    }
                }
                let expr = Expr::Day(own, month, day as u8);
                found.push(Said { from, to: end, expr });
                end
            }
            _ => to,
        }
    }

    /// True if the last token of a date is its month: `4 March`.
    fn is_day_first(&self, last: usize) -> bool {
        matches!(self.lex(last), Lex::Month(..))
    }

    /// True for a token that is a word with a small letter, and looks like a plural.
    fn counts_things(&self, at: usize) -> bool {
        let word = self.word(at);
        let shape = self.tokens.get(at).filter(|_| at < self.end).map(|token| token.shape);
        shape == Some(Shape::Word)
            && word.starts_with(|c: char| c.is_lowercase())
            && (word.ends_with('s') && !word.ends_with("ss") && word.len() > 3
                || matches!(word, "people" | "men" | "women" | "children" | "troops" | "feet"))
    }
}

/// “between July and September 1936”: the first takes the year of the second.
fn settle_years(found: &mut [Said], grammar: &Grammar<'_>) {
    for at in (1..found.len()).rev() {
        let (first, second) = (found[at - 1], found[at]);
        let month_of = |expr| match expr {
            Expr::Day(year, month, _) | Expr::Month(year, month, _) => Some((year, month)),
            _ => None,
        };
        let (Some((YearOf::Unsaid, own)), Some((YearOf::Is(year), other))) =
            (month_of(first.expr), month_of(second.expr))
        else {
            continue;
        };
        let joins = |at| {
            matches!(grammar.lex(at), Lex::Word(Word::And | Word::To | Word::Or | Word::Until))
                || matches!(grammar.lex(at), Lex::Word(Word::Through))
                || grammar.sign(at, &['-', '–', '—', '/', ','])
        };
        if second.from != first.to + 1 || !joins(first.to) {
            continue;
        }
        let year = YearOf::Is(if own > other { year - 1 } else { year });
        found[at - 1].expr = match first.expr {
            Expr::Day(_, month, day) => Expr::Day(year, month, day),
            Expr::Month(_, month, dir) => Expr::Month(year, month, dir),
            other => other,
        };
    }
}
