//! When a card comes and goes: the pointer rests on a name or leaves it, the focus comes to
//! one, a finger or Enter asks for it. And what the archive knows of the name that the list is
//! filtered by.
//!
//! What a card says is `card`'s part.

use crate::archive::ask::{Ask, Reply};
use crate::archive::{Query, published};
use crate::browser::{keyboard, sight};
use crate::bundle::{Basis, civil, rule};
use crate::ui::card::{Beside, Card, subject_of};
use crate::ui::correct::Form;
use crate::ui::prose::explained;
use crate::ui::signal::{Derived, after_paint, later, next_frame, watch};
use crate::ui::state::Viewer;
use crate::ui::words;
use std::sync::Arc;
use std::time::Duration;
use web_sys::{Element, Event};

/// How long the pointer rests on a name before its card comes, or beside both before it goes:
/// on the way to something else it passes over many.
const INTENT: Duration = Duration::from_millis(300);

/// A mention in the article, or an expression of time.
const MENTION: &str = ".reader :is([data-entity], a[data-mark])";

/// The pointer or the focus came to something.
pub(super) fn rest(state: Viewer, event: &Event) {
    let (mention, in_card) = (sight::around(event, MENTION), sight::around(event, ".card"));
    let number = turn(state);
    if in_card.is_some() || state.kept.with_untracked(|kept| kept.returns) {
        return;
    }
    let by_focus = event.type_() == "focusin";
    let is_open = state.card.with_untracked(Option::is_some);
    if !by_focus && (!keyboard::is_mouse(event) || mention.is_none() && !is_open) {
        return;
    }
    let go_on = move || {
        let still = state.kept.try_with_untracked(|kept| kept.resting) == Some(number);
        // The focus asks for a name alone, and a key's: whoever steps from event to event wants
        // to read on.
        let asks = |own: &Element| {
            let by_key = || own.matches(":focus-visible").unwrap_or_default();
            !by_focus || own.has_attribute("data-entity") && by_key()
        };
        match mention.filter(asks) {
            _ if !still => {}
            Some(mention) => open(state, &mention, false),
            None => {
                close(state, false);
            }
        }
    };
    if by_focus {
        // The focus is seen before the card is.
        after_paint(Box::new(go_on));
    } else {
        later(INTENT, Box::new(go_on));
    }
}

/// The reader turned to something: what was going to be done about anything else is void.
fn turn(state: Viewer) -> u32 {
    let mut number = 0;
    state.kept.update_untracked(|kept| {
        kept.resting += 1;
        number = kept.resting;
    });
    number
}

/// A mention was pressed. True if that was to ask for its card; else its link is followed.
pub(super) fn press(state: Viewer, event: &Event) -> bool {
    let Some(mention) = sight::around(event, MENTION) else {
        if sight::around(event, ".card").is_none() {
            close(state, true);
        }
        return false;
    };
    let is_link = mention.tag_name() == "A";
    let wanted = !is_link || keyboard::is_by_key(event) || keyboard::is_finger(event);
    if wanted {
        turn(state);
        open(state, &mention, true);
    }
    wanted
}

/// Shows the card of a mention, with the focus in it if it is to stay.
fn open(state: Viewer, mention: &Element, pin: bool) {
    let Some(id) = mention.get_attribute("data-entity") else {
        return open_time(state, mention, pin);
    };
    let known = state.card.with_untracked(|card| card.as_ref().map(|card| card.id.clone()));
    let (left, top, bottom) = sight::edges(mention);
    let place = Beside::of(left, top, bottom, sight::window_size());
    let mut card = Card { id: id.clone(), place, pinned: pin, ..Card::default() };
    card.form = (!state.is_in_parts()).then(Form::default);
    let leaf = state.leaf.get_untracked();
    let here =
        leaf.as_ref().and_then(|leaf| leaf.sheet()?.page.entities.iter().find(|own| own.id == id));
    card.name = here.map_or_else(|| id.clone(), |here| here.name.clone());
    card.kind = here.map(|here| here.kind);
    card.here = here.map_or(0, |here| here.count);
    if known.as_deref() == Some(id.as_str()) {
        // Another mention of the same: what is known of it stays.
        card.profile = state.card.with_untracked(|card| card.as_ref()?.profile.clone());
    }
    let ask = card.profile.is_none();
    show(state, mention, card);
    if ask {
        let take = move |reply| {
            if let Ok(Reply::Entity(profile)) = reply {
                state.card.update(|card| {
                    if let Some(card) = card.as_mut().filter(|card| card.id == id) {
                        card.profile = profile;
                    }
                });
            }
        };
        let id = state.card.with_untracked(|card| card.as_ref().map(|card| card.id.clone()));
        state.ask_then(Ask::Entity(id.unwrap_or_default()), Box::new(take));
    }
}

