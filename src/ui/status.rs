//! What a viewer shows when it has no articles to show. Every failure names what, where, and
//! what to do.

use crate::bundle::Fault;
use crate::ui::outline::{Node, el};
use crate::ui::words;

/// Nothing is open.
pub fn blank() -> Node {
    el("section")
        .class("status")
        .with(el("h2").say(words::EMPTY_HEADING))
        .with(el("p").say(words::EMPTY_TEXT))
}

/// A file is on its way.
pub fn opening(name: &str) -> Node {
    el("section")
        .class("status")
        .with(el("p").set("role", "status").say(format!("{} {name} …", words::LOADING)))
}

/// A file could not be opened. What was open before is a step away.
pub fn failed(name: &str, fault: &Fault, can_try_again: bool, can_return: bool) -> Node {
    let pair = |name: &'static str, words: String| vec![el("dt").say(name), el("dd").say(words)];
    let mut facts = Vec::new();
    let place = fault.whereabouts();
    if !place.is_empty() {
        facts.extend(pair(words::WHERE, place));
    }
    facts.extend(pair(words::WHAT_TO_DO, fault.remedy.clone()));
    let again = can_try_again
        .then(|| el("button").class("button first").set("data-do", "again").say(words::TRY_AGAIN));
    let back = can_return
        .then(|| el("button").class("button").set("data-do", "return").say(words::RETURN));
    el("section")
        .class("status failed")
        .set("role", "alert")
        .with(el("h2").say(words::COULD_NOT_OPEN))
        .with(el("p").say(format!("{name}: {}", fault.what)))
        .with(el("dl").with_all(facts))
        .with_some(again)
        .with_some(back)
}
