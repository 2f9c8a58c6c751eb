//! The side panel: how much of it is drawn, and what it leads to.

use super::*;
use crate::archive::Answer;
use crate::archive::ask::Progress;
use crate::ui::scene::drawn_at;

/// Sources `s0`, `s1`, … as an archive of `all` would list the first `listed` of them.
fn sources(listed: usize, all: usize) -> Answer {
    let mut answer = Answer::default();
    let value = |number: usize| FacetValue {
        value: format!("s{number}"),
        label: format!("s{number}"),
        count: all - number,
        kind: None,
        chosen: false,
        excluded: false,
        written: None,
    };
    answer.facets.source.values = (0..listed).map(value).collect();
    answer.facets.source.all = all;
    answer
}

fn panel(fragment: &str, answer: &Answer, unfolded: &Unfolded) -> Node {
    drawn_at(fragment, answer, None, &Progress::default(), &|scene| filters(scene, true, unfolded))
}

/// How many values of the facet are drawn, and what its buttons say.
fn told(answer: &Answer, unfolded: &Unfolded) -> (usize, Vec<String>) {
    let node = panel("#", answer, unfolded);
    let facet = node.all(&|node| node.attribute("aria-label") == Some("Sources"))[0];
    let buttons = facet.all(&|node| node.tag == "button");
    let buttons = buttons.iter().map(|button| button.words()).collect();
    (facet.all(&|node| node.tag == "a").len(), buttons)
}

#[test]
fn a_facet_shows_more_in_steps_and_folds_again() {
    let mut unfolded = Unfolded::default();
    assert_eq!(unfolded.values(), 8);
    assert_eq!(told(&sources(8, 2_500), &unfolded), (8, vec!["Show more (2,492)".to_owned()]));
    unfolded.facet(QueryField::Source, true);
    assert_eq!(unfolded.values(), 100);
    let buttons = vec!["Show more (2,400)".to_owned(), "Show fewer".to_owned()];
    assert_eq!(told(&sources(100, 2_500), &unfolded), (100, buttons));
    for _ in 0..9 {
        unfolded.facet(QueryField::Source, true);
    }
    assert_eq!(unfolded.values(), 10_000);
    assert_eq!(told(&sources(2_500, 2_500), &unfolded), (2_500, vec!["Show fewer".to_owned()]));
    unfolded.facet(QueryField::Source, false);
    assert_eq!((unfolded.values(), unfolded.step(QueryField::Source)), (8, 0));
}

#[test]
fn what_another_facet_needs_is_not_shown_by_this_one() {
    let mut unfolded = Unfolded::default();
    unfolded.facet(QueryField::Entity, true);
    assert_eq!(told(&sources(100, 2_500), &unfolded).0, 8);
}

#[test]
fn what_is_chosen_stays_in_sight_however_rare() {
    let mut answer = sources(8, 2_500);
    let rare = FacetValue { chosen: true, ..answer.facets.source.values[0].clone() };
    answer.facets.source.values.push(rare);
    assert_eq!(told(&answer, &Unfolded::default()).0, 9);
}

#[test]
fn one_value_everywhere_tells_nothing_apart() {
    let node = panel("#", &sources(1, 1), &Unfolded::default());
    assert!(node.all(&|node| node.attribute("aria-label") == Some("Sources")).is_empty());
}

#[test]
fn the_panel_unfolds_when_all_is_read_and_names_that_are_looked_for_have_their_place() {
    for (complete, searched, wanting, expected) in [
        (false, 9, 0, (false, 0)),
        (true, 4, 0, (false, 0)),
        (true, 9, 0, (true, 0)),
        (true, 9, 9, (true, 2)),
    ] {
        let progress = Progress { complete, articles: 9, wanting, ..Progress::default() };
        let answer = Answer { articles: 9, searched, ..Answer::default() };
        let node = drawn_at("#", &answer, None, &progress, &|scene| {
            filters(scene, true, &Unfolded::default())
        });
        let whole = node.all(&|node| node.tag == "details")[0];
        let due = node.all(&|node| node.attribute("class") == Some("due")).len();
        assert_eq!((whole.attribute("open").is_some(), due), expected, "{complete} {searched}");
    }
}
