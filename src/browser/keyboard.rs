//! The keyboard: which key an event is of, and the focus that goes from one thing to the next.
//!
//! It never looks outside the root it is given, and must not know what a key means.

use crate::browser::sight;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, ShadowRoot};

/// The key of an event, by the name that browsers give it; nothing where it is a chord, is
/// being held, was taken by somebody, or is text for a field.
pub fn key(event: &Event) -> Option<String> {
    const FIELDS: &str = "input:not([type=radio], [type=checkbox], [type=file]), textarea, select, [contenteditable]";
    let member = |name: &str| js_sys::Reflect::get(event, &name.into()).ok();
    let key = member("key")?.as_string()?;
    // First of all, for the browser goes on with what is typed only after this.
    let in_field = target(event).is_some_and(|own| matches!(own.closest(FIELDS), Ok(Some(_))));
    if in_field && key != "Escape" {
        return None;
    }
    let held = ["ctrlKey", "metaKey", "altKey", "isComposing", "defaultPrevented"];
    let is_held = held.iter().any(|name| member(name).is_some_and(|held| held.is_truthy()));
    (!is_held).then_some(key)
}

/// The element that an event is of, within a shadow root too: from outside, the target is the
/// root's host.
pub fn target(event: &Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}

/// What has the focus in a root.
pub fn focused(inside: &Element) -> Option<Element> {
    inside.get_root_node().dyn_into::<ShadowRoot>().ok()?.active_element()
}

/// The focus to the first thing in sight, or else the first, that fits a selector; false if
/// there is none.
pub fn focus_first(inside: &Element, selector: &str) -> bool {
    let all = sight::all(inside, selector);
    let first = all.first();
    if let Some(first) = first {
        reach(first);
    }
    first.is_some()
}

/// The focus one thing on, or back, among those that fit a selector: from the one that has it,
/// or else from where the focus is, or else from the top of what is in sight. False at the end.
pub fn step(inside: &Element, selector: &str, forward: bool) -> bool {
    let all = sight::all(inside, selector);
    let from = focused(inside).filter(|focused| {
        let text = all.first().and_then(|first| first.closest(".zone").ok()?);
        text.is_some_and(|text| text.contains(Some(focused)))
    });
    let top = if from.is_some() { 0.0 } else { sight::top_of_sight(inside) };
    let is_after = |element: &HtmlElement| match &from {
        Some(from) => {
            let order = from.compare_document_position(element);
            order & web_sys::Node::DOCUMENT_POSITION_FOLLOWING != 0
        }
        None => element.get_bounding_client_rect().top() >= top,
    };
    let next = if forward {
        all.iter().find(|element| is_after(element))
    } else {
        let is_from = |element: &HtmlElement| from.as_ref().is_some_and(|from| **element == *from);
        all.iter().rev().find(|element| !is_after(element) && !is_from(element))
    };
    if let Some(next) = next {
        reach(next);
    }
    next.is_some()
}

/// The focus to another cell of a grid that has something to be focused, by an arrow key; false
/// if that is none, or the focus is in no grid.
pub fn step_in_grid(event: &Event, key: &str) -> bool {
    let cell = target(event).and_then(|own| own.closest("[data-grid] > *").ok()?);
    let Some((cell, grid)) = cell.and_then(|cell| Some((cell.clone(), cell.parent_element()?)))
    else {
        return false;
    };
    let columns = grid.get_attribute("data-grid").and_then(|own| own.parse().ok()).unwrap_or(1);
    let by: i32 = match key {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        "ArrowDown" => columns,
        "ArrowUp" => -columns,
        _ => return false,
    };
    let cells = sight::all(&grid, ":scope > *");
    let mut at = cells.iter().position(|own| **own == cell).map_or(0, |at| at as i32);
    loop {
        at += by;
        let Some(next) = usize::try_from(at).ok().and_then(|at| cells.get(at)) else { return true };
        if let Some(inside) = sight::all(next, "a").first() {
            reach(inside);
            return true;
        }
    }
}

/// What is one stop on the way of the Tab key, however many there are: the marks of a text, and
/// the entries of its timeline. Arrows lead from one to the next.
const ROWS: [&str; 2] = [".reader a:is(.mention, .date)", ".context a[data-entry]"];

/// Keeps one of each row on the way of the Tab key: what has the focus, or had it last, or the
/// first.
pub fn keep_stops(inside: &Element) {
    let here = focused(inside);
    for row in ROWS {
        // The browser finds those to be changed: there are hundreds, and few of them are.
        let with = |rest: &str| sight::all(inside, &[row, rest].concat());
        let (stops, new) = (with("[tabindex='0']"), with(":not([tabindex])"));
        let in_row = |own: &Element| own.matches(row).unwrap_or_default();
        let here = here.clone().filter(in_row);
        let stop = here.or_else(|| stops.first().map(|own| (**own).clone()));
        let stop = stop.or_else(|| inside.query_selector(row).ok()?);
        for own in stops.iter().chain(&new) {
            if stop.as_ref() != Some(own) {
                let _ = own.set_attribute("tabindex", "-1");
            }
        }
        if let Some(stop) = stop.filter(|own| own.get_attribute("tabindex").as_deref() != Some("0"))
        {
            let _ = stop.set_attribute("tabindex", "0");
        }
    }
}

