//! The chronology: what the articles tell in order of time, and the ways in and out of it.

use crate::stage::{Stage, play};
use serde_json::{Value, json};

/// The years that stand as headings, as far as they are in the list.
async fn years(stage: &Stage) -> Vec<i32> {
    let headings = stage.part("Chronology").texts("h3", "").await;
    headings.iter().filter_map(|year| year.parse().ok()).collect()
}

#[tokio::test]
async fn the_events_of_the_dossier_stand_in_order_of_time() {
    play(async |stage| {
        stage.open("").await;
        stage.click("link", "Chronology").await;
        stage.see("heading", "2015").await;
        assert_eq!(stage.fragment().await, "#view=chronology");
        let years = years(&stage).await;
        assert!(years.len() > 3 && years.is_sorted(), "{years:?}");
        let first = stage.texts(".occasion", "").await[0].clone();
        assert!(first.contains("2007") && first.contains("Building of Fordow begins"), "{first}");
        stage.see("status", "events in 13 articles").await;

        // A telling leads to its sentence, and the way back to where the reader was.
        stage.part("Chronology").click("link", "June 2025: a board vote").await;
        stage.see(".told.lit", "building began in").await;
        stage.click("link", "Back to the chronology").await;
        stage.see("heading", "Building of Fordow begins").await;
        stage.gone("article", "").await;
        stage.client.back().await.expect("back");
        stage.see("article", "June 2025").await;
        stage.client.back().await.expect("back");
        stage.see("heading", "Building of Fordow begins").await;
        stage.client.refresh().await.expect("reload");
        stage.see("heading", "Building of Fordow begins").await;
        stage.click("link", "List").await;
        stage.see("li.row", "Termination Day passes").await;
    })
    .await;
}

#[tokio::test]
async fn words_and_filters_hold_for_the_chronology_too() {
    play(async |stage| {
        stage.open("#view=chronology").await;
        stage.see("heading", "Building of Fordow begins").await;
        stage.search("instex").await;
        stage.gone("heading", "Building of Fordow begins").await;
        stage.address("#q=instex&view=chronology").await;
        stage.open("#view=chronology").await;
        stage.part("Tags").click("link", "snapback, ").await;
        stage.see("link", "Remove tag: snapback").await;
        assert_eq!(stage.fragment().await, "#q=tag:snapback&view=chronology");
        stage.click("link", "List").await;
        assert_eq!(stage.fragment().await, "#q=tag:snapback");
        stage.search("zeppelin").await;
        stage.click("link", "Chronology").await;
        stage.see("heading", "Nothing here fits").await;
    })
    .await;
}

/// An article that tells these events: day, label.
fn article(id: &str, events: &[(String, String)]) -> Value {
    let mut text = String::new();
    let (mut marks, mut told) = (Vec::new(), Vec::new());
    for (number, (day, label)) in events.iter().enumerate() {
        text.push_str(&format!("{label} on {day} by the {id}."));
        let start = text.find(day.as_str()).unwrap();
        marks.push(json!({ "id": format!("m{number}"), "start": start, "end": start + day.len(),
            "quote": day, "time": { "value": day, "basis": "explicit" } }));
        told.push(json!({ "id": format!("e{number}"), "label": label, "when": day,
            "evidence": [format!("m{number}")], "entities": ["nha", "vardel"] }));
        text.push_str("\n\n");
    }
    json!({ "id": id, "title": format!("Notes of the {id}"), "content_text": text.trim_end(),
        "_dateline": { "source": "Coast Courier", "marks": marks, "events": told } })
}

fn bundle(items: &[Value]) -> String {
    json!({ "title": "Harbour", "items": items, "_dateline": { "format": 1, "entities": [
        { "id": "nha", "type": "organisation", "name": "Northern Harbour Authority" },
        { "id": "vardel", "type": "place", "name": "Vardel" }] } })
    .to_string()
}

#[tokio::test]
async fn what_two_articles_tell_stands_once_with_both() {
    play(async |stage| {
        let event = |label: &str| vec![("2024-03-04".to_owned(), label.to_owned())];
        let items = [
            article("pilot", &event("Inspectors return")),
            article("clerk", &event("Inspectors are back")),
        ];
        stage.put("two.json", &bundle(&items));
        stage.open("?src=two.json#view=chronology").await;
        stage.see("status", "1 event in 2 articles").await;
        let occasion = stage.texts(".occasion", "").await;
        assert_eq!(occasion.len(), 1);
        for words in [
            "4 March 2024",
            "Inspectors return on 2024-03-04 by the pilot.",
            "Inspectors are back on 2024-03-04 by the clerk.",
            "Coast Courier",
        ] {
            assert!(occasion[0].contains(words), "no “{words}” in {}", occasion[0]);
        }
        stage.click("link", "Notes of the clerk").await;
        stage.see("article", "Notes of the clerk").await;
        stage.see(".told.lit", "Inspectors are back").await;
    })
    .await;
}

#[tokio::test]
async fn a_long_chronology_begins_short_and_grows() {
    play(async |stage| {
        let event = |n: usize| (format!("{}-05-04", 1800 + n), format!("Ferry number {n} sails"));
        let events: Vec<_> = (0..200).map(event).collect();
        stage.put("long.json", &bundle(&[article("pilot", &events)]));
        stage.open("?src=long.json#view=chronology").await;
        stage.see("status", "200 events in 1 article").await;
        let first = years(&stage).await;
        assert!((16..=24).contains(&first.len()), "{first:?}");
        assert_eq!(first, (1800..).take(first.len()).collect::<Vec<_>>());
        stage.click("button", &format!("Show more ({})", 200 - first.len())).await;
        stage.until("more are there", async |stage| years(stage).await.len() > 100).await;
        // What was read stays where it was.
        assert_eq!(years(&stage).await[..first.len()], first);
    })
    .await;
}

#[tokio::test]
async fn articles_without_events_say_so() {
    play(async |stage| {
        stage.put("none.json", &bundle(&[article("pilot", &[])]));
        stage.open("?src=none.json#view=chronology").await;
        stage.see("heading", "No events are told here").await;
        stage.see("status", "0 events in 1 article").await;
    })
    .await;
}
