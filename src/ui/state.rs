//! The signals of one viewer, and the few things that can be done to it.
//!
//! A viewer's whole state is what it has open (`Load`), where the reader is (`View`), and
//! what the pointer or the focus rests on. What the archive had to say stands beside it: it
//! may be a moment behind, and is never taken away before there is something newer. Nothing
//! here is shared between two viewers of a page.

use crate::archive::Query;
use crate::archive::ask::{Named, Profile, Progress};
use crate::browser::annotator::Sitting;
use crate::browser::seat::Seat;
use crate::browser::{fetch, location, sight, storage};
use crate::bundle::Fault;
use crate::bundle::corrections::Corrections;
use crate::ui::address::{Links, View};
use crate::ui::again::Origin;
use crate::ui::asking::Answered;
use crate::ui::axis::Axis;
use crate::ui::card::Card;
use crate::ui::carding;
use crate::ui::filters::Unfolded;
use crate::ui::going::Land;
use crate::ui::leaf::Leaf;
use crate::ui::load::{Collection, Load};
use crate::ui::outline::{Node, el};
use crate::ui::quote::Offer;
use crate::ui::quoting;
use crate::ui::scene::Scene;
use crate::ui::settings::{COUNTS, Choices, MARKS};
use crate::ui::signal::{Derived, Signal};
use crate::ui::window::Window;
use gloo_events::EventListener;
use std::sync::Arc;

/// What the host asked for.
#[derive(Clone, Default)]
pub struct Settings {
    /// Address of the file to open; empty for none.
    pub src: String,
    /// Address of the index of that file, made beforehand; empty if there is none.
    pub index: String,
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
    /// Fetches scripts that are seldom needed: see `browser::late`.
    pub late: Option<js_sys::Function>,
    /// Starts a worker for the archive: see `browser::seat`.
    pub seat: Option<js_sys::Function>,
}

/// What a file is said to have wrong, as far as it is known.
#[derive(Clone, Default)]
pub struct Faults {
    /// What had to be repaired or left out; none until all is read.
    pub faults: Vec<Fault>,
    /// What the articles are called in which they lie.
    pub names: Vec<Named>,
}

/// A handle to one viewer's state; copied into every component.
#[derive(Clone, Copy)]
pub struct Viewer {
    /// What is open.
    pub load: Signal<Load>,
    /// Bytes that have come of the file under way, and how many there are, or 0.
    pub come: Signal<(usize, usize)>,
    /// How far the open collection is.
    pub progress: Signal<Progress>,
    /// What is wrong with the open file, or what a check of it found once somebody asked for
    /// one.
    pub faults: Signal<Faults>,
    /// What became of the last check or saving, in words.
    pub told: Signal<String>,
    /// Where the reader is.
    pub view: Signal<View>,
    /// The same with nothing open: it changes less often.
    pub list: Derived<View>,
    /// The id of the article of the view.
    pub article: Derived<Option<String>>,
    /// The place in it: see `View::at`.
    pub at: Derived<Option<String>>,
    /// True if an article is read, or word that there is none; until it has come, what was
    /// there before stays.
    pub reading: Derived<bool>,
    /// The newest answer, and the view it is of.
    pub answered: Signal<Option<Arc<Answered>>>,
    /// The newest article, or what stands in its place; nothing where the list is read.
    pub leaf: Signal<Option<Arc<Leaf>>>,
    /// The timeline entries under the pointer or the focus, as indices into the page's: a
    /// sentence may tell several.
    pub pointed: Signal<Vec<usize>>,
    /// What of the side panel is unfolded.
    pub unfolded: Signal<Unfolded>,
    /// True while a file hovers over the viewer.
    pub hovering: Signal<bool>,
    /// Rises with every move of the reader, typing apart: after one the focus may go along.
    pub moves: Signal<usize>,
    /// How many articles without marks have theirs by now, and how many there were; nothing
    /// while nobody looks for any.
    pub finding: Signal<Option<(usize, usize)>>,
    /// The card of a name that is shown.
    pub card: Signal<Option<Card>>,
    /// The link to the words that are selected.
    pub offer: Signal<Option<Offer>>,
    /// True if the address quotes words that the article does not have.
    pub lost: Signal<bool>,
    /// What is known of the name that the list is filtered by.
    pub subject: Signal<Option<Arc<Profile>>>,
    /// How the reader likes to read.
    pub choices: Signal<Choices>,
    /// What of it a text depends on, and what a list: a theme draws neither anew.
    marks: Derived<Choices>,
    /// See `marks`.
    counts: Derived<Choices>,
    /// What the reader put right about entities.
    pub corrections: Signal<Arc<Corrections>>,
    /// Which rows of the list are drawn.
    pub(super) rows: Signal<Window>,
    /// What no view depends on.
    pub(super) kept: Signal<Kept>,
}

