//! Markdown to one article with its blocks.
//!
//! Raw HTML in it is read as HTML: markup goes no further than this room.

use crate::bundle::{Fault, Reading, Severity};
use crate::import::Source;

/// Reads a Markdown file.
///
/// # Errors
/// A fatal fault if it is empty.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, Fault> {
    let what = format!("{} is Markdown, which cannot be opened yet.", source.name);
    Err(Fault::new(Severity::Fatal, what, super::REMEDY))
}
