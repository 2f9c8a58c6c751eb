//! The keyboard: which key does what, as one table, and the sheet that tells it.
//!
//! Single keys only, so that each can be had without a chord; all of them can be switched
//! off together, as speech users need. It must not listen to anything.

use crate::ui::outline::{Node, el};
use crate::ui::words;

/// What a key does. `true` is forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Act {
    Search,
    Article(bool),
    Mention(bool),
    Event(bool),
    Timeline,
    Dates,
    Entities,
    Marks,
    Settings,
    Help,
    Up,
}

/// The keys, what they do, and how that is said. Two keys of one row go forward and back.
const KEYS: [(&[(&str, Act)], &str); 11] = [
    (&[("/", Act::Search)], words::KEY_SEARCH),
    (&[("j", Act::Article(true)), ("k", Act::Article(false))], words::KEY_ARTICLE),
    (&[("n", Act::Mention(true)), ("p", Act::Mention(false))], words::KEY_MENTION),
    (&[("]", Act::Event(true)), ("[", Act::Event(false))], words::KEY_EVENT),
    (&[("t", Act::Timeline)], words::KEY_TIMELINE),
    (&[("d", Act::Dates)], words::KEY_DATES),
    (&[("e", Act::Entities)], words::KEY_ENTITIES),
    (&[("h", Act::Marks)], words::KEY_MARKS),
    (&[("a", Act::Settings)], words::KEY_SETTINGS),
    (&[("?", Act::Help)], words::KEY_HELP),
    (&[("Escape", Act::Up)], words::KEY_UP),
];

/// What a key does, by the name that browsers give it. `single` is false where the reader
/// switched single keys off: then only what is no letter or sign is left.
pub fn act(key: &str, single: bool) -> Option<Act> {
    let mut all = KEYS.iter().flat_map(|(keys, _)| keys.iter());
    let found = all.find(|(own, _)| *own == key)?;
    (single || key.len() > 1).then_some(found.1)
}

/// The sheet, as it stands hidden in a viewer.
pub fn help() -> Node {
    let rows = KEYS.iter().map(|(keys, says)| {
        let keys = keys.iter().map(|(key, _)| {
            let name = if *key == "Escape" { "Esc" } else { key };
            el("kbd").say(name)
        });
        el("div").with(el("dt").with_all(keys.collect())).with(el("dd").say(*says))
    });
    sheet()
        .with(el("h2").set("tabindex", "-1").set("autofocus", "").say(words::HELP))
        .with(el("dl").with_all(rows.collect()))
        .with(el("p").say(words::HELP_ARROWS))
        .with(el("p").say(words::HELP_OFF))
}

/// The same, empty.
pub fn sheet() -> Node {
    bare_sheet("sheet help", "help", words::HELP)
}

/// A sheet with nothing in it: it lies over the page when it is shown.
pub fn bare_sheet(class: &'static str, id: &'static str, name: &'static str) -> Node {
    el("div")
        .class(class)
        .set("id", id)
        .set("popover", "")
        .set("role", "dialog")
        .set("aria-label", name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_does_one_thing() {
        let all: Vec<&str> = KEYS.iter().flat_map(|row| row.0).map(|(key, _)| *key).collect();
        for (at, key) in all.iter().enumerate() {
            assert!(!all[..at].contains(key), "{key} twice");
        }
        assert_eq!(act("n", true), Some(Act::Mention(true)));
        assert_eq!(act("x", true), None);
        assert_eq!(act("", true), None);
    }

    #[test]
    fn what_is_switched_off_leaves_escape() {
        for (key, expected) in [("n", None), ("?", None), ("/", None), ("Escape", Some(Act::Up))] {
            assert_eq!(act(key, false), expected, "{key}");
        }
    }

    #[test]
    fn the_sheet_tells_every_key() {
        let sheet = help();
        let told: Vec<String> =
            sheet.all(&|node| node.tag == "kbd").iter().map(|node| node.words()).collect();
        assert_eq!(told.join(" "), "/ j k n p ] [ t d e h a ? Esc");
    }
}
