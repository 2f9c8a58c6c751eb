//! Expressions of time: where they stand, and which days they mean.

use crate::annotate::tokens::Text;
use crate::bundle::Basis;
use crate::bundle::civil::Date;
use std::ops::Range;

/// TIMEX3's types of time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day or anything longer, on the calendar.
    Date,
    /// A part of a day.
    Time,
    /// A length.
    Duration,
    /// Something that comes again.
    Set,
}

impl TimeKind {
    /// The word that TIMEX3 has for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// One expression of time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMark {
    /// UTF-8 bytes of the text.
    pub range: Range<usize>,
    /// Its type.
    pub kind: TimeKind,
    /// Its TIMEX3 value, `XXXX-08` and `PAST_REF` included.
    pub timex: String,
    /// The same as EDTF, where it means certain days; none while it is unresolved, and for
    /// lengths and sets.
    pub value: Option<String>,
    /// How the value was found.
    pub basis: Basis,
    /// The rule that found the value; of an unresolved one, the rule by which it will resolve.
    pub rule: &'static str,
    /// 0 to 1.
    pub confidence: f64,
}

/// All expressions of time in a text, in order; none overlap. `issued` is the day that
/// relative ones count from.
pub fn find(text: &Text<'_>, issued: Option<Date>) -> Vec<TimeMark> {
    let _ = (text, issued);
    Vec::new()
}
