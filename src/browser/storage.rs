//! What a reader's browser keeps for them, for all viewers of a site: `localStorage`; and for
//! one tab, how far it was scrolled: `sessionStorage`.
//!
//! Where it is forbidden or full nothing is kept, and nothing else is lost. It must not keep
//! what is read: only how, and what the reader put right.

use web_sys::{PerformanceNavigation, window};

/// The name of what tells how somebody likes to read.
pub const READING: &str = "dateline-reading";

/// What was kept under a name; empty if there is nothing, or nothing may be asked.
pub fn kept(name: &str) -> String {
    let storage = window().and_then(|window| window.local_storage().ok()?);
    storage.and_then(|storage| storage.get_item(name).ok()?).unwrap_or_default()
}

/// Keeps a text under a name; an empty one is forgotten.
pub fn keep(name: &str, text: &str) {
    if let Some(storage) = window().and_then(|window| window.local_storage().ok()?) {
        let _ =
            if text.is_empty() { storage.remove_item(name) } else { storage.set_item(name, text) };
    }
}

/// The name of what tells how far a page was scrolled.
const SCROLLED: &str = "dateline-scrolled";

/// Keeps how far a page is scrolled that is left, in CSS pixels: loaded anew, it is as short as
/// its first paint when the browser would scroll it.
pub fn keep_scroll(by: usize) {
    if let Some(window) = window()
        && let (Ok(href), Ok(Some(storage))) = (window.location().href(), window.session_storage())
    {
        let _ = storage.set_item(SCROLLED, &[&by.to_string(), " ", &href].concat());
    }
}

/// What was kept of this page, if it is loaded anew or come back to; nothing on a new visit.
pub fn kept_scroll() -> Option<usize> {
    let window = window()?;
    let new = PerformanceNavigation::TYPE_NAVIGATE;
    window.performance().filter(|own| own.navigation().type_() != new)?;
    let kept = window.session_storage().ok()??.get_item(SCROLLED).ok()??;
    let (by, href) = kept.split_once(' ')?;
    by.parse().ok().filter(|_| window.location().href().is_ok_and(|here| here == href))
}
