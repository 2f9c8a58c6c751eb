//! Dates that the calendar names: days, months, years, decades, quarters, seasons, feasts.

use super::{Grammar, Parsed};
use crate::annotate::dates::expression::{DayOf, Dir, Expr, YearOf};
use crate::annotate::dates::lexicon::{Lex, Word};
use crate::annotate::dates::value::Unit;

/// Years that four digits mean without a word to say so.
const COMMON: std::ops::RangeInclusive<u32> = 1900..=2049;
/// Years that four digits mean after a word that years follow.
const POSSIBLE: std::ops::RangeInclusive<u32> = 1000..=2199;

impl Grammar<'_> {
    /// A date of the calendar, without modifiers before it.
    pub(super) fn date(&self, at: usize) -> Parsed {
        match self.lex(at) {
            Lex::Weekday(day, short) => self.weekday(at, day, short),
            Lex::Month(..) => self.month_first(at),
            Lex::Digits(..) => {
                self.numeric(at).or_else(|| self.day_first(at)).or_else(|| self.year(at))
            }
            Lex::Ordinal(_) => self.day_first(at).or_else(|| self.ordinal(at, YearOf::Unsaid)),
            Lex::Decades(_) | Lex::NamedDecade(_) => self.decade(at),
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
            Lex::Decades(_) | Lex::NamedDecade(_) | Lex::Sign(_) => self.date(at),
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
        let mut next = at + 1;
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
        sure.then_some((Expr::Month(YearOf::Unsaid, month, Dir::Bare), at + 1))
    }

    /// True if the number at `at` begins a time of day.
    fn is_clock(&self, at: usize) -> bool {
        matches!(self.lex(at + 1), Lex::Meridiem(_))
            || self.sign(at + 1, &[':']) && matches!(self.lex(at + 2), Lex::Digits(0..=59, 2))
    }

    /// A year after a month or a day: “, 2024”, “of that year”, “last year”.
    pub(super) fn year_after(&self, at: usize) -> Option<(YearOf, usize)> {
        let comma = usize::from(self.sign(at, &[',']));
        if let Lex::Digits(year, 4) = self.lex(at + comma)
            && POSSIBLE.contains(&year)
            && !self.counts_things(at + comma + 1)
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
        let day = match self.lex(at) {
            Lex::Digits(day @ 1..=31, 1 | 2) | Lex::Ordinal(day @ 1..=31) => day as u8,
            _ => return None,
        };
        let next = at + 1 + usize::from(self.is(at + 1, Word::Of));
        if let Lex::Month(month, _) = self.lex(next) {
            let to = next + 1;
            // “12 May, 2024” and “12 May 2024”, but in “4 May 12” nothing follows.
            let (year, to) = self.year_after(to).unwrap_or((YearOf::Unsaid, to));
            return Some((Expr::Day(year, month, day), to));
        }
        let joins = self.sign(at + 1, &['-', '–', '/'])
            || matches!(self.lex(at + 1), Lex::Word(Word::And | Word::To | Word::Or));
        let second = matches!(self.lex(at + 2), Lex::Digits(1..=31, 1 | 2) | Lex::Ordinal(1..=31));
        if joins
            && second
            && let Some((Expr::Day(year, month, _), _)) = self.day_first(at + 2)
        {
            return Some((Expr::Day(year, month, day), at + 1));
        }
        None
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

    /// A year that stands alone.
    fn year(&self, at: usize) -> Parsed {
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
            return season && !glued;
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
        ) || matches!(
            self.word(at.wrapping_sub(1)),
            "No."
                | "Route"
                | "Flight"
                | "flight"
                | "Resolution"
                | "resolution"
                | "Highway"
                | "Room"
                | "Section"
                | "Article"
                | "page"
                | "number"
                | "Number"
                | "Windows"
                | "Boeing"
                | "version"
                | "Rs"
                | "Rs."
                | "another"
                | "level"
        );
        if quantity {
            return false;
        }
        if COMMON.contains(&year) {
            let the = matches!(before, Lex::Word(Word::The | Word::Its | Word::This | Word::That));
            return the
                || introduced
                    && !matches!(self.lex(at + 1), Lex::Unit(..))
                    && !self.is_crowd(at + 1)
                || !counted;
        }
        let ends = matches!(self.lex(at + 1), Lex::Sign(_)) || self.word(at + 1).is_empty();
        let the = before == Lex::Word(Word::The) && year >= 1400 && !counted;
        introduced && !counted || the || alone && ends || before == Lex::Sign('(') && ends
    }

    /// True for the last token of a line that is no sentence: “Plan and blockade, 1861”.
    fn ends_heading(&self, at: usize) -> bool {
        at + 1 == self.end && self.end - self.start <= 8
    }

    /// People are counted, even after a preposition: “in 2000 people”.
    fn is_crowd(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "people"
                | "men"
                | "women"
                | "children"
                | "troops"
                | "soldiers"
                | "dollars"
                | "miles"
                | "feet"
                | "metres"
                | "meters"
                | "tons"
                | "tonnes"
                | "homes"
                | "jobs"
                | "points"
                | "workers"
        )
    }

    /// True after a word that dates follow.
    fn date_may_follow(&self, at: usize) -> bool {
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

    fn decade(&self, at: usize) -> Parsed {
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
                let bc = self.is(next + 1, Word::Bc);
                let century = number as i32 - 1;
                (!bc).then_some((Expr::Century(century), next + 1))
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

    fn fiscal(&self, at: usize) -> Parsed {
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

    /// “summer 1998”, “the spring of 1862”, “summer”.
    pub(super) fn season(&self, at: usize, dir: Dir) -> Parsed {
        let Lex::Season(season, unsure) = self.lex(at) else { return None };
        if let Some((year, to)) = self.year_after(at + 1) {
            return Some((Expr::Season(year, season, dir), to));
        }
        let before = self.before(at);
        let led = match before {
            Lex::Word(Word::The) => {
                // “in the fall”, not “the fall of the tower”, “the spring water”.
                let preposition = matches!(
                    self.before(at - 1),
                    Lex::Word(
                        Word::In
                            | Word::During
                            | Word::By
                            | Word::Of
                            | Word::Until
                            | Word::Since
                            | Word::Over
                            | Word::Through
                            | Word::For
                    )
                );
                let ends = matches!(
                    self.lex(at + 1),
                    Lex::Sign(_) | Lex::Word(_) | Lex::Past | Lex::Future
                ) || self.word(at + 1).is_empty();
                preposition
                    && !self.is(at + 1, Word::Of)
                    && !self.is(at + 1, Word::In)
                    && (ends || !unsure)
            }
            Lex::Word(Word::Early | Word::Late | Word::Mid) | Lex::Sign('-') => true,
            Lex::Word(
                Word::In
                | Word::By
                | Word::Since
                | Word::Until
                | Word::During
                | Word::Every
                | Word::Each,
            ) => true,
            _ => false,
        };
        let capital = self.word(at).starts_with(char::is_uppercase) && at > self.start;
        let allowed = dir != Dir::Bare || led || !unsure && !capital;
        allowed.then_some((Expr::Season(YearOf::Unsaid, season, dir), at + 1))
    }

    /// “Christmas Eve 2024”, “New Year’s Day”; the words after the first decide.
    pub(super) fn holiday(&self, at: usize, year: YearOf) -> Parsed {
        let Lex::Holiday(id) = self.lex(at) else { return None };
        let clitic = |at: usize| usize::from(matches!(self.word(at), "'s" | "’s" | "'" | "’"));
        let day = |at: usize| usize::from(self.word(at) == "Day");
        let word = self.word(at + 1);
        let (id, to) = match (id, word) {
            (1, "Eve") => (20, at + 2),
            (1, _) => (1, at + 1 + day(at + 1)),
            (2, "Sunday") => (2, at + 2),
            (2, "Monday") => (21, at + 2),
            (2, _) => (2, at + 1),
            (3 | 4 | 16, _) => (id, at + 1 + day(at + 1)),
            (5, "Year") => {
                let after = at + 2 + clitic(at + 2);
                match self.word(after) {
                    "Eve" => (22, after + 1),
                    "Day" => (5, after + 1),
                    _ if after > at + 2 => (5, after),
                    _ => return None,
                }
            }
            (6, _) => {
                let after = at + 1 + clitic(at + 1);
                if day(after) == 0 {
                    return None;
                }
                (6, after + 1)
            }
            (7 | 8 | 9 | 10 | 17 | 19, "Day") => (id, at + 2),
            (12, "Day") => (id, at + 2),
            (14, "Day") => (id, at + 2),
            (11, "Friday") => (id, at + 2),
            (13, "Wednesday") => (id, at + 2),
            (15, "Monday") | (18, "Sunday") => (id, at + 2),
            _ => return None,
        };
        let (year, to) = self.year_after(to).unwrap_or((year, to));
        Some((Expr::Holiday(year, id), to))
    }
}
