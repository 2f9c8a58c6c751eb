//! Tag soup in order: a flat list of events in which every element that was opened is
//! closed, whatever the tags did.
//!
//! Follows the tree construction of the HTML standard where it matters to a reader:
//! implied end tags, scopes, elements of formatting that outlive their parents, SVG and
//! MathML. It builds no tree, so that depth costs nothing; every step is linear in the
//! input. It must not decide what is shown.

use super::tags::{HEADINGS, Nature, Tag};
use super::tokens::{self, Attributes};
use html5gum::State;
use std::ops::Range;

/// The attributes that are kept.
const KEPT: [&str; 32] = [
    "align",
    "alt",
    "aria-hidden",
    "class",
    "content",
    "data-src",
    "data-srcset",
    "datetime",
    "height",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "lang",
    "name",
    "open",
    "property",
    "pubdate",
    "rel",
    "reversed",
    "role",
    "src",
    "srcset",
    "start",
    "style",
    "title",
    "type",
    "value",
    "width",
    "xml:lang",
    "data-original",
];

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
    attributes: Attributes,
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
}

impl Soup {
    /// Reads markup, broken or not.
    pub(super) fn of(html: &str) -> Self {
        let mut maker = Maker {
            soup: Self::default(),
            stack: Vec::new(),
            places: std::array::from_fn(|_| Vec::new()),
            after_pre: false,
            hidden_from: None,
        };
        tokens::read(html, &mut maker);
        maker.close_to(0);
        maker.soup
    }

    /// The texts in a range of events, as they stand, what is not shown among them.
    pub(super) fn texts(&self, events: Range<usize>) -> impl Iterator<Item = &str> {
        self.events.get(events).unwrap_or_default().iter().filter_map(|event| match event {
            Event::Text(range) => self.text.get(range.clone()),
            _ => None,
        })
    }
}

struct Maker {
    soup: Soup,
    /// Open elements.
    stack: Vec<usize>,
    /// For each tag, where in the stack it is open.
    places: [Vec<usize>; Tag::COUNT],
    /// A line end right after `<pre>` does not count.
    after_pre: bool,
    /// Where in the stack the outermost hidden element is.
    hidden_from: Option<usize>,
}

impl Maker {
    /// Where in the stack the innermost of these is open, plus one: 0 if none is.
    fn last(&self, tags: &[Tag]) -> usize {
        tags.iter()
            .filter_map(|&tag| self.places[tag as usize].last())
            .max()
            .map_or(0, |&place| place + 1)
    }

    /// What an end tag does not look beyond.
    fn barrier(&self) -> usize {
        self.last(&[Tag::Table, Tag::Td, Tag::Th, Tag::Caption, Tag::Template, Tag::ForeignObject])
    }

    fn in_foreign(&self) -> bool {
        self.last(&[Tag::Svg, Tag::Math]) > self.last(&[Tag::ForeignObject])
    }

    /// Closes open elements until only so many are left.
    fn close_to(&mut self, length: usize) {
        while self.stack.len() > length
            && let Some(element) = self.stack.pop()
        {
            let place = self.soup.events.len();
            self.hidden_from = self.hidden_from.filter(|&from| from < self.stack.len());
            if let Some(known) = self.soup.elements.get_mut(element) {
                known.close = place;
                self.places[known.tag as usize].pop();
            }
            self.soup.events.push(Event::Close(element));
        }
    }

    /// Closes the innermost of these, if one is open inside all of those.
    fn close_in(&mut self, tags: &[Tag], within: usize) -> bool {
        let place = self.last(tags);
        let found = place > within;
        if found {
            self.close_to(place - 1);
        }
        found
    }

    fn element(&mut self, tag: Tag, attributes: &Attributes) -> usize {
        let kept = |(name, _): &&(String, String)| KEPT.contains(&name.as_str());
        self.soup.elements.push(Element {
            tag,
            attributes: attributes.iter().filter(kept).cloned().collect(),
            close: self.soup.events.len(),
            layout: false,
            items: 0,
        });
        self.soup.elements.len() - 1
    }

