//! What a person sees and touches.
//!
//! Views are functions from a [`scene`] to an [`outline`]: plain data to plain data, in
//! reach of the native tests. Only what hangs them into signals and DOM (`signal`, `state`, `load`,
//! `asking`, `finding`, `again`, `viewer`, `hands`, `arriving`, `draw`) exists in the browser
//! alone. They must not call web APIs themselves: that is `browser`'s part.

pub mod address;
pub mod axis;
pub mod calendar;
pub mod card;
pub mod chronology;
pub mod context;
pub mod correct;
pub mod dated;
pub mod figure;
pub mod file;
pub mod filters;
pub mod head;
pub mod histogram;
pub mod keys;
pub mod leaf;
pub mod masthead;
pub mod opening;
pub mod outline;
pub mod outward;
pub mod page;
pub mod passages;
pub mod pieces;
pub mod prose;
pub mod quote;
pub mod reader;
pub mod report;
pub mod results;
pub mod scene;
pub mod settings;
pub mod status;
pub mod strip;
pub mod window;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod again;
#[cfg(target_arch = "wasm32")]
mod arriving;
#[cfg(target_arch = "wasm32")]
pub mod asking;
#[cfg(target_arch = "wasm32")]
mod carding;
#[cfg(target_arch = "wasm32")]
mod correcting;
#[cfg(target_arch = "wasm32")]
pub mod draw;
#[cfg(target_arch = "wasm32")]
pub mod finding;
#[cfg(target_arch = "wasm32")]
pub mod going;
#[cfg(target_arch = "wasm32")]
mod hands;
#[cfg(target_arch = "wasm32")]
pub mod load;
#[cfg(target_arch = "wasm32")]
mod pressing;
#[cfg(target_arch = "wasm32")]
mod quoting;
#[cfg(target_arch = "wasm32")]
mod rows;
#[cfg(target_arch = "wasm32")]
pub mod signal;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(target_arch = "wasm32")]
mod strokes;
#[cfg(target_arch = "wasm32")]
pub mod viewer;
