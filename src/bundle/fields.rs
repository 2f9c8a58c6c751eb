//! Takes the members of a JSON object one by one, reporting each that is not what it
//! should be and going on without it.
//!
//! It must never give up: half of an object is better than none. What was not taken is
//! handed on as unknown members.

use crate::bundle::fault::{Fault, Severity};
use crate::bundle::model::Unknown;
use crate::bundle::place;
use serde_json::Value;
use std::cell::RefCell;

/// Collects faults while many objects are read.
#[derive(Default)]
pub(super) struct Report {
    faults: RefCell<Vec<Fault>>,
}

impl Report {
    /// Something was repaired or left out.
    pub(super) fn error(&self, pointer: &str, what: impl Into<String>, remedy: impl Into<String>) {
        self.faults.borrow_mut().push(Fault::new(Severity::Error, what, remedy).at(pointer));
    }

    /// Worth knowing; nothing was changed.
    pub(super) fn notice(&self, pointer: &str, what: impl Into<String>, remedy: impl Into<String>) {
        self.faults.borrow_mut().push(Fault::new(Severity::Notice, what, remedy).at(pointer));
    }

    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults.into_inner()
    }
}

/// A JSON object that is being taken apart.
pub(super) struct Object<'r> {
    members: Unknown,
    /// Where the object stands.
    pub(super) pointer: String,
    /// Where faults go.
    pub(super) report: &'r Report,
}

impl<'r> Object<'r> {
    /// An object whose members are already apart.
    pub(super) fn new(members: Unknown, pointer: String, report: &'r Report) -> Self {
        Self { members, pointer, report }
    }

    /// Opens a value that should be an object; reports it if it is not.
    pub(super) fn open(value: Value, pointer: String, report: &'r Report) -> Option<Self> {
        match value {
            Value::Object(members) => Some(Self { members, pointer, report }),
            other => {
                wrong_type(report, &pointer, "an object", &other);
                None
            }
        }
    }

    /// The pointer of a member.
    pub(super) fn at(&self, key: &str) -> String {
        place::join(&self.pointer, key)
    }

    /// Takes a member; `null` counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.members.remove(key).filter(|value| !value.is_null())
    }

    /// Takes a string.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text),
            other => {
                wrong_type(self.report, &self.at(key), "text in quotes", &other);
                None
            }
        }
    }

    /// A copy of a string that stays where it is.
    pub(super) fn peek(&self, key: &str) -> Option<String> {
        self.members.get(key)?.as_str().map(str::to_owned)
    }

    /// Takes an id: JSON Feed asks readers to accept a number in its place.
    pub(super) fn id(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) if !text.is_empty() => Some(text),
            Value::Number(number) => {
                self.report.notice(
                    &self.at(key),
                    "This id is a number.",
                    "Write it in quotes; it was read as text.",
                );
                Some(number.to_string())
            }
            other => {
                wrong_type(self.report, &self.at(key), "a non-empty id in quotes", &other);
                None
            }
        }
    }

    /// Takes a count: a whole number of at least 0.
    pub(super) fn count(&mut self, key: &str) -> Option<usize> {
        let value = self.take(key)?;
        let count = value.as_u64().and_then(|n| usize::try_from(n).ok());
        if count.is_none() {
            wrong_type(self.report, &self.at(key), "a whole number, 0 or more", &value);
        }
        count
    }

    /// True if there is such a member; `null` counts as absent.
    pub(super) fn has(&self, key: &str) -> bool {
        self.members.get(key).is_some_and(|value| !value.is_null())
    }

    /// Takes a number.
    pub(super) fn number(&mut self, key: &str) -> Option<f64> {
        let value = self.take(key)?;
        let number = value.as_f64();
        if number.is_none() {
            wrong_type(self.report, &self.at(key), "a number", &value);
        }
        number
    }

    /// Takes `true` or `false`.
    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.take(key)?;
        let flag = value.as_bool();
        if flag.is_none() {
            wrong_type(self.report, &self.at(key), "true or false", &value);
        }
        flag
    }

    /// Takes an array, each element with its pointer.
    pub(super) fn list(&mut self, key: &str) -> Vec<(String, Value)> {
        match self.take(key) {
            None => Vec::new(),
            Some(Value::Array(values)) => {
                let pointer = self.at(key);
                let step = |(index, value)| (format!("{pointer}/{index}"), value);
                values.into_iter().enumerate().map(step).collect()
            }
            Some(other) => {
                wrong_type(self.report, &self.at(key), "a list in square brackets", &other);
                Vec::new()
            }
        }
    }

    /// Takes an array of strings; other elements are reported and left out.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (pointer, value) in self.list(key) {
            match value {
                Value::String(text) => texts.push(text),
                other => wrong_type(self.report, &pointer, "text in quotes", &other),
            }
        }
        texts
    }

    /// Takes an object.
    pub(super) fn object(&mut self, key: &str) -> Option<Self> {
        let value = self.take(key)?;
        Self::open(value, self.at(key), self.report)
    }

    /// Takes a word out of a fixed list.
    pub(super) fn word<T>(
        &mut self,
        key: &str,
        read: impl Fn(&str) -> Option<T>,
        known: &str,
    ) -> Option<T> {
        let word = self.text(key)?;
        let value = read(&word);
        if value.is_none() {
            self.report.error(
                &self.at(key),
                format!("“{word}” is not a {key} this program knows."),
                format!("Use one of: {known}."),
            );
        }
        value
    }

    /// A required member was missing: says so.
    pub(super) fn missing(&self, key: &str, remedy: &str) {
        self.report.error(&self.pointer, format!("There is no “{key}” here."), remedy);
    }

    /// What nobody took.
    pub(super) fn rest(self) -> Unknown {
        // A map keeps the room of what was taken from it: some 600 bytes, for every mark.
        if self.members.is_empty() { Unknown::new() } else { self.members }
    }
}

/// Reports a value of the wrong type, naming both types.
pub(super) fn wrong_type(report: &Report, pointer: &str, expected: &str, found: &Value) {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    report.error(
        pointer,
        format!("This is {found}, not {expected}."),
        format!("Put {expected} here; the value was left out."),
    );
}
