//! What every token of a text is to the grammar, by the words of its language.
//!
//! A language is a table: of English all words of time, of some others those of full dates
//! (“4 mars 2024”), of the rest none, which leaves dates in digits. The rules are those of
//! English prose, and serve dates that are written in the same order. It must not know how
//! words combine.

mod english;
mod european;

pub(super) use english::{is_crowd, is_feast, is_kind, is_numbered, is_seasonal, is_title};

use crate::annotate::dates::value::{Part, Season, Unit};
use crate::annotate::tokens::{Shape, Text, Token};
use crate::bundle::order;
use std::sync::LazyLock;

/// What a token is to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lex {
    /// Nothing.
    Other,
    /// A number in digits: its value and how many digits; none with decimals or grouping.
    Digits(u32, u8),
    /// A number in digits, with decimals or grouping.
    Amount,
    /// `one` to `ninety`, `hundred`.
    Cardinal(u32),
    /// `first`, `5th`.
    Ordinal(u32),
    /// `1990s`, `90s`.
    Decades(u32),
    /// `nineties`.
    NamedDecade(u32),
    /// `Q3`.
    QuarterNumber(u32),
    /// 1 to 12; a word that means other things too.
    Month(u8, bool),
    /// 1 (Monday) to 7; short forms count in dates only.
    Weekday(u8, bool),
    /// `Mondays`.
    Weekdays(u8),
    /// `day`, `days`.
    Unit(Unit, bool),
    /// `weekend`.
    Weekend,
    /// `spring`; a word that means other things too.
    Season(Season, bool),
    /// `morning`.
    Part(Part),
    /// `noon`, `midnight`: hours from midnight.
    Hour(u8),
    /// `a.m.` and `p.m.`
    Meridiem(bool),
    /// `GMT`: minutes east of Greenwich.
    Zone(i16),
    /// `Christmas`; see `calendar::holiday`.
    Holiday(u8),
    /// A word that says how often: its unit.
    Adverb(Unit),
    /// A vague word.
    Vague(Vague),
    /// A verb of the past, or an auxiliary.
    Past,
    /// A word that looks forward.
    Future,
    /// A word of the grammar.
    Word(Word),
    /// A sign.
    Sign(char),
}

/// Words that mean no certain time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vague {
    Past,
    Present,
    Future,
}

/// Words of the grammar, by what they do there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[rustfmt::skip] // read by groups
pub(super) enum Word {
    The, A, Of, And, Or, To, In, On, At, By, Since, Until, From, During, For, Within, Between,
    Before, After, Through, Than, More, Less, Per, Times, Once, Half, So,
    Last, Past, Previous, Recent, Latest, This, These, That, Same, Next, Coming, Following, Other,
    Ago, Later, Earlier, Hence, Previously, Then,
    Today, Yesterday, Tomorrow, Tonight, Overnight,
    Early, Late, Mid, Beginning, End, Middle, Start, Close, All, Whole,
    About, Over, Nearly, Almost, Up, Least,
    Several, Few, Couple, Many, Some, Dozen,
    Every, Each, Circa, Fiscal, Period, Ad, Bc, Clock, Old, Long, Its, Right,
}

/// Longer words are none of ours: bytes.
const LONGEST: usize = 14;

/// The words of a language, sorted.
struct Table {
    words: Vec<(&'static str, Lex)>,
    /// Names of months, days and feasts have a capital.
    capitals: bool,
}

impl Table {
    fn new(mut words: Vec<(&'static str, Lex)>, capitals: bool) -> Self {
        order::sort_by(&mut words, |a, b| a.0.cmp(b.0));
        Self { words, capitals }
    }
}

/// The language of a text, as far as dates are concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Everything is read.
    #[default]
    English,
    /// One of the languages with a table of months and days: full dates are read.
    European(&'static str),
    /// Only what needs no words.
    Other,
}

impl Language {
    /// From a BCP 47 tag; a text that names no language is taken for English.
    pub fn from_tag(tag: Option<&str>) -> Self {
        let Some(tag) = tag.filter(|tag| !tag.trim().is_empty()) else { return Self::English };
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim();
        if primary.eq_ignore_ascii_case("en") {
            return Self::English;
        }
        let known = european::LANGUAGES.iter().find(|one| primary.eq_ignore_ascii_case(one.0));
        known.map_or(Self::Other, |one| Self::European(one.0))
    }

