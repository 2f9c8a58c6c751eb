//! Archives and queries made by chance, for what is held to the reference.
//!
//! Small and of few words, so that everything collides with everything. The same seed makes the
//! same ones.

use crate::archive::message::{Facets, Request, Sort};
use crate::archive::parse::tests::Random;
use crate::archive::query::Query;
use crate::archive::range::DateRange;
use crate::bundle::{Article, Author, Bundle, Entity, EntityType, Event, EventEntity, Mark, Time};

const WORDS: [&str; 66] = [
    "port",
    "ports",
    "ported",
    "Porting",
    "portal",
    "Portée",
    "ice",
    "ICE",
    "iced",
    "S-400",
    "400",
    "don’t",
    "don",
    "t",
    "l’Iran",
    "Iran's",
    "Téhéran",
    "Te\u{301}he\u{301}ran",
    "sanction",
    "Sanctions",
    "sanctioned",
    "sanctioning",
    "sanctionable",
    "inspection",
    "inspect",
    "Inspectors",
    "negotiation",
    "negotiate",
    "Haus",
    "Häuser",
    "Hause",
    "national",
    "nationaux",
    "nationale",
    "Abkommens",
    "Abkommen",
    "mais",
    "mai",
    "news",
    "new",
    "x",
    "x",
    "the",
    "the",
    "the",
    "of",
    "3.5",
    "½",
    "naïve",
    "京都",
    "東京都",
    "北京市",
    "京",
    "都",
    "ok",
    "日本語",
    "々",
    "人々",
    "санкции",
    "санкций",
    "договор",
    "한국어",
    "हिन्दी",
    "harbour",
    "harbours",
    "harbor",
];

const ENTITIES: [(&str, EntityType, &str, &[&str]); 4] = [
    ("rask", EntityType::Person, "Jonna Rask", &["Raskine", "J. Rask-Port"]),
    ("nha", EntityType::Organisation, "Northern Harbour Authority", &["NHA"]),
    ("japan", EntityType::Country, "日本", &["Japan"]),
    ("port", EntityType::Place, "Port of Ice", &[]),
];

