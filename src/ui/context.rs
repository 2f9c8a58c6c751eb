//! Beside the article: its timeline, drawn and as a list, and who is in it.
//!
//! The list is the whole truth; the strip above it is a picture of the list.

use crate::archive::QueryField;
use crate::bundle::Basis;
use crate::bundle::edtf::When;
use crate::ui::dated::Dated;
use crate::ui::outline::{Node, OF, el};
use crate::ui::page::{Also, Page};
use crate::ui::prose::explained;
use crate::ui::scene::{Scene, link};
use crate::ui::strip::{Bar, Scale, clusters, percent};
use crate::ui::words;

/// Ticks that fit the panel without touching.
const TICKS: usize = 5;
/// Rem from one lane of the strip to the next.
const LANE: usize = 1;

/// A length as a style sheet writes it.
fn rem(number: usize) -> String {
    [&number.to_string(), "rem"].concat()
}

/// The panel; empty where there is no article.
pub fn context(scene: &Scene<'_>, page: Option<&Page>) -> Node {
    let panel = el("aside").class("zone context").set("aria-label", words::CONTEXT);
    match page {
        Some(page) => {
            let machine =
                page.machine.then(|| el("p").class("legend").say(words::FOUND_BY_PROGRAM));
            panel.with(timeline(scene, page)).with(entities(scene, page)).with_some(machine)
        }
        None => panel,
    }
}

/// True if the words of the text do not say the date in full.
fn is_inferred(basis: Basis) -> bool {
    !matches!(basis, Basis::Explicit | Basis::Editor)
}

fn timeline(scene: &Scene<'_>, page: &Page) -> Node {
    let entries =
        page.dated.iter().enumerate().map(|(index, entry)| {
            entry_row(scene, index, entry).with_some(also(scene, page, entry))
        });
    let list = if page.dated.is_empty() {
        el("p").say(words::NO_DATES)
    } else {
        el("ol").class("dated").with_all(entries.collect())
    };
    el("section")
        .set("aria-label", words::TIMELINE)
        .with(el("h3").say(words::TIMELINE))
        .with(strip(scene, page).unwrap_or_else(|| el("div")))
        .with(list)
}

/// Where an entry leads: to the sentence that tells it.
fn link_to(scene: &Scene<'_>, entry: &Dated) -> String {
    scene.to_article(scene.view.article.as_deref().unwrap_or_default(), Some(&entry.id))
}

fn entry_row(scene: &Scene<'_>, index: usize, entry: &Dated) -> Node {
    let class = match entry.when {
        None => "unresolved",
        Some(_) if is_inferred(entry.basis) => "inferred",
        Some(_) => "known",
    };
    let when = entry.when.as_ref().map_or(words::UNRESOLVED.to_owned(), words::when);
    let basis = words::basis(entry.basis);
    let basis = (!basis.is_empty() && !entry.words.is_empty()).then(|| {
        el("span").class("basis").set("dir", "auto").say(format!("“{}”: {basis}", entry.words))
    });
    let row = link(link_to(scene, entry))
        .class(class)
        .set("data-dated", index.to_string())
        .set_some("data-entry", Some(entry.id.clone()))
        .with(el("span").class("when").say(when))
        .with(el("span").class("label").set("dir", "auto").say(entry.label.clone()))
        .with_some(basis);
    el("li").with(row)
}

/// The other articles that tell what an entry tells.
fn also(scene: &Scene<'_>, page: &Page, entry: &Dated) -> Option<Node> {
    const MOST: usize = 3; // links below one entry; the search finds the rest
    let all: Vec<&Also> = page.also.iter().filter(|also| also.entry == entry.id).collect();
    let links = all.iter().take(MOST).map(|also| {
        let to = link(scene.to_article(&also.article, Some(&also.event)));
        el("li").with(to.set("dir", "auto").say(also.headline.clone()))
    });
    let more = all.len().saturating_sub(MOST);
    let more = (more > 0).then(|| el("li").say(words::and_more(more)));
    let list = el("ul").with_all(links.collect()).with_some(more);
    let told = el("span").say(words::ALSO_TOLD);
    (!all.is_empty()).then(|| el("div").class("also").with(told).with(list))
}

