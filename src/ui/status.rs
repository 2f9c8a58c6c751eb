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

/// A file is on its way: so many bytes have come of so many, or of an unknown number.
/// `sought` is true where somebody searches for something in it already.
pub fn opening(name: &str, come: usize, whole: usize, sought: bool) -> Node {
    // Outside the status: nobody wants every piece of it read aloud.
    let bar = (come > 0).then(|| {
        // Whole numbers: to write a fraction costs kilobytes of code.
        let share = (come as u64 * 100).checked_div(whole as u64);
        let share = share.map(|share| share.min(100).to_string());
        el("progress").set("aria-label", words::LOADING).set("max", "100").set_some("value", share)
    });
    el("section")
        .class("status")
        .with(
            el("p")
                .set("role", "status")
                .say(format!("{} {name} …", words::LOADING))
                .with_some(sought.then(|| el("span").say(" ").say(words::SEARCH_WAITS))),
        )
        .with_some(bar)
}

/// Names and dates are being looked for: so many of so many articles are done.
pub fn finding(found: usize, wanting: usize) -> Node {
    // Only that it goes on is read aloud, not every number.
    let said = el("span").set("role", "status").say(words::FINDING);
    let number = el("span").set("aria-hidden", "true").say(words::found_in(found, wanting));
    el("div").class("finding").with(el("p").with(said).with(number))
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
