//! How a viewer comes to have something open: from an address or from files, and back to
//! what was open before.
//!
//! Only the newest file under way counts: each has a number, and what comes late for an
//! older one is dropped.

use crate::archive::Engine;
use crate::browser::{fetch, files, importers, location, stream};
use crate::bundle::{Bundle, Fault, Reading};
use crate::ui::address::View;
use crate::ui::again::Origin;
use crate::ui::annotating::{self, Annotating};
use crate::ui::opening;
use crate::ui::state::{Step, Viewer};
use leptos::prelude::*;
use std::sync::Arc;

/// What a viewer has open.
pub enum Load {
    /// Nothing yet.
    Blank,
    /// A file is on its way.
    Opening(String),
    /// A file could not be opened.
    Failed(String, Fault),
    /// A collection is open.
    Open(Box<Collection>),
}

/// An open collection.
pub struct Collection {
    /// What had to be repaired or left out.
    pub faults: Vec<Fault>,
    /// The number of the file it was read from.
    pub number: u32,
    /// It holds what was read, and what was found in it since.
    pub(super) engine: Engine,
    /// How far the search for marks is that the file lacks; nothing if it lacks none.
    pub(super) annotating: Option<Annotating>,
}

impl Collection {
    /// What was read, with the marks that were found since.
    pub fn bundle(&self) -> &Bundle {
        self.engine.bundle()
    }

    /// Of an article without a date in which a program found dates: see `Scene::undated`.
    pub(super) fn undated(&self, index: usize) -> Option<&str> {
        let annotating = self.annotating.as_ref()?;
        let bare = annotating::issued(self.bundle().items.get(index)?).is_none();
        (bare && annotating.is_found(index)).then(|| annotating.supplied(index).unwrap_or_default())
    }

    /// The place of an article. A scan: quick enough for any list, once per opened article.
    pub(super) fn place_of(&self, id: &str) -> Option<usize> {
        self.bundle().items.iter().position(|article| article.id == id)
    }
}

impl Viewer {
    /// Opens the file at an address; an empty one opens nothing.
    pub fn open_address(&self, address: &str) {
        self.fetch(address, false);
    }

    /// Tries the current address again, past every cache: the file may have been mended.
    pub fn try_again(&self) {
        let source = self.kept.with_value(|kept| kept.origin.source.clone());
        self.fetch(&source, true);
    }

    fn fetch(&self, address: &str, afresh: bool) {
        if address.is_empty() {
            self.begin(Origin::default(), None);
            self.load.set(Load::Blank);
            return;
        }
        let url = location::absolute(address).unwrap_or_else(|| address.to_owned());
        let ticket = fetch::ticket();
        let signal = ticket.as_ref().map(fetch::Ticket::signal);
        let origin = Origin { source: address.to_owned(), ..Origin::default() };
        let number = self.begin(origin, ticket);
        self.load.set(Load::Opening(address.to_owned()));
        let viewer = *self;
        let name = address.to_owned();
        leptos::task::spawn_local(async move {
            let tell = move |come, whole| viewer.tell(number, come, whole);
            let bytes = fetch::bytes(&url, afresh, signal, tell).await;
            viewer.finish(number, name.clone(), bytes.map(|bytes| vec![(name, bytes)])).await;
        });
    }

    /// Opens another file in place of this one; the view starts afresh.
    pub fn open_other(&self, address: &str) {
        self.go(View::default(), Step::New);
        self.fetch(address, false);
    }

    /// Opens files that a person picked or dropped, as one collection; the view starts afresh.
    pub fn open_files(&self, given: Vec<web_sys::File>) {
        let Some(first) = given.first() else { return };
        let number = self.begin(Origin { files: given.clone(), ..Origin::default() }, None);
        let name = opening::name_of(&first.name(), given.len());
        self.load.set(Load::Opening(name.clone()));
        self.go(View::default(), Step::New);
        let viewer = *self;
        leptos::task::spawn_local(async move {
            let mut read = Vec::with_capacity(given.len());
            let mut fault = None;
            for file in given {
                match files::bytes(&file).await {
                    Ok(bytes) => read.push((file.name(), bytes)),
                    Err(other) => fault = fault.or(Some(other)),
                }
            }
            viewer.finish(number, name, fault.map_or(Ok(read), Err)).await;
        });
    }

