//! The values of one facet over the whole archive, and finding those a query means.
//!
//! Values that fold alike are one value, shown as it was first written. Entities are told
//! apart by their ids and found by their names too.

use crate::archive::fold::fold;
use crate::archive::tokens::{Row, Tokens};
use crate::bundle::EntityType;
use crate::bundle::interner::Interner;
use crate::bundle::order::sort_by;
use std::cell::OnceCell;

/// All values of one field.
#[derive(Default)]
pub(crate) struct Values {
    /// In the order in which they first occur.
    pub(crate) all: Vec<Value>,
    /// Their numbers in the order of their labels.
    pub(crate) by_label: Vec<u32>,
    /// What makes them the same: the folded text, or an entity's id. Numbered as they are.
    keys: Interner,
}

/// One value.
pub(crate) struct Value {
    /// What stands in a query.
    pub(crate) value: String,
    /// What is shown.
    pub(crate) label: String,
    /// An entity's type, or the type itself.
    pub(crate) kind: Option<EntityType>,
    /// Its place among the labels, in the order of the alphabet.
    pub(crate) rank: u32,
    /// What it is called besides its label.
    pub(crate) aliases: Vec<String>,
    /// Nothing has it any more: another one stands for it, or none.
    pub(crate) away: Option<Option<u32>>,
    /// Made when it is first looked for: most values never are.
    found_by: OnceCell<FoundBy>,
}

/// What a value is found by.
struct FoundBy {
    /// All its texts, folded.
    names: Vec<String>,
    /// The words of all its names, each behind a space, each name on a line.
    words: String,
}

impl Value {
    fn found_by(&self) -> &FoundBy {
        self.found_by.get_or_init(|| {
            let mut own = FoundBy { names: vec![fold(&self.value)], words: String::new() };
            for name in self.aliases.iter().chain([&self.label]) {
                own.names.push(fold(name));
                let mut tokens = Tokens::new(name);
                while let Some((word, _)) = tokens.next() {
                    own.words.push(' ');
                    own.words.push_str(word);
                }
                own.words.push('\n');
            }
            own
        })
    }
}

impl Values {
    /// The number of a text, which is new or known. `None` for one without any letters.
    pub(crate) fn number(&mut self, text: &str) -> Option<u32> {
        let text = text.trim();
        let key = fold(text);
        if key.is_empty() {
            return None;
        }
        if let Some(known) = self.known(&key) {
            return Some(known);
        }
        let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(self.add(&key, shown.clone(), shown, None, &[]))
    }

    /// The number of a value with this key, if there is one.
    pub(crate) fn known(&self, key: &str) -> Option<u32> {
        self.keys.known(key.as_bytes())
    }

    /// The values in their order, each with its key.
    pub(crate) fn keyed(&self) -> Vec<(&str, &Value)> {
        let key = |number| std::str::from_utf8(self.keys.letters(number)).unwrap_or_default();
        self.all.iter().enumerate().map(|(number, value)| (key(number), value)).collect()
    }

    /// Adds a value that is not known yet.
    pub(crate) fn add(
        &mut self,
        key: &str,
        value: String,
        label: String,
        kind: Option<EntityType>,
        names: &[String],
    ) -> u32 {
        let number = self.keys.number(key.as_bytes());
        let (aliases, away, found_by) = (names.to_vec(), None, OnceCell::new());
        self.all.push(Value { value, label, kind, rank: 0, aliases, away, found_by });
        number
    }

    /// Calls a value otherwise from now on.
    pub(crate) fn call(&mut self, number: u32, label: &str, kind: EntityType, names: &[String]) {
        if let Some(own) = self.all.get_mut(number as usize) {
            label.clone_into(&mut own.label);
            names.clone_into(&mut own.aliases);
            (own.kind, own.found_by) = (Some(kind), OnceCell::new());
        }
    }

    /// How many values there are that something may have.
    pub(crate) fn present(&self) -> usize {
        self.all.iter().filter(|value| value.away.is_none()).count()
    }

    /// Puts the labels in order, once all values are there.
    pub(crate) fn settle(&mut self) {
        let mut order: Vec<(String, u32)> = Vec::with_capacity(self.all.len());
        for (value, number) in self.all.iter().zip(0..) {
            order.push((fold(&value.label), number));
        }
        sort_by(&mut order, |a, b| a.cmp(b));
        self.rank(order.into_iter().map(|(_, number)| number).collect());
    }

    /// Takes the numbers of all values in the order of their labels; false if they are not.
    pub(crate) fn rank(&mut self, by_label: Vec<u32>) -> bool {
        for (number, rank) in by_label.iter().zip(0..) {
            let Some(value) = self.all.get_mut(*number as usize) else { return false };
            value.rank = rank;
        }
        let all = by_label.len() == self.all.len();
        self.by_label = by_label;
        all
    }

    /// The numbers of the values a text in a query means: the one it names exactly; or
    /// those it names when folded; or those in whose names its words occur, the last one
    /// perhaps not written out.
    pub(crate) fn meant(&self, text: &str) -> Vec<u32> {
        if let Some(exact) = self.known(text) {
            let away = self.all.get(exact as usize).and_then(|value| value.away);
            return vec![away.flatten().unwrap_or(exact)];
        }
        let folded = fold(text);
        let numbered = || (0..).zip(&self.all).filter(|(_, value)| value.away.is_none());
        let named = |value: &Value| value.found_by().names.contains(&folded);
        let mut found: Vec<u32> = numbered().filter(|v| named(v.1)).map(|v| v.0).collect();
        let row = Row::new(text);
        if found.is_empty() && !row.words.is_empty() {
            let words = format!(" {}", row.words.join(" "));
            let words = words.as_bytes();
            let within = |value: &Value| {
                let own = value.found_by().words.as_bytes();
                own.windows(words.len()).any(|some| some == words)
            };
            found = numbered().filter(|v| within(v.1)).map(|v| v.0).collect();
        }
        found
    }
}