/// The picture of the list: a bar for each entry whose time is known.
fn strip(scene: &Scene<'_>, page: &Page) -> Option<Node> {
    let known: Vec<(usize, &Dated, When)> = page
        .dated
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| Some((index, entry, entry.when?)))
        .collect();
    let whens: Vec<When> = known.iter().map(|(_, _, when)| *when).collect();
    let scale = Scale::around(&whens)?;
    let bars = scale.bars(&whens);
    let lanes = bars.iter().map(|bar| bar.lane + 1).max().unwrap_or(1);
    let groups = clusters(&bars);
    let crowded = |at: usize| groups.iter().any(|group| group.contains(&at));
    let single = known.iter().zip(&bars).enumerate().filter(|(at, _)| !crowded(*at));
    let drawn = single.map(|(_, ((index, entry, when), bar))| {
        let mut class = String::from("lane-bar");
        let looks = [
            ("wide", bar.width > 0.0),
            ("open", bar.open),
            ("inferred", is_inferred(entry.basis)),
            ("vague", when.is_vague()),
        ];
        for (look, _) in looks.iter().filter(|(_, so)| *so) {
            class.push(' ');
            class.push_str(look);
        }
        link(link_to(scene, entry))
            .class(class)
            .set("data-dated", index.to_string())
            .set("tabindex", "-1")
            .set("title", format!("{}: {}", explained(Some(when), entry.basis), entry.label))
            .set("style:left", percent(bar.left))
            .set("style:width", percent(bar.width))
            .set("style:top", rem(bar.lane * LANE))
    });
    // A name too near the end would reach over the edge: the one before it serves.
    let ticks = scale.ticks(TICKS).into_iter().filter(|tick| tick.left <= 88.0).map(|tick| {
        let month = words::month(tick.at.month);
        let name = if tick.month {
            month.get(..3).unwrap_or(month).to_owned()
        } else {
            tick.at.year.to_string()
        };
        el("span").class("tick").set("style:left", percent(tick.left)).say(name)
    });
    // What has no place in time stands beside it.
    let nowhere = page.dated.iter().enumerate().filter(|(_, entry)| entry.when.is_none());
    let nowhere = nowhere.map(|(index, entry)| {
        link(link_to(scene, entry))
            .class("lane-bar unresolved")
            .set("data-dated", index.to_string())
            .set("tabindex", "-1")
            .set("title", entry.label.clone())
    });
    let nowhere: Vec<Node> = nowhere.collect();
    let nowhere = (!nowhere.is_empty()).then(|| {
        let name = el("span").say(words::NO_DATE_LANE);
        el("div").class("nowhere").with(name).with_all(nowhere)
    });
    let opened = groups.iter().map(|group| cluster(scene, &known, &bars, group));
    let lanes = el("div").class("lanes").set("style:height", rem(lanes * LANE));
    Some(
        // The list below says the same: a picture of it is not read out.
        el("div")
            .class("strip")
            .set("aria-hidden", "true")
            .with(lanes.with_all(drawn.collect()).with_all(opened.collect()))
            .with(el("div").class("ticks").with_all(ticks.collect()))
            .with_some(nowhere),
    )
}

/// Bars that would lie on each other: one for all, which opens to a list of them.
fn cluster(
    scene: &Scene<'_>,
    known: &[(usize, &Dated, When)],
    bars: &[Bar],
    group: &[usize],
) -> Node {
    let mut list = el("ul");
    let mut indexes = String::new();
    let (mut left, mut right, mut lane) = (100.0, 0.0, 0);
    for &at in group {
        let (Some((index, entry, when)), Some(bar)) = (known.get(at), bars.get(at)) else {
            continue;
        };
        let index = index.to_string();
        indexes.push_str(&index);
        indexes.push(' ');
        left = f64::min(left, bar.left);
        right = f64::max(right, bar.left + bar.width);
        lane = bar.lane;
        let row = link(link_to(scene, entry))
            .set("data-dated", index)
            .set("tabindex", "-1")
            .with(el("span").class("when").say(words::when(when)))
            .with(el("span").set("dir", "auto").say(entry.label.clone()));
        list = list.with(el("li").with(row));
    }
    // Another article's is another one, and closed.
    let of = [scene.view.article.as_deref().unwrap_or_default(), " ", &indexes].concat();
    let bar = el("summary")
        .class("lane-bar wide")
        .set("data-dated", indexes)
        .set("tabindex", "-1")
        .set("title", words::EVENTS_HERE)
        // Its number has room at the end of the line, too.
        .set("style:left", ["min(", &percent(left), ", 100% - .75rem)"].concat())
        .set("style:width", percent(right - left))
        .set("style:top", rem(lane * LANE))
        .say(group.len().to_string());
    el("details").set(OF, of).with(bar).with(list)
}

/// Who and what is mentioned, by type: the legend of the marks, with counts.
fn entities(scene: &Scene<'_>, page: &Page) -> Node {
    let mut section =
        el("section").set("aria-label", words::ENTITIES).with(el("h3").say(words::ENTITIES));
    if page.entities.is_empty() {
        return section.with(el("p").say(words::NO_ENTITIES));
    }
    for group in page.entities.chunk_by(|a, b| a.kind == b.kind) {
        let rows = group.iter().map(|entity| {
            let choice = link(scene.to_value(QueryField::Entity, &entity.id))
                .class("choice")
                .with(el("span").class("name").set("dir", "auto").say(entity.name.clone()))
                .with(el("span").class("count").say(words::number(entity.count)));
            el("li").with(choice)
        });
        let kind = group[0].kind;
        let key = el("span").class(format!("key {}", kind.word())).say(words::kind(kind));
        section = section
            .with(el("h4").with(key))
            .with(el("ul").class("choices").with_all(rows.collect()));
    }
    section
}
