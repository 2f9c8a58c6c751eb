//! Asks the archive for what the view wants, and sets what comes back.
//!
//! Whoever types never waits: every keystroke asks, and only the newest answer counts. What
//! the archive finds out by itself is asked for when nobody is disturbed by it. It must not
//! draw.

use crate::archive::ask::{Ask, Occasions, Progress, Reply};
use crate::archive::{Answer, Highlighter, Languages, Query, Request};
use crate::browser::seat::{Replied, Seat};
use crate::browser::sight;
use crate::bundle::Fault;
use crate::import;
use crate::ui::address::View;
use crate::ui::axis;
use crate::ui::carding;
use crate::ui::filters::Unfolded;
use crate::ui::leaf::Leaf;
use crate::ui::load::Load;
use crate::ui::report;
use crate::ui::scene::order_of;
use crate::ui::signal::{Derived, next_frame, watch};
use crate::ui::state::{Faults, Viewer};
use crate::ui::window::Window;
use std::sync::Arc;

/// What a reply is given to.
pub(super) type Then = dyn FnOnce(Result<Reply, Fault>);

/// An answer, and what it is the answer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answered {
    /// The list or the chronology, with nothing open in it.
    pub view: View,
    /// Its query, parsed.
    pub query: Query,
    /// The answer.
    pub answer: Answer,
    /// Which rows it has.
    pub window: Window,
    /// The events, where the view is of them.
    pub story: Option<Occasions>,
}

impl Viewer {
    /// Asks from now on whenever the view wants something else.
    pub(super) fn keep_asking(&self) {
        let viewer = *self;
        let (call, told) =
            (self.kept.with_untracked(|kept| kept.settings.seat.clone()), move |now| {
                // After whatever was replied before it: that has a reader of its own.
                leptos::task::spawn_local(async move { viewer.take_progress(now) });
            });
        let seat = Seat::start(call, import::is_bundle, told);
        self.kept.update_untracked(|kept| kept.seat = Some(seat));
        let values = Derived::new(move || viewer.unfolded.with(Unfolded::values));
        watch(Box::new(move || {
            // Read, not only tracked: a memo that nobody read depends on nothing.
            let _ = (viewer.list.get(), viewer.rows.get(), values.get());
            if viewer.load.with(|load| matches!(load, Load::Open(_))) {
                viewer.kept.update_untracked(|kept| kept.renews = false);
                viewer.ask_list();
            }
        }));
        watch(Box::new(move || {
            // Another query has other words to be painted.
            if viewer.article.with(Option::is_some) {
                viewer.list.with(|_| ());
            }
            if viewer.load.with(|load| matches!(load, Load::Open(_))) {
                viewer.ask_article(false);
            }
        }));
    }

    /// Puts a question; what comes of it holds nothing of the viewer.
    pub(super) fn ask(&self, ask: Ask) -> impl Future<Output = Replied> + use<> {
        let under_way =
            self.kept.try_with_untracked(|kept| kept.seat.as_ref().map(|seat| seat.ask(ask)));
        async move {
            match under_way.flatten() {
                Some(under_way) => under_way.await,
                None => Ok(None),
            }
        }
    }

    /// Puts a question, and goes on with the reply, unless something newer made it void or
    /// another file was opened meanwhile. One task for all, as in `watch`.
    pub(super) fn ask_then(&self, ask: Ask, then: Box<Then>) {
        let (viewer, number) = (*self, self.kept.with_untracked(|kept| kept.number));
        let under_way = self.ask(ask);
        leptos::task::spawn_local(async move {
            let reply = under_way.await.transpose();
            if let Some(reply) = reply.filter(|_| viewer.is_current(number)) {
                then(reply);
            }
        });
    }

    /// The number of what is open.
    fn open_number(&self) -> Option<u32> {
        let open = self.load.try_with_untracked(|load| match load {
            Load::Open(open) => Some(open.number),
            _ => None,
        });
        open.flatten()
    }

