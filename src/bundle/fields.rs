//! Takes the members of a JSON object one by one, reporting each that is not what it
//! should be and going on without it.
//!
//! It must never give up: half of an object is better than none. What was not taken is
//! handed on as unknown members.

use crate::bundle::fault::{Fault, Severity};
use crate::bundle::json::{DEEPEST, Kind, Value};
use crate::bundle::model::Unknown;
use crate::bundle::order;
use crate::bundle::place;
use std::cell::RefCell;

/// Where something stands in the file.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// JSON pointer.
    pub(super) pointer: String,
    /// UTF-8 bytes from the start of the text.
    pub(super) offset: usize,
}

/// Collects faults while many objects are read.
#[derive(Default)]
pub(super) struct Report {
    faults: RefCell<Vec<(Fault, usize)>>,
}

impl Report {
    /// Something was repaired or left out.
    pub(super) fn error(&self, spot: &Spot, what: impl Into<String>, remedy: impl Into<String>) {
        self.add(spot, Fault::new(Severity::Error, what, remedy));
    }

    /// Worth knowing; nothing was changed.
    pub(super) fn notice(&self, spot: &Spot, what: impl Into<String>, remedy: impl Into<String>) {
        self.add(spot, Fault::new(Severity::Notice, what, remedy));
    }

    fn add(&self, spot: &Spot, fault: Fault) {
        self.faults.borrow_mut().push((fault.at(spot.pointer.as_str()), spot.offset));
    }

    /// The words of a value that is a text.
    pub(super) fn words(&self, spot: &Spot, value: Value<'_>) -> String {
        let (words, whole) = value.text();
        if !whole {
            self.error(
                spot,
                "Half of a character (a lone surrogate) is written here.",
                "Write both halves, or the character itself; “\u{fffd}” stands in its place.",
            );
        }
        words.into_owned()
    }

    /// The faults in file order, each with the offset at which it stands.
    pub(super) fn into_faults(self) -> Vec<(Fault, usize)> {
        let mut faults = self.faults.into_inner();
        order::sort_by_key(&mut faults, |(_, offset)| *offset);
        faults
    }
}

/// A JSON object that is being taken apart.
pub(super) struct Object<'r> {
    members: Vec<Member<'r>>,
    /// Where the object stands.
    pub(super) spot: Spot,
    /// Where faults go.
    pub(super) report: &'r Report,
}

struct Member<'t> {
    name: Value<'t>,
    value: Value<'t>,
    taken: bool,
}

impl<'r> Object<'r> {
    /// Opens a value that should be an object; reports it if it is not.
    pub(super) fn open(value: Value<'r>, spot: Spot, report: &'r Report) -> Option<Self> {
        if value.kind() != Kind::Object {
            wrong_type(report, &spot, "an object", value);
            return None;
        }
        Some(Self::of(value.members(), spot, report))
    }

    /// An object of these members: names and values.
    pub(super) fn of(
        members: impl Iterator<Item = (Value<'r>, Value<'r>)>,
        spot: Spot,
        report: &'r Report,
    ) -> Self {
        let members = members.map(|(name, value)| Member { name, value, taken: false }).collect();
        Self { members, spot, report }
    }

    /// The place of a member, or of the object itself where there is none.
    pub(super) fn at(&self, key: &str) -> Spot {
        let offset = self.find(key).map_or(self.spot.offset, |member| member.value.offset);
        Spot { pointer: place::join(&self.spot.pointer, key), offset }
    }

    /// Where the name of a member begins; 0 if there is none.
    pub(super) fn name_at(&self, key: &str) -> usize {
        self.find(key).map_or(0, |member| member.name.offset)
    }

