//! The signals of one viewer, and the few things that can be done to it.
//!
//! A viewer's whole state is what it has open (`Load`), where the reader is (`View`), and
//! what the pointer or the focus rests on. Everything else is derived. Nothing here is
//! shared between two viewers of a page.

use crate::archive::{Answer, Query, QueryField, Request, Sort};
use crate::browser::annotator::Sitting;
use crate::browser::{fetch, location};
use crate::bundle::{Article, Fault};
use crate::ui::address::{Links, View};
use crate::ui::again::Origin;
use crate::ui::load::{Collection, Load};
use crate::ui::outline::{Node, el};
use crate::ui::page::{self, Page};
use crate::ui::scene::Scene;
use gloo_events::EventListener;
use leptos::prelude::*;
use std::sync::Arc;

/// How many rows the list shows at first, and how many more a click adds.
const ROWS: usize = 100;
/// Most bars of the publication histogram: few enough to hit, many enough for a decade of months.
const BARS: usize = 48;

/// What the host asked for.
#[derive(Clone, Default)]
pub struct Settings {
    /// Address of the file to open; empty for none.
    pub src: String,
    /// Id of the article to open at first.
    pub article: String,
    /// The query to begin with.
    pub q: String,
    /// True if the page's address follows the reader.
    pub history: bool,
    /// Where the stand-alone viewer lives: links of an embedded one lead there.
    pub home: String,
    /// Opens what only the importers can: see `browser::importers`.
    pub importers: Option<js_sys::Function>,
    /// Finds names and dates: see `browser::annotator`.
    pub annotator: Option<js_sys::Function>,
    /// Starts a worker for the archive: see `browser::seat`.
    pub seat: Option<js_sys::Function>,
}

/// How a change of view enters the history.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A step of its own, which the back button undoes.
    New,
    /// Part of typing: one step for a whole spell of it.
    Typing,
}

/// A part of the viewer: drawn from the scene, and from the open article if there is one.
pub type Part<'p> = dyn Fn(&Scene<'_>, Option<(&Article, &Page)>) -> Node + 'p;

/// A memo that is made anew has changed: to compare two whole answers would cost more than
/// to draw one.
fn always<T>(_: Option<&T>, _: Option<&T>) -> bool {
    true
}