/// Some words as a text: separated by what separates words, or by nothing.
fn words(random: &mut Random, most: usize) -> String {
    let mut text = String::new();
    for _ in 0..random.below(most + 1) {
        text.push_str(random.pick(&WORDS));
        text.push_str(random.pick(&[" ", " ", " ", " ", ", ", "\n\n", "-", "", "’", ". "]));
    }
    text
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

const DATES: [&str; 12] = [
    "",
    "",
    "soon",
    "2023-12-31",
    "2023-12-31T23:59:59Z",
    "2024-01-01",
    "2024-01-01T06:00:00Z",
    "2024-01-01T06:00:00Z",
    "2024-02-29T10:00:00+02:00",
    "2025-07-04",
    "1999-05-05",
    "0987-01-01",
];
const TIMES: [&str; 8] = [
    "2018",
    "2018-03-04/2018-05",
    "2024-01-05",
    "2020/..",
    "../2019-02",
    "1999-05",
    "never",
    "2018~",
];

fn article(random: &mut Random, number: usize, longest: usize) -> Article {
    let title = words(random, 5);
    let mut item = Article {
        id: number.to_string(),
        title: (random.below(8) > 0).then_some(title),
        date_published: some(random.pick(&DATES)),
        content_text: words(random, longest),
        ..Article::default()
    };
    if random.below(3) == 0 {
        item.summary = Some(words(random, 4));
    }
    let tag = |random: &mut Random| {
        random.pick(&["Oil", "oil", "Öl  gas", "gas", "ports", "", "東京"]).to_owned()
    };
    item.tags = (0..random.below(4)).map(|_| tag(random)).collect();
    let author = |random: &mut Random| Author {
        name: some(random.pick(&["", "Jonna Rask", "J. Port", "jonna rask", "Kō Ishi"])),
        ..Author::default()
    };
    item.authors = (0..random.below(3)).map(|_| author(random)).collect();
    item.language = some(random.pick(&["", "en", "en", "en-GB", "de", "fr", "ja", "ru"]));
    let ext = &mut item.dateline;
    ext.source = some(random.pick(&["", "Coast Courier", "Der Bote", "The Ice", "coast  courier"]));
    ext.issued = some(random.pick(&["", "", "2024-02", "2024-01-01/2024-01-09", "2022?"]));
    for _ in 0..random.below(3) {
        let time = Time { value: some(random.pick(&TIMES)), ..Time::default() };
        ext.marks.push(Mark {
            entity: some(random.pick(&["", "rask", "nha", "japan", "ghost", " "])),
            time: (random.below(2) == 0).then(|| Box::new(time)),
            ..Mark::default()
        });
    }
    if random.below(4) == 0 {
        ext.events.push(Event {
            when: some(random.pick(&TIMES)),
            entities: vec![EventEntity::Id(random.pick(&["rask", "port"]).to_owned())],
            ..Event::default()
        });
    }
    item
}

/// A small archive.
pub(super) fn archive(random: &mut Random) -> Bundle {
    let mut bundle = Bundle::new("Generated");
    bundle.language = some(random.pick(&["", "", "en", "nl"]));
    let entity = |(id, kind, name, aliases): &(&str, EntityType, &str, &[&str])| Entity {
        id: (*id).to_owned(),
        kind: *kind,
        name: (*name).to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        same_as: Vec::new(),
        more: Default::default(),
    };
    bundle.dateline.entities = ENTITIES.iter().map(entity).collect();
    let longest = [3, 12, 60][random.below(3)];
    for number in 0..[0, 1, 5, 30][random.below(4)] {
        let mut item = article(random, number, longest);
        // Now and then one that was there before, under another name.
        if number > 0 && random.below(6) == 0 {
            let id = std::mem::take(&mut item.id);
            item = Article { id, ..bundle.items[random.below(number)].clone() };
        }
        bundle.items.push(item);
    }
    bundle
}

/// A word as somebody may write it who is in a hurry.
fn hurried(random: &mut Random, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    match random.below(12) {
        0 | 1 => letters.truncate(1 + random.below(letters.len())),
        2 | 3 => {
            for _ in 0..=random.below(2) {
                let at = random.below(letters.len());
                match random.below(4) {
                    0 if letters.len() > 1 => drop(letters.remove(at)),
                    1 => letters.insert(at, 'o'),
                    2 if at > 0 => letters.swap(at - 1, at),
                    _ => letters[at] = 'z',
                }
            }
        }
        4 => letters.push('*'),
        5 => {
            letters.truncate(2);
            letters.push('*');
        }
        _ => {}
    }
    letters.into_iter().collect()
}

const FILTERS: [&str; 38] = [
    "tag:oil",
    "tag:Gas",
    "tag:\"Öl gas\"",
    "tag:none",
    "tag:o",
    "source:\"Coast Courier\"",
    "source:bote",
    "source:ice",
    "source:nobody",
    "lang:en",
    "lang:en-GB",
    "lang:fr",
    "lang:xx",
    "author:rask",
    "author:\"Jonna Rask\"",
    "author:j",
    "entity:rask",
    "entity:Jonna",
    "entity:nha",
    "entity:\"northern harbour\"",
    "entity:日本",
    "entity:日",
    "entity:ghost",
    "entity:rask-port",
    "type:person",
    "type:place",
    "type:event",
    "date:2024",
    "date:2023-12..2024-01",
    "date:2024-01..",
    "date:..2023",
    "date:undated",
    "date:0987",
    "about:2018",
    "about:..2018",
    "about:2019..",
    "about:2024-01-05",
    "about:1066",
];

/// A query as text.
pub(super) fn query(random: &mut Random, bundle: &Bundle, depth: usize) -> String {
    let mut text = String::new();
    for _ in 0..1 + random.below(if depth == 0 { 4 } else { 3 }) {
        text.push_str(random.pick(&["", "", "", "", "-", "NOT "]));
        let word = random.pick(&WORDS);
        match random.below(12) {
            0..=4 => text.push_str(&hurried(random, word)),
            5 => {
                let row = words(random, 3);
                text.push_str(&format!("\"{}\"", row.trim()));
            }
            // What is really there, from the middle of a text.
            6 if !bundle.items.is_empty() => {
                let item = &bundle.items[random.below(bundle.items.len())];
                let all: Vec<&str> = item.content_text.split_whitespace().collect();
                let at = random.below(all.len() + 1);
                let row = all[at..(at + 1 + random.below(3)).min(all.len())].join(" ");
                text.push_str(&format!("\"{row}\""));
            }
            7 => text.push_str(&format!("title:{}", hurried(random, word))),
            8 if depth < 3 => text.push_str(&format!("({})", query(random, bundle, depth + 1))),
            9 => text.push_str(random.pick(&["—", "()", "\"\"", "port-ice", "京都 ok"])),
            _ => text.push_str(random.pick(&FILTERS)),
        }
        text.push_str(random.pick(&[" ", " ", " ", " OR ", " AND "]));
    }
    text
}

pub(super) fn request(random: &mut Random, query: Query) -> Request {
    let mut request = Request::new(query);
    request.sort = Sort::ALL[random.below(3)];
    if random.below(2) == 0 {
        request.limit = [0, 1, 3, 100][random.below(4)];
        request.few = [0, 0, 2, 6, usize::MAX][random.below(5)];
        request.offset = [0, 0, 1, 4, usize::MAX][random.below(5)];
        request.bins = [0, 1, 7, 40, 60][random.below(5)];
        let span = ["", "", "2018", "2019-03..", "..2020", "1900..2100", "2024-02-29"];
        request.span = DateRange::parse(random.pick(&span)).ok();
        request.tree = random.below(2) == 0;
        request.zeros = random.below(2) == 0;
        request.values = [0, 1, 2, 50][random.below(4)];
        request.whole = Facets::FIELDS.into_iter().filter(|_| random.below(3) == 0).collect();
    }
    request
}
