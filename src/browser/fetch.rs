//! Fetches a file, and says in words what went wrong.
//!
//! Nothing else in the viewer asks the network for anything.

use crate::bundle::{Fault, Severity};
use gloo_net::http::Request;
use web_sys::{AbortController, AbortSignal, RequestCache};

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

/// Fetches the bytes at `url`; `afresh` passes every cache by.
///
/// # Errors
/// A fatal fault that names the address, the reason and the remedy.
pub async fn bytes(url: &str, afresh: bool, signal: Option<AbortSignal>) -> Result<Vec<u8>, Fault> {
    let cache = if afresh { RequestCache::Reload } else { RequestCache::Default };
    let request = Request::get(url).cache(cache).abort_signal(signal.as_ref());
    let response = request.send().await.map_err(|error| {
        Fault::new(
            Severity::Fatal,
            format!("It could not be fetched ({error})."),
            "Check the address and the connection. If the file is on another site, that site \
             must allow this one to read it (CORS); or download it and open it from here.",
        )
    })?;
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
    response.binary().await.map_err(|error| {
        Fault::new(
            Severity::Fatal,
            format!("It broke off on its way ({error})."),
            "Check the connection and try again.",
        )
    })
}
