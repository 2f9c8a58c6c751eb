//! The page's address: its fragment, its query, and the history.
//!
//! Only a viewer that was asked to (`history="url"`) may use this.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::{UrlSearchParams, window};

/// The fragment of the page's address, with its `#`; empty if there is none. Not `hash`,
/// which is empty for a bare `#` too: that one is a place of its own, the whole list.
pub fn fragment() -> String {
    let href = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.find('#').map(|at| href[at..].to_owned()).unwrap_or_default()
}

/// A parameter of the page's query.
pub fn parameter(name: &str) -> Option<String> {
    let query = window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name).filter(|value| !value.is_empty())
}

/// Puts a fragment into the address, as a new step of the history or in place of this one.
/// Browsers limit how often that may be done; past the limit the address lags behind, and
/// nothing else is lost.
pub fn set_fragment(fragment: &str, new_step: bool) {
    let Some(window) = window() else { return };
    let Ok(history) = window.history() else { return };
    // Written out: a bare fragment would count from the host's `<base>`, not from here.
    let here = window.location();
    let path = here.pathname().unwrap_or_default() + &here.search().unwrap_or_default();
    let url = path + fragment;
    let _ = if new_step {
        history.push_state_with_url(&JsValue::NULL, "", Some(&url))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&url))
    };
}

/// Calls back whenever the reader goes back, forward, or edits the address, until the
/// listener is dropped.
pub fn on_change(mut call: impl FnMut() + 'static) -> Option<EventListener> {
    // A changed fragment fires popstate too, in every current browser.
    window().map(|window| EventListener::new(&window, "popstate", move |_| call()))
}

/// An address made absolute against the page's own.
pub fn absolute(address: &str) -> Option<String> {
    let base = window()?.document()?.base_uri().ok()??;
    web_sys::Url::new_with_base(address, &base).ok().map(|url| url.href())
}

/// An address made absolute against the page's own, its query included: a bare fragment is a
/// place on this page, whatever the host's `<base>` says.
pub fn absolute_here(address: &str) -> Option<String> {
    let here = window()?.location().href().ok()?;
    web_sys::Url::new_with_base(address, &here).ok().map(|url| url.href())
}

/// Names the page after what it shows.
pub fn set_page_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}
