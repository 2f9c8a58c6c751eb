//! Values that views read and others change: Leptos's, in one type for all of them.
//!
//! Leptos compiles a signal, a memo and a stored value anew for every type that they hold:
//! some twenty of them were more than all of the reading of bundles. Here what Leptos keeps
//! is always the same, a trigger beside a cell of any type; ownership, tracking and
//! memoising stay its own. It must not know what is held.

use leptos::prelude::{
    ArcTrigger, Effect, Get, GetUntracked, LocalStorage, Memo, Notify, ReadValue, StoredValue,
    Track, request_animation_frame, set_timeout,
};
use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::time::Duration;

/// What Leptos keeps for a signal until its owner ends.
struct Held {
    changes: ArcTrigger,
    /// A `RefCell` of the signal's type.
    value: Rc<dyn Any>,
}

type Place = StoredValue<Held, LocalStorage>;

#[inline(never)]
fn begin(value: Rc<dyn Any>) -> Place {
    Place::new_local(Held { changes: ArcTrigger::new(), value })
}

#[inline(never)]
fn value(place: Place) -> Option<Rc<dyn Any>> {
    place.try_read_value().map(|held| held.value.clone())
}

#[inline(never)]
fn changes(place: Place) -> Option<ArcTrigger> {
    place.try_read_value().map(|held| held.changes.clone())
}

#[inline(never)]
fn track(place: Place) {
    if let Some(changes) = changes(place) {
        changes.track();
    }
}

#[inline(never)]
fn notify(place: Place) {
    if let Some(changes) = changes(place) {
        changes.notify();
    }
}

/// Runs once, before the next paint: when what has changed so far is drawn. One type of
/// closure for all, as in `watch`.
#[inline(never)]
pub fn next_frame(run: Box<dyn FnOnce()>) {
    request_animation_frame(run);
}

/// Runs once, after a while.
#[inline(never)]
pub fn later(after: Duration, run: Box<dyn FnOnce()>) {
    set_timeout(run, after);
}

thread_local! {
    static AFTER_PAINT: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// Runs once, when what has changed so far is painted; soon where nothing is, in a page that
/// nobody sees. In the order of asking.
pub fn after_paint(run: Box<dyn FnOnce()>) {
    // One frame and one timer for all that wait: each that is asked for costs the browser a
    // word to another thread.
    let first = AFTER_PAINT.with_borrow_mut(|waiting| {
        waiting.push(run);
        waiting.len() == 1
    });
    let soon = || later(Duration::ZERO, Box::new(painted));
    if web_sys::window().and_then(|own| own.document()).is_some_and(|own| own.hidden()) {
        soon();
    } else if first {
        // A frame's callbacks run before its paint, a timer that they set after it.
        next_frame(Box::new(soon));
    }
}

fn painted() {
    AFTER_PAINT.take().into_iter().for_each(|run| run());
}

/// A value whose readers run again when it changes. A handle: copies are of the same value,
/// which ends with the owner it was made under.
pub struct Signal<T> {
    place: Place,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: 'static> Signal<T> {
    /// Begins with a value.
    pub fn new(value: T) -> Self {
        Self { place: begin(Rc::new(RefCell::new(value))), of: PhantomData }
    }

    #[inline(never)]
    fn try_cell(&self) -> Option<Rc<RefCell<T>>> {
        value(self.place)?.downcast().ok()
    }

    #[inline(never)]
    fn cell(&self) -> Rc<RefCell<T>> {
        let Some(cell) = self.try_cell() else { unreachable!("the viewer is gone") };
        cell
    }

    /// Whoever runs now runs again when it changes.
    pub fn track(&self) {
        track(self.place);
    }

    /// Looks at the value, and again when it changes.
    pub fn with<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        self.track();
        self.with_untracked(look)
    }

    /// Looks at the value.
    pub fn with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        let cell = self.cell();
        let value = cell.borrow();
        look(&value)
    }

    /// Looks at the value, unless it has ended.
    pub fn try_with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> Option<U> {
        let cell = self.try_cell()?;
        let value = cell.borrow();
        Some(look(&value))
    }

    /// Puts another value in its place. Does nothing once it has ended, like all that follow.
    pub fn set(&self, value: T) {
        if let Some(cell) = self.try_cell() {
            let before = cell.replace(value);
            drop(before);
            notify(self.place);
        }
    }

    /// Changes the value.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        if self.try_update_untracked(change).is_some() {
            notify(self.place);
        }
    }

    /// Changes the value; nobody hears of it.
    pub fn update_untracked(&self, change: impl FnOnce(&mut T)) {
        let _ = self.try_update_untracked(change);
    }

    /// Changes the value, unless it has ended; nobody hears of it.
    pub fn try_update_untracked<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let cell = self.try_cell()?;
        let mut value = cell.borrow_mut();
        Some(change(&mut value))
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// The value, and again when it changes.
    pub fn get(&self) -> T {
        self.track();
        self.get_untracked()
    }

    /// The value.
    #[inline(never)]
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// A value that follows from others. Its readers run again only when it is another one.
pub struct Derived<T> {
    /// Rises with every change of the value.
    edition: Memo<u32>,
    value: Signal<T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: PartialEq + 'static> Derived<T> {
    /// What `find` gives, as long as what it reads stays the same.
    pub fn new(find: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let value = Signal::new(find());
        let moved = move || {
            let now = find();
            let moves = value.with_untracked(|before| *before != now);
            if moves {
                value.update_untracked(|own| *own = now);
            }
            moves
        };
        Self { edition: editions(Box::new(moved)), value }
    }

    /// A number that rises with every change of the value.
    pub fn edition(&self) -> u32 {
        self.edition.get_untracked()
    }

    /// Looks at the value, and again when it changes.
    pub fn with<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        self.edition.get();
        self.value.with_untracked(look)
    }

    /// Looks at the value.
    pub fn with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        self.edition.get_untracked();
        self.value.with_untracked(look)
    }

    /// Looks at the value, unless it has ended.
    pub fn try_with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> Option<U> {
        self.edition.try_get_untracked()?;
        self.value.try_with_untracked(look)
    }
}

impl<T: PartialEq + Clone + 'static> Derived<T> {
    /// The value, and again when it changes.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

impl Derived<bool> {
    /// What was painted of it last: the same value, a paint later.
    pub fn painted(self) -> Signal<bool> {
        let painted = Signal::new(self.get_untracked());
        watch(Box::new(move || {
            if self.get() != painted.get_untracked() {
                after_paint(Box::new(move || {
                    // By then it may be another one again, or the viewer gone.
                    if let Some(now) = self.try_with_untracked(|own| *own) {
                        painted.set(now);
                    }
                }));
            }
        }));
        painted
    }
}

/// Is told a paint after anything has changed that `track` reads.
pub fn painted_after(track: Box<dyn Fn()>) -> Signal<bool> {
    let told = Signal::new(false);
    let mut begun = false;
    watch(Box::new(move || {
        track();
        if std::mem::replace(&mut begun, true) {
            after_paint(Box::new(move || told.set(true)));
        }
    }));
    told
}

fn editions(moved: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<u32> {
    Memo::new(move |before: Option<&u32>| {
        before.copied().unwrap_or_default().wrapping_add(u32::from(moved()))
    })
}

/// Runs now, and again whenever a signal changes that it read. Leptos compiles an effect
/// anew for every closure and every value; here is one for all.
pub fn watch(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}
