//! The article of a saved page by readability, for the command.
//!
//! Uses `dom_smoothie`, a port of the reader mode of browsers. It builds a tree, so a page
//! that is too deep or too large for one is left to our own choice, as is one on which it
//! breaks off. It must not be used in the browser: the crate is too large to send.

use super::metadata::{Said, clean};
use super::soup::Soup;
use dom_smoothie::Readability;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Open elements: pages go to about fifty; a tree much deeper is there to break a reader.
const DEEPEST: usize = 300;
/// UTF-8 bytes of a page, and its elements.
const LARGEST: usize = 8 << 20;
const MOST_ELEMENTS: usize = 200_000;

/// What readability found.
pub(super) struct Readable {
    /// The article, as HTML still to be read.
    pub(super) content: String,
    /// What it says of the article.
    pub(super) said: Said,
}

/// Looks for the article of a page; `soup` is the same page. `None` if there is none.
pub(super) fn read(html: &str, soup: &Soup) -> Option<Readable> {
    if soup.depth > DEEPEST || html.len() > LARGEST || soup.elements.len() > MOST_ELEMENTS {
        return None;
    }
    // A fault of the crate must not cost the page, nor the other files of a run.
    let article =
        catch_unwind(AssertUnwindSafe(|| Readability::from(html).parse().ok())).ok()??;
    let clean = |text: Option<String>| text.as_deref().and_then(clean);
    Some(Readable {
        content: article.content.to_string(),
        said: Said {
            title: clean(Some(article.title)),
            date: clean(article.published_time),
            authors: clean(article.byline).into_iter().collect(),
            language: clean(article.lang),
            source: clean(article.site_name),
            summary: clean(article.excerpt),
            ..Said::default()
        },
    })
}
