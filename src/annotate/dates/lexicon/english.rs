//! The English words of time, and what each one is to the grammar.
//!
//! Tables to be read and mended. They must not know how words combine.

use super::{Lex, Vague, Word};
use crate::annotate::dates::value::{Part, Season, Unit};

macro_rules! words { ($($text:literal $word:ident,)*) => { &[$(($text, Lex::Word(Word::$word)),)*] } }

#[rustfmt::skip] // tables to be read
static GRAMMAR: &[(&str, Lex)] = words! {
    "the" The, "a" A, "an" A, "of" Of, "and" And, "or" Or, "to" To, "in" In, "on" On, "at" At,
    "by" By, "since" Since, "until" Until, "till" Until, "from" From, "during" During, "for" For,
    "within" Within, "between" Between, "before" Before, "after" After, "through" Through,
    "than" Than, "more" More, "less" Less, "fewer" Less, "per" Per, "times" Times, "once" Once,
    "twice" Once, "half" Half, "so" So,
    "last" Last, "past" Past, "previous" Previous, "preceding" Previous, "prior" Previous,
    "recent" Recent, "latest" Latest, "this" This, "these" These, "that" That, "same" Same, "next" Next,
    "our" Its, "their" Its, "his" Its, "her" Its,
    "coming" Coming, "upcoming" Coming, "following" Following, "other" Other,
    "ago" Ago, "later" Later, "earlier" Earlier, "hence" Hence, "previously" Previously,
    "then" Then,
    "today" Today, "yesterday" Yesterday, "tomorrow" Tomorrow, "tonight" Tonight,
    "overnight" Overnight,
    "early" Early, "late" Late, "mid" Mid, "beginning" Beginning, "end" End, "middle" Middle,
    "start" Start, "close" Close, "all" All, "whole" Whole, "entire" Whole, "full" Whole,
    "about" About, "approximately" About, "roughly" About, "around" About, "over" Over,
    "nearly" Nearly, "almost" Almost, "up" Up, "least" Least, "under" Over,
    "several" Several, "few" Few, "couple" Couple, "many" Many, "some" Some, "dozen" Dozen,
    "circa" Circa, "ca." Circa, "c" Circa,
    "every" Every, "each" Each, "fiscal" Fiscal, "period" Period, "ad" Ad, "ce" Ad, "bc" Bc,
    "bce" Bc, "b.c." Bc, "a.d." Ad, "o'clock" Clock, "o’clock" Clock, "old" Old, "long" Long,
    "its" Its, "right" Right,
};

#[rustfmt::skip]
static NUMBERS: &[(&str, u32)] = &[
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7),
    ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13),
    ("fourteen", 14), ("fifteen", 15), ("sixteen", 16), ("seventeen", 17), ("eighteen", 18),
    ("nineteen", 19), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50),
    ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90), ("hundred", 100),
];

#[rustfmt::skip]
static ORDINALS: &[(&str, u32)] = &[
    ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6),
    ("seventh", 7), ("eighth", 8), ("ninth", 9), ("tenth", 10), ("eleventh", 11),
    ("twelfth", 12), ("thirteenth", 13), ("fourteenth", 14), ("fifteenth", 15),
    ("sixteenth", 16), ("seventeenth", 17), ("eighteenth", 18), ("nineteenth", 19),
    ("twentieth", 20), ("thirtieth", 30), ("final", 4), ("latter", 2),
];

#[rustfmt::skip]
static DECADES: &[(&str, u32)] = &[
    ("twenties", 20), ("thirties", 30), ("forties", 40), ("fifties", 50), ("sixties", 60),
    ("seventies", 70), ("eighties", 80), ("nineties", 90),
];

