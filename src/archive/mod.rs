//! The archive: many articles, one answer.
//!
//! A [`Query`] is what a reader asks, in the one language of the box, the URL, the
//! element and the command; a [`Request`] puts it to an archive, and an [`Answer`] is what
//! comes back: the articles in order with their snippets, and the exact counts of facets and
//! dates for the query as it stands.
//!
//! `index` answers. A [`desk`] keeps a collection for a viewer: it reads and indexes in steps
//! and answers meanwhile; [`ask`] is what crosses to it and back, `wire` how that is written.
//! An [`Engine`] is the same for a bundle that is in memory. `reference`, in the tests, does
//! all of it slowly and obviously, and the index is held to it.
//!
//! It must not touch the DOM, the clock, the disk or the network, nor let a hash order
//! anything.

mod articles;
pub mod ask;
pub mod chronology;
mod dates;
pub mod desk;
mod edit;
mod engine;
mod events;
mod facets;
pub mod fold;
mod highlight;
pub mod index;
mod message;
mod open;
mod parse;
pub mod parts;
mod profile;
mod query;
mod range;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod reference_cases;
#[cfg(test)]
mod reference_tests;
mod shelf;
mod shelving;
mod snippet;
mod stem;
mod tokens;
mod values;
pub mod wanting;
pub mod wire;
mod write;

pub use engine::{Engine, published};
pub use highlight::Highlighter;
pub use message::{
    Advice, Answer, Bar, DateTree, FacetList, FacetValue, Facets, Histogram, Hit, MonthCount,
    Request, Snippet, Sort, Spelling, Unit, YearCount,
};
pub use query::{Clause, Problem, Query, QueryField, Term};
pub use range::DateRange;
pub use stem::Languages;
