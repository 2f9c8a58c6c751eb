//! Invented names, from the lists and from words that stand in names: persons as several
//! parts of the world write them, bodies, places.

use crate::lists::Lists;
use crate::vary::Dice;

pub fn pick(list: &[String], dice: &mut Dice) -> String {
    list[dice.roll(list.len())].clone()
}

pub fn one<'a>(list: &[&'a str], dice: &mut Dice) -> &'a str {
    list[dice.roll(list.len())]
}

/// A full name, as several parts of the world write them.
pub fn person(lists: &Lists, dice: &mut Dice) -> String {
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
pub fn body(lists: &Lists, dice: &mut Dice) -> String {
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
pub fn place(lists: &Lists, dice: &mut Dice) -> String {
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
