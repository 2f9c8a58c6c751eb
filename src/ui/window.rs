//! Which rows of a long list are drawn: all up to some hundreds, then a window of them that
//! moves along, with room above for those that it left behind.
//!
//! Pure: heights are measured elsewhere. It must not know what a row is.

/// Rows that are drawn at most: more make scrolling and every keystroke slower.
const MOST: usize = 400;

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
    /// The first rows.
    pub fn first(count: usize) -> Self {
        Self { count, ..Self::default() }
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
        let mut window = Window::first(20);
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
    fn what_cannot_be_measured_is_not_left_behind() {
        let mut window = Window::first(380);
        window.grow(100, |_| None);
        assert_eq!(told(&window), (0, 480, 0));
    }
}
