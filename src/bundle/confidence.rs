//! How sure a producer is of something: a number from 0 to 1, kept as it was written.
//!
//! Text rather than a float: it survives a round trip digit by digit, and the viewer need
//! not carry the code that reads and writes floats.

use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

/// A decimal number from 0 to 1, without an exponent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(with = "f64"))]
pub struct Confidence(Box<str>);

impl Confidence {
    /// Reads a number in JSON's way of writing; `None` if it is not from 0 to 1, or has an
    /// exponent.
    pub fn parse(written: &str) -> Option<Self> {
        let (whole, rest) = written.split_once('.').unwrap_or((written, "0"));
        let digits = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
        let fits = match whole {
            "0" => true,
            "1" => rest.bytes().all(|b| b == b'0'),
            _ => false,
        };
        (digits && fits).then(|| Self(written.into()))
    }

    /// True if it is less than so many tenths, 0 to 9.
    pub fn is_below(&self, tenths: u8) -> bool {
        let digits = self.0.as_bytes();
        digits.first() == Some(&b'0') && digits.get(2).is_none_or(|&digit| digit < b'0' + tenths)
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_told_by_the_first_digit() {
        for (written, below) in [
            ("0", true),
            ("0.59", true),
            ("0.6", false),
            ("0.60", false),
            ("1", false),
            ("1.0", false),
        ] {
            assert_eq!(Confidence::parse(written).unwrap().is_below(6), below, "{written}");
        }
    }

    #[test]
    fn only_numbers_from_0_to_1_are_taken_and_stay_as_they_are() {
        for (written, fits) in [
            ("0", true),
            ("0.0", true),
            ("0.750", true),
            ("1", true),
            ("1.00", true),
            ("1.01", false),
            ("2", false),
            ("-0.1", false),
            ("5e-1", false),
            ("0.", false),
            ("", false),
        ] {
            let read = Confidence::parse(written);
            assert_eq!(read.is_some(), fits, "{written}");
            if let Some(read) = read {
                assert_eq!(serde_json::to_string(&read).unwrap(), written);
            }
        }
    }
}
