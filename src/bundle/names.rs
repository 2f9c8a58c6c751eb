//! Ids and what each stands for: its place in a list that may still grow.
//!
//! Of a repeated id the first counts. `order::Lookup` is smaller, for lists that are whole.

use crate::bundle::model::Entity;
use std::collections::BTreeMap;

/// Ids with places.
#[derive(Clone, Debug, Default)]
pub struct Names {
    places: BTreeMap<String, u32>,
}

impl Names {
    /// The ids of entities, with their places.
    pub fn of(entities: &[Entity]) -> Self {
        let mut names = Self::default();
        for (place, entity) in entities.iter().enumerate() {
            names.add(&entity.id, place);
        }
        names
    }

    /// Notes an id; false if it is known, and stands for something else.
    pub fn add(&mut self, id: &str, place: usize) -> bool {
        let new = !self.has(id);
        if new {
            self.places.insert(id.to_owned(), place as u32);
        }
        new
    }

    /// What an id stands for.
    pub fn get(&self, id: &str) -> Option<usize> {
        self.places.get(id).map(|place| *place as usize)
    }

    /// True if the id is known.
    pub fn has(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }
}
