//! Reads one text and says what stands in it: sentences, dates, names, and what happened
//! when.
//!
//! The same code runs in the page, its worker and the command, and gives the same answer.
//! It must not look at more than one article at a time (`link` with its `linker`, which joins
//! what was found, is the one exception), nor touch the DOM, the clock or the disk.

mod answer;
pub mod article;
pub mod dates;
pub mod events;
pub mod letters;
pub mod link;
mod linker;
pub mod names;
pub mod sentences;
pub mod sitting;
mod texts;
pub mod tokens;
pub mod write;

pub use article::{Annotation, Annotator, Input};
