//! RSS and Atom feeds to bundles.
//!
//! It must not fetch what a feed points to.

use crate::bundle::{Fault, Reading, Severity};
use crate::import::Source;

/// Reads a feed.
///
/// # Errors
/// A fatal fault if it is no feed.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, Fault> {
    let what = format!("{} is XML, which cannot be opened yet.", source.name);
    Err(Fault::new(Severity::Fatal, what, super::REMEDY))
}
