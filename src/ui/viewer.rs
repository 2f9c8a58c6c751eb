//! The whole viewer: its parts, each drawn by an effect of its own, and the one place where
//! events are taken.
//!
//! Links keep real addresses, so that a new tab, a long press and "copy link" work; a
//! plain click is read back from the link's own address. Other controls say what they do
//! in `data-do`. Listeners sit on the viewer's own root, never on the window.

use crate::archive::{QueryField, Sort};
use crate::browser::{files, listen, location, pictures, sight};
use crate::ui::address::View;
use crate::ui::draw::Drawn;
use crate::ui::figure::Pictures;
use crate::ui::load::Load;
use crate::ui::outline::{Node, el};
use crate::ui::page::Place;
use crate::ui::report::{self, Shown};
use crate::ui::state::{Step, Viewer, watch};
use crate::ui::{context, file, filters, masthead, reader, results, status, words};
use gloo_events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DragEvent, Element, Event, MouseEvent};

/// What the root listens to.
const EVENTS: [&str; 9] = [
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
struct Asked {
    pictures: RwSignal<Pictures>,
    report: RwSignal<Shown>,
}

/// A viewer's DOM. Dropping it takes it away, and its listeners with it.
pub struct Hung {
    root: Drawn,
    _listeners: Vec<EventListener>,
}

impl Drop for Hung {
    fn drop(&mut self) {
        self.root.take_away();
    }
}

/// Draws a viewer at the end of an element, and keeps it drawn.
pub fn hang(state: Viewer, parent: &Element) -> Hung {
    let drawn = Drawn::inside(parent, el("div").class("viewer"));
    let root = drawn.element();
    let asked = Asked {
        pictures: RwSignal::new(Pictures::default()),
        report: RwSignal::new(Shown::default()),
    };
    let mut listeners = listen::on(root, &EVENTS, move |event| take(state, asked, event));
    listeners.push(pictures::on_failure(root, move |src| {
        asked.pictures.update(|pictures| pictures.fail(src));
    }));
    part(root, Box::new(move || masthead(state)));
    part(root, Box::new(move || status(state)));
    part(root, Box::new(move || report(state, asked)));
    zones(root, state, asked);
    part(
        root,
        Box::new(move || {
            el("div").class("drop").set_if("hidden", !state.hovering.get()).say(words::DROP_HERE)
        }),
    );
    part(
        root,
        Box::new(move || {
            state.finding.get().map_or_else(nothing, |(found, all)| status::finding(found, all))
        }),
    );
    arrive_after_drawing(state, root);
    Hung { root: drawn, _listeners: listeners }
}

/// What stands for a part that shows nothing now: it keeps the place.
fn nothing() -> Node {
    el("div").set("hidden", "")
}

/// Draws a part of the viewer, and again whenever a signal changes that it read.
fn part(parent: &Element, outline: Box<dyn Fn() -> Node>) {
    part_holding(parent, outline, Box::new(|_| None));
}

/// The same, where something is to be held before it is drawn and restored after.
fn part_holding(parent: &Element, outline: Box<dyn Fn() -> Node>, hold: Box<Hold>) {
    let mut drawn = Drawn::inside(parent, nothing());
    watch(Box::new(move || {
        let outline = outline();
        let held = hold(drawn.element());
        drawn.change(outline);
        let _ = held.map(|restore| restore.call0(&JsValue::NULL));
    }));
}

/// Looks at an element that is drawn, and gives what restores something in it.
type Hold = dyn Fn(&Element) -> Option<js_sys::Function>;

fn masthead(state: Viewer) -> Node {
    let q = state.view.with(|view| view.q.clone());
    let (title, q) = state.load.with(|load| match load {
        Load::Open(open) => (open.bundle().title.clone(), Some(q)),
        _ => (words::DATELINE.to_owned(), None),
    });
    masthead::masthead(&title, &state.links(), q.as_deref())
}

/// What there is to say before, or instead of, the articles.
fn status(state: Viewer) -> Node {
    let above = state.draw(&|scene, _| masthead::chips(scene).unwrap_or_else(|| el("div")));
    state.load.with(|load| match load {
        Load::Blank => status::blank(),
        Load::Opening(name) => {
            // Told apart, so that every piece that comes does not draw the whole page anew.
            let (come, whole) = state.come.get();
            status::opening(name, come, whole)
        }
        Load::Failed(name, fault) => {
            status::failed(name, fault, state.can_try_again(), state.can_go_back())
        }
        Load::Open(_) => el("div").with(above),
    })
}

/// The bundle report. It does not depend on the view: a long one costs no keystroke.
fn report(state: Viewer, asked: Asked) -> Node {
    let report = state.load.with(|load| match load {
        Load::Open(open) => asked.report.with(|shown| {
            let links = state.links();
            state.checked.with(|checked| {
                let faults = checked.as_ref().unwrap_or(&open.faults);
                report::report(faults, &open.bundle().items, &links, shown)
            })
        }),
        _ => None,
    });
    report.unwrap_or_else(nothing)
}

/// Filters and list, or list, article and context. A narrow viewer shows less of it.
fn zones(root: &Element, state: Viewer, asked: Asked) {
    let wide = sight::is_wide();
    let reading = move || state.view.with(|view| view.article.is_some());
    let mut layout = Drawn::inside(root, el("div"));
    let inside = layout.element().clone();
    watch(Box::new(move || {
        layout.change(el("div").class(if reading() { "zones reading" } else { "zones listing" }));
    }));
    // What does not belong to the layout leaves an empty place, so that the rest stays.
    let zone =
        |when: Option<bool>, outline: Box<dyn Fn() -> Node>| {
            part(
                &inside,
                Box::new(move || {
                    if when.is_none_or(|when| when == reading()) { outline() } else { nothing() }
                }),
            );
        };
    zone(
        Some(false),
        Box::new(move || {
            let all = state.facets.get();
            state.draw(&|scene, _| filters::filters(scene, wide, &all))
        }),
    );
    zone(
        None,
        Box::new(move || {
            let told = state.told.get();
            state.draw(&|scene, _| {
                let list = results::results(scene);
                if reading() { list } else { list.with(file::file(&told)) }
            })
        }),
    );
    part_holding(
        &inside,
        Box::new(move || {
            if !reading() {
                return nothing();
            }
            asked
                .pictures
                .with(|pictures| state.draw(&|scene, open| reader::reader(scene, open, pictures)))
        }),
        Box::new(move |drawn| state.hold(drawn)),
    );
    zone(
        Some(true),
        Box::new(move || {
            state.draw(&|scene, open| context::context(scene, open.map(|(_, page)| page)))
        }),
    );
}

fn take(state: Viewer, asked: Asked, event: &Event) {
    match event.type_().as_str() {
        "click" => click(state, asked, event.unchecked_ref()),
        "input" => input(state, event),
        "change" => change(state, event),
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
    if let Some(href) = sight::followed_link(event) {
        event.prevent_default();
        state.go(View::from_fragment(&href), Step::New);
        // The same link again leads to its place again.
        state.moves.update(|moves| *moves += 1);
        return;
    }
    match sight::under(event, "data-do").as_deref() {
        Some("more") => state.show_more(),
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
        Some("facet") => {
            let field = sight::under(event, "data-facet");
            if let Some(field) = field.as_deref().and_then(QueryField::from_word) {
                state.toggle_facet(field);
            }
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
        Some("issued") => {
            let date = event_target_value(event);
            // A year that is being typed begins with zeros.
            if !date.starts_with('0') {
                state.supply(&date);
            }
        }
        Some("sort") => {
            let sort = Sort::from_word(&event_target_value(event));
            let sort =
                sort.filter(|sort| *sort != Sort::default()).map(|sort| sort.word().to_owned());
            let view = state.view.get_untracked();
            state.go(View { sort, ..view }, Step::New);
        }
        _ => {}
    }
}

/// Lights what the pointer or the focus rests on: a date, its sentence, its entry.
fn point(state: Viewer, event: &Event) {
    let dated = sight::under(event, "data-dated").or_else(|| sight::under(event, "data-told"));
    let entries = dated.unwrap_or_default();
    let entries: Vec<usize> = entries.split(' ').filter_map(|entry| entry.parse().ok()).collect();
    if state.pointed.with_untracked(|pointed| *pointed != entries) {
        state.pointed.set(entries);
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
    let files = files::dropped(event);
    if !files.is_empty() {
        event.prevent_default();
        state.open_files(files);
    }
}

/// After every drawing, lights what is lit; after a move of the reader, also brings the
/// place in question into sight and the focus to it. Nothing takes the focus when the
/// viewer is first drawn: a page that embeds it keeps its own place.
fn arrive_after_drawing(state: Viewer, root: &Element) {
    let inside = root.clone();
    watch(Box::new(move || {
        let lit = state.lit();
        state.page.track();
        let inside = inside.clone();
        after_drawing(Box::new(move || sight::light(&inside, &lit)));
    }));
    let inside = root.clone();
    let (mut earlier, mut left): (usize, Option<String>) = (0, None);
    let mut target_before = (None, None, false);
    watch(Box::new(move || {
        let (moves, view) = (state.moves.get(), state.view.get());
        let page = state.page.get();
        let open = state.load.with(|load| match load {
            Load::Open(open) => Some(open.bundle().title.clone()),
            _ => None,
        });
        let moved = moves > std::mem::replace(&mut earlier, moves);
        let Some(title) = open else { return };
        if state.has_history() {
            let headline = page.as_ref().map(|page| page.1.headline_text());
            location::set_page_title(
                &headline.map_or(title.clone(), |headline| format!("{headline} – {title}")),
            );
        }
        let article = view.article.clone();
        let place = view.at.as_ref().and_then(|at| page.as_ref()?.1.place_of(at));
        let changed = article != left;
        let target = (article.clone(), view.at.clone(), place.is_some());
        // What was arrived at before stays where the reader left it.
        let stays = std::mem::replace(&mut target_before, target.clone()) == target && !moved;
        let left = std::mem::replace(&mut left, article.clone());
        let root = inside.clone();
        if stays {
            return;
        }
        after_drawing(Box::new(move || match (place, article) {
            (Some(Place::Text(mark, entry)), _) => sight::go_to_text(&root, &mark, entry, moved),
            (Some(Place::Entry(entry)), _) => sight::go_to(&root, "data-entry", &entry, moved),
            (None, Some(_)) if moved && changed => sight::go_to_heading(&root),
            (None, None) if moved && changed => {
                if let Some(left) = left {
                    sight::go_to(&root, "data-row", &left, true);
                }
            }
            _ => {}
        }));
    }));
}

/// Runs once, when what changed is drawn. One closure for all, as in `watch`.
fn after_drawing(run: Box<dyn FnOnce()>) {
    request_animation_frame(run);
}
