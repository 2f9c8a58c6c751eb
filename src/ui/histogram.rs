//! Articles along two lines of time: when they were published, and the time they speak of.
//! The archive stands behind, the answer in front; a bar narrows the list to its period, a
//! stroke over several to theirs, and so do two thumbs under each line.
//!
//! Each line is drawn as bars, and as a table where the reader wants one; its thumbs say what
//! they stand on. A line without dates is not drawn. It must not decide which periods there
//! are.

use crate::archive::{Bar, DateRange, Histogram, Query};
use crate::ui::address::View;
use crate::ui::axis::{self, Axis};
use crate::ui::outline::{Node, OF, el};
use crate::ui::scene::{Scene, link};
use crate::ui::settings::COUNTS;
use crate::ui::strip::percent;
use crate::ui::words;

/// Bars that each have room for a name.
const MOST_NAMED: usize = 8;

/// Both lines. While dates may still come, a line without any is drawn empty, and keeps its
/// place.
pub fn histograms(scene: &Scene<'_>) -> Node {
    let answer = scene.answer;
    el("div")
        .class("histograms")
        .with(one(scene, words::WHEN_PUBLISHED, &answer.histogram, Axis::Published))
        .with(one(scene, words::ABOUT_WHEN, &answer.described, Axis::Described))
        .with_some(zoom(scene).or_else(|| (!scene.is_whole()).then(|| el("div").class("zoom"))))
}

fn one(scene: &Scene<'_>, title: &'static str, histogram: &Histogram, axis: Axis) -> Node {
    let bars = &histogram.bars;
    let highest = bars.iter().map(|bar| bar.total).max().unwrap_or_default();
    let place = el("section").class("histogram").set("aria-label", title);
    let grows = match axis {
        Axis::Published => !scene.is_whole(),
        Axis::Described => scene.finds,
    };
    if highest == 0 && grows {
        return place.with(el("h3").say(title)).with(
            el("div")
                .class("plot named")
                .with(el("div").class("bars").with(el("div").class("bin"))),
        );
    }
    if highest == 0 {
        return place.set("hidden", "");
    }
    // Percent of the height; what is there at all is never invisible.
    let tall = |counts: [usize; 2]| {
        let [matching, all] = counts.map(|count| {
            let share = count as f64 / highest as f64 * 100.0;
            percent(if count > 0 { share.max(4.0) } else { 0.0 })
        });
        ["100% ", &matching, ", 100% ", &all].concat()
    };
    let named =
        bars.len() <= MOST_NAMED && bars.iter().all(|bar| words::days(&bar.range).len() <= 4);
    let drawn = bars.iter().enumerate().map(|(at, bar)| {
        let (label, articles) = (words::days(&bar.range), words::articles(bar.count));
        // No link of its own: some are a pixel or two wide. The thumbs, the date archive and
        // the table lead wherever it does.
        let said = [label.as_str(), ", ", &articles].concat();
        el("div")
            .class("bin")
            .set("data-do", "bar")
            .set("data-bar", at.to_string())
            .set("title", said)
            // What matches, before all there is: two backgrounds, not two more elements, for
            // there may be hundreds of bars.
            .set("style:background-size", tall([bar.count, bar.total]))
            .with_some(named.then(|| el("span").class("name").say(label)))
    });
    let (first, last) = axis::ends(bars, axis.chosen(scene.query));
    // Bars of other periods are other bars: none is seen to wander.
    let periods = [
        &axis::span(bars).map_or_else(String::new, |span| span.to_string()),
        " ",
        &bars.len().to_string(),
    ]
    .concat();
    // A picture. Its table is drawn where it is asked for: two texts beside every bar, for those
    // who do not see it, took a quarter of a list's frame.
    let pictured = el("div").class("bars").set(OF, periods).set("aria-hidden", "true");
    let plot = el("div")
        .class(if named { "plot named" } else { "plot" })
        .set("data-axis", axis.word())
        .with(pictured.with_all(drawn.collect()))
        .with(thumb(bars, true, first, (0, last)))
        .with(thumb(bars, false, last, (first, bars.len() - 1)));
    let ends = (!named).then(|| {
        let label = |bar: Option<&Bar>| {
            el("span").say(bar.map_or_else(String::new, |bar| words::days(&bar.range)))
        };
        let last = bars.last().filter(|_| bars.len() > 1);
        el("p").class("ends").set("aria-hidden", "true").with(label(bars.first())).with(label(last))
    });
    let tables = scene.choices.value(COUNTS) == "tables";
    let counts = tables.then(|| table(scene, title, bars, axis));
    place.with(el("h3").say(title)).with(plot).with_some(ends).with_some(counts)
}

