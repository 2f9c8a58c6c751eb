//! A file is read in steps, and what comes of it is what reading it at once gives.

use super::*;

fn many(count: usize) -> String {
    let item = |n: usize| {
        let id = if n == 3 { 2 } else { n };
        let marks = if n.is_multiple_of(10) {
            r#","_dateline":{"marks":[{"id":"m","start":0,"end":4,"quote":"Rask","entity":"rask"}],
               "events":[{"id":"e","label":"Rask comes","when":"2024-03-04","evidence":["m"],"entities":["rask"]}]}"#
        } else {
            ""
        };
        let day = 1 + n % 28;
        format!(
            r#"{{"id":"a{id}","title":"Tide {n}","content_text":"Rask saw number {n}. {}","date_published":"2024-01-{day:02}"{marks}}}"#,
            "And again she waited. ".repeat(n % 5),
        )
    };
    let mut items: Vec<String> = (0..count).map(item).collect();
    items.push("7".into());
    format!(
        r#"{{"items":[{}],"title":"Many","_dateline":{{"entities":[{{"id":"rask","type":"person","name":"Rask"}}]}}}}"#,
        items.join(",")
    )
}

#[test]
fn a_large_collection_can_be_asked_before_it_is_read() {
    let text = many(3_000);
    let mut desk = desk();
    desk.ask(1, open(&text));
    let mut searched = Vec::new();
    let mut number = 1;
    let mut steps = 0;
    loop {
        steps += 1;
        match desk.step() {
            Step::Idle => break,
            Step::Worked => {}
            Step::Moved(progress) | Step::Replied(1, Reply::Opened(Opened { progress, .. })) => {
                assert!(progress.searched <= progress.articles);
                if searched.last() != Some(&progress.searched) {
                    searched.push(progress.searched);
                    number += 1;
                    desk.ask(number, query("rask"));
                }
            }
            Step::Replied(_, Reply::Answer(answer)) => {
                assert_eq!(answer.total, answer.searched, "every article says it");
                assert_eq!(Some(&answer.searched), searched.last());
                assert!(answer.articles >= answer.searched);
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(searched[0] < 400 && searched.len() >= 3, "{searched:?}");
    assert_eq!(searched.last(), Some(&3_000));
    assert!(steps > 50, "it takes {steps} steps");
}

#[test]
fn what_was_read_in_steps_is_what_reading_gives() {
    for text in
        [HARBOUR.to_owned(), many(700), format!("\u{feff}{HARBOUR}"), "{\"items\":[]}".into()]
    {
        let reading = read(&text).unwrap();
        let mut desk = Desk::new(|_, _| true);
        desk.ask(1, open(&text));
        let said = run(&mut desk);
        assert_eq!(faults_told(&said), [reading.faults]);
        let known = &reading.bundle.dateline.entities;
        for (place, article) in reading.bundle.items.iter().enumerate() {
            let opening = self::article(&mut desk, &article.id);
            assert_eq!(opening.article, place);
            let own = opening.bundle().unwrap();
            assert_eq!(own.items, std::slice::from_ref(article));
            for mark in &article.dateline.marks {
                let id = mark.entity.as_deref();
                let of = |all: &[crate::bundle::Entity]| {
                    all.iter().find(|entity| Some(entity.id.as_str()) == id).cloned()
                };
                assert_eq!(of(&own.dateline.entities), of(known), "{}", article.id);
            }
        }
        let Reply::Answer(all) = reply(&mut desk, query("")) else { panic!() };
        assert_eq!(all.total, reading.bundle.items.len());
    }
}

#[test]
fn the_sample_dossier_opens_article_by_article() {
    let text = include_str!("../../public/dossier.json");
    let reading = read(text).unwrap();
    let mut desk = opened(text);
    for article in &reading.bundle.items {
        let own = self::article(&mut desk, &article.id).bundle().unwrap();
        assert_eq!(own.items, std::slice::from_ref(article));
    }
}

#[test]
fn odd_files_open_article_by_article_too() {
    for text in [
        // A later version: nothing of its extension is read, and all is kept.
        r#"{"_dateline":{"format":2,"offset_unit":"utf16","entities":[{"id":"x"}]},"items":[
            {"id":"a","content_text":"x","_dateline":{"marks":[{"start":0,"end":1}],"y":1}}]}"#,
        // Offsets in another unit, and an entity whose id is another's.
        r#"{"_dateline":{"offset_unit":"utf16","entities":[
            {"id":"x","type":"person","name":"First"},{"id":"x","type":"place","name":"Second"}]},
            "items":[{"id":"a","content_text":"🕊 Rask","_dateline":{"marks":[
              {"id":"m","start":3,"end":7,"quote":"Rask","entity":"x"},
              {"id":"n","start":0,"end":2,"quote":"🕊","entity":"x-2"}]}}]}"#,
        // No ids at all.
        r#"{"items":[7,{"content_text":"x"},{"content_text":"y"}]}"#,
    ] {
        let reading = read(text).unwrap();
        let mut desk = opened(text);
        for article in &reading.bundle.items {
            let own = self::article(&mut desk, &article.id).bundle().unwrap();
            assert_eq!(own.items, std::slice::from_ref(article), "{text}");
            let marks = article.dateline.marks.iter();
            let linked = marks.filter_map(|mark| mark.entity.as_deref()).map(|id| {
                let all = &own.dateline.entities;
                all.iter().find(|entity| entity.id == id).map(|entity| entity.name.as_str())
            });
            assert!(linked.into_iter().all(|name| name.is_some()), "{text}");
        }
    }
}

