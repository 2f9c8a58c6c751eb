//! How many rows a list shows. It must not ask for them.

use crate::ui::state::Viewer;

/// How many rows the list shows at first, and how many more a click adds: a screenful or two
/// is drawn at every keystroke.
pub(super) const FIRST: usize = 20;
const MORE: usize = 100;
/// Of an archive in parts, where every row may be a file to fetch.
const FIRST_FETCHED: usize = 12;
const MORE_FETCHED: usize = 24;

impl Viewer {
    /// Shows more rows of the list, or of the chronology.
    pub fn show_more(&self) {
        let more = if self.is_in_parts() { MORE_FETCHED } else { MORE };
        self.rows.update(|rows| *rows += more);
    }

    /// Shows the first rows of a list only.
    pub(super) fn first_rows(&self) {
        self.rows.set(if self.is_in_parts() { FIRST_FETCHED } else { FIRST });
    }

    /// True if what is open is in parts.
    pub fn is_in_parts(&self) -> bool {
        self.progress.with_untracked(|progress| progress.in_parts)
    }
}
