//! What is where in one viewer's root: finding, lighting, bringing into sight, focusing.
//!
//! It never looks outside the root it is given: another viewer may show the same article.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, FocusOptions, HtmlElement, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition, ShadowRoot,
};

/// Every element inside that fits a selector.
pub(super) fn all(inside: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = inside.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// The element with this value of an attribute. Compared one by one: a value from outside
/// has no place in a selector.
fn find(inside: &Element, attribute: &str, value: &str) -> Option<HtmlElement> {
    let candidates = all(inside, &format!("[{attribute}]"));
    candidates
        .into_iter()
        .find(|element| element.get_attribute(attribute).as_deref() == Some(value))
}

/// Goes to a mark in the text, or to the first words that tell an entry of the timeline.
pub fn go_to_text(inside: &Element, mark: &str, entry: usize, focus: bool) {
    let told = || {
        let mut told = all(inside, "[data-told]").into_iter();
        told.find(|element| lists(element, "data-told", |own| own == entry))
    };
    if let Some(element) = find(inside, "data-mark", mark).or_else(told) {
        // Plain words take the focus only when they are asked to.
        if element.tab_index() < 0 {
            let _ = element.set_attribute("tabindex", "-1");
        }
        bring(&element, focus);
    }
}

/// True if an attribute lists an entry that fits.
fn lists(element: &Element, attribute: &str, fits: impl Fn(usize) -> bool) -> bool {
    let own = element.get_attribute(attribute).unwrap_or_default();
    own.split(' ').filter_map(|entry| entry.parse().ok()).any(fits)
}

/// Brings an element into sight, in the middle if it was not, and the focus to it if asked.
/// Style sheets decide whether it glides there.
pub fn go_to(inside: &Element, attribute: &str, value: &str, focus: bool) {
    if let Some(element) = find(inside, attribute, value) {
        bring(&element, focus);
    }
}

/// The focus to an element, which stays where it is.
pub fn focus_at(inside: &Element, attribute: &str, value: &str) {
    if let Some(element) = find(inside, attribute, value) {
        focus_on(&element);
    }
}

pub(super) fn bring(element: &HtmlElement, focus: bool) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_behavior(ScrollBehavior::Auto);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if focus {
        focus_on(element);
    }
}

/// Goes to the beginning of an article or a list that was opened: its heading gets the focus. A
/// host's page is scrolled only if the viewer's top is above the window.
pub fn go_to_heading(inside: &Element, heading: &str) {
    if let Ok(root) = inside.get_root_node().dyn_into::<ShadowRoot>() {
        let host = root.host();
        host.set_scroll_top(0);
        if host.get_bounding_client_rect().top() < 0.0 {
            host.scroll_into_view();
        }
    }
    focus_first(inside, heading);
}

/// The focus to the first that fits a selector, which stays where it is.
pub fn focus_first(inside: &Element, selector: &str) {
    if let Some(first) = all(inside, selector).first() {
        focus_on(first);
    }
}

