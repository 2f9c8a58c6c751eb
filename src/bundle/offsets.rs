//! The three units in which files count characters, and the way between them.
//!
//! The model counts Unicode code points, Rust counts UTF-8 bytes, the DOM counts UTF-16
//! units. Every conversion goes through UTF-8 bytes and answers `None` for an offset that
//! is past the end or inside a character: nothing is rounded silently.

use crate::bundle::model::OffsetUnit;

/// A text with what is needed to turn offsets in it quickly.
pub struct Offsets<'t> {
    text: &'t str,
    /// UTF-8 and UTF-16 offsets of every `STEP`-th code point; empty for ASCII, where all
    /// three units agree.
    steps: Vec<(usize, usize)>,
    ascii: bool,
    /// The text that offsets from outside count in, where it had CRs that this one lacks.
    written: Option<Box<Written<'t>>>,
}

/// A longer text, and the UTF-8 offsets of what it has too much.
struct Written<'t> {
    offsets: Offsets<'t>,
    removed: &'t [usize],
}

/// Code points between two remembered places: a table of 1/8 of the text, and short walks.
const STEP: usize = 64;

impl<'t> Offsets<'t> {
    /// Reads the text once; ASCII needs no table.
    pub fn new(text: &'t str) -> Self {
        let ascii = text.is_ascii();
        let mut steps = Vec::new();
        if !ascii {
            let mut utf16 = 0;
            for (index, (byte, c)) in text.char_indices().enumerate() {
                if index % STEP == 0 {
                    steps.push((byte, utf16));
                }
                utf16 += c.len_utf16();
            }
        }
        Self { text, steps, ascii, written: None }
    }

    /// The same text, where offsets from outside count in `written`: the text with the CRs
    /// that stood at the UTF-8 offsets `removed` of it, in rising order.
    #[must_use]
    pub(crate) fn counted_in(mut self, written: &'t str, removed: &'t [usize]) -> Self {
        self.written = Some(Box::new(Written { offsets: Self::new(written), removed }));
        self
    }

    /// The text itself.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// UTF-8 bytes before an offset counted in `unit`.
    pub fn to_byte(&self, unit: OffsetUnit, offset: usize) -> Option<usize> {
        let Some(written) = &self.written else { return self.byte_of_lf(unit, offset) };
        let byte = written.offsets.byte_of_lf(unit, offset)?;
        Some(byte - written.removed.partition_point(|&at| at < byte))
    }

    /// As `to_byte`, but never counting what was removed.
    fn byte_of_lf(&self, unit: OffsetUnit, offset: usize) -> Option<usize> {
        if self.ascii || unit == OffsetUnit::Utf8 {
            return self.text.is_char_boundary(offset).then_some(offset);
        }
        // The last remembered place at or before the offset, and what it counts as there.
        let step = match unit {
            OffsetUnit::Codepoint => (offset / STEP).min(self.steps.len().checked_sub(1)?),
            _ => self.steps.partition_point(|&(_, utf16)| utf16 <= offset).checked_sub(1)?,
        };
        let (mut byte, utf16) = self.steps[step];
        let mut counted = if unit == OffsetUnit::Codepoint { step * STEP } else { utf16 };
        for c in self.text[byte..].chars() {
            if counted >= offset {
                break;
            }
            counted += if unit == OffsetUnit::Codepoint { 1 } else { c.len_utf16() };
            byte += c.len_utf8();
        }
        (counted == offset).then_some(byte)
    }

    /// Code points before a UTF-8 byte offset.
    pub fn to_code_point(&self, byte: usize) -> Option<usize> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        if self.ascii {
            return Some(byte);
        }
        let step = self.steps.partition_point(|&(at, _)| at <= byte).checked_sub(1)?;
        let start = self.steps[step].0;
        Some(step * STEP + self.text[start..byte].chars().count())
    }

    /// The words between two offsets counted in `unit`, with their UTF-8 range.
    pub fn slice(&self, unit: OffsetUnit, start: usize, end: usize) -> Option<(usize, &'t str)> {
        if start > end {
            return None;
        }
        let from = self.to_byte(unit, start)?;
        let to = self.to_byte(unit, end)?;
        Some((from, self.text.get(from..to)?))
    }

    /// As `slice`, for offsets that did not count what was removed; `None` where nothing was.
    pub(super) fn slice_of_lf(
        &self,
        unit: OffsetUnit,
        start: usize,
        end: usize,
    ) -> Option<(usize, &'t str)> {
        self.written.as_ref()?;
        let from = self.byte_of_lf(unit, start)?;
        Some((from, self.text.get(from..self.byte_of_lf(unit, end)?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OffsetUnit::{Codepoint, Utf8, Utf16};

    // Dove with variation selector, mathematical X (astral), combining accent, Arabic.
    const TEXT: &str = "🕊️ 𝕏 cafe\u{301} ایران — end";

    #[test]
    fn one_phrase_in_three_units() {
        let offsets = Offsets::new(TEXT);
        for (unit, start, end) in [(Codepoint, 11, 16), (Utf16, 13, 18), (Utf8, 20, 30)] {
            assert_eq!(offsets.slice(unit, start, end).map(|s| s.1), Some("ایران"), "{unit:?}");
        }
    }

    #[test]
    fn every_place_goes_there_and_back_in_every_unit() {
        for text in [TEXT, "plain ascii", "", "é", &TEXT.repeat(40)] {
            let offsets = Offsets::new(text);
            let mut utf16 = 0;
            for (index, (byte, c)) in text.char_indices().chain([(text.len(), ' ')]).enumerate() {
                assert_eq!(offsets.to_byte(Codepoint, index), Some(byte), "{text}");
                assert_eq!(offsets.to_byte(Utf16, utf16), Some(byte), "{text}");
                assert_eq!(offsets.to_byte(Utf8, byte), Some(byte), "{text}");
                assert_eq!(offsets.to_code_point(byte), Some(index), "{text}");
                utf16 += c.len_utf16();
            }
        }
    }

    #[test]
    fn half_a_character_and_past_the_end_are_refused() {
        let offsets = Offsets::new(TEXT);
        assert_eq!(offsets.to_byte(Utf16, 1), None);
        assert_eq!(offsets.to_byte(Utf8, 1), None);
        assert_eq!(offsets.to_byte(Codepoint, 1000), None);
        assert_eq!(offsets.to_byte(Utf16, 1000), None);
        assert_eq!(offsets.to_code_point(1), None);
        assert_eq!(offsets.slice(Codepoint, 5, 4), None);
        assert_eq!(Offsets::new("é").to_byte(Codepoint, usize::MAX), None);
    }
}
