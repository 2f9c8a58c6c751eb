//! What a reader's browser keeps of their choices, for all viewers of a site: `localStorage`.
//!
//! Where it is forbidden or full nothing is kept, and nothing else is lost. It must not keep
//! anything of what is read.

use web_sys::window;

const NAME: &str = "dateline-reading";

/// What was kept; empty if there is nothing, or nothing may be asked.
pub fn kept() -> String {
    let storage = window().and_then(|window| window.local_storage().ok()?);
    storage.and_then(|storage| storage.get_item(NAME).ok()?).unwrap_or_default()
}

/// Keeps a text in its place.
pub fn keep(text: &str) {
    if let Some(storage) = window().and_then(|window| window.local_storage().ok()?) {
        let _ = storage.set_item(NAME, text);
    }
}