pub(super) fn focus_on(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Lights entries of the timeline, their bars, dates and sentences, and nothing else. The
/// first of them comes into sight in its panel.
pub fn light(inside: &Element, entries: &[usize]) {
    let mut shown = false;
    for attribute in ["data-told", "data-dated"] {
        for element in all(inside, &format!("[{attribute}]")) {
            let lit = lists(&element, attribute, |entry| entries.contains(&entry));
            let _ = element.class_list().toggle_with_force("lit", lit);
            if lit && !shown && element.has_attribute("data-entry") {
                reveal_in_panel(&element);
                shown = true;
            }
        }
    }
}

/// Shows on the timeline what is being read: the entry whose sentence or date stands last above
/// the line where eyes rest.
pub fn follow(inside: &Element) {
    const RESTS: f64 = 0.35; // of the window's height
    let line = f64::from(window_size().1) * RESTS;
    let told = all(inside, ".reader :is([data-told], [data-dated])");
    let above = told.partition_point(|own| own.get_bounding_client_rect().top() <= line);
    let here = above.checked_sub(1).and_then(|at| told.get(at)).and_then(|own| {
        let entries = own.get_attribute("data-told").or_else(|| own.get_attribute("data-dated"))?;
        entries.split(' ').next()?.parse::<usize>().ok()
    });
    for own in all(inside, ".context [data-dated]") {
        let is_here = here.is_some_and(|here| lists(&own, "data-dated", |entry| entry == here));
        let _ = own.class_list().toggle_with_force("here", is_here);
    }
}

/// Brings the row of the open article into sight in the list beside it.
pub fn reveal_current(inside: &Element) {
    if let Some(row) = all(inside, ".reading .rows [aria-current]").first() {
        reveal_in_panel(row);
    }
}

/// How far the page, and a host that scrolls in itself, are scrolled, in CSS pixels.
pub type Scrolled = (i32, i32);

/// How far they are scrolled now.
pub fn scrolled(inside: &Element) -> Scrolled {
    let shadow = inside.get_root_node().dyn_into::<ShadowRoot>().ok();
    (scroll_of_page(), shadow.map_or(0, |root| root.host().scroll_top()))
}

/// How far the page is scrolled, in CSS pixels.
pub fn scroll_of_page() -> i32 {
    let page = web_sys::window().and_then(|window| window.scroll_y().ok());
    page.unwrap_or_default() as i32
}

/// Scrolls both so far.
pub fn scroll_back(inside: &Element, (page, host): Scrolled) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, f64::from(page));
    }
    if let Ok(root) = inside.get_root_node().dyn_into::<ShadowRoot>() {
        root.host().set_scroll_top(host);
    }
}

/// Lights the bars of a line of time from one to another, and no others.
pub fn light_bars(inside: &Element, axis: &str, bars: Option<(usize, usize)>) {
    let Some(plot) = find(inside, "data-axis", axis) else { return };
    for (at, bar) in all(&plot, "[data-bar]").iter().enumerate() {
        let lit = bars.is_some_and(|(first, last)| (first..=last).contains(&at));
        let _ = bar.class_list().toggle_with_force("stroked", lit);
    }
}

/// Scrolls the panel that an entry or a row stands in, and nothing else, until it is seen: below
/// what lies over the panel's top, and within the window.
fn reveal_in_panel(entry: &Element) {
    let Ok(Some(panel)) = entry.closest("aside, .results") else { return };
    let (view, own) = (panel.get_bounding_client_rect(), entry.get_bounding_client_rect());
    let over = all(&panel, ".strip").first().map(|strip| strip.get_bounding_client_rect().bottom());
    let top = over.unwrap_or_default().max(view.top()).max(0.0);
    let above = own.top() - top;
    let below = own.bottom() - view.bottom().min(f64::from(window_size().1));
    if above < 0.0 {
        panel.set_scroll_top(panel.scroll_top() + above as i32);
    } else if below > 0.0 {
        panel.set_scroll_top(panel.scroll_top() + below as i32);
    }
}

/// True if a reader is among the rows of a list: scrolled past its beginning, or with the
/// focus in it. A change of the list would take from them what they look at.
pub fn is_among_rows(inside: &Element) -> bool {
    let shadow = inside.get_root_node().dyn_into::<ShadowRoot>().ok();
    let focused = shadow.as_ref().and_then(ShadowRoot::active_element);
    if focused.is_some_and(|focused| matches!(focused.closest(ROWS), Ok(Some(_)))) {
        return true;
    }
    let top = top_of_sight(inside);
    all(inside, ROWS).first().is_some_and(|rows| rows.get_bounding_client_rect().top() < top)
}

/// The top of what is in sight: of the window, or of a host that scrolls in itself.
pub(super) fn top_of_sight(inside: &Element) -> f64 {
    let shadow = inside.get_root_node().dyn_into::<ShadowRoot>().ok();
    shadow.map_or(0.0, |root| root.host().get_bounding_client_rect().top().max(0.0))
}

/// How high the first rows of a list are together, in CSS pixels; nothing if there are no more
/// than these.
pub fn height_of_rows(inside: &Element, rows: usize) -> Option<i32> {
    let all = all(inside, ".rows > li");
    let (first, next) = (all.first()?, all.get(rows)?);
    let top = |row: &HtmlElement| row.get_bounding_client_rect().top();
    Some((top(next) - top(first)).round() as i32)
}

