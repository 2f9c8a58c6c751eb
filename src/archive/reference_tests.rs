//! An engine against the reference, on generated archives and queries, for every operator.
//!
//! The archives are small and of few words, so that everything collides with everything: forms
//! of words in several languages, beginnings, slips of the finger, scripts without spaces,
//! accents, headlines, duplicates, articles without a date. A failure names its case: the
//! number of the seed, and the query.

use crate::archive::highlight::Highlighter;
use crate::archive::message::{
    Answer, Bar, FacetValue, Facets, Hit, Request, Sort, Spelling, Unit,
};
use crate::archive::parse::tests::Random;
use crate::archive::query::{Query, Term};
use crate::archive::range::DateRange;
use crate::archive::reference::{Reference, Told, leaves, slips};
use crate::bundle::civil::{Date, DayNumber};
use crate::bundle::{Article, Author, Bundle, Entity, EntityType, Event, EventEntity, Mark, Time};
use std::sync::Arc;

/// Scores that differ by less than this part are one: engines may count in other precision.
const SAME: f64 = 1e-4;

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

/// Something that answers requests about one archive.
type Engine<'b> = Box<dyn FnMut(&Request) -> Answer + 'b>;

/// Holds an engine to the reference, on so many archives and queries on each.
fn hold(seed: u64, archives: usize, queries: usize, engine: impl Fn(&Bundle) -> Engine<'_>) {
    let mut random = Random(seed);
    // How many answers had what may go wrong: found some, ranked some, advised, spelled.
    let mut seen = [0; 4];
    for _ in 0..archives {
        let case = random.0;
        let bundle = archive(&mut random);
        let reference = Reference::new(&bundle);
        let mut engine = engine(&bundle);
        for _ in 0..queries {
            let text = query(&mut random, &bundle, 0);
            let request = request(&mut random, Query::parse(&text));
            let answer = engine(&request);
            let told = format!("archive {case}, {text:?}, {:?}", request.sort);
            compare(&reference, &request, &answer, &told);
            let ranked = request.sort == Sort::Relevance && answer.hits.len() > 2;
            let has = [answer.total > 0, ranked, !answer.advice.is_empty()];
            let spelled = answer.total > 0 && !answer.spellings.is_empty();
            has.into_iter().chain([spelled]).zip(&mut seen).for_each(|(has, count)| {
                *count += usize::from(has);
            });
        }
    }
    let all = archives * queries;
    let often = seen.iter().zip([all / 4, all / 40, all / 50, all / 200]);
    assert!(often.into_iter().all(|(count, least)| *count > least), "{seen:?} of {all}");
}

fn compare(reference: &Reference, request: &Request, answer: &Answer, told: &str) {
    let expected = reference.answer(request);
    let all: Vec<usize> = (0..reference.articles.len()).collect();
    let matching: Vec<usize> = expected.order.iter().map(|(at, _)| *at).collect();
    let undated = |articles: &[usize]| {
        articles.iter().filter(|at| reference.articles[**at].published.is_none()).count()
    };
    assert_eq!(answer.total, matching.len(), "{told}: total");
    assert_eq!((answer.articles, answer.searched), (all.len(), all.len()), "{told}");
    assert_eq!(answer.undated, undated(&matching), "{told}: undated");
    compare_order(request, &expected, &answer.hits, told);
    let bare = request.is_bare();
    if !bare {
        compare_facets(request, &expected, answer, told);
        compare_problems(request, &expected, answer, told);
    }
    compare_spellings(&expected, answer, told);
    compare_painting(reference, request, answer, told);
    assert_eq!(answer.advice, expected.advice, "{told}: advice");
    if request.tree {
        compare_tree(reference, &expected, answer, told);
    }
    if request.bins > 0 {
        let (bars, limit) = (&answer.histogram.bars, request.bins);
        lined_up(bars, answer.histogram.unit, answer.histogram.step, limit, told);
        for bar in bars {
            let within = |articles| reference.within(articles, bar.range.from(), bar.range.to());
            assert_eq!(bar.count, within(&matching), "{told}: {}", bar.range);
            assert_eq!(bar.total, within(&all), "{told}: {}", bar.range);
        }
        let dated = all.len() - undated(&all);
        let whole = request.span.is_none()
            && leaves(&request.query.clauses, true).iter().all(|(clause, _)| !clause.is_date());
        if let Some(window) = request.span.filter(|_| limit > 0) {
            let covers = |day: Date| bars.iter().any(|bar| bar.range.contains(day));
            let ends = [window.from(), window.to()].into_iter().flatten();
            assert!(bars.is_empty() || ends.into_iter().any(covers), "{told}: {window}");
        }
        let count: usize = bars.iter().map(|bar| bar.total).sum();
        assert!(!whole || count == dated || limit == 0, "{told}: {count} of {dated}");
        compare_described(reference, request, &matching, answer, told);
    }
}

