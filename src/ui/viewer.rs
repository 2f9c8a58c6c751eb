//! The whole viewer: its parts, each drawn by an effect of its own, which runs again whenever
//! something changes that it read.
//!
//! A keystroke draws what depends on the answer, and nothing else. What the reader does is
//! taken by `hands`, where they arrive is `arriving`'s part.

use crate::browser::{keyboard, listen, pictures, sight};
use crate::ui::arriving::arrive_after_drawing;
use crate::ui::draw::Drawn;
use crate::ui::hands::{Asked, EVENTS, take};
use crate::ui::load::Load;
use crate::ui::outline::{Node, el};
use crate::ui::report;
use crate::ui::signal::{later, next_frame, painted_after, watch};
use crate::ui::state::Viewer;
use crate::ui::{
    card, chronology, context, file, filters, keys, masthead, pressing, quote, quoting, reader,
    results, settings, status, words,
};
use gloo_events::EventListener;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::Element;

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
    let asked = Asked::new();
    let mut listeners = listen::on(root, &EVENTS, move |event| take(state, asked, event));
    listeners.push(pictures::on_failure(root, move |src| {
        asked.pictures.update(|pictures| pictures.fail(src));
    }));
    state.kept.update_untracked(|kept| kept.root = Some(root.clone()));
    listeners.extend(listen::anywhere(
        &["pointerdown", "pointerup", "pointercancel", "scroll", "selectionchange"],
        move |kind| match kind {
            "selectionchange" => quoting::selected(state),
            _ => state.rest_or_go_on(kind),
        },
    ));
    let dressed = root.clone();
    watch(Box::new(move || keyboard::dress(&dressed, state.choices.get().attributes())));
    listeners.extend(listen::for_voices(root));
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
    part(
        root,
        Box::new(move || match state.card.get() {
            Some(card) => state.draw_leaf(&|scene, _| card::card(scene, &card)),
            None => nothing(),
        }),
    );
    part(
        root,
        Box::new(move || state.offer.with(|own| own.as_ref().map_or_else(nothing, quote::offer))),
    );
    let sheets = Rc::new(Sheets::inside(root));
    let shown = sheets.clone();
    listeners.push(listen::before_shown(root, move |id| shown.fill(state, id)));
    listeners.extend(pressing::listen(state, root, move || Sheets::fill_soon(&sheets, state)));
    arrive_after_drawing(state, root);
    Hung { root: drawn, _listeners: listeners }
}

/// The sheets that lie over the page. Nothing is in them at first: most who read show none.
struct Sheets {
    settings: RefCell<Drawn>,
    help: RefCell<Drawn>,
    /// Whether they are filled before one is shown, or will be soon.
    soon: Cell<bool>,
}

impl Sheets {
    fn inside(root: &Element) -> Self {
        let empty = |sheet| RefCell::new(Drawn::inside(root, sheet));
        Self {
            settings: empty(settings::sheet()),
            help: empty(keys::sheet()),
            soon: Cell::new(false),
        }
    }

    /// Draws what a sheet says, as it is now.
    #[inline(never)]
    fn fill(&self, state: Viewer, id: &str) {
        let choices = state.choices.try_with_untracked(|choices| *choices);
        let Some(choices) = choices else { return }; // the viewer is gone
        match id {
            "settings" => self.settings.borrow_mut().change(settings::settings(choices)),
            "help" => self.help.borrow_mut().change(keys::help()),
            _ => {}
        }
    }

    /// Fills that of the settings while nobody waits: whoever uses one key may use theirs.
    #[inline(never)]
    fn fill_soon(sheets: &Rc<Self>, state: Viewer) {
        if sheets.soon.replace(true) {
            return;
        }
        // Not that of help: its heading would take the focus, hidden as it is.
        let sheets = sheets.clone();
        later(AFTER_A_KEY, Box::new(move || sheets.fill(state, "settings")));
    }
}

/// From a key to the time when it is filled: more than a paint takes.
const AFTER_A_KEY: Duration = Duration::from_millis(600);

/// What stands for a part that shows nothing now: it keeps the place.
fn nothing() -> Node {
    el("div").set("hidden", "")
}

/// Draws a part of the viewer, and again whenever a signal changes that it read.
fn part(parent: &Element, outline: Box<dyn Fn() -> Node>) {
    keep_drawn(
        Drawn::inside(parent, nothing()),
        Box::new(move || Some(outline())),
        Box::new(|_| None),
    );
}

/// Keeps an outline drawn in a place; as long as there is none the place stays as it is.
/// Something may be held before it is drawn, and restored after.
fn keep_drawn(mut drawn: Drawn, outline: Box<dyn Fn() -> Option<Node>>, hold: Box<Hold>) {
    watch(Box::new(move || {
        let Some(outline) = outline() else { return };
        let held = hold(drawn.element());
        drawn.change(outline);
        let _ = held.map(|restore| restore.call0(&JsValue::NULL));
    }));
}