    /// Asks for the list, or the chronology, as the view has it.
    pub(super) fn ask_list(&self) {
        let Some(number) = self.open_number() else { return };
        let view = self.list.get_untracked();
        let query = Query::parse(&view.q);
        let window = self.rows.get_untracked();
        let (offset, limit) = (window.from, window.count);
        let (few, most) = (window.few(!view.q.is_empty()), window.few(false));
        let request = Request {
            sort: order_of(&view, &query),
            offset,
            limit,
            few,
            values: self.unfolded.with_untracked(Unfolded::values),
            span: axis::window(&view, &query),
            ..Request::of_list(query.clone())
        };
        let mut asked = 0;
        self.kept.update_untracked(|kept| {
            asked = kept.asked.0 + 1;
            kept.asked = (asked, true);
            kept.edition.1 = false;
        });
        let viewer = *self;
        let answered = Answered { view, query, answer: Answer::default(), window, story: None };
        let take_answer = move |reply| {
            let answer = match reply {
                Ok(Reply::Answer(answer)) => answer,
                Ok(reply) => return viewer.lack(reply),
                Err(fault) => return viewer.fail(number, fault),
            };
            let answered = Answered { answer, ..answered };
            if !answered.view.chronology {
                return viewer.take_answer(asked, answered);
            }
            // Only once there is an answer: whoever types on asks for no chronology between.
            let query = answered.query.clone();
            let take_story = move |reply| match reply {
                Ok(Reply::Chronology(story)) => {
                    viewer.take_answer(asked, Answered { story: Some(story), ..answered });
                }
                Ok(reply) => viewer.lack(reply),
                Err(_) => {}
            };
            // An event is lower than a row, and no key draws the chronology.
            let ask = Ask::Chronology { query, offset: 0, limit: limit.max(most) };
            viewer.ask_then(ask, Box::new(take_story));
        };
        self.ask_then(Ask::Query(request), Box::new(take_answer));
    }

    /// Shows an answer, unless the list was asked for again since.
    fn take_answer(&self, asked: usize, answered: Answered) {
        if self.kept.with_untracked(|kept| kept.asked.0) == asked {
            // Under a pointer that is down nothing moves of itself: what was asked only because
            // articles came is asked again when it is let go.
            let mut waits = false;
            self.kept.update_untracked(|kept| {
                waits = kept.pressed && kept.renews;
                kept.asked.1 = false;
                kept.edition.1 |= waits;
            });
            if waits {
                return;
            }
            self.answered.set(Some(Arc::new(answered)));
            self.catch_up();
        }
    }

    /// Asks for the article that the view names. `marked` tells that there are new marks in
    /// the one on screen: what is selected in it is to be kept.
    pub(super) fn ask_article(&self, marked: bool) {
        let id = self.article.get_untracked();
        let (Some(id), Some(number)) = (id, self.open_number()) else {
            self.leaf.set(None);
            return;
        };
        let viewer = *self;
        let asked = id.clone();
        let take_article = move |reply| {
            let opening = match reply {
                Ok(Reply::Article(opening)) => opening,
                Ok(reply) => return viewer.lack(reply),
                Err(_) => return,
            };
            if viewer.article.with_untracked(|article| article.as_ref() != Some(&id)) {
                return; // the reader went on
            }
            let complete = viewer.progress.with_untracked(|progress| progress.complete);
            let supplied = viewer.supplied(&id);
            match Leaf::of(
                id,
                opening,
                complete,
                &viewer.sought(),
                &viewer.corrections.get_untracked(),
                &supplied,
            ) {
                Ok(leaf) => {
                    viewer.kept.update_untracked(|kept| kept.drawing = marked);
                    viewer.leaf.set(Some(Arc::new(leaf)));
                }
                Err(fault) => viewer.fail(number, fault),
            }
        };
        self.ask_then(Ask::Article(asked), Box::new(take_article));
    }

    /// Finds in a text what the list is searched for: in all forms and spellings, once the
    /// list is there.
    fn sought(&self) -> Highlighter {
        let q = self.view.with_untracked(|view| view.q.clone());
        self.answered.with_untracked(|answered| {
            let answered = answered.as_ref().filter(|answered| answered.view.q == q);
            let Some(answered) = answered else { return Highlighter::new(&Query::parse(&q)) };
            let mut languages = Languages::NONE;
            for language in &answered.answer.facets.language.values {
                languages.add(&language.value);
            }
            if answered.answer.facets.language.all == 0 {
                languages.add("en");
            }
            Highlighter::with(&answered.query, languages, &answered.answer.spellings)
        })
    }

