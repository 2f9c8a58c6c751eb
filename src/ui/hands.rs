//! What the reader's hands do: the one place where events are taken.
//!
//! Links keep real addresses, so that a new tab, a long press and "copy link" work; a
//! plain click is read back from the link's own address. Other controls say what they do
//! in `data-do`. Listeners sit on the viewer's own root; those on the window only look on.

use crate::archive::{Query, QueryField, Sort};
use crate::browser::{files, keyboard, sight};
use crate::ui::address::View;
use crate::ui::carding;
use crate::ui::correcting;
use crate::ui::figure::Pictures;
use crate::ui::going::Step;
use crate::ui::quoting;
use crate::ui::report::Shown;
use crate::ui::scene::chosen_order;
use crate::ui::settings::COUNTS;
use crate::ui::signal::{Signal, after_paint};
use crate::ui::state::Viewer;
use crate::ui::strokes;
use leptos::prelude::event_target_value;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, MouseEvent};

/// What the root listens to.
pub(super) const EVENTS: [&str; 11] = [
    "pointerdown",
    "pointerup",
    "click",
    "input",
    "change",
    "pointerover",
    "focusin",
    "pointerleave",
    "dragover",
    "dragleave",
    "drop",
];

/// What the reader asked to see that no address tells: it ends with the viewer.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) pictures: Signal<Pictures>,
    pub(super) report: Signal<Shown>,
}

impl Asked {
    pub(super) fn new() -> Self {
        Self { pictures: Signal::new(Pictures::default()), report: Signal::new(Shown::default()) }
    }
}

/// Takes an event of the root.
pub(super) fn take(state: Viewer, asked: Asked, event: &Event) {
    match event.type_().as_str() {
        "click" => click(state, asked, event.unchecked_ref()),
        "input" => input(state, event),
        "change" => change(state, event),
        "pointerdown" => strokes::begin(state, event),
        "pointerup" => strokes::end(state, event),
        "pointerover" | "focusin" => point(state, event),
        "pointerleave" => state.pointed.set(Vec::new()),
        "dragover" => hover(state, event.unchecked_ref(), true),
        "dragleave" => hover(state, event.unchecked_ref(), false),
        "drop" => drop_file(state, event.unchecked_ref()),
        _ => {}
    }
}

fn click(state: Viewer, asked: Asked, event: &MouseEvent) {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if !plain || event.default_prevented() {
        return;
    }
    // A sheet gives the focus back to its button, if that is what showed it.
    if sight::under(event, "popovertarget").is_some() {
        state.kept.update_untracked(|kept| kept.beneath = None);
    }
    if carding::press(state, event) {
        event.prevent_default();
        return;
    }
    if sight::under(event, "data-do").as_deref() == Some("copy-link") {
        event.prevent_default();
        quoting::copy(state);
        return;
    }
    if let Some(href) = sight::followed_link(event) {
        event.prevent_default();
        // A chip may end with what it stands for: the focus goes before it does.
        if let Some(chip) = sight::around(event, ".chips li") {
            sight::step_aside(&chip);
        }
        // Who has chosen from a list has done with it.
        if let Some(list) = sight::around(event, ".strip details") {
            let _ = list.remove_attribute("open");
        }
        state.go(View::from_fragment(&href), Step::New);
        // The same link again leads to its place again.
        state.moves.update(|moves| *moves += 1);
        return;
    }
    match sight::under(event, "data-do").as_deref() {
        Some("skip") => {
            if let Some(root) = state.kept.with_untracked(|kept| kept.root.clone()) {
                sight::go_to_heading(&root, ":is(.reading .reader, .listing .found) h2");
            }
        }
        Some("more") => state.show_more(),
        Some("tables") => state.toggle(COUNTS, "tables"),
        Some("aloud") => {
            if let Some(button) = sight::around(event, "[data-do]") {
                quoting::read_aloud(state, button);
            }
        }
        Some("bar") => strokes::press_bar(state, event),
        Some("correcting") => {
            // The form is drawn when it opens: the browser alone would open it empty.
            event.prevent_default();
            state.unfold_correction();
        }
        Some("hide-entity") => state.hide_entity(),
        Some("take-back") => {
            if let Some(entity) = sight::under(event, "data-entity") {
                state.take_back(&entity);
            }
        }
        Some("save-corrections") => state.save_corrections(),
        Some("close-card") => {
            if let Some(root) = state.kept.with_untracked(|kept| kept.root.clone()) {
                carding::close_and_return(state, &root);
            }
        }
        Some("again") => state.try_again(),
        Some("check") => state.check(),
        Some("save") => {
            if let Some(format) = sight::under(event, "data-format") {
                state.save(format);
            }
        }
        Some("return") => state.go_back(),
        Some("picture") => {
            if let Some(src) = sight::under(event, "data-picture") {
                asked.pictures.update(|pictures| pictures.toggle(&src));
            }
        }
        Some("faults") => {
            let word = sight::under(event, "data-severity").unwrap_or_default();
            asked.report.update(|shown| shown.narrow(&word));
        }
        Some("more-faults") => {
            let all = sight::under(event, "data-count").and_then(|count| count.parse().ok());
            asked.report.update(|shown| shown.more(all.unwrap_or_default()));
        }
        Some(word @ ("facet" | "fewer")) => {
            let field = sight::under(event, "data-facet");
            if let Some(field) = field.as_deref().and_then(QueryField::from_word) {
                state.unfolded.update(|unfolded| unfolded.facet(field, word == "facet"));
            }
        }
        Some("branch") => {
            // What it holds is drawn when it opens: the browser alone would open it empty.
            event.prevent_default();
            let member = |name| sight::under(event, name).unwrap_or_default();
            let open = member("data-open") != "true";
            state.unfolded.update(|unfolded| unfolded.branch(&member("data-branch"), open));
        }
        _ => {}
    }
}

