//! Every direct call of a web API: fetching, files and streams, the modules of
//! importers and annotator,
//! listeners, the location, focus and scrolling.
//!
//! Functions in, plain values and `Fault`s out. No signals and no views here; every
//! listener is a value that ends when it is dropped.

pub mod annotator;
pub mod bytes;
pub mod fetch;
pub mod files;
pub mod importers;
pub mod keyboard;
pub mod late;
pub mod listen;
pub mod location;
pub mod pictures;
mod pump;
pub mod seat;
pub mod service;
pub mod sight;
pub mod storage;
pub mod stream;
