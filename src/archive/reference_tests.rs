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
use crate::archive::reference_cases::{archive, query, request};
use crate::bundle::civil::{Date, DayNumber};
use crate::bundle::{Article, Bundle};
use std::sync::Arc;

/// Scores that differ by less than this part are one: engines may count in other precision.
const SAME: f64 = 1e-4;

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
    let whole = order.len() <= request.few;
    let end =
        if whole { order.len() } else { start.saturating_add(request.limit).min(order.len()) };
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

/// The days of a line that leaves out one time in 200 at either end, or one in 50 where it is
/// then a quarter as long.
fn usual(times: &[(DayNumber, DayNumber)]) -> Option<(DayNumber, DayNumber)> {
    let year = |day: DayNumber| Date::from_day_number(day).year;
    let mut years: Vec<i32> = times.iter().map(|time| year(time.0)).collect();
    years.sort_unstable();
    let but = |share: usize| {
        let rare = years.len() / share;
        years.get(rare).copied().zip(years.iter().rev().nth(rare).copied())
    };
    let (nearly, most) = (but(200)?, but(50)?);
    let shorter = (most.1 - most.0 + 1) * 4 <= nearly.1 - nearly.0 + 1;
    let (first, last) = if shorter { most } else { nearly };
    let inside = || times.iter().filter(|time| year(time.0) >= first && year(time.1) <= last);
    inside().map(|time| time.0).min().zip(inside().map(|time| time.1).max())
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
    let usual = usual(&times().copied().collect::<Vec<_>>());
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
