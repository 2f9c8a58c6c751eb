//! The known names: countries and their people, places, organisations, and single words
//! that stand in names: given names, surnames, titles.
//!
//! What is written by hand stands in `data/*.txt`, one thing a line with its other forms;
//! the long lists are hashes in `data/words.bin`, made by script/train-names. It must not
//! decide what a mention is: it says what the words could be.

use crate::annotate::letters;
use crate::annotate::names::table::{self, Hash, Table};
use crate::annotate::names::words::{self, Casing, Word};
use crate::annotate::tokens::Text;
use crate::bundle::EntityType;

/// What a word or phrase may be, as bits.
pub mod class {
    #![allow(missing_docs, reason = "the names say it all")]
    pub const COUNTRY: u32 = 1;
    pub const PLACE: u32 = 1 << 1;
    pub const ORGANISATION: u32 = 1 << 2;
    /// An adjective or plural of a people, a faith, a party.
    pub const GROUP: u32 = 1 << 3;
    /// A plural of a people: "Iranians".
    pub const PEOPLE: u32 = 1 << 4;
    /// Before a person's name: "President", "Mr.".
    pub const TITLE: u32 = 1 << 5;
    /// In the name of an organisation: "Ministry", "Party".
    pub const BODY: u32 = 1 << 6;
    /// In the name of a place: "River", "Province".
    pub const LAND: u32 = 1 << 7;
    /// In the name of an agreement: "Treaty".
    pub const PACT: u32 = 1 << 8;
    /// Weekdays and months.
    pub const CALENDAR: u32 = 1 << 9;
    /// Agreements known by name.
    pub const AGREEMENT: u32 = 1 << 10;
    pub const EVENT: u32 = 1 << 11;
    pub const PRODUCT: u32 = 1 << 12;
    /// Never a name by itself, though it looks like one.
    pub const NEVER: u32 = 1 << 13;
    pub const PERSON: u32 = 1 << 14;
    /// From here on: single words of the long lists.
    pub const CITY: u32 = 1 << 16;
    pub const GIVEN: u32 = 1 << 17;
    /// Seen in small letters often.
    pub const COMMON: u32 = 1 << 19;
    /// A city's name of several words begins with it.
    pub const OPENS_CITY: u32 = 1 << 20;
}

/// Bits of the hashes in `words.bin`.
pub const LIST_BITS: u32 = 22;

/// How far the bits of the long lists' classes are moved down to fit into its bytes.
pub const LISTS_FROM_BITS: u32 = 16;

/// Something known by name.
pub struct Known {
    /// All its names, the one to show first.
    pub names: Vec<&'static str>,
    /// Its kind.
    pub kind: EntityType,
}

impl Known {
    /// The same in every article: its first name in small letters and hyphens.
    pub fn key(&self) -> String {
        slug(self.names.first().copied().unwrap_or_default())
    }
}

/// A name in small letters, with hyphens for everything that is no letter or digit.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().filter(|&c| c != '.' && c != '\'' && c != '’') {
        if c.is_alphanumeric() {
            slug.push(letters::lower(c));
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A known phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How many tokens.
    pub length: usize,
    /// What it may be, as bits of `class`.
    pub class: u32,
    /// Which known thing: an index for `Gazetteer::known`.
    pub known: Option<usize>,
}

/// A phrase in the map.
#[derive(Clone, Copy, Default)]
struct Entry {
    class: u32,
    known: u32, // plus 1
    goes_on: bool,
}

