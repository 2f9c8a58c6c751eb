//! Works through a desk in slices, so that whoever shares the thread gets a turn between
//! two of them: the reader in the page, the next question in a worker.
//!
//! It must not know what is asked, nor who asked.

use crate::archive::ask::Ask;
use crate::archive::desk::{Desk, Step};
use js_sys::{Function, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessagePort};

/// How long a slice lasts, in milliseconds; its last step goes over it by a little.
const SLICE: f64 = 5.0;

/// A desk that is worked on. Dropping it ends the work.
pub(super) struct Pump {
    desk: RefCell<Desk>,
    /// Who hears of what a step came to.
    say: Box<dyn Fn(Step)>,
    /// A slice is due.
    awake: Cell<bool>,
    /// What is posted here comes back as the next slice.
    turn: MessagePort,
    _turned: Closure<dyn FnMut()>,
    clock: Clock,
}

impl Pump {
    /// Begins to work on a desk; nothing where the browser has no channels.
    pub(super) fn start(desk: Desk, say: Box<dyn Fn(Step)>) -> Option<Rc<Self>> {
        let channel = MessageChannel::new().ok()?;
        Some(Rc::new_cyclic(|own: &Weak<Self>| {
            let own = own.clone();
            let turned: Closure<dyn FnMut()> = Closure::new(move || {
                if let Some(pump) = own.upgrade() {
                    pump.slice();
                }
            });
            channel.port1().set_onmessage(Some(turned.as_ref().unchecked_ref()));
            Self {
                desk: RefCell::new(desk),
                say,
                awake: Cell::new(false),
                turn: channel.port2(),
                _turned: turned,
                clock: Clock::new(),
            }
        }))
    }

    /// Puts something on the desk.
    pub(super) fn put(&self, number: u32, ask: Ask) {
        self.desk.borrow_mut().ask(number, ask);
        if !self.awake.replace(true) {
            let _ = self.turn.post_message(&JsValue::NULL);
        }
    }

    fn slice(&self) {
        let end = self.clock.now() + SLICE;
        loop {
            // The desk is free again before anybody hears of the step, who may ask more.
            let step = self.desk.borrow_mut().step();
            match step {
                Step::Idle => {
                    self.awake.set(false);
                    return;
                }
                Step::Worked => {}
                step => (self.say)(step),
            }
            if self.clock.now() >= end {
                let _ = self.turn.post_message(&JsValue::NULL);
                return;
            }
        }
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        self.turn.close(); // the other end closes with it
    }
}

/// The clock of the thread, in milliseconds: a window's or a worker's.
pub(super) struct Clock(JsValue, Option<Function>);

impl Clock {
    /// Finds it.
    pub(super) fn new() -> Self {
        let own = Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or_default();
        let now = Reflect::get(&own, &"now".into()).ok().and_then(|now| now.dyn_into().ok());
        Self(own, now)
    }

    /// What it shows; always the same where there is none.
    pub(super) fn now(&self) -> f64 {
        let now = self.1.as_ref().and_then(|now| now.call0(&self.0).ok());
        now.and_then(|now| now.as_f64()).unwrap_or_default()
    }
}
