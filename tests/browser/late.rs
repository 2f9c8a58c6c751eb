//! The late parts of the viewer's module: a first visit does without, what comes later gets
//! them once, and where they cannot be had somebody says so.
//!
//! Where a first visit wants one after a change of the viewer, run `script/profile-visit`.

use crate::stage::{Stage, play, play_expecting};
use serde_json::json;
use std::path::PathBuf;

/// What a visit to an ordinary file does not run.
const REST: &str = "_rest.wasm";

/// The late part with this end of its name.
fn part(stage: &Stage, end: &str) -> PathBuf {
    let files = std::fs::read_dir(&stage.folder).unwrap().map(|file| file.unwrap().path());
    let mut found = files.filter(|path| path.to_string_lossy().ends_with(end));
    found.next().expect("the build was split")
}

/// Takes a late part away, and gives what brings it back.
fn without(stage: &Stage, end: &str) -> impl FnOnce() + use<> {
    let path = part(stage, end);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    move || std::fs::write(&path, bytes).unwrap()
}

/// How often the page has asked for what ends so.
async fn asked(stage: &Stage, end: &str) -> u64 {
    let script = "return performance.getEntriesByType('resource').filter(one => one.name.endsWith(arguments[0])).length";
    stage.run(script, vec![json!(end)]).await.as_u64().unwrap()
}

/// Has the worker tell the page of what it asks for: a page's own list is of its own requests.
fn watch_worker(stage: &Stage) {
    let path = stage.folder.join("seat.js");
    let seat = std::fs::read_to_string(&path).unwrap();
    let tells = "if (typeof document === 'undefined') {
        const open = XMLHttpRequest.prototype.open;
        XMLHttpRequest.prototype.open = function (...all) {
            new BroadcastChannel('asked').postMessage(all[1]);
            return open.apply(this, all);
        };
    }";
    std::fs::write(&path, [tells, &seat].join("\n")).unwrap();
    stage.run_first(
        "globalThis.workerAsked = []; new BroadcastChannel('asked').onmessage = ({ data }) => workerAsked.push(data)",
    );
}

/// How many late parts the page and its worker have asked for.
async fn late(stage: &Stage) -> u64 {
    let worker = stage.run("return workerAsked.length", vec![]).await.as_u64().unwrap();
    asked(stage, REST).await + asked(stage, "_published.wasm").await + worker
}

/// A visit as most are: list, article, two searches.
async fn visit(stage: &Stage) {
    stage.client.goto("about:blank").await.expect("an empty page");
    stage.open("").await;
    stage.click("link", "How snapback works").await;
    stage.see("article", "How snapback works").await;
    stage.search("inspectors").await;
    stage.see(".rows mark", "inspectors").await;
    stage.search("nuclear deal").await;
    stage.see(".rows mark", "nuclear").await;
}

#[tokio::test]
async fn a_first_visit_does_without_them() {
    play(async |stage| {
        watch_worker(&stage);
        // Most machines have a voice to read aloud with, those of tests have none.
        stage.run_first("speechSynthesis.getVoices = () => [{ localService: true }]");
        for rate in [1, 6] {
            if !stage.slower(rate).await {
                continue;
            }
            // A machine that is busy with something else may take an odd path once, and fetch
            // for it; every time it would be the list that is wrong.
            let mut fetched = Vec::new();
            for _ in 0..3 {
                visit(&stage).await;
                fetched.push(late(&stage).await);
            }
            assert!(fetched.contains(&0), "at a rate of {rate}: {fetched:?} late parts");
        }
        // On a phone, and by a link.
        stage.slower(1).await;
        stage.client.goto("about:blank").await.expect("an empty page");
        stage.width(390).await;
        stage.open("#article=how-snapback-works").await;
        stage.see("article", "How snapback works").await;
    })
    .await;
}

