//! Ids and what each stands for: its place in a list that may still grow.
//!
//! Of a repeated id the first counts. `order::Lookup` is smaller, for lists that are whole.

use crate::bundle::interner::Interner;
use crate::bundle::model::Entity;

/// Ids with places.
#[derive(Clone, Debug, Default)]
pub struct Names {
    ids: Interner,
    /// What each stands for, by the ids' numbers.
    places: Vec<u32>,
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
        let new = self.ids.number(id.as_bytes()) as usize == self.places.len();
        if new {
            self.places.push(place as u32);
        }
        new
    }

    /// What an id stands for.
    pub fn get(&self, id: &str) -> Option<usize> {
        let number = self.ids.known(id.as_bytes())?;
        self.places.get(number as usize).map(|place| *place as usize)
    }

    /// True if the id is known.
    pub fn has(&self, id: &str) -> bool {
        self.ids.known(id.as_bytes()).is_some()
    }
}
