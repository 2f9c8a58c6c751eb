//! An archive in parts against the same collection read whole, by way of the desk.

use super::*;
use crate::archive::ask::{Ask, Occasions, Reply};
use crate::archive::desk::{Desk, Step};
use crate::archive::message::{Answer, Request};
use crate::archive::parse::tests::Random;
use crate::archive::query::Query;
use crate::archive::reference_cases::{archive, query, request};
use crate::bundle::{Article, Bundle, Event, EventEntity, Fault, Severity, read};
use std::collections::BTreeMap;

/// Files of a site, by their addresses.
type Files = BTreeMap<String, Vec<u8>>;

fn site(bundle: &Bundle) -> Files {
    let mut files = Files::new();
    let text = serde_json::to_string(bundle).unwrap();
    let source = Source::read(text).unwrap().unwrap();
    assert_eq!(source.len(), bundle.items.len());
    files.insert("site/archive.json".into(), source.manifest("parts-1234").into_bytes());
    let mut write_down = |name: String, bytes: Vec<u8>| {
        let file = files.insert(["site/parts-1234/", &name].concat(), bytes);
        assert!(file.is_none(), "{name} once");
        Ok::<_, ()>(())
    };
    source.write(&mut write_down).unwrap();
    files
}

/// A desk before a site, of which files may be missing.
struct Reader {
    desk: Desk,
    files: Files,
    fetched: Vec<String>,
}

impl Reader {
    fn new(files: Files) -> Self {
        let desk = Desk::new(|_, text| text.starts_with('{'));
        Self { desk, files, fetched: Vec::new() }
    }

    fn ask(&mut self, ask: Ask) -> Reply {
        self.desk.ask(7, ask);
        self.reply()
    }

    fn reply(&mut self) -> Reply {
        for _ in 0..100_000 {
            match self.desk.step() {
                Step::Replied(7, reply) => return reply,
                Step::Wants(addresses) => {
                    for address in addresses {
                        assert!(!self.fetched.contains(&address), "{address} is fetched twice");
                        self.give(&address);
                    }
                }
                Step::Idle => panic!("nothing comes of it"),
                _ => {}
            }
        }
        panic!("it never ends");
    }

    fn give(&mut self, address: &str) {
        self.fetched.push(address.to_owned());
        let file = self.files.get(address).cloned();
        let gone = || Fault::new(Severity::Fatal, "The server answered 404.", "Try again.");
        let fault = file.is_none().then(gone);
        let address = address.to_owned();
        self.desk.ask(9, Ask::Part { address, file: file.unwrap_or_default(), fault });
    }

    fn open(&mut self, name: &str) -> Reply {
        let bytes = self.files[name].clone();
        self.ask(Ask::Open { name: name.to_owned(), bytes, index: None, faults: None })
    }

    fn answer(&mut self, request: &Request) -> Answer {
        match self.ask(Ask::Query(request.clone())) {
            Reply::Answer(answer) => answer,
            other => panic!("{other:?}"),
        }
    }
}

/// A desk with the collection, and one with the same in parts.
fn both(bundle: &Bundle) -> (Reader, Reader) {
    let text = serde_json::to_string(bundle).unwrap();
    let bundle = read(&text).unwrap().bundle;
    let mut files = site(&bundle);
    files.insert("whole.json".into(), text.into_bytes());
    let (mut whole, mut parts) = (Reader::new(files.clone()), Reader::new(files));
    assert!(matches!(whole.open("whole.json"), Reply::Opened(_)));
    let Reply::Opened(opened) = parts.open("site/archive.json") else { panic!() };
    assert_eq!((&opened.title, &opened.language), (&bundle.title, &bundle.language));
    assert_eq!(opened.progress.searched, bundle.items.len());
    while !matches!(whole.desk.step(), Step::Idle) {}
    (whole, parts)
}

/// An answer without what is numbered otherwise in parts.
fn plain(mut answer: Answer) -> Answer {
    answer.hits.iter_mut().for_each(|hit| hit.article = 0);
    answer
}

#[test]
fn an_archive_in_parts_answers_as_if_it_were_whole() {
    let mut random = Random(2);
    let (mut all, mut same) = (0, 0);
    for _ in 0..40 {
        let bundle = archive(&mut random);
        let (mut whole, mut parts) = both(&bundle);
        let first = Request { limit: 3, ..Request::of_list(Query::default()) };
        assert_eq!(plain(parts.answer(&first)), plain(whole.answer(&first)));
        let seen = parts.fetched.len();
        let known = |name: &String| name.contains("articles") || name.contains("plan");
        assert!(parts.fetched.iter().all(known), "for the first screen: {:?}", parts.fetched);
        for _ in 0..20 {
            let text = query(&mut random, &bundle, 0);
            let request = request(&mut random, Query::parse(&text));
            let (expected, answer) = (whole.answer(&request), parts.answer(&request));
            all += 1;
            // Other spellings are looked for in fewer words: that is meant to differ.
            if expected.spellings.is_empty() && answer.advice == expected.advice {
                assert_eq!(plain(answer), plain(expected), "{text:?}");
                same += 1;
            }
        }
        assert!(bundle.items.is_empty() || parts.fetched.len() > seen);
    }
    assert!(same > all * 3 / 4, "{same} of {all}");
}