/// Runs now, and again whenever a signal changes that it read. Leptos compiles an effect
/// anew for every closure and every value; here is one for all.
pub fn watch(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

/// A handle to one viewer's state; copied into every component.
#[derive(Clone, Copy)]
pub struct Viewer {
    /// What is open.
    pub load: RwSignal<Load>,
    /// Bytes that have come of the file under way, and how many there are, or 0.
    pub come: RwSignal<(usize, usize)>,
    /// All that a check of the open file found, once somebody asked for one.
    pub checked: RwSignal<Option<Vec<Fault>>>,
    /// What became of the last check or saving, in words.
    pub told: RwSignal<String>,
    /// Where the reader is.
    pub view: RwSignal<View>,
    /// The answer to the current query.
    pub answer: Memo<Option<Arc<Answer>>>,
    /// The open article, ready to be drawn, with its index.
    pub page: Memo<Option<Arc<(usize, Page)>>>,
    /// The timeline entries under the pointer or the focus, as indices into the page's: a
    /// sentence may tell several.
    pub pointed: RwSignal<Vec<usize>>,
    /// Facets of which every value is shown.
    pub facets: RwSignal<Vec<QueryField>>,
    /// True while a file hovers over the viewer.
    pub hovering: RwSignal<bool>,
    /// Rises with every move of the reader, typing apart: after one the focus may go along.
    pub moves: RwSignal<usize>,
    /// How many articles without marks have theirs by now, and how many there were; nothing
    /// while nobody looks for any.
    pub finding: RwSignal<Option<(usize, usize)>>,
    /// Rises when marks came for the open article.
    pub(super) marked: RwSignal<usize>,
    /// How many rows the list shows.
    rows: RwSignal<usize>,
    /// What no view depends on.
    pub(super) kept: StoredValue<Kept, LocalStorage>,
}

/// What a viewer remembers without showing it.
pub(super) struct Kept {
    pub(super) settings: Settings,
    /// The last step was one of typing.
    typing: bool,
    /// The number of the file under way; a newer one makes it void.
    pub(super) number: u32,
    /// Its request, which ends with it.
    pub(super) ticket: Option<fetch::Ticket>,
    /// Where what is under way, or else the open file, comes from.
    pub(super) origin: Origin,
    /// What was open before what is under way or failed, and where it came from.
    pub(super) last: Option<(Box<Collection>, Origin)>,
    /// The search for marks that the open file lacks. It ends with the file.
    pub(super) sitting: Option<Sitting>,
    /// True while an answer of it is under way.
    pub(super) asking: bool,
    /// True if marks came for the open article and are not drawn yet.
    pub(super) drawing: bool,
    /// Where the viewer began: an address without a fragment leads there.
    first: View,
    /// Ends with the viewer.
    _listener: Option<EventListener>,
}

impl Viewer {
    /// The state of a new viewer, which begins to open what the settings name.
    pub fn new(settings: Settings) -> Self {
        let beginning = View {
            q: settings.q.clone(),
            article: Some(settings.article.clone()).filter(|id| !id.is_empty()),
            ..View::default()
        };
        let fragment = settings.history.then(location::fragment).unwrap_or_default();
        let named = !fragment.is_empty() && View::is_ours(&fragment);
        let first = if named { View::from_fragment(&fragment) } else { beginning.clone() };
        let asked = settings.history.then(|| location::parameter("src")).flatten();
        let src = asked.unwrap_or_else(|| settings.src.clone());

        let load = RwSignal::new(Load::Blank);
        let view = RwSignal::new(first);
        let marked = RwSignal::new(0);
        let kept = StoredValue::new_local(Kept {
            settings,
            typing: false,
            number: 0,
            ticket: None,
            origin: Origin::default(),
            last: None,
            sitting: None,
            asking: false,
            drawing: false,
            first: beginning,
            _listener: None,
        });
        let rows = RwSignal::new(ROWS);
        // What the list depends on, apart from what is open in it.
        let list = Memo::new(move |_| view.with(View::list_fragment));
        let answer = Memo::new_with_compare(
            move |_| {
                let list = View::from_fragment(&list.get());
                let limit = rows.get();
                load.with(|load| match load {
                    Load::Open(open) => Some(Arc::new(open.engine.answer(&Request {
                        sort: list.sort.as_deref().and_then(Sort::from_word).unwrap_or_default(),
                        limit,
                        bins: BARS,
                        ..Request::new(Query::parse(&list.q))
                    }))),
                    _ => None,
                })
            },
            always,
        );
        let article =
            Memo::new(move |_| view.with(|view| view.article.clone().unwrap_or_default()));
        let page = Memo::new_with_compare(
            move |_| {
                let id = article.get();
                marked.track();
                load.with(|load| match load {
                    Load::Open(open) => {
                        let index = open.place_of(&id)?;
                        let bundle = open.bundle();
                        let item = bundle.items.get(index)?;
                        let mut page = page::page(&bundle.dateline.entities, item);
                        page.also = page::elsewhere(bundle, index);
                        Some(Arc::new((index, page)))
                    }
                    _ => None,
                })
            },
            always,
        );
        let viewer = Self {
            load,
            come: RwSignal::new((0, 0)),
            checked: RwSignal::new(None),
            told: RwSignal::new(String::new()),
            view,
            rows,
            answer,
            page,
            pointed: RwSignal::new(Vec::new()),
            facets: RwSignal::new(Vec::new()),
            hovering: RwSignal::new(false),
            moves: RwSignal::new(0),
            finding: RwSignal::new(None),
            marked,
            kept,
        };
        if viewer.has_history() {
            let listener = location::on_change(move || viewer.follow_address());
            viewer.kept.update_value(|kept| kept._listener = listener);
        }
        viewer.open_address(&src);
        viewer
    }

    /// The entries to light: what is pointed at, or else what the address names.
    pub fn lit(&self) -> Vec<usize> {
        let pointed = self.pointed.get();
        if !pointed.is_empty() {
            return pointed;
        }
        let at = self.view.with(|view| view.at.clone());
        let entry = at.and_then(|at| self.page.with(|page| page.as_ref()?.1.entry_of(&at)));
        entry.into_iter().collect()
    }

    /// Draws a part of the viewer from all that is known; nothing until a file is open.
    pub fn draw(&self, part: &Part<'_>) -> Node {
        let drawn = self.load.with(|load| {
            let Load::Open(open) = load else { return None };
            let answer = self.answer.get()?;
            let view = self.view.get();
            let query = Query::parse(&view.q);
            let page = if view.article.is_some() { self.page.get() } else { None };
            let links = self.links();
            let article =
                page.as_ref().and_then(|page| Some((open.bundle().items.get(page.0)?, &page.1)));
            let undated = page.as_ref().and_then(|page| open.undated(page.0));
            let scene = Scene {
                bundle: open.bundle(),
                view: &view,
                query: &query,
                answer: &answer,
                links: &links,
                undated,
            };
            Some(part(&scene, article))
        });
        drawn.unwrap_or_else(|| el("div").set("hidden", ""))
    }

    /// How links are written.
    pub fn links(&self) -> Links {
        self.kept.with_value(|kept| {
            if kept.settings.history {
                return Links::within();
            }
            let source = Some(&kept.origin.source).filter(|source| !source.is_empty());
            let source = source.and_then(|source| location::absolute(source));
            Links::to_home(&kept.settings.home, &source.unwrap_or_default())
        })
    }

    /// True if the page's address follows this viewer.
    pub fn has_history(&self) -> bool {
        self.kept.with_value(|kept| kept.settings.history)
    }

    /// Goes to a view.
    pub fn go(&self, view: View, step: Step) {
        if self.view.with_untracked(|now| *now == view) {
            return;
        }
        let mut typed_on = false;
        self.kept.update_value(|kept| {
            typed_on = step == Step::Typing && kept.typing;
            kept.typing = step == Step::Typing;
        });
        if self.has_history() {
            location::set_fragment(&view.to_fragment(), !typed_on);
        }
        self.arrive(view, step);
    }

    /// The same place with another query and nothing open.
    pub fn search(&self, q: String, step: Step) {
        let sort = self.view.with_untracked(|view| view.sort.clone());
        self.go(View { q, sort, ..View::default() }, step);
    }

    fn arrive(&self, view: View, step: Step) {
        let list_changed =
            self.view.with_untracked(|now| (&now.q, &now.sort) != (&view.q, &view.sort));
        if list_changed {
            self.rows.set(ROWS);
            // A name that was followed must be known to the engine.
            if step == Step::New {
                self.count_found();
            }
        }
        self.pointed.set(Vec::new());
        if step == Step::New {
            self.moves.update(|moves| *moves += 1);
        }
        self.view.set(view);
    }

    fn follow_address(&self) {
        self.kept.update_value(|kept| kept.typing = false);
        let fragment = location::fragment();
        if !View::is_ours(&fragment) {
            return; // the host's own affair
        }
        let view = match fragment.as_str() {
            "" => self.kept.with_value(|kept| kept.first.clone()),
            fragment => View::from_fragment(fragment),
        };
        if self.view.with_untracked(|now| *now != view) {
            self.arrive(view, Step::New);
        }
    }

    /// Shows all values of a facet, or only the first ones again.
    pub fn toggle_facet(&self, field: QueryField) {
        self.facets.update(|facets| match facets.iter().position(|open| *open == field) {
            Some(at) => {
                facets.remove(at);
            }
            None => facets.push(field),
        });
    }

    /// Shows more rows of the list.
    pub fn show_more(&self) {
        self.rows.update(|rows| *rows += ROWS);
    }
}
