//! The archive's seat: where what a viewer asks is answered.
//!
//! Every question is a future of its own. A newer query makes an older one void, which then
//! comes to nothing; so does everything under way when the seat is dropped. It must not
//! know what is asked, nor draw what is replied.

use crate::archive::ask::{Ask, Kind, Progress, Reply};
use crate::archive::desk::{Desk, Door, Step};
use crate::archive::wire;
use crate::browser::bytes::Bytes;
use crate::browser::pump::{Clock, Pump};
use crate::browser::{fetch, location};
use crate::bundle::Fault;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What comes of a question: `None` if it was made void by a newer one.
pub type Replied = Result<Option<Reply>, Fault>;

/// The seat of one viewer's archive: in a worker where one can start, else in the page.
/// Dropping it ends the worker or the work, and what is under way.
pub struct Seat(Rc<Shared>);

struct Shared {
    waiting: Rc<RefCell<Waiting>>,
    way: RefCell<Way>,
    told: Box<dyn Fn(Progress)>,
    /// Starts a worker.
    call: Option<Function>,
    door: Door,
    clock: Clock,
    took: Cell<f64>,
    /// What the worker calls.
    heard: Closure<dyn FnMut(JsValue, JsValue)>,
}

/// A question on its way. Files go beside it: they are handed over, not written.
struct Letter {
    number: u32,
    ask: Ask,
    files: Vec<Option<Bytes>>,
}

/// The way to the archive.
enum Way {
    /// Nobody knows yet whether a worker can start; what was asked meanwhile waits.
    Unknown(Vec<Letter>),
    /// It sits in a worker, behind an object with `post` and `end`.
    Worker(Link),
    /// It sits in the page.
    Page(Rc<Pump>),
    /// There is none, and why.
    Lost(&'static str),
}

impl Seat {
    /// Takes a seat. `call` starts a worker for it (see `public/seat.js`); without one, the
    /// archive sits in the page. `door` decides which files are for the importers; `told`
    /// hears whenever something changed that an answer may depend on.
    pub fn start(call: Option<Function>, door: Door, told: impl Fn(Progress) + 'static) -> Self {
        let shared = Rc::new_cyclic(|own: &Weak<Shared>| {
            let own = own.clone();
            let heard = move |number: JsValue, bytes: JsValue| {
                if let Some(shared) = own.upgrade() {
                    shared.hear(&number, bytes);
                }
            };
            Shared {
                waiting: Rc::new(RefCell::new(Waiting::default())),
                way: RefCell::new(Way::Unknown(Vec::new())),
                told: Box::new(told),
                call,
                door,
                clock: Clock::new(),
                took: Cell::new(0.0),
                heard: Closure::new(heard),
            }
        });
        shared.begin();
        Self(shared)
    }

    /// Asks something. The future holds nothing of the seat; it may be dropped.
    ///
    /// # Errors
    /// A fault that says why there is no archive to ask.
    pub fn ask(&self, ask: Ask) -> impl Future<Output = Replied> + use<> {
        self.send(ask, Vec::new())
    }

    /// Asks to open a file: see `Ask::Open`. The bytes are handed over.
    ///
    /// # Errors
    /// As `ask`.
    pub fn open(
        &self,
        name: String,
        bytes: Bytes,
        index: Option<Bytes>,
        faults: Option<Vec<Fault>>,
    ) -> impl Future<Output = Replied> + use<> {
        // Where a worker came to grief, another file is another try.
        if matches!(*self.0.way.borrow(), Way::Lost(_)) {
            self.0.begin();
        }
        let ask = Ask::Open { name, bytes: Vec::new(), index: None, faults };
        self.send(ask, vec![Some(bytes), index])
    }

    fn send(&self, ask: Ask, files: Vec<Option<Bytes>>) -> Underway {
        let number = self.0.waiting.borrow_mut().begin(ask.kind(), self.0.clock.now());
        self.0.put(Letter { number, ask, files });
        Underway { waiting: self.0.waiting.clone(), number }
    }

