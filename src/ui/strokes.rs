//! Choosing a range on a line of time: a stroke of the pointer over its bars, keys on its
//! thumbs; and its window: the wheel together with Ctrl or Cmd. The wheel alone scrolls the page.
//!
//! What a range is and where a key leads is `axis`'s to say. A finger strokes to scroll: it
//! taps bars, and has the thumbs.

use crate::archive::Query;
use crate::browser::{keyboard, listen, sight};
use crate::ui::address::View;
use crate::ui::axis::{self, Axis};
use crate::ui::going::Step;
use crate::ui::histogram::narrowed;
use crate::ui::state::Viewer;
use web_sys::Event;

/// The line and the bar under an event.
fn bar(event: &Event) -> Option<(Axis, usize)> {
    let axis = Axis::from_word(&sight::under(event, "data-axis")?)?;
    Some((axis, sight::under(event, "data-bar")?.parse().ok()?))
}

/// The pointer was pressed: on a bar a stroke begins there, on a thumb at the other one.
pub(super) fn begin(state: Viewer, event: &Event) {
    let stroke = bar(event).or_else(|| {
        let axis = Axis::from_word(&sight::under(event, "data-axis")?)?;
        let begins = sight::under(event, "data-thumb")? == "from";
        let (first, last) = ends(state, axis)?;
        Some((axis, if begins { last } else { first }))
    });
    let stroke = stroke.filter(|_| keyboard::is_mouse(event));
    state.kept.update_untracked(|kept| kept.stroke = stroke);
}

/// The pointer came to another bar.
pub(super) fn go_on(state: Viewer, event: &Event) {
    let stroke = state.kept.with_untracked(|kept| kept.stroke);
    if let Some((axis, from)) = stroke
        && let Some((_, to)) = bar(event).filter(|(own, _)| *own == axis)
    {
        light(state, axis, Some((from.min(to), from.max(to))));
    }
}

/// The pointer was let go: what it went over is chosen. Over one bar alone it was a click.
pub(super) fn end(state: Viewer, event: &Event) {
    let mut stroke = None;
    state.kept.update_untracked(|kept| stroke = kept.stroke.take());
    let Some((axis, from)) = stroke else { return };
    light(state, axis, None);
    let to = bar(event).filter(|(own, to)| *own == axis && *to != from);
    if let Some((_, to)) = to {
        choose(state, axis, (from, to), Step::New);
    }
}

/// A bar was clicked: its period is chosen.
pub(super) fn press_bar(state: Viewer, event: &Event) {
    let view = bar(event).and_then(|(axis, at)| {
        let view = state.view.get_untracked();
        with_bars(state, axis, |bars, query| Some(narrowed(&view, query, axis, bars.get(at)?)))?
    });
    if let Some(view) = view {
        state.go(view, Step::New);
    }
}

/// A key was pressed; true if it moved a thumb.
pub(super) fn press(state: Viewer, event: &Event, key: &str) -> bool {
    let Some(thumb) = keyboard::target(event).filter(|own| own.has_attribute("data-thumb")) else {
        return false;
    };
    let axis = thumb.closest("[data-axis]").ok().flatten();
    let axis = axis.and_then(|plot| Axis::from_word(&plot.get_attribute("data-axis")?));
    let Some(axis) = axis else { return false };
    let Some((first, last)) = ends(state, axis) else { return false };
    let begins = thumb.get_attribute("data-thumb").as_deref() == Some("from");
    let all = count(state, axis).saturating_sub(1);
    let (now, limits) = if begins { (first, (0, last)) } else { (last, (first, all)) };
    let Some(to) = axis::moved(key, now, limits) else { return false };
    if to != now {
        let range = if begins { (to, last) } else { (first, to) };
        choose(state, axis, range, Step::Typing);
    }
    true
}

fn count(state: Viewer, axis: Axis) -> usize {
    with_bars(state, axis, |bars, _| bars.len()).unwrap_or_default()
}

