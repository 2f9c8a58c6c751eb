//! Checks every mark against the words it says it marks, and repairs what can be repaired.
//!
//! Offsets in the wild count different things. A mark whose slice is not its quote is
//! tried in the other units, then moved to the nearest occurrence of the quote, else it
//! is left out. It must never shift a highlight without saying so.

use crate::bundle::line_ends;
use crate::bundle::model::{Mark, OffsetUnit};
use crate::bundle::offsets::Offsets;

/// What became of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The slice is the quote.
    Sound,
    /// There was no quote; the slice became it.
    Unquoted,
    /// The offsets were right in this unit, which is not the declared one.
    OtherUnit(OffsetUnit),
    /// The offsets were right had the text been written with LF alone.
    LineEnds,
    /// Start and end were the same; the nearest occurrence of the quote was taken.
    Emptied,
    /// The quote stands this many code points further on (or back); 0 if only the end was wrong.
    Moved(i64),
    /// Start and end are the same, and there is no quote.
    Empty,
    /// The quote stands as near before as after the place named.
    Ambiguous,
    /// The quote is not in the text, or the offsets are outside it.
    Lost,
}

impl Outcome {
    /// True if the mark can be shown.
    pub fn is_usable(&self) -> bool {
        !matches!(self, Self::Ambiguous | Self::Empty | Self::Lost)
    }
}

/// Verifies one mark against its text, and turns its offsets from `declared` units into
/// code points. A mark that is not usable is left as it was.
pub fn verify(mark: &mut Mark, offsets: &Offsets<'_>, declared: OffsetUnit) -> Outcome {
    let text = offsets.text();
    let slice =
        |unit| offsets.slice(unit, mark.start, mark.end).filter(|(_, words)| !words.is_empty());
    if mark.quote.contains('\r') {
        mark.quote = line_ends::to_lf(std::mem::take(&mut mark.quote)).0;
    }
    let empty = mark.start == mark.end;
    let (byte, outcome) = if mark.quote.is_empty() && empty {
        return Outcome::Empty;
    } else if mark.quote.is_empty() {
        match slice(declared) {
            None => return Outcome::Lost,
            Some((byte, words)) => {
                words.clone_into(&mut mark.quote);
                (byte, Outcome::Unquoted)
            }
        }
    } else {
        let units = [declared, OffsetUnit::Codepoint, OffsetUnit::Utf16, OffsetUnit::Utf8];
        let is_quote = |slice: &(usize, &str)| slice.1 == mark.quote;
        let fits = units
            .into_iter()
            .find_map(|unit| slice(unit).filter(is_quote).map(|(byte, _)| (unit, byte)));
        let as_lf = offsets.slice_of_lf(declared, mark.start, mark.end).filter(is_quote);
        match (fits, as_lf) {
            (Some((unit, byte)), _) if unit == declared => (byte, Outcome::Sound),
            (_, Some((byte, _))) => (byte, Outcome::LineEnds),
            (Some((unit, byte)), None) => (byte, Outcome::OtherUnit(unit)),
            (None, None) => {
                // Near to what? To the place named, as well as it can be read.
                let claimed = offsets.to_byte(declared, mark.start).unwrap_or(text.len());
                match nearest(text, &mark.quote, claimed) {
                    Err(outcome) => return outcome,
                    Ok(byte) if empty => (byte, Outcome::Emptied),
                    Ok(byte) => (byte, Outcome::Moved(0)),
                }
            }
        }
    };
    let Some(start) = offsets.to_code_point(byte) else { return Outcome::Lost };
    // An offset from outside may be any number at all. One that can be read is counted in the
    // file's unit, and the way from it in code points.
    let claimed = offsets.to_byte(declared, mark.start);
    let claimed = claimed.and_then(|byte| offsets.to_code_point(byte)).unwrap_or(mark.start);
    let from = i64::try_from(claimed).unwrap_or(i64::MAX);
    let moved = (start as i64).saturating_sub(from);
    mark.start = start;
    mark.end = start + mark.quote.chars().count();
    if outcome == Outcome::Moved(0) { Outcome::Moved(moved) } else { outcome }
}

