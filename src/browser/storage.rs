//! What a reader's browser keeps for them, for all viewers of a site: `localStorage`.
//!
//! Where it is forbidden or full nothing is kept, and nothing else is lost. It must not keep
//! what is read: only how, and what the reader put right.

use web_sys::window;

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