fn ends(state: Viewer, axis: Axis) -> Option<(usize, usize)> {
    with_bars(state, axis, |bars, query| axis::ends(bars, axis.chosen(query)))
}

fn with_bars<T>(
    state: Viewer,
    axis: Axis,
    look: impl FnOnce(&[crate::archive::Bar], &Query) -> T,
) -> Option<T> {
    // Of the query as it is asked now: keys may be pressed faster than it is answered.
    let query = state.view.with_untracked(|view| Query::parse(&view.q));
    state.answered.with_untracked(|answered| {
        let answer = &answered.as_ref()?.answer;
        let histogram = match axis {
            Axis::Published => &answer.histogram,
            Axis::Described => &answer.described,
        };
        Some(look(&histogram.bars, &query))
    })
}

/// Narrows the list to these bars. The window stays as it is, so that the range can grow again.
fn choose(state: Viewer, axis: Axis, (a, b): (usize, usize), step: Step) {
    let chosen = with_bars(state, axis, |bars, query| {
        let query = axis.choose(query, axis::between(bars, a, b));
        (query.to_string(), axis::span(bars).map(|window| window.to_string()))
    });
    if let Some((q, window)) = chosen {
        let view = state.view.with_untracked(|view| view.with_query(q));
        let zoom = view.zoom.clone().or(window);
        state.go(View { zoom, ..view }, step);
    }
}

/// Pixels of a wheel that make one step: a notch is about a hundred, a trackpad sends a few at
/// a time.
const NOTCH: f64 = 60.0;

/// Listens to the wheel while the pointer is over the lines of time, and at no other time: a
/// listener that may stop scrolling slows it.
pub(super) fn hear_wheel(state: Viewer, event: &Event) {
    let lines = sight::around(event, ".histograms");
    let hears = state.kept.with_untracked(|kept| kept.wheel.is_some());
    if lines.is_some() == hears {
        return;
    }
    let listeners = lines.map(|lines| {
        listen::on(&lines, &["wheel"], move |event| {
            if let Some(turned) = keyboard::turned_with_control(event) {
                event.prevent_default();
                turn(state, event, turned);
            }
        })
    });
    state.kept.update_untracked(|kept| kept.wheel = listeners.map(|own| (own, 0.0)));
}

/// The wheel was turned so far, up below 0: the window closes in on the bar under the pointer,
/// or widens.
fn turn(state: Viewer, event: &Event, turned: f64) {
    let mut sum = 0.0;
    state.kept.update_untracked(|kept| {
        if let Some((_, own)) = &mut kept.wheel {
            *own += turned;
            sum = *own;
            if own.abs() >= NOTCH {
                *own = 0.0;
            }
        }
    });
    if sum.abs() < NOTCH {
        return;
    }
    let (view, query) = state.view.with_untracked(|view| (view.clone(), Query::parse(&view.q)));
    let (axis, at) = match bar(event) {
        Some((axis, at)) => (axis, Some(at)),
        None => (Axis::Published, None),
    };
    let window = with_bars(state, axis, |bars, _| {
        let shown = axis::window(&view, &query).or_else(|| axis::span(bars))?;
        let middle = at.and_then(|at| axis::middle(bars.get(at)?.range));
        match middle {
            _ if sum > 0.0 => axis::wider(shown),
            Some(day) => axis::closer_to(shown, day),
            None => axis::closer(shown),
        }
    });
    let zoom = window.flatten().map(|window| View { zoom: Some(window.to_string()), ..view });
    // A window that would leave out what is chosen would be none.
    if let Some(view) = zoom.filter(|view| axis::window(view, &query).is_some()) {
        state.go(view, Step::Typing);
    }
}

/// Shows which bars a stroke goes over.
fn light(state: Viewer, axis: Axis, bars: Option<(usize, usize)>) {
    let root = state.kept.with_untracked(|kept| kept.root.clone());
    if let Some(root) = root {
        sight::light_bars(&root, axis.word(), bars);
    }
}
