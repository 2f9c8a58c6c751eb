//! A web page to one article: its text, and what its head says of it.

use crate::bundle::{Fault, Reading, Severity};
use crate::import::Source;

/// Reads a web page.
///
/// # Errors
/// A fatal fault if it holds no text.
pub(crate) fn read(source: &Source<'_>) -> Result<Reading, Fault> {
    let what = format!("{} is a web page (HTML), which cannot be opened yet.", source.name);
    Err(Fault::new(Severity::Fatal, what, crate::import::REMEDY))
}
