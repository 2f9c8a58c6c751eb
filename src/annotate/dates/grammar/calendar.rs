//! Dates that the calendar names: days and months, with their years.

use super::{Grammar, POSSIBLE, Parsed};
use crate::annotate::dates::expression::{DayOf, Dir, Expr, YearOf};
use crate::annotate::dates::lexicon::{Lex, Word, is_feast, is_seasonal, is_title};
use crate::annotate::dates::value::Unit;

impl Grammar<'_> {
    /// A date of the calendar, without modifiers before it.
    pub(super) fn date(&self, at: usize) -> Parsed {
        match self.lex(at) {
            Lex::Weekday(day, short) => self.weekday(at, day, short),
            Lex::Month(..) => self.month_first(at),
            Lex::Digits(..) => {
                let found = self.numeric(at).or_else(|| self.day_first(at));
                found.or_else(|| self.year_and_quarter(at)).or_else(|| self.year(at))
            }
            Lex::Ordinal(_) => self.day_first(at).or_else(|| self.ordinal(at, YearOf::Unsaid)),
            Lex::Decades(_) | Lex::NamedDecade(_) => self.decade(at),
            // “nineteen-fifties”
            Lex::Cardinal(century @ 11..=20) => match self.lex(self.past_hyphen(at + 1)) {
                Lex::NamedDecade(years) => {
                    let decade = (century * 10 + years / 10) as i32;
                    Some((Expr::Decade(decade), self.past_hyphen(at + 1) + 1))
                }
                _ => None,
            },
            // ’90s
            Lex::Sign('\'' | '’' | '‘' | '`') if self.glued(at + 1) => {
                self.decade(at + 1).filter(|_| matches!(self.lex(at + 1), Lex::Decades(0..=99)))
            }
            Lex::QuarterNumber(quarter) => {
                let (year, to) = self.year_after(at + 1).unwrap_or((YearOf::Unsaid, at + 1));
                Some((Expr::Quarter(year, quarter as u8), to))
            }
            Lex::Season(..) => self.season(at, Dir::Bare),
            Lex::Holiday(_) => self.holiday(at, YearOf::Unsaid),
            Lex::Word(Word::The) => self.after_the(at + 1),
            Lex::Word(Word::Fiscal) => self.fiscal(at),
            Lex::Word(Word::Ad) => match self.lex(at + 1) {
                Lex::Digits(year @ 1..=2199, _) => Some((Expr::Year(year as i32), at + 2)),
                _ => None,
            },
            Lex::Unit(Unit::Year, false) => match self.lex(at + 1) {
                Lex::Digits(..) if self.is(at + 2, Word::Bc) || self.is(at + 2, Word::Ad) => {
                    self.year(at + 1)
                }
                Lex::Digits(year, 4) if POSSIBLE.contains(&year) => {
                    Some((Expr::Year(year as i32), at + 2))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// What an article may belong to.
    fn after_the(&self, at: usize) -> Parsed {
        match self.lex(at) {
            // Of “the 18th-century organ” the article belongs to the organ.
            Lex::Ordinal(_)
                if self.past_hyphen(at + 1) > at + 1
                    && matches!(self.lex(at + 2), Lex::Unit(Unit::Century, _)) =>
            {
                None
            }
            // So does that of “the spring offensive”.
            Lex::Season(..) if is_seasonal(self.word(at + 1)) => None,
            Lex::Ordinal(day) => {
                self.day_first(at).or_else(|| self.ordinal(at, YearOf::Unsaid)).or_else(|| {
                    // “the 15th”, in digits
                    let digits = self.word(at).starts_with(|c: char| c.is_ascii_digit());
                    let on = matches!(
                        self.before(at - 1),
                        Lex::Word(
                            Word::On | Word::By | Word::Until | Word::From | Word::And | Word::To
                        )
                    );
                    let noun = self.glued(at + 1) && self.sign(at + 1, &['-'])
                        || self.counts_things(at + 1);
                    (digits
                        && on
                        && !noun
                        && (1..=31).contains(&day)
                        && !matches!(self.lex(at + 1), Lex::Other | Lex::Past)
                        || digits && on && (1..=31).contains(&day) && self.word(at + 1).is_empty())
                    .then_some((Expr::DayOnly(day as u8), at + 1))
                })
            }
            Lex::Decades(_) | Lex::NamedDecade(_) | Lex::Sign(_) | Lex::Cardinal(_) => {
                self.date(at)
            }
            Lex::Digits(_, 4) => self.year_and_quarter(at),
            Lex::Season(..) => self.season(at, Dir::Bare),
            Lex::Holiday(_) => self.holiday(at, YearOf::Unsaid),
            Lex::Word(Word::Fiscal) => self.fiscal(at),
            Lex::Word(Word::Early | Word::Late) => {
                let next = self.past_hyphen(at + 1);
                self.date(next).filter(|(expr, _)| {
                    matches!(
                        expr,
                        Expr::Decade(_)
                            | Expr::ShortDecade(_)
                            | Expr::Century(_)
                            | Expr::Season(..)
                    )
                })
            }
            Lex::Unit(Unit::Year, false) => self.date(at),
            Lex::Weekday(_, false) if matches!(self.lex(at + 1), Lex::Part(_)) => self.date(at),
            _ => None,
        }
    }

    fn weekday(&self, at: usize, day: u8, short: bool) -> Parsed {
        // “the Vardel Sun”
        let capital = |at: usize| self.word(at).starts_with(char::is_uppercase);
        if self.word(at) == "Sun"
            && at > self.start
            && capital(at - 1)
            && self.lex(at - 1) == Lex::Other
        {
            return None;
        }
        let mut next = at + 1 + usize::from(short && self.sign(at + 1, &['.']));
        // “Friday, March 4, 2024”, “Friday 4 March”, “Fri., Mar. 4”
        next += usize::from(self.sign(next, &[',']));
        next += usize::from(self.is(next, Word::The));
        let date = match self.lex(next) {
            Lex::Month(..) => self.month_first(next),
            Lex::Digits(..) | Lex::Ordinal(_) => self.day_first(next),
            _ => None,
        };
        if let Some((expr @ Expr::Day(year, month, day), to)) = date {
            if let Lex::Part(part) = self.lex(to) {
                return Some((Expr::DayPart(DayOf::Date(year, month, day), part), to + 1));
            }
            return Some((expr, to));
        }
        if short {
            return None;
        }
        // “Sunday Oliseh plays”, “Bloody Sunday”
        let named = at == self.start && capital(at + 1) && self.lex(at + 1) == Lex::Other
            || at > self.start && is_feast(self.word(at - 1));
        if named {
            return None;
        }
        if let Some(step) = self.step(at + 1)
            && matches!(self.lex(at + 2), Lex::Unit(Unit::Week, false))
        {
            return Some((Expr::WeekdayOf(day, step), at + 3));
        }
        match self.lex(at + 1) {
            Lex::Part(part) => Some((Expr::DayPart(DayOf::Weekday(day, Dir::Bare), part), at + 2)),
            _ => Some((Expr::Weekday(day, Dir::Bare), at + 1)),
        }
    }

    /// “March 4”, “March 4, 2024”, “March 2024”, “March”.
    pub(super) fn month_first(&self, at: usize) -> Parsed {
        let Lex::Month(month, unsure) = self.lex(at) else { return None };
        let day = match self.lex(at + 1) {
            Lex::Digits(day @ 1..=31, 1 | 2) | Lex::Ordinal(day @ 1..=31) => Some(day as u8),
            // “March the 4th”
            _ => None,
        };
        if let Some(day) = day.filter(|_| !self.is_clock(at + 1)) {
            let to = at + 2;
            let (year, to) = self.year_after(to).unwrap_or((YearOf::Unsaid, to));
            return Some((Expr::Day(year, month, day), to));
        }
        if let Some((year, to)) = self.year_after(at + 1) {
            return Some((Expr::Month(year, month, Dir::Bare), to));
        }
        // “the March election”, but not “the March of time”
        let named = self.before(at) == Lex::Word(Word::The)
            && self.word(at + 1).starts_with(char::is_lowercase)
            && !self.is(at + 1, Word::Of);
        let sure = !unsure || named || self.date_may_follow(at);
        // “April Olsen”, “Mr. August”
        let capital = |at: usize| self.word(at).starts_with(char::is_uppercase);
        let person = matches!(month, 4 | 5 | 6 | 8)
            && self.lex(at + 1) == Lex::Other
            && capital(at + 1)
            && !self.date_may_follow(at);
        if person || is_title(self.word(at.wrapping_sub(1))) {
            return None;
        }
        sure.then_some((Expr::Month(YearOf::Unsaid, month, Dir::Bare), at + 1))
    }

    /// True if the number at `at` begins a time of day.
    pub(super) fn is_clock(&self, at: usize) -> bool {
        matches!(self.lex(at + 1), Lex::Meridiem(_))
            || self.sign(at + 1, &[':']) && matches!(self.lex(at + 2), Lex::Digits(0..=59, 2))
    }

    /// A year after a month or a day: “, 2024”, “of that year”, “last year”.
    pub(super) fn year_after(&self, at: usize) -> Option<(YearOf, usize)> {
        let comma = usize::from(self.sign(at, &[',']));
        if let Lex::Digits(year, 4) = self.lex(at + comma)
            && POSSIBLE.contains(&year)
            && !self.counts_things(at + comma + 1)
            && !self.in_figures(at + comma, year)
        {
            return Some((YearOf::Is(year as i32), at + comma + 1));
        }
        let next = at + usize::from(self.is(at, Word::Of));
        if let (true, Lex::Digits(year, 4)) = (next > at, self.lex(next))
            && POSSIBLE.contains(&year)
        {
            return Some((YearOf::Is(year as i32), next + 1));
        }
        let unit = |at| matches!(self.lex(at), Lex::Unit(Unit::Year, false));
        let same = usize::from(self.is(next, Word::The));
        let year = match self.lex(next + same) {
            Lex::Word(Word::That | Word::Same) => YearOf::Told,
            Lex::Word(Word::Last) if same == 0 => YearOf::Step(-1),
            Lex::Word(Word::This) => YearOf::Step(0),
            Lex::Word(Word::Next) if same == 0 => YearOf::Step(1),
            _ => return None,
        };
        unit(next + same + 1).then_some((year, next + same + 2))
    }

    /// “4 March 2024”, “the 4th of March”; of “4 and 5 March” the 4.
    fn day_first(&self, at: usize) -> Parsed {
        const LISTED: usize = 8; // days before one month; more are something else
        self.day_of_list(at, LISTED)
    }

    /// A day with its month, which up to `more` others may stand between.
    fn day_of_list(&self, at: usize, more: usize) -> Parsed {
        let day = match self.lex(at) {
            Lex::Digits(day @ 1..=31, 1 | 2) | Lex::Ordinal(day @ 1..=31) => day as u8,
            _ => return None,
        };
        // “4. März”
        let dot = usize::from(self.sign(at + 1, &['.']) && self.glued(at + 1));
        let next = at + 1 + dot + usize::from(self.is(at + 1 + dot, Word::Of));
        if let (true, Some(step)) = (next > at + 1 + dot, self.step(next))
            && matches!(self.lex(next + 1), Lex::Unit(Unit::Month, false))
        {
            return Some((Expr::DayOfMonth(day, step), next + 2));
        }
        if let Lex::Month(month, _) = self.lex(next) {
            let to = next + 1;
            // “12 May, 2024” and “12 May 2024”, but in “4 May 12” nothing follows.
            let (year, to) = self.year_after(to).unwrap_or((YearOf::Unsaid, to));
            return Some((Expr::Day(year, month, day), to));
        }
        let joins = self.sign(at + 1, &['-', '–', '/', ','])
            || matches!(self.lex(at + 1), Lex::Word(Word::And | Word::To | Word::Or));
        let second = matches!(self.lex(at + 2), Lex::Digits(1..=31, 1 | 2) | Lex::Ordinal(1..=31));
        if joins
            && second
            && more > 0
            && let Some((Expr::Day(year, month, _), _)) = self.day_of_list(at + 2, more - 1)
        {
            return Some((Expr::Day(year, month, day), at + 1));
        }
        None
    }

    /// `last`, `this` and `next` as steps.
    fn step(&self, at: usize) -> Option<i32> {
        match self.lex(at) {
            Lex::Word(Word::Last) => Some(-1),
            Lex::Word(Word::This) => Some(0),
            Lex::Word(Word::Next) => Some(1),
            _ => None,
        }
    }

    /// `2024-03-04`, `3/4/2024`, `04.03.2024`.
    fn numeric(&self, at: usize) -> Parsed {
        let Lex::Digits(first, width) = self.lex(at) else { return None };
        let Lex::Sign(sign) = self.lex(at + 1) else { return None };
        let glued = (1..=4).all(|n| self.glued(at + n));
        let (Lex::Digits(second, 1 | 2), Lex::Sign(again), Lex::Digits(third, wide)) =
            (self.lex(at + 2), self.lex(at + 3), self.lex(at + 4))
        else {
            return None;
        };
        if !glued
            || sign != again
            || self.glued(at + 5) && self.sign(at + 5, &[sign, '-', '/']) && self.glued(at + 6)
        {
            return None;
        }
        let full = |short: u32| if short < 50 { 2000 + short } else { 1900 + short };
        let (year, month, day) = match (sign, width, wide) {
            ('-' | '/' | '.', 4, 1 | 2) => (first, second, third),
            // Days come first, unless only the American order makes a date; with a slash
            // the American order is the more common one in English.
            ('/', 1 | 2, 2 | 4) if first <= 12 => {
                (if wide == 2 { full(third) } else { third }, first, second)
            }
            ('.' | '/' | '-', 1 | 2, 2 | 4) if sign != '-' || wide == 4 => {
                (if wide == 2 { full(third) } else { third }, second, first)
            }
            _ => return None,
        };
        let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
        let fits = POSSIBLE.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        fits.then_some((Expr::Day(YearOf::Is(year as i32), month as u8, day as u8), at + 5))
    }

    /// True after a word that dates follow.
    pub(super) fn date_may_follow(&self, at: usize) -> bool {
        match self.before(at) {
            Lex::Word(
                Word::In
                | Word::Since
                | Word::By
                | Word::Until
                | Word::From
                | Word::During
                | Word::Before
                | Word::After
                | Word::Between
                | Word::Through
                | Word::Early
                | Word::Late
                | Word::Mid
                | Word::On
                | Word::Last
                | Word::Next
                | Word::This
                | Word::Within,
            ) => true,
            Lex::Word(Word::Of) => true,
            Lex::Word(Word::And | Word::To | Word::Or) | Lex::Sign('-' | '–' | '—' | ',') => {
                let first = at.checked_sub(2).map_or(Lex::Other, |at| self.lex(at));
                matches!(first, Lex::Month(..) | Lex::Digits(1000..=2199, 4) | Lex::Ordinal(_))
            }
            Lex::Sign('(') => true,
            _ => false,
        }
    }
}