/// The hits are those of the reference at these places, but for scores too near to tell.
fn compare_order(request: &Request, expected: &Told, hits: &[Hit], told: &str) {
    let order = &expected.order;
    let start = request.offset.min(order.len());
    let end = start.saturating_add(request.limit).min(order.len());
    assert_eq!(hits.len(), end - start, "{told}: hits");
    for (hit, (place, (article, score))) in hits.iter().zip(order.iter().enumerate().skip(start)) {
        let same = |other: f64| (score - other).abs() <= SAME * score.max(other);
        let other = |at: usize| expected.made_of[at] != expected.made_of[*article];
        let near = order.iter().filter(|(at, own)| other(*at) && same(*own)).count();
        if request.sort != Sort::Relevance || near == 0 {
            assert_eq!(hit.article, *article, "{told}: at {place}, of {order:?}");
        }
        let own = order.iter().find(|(at, _)| *at == hit.article).map(|(_, own)| *own);
        let fits = own.is_some_and(|own| request.sort != Sort::Relevance || same(own));
        assert!(fits, "{told}: at {place} {article} {score}, not {} {own:?}", hit.article);
        let twice = hits.iter().filter(|other| other.article == hit.article).count();
        assert_eq!(twice, 1, "{told}: {}", hit.article);
    }
}

fn compare_facets(request: &Request, expected: &Told, answer: &Answer, told: &str) {
    if request.values == 0 && request.whole.is_empty() {
        return;
    }
    for (field, all) in Facets::FIELDS.into_iter().zip(&expected.facets) {
        let absent =
            all.iter().filter(|value| value.chosen && value.count == 0 && value.kind.is_none());
        let most = if request.whole.contains(&field) { usize::MAX } else { request.values };
        // Where values without articles are not wanted, some may be listed all the same.
        let wanted = |value: &&FacetValue| {
            request.zeros || value.count > 0 || value.chosen || value.excluded
        };
        let named = |value: &FacetValue| value.chosen || value.excluded;
        let listed = all.iter().enumerate().filter(|(at, value)| *at < most || named(value));
        let listed: Vec<_> = listed.map(|(_, value)| value).filter(wanted).collect();
        let found: Vec<_> = answer.facets.of(field).iter().filter(wanted).collect();
        assert_eq!(found, listed, "{told}: {}", field.word());
        let own = all.len() - absent.count();
        let count = answer.facets.all_of(field);
        assert!(own <= count && count <= all.len(), "{told}: {} of {}", count, field.word());
    }
}

fn compare_problems(request: &Request, expected: &Told, answer: &Answer, told: &str) {
    let own = request.query.problems.iter().map(|problem| problem.words.clone());
    let words: Vec<String> = own.chain(expected.absent.clone()).collect();
    let found: Vec<String> = answer.problems.iter().map(|problem| problem.words.clone()).collect();
    assert_eq!(found, words, "{told}: problems");
}

fn compare_spellings(expected: &Told, answer: &Answer, told: &str) {
    let words: Vec<&String> = expected.fixes.iter().map(|(word, _)| word).collect();
    let found: Vec<&String> = answer.spellings.iter().map(|spelling| &spelling.word).collect();
    assert_eq!(found, words, "{told}: spellings");
    for (spelling, (_, fixes)) in answer.spellings.iter().zip(&expected.fixes) {
        assert_eq!(spelling.found.len(), fixes.len().min(5), "{told}: {spelling:?}, {fixes:?}");
        for (word, (_, count)) in spelling.found.iter().zip(fixes) {
            let own = fixes.iter().find(|(other, _)| other == word);
            assert_eq!(own.map(|(_, count)| count), Some(count), "{told}: {spelling:?}, {fixes:?}");
        }
    }
}

