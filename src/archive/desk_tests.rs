//! What a viewer gets for what it asks, and in which order.

use super::*;
use crate::archive::Query;
use crate::archive::ask::Opened;
use crate::archive::message::Request;
use crate::bundle::{Fault, Severity, read};

/// Two articles that tell of one day; the second names nobody and has no marks.
const HARBOUR: &str = r#"{"title":"Harbour notes","language":"en","_dateline":{"entities":[
    {"id":"rask","type":"person","name":"Jonna Rask","aliases":["Rask"],"x-more":1},
    {"id":"quay","type":"place","name":"The quay"},{"id":"nobody","type":"person","name":"Nobody"}]},
  "items":[
   {"id":"a","title":"Low tide","content_text":"Nothing moved. Rask came on 4 March 2024. She left.","_dateline":{
     "issued":"2024-03-12","source":"Coast Courier","marks":[
      {"id":"m1","start":15,"end":19,"quote":"Rask","entity":"rask"},
      {"id":"m2","start":28,"end":40,"quote":"4 March 2024","time":{"value":"2024-03-04"}}],
     "events":[{"id":"e1","label":"Rask comes to the quay","when":"2024-03-04","evidence":["m2"],"entities":["rask","quay"]}]}},
   {"id":"b","title":"High tide","content_text":"Rask was there yesterday.","date_published":"2024-03-05"},
   {"id":"a","title":"Spring tide","content_text":"Later.","_dateline":{
     "events":[{"id":"v","label":"Rask at the quay","when":"2024-03-04","entities":["rask","quay"]}]}}]}"#;

fn is_json(_: &str, text: &str) -> bool {
    text.starts_with('{')
}

fn desk() -> Desk {
    Desk::new(is_json)
}

fn open(text: &str) -> Ask {
    let bytes = text.as_bytes().to_vec();
    Ask::Open { name: "a.json".into(), bytes, index: None, faults: None }
}

fn query(words: &str) -> Ask {
    Ask::Query(Request::new(Query::parse(words)))
}

/// Works until nothing is left to do; what was said meanwhile.
fn run(desk: &mut Desk) -> Vec<Step> {
    let mut said = Vec::new();
    for _ in 0..1_000_000 {
        match desk.step() {
            Step::Idle => return said,
            Step::Worked => {}
            step => said.push(step),
        }
    }
    panic!("it never rests: {said:?}");
}

/// The reply to one question, once nothing is left to do.
fn reply(desk: &mut Desk, ask: Ask) -> Reply {
    desk.ask(7, ask);
    let replies = run(desk).into_iter().filter_map(|step| match step {
        Step::Replied(7, reply) => Some(reply),
        _ => None,
    });
    let mut replies: Vec<Reply> = replies.collect();
    assert_eq!(replies.len(), 1, "{replies:?}");
    replies.remove(0)
}

/// What was told of faults, each time.
fn faults_told(said: &[Step]) -> Vec<Vec<Fault>> {
    let told = said.iter().filter_map(|step| match step {
        Step::Replied(_, Reply::Opened(opened)) => opened.progress.faults.clone(),
        Step::Moved(progress) => progress.faults.clone(),
        _ => None,
    });
    told.collect()
}

fn opened(text: &str) -> Desk {
    let mut desk = desk();
    assert!(matches!(reply(&mut desk, open(text)), Reply::Opened(_)));
    desk
}

fn found_ids(desk: &mut Desk, words: &str) -> Vec<String> {
    let Reply::Answer(answer) = reply(desk, query(words)) else { panic!("no answer") };
    answer.hits.into_iter().map(|hit| hit.id).collect()
}

fn article(desk: &mut Desk, id: &str) -> crate::archive::ask::Opening {
    let Reply::Article(Some(opening)) = reply(desk, Ask::Article(id.into())) else {
        panic!("no article {id}")
    };
    opening
}

fn progress(desk: &mut Desk, ask: Ask) -> Progress {
    let Reply::Progress(progress) = reply(desk, ask) else { panic!("no progress") };
    progress
}

fn batch(desk: &mut Desk, open: Option<usize>) -> Vec<usize> {
    let Reply::Batch(batch) = reply(desk, Ask::Batch { open, listed: Vec::new() }) else {
        panic!("no batch")
    };
    batch.into_iter().map(|wanting| wanting.number).collect()
}

