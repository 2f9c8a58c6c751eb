//! Lists: how deep an item stands, and which number it has.
//!
//! It must not put numbers into the text: they belong to the blocks.

use super::flow::Walker;
use super::soup::Element;
use super::tags::Tag;
use super::writer::Shape;
use crate::bundle::BlockKind;

/// A list that is open.
#[derive(Debug)]
pub(super) struct List {
    numbered: bool,
    next: i64,
    step: i64,
}

impl Walker<'_> {
    /// A list begins.
    pub(super) fn open_list(&mut self, element: &Element) {
        let number = |name| element.get(name).and_then(|value| value.trim().parse::<i64>().ok());
        let numbered = element.tag == Tag::Ol;
        let reversed = element.get("reversed").is_some();
        let first = if reversed { i64::from(element.items) } else { 1 };
        self.lists.push(List {
            numbered,
            next: number("start").unwrap_or(first),
            step: if reversed { -1 } else { 1 },
        });
    }

    /// What the next item of the innermost list is.
    pub(super) fn item(&mut self, element: &Element) -> Shape {
        let level = u8::try_from(self.lists.len().max(1)).unwrap_or(u8::MAX);
        let mut ordinal = None;
        if let Some(list) = self.lists.last_mut().filter(|list| list.numbered) {
            let value = element.get("value").and_then(|value| value.trim().parse().ok());
            list.next = value.unwrap_or(list.next);
            ordinal = u32::try_from(list.next).ok();
            list.next = list.next.saturating_add(list.step);
        }
        Shape { kind: BlockKind::Item, level: Some(level), ordinal }
    }
}
