//! Made-up variants of training rows: other names in the same places, headlines, capitals.
//! News of the 2000s from one agency knows few names; a sentence stays one with any.

use crate::corpus::Row;
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
    let swap = std::env::var("SWAP").ok().and_then(|v| v.parse().ok()).unwrap_or(35);
    let mut dice = Dice::new(20_260_101);
    let mut made = Vec::new();
    for row in rows.iter().filter(|row| row.corpus != "multiner-lk" && row.text.len() < 1000) {
        let named = row.names.iter().any(|name| name.2 < 3);
        if named && dice.chance(swap) {
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

fn pick(list: &[String], dice: &mut Dice) -> String {
    list[dice.roll(list.len())].clone()
}

fn one<'a>(list: &[&'a str], dice: &mut Dice) -> &'a str {
    list[dice.roll(list.len())]
}

/// A full name, as several parts of the world write them.
fn person(lists: &Lists, dice: &mut Dice) -> String {
    const FAMILIES: [&str; 24] = [
        "Kim", "Lee", "Park", "Choi", "Jung", "Kang", "Yoon", "Chen", "Wang", "Li", "Zhang", "Liu",
        "Lin", "Huang", "Wu", "Xu", "Zhao", "Tsai", "Nguyen", "Tran", "Chan", "Wong", "Tan", "Ng",
    ];
    const SYLLABLES: [&str; 30] = [
        "jae", "hyun", "min", "seok", "young", "ho", "ji", "soo", "kyung", "won", "ming", "wei",
        "jun", "hua", "li", "ying", "chih", "hsin", "xiao", "yan", "mei", "jin", "tao", "bo",
        "seung", "dong", "chul", "woo", "wen", "yi",
    ];
    let (given, surname) = (pick(&lists.given, dice), pick(&lists.surnames, dice));
    match dice.roll(12) {
        0 => format!("{given} {} {surname}", pick(&lists.given, dice)),
        1 => format!("{given} {surname} {}", pick(&lists.surnames, dice)),
        2 => {
            format!("{given} {}. {surname}", pick(&lists.given, dice).chars().next().unwrap_or('J'))
        }
        3 => format!("{given} {}{surname}", one(&["al-", "Al-", "el-", "Al "], dice)),
        4 => format!(
            "{given} {} {}",
            one(&["bin", "bin", "ibn", "Abu", "Abdul", "van", "de", "von", "da", "del"], dice),
            surname
        ),
        5 => format!("{given} {surname}-{}", pick(&lists.surnames, dice)),
        6 | 7 => {
            let (a, b) = (one(&SYLLABLES, dice), one(&SYLLABLES, dice));
            let family = one(&FAMILIES, dice);
            let first = capital(a);
            match dice.roll(3) {
                0 => format!("{family} {first}-{b}"),
                1 => format!("{family} {first}{b}"),
                _ => format!("{family} {first} {}", capital(b)),
            }
        }
        _ => format!("{given} {surname}"),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// An organisation.
fn body(lists: &Lists, dice: &mut Dice) -> String {
    const THINGS: [&str; 40] = [
        "Health",
        "Education",
        "Foreign Affairs",
        "Finance",
        "Agriculture",
        "Transport",
        "Energy",
        "Defense",
        "Justice",
        "Interior",
        "Labor",
        "Trade",
        "Tourism",
        "Fisheries",
        "Environment",
        "Science and Technology",
        "Women's Affairs",
        "Culture",
        "Sports",
        "Public Works",
        "Water",
        "Telecommunications",
        "Human Rights",
        "Statistics",
        "Housing",
        "Immigration",
        "Mines",
        "Rural Development",
        "Civil Aviation",
        "Information",
        "Commerce",
        "Engineers",
        "Journalists",
        "Teachers",
        "Medical Research",
        "Space Research",
        "Electoral",
        "Security",
        "Youth",
        "Election",
    ];
    const HEADS: [&str; 16] = [
        "Ministry of",
        "Department of",
        "Ministry for",
        "Institute of",
        "Bureau of",
        "Committee on",
        "Council of",
        "Association of",
        "Center for",
        "Federation of",
        "Commission on",
        "Office of",
        "Union of",
        "Academy of",
        "Agency for",
        "Board of",
    ];
    const TAILS: [&str; 44] = [
        "Group",
        "Holdings",
        "Inc.",
        "Corp.",
        "Corporation",
        "Ltd",
        "Bank",
        "University",
        "College",
        "Airlines",
        "Energy",
        "Motors",
        "Industries",
        "Foundation",
        "Institute",
        "Hospital",
        "Times",
        "Post",
        "News",
        "Herald",
        "Daily",
        "Media",
        "Records",
        "Pictures",
        "Systems",
        "Technologies",
        "Capital",
        "Partners",
        "Insurance",
        "Telecom",
        "Oil",
        "Petroleum",
        "Steel",
        "Mining",
        "Party",
        "Council",
        "City Council",
        "Police",
        "High School",
        "Museum",
        "United",
        "FC",
        "Club",
        "Center",
    ];
    const KINDS: [&str; 20] = [
        "Party",
        "Front",
        "Movement",
        "Alliance",
        "Union",
        "Congress",
        "League",
        "Coalition",
        "Liberation Army",
        "Liberation Front",
        "Commission",
        "Authority",
        "Council",
        "Agency",
        "Association",
        "Committee",
        "Bank",
        "Assembly",
        "Corporation",
        "Service",
    ];
    const SORTS: [&str; 20] = [
        "National",
        "Democratic",
        "People's",
        "Liberal",
        "Socialist",
        "United",
        "Progressive",
        "Islamic",
        "Popular",
        "Revolutionary",
        "Federal",
        "Central",
        "Royal",
        "International",
        "Independent",
        "Republican",
        "Christian",
        "Workers'",
        "Public",
        "Supreme",
    ];
    let city = pick(&lists.cities, dice);
    let surname = pick(&lists.surnames, dice);
    match dice.roll(12) {
        0 | 1 => format!("{} {}", one(&HEADS, dice), one(&THINGS, dice)),
        2 => {
            format!("{} {} {}", pick(&lists.countries, dice), one(&THINGS, dice), one(&KINDS, dice))
        }
        3 => format!("University of {city}"),
        4 | 5 => format!("{surname} {}", one(&TAILS, dice)),
        6 => format!("{city} {}", one(&TAILS, dice)),
        7 => format!("{surname} & {}", pick(&lists.surnames, dice)),
        8 => format!("{} {} {}", one(&SORTS, dice), one(&SORTS, dice), one(&KINDS, dice)),
        9 => format!("{} {}", one(&SORTS, dice), one(&KINDS, dice)),
        10 => (0..3 + dice.roll(2)).map(|_| (b'A' + dice.roll(26) as u8) as char).collect(),
        _ => format!("{city} {} {}", one(&THINGS, dice), one(&KINDS, dice)),
    }
}

/// A place that is no town.
fn place(lists: &Lists, dice: &mut Dice) -> String {
    const TAILS: [&str; 26] = [
        "River",
        "Province",
        "Island",
        "Islands",
        "Airport",
        "Bridge",
        "Street",
        "Road",
        "Avenue",
        "Valley",
        "District",
        "County",
        "State",
        "Bay",
        "Stadium",
        "Square",
        "Park",
        "Beach",
        "Port",
        "Palace",
        "Prison",
        "International Airport",
        "Hills",
        "Desert",
        "Region",
        "Mountains",
    ];
    const HEADS: [&str; 12] = [
        "Lake", "Mount", "Port", "San", "Santa", "New", "North", "South", "East", "West", "Fort",
        "Cape",
    ];
    let own = if dice.chance(50) { pick(&lists.cities, dice) } else { pick(&lists.surnames, dice) };
    if dice.chance(70) {
        format!("{own} {}", one(&TAILS, dice))
    } else {
        format!("{} {own}", one(&HEADS, dice))
    }
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

/// Lines as the wires print results: a town's name is its team, a country in brackets is one.
/// The training text has none of them.
pub fn results(lists: &Lists) -> Vec<Row> {
    const LINES: [&str; 30] = [
        "$T 2 $T 1",
        "$T 0 $T 0",
        "$t 3 $t 1",
        "$t 14 9 3 2 31 12 30",
        "$t 1 ( $P 34 ) $t 2 ( $P 12 , $P 71 )",
        "SOCCER - $TU BEAT $TU 3-1 IN FIRST LEG .",
        "BASKETBALL - $TU HOLD OFF $TU .",
        "ICE HOCKEY - $TU SIGN $PU .",
        "SOCCER - $CU DRAW 1-1 WITH $CU IN FRIENDLY .",
        "TENNIS - $PU INTO FINAL IN $LU .",
        "CYCLING - $PU WINS STAGE IN $CU .",
        "1. $P ( $C ) 2:04.31",
        "2 - $P ( $C ) beat $P ( $C ) 6-4 6-2",
        "$P ( $C ) beat 3 - $P ( $C ) 7-6 ( 7-4 ) 6-3",
        "1. $P , $C , 38.45 points",
        "$P $C 69 71 70",
        "71 $P , $P , $P ( $C ) , $P",
        "$t at $t",
        "$T AT $T",
        "$t , who lost at $t last week , are third .",
        "$t beat $t 2-0 on Saturday with goals from $P and $P .",
        "$t manager $P said his team had played well against $t .",
        "$t have signed $P from $t for an undisclosed fee .",
        "Striker $P scored twice as $t beat $t 4-1 .",
        "Leading scorers : 9 - $P ( $t ) , 8 - $P ( $t )",
        "$L $D",
        "$C 1 ( $P 65 ) $C 0 . Halftime 0-0 . Attendance : 12,400",
        "$C - $P , $P , $P , $P .",
        "Results of first division matches played in $L on Sunday :",
        "c $P b $P 23",
    ];
    let mut dice = Dice::new(77);
    let mut made = Vec::new();
    for _ in 0..60 {
        for line in LINES {
            made.push(filled(line, lists, &mut dice));
        }
    }
    made
}

fn filled(line: &str, lists: &Lists, dice: &mut Dice) -> Row {
    let mut row = Row {
        corpus: "results".into(),
        text: String::new(),
        names: Vec::new(),
        weight: 0.3,
        open: true,
        fold: 0,
    };
    for word in line.split(' ') {
        if !row.text.is_empty()
            && !matches!(word, "," | "." | ")" | ":")
            && !row.text.ends_with('(')
        {
            row.text.push(' ');
        }
        let mut front = |list: &[String]| {
            // The front of a list is better known.
            let most = if dice.chance(50) { 300 } else { list.len() };
            list[dice.roll(most.min(list.len()))].clone()
        };
        let (name, sort) = match word.get(..2) {
            Some("$T" | "$t") => (front(&lists.cities), 1),
            Some("$L") => (front(&lists.cities), 2),
            Some("$C") => (front(&lists.countries), 2),
            Some("$P") => {
                let surname = front(&lists.surnames);
                match dice.roll(3) {
                    0 => (surname, 0),
                    1 => (
                        format!(
                            "{}. {surname}",
                            pick(&lists.given, dice).chars().next().unwrap_or('J')
                        ),
                        0,
                    ),
                    _ => (person(lists, dice), 0),
                }
            }
            Some("$D") => ("1998-04-12".to_owned(), 9),
            _ => (word.to_owned(), 9),
        };
        let shout = word.ends_with('U') && word.starts_with('$') || word == "$T" && dice.chance(50);
        let from = row.text.len();
        row.text.push_str(&if shout { name.to_uppercase() } else { name });
        if sort < 9 {
            row.names.push((from, row.text.len(), sort));
        }
    }
    row
}
