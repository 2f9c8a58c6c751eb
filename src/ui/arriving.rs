//! After a move of the reader: the place in question comes into sight, and the focus to it,
//! once it is drawn. And what is lit lights up.
//!
//! Nothing takes the focus when the viewer is first drawn: a page that embeds it keeps its
//! own place.

use crate::browser::{keyboard, location, sight};
use crate::ui::leaf::Leaf;
use crate::ui::load::Load;
use crate::ui::page::Place;
use crate::ui::signal::{after_paint, next_frame, watch};
use crate::ui::state::Viewer;
use web_sys::Element;

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
        state.choices.track();
        if state.leaf.with(Option::is_none) {
            return;
        }
        let inside = inside.clone();
        after_paint(Box::new(move || keyboard::keep_stops(&inside)));
    }));
    let inside = root.clone();
    watch(Box::new(move || {
        state.answered.track();
        let mut moved = false;
        state.kept.update_untracked(|kept| moved = std::mem::take(&mut kept.narrowed));
        if moved {
            let inside = inside.clone();
            next_frame(Box::new(move || sight::show_list(&inside)));
        }
    }));
    let inside = root.clone();
    let (mut earlier, mut left): (usize, Option<String>) = (0, None);
    // A move whose end is not drawn yet.
    let mut under_way = false;
    let mut target_before = (None, None, false);
    watch(Box::new(move || {
        let (moves, (article, at), leaf) = (state.moves.get(), state.place.get(), state.leaf.get());
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
        let root = inside.clone();
        next_frame(Box::new(move || match (place, article) {
            (Some(Place::Text(mark, entry)), _) => sight::go_to_text(&root, &mark, entry, moved),
            (Some(Place::Entry(entry)), _) => sight::go_to(&root, "data-entry", &entry, moved),
            (None, Some(_)) if moved && changed => sight::go_to_heading(&root),
            (None, None) if moved && changed => {
                if let Some(left) = left {
                    sight::go_to(&root, "data-row", &left, false);
                    // Seen first: a list is long to lay out and to paint.
                    after_paint(Box::new(move || sight::focus_at(&root, "data-row", &left)));
                }
            }
            _ => {}
        }));
    }));
}
