//! The date archive: what of it is drawn, and what it leads to.

use super::*;
use crate::archive::Answer;
use crate::archive::ask::Progress;
use crate::ui::scene::drawn_at;

/// Twenty years with a day in each month, and another that nothing is left of.
fn decades() -> DateTree {
    let month = |month| MonthCount { month, count: 1, days: vec![(1, 1), (20, 0)] };
    let years = (2000..2020).map(|year| YearCount {
        year,
        count: 12,
        months: (1..=12).map(month).collect(),
    });
    DateTree { years: years.collect(), undated: 1 }
}

fn drawn(fragment: &str, tree: &DateTree, unfolded: &Unfolded) -> Node {
    let answer = Answer::default();
    drawn_at(fragment, &answer, None, &Progress::default(), &|scene| {
        date_archive(scene, tree, unfolded)
    })
}

/// What the links of the archive are called.
fn links(fragment: &str, unfolded: &Unfolded) -> Vec<String> {
    let node = drawn(fragment, &decades(), unfolded);
    let links = node.all(&|node| node.tag == "a");
    links.iter().map(|link| link.heard()).collect()
}

#[test]
fn of_a_long_archive_only_the_open_years_are_made() {
    let mut unfolded = Unfolded::default();
    assert_eq!(links("#", &unfolded).len(), 21, "the years, and what has no date");
    unfolded.branch("2019", true);
    let open = links("#", &unfolded);
    assert_eq!(open.len(), 21 + 12);
    assert_eq!(open[0], "2019, 12 articles");
    assert!(open.contains(&"March 2019, 1 article".to_owned()), "{open:?}");
    unfolded.branch("2019", false);
    assert_eq!(links("#", &unfolded).len(), 21);
    unfolded.branch("nonsense", true);
    assert_eq!(links("#", &unfolded).len(), 21);
}

#[test]
fn the_year_that_is_asked_for_stands_open_until_somebody_folds_it() {
    let mut unfolded = Unfolded::default();
    // The months, and the one day of the month in force that has an article.
    assert_eq!(links("#q=date:2005-02", &unfolded).len(), 21 + 12 + 1);
    unfolded.branch("2005", false);
    assert_eq!(links("#q=date:2005-02", &unfolded).len(), 21);
}

#[test]
fn a_month_is_a_calendar_with_its_empty_days() {
    let node = drawn("#q=date:2005-02", &decades(), &Unfolded::default());
    let days = node.all(&|node| node.attribute("class") == Some("days"))[0];
    // 1 February 2005 was a Tuesday.
    let cells: Vec<String> = days.children.iter().map(Node::heard).collect();
    assert_eq!(cells.len(), 1 + 28);
    assert_eq!(
        &cells[..4],
        ["", "1 February 2005, 1 article", "2", "3"],
        "a day and its count, then days without"
    );
    let empty = days.all(&|node| node.attribute("class") == Some("choice none"));
    assert_eq!(empty.len(), 27);
}

#[test]
fn a_day_leads_to_itself_in_any_year() {
    let to = |fragment: &str, tree: &DateTree| -> Vec<String> {
        let node = drawn(fragment, tree, &Unfolded::default());
        let links = node.all(&|node| node.tag == "a" && node.words().contains("any year"));
        let told = links
            .iter()
            .map(|a| format!("{} → {}", a.heard(), a.attribute("href").unwrap_or_default()));
        told.collect()
    };
    let mut tree = decades();
    tree.years.truncate(2);
    assert_eq!(
        to("#q=harbour+date:2000-03-01", &tree),
        ["1 March in any year, 2 articles → #q=harbour+date:2000-03-01+OR+date:2001-03-01"]
    );
    assert!(to("#q=date:2000-03", &tree).is_empty() && to("#", &tree).is_empty());
    tree.years.truncate(1);
    assert!(to("#q=date:2000-03-01", &tree).is_empty(), "there is but one");
}

#[test]
fn years_without_articles_keep_their_places_but_not_centuries_of_them() {
    let year = |year| YearCount { year, count: 1, months: Vec::new() };
    let tree = DateTree { years: vec![year(1320), year(2015), year(2018)], undated: 0 };
    let node = drawn("#", &tree, &Unfolded::default());
    let years =
        node.all(&|node| node.attribute("class").is_some_and(|own| own.starts_with("year-of")));
    let told: Vec<String> = years.iter().map(|year| year.heard()).collect();
    let expected = [
        "Months of 20182018, 1 article",
        "2017",
        "2016",
        "Months of 20152015, 1 article",
        "Months of 13201320, 1 article",
    ];
    assert_eq!(told, expected);
}
