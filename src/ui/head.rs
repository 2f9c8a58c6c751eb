//! What stands above the list and above the chronology alike: how much was found, the way
//! from one to the other, and what a reader should know about the answer.
//!
//! It must not hold rows.

use crate::archive::Sort;
use crate::ui::address::View;
use crate::ui::outline::{Node, el, text};
use crate::ui::scene::{Scene, link, order_of};
use crate::ui::words;

/// The head. `count` says how much was found.
pub fn head(scene: &Scene<'_>, count: String) -> Node {
    let order = (!scene.view.chronology).then(|| order(scene));
    el("div")
        .class("head")
        .with(el("h2").with(el("span").set("role", "status").say(count)))
        .with(so_far(scene))
        .with(places(scene))
        .with_some(order)
}

/// How much of the collection was searched, until all of it was.
fn so_far(scene: &Scene<'_>) -> Node {
    let (answer, complete) = (scene.answer, scene.progress.complete);
    if complete && answer.searched >= answer.articles {
        return el("p").class("so-far").set("hidden", "");
    }
    // Not a status: that it goes on need not be read aloud at every step.
    el("p").class("so-far").say(words::searched(answer.searched, answer.articles, complete))
}

/// The list and the chronology, each a link to itself under the same query.
fn places(scene: &Scene<'_>) -> Node {
    let place = |chronology: bool, name: &'static str| {
        let here = scene.view.chronology == chronology;
        link(scene.links.to(&View { chronology, ..scene.view.without_article() }))
            .set_some("aria-current", here.then(|| "page".to_owned()))
            .say(name)
    };
    el("nav")
        .class("places")
        .set("aria-label", words::SHOWN_AS)
        .with(place(false, words::LIST))
        .with(place(true, words::CHRONOLOGY))
}

fn order(scene: &Scene<'_>) -> Node {
    let now = order_of(scene.view, scene.query);
    let options = Sort::ALL.into_iter().map(|sort| {
        let name = match sort {
            Sort::Newest => words::NEWEST,
            Sort::Oldest => words::OLDEST,
            Sort::Relevance => words::RELEVANCE,
        };
        el("option").set("value", sort.word()).set_if("selected", sort == now).say(name)
    });
    let select = el("select").class("sort").set("aria-label", words::SORT).set("data-do", "sort");
    // The options first: a value can only be chosen among those that are there.
    select.with_all(options.collect()).set("value", now.word())
}

/// Words that were looked for in another spelling, in sentences.
pub fn spellings(scene: &Scene<'_>) -> Node {
    let told = scene.answer.spellings.iter();
    let told = told.map(|one| el("p").say(words::respelled(&one.word, &one.found)));
    el("div").class("spellings").set("role", "status").with_all(told.collect())
}

/// In place of rows: that nothing was found, and what the query could do without.
pub fn nothing(scene: &Scene<'_>) -> Node {
    let place = el("div").class("nothing");
    let (answer, complete) = (scene.answer, scene.progress.complete);
    if complete && answer.articles == 0 {
        return place.with(el("h3").say(words::EMPTY_COLLECTION));
    }
    let heading = if complete { words::NO_RESULTS } else { words::NO_RESULTS_SO_FAR };
    let advice = answer.advice.iter().map(|advice| {
        let mut query = scene.query.clone();
        for clause in &advice.drop {
            query = query.without(clause);
        }
        let dropped: Vec<String> = advice
            .drop
            .iter()
            .map(|clause| {
                let said = scene.clause_words(clause);
                if clause.is_words() && !clause.negated { format!("“{said}”") } else { said }
            })
            .collect();
        let way = link(scene.to_query(&query)).set("dir", "auto").say(words::without(&dropped));
        el("li").with(way).with(text(": ")).with(text(words::articles(advice.total)))
    });
    let advice: Vec<Node> = advice.collect();
    let help = if advice.is_empty() {
        el("p").say(words::NO_RESULTS_ADVICE)
    } else {
        el("ul").class("advice").with_all(advice)
    };
    let all = link(scene.links.to(&View { q: String::new(), ..scene.view.without_article() }))
        .class("button")
        .say(words::ALL_ARTICLES);
    place.with(el("h3").say(heading)).with(help).with(all)
}

/// The button that shows more, where there is more.
pub fn more(rest: usize) -> Option<Node> {
    (rest > 0).then(|| {
        el("button").class("button more").set("data-do", "more").say(words::show_more(rest))
    })
}
