//! What is an event, and how its label reads. All sentences are our own.

use crate::annotate::{Annotation, Annotator, Input};
use std::sync::LazyLock;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::new);

/// A text issued on Tuesday, 12 March 2024.
fn read(text: &str) -> Annotation {
    let input = Input { text, issued: Some("2024-03-12"), ..Input::default() };
    ANNOTATOR.annotate(&input)
}

/// Its events, each as its date and label.
fn told(text: &str) -> String {
    let found = read(text);
    let lines: Vec<String> =
        found.events.iter().map(|event| format!("{}: {}", event.when, event.label)).collect();
    lines.join(" / ")
}

#[test]
fn a_label_is_the_clause_of_its_date_without_it() {
    for (text, expected) in [
        ("The ferry sank on 4 March 2019.", "2019-03-04: Ferry sank"),
        (
            "On March 4, 2024, the Northern Harbour Authority resumed inspections.",
            "2024-03-04: Northern Harbour Authority resumed inspections",
        ),
        ("In 2018 the owners sold the quay to the town.", "2018: Owners sold the quay to the town"),
        ("However, the strike ended in May 2020, and talks went on.", "2020-05: Strike ended"),
        (
            "Talks began in May 2020 and collapsed in June 2020.",
            "2020-05: Talks began / 2020-06: Talks collapsed",
        ),
        (
            "The council bought the crane in 2019 but the owners took it back in 2021.",
            "2019: Council bought the crane / 2021: Owners took it back",
        ),
        ("From May 2019 to July 2019 the quay was closed.", "2019-05/2019-07: Quay was closed"),
        ("Boats have paid a fee since 2019.", "2019/..: Boats have paid a fee"),
        // Clauses inside others.
        (
            "The boats left the bay after inspectors returned on 4 March 2024.",
            "2024-03-04: Inspectors returned",
        ),
        (
            "When the inspectors returned on 4 March 2024, the quay was empty.",
            "2024-03-04: Inspectors returned",
        ),
        ("The plan includes a fee introduced in January 2023.", "2023-01: Fee introduced"),
        ("Jonna Rask, who took office in 2021, is a captain.", "2021: Jonna Rask took office"),
        ("The old light, founded in 1902, still stands.", "1902: Old light founded"),
        ("The harbour, the largest of the coast, opened in 1931.", "1931: Harbour opened"),
        (
            "In a letter sent on 4 March 2024, the mayor asked for help.",
            "2024-03-04: Mayor asked for help",
        ),
        (
            "Sweden, Denmark and Norway signed the pact on 4 March 2024.",
            "2024-03-04: Sweden, Denmark and Norway signed the pact",
        ),
        // Who said so.
        ("The mayor said that the quay had opened on 4 March 2024.", "2024-03-04: Quay had opened"),
        ("The quay opened on 4 March 2024, according to the mayor.", "2024-03-04: Quay opened"),
        ("The company said it sold the ferry in May 2020.", "2020-05: Company sold the ferry"),
        (
            "The mayor said on 4 March 2024 that the quay would open.",
            "2024-03-04: Mayor said that the quay would open",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn a_long_label_ends_where_a_reader_would_pause() {
    for (text, expected) in [
        (
            "On 4 March 2024 the committee rejected a proposal that would have closed the small \
             harbour to all boats of more than ten metres.",
            "2024-03-04: Committee rejected a proposal",
        ),
        (
            "The town council approved the sale of the old customs house and its garden to a \
             company from the mainland on 4 March 2024.",
            "2024-03-04: Town council approved the sale of the old customs house and its garden",
        ),
        (
            "A delegation of captains and fishermen from all of the smaller islands off the \
             northern coast met the mayor on 4 March 2024.",
            "2024-03-04: Delegation met the mayor",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_event_gives_none() {
    for text in [
        // No verb, no date, no certain date.
        "Published 12 March 2024.",
        "4 March 2024: the quay.",
        "The quay opened.",
        "The quay opened in the past, recently, and now.",
        // The line that dates the article.
        "VARDEL, March 12 (HN) — The quay is open.",
        // Years that tell things apart, and what others are measured by.
        "Rask defended the 2015 deal.",
        "It was the biggest storm since 1990.",
        // What was said on the day of issue is no event of that day.
        "The mayor said on Tuesday that the harbour was safe.",
        "Did the quay open on 4 March 2024?",
        "It was in 2018.",
    ] {
        assert_eq!(told(text), "", "{text}");
    }
}

#[test]
fn an_event_has_its_evidence_and_names() {
    let text = "Captain Jonna Rask came to Norway in May. She left Norway on 4 July 2023.";
    let found = read(text);
    for event in &found.events {
        let sentence = &text[event.sentence.clone()];
        assert!(!event.evidence.is_empty());
        for &at in &event.evidence {
            assert!(sentence.contains(&text[found.marks[at].range.clone()]), "{sentence}");
        }
        let named: Vec<_> = event.named.iter().map(|&at| found.named[at].name.as_str()).collect();
        assert!(named.contains(&"Norway"), "{named:?}");
    }
    let labels: Vec<_> = found.events.iter().map(|event| event.label.as_str()).collect();
    assert_eq!(labels[0], "Captain Jonna Rask came to Norway");
    assert!(labels[1].ends_with("left Norway"), "{labels:?}");
}
