//! Texts with a number each, in the order of their bytes: how often, which one, or nothing.
//!
//! The standard library's maps are compiled anew for every type of key and value, at two
//! kilobytes of WebAssembly each. Here is one for all; keys of two parts are joined by
//! `key`.

use std::collections::BTreeMap;

/// The texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Texts(BTreeMap<String, usize>);

/// A key of two parts, of which the first is a word.
pub(super) fn key(word: &str, text: &str) -> String {
    let mut key = String::with_capacity(word.len() + 1 + text.len());
    key.push_str(word);
    key.push('\0');
    key.push_str(text);
    key
}

impl Texts {
    /// The number of a text, which is `first` if it is new.
    #[inline(never)]
    pub(super) fn number(&mut self, text: String, first: usize) -> &mut usize {
        self.0.entry(text).or_insert(first)
    }

    /// Adds a text; true if it is new.
    pub(super) fn add(&mut self, text: impl Into<String>) -> bool {
        let number = self.number(text.into(), 0);
        *number += 1;
        *number == 1
    }

    /// Adds many.
    pub(super) fn add_all<'t>(&mut self, texts: impl IntoIterator<Item = &'t String>) {
        for text in texts {
            self.add(text.as_str());
        }
    }

    /// The number of a text.
    #[inline(never)]
    pub(super) fn get(&self, text: &str) -> Option<usize> {
        self.0.get(text).copied()
    }

    /// True if a text is among them.
    pub(super) fn has(&self, text: &str) -> bool {
        self.get(text).is_some()
    }

    /// The texts in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// The text with the highest number; of several, the first in order.
    pub(super) fn most(&self) -> Option<&str> {
        let most = self.0.iter().max_by_key(|(text, number)| (**number, std::cmp::Reverse(*text)));
        most.map(|(text, _)| text.as_str())
    }

    /// The sum of the numbers.
    pub(super) fn sum(&self) -> usize {
        self.0.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_counted_once_each() {
        let mut texts = Texts::default();
        assert!(texts.add("b") && texts.add("a") && !texts.add("b"));
        *texts.number("c".to_owned(), 7) += 1;
        assert_eq!((texts.get("a"), texts.get("c"), texts.get("d")), (Some(1), Some(8), None));
        assert_eq!((texts.sum(), texts.most()), (11, Some("c")));
        assert_eq!(texts.keys().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_ne!(key("a", "bc"), key("ab", "c"));
    }
}