/// The focus to the next of a row, or the one before, by an arrow key; false if that is none,
/// or the focus is in no row.
pub fn step_in_row(inside: &Element, event: &Event, key: &str) -> bool {
    let Some(own) = target(event) else { return false };
    let is_in = |row: &&str| own.matches(row).unwrap_or_default();
    let Some(row) = ROWS.into_iter().find(is_in) else { return false };
    let in_text = row == ROWS[0]; // up and down scroll it
    let forward = match key {
        "ArrowRight" => !own.matches(":dir(rtl)").unwrap_or_default(),
        "ArrowLeft" => own.matches(":dir(rtl)").unwrap_or_default(),
        "ArrowDown" if !in_text => true,
        "ArrowUp" if !in_text => false,
        _ => return false,
    };
    step(inside, row, forward);
    true
}

/// The focus to an element, which comes into sight.
fn reach(element: &HtmlElement) {
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        let _ = element.set_attribute("tabindex", "-1");
    }
    sight::bring(element, true);
}

/// Shows a sheet; what is chosen in it gets the focus.
pub fn go_to_sheet(inside: &Element, name: &str) {
    show_sheet(inside, name);
    sight::focus_first(inside, ".sheet:popover-open :is([autofocus], :checked)");
}

/// The sheet that is shown.
pub fn shown_sheet(inside: &Element) -> Option<String> {
    sight::all(inside, ".sheet:popover-open").first().map(|sheet| sheet.id())
}

/// Hides the sheet that is shown, and gives the focus back to what had it, or else to the button
/// that shows the sheet. False if none is shown.
pub fn close_sheet(inside: &Element, before: Option<Element>) -> bool {
    let Some(name) = shown_sheet(inside) else { return false };
    call_on_sheet(inside, &name, "hidePopover");
    match before.filter(|own| own.is_connected()) {
        Some(before) => focus_on(&before),
        None => sight::focus_first(inside, &["[popovertarget=", &name, "]"].concat()),
    }
    true
}

/// True if the Tab key leads out of the part that the focus is in.
pub fn leaves(inside: &Element, event: &Event, part: &str) -> bool {
    let back = js_sys::Reflect::get(event, &"shiftKey".into()).is_ok_and(|held| held.is_truthy());
    let stops = [part, " :is(a[href], button, input, select, summary)"].concat();
    let mut stops = sight::all(inside, &stops);
    stops.retain(|own| own.get_client_rects().length() > 0);
    let end = if back { stops.first() } else { stops.last() };
    end.is_some_and(|end| focused(inside).as_ref() == Some(end))
}

/// The focus to the first, or the last, that fits a selector; false if there is none.
pub fn focus_end(inside: &Element, selector: &str, first: bool) -> bool {
    let all = sight::all(inside, selector);
    let end = if first { all.first() } else { all.last() };
    if let Some(end) = end {
        reach(end);
    }
    end.is_some()
}

/// Shows what stands hidden in the root, unless it is shown.
pub fn show_sheet(inside: &Element, name: &str) {
    call_on_sheet(inside, name, "showPopover");
}

fn call_on_sheet(inside: &Element, name: &str, method: &str) {
    if let Some(sheet) = sight::all(inside, &["#", name].concat()).first() {
        let method = js_sys::Reflect::get(sheet, &method.into());
        if let Some(method) = method.ok().and_then(|it| it.dyn_into::<js_sys::Function>().ok()) {
            let _ = method.call0(sheet); // it throws where it is shown already
        }
    }
}

/// The focus to an element, which stays where it is.
pub fn focus_on(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        sight::focus_on(element);
    }
}

/// What made an event of a pointer: `mouse`, `touch`, `pen`, or nothing where that is not told.
fn pointer(event: &Event) -> String {
    let kind = js_sys::Reflect::get(event, &"pointerType".into()).ok();
    kind.and_then(|kind| kind.as_string()).unwrap_or_default()
}

/// How far a wheel was turned, in about as many pixels, up below 0; nothing where neither
/// Ctrl nor Cmd is held.
pub fn turned_with_control(event: &Event) -> Option<f64> {
    const LINE: f64 = 33.0; // browsers that count lines send three a notch
    let member = |name: &str| js_sys::Reflect::get(event, &name.into()).unwrap_or_default();
    let held = member("ctrlKey").is_truthy() || member("metaKey").is_truthy();
    let unit = if member("deltaMode").as_f64() == Some(0.0) { 1.0 } else { LINE };
    member("deltaY").as_f64().filter(|_| held).map(|turned| turned * unit)
}

/// True if an event of a pointer is a mouse's.
pub fn is_mouse(event: &Event) -> bool {
    pointer(event) == "mouse"
}

/// True if a finger did it; where that is not told, if fingers are what there is.
pub fn is_finger(event: &Event) -> bool {
    match pointer(event).as_str() {
        "" => sight::has_no_pointer(),
        kind => kind == "touch",
    }
}

/// True if a click was made by a key: it counts no presses of a button.
pub fn is_by_key(event: &Event) -> bool {
    let detail = js_sys::Reflect::get(event, &"detail".into()).ok();
    detail.and_then(|detail| detail.as_f64()) == Some(0.0)
}

/// Says of a root how its reader likes to read: attributes for the style sheet.
pub fn dress<'a>(root: &Element, attributes: impl Iterator<Item = (&'a str, Option<&'a str>)>) {
    for (name, value) in attributes {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Calls back with every key that is pressed: anywhere in the window, or within an element.
pub fn on_key(
    within: Option<&Element>,
    call: impl Fn(&Event) + 'static,
) -> Option<gloo_events::EventListener> {
    let options = gloo_events::EventListenerOptions::enable_prevent_default();
    let window = web_sys::window();
    let target: &JsValue = match within {
        Some(element) => element.as_ref(),
        None => window.as_ref()?.as_ref(),
    };
    let target: &web_sys::EventTarget = target.unchecked_ref();
    let listener = move |event: &Event| call(event);
    Some(gloo_events::EventListener::new_with_options(target, "keydown", options, listener))
}