/// What a viewer remembers without showing it.
pub(super) struct Kept {
    pub(super) settings: Settings,
    /// Where questions go. It ends with the viewer.
    pub(super) seat: Option<Seat>,
    /// Its DOM, once it is drawn.
    pub(super) root: Option<web_sys::Element>,
    /// The last step was one of typing.
    pub(super) typing: bool,
    /// The list was narrowed otherwise than by typing, and is not drawn yet.
    pub(super) narrowed: bool,
    /// What the address does not tell yet, and whether it is to be a step of its own.
    pub(super) untold: Option<(View, bool)>,
    /// How many steps there were: the last one has the address told.
    pub(super) turn: usize,
    /// The number of the file under way; a newer one makes it void.
    pub(super) number: u32,
    /// Its request, which ends with it.
    pub(super) ticket: Option<fetch::Ticket>,
    /// Where what is under way, or else the open file, comes from.
    pub(super) origin: Origin,
    /// What was open before what is under way or failed, and where it came from.
    pub(super) last: Option<(Collection, Origin)>,
    /// How often the list was asked for, and whether an answer is under way.
    pub(super) asked: (usize, bool),
    /// The edition of the archive that was told last, and whether the list is of an older one.
    pub(super) edition: (u32, bool),
    /// It was asked for only because the archive has changed.
    pub(super) renews: bool,
    /// The reader changed the archive, and wants to see that.
    pub(super) insists: bool,
    /// A button of the pointer is down.
    pub(super) pressed: bool,
    /// Where on the screen the mouse was when something came under it.
    pub(super) pointer: (i32, i32),
    /// Names and dates are being looked for, or nobody can find any.
    pub(super) begun: bool,
    /// The search for them. It ends with the file.
    pub(super) sitting: Option<Sitting>,
    /// True while an answer of it is under way.
    pub(super) asking: bool,
    /// True if marks came for the open article and are not drawn yet.
    pub(super) drawing: bool,
    /// A stroke over a line of time: which line, and the bar it began at.
    pub(super) stroke: Option<(Axis, usize)>,
    /// Hears the wheel over the lines of time; and how far it was turned since the last step.
    pub(super) wheel: Option<(Vec<EventListener>, f64)>,
    /// What is being read is going to be shown on the timeline.
    pub(super) follows: bool,
    /// Rises whenever something else is selected.
    pub(super) selecting: u32,
    /// What had the focus before a sheet was shown by a key.
    pub(super) beneath: Option<web_sys::Element>,
    /// Where the focus goes when the reader arrives, if not to a heading.
    pub(super) lands: Option<Land>,
    /// Issue dates that the reader supplied for articles with rules, by their ids.
    pub(super) supplied: Vec<(String, String)>,
    /// How far articles, by their ids, and the list, without one, were scrolled when they were
    /// left.
    pub(super) places: Vec<(String, sight::Scrolled)>,
    /// How far the page was scrolled before it was loaded anew, until it is there again.
    pub(super) restores: Option<usize>,
    /// The reader is on the way back to what was left.
    pub(super) returning: bool,
    /// The focus goes back to the mention of a card that was closed.
    pub(super) returns: bool,
    /// Rises whenever the pointer or the focus comes to something else.
    pub(super) resting: u32,
    /// The mention that the last card was of, and where its upper edge was, in CSS pixels of
    /// the window.
    pub(super) mention: Option<(web_sys::Element, i32)>,
    /// Where the viewer began: an address without a fragment leads there.
    pub(super) first: View,
    /// End with the viewer.
    pub(super) listeners: Vec<EventListener>,
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

