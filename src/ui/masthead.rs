//! The top of a viewer: the collection's name, the search box, opening a file, and the
//! filters in force as chips. The box and the chips are one query, editable either way.

use crate::ui::address::{Links, View};
use crate::ui::outline::{Node, el};
use crate::ui::scene::{Scene, link};
use crate::ui::words;

/// The filters in force, each a link to the list without it, and what could not be read.
pub fn chips(scene: &Scene<'_>) -> Option<Node> {
    let filters = scene.query.clauses.iter().filter(|clause| !clause.is_words());
    let mut chips: Vec<Node> = filters
        .map(|clause| {
            let words = scene.clause_words(clause);
            let label = format!("{} {words}", words::REMOVE);
            let to = scene.to_query(&scene.query.without(clause));
            el("li").with(link(to).class("chip").set("aria-label", label).say(words))
        })
        .collect();
    chips.extend(scene.answer.problems.iter().map(|problem| {
        el("li").class("problem").say(format!("{}: {}", problem.words, problem.why))
    }));
    let any = !chips.is_empty();
    any.then(|| el("ul").class("chips").set("aria-label", words::FILTERS_IN_FORCE).with_all(chips))
}

/// A button that shows a sheet. The browser does it by itself.
fn sheet_button(sheet: &'static str, sign: &'static str, name: &'static str) -> Node {
    el("button").class("button").set("popovertarget", sheet).set("aria-label", name).say(sign)
}

/// The name of the collection, the search box, and the way to another file.
pub fn masthead(title: &str, links: &Links, q: Option<&str>) -> Node {
    let home =
        link(links.to(&View::default())).set("title", title.to_owned()).say(title.to_owned());
    let search = q.map(|q| {
        el("search").class("search").with(
            el("input")
                .set("type", "search")
                .set("data-do", "search")
                .set("autocomplete", "off")
                .set("spellcheck", "false")
                .set("aria-label", words::SEARCH)
                .set("placeholder", words::SEARCH)
                .set("title", words::SEARCH_HINT)
                .set("value", q.to_owned()),
        )
    });
    let file =
        el("input").set("type", "file").class("quiet").set("data-do", "file").set("multiple", "");
    // Narrow viewers show the first word alone.
    let rest = el("span").class("rest").say(words::OPEN_REST);
    el("header")
        .class("masthead")
        .with(el("button").class("button skip").set("data-do", "skip").say(words::SKIP))
        .with(el("h1").set("dir", "auto").with(home))
        .with(
            el("div")
                .class("tools")
                .with(el("label").class("button").say(words::OPEN).with(rest).with(file))
                .with(sheet_button("settings", "Aa", words::SETTINGS))
                .with(sheet_button("help", "?", words::HELP)),
        )
        .with_some(search)
}