/// All known names.
pub struct Gazetteer {
    known: Vec<Known>,
    phrases: Table, // of 32-bit hashes, to indices into `entries`
    entries: Vec<Entry>,
    lists: Table,
    /// Forms that mean a known thing only where it is named otherwise too.
    vague: Vec<(&'static str, usize)>,
}

const COUNTRIES: &str = include_str!("data/countries.txt");
const GROUPS: &str = include_str!("data/groups.txt");
const PLACES: &str = include_str!("data/places.txt");
const ORGANISATIONS: &str = include_str!("data/organisations.txt");
const OTHERS: &str = include_str!("data/others.txt");
const WORDS: &str = include_str!("data/words.txt");
const LISTS: &[u8] = include_bytes!("data/words.bin");

/// Sets the hash of a short name in capitals apart from that of a word: `US`, not `us`.
const ACRONYM: Hash = 0x5a;

impl Gazetteer {
    /// From the tables and lists that are compiled in.
    pub fn new() -> Self {
        let lists = table::unpack(LISTS).0;
        Self::with_lists(&lists)
    }

    /// With long lists of one's own, as `words.bin` would hold them: for training.
    pub fn with_lists(lists: &[(u32, u8)]) -> Self {
        let mut made = Self {
            known: Vec::new(),
            phrases: Table::for_entries(1 << 14),
            entries: vec![Entry::default()],
            lists: Table::for_entries(lists.len()),
            vague: Vec::new(),
        };
        for &(word, class) in lists {
            *made.lists.entry(word) |= u32::from(class) << LISTS_FROM_BITS;
        }
        for line in lines(COUNTRIES) {
            made.country(line);
        }
        for line in lines(GROUPS) {
            for name in names(line) {
                made.add(name, class::GROUP, None);
            }
        }
        for (table, kind, class) in [
            (PLACES, EntityType::Place, class::PLACE),
            (ORGANISATIONS, EntityType::Organisation, class::ORGANISATION),
        ] {
            for line in lines(table) {
                match line.strip_prefix('+') {
                    Some(many) => names(many).for_each(|name| made.thing(name, kind, class)),
                    None => made.thing(line, kind, class),
                }
            }
        }
        for line in lines(OTHERS) {
            let (kind, rest) = line.split_once(':').unwrap_or(("", line));
            let (kind, class) = match kind {
                "event" => (EntityType::Event, class::EVENT),
                "product" => (EntityType::Product, class::PRODUCT),
                "person" => (EntityType::Person, class::PERSON),
                _ => (EntityType::Agreement, class::AGREEMENT),
            };
            made.thing(rest, kind, class);
        }
        for line in lines(WORDS) {
            let (kind, rest) = line.split_once(':').unwrap_or(("", line));
            let class = match kind {
                "title" => class::TITLE,
                "body" => class::BODY,
                "land" => class::LAND,
                "pact" => class::PACT,
                "never" => class::NEVER,
                _ => class::CALENDAR,
            };
            for name in names(rest) {
                made.add(name, class, None);
            }
        }
        made
    }

    fn country(&mut self, line: &'static str) {
        let mut parts = line.split('|');
        let own = parts.next().unwrap_or_default();
        self.thing(own, EntityType::Country, class::COUNTRY);
        let capitals = parts.next().unwrap_or_default();
        for capital in names(capitals) {
            self.thing(capital, EntityType::Place, class::PLACE);
        }
        for people in names(parts.next().unwrap_or_default()) {
            self.add(people, class::GROUP, None);
            if people.ends_with(['n', 'i']) && !people.ends_with("men") {
                let plural: String = [people, "s"].concat();
                self.add(&plural, class::GROUP | class::PEOPLE, None);
            } else if people.ends_with('s') || people.ends_with("men") {
                self.add(people, class::PEOPLE, None);
            }
        }
    }

    fn thing(&mut self, line: &'static str, kind: EntityType, class: u32) {
        let (vague, names): (Vec<&str>, Vec<&str>) = names(line).partition(|n| n.starts_with('?'));
        self.vague
            .extend(vague.iter().map(|name| (name.trim_start_matches('?'), self.known.len())));
        for name in &names {
            self.add(name, class, Some(self.known.len()));
        }
        self.known.push(Known { names, kind });
    }

