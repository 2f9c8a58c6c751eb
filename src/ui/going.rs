//! Where the reader goes: from view to view, and the address and the history with them.
//!
//! What is drawn follows from the view. It must not know what a view looks like.

use crate::browser::{listen, location, sight, storage};
use crate::ui::address::View;
use crate::ui::carding;
use crate::ui::signal::{after_paint, later};
use crate::ui::state::Viewer;
use std::time::Duration;

/// How long after the last key the address follows. To change it takes a browser as long as to
/// draw the list, in another process too, so it must not happen while somebody types; and
/// browsers allow it but some hundred times in half a minute.
const ADDRESS_FOLLOWS: Duration = Duration::from_millis(1_000);

/// How a change of view enters the history.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A step of its own, which the back button undoes.
    New,
    /// Part of typing: one step for a whole spell of it.
    Typing,
}

/// Where the focus goes when the reader arrives, if not to a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Land {
    /// To the first mention of an article, or the last.
    Mention(bool),
    /// To the date archive beside the list.
    Dates,
}

/// Articles whose places are known.
const PLACES: usize = 1_000;

impl Viewer {
    /// Says where the arrival that is under way ends.
    pub(super) fn land(&self, at: Option<Land>) {
        self.kept.update_untracked(|kept| kept.lands = at);
    }

    /// Remembers how far the open article, or the list, is scrolled.
    #[inline(never)]
    fn leave(&self) {
        let id = self.article.get_untracked().unwrap_or_default();
        self.kept.update_untracked(|kept| {
            if let Some(root) = &kept.root {
                let place = sight::scrolled(root);
                // The newest counts; after so many they begin anew.
                if kept.places.len() >= PLACES {
                    kept.places.clear();
                }
                kept.places.push((id, place));
            }
        });
    }

    /// Goes along with the back button from now on, where the address follows the reader.
    pub(super) fn follow_history(&self) {
        let viewer = *self;
        if self.has_history() {
            let listener = location::on_change(move || viewer.follow_address());
            // Whoever leaves at once leaves the last letters in the address.
            let leaving = listen::anywhere(&["pagehide"], move |_| {
                viewer.tell_address();
                storage::keep_scroll(usize::try_from(sight::scroll_of_page()).unwrap_or_default());
            });
            let listeners = listener.into_iter().chain(leaving);
            self.kept.update_untracked(|kept| kept.listeners.extend(listeners));
        }
    }

    /// Goes to a view.
    pub fn go(&self, view: View, step: Step) {
        if self.view.with_untracked(|now| *now == view) {
            return;
        }
        let typing = step == Step::Typing;
        if self.has_history() {
            let typed_on = typing && self.kept.with_untracked(|kept| kept.typing);
            if !typed_on {
                self.tell_address();
            }
            let mut turn = 0;
            self.kept.update_untracked(|kept| {
                kept.turn += 1;
                turn = kept.turn;
                let is_new = kept.untold.as_ref().map_or(!typed_on, |untold| untold.1);
                kept.untold = Some((view.clone(), is_new));
            });
            let viewer = *self;
            let tell = Box::new(move || {
                // Whoever went on since has a later one.
                if viewer.kept.try_with_untracked(|kept| kept.turn == turn) == Some(true) {
                    viewer.tell_address();
                }
            });
            if typing {
                later(ADDRESS_FOLLOWS, tell);
            } else {
                // Browsers take their time for it: what the reader asked for is seen before.
                after_paint(tell);
            }
        }
        self.kept.update_untracked(|kept| {
            kept.typing = typing;
            kept.returning = false;
            kept.restores = None;
        });
        self.arrive(view, step);
    }

    /// Writes into the address what it does not tell yet.
    fn tell_address(&self) {
        let untold = self.kept.try_update_untracked(|kept| kept.untold.take()).flatten();
        if let Some((view, is_new)) = untold {
            location::set_fragment(&view.to_fragment(), is_new);
        }
    }

    /// The same place with another query and nothing open.
    pub fn search(&self, q: String, step: Step) {
        let view = self.view.with_untracked(|view| view.with_query(q));
        self.go(view, step);
    }

    fn arrive(&self, view: View, step: Step) {
        let list_changed =
            self.view.with_untracked(View::without_article) != view.without_article();
        if list_changed {
            self.first_rows();
            // A name that was followed must be known to the archive.
            if step == Step::New {
                self.count_found();
                self.kept.update_untracked(|kept| kept.narrowed = true);
            }
        }
        let goes = self.article.with_untracked(|article| *article != view.article);
        let tells = self.article.with_untracked(Option::is_some)
            || self.list.with_untracked(|list| list.chronology);
        if goes && tells {
            self.leave();
        }
        carding::close(*self, true);
        self.offer.set(None);
        if self.pointed.with_untracked(|pointed| !pointed.is_empty()) {
            self.pointed.set(Vec::new());
        }
        if step == Step::New {
            self.moves.update(|moves| *moves += 1);
        }
        self.view.set(view);
    }

    fn follow_address(&self) {
        self.kept.update_untracked(|kept| {
            kept.typing = false;
            kept.untold = None; // the reader went elsewhere
            kept.restores = None;
        });
        let fragment = location::fragment();
        if !View::is_ours(&fragment) {
            return; // the host's own affair
        }
        let view = match fragment.as_str() {
            "" => self.kept.with_untracked(|kept| kept.first.clone()),
            fragment => View::from_fragment(fragment),
        };
        if self.view.with_untracked(|now| *now != view) {
            self.kept.update_untracked(|kept| kept.returning = true);
            self.arrive(view, Step::New);
        }
    }
}
