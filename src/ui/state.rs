//! The signals of one viewer, and the few things that can be done to it.
//!
//! A viewer's whole state is what it has open (`Load`), where the reader is (`View`), and
//! what the pointer or the focus rests on. Everything else is derived. Nothing here is
//! shared between two viewers of a page.

use crate::archive::{Answer, Engine, Query, Request, Sort};
use crate::browser::{fetch, files, location};
use crate::bundle::{Bundle, Fault};
use crate::import;
use crate::ui::address::View;
use crate::ui::page::{self, Page};
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
}

/// What a viewer has open.
#[derive(Clone)]
pub enum Load {
    /// Nothing yet.
    Blank,
    /// A file is on its way.
    Opening(String),
    /// A file could not be opened.
    Failed(String, Fault),
    /// A collection is open.
    Open(Arc<Collection>),
}

/// An open collection.
pub struct Collection {
    /// What was read.
    pub bundle: Arc<Bundle>,
    /// What had to be repaired or left out.
    pub faults: Vec<Fault>,
    engine: Engine,
}

/// How a change of view enters the history.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A step of its own, which the back button undoes.
    New,
    /// Part of typing: one step for a whole spell of it.
    Typing,
}

/// A handle to one viewer's state; copied into every component.
#[derive(Clone, Copy)]
pub struct Viewer {
    /// What is open.
    pub load: RwSignal<Load>,
    /// Where the reader is.
    pub view: RwSignal<View>,
    /// How many rows the list shows.
    pub rows: RwSignal<usize>,
    /// The answer to the current query.
    pub answer: Memo<Option<Arc<Answer>>>,
    /// The open article, ready to be drawn, with its index.
    pub page: Memo<Option<Arc<(usize, Page)>>>,
    /// The timeline entry under the pointer or the focus, as an index into the page's.
    pub pointed: RwSignal<Option<usize>>,
    /// The entry to light: what is pointed at, or else what the address names.
    pub lit: Memo<Option<usize>>,
    /// True while a file hovers over the viewer.
    pub hovering: RwSignal<bool>,
    /// Rises with every move of the reader: tells a move from the first drawing.
    pub moves: RwSignal<usize>,
    settings: StoredValue<Settings>,
    typing: StoredValue<bool>,
    /// The request or file under way; a newer one ends it.
    under_way: StoredValue<(u32, Option<fetch::Ticket>), LocalStorage>,
    source: StoredValue<String>,
    /// Ends with the viewer.
    listener: StoredValue<Option<EventListener>, LocalStorage>,
}

impl Viewer {
    /// The state of a new viewer, which begins to open what the settings name.
    pub fn new(settings: Settings) -> Self {
        let first = if settings.history {
            View::from_fragment(&location::fragment())
        } else {
            View::default()
        };
        let first = if first == View::default() {
            let article = Some(settings.article.clone()).filter(|id| !id.is_empty());
            View { q: settings.q.clone(), article, ..View::default() }
        } else {
            first
        };
        let asked = settings.history.then(|| location::parameter("src")).flatten();
        let src = asked.unwrap_or_else(|| settings.src.clone());

        let load = RwSignal::new(Load::Blank);
        let view = RwSignal::new(first);
        let rows = RwSignal::new(ROWS);
        let asked = Memo::new(move |_| view.with(|view| (view.q.clone(), view.sort.clone())));
        let answer = Memo::new(move |_| {
            let (q, sort) = asked.get();
            let limit = rows.get();
            load.with(|load| match load {
                Load::Open(open) => Some(Arc::new(open.engine.answer(&Request {
                    sort: sort.as_deref().and_then(Sort::from_word).unwrap_or_default(),
                    limit,
                    bins: BARS,
                    ..Request::new(Query::parse(&q))
                }))),
                _ => None,
            })
        });
        let article = Memo::new(move |_| view.with(|view| view.article.clone()));
        let page = Memo::new(move |_| {
            let id = article.get()?;
            load.with(|load| match load {
                Load::Open(open) => {
                    // Once per opened article: a scan is quick enough for any list.
                    let mut items = open.bundle.items.iter().enumerate();
                    let (index, article) = items.find(|(_, article)| article.id == id)?;
                    Some(Arc::new((index, page::page(&open.bundle, article))))
                }
                _ => None,
            })
        });
        let pointed = RwSignal::new(None);
        let lit = Memo::new(move |_| {
            pointed.get().or_else(|| {
                let at = view.with(|view| view.at.clone())?;
                page.with(|page| entry_of(&page.as_ref()?.1, &at))
            })
        });
        let viewer = Self {
            load,
            view,
            rows,
            answer,
            page,
            pointed,
            lit,
            hovering: RwSignal::new(false),
            moves: RwSignal::new(0),
            settings: StoredValue::new(settings),
            typing: StoredValue::new(false),
            under_way: StoredValue::new_local((0, None)),
            source: StoredValue::new(String::new()),
            listener: StoredValue::new_local(None),
        };
        if viewer.has_history() {
            viewer.listener.set_value(location::on_change(move || viewer.follow_address()));
        }
        viewer.open_address(&src);
        viewer
    }