    /// How long the last query took that was answered, from the question to the answer, in
    /// milliseconds.
    pub fn took(&self) -> f64 {
        self.0.took.get()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.waiting.borrow_mut().settle_all(None);
    }
}

impl Shared {
    /// Looks for a seat.
    fn begin(self: &Rc<Self>) {
        self.way.replace(Way::Unknown(Vec::new()));
        let call = self.call.as_ref();
        let started = call.and_then(|call| call.call1(&JsValue::NULL, self.heard.as_ref()).ok());
        let Some(started) = started else { return self.sit(None) };
        let own = Rc::downgrade(self);
        wasm_bindgen_futures::spawn_local(async move {
            let link = JsFuture::from(Promise::resolve(&started)).await.ok();
            let link = link.filter(JsValue::is_object).map(Link);
            // Dropped meanwhile, the link ends the worker.
            if let Some(shared) = own.upgrade() {
                shared.sit(link);
            }
        });
    }

    /// Sits down: in the worker behind a link, or else in the page.
    fn sit(self: &Rc<Self>, link: Option<Link>) {
        let page = || {
            let own = Rc::downgrade(self);
            let say = move |step| {
                let Some(shared) = own.upgrade() else { return };
                match step {
                    Step::Replied(number, reply) => shared.take(number, reply),
                    Step::Moved(progress) => (shared.told)(progress),
                    Step::Wants(addresses) => shared.fetch(addresses),
                    Step::Idle | Step::Worked => {}
                }
            };
            let pump = Pump::start(Desk::new(self.door), Box::new(say));
            pump.map_or(Way::Lost("This browser is too old for the archive."), Way::Page)
        };
        let before = self.way.replace(link.map_or_else(page, Way::Worker));
        if let Way::Unknown(asked) = before {
            asked.into_iter().for_each(|letter| self.put(letter));
        }
    }

    fn put(&self, letter: Letter) {
        let number = letter.number;
        let sent = match &mut *self.way.borrow_mut() {
            Way::Unknown(asked) => {
                asked.push(letter);
                Ok(())
            }
            Way::Worker(link) => link.post(letter),
            Way::Page(pump) => {
                let Letter { mut ask, files, .. } = letter;
                let mut files = files.iter().map(|file| file.as_ref().map(Bytes::to_vec));
                ask.enclose(files.next().flatten(), files.next().flatten());
                pump.put(number, ask);
                Ok(())
            }
            Way::Lost(why) => Err(*why),
        };
        if let Err(why) = sent {
            self.waiting.borrow_mut().settle(number, Err(Reply::lost(why)));
        }
    }

    /// What the worker has to say: the reply to a number, progress under 0, or nothing at all
    /// where it came to grief.
    fn hear(self: &Rc<Self>, number: &JsValue, bytes: JsValue) {
        let reply = bytes.dyn_into::<Uint8Array>().ok();
        let reply = reply.and_then(|bytes| wire::read::<Reply>(&bytes.to_vec()));
        match (number.as_f64(), reply) {
            (Some(0.0), Some(Reply::Progress(progress))) => (self.told)(progress),
            (Some(0.0), Some(Reply::Wants(addresses))) => self.fetch(addresses),
            (Some(number), Some(reply)) => self.take(number as u32, reply),
            _ => {
                const WHY: &str = "The archive has stopped.";
                // Dropping the link ends what is left of the worker.
                self.way.replace(Way::Lost(WHY));
                self.waiting.borrow_mut().settle_all(Some(WHY));
            }
        }
    }

