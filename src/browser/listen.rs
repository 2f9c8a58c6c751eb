//! Listeners on one element: several kinds of event, one receiver, one owner.

use gloo_events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use web_sys::{Element, Event};

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