#[test]
fn letters_are_whole_wherever_the_bytes_are_cut() {
    // Each of these is longer than a step looks at, and no letter ends where a step does.
    for start in 0..4 {
        let words = "🕊".repeat(100_000);
        let space = " ".repeat(start);
        let text = format!("{{{space}\"items\":[{{\"id\":\"a\",\"content_text\":\"{words}\"}}]}}");
        let mut desk = opened(&text);
        assert_eq!(article(&mut desk, "a").bundle().unwrap().items[0].content_text, words);
    }
    let mut bytes = format!("{{\"items\":[], \"x\":\"{}", "é".repeat(200_000)).into_bytes();
    bytes.push(0xC3);
    let mut desk = desk();
    let ask = Ask::Open { name: "a.json".into(), bytes: bytes.clone(), index: None, faults: None };
    let Reply::Refused { bytes: Some(back), .. } = reply(&mut desk, ask) else { panic!() };
    assert!(back == bytes, "they come back as they were");
}

#[test]
fn an_index_made_beforehand_is_used_if_it_is_of_this_file() {
    use crate::archive::index::{Builder, Key};
    let text = many(900);
    let bundle = crate::bundle::read(&text).unwrap().bundle;
    let mut builder = Builder::of(&bundle);
    let file = builder.index().to_bytes(&builder, Key::of(text.as_bytes()));
    let told = |index: Option<Vec<u8>>| {
        let mut desk = desk();
        let ask = Ask::Open {
            name: "a.json".into(),
            bytes: text.clone().into_bytes(),
            index,
            faults: None,
        };
        desk.ask(1, ask);
        let moves = run(&mut desk).into_iter().filter(|step| matches!(step, Step::Moved(_)));
        let searched: Vec<usize> = moves
            .map(|step| match step {
                Step::Moved(progress) => progress.searched,
                _ => 0,
            })
            .collect();
        let answers: Vec<Reply> =
            ["", "harbour", "w"].map(|words| reply(&mut desk, query(words))).into();
        (answers, searched)
    };
    let (built, _) = told(None);
    let (used, searched) = told(Some(file.clone()));
    assert_eq!(used, built);
    assert_eq!(searched.last(), Some(&900));
    assert!(
        searched.iter().all(|count| *count < 300 || *count == 900),
        "none between: {searched:?}"
    );
    for bad in [b"nonsense".to_vec(), file[..file.len() - 9].to_vec()] {
        assert_eq!(told(Some(bad)).0, built);
    }
}