#[test]
fn a_file_opens_and_can_be_asked() {
    let mut desk = desk();
    desk.ask(1, open(HARBOUR));
    desk.ask(2, query("tide"));
    let said = run(&mut desk);
    let Some(Opened { title, language, .. }) = said.iter().find_map(|step| match step {
        Step::Replied(1, Reply::Opened(opened)) => Some(opened.clone()),
        _ => None,
    }) else {
        panic!("{said:?}")
    };
    assert_eq!((title.as_str(), language.as_deref()), ("Harbour notes", Some("en")));
    assert_eq!(found_ids(&mut desk, "tide").len(), 3);
    assert_eq!(found_ids(&mut desk, "entity:rask"), ["a", "a-2"]);
}

#[test]
fn what_was_repaired_is_told_once() {
    let mut desk = desk();
    desk.ask(1, open(HARBOUR));
    let told = faults_told(&run(&mut desk));
    let [faults] = &told[..] else { panic!("{told:?}") };
    assert_eq!(faults.len(), 1);
    assert!(faults[0].what.contains("Another item has the id “a”"), "{faults:?}");
    assert_eq!(progress(&mut desk, Ask::Count { give_up: false }).faults, None);
}

#[test]
fn an_article_comes_by_itself_with_whom_it_mentions() {
    let mut desk = opened(HARBOUR);
    let opening = article(&mut desk, "a");
    let bundle = opening.bundle().unwrap();
    assert_eq!((bundle.items.len(), opening.article), (1, 0));
    let names: Vec<&str> = bundle.dateline.entities.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Jonna Rask", "The quay"], "and nobody else");
    assert_eq!(bundle.dateline.entities[0].more.get_raw("x-more"), Some("1"));
    assert_eq!(bundle.items[0].dateline.marks.len(), 2);
    assert_eq!(bundle.language.as_deref(), Some("en"));
    assert_eq!(opening.reissued, None);
    assert_eq!(reply(&mut desk, Ask::Article("zzz".into())), Reply::Article(None));
    // Of two with one id the later has another here, and keeps it when it is opened.
    let second = article(&mut desk, "a-2");
    assert_eq!((second.article, second.bundle().unwrap().items[0].id.as_str()), (2, "a-2"));
}

#[test]
fn events_are_told_with_who_else_tells_them() {
    let mut desk = opened(HARBOUR);
    let also = article(&mut desk, "a").also;
    let [also] = &also[..] else { panic!("{also:?}") };
    let [other] = &also[..] else { panic!("{also:?}") };
    assert_eq!((other.article.as_str(), other.event.as_str()), ("a-2", "v"));
    assert_eq!(other.title, "Spring tide");

    let ask = |words: &str| Ask::Chronology { query: Query::parse(words), offset: 0, limit: 10 };
    let Reply::Chronology(all) = reply(&mut desk, ask("")) else { panic!() };
    assert_eq!((all.total, all.occasions.len()), (1, 1));
    let told = &all.occasions[0];
    let tellings: Vec<_> =
        told.tellings.iter().map(|one| (one.article.as_str(), one.sentence.as_str())).collect();
    assert_eq!(tellings, [("a", "Rask came on 4 March 2024."), ("a-2", "")]);
    assert_eq!(told.label, "Rask comes to the quay");
    assert_eq!(told.tellings[0].source.as_deref(), Some("Coast Courier"));
    let Reply::Chronology(one) = reply(&mut desk, ask("title:spring")) else { panic!() };
    assert_eq!(one.occasions[0].tellings.len(), 1);
    let Reply::Chronology(none) = reply(&mut desk, ask("nowhere")) else { panic!() };
    assert_eq!((none.total, none.occasions.len()), (0, 0));
}

#[test]
fn a_newer_query_makes_an_older_one_void() {
    let mut desk = opened(HARBOUR);
    for (number, words) in [(1, "low"), (2, "high"), (3, "spring")] {
        desk.ask(number, query(words));
    }
    desk.ask(4, Ask::Article("b".into()));
    let numbers: Vec<u32> = run(&mut desk)
        .iter()
        .filter_map(|step| match step {
            Step::Replied(number, _) => Some(*number),
            _ => None,
        })
        .collect();
    assert_eq!(numbers, [3, 4]);
}