        let view = Signal::new(first);
        let leaf = Signal::new(None);
        let article = Derived::new(move || view.with(|view| view.article.clone()));
        let is_reading = move || article.with(Option::is_some) && leaf.with(Option::is_some);
        let choices = Signal::new(Choices::from_text(&storage::kept(storage::READING)));
        let only = |setting| Derived::new(move || choices.get().only(setting));
        let restores = settings.history.then(storage::kept_scroll).flatten();
        let kept = Signal::new(Kept {
            settings,
            seat: None,
            root: None,
            typing: false,
            untold: None,
            turn: 0,
            narrowed: false,
            number: 0,
            ticket: None,
            origin: Origin::default(),
            last: None,
            asked: (0, false),
            edition: (0, false),
            renews: false,
            insists: false,
            pressed: false,
            begun: false,
            sitting: None,
            asking: false,
            drawing: false,
            stroke: None,
            wheel: None,
            follows: false,
            selecting: 0,
            beneath: None,
            lands: None,
            supplied: Vec::new(),
            places: Vec::new(),
            restores,
            returning: false,
            returns: false,
            resting: 0,
            pointer: (i32::MIN, i32::MIN),
            mention: None,
            first: beginning,
            listeners: Vec::new(),
        });
        let viewer = Self {
            load: Signal::new(Load::Blank),
            come: Signal::new((0, 0)),
            progress: Signal::new(Progress::default()),
            faults: Signal::new(Faults::default()),
            told: Signal::new(String::new()),
            view,
            list: Derived::new(move || view.with(View::without_article)),
            answered: Signal::new(None),
            article,
            at: Derived::new(move || view.with(|view| view.at.clone())),
            reading: Derived::new(is_reading),
            leaf,
            pointed: Signal::new(Vec::new()),
            unfolded: Signal::new(Unfolded::default()),
            hovering: Signal::new(false),
            moves: Signal::new(0),
            finding: Signal::new(None),
            card: Signal::new(None),
            offer: Signal::new(None),
            lost: Signal::new(false),
            subject: Signal::new(None),
            choices,
            marks: only(MARKS),
            counts: only(COUNTS),
            corrections: Signal::new(Arc::default()),
            rows: Signal::new(Window::first(0)),
            kept,
        };
        viewer.follow_history();
        viewer.keep_asking();
        carding::keep_subject(viewer);
        quoting::keep_painting(viewer);
        viewer.open_address(&src);
        viewer
    }

    /// The entries to light: what is pointed at, or else what the address names.
    pub fn lit(&self) -> Vec<usize> {
        let pointed = self.pointed.get();
        if !pointed.is_empty() {
            return pointed;
        }
        let (article, at) = (self.article.get(), self.at.get());
        let (Some(article), Some(at), Some(leaf)) = (article, at, self.leaf.get()) else {
            return Vec::new();
        };
        let sheet = leaf.sheet().filter(|_| leaf.id() == article);
        sheet.and_then(|sheet| sheet.page.entry_of(&at)).into_iter().collect()
    }

    /// True if there is anything to show of what is open.
    pub fn has_come(&self) -> bool {
        self.leaf.with(Option::is_some) || self.answered.with(Option::is_some)
    }

    fn is_open(&self) -> bool {
        self.load.with(|load| matches!(load, Load::Open(_)))
    }

    /// Draws a part of the viewer from the newest answer; nothing until there is one. `open`
    /// is the article that it is to know of as open.
    pub fn draw_list(&self, open: Option<String>, part: &dyn Fn(&Scene<'_>) -> Node) -> Node {
        let Some(answered) = self.answered.get().filter(|_| self.is_open()) else {
            return el("div").set("hidden", "");
        };
        let view = View { article: open, ..answered.view.clone() };
        let can_find = self.kept.with_untracked(|kept| kept.settings.annotator.is_some());
        self.progress.with(|progress| {
            part(&Scene {
                view: &view,
                query: &answered.query,
                answer: &answered.answer,
                story: answered.story.as_ref(),
                progress,
                finds: can_find && progress.found < progress.wanting,
                links: &self.links(),
                choices: self.counts.get(),
                window: &answered.window,
                subject: self.subject.get().as_deref(),
            })
        })
    }

    /// Draws a part of the viewer from the open article; nothing where there is none.
    pub fn draw_leaf(&self, part: &dyn Fn(&Scene<'_>, &Leaf) -> Node) -> Node {
        let leaf = self.leaf.get().filter(|_| self.reading.get() && self.is_open());
        let Some(leaf) = leaf else { return el("div").set("hidden", "") };
        let view = View { article: Some(leaf.id().to_owned()), ..self.list.get() };
        let scene = Scene {
            view: &view,
            query: &Query::parse(&view.q),
            answer: &Default::default(),
            story: None,
            progress: &Progress::default(),
            finds: false,
            links: &self.links(),
            choices: self.marks.get(),
            window: &Window::default(),
            subject: None,
        };
        part(&scene, &leaf)
    }

    /// How links are written.
    pub fn links(&self) -> Links {
        self.kept.with_untracked(|kept| {
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
        self.kept.with_untracked(|kept| kept.settings.history)
    }
}
