//! Listeners: several kinds of event, one receiver, one owner.

use gloo_events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget};

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

/// Has an element say, with `data-voices`, whether this browser has a voice to read aloud with,
/// until the listener is dropped: voices come a moment after they are first asked for.
pub fn for_voices(element: &Element) -> Option<EventListener> {
    let member = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let speech = member(&web_sys::window()?.into(), "speechSynthesis")?;
    let target: EventTarget = speech.clone().dyn_into().ok()?;
    let element = element.clone();
    let tell = move || {
        let voices = member(&speech, "getVoices");
        let voices = voices.and_then(|own| own.dyn_into::<js_sys::Function>().ok());
        let all = voices.and_then(|own| own.call0(&speech).ok()).unwrap_or_default();
        // One that lives on the net is never asked. Every first visit does this.
        let all = js_sys::Array::from(&all);
        let own = |at| member(&all.get(at), "localService").is_some_and(|own| own.is_truthy());
        if (0..all.length()).any(own) {
            let _ = element.set_attribute("data-voices", "");
        }
    };
    tell();
    Some(EventListener::new(&target, "voiceschanged", move |_| tell()))
}

/// Calls back with the id of everything inside an element that is about to be shown over the
/// page, until the listener is dropped. Such events do not bubble: they are taken on their way
/// down.
pub fn before_shown(element: &Element, call: impl Fn(&str) + 'static) -> EventListener {
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(element, "beforetoggle", options, move |event| {
        let state = js_sys::Reflect::get(event, &"newState".into()).ok();
        let opens = state.and_then(|state| state.as_string()).as_deref() == Some("open");
        let own = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(own) = own.filter(|_| opens) {
            call(&own.id());
        }
    })
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
