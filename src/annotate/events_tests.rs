//! What is an event, and how its label reads.

use crate::annotate::{Annotator, Input};

/// The events of a text issued on 12 March 2024, a line each.
fn told(text: &str) -> Vec<String> {
    let input = Input { text, issued: Some("2024-03-12"), ..Input::default() };
    let found = Annotator::new().annotate(&input);
    found.events.iter().map(|event| format!("{}: {}", event.when, event.label)).collect()
}

#[test]
fn a_label_is_a_clause_without_its_date() {
    for (text, expected) in [
        (
            "On March 4, 2024, the Northern Harbour Authority resumed inspections.",
            "2024-03-04: Northern Harbour Authority resumed inspections",
        ),
        ("The ferry sank on 4 March 2019.", "2019-03-04: Ferry sank"),
        ("In 2018 the owners sold the quay to the town.", "2018: Owners sold the quay to the town"),
        ("However, the strike ended in May 2020, and talks went on.", "2020-05: Strike ended"),
        ("Talks began in May 2020 and collapsed in June 2020.", "2020-05: Talks began"),
    ] {
        assert_eq!(told(text).first().map(String::as_str), Some(expected), "{text}");
    }
}