/// Shows the card of an expression of time.
fn open_time(state: Viewer, mention: &Element, pin: bool) {
    let Some(leaf) = state.leaf.get_untracked() else { return };
    let Some((sheet, mark)) = leaf.sheet().zip(mention.get_attribute("data-mark")) else { return };
    let Some((name, when, basis)) = sheet.page.time_of(&mark) else { return };
    let issued = published(&sheet.article).map(|instant| instant.date);
    let own = issued.map_or_else(String::new, |day| day.to_string());
    // Counted from the reader's day, where there is one.
    let mut marks = sheet.article.dateline.marks.iter();
    let follows = !sheet.by_rule || marks.any(|own| own.id == mark && rule::is_followed(own));
    let supplied = sheet.reissued.clone().filter(|_| follows);
    let supplied = supplied.map(|day| if day.is_empty() { own } else { day });
    let issued = supplied.as_deref().and_then(civil::parse_day).or(issued);
    let counted = issued.filter(|_| !matches!(basis, Basis::Explicit | Basis::Editor));
    let mut means = explained(when.as_ref(), basis);
    if let Some(day) = counted {
        means.push_str(&words::counted_from(day));
    }
    let (left, top, bottom) = sight::edges(mention);
    let place = Beside::of(left, top, bottom, sight::window_size());
    let href = mention.get_attribute("href").unwrap_or_default();
    let time = Some((means, href));
    show(
        state,
        mention,
        Card { id: mark, name, time, supplied, place, pinned: pin, ..Card::default() },
    );
}

fn show(state: Viewer, mention: &Element, card: Card) {
    let (mention, pin) = (mention.clone(), card.pinned);
    let top = sight::edges(&mention).1;
    state.kept.update_untracked(|kept| kept.mention = Some((mention.clone(), top)));
    state.card.set(Some(card));
    next_frame(Box::new(move || {
        let root = state.kept.try_with_untracked(|kept| kept.root.clone()).flatten();
        if let Some(root) = root {
            keyboard::show_sheet(&root, "card");
            // At the lower end of a narrow window it may lie over its own line.
            if sight::is_narrow() {
                sight::uncover(&mention, ".card", &root);
            }
            if pin {
                keyboard::focus_first(&root, ".card h3 a");
            }
        }
    }));
}

/// Takes the card away; one that stays, only if it was asked to.
pub(super) fn close(state: Viewer, pinned: bool) -> bool {
    let goes =
        state.card.with_untracked(|card| card.as_ref().is_some_and(|card| pinned || !card.pinned));
    if goes {
        state.card.set(None);
    }
    goes
}

/// Takes the card away, and the focus back from it to its mention.
pub(super) fn close_and_return(state: Viewer, root: &Element) -> bool {
    let inside =
        keyboard::focused(root).is_some_and(|own| matches!(own.closest(".card"), Ok(Some(_))));
    let mention = state.kept.with_untracked(|kept| kept.mention.clone());
    turn(state);
    let closed = close(state, true);
    if let Some((mention, _)) = mention.filter(|_| closed && inside) {
        // It was closed on purpose: coming back to its mention does not open it again.
        state.kept.update_untracked(|kept| kept.returns = true);
        keyboard::focus_on(&mention);
        state.kept.update_untracked(|kept| kept.returns = false);
    }
    closed
}

/// The page was scrolled: a card that does not stay goes with its line.
pub(super) fn scrolled(state: Viewer) {
    const FAR: i32 = 40; // CSS pixels: about two lines
    let is_open = state.card.try_with_untracked(Option::is_some).unwrap_or_default();
    let mention = state.kept.try_with_untracked(|kept| kept.mention.clone()).flatten();
    if let Some((mention, top)) = mention.filter(|_| is_open)
        && (sight::edges(&mention).1 - top).abs() > FAR
    {
        close(state, false);
    }
}

/// From now on asks for what is known of the name that the list is filtered by.
pub(super) fn keep_subject(state: Viewer) {
    let subject = Derived::new(move || {
        let q = state.list.with(|view| view.q.clone());
        subject_of(&Query::parse(&q)).map(str::to_owned)
    });
    watch(Box::new(move || {
        // Asked again with every answer: it may have grown.
        let answered = state.answered.with(Option::is_some);
        let Some(id) = subject.get().filter(|_| answered) else {
            if state.subject.with_untracked(Option::is_some) {
                state.subject.set(None);
            }
            return;
        };
        let asked = id.clone();
        let take = move |reply| {
            if let Ok(Reply::Entity(profile)) = reply {
                let profile = profile.filter(|_| subject.get_untracked().as_ref() == Some(&asked));
                if state.subject.with_untracked(|now| now.as_deref() != profile.as_ref()) {
                    state.subject.set(profile.map(Arc::new));
                }
            }
        };
        state.ask_then(Ask::Entity(id), Box::new(take));
    }));
}
