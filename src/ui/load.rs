//! How a viewer comes to have something open: from an address or from files, and back to
//! what was open before.
//!
//! Only the newest file under way counts: each has a number, and what comes late for an
//! older one is dropped. What was open stays so until something newer is.

use crate::archive::ask::{Opened, Reply};
use crate::browser::bytes::Bytes;
use crate::browser::seat::{Replied, Seat};
use crate::browser::{fetch, files, importers, location, stream};
use crate::bundle::Fault;
use crate::ui::address::View;
use crate::ui::again::Origin;
use crate::ui::filters::Unfolded;
use crate::ui::going::Step;
use crate::ui::opening;
use crate::ui::state::{Faults, Viewer};
use std::pin::pin;
use std::task::Poll;

/// What a viewer has open.
pub enum Load {
    /// Nothing yet.
    Blank,
    /// A file is on its way.
    Opening(String),
    /// A file could not be opened.
    Failed(String, Fault),
    /// A collection is open.
    Open(Collection),
}

/// An open collection. Its articles are the archive's.
pub struct Collection {
    /// `Bundle::title`.
    pub title: String,
    /// What it was called while it was opened.
    pub name: String,
    /// The number of the file it was read from.
    pub number: u32,
}

/// Waits for two things side by side.
async fn both<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    std::future::poll_fn(|context| {
        if first.is_none()
            && let Poll::Ready(ready) = one.as_mut().poll(context)
        {
            first = Some(ready);
        }
        if second.is_none()
            && let Poll::Ready(ready) = other.as_mut().poll(context)
        {
            second = Some(ready);
        }
        match (first.take(), second.take()) {
            (Some(one), Some(other)) => Poll::Ready((one, other)),
            waiting => {
                (first, second) = waiting;
                Poll::Pending
            }
        }
    })
    .await
}

impl Viewer {
    /// Opens the file at an address; an empty one opens nothing.
    pub fn open_address(&self, address: &str) {
        self.fetch(address, false);
    }