#[test]
fn a_newer_file_makes_an_older_one_void() {
    let mut desk = desk();
    desk.ask(1, open(HARBOUR));
    desk.ask(2, open(r#"{"title":"Other","items":[]}"#));
    let said = run(&mut desk);
    assert!(!said.iter().any(|step| matches!(step, Step::Replied(1, _))), "{said:?}");
    assert!(said.iter().any(|step| matches!(step, Step::Replied(2, Reply::Opened(_)))));
}

#[test]
fn what_cannot_be_opened_takes_nothing_away() {
    let mut desk = opened(HARBOUR);
    for (text, for_importers, what) in [
        ("{\"items\":[}", false, "not valid JSON"),
        ("{}", false, "no list of items"),
        ("Low tide\n\nText.", true, ""),
        ("{\"items\":[{\"id\":\"a\",\"content_html\":\"<p>x\"}]}", true, ""),
        ("{\"\0\":1}", true, ""),
    ] {
        let Reply::Refused { fault, bytes } = reply(&mut desk, open(text)) else {
            panic!("{text}")
        };
        assert_eq!(fault.severity, Severity::Fatal, "{text}");
        assert!(fault.what.contains(what), "{text}: {fault}");
        assert_eq!(bytes.is_some(), for_importers, "{text}");
        assert!(bytes.is_none_or(|bytes| bytes == text.as_bytes()), "{text}");
        assert_eq!(found_ids(&mut desk, "title:low"), ["a"], "{text}");
    }
    let html = r#"{"items":[{"id":"a","content_html":"<p>x"}]}"#;
    let fault = Fault::new(Severity::Notice, "Menus were left out.", "None.");
    let made = Ask::Open {
        name: "page.html".into(),
        bytes: html.as_bytes().to_vec(),
        index: None,
        faults: Some(vec![fault.clone()]),
    };
    desk.ask(1, made);
    let said = run(&mut desk);
    assert!(said.iter().any(|step| matches!(step, Step::Replied(1, Reply::Opened(_)))));
    assert_eq!(faults_told(&said), [vec![fault]]);
}

#[test]
fn names_are_found_for_the_article_on_screen_first_and_counted() {
    let mut desk = opened(HARBOUR);
    let Reply::Known(known) = reply(&mut desk, Ask::Begin) else { panic!() };
    assert_eq!(known.len(), 3);
    assert_eq!(
        (known[0].name.as_str(), known[0].aliases.as_slice()),
        ("Jonna Rask", &["Rask".to_owned()][..])
    );
    assert_eq!(batch(&mut desk, Some(1)), [1], "the others brought theirs");
    assert_eq!(batch(&mut desk, None), [] as [usize; 0]);
    // Who asked is gone; another begins.
    reply(&mut desk, Ask::Begin);
    assert_eq!(batch(&mut desk, Some(1)), [1]);
    let before = progress(&mut desk, Ask::Count { give_up: false });
    assert_eq!((before.found, before.wanting, before.marked), (0, 1, None));
    let json = r#"{"_dateline":{"entities":[{"id":"x1","type":"person","name":"Rask"}]},"items":[
        {"id":"1","_dateline":{"marks":[{"id":"m1","start":0,"end":4,"quote":"Rask","entity":"x1"}]}}]}"#;
    let after = progress(&mut desk, Ask::Found { batch: vec![1], json: json.as_bytes().to_vec() });
    assert_eq!((after.found, after.wanting, after.marked), (1, 1, Some(1)));
    assert!(after.edition > before.edition, "it was the last: it is counted");
    assert_eq!(found_ids(&mut desk, "entity:x1"), ["b"]);
    let bundle = article(&mut desk, "b").bundle().unwrap();
    assert_eq!(bundle.dateline.entities.len(), 1);
    assert_eq!(bundle.items[0].dateline.marks.len(), 1);
    // What nobody can read has found nothing.
    let odd = progress(&mut desk, Ask::Found { batch: vec![], json: b"\xff".to_vec() });
    assert_eq!((odd.found, odd.edition), (1, after.edition));
}

