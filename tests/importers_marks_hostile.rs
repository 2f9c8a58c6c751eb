//! Annotations, timelines and exports under input that nobody meant: whatever it is, it ends
//! in a reading or a named fault, soon, and what is read can be exported.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use dateline::bundle::{Bundle, Field, Reading, Severity};
use dateline::export::{Kind, export};
use dateline::import::{self, File};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What must hold of anything that was opened.
fn is_sound(reading: &Reading) {
    for fault in &reading.faults {
        assert!(fault.severity != Severity::Fatal && !fault.what.is_empty(), "{fault}");
        assert!(!fault.remedy.is_empty(), "{fault}");
    }
    let bundle: &Bundle = &reading.bundle;
    let entities: BTreeSet<&str> = bundle.dateline.entities.iter().map(|e| e.id.as_str()).collect();
    for article in &bundle.items {
        let letters = |field| article.field_text(field).chars().collect::<Vec<char>>();
        let (title, body) = (letters(Field::Title), letters(Field::Body));
        let mut ids = BTreeSet::new();
        for mark in &article.dateline.marks {
            let text = if mark.field == Field::Title { &title } else { &body };
            assert_eq!(text[mark.start..mark.end].iter().collect::<String>(), mark.quote);
            assert!(mark.entity.iter().all(|id| entities.contains(id.as_str())));
            ids.insert(mark.id.as_str());
        }
        for event in &article.dateline.events {
            assert!(event.evidence.iter().all(|id| ids.contains(id.as_str())));
        }
    }
    for kind in Kind::ALL {
        assert!(!export(bundle, kind).text.is_empty());
    }
}

fn try_open(names: &[&str], texts: &[&str]) {
    let file = |(name, text): (&&str, &&str)| File { name: (*name).into(), bytes: (*text).into() };
    match import::open_all(names.iter().zip(texts).map(file).collect()) {
        Ok(reading) => is_sound(&reading),
        Err(fault) => assert!(fault.severity == Severity::Fatal && !fault.remedy.is_empty()),
    }
}

const NAMES: [&str; 40] = [
    "text",
    "ents",
    "spans",
    "label",
    "labels",
    "entities",
    "start",
    "end",
    "start_offset",
    "end_offset",
    "kb_id",
    "id",
    "title",
    "events",
    "eras",
    "start_date",
    "end_date",
    "year",
    "month",
    "day",
    "headline",
    "media",
    "url",
    "headlines",
    "bodies",
    "value",
    "people",
    "name",
    "associations",
    "renditions",
    "href",
    "type",
    "target",
    "body",
    "selector",
    "exact",
    "source",
    "marks",
    "quote",
    "time",
];

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0_u64..40).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ a-z🕊é\u{301}<&;\r\n-]{0,12}".prop_map(Value::from),
        prop_oneof![
            Just("Annotation"),
            Just("TextQuoteSelector"),
            Just("TextPositionSelector"),
            Just("2024"),
            Just("picture"),
            Just("https://example.org/p.jpg"),
            Just("PERSON"),
            Just("DATE"),
            Just("text/plain"),
            Just("<p>a</p>"),
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let names = (0..NAMES.len()).prop_map(|at| NAMES[at].to_owned());
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            proptest::collection::vec((names, inner), 0..7)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_json_ends_in_a_reading_or_a_fault(value in values(), other in values()) {
        let text = value.to_string();
        try_open(&["a.json"], &[&text]);
        try_open(&["a.jsonl"], &[&format!("{text}\n{other}\n{{")]);
        try_open(&["a.annotations.json", "a.txt"], &[&text, "ab 🕊 a\r\n\r\nb"]);
    }

    #[test]
    fn any_lines_of_standoff_end_in_a_reading(
        lines in "([TERAMN*#][0-9]?(\t| )[a-zA-Z:0-9]{0,4} ?[0-9;T ]{0,9}(\t[a-z🕊 ]{0,6})?\n){0,9}",
        text in "[a-z🕊 \r\n]{0,30}",
    ) {
        try_open(&["a.ann", "a.txt"], &[&lines, &text]);
    }
}

#[test]
fn large_and_repetitive_files_are_read_in_time_that_grows_with_them() {
    let many = 20_000;
    let repeated = |one: &str| vec![one; many].join(",");
    let started = std::time::Instant::now();
    let ent = r#"{"start":0,"end":4,"label":"PERSON"}"#;
    try_open(&["a.json"], &[&format!(r#"{{"text":"Rask","ents":[{}]}}"#, repeated(ent))]);
    let slide =
        r#"{"start_date":{"year":2018},"text":{"headline":"A <b>b</b>","text":"<p>c</p>"}}"#;
    try_open(&["a.json"], &[&format!(r#"{{"events":[{}]}}"#, repeated(slide))]);
    let line = "{\"id\":\"a\",\"text\":\"Rask\",\"label\":[[0,4,\"PER\"]]}\n".repeat(many);
    try_open(&["a.jsonl"], &[&line]);
    let feed = "{\"items\":[{\"content_text\":\"Rask\"}]}\n".repeat(500);
    try_open(&["a.jsonl"], &[&feed]);
    try_open(&["a.json"], &[&format!("{{\"text\":\"x\",\"ents\":{}", "[".repeat(500_000))]);
    let parts = "0 1;".repeat(200_000);
    try_open(&["a.ann", "a.txt"], &[&format!("T1\tPER {parts}0 1\tRask"), "Rask"]);
    let roles = "Who:T1 ".repeat(200_000);
    try_open(&["a.ann", "a.txt"], &[&format!("T1\tPER 0 4\tRask\nE1\tMeet:T1 {roles}"), "Rask"]);
    // Generous: an honest reading takes a few seconds without optimisation, a quadratic one hours.
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}
