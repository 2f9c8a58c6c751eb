//! Lines, columns and JSON pointers of places in a file.
//!
//! The model carries no positions: they are wanted only when something is wrong, and
//! then one pass over the text counts the lines to all of them. It knows nothing of JSON.

use std::fmt;

/// A place in a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// UTF-8 bytes from the start of the text.
    pub offset: usize,
    /// Counted from 1.
    pub line: usize,
    /// Code points from the start of the line, counted from 1.
    pub column: usize,
}

impl Place {
    /// The beginning of every text.
    pub const START: Self = Self { offset: 0, line: 1, column: 1 };

    /// The place of a byte offset; an offset past the end is the end.
    pub fn of_offset(text: &str, offset: usize) -> Self {
        Self::START.forward(text, offset)
    }

    /// The beginning of a line, counted from 1; of a line past the end, the end.
    pub fn of_line(text: &str, line: usize) -> Self {
        let before = text.split_inclusive('\n').take(line.saturating_sub(1));
        Self::of_offset(text, before.map(str::len).sum())
    }

    /// The place of a byte offset that is not before this one: many places in ascending
    /// order take one pass. An offset past the end is the end.
    #[must_use]
    pub fn forward(self, text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let between = text.get(self.offset..offset).unwrap_or_default();
        match between.rfind('\n') {
            None => Self { offset, column: self.column + between.chars().count(), ..self },
            Some(last) => Self {
                offset,
                line: self.line + between.bytes().filter(|&b| b == b'\n').count(),
                column: between[last + 1..].chars().count() + 1,
            },
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}", self.line, self.column)
    }
}

/// A JSON pointer one step longer; `~` and `/` in keys are escaped as RFC 6901 asks.
pub fn join(pointer: &str, key: &str) -> String {
    let mut longer = String::with_capacity(pointer.len() + key.len() + 1);
    longer.push_str(pointer);
    longer.push('/');
    for c in key.chars() {
        match c {
            '~' => longer.push_str("~0"),
            '/' => longer.push_str("~1"),
            c => longer.push(c),
        }
    }
    longer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_code_points() {
        assert_eq!(Place::of_offset("é\nüx", 5), Place { offset: 5, line: 2, column: 2 });
        assert_eq!(Place::of_offset("abc", 99).column, 4);
        assert_eq!(Place::of_offset("é", 1).offset, 0);
    }

    #[test]
    fn many_places_in_one_pass_are_the_same() {
        let text = "é\n\nüx\n🕊 y";
        let mut here = Place::START;
        for offset in 0..text.len() + 2 {
            here = here.forward(text, offset);
            assert_eq!(here, Place::of_offset(text, offset), "{offset}");
        }
    }

    #[test]
    fn keys_are_escaped_in_pointers() {
        assert_eq!(join("/a", "b/c~d"), "/a/b~1c~0d");
    }
}
