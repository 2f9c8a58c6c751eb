//! Months and days of the week of languages that write dates as English does, day first.
//!
//! Enough for dates in full: “4. März 2024”, “4 mars 2024”, “4 de marzo de 2024”. It must
//! not hold words that could be anything but a part of a date.

use super::{Lex, Word};

/// A tag of BCP 47, twelve months, seven days from Monday, words between day, month and year.
type Language = (&'static str, [&'static str; 12], [&'static str; 7], &'static [&'static str]);

#[rustfmt::skip] // tables to be read
pub(super) static LANGUAGES: [Language; 9] = [
    ("de", ["januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"],
        ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"], &[]),
    ("fr", ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"], &[]),
    ("es", ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
        ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"], &["de", "del"]),
    ("it", ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"],
        ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"], &[]),
    ("pt", ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
        ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"], &["de"]),
    ("nl", ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
        ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"], &[]),
    ("nb", ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"],
        ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"], &[]),
    ("sv", ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"],
        ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"], &[]),
    ("da", ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"],
        ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"], &[]),
];

/// The words of one language. All months are unsure and all days short: alone, or without a
/// number beside them, they are no dates.
pub(super) fn words(language: &Language) -> Vec<(&'static str, Lex)> {
    let (_, months, days, between) = language;
    let numbered = |(at, word): (usize, &&'static str)| (*word, at as u8 + 1);
    let mut all: Vec<(&str, Lex)> = Vec::new();
    let month = |(word, number)| (word, Lex::Month(number, true));
    all.extend(months.iter().enumerate().map(numbered).map(month));
    let day = |(word, number)| (word, Lex::Weekday(number, true));
    all.extend(days.iter().enumerate().map(numbered).map(day));
    all.extend(between.iter().map(|word| (*word, Lex::Word(Word::Of))));
    all
}
