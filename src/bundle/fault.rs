//! What is wrong with an input: where it is, what it means, and how to mend it.
//!
//! One type serves a failed load, a repaired one, and the command's `check`. It must
//! carry enough for a person to act: a fault without a remedy is not finished.

use crate::bundle::place::Place;
use std::fmt;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing was changed.
    Notice,
    /// Something was repaired or left out; the rest is shown.
    Error,
    /// Nothing could be opened.
    Fatal,
}

impl Severity {
    /// The word shown to people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

/// One fault of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How bad it is.
    pub severity: Severity,
    /// The input it is in, by its name, where several were opened together.
    pub file: Option<String>,
    /// JSON pointer (RFC 6901) of the value at fault, where the input is JSON.
    pub pointer: Option<String>,
    /// Line and column, where they are known.
    pub place: Option<Place>,
    /// What is wrong, as one sentence.
    pub what: String,
    /// What to do about it, as one sentence.
    pub remedy: String,
}

impl Fault {
    /// A fault without a place.
    pub fn new(severity: Severity, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity,
            file: None,
            pointer: None,
            place: None,
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// The same fault, in the input of this name; a name it has already is kept.
    #[must_use]
    pub fn in_file(mut self, name: impl Into<String>) -> Self {
        self.file.get_or_insert_with(|| name.into());
        self
    }

    /// The same fault, at a JSON pointer.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// The same fault, at a line and column.
    #[must_use]
    pub fn in_place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Where the fault is, in words: `quay.json, line 12, column 7, at /items/3/title`.
    pub fn whereabouts(&self) -> String {
        let mut words = self.file.clone().unwrap_or_default();
        if let Some(place) = &self.place {
            if !words.is_empty() {
                words.push_str(", ");
            }
            words.push_str(&place.to_string());
        }
        if let Some(pointer) = &self.pointer {
            if !words.is_empty() {
                words.push_str(", ");
            }
            words.push_str("at ");
            words.push_str(if pointer.is_empty() { "the top" } else { pointer });
        }
        words
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.severity.word())?;
        let place = self.whereabouts();
        if !place.is_empty() {
            write!(out, " ({place})")?;
        }
        write!(out, ": {} {}", self.what, self.remedy)
    }
}

impl std::error::Error for Fault {}
