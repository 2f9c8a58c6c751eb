//! Cards: what they say, and where each way out of them leads.

use super::*;
use crate::archive::ask::Progress;
use crate::archive::{Answer, FacetValue};
use crate::ui::scene::drawn_at;

fn profile() -> Profile {
    let companion = |value: &str, label: &str, count| FacetValue {
        value: value.into(),
        label: label.into(),
        count,
        kind: Some(EntityType::Place),
        chosen: false,
        excluded: false,
        written: None,
    };
    Profile {
        id: "rask".into(),
        kind: EntityType::Person,
        name: "Jonna Rask".into(),
        aliases: vec!["Rask".into(), "J. Rask".into()],
        same_as: vec![
            "https://www.wikidata.org/entity/Q1".into(),
            "javascript:alert(1)".into(),
            "https://example.org/rask".into(),
        ],
        articles: 12,
        companions: vec![companion("quay", "The quay", 3), companion("a b", "A b", 1)],
        published: Histogram::default(),
    }
}

fn drawn(fragment: &str, profile: Option<Profile>) -> Node {
    let shown = Card {
        id: "rask".into(),
        name: "Jonna Rask".into(),
        kind: Some(EntityType::Person),
        here: 2,
        profile,
        ..Card::default()
    };
    drawn_at(fragment, &Answer::default(), None, &Progress::default(), &|scene| card(scene, &shown))
}

fn links(node: &Node) -> Vec<String> {
    let links = node.all(&|node| node.tag == "a");
    let told = links
        .iter()
        .map(|a| format!("{} → {}", a.heard(), a.attribute("href").unwrap_or_default()));
    told.collect()
}

#[test]
fn a_card_says_who_it_is_before_the_archive_has_answered() {
    let node = drawn("#article=a", None);
    assert_eq!(node.attribute("aria-label"), Some("Jonna Rask"));
    assert!(
        node.words().contains("Person") && node.words().contains("Twice here"),
        "{}",
        node.words()
    );
    assert_eq!(links(&node), ["Jonna Rask → #q=entity:rask"]);
}

#[test]
fn every_way_out_of_a_card_is_a_view() {
    let node = drawn("#q=vardel+-entity:rask&article=a", Some(profile()));
    assert_eq!(
        links(&node),
        [
            "Jonna Rask → #q=entity:rask",
            "The quay, 3 articles → #q=entity:rask+entity:quay",
            "A b, 1 article → #q=entity:rask+entity:%22a+b%22",
            "Only articles with Jonna Rask → #q=entity:rask",
            "Also with Jonna Rask → #q=vardel+entity:rask",
            "Not with Jonna Rask → #q=vardel+-entity:rask",
            "www.wikidata.org → https://www.wikidata.org/entity/Q1",
            "example.org → https://example.org/rask",
        ]
    );
    assert!(node.words().contains("Twice here, in 12 articles"), "{}", node.words());
    assert!(node.words().contains("Rask, J. Rask"));
    // Where nothing else narrows the list, two of the ways are one.
    assert!(!links(&drawn("#article=a", Some(profile()))).iter().any(|to| to.starts_with("Also")));
}

#[test]
fn a_list_of_one_name_is_headed_by_it_and_goes_on_to_where_it_meets_others() {
    let profile = profile();
    let node = drawn_at(
        "#q=entity:rask+date:2024",
        &Answer::default(),
        None,
        &Progress::default(),
        &|scene| subject(scene, &profile),
    );
    assert_eq!(links(&node)[0], "The quay, 3 articles → #q=entity:rask+date:2024+entity:quay");
    for (q, expected) in [
        ("entity:rask", Some("rask")),
        ("harbour entity:rask date:2024", Some("rask")),
        ("-entity:rask", None),
        ("entity:rask entity:quay", None),
        ("entity:rask OR entity:quay", None),
        ("", None),
    ] {
        assert_eq!(subject_of(&Query::parse(q)), expected, "{q}");
    }
}

#[test]
fn a_card_stands_beside_its_line_and_never_over_it() {
    for (mention, window, expected) in [
        ((100, 200, 220), (1280, 800), (100, Some(226), 606)),
        ((1200, 200, 220), (1280, 800), (938, Some(226), 606)),
        ((100, 700, 720), (1280, 800), (100, None, 106)),
        ((100, 60, 80), (1280, 300), (100, Some(86), 246)),
        ((-20, 60, 80), (300, 800), (6, Some(86), 746)),
    ] {
        let (left, top, bottom) = mention;
        let place = Beside::of(left, top, bottom, window);
        assert_eq!((place.left, place.top, place.bottom), expected, "{mention:?} in {window:?}");
        assert!(place.top.is_none_or(|top| top > bottom), "it covers its line");
    }
}
