//! The long lists: cities, given names, and words often seen in small letters. Surnames are
//! for the variants only: as a list they did more harm than good.

use crate::corpus::Row;
use dateline::annotate::names::gazetteer::{LIST_BITS, LISTS_FROM_BITS as FROM, class};
use dateline::annotate::names::{table, words};
use dateline::annotate::tokens::Text;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

pub struct Lists {
    pub cities: Vec<String>,
    pub given: Vec<String>,
    pub surnames: Vec<String>,
    /// The first names in the gazetteer's own table.
    pub countries: Vec<String>,
}

impl Lists {
    pub fn read(folder: &Path) -> Self {
        let list = |name: &str| -> Vec<String> {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            text.lines().map(str::to_owned).collect()
        };
        Self {
            cities: list("cities.txt"),
            given: list("given.txt"),
            surnames: list("surnames.txt"),
            countries: include_str!("../../src/annotate/names/data/countries.txt")
                .lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split([';', '|']).next())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Hashes of all names with what they are, sorted.
    pub fn pack(&self, rows: &[Row]) -> Vec<(u32, u8)> {
        let mut all: BTreeMap<u32, u8> = BTreeMap::new();
        let mut add = |name: &str, bits: u32| {
            let text = Text::new(name);
            let words = words::words(&text);
            let hash = table::cut(words::phrase(&words), LIST_BITS);
            *all.entry(hash).or_default() |= (bits >> FROM) as u8;
            if words.len() > 1 {
                let hash = table::cut(words[0].lower, LIST_BITS);
                *all.entry(hash).or_default() |= (class::OPENS_CITY >> FROM) as u8;
            }
        };
        for name in self.cities.iter().take(4_500) {
            add(name, class::CITY);
        }
        for name in self.given.iter().take(8_000) {
            add(name, class::GIVEN);
        }
        for word in common(rows).iter().take(6_000) {
            add(word, class::COMMON);
        }
        all.into_iter().collect()
    }
}

/// Words that stand in small letters more often than not, the most frequent first.
fn common(rows: &[Row]) -> Vec<String> {
    let mut seen: HashMap<String, (usize, usize)> = HashMap::new();
    for row in rows {
        let text = Text::new(&row.text);
        let words = words::words(&text);
        for (at, word) in words.iter().enumerate().filter(|(_, word)| word.word) {
            let own = text.word(at);
            if own.len() >= 2 && own.bytes().all(|b| b.is_ascii_alphabetic()) {
                let entry = seen.entry(own.to_lowercase()).or_default();
                if word.capital {
                    entry.1 += usize::from(!word.opens);
                } else {
                    entry.0 += 1;
                }
            }
        }
    }
    let mut words: Vec<(usize, String)> = seen
        .into_iter()
        .filter(|(_, (small, capital))| *small >= 3 && small > capital)
        .map(|(word, (small, _))| (small, word))
        .collect();
    words.sort_by(|a, b| b.cmp(a));
    words.into_iter().map(|(_, word)| word).collect()
}
