//! The entities of one file: each is named once, however often it is marked.
//!
//! Two mentions are the same entity if their type and their words are the same (white
//! space folded, case kept), unless catalogues tell them apart. It must not guess further:
//! “Aamot” and “Ilse Aamot” stay two until somebody says otherwise.

use crate::bundle::{Entity, EntityType, slug};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of an id made from words.
const LONGEST_ID: usize = 60;

/// Ids that are taken, and a quick way to one that is not.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeMap<String, u64>);

impl Ids {
    /// The wanted id, or the first of `wanted-2`, `wanted-3`, … that is free.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let Some(&last) = self.0.get(wanted) else {
            self.0.insert(wanted.to_owned(), 1);
            return wanted.to_owned();
        };
        let mut number = last;
        loop {
            number += 1;
            let free = format!("{wanted}-{number}");
            if !self.0.contains_key(&free) {
                self.0.insert(wanted.to_owned(), number);
                self.0.insert(free.clone(), 1);
                return free;
            }
        }
    }
}

/// What a file says of one mention.
#[derive(Clone, Debug, Default)]
pub(super) struct Mention<'m> {
    /// The name, or the words marked.
    pub(super) words: &'m str,
    /// The id it should have, where the file gives one.
    pub(super) id: Option<&'m str>,
    /// Addresses or ids in catalogues.
    pub(super) same_as: &'m [String],
}

/// The entities so far.
#[derive(Debug, Default)]
pub(super) struct Cast {
    entities: Vec<Entity>,
    ids: Ids,
    /// Ids to places in the list.
    by_id: BTreeMap<String, usize>,
    /// Type and words to the first entity so called.
    by_words: BTreeMap<(EntityType, String), usize>,
    /// The same to one that no catalogue was named for.
    bare: BTreeMap<(EntityType, String), usize>,
    /// Type, words and id in a catalogue to the entity meant.
    by_catalogue: BTreeMap<(EntityType, String, String), usize>,
    /// What has been said of which entity.
    said: BTreeSet<(usize, String)>,
}

impl Cast {
    /// A cast that knows these already.
    pub(super) fn of(entities: Vec<Entity>) -> Self {
        let mut cast = Self::default();
        for entity in entities {
            cast.ids.take(&entity.id);
            cast.add(entity);
        }
        cast
    }

    fn add(&mut self, entity: Entity) -> usize {
        let place = self.entities.len();
        let key = (entity.kind, folded(&entity.name));
        self.by_id.entry(entity.id.clone()).or_insert(place);
        self.by_words.entry(key.clone()).or_insert(place);
        if entity.same_as.is_empty() {
            self.bare.entry(key).or_insert(place);
        } else {
            for same in &entity.same_as {
                self.said.insert((place, same.clone()));
                let key = (key.0, key.1.clone(), same.clone());
                self.by_catalogue.entry(key).or_insert(place);
            }
        }
        self.entities.push(entity);
        place
    }

    /// The place of the entity a mention means; a new one if there is none yet.
    pub(super) fn place(&mut self, kind: EntityType, mention: &Mention<'_>) -> usize {
        let key = (kind, folded(mention.words));
        let found = match mention.id {
            Some(id) => self.by_id.get(id),
            None if mention.same_as.is_empty() => self.by_words.get(&key),
            None => {
                let catalogued =
                    |same: &String| self.by_catalogue.get(&(kind, key.1.clone(), same.clone()));
                mention.same_as.iter().find_map(catalogued).or_else(|| self.bare.get(&key))
            }
        };
        let place = found.copied().unwrap_or_else(|| {
            let wanted = mention.id.map_or_else(|| slug(&key.1, kind), str::to_owned);
            let (id, name) = (self.ids.take(&wanted), key.1);
            let (aliases, same_as) = (Vec::new(), Vec::new());
            self.add(Entity { id, kind, name, aliases, same_as, more: Default::default() })
        });
        let Some(entity) = self.entities.get_mut(place) else { return place };
        for same in mention.same_as {
            if self.said.insert((place, same.clone())) {
                let key = (entity.kind, folded(&entity.name));
                if self.bare.get(&key) == Some(&place) {
                    self.bare.remove(&key);
                }
                self.by_catalogue.entry((key.0, key.1, same.clone())).or_insert(place);
                entity.same_as.push(same.clone());
            }
        }
        place
    }

