//! The two lines as a person meets them: bars, rows of a table, two thumbs, three links.

use super::*;
use crate::archive::Answer;
use crate::archive::ask::Progress;
use crate::ui::scene::drawn_at;
use crate::ui::settings::Choices;

fn answer() -> Answer {
    let bars = |texts: &[(&str, usize)]| Histogram {
        bars: texts
            .iter()
            .map(|(text, count)| Bar {
                range: DateRange::parse(text).unwrap(),
                count: *count,
                total: 4,
            })
            .collect(),
        ..Histogram::default()
    };
    Answer {
        histogram: bars(&[("2015", 1), ("2016", 0), ("2017", 4)]),
        described: bars(&[("1990..1999", 2), ("2000..2009", 4)]),
        ..Answer::default()
    }
}

fn drawn(fragment: &str) -> Node {
    drawn_at(fragment, &answer(), None, &Progress::default(), &histograms)
}

fn thumbs(fragment: &str) -> Vec<String> {
    let node = drawn(fragment);
    let thumbs = node.all(&|node| node.attribute("role") == Some("slider"));
    let said = |name: &str, node: &Node| node.attribute(name).unwrap_or_default().to_owned();
    let told = thumbs.iter().map(|node| {
        let limits = [said("aria-valuemin", node), said("aria-valuemax", node)].join("-");
        format!("{}: {} of {limits}", said("aria-label", node), said("aria-valuetext", node))
    });
    told.collect()
}

#[test]
fn a_bar_says_how_many_articles_and_leads_to_them() {
    let fragment = "#q=harbour&sort=oldest&zoom=2010..2020";
    let node = drawn(fragment);
    let bars = node.all(&|node| node.attribute("data-bar").is_some());
    let told: Vec<&str> =
        bars.iter().map(|bar| bar.attribute("title").unwrap_or_default()).collect();
    assert_eq!(
        told,
        [
            "2015, 1 article",
            "2016, 0 articles",
            "2017, 4 articles",
            "1990 to 1999, 2 articles",
            "2000 to 2009, 4 articles",
        ]
    );
    assert!(node.all(&|node| node.tag == "table").is_empty());
    let view = View::from_fragment(fragment);
    let query = Query::parse(&view.q);
    for (axis, histogram, expected) in [
        (Axis::Published, answer().histogram, "#q=harbour+date:2015&sort=oldest"),
        (Axis::Described, answer().described, "#q=harbour+about:1990..1999&sort=oldest"),
    ] {
        assert_eq!(narrowed(&view, &query, axis, &histogram.bars[0]).to_fragment(), expected);
    }
}

#[test]
fn a_line_is_a_table_of_periods_and_articles_where_one_is_wanted() {
    let choices = Choices::from_text("data-counts=tables");
    let part = |scene: &Scene<'_>| histograms(&Scene { choices, ..*scene });
    let node = drawn_at("#", &answer(), None, &Progress::default(), &part);
    let tables = node.all(&|node| node.tag == "table");
    let told = tables.iter().map(|table| {
        let rows = table.all(&|node| node.tag == "tr");
        let cells =
            |row: &Node| row.children.iter().map(Node::words).collect::<Vec<_>>().join(" | ");
        rows.iter().map(|row| cells(row)).collect::<Vec<_>>()
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            vec!["Period | Articles | Of all", "2015 | 1 | 4", "2016 | 0 | 4", "2017 | 4 | 4"],
            vec!["Period | Articles | Of all", "1990 to 1999 | 2 | 4", "2000 to 2009 | 4 | 4"],
        ]
    );
    let links = tables[0].all(&|node| node.tag == "a");
    assert_eq!(links[0].attribute("href"), Some("#q=date:2015"));
}

#[test]
fn thumbs_say_their_period_and_how_far_they_may_go() {
    assert_eq!(
        thumbs("#q=date:2016..2017&zoom=2015..2017"),
        [
            "From: 2016, 0 articles of 0-2",
            "Up to: 2017, 4 articles of 1-2",
            "From: 1990 to 1999, 2 articles of 0-1",
            "Up to: 2000 to 2009, 4 articles of 0-1",
        ]
    );
}

#[test]
fn the_window_is_in_the_address_and_never_leaves_out_what_is_chosen() {
    let links = |fragment: &str| -> Vec<String> {
        let node = drawn(fragment);
        let links = node.all(&|node| node.tag == "a");
        let told = links.iter().map(|a| {
            let name = a.attribute("aria-label").unwrap_or_default();
            format!("{name} {}", a.attribute("href").unwrap_or_default())
        });
        told.collect()
    };
    assert_eq!(links("#"), ["Zoom out #zoom=2013..2019", "Zoom in #zoom=2015-10..2017-04"]);
    assert_eq!(
        links("#zoom=2010..2019"),
        ["Zoom out #zoom=2005..2024", "Zoom in #zoom=2012..2017", "Show all time #"]
    );
    // Half of the window would not hold 2010.
    assert_eq!(
        links("#q=date:2010&zoom=2010..2019"),
        ["Zoom out #q=date:2010&zoom=2005..2024", "Show all time #q=date:2010"]
    );
}

#[test]
fn a_line_keeps_its_place_while_what_it_shows_may_still_come() {
    for (complete, wanting, expected) in [
        (false, 0, ["an empty place", "nothing"]),
        (false, 9, ["an empty place", "an empty place"]),
        (true, 9, ["nothing", "an empty place"]),
        (true, 0, ["nothing", "nothing"]),
    ] {
        let progress = Progress { complete, wanting, ..Progress::default() };
        let node = drawn_at("#", &Answer::default(), None, &progress, &histograms);
        let lines = node.all(&|node| node.tag == "section");
        let told = lines.iter().map(|line| match line.attribute("hidden") {
            Some(_) => "nothing",
            None if line.all(&|node| node.attribute("data-bar").is_some()).is_empty() => {
                "an empty place"
            }
            None => "bars",
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{complete} {wanting}");
    }
}
