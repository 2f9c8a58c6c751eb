//! Articles along two lines of time: when they were published, and the time they speak of.
//! The archive stands behind, the answer in front; every bar narrows the list to its period.
//!
//! A line without dates is not drawn. It must not decide which periods there are.

use crate::archive::{Bar, Clause, DateRange, Histogram, Query, Term};
use crate::ui::outline::{Node, el};
use crate::ui::scene::{Scene, link};
use crate::ui::strip::percent;
use crate::ui::words;

/// Bars that each have room for a name.
const MOST_NAMED: usize = 8;

/// Both lines, or an empty place.
pub fn histograms(scene: &Scene<'_>) -> Node {
    let published = |range| scene.query.with_date(Some(range));
    let described = |range| about(scene.query, range);
    el("div")
        .class("histograms")
        .with(one(scene, words::WHEN_PUBLISHED, &scene.answer.histogram, &published))
        .with(one(scene, words::ABOUT_WHEN, &scene.answer.described, &described))
}

/// The query with this time as the only one that is to be spoken of.
fn about(query: &Query, range: DateRange) -> Query {
    let mut query = query.clone();
    query.clauses.retain(|own| own.negated || !matches!(own.term, Term::About(_)));
    query.with(Clause::new(Term::About(range)))
}

fn one(
    scene: &Scene<'_>,
    title: &'static str,
    histogram: &Histogram,
    to: &dyn Fn(DateRange) -> Query,
) -> Node {
    let bars = &histogram.bars;
    let highest = bars.iter().map(|bar| bar.total).max().unwrap_or_default();
    let place = el("section").class("histogram").set("aria-label", title);
    if highest == 0 {
        return place.set("hidden", "");
    }
    // Percent of the height; what is there at all is never invisible.
    let height = |count: usize| {
        let share = count as f64 / highest as f64 * 100.0;
        percent(if count > 0 { share.max(4.0) } else { 0.0 })
    };
    let named = bars.len() <= MOST_NAMED && bars.iter().all(|bar| bar.label().len() <= 4);
    let drawn = bars.iter().map(|bar| {
        let label = format!("{}, {}", bar.label(), words::articles(bar.count));
        let bin = link(scene.to_query(&to(bar.range)))
            .class("bin")
            .set("title", label.clone())
            .set("aria-label", label)
            .with(el("span").class("total").set("style:block-size", height(bar.total)))
            .with(el("span").class("count").set("style:block-size", height(bar.count)));
        let name =
            named.then(|| el("span").class("name").set("aria-hidden", "true").say(bar.label()));
        el("li").with(bin).with_some(name)
    });
    let ends = (!named).then(|| {
        let label =
            |bar: Option<&Bar>| el("span").say(bar.map_or_else(String::new, |bar| bar.label()));
        let last = bars.last().filter(|_| bars.len() > 1);
        el("p").class("ends").set("aria-hidden", "true").with(label(bars.first())).with(label(last))
    });
    place
        .with(el("h3").say(title))
        .with(el("ol").class("bars").with_all(drawn.collect()))
        .with_some(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_of_the_time_described_asks_for_that_time_alone() {
        let range = DateRange::parse("2018").unwrap();
        for (q, expected) in [
            ("", "about:2018"),
            ("vardel tag:port", "vardel tag:port about:2018"),
            ("about:2015..2020 vardel", "vardel about:2018"),
            ("-about:2019", "-about:2019 about:2018"),
        ] {
            assert_eq!(about(&Query::parse(q), range).to_string(), expected);
        }
    }
}
