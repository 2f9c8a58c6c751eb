//! What the engine answers about dates: the histogram and the tree.

use super::tests::{article, asked, dossier};
use super::*;
use crate::archive::message::Sort;
use crate::archive::query::Query;
use crate::bundle::{Mark, Time};

/// `unit step: label count/total, …`, empty bars left out, and how many bars there are.
fn histogram(engine: &Engine, query: &str, bins: usize) -> String {
    let answer = engine.answer(&Request { bins, ..Request::new(Query::parse(query)) });
    let found = answer.histogram;
    assert!(found.bars.len() <= bins, "{query} {bins}");
    let full = found.bars.iter().filter(|bar| bar.total > 0);
    let bars: Vec<_> =
        full.map(|bar| format!("{} {}/{}", bar.range, bar.count, bar.total)).collect();
    for pair in found.bars.windows(2) {
        let next = pair[0].range.to().map(|day| day.day_number() + 1);
        assert_eq!(next, pair[1].range.from().map(|day| day.day_number()), "no gaps");
    }
    format!("{} {:?} x{}: {}", found.bars.len(), found.unit, found.step, bars.join(", "))
}

#[test]
fn the_histogram_is_as_fine_as_it_may_be() {
    let engine = dossier();
    for (query, bins, expected) in [
        ("", 60, "26 Year x1: 1999 1/1, 2024 3/3"),
        ("port", 20, "14 Year x2: 1998..1999 1/1, 2024..2025 2/3"),
        ("", 300, "292 Month x1: 1999-12 1/1, 2024-02 1/1, 2024-03 2/2"),
        ("", 10, "6 Year x5: 1995..1999 1/1, 2020..2024 3/3"),
        ("", 1, "1 Year x5000: 0000..4999 4/4"),
        ("date:2024", 60, "12 Month x1: 2024-02 1/1, 2024-03 2/2"),
        ("date:2024-03 envoy", 60, "31 Day x1: 2024-03-12 1/2"),
        ("date:2024-02..2024-03", 60, "60 Day x1: 2024-02-01 1/1, 2024-03-12 2/2"),
        ("date:2024-02.. winter", 60, "41 Day x1: 2024-02-01 0/1, 2024-03-12 0/2"),
        ("date:2030..", 60, "1 Day x1: "),
        ("date:..1990", 60, "1 Day x1: "),
        ("date:1998 OR date:2000", 3, "3 Year x1: 1999 0/1"),
        ("date:2024 date:2024-03..", 12, "10 Month x1: 2024-03 2/2"),
        ("-date:2024", 60, "26 Year x1: 1999 1/1, 2024 0/3"),
        ("date:undated", 60, "26 Year x1: 1999 0/1, 2024 0/3"),
        ("date:..2018 OR date:2019..", 60, "26 Year x1: 1999 1/1, 2024 3/3"),
        ("date:0000..9999", 60, "50 Year x200: 1800..1999 1/1, 2000..2199 3/3"),
        ("date:0000..9999", 1, "1 Year x10000: 0000..9999 4/4"),
        ("", 0, "0 Year x0: "),
    ] {
        assert_eq!(histogram(&engine, query, bins), expected, "{query} {bins}");
    }
}

#[test]
fn the_tree_of_dates_ignores_the_dates_asked_for() {
    let engine = dossier();
    let tree = asked(&engine, "port date:2030", Sort::Newest).dates;
    let mut told = format!("undated {}", tree.undated);
    for year in &tree.years {
        told.push_str(&format!("; {} {}", year.year, year.count));
        for month in &year.months {
            told.push_str(&format!(", {} {} {:?}", month.month, month.count, month.days));
        }
    }
    assert_eq!(told, "undated 0; 1999 1, 12 1 [(31, 1)]; 2024 2, 2 1 [(1, 1)], 3 1 [(12, 1)]");
}

/// The first and last bar of the times described, of an archive of these years, each told by
/// so many articles.
fn described(years: &[(&str, usize)]) -> String {
    let told = years.iter().flat_map(|(year, times)| std::iter::repeat_n(*year, *times));
    let mut bundle = Bundle::new("Test");
    for (at, year) in told.enumerate() {
        let mut item = article(&at.to_string(), "One more", "", "Some words.");
        let time = Time { value: Some(year.to_owned()), ..Time::default() };
        item.dateline.marks.push(Mark { time: Some(Box::new(time)), ..Mark::default() });
        bundle.items.push(item);
    }
    let request = Request { bins: 40, ..Request::new(Query::default()) };
    let bars = Engine::new(Arc::new(bundle)).answer(&request).described.bars;
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return String::new() };
    format!("{} to {}", first.range, last.range)
}

#[test]
fn a_few_times_of_long_ago_do_not_make_a_bar_of_the_rest() {
    let bulk = [("1986", 500), ("1987", 480)];
    for (more, expected) in [
        // One in 200 at either end is left out, whatever it is.
        (vec![("1985", 4)], "1986-01 to 1987-12"),
        // One in fifty is where the rest is a line of its own.
        (vec![("1100", 9), ("1300", 9)], "1986-01 to 1987-12"),
        (vec![("1100", 9), ("1300", 9), ("2100", 18)], "1986-01 to 1987-12"),
        (vec![("1980", 19)], "1986-01 to 1987-12"),
        (vec![("1981", 19)], "1981 to 1987"),
        // More than that has its place.
        (vec![("1100", 30)], "1100..1149 to 1950..1999"),
    ] {
        let years: Vec<_> = more.iter().chain(&bulk).copied().collect();
        assert_eq!(described(&years), expected, "{more:?}");
    }
    // Few times are all shown.
    assert_eq!(described(&[("1066", 1), ("1987", 40)]), "1050..1099 to 1950..1999");
}