    /// The id of the entity a mention means.
    pub(super) fn id(&mut self, kind: EntityType, mention: &Mention<'_>) -> String {
        let place = self.place(kind, mention);
        self.entities.get(place).map(|entity| entity.id.clone()).unwrap_or_default()
    }

    /// The entity at a place, to be told more of.
    pub(super) fn at(&mut self, place: usize) -> Option<&mut Entity> {
        self.entities.get_mut(place)
    }

    /// Makes entities one: each id on the left is the one on the right from now on. Names
    /// of those that go become other names of those that stay.
    pub(super) fn unite(&mut self, into: &BTreeMap<String, String>) {
        let mut aliases: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut gone = BTreeSet::new();
        for (from, to) in into {
            let places = (self.by_id.get(from).copied(), self.by_id.get(to).copied());
            let (Some(from), Some(to)) = places else { continue };
            let Some(other) = self.entities.get(from).cloned() else { continue };
            let Some(entity) = self.entities.get_mut(to).filter(|_| from != to) else { continue };
            if other.name != entity.name
                && aliases.entry(to).or_default().insert(other.name.clone())
            {
                entity.aliases.push(other.name);
            }
            entity.same_as.extend(other.same_as);
            gone.insert(other.id);
        }
        let ids = std::mem::take(&mut self.ids);
        let kept = std::mem::take(&mut self.entities);
        *self = Self { ids, ..Self::default() };
        for entity in kept.into_iter().filter(|entity| !gone.contains(&entity.id)) {
            self.add(entity);
        }
    }

    /// The entities, in the order in which they were first named.
    pub(super) fn into_entities(self) -> Vec<Entity> {
        self.entities
    }
}

/// Words with every run of white space as one space.
pub(super) fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An id from words; the type's own word where nothing is left.
fn slug(words: &str, kind: EntityType) -> String {
    let id = slug::slug(words, LONGEST_ID);
    if id.is_empty() { kind.word().to_owned() } else { id }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityType::{Organisation, Person, Place};

    fn mention(words: &str) -> Mention<'_> {
        Mention { words, ..Mention::default() }
    }

    #[test]
    fn the_same_words_of_one_type_are_one_entity() {
        let mut cast = Cast::default();
        assert_eq!(cast.id(Person, &mention("Ilse Aamot")), "ilse-aamot");
        assert_eq!(cast.id(Person, &mention("Ilse\n Aamot")), "ilse-aamot");
        assert_eq!(cast.id(Organisation, &mention("Ilse Aamot")), "ilse-aamot-2");
        assert_eq!(cast.id(Person, &mention("ilse aamot")), "ilse-aamot-3");
        assert_eq!(cast.id(Place, &mention("وردل")), "place");
        assert_eq!(cast.into_entities().len(), 4);
    }

    #[test]
    fn catalogues_tell_namesakes_apart() {
        let mut cast = Cast::default();
        let (one, two) = (["q:1".to_owned()], ["q:2".to_owned()]);
        let said = |same_as| Mention { words: "Vardel", id: None, same_as };
        assert_eq!(cast.id(Place, &said(&[])), "vardel");
        assert_eq!(cast.id(Place, &said(&one)), "vardel");
        assert_eq!(cast.id(Place, &said(&two)), "vardel-2");
        assert_eq!(cast.id(Place, &said(&two)), "vardel-2");
        assert_eq!(cast.into_entities()[0].same_as, one);
    }

    #[test]
    fn a_name_without_a_catalogue_joins_the_first_of_its_namesakes() {
        let mut cast = Cast::default();
        let one = ["q:1".to_owned()];
        let said = Mention { words: "Vardel", id: None, same_as: &one };
        assert_eq!(cast.id(Place, &said), "vardel");
        assert_eq!(cast.id(Place, &mention("Vardel")), "vardel");
        for number in 0..20_000 {
            let own = [format!("w:{number}")];
            cast.id(Place, &Mention { words: "Vardel", id: None, same_as: &own });
        }
        assert_eq!(cast.into_entities().len(), 20_001);
    }

    #[test]
    fn many_namesakes_take_no_longer_each() {
        let mut ids = Ids::default();
        assert_eq!(ids.take("a-3"), "a-3");
        let last = (0..20_000).map(|_| ids.take("a")).last();
        assert_eq!(last.as_deref(), Some("a-20001"));
    }
}
