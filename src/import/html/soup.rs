//! Tag soup in order: a flat list of events in which every element that was opened is
//! closed, whatever the tags did.
//!
//! There is no tree, so that depth costs nothing. `maker` makes the list; it must not be
//! changed afterwards, nor decide what is shown.

use super::maker;
use super::tags::Tag;
use super::tokens::Attributes;
use std::ops::Range;

/// Something in the soup.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// Text: UTF-8 bytes of `Soup::text`.
    Text(Range<usize>),
    /// An element opens: index of `Soup::elements`.
    Open(usize),
    /// The same element closes.
    Close(usize),
    /// An element without content.
    Void(usize),
    /// Formatting begins; its element. It ends on its own.
    Format(usize),
    /// Formatting of this name ends.
    EndFormat(Tag),
}

/// An element and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// What it is.
    pub(super) tag: Tag,
    pub(super) attributes: Attributes,
    /// Index of its `Close` among the events; its own place for one without content.
    pub(super) close: usize,
    /// Of a table: it holds what no table of data does.
    pub(super) layout: bool,
    /// Of a list: how many items it has.
    pub(super) items: u32,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// True if a list of words in an attribute has this one.
    pub(super) fn has_word(&self, attribute: &str, word: &str) -> bool {
        self.get(attribute).is_some_and(|words| {
            words.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case(word))
        })
    }

    /// True if a reader of the page would not see it.
    pub(super) fn is_hidden(&self) -> bool {
        self.get("hidden").is_some()
            || self.get("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
            || self.get("style").is_some_and(hides)
            || (self.tag == Tag::Dialog && self.get("open").is_none())
    }
}

/// True if an inline style hides its element.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "display" => value.starts_with("none"),
            "visibility" => value.starts_with("hidden"),
            _ => false,
        }
    })
}

/// The soup, in order.
#[derive(Debug, Default)]
pub(super) struct Soup {
    pub(super) events: Vec<Event>,
    pub(super) elements: Vec<Element>,
    pub(super) text: String,
    /// The most elements that were open at once, lines and formatting counted.
    #[cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "readability asks"))]
    pub(super) depth: usize,
    /// For each event, the UTF-8 bytes of text before it that somebody can read.
    lengths: Vec<usize>,
}

impl Soup {
    /// Reads markup, broken or not.
    pub(super) fn of(html: &str) -> Self {
        let mut soup = maker::read(html);
        soup.measure();
        soup
    }

    /// Counts the text before each event; scripts and styles are none.
    fn measure(&mut self) {
        let mut length = 0;
        let mut silent_to = 0;
        for (at, event) in self.events.iter().enumerate() {
            self.lengths.push(length);
            match event {
                Event::Text(range) if at >= silent_to => length += range.len(),
                Event::Open(index) => {
                    if let Some(element) = self.elements.get(*index)
                        && matches!(element.tag, Tag::Script | Tag::Style | Tag::Template)
                    {
                        silent_to = silent_to.max(element.close);
                    }
                }
                _ => {}
            }
        }
        self.lengths.push(length);
    }

    /// UTF-8 bytes of text before an event.
    pub(super) fn texts_before(&self, event: usize) -> usize {
        self.lengths.get(event).or(self.lengths.last()).copied().unwrap_or(0)
    }

    /// The elements of a kind in order, each with the place of its first event.
    pub(super) fn opened(&self, tag: Tag) -> impl Iterator<Item = (usize, &Element)> {
        self.events.iter().enumerate().filter_map(move |(at, event)| match event {
            Event::Open(index) => {
                let element = self.elements.get(*index).filter(|element| element.tag == tag)?;
                Some((at + 1, element))
            }
            _ => None,
        })
    }

    /// Where a link that began before this event ends; not far away, for names.
    pub(super) fn end_of_link(&self, from: usize) -> usize {
        const FAR: usize = 20; // events
        let mut next = self.events.iter().enumerate().skip(from).take(FAR);
        let end = next.find(|(_, event)| matches!(event, Event::EndFormat(Tag::A)));
        end.map_or(from, |(at, _)| at)
    }

    /// The texts in a range of events, as they stand, what is not shown among them.
    pub(super) fn texts(&self, events: Range<usize>) -> impl Iterator<Item = &str> {
        self.events.get(events).unwrap_or_default().iter().filter_map(|event| match event {
            Event::Text(range) => self.text.get(range.clone()),
            _ => None,
        })
    }
}
