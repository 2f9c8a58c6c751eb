//! The report as lines of text.

use super::*;

fn names(ids: &[&str]) -> Vec<Named> {
    let name = |(article, id): (usize, &&str)| Named {
        article,
        id: (*id).to_owned(),
        title: format!("Title of {id}"),
    };
    ids.iter().enumerate().map(name).collect()
}

fn fault(severity: Severity, pointer: &str) -> Fault {
    Fault::new(severity, format!("What at {pointer}."), "Mend it.").at(pointer)
}

fn drawn(faults: &[Fault], ids: &[&str], shown: &Shown) -> Node {
    report(faults, &names(ids), &Links::within(), shown).unwrap()
}

/// The groups: `heading → address: pointers`.
fn groups(node: &Node) -> Vec<String> {
    let sections = node.all(&|node| node.tag == "section" && node.attribute("class").is_none());
    let one = |section: &&Node| {
        let heading = section.all(&|node| node.tag == "h3")[0];
        let links = heading.all(&|node| node.tag == "a");
        let to = links.first().and_then(|link| link.attribute("href")).unwrap_or("nowhere");
        let rows = section.all(&|node| node.tag == "li").len();
        format!("{} → {to}: {rows}", heading.words())
    };
    sections.iter().map(one).collect()
}

#[test]
fn faults_stand_with_their_article_and_lead_to_it() {
    let faults = [
        fault(Severity::Error, "/items/1/title"),
        fault(Severity::Error, "/version"),
        fault(Severity::Error, "/items/0/url"),
        fault(Severity::Error, "/items/1/_dateline/marks/0"),
        Fault::new(Severity::Error, "No place.", "None."),
    ];
    let node = drawn(&faults, &["a", "b"], &Shown::default());
    assert_eq!(
        groups(&node),
        [
            "The file as a whole → nowhere: 2",
            "Title of a → #article=a: 1",
            "Title of b → #article=b: 2"
        ]
    );
}

#[test]
fn an_article_is_named_only_where_it_is_certain() {
    let after =
        |pointer: &str| [fault(Severity::Error, pointer), fault(Severity::Error, "/items/2/url")];
    for (pointer, ids, expected) in [
        // The second item was left out: what follows has another number.
        ("/items/1", ["a", "c", "d"], "Item 3 of the file → nowhere: 1"),
        // It was only without an id.
        ("/items/1", ["a", "item-2", "c"], "Title of c → #article=c: 1"),
        ("/items/1/id", ["a", "b", "c"], "Title of c → #article=c: 1"),
    ] {
        let node = drawn(&after(pointer), &ids, &Shown::default());
        assert_eq!(groups(&node).last().map(String::as_str), Some(expected), "{pointer} {ids:?}");
    }
    let past = [fault(Severity::Error, "/items/99/url"), fault(Severity::Error, "/items/x")];
    let node = drawn(&past, &["a"], &Shown::default());
    assert_eq!(
        groups(&node),
        ["The file as a whole → nowhere: 1", "Item 100 of the file → nowhere: 1"]
    );
}

#[test]
fn every_fault_says_how_bad_where_what_and_what_to_do() {
    let node = drawn(&[fault(Severity::Notice, "/items/0/x")], &["a"], &Shown::default());
    let row = node.all(&|node| node.tag == "li")[0];
    assert_eq!(row.words(), "notice at /items/0/xWhat at /items/0/x.Mend it.");
}

#[test]
fn errors_and_notices_are_counted_and_can_be_told_apart() {
    let faults: Vec<Fault> = [Severity::Error, Severity::Notice, Severity::Notice]
        .into_iter()
        .map(|severity| fault(severity, "/title"))
        .collect();
    let mut shown = Shown::default();
    let rows = |shown: &Shown| drawn(&faults, &[], shown).all(&|node| node.tag == "li").len();
    assert_eq!(rows(&shown), 3);
    for (word, expected) in [("error", 1), ("notice", 2), ("", 3)] {
        shown.narrow(word);
        assert_eq!(rows(&shown), expected, "{word}");
        let node = drawn(&faults, &[], &shown);
        let pressed = node.all(&|node| node.attribute("aria-pressed") == Some("true"));
        assert_eq!(pressed.len(), 1);
        assert_eq!(pressed[0].attribute("data-severity"), Some(word));
    }
    // Of one kind there is nothing to choose, and an old choice hides nothing.
    shown.narrow("notice");
    let node = drawn(&faults[..1], &[], &shown);
    assert!(node.all(&|node| node.tag == "button").is_empty());
    assert_eq!(node.all(&|node| node.tag == "li").len(), 1);
}

#[test]
fn a_long_report_is_shown_in_steps_and_folds_again() {
    let faults: Vec<Fault> =
        (0..1500).map(|n| fault(Severity::Error, &format!("/items/{n}/url"))).collect();
    let mut shown = Shown::default();
    let mut steps = Vec::new();
    for _ in 0..4 {
        let node = drawn(&faults, &[], &shown);
        let rows = node.all(&|node| node.tag == "li").len();
        let button = node.all(&|node| node.attribute("data-do") == Some("more-faults"))[0];
        steps.push(format!("{rows} {}", button.words()));
        let all = button.attribute("data-count").and_then(|count| count.parse().ok());
        shown.more(all.unwrap());
    }
    assert_eq!(
        steps,
        [
            "200 Show 1000 more of 1500",
            "1200 Show 300 more of 1500",
            "1500 Show fewer",
            "200 Show 1000 more of 1500"
        ]
    );
    let few = drawn(&faults[..200], &[], &Shown::default());
    assert!(few.all(&|node| node.tag == "button").is_empty());
}

#[test]
fn nothing_to_report_is_no_panel() {
    let none = report(&[], &[], &Links::within(), &Shown::default());
    assert_eq!(none, None);
}
