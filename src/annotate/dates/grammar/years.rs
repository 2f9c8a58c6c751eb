//! Years, decades, centuries, quarters and halves: numbers that may also mean other things.

use super::{Grammar, POSSIBLE, Parsed};
use crate::annotate::dates::expression::{Expr, YearOf};
use crate::annotate::dates::lexicon::{Lex, Word, is_crowd, is_numbered};
use crate::annotate::dates::value::Unit;

/// Years that four digits mean without a word to say so.
const COMMON: std::ops::RangeInclusive<u32> = 1900..=2049;
/// Years that a number may mean in a row of numbers.
const LISTED: std::ops::RangeInclusive<u32> = 1700..=2049;

impl Grammar<'_> {
    /// “2021 Q3”, and “1960’s” after an article.
    pub(super) fn year_and_quarter(&self, at: usize) -> Parsed {
        let Lex::Digits(year, 4) = self.lex(at) else { return None };
        if !POSSIBLE.contains(&year) {
            return None;
        }
        let led = matches!(
            self.before(at),
            Lex::Word(Word::The | Word::Early | Word::Late | Word::Mid) | Lex::Sign('-')
        );
        match self.lex(at + 1) {
            Lex::QuarterNumber(quarter) => {
                Some((Expr::Quarter(YearOf::Is(year as i32), quarter as u8), at + 2))
            }
            _ if led && year % 10 == 0 && matches!(self.word(at + 1), "'s" | "’s") => {
                Some((Expr::Decade((year / 10) as i32), at + 2))
            }
            _ => None,
        }
    }

    /// A year that stands alone.
    pub(super) fn year(&self, at: usize) -> Parsed {
        let Lex::Digits(year, width) = self.lex(at) else { return None };
        if self.is(at + 1, Word::Bc) && year > 0 && width <= 4 {
            return Some((Expr::Year(1 - year as i32), at + 2));
        }
        if self.is(at + 1, Word::Ad) && year > 0 && width <= 4 {
            return Some((Expr::Year(year as i32), at + 2));
        }
        if width != 4 || !POSSIBLE.contains(&year) || !self.reads_as_year(at, year) {
            return None;
        }
        Some((Expr::Year(year as i32), at + 1))
    }

    fn reads_as_year(&self, at: usize, year: u32) -> bool {
        let before = self.before(at);
        let glued = self.glued(at)
            && !matches!(
                before,
                Lex::Sign('(' | '[' | '"' | '“' | '\'' | '‘' | '–' | '—' | '-' | '/' | '’')
            );
        let next_glued = self.glued(at + 1)
            && (matches!(self.lex(at + 1), Lex::Sign('%' | '°' | '/' | '+' | '$'))
                || self.sign(at + 1, &[':']) && matches!(self.lex(at + 2), Lex::Digits(..)));
        if glued || next_glued {
            // 2006/07 is a season.
            let season =
                self.sign(at + 1, &['/']) && matches!(self.lex(at + 2), Lex::Digits(_, 2 | 4));
            return season && !glued && LISTED.contains(&year);
        }
        if self.glued(at) && before == Lex::Sign('/') && !LISTED.contains(&year) {
            return false; // “1296/1298” are prices
        }
        // A hyphen ties it to a name, unless a year stands there too.
        if self.glued(at) && matches!(before, Lex::Sign('-' | '–' | '—' | '/')) {
            let first = at.checked_sub(2).map_or(Lex::Other, |at| self.lex(at));
            return matches!(first, Lex::Digits(1000..=2199, 4) | Lex::Month(..) | Lex::Word(_))
                || matches!(first, Lex::Season(..));
        }
        if self.glued(at + 1)
            && self.sign(at + 1, &['-'])
            && self.glued(at + 2)
            && !matches!(self.lex(at + 2), Lex::Digits(..))
        {
            // “1998-vintage” may be; “2000-ton” is none.
            return COMMON.contains(&year) && matches!(self.lex(at + 2), Lex::Past);
        }
        // “Western theatre 1861-1863”
        let range = self.sign(at + 1, &['-', '–', '—'])
            && matches!(self.lex(at + 2), Lex::Digits(last, 4) if last > year && POSSIBLE.contains(&last));
        if range || self.ends_heading(at) {
            return true;
        }
        let introduced = self.date_may_follow(at);
        let counted = self.counts_things(at + 1) || matches!(self.lex(at + 1), Lex::Unit(..));
        let alone = before == Lex::Other && self.word(at.wrapping_sub(1)).is_empty();
        let quantity = matches!(
            before,
            Lex::Word(
                Word::About
                    | Word::Over
                    | Word::Nearly
                    | Word::Almost
                    | Word::Than
                    | Word::Least
                    | Word::Some
                    | Word::Up
                    | Word::More
            ) | Lex::Sign('$' | '£' | '€' | '#' | '¥')
                | Lex::Cardinal(_)
                | Lex::Digits(..)
        ) || is_numbered(self.word(at.wrapping_sub(1)));
        if quantity || self.is_hours(at + 1) {
            return false;
        }
        if COMMON.contains(&year) {
            let the = matches!(before, Lex::Word(Word::The | Word::Its | Word::This | Word::That));
            return the
                || introduced
                    && !matches!(self.lex(at + 1), Lex::Unit(..))
                    && !is_crowd(self.word(at + 1))
                || !counted;
        }
        // Of a common year one may speak so: “2012 Olympic time trials”.
        if self.is_local_time(at + 1) {
            return false;
        }
        let ends = matches!(self.lex(at + 1), Lex::Sign(_)) || self.word(at + 1).is_empty();
        let the = before == Lex::Word(Word::The) && year >= 1400 && !counted;
        let told = before == Lex::Past && ends;
        introduced && !counted || the || told || alone && ends || before == Lex::Sign('(') && ends
    }

    /// True for a number among others, as tables have them: “May 1145/1150”, “Dec 1151 Jan 1016”.
    pub(super) fn in_figures(&self, at: usize, year: u32) -> bool {
        let more = self.glued(at + 1) && self.sign(at + 1, &['/'])
            || matches!(self.lex(at + 1), Lex::Digits(..) | Lex::Month(..))
            || matches!(self.before(at.saturating_sub(1)), Lex::Digits(_, 3..));
        more && !LISTED.contains(&year)
    }

    /// True for what stands behind a time of some place: “1000 London time”.
    fn is_local_time(&self, at: usize) -> bool {
        let place = self.word(at) == "local" || self.word(at).starts_with(char::is_uppercase);
        place && (self.word(at + 1) == "time" || self.word(at + 2) == "time")
    }

    /// True for the last token of a line that is no sentence: “Plan and blockade, 1861”.
    fn ends_heading(&self, at: usize) -> bool {
        at + 1 == self.end && self.end - self.start <= 8
    }

    pub(super) fn decade(&self, at: usize) -> Parsed {
        match self.lex(at) {
            Lex::Decades(years) if years < 100 => {
                Some((Expr::ShortDecade((years / 10) as u8), at + 1))
            }
            Lex::Decades(years) if years % 100 == 0 && years < 1900 => {
                Some((Expr::Century((years / 100) as i32), at + 1))
            }
            Lex::Decades(years) if POSSIBLE.contains(&years) => {
                Some((Expr::Decade((years / 10) as i32), at + 1))
            }
            // “in his sixties” is an age.
            Lex::NamedDecade(years)
                if !matches!(self.before(at), Lex::Word(Word::Its))
                    && !matches!(self.before(at.wrapping_sub(1)), Lex::Word(Word::Its)) =>
            {
                Some((Expr::ShortDecade((years / 10) as u8), at + 1))
            }
            _ => None,
        }
    }

    /// “third quarter of 1998”, “first half”, “19th century”.
    pub(super) fn ordinal(&self, at: usize, year: YearOf) -> Parsed {
        let Lex::Ordinal(number) = self.lex(at) else { return None };
        let mut next = at + 1;
        // “twenty-first century” is one number.
        next = self.past_hyphen(next);
        match self.lex(next) {
            Lex::Unit(Unit::Quarter, false) if (1..=4).contains(&number) => {
                let (said, to) = self.year_after(next + 1).unwrap_or((year, next + 1));
                Some((Expr::Quarter(said, number as u8), to))
            }
            Lex::Word(Word::Half) if (1..=2).contains(&number) && next == at + 1 => {
                let (said, to) = self.year_after(next + 1).or_else(|| {
                    let (expr, to) = self.of_the_year(next + 1)?;
                    Some((expr, to))
                })?;
                Some((Expr::Half(said, number as u8), to))
            }
            Lex::Unit(Unit::Century, _) if (1..=22).contains(&number) => {
                let number = number as i32;
                Some(match self.is(next + 1, Word::Bc) {
                    true => (Expr::Century(-number), next + 2),
                    false => (Expr::Century(number - 1), next + 1),
                })
            }
            _ => self.first_units(at),
        }
    }

    /// “first two months of 1939”, “first two quarters of 1990”.
    fn first_units(&self, at: usize) -> Parsed {
        let (count, next) = self.count(at + 1)?;
        let Lex::Unit(unit, true) = self.lex(next) else { return None };
        let (year, to) = self.year_after(next + 1)?;
        match (self.lex(at), unit, count.whole) {
            (Lex::Ordinal(1), Unit::Quarter, 2) | (Lex::Ordinal(1), Unit::Month, 6) => {
                Some((Expr::Half(year, 1), to))
            }
            _ => Some((Expr::Length(unit, count), to)),
        }
    }

    /// “of the year”
    fn of_the_year(&self, at: usize) -> Option<(YearOf, usize)> {
        let fits = self.is(at, Word::Of)
            && self.is(at + 1, Word::The)
            && matches!(self.lex(at + 2), Lex::Unit(Unit::Year, false));
        fits.then_some((YearOf::Unsaid, at + 3))
    }

    pub(super) fn fiscal(&self, at: usize) -> Parsed {
        let next = self.past_hyphen(at + 1);
        match self.lex(next) {
            Lex::Ordinal(_) => self.ordinal(next, YearOf::Unsaid),
            Lex::Digits(year, 4) if POSSIBLE.contains(&year) => {
                Some((Expr::FiscalYear(YearOf::Is(year as i32)), next + 1))
            }
            Lex::Unit(Unit::Year, false) => {
                let (year, to) = self.year_after(next + 1).unwrap_or((YearOf::Unsaid, next + 1));
                Some((Expr::FiscalYear(year), to))
            }
            _ => None,
        }
    }
}