/// What was found is painted in every row, other forms and spellings included.
fn compare_painting(reference: &Reference, request: &Request, answer: &Answer, told: &str) {
    let fix = |spelling: &Spelling| {
        let found = spelling.found.iter().map(|word| (word.clone(), 1)).collect();
        (spelling.word.clone(), found)
    };
    let fixes: Vec<_> = answer.spellings.iter().map(fix).collect();
    for hit in &answer.hits {
        let (title, text) = reference.has_words_in(&request.query, hit.article, &fixes);
        // Without a headline, the beginning of the text stands in its place.
        assert!(!title || !hit.title_hits.is_empty(), "{told}: {hit:?}");
        assert!(!text || !hit.snippet.hits.is_empty(), "{told}: {hit:?}");
    }
}

fn compare_tree(reference: &Reference, expected: &Told, answer: &Answer, told: &str) {
    let free = &expected.but_date;
    let undated = free.iter().filter(|at| reference.articles[**at].published.is_none()).count();
    assert_eq!(answer.dates.undated, undated, "{told}: undated");
    let mut days: Vec<Date> =
        reference.articles.iter().filter_map(|article| Some(article.published?.date)).collect();
    days.sort_unstable();
    days.dedup();
    let mut listed = Vec::new();
    for year in &answer.dates.years {
        let months = year.months.iter().map(|month| month.count);
        assert_eq!(year.count, months.sum::<usize>(), "{told}: {}", year.year);
        for month in &year.months {
            assert_eq!(month.count, month.days.iter().map(|day| day.1).sum::<usize>(), "{told}");
            for (day, count) in &month.days {
                let day = Date::new(year.year, month.month, *day).unwrap();
                let within = reference.within(free, Some(day), Some(day));
                assert_eq!(*count, within, "{told}: {day}");
                listed.push(day);
            }
        }
    }
    assert_eq!(listed, days, "{told}: days");
}

/// The bars follow each other without a gap, are of their unit, and no more than wanted.
fn lined_up(bars: &[Bar], unit: Unit, step: usize, most: usize, told: &str) {
    assert!(bars.len() <= most, "{told}: {} bars", bars.len());
    let day = |date: Option<Date>| date.unwrap().day_number();
    for bar in bars {
        let (from, to) = (bar.range.from().unwrap(), bar.range.to().unwrap());
        let years = usize::try_from(to.year - from.year + 1).unwrap();
        let whole = match unit {
            Unit::Day => from == to && step == 1,
            Unit::Month => Some(bar.range) == DateRange::month(from.year, from.month) && step == 1,
            Unit::Year => Some(bar.range) == DateRange::years(from.year, to.year) && years == step,
        };
        assert!(whole, "{told}: {} is no {unit:?}", bar.range);
    }
    for pair in bars.windows(2) {
        assert_eq!(day(pair[0].range.to()) + 1, day(pair[1].range.from()), "{told}");
    }
}

/// An article counts in every bar that a time of its touches. What lies outside of the days
/// asked for may or may not count in a bar that reaches past them.
fn compare_described(
    reference: &Reference,
    request: &Request,
    matching: &[usize],
    answer: &Answer,
    told: &str,
) {
    let bars = &answer.described.bars;
    lined_up(bars, answer.described.unit, answer.described.step, request.bins, told);
    let closed =
        |time: &&(DayNumber, DayNumber)| time.0 > DayNumber::MIN && time.1 < DayNumber::MAX;
    let times = || reference.articles.iter().flat_map(|article| &article.times).filter(closed);
    let asked = request.query.clauses.iter().find_map(|clause| match clause.term {
        Term::About(range) if !clause.negated => Some(range),
        _ => None,
    });
    let asked = request.span.or(asked);
    let usual = times().map(|time| time.0).min().zip(times().map(|time| time.1).max());
    let number = |date: Option<Date>| date.map(|date| date.day_number());
    let from = asked.and_then(|range| number(range.from())).or(match asked {
        Some(_) => usual.map(|usual| usual.0).or(asked.and_then(|range| number(range.to()))),
        None => usual.map(|usual| usual.0),
    });
    let to = asked.and_then(|range| number(range.to())).or(match asked {
        Some(_) => usual.map(|usual| usual.1).or(asked.and_then(|range| number(range.from()))),
        None => usual.map(|usual| usual.1),
    });
    let Some((from, to)) = from.zip(to).map(|(from, to)| (from, to.max(from))) else {
        assert!(bars.is_empty(), "{told}: {bars:?}");
        return;
    };
    assert!(!bars.is_empty(), "{told}: no bars");
    for bar in bars {
        let (first, last) = (number(bar.range.from()).unwrap(), number(bar.range.to()).unwrap());
        let (first, last) = (first.max(from), last.min(to));
        let touches = |at: &&usize| {
            let times = &reference.articles[**at].times;
            times.iter().any(|time| time.0 <= last && time.1 >= first)
        };
        let all: Vec<usize> = (0..reference.articles.len()).collect();
        assert_eq!(bar.count, matching.iter().filter(touches).count(), "{told}: {}", bar.range);
        assert_eq!(bar.total, all.iter().filter(touches).count(), "{told}: {}", bar.range);
    }
    let ends = bars.first().and_then(|bar| number(bar.range.from())).unwrap() <= from
        && bars.last().and_then(|bar| number(bar.range.to())).unwrap() >= to;
    assert!(ends, "{told}: from {from} to {to}");
}

