//! Which rows of a long list are drawn: all up to some hundreds, then a window of them that
//! moves along, with room above for those that it left behind.
//!
//! Pure: heights are measured elsewhere. It must not know what a row is.

/// Rows that are drawn at most: more make scrolling and every keystroke slower.
const MOST: usize = 400;
/// One of the first rows for so many CSS pixels of the window: a row is 120 high, so they are a
/// screenful and a half. All of them are drawn at every keystroke.
const PIXELS: usize = 90;
/// The fewest and the most of them, if the window is no higher than a line or not measured.
const FIRST: (usize, usize) = (8, 40);

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
    /// Somebody asked for more: from then on they come by themselves.
    pub goes_on: bool,
}

impl Window {
    /// The first rows, in a browser's window of such a height in CSS pixels.
    pub fn first(height: i32) -> Self {
        let count = usize::try_from(height).unwrap_or(0) / PIXELS;
        Self { count: count.clamp(FIRST.0, FIRST.1), ..Self::default() }
    }

    /// A list of no more rows than this is shown whole at once: nobody has to ask for the last
    /// two.
    pub fn few(&self) -> usize {
        if self.goes_on { 0 } else { 2 * self.count }
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
            [(900, 10, 20), (2_160, 24, 48), (320, 8, 16), (-1, 8, 16), (i32::MAX, 40, 80)]
        {
            let window = Window::first(height);
            assert_eq!((window.count, window.few()), (count, few), "{height}");
            assert_eq!((window.from, window.above(), window.goes_on), (0, 0, false));
        }
    }

    #[test]
    fn what_cannot_be_measured_is_not_left_behind() {
        let mut window = Window { count: 380, ..Window::default() };
        window.grow(100, |_| None);
        assert_eq!(told(&window), (0, 480, 0));
    }
}