    /// Fetches files that are wanted, all at once, and hands them in as they come.
    fn fetch(self: &Rc<Self>, addresses: Vec<String>) {
        for address in addresses {
            let own = Rc::downgrade(self);
            wasm_bindgen_futures::spawn_local(async move {
                let url = location::absolute(&address).unwrap_or_else(|| address.clone());
                let file = fetch::bytes(&url, false, None, Box::new(|_, _| {})).await;
                let (file, fault) = match file {
                    Ok(file) => (file.to_vec(), None),
                    Err(fault) => (Vec::new(), Some(fault)),
                };
                if let Some(shared) = own.upgrade() {
                    let ask = Ask::Part { address, file, fault };
                    shared.put(Letter { number: 0, ask, files: Vec::new() });
                }
            });
        }
    }

    fn take(&self, number: u32, reply: Reply) {
        let mut waiting = self.waiting.borrow_mut();
        if let Some(asked) = waiting.find(number).filter(|own| own.kind == Kind::Query) {
            self.took.set(self.clock.now() - asked.since);
        }
        waiting.settle(number, Ok(Some(reply)));
    }
}

/// A worker. Dropping this ends it.
struct Link(JsValue);

impl Link {
    fn post(&self, letter: Letter) -> Result<(), &'static str> {
        let ask = Uint8Array::from(&wire::write(letter.ask)[..]);
        let message = Array::of2(&letter.number.into(), &ask);
        for file in &letter.files {
            message.push(file.as_ref().map_or(&JsValue::UNDEFINED, |file| file.array()));
        }
        self.call("post", &message).map(drop).ok_or("The archive cannot be reached.")
    }

    fn call(&self, name: &str, with: &JsValue) -> Option<JsValue> {
        let function: Function = Reflect::get(&self.0, &name.into()).ok()?.dyn_into().ok()?;
        function.call1(&self.0, with).ok()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let _ = self.call("end", &JsValue::UNDEFINED);
    }
}

/// The questions that are under way.
#[derive(Default)]
struct Waiting {
    last: u32,
    waiters: Vec<Waiter>,
}

struct Waiter {
    number: u32,
    kind: Kind,
    /// When it was asked: see `Clock`.
    since: f64,
    /// What came of it, until its future takes it.
    replied: Option<Replied>,
    waker: Option<Waker>,
}

impl Waiting {
    /// Gives a question its number; older ones that it makes void come to nothing.
    fn begin(&mut self, kind: Kind, since: f64) -> u32 {
        if kind != Kind::Other {
            for waiter in self.waiters.iter_mut().filter(|waiter| waiter.kind == kind) {
                waiter.settle(Ok(None));
            }
        }
        self.last += 1; // from 1 on
        self.waiters.push(Waiter { number: self.last, kind, since, replied: None, waker: None });
        self.last
    }

    fn find(&mut self, number: u32) -> Option<&mut Waiter> {
        self.waiters.iter_mut().find(|waiter| waiter.number == number)
    }

    fn settle(&mut self, number: u32, replied: Replied) {
        if let Some(waiter) = self.find(number) {
            waiter.settle(replied);
        }
    }

    /// Nothing comes of any of them, for a reason or for none.
    fn settle_all(&mut self, lost: Option<&str>) {
        for waiter in &mut self.waiters {
            waiter.settle(lost.map_or(Ok(None), |why| Err(Reply::lost(why))));
        }
    }
}

impl Waiter {
    /// What came first counts.
    fn settle(&mut self, replied: Replied) {
        if self.replied.is_none() {
            self.replied = Some(replied);
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// A question under way.
struct Underway {
    waiting: Rc<RefCell<Waiting>>,
    number: u32,
}

impl Future for Underway {
    type Output = Replied;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Replied> {
        let mut waiting = self.waiting.borrow_mut();
        let Some(waiter) = waiting.find(self.number) else { return Poll::Ready(Ok(None)) };
        match waiter.replied.take() {
            Some(replied) => Poll::Ready(replied),
            None => {
                waiter.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        self.waiting.borrow_mut().waiters.retain(|waiter| waiter.number != self.number);
    }
}