    /// Tries the current address again, past every cache: the file may have been mended.
    pub fn try_again(&self) {
        let source = self.kept.with_untracked(|kept| kept.origin.source.clone());
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
            let index = viewer.index_of(&name, signal.clone());
            let bytes = fetch::bytes(&url, afresh, signal, Box::new(tell));
            let (bytes, index) = both(bytes, index).await;
            let files = bytes.map(|bytes| vec![(name.clone(), bytes)]);
            viewer.finish(number, name, files, index).await;
        });
    }

    /// The index of the file at this address, if somebody made one beforehand and it is to be
    /// had. Without it one is built: that is no fault to be told.
    async fn index_of(&self, name: &str, signal: Option<web_sys::AbortSignal>) -> Option<Bytes> {
        let named = self.kept.with_untracked(|kept| {
            let settings = &kept.settings;
            (settings.src == name && !settings.index.is_empty()).then(|| settings.index.clone())
        });
        let url = location::absolute(named.as_deref()?).or(named)?;
        fetch::bytes(&url, false, signal, Box::new(|_, _| {})).await.ok()
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
            viewer.finish(number, name, fault.map_or(Ok(read), Err), None).await;
        });
    }

    /// True if there is an address to try again.
    pub fn can_try_again(&self) -> bool {
        self.kept.with_untracked(|kept| !kept.origin.source.is_empty())
    }

    /// Ends what is under way and gives the number of what begins.
    fn begin(&self, origin: Origin, ticket: Option<fetch::Ticket>) -> u32 {
        let mut number = 0;
        let mut before = Load::Blank;
        self.load.update_untracked(|load| std::mem::swap(load, &mut before));
        self.kept.update_untracked(|kept| {
            if let Load::Open(open) = before {
                kept.last = Some((open, std::mem::take(&mut kept.origin)));
            }
            kept.number = kept.number.wrapping_add(1);
            kept.ticket = ticket;
            kept.origin = origin;
            kept.sitting = None;
            kept.begun = false;
            kept.asking = false;
            number = kept.number;
        });
        self.finding.set(None);
        self.come.set((0, 0));
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
        self.kept.try_with_untracked(|kept| kept.number) == Some(number)
    }

    /// The number of the open file, where it came from, and the way to the importers.
    pub fn origin(&self) -> (u32, Origin, Option<js_sys::Function>) {
        self.kept.with_untracked(|kept| {
            (kept.number, kept.origin.clone(), kept.settings.importers.clone())
        })
    }

    /// Takes what was read, and shows it unless something newer began meanwhile.
    async fn finish(
        &self,
        number: u32,
        name: String,
        files: Result<Vec<importers::Named>, Fault>,
        index: Option<Bytes>,
    ) {
        let opened = match files {
            Ok(files) => self.opened(number, files, index).await,
            Err(fault) => Err(fault),
        };
        if !self.is_current(number) {
            return;
        }
        self.kept.update_untracked(|kept| kept.ticket = None);
        match opened {
            Err(fault) => self.load.set(Load::Failed(name, fault)),
            Ok(None) => {} // something newer began
            Ok(Some(opened)) => {
                // What the archive said of the last file is of no use now.
                self.answered.set(None);
                self.leaf.set(None);
                self.faults.set(Faults::default());
                self.unfolded.set(Unfolded::default());
                self.kept.update_untracked(|kept| {
                    kept.last = None;
                    kept.asked.1 = false;
                    // Its articles may have the same ids.
                    kept.supplied.clear();
                    kept.places.clear();
                });
                self.progress.set(opened.progress.clone());
                self.first_rows();
                self.load.set(Load::Open(Collection { title: opened.title, name, number }));
                self.recall_corrections();
                self.take_progress(opened.progress);
            }
        }
    }

    /// Unpacks and opens files: by the archive where that is possible, else by the importers
    /// first. `None` if something newer began meanwhile.
    async fn opened(
        &self,
        number: u32,
        files: Vec<importers::Named>,
        mut index: Option<Bytes>,
    ) -> Result<Option<Opened>, Fault> {
        let mut unpacked = Vec::with_capacity(files.len());
        for (name, bytes) in files {
            let name = opening::unpacked_name(name, bytes.is_packed());
            unpacked.push((name, stream::unpacked(bytes).await?));
        }
        if !self.is_current(number) {
            return Ok(None); // nobody waits for it
        }
        if unpacked.len() == 1
            && let Some((name, bytes)) = unpacked.pop()
        {
            match self.ask_to_open(&name, bytes, index.take(), None).await? {
                Some(Reply::Opened(opened)) => return Ok(Some(opened)),
                Some(Reply::Refused { bytes: Some(bytes), .. }) => {
                    unpacked.push((name, bytes.into()))
                }
                Some(Reply::Refused { fault, .. }) => return Err(fault),
                _ => return Ok(None),
            }
        }
        let call = self.kept.with_untracked(|kept| kept.settings.importers.clone());
        let (bytes, faults) = importers::open(call, &unpacked).await?;
        if !self.is_current(number) {
            return Ok(None);
        }
        match self.ask_to_open("", bytes, None, Some(faults)).await? {
            Some(Reply::Opened(opened)) => Ok(Some(opened)),
            Some(Reply::Refused { fault, .. }) => Err(fault),
            _ => Ok(None),
        }
    }

    /// Has the archive open a file.
    fn ask_to_open(
        &self,
        name: &str,
        bytes: Bytes,
        index: Option<Bytes>,
        faults: Option<Vec<Fault>>,
    ) -> impl Future<Output = Replied> + use<> {
        let open = |seat: &Seat| seat.open(name.to_owned(), bytes, index, faults);
        let under_way = self.kept.try_with_untracked(|kept| kept.seat.as_ref().map(open));
        async move {
            match under_way.flatten() {
                Some(under_way) => under_way.await,
                None => Ok(None),
            }
        }
    }

    /// Goes back to what was open before a failure.
    pub fn go_back(&self) {
        let last = self.kept.try_update_untracked(|kept| kept.last.take()).flatten();
        let Some((last, origin)) = last else { return };
        let number = self.begin(origin, None);
        self.load.set(Load::Open(Collection { number, ..last }));
        self.take_progress(self.progress.get_untracked());
    }

    /// True if something was open before.
    pub fn can_go_back(&self) -> bool {
        self.kept.with_untracked(|kept| kept.last.is_some())
    }
}
