//! Passages and reading aloud: what is done by scripts that come when they are first needed.
//!
//! A selection is answered with a link to it once it stands still; a link that names words has
//! them painted once their article is drawn.

use crate::browser::{keyboard, late, location, sight};
use crate::ui::address::View;
use crate::ui::card::Beside;
use crate::ui::going::Step;
use crate::ui::quote::{Offer, Quote};
use crate::ui::signal::{later, next_frame, watch};
use crate::ui::state::Viewer;
use crate::ui::words;
use js_sys::Function;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// How long a selection stands still before a link to it is offered.
const STILL: Duration = Duration::from_millis(350);

const SCRIPT: &str = "passage.js";

fn late_scripts(state: Viewer) -> Option<Function> {
    state.kept.try_with_untracked(|kept| kept.settings.late.clone()).flatten()
}

fn root_of(state: Viewer) -> Option<Element> {
    state.kept.try_with_untracked(|kept| kept.root.clone()).flatten()
}

/// The shadow root, which selections and styles belong to.
fn tree_of(root: &Element) -> JsValue {
    root.get_root_node().into()
}

/// Something else was selected, or nothing any more.
pub(super) fn selected(state: Viewer) {
    let mut number = 0;
    let alive = state.kept.try_update_untracked(|kept| {
        kept.selecting += 1;
        number = kept.selecting;
    });
    if alive.is_none() || !state.reading.get_untracked() {
        return;
    }
    let look = move || {
        let Some(root) = root_of(state) else { return };
        let still = state.kept.with_untracked(|kept| kept.selecting) == number;
        if !still {
            return;
        }
        if !late::is_selected(&root) {
            if state.offer.with_untracked(Option::is_some) {
                state.offer.set(None);
            }
            return;
        }
        spawn_local(async move {
            let found = late::call(late_scripts(state), SCRIPT, "select", &[tree_of(&root)]).await;
            let offer = found.and_then(|found| {
                let quote = late::member(&found, "quote").as_string()?;
                let near = usize::try_from(late::number(&found, "near")).unwrap_or_default();
                let quote = Quote::of(&quote, near);
                let view = state.view.try_with_untracked(|view| View {
                    at: None,
                    quote: Some(quote.to_text()),
                    ..view.clone()
                })?;
                let edge = |name| late::number(&found, name);
                let edges = (edge("left"), edge("top"), edge("bottom"));
                let place = Beside::of(edges.0, edges.1, edges.2, sight::window_size());
                Some(Offer { href: state.links().to(&view), place, told: "" })
            });
            let is_offered = offer.is_some();
            state.offer.set(offer);
            if is_offered {
                next_frame(Box::new(move || keyboard::show_sheet(&root, "offer")));
            }
        });
    };
    later(STILL, Box::new(look));
}

/// Takes back the link that is offered; false if there is none.
pub(super) fn withdraw(state: Viewer) -> bool {
    let offered = state.offer.with_untracked(Option::is_some);
    if offered {
        state.offer.set(None);
    }
    offered
}

/// Copies the link that is offered. Where that is not allowed it is followed: then the address
/// has it.
pub(super) fn copy(state: Viewer) {
    let Some(offer) = state.offer.get_untracked() else { return };
    spawn_local(async move {
        let whole = location::absolute_here(&offer.href).unwrap_or_else(|| offer.href.clone());
        if late::copy(&whole).await {
            state.offer.update(|own| {
                if let Some(own) = own {
                    own.told = words::COPIED;
                }
            });
        } else {
            state.offer.set(None);
            state.go(View::from_fragment(&offer.href), Step::New);
        }
    });
}

/// Paints, from now on, what the address quotes, each time once.
pub(super) fn keep_painting(state: Viewer) {
    let mut painted: Option<(String, String)> = None;
    watch(Box::new(move || {
        let (article, quote) = state.view.with(|view| (view.article.clone(), view.quote.clone()));
        let drawn = state
            .leaf
            .with(|leaf| leaf.as_ref().and_then(|leaf| leaf.sheet().map(|_| leaf.id().to_owned())));
        let wanted = article.zip(quote).filter(|(article, _)| drawn.as_ref() == Some(article));
        if wanted == painted {
            return;
        }
        let before = std::mem::replace(&mut painted, wanted.clone());
        state.lost.set(false);
        let quote = wanted.and_then(|(_, quote)| Quote::from_text(&quote));
        if quote.is_none() && before.is_none() {
            return;
        }
        next_frame(Box::new(move || {
            let Some(root) = root_of(state) else { return };
            spawn_local(async move {
                let scripts = late_scripts(state);
                let Some(quote) = quote else {
                    late::call(scripts, SCRIPT, "clear", &[]).await;
                    return;
                };
                let arguments = [
                    tree_of(&root),
                    quote.words.as_str().into(),
                    JsValue::from(quote.near as u32),
                    JsValue::from(quote.length as u32),
                ];
                let found = late::call(scripts, SCRIPT, "find", &arguments).await;
                state.lost.set(found.is_none_or(|found| !found.is_truthy()));
            });
        }));
    }));
}

/// Begins to read the open article aloud, or stops.
pub(super) fn read_aloud(state: Viewer, button: Element) {
    let article = state.article.get_untracked().unwrap_or_default();
    let Some(root) = root_of(state) else { return };
    spawn_local(async move {
        let arguments = [button.into(), tree_of(&root), article.into()];
        late::call(late_scripts(state), "aloud.js", "toggle", &arguments).await;
    });
}