/// Looks at an element that is drawn, and gives what restores something in it.
type Hold = dyn Fn(&Element) -> Option<js_sys::Function>;

fn masthead(state: Viewer) -> Node {
    let q = state.list.with(|view| view.q.clone());
    let (title, q) = state.load.with(|load| match load {
        Load::Open(open) => (open.title.clone(), Some(q)),
        // What is typed meanwhile is asked as soon as there is something to ask.
        Load::Opening(_) => (words::DATELINE.to_owned(), Some(q)),
        _ => (words::DATELINE.to_owned(), None),
    });
    masthead::masthead(&title, &state.links(), q.as_deref())
}

/// What there is to say before, or instead of, the articles.
fn status(state: Viewer) -> Node {
    state.load.with(|load| match load {
        Load::Blank => status::blank(),
        Load::Opening(name) => {
            // Told apart, so that every piece that comes does not draw the whole page anew.
            let (come, whole) = state.come.get();
            status::opening(name, come, whole, state.list.with(|view| !view.q.is_empty()))
        }
        Load::Failed(name, fault) => {
            status::failed(name, fault, state.can_try_again(), state.can_go_back())
        }
        Load::Open(open) if !state.has_come() => status::opening(&open.name, 0, 0, false),
        Load::Open(_) => el("div").with(
            state.draw_list(None, &|scene| masthead::chips(scene).unwrap_or_else(|| el("div"))),
        ),
    })
}

/// The bundle report. It does not depend on the view: a long one costs no keystroke.
fn report(state: Viewer, asked: Asked) -> Node {
    if state.load.with(|load| !matches!(load, Load::Open(_))) {
        return nothing();
    }
    let links = state.links();
    let report = state.faults.with(|own| {
        asked.report.with(|shown| report::report(&own.faults, &own.names, &links, shown))
    });
    report.unwrap_or_else(nothing)
}

/// Filters and list, or list, article and context. A narrow viewer shows less of it.
fn zones(root: &Element, state: Viewer, asked: Asked) {
    let wide = sight::is_wide();
    let reading = state.reading;
    // What was painted last. Between a list and an article only what the reader waits for is
    // drawn before the paint: what goes is hidden by the style and taken away after it, what
    // stands beside is drawn after it.
    let painted = reading.painted();
    // Which row is the open article's is seen a paint later, too.
    let current = painted_after(Box::new(move || state.article.with(|_| ())));
    let inside_root = root.clone();
    watch(Box::new(move || {
        let there = || state.answered.with(Option::is_some);
        current.track();
        if painted.get() && there() {
            let root = inside_root.clone();
            next_frame(Box::new(move || sight::reveal_current(&root)));
        }
    }));
    let mut layout = Drawn::inside(root, el("div"));
    let inside = layout.element().clone();
    watch(Box::new(move || {
        let class = match (reading.get(), painted.get()) {
            (true, _) => "zones reading",
            (false, true) => "zones listing coming",
            (false, false) => "zones listing",
        };
        layout.change(el("div").class(class));
    }));
    // What does not belong to the layout leaves an empty place, so that the rest stays. The
    // list comes first: it is what the reader waits for.
    let places: Vec<Drawn> = (0..4).map(|_| Drawn::inside(&inside, nothing())).collect();
    let mut places = places.into_iter();
    let mut zone = |outline: Box<dyn Fn() -> Option<Node>>, hold: Box<Hold>| {
        if let Some(place) = places.next() {
            keep_drawn(place, outline, hold);
        }
    };
    let held = |_: &Element| None;
    zone(
        Box::new(move || {
            if reading.get() || wide && painted.get() {
                return None;
            }
            Some(state.unfolded.with(|unfolded| {
                state.draw_list(None, &|scene| filters::filters(scene, wide, unfolded))
            }))
        }),
        Box::new(held),
    );
    zone(
        Box::new(move || {
            let (told, right) = (state.told.get(), state.corrections.get());
            current.track();
            Some(state.draw_list(state.article.get_untracked(), &|scene| {
                // Beside an article stands the list of the chronology's articles.
                if scene.view.chronology && !reading.get() {
                    return chronology::chronology(scene);
                }
                let file = file::file(&told, !state.is_in_parts(), &right);
                results::results(scene).with(file)
            }))
        }),
        Box::new(held),
    );
    zone(
        Box::new(move || {
            if !reading.get() && painted.get() {
                return None;
            }
            let lost = state.lost.get();
            Some(asked.pictures.with(|pictures| {
                state.draw_leaf(&|scene, leaf| reader::reader(scene, leaf, pictures, lost))
            }))
        }),
        Box::new(move |drawn| state.hold(drawn)),
    );
    zone(
        Box::new(move || {
            if !reading.get() && painted.get() {
                return None;
            }
            Some(state.draw_leaf(&|scene, leaf| {
                context::context(scene, leaf.sheet().map(|sheet| &sheet.page))
            }))
        }),
        Box::new(held),
    );
}
