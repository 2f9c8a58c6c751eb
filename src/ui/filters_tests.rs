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

/// Twenty years with a day in each month.
fn decades() -> Answer {
    let month = |month| MonthCount { month, count: 1, days: vec![(1, 1), (20, 0)] };
    let years = (2000..2020).map(|year| YearCount {
        year,
        count: 12,
        months: (1..=12).map(month).collect(),
    });
    let dates = DateTree { years: years.collect(), undated: 0 };
    Answer { dates, ..Answer::default() }
}

/// What the links of the archive are called.
fn dates(fragment: &str, unfolded: &Unfolded) -> Vec<String> {
    let node = panel(fragment, &decades(), unfolded);
    let archive = node.all(&|node| node.tag == "nav")[0];
    let links = archive.all(&|node| node.tag == "a");
    links.iter().filter_map(|link| link.attribute("aria-label").map(str::to_owned)).collect()
}

#[test]
fn of_a_long_archive_only_the_open_branches_are_made() {
    let mut unfolded = Unfolded::default();
    assert_eq!(dates("#", &unfolded).len(), 21, "the years, and what has no date");
    unfolded.branch("2019", true);
    unfolded.branch("2019-3", true);
    let open = dates("#", &unfolded);
    assert_eq!(open.len(), 21 + 12 + 2);
    assert_eq!(open[0], "2019, 12 articles");
    assert!(open.contains(&"20 March 2019, 0 articles".to_owned()), "{open:?}");
    unfolded.branch("2019", false);
    assert_eq!(dates("#", &unfolded).len(), 21);
    unfolded.branch("nonsense", true);
    assert_eq!(dates("#", &unfolded).len(), 21);
}

#[test]
fn the_branch_that_is_asked_for_stands_open_until_somebody_folds_it() {
    let mut unfolded = Unfolded::default();
    assert_eq!(dates("#q=date:2005-02", &unfolded).len(), 21 + 12 + 2);
    unfolded.branch("2005", false);
    assert_eq!(dates("#q=date:2005-02", &unfolded).len(), 21);
}