/// The flag: the word means other things too, and is a month only beside a number or after
/// a word that dates follow.
#[rustfmt::skip]
static MONTHS: &[(&str, u8, bool)] = &[
    ("january", 1, false), ("jan.", 1, false), ("jan", 1, true), ("february", 2, false),
    ("feb.", 2, false), ("feb", 2, true), ("march", 3, true), ("mar.", 3, true), ("mar", 3, true),
    ("april", 4, false), ("apr.", 4, false), ("apr", 4, true), ("may", 5, true),
    ("june", 6, false), ("jun.", 6, true), ("jun", 6, true), ("july", 7, false),
    ("jul.", 7, true), ("jul", 7, true), ("august", 8, false), ("aug.", 8, false),
    ("aug", 8, true), ("september", 9, false), ("sept.", 9, false), ("sept", 9, false),
    ("sep.", 9, false), ("sep", 9, true), ("october", 10, false), ("oct.", 10, false),
    ("oct", 10, true), ("november", 11, false), ("nov.", 11, false), ("nov", 11, true),
    ("december", 12, false), ("dec.", 12, false), ("dec", 12, true),
];

/// The flag: a short form, which counts before a date only.
#[rustfmt::skip]
static WEEKDAYS: &[(&str, u8, bool)] = &[
    ("monday", 1, false), ("tuesday", 2, false), ("wednesday", 3, false),
    ("thursday", 4, false), ("friday", 5, false), ("saturday", 6, false), ("sunday", 7, false),
    ("mon", 1, true), ("mon.", 1, true), ("tue", 2, true), ("tue.", 2, true), ("tues.", 2, true),
    ("wed", 3, true), ("wed.", 3, true), ("thu", 4, true), ("thu.", 4, true),
    ("thurs.", 4, true), ("fri", 5, true), ("fri.", 5, true), ("sat", 6, true),
    ("sat.", 6, true), ("sun", 7, true), ("sun.", 7, true),
];

