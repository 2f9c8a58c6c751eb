//! Made-up variants of training rows: other names in the same places, headlines, capitals.
//! News of the 2000s from one agency knows few names; a sentence stays one with any.

use crate::corpus::Row;
use crate::invent::{body, one, person, pick, place};
use crate::lists::Lists;

/// A small generator (xorshift), so that every run makes the same variants.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below.max(1)
    }
    pub fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
}

pub fn variants(rows: &[Row], lists: &Lists) -> Vec<Row> {
    const SWAPPED: usize = 35; // percent of the rows that have names
    let mut dice = Dice::new(20_260_101);
    let mut made = Vec::new();
    for row in rows.iter().filter(|row| row.corpus != "multiner-lk" && row.text.len() < 1000) {
        let named = row.names.iter().any(|name| name.2 < 3);
        if named && dice.chance(SWAPPED) {
            made.push(swapped(row, lists, &mut dice));
        }
        let from = made.last().filter(|_| dice.chance(30)).unwrap_or(row).clone();
        if matches!(row.corpus.as_str(), "gmb" | "gum-wikinews" | "sharealike") && dice.chance(14) {
            let row = if dice.chance(50) { recased(&from, upper) } else { recased(&from, raised) };
            made.push(row);
        }
        if row.corpus == "gmb" && dice.chance(3) {
            made.push(datelined(row, lists, &mut dice));
        }
    }
    made
}

/// A sentence behind the line that agencies put before it.
fn datelined(row: &Row, lists: &Lists, dice: &mut Dice) -> Row {
    let mut made = Row { text: String::new(), names: Vec::new(), ..row.clone() };
    let city = lists.cities[dice.roll(600)].clone();
    let city = if dice.chance(80) { city.to_uppercase() } else { city };
    let parts: [(&str, String, usize); 4] = [
        ("", city, 2),
        (", ", pick(&lists.countries, dice), 2),
        (", ", format!("May {}", 1 + dice.roll(30)), 9),
        (" (", one(&["AP", "Reuters", "AFP", "Xinhua", "dpa"], dice).to_owned(), 1),
    ];
    for (at, (before, name, sort)) in parts.into_iter().enumerate() {
        if at > 0 && dice.chance(50) {
            continue;
        }
        made.text.push_str(before);
        let from = made.text.len();
        made.text.push_str(&name);
        if sort < 9 {
            made.names.push((from, made.text.len(), sort));
        }
        if before == " (" {
            made.text.push(')');
        }
    }
    made.text.push_str(one(&[" - ", " — ", " -- ", ": "], dice));
    let moved = made.text.len();
    made.text.push_str(&row.text);
    made.names
        .extend(row.names.iter().map(|&(start, end, sort)| (start + moved, end + moved, sort)));
    made
}

/// Names replaced by others, from the lists or made up.
fn swapped(row: &Row, lists: &Lists, dice: &mut Dice) -> Row {
    rebuilt(row, |own, sort| {
        let words = own.split(' ').count();
        match sort {
            0 if words == 1 => Some(pick(&lists.surnames, dice)),
            0 if words <= 3 => Some(person(lists, dice)),
            1 if words > 1 && !own.contains(" of ") => Some(body(lists, dice)),
            2 if words == 1 => Some(pick(&lists.cities, dice)),
            2 if words <= 3 && dice.chance(30) => Some(place(lists, dice)),
            _ => None,
        }
    })
}

fn rebuilt(row: &Row, mut other: impl FnMut(&str, usize) -> Option<String>) -> Row {
    let mut made = Row { text: String::new(), names: Vec::new(), ..row.clone() };
    let mut at = 0;
    for &(start, end, sort) in &row.names {
        if start < at {
            continue;
        }
        made.text.push_str(&row.text[at..start]);
        let own = &row.text[start..end];
        let from = made.text.len();
        made.text.push_str(&other(own, sort).unwrap_or_else(|| own.to_owned()));
        made.names.push((from, made.text.len(), sort));
        at = end;
    }
    made.text.push_str(&row.text[at..]);
    made
}

/// Every stretch, named or not, written another way. Changes of length are followed.
fn recased(row: &Row, write: fn(&str) -> String) -> Row {
    let mut made = Row { text: String::new(), names: Vec::new(), ..row.clone() };
    let mut at = 0;
    for &(start, end, sort) in row.names.iter().filter(|name| name.0 < name.1) {
        if start < at {
            continue;
        }
        made.text.push_str(&write(&row.text[at..start]));
        let from = made.text.len();
        made.text.push_str(&write(&row.text[start..end]));
        made.names.push((from, made.text.len(), sort));
        at = end;
    }
    made.text.push_str(&write(&row.text[at..]));
    made
}

fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// As English headlines are written: small words of up to three letters stay small.
fn raised(text: &str) -> String {
    text.split_inclusive(' ')
        .map(|word| {
            let letters = word.trim_end().len();
            let mut chars = word.chars();
            match chars.next() {
                Some(c) if letters > 3 => c.to_uppercase().chain(chars).collect(),
                _ => word.to_owned(),
            }
        })
        .collect()
}
