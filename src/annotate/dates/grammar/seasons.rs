//! Seasons and feasts: words that are names and other things too.

use super::{Grammar, Parsed};
use crate::annotate::dates::expression::{Dir, Expr, YearOf};
use crate::annotate::dates::lexicon::{Lex, Word, is_seasonal};

impl Grammar<'_> {
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
        } || is_seasonal(self.word(at + 1));
        let capital = self.word(at).starts_with(char::is_uppercase) && at > self.start;
        let person = self.word(at).starts_with(char::is_uppercase)
            && self.word(at + 1).starts_with(char::is_uppercase)
            && self.lex(at + 1) == Lex::Other
            && !led;
        let allowed = dir != Dir::Bare || led || !unsure && !capital && !person;
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
        // “Easter Island”, “the Good Friday Agreement”
        let name = self.word(to).starts_with(char::is_uppercase) && self.lex(to) == Lex::Other;
        if name {
            return None;
        }
        let (year, to) = self.year_after(to).unwrap_or((year, to));
        Some((Expr::Holiday(year, id), to))
    }
}
