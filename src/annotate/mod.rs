//! Reads one text and says what stands in it.
//!
//! So far: where its sentences begin and end. It must not look at more than one article
//! at a time, nor touch the DOM, the clock or the disk.

pub mod sentences;
