//! Members that this program does not know, kept as they were written.
//!
//! Order, digits of numbers and the escapes of values are handed on unchanged; only the space
//! between signs goes. It must not hold anything apart: one string serves all members, and it is
//! empty where there are none, as almost everywhere.

use crate::bundle::json::{self, Kind, Value};
use serde::ser::{Error, Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Unknown members of an object, in file order. Two of them are equal if they are written
/// the same.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// An object without its brackets, compact: `"a":1,"b":[2]`.
    members: String,
}

impl Unknown {
    /// No members.
    pub fn new() -> Self {
        Self::default()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many there are; goes through them.
    pub fn len(&self) -> usize {
        self.members().count()
    }

    /// Each member's name and its value as JSON text.
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
        self.members().map(|(name, value)| (name.text().0, value.raw))
    }

    /// The value of a member as JSON text.
    pub fn get_raw(&self, key: &str) -> Option<&str> {
        self.value(key).map(|value| value.raw)
    }

    /// The value of a member; none too if its number is beyond what `serde_json` holds.
    pub fn get(&self, key: &str) -> Option<serde_json::Value> {
        serde_json::from_str(self.get_raw(key)?).ok()
    }

    /// The value of a member, if it is a text.
    pub fn text(&self, key: &str) -> Option<Cow<'_, str>> {
        let value = self.value(key).filter(|value| value.kind() == Kind::Text)?;
        Some(value.text().0)
    }

    /// True if there is such a member.
    pub fn contains_key(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Puts a member at the end, in place of any of that name. Goes through all members:
    /// many are better put into a map, which converts into this.
    pub fn insert(&mut self, key: impl AsRef<str>, value: serde_json::Value) {
        self.put(key.as_ref(), &value.to_string());
    }

    /// The same for a value in JSON text.
    ///
    /// # Errors
    /// What is wrong with it, in a few words; nothing is changed then.
    pub fn insert_raw(&mut self, key: &str, value: &str) -> Result<(), &'static str> {
        let value = json::document(value).map_err(|error| error.reason)?;
        self.put(key, value.raw);
        Ok(())
    }

    /// The same for a text.
    pub fn insert_text(&mut self, key: &str, words: &str) {
        self.put(key, &json::quoted(words));
    }

    /// The same for a list of texts.
    pub fn insert_texts<'w>(&mut self, key: &str, words: impl IntoIterator<Item = &'w str>) {
        let mut list = String::from("[");
        for words in words {
            if list.len() > 1 {
                list.push(',');
            }
            list.push_str(&json::quoted(words));
        }
        list.push(']');
        self.put(key, &list);
    }

    /// Takes a member out; the answer is its value as `get` gives it.
    pub fn remove(&mut self, key: &str) -> Option<serde_json::Value> {
        let value = self.get(key);
        self.discard(key);
        value
    }

    /// Takes every member of that name out.
    pub fn discard(&mut self, key: &str) {
        if self.contains_key(key) {
            let mut kept = Self::new();
            for (name, value) in self.members().filter(|(name, _)| !name.says(key)) {
                kept.push(name, value);
            }
            *self = kept;
        }
    }

    /// The members of an object, in file order; none if it is something else.
    pub(crate) fn of(object: Value<'_>) -> Option<Self> {
        let mut all = Self::new();
        for (name, value) in object.members() {
            all.push(name, value);
        }
        (object.kind() == Kind::Object).then_some(all)
    }

    /// A member's value; of a repeated one the last counts.
    pub(crate) fn value(&self, key: &str) -> Option<Value<'_>> {
        self.members().filter(|(name, _)| name.says(key)).last().map(|(_, value)| value)
    }

    /// Appends a member with its value as it was written. Its name is written as serde would:
    /// there are many ways to escape one, and it must come back the same.
    pub(crate) fn push(&mut self, name: Value<'_>, value: Value<'_>) {
        if name.raw.contains('\\') {
            self.append(&json::quoted(&name.text().0), value.raw);
        } else {
            self.append(name.raw, value.raw);
        }
    }

    /// Names and values as they were written.
    pub(crate) fn members(&self) -> impl Iterator<Item = (Value<'_>, Value<'_>)> {
        json::pairs(&self.members)
    }

    fn put(&mut self, key: &str, value: &str) {
        self.discard(key);
        self.append(&json::quoted(key), value);
    }

    fn append(&mut self, name: &str, value: &str) {
        if self.members.is_empty() {
            // Most objects that have any have one.
            self.members.reserve_exact(name.len() + 1 + value.len());
        } else {
            self.members.push(',');
        }
        self.members.push_str(name);
        self.members.push(':');
        json::push_compact(value, &mut self.members);
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{{{}}}", self.members)
    }
}

impl From<serde_json::Map<String, serde_json::Value>> for Unknown {
    fn from(map: serde_json::Map<String, serde_json::Value>) -> Self {
        let mut all = Self::new();
        for (key, value) in map {
            all.append(&json::quoted(&key), &value.to_string());
        }
        all
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.iter() {
            let value: &RawValue = serde_json::from_str(value).map_err(S::Error::custom)?;
            map.serialize_entry(&name, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(object: &str) -> Unknown {
        Unknown::of(json::document(object).unwrap()).unwrap()
    }

    #[test]
    fn members_are_written_as_they_were_read() {
        for (object, expected) in [
            ("{}", "{}"),
            (
                "{ \"z\" : 1.50 ,\n\"a\":[1, 2e400 , \"x  \\\"y\\u00e9\"] }",
                r#"{"z":1.50,"a":[1,2e400,"x  \"y\u00e9"]}"#,
            ),
            (
                r#"{"big":123456789012345678901234567890,"n":-0.0}"#,
                r#"{"big":123456789012345678901234567890,"n":-0.0}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&read(object)).unwrap(), expected);
            assert_eq!(format!("{:?}", read(object)), expected);
        }
    }

    #[test]
    fn members_can_be_put_found_and_taken() {
        let mut all = read(r#"{"a":1,"b\n":[true],"a":2}"#);
        assert_eq!(
            (all.len(), all.get("a"), all.get("b\n")),
            (3, Some(json!(2)), Some(json!([true])))
        );
        all.insert("b\n", "x\u{1}\"".into());
        assert_eq!(format!("{all:?}"), r#"{"a":1,"a":2,"b\n":"x\u0001\""}"#);
        assert_eq!(all.remove("a"), Some(json!(2)));
        assert_eq!(all.remove("a"), None);
        all.insert_texts("t", ["é", "\\"]);
        assert!(all.insert_raw("r", "{]").is_err());
        all.insert_raw("r", " 1.0 ").unwrap();
        assert_eq!(format!("{all:?}"), r#"{"b\n":"x\u0001\"","t":["é","\\"],"r":1.0}"#);
        let map = json!({"k": {"deep": [null]}}).as_object().unwrap().clone();
        assert_eq!(format!("{:?}", Unknown::from(map)), r#"{"k":{"deep":[null]}}"#);
        assert!(Unknown::of(json::document("[1]").unwrap()).is_none());
    }
}
