//! What a person sees and touches.
//!
//! The decisions are plain types that the native tests reach ([`address`], [`page`],
//! [`strip`], [`words`]); the Leptos components around them are thin and exist only in
//! the browser. They must not call web APIs themselves: that is `browser`'s part.

pub mod address;
pub mod page;
pub mod strip;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod context;
#[cfg(target_arch = "wasm32")]
pub mod filters;
#[cfg(target_arch = "wasm32")]
pub mod histogram;
#[cfg(target_arch = "wasm32")]
pub mod masthead;
#[cfg(target_arch = "wasm32")]
pub mod reader;
#[cfg(target_arch = "wasm32")]
pub mod results;
#[cfg(target_arch = "wasm32")]
pub mod state;
#[cfg(target_arch = "wasm32")]
pub mod status;
#[cfg(target_arch = "wasm32")]
pub mod viewer;
