//! Pictures that could not be loaded: the one event of an image that a viewer listens to.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Calls back with the address, as it was set, of every picture inside an element that the
/// page's policy or its host refuses, until the listener is dropped. Such events do not
/// bubble: they are taken on their way down.
pub fn on_failure(element: &Element, call: impl Fn(&str) + 'static) -> EventListener {
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(element, "error", options, move |event| {
        let picture = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(src) = picture.and_then(|picture| picture.get_attribute("src")) {
            call(&src);
        }
    })
}
