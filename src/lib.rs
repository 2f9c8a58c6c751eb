//! Dateline: opens a bundle of articles, shows who is in them and when things happened,
//! and searches them, all in the reader's browser.
//!
//! Data flows down this list and nothing imports what stands above it:
//!
//! - [`bundle`]: the format.
//! - [`annotate`]: one text, its sentences.
//! - [`import`]: other formats to bundles.
//! - [`export`]: bundles to other formats.
//! - [`archive`]: many articles, one answer.
//! - `browser`: every direct web API call (wasm only).
//! - [`ui`]: decisions of the views, and (wasm only) the Leptos components.
//! - `embed`: the custom element's other half (wasm only).
//! - `cli`: the command (native only).
//!
//! The README's architecture section has the invariants.

pub mod annotate;
pub mod archive;
pub mod bundle;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod export;
pub mod import;
pub mod ui;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod embed;
