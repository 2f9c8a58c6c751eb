//! Finds the entities that a bundle lists by itself, by their names and other forms.
//!
//! What an editor has written down needs no model. It must not find forms of one or two
//! letters in small writing: those are words.

use crate::annotate::names::table::Hash;
use crate::annotate::names::words::{self, Casing, Word};
use crate::annotate::tokens::Text;
use crate::bundle::order;
use crate::bundle::{Entity, EntityType};
use std::collections::HashMap;
use std::ops::Range;

/// The names of a bundle's entities.
pub(super) struct Own<'a> {
    entities: &'a [Entity],
    /// By their words in small letters: the name itself, the entity, the number of words.
    names: HashMap<Hash, Vec<(&'a str, usize, usize)>>,
    /// Numbers of words by the first word.
    lengths: HashMap<Hash, Vec<usize>>,
}

impl<'a> Own<'a> {
    /// Reads the names and aliases of entities. The first entity of a name keeps it.
    pub(super) fn new(entities: &'a [Entity]) -> Self {
        let mut own = Self { entities, names: HashMap::new(), lengths: HashMap::new() };
        for (index, entity) in entities.iter().enumerate() {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                let words = words::words(&Text::new(name));
                let Some(first) = words.first() else { continue };
                if name.chars().count() < 2 {
                    continue;
                }
                let names = own.names.entry(words::phrase(&words)).or_default();
                names.push((name.as_str(), index, words.len()));
                let lengths = own.lengths.entry(first.lower).or_default();
                if !lengths.contains(&words.len()) {
                    lengths.push(words.len());
                    order::sort_by(lengths, |a, b| b.cmp(a));
                }
            }
        }
        own
    }

    /// Where they are named, in order, the longest name at each word: tokens, index, kind.
    pub(super) fn find(
        &self,
        text: &Text<'_>,
        words: &[Word],
    ) -> Vec<(Range<usize>, usize, EntityType)> {
        let mut found = Vec::new();
        if self.names.is_empty() {
            return found;
        }
        for sentence in &text.sentences {
            let mut at = sentence.start;
            while at < sentence.end {
                match self.at(text, words, at, sentence.end) {
                    Some((length, index)) => {
                        let kind = self.entities.get(index).map_or(EntityType::Other, |e| e.kind);
                        found.push((at..at + length, index, kind));
                        at += length;
                    }
                    None => at += 1,
                }
            }
        }
        found
    }

    fn at(&self, text: &Text<'_>, words: &[Word], at: usize, end: usize) -> Option<(usize, usize)> {
        for &length in self.lengths.get(&words.get(at)?.lower)? {
            let Some(own) = words.get(at..at + length).filter(|_| at + length <= end) else {
                continue;
            };
            let Some(names) = self.names.get(&words::phrase(own)) else { continue };
            let (first, last) = (text.tokens.get(at)?, text.tokens.get(at + length - 1)?);
            let written = &text.text[first.start..last.end];
            let shouted = own.iter().any(|word| word.casing != Casing::Prose);
            let same = |name: &str| {
                written == name
                    // In headlines and capitals every letter may be raised.
                    || shouted && own.iter().any(|word| word.capital)
                        && (length > 1 || written.len() > 3)
                    || same_words(written, name)
            };
            if let Some((_, index, _)) = names.iter().find(|(name, _, _)| same(name)) {
                return Some((length, *index));
            }
        }
        None
    }
}

/// Equal but for white space.
fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::Own;
    use crate::annotate::names::words::words;
    use crate::annotate::tokens::Text;
    use crate::bundle::{Entity, EntityType};

    fn entity(id: &str, name: &str, aliases: &[&str]) -> Entity {
        Entity {
            id: id.into(),
            kind: EntityType::Organisation,
            name: name.into(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            same_as: Vec::new(),
            more: Default::default(),
        }
    }

    fn found(text: &str) -> Vec<(&str, usize)> {
        let entities = [
            entity("a", "Vardel Harbour Board", &["the board", "VHB"]),
            entity("b", "Vardel", &[]),
        ];
        let read = Text::new(text);
        let found = Own::new(&entities).find(&read, &words(&read));
        let cut = |r: std::ops::Range<usize>| {
            &text[read.tokens[r.start].start..read.tokens[r.end - 1].end]
        };
        found.into_iter().map(|(range, index, _)| (cut(range), index)).collect()
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(
            found(
                "In Vardel the Vardel  Harbour Board met; the board (VHB) is small, a vhb is not."
            ),
            [("Vardel", 1), ("Vardel  Harbour Board", 0), ("the board", 0), ("VHB", 0)]
        );
    }

    #[test]
    fn capitals_of_headlines_are_forgiven() {
        assert_eq!(found("VARDEL HARBOUR BOARD MEETS"), [("VARDEL HARBOUR BOARD", 0)]);
        assert_eq!(found("a vardel in small letters"), []);
    }
}