#[rustfmt::skip]
static OTHERS: &[(&str, Lex)] = &[
    ("mondays", Lex::Weekdays(1)), ("tuesdays", Lex::Weekdays(2)), ("wednesdays", Lex::Weekdays(3)),
    ("thursdays", Lex::Weekdays(4)), ("fridays", Lex::Weekdays(5)), ("saturdays", Lex::Weekdays(6)),
    ("sundays", Lex::Weekdays(7)),
    ("second", Lex::Ordinal(2)), ("seconds", Lex::Unit(Unit::Second, true)),
    ("minute", Lex::Unit(Unit::Minute, false)), ("minutes", Lex::Unit(Unit::Minute, true)),
    ("hour", Lex::Unit(Unit::Hour, false)), ("hours", Lex::Unit(Unit::Hour, true)),
    ("day", Lex::Unit(Unit::Day, false)), ("days", Lex::Unit(Unit::Day, true)),
    ("week", Lex::Unit(Unit::Week, false)), ("weeks", Lex::Unit(Unit::Week, true)),
    ("fortnight", Lex::Unit(Unit::Fortnight, false)), ("fortnights", Lex::Unit(Unit::Fortnight, true)),
    ("month", Lex::Unit(Unit::Month, false)), ("months", Lex::Unit(Unit::Month, true)),
    ("quarter", Lex::Unit(Unit::Quarter, false)), ("quarters", Lex::Unit(Unit::Quarter, true)),
    ("year", Lex::Unit(Unit::Year, false)), ("years", Lex::Unit(Unit::Year, true)),
    ("decade", Lex::Unit(Unit::Decade, false)), ("decades", Lex::Unit(Unit::Decade, true)),
    ("century", Lex::Unit(Unit::Century, false)), ("centuries", Lex::Unit(Unit::Century, true)),
    ("weekend", Lex::Weekend), ("weekends", Lex::Weekend),
    ("spring", Lex::Season(Season::Spring, true)), ("summer", Lex::Season(Season::Summer, false)),
    ("autumn", Lex::Season(Season::Autumn, false)), ("fall", Lex::Season(Season::Autumn, true)),
    ("winter", Lex::Season(Season::Winter, false)),
    ("morning", Lex::Part(Part::Morning)), ("afternoon", Lex::Part(Part::Afternoon)),
    ("evening", Lex::Part(Part::Evening)), ("night", Lex::Part(Part::Night)),
    ("noon", Lex::Hour(12)), ("midday", Lex::Hour(12)), ("midnight", Lex::Hour(24)),
    ("a.m.", Lex::Meridiem(false)), ("a.m", Lex::Meridiem(false)), ("am", Lex::Meridiem(false)),
    ("p.m.", Lex::Meridiem(true)), ("p.m", Lex::Meridiem(true)), ("pm", Lex::Meridiem(true)),
    ("gmt", Lex::Zone(0)), ("utc", Lex::Zone(0)), ("cet", Lex::Zone(60)), ("cest", Lex::Zone(120)),
    ("bst", Lex::Zone(60)), ("est", Lex::Zone(-300)), ("edt", Lex::Zone(-240)),
    ("cst", Lex::Zone(-360)), ("cdt", Lex::Zone(-300)), ("mst", Lex::Zone(-420)),
    ("mdt", Lex::Zone(-360)), ("pst", Lex::Zone(-480)), ("pdt", Lex::Zone(-420)),
    ("christmas", Lex::Holiday(1)), ("easter", Lex::Holiday(2)), ("thanksgiving", Lex::Holiday(3)),
    ("halloween", Lex::Holiday(4)), ("new", Lex::Holiday(5)), ("valentine", Lex::Holiday(6)),
    ("independence", Lex::Holiday(7)), ("labor", Lex::Holiday(8)), ("memorial", Lex::Holiday(9)),
    ("boxing", Lex::Holiday(10)), ("good", Lex::Holiday(11)), ("bastille", Lex::Holiday(12)),
    ("ash", Lex::Holiday(13)), ("veterans", Lex::Holiday(14)), ("whit", Lex::Holiday(15)),
    ("pentecost", Lex::Holiday(16)), ("armistice", Lex::Holiday(17)), ("palm", Lex::Holiday(18)),
    ("columbus", Lex::Holiday(19)), ("may", Lex::Month(5, true)),
    ("daily", Lex::Adverb(Unit::Day)), ("weekly", Lex::Adverb(Unit::Week)),
    ("fortnightly", Lex::Adverb(Unit::Fortnight)), ("monthly", Lex::Adverb(Unit::Month)),
    ("quarterly", Lex::Adverb(Unit::Quarter)), ("yearly", Lex::Adverb(Unit::Year)),
    ("annual", Lex::Adverb(Unit::Year)), ("annually", Lex::Adverb(Unit::Year)),
    ("hourly", Lex::Adverb(Unit::Hour)), ("nightly", Lex::Adverb(Unit::Day)),
    ("now", Lex::Vague(Vague::Present)), ("currently", Lex::Vague(Vague::Present)),
    ("current", Lex::Vague(Vague::Present)), ("nowadays", Lex::Vague(Vague::Present)),
    ("presently", Lex::Vague(Vague::Present)), ("recently", Lex::Vague(Vague::Past)),
    ("lately", Lex::Vague(Vague::Past)), ("soon", Lex::Vague(Vague::Future)),
    ("shortly", Lex::Other), ("future", Lex::Vague(Vague::Future)),
];

/// Irregular forms of the past, and auxiliaries; others are known by their ending.
#[rustfmt::skip]
static PAST: &[&str] = &[
    "was", "were", "had", "did", "said", "told", "met", "took", "went", "came", "began", "fell",
    "rose", "won", "lost", "made", "left", "held", "sent", "saw", "found", "got", "gave", "ran",
    "wrote", "led", "built", "paid", "spoke", "became", "shot", "struck", "kept", "brought",
    "sold", "bought", "broke", "drew", "grew", "flew", "fought", "thought", "felt", "knew",
    "heard", "stood", "sank", "swore", "threw", "wore", "understood", "chose", "drove", "has",
    "have", "been", "withdrew", "arose", "spent", "lay", "sought", "caught", "taught", "slept",
    "slid", "hit", "cut", "shut", "quit", "beat", "drank", "ate", "hid", "rode", "sang", "rang",
    "swam", "swept", "wept", "dealt", "meant", "bent", "lent", "bound", "fed", "fled", "bled",
    "sped", "stole", "spoken", "froze", "shook", "forgot", "forgave", "overtook", "undertook",
    "oversaw", "foresaw", "leapt", "crept", "spun", "stuck", "stung", "swung", "hung", "dug",
    "lit", "slew", "born", "woke", "tore", "bore", "blew", "grown", "gone", "seen", "taken", "given",
    "written", "laid", "split", "rebuilt", "upheld", "overcame", "overthrew", "ended",
];

