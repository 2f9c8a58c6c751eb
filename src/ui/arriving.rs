//! After a move of the reader: the place in question comes into sight, and the focus to it,
//! once it is drawn. And what is lit lights up.
//!
//! Nothing takes the focus when the viewer is first drawn: a page that embeds it keeps its
//! own place.

use crate::browser::{keyboard, location, sight};
use crate::ui::going::Land;
use crate::ui::leaf::Leaf;
use crate::ui::load::Load;
use crate::ui::page::Place;
use crate::ui::signal::{after_paint, next_frame, watch};
use crate::ui::state::{Kept, Viewer};
use web_sys::Element;

/// What of the date archive takes the focus.
pub(super) const DATES: &str = ".listing .dates :is(button, a)";

/// Goes along with the reader from now on.
pub(super) fn arrive_after_drawing(state: Viewer, root: &Element) {
    let inside = root.clone();
    watch(Box::new(move || {
        let lit = state.lit();
        // Nothing is dated where no article is.
        if state.leaf.with(Option::is_none) {
            return;
        }
        let inside = inside.clone();
        next_frame(Box::new(move || sight::light(&inside, &lit)));
    }));
    let inside = root.clone();
    watch(Box::new(move || {
        let there = state.answered.with(Option::is_some);
        let is_list = state.article.with_untracked(Option::is_none);
        let (mut moved, mut restores) = (false, None);
        state.kept.update_untracked(|kept| {
            moved = std::mem::take(&mut kept.narrowed);
            restores = if there && is_list { kept.restores.take() } else { None };
        });
        if moved || restores.is_some() {
            let inside = inside.clone();
            next_frame(Box::new(move || match restores {
                Some(page) => sight::scroll_back(&inside, (page as i32, 0)),
                None => sight::show_list(&inside),
            }));
        }
    }));
    let inside = root.clone();
    let (mut earlier, mut left): (usize, Option<String>) = (0, None);
    let mut list_before = state.list.edition();
    // A move whose end is not drawn yet.
    let mut under_way = false;
    let mut target_before = (None, None, false);
    watch(Box::new(move || {
        let (moves, leaf) = (state.moves.get(), state.leaf.get());
        let (article, at) = (state.article.get(), state.at.get());
        let title = state.load.with(|load| match load {
            Load::Open(open) => Some(open.title.clone()),
            _ => None,
        });
        under_way |= moves > std::mem::replace(&mut earlier, moves);
        let Some(title) = title else { return };
        let leaf = leaf.filter(|leaf| {
            article.as_deref() == Some(leaf.id()) && !matches!(**leaf, Leaf::Waiting(_))
        });
        if article.is_some() && leaf.is_none() {
            return; // it is on its way
        }
        let page = leaf.as_ref().and_then(|leaf| Some(&leaf.sheet()?.page));
        if state.has_history() {
            let name = page.map(|page| [&page.headline_text(), " – ", &title].concat());
            let name = name.unwrap_or(title);
            // After the address: a title is of the step of the history that is taken.
            after_paint(Box::new(move || location::set_page_title(&name)));
        }
        let place = at.as_ref().and_then(|at| page?.place_of(at));
        let moved = std::mem::take(&mut under_way);
        let changed = article != left;
        let target = (article.clone(), at, place.is_some());
        // What was arrived at before stays where the reader left it.
        let stays = std::mem::replace(&mut target_before, target.clone()) == target && !moved;
        let left = std::mem::replace(&mut left, article.clone());
        if stays {
            return;
        }
        let (root, list) = (inside.clone(), state.list.edition());
        let same_list = list == std::mem::replace(&mut list_before, list);
        let arrives = moved && changed;
        let mut restores = None;
        if article.is_some() {
            state.kept.update_untracked(|kept| restores = kept.restores.take());
        }
        next_frame(Box::new(move || match (place, article) {
            // Loaded anew, it is where it was.
            _ if restores.is_some() => {
                sight::scroll_back(&root, (restores.unwrap_or_default() as i32, 0))
            }
            (Some(Place::Text(mark, entry)), _) => sight::go_to_text(&root, &mark, entry, moved),
            (Some(Place::Entry(entry)), _) => sight::go_to(&root, "data-entry", &entry, moved),
            (None, Some(id)) if arrives => begin_article(state, &root, &id),
            (None, None) if arrives => {
                let left = left.filter(|_| same_list).unwrap_or_default();
                come_to_list(state, root, left);
            }
            _ => {}
        }));
    }));
}

/// How far an article, or the list, was scrolled when it was left.
fn place_of(kept: &Kept, id: &str) -> Option<sight::Scrolled> {
    kept.places.iter().rev().find(|own| own.0 == id).map(|own| own.1)
}

/// An article was opened: its headline, or where the reader was on the way back to it.
#[inline(never)]
fn begin_article(state: Viewer, root: &Element, id: &str) {
    let (mut lands, mut back) = (None, None);
    let _ = state.kept.try_update_untracked(|kept| {
        lands = kept.lands.take();
        let returns = std::mem::take(&mut kept.returning);
        back = place_of(kept, id).filter(|_| returns);
    });
    if let Some(Land::Mention(first)) = lands
        && keyboard::focus_end(root, ".reader [data-entity]", first)
    {
        return;
    }
    match back {
        Some(place) => {
            sight::focus_first(root, ".reader h2");
            sight::scroll_back(root, place);
        }
        None => sight::go_to_heading(root, ".reader h2"),
    }
}

/// An article was left for a list: to its row, where it is the list it was opened from; else to
/// the list's beginning.
#[inline(never)]
fn come_to_list(state: Viewer, root: Element, left: String) {
    let (mut lands, mut back) = (None, None);
    let _ = state.kept.try_update_untracked(|kept| {
        kept.returning = false;
        lands = kept.lands.take();
        back = place_of(kept, "");
    });
    if left.is_empty() {
        return sight::go_to_heading(&root, ".found h2");
    }
    // A chronology tells of an article in many places.
    let chronology = state.list.try_with_untracked(|list| list.chronology) == Some(true);
    if let Some(place) = back.filter(|_| chronology) {
        sight::focus_first(&root, ".found h2");
        return sight::scroll_back(&root, place);
    }
    sight::go_to(&root, "data-row", &left, false);
    // Seen first: a list is long to lay out and to paint. And what stands beside it comes after.
    after_paint(Box::new(move || {
        if lands != Some(Land::Dates) {
            return sight::focus_at(&root, "data-row", &left);
        }
        let dates = move || {
            keyboard::focus_first(&root, DATES);
        };
        // Drawn after that paint, and hidden until then.
        after_paint(Box::new(dates));
    }));
}