/// The UTF-8 offset of the occurrence of `quote` nearest to `claimed`.
fn nearest(text: &str, quote: &str, claimed: usize) -> Result<usize, Outcome> {
    let mut best: Option<(usize, usize)> = None;
    let mut tie = false;
    for (at, _) in text.match_indices(quote) {
        let distance = at.abs_diff(claimed);
        match best {
            Some((least, _)) if distance > least => break, // they only get farther from here
            Some((least, _)) if distance == least => tie = true,
            _ => {
                best = Some((distance, at));
                tie = false;
            }
        }
    }
    match best {
        None => Err(Outcome::Lost),
        Some(_) if tie => Err(Outcome::Ambiguous),
        Some((_, at)) => Ok(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OffsetUnit::{Codepoint, Utf8, Utf16};

    const TEXT: &str = "🕊️ Iran and 𝕏: Iran, then Tehran";

    fn outcome(quote: &str, start: usize, end: usize, unit: OffsetUnit) -> (Outcome, usize, usize) {
        let mut mark = Mark { quote: quote.to_owned(), start, end, ..Mark::default() };
        let outcome = verify(&mut mark, &Offsets::new(TEXT), unit);
        (outcome, mark.start, mark.end)
    }

    #[test]
    fn the_same_words_are_found_in_each_unit() {
        assert_eq!(outcome("Tehran", 26, 32, Codepoint), (Outcome::Sound, 26, 32));
        assert_eq!(outcome("Tehran", 28, 34, Utf16), (Outcome::Sound, 26, 32));
        assert_eq!(outcome("Tehran", 34, 40, Utf8), (Outcome::Sound, 26, 32));
    }

    #[test]
    fn a_wrong_unit_heals_and_says_so() {
        assert_eq!(outcome("Tehran", 28, 34, Codepoint), (Outcome::OtherUnit(Utf16), 26, 32));
        assert_eq!(outcome("Tehran", 34, 40, Codepoint), (Outcome::OtherUnit(Utf8), 26, 32));
    }

    #[test]
    fn a_wrong_place_moves_to_the_nearest_quote() {
        assert_eq!(outcome("Tehran", 20, 26, Codepoint), (Outcome::Moved(6), 26, 32));
        assert_eq!(outcome("Iran", 1, 5, Codepoint), (Outcome::Moved(2), 3, 7));
        assert_eq!(outcome("Iran", 13, 17, Codepoint), (Outcome::Moved(2), 15, 19));
        assert_eq!(outcome("Iran", 900, 904, Codepoint), (Outcome::Moved(-885), 15, 19));
    }

    #[test]
    fn a_wrong_end_alone_is_told_apart_from_a_wrong_place() {
        assert_eq!(outcome("Iran", 3, 9, Codepoint), (Outcome::Moved(0), 3, 7));
        assert_eq!(outcome("Iran", 3, 3, Codepoint), (Outcome::Emptied, 3, 7));
        assert_eq!(outcome("Iran", 7, 3, Codepoint).0, Outcome::Moved(-4));
    }

    #[test]
    fn the_way_to_moved_words_is_counted_in_code_points() {
        assert_eq!(outcome("Tehran", 27, 33, Utf16), (Outcome::Moved(1), 26, 32));
    }

    #[test]
    fn what_cannot_be_placed_is_left_out() {
        assert_eq!(outcome("Moscow", 3, 9, Codepoint).0, Outcome::Lost);
        assert_eq!(outcome("", 5, 5, Codepoint).0, Outcome::Empty);
        assert_eq!(outcome("Moscow", 3, 3, Codepoint).0, Outcome::Lost);
        assert_eq!(outcome("", 5, 900, Codepoint).0, Outcome::Lost);
        let mut mark = Mark { quote: "ab".into(), start: 3, end: 4, ..Mark::default() };
        let text = "ab..,.ab"; // 3 before, 3 after
        assert_eq!(verify(&mut mark, &Offsets::new(text), Codepoint), Outcome::Ambiguous);
        assert_eq!((mark.start, mark.end), (3, 4));
    }

    #[test]
    fn a_mark_without_a_quote_gets_one() {
        let mut mark = Mark { start: 3, end: 7, ..Mark::default() };
        assert_eq!(verify(&mut mark, &Offsets::new(TEXT), Codepoint), Outcome::Unquoted);
        assert_eq!(mark.quote, "Iran");
    }
}
