//! What a reader finds after putting entities right.

use crate::archive::Query;
use crate::archive::ask::{Ask, Reply};
use crate::archive::desk::{Desk, Step};
use crate::archive::index::{Builder, Key};
use crate::archive::message::{Answer, Request};
use crate::bundle::EntityType;
use crate::bundle::corrections::Corrections;

const ENTITIES: &str = r#"[{"id":"aamot","type":"person","name":"Ilse Aamot"},
  {"id":"ilse","type":"place","name":"Ilse","aliases":["Mrs Aamot"]},
  {"id":"monday","type":"person","name":"Monday"},{"id":"pier","type":"place","name":"Pier"}]"#;

/// Articles with one mention each, in turn of these entities.
fn harbour(count: usize, named: &[&str]) -> String {
    let items = (0..count).map(|at| {
        let id = named[at % named.len()];
        format!(
            r#"{{"id":"a{at}","title":"Note {at}","content_text":"Words of {at}.","_dateline":{{
              "marks":[{{"id":"m","start":0,"end":5,"quote":"Words","entity":"{id}"}}],
              "events":[{{"id":"e","label":"Told","when":"2024-03-04","entities":["{id}"]}}]}}}}"#
        )
    });
    let items: Vec<String> = items.collect();
    let items = items.join(",");
    format!(r#"{{"title":"Harbour","_dateline":{{"entities":{ENTITIES}}},"items":[{items}]}}"#)
}

fn run(desk: &mut Desk) -> Option<Reply> {
    let mut last = None;
    loop {
        match desk.step() {
            Step::Idle => return last,
            Step::Replied(_, reply) => last = Some(reply),
            _ => {}
        }
    }
}

fn reply(desk: &mut Desk, ask: Ask) -> Reply {
    desk.ask(1, ask);
    run(desk).expect("a reply")
}

fn opened(text: String) -> Desk {
    let mut desk = Desk::new(|_, _| true);
    let ask =
        Ask::Open { name: "h.json".into(), bytes: text.into_bytes(), index: None, faults: None };
    assert!(matches!(reply(&mut desk, ask), Reply::Opened(_)));
    desk
}

