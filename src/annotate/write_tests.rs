//! Offsets, ids and what a bundle takes of an annotation.

use super::*;
use crate::annotate::article::{Expression, What};
use crate::annotate::dates::TimeKind;
use crate::annotate::events::Happening;
use crate::annotate::names::Named;
use crate::bundle::Basis;

const TEXT: &str = "🕊 Käthe Rask, Rask and Käthe Rask left for two hours on 4 March.";

fn mark(quote: &str, nth: usize, what: What) -> Found {
    let start = TEXT.match_indices(quote).nth(nth).unwrap().0;
    let (range, because) = (start..start + quote.len(), Vec::new());
    Found { field: Field::Body, range, what, rule: "test", confidence: 0.805, because }
}

fn time(kind: TimeKind, timex: &str, value: Option<&str>) -> What {
    What::Time(Expression {
        kind,
        timex: timex.to_owned(),
        value: value.map(str::to_owned),
        basis: if value.is_some() { Basis::Explicit } else { Basis::Unresolved },
    })
}

fn named(name: &str, key: Option<&str>) -> Named {
    Named {
        name: name.to_owned(),
        kind: EntityType::Person,
        aliases: Vec::new(),
        key: key.map(str::to_owned),
    }
}

fn annotation() -> Annotation {
    Annotation {
        marks: vec![
            mark("Käthe Rask", 0, What::Name(0)),
            mark("Rask", 1, What::Name(1)),
            mark("Käthe Rask", 1, What::Name(3)),
            mark("two hours", 0, time(TimeKind::Duration, "PT2H", None)),
            mark("on 4 March", 0, time(TimeKind::Time, "2024-03-04TMO", Some("2024-03-04"))),
        ],
        named: vec![
            named("Käthe Rask", None),
            named("Rask", Some("k-the-rask")),
            named("Nobody", None),
            named("Käthe Rask", None),
        ],
        events: vec![Happening {
            when: "2024-03-04".to_owned(),
            label: "Käthe Rask left".to_owned(),
            sentence: 0..TEXT.len(),
            evidence: vec![4],
            named: vec![0, 1, 2],
        }],
        written_after: None,
    }
}

#[test]
fn bytes_become_code_points_and_names_get_ids() {
    let input = Input { text: TEXT, ..Input::default() };
    let written = annotation().write(&input);
    let told: Vec<_> = written
        .marks
        .iter()
        .map(|mark| {
            let entity = mark.entity.as_deref().unwrap_or("-");
            format!("{} {}-{} {} {entity}", mark.id, mark.start, mark.end, mark.quote)
        })
        .collect();
    assert_eq!(
        told,
        [
            // An id that means something is nobody else's; who is not marked has none.
            "m1 2-12 Käthe Rask k-the-rask-2",
            "m2 14-18 Rask k-the-rask",
            "m3 23-33 Käthe Rask k-the-rask-3",
            "m4 43-52 two hours -",
            "m5 53-63 on 4 March -",
        ]
    );
    let ids: Vec<_> = written.entities.iter().map(|entity| entity.id.as_str()).collect();
    assert_eq!(ids, ["k-the-rask-2", "k-the-rask", "k-the-rask-3"]);
    let event = &written.events[0];
    let parts: Vec<_> = event.entities.iter().map(EventEntity::id).collect();
    assert_eq!((event.evidence[0].as_str(), parts), ("m5", vec!["k-the-rask-2", "k-the-rask"]));
    assert_eq!(written.marks[0].confidence.as_ref().unwrap().as_str(), "0.81");
}

#[test]
fn the_bundles_own_entities_are_not_listed_again() {
    let known = Entity {
        id: "k-the-rask".to_owned(),
        kind: EntityType::Person,
        name: "Rask".to_owned(),
        aliases: Vec::new(),
        same_as: Vec::new(),
        more: Unknown::new(),
    };
    let input = Input { text: TEXT, known: &[known], ..Input::default() };
    let written = annotation().write(&input);
    assert_eq!(written.entities.len(), 2);
    assert_eq!(written.marks[1].entity.as_deref(), Some("k-the-rask"));
}

#[test]
fn a_bundle_takes_what_means_days() {
    let input = Input { text: TEXT, ..Input::default() };
    let mut article = Article { content_text: TEXT.to_owned(), ..Article::default() };
    annotation().write(&input).put_into(&mut article);
    let json = serde_json::to_string(&article.dateline.marks).unwrap();
    assert!(!json.contains("PT2H") && !json.contains(r#""type":"person""#), "{json}");
    // What the value does not say is kept.
    for kept in [r#""timex":"2024-03-04TMO""#, r#""type":"TIME""#] {
        assert!(json.contains(kept), "{json}");
    }
    assert_eq!(link::waiting_ids(&article).len(), 3);
}

#[test]
fn confidence_is_written_as_json_has_it() {
    for (sure, written) in [
        (0.0, "0"),
        (0.004, "0"),
        (0.8, "0.8"),
        (0.876, "0.88"),
        (0.05, "0.05"),
        (0.999, "1"),
        (7.0, "1"),
    ] {
        assert_eq!(confidence(sure).unwrap().as_str(), written);
    }
}
