//! Stands in for the crate of this name, which Leptos needs for the server functions that
//! Dateline does not have.
//!
//! The original exports three classes to JavaScript. Exports are kept whether somebody
//! calls them or not, and with them half of an asynchronous runtime: kilobytes of every
//! first visit. This has the four functions that Leptos compiles against, and nobody calls
//! them. Should Leptos want another one, the build of the viewer says so.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

/// A stream of the browser's.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps one.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Unwraps it.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Would send a body piece by piece.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unimplemented!("there are no server functions here")
    }

    /// Would receive one.
    pub fn into_stream(self) -> Nothing {
        unimplemented!("there are no server functions here")
    }
}

/// A stream without items.
pub struct Nothing;

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
