//! The archive's seat: where what a viewer asks is answered.
//!
//! Every question is a future of its own. A newer query makes an older one void, which then
//! comes to nothing; so does everything under way when the seat is dropped. It must not
//! know what is asked, nor draw what is replied.

use crate::archive::ask::{Ask, Progress, Reply};
use crate::archive::desk::{Desk, Door, Step};
use crate::browser::pump::Pump;
use crate::bundle::Fault;
use js_sys::Function;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What comes of a question: `None` if it was made void by a newer one.
pub type Replied = Result<Option<Reply>, Fault>;

/// The seat of one viewer's archive. Dropping it ends the work, and what is under way.
pub struct Seat {
    waiting: Rc<RefCell<Waiting>>,
    pump: Option<Rc<Pump>>,
}

impl Seat {
    /// Takes a seat. `call` starts a worker for it (see `public/seat.js`); without one, the
    /// archive sits in the page. `door` decides which files are for the importers; `told`
    /// hears whenever something changed that an answer may depend on.
    pub fn start(_call: Option<Function>, door: Door, told: impl Fn(Progress) + 'static) -> Self {
        let waiting = Rc::new(RefCell::new(Waiting::default()));
        let waiters = waiting.clone();
        let say = move |step| match step {
            Step::Replied(number, reply) => waiters.borrow_mut().settle(number, Ok(Some(reply))),
            Step::Moved(progress) => told(progress),
            Step::Idle | Step::Worked => {}
        };
        Self { waiting, pump: Pump::start(Desk::new(door), Box::new(say)) }
    }

    /// Asks something. The future holds nothing of the seat; it may be dropped.
    ///
    /// # Errors
    /// A fault that says why there is no archive to ask.
    pub fn ask(&self, ask: Ask) -> impl Future<Output = Replied> + use<> {
        let number = self.waiting.borrow_mut().begin(Kind::of(&ask));
        match &self.pump {
            Some(pump) => pump.put(number, ask),
            None => {
                let fault = Reply::lost("This browser is too old for the archive.");
                self.waiting.borrow_mut().settle(number, Err(fault));
            }
        }
        Underway { waiting: self.waiting.clone(), number }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.waiting.borrow_mut().settle_all();
    }
}

/// Of which questions a newer one makes an older one void.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Query,
    File,
    Other,
}

impl Kind {
    fn of(ask: &Ask) -> Self {
        match ask {
            Ask::Query(_) => Self::Query,
            Ask::Open { .. } => Self::File,
            _ => Self::Other,
        }
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
    /// What came of it, until its future takes it.
    replied: Option<Replied>,
    waker: Option<Waker>,
}

impl Waiting {
    /// Gives a question its number; older ones that it makes void come to nothing.
    fn begin(&mut self, kind: Kind) -> u32 {
        if kind != Kind::Other {
            for waiter in self.waiters.iter_mut().filter(|waiter| waiter.kind == kind) {
                waiter.settle(Ok(None));
            }
        }
        self.last = self.last.wrapping_add(1);
        self.waiters.push(Waiter { number: self.last, kind, replied: None, waker: None });
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

    fn settle_all(&mut self) {
        self.waiters.iter_mut().for_each(|waiter| waiter.settle(Ok(None)));
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
