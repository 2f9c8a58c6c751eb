//! What the engine answers to readers: a small archive in their words, and odd ones.

use super::*;
use crate::archive::message::FacetValue;
use crate::archive::message::Sort;
use crate::archive::query::Query;
use crate::archive::query::QueryField;
use crate::bundle::Entity;
use crate::bundle::{Author, EntityType, Event, EventEntity, Mark, Time, Unknown};

pub(super) fn article(id: &str, title: &str, date: &str, text: &str) -> Article {
    Article {
        id: id.to_owned(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        date_published: (!date.is_empty()).then(|| date.to_owned()),
        content_text: text.to_owned(),
        ..Article::default()
    }
}

pub(super) fn entity(id: &str, kind: EntityType, name: &str, aliases: &[&str]) -> Entity {
    Entity {
        id: id.to_owned(),
        kind,
        name: name.to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        same_as: Vec::new(),
        more: Unknown::new(),
    }
}

pub(super) fn marked(article: &mut Article, entity: &str) {
    let mark = Mark { entity: Some(entity.to_owned()), ..Mark::default() };
    article.dateline.marks.push(mark);
}

fn engine(items: Vec<Article>, entities: Vec<Entity>) -> Engine {
    let mut bundle = Bundle::new("Test");
    bundle.language = Some("en".to_owned());
    bundle.items = items;
    bundle.dateline.entities = entities;
    Engine::new(Arc::new(bundle))
}

/// Five articles of a dossier, each with something of its own.
pub(super) fn dossier() -> Engine {
    let mut vardel = article(
        "vardel",
        "Inspectors return to Vardel",
        "2024-03-12T08:00:00Z",
        "VARDEL, Norway. The Northern Harbour Authority resumed inspections.\n\nTalks had stalled.",
    );
    vardel.tags = ["ports", "Ports", " inspections ", ""].map(str::to_owned).to_vec();
    vardel.dateline.source = Some("Coast Courier".to_owned());
    vardel.authors = vec![Author { name: Some("J. Rask".to_owned()), ..Author::default() }];
    ["nha", "norway", "norway"].iter().for_each(|id| marked(&mut vardel, id));
    vardel.dateline.marks[0].time =
        Some(Box::new(Time { value: Some("2023-08".to_owned()), ..Time::default() }));

    let mut tehran = article(
        "tehran",
        "L’Iran’s envoy in Téhéran",
        "2024-03-12T06:00:00Z",
        "Sergei Lavrov spoke about the S-400. The talks were “open”.",
    );
    tehran.dateline.source = Some("Der Bote".to_owned());
    tehran.language = Some("fr".to_owned());
    tehran.dateline.events.push(Event {
        when: Some("2018/..".to_owned()),
        entities: vec![EventEntity::Id("lavrov".to_owned())],
        ..Event::default()
    });

    let mut old = article("old", "Ports in winter", "1999-12-31", "Ice. Sergei said: Lavrov left.");
    old.dateline.source = Some("Coast Courier".to_owned());
    old.tags = vec!["ports".to_owned()];

    let issued = |value: &str| Some(value.to_owned());
    let mut undated = article("undated", "", "", "Nobody knows when this was written, or why.");
    undated.summary = Some("A  note\nwithout a date.".to_owned());
    let mut monthly = article("monthly", "Harbour quarterly", "", "Rates at the port.");
    monthly.dateline.issued = issued("2024-02");

    engine(
        vec![vardel, tehran, old, undated, monthly],
        vec![
            entity(
                "nha",
                EntityType::Organisation,
                "Northern Harbour Authority",
                &["NHA", "Agency"],
            ),
            entity("norway", EntityType::Country, "Norway", &[]),
            entity("lavrov", EntityType::Person, "Sergei Lavrov", &["Лавров"]),
            entity("unseen", EntityType::Person, "Nobody Mentions", &[]),
        ],
    )
}

pub(super) fn asked(engine: &Engine, query: &str, sort: Sort) -> Answer {
    engine.answer(&Request { sort, ..Request::new(Query::parse(query)) })
}

/// The ids of the hits, in order.
fn ids(engine: &Engine, query: &str, sort: Sort) -> String {
    let answer = asked(engine, query, sort);
    assert_eq!(answer.total, answer.hits.len(), "{query}");
    let id = |hit: &Hit| engine.bundle.items[hit.article].id.clone();
    answer.hits.iter().map(id).collect::<Vec<_>>().join(" ")
}

#[test]
fn readers_find_what_they_ask_for() {
    let engine = dossier();
    for (query, expected) in [
        ("", "vardel tehran monthly old undated"),
        ("inspections", "vardel"),
        ("insp", "vardel"),
        ("pections", ""),
        ("port", "vardel monthly old"),
        ("\"port\"", "monthly"),
        ("-port", "tehran undated"),
        ("iran", "tehran"),
        ("\"iran\"", "tehran"),
        ("TEHERAN", "tehran"),
        ("s-400", "tehran"),
        ("\"sergei lavrov\"", "tehran"),
        ("sergei lavrov", "tehran old"),
        ("\"resumed inspections talks\"", "vardel"),
        ("\"vardel vardel\"", ""), // the headline's last word and the text's first
        ("rask", "vardel"),
        ("courier -inspectors", "old"),
        ("winter OR quarterly", "monthly old"),
        ("port winter OR -quarterly", "vardel old"),
        ("title:port", "old"),
        ("title:\"return to v\"", "vardel"),
        ("-title:port tag:ports", "vardel"),
        ("tag:PORTS", "vardel old"),
        ("tag:inspections", "vardel"),
        ("source:\"coast courier\"", "vardel old"),
        ("source:coast", "vardel old"),
        ("source:bote OR source:coast", "vardel tehran old"),
        ("author:rask", "vardel"),
        ("lang:fr", "tehran"),
        ("lang:en -source:coast", "monthly undated"),
        ("entity:nha", "vardel"),
        ("entity:NHA", "vardel"),
        ("entity:agency", "vardel"),
        ("entity:\"Sergei Lavrov\"", "tehran"),
        ("entity:ЛАВРОВ", "tehran"),
        ("entity:harb", "vardel"),
        ("-entity:nha -entity:lavrov", "monthly old undated"),
        ("type:person", "tehran"),
        ("type:country entity:nha", "vardel"),
        ("date:2024", "vardel tehran monthly"),
        ("date:2024-02", "monthly"),
        ("date:..1999", "old"),
        ("-date:2024", "old undated"),
        ("date:undated", "undated"),
        ("-date:undated date:2000..", "vardel tehran monthly"),
        ("date:1999 OR date:undated", "old undated"),
        ("about:2023-08-15", "vardel tehran"),
        ("about:..2019", "tehran"),
        ("about:2017", ""),
        ("— ( &", "vardel tehran monthly old undated"),
        ("-—", "vardel tehran monthly old undated"),
        ("date:soon", "vardel tehran monthly old undated"),
        ("entity:nobody-such", ""),
        ("-entity:nobody-such port", "vardel monthly old"),
    ] {
        assert_eq!(ids(&engine, query, Sort::Newest), expected, "{query}");
    }
}

#[test]
fn hits_come_in_the_order_asked_for() {
    let engine = dossier();
    for (query, sort, expected) in [
        ("", Sort::Oldest, "old monthly tehran vardel undated"),
        ("", Sort::Relevance, "vardel tehran monthly old undated"),
        ("tag:ports", Sort::Relevance, "vardel old"),
        ("port", Sort::Relevance, "old monthly vardel"),
        ("talks", Sort::Relevance, "tehran vardel"),
        ("title:ports", Sort::Relevance, "old"),
    ] {
        assert_eq!(ids(&engine, query, sort), expected, "{query} {sort:?}");
    }
    let same_day: Vec<_> = (0..5).map(|n| article(&n.to_string(), "x", "2024-01-01", "")).collect();
    let engine = self::engine(same_day, Vec::new());
    for sort in [Sort::Newest, Sort::Relevance] {
        assert_eq!(ids(&engine, "x", sort), "0 1 2 3 4", "{sort:?}");
    }
    assert_eq!(ids(&engine, "x", Sort::Oldest), "4 3 2 1 0", "the other way round");
}

/// `label count` of every value, with `*` if chosen, `-` if excluded.
fn facet(engine: &Engine, query: &str, field: QueryField) -> String {
    let answer = asked(engine, query, Sort::Newest);
    let told = |value: &FacetValue| {
        let sign = if value.chosen { "*" } else { "" };
        let sign = if value.excluded { "-" } else { sign };
        format!("{sign}{} {}", value.label, value.count)
    };
    answer.facets.of(field).iter().map(told).collect::<Vec<_>>().join(", ")
}

#[test]
fn facets_count_what_choosing_would_leave() {
    use QueryField::{Author, Entity, Language, Source, Tag, Type};
    let engine = dossier();
    for (query, field, expected) in [
        ("", Tag, "ports 2, inspections 1"),
        ("tag:inspections", Tag, "*inspections 1, ports 1"),
        ("winter", Tag, "ports 1, inspections 0"),
        ("-tag:ports", Tag, "inspections 0, -ports 0"),
        ("", Source, "Coast Courier 2, Der Bote 1"),
        ("source:coast", Source, "*Coast Courier 2, Der Bote 1"),
        ("source:coast tag:ports", Source, "*Coast Courier 2, Der Bote 0"),
        ("-source:coast", Source, "-Coast Courier 2, Der Bote 1"),
        ("source:coast", Language, "en 2, fr 0"),
        ("lang:fr", Language, "en 4, *fr 1"),
        ("", Author, "J. Rask 1"),
        ("", Entity, "Northern Harbour Authority 1, Norway 1, Sergei Lavrov 1"),
        ("entity:norw", Entity, "Northern Harbour Authority 1, *Norway 1, Sergei Lavrov 0"),
        ("", Type, "country 1, organisation 1, person 1"),
        ("tag:nowhere", Tag, "inspections 0, ports 0, *nowhere 0"),
        ("tag:inspections OR tag:ports", Tag, "*ports 2, *inspections 1"),
    ] {
        assert_eq!(facet(&engine, query, field), expected, "{query}");
    }
}

#[test]
fn a_chosen_value_can_be_taken_back_however_it_was_written() {
    let engine = dossier();
    for (text, field) in [
        ("x entity:\"sergei lavrov\"", QueryField::Entity),
        ("x source:coast", QueryField::Source),
        ("x -tag:PORTS", QueryField::Tag),
        ("x tag:nowhere", QueryField::Tag),
        ("x type:person", QueryField::Type),
    ] {
        let query = Query::parse(text);
        let answer = engine.answer(&Request::new(query.clone()));
        let value = answer.facets.of(field).iter().find(|value| value.chosen || value.excluded);
        let clause = value.unwrap_or_else(|| panic!("{text}")).clause(field);
        assert_eq!(query.toggled(clause).to_string(), "x", "{text}");
    }
}

#[test]
fn problems_are_told_in_order() {
    let engine = dossier();
    let told = |query: &str| -> Vec<String> {
        let problems = asked(&engine, query, Sort::Newest).problems;
        problems.into_iter().map(|problem| format!("{}: {}", problem.words, problem.why)).collect()
    };
    assert_eq!(told("port tag:ports"), [""; 0]);
    assert_eq!(
        told("-tag:no entity:unseen OR"),
        [
            "OR: OR stands between two things to look for.",
            "-tag:no: No article has this tag.",
            "entity:unseen: No article mentions anything of this name.",
        ]
    );
}

#[test]
fn every_hit_shows_what_was_found() {
    let engine = dossier();
    let answer = asked(&engine, "title:return northern", Sort::Newest);
    let hit = &answer.hits[0];
    assert_eq!(hit.title_hits, std::slice::from_ref(&(11..17)));
    assert!(hit.snippet.text.starts_with("VARDEL, Norway. The Northern Harbour"));
    assert_eq!(hit.snippet.text.get(hit.snippet.hits[0].clone()), Some("Northern"));
    let answer = asked(&engine, "date:undated", Sort::Newest);
    assert_eq!(answer.hits[0].snippet.text, "A note without a date.");
    let answer = asked(&engine, "nobody", Sort::Newest); // no headline but the text's beginning
    assert_eq!(answer.hits[0].title_hits, std::slice::from_ref(&(0..6)));
}

#[test]
fn pages_are_cut_from_the_same_answer() {
    let engine = dossier();
    let page = |offset, limit| {
        let answer = engine.answer(&Request { offset, limit, ..Request::new(Query::default()) });
        assert_eq!((answer.total, answer.undated), (5, 1));
        answer.hits.iter().map(|hit| hit.article).collect::<Vec<_>>()
    };
    assert_eq!(page(0, 2), [0, 1]);
    assert_eq!(page(3, 9), [2, 3]);
    assert_eq!(page(9, usize::MAX), [0; 0]);
    assert_eq!(page(usize::MAX, 0), [0; 0]);
}

#[test]
fn odd_archives_are_answered_too() {
    let queries = [
        "",
        "x",
        "\"x y\"",
        "-x",
        "tag:x",
        "source:x",
        "date:2024",
        "date:0000..9999",
        "date:..0000",
        "date:undated",
        "about:2024",
        "entity:e1",
        "entity:person",
        "x -entity:person",
        "type:person",
        "a OR b",
        "'",
        "lang:en",
    ];
    let mut odd = article("odd", " ", "0000-01-01", "\u{0}\u{301}\u{feff}\n\n");
    odd.tags = vec!["x".to_owned(); 1000];
    odd.dateline.source = Some("\u{301}".to_owned());
    marked(&mut odd, "");
    marked(&mut odd, "not-described");
    let far = article("far", "x", "9999-12-31T23:59:59-23:59", &"x".repeat(100_000));
    let wrong = article("wrong", "x", "soon", &"' ".repeat(10_000));
    let mut many = article("many", "", "2024-02-30", "");
    let people: Vec<_> = (0..10_000)
        .map(|n| entity(&format!("e{n}"), EntityType::Person, &format!("Person {n}"), &[]))
        .collect();
    people.iter().for_each(|person| marked(&mut many, &person.id));
    for engine in [
        engine(Vec::new(), Vec::new()),
        engine(vec![article("", "", "", "")], Vec::new()),
        engine(vec![odd, far, wrong, many], people),
    ] {
        for query in queries {
            for sort in Sort::ALL {
                for bins in [0, 1, 7, usize::MAX] {
                    let request = Request { sort, bins, ..Request::new(Query::parse(query)) };
                    let answer = engine.answer(&request);
                    assert!(answer.histogram.bars.len() <= bins.min(4000));
                    assert_eq!(answer, engine.answer(&request), "{query}");
                }
            }
        }
        let total = engine.bundle.items.len();
        assert_eq!(asked(&engine, "", Sort::Newest).total, total);
        let mut long = "a ".repeat(3000);
        long.push_str(&"tag:b OR ".repeat(3000));
        assert_eq!(asked(&engine, &long, Sort::Relevance).total, 0);
    }
}

#[test]
fn marks_that_come_later_are_found_as_if_they_had_been_there() {
    let whole = dossier();
    let mut bare = (*whole.bundle).clone();
    bare.dateline.entities.clear();
    for article in &mut bare.items {
        article.dateline.marks.clear();
        article.dateline.events.clear();
    }
    let mut engine = Engine::new(Arc::new(bare.clone()));
    assert_eq!(ids(&engine, "entity:nha", Sort::Newest), "");
    // In, and away again: the values stay in the lists, with nothing behind them.
    for (bundle, same) in [((*whole.bundle).clone(), true), (bare, false)] {
        engine.remark(Arc::new(bundle.clone()));
        let expected = Engine::new(Arc::new(bundle));
        for query in ["", "entity:nha", "entity:Лавров", "type:country", "about:2018", "-tag:ports"]
        {
            let ask = |engine| asked(engine, query, Sort::Newest);
            let (found, expected) = (ask(&engine), ask(&expected));
            assert_eq!(found.hits, expected.hits, "{query}");
            assert!(!same || found == expected, "{query}");
        }
    }
}