/// How far the beginning of the rows is above what is in sight, and their end below it, in
/// heights of the window.
pub fn ends_of_rows(inside: &Element) -> Option<(f64, f64)> {
    let rows = all(inside, ".rows").into_iter().next()?.get_bounding_client_rect();
    let height = f64::from(window_size().1.max(1));
    Some((-rows.top() / height, (rows.bottom() - height) / height))
}

/// Brings a list into sight of which nothing is left there but its end, above: whoever chose
/// a filter far below is to see what it did.
pub fn show_list(inside: &Element) {
    const ROOM: f64 = 100.0; // CSS pixels: about a row
    let Some(list) = all(inside, ".results").into_iter().next() else { return };
    if list.get_bounding_client_rect().bottom() < top_of_sight(inside) + ROOM {
        reveal(inside, ".results");
    }
}

/// Brings as much as possible of the first thing that fits into sight, scrolling no further than
/// that takes.
pub fn reveal(inside: &Element, selector: &str) {
    if let Some(own) = all(inside, selector).first() {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        own.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Closes what was opened; false if nothing was.
pub fn fold(inside: &Element, open: &str) -> bool {
    let open = all(inside, open);
    open.iter().for_each(|own| drop(own.remove_attribute("open")));
    !open.is_empty()
}

/// The list's rows and the chronology's.
const ROWS: &str = ".rows, .years";

/// The value of an attribute of the innermost element around an event that has it.
pub fn under(event: &Event, attribute: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}

/// The innermost element around an event that fits a selector.
pub fn around(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()?
}

/// Takes the focus from an item that may end: to the one before it if it is the last, or to
/// the number of articles found. Where another follows, that one comes to stand there.
pub fn step_aside(item: &Element) {
    if item.next_element_sibling().is_some() {
        return;
    }
    let before = item.previous_element_sibling().and_then(|own| own.query_selector("a").ok()?);
    let other = before.or_else(|| {
        let root: ShadowRoot = item.get_root_node().dyn_into().ok()?;
        root.query_selector(".found h2").ok()?
    });
    if let Some(other) = other.and_then(|other| other.dyn_into().ok()) {
        focus_on(&other);
    }
}

/// Scrolls an element up to where something that lies over the page does not cover it.
pub fn uncover(element: &Element, cover: &str, inside: &Element) {
    let cover = all(inside, cover).first().map(|own| own.get_bounding_client_rect().top());
    if cover.is_some_and(|top| element.get_bounding_client_rect().bottom() > top) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Start);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Where an element's first line is, in whole CSS pixels of the window: left, top, bottom.
pub fn edges(element: &Element) -> (i32, i32, i32) {
    let lines = element.get_client_rects();
    let line = lines.item(0).unwrap_or_else(|| element.get_bounding_client_rect());
    (line.left() as i32, line.top() as i32, line.bottom() as i32)
}

/// The window's width and height in CSS pixels.
pub fn window_size() -> (i32, i32) {
    let Some(window) = web_sys::window() else { return (0, 0) };
    let whole =
        |size: Option<JsValue>| size.and_then(|size| size.as_f64()).map_or(0, |size| size as i32);
    (whole(window.inner_width().ok()), whole(window.inner_height().ok()))
}

/// True where cards lie at the lower end of the window: 40rem, as in style/article.css.
pub fn is_narrow() -> bool {
    window_size().0 <= 640
}

/// True where fingers point: nothing can rest on a name before it is pressed.
pub fn has_no_pointer() -> bool {
    let list = web_sys::window().and_then(|window| window.match_media("(hover: none)").ok()?);
    list.is_some_and(|list| list.matches())
}

/// The address of the link that was clicked, if it is one that the viewer follows itself.
pub fn followed_link(event: &Event) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("a[data-go]").ok()??.get_attribute("href")
}

/// True if the window is wide enough for panels side by side. Only for what a style sheet
/// cannot say: whether a panel begins open.
pub fn is_wide() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_none_or(|width| width >= 896.0) // CSS pixels; 56rem, as in style/frame.css
}
