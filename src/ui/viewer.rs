//! The whole viewer: masthead, zones, and the one place where clicks on links are taken.
//!
//! Links keep real addresses, so that a new tab, a long press and "copy link" work; a
//! plain click is read back from the link's own address. Must not listen outside its root.

use crate::browser::{files, sight};
use crate::ui::address::View;
use crate::ui::context::Context;
use crate::ui::filters::Filters;
use crate::ui::masthead::{Chips, Masthead};
use crate::ui::reader::Reader;
use crate::ui::results::Results;
use crate::ui::state::{Load, Step, Viewer, viewer};
use crate::ui::status::{Blank, Failed, Opening, Report};
use crate::ui::words;
use leptos::ev::{DragEvent, MouseEvent};
use leptos::prelude::*;

/// Everything inside the root.
#[component]
pub fn ViewerRoot(state: Viewer) -> impl IntoView {
    provide_context(state);
    view! {
        <div
            class="viewer"
            on:click=move |event| follow(state, &event)
            on:dragover=move |event| hover(state, &event, true)
            on:dragleave=move |event| hover(state, &event, false)
            on:drop=move |event| drop_file(state, &event)
        >
            <Masthead/>
            {move || body(&state.load.get())}
            {move || state.hovering.get().then(|| view! { <div class="drop">{words::DROP_HERE}</div> })}
        </div>
    }
    .into_any()
}

fn body(load: &Load) -> AnyView {
    match load {
        Load::Blank => view! { <Blank/> }.into_any(),
        Load::Opening(name) => view! { <Opening name=name.clone()/> }.into_any(),
        Load::Failed(name, fault) => {
            view! { <Failed name=name.clone() fault=fault.clone()/> }.into_any()
        }
        Load::Open(collection) => {
            let faults = collection.faults.clone();
            view! {
                <Chips/>
                <Report faults/>
                <Zones/>
            }
            .into_any()
        }
    }
}

/// Filters and list, or list, article and context. What is narrow shows less of it.
#[component]
fn Zones() -> impl IntoView {
    let state = viewer();
    let reading = Memo::new(move |_| state.view.with(|view| view.article.is_some()));
    let layout = move || if reading.get() { "zones reading" } else { "zones listing" };
    view! {
        <div class=layout>
            {move || (!reading.get()).then(|| view! { <Filters/> })}
            <Results/>
            {move || reading.get().then(|| view! { <Reader/> <Context/> })}
        </div>
    }
    .into_any()
}

/// Follows a plain click on one of our own links without leaving the page.
fn follow(state: Viewer, event: &MouseEvent) {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if !plain || event.default_prevented() {
        return;
    }
    let Some((link, href)) = sight::link_of(event) else { return };
    if link.has_attribute("data-go") {
        event.prevent_default();
        state.go(View::from_fragment(&href), Step::New);
        // The same link again: go to its place again.
        state.moves.update(|moves| *moves += 1);
    }
}

fn hover(state: Viewer, event: &DragEvent, over: bool) {
    if files::carries_file(event) {
        event.prevent_default();
        state.hovering.set(over);
    }
}

fn drop_file(state: Viewer, event: &DragEvent) {
    state.hovering.set(false);
    if let Some(file) = files::dropped(event) {
        event.prevent_default();
        state.open_file(file);
    }
}