/// The index, with whole rows.
fn index(bundle: &Bundle) -> Engine<'_> {
    let engine = crate::archive::engine::Engine::new(Arc::new(bundle.clone()));
    Box::new(move |request| engine.answer(request))
}

#[test]
fn the_index_answers_as_the_definitions_say() {
    hold(3, 60, 20, index);
}

#[test]
fn one_character_of_a_script_without_spaces_finds_all_that_have_it() {
    let mut bundle = Bundle::new("");
    for text in ["人々の声", "ｱｲｳ", "ไม่ดี", "none"] {
        bundle.items.push(Article { content_text: text.to_owned(), ..Article::default() });
    }
    let reference = Reference::new(&bundle);
    let mut engine = index(&bundle);
    for (text, found) in
        [("々", 1), ("声", 1), ("人々", 1), ("\"々\"", 1), ("ｲ", 1), ("ม", 1), ("日", 0)]
    {
        let request = Request::new(Query::parse(text));
        let answer = engine(&request);
        assert_eq!(answer.total, found, "{text}");
        compare(&reference, &request, &answer, text);
    }
}

/// Run with `--ignored --release` and `DATELINE_SEED`, before a change of the engine goes in.
#[test]
#[ignore = "takes minutes"]
fn the_index_answers_as_the_definitions_say_on_many_thousands() {
    let seed = std::env::var("DATELINE_SEED").ok().and_then(|seed| seed.parse().ok());
    hold(seed.unwrap_or(11), 4_000, 30, index);
}

#[test]
fn what_is_painted_is_what_was_found() {
    let mut random = Random(5);
    for _ in 0..60 {
        let bundle = archive(&mut random);
        let reference = Reference::new(&bundle);
        let languages = reference.languages();
        for _ in 0..20 {
            let text = query(&mut random, &bundle, 0);
            let query = Query::parse(&text);
            let fixes = reference.answer(&Request::new(query.clone())).fixes;
            let spelling = |(word, found): &(String, Vec<(String, usize)>)| Spelling {
                word: word.clone(),
                found: found.iter().map(|(word, _)| word.clone()).collect(),
            };
            let spellings: Vec<Spelling> = fixes.iter().map(spelling).collect();
            let highlighter = Highlighter::with(&query, languages, &spellings);
            for (at, item) in bundle.items.iter().enumerate() {
                let (title, body) = reference.has_words_in(&query, at, &fixes);
                let (headline, text) = (item.title.as_deref().unwrap_or(""), &item.content_text);
                assert_eq!(
                    !highlighter.in_title(headline).is_empty(),
                    title,
                    "{query}: {headline}"
                );
                assert_eq!(!highlighter.in_text(text).is_empty(), body, "{query}: {text}");
            }
        }
    }
}

#[test]
fn a_slip_is_a_letter_too_many_too_few_another_one_or_two_swapped() {
    for (a, b, expected) in [
        ("sanction", "sanction", 0),
        ("sanction", "sanctoin", 1),
        ("sanction", "sanctio", 1),
        ("sanction", "saanction", 1),
        ("sanction", "sanktion", 1),
        ("sanction", "asnctoin", 2),
        ("ab", "bca", 3),
        ("京都", "東京", 2),
        ("", "ab", 2),
    ] {
        assert_eq!((slips(a, b), slips(b, a)), (expected, expected), "{a} {b}");
    }
}
