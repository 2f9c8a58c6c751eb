//! Listeners: several kinds of event, one receiver, one owner.

use gloo_events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use web_sys::{Element, Event};

/// Calls back with the type of these events wherever they happen in the window, before anybody
/// else hears of them, until the listeners are dropped. It only looks on.
pub fn anywhere(events: &[&'static str], call: impl Fn(&str) + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let call = Rc::new(call);
    let listener = |event: &&'static str| {
        let call = call.clone();
        let options = EventListenerOptions::run_in_capture_phase(); // passive
        let tell = move |event: &Event| call(&event.type_());
        EventListener::new_with_options(&window, *event, options, tell)
    };
    events.iter().map(listener).collect()
}

/// Calls back for these events on an element until the listeners are dropped. The receiver
/// may prevent what the browser would do.
pub fn on(
    element: &Element,
    events: &[&'static str],
    call: impl Fn(&Event) + 'static,
) -> Vec<EventListener> {
    let call = Rc::new(call);
    let options = EventListenerOptions::enable_prevent_default();
    let listener = |event: &&'static str| {
        let call = call.clone();
        EventListener::new_with_options(element, *event, options, move |event| call(event))
    };
    events.iter().map(listener).collect()
}