    fn table(self) -> &'static Table {
        static ENGLISH: LazyLock<Table> = LazyLock::new(|| Table::new(english::words(), true));
        static EUROPEAN: LazyLock<Vec<(&str, Table)>> = LazyLock::new(|| {
            let tables = european::LANGUAGES.iter();
            tables.map(|one| (one.0, Table::new(european::words(one), false))).collect()
        });
        static NONE: Table = Table { words: Vec::new(), capitals: false };
        match self {
            Self::English => &ENGLISH,
            Self::European(tag) => {
                EUROPEAN.iter().find(|one| one.0 == tag).map_or(&NONE, |one| &one.1)
            }
            Self::Other => &NONE,
        }
    }
}

/// What every token of a text is.
pub(super) fn lex(text: &Text<'_>, language: Language) -> Vec<Lex> {
    let table = language.table();
    let english = language == Language::English;
    let one = |token| lex_one(table, english, token, &text.text[Token::range(token)]);
    text.tokens.iter().map(one).collect()
}

fn lex_one(table: &Table, english: bool, token: &Token, word: &str) -> Lex {
    match token.shape {
        Shape::Number => {
            let plain = word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit());
            match word.parse() {
                Ok(value) if plain => Lex::Digits(value, word.len() as u8),
                _ => Lex::Amount,
            }
        }
        Shape::Mixed if english => mixed(word),
        Shape::Mixed => Lex::Other,
        Shape::Sign => word.chars().next().map_or(Lex::Other, Lex::Sign),
        Shape::Word | Shape::Clitic => known(table, word),
    }
}

fn known(table: &Table, word: &str) -> Lex {
    let unlisted = || if table.capitals { ending(word) } else { Lex::Other };
    if word.len() > LONGEST {
        return unlisted();
    }
    let mut small = [0; LONGEST];
    let small = &mut small[..word.len()];
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    let found = table.words.binary_search_by(|(entry, _)| entry.as_bytes().cmp(small));
    let Some(&(_, lex)) = found.ok().and_then(|at| table.words.get(at)) else {
        return unlisted();
    };
    let capital = !table.capitals || word.starts_with(|c: char| c.is_ascii_uppercase());
    match lex {
        // Names of months, days and feasts have a capital in English.
        Lex::Month(5, _) if !capital => Lex::Future, // “may”
        Lex::Month(..) | Lex::Weekday(..) | Lex::Weekdays(_) | Lex::Holiday(_) if !capital => {
            Lex::Other
        }
        // So have zones and the letters of an era, in full.
        Lex::Zone(_)
            if word.bytes().any(|b| b.is_ascii_lowercase()) && !matches!(word, "gmt" | "utc") =>
        {
            Lex::Other
        }
        Lex::Word(Word::Ad | Word::Bc) if !capital => Lex::Other,
        other => other,
    }
}

/// What an unlisted word may tell by its ending.
fn ending(word: &str) -> Lex {
    if word.len() > 4 && word.ends_with("ed") { Lex::Past } else { Lex::Other }
}

/// `5th`, `1990s`, `Q3`, `9am`.
fn mixed(word: &str) -> Lex {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, letters) = word.split_at(digits);
    let value: u32 = number.parse().unwrap_or_default();
    match letters {
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" if digits <= 3 => Lex::Ordinal(value),
        "s" | "S" if matches!(digits, 2 | 4) && value.is_multiple_of(10) => Lex::Decades(value),
        "am" | "AM" if value <= 12 && digits <= 2 => Lex::Hour((value % 12) as u8),
        "pm" | "PM" if value <= 12 && digits <= 2 => Lex::Hour((value % 12 + 12) as u8),
        _ => match word.as_bytes() {
            [b'Q', n @ b'1'..=b'4'] => Lex::QuarterNumber(u32::from(n - b'0')),
            _ => Lex::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_listed_twice() {
        let tags = european::LANGUAGES.iter().map(|one| Language::European(one.0));
        for language in [Language::English].into_iter().chain(tags) {
            let words = &language.table().words;
            for pair in words.windows(2) {
                assert_ne!(pair[0].0, pair[1].0);
            }
            assert!(words.iter().all(|(word, _)| word.len() <= LONGEST));
        }
    }

    #[test]
    fn words_are_what_they_are() {
        for (word, expected) in [
            ("May", Lex::Month(5, true)),
            ("may", Lex::Future),
            ("march", Lex::Other),
            ("Friday", Lex::Weekday(5, false)),
            ("YESTERDAY", Lex::Word(Word::Yesterday)),
            ("21st", Lex::Ordinal(21)),
            ("1990s", Lex::Decades(1990)),
            ("1995", Lex::Digits(1995, 4)),
            ("1,995", Lex::Amount),
            ("Q3", Lex::QuarterNumber(3)),
            ("stopped", Lex::Past),
            ("harbour", Lex::Other),
            ("bed", Lex::Other),
        ] {
            assert_eq!(lex(&Text::new(word), Language::English), [expected], "{word}");
        }
    }
}
