//! The bundle: the one format everything else in Dateline reads and writes.
//!
//! A bundle is a valid JSON Feed 1.1 file plus one extension object, `_dateline`,
//! at the top and in each item (<https://jsonfeed.org/version/1.1>). This room holds
//! the plain data, the reading of it with positions, its checking, the offset units,
//! dates, and the cutting of marked text into runs.
//!
//! It must not touch the DOM, the clock, the disk or the network: the same code runs
//! in the page, the worker, the command and the tests, and gives the same answer.

pub mod addresses;
pub mod blocks;
pub mod check;
pub mod civil;
pub mod confidence;
pub mod corrections;
pub mod edtf;
pub mod fault;
mod fields;
#[cfg(test)]
mod format_tests;
mod found;
mod head;
mod ids;
pub(crate) mod interner;
pub(crate) mod json;
pub(crate) mod line_ends;
mod mark_report;
pub mod marks;
pub mod mend;
pub mod model;
pub mod names;
pub mod offsets;
pub mod order;
pub mod place;
pub(crate) mod pointers;
mod read;
mod read_article;
mod read_blocks;
pub mod rule;
pub mod runs;
pub mod same;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
pub mod slug;
mod sources;
mod stepwise;
mod syntax;
pub mod unknown;
pub mod vocabulary;

pub use fault::{Fault, Severity};
pub(crate) use found::found_parts;
pub use found::{Found, read_found, read_found_by};
pub use head::Head;
pub use model::{
    Article, ArticleExt, Author, Basis, Block, BlockKind, Bundle, BundleExt, Cell, Entity,
    EntityType, Event, EventEntity, Field, Mark, OffsetUnit, Span, SpanKind, Time, Unknown,
};
pub(crate) use read::not_json;
pub use read::{Reading, read, read_with};
pub use stepwise::Stepwise;
