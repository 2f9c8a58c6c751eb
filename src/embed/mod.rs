//! The custom element's other half: viewers come and go, each in its own shadow root.
//!
//! Handles are numbers, so that the element's module holds nothing of ours. It must not
//! look at the host's page: what it needs is handed over.

use crate::ui::address::View;
use crate::ui::going::Step;
use crate::ui::load::Load;
use crate::ui::signal::watch;
use crate::ui::state::{Settings, Viewer};
use crate::ui::viewer::{Hung, hang};
use any_spawner::Executor;
use leptos::prelude::Owner;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::ShadowRoot;

/// Dropping it ends the signals first and what listens to them, then takes the DOM away.
struct Mounted {
    viewer: Viewer,
    _owner: Owner,
    _dom: Hung,
}

thread_local! {
    /// The last handle given, and what is mounted under which.
    static MOUNTED: RefCell<(u32, Vec<(u32, Mounted)>)> = const { RefCell::new((0, Vec::new())) };
}

/// Mounts a viewer and gives its handle. `tell(type, json)` is called for the host's events.
pub fn mount(root: &ShadowRoot, settings: Settings, tell: js_sys::Function) -> u32 {
    // Fails if an earlier viewer did so, which is as good.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let (viewer, dom) = owner.with(|| {
        let viewer = Viewer::new(settings);
        announce(viewer, tell);
        // A shadow root is all that is needed of an element here: a node to append to.
        (viewer, hang(viewer, root.unchecked_ref()))
    });
    MOUNTED.with_borrow_mut(|(last, mounted)| {
        *last += 1;
        mounted.push((*last, Mounted { viewer, _owner: owner, _dom: dom }));
        *last
    })
}

/// Unmounts a viewer: its listeners, requests and signals end with it.
pub fn unmount(handle: u32) {
    // Taken out first: dropping runs clean-ups, which must find the map free.
    let gone = MOUNTED.with_borrow_mut(|(_, mounted)| {
        let at = mounted.iter().position(|(own, _)| *own == handle)?;
        Some(mounted.swap_remove(at))
    });
    drop(gone);
}

/// An attribute of the element changed.
pub fn change(handle: u32, name: &str, value: String) {
    let viewer = MOUNTED.with_borrow(|(_, mounted)| {
        mounted.iter().find(|(own, _)| *own == handle).map(|(_, mounted)| mounted.viewer)
    });
    let Some(viewer) = viewer else { return };
    match name {
        "src" => viewer.open_other(&value),
        "q" => viewer.search(value, Step::New),
        "article" => {
            let article = Some(value).filter(|id| !id.is_empty());
            let view = viewer.view.get_untracked();
            viewer.go(View { article, ..view.without_article() }, Step::New);
        }
        _ => {}
    }
}

/// Tells the host what happens: `ready`, `error`, `navigate`, `filter`.
fn announce(viewer: Viewer, tell: js_sys::Function) {
    let send = move |kind: &str, detail: &[(&str, JsValue)]| {
        let object = js_sys::Object::new();
        for (name, value) in detail {
            let _ = js_sys::Reflect::set(&object, &(*name).into(), value);
        }
        // A host's listener that throws is the host's affair.
        let _ = tell.call2(&JsValue::NULL, &kind.into(), &object);
    };
    let tell = std::rc::Rc::new(send);
    let loads = tell.clone();
    // Marks that come later do not make a collection another one.
    let mut ready: Option<u32> = None;
    watch(Box::new(move || {
        let (articles, complete) = viewer.progress.with(|now| (now.articles, now.complete));
        let faults = viewer.faults.with(|faults| faults.faults.len());
        viewer.load.with(|load| match load {
            Load::Open(open) if ready == Some(open.number) => {}
            Load::Open(open) if complete => {
                ready = Some(open.number);
                loads("ready", &[("articles", articles.into()), ("faults", faults.into())]);
            }
            Load::Failed(name, fault) => {
                ready = None;
                loads("error", &[("message", format!("{name}: {fault}").into())]);
            }
            _ => {}
        });
    }));
    let mut before: Option<View> = None;
    watch(Box::new(move || {
        let view = viewer.view.get();
        if let Some(before) = &before {
            if before.q != view.q {
                tell("filter", &[("q", view.q.as_str().into())]);
            }
            if (&before.article, &before.at) != (&view.article, &view.at) {
                let text =
                    |text: &Option<String>| text.as_deref().map_or(JsValue::NULL, JsValue::from);
                tell("navigate", &[("article", text(&view.article)), ("at", text(&view.at))]);
            }
        }
        before = Some(view);
    }));
}
