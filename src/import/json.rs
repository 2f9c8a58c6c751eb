//! JSON of other makers: parsing with a named place, and taking members out one by one.
//!
//! What is left in an object after an importer took what it knows is kept as unknown
//! members. It must not know any format.

use crate::bundle::model::Unknown;
use crate::bundle::{self, Fault, Severity, order};
use crate::import::pointers;
use serde_json::{Map, Value};

/// The members of an object.
pub(super) type Members = Map<String, Value>;

/// Parses a text.
///
/// # Errors
/// A fatal fault with place and pointer, if it is not JSON.
pub(super) fn parse(text: &str) -> Result<Value, Fault> {
    serde_json::from_str(text).map_err(|error| {
        bundle::not_json(text).unwrap_or_else(|| {
            // Sound, but with a number or a depth that `serde_json` does not take.
            let words = error.to_string();
            let reason = words.split(" at line ").next().unwrap_or_default();
            let remedy = "Write smaller numbers and fewer brackets inside one another.";
            Fault::new(Severity::Fatal, format!("This cannot be read: {reason}."), remedy)
        })
    })
}

/// Gives faults their lines and columns, and puts them in the order of the file.
pub(super) fn put_in_place(text: &str, faults: &mut [Fault]) {
    let pointers: Vec<String> = faults.iter().filter_map(|fault| fault.pointer.clone()).collect();
    if !pointers.is_empty() {
        let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
        let mut places = pointers::places_of(text, &pointers).into_iter();
        for fault in faults.iter_mut().filter(|fault| fault.pointer.is_some()) {
            fault.place = places.next().flatten();
        }
    }
    order::sort_by_key(faults, |fault| fault.place);
}

/// Takes a text out; a number counts as its digits. Blank ones count as absent.
pub(super) fn text(members: &mut Members, name: &str) -> Option<String> {
    let found = match members.get(name)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null => String::new(),
        _ => return None,
    };
    members.remove(name);
    Some(found).filter(|text| !text.trim().is_empty())
}

/// Takes the first of several members that is a text.
pub(super) fn first_text(members: &mut Members, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(members, name))
}

/// Takes a list out; a single value counts as a list of one, as in JSON-LD.
pub(super) fn list(members: &mut Members, name: &str) -> Vec<Value> {
    match members.remove(name) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values,
        Some(value) => vec![value],
    }
}

/// Takes an object out.
pub(super) fn object(members: &mut Members, name: &str) -> Option<Members> {
    match members.remove(name) {
        Some(Value::Object(inner)) => Some(inner),
        Some(other) => {
            members.insert(name.to_owned(), other);
            None
        }
        None => None,
    }
}

/// Takes a whole number out that is not negative: an offset.
pub(super) fn offset(members: &mut Members, name: &str) -> Option<usize> {
    let found = members.get(name).and_then(as_offset)?;
    members.remove(name);
    Some(found)
}

/// A value as an offset.
pub(super) fn as_offset(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|number| usize::try_from(number).ok())
}

/// Members that an importer does not know, to be handed on.
pub(super) fn unknown(members: Members) -> Unknown {
    Unknown::from(members)
}

/// Keeps a value under a name of its own, unless there is nothing in it.
pub(super) fn keep(more: &mut Unknown, name: &str, value: Value) {
    if !is_nothing(&value) {
        more.insert(name, value);
    }
}

/// The same among members that are still to be sorted out.
pub(super) fn keep_among(members: &mut Members, name: &str, value: Value) {
    if !is_nothing(&value) {
        members.insert(name.to_owned(), value);
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}
