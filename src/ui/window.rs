//! Which rows of a long list are drawn: those in sight at first, some more once the list is
//! scrolled, all up to some hundreds as they are asked for, then a window of them that moves
//! along, with room above for those that it left behind.
//!
//! Pure: heights are measured elsewhere. It must not know what a row is.

/// Rows that are drawn at most: more make scrolling and every keystroke slower.
const MOST: usize = 400;
/// What a row takes at least with two lines of text under its headline, in CSS pixels; and what
/// stands above the first. All of the first rows are drawn at every keystroke: they fill the
/// window, and hardly one is out of sight.
const ROW: usize = 100;
const ABOVE: usize = 200;
/// The fewest and the most of them, if the window is no higher than a line or not measured.
const FIRST: (usize, usize) = (6, 40);
/// So many times the first rows are there once the list is scrolled.
const SCREENS: usize = 3;

/// The rows of a list that are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Rows before it.
    pub from: usize,
    /// Rows in it, as far as there are so many.
    pub count: usize,
    /// The rows that were left behind, lot by lot: how many, and how high they were, in CSS
    /// pixels.
    left: Vec<(usize, i32)>,
    /// It was scrolled, and has more than the first rows.
    pub is_scrolled: bool,
    /// Somebody asked for more: from then on they come by themselves.
    pub goes_on: bool,
}

impl Window {
    /// The first rows, in a browser's window of such a height in CSS pixels.
    pub fn first(height: i32) -> Self {
        let count = usize::try_from(height).unwrap_or(0).saturating_sub(ABOVE) / ROW;
        Self { count: count.clamp(FIRST.0, FIRST.1), ..Self::default() }
    }

    /// A list of no more rows than this is shown whole at once: nobody has to ask for the last
    /// two. While somebody searches it is shorter, for keys follow each other.
    pub fn few(&self, searches: bool) -> usize {
        match (self.goes_on, searches) {
            (true, _) => 0,
            (false, true) => self.count + self.count / 2,
            (false, false) => SCREENS * self.count,
        }
    }

    /// With some screenfuls more, the first time that the list is scrolled.
    pub fn scroll(&mut self) {
        if !std::mem::replace(&mut self.is_scrolled, true) {
            self.count *= SCREENS;
        }
    }

    /// With more rows at the end. Where they would be too many, as many are left behind at the
    /// beginning: `height` measures those.
    pub fn grow(&mut self, more: usize, height: impl FnOnce(usize) -> Option<i32>) {
        self.goes_on = true;
        if self.count + more > MOST
            && let Some(height) = height(more)
        {
            self.left.push((more, height));
            self.from += more;
        } else {
            self.count += more;
        }
    }

    /// With the lot before it again, and without the last rows; false at the beginning.
    pub fn go_back(&mut self) -> bool {
        let lot = self.left.pop();
        if let Some((rows, _)) = lot {
            self.from = self.from.saturating_sub(rows);
        }
        lot.is_some()
    }

    /// How high what was left behind is, in CSS pixels.
    pub fn above(&self) -> i32 {
        self.left.iter().map(|(_, height)| height).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(window: &Window) -> (usize, usize, i32) {
        (window.from, window.count, window.above())
    }

    #[test]
    fn a_long_list_moves_along_and_comes_back() {
        let mut window = Window { count: 20, ..Window::default() };
        for expected in
            [(0, 120, 0), (0, 220, 0), (0, 320, 0), (100, 320, 5000), (200, 320, 10_000)]
        {
            window.grow(100, |rows| Some(rows as i32 * 50));
            assert_eq!(told(&window), expected);
        }
        assert!(window.goes_on);
        assert!(window.go_back());
        assert_eq!(told(&window), (100, 320, 5000));
        assert!(window.go_back());
        assert!(!window.go_back());
        assert_eq!(told(&window), (0, 320, 0));
    }

    #[test]
    fn the_first_rows_fill_a_window_of_any_height_and_no_more_than_that() {
        for (height, count, few) in
            [(900, 7, 10), (2_160, 19, 28), (320, 6, 9), (-1, 6, 9), (i32::MAX, 40, 60)]
        {
            let mut window = Window::first(height);
            assert_eq!((window.count, window.few(true)), (count, few), "{height}");
            assert_eq!(window.few(false), 3 * count);
            assert_eq!((window.from, window.above(), window.goes_on), (0, 0, false));
            // Once scrolled there are more, and no more for being scrolled again.
            window.scroll();
            window.scroll();
            assert_eq!((window.count, window.goes_on), (3 * count, false));
        }
    }

    #[test]
    fn what_cannot_be_measured_is_not_left_behind() {
        let mut window = Window { count: 380, ..Window::default() };
        window.grow(100, |_| None);
        assert_eq!(told(&window), (0, 480, 0));
    }
}
