//! An archive made up by rule, as large as wanted: for benchmarks and for trying out what a
//! reader with a million articles would see.
//!
//! The same number of articles always gives the same bytes. Words follow Zipf's law over a
//! vocabulary of English function words, words of the news, and words built of syllables;
//! each article leans towards the words of its subject. Names and dates stand in the text
//! with their marks. Nothing here is taken from anybody's text. It must need nothing but the
//! standard library, so that a bare compiler builds it in a second.

#![allow(dead_code, reason = "two programs include this file, and each uses its part")]

mod words;

use std::fmt::Write as _;
use std::io::{self, Write};
use words::{
    BODIES, FUNCTION, NEWS_RANKS, Name, PEOPLE, PLACES, Random, Zipf, capital, names, numeral,
    person, vocabulary,
};

const SOURCES: [&str; 14] = [
    "Coast Courier",
    "Harbour Gazette",
    "Evening Ledger",
    "Northern Record",
    "Valley Chronicle",
    "The Meridian",
    "Inland Times",
    "Bridge Street News",
    "Daily Compass",
    "Plain Observer",
    "Signal Weekly",
    "River Post",
    "The Quarterly Lantern",
    "Upland Wire",
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const SUBJECTS: usize = 60;
/// How many words a subject calls its own.
const SUBJECT_WORDS: usize = 120;
/// First day of the archive, 1 January 1990, and how many days it spans: 35 years.
const FIRST_DAY: i64 = 7_305;
const DAYS: i64 = 12_784;

/// The made-up world that articles are about.
pub(crate) struct Corpus {
    words: Vec<String>,
    zipf: Zipf,
    subjects: Vec<(String, Vec<usize>)>,
    subject_zipf: Zipf,
    subject_word: Zipf,
    names: Vec<Name>,
    person: Zipf,
    place: Zipf,
    body: Zipf,
    authors: Vec<String>,
    /// How many articles it has.
    articles: usize,
}

/// A text that grows, and how many characters it has.
#[derive(Default)]
struct Text {
    text: String,
    characters: usize,
    marks: String,
    mark_count: usize,
}

impl Text {
    fn push(&mut self, piece: &str) {
        self.text.push_str(piece);
        self.characters += piece.chars().count();
    }

    /// Ends a paragraph.
    fn paragraph(&mut self) {
        self.text.push_str("\\n\\n");
        self.characters += 2; // two of the text, four of its JSON
    }

    /// Adds words under a mark; `what` is the mark's last member.
    fn mark(&mut self, words: &str, what: &str) {
        let start = self.characters;
        self.push(words);
        self.mark_count += 1;
        let comma = if self.marks.is_empty() { "" } else { "," };
        let (number, end) = (self.mark_count, self.characters);
        let _ = write!(
            self.marks,
            r#"{comma}{{"id":"m{number}","start":{start},"end":{end},"quote":"{words}",{what}}}"#
        );
    }
}

impl Corpus {
    /// The world in which so many articles are written.
    pub(crate) fn new(articles: usize) -> Self {
        let mut random = Random(5);
        let words = vocabulary(&mut random);
        let zipf = Zipf::new(words.len());
        let (frequent, news) = (FUNCTION.split_whitespace().count(), NEWS_RANKS);
        // Most words of a subject are neither everywhere nor nowhere.
        let own = |random: &mut Random| -> Vec<usize> {
            let deep = |random: &mut Random| match random.below(6) {
                0 => words.len() - frequent,
                1 | 2 => words.len() / 12,
                _ => news,
            };
            (0..SUBJECT_WORDS)
                .map(|_| {
                    let deep = deep(random);
                    frequent + random.below(deep)
                })
                .collect()
        };
        let mut subjects: Vec<(String, Vec<usize>)> = Vec::new();
        while subjects.len() < SUBJECTS {
            let ranks = own(&mut random);
            let tag = words[ranks[0]].clone();
            if subjects.iter().all(|(other, _)| *other != tag) {
                subjects.push((tag, ranks));
            }
        }
        let names = names(&mut random);
        let authors = (0..300).map(|_| person(&mut random)).collect();
        Self {
            words,
            zipf,
            subjects,
            subject_zipf: Zipf::new(SUBJECTS),
            subject_word: Zipf::new(SUBJECT_WORDS),
            names,
            person: Zipf::new(PEOPLE),
            place: Zipf::new(PLACES),
            body: Zipf::new(BODIES),
            authors,
            articles,
        }
    }

    /// Writes the whole archive as a JSON Feed with Dateline's extension, an article a line.
    ///
    /// # Errors
    /// What the writer says.
    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let head = r#"{"version":"https://jsonfeed.org/version/1.1","title":"A made-up archive","language":"en","_dateline":{"format":1,"offset_unit":"codepoint","entities":["#;
        out.write_all(head.as_bytes())?;
        for (number, Name { id, kind, name }) in self.names.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            write!(out, r#"{comma}{{"id":"{id}","type":"{kind}","name":"{name}"}}"#)?;
        }
        out.write_all(b"]},\"items\":[")?;
        for number in 0..self.articles {
            out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
            out.write_all(self.article(number).as_bytes())?;
        }
        out.write_all(b"\n]}\n")
    }

    /// The article at a place, as an item of the feed.
    pub(crate) fn article(&self, number: usize) -> String {
        let random = &mut Random((number as u64).wrapping_mul(0xd134_2543_de82_ef95) ^ 77);
        let day = self.day(number, random);
        let (year, month, day_of_month) = civil(day);
        let subject = self.subject_zipf.draw(random);
        let mut tags = vec![subject];
        while random.once_in(3) && tags.len() < 4 {
            let other = self.subject_zipf.draw(random);
            if !tags.contains(&other) {
                tags.push(other);
            }
        }
        let mut cast = vec![self.place.draw(random) + PEOPLE];
        if !random.once_in(3) {
            cast.push(self.person.draw(random));
        }
        if random.once_in(2) {
            cast.push(self.body.draw(random) + PEOPLE + PLACES);
        }
        if random.once_in(4) {
            cast.push(self.place.draw(random) + PEOPLE);
        }

        let title = self.title(random, subject, &cast);
        let mut text = Text::default();
        let event = self.text(&mut text, random, subject, &cast, day);

        let mut item = String::with_capacity(text.text.len() + text.marks.len() + 700);
        let (hour, minute) = (5 + random.below(17), random.below(60));
        let _ = write!(
            item,
            r#"{{"id":"a-{number}","url":"https://archive.example/a/{number}","title":"{title}","date_published":"{year}-{month:02}-{day_of_month:02}T{hour:02}:{minute:02}:00Z","#
        );
        if !random.once_in(4) {
            let author = &self.authors[random.below(self.authors.len())];
            let _ = write!(item, r#""authors":[{{"name":"{author}"}}],"#);
        }
        let tags: Vec<String> =
            tags.iter().map(|subject| format!("\"{}\"", self.subjects[*subject].0)).collect();
        let source = SOURCES[random.below(SOURCES.len() * SOURCES.len()) % (1 + subject % 14)];
        let _ = write!(
            item,
            r#""tags":[{}],"content_text":"{}","_dateline":{{"issued":"{year}-{month:02}-{day_of_month:02}","source":"{source}","marks":[{}]{event}}}}}"#,
            tags.join(","),
            text.text,
            text.marks,
        );
        item
    }

    /// The day of publication, counted from 1 January 1970: later for later places, but that a weekend's
    /// articles mostly come out on the Friday before.
    fn day(&self, number: usize, random: &mut Random) -> i64 {
        let day =
            FIRST_DAY + (number as i128 * i128::from(DAYS) / self.articles.max(1) as i128) as i64;
        // 1 January 1970 was a Thursday.
        let weekend = (day + 3).rem_euclid(7) >= 5;
        if weekend && !random.once_in(4) { day - (day + 3).rem_euclid(7) + 4 } else { day }
    }

    fn word(&self, random: &mut Random, subject: usize) -> &str {
        let rank = if random.below(100) < 27 {
            self.subjects[subject].1[self.subject_word.draw(random)]
        } else {
            self.zipf.draw(random)
        };
        &self.words[rank]
    }

    fn title(&self, random: &mut Random, subject: usize, cast: &[usize]) -> String {
        let mut title = String::new();
        for number in 0..4 + random.below(5) {
            // The first words of a subject, as headlines have them.
            let word = if random.once_in(2) {
                &self.words[self.subjects[subject].1[random.below(24)]]
            } else {
                self.word(random, subject)
            };
            if number == 0 {
                title.push_str(&capital(word));
            } else {
                title.push(' ');
                title.push_str(word);
            }
        }
        if random.once_in(3) {
            let _ = write!(title, " in {}", self.names[cast[0]].name);
        }
        title
    }

    /// Writes the text, and gives the member of its event, if it tells one.
    fn text(
        &self,
        text: &mut Text,
        random: &mut Random,
        subject: usize,
        cast: &[usize],
        day: i64,
    ) -> String {
        let mut event = String::new();
        let sentences = 3 + random.below(7) + if random.once_in(16) { 14 } else { 0 };
        for number in 0..sentences {
            if number > 0 {
                if number % 4 == 0 {
                    text.paragraph();
                } else {
                    text.push(" ");
                }
            }
            let mention = cast.get(number % 5).map(|name| &self.names[*name]);
            match mention {
                Some(name) => {
                    let before = ["", "In a note, ", "For now "][random.below(3)];
                    text.push(before);
                    text.mark(&name.name, &format!(r#""entity":"{}""#, name.id));
                    let count = 5 + random.below(10);
                    self.words_into(text, random, subject, count, false);
                }
                None => {
                    let count = 7 + random.below(14);
                    self.words_into(text, random, subject, count, true);
                }
            }
            if number == 1 {
                let (when, words) = written(day - random.below(40) as i64, random);
                text.push(" on ");
                let basis = if words.ends_with(|c: char| c.is_ascii_digit()) && words.len() > 12 {
                    "explicit"
                } else {
                    "year-from-issue"
                };
                text.mark(&words, &format!(r#""time":{{"value":"{when}","basis":"{basis}"}}"#));
                if random.once_in(3) {
                    let (mark, word) = (text.mark_count, self.word(random, subject));
                    let (label, who) = (capital(word), &self.names[cast[0]].id);
                    event = format!(
                        r#","events":[{{"id":"e1","label":"{label} begins","when":"{when}","evidence":["m{mark}"],"entities":["{who}"]}}]"#
                    );
                }
            }
            text.push(".");
        }
        event
    }

    fn words_into(
        &self,
        text: &mut Text,
        random: &mut Random,
        subject: usize,
        count: usize,
        begins: bool,
    ) {
        for number in 0..count {
            if begins && number == 0 {
                let first = capital(self.word(random, subject));
                text.push(&first);
                continue;
            }
            text.push(" ");
            if random.once_in(40) {
                let number = numeral(random);
                text.push(&number);
            } else {
                text.push(self.word(random, subject));
            }
            if number + 1 < count && random.once_in(11) {
                text.push(",");
            }
        }
    }
}

/// A day as a bundle writes it, and as an article does.
fn written(day: i64, random: &mut Random) -> (String, String) {
    let (year, month, day) = civil(day);
    let name = MONTHS[month - 1];
    let words = match random.below(3) {
        0 => format!("{day} {name} {year}"),
        1 => format!("{name} {day}, {year}"),
        _ => format!("{name} {day}"),
    };
    (format!("{year}-{month:02}-{day:02}"), words)
}

/// Year, month and day of a day counted from 1 January 1970, in the Gregorian calendar: years
/// are taken to begin in March, so that the leap day comes last.
fn civil(day: i64) -> (i64, usize, usize) {
    let days = day + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month as usize, day as usize)
}
