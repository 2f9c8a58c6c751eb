//! What can be done with the open file as a whole: check it, save it in another format, see
//! what was put right in it.
//!
//! A quiet line under the list. It must not know how either is done.

use crate::bundle::corrections::Corrections;
use crate::ui::correct;
use crate::ui::outline::{Node, el};
use crate::ui::words;

/// The formats a collection can be saved in: the word that names one, and what people call
/// it. The same words as those of `dateline export`.
pub const FORMATS: [(&str, &str); 8] = [
    ("bundle", "Bundle"),
    ("feed", "JSON Feed"),
    ("md", "Markdown"),
    ("marks.csv", "Table of marks (CSV)"),
    ("events.csv", "Table of events (CSV)"),
    ("ics", "Calendar of events"),
    ("timeline", "TimelineJS"),
    ("annotations", "Web Annotations"),
];

/// The line. `told` is what became of the last thing that was done. Of an archive in parts
/// there is no file of the `whole` with which anything could be done.
pub fn file(told: &str, whole: bool, corrections: &Corrections) -> Node {
    let choice = |&(word, name): &(&'static str, &'static str)| {
        el("li").with(
            el("button").class("button").set("data-do", "save").set("data-format", word).say(name),
        )
    };
    el("section")
        .class("file")
        .set("aria-label", words::THIS_FILE)
        .with_some(
            whole.then(|| el("button").class("button").set("data-do", "check").say(words::CHECK)),
        )
        .with_some(whole.then(|| {
            el("details")
                .with(el("summary").say(words::SAVE_AS))
                .with(el("ul").with_all(FORMATS.iter().map(choice).collect()))
        }))
        .with_some(whole.then(|| correct::corrections(corrections)))
        .with(el("p").set("role", "status").say(told.to_owned()))
}