fn told_twice() -> Bundle {
    let mut bundle = Bundle::new("Harbour notes");
    let event = |id: &str| Event {
        id: id.to_owned(),
        label: "Rask comes to the quay".to_owned(),
        when: Some("2024-03-04".to_owned()),
        entities: vec![EventEntity::Id("rask".to_owned()), EventEntity::Id("quay".to_owned())],
        ..Event::default()
    };
    for number in 0..40 {
        let mut item = Article {
            id: format!("https://coast.example/{number}"),
            title: Some(format!("Tide {number}")),
            content_text: "The tide came and went. ".repeat(30),
            date_published: Some(format!("2024-03-{:02}", number % 28 + 1)),
            ..Article::default()
        };
        if number == 3 || number == 31 {
            item.dateline.events.push(event("e"));
        }
        bundle.items.push(item);
    }
    bundle
}

#[test]
fn articles_and_events_are_found_in_their_parts() {
    let bundle = told_twice();
    let (mut whole, mut parts) = both(&bundle);
    for item in &bundle.items {
        let ask = || Ask::Article(item.id.clone());
        let (Reply::Article(Some(expected)), Reply::Article(Some(own))) =
            (whole.ask(ask()), parts.ask(ask()))
        else {
            panic!("{}", item.id)
        };
        assert_eq!((&own.id, &own.also), (&expected.id, &expected.also));
        let [own, expected] = [own, expected].map(|opening| opening.bundle().unwrap());
        assert_eq!((&own.items, &own.language), (&expected.items, &expected.language));
    }
    assert_eq!(parts.ask(Ask::Article("nobody".into())), Reply::Article(None));
    let ask = || Ask::Chronology { query: Query::parse("tide"), offset: 0, limit: 5 };
    let (Reply::Chronology(expected), Reply::Chronology(own)) =
        (whole.ask(ask()), parts.ask(ask()))
    else {
        panic!()
    };
    let told = |story: &Occasions| -> Vec<_> {
        let told = story.occasions.iter();
        told.map(|told| (told.occasion.days, told.label.clone(), told.tellings.len())).collect()
    };
    assert_eq!((told(&own), own.total), (told(&expected), 1));
}

#[test]
fn a_first_screen_and_a_word_need_few_files() {
    let mut bundle = Bundle::new("Many");
    for number in 0..2000_usize {
        let words = (0..40).map(|at| format!("word{} ", (number * 31 + at * at * 7) % 5000));
        bundle.items.push(Article {
            id: number.to_string(),
            title: Some(format!("Article {number}")),
            content_text: words.collect(),
            date_published: Some(format!("20{:02}-01-01", number % 20)),
            ..Article::default()
        });
    }
    let (_, mut parts) = both(&bundle);
    assert!(parts.files.len() > 100, "{}", parts.files.len());
    let limit = 10;
    let first = parts.answer(&Request { limit, ..Request::of_list(Query::default()) });
    assert_eq!((first.total, first.hits.len()), (2000, limit));
    assert!(parts.fetched.len() <= 4, "{:?}", parts.fetched);
    let found = parts.answer(&Request { limit, ..Request::of_list(Query::parse("word7")) });
    assert!(found.total > 0 && !found.hits[0].snippet.hits.is_empty());
    assert!(parts.fetched.len() < 25, "{:?}", parts.fetched);
}

#[test]
fn what_cannot_be_had_is_told_and_the_next_question_asks_again() {
    let bundle = told_twice();
    for kind in ["columns", "terms", "lists", "articles"] {
        let (_, mut parts) = both(&bundle);
        let whole = parts.files.clone();
        for spoiled in [false, true] {
            parts.fetched.clear();
            for (name, bytes) in parts.files.iter_mut().filter(|(name, _)| name.contains(kind)) {
                *bytes = if spoiled { b"<!doctype html>".to_vec() } else { whole[name].clone() };
            }
            if !spoiled {
                parts.files.retain(|name, _| !name.contains(kind));
            }
            let Reply::Refused { fault, .. } =
                parts.ask(Ask::Query(Request::new(Query::parse("tide"))))
            else {
                panic!("{kind}")
            };
            assert!(!fault.what.is_empty() && !fault.remedy.is_empty());
            parts.files.clone_from(&whole);
            if spoiled {
                parts.fetched.clear();
                assert_eq!(parts.answer(&Request::new(Query::parse("tide"))).total, 40, "{kind}");
            }
        }
    }
    let mut files = site(&bundle);
    files.remove("site/parts-1234/plan.part");
    let mut reader = Reader::new(files);
    assert!(matches!(reader.open("site/archive.json"), Reply::Refused { bytes: None, .. }));
}

#[test]
fn a_manifest_leads_nowhere_but_to_a_folder_beside_it() {
    let files = site(&told_twice());
    let text = String::from_utf8(files["site/archive.json"].clone()).unwrap();
    for folder in
        ["https://elsewhere.example", "//elsewhere.example", "..", "/etc", "a/b", "", "a?b"]
    {
        let text = text.replace("parts-1234", folder);
        assert!(text.contains(&format!("\"{folder}\"")), "{text}");
        let files = Files::from([("archive.json".to_owned(), text.into_bytes())]);
        let mut reader = Reader::new(files);
        assert!(matches!(reader.open("archive.json"), Reply::Opened(_)), "an empty bundle");
        assert!(reader.fetched.is_empty(), "{folder}: {:?}", reader.fetched);
    }
}

#[test]
fn damaged_plans_are_refused() {
    let files = site(&told_twice());
    let plan = &files["site/parts-1234/plan.part"];
    for end in 0..plan.len() {
        assert!(plan::Plan::read(&plan[..end]).is_none(), "cut off at {end}");
    }
}