fn correct(desk: &mut Desk, corrections: &str) {
    let text = format!(r#"{{"corrections":[{corrections}]}}"#);
    assert!(Corrections::read(&text).is_ok(), "{text}");
    assert!(matches!(reply(desk, Ask::Correct(text)), Reply::Progress(_)));
}

fn answer(desk: &mut Desk, q: &str) -> Answer {
    match reply(desk, Ask::Query(Request::new(Query::parse(q)))) {
        Reply::Answer(answer) => answer,
        other => panic!("{other:?}"),
    }
}

/// The entities to narrow by, each with its type and count.
fn facet(desk: &mut Desk) -> Vec<String> {
    let values = answer(desk, "").facets.entity.values.into_iter();
    let words = |kind: Option<EntityType>| kind.map_or("?", EntityType::word);
    values.map(|own| format!("{} {} {}", own.label, words(own.kind), own.count)).collect()
}

#[test]
fn two_that_are_one_count_as_one_and_are_found_by_both_names() {
    let mut desk = opened(harbour(6, &["aamot", "ilse", "pier"]));
    let before = facet(&mut desk);
    assert_eq!(before[..3], ["Ilse place 2", "Ilse Aamot person 2", "Pier place 2"]);
    correct(&mut desk, r#"{"entity":"ilse","into":"aamot"}"#);
    assert_eq!(facet(&mut desk), ["Ilse Aamot person 4", "Pier place 2"]);
    for q in ["entity:aamot", "entity:ilse", "entity:\"Mrs Aamot\"", "type:person"] {
        assert_eq!(answer(&mut desk, q).total, 4, "{q}");
    }
    assert_eq!(answer(&mut desk, "").facets.entity.all, 2);
    // Taken back, all is as it was.
    correct(&mut desk, "");
    assert_eq!(facet(&mut desk), before);
    assert_eq!(answer(&mut desk, "entity:ilse").total, 2);
}

#[test]
fn a_name_and_a_type_are_other_ones_and_what_is_none_goes() {
    let mut desk = opened(harbour(6, &["ilse", "monday", "pier"]));
    let before = facet(&mut desk);
    let hide = r#"{"entity":"monday","hidden":true}"#;
    let other = r#"{"entity":"ilse","name":"Ilse Aamot","type":"person"}"#;
    correct(&mut desk, &format!("{hide},{other}"));
    assert_eq!(facet(&mut desk), ["Ilse Aamot person 2", "Pier place 2"]);
    assert_eq!(answer(&mut desk, "type:person").total, 2);
    assert_eq!(answer(&mut desk, "entity:monday").total, 0);
    assert_eq!(answer(&mut desk, "entity:Ilse").total, 2, "by the name it had");
    match reply(&mut desk, Ask::Entity("ilse".into())) {
        Reply::Entity(Some(profile)) => {
            assert_eq!((profile.name.as_str(), profile.kind), ("Ilse Aamot", EntityType::Person));
            assert_eq!(profile.aliases, ["Mrs Aamot", "Ilse"]);
        }
        other => panic!("{other:?}"),
    }
    correct(&mut desk, other);
    assert_eq!(answer(&mut desk, "entity:monday").total, 2, "one is taken back, one stays");
    correct(&mut desk, "");
    assert_eq!(facet(&mut desk), before);
}

#[test]
fn an_article_comes_with_who_stands_for_whom_it_mentions() {
    let mut desk = opened(harbour(3, &["ilse"]));
    correct(&mut desk, r#"{"entity":"ilse","into":"pier"}"#);
    let Reply::Article(Some(opening)) = reply(&mut desk, Ask::Article("a1".into())) else {
        panic!("no article")
    };
    let ids: Vec<_> =
        opening.bundle().unwrap().dateline.entities.into_iter().map(|own| own.id).collect();
    assert_eq!(ids, ["ilse", "pier"]);
}

#[test]
fn what_is_read_or_built_later_is_put_right_too() {
    // Many enough that the file is asked long before all of it is read.
    let text = harbour(2_000, &["aamot", "ilse"]);
    let bundle = crate::bundle::read(&text).unwrap().bundle;
    let mut builder = Builder::of(&bundle);
    let prebuilt = builder.index().to_bytes(&builder, Key::of(text.as_bytes()));
    for index in [None, Some(prebuilt)] {
        let mut desk = Desk::new(|_, _| true);
        let bytes = text.clone().into_bytes();
        desk.ask(1, Ask::Open { name: "h.json".into(), bytes, index, faults: None });
        while !matches!(desk.step(), Step::Replied(1, Reply::Opened(_))) {}
        let text = r#"{"corrections":[{"entity":"ilse","into":"aamot"}]}"#;
        desk.ask(2, Ask::Correct(text.into()));
        run(&mut desk);
        assert_eq!(facet(&mut desk), ["Ilse Aamot person 2000"]);
        correct(&mut desk, "");
        assert_eq!(facet(&mut desk), ["Ilse place 1000", "Ilse Aamot person 1000"]);
    }
}

#[test]
fn what_a_program_finds_is_put_right_too() {
    let text =
        r#"{"title":"Harbour","items":[{"id":"a","title":"Note","content_text":"Ilse came."}]}"#;
    let mut desk = opened(text.into());
    correct(&mut desk, r#"{"entity":"ilse","name":"Ilse Aamot","type":"person"}"#);
    reply(&mut desk, Ask::Begin);
    assert!(
        matches!(reply(&mut desk, Ask::Batch { open: None, listed: vec![] }), Reply::Batch(b) if b.len() == 1)
    );
    let json = r#"{"_dateline":{"entities":[{"id":"ilse","type":"place","name":"Ilse"}]},"items":[{"id":"0","_dateline":
        {"marks":[{"id":"m","start":0,"end":4,"quote":"Ilse","entity":"ilse","by":"x"}]}}]}"#;
    reply(&mut desk, Ask::Found { batch: vec![0], json: json.into() });
    reply(&mut desk, Ask::Count { give_up: false });
    assert_eq!(facet(&mut desk), ["Ilse Aamot person 1"]);
    correct(&mut desk, "");
    assert_eq!(facet(&mut desk), ["Ilse place 1"]);
}
