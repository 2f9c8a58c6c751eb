//! Brings elements into sight and moves the keyboard's focus, inside one viewer's root.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, Node, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
    ShadowRoot,
};

/// The element of a viewer that carries `data-{name}` with this value. Looked for in the
/// viewer's own root only: another viewer may show the same article.
pub fn find(inside: &Node, name: &str, value: &str) -> Option<HtmlElement> {
    let root: ShadowRoot = inside.get_root_node().dyn_into().ok()?;
    let all = root.query_selector_all(&format!("[data-{name}]")).ok()?;
    (0..all.length())
        .filter_map(|index| all.item(index)?.dyn_into::<HtmlElement>().ok())
        .find(|element| element.get_attribute(&format!("data-{name}")).as_deref() == Some(value))
}

/// Scrolls as little as is needed for an element to be seen, in the middle if it was not.
/// The browser leaves out the gliding for readers who asked for less motion: the style
/// sheet says so.
pub fn show(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_behavior(ScrollBehavior::Auto);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Gives an element the focus without scrolling.
pub fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// The `href` of the link that an event in a viewer happened in, and the link itself.
pub fn link_of(event: &web_sys::Event) -> Option<(Element, String)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[href]").ok()??;
    let href = link.get_attribute("href")?;
    Some((link, href))
}

/// True if the window is wide enough for panels side by side. Only for what a style sheet
/// cannot say: whether a panel begins open.
pub fn is_wide() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_none_or(|width| width >= 896.0) // CSS pixels; 56rem, as in style/frame.css
}
