//! The archive in a worker: what comes in as bytes is put on a desk, what the desk says goes
//! out as bytes.
//!
//! The other end is `seat`. A worker serves one viewer, and ends with it. It must not touch
//! anything that only a page has.

use crate::archive::ask::{Ask, Reply};
use crate::archive::desk::{Desk, Door, Step};
use crate::archive::wire;
use crate::browser::pump::Pump;
use js_sys::{Function, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

thread_local! {
    /// The worker's one desk.
    static PUMP: RefCell<Option<Rc<Pump>>> = const { RefCell::new(None) };
}

/// Begins to serve. `say` is called with the number of a question and the reply, or with 0
/// and progress. False where the browser is too old.
pub fn serve(door: Door, say: Function) -> bool {
    let say = move |step| {
        let (number, reply) = match step {
            Step::Replied(number, reply) => (number, reply),
            Step::Moved(progress) => (0, Reply::Progress(progress)),
            Step::Wants(addresses) => (0, Reply::Wants(addresses)),
            Step::Idle | Step::Worked => return,
        };
        let bytes = Uint8Array::from(&wire::write(reply)[..]);
        let _ = say.call2(&JsValue::NULL, &number.into(), &bytes);
    };
    let pump = Pump::start(Desk::new(door), Box::new(say));
    PUMP.with_borrow_mut(|own| {
        *own = pump;
        own.is_some()
    })
}

/// Takes a question under its number: see `seat::Link`. False if nobody can read it.
pub fn take(number: u32, ask: &[u8], file: Option<Vec<u8>>, prebuilt: Option<Vec<u8>>) -> bool {
    let Some(mut ask) = wire::read::<Ask>(ask) else { return false };
    ask.enclose(file, prebuilt);
    let pump = PUMP.with_borrow(Clone::clone);
    pump.map(|pump| pump.put(number, ask)).is_some()
}
