//! More rows of a list: some when it is scrolled; when a button is pressed; and from then on
//! when their end comes into sight. It must not ask for them.

use crate::browser::sight;
use crate::ui::state::Viewer;
use crate::ui::window::Window;

/// How many more rows come at once.
const MORE: usize = 100;
/// Of an archive in parts, where every row may be a file to fetch.
const MORE_FETCHED: usize = 24;
/// Rows come when their end is nearer than so many heights of the window: they take a moment.
const NEAR: f64 = 1.5;

impl Viewer {
    /// Shows more rows of the list, or of the chronology.
    pub fn show_more(&self) {
        let more = if self.is_in_parts() { MORE_FETCHED } else { MORE };
        let root = self.kept.with_untracked(|kept| kept.root.clone());
        // The chronology stands in years, and has no window.
        let root = root.filter(|_| self.list.with_untracked(|view| !view.chronology));
        let height = |rows| sight::height_of_rows(root.as_ref()?, rows);
        self.rows.update(|window| window.grow(more, height));
    }

    /// Shows the first rows of a list only.
    pub(super) fn first_rows(&self) {
        self.rows.set(Window::first(sight::window_size().1));
    }

    /// The list was scrolled: rows come where their end is near, those that were left behind
    /// too.
    pub(super) fn go_on_with_rows(&self, root: &web_sys::Element) {
        let (goes_on, is_scrolled) =
            self.rows.with_untracked(|window| (window.goes_on, window.is_scrolled));
        let under_way = self.kept.with_untracked(|kept| kept.asked.1);
        if is_scrolled && !goes_on || under_way {
            return;
        }
        let Some((above, below)) = sight::ends_of_rows(root) else { return };
        let left = self.answered.with_untracked(|answered| {
            let Some(own) = answered else { return 0 };
            own.answer.total.saturating_sub(own.window.from + own.answer.hits.len())
        });
        if above < NEAR && self.rows.with_untracked(|window| window.from > 0) {
            self.rows.update(|window| {
                window.go_back();
            });
        } else if below < NEAR && left > 0 {
            if goes_on {
                self.show_more();
            } else {
                self.rows.update(Window::scroll);
            }
        }
    }

    /// True if what is open is in parts.
    pub fn is_in_parts(&self) -> bool {
        self.progress.with_untracked(|progress| progress.in_parts)
    }
}