fn input(state: Viewer, event: &Event) {
    if sight::under(event, "data-do").as_deref() == Some("search") {
        state.search(event_target_value(event), Step::Typing);
    }
}

fn change(state: Viewer, event: &Event) {
    match sight::under(event, "data-do").as_deref() {
        Some("file") => {
            state.open_files(files::picked(event));
        }
        Some("load-corrections") => {
            if let Some(file) = files::picked(event).pop() {
                state.load_corrections(file);
            }
        }
        Some("correct") => {
            if let Some(name) = sight::under(event, "name") {
                state.correct(&name, &event_target_value(event));
            }
        }
        Some("issued") => {
            let date = event_target_value(event);
            // A year that is being typed begins with zeros.
            if !date.starts_with('0') {
                state.supply(date);
            }
        }
        Some("setting") => {
            if let Some(name) = sight::under(event, "name") {
                // Another theme is a long paint: what was pressed shows it before.
                let value = event_target_value(event);
                after_paint(Box::new(move || {
                    state.choices.update(|choices| choices.choose(&name, &value));
                    state.keep_choices();
                }));
            }
        }
        Some("sort") => {
            let view = state.view.get_untracked();
            let order = Sort::from_word(&event_target_value(event)).unwrap_or_default();
            let sort = chosen_order(order, &Query::parse(&view.q));
            state.go(View { sort, ..view }, Step::New);
        }
        _ => {}
    }
}

/// Lights what the pointer or the focus rests on: a date, its sentence, its entry.
fn point(state: Viewer, event: &Event) {
    strokes::hear_wheel(state, event);
    if !has_moved(state, event) {
        return;
    }
    carding::rest(state, event);
    strokes::go_on(state, event);
    let dated = sight::under(event, "data-dated").or_else(|| sight::under(event, "data-told"));
    let entries = dated.unwrap_or_default();
    let entries: Vec<usize> = entries.split(' ').filter_map(|entry| entry.parse().ok()).collect();
    if state.pointed.with_untracked(|pointed| *pointed != entries) {
        state.pointed.set(entries);
    }
}

/// False where the page moved under a mouse that did not: then nobody points at anything.
fn has_moved(state: Viewer, event: &Event) -> bool {
    if event.type_() != "pointerover" || !keyboard::is_mouse(event) {
        return true;
    }
    let event: &MouseEvent = event.unchecked_ref();
    let now = (event.screen_x(), event.screen_y());
    let mut before = now;
    state.kept.update_untracked(|kept| before = std::mem::replace(&mut kept.pointer, now));
    before != now
}

fn hover(state: Viewer, event: &DragEvent, over: bool) {
    if files::carries_file(event) {
        event.prevent_default();
        state.hovering.set(over);
    }
}

fn drop_file(state: Viewer, event: &DragEvent) {
    state.hovering.set(false);
    let mut files = files::dropped(event);
    if !files.is_empty() {
        event.prevent_default();
        if files.len() == 1 && correcting::is_named_so(&files[0]) && state.can_be_corrected() {
            return files.drain(..).for_each(|file| state.load_corrections(file));
        }
        state.open_files(files);
    }
}
