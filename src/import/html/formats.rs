//! Links and emphasis: which are open, and what that makes of the text.
//!
//! Elements of formatting do not nest with the others; each counts on its own. It must not
//! let a link through that leads anywhere but to the web or to a mailbox.

use super::flow::Walker;
use super::soup::Event;
use super::tags::Tag;
use super::writer::Style;
use crate::import::address;
use std::ops::Range;

/// How often each element of formatting is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Formats {
    open: [u32; FORMATS.len()],
    link: Option<String>,
}

const FORMATS: [Tag; 11] = [
    Tag::Em,
    Tag::I,
    Tag::Cite,
    Tag::Dfn,
    Tag::Var,
    Tag::B,
    Tag::Strong,
    Tag::Code,
    Tag::Kbd,
    Tag::Samp,
    Tag::Tt,
];
/// How many of them are emphasis, and how many of the rest are strong.
const EMPHASES: usize = 5;
const STRONGS: usize = 2;

impl Formats {
    fn style(&self) -> Style {
        let any = |range: Range<usize>| {
            self.open.get(range).unwrap_or_default().iter().any(|&count| count > 0)
        };
        Style {
            emphasis: any(0..EMPHASES),
            strong: any(EMPHASES..EMPHASES + STRONGS),
            code: any(EMPHASES + STRONGS..FORMATS.len()),
            link: self.link.clone(),
        }
    }

    fn count(&mut self, tag: Tag) -> Option<&mut u32> {
        let index = FORMATS.iter().position(|&known| known == tag)?;
        self.open.get_mut(index)
    }
}

impl Walker<'_> {
    /// A cell keeps to its own formatting.
    pub(super) fn enter_cell(&mut self) {
        self.around_cells.push(std::mem::take(&mut self.formats));
        self.writer.restyle(Style::default());
    }

    /// The formatting around a cell again.
    pub(super) fn leave_cell(&mut self) {
        self.formats = self.around_cells.pop().unwrap_or_default();
        self.writer.restyle(self.formats.style());
    }

    /// Formatting begins or ends.
    pub(super) fn format(&mut self, event: &Event) {
        match event {
            Event::Format(index) => {
                let Some(element) = self.soup.elements.get(*index) else { return };
                if element.tag == Tag::A {
                    let href = element.get("href");
                    self.formats.link =
                        href.and_then(|href| address::safe_link(href, self.wish.base));
                    self.writer.restyle(self.formats.style());
                } else {
                    self.add_format(element.tag);
                }
            }
            Event::EndFormat(Tag::A) => {
                self.formats.link = None;
                self.writer.restyle(self.formats.style());
            }
            Event::EndFormat(tag) => self.end_format(*tag),
            _ => {}
        }
    }

    pub(super) fn add_format(&mut self, tag: Tag) {
        if let Some(count) = self.formats.count(tag) {
            *count = count.saturating_add(1);
        }
        self.writer.restyle(self.formats.style());
    }

    pub(super) fn end_format(&mut self, tag: Tag) {
        if let Some(count) = self.formats.count(tag) {
            *count = count.saturating_sub(1);
        }
        self.writer.restyle(self.formats.style());
    }
}