    /// True if the page's address follows this viewer.
    pub fn has_history(&self) -> bool {
        self.settings.with_value(|settings| settings.history)
    }

    /// The link to a view: a fragment of this page, or of the stand-alone viewer for an
    /// embedded one, so that opening it in a new tab works there too.
    pub fn href(&self, view: &View) -> String {
        let fragment = view.to_fragment();
        let source = self.source.get_value();
        self.settings.with_value(|settings| {
            if settings.history || settings.home.is_empty() || source.is_empty() {
                return fragment.clone();
            }
            let as_parameter = View::of_query(source.as_str()).to_fragment();
            let encoded = as_parameter.strip_prefix("#q=").unwrap_or_default();
            format!("{}?src={encoded}{fragment}", settings.home)
        })
    }

    /// Goes to a view.
    pub fn go(&self, view: View, step: Step) {
        if self.view.with_untracked(|now| *now == view) {
            return;
        }
        let typed_on = step == Step::Typing && self.typing.get_value();
        self.typing.set_value(step == Step::Typing);
        if self.has_history() {
            location::set_fragment(&view.to_fragment(), !typed_on);
        }
        self.arrive(view);
    }

    /// The same place with another query and nothing open.
    pub fn search(&self, q: String, step: Step) {
        let sort = self.view.with_untracked(|view| view.sort.clone());
        self.go(View { q, sort, ..View::default() }, step);
    }

    fn arrive(&self, view: View) {
        let list_changed =
            self.view.with_untracked(|now| (&now.q, &now.sort) != (&view.q, &view.sort));
        if list_changed {
            self.rows.set(ROWS);
        }
        self.pointed.set(None);
        self.moves.update(|moves| *moves += 1);
        self.view.set(view);
    }

    fn follow_address(&self) {
        self.typing.set_value(false);
        let view = View::from_fragment(&location::fragment());
        if self.view.with_untracked(|now| *now != view) {
            self.arrive(view);
        }
    }

    /// Shows more rows of the list.
    pub fn show_more(&self) {
        self.rows.update(|rows| *rows += ROWS);
    }

    /// Opens the file at an address; an empty one opens nothing.
    pub fn open_address(&self, address: &str) {
        if address.is_empty() {
            self.begin(None);
            self.load.set(Load::Blank);
            return;
        }
        let url = location::absolute(address).unwrap_or_else(|| address.to_owned());
        let ticket = fetch::ticket();
        let number = self.begin(ticket);
        self.load.set(Load::Opening(address.to_owned()));
        self.source.set_value(url.clone());
        let viewer = *self;
        let name = address.to_owned();
        leptos::task::spawn_local(async move {
            let bytes = fetch::bytes(&url, None).await;
            viewer.finish(number, name, bytes);
        });
    }

    /// Opens a file that a person picked or dropped; the view starts afresh.
    pub fn open_file(&self, file: web_sys::File) {
        let number = self.begin(None);
        let name = file.name();
        self.load.set(Load::Opening(name.clone()));
        self.source.set_value(String::new());
        self.go(View::default(), Step::New);
        let viewer = *self;
        leptos::task::spawn_local(async move {
            let bytes = files::bytes(&file).await;
            viewer.finish(number, name, bytes);
        });
    }

    /// Tries the current address again.
    pub fn try_again(&self) {
        let source = self.source.get_value();
        if !source.is_empty() {
            self.open_address(&source);
        }
    }

    /// True if there is an address to try again.
    pub fn can_try_again(&self) -> bool {
        self.source.with_value(|source| !source.is_empty())
    }

    /// Ends what is under way and gives the number of what begins.
    fn begin(&self, ticket: Option<fetch::Ticket>) -> u32 {
        let mut number = 0;
        self.under_way.update_value(|under_way| {
            number = under_way.0.wrapping_add(1);
            *under_way = (number, ticket);
        });
        number
    }

    /// Takes what was read, unless something newer began or the viewer is gone.
    fn finish(&self, number: u32, name: String, bytes: Result<Vec<u8>, Fault>) {
        if self.under_way.try_with_value(|under_way| under_way.0) != Some(number) {
            return;
        }
        self.under_way.update_value(|under_way| under_way.1 = None);
        let load = match bytes.and_then(|bytes| import::open(&name, &bytes)) {
            Err(fault) => Load::Failed(name, fault),
            Ok(reading) => {
                let bundle = Arc::new(reading.bundle);
                Load::Open(Arc::new(Collection {
                    engine: Engine::new(bundle.clone()),
                    faults: reading.faults,
                    bundle,
                }))
            }
        };
        self.load.set(load);
    }

    /// The open collection, if there is one.
    pub fn collection(&self) -> Option<Arc<Collection>> {
        self.load.with(|load| match load {
            Load::Open(open) => Some(open.clone()),
            _ => None,
        })
    }
}

/// The entry that an event's or a mark's id names.
fn entry_of(page: &Page, at: &str) -> Option<usize> {
    let by_id = page.dated.iter().position(|entry| entry.id == at);
    by_id.or_else(|| page.dated.iter().position(|entry| entry.mark.as_deref() == Some(at)))
}

/// The viewer that the component being built belongs to.
pub fn viewer() -> Viewer {
    expect_context::<Viewer>()
}