    /// The archive told how far it is.
    pub(super) fn take_progress(&self, mut progress: Progress) {
        if self.kept.try_with_untracked(|_| ()).is_none() {
            return; // the viewer is gone
        }
        if let Some(faults) = progress.faults.take() {
            self.take_faults(faults);
        }
        let newer = progress.edition;
        self.kept.update_untracked(|kept| {
            let older = kept.edition.1 || kept.edition.0 != newer;
            kept.edition = (newer, older);
        });
        let marked = progress.marked;
        let counts = (progress.found, progress.wanting);
        let came = self.progress.with_untracked(|before| {
            (before.articles, before.complete) != (progress.articles, progress.complete)
        });
        if self.progress.with_untracked(|before| *before != progress) {
            self.progress.set(progress);
        }
        if self.open_number().is_none() {
            return; // what is under way will take its place, or will not
        }
        let waits = |leaf: &Arc<Leaf>| came && matches!(**leaf, Leaf::Waiting(_));
        let is_marked =
            |leaf: &Arc<Leaf>| marked.is_some() && leaf.sheet().map(|sheet| sheet.place) == marked;
        let (waits, is_marked) = self.leaf.with_untracked(|leaf| {
            (leaf.as_ref().is_some_and(waits), leaf.as_ref().is_some_and(is_marked))
        });
        if waits || is_marked {
            self.ask_article(is_marked);
        }
        self.begin_finding();
        let looks = self.kept.with_untracked(|kept| kept.begun);
        let finding = Some(counts).filter(|(found, wanting)| looks && found < wanting);
        if self.finding.with_untracked(|now| *now != finding) {
            self.finding.set(finding);
        }
        self.catch_up();
    }

    /// Asks for the list anew if the archive has changed since, and the reader is not busy
    /// with it: nothing changes under a pointer that is down, nor among rows that are read,
    /// unless the reader changed it.
    pub(super) fn catch_up(&self) {
        let due = self.kept.try_with_untracked(|kept| {
            let due = kept.edition.1 && !kept.asked.1 && !kept.pressed;
            Some((kept.root.clone().filter(|_| due)?, kept.insists))
        });
        if let Some((root, insists)) = due.flatten()
            && (insists || !sight::is_among_rows(&root))
        {
            self.kept.update_untracked(|kept| {
                kept.renews = !std::mem::take(&mut kept.insists);
            });
            self.ask_list();
        }
    }

    /// The pointer was pressed or let go, or something was scrolled.
    pub(super) fn rest_or_go_on(&self, event: &str) {
        self.kept.try_update_untracked(|kept| match event {
            "pointerdown" => kept.pressed = true,
            "scroll" => {}
            _ => kept.pressed = false,
        });
        if event == "scroll" {
            carding::scrolled(*self);
            self.follow();
        }
        self.catch_up();
    }

    /// Goes along with what is scrolled, once a frame: shows on the timeline what is being
    /// read, or has more rows come.
    fn follow(&self) {
        let viewer = *self;
        let due =
            self.kept.try_update_untracked(|kept| !std::mem::replace(&mut kept.follows, true));
        if due != Some(true) {
            return;
        }
        next_frame(Box::new(move || {
            let root = viewer.kept.try_update_untracked(|kept| {
                kept.follows = false;
                kept.root.clone()
            });
            if let Some(root) = root.flatten() {
                if viewer.reading.get_untracked() {
                    sight::follow(&root);
                } else {
                    viewer.go_on_with_rows(&root);
                }
            }
        }));
    }

    /// What is wrong with the file; the names of the articles come after.
    pub(super) fn take_faults(&self, faults: Vec<Fault>) {
        let items = report::items(&faults);
        self.faults.set(Faults { faults, names: Vec::new() });
        if items.is_empty() {
            return;
        }
        let viewer = *self;
        let take_names = move |reply| {
            if let Ok(Reply::Names(names)) = reply {
                viewer.faults.update(|faults| faults.names = names);
            }
        };
        self.ask_then(Ask::Names(items), Box::new(take_names));
    }

    /// A part of the archive cannot be had: the reader is told, keeps what there is, and may
    /// ask again.
    fn lack(&self, reply: Reply) {
        if let Reply::Refused { fault, .. } = reply {
            self.kept.update_untracked(|kept| kept.asked.1 = false);
            self.told.set(fault.to_string());
        }
    }

    /// The archive is lost: the reader is told, and may try again.
    fn fail(&self, number: u32, fault: Fault) {
        if self.is_current(number) {
            let name = self.load.with_untracked(|load| match load {
                Load::Open(open) => open.title.clone(),
                _ => String::new(),
            });
            self.load.set(Load::Failed(name, fault));
        }
    }
}
