//! The engine against a slow reference that follows the definitions word by word, on
//! generated archives; and how long it takes.

use super::tests::{article, entity, marked};
use super::*;
use crate::archive::fold::fold;
use crate::archive::message::Unit;
use crate::archive::parse::tests::Random;
use crate::archive::query::{Clause, Query, Term};
use crate::archive::range::DateRange;
use crate::bundle::EntityType;

/// The definitions, followed word by word and without haste.
mod reference {
    use super::*;

    /// The folded words of a text (which must have no apostrophes).
    fn words(text: &str) -> Vec<String> {
        let spaced = |c: char| if "京都".contains(c) { format!(" {c} ") } else { c.to_string() };
        let folded: String = fold(text).chars().map(spaced).collect();
        let runs = folded.split(|c: char| !c.is_alphanumeric());
        runs.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    fn in_a_row(text: &str, wanted: &str, whole: bool) -> bool {
        let (words, wanted) = (words(text), words(wanted));
        words.windows(wanted.len().max(1)).any(|window| {
            let same = |(at, (word, wanted)): (usize, (&String, &String))| {
                let prefix = at + 1 == window.len() && !whole;
                if prefix { word.starts_with(wanted.as_str()) } else { word == wanted }
            };
            window.iter().zip(&wanted).enumerate().all(same)
        })
    }

    pub(super) fn values(bundle: &Bundle, article: &Article, field: QueryField) -> Vec<String> {
        let extension = &article.dateline;
        let mentioned: Vec<String> =
            extension.marks.iter().filter_map(|mark| mark.entity.clone()).collect();
        match field {
            QueryField::Title => article.title.iter().cloned().collect(),
            QueryField::Entity => mentioned,
            QueryField::Type => {
                let known = bundle.dateline.entities.iter();
                let own = known.filter(|entity| mentioned.contains(&entity.id));
                own.map(|entity| entity.kind.word().to_owned()).collect()
            }
            QueryField::Tag => article.tags.clone(),
            QueryField::Source => extension.source.iter().cloned().collect(),
            QueryField::Author => article.authors.iter().filter_map(|a| a.name.clone()).collect(),
            QueryField::Language => article.language.iter().cloned().collect(),
        }
    }

    fn term(bundle: &Bundle, article: &Article, term: &Term) -> bool {
        let day = published(article).map(|at| at.date);
        let texts = || {
            let mut texts = vec![article.content_text.clone()];
            texts.extend(article.summary.clone());
            for field in
                [QueryField::Title, QueryField::Source, QueryField::Author, QueryField::Tag]
            {
                texts.extend(values(bundle, article, field));
            }
            texts
        };
        match term {
            Term::Word(text) => texts().iter().any(|own| in_a_row(own, text, false)),
            Term::Phrase(text) => texts().iter().any(|own| in_a_row(own, text, true)),
            Term::Field { field: QueryField::Title, value } => {
                values(bundle, article, QueryField::Title)
                    .iter()
                    .any(|own| in_a_row(own, value, false))
            }
            Term::Field { field, value } => {
                values(bundle, article, *field).iter().any(|own| fold(own) == fold(value))
            }
            Term::Date(range) => day.is_some_and(|day| range.contains(day)),
            Term::Undated => day.is_none(),
            Term::About(_) => unreachable!("not generated"),
            Term::Any(clauses) | Term::All(clauses) => {
                clauses.iter().any(|own| clause(bundle, article, own))
            }
        }
    }

    pub(super) fn clause(bundle: &Bundle, article: &Article, clause: &Clause) -> bool {
        term(bundle, article, &clause.term) != clause.negated
    }

    pub(super) fn matching(bundle: &Bundle, clauses: &[Clause]) -> Vec<usize> {
        let all = bundle.items.iter().enumerate();
        all.filter(|(_, article)| clauses.iter().all(|own| clause(bundle, article, own)))
            .map(|(index, _)| index)
            .collect()
    }
}

/// A small archive of few words, so that everything collides with everything.
fn generated(random: &mut Random) -> Bundle {
    const WORDS: [&str; 12] = [
        "port",
        "ports",
        "Portée",
        "harbour",
        "ice",
        "ICE",
        "S-400",
        "400",
        "Téhéran",
        "x",
        "京都",
        "naïve",
    ];
    let mut bundle = Bundle::new("Generated");
    bundle.dateline.entities = vec![
        entity("a", EntityType::Person, "Person A", &[]),
        entity("b", EntityType::Person, "Person B", &[]),
        entity("c", EntityType::Country, "Country C", &[]),
    ];
    for number in 0..random.below(40) {
        let mut text = |most: usize| {
            let count = random.below(most);
            (0..count)
                .map(|_| random.pick(&WORDS))
                .collect::<Vec<_>>()
                .join(random.pick(&[" ", "\n\n", ", "]))
        };
        let (title, body, summary) = (text(5), text(25), text(4));
        let date = random.pick(&[
            "",
            "soon",
            "2023-12-31",
            "2024-01-01",
            "2024-02-29T10:00:00Z",
            "2025",
            "1999-05-05",
        ]);
        let mut item = article(&number.to_string(), &title, date, &body);
        item.summary = (!summary.is_empty()).then_some(summary);
        item.tags =
            (0..random.below(3)).map(|_| random.pick(&["Oil", "oil", "gas"]).to_owned()).collect();
        let source = random.pick(&["", "Coast Courier", "Der Bote", "The Ice"]);
        item.dateline.source = (!source.is_empty()).then(|| source.to_owned());
        let language = random.pick(&["", "en", "fr"]);
        item.language = (!language.is_empty()).then(|| language.to_owned());
        (0..random.below(3)).for_each(|_| marked(&mut item, random.pick(&["a", "b", "c"])));
        bundle.items.push(item);
    }
    bundle
}

fn generated_query(random: &mut Random) -> Query {
    const CLAUSES: [&str; 30] = [
        "port",
        "ice",
        "hArB",
        "s-400",
        "400",
        "tehe",
        "京",
        "都",
        "x",
        "bote",
        "naive",
        "\"ports\"",
        "\"port ice\"",
        "\"ice x\"",
        "title:port",
        "title:ice",
        "tag:oil",
        "tag:gas",
        "source:\"Coast Courier\"",
        "source:\"Der Bote\"",
        "lang:en",
        "lang:fr",
        "entity:a",
        "entity:c",
        "type:person",
        "date:2024",
        "date:2023-12..2024-01",
        "date:2024-01..",
        "date:..2023",
        "date:undated",
    ];
    let mut text = String::new();
    for _ in 0..random.below(5) {
        text.push_str(random.pick(&["", "", "", "-"]));
        text.push_str(random.pick(&CLAUSES));
        text.push_str(random.pick(&[" ", " ", " ", " OR "]));
    }
    Query::parse(&text)
}

#[test]
fn answers_agree_with_the_definitions() {
    let mut random = Random(3);
    for _ in 0..60 {
        let bundle = generated(&mut random);
        let engine = Engine::new(Arc::new(bundle.clone()));
        for _ in 0..8 {
            let query = generated_query(&mut random);
            compared(&engine, &bundle, &query);
        }
    }
}

fn compared(engine: &Engine, bundle: &Bundle, query: &Query) {
    let answer = engine.answer(&Request { bins: 40, ..Request::new(query.clone()) });
    let expected = reference::matching(bundle, &query.clauses);
    let mut found: Vec<_> = answer.hits.iter().map(|hit| hit.article).collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{query}");
    assert_eq!(answer.total, expected.len(), "{query}");
    let day = |index: usize| published(&bundle.items[index]).map(|at| at.date);
    let undated = |all: &[usize]| all.iter().filter(|&&index| day(index).is_none()).count();
    assert_eq!(answer.undated, undated(&expected), "{query}");

    for field in Facets::FIELDS {
        let others = query
            .clauses
            .iter()
            .filter(|clause| !(field.is_single() && clause.only_field() == Some(field)));
        let others: Vec<Clause> = others.cloned().collect();
        let mut known: Vec<String> = Vec::new();
        for article in &bundle.items {
            known.extend(reference::values(bundle, article, field).iter().map(|v| fold(v)));
        }
        known.sort_unstable();
        known.dedup();
        for value in answer.facets.of(field) {
            let mut clauses = others.clone();
            clauses.push(Clause::field(field, value.value.as_str()));
            let count = reference::matching(bundle, &clauses).len();
            assert_eq!(value.count, count, "{query}: {} {}", field.word(), value.value);
            known.retain(|own| *own != fold(&value.value));
        }
        assert!(known.is_empty(), "{query}: {known:?} not listed");
    }

    let free: Vec<Clause> = query.clauses.iter().filter(|own| !own.is_date()).cloned().collect();
    let free = reference::matching(bundle, &free);
    assert_eq!(answer.dates.undated, undated(&free), "{query}");
    let within = |all: &[usize], range: &DateRange| {
        all.iter().filter(|&&index| day(index).is_some_and(|day| range.contains(day))).count()
    };
    for year in &answer.dates.years {
        let range = DateRange::years(year.year, year.year).unwrap();
        assert_eq!(year.count, within(&free, &range), "{query}");
        for month in &year.months {
            let range = DateRange::month(year.year, month.month).unwrap();
            assert_eq!(month.count, within(&free, &range), "{query}");
            let days: usize = month.days.iter().map(|(_, count)| count).sum();
            assert_eq!(month.count, days, "{query}");
        }
    }
    let all: Vec<_> = (0..bundle.items.len()).collect();
    for bar in &answer.histogram.bars {
        assert_eq!(bar.count, within(&expected, &bar.range), "{query}: {}", bar.label());
        assert_eq!(bar.total, within(&all, &bar.range), "{query}: {}", bar.label());
    }
    assert!(answer.histogram.unit != Unit::Day || answer.histogram.step == 1);
}

/// Run with `--ignored --nocapture --release` for the times on this machine.
#[test]
#[ignore = "a measurement, not a test"]
#[allow(clippy::print_stdout, reason = "a measurement has to be told")]
fn how_long_it_takes() {
    let text = std::env::var("DATELINE_FEED").map(std::fs::read_to_string);
    let mut bundle = match text {
        Ok(text) => crate::bundle::read(&text.unwrap()).unwrap().bundle,
        Err(_) => generated(&mut Random(1)),
    };
    let copies = 20_000_usize.div_ceil(bundle.items.len().max(1));
    bundle.items = vec![bundle.items; copies].concat();
    bundle.items.truncate(20_000);
    let bytes: usize = bundle.items.iter().map(|item| item.content_text.len()).sum();
    let (bundle, start) = (Arc::new(bundle), std::time::Instant::now());
    let engine = Engine::new(bundle);
    println!("20000 articles, {} kB of text: made in {:?}", bytes / 1000, start.elapsed());
    for query in [
        "",
        "mln",
        "earthquake",
        "exchange rate",
        "\"exchange rate\"",
        "t",
        "tari",
        "tag:usa dollar",
        "source:x",
        "date:1987-06..1987-10 stock",
        "-the",
    ] {
        for sort in [Sort::Newest, Sort::Relevance] {
            let request = Request { sort, ..Request::new(Query::parse(query)) };
            let mut times: Vec<_> = (0..9)
                .map(|_| {
                    let start = std::time::Instant::now();
                    std::hint::black_box(engine.answer(&request));
                    start.elapsed()
                })
                .collect();
            times.sort_unstable();
            println!("{:?} {query:28} {:6} {:?}", sort, engine.answer(&request).total, times[4]);
        }
    }
}