    /// True if there is an address to try again.
    pub fn can_try_again(&self) -> bool {
        self.kept.with_value(|kept| !kept.origin.source.is_empty())
    }

    /// Ends what is under way and gives the number of what begins.
    fn begin(&self, origin: Origin, ticket: Option<fetch::Ticket>) -> u32 {
        let mut number = 0;
        let mut before = Load::Blank;
        self.load.update_untracked(|load| std::mem::swap(load, &mut before));
        self.kept.update_value(|kept| {
            if let Load::Open(open) = before {
                kept.last = Some((open, std::mem::take(&mut kept.origin)));
            }
            kept.number = kept.number.wrapping_add(1);
            kept.ticket = ticket;
            kept.origin = origin;
            kept.sitting = None;
            kept.asking = false;
            number = kept.number;
        });
        self.finding.set(None);
        self.come.set((0, 0));
        self.checked.set(None);
        self.told.set(String::new());
        number
    }

    /// How much of the file under way has come.
    fn tell(&self, number: u32, come: usize, whole: usize) {
        const STEP: usize = 1 << 18; // bytes: a few times a second on a slow line
        let shown = self.come.with_untracked(|shown| shown.0);
        if self.is_current(number) && (come < shown || come - shown >= STEP) {
            self.come.set((come, whole));
        }
    }

    /// False once something newer began or the viewer is gone.
    pub fn is_current(&self, number: u32) -> bool {
        self.kept.try_with_value(|kept| kept.number) == Some(number)
    }

    /// The number of the open file, where it came from, and the way to the importers.
    pub fn origin(&self) -> (u32, Origin, Option<js_sys::Function>) {
        self.kept
            .with_value(|kept| (kept.number, kept.origin.clone(), kept.settings.importers.clone()))
    }

    /// Takes what was read, and shows it unless something newer began meanwhile.
    async fn finish(&self, number: u32, name: String, files: Result<Vec<importers::Named>, Fault>) {
        let opened = match files {
            Ok(files) => self.opened(number, files).await,
            Err(fault) => Err(fault),
        };
        if !self.is_current(number) {
            return;
        }
        self.kept.update_value(|kept| kept.ticket = None);
        let load = match opened {
            Err(fault) => Load::Failed(name, fault),
            Ok(reading) => Load::Open(Box::new(Collection {
                annotating: Annotating::of(&reading.bundle),
                engine: Engine::new(Arc::new(reading.bundle)),
                faults: reading.faults,
                number,
            })),
        };
        let opened = matches!(load, Load::Open(_));
        self.load.set(load);
        if opened {
            self.kept.update_value(|kept| kept.last = None);
            self.begin_finding(number);
        }
    }

    /// Unpacks and opens files: here where that is possible, else by the importers.
    async fn opened(&self, number: u32, files: Vec<importers::Named>) -> Result<Reading, Fault> {
        let mut unpacked = Vec::with_capacity(files.len());
        for (name, bytes) in files {
            unpacked.push((opening::unpacked_name(name, &bytes), stream::unpacked(bytes).await?));
        }
        if !self.is_current(number) {
            return Ok(Reading::default()); // nobody waits for it
        }
        if let Some(opened) = opening::here(&unpacked) {
            return opened;
        }
        let call = self.kept.with_value(|kept| kept.settings.importers.clone());
        let (json, faults) = importers::open(call, &unpacked).await?;
        opening::imported(&json, faults)
    }

    /// Goes back to what was open before a failure.
    pub fn go_back(&self) {
        let last = self.kept.try_update_value(|kept| kept.last.take()).flatten();
        let Some((last, origin)) = last else { return };
        let number = self.begin(origin, None);
        self.load.set(Load::Open(last));
        self.begin_finding(number);
    }

    /// True if something was open before.
    pub fn can_go_back(&self) -> bool {
        self.kept.with_value(|kept| kept.last.is_some())
    }
}
