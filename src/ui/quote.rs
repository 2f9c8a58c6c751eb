//! A passage as a link has it: some words, about where they stood, and how long they are.
//!
//! `120,45:the words themselves`. The words find the place, the numbers only choose among
//! several. Pure: selecting and finding are the browser's part.

use crate::ui::card::Beside;
use crate::ui::outline::{Node, el};
use crate::ui::scene::link;
use crate::ui::words;

/// The words of one passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// About how many letters stand before it.
    pub near: usize,
    /// How many letters it has.
    pub length: usize,
    /// The words, or the first of many.
    pub words: String,
}

/// Letters of a passage that a link holds at most.
const MOST: usize = 120;

impl Quote {
    /// Of a selection.
    pub fn of(words: &str, near: usize) -> Self {
        // As scripts count, so that both mean the same place.
        let length = words.encode_utf16().count();
        let mut kept: String = words.chars().take(MOST).collect();
        if kept.len() < words.len() {
            // To a whole word: half a one may be part of another.
            let end = kept.rfind(' ').unwrap_or(kept.len());
            kept.truncate(end);
        }
        Self { near, length, words: kept }
    }

    /// As it stands in an address.
    pub fn to_text(&self) -> String {
        format!("{},{}:{}", self.near, self.length, self.words)
    }

    /// Reads an address; words alone do as well.
    pub fn from_text(text: &str) -> Option<Self> {
        let known = || {
            let (place, words) = text.split_once(':')?;
            let (near, length) = place.split_once(',')?;
            let (near, length) = (near.parse().ok()?, length.parse().ok()?);
            Some(Self { near, length, words: words.to_owned() })
        };
        let quote = known().unwrap_or_else(|| Self { near: 0, length: 0, words: text.to_owned() });
        (!quote.words.trim().is_empty()).then_some(quote)
    }
}

/// What is offered for the words that are selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The link to them.
    pub href: String,
    /// Where they are.
    pub place: Beside,
    /// What became of it, in words; empty at first.
    pub told: &'static str,
}

/// The link to the passage, beside the selection.
pub fn offer(offer: &Offer) -> Node {
    let pixels = |number: i32| format!("{number}px");
    let place = offer.place;
    let node = el("div")
        .class("offer")
        .set("id", "offer")
        .set("popover", "manual")
        .set("style:left", pixels(place.left));
    let node = match place.top {
        Some(top) => node.set("style:top", pixels(top)),
        None => node.set("style:bottom", pixels(place.bottom)),
    };
    let way = link(offer.href.clone()).class("button first").set("data-do", "copy-link");
    node.with(way.say(words::COPY_LINK)).with(el("span").set("role", "status").say(offer.told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_goes_into_an_address_and_comes_back() {
        for (words, near, expected) in
            [("four in favour", 120, "120,14:four in favour"), ("a+b: c 🕊", 0, "0,9:a+b: c 🕊")]
        {
            let quote = Quote::of(words, near);
            assert_eq!(quote.to_text(), expected);
            assert_eq!(Quote::from_text(expected), Some(quote));
        }
    }

    #[test]
    fn a_long_passage_is_known_by_its_beginning_and_its_length() {
        let words = "seven words that are said again and ".repeat(9);
        let quote = Quote::of(words.trim_end(), 3);
        assert_eq!(quote.length, words.trim_end().len());
        assert!(quote.words.len() <= MOST && words.starts_with(&quote.words), "{quote:?}");
        assert!(!quote.words.ends_with(' '));
        let one = "x".repeat(500);
        assert_eq!(Quote::of(&one, 0).words.len(), MOST);
    }

    #[test]
    fn what_somebody_wrote_by_hand_is_read_as_words() {
        for (text, expected) in [
            ("four in favour", Some((0, 0, "four in favour"))),
            ("x,1:four", Some((0, 0, "x,1:four"))),
            ("1:2", Some((0, 0, "1:2"))),
            ("5,4:", None),
            (" ", None),
        ] {
            let read = Quote::from_text(text);
            let read = read.as_ref().map(|own| (own.near, own.length, own.words.as_str()));
            assert_eq!(read, expected, "{text}");
        }
    }
}