    fn open(&mut self, tag: Tag, element: usize) {
        if self.hidden_from.is_none()
            && self.soup.elements.get(element).is_some_and(Element::is_hidden)
        {
            self.hidden_from = Some(self.stack.len());
        }
        self.places[tag as usize].push(self.stack.len());
        self.stack.push(element);
        self.soup.events.push(Event::Open(element));
    }

    /// What a start tag closes before it opens.
    fn imply_ends(&mut self, tag: Tag) {
        let barrier = self.barrier();
        if tag.ends_paragraph() {
            self.close_in(&[Tag::P], barrier.max(self.last(&[Tag::Button])));
        }
        match tag {
            Tag::Li => {
                let list = self.last(&[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir]);
                self.close_in(&[Tag::Li], barrier.max(list));
            }
            Tag::Dt | Tag::Dd => {
                self.close_in(&[Tag::Dt, Tag::Dd], barrier.max(self.last(&[Tag::Dl])));
            }
            Tag::Select | Tag::Input | Tag::Textarea => {
                self.close_in(&[Tag::Select], barrier);
            }
            Tag::Button => {
                self.close_in(&[Tag::Button], barrier);
            }
            Tag::OptionItem => {
                self.close_in(&[Tag::OptionItem], barrier.max(self.last(&[Tag::Select])));
            }
            Tag::Table if self.last(&[Tag::Table]) == barrier => {
                self.close_in(&[Tag::Table], 0);
            }
            _ if tag.heading().is_some() => {
                self.close_in(&HEADINGS, barrier);
            }
            _ if tag.is_table_part() => self.imply_ends_in_table(tag),
            _ => {}
        }
    }

    fn imply_ends_in_table(&mut self, tag: Tag) {
        let table = self.last(&[Tag::Table]);
        if table == 0 {
            // Parts without a table: the browser drops the tags; here each is a block.
            return;
        }
        self.close_in(&[Tag::Td, Tag::Th, Tag::Caption], table);
        if !matches!(tag, Tag::Td | Tag::Th) {
            self.close_in(&[Tag::Tr], table);
        }
        if matches!(tag, Tag::Thead | Tag::Tbody | Tag::Tfoot) {
            self.close_in(&[Tag::Thead, Tag::Tbody, Tag::Tfoot], table);
        }
    }

    /// Tells the element around what opens in it.
    fn tell_around(&mut self, tag: Tag, element: usize) {
        let around: &[Tag] = match tag {
            Tag::Li => &[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir],
            Tag::Table | Tag::Article | Tag::Section | Tag::Figure | Tag::Pre => &[Tag::Table],
            Tag::Blockquote | Tag::Listing | Tag::Form | Tag::Hr => &[Tag::Table],
            _ if tag.heading().is_some() => &[Tag::Table],
            _ => return,
        };
        let place = self.last(around);
        let above = place.checked_sub(1).and_then(|place| self.stack.get(place));
        if let Some(above) = above.and_then(|&index| self.soup.elements.get_mut(index)) {
            above.layout = true;
            above.items = above.items.saturating_add(1);
        }
        if tag == Tag::Table
            && let Some(table) = self.soup.elements.get_mut(element)
        {
            table.layout |=
                table.has_word("role", "presentation") || table.has_word("role", "none");
        }
    }

    /// A start tag inside SVG or MathML.
    fn start_foreign(&mut self, name: &str, attributes: &Attributes, closed: bool) {
        let tag = match Tag::of(name) {
            kept @ (Tag::Svg | Tag::Math | Tag::ForeignObject | Tag::Annotation) => kept,
            kept @ (Tag::Script | Tag::Style) => kept,
            _ => Tag::Other,
        };
        let element = self.element(tag, attributes);
        if closed {
            self.soup.events.push(Event::Void(element));
        } else {
            self.open(tag, element);
        }
    }

