//! HTML to text and typed blocks.
//!
//! Markup ends here: what comes out is plain text, ranges of it, and addresses that were
//! looked at. It must not fetch, and must not let an address through that is not `http`,
//! `https` or `mailto`.

pub(crate) mod page;
mod text;

use crate::bundle::blocks::Rich;

/// Reads a fragment, such as the `content_html` of an item. `base` is the address relative
/// links count from.
pub fn fragment(html: &str, base: Option<&str>) -> Rich {
    let _ = base;
    Rich { text: text::text_of(html), blocks: Vec::new() }
}