#[tokio::test]
async fn nor_does_a_visit_to_the_feed_of_somebody_else() {
    const WORDS: [&str; 5] = ["harbour", "tariff", "ferry", "quota", "bridge"];
    play(async |stage| {
        let item = |at: usize| {
            let words = WORDS[at % 5];
            let mut item = json!({
                "id": format!("item-{at}"),
                "title": format!("Number {at} of the {words}"),
                "content_text": format!("The {words} number {at} was opened. {}", "More of it later. ".repeat(at % 40)),
                "url": format!("https://example.org/{at}"),
                "_dateline": { "marks": [{ "id": "m1", "start": 4, "end": 4 + words.len(), "quote": words, "entity": words }] },
            });
            if !at.is_multiple_of(9) {
                let day = format!("20{:02}-03-{:02}T08:00:00Z", at % 20, 1 + at % 28);
                item["date_published"] = day.into();
            }
            item
        };
        let items: Vec<_> = (0..600).map(item).collect();
        let named = |word: &str| json!({ "id": word, "type": "place", "name": word });
        let entities = WORDS.map(named);
        let ext = json!({ "format": 1, "entities": entities });
        // As feeds are written: what they are first, then the items.
        let head = r#""version": "https://jsonfeed.org/version/1.1", "title": "Port news""#;
        let feed = format!(r#"{{ {head}, "_dateline": {ext}, "items": {} }}"#, json!(items));
        std::fs::write(stage.folder.join("port.json"), feed).unwrap();
        watch_worker(&stage);
        let mut fetched = Vec::new();
        for _ in 0..3 {
            stage.client.goto("about:blank").await.expect("an empty page");
            stage.open("?src=port.json").await;
            stage.see("heading", "600 articles").await;
            stage.search("ferry").await;
            stage.see(".rows mark", "ferry").await;
            stage.click("link", "of the ferry").await;
            stage.see("article", "of the ferry").await;
            fetched.push(late(&stage).await);
        }
        assert!(fetched.contains(&0), "{fetched:?} late parts");
    })
    .await;
}

#[tokio::test]
async fn what_comes_later_gets_its_part_once() {
    play(async |stage| {
        stage.open("").await;
        stage.see("link", "How snapback works").await;
        // While the pointer rests on it, the part is on its way already.
        stage.point_at("heading", "articles").await;
        stage.point_at("link", "Chronology").await;
        stage.until("it was asked for", async |stage| asked(stage, REST).await == 1).await;
        stage.click("link", "Chronology").await;
        stage.see("heading", "Building of Fordow begins").await;
        // Whoever clicks before it is unpacked has it fetched at once; and then never again.
        let before = asked(&stage, REST).await;
        assert!(before <= 2, "{before} times");
        stage.drop_file("ferry.txt", "Ferry resumes\n\nThe ferry sailed again on Monday.\nPassengers waited.\n\nSearch\n").await;
        stage.count(1).await;
        stage.click("button", "Some of this file needed attention").await;
        stage.see("heading", "Bundle report").await;
        assert_eq!(asked(&stage, REST).await, before);
    })
    .await;
}

#[tokio::test]
async fn where_the_page_cannot_have_one_it_says_so() {
    play_expecting(&["404", REST], async |stage| {
        stage.open("").await;
        stage.see("link", "Chronology").await;
        if asked(&stage, REST).await > 0 {
            return; // by chance (see above): there is nothing left that could be missing
        }
        let bring_back = without(&stage, REST);
        stage.click("link", "Chronology").await;
        let alert = stage.see("alert", "had to stop").await.text().await.unwrap();
        for words in ["could not be loaded", REST, "404", "reload the page"] {
            assert!(alert.contains(words), "no “{words}” in: {alert}");
        }
        bring_back();
        stage.click("button", "Reload the page").await;
        stage.click("link", "Chronology").await;
        stage.see("heading", "Building of Fordow begins").await;
        stage.gone("alert", "").await;
    })
    .await;
}

#[tokio::test]
async fn where_the_worker_cannot_have_one_it_is_said_too() {
    // What the page would tell of it is late itself.
    play_expecting(&["404", REST, "unreachable"], async |stage| {
        stage.open("").await;
        stage.see("link", "How snapback works").await;
        if asked(&stage, REST).await > 0 {
            return; // by chance (see above): the page would tell of it in other words
        }
        let bring_back = without(&stage, REST);
        stage.search("\"joint commission\" OR (instex -snapback)").await;
        stage
            .until("it is said, or the worker had it by chance", async |stage| {
                !stage.all("alert", "could not be loaded").await.is_empty()
                    || !stage.all(".rows mark", "INSTEX").await.is_empty()
            })
            .await;
        if stage.all("alert", "could not be loaded").await.is_empty() {
            return;
        }
        bring_back();
        stage.click("button", "Reload the page").await;
        stage.search("\"joint commission\" OR (instex -snapback)").await;
        stage.see(".rows mark", "INSTEX").await;
    })
    .await;
}

#[tokio::test]
async fn whoever_leaves_before_all_is_there_leaves_no_failure_behind() {
    // Firefox cancels what the page asks for while it is left; it would say so, to nobody.
    play_expecting(&["the server answered 0"], async |stage| {
        for _ in 0..8 {
            stage.client.goto("about:blank").await.expect("an empty page");
            stage.open("").await;
            stage.open("demo.html").await;
            stage.client.back().await.expect("back");
            stage.see("link", "How snapback works").await;
        }
    })
    .await;
}