/// The view that a bar leads to: its period, in no window.
pub fn narrowed(view: &View, query: &Query, axis: Axis, bar: &Bar) -> View {
    View { zoom: None, ..view.with_query(axis.choose(query, Some(bar.range)).to_string()) }
}

/// Shows the counts as tables too, or no longer.
fn as_tables(scene: &Scene<'_>) -> Node {
    let shown = scene.choices.value(COUNTS) == "tables";
    el("button")
        .class("button tables")
        .set("data-do", "tables")
        .set("aria-pressed", if shown { "true" } else { "false" })
        .say(words::COUNTS_TABLES)
}

/// The same in numbers, each period a link.
fn table(scene: &Scene<'_>, title: &'static str, bars: &[Bar], axis: Axis) -> Node {
    let head = |words: &'static str| el("th").set("scope", "col").say(words);
    // What does not match is told where something does not.
    let some = bars.iter().any(|bar| bar.count != bar.total);
    let rows = bars.iter().map(|bar| {
        let to = scene.links.to(&narrowed(scene.view, scene.query, axis, bar));
        let period = link(to).say(words::days(&bar.range));
        el("tr")
            .with(el("th").set("scope", "row").with(period))
            .with(el("td").say(words::number(bar.count)))
            .with_some(some.then(|| el("td").say(words::number(bar.total))))
    });
    let heads = el("tr")
        .with(head(words::PERIOD))
        .with(head(words::ARTICLES))
        .with_some(some.then(|| head(words::OF_ALL)));
    let table = el("table")
        .set("aria-label", title)
        .with(el("thead").with(heads))
        .with(el("tbody").with_all(rows.collect()));
    el("div").class("counts").with(table)
}

/// One end of the range that is chosen, to be moved by keys or by the pointer.
fn thumb(bars: &[Bar], begins: bool, at: usize, limits: (usize, usize)) -> Node {
    let bar = bars.get(at);
    let said = bar.map_or_else(String::new, |bar| {
        [&words::days(&bar.range), ", ", &words::articles(bar.count)].concat()
    });
    let place = (at + usize::from(!begins)) as f64 / bars.len().max(1) as f64 * 100.0;
    el("span")
        .class(if begins { "thumb from" } else { "thumb to" })
        .set("role", "slider")
        .set("tabindex", "0")
        .set("aria-label", if begins { words::FROM } else { words::UP_TO })
        .set("aria-valuemin", limits.0.to_string())
        .set("aria-valuemax", limits.1.to_string())
        .set("aria-valuenow", at.to_string())
        .set("aria-valuetext", said)
        .set("data-thumb", if begins { "from" } else { "to" })
        .set("style:inset-inline-start", percent(place))
}

/// The window of both lines: closer, wider, all of it.
fn zoom(scene: &Scene<'_>) -> Option<Node> {
    let now = axis::window(scene.view, scene.query);
    let shown = now
        .or_else(|| axis::span(&scene.answer.histogram.bars))
        .or_else(|| axis::span(&scene.answer.described.bars))?;
    let to = |window: DateRange, sign: &'static str, name: &'static str| {
        let view = View { zoom: Some(window.to_string()), ..scene.view.without_article() };
        link(scene.links.to(&view)).class("button").set("aria-label", name).say(sign)
    };
    let whole = now.map(|_| {
        let view = View { zoom: None, ..scene.view.without_article() };
        link(scene.links.to(&view))
            .class("button")
            .set("aria-label", words::ZOOM_ALL)
            .say(words::ALL)
    });
    // A window that would leave out what is chosen would be none.
    let fits = |window: &DateRange| {
        let view = View { zoom: Some(window.to_string()), ..View::default() };
        axis::window(&view, scene.query).is_some()
    };
    let closer = axis::closer(shown).filter(fits);
    let wider = axis::wider(shown).filter(fits);
    Some(
        el("nav")
            .class("zoom")
            .set("aria-label", words::ZOOM)
            .with_some(wider.map(|window| to(window, "−", words::ZOOM_OUT)))
            .with_some(closer.map(|window| to(window, "+", words::ZOOM_IN)))
            .with_some(whole)
            .with(as_tables(scene))
            .with_some(now.map(|window| el("span").say(words::days(&window)))),
    )
}

#[cfg(test)]
#[path = "histogram_tests.rs"]
mod tests;
