//! What a key does to a viewer. Which key means what is told in `keys`.
//!
//! A viewer that has the page to itself hears every key; an embedded one only those that are
//! pressed within it.

use crate::browser::{keyboard, sight, storage};
use crate::ui::address::View;
use crate::ui::arriving::DATES;
use crate::ui::carding;
use crate::ui::going::{Land, Step};
use crate::ui::keys::{self, Act};
use crate::ui::quoting;
use crate::ui::settings::{KEYS, MARKS};
use crate::ui::signal::after_paint;
use crate::ui::state::Viewer;
use crate::ui::strokes;
use gloo_events::EventListener;
use web_sys::{Element, Event};

/// Takes keys from now on. `done` is called when one has done something.
pub(super) fn listen(
    state: Viewer,
    root: &Element,
    done: impl Fn() + 'static,
) -> Option<EventListener> {
    let inside = root.clone();
    let within = (!state.has_history()).then_some(root);
    keyboard::on_key(within, move |event| {
        if press(state, &inside, event) {
            event.prevent_default();
            done();
        }
    })
}

/// Does what a key asks for; false if the browser may do what it likes with it.
fn press(state: Viewer, root: &Element, event: &Event) -> bool {
    let Some(key) = keyboard::key(event) else { return false };
    if key == "Tab" {
        // Just before they count: what is drawn changes oftener than somebody tabs.
        keyboard::keep_stops(root);
    }
    if key == "Tab" && keyboard::leaves(root, event, ".card") {
        // On from the name, not from the end of the page, where the card is drawn.
        carding::close_and_return(state, root);
        return false;
    }
    // No letter and no sign moves anything.
    let moves = key.len() > 1
        && (strokes::press(state, event, &key)
            || keyboard::step_in_grid(event, &key)
            || keyboard::step_in_row(root, event, &key));
    if moves {
        return true;
    }
    let single = state.choices.with_untracked(|choices| choices.value(KEYS) == "on");
    keys::act(&key, single).is_some_and(|act| perform(state, root, act))
}

/// Does what a key asks for; false if there was nothing to do.
fn perform(state: Viewer, root: &Element, act: Act) -> bool {
    let focus = |selector| keyboard::focus_first(root, selector);
    match act {
        Act::Search => focus("[data-do=search]"),
        Act::Article(forward) if state.reading.get_untracked() => state.go_to_neighbour(forward),
        Act::Article(forward) => {
            keyboard::step(root, "[data-row]", forward) || forward && focus("[data-do=more]")
        }
        Act::Mention(forward) => {
            keyboard::step(root, ".reader [data-entity]", forward)
                || state.reading.get_untracked() && {
                    let goes = state.go_to_neighbour(forward);
                    state.land(goes.then_some(Land::Mention(forward)));
                    goes
                }
        }
        Act::Event(forward) => state.go_to_event(forward),
        Act::Timeline => focus(".context [data-entry], .listing .histogram .thumb"),
        Act::Dates => {
            focus(DATES) || {
                let goes = state.article.with_untracked(Option::is_some) && go_up(state);
                state.land(goes.then_some(Land::Dates));
                goes
            }
        }
        Act::Entities => focus(".context .choice, .listing [data-part=entity] .choice"),
        Act::Marks => {
            state.toggle(MARKS, "off");
            true
        }
        Act::Settings => sheet(state, root, "settings"),
        Act::Help => sheet(state, root, "help"),
        Act::Up => {
            close_sheet(state, root)
                || carding::close_and_return(state, root)
                || quoting::withdraw(state)
                || sight::fold(root, ".strip details[open]")
                || go_up(state)
        }
    }
}

/// Shows a sheet, in place of the other, or hides it.
fn sheet(state: Viewer, root: &Element, name: &str) -> bool {
    match keyboard::shown_sheet(root) {
        Some(shown) if shown == name => return close_sheet(state, root),
        // What was beneath the other is beneath this one too.
        Some(_) => {}
        None => {
            let focused = keyboard::focused(root);
            state.kept.update_untracked(|kept| kept.beneath = focused);
        }
    }
    carding::close(state, false);
    keyboard::go_to_sheet(root, name);
    true
}

/// Hides the sheet that is shown; what had the focus before has it again.
fn close_sheet(state: Viewer, root: &Element) -> bool {
    let mut before = None;
    state.kept.update_untracked(|kept| before = kept.beneath.take());
    keyboard::close_sheet(root, before)
}

/// From an article to the list, from a narrowed list to the whole one.
fn go_up(state: Viewer) -> bool {
    let view = state.view.get_untracked();
    if view.article.is_some() {
        state.go(view.without_article(), Step::New);
        return true;
    }
    let narrowed = !view.q.is_empty();
    if narrowed {
        state.go(view.with_query(""), Step::New);
    }
    narrowed
}

impl Viewer {
    /// Opens the article that follows the open one in the list, or precedes it.
    fn go_to_neighbour(&self, forward: bool) -> bool {
        let id = self.article.get_untracked();
        let mut ends = forward;
        let next = self.answered.with_untracked(|answered| {
            let own = answered.as_ref()?;
            let hits = &own.answer.hits;
            let at = hits.iter().position(|hit| Some(&hit.id) == id.as_ref())?;
            let next = if forward { at.checked_add(1) } else { at.checked_sub(1) }?;
            let left = own.window.from + hits.len() < own.answer.total;
            ends &= left && next + 1 >= hits.len();
            hits.get(next).map(|hit| hit.id.clone())
        });
        // Already at the last row: the key is to find the next when it is pressed again.
        if ends {
            self.show_more();
        }
        let Some(next) = next else { return false };
        let view = self.view.with_untracked(|view| view.without_article());
        self.go(View { article: Some(next), ..view }, Step::New);
        true
    }

    /// Goes to the next event of the open article, or the one before, in order of time.
    fn go_to_event(&self, forward: bool) -> bool {
        let (article, at) = (self.article.get_untracked(), self.at.get_untracked());
        let Some(leaf) = self.leaf.get_untracked() else { return false };
        let Some(page) = leaf.sheet().map(|sheet| &sheet.page) else { return false };
        let now = at.and_then(|at| page.entry_of(&at));
        let next = match (now, forward) {
            (None, true) => Some(0),
            (None, false) => page.dated.len().checked_sub(1),
            (Some(now), true) => now.checked_add(1),
            (Some(now), false) => now.checked_sub(1),
        };
        let Some(entry) = next.and_then(|next| page.dated.get(next)) else { return false };
        let view = self.list.get_untracked();
        let at = Some(entry.id.clone());
        // Many steps are one of the history, but the focus goes along with each.
        self.go(View { article, at, ..view }, Step::Typing);
        self.moves.update(|moves| *moves += 1);
        true
    }

    /// A choice and the default by turns.
    pub(super) fn toggle(&self, attribute: &str, value: &'static str) {
        self.choices.update(|choices| choices.toggle(attribute, value));
        let viewer = *self;
        after_paint(Box::new(move || viewer.keep_choices()));
    }

    /// Keeps what the reader chose for the next visit.
    pub(super) fn keep_choices(&self) {
        if let Some(choices) = self.choices.try_with_untracked(|own| *own) {
            storage::keep(storage::READING, &choices.to_text());
        }
    }
}
