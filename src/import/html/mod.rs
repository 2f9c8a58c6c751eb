//! HTML to text and typed blocks.
//!
//! Markup ends here: what comes out is plain text, ranges of it, and addresses that were
//! looked at. It must not fetch, and must not let an address through that is not `http`,
//! `https` or `mailto`.
//!
//! - `tokens`: the tokenizer's events; `tags`: the elements it knows.
//! - `soup`: a flat list in which everything that opens closes; `maker` makes it.
//! - `flow`, `formats`, `lists`, `figures`, `pictures`, `tables`: what it means to a reader;
//!   `passed_over`: what is not read; `writer`: the text itself.
//! - `page`: a whole web page; `metadata`, `json_ld`: what it says of itself; `readable`:
//!   which part of it is the article, for the command.

mod figures;
mod flow;
mod formats;
mod json_ld;
mod lists;
mod maker;
mod metadata;
pub(crate) mod page;
mod passed_over;
mod pictures;
#[cfg(not(target_arch = "wasm32"))]
mod readable;
mod soup;
mod tables;
mod tags;
mod tokens;
mod writer;

use crate::bundle::blocks::Rich;
use flow::{Flow, Wish};
use soup::Soup;

/// Reads a fragment, such as the `content_html` of an item. `base` is the address relative
/// links count from.
pub fn fragment(html: &str, base: Option<&str>) -> Rich {
    let soup = Soup::of(html);
    read(&soup, 0..soup.events.len(), Wish { base, ..Wish::default() }).rich
}

/// Reads a range of the soup. What stands there for readers without scripts counts where
/// it is all there is.
fn read(soup: &Soup, events: std::ops::Range<usize>, wish: Wish<'_>) -> Flow {
    let flow = flow::read(soup, events.clone(), wish);
    if flow.has_noscript && flow.rich.text.is_empty() && flow.rich.blocks.is_empty() {
        return flow::read(soup, events, Wish { noscript: true, ..wish });
    }
    flow
}

#[cfg(test)]
#[path = "fragment_tests.rs"]
mod tests;

#[cfg(test)]
mod property_tests;