#[rustfmt::skip]
static FUTURE: &[&str] = &[
    "will", "shall", "would", "'ll", "’ll", "wo", "expected", "expects", "expect", "scheduled",
    "due", "planned", "going", "must", "intends", "intend",
    "aims", "can", "could", "may", "might", "should", "payable", "slated",
];

/// All words with what they are, in no order.
pub(super) fn words() -> Vec<(&'static str, Lex)> {
    let mut all: Vec<(&str, Lex)> = GRAMMAR.to_vec();
    all.extend(OTHERS.iter().filter(|(word, _)| *word != "may"));
    all.extend(NUMBERS.iter().map(|&(word, n)| (word, Lex::Cardinal(n))));
    all.extend(ORDINALS.iter().filter(|o| o.0 != "second").map(|&(w, n)| (w, Lex::Ordinal(n))));
    all.extend(DECADES.iter().map(|&(word, n)| (word, Lex::NamedDecade(n))));
    all.extend(MONTHS.iter().map(|&(word, n, unsure)| (word, Lex::Month(n, unsure))));
    all.extend(WEEKDAYS.iter().map(|&(word, n, short)| (word, Lex::Weekday(n, short))));
    all.extend(PAST.iter().map(|&word| (word, Lex::Past)));
    all.extend(FUTURE.iter().filter(|&&word| word != "may").map(|&word| (word, Lex::Future)));
    all
}

/// What a season is the season of: “the spring offensive”, unlike “the spring water”.
#[rustfmt::skip]
static SEASONAL: &[&str] = &[
    "offensive", "campaign", "election", "elections", "term", "semester", "session", "budget",
    "meeting", "meetings", "harvest", "season", "festival", "sale", "sales", "break", "holidays",
    "exams", "planting", "tour", "fighting", "summit", "collection", "collections", "congress",
];

/// Words after which four digits are a number, not a year.
#[rustfmt::skip]
static NUMBERED: &[&str] = &[
    "No.", "Nr.", "Route", "Flight", "flight", "Resolution", "resolution", "Highway", "Room",
    "Section", "Article", "page", "number", "Number", "Windows", "Boeing", "version", "Rs", "Rs.",
    "another", "level", "Box", "Model", "model", "extension", "Lot", "lot", "room",
];

/// Words that count people and things, even after a preposition: “in 2000 homes”.
#[rustfmt::skip]
static CROWDS: &[&str] = &[
    "people", "men", "women", "children", "troops", "soldiers", "dollars", "miles", "feet",
    "metres", "meters", "tons", "tonnes", "homes", "jobs", "points", "workers", "kilometres",
    "kilometers", "votes", "copies", "tickets",
];

/// True for a noun that a season may stand before.
pub(in crate::annotate::dates) fn is_seasonal(word: &str) -> bool {
    SEASONAL.contains(&word)
}

/// True for a word whose number is no year.
pub(in crate::annotate::dates) fn is_numbered(word: &str) -> bool {
    NUMBERED.contains(&word)
}

/// True for what is counted in thousands.
pub(in crate::annotate::dates) fn is_crowd(word: &str) -> bool {
    CROWDS.contains(&word)
}

/// True for a word that makes a day of the week a feast, or a day of history.
pub(in crate::annotate::dates) fn is_feast(word: &str) -> bool {
    matches!(
        word,
        "Bloody"
            | "Black"
            | "Super"
            | "Ash"
            | "Good"
            | "Palm"
            | "Cyber"
            | "Holy"
            | "Maundy"
            | "Shrove"
    )
}

/// True for a title that a surname follows.
pub(in crate::annotate::dates) fn is_title(word: &str) -> bool {
    matches!(word, "Mr." | "Mrs." | "Ms." | "Dr." | "Mr" | "Mrs" | "Ms" | "Dr" | "Sir" | "Miss")
}