    /// Closes SVG and MathML down to the HTML around them.
    fn leave_foreign(&mut self) {
        let limit = self.last(&[Tag::ForeignObject]);
        while self.close_in(&[Tag::Svg, Tag::Math], limit) {}
    }

    /// True if an element inside a line is kept in the stack, so that its own end tag ends
    /// it: hidden ones, and all that stands inside them.
    fn is_kept(&self, element: usize) -> bool {
        self.hidden_from.is_some()
            || self.soup.elements.get(element).is_some_and(Element::is_hidden)
    }
}

impl tokens::Receiver for Maker {
    fn start(&mut self, name: &str, attributes: &Attributes, closed: bool) -> Option<State> {
        self.after_pre = false;
        let tag = Tag::of(name);
        if self.in_foreign() {
            if !tag.breaks_out(name) {
                self.start_foreign(name, attributes, closed);
                return None;
            }
            self.leave_foreign();
        }
        self.imply_ends(tag);
        let element = self.element(tag, attributes);
        self.tell_around(tag, element);
        match tag.nature() {
            Nature::Void => self.soup.events.push(Event::Void(element)),
            Nature::Format if self.is_kept(element) => self.open(tag, element),
            Nature::Format => self.soup.events.push(Event::Format(element)),
            Nature::Inline => match tag {
                Tag::Html | Tag::Head | Tag::Body => self.soup.events.push(Event::Void(element)),
                Tag::Svg | Tag::Math if closed => self.soup.events.push(Event::Void(element)),
                Tag::Other if !self.is_kept(element) => {}
                _ => self.open(tag, element),
            },
            Nature::Block | Nature::Raw => self.open(tag, element),
        }
        self.after_pre = matches!(tag, Tag::Pre | Tag::Listing);
        match tag {
            Tag::Title | Tag::Textarea => Some(State::RcData),
            Tag::Script => Some(State::ScriptData),
            Tag::Plaintext => Some(State::PlainText),
            _ if tag.nature() == Nature::Raw => Some(State::RawText),
            _ => None,
        }
    }

    fn end(&mut self, name: &str) {
        self.after_pre = false;
        let tag = Tag::of(name);
        if self.in_foreign()
            && !matches!(tag, Tag::Svg | Tag::Math | Tag::Script | Tag::Style | Tag::Annotation)
            && self.close_in(&[Tag::Other], self.last(&[Tag::Svg, Tag::Math]))
        {
            return;
        }
        if tag == Tag::Br {
            let element = self.element(Tag::Br, &Attributes::new());
            self.soup.events.push(Event::Void(element));
            return;
        }
        if tag.heading().is_some() {
            self.close_in(&HEADINGS, self.barrier());
            return;
        }
        let within = match tag {
            Tag::Table | Tag::Template | Tag::ForeignObject => 0,
            _ if tag.is_table_part() => self.last(&[Tag::Table]),
            Tag::Li => self.barrier().max(self.last(&[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir])),
            _ => self.barrier(),
        };
        if self.close_in(&[tag], within) {
            return;
        }
        match tag.nature() {
            Nature::Format => self.soup.events.push(Event::EndFormat(tag)),
            // The browser makes an empty paragraph of it: what follows stands apart.
            Nature::Block if tag == Tag::P => {
                let element = self.element(tag, &Attributes::new());
                self.open(tag, element);
                self.close_to(self.stack.len().saturating_sub(1));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let mut text = text;
        if std::mem::take(&mut self.after_pre) {
            text = text.strip_prefix('\n').unwrap_or(text);
        }
        let start = self.soup.text.len();
        self.soup.text.extend(text.chars().filter(|&c| c != '\0'));
        if self.soup.text.len() > start {
            self.soup.events.push(Event::Text(start..self.soup.text.len()));
        }
    }

    fn in_foreign(&self) -> bool {
        Maker::in_foreign(self)
    }
}
