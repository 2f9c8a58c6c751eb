//! Says in words what became of a mark that was not where its offsets said.
//!
//! It must not decide anything: `marks` has done so.

use crate::bundle::fields::{Report, Spot};
use crate::bundle::marks::Outcome;
use crate::bundle::model::{Mark, OffsetUnit};

const PUT: &str = "Correct the offsets; the mark was put where its words are.";

/// Reports an outcome at the mark's pointer; a sound mark is not mentioned.
pub(super) fn tell(report: &Report, spot: &Spot, mark: &Mark, outcome: &Outcome) {
    let quote = &mark.quote;
    match outcome {
        Outcome::Sound => {}
        Outcome::Unquoted => report.notice(
            spot,
            "This mark does not quote the words it marks.",
            "Add “quote”, so that a wrong offset can be noticed.",
        ),
        Outcome::OtherUnit(unit) => {
            let counted = match unit {
                OffsetUnit::Codepoint => "code points",
                OffsetUnit::Utf16 => "UTF-16 units",
                OffsetUnit::Utf8 => "UTF-8 bytes",
            };
            report.error(
                spot,
                format!(
                    "The offsets of “{quote}” count {counted}, which is not what the file declares."
                ),
                "Correct “offset_unit” or the offsets; the mark was put where its words are.",
            );
        }
        Outcome::LineEnds => report.error(
            spot,
            format!("The offsets of “{quote}” count every CR LF of the text as one character."),
            "Write the text with LF alone, or count both; the mark was put where its words are.",
        ),
        Outcome::Emptied => report.error(
            spot,
            format!("The start and the end of “{quote}” are the same: they mark nothing."),
            PUT,
        ),
        Outcome::Moved(0) => report.error(
            spot,
            format!("“{quote}” begins where the offsets say, not so its end."),
            PUT,
        ),
        Outcome::Moved(by) => report.error(
            spot,
            format!(
                "“{quote}” is not at the offsets given, but {} code points {}.",
                by.unsigned_abs(),
                if *by < 0 { "before" } else { "after" }
            ),
            PUT,
        ),
        Outcome::Ambiguous => report.error(
            spot,
            format!(
                "“{quote}” is not at the offsets given, and stands equally near on both sides."
            ),
            "Correct the offsets; the mark was left out.",
        ),
        Outcome::Empty => report.error(
            spot,
            "The start and the end of this mark are the same: it marks nothing.",
            "Let “end” be one past the last character; the mark was left out.",
        ),
        Outcome::Astray => report.error(
            spot,
            format!("“{quote}” does not stand at the offsets given, nor near them."),
            "Mark the text anew; the mark was left out.",
        ),
        Outcome::Lost => report.error(
            spot,
            if quote.is_empty() {
                "The offsets of this mark are outside the text.".to_owned()
            } else {
                format!("“{quote}” does not stand in this text.")
            },
            "Mark the text anew; the mark was left out.",
        ),
    }
}