    /// A member, taken or not; of a repeated one the last counts.
    fn find(&self, key: &str) -> Option<&Member<'r>> {
        self.members.iter().rfind(|member| member.name.says(key))
    }

    /// Takes a member; `null` counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Value<'r>> {
        let mut found = None;
        for member in self.members.iter_mut().filter(|member| member.name.says(key)) {
            found = Some(member.value).filter(|_| !member.taken);
            member.taken = true;
        }
        found.filter(|value| value.kind() != Kind::Null)
    }

    /// Leaves out what nests `DEEPEST` levels deep or more, counted from this object.
    pub(super) fn without_depths(&mut self) {
        for at in 0..self.members.len() {
            let Member { name, value, taken } = self.members[at];
            if !taken && value.depth() + 1 >= DEEPEST {
                too_deep(self.report, &self.at(&name.text().0));
                self.members[at].taken = true;
            }
        }
    }

    /// Takes a string.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let value = self.take(key)?;
        if value.kind() == Kind::Text {
            return Some(self.report.words(&self.at(key), value));
        }
        wrong_type(self.report, &self.at(key), "text in quotes", value);
        None
    }

    /// A copy of a string that stays where it is.
    pub(super) fn peek(&self, key: &str) -> Option<String> {
        let value = self.find(key)?.value;
        (value.kind() == Kind::Text).then(|| value.text().0.into_owned())
    }

    /// Takes an id: JSON Feed asks readers to accept a number in its place.
    pub(super) fn id(&mut self, key: &str) -> Option<String> {
        let value = self.take(key)?;
        match value.kind() {
            Kind::Text if value.raw != "\"\"" => Some(self.report.words(&self.at(key), value)),
            Kind::Number => {
                self.report.notice(
                    &self.at(key),
                    "This id is a number.",
                    "Write it in quotes; it was read as text.",
                );
                Some(value.raw.to_owned())
            }
            _ => {
                wrong_type(self.report, &self.at(key), "a non-empty id in quotes", value);
                None
            }
        }
    }

    /// Takes a count: a whole number of at least 0.
    pub(super) fn count(&mut self, key: &str) -> Option<usize> {
        let value = self.take(key)?;
        let count = value.count();
        if count.is_none() {
            wrong_type(self.report, &self.at(key), "a whole number, 0 or more", value);
        }
        count
    }

    /// True if there is such a member that nobody took; `null` counts as absent.
    pub(super) fn has(&self, key: &str) -> bool {
        self.find(key).is_some_and(|member| !member.taken && member.value.kind() != Kind::Null)
    }

    /// Takes a number, as it was written.
    pub(super) fn number(&mut self, key: &str) -> Option<&'r str> {
        let value = self.take(key)?;
        let is_number = value.kind() == Kind::Number;
        if !is_number {
            wrong_type(self.report, &self.at(key), "a number", value);
        }
        is_number.then_some(value.raw)
    }

    /// Takes `true` or `false`.
    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.take(key)?;
        let is_flag = value.kind() == Kind::Bool;
        if !is_flag {
            wrong_type(self.report, &self.at(key), "true or false", value);
        }
        is_flag.then_some(value.raw == "true")
    }

    /// Takes an array, each element with its place.
    pub(super) fn list(&mut self, key: &str) -> impl Iterator<Item = (Spot, Value<'r>)> + use<'r> {
        let list = self.take(key).filter(|value| {
            let is_list = value.kind() == Kind::List;
            if !is_list {
                wrong_type(self.report, &self.at(key), "a list in square brackets", *value);
            }
            is_list
        });
        let pointer = place::join(&self.spot.pointer, key);
        list.into_iter().flat_map(Value::elements).enumerate().map(move |(index, value)| {
            (Spot { pointer: format!("{pointer}/{index}"), offset: value.offset }, value)
        })
    }

    /// Takes an array of strings; other elements are reported and left out.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (spot, value) in self.list(key) {
            if value.kind() == Kind::Text {
                texts.push(self.report.words(&spot, value));
            } else {
                wrong_type(self.report, &spot, "text in quotes", value);
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
            self.unknown(key, &word, known);
        }
        value
    }

    fn unknown(&self, key: &str, word: &str, known: &str) {
        self.report.error(
            &self.at(key),
            format!("“{word}” is not a {key} this program knows."),
            format!("Use one of: {known}."),
        );
    }

    /// A required member was missing: says so.
    pub(super) fn missing(&self, key: &str, remedy: &str) {
        self.report.error(&self.spot, format!("There is no “{key}” here."), remedy);
    }

    /// What nobody took.
    pub(super) fn rest(self) -> Unknown {
        let mut rest = Unknown::new();
        for member in self.members.iter().filter(|member| !member.taken) {
            rest.push(member.name, member.value);
        }
        rest
    }
}

/// Reports a value that nests too deep.
pub(super) fn too_deep(report: &Report, spot: &Spot) {
    report.error(
        spot,
        format!("There are {DEEPEST} brackets or more inside one another here."),
        "Write it with fewer levels; it was left out.",
    );
}

/// Reports a value of the wrong type, naming both types.
pub(super) fn wrong_type(report: &Report, spot: &Spot, expected: &str, found: Value<'_>) {
    let found = match found.kind() {
        Kind::Null => "null",
        Kind::Bool => "true or false",
        Kind::Number => "a number",
        Kind::Text => "text",
        Kind::List => "a list",
        Kind::Object => "an object",
    };
    report.error(
        spot,
        format!("This is {found}, not {expected}."),
        format!("Put {expected} here; the value was left out."),
    );
}