#[test]
fn an_undated_article_takes_a_date_from_its_reader() {
    let text = r#"{"items":[{"id":"a","title":"Tide","content_text":"Yesterday."}]}"#;
    let mut desk = opened(text);
    reply(&mut desk, Ask::Begin);
    assert_eq!(article(&mut desk, "a").reissued, None, "nothing was found yet");
    assert_eq!(batch(&mut desk, Some(0)), [0]);
    progress(&mut desk, Ask::Found { batch: vec![0], json: b"{}".to_vec() });
    assert_eq!(article(&mut desk, "a").reissued.as_deref(), Some(""));
    let supplied = Ask::Supply { article: 0, date: "2024-03-12".into() };
    let progress = progress(&mut desk, supplied);
    assert_eq!((progress.found, progress.wanting), (0, 1));
    let Reply::Batch(again) = reply(&mut desk, Ask::Batch { open: Some(0), listed: vec![] }) else {
        panic!()
    };
    assert_eq!(again[0].issued.as_deref(), Some("2024-03-12"));
    assert_eq!(article(&mut desk, "a").reissued.as_deref(), Some("2024-03-12"));
}

#[test]
fn an_empty_desk_answers_with_nothing() {
    let mut desk = desk();
    assert_eq!(reply(&mut desk, query("x")), Reply::Answer(Answer::default()));
    assert_eq!(reply(&mut desk, Ask::Article("a".into())), Reply::Article(None));
    assert_eq!(reply(&mut desk, Ask::Begin), Reply::Known(Vec::new()));
    assert_eq!(batch(&mut desk, Some(3)), [] as [usize; 0]);
    assert_eq!(progress(&mut desk, Ask::Count { give_up: true }), Progress::default());
}

/// A collection of so many articles; every tenth has a mark and an event, one id is there
/// twice, and one article is not sound.
/// An entity as a line: name, type, other names, articles, companions.
fn profile_of(desk: &mut Desk, id: &str) -> String {
    let Reply::Entity(profile) = reply(desk, Ask::Entity(id.into())) else { panic!("no entity") };
    profile.map_or("nobody".into(), |it| {
        let companions: Vec<_> =
            it.companions.iter().map(|own| format!("{} {}", own.label, own.count)).collect();
        let names = [it.aliases, it.same_as].concat().join(", ");
        let bars: usize = it.published.bars.iter().map(|bar| bar.count).sum();
        format!(
            "{} ({}) {names}: {} with {companions:?}, {bars} dated",
            it.name,
            it.kind.word(),
            it.articles
        )
    })
}

#[test]
fn an_entity_is_told_with_its_names_and_whom_it_appears_with() {
    let mut desk = desk();
    let text = r#"{"_dateline":{"entities":[
        {"id":"rask","type":"person","name":"Jonna Rask","aliases":["Rask"],"same_as":["https://example.org/r"]},
        {"id":"quay","type":"place","name":"The quay"},{"id":"pier","type":"place","name":"The pier"}]},
      "items":[
        {"id":"a","date_published":"2024-03-05T00:00:00Z","content_text":"Rask, quay.","_dateline":{"marks":[
          {"start":0,"end":4,"quote":"Rask","entity":"rask"},{"start":6,"end":10,"quote":"quay","entity":"quay"}]}},
        {"id":"b","content_text":"Rask, quay.","_dateline":{"marks":[
          {"start":0,"end":4,"quote":"Rask","entity":"rask"},{"start":6,"end":10,"quote":"quay","entity":"quay"}]}},
        {"id":"c","content_text":"Pier.","_dateline":{"marks":[{"start":0,"end":4,"quote":"Pier","entity":"pier"}]}}]}"#;
    desk.ask(1, open(text));
    run(&mut desk);
    for (id, expected) in [
        (
            "rask",
            r#"Jonna Rask (person) Rask, https://example.org/r: 2 with ["The quay 2"], 1 dated"#,
        ),
        ("pier", r#"The pier (place) : 1 with [], 0 dated"#),
        ("nobody", "nobody"),
        ("", "nobody"),
    ] {
        assert_eq!(profile_of(&mut desk, id), expected);
    }
}

#[cfg(test)]
#[path = "desk_steps_tests.rs"]
mod steps;
