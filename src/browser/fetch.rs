//! Fetches a file, and says in words what went wrong.
//!
//! Nothing else in the viewer asks the network for anything.

use crate::browser::bytes::Bytes;
use crate::browser::stream;
use crate::bundle::{Fault, Severity};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestCache, RequestInit, Response};

/// A request under way: dropping it aborts the request.
pub struct Ticket(AbortController);

impl Ticket {
    /// What the request listens to.
    pub fn signal(&self) -> AbortSignal {
        self.0.signal()
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A ticket for a request that is about to begin; `None` where the browser has no
/// `AbortController`, and requests run to their end.
pub fn ticket() -> Option<Ticket> {
    AbortController::new().ok().map(Ticket)
}

/// Fetches the bytes at `url`; `afresh` passes every cache by. `tell` hears how many bytes
/// have come, and how many there are, or 0 where the server does not say.
///
/// # Errors
/// A fatal fault that names the address, the reason and the remedy.
pub async fn bytes(
    url: &str,
    afresh: bool,
    signal: Option<AbortSignal>,
    tell: Box<dyn Fn(usize, usize)>,
) -> Result<Bytes, Fault> {
    let broken = |error: JsValue, what: &str, remedy: &str| {
        let words = String::from(error.unchecked_ref::<js_sys::Object>().to_string());
        Fault::new(Severity::Fatal, format!("{what} ({words})."), remedy)
    };
    let response = match request(url, afresh, signal).await {
        Ok(response) => response,
        Err(error) => {
            let remedy = "Check the address and the connection. If the file is on another site, \
                          that site must allow this one to read it (CORS); or download it and \
                          open it from here.";
            return Err(broken(error, "It could not be fetched", remedy));
        }
    };
    if !response.ok() {
        let remedy = match response.status() {
            401 | 403 => "The file is not public. Ask its owner, or open a copy from this machine.",
            404 | 410 => "Check the address: there is no file there.",
            500.. => "That is a fault of the server. Try again later.",
            _ => "Check the address.",
        };
        let what = format!("The server answered {} {}.", response.status(), response.status_text());
        return Err(Fault::new(Severity::Fatal, what, remedy));
    }
    // What the server packed is counted as it was packed: then nobody knows the whole.
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let whole = header("content-length").filter(|_| header("content-encoding").is_none());
    let whole = whole.and_then(|length| length.parse().ok()).unwrap_or(0);
    let Some(body) = response.body() else { return Ok(Vec::new().into()) };
    stream::collect(&body, whole, &|come| tell(come, whole)).await.map_err(|error| match error {
        Some(error) => {
            broken(error, "It broke off on its way", "Check the connection and try again.")
        }
        None => Fault::new(
            Severity::Fatal,
            "This file is larger than a viewer can hold (1 GiB).",
            "Split it into several bundles.",
        ),
    })
}

async fn request(
    url: &str,
    afresh: bool,
    signal: Option<AbortSignal>,
) -> Result<Response, JsValue> {
    let options = RequestInit::new();
    options.set_cache(if afresh { RequestCache::Reload } else { RequestCache::Default });
    options.set_signal(signal.as_ref());
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &options)).await?;
    response.dyn_into()
}
