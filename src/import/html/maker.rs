//! From tags to the flat list of the soup.
//!
//! Follows the tree construction of the HTML standard where it matters to a reader:
//! implied end tags, scopes, elements of formatting that outlive their parents, SVG and
//! MathML. Every step is linear in the input, whatever the tags are. It must not decide
//! what is shown.

use super::soup::{Element, Event, Soup};
use super::tags::{HEADINGS, Nature, Tag};
use super::tokens::{self, Attributes};
use html5gum::State;

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

/// Reads markup, broken or not.
pub(super) fn read(html: &str) -> Soup {
    let mut maker = Maker {
        soup: Soup::default(),
        stack: Vec::new(),
        places: std::array::from_fn(|_| Vec::new()),
        after_pre: false,
        hidden_from: None,
        inline: 0,
    };
    tokens::read(html, &mut maker);
    maker.close_to(0);
    maker.soup
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
    /// How many elements inside lines are open that the stack does not hold.
    inline: usize,
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
        self.soup.depth = self.soup.depth.max(self.stack.len() + self.inline);
        self.soup.events.push(Event::Open(element));
    }

    fn open_inline(&mut self) {
        self.inline += 1;
        self.soup.depth = self.soup.depth.max(self.stack.len() + self.inline);
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
            Nature::Format => {
                self.open_inline();
                self.soup.events.push(Event::Format(element));
            }
            Nature::Inline => match tag {
                Tag::Html | Tag::Head | Tag::Body => self.soup.events.push(Event::Void(element)),
                Tag::Svg | Tag::Math if closed => self.soup.events.push(Event::Void(element)),
                Tag::Other if !self.is_kept(element) => self.open_inline(),
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
            Nature::Format => {
                self.inline = self.inline.saturating_sub(1);
                self.soup.events.push(Event::EndFormat(tag));
            }
            Nature::Inline if tag == Tag::Other => self.inline = self.inline.saturating_sub(1),
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