    /// The first of two things of one name keeps it.
    fn add(&mut self, name: &str, class: u32, known: Option<usize>) {
        // As it stands in a sentence: a dot stays with its abbreviation if more follows.
        let inside = [name, " x"].concat();
        let text = Text::new(&inside);
        let words = words::words(&text);
        let mut words = words.get(..words.len().saturating_sub(1)).unwrap_or_default();
        if words.len() > 1 && text.word(words.len() - 1) == "." {
            words = &words[..words.len() - 1];
        }
        let mut hash = 0;
        for (at, word) in words.iter().enumerate() {
            hash =
                if at == 0 { first(word, words.len() == 1) } else { table::join(hash, word.lower) };
            let entry = self.entry(hash);
            if at + 1 < words.len() {
                entry.goes_on = true;
                continue;
            }
            entry.class |= class;
            if let (Some(known), 0) = (known, entry.known) {
                entry.known = known as u32 + 1;
            }
        }
    }

    fn entry(&mut self, hash: Hash) -> &mut Entry {
        let index = self.phrases.entry(table::cut(hash, 32));
        if *index == 0 {
            *index = self.entries.len() as u32;
            self.entries.push(Entry::default());
        }
        let index = *index as usize;
        &mut self.entries[index]
    }

    fn look(&self, hash: Hash) -> Entry {
        let index = self.phrases.get(table::cut(hash, 32)).unwrap_or(0);
        self.entries.get(index as usize).copied().unwrap_or_default()
    }

    fn listed(&self, hash: Hash) -> u32 {
        self.lists.get(table::cut(hash, LIST_BITS)).unwrap_or(0)
    }

    /// A known thing.
    pub fn known(&self, at: usize) -> Option<&Known> {
        self.known.get(at)
    }

    /// The known things a vague form may mean.
    pub fn vague(&self, form: &str) -> impl Iterator<Item = usize> {
        self.vague.iter().filter(move |(vague, _)| *vague == form).map(|(_, known)| *known)
    }

    /// What the lists and tables say of a single word, whatever stands beside it.
    pub fn class_of(&self, word: &Word) -> u32 {
        self.look(word.lower).class | self.listed(word.lower)
    }

    /// The longest known phrase that begins at a word.
    pub fn hit(&self, words: &[Word], at: usize) -> Option<Hit> {
        const LONGEST: usize = 12; // words
        let word = words.get(at).filter(|word| word.word)?;
        let mut best = None;
        let lists = self.listed(word.lower);
        let mut better = |length: usize, entry: Entry, class: u32| {
            let class = class | entry.class;
            if class != 0 {
                let known = (entry.known as usize).checked_sub(1);
                best = Some(Hit { length, class, known });
            }
        };
        let mut entry = self.look(word.lower);
        let short = self.look(first(word, true));
        // A word of four letters in capitals may be an acronym or a shouted name: OPEC, KYIV.
        let acronym = word.all_caps && word.casing != Casing::Capitals;
        let long = word.first[1] != 0;
        let whole = if acronym && (short.class != 0 || !long) { short } else { entry };
        better(1, whole, lists & class::CITY);
        let mut hash = word.lower;
        for (next, word) in words.iter().enumerate().skip(at + 1).take(LONGEST) {
            let city = lists & class::OPENS_CITY != 0 && next - at <= 3;
            if !entry.goes_on && !city {
                break;
            }
            hash = table::join(hash, word.lower);
            entry = self.look(hash);
            let listed = if city { self.listed(hash) & class::CITY } else { 0 };
            // The last word has a capital, or it is no name.
            if word.capital {
                better(next - at + 1, entry, listed);
            }
        }
        best
    }
}

impl Default for Gazetteer {
    fn default() -> Self {
        Self::new()
    }
}

/// The hash of a phrase's first word. Alone and in capitals it is an acronym.
fn first(word: &Word, alone: bool) -> Hash {
    if alone && word.all_caps { table::join(word.exact, ACRONYM) } else { word.lower }
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn names(line: &str) -> impl Iterator<Item = &str> {
    line.split(';').filter(|name| !name.is_empty())
}

#[cfg(test)]
#[path = "gazetteer_tests.rs"]
mod tests;
