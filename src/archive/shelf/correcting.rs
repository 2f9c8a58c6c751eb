//! What the reader put right about entities: which articles that touches, and what they say
//! from then on.
//!
//! The text and its words stay as they are; only what the marks mean changes. It must not know
//! who corrects, nor where that is kept.

use crate::archive::articles::Articles;
use crate::archive::shelf::Shelf;
use crate::bundle::corrections::Corrections;
use crate::bundle::order::sort_by_key;
use crate::bundle::{ArticleExt, Entity};

/// What is put right in an open collection.
#[derive(Default)]
pub(super) struct Right {
    pub(super) corrections: Corrections,
    /// The entities that are called otherwise, as they were.
    were: Vec<Entity>,
    /// Articles that are not as they were.
    touched: Vec<usize>,
    /// Articles that are to be looked at again.
    due: Vec<usize>,
    /// Articles were looked at again, and are not counted yet.
    is_fresh: bool,
}

impl Right {
    /// Puts right what the marks and events of an article mean.
    pub(super) fn apply(&mut self, place: usize, ext: &mut ArticleExt) {
        if self.corrections.correct(ext) {
            self.touched.push(place);
        }
    }

    /// Takes it that these entities were found, or found anew.
    pub(super) fn found(&mut self, ids: &[String], articles: &mut Articles) {
        if self.corrections.is_empty() {
            return;
        }
        let is_new = |own: &Entity| ids.contains(&own.id);
        self.were.retain(|own| !is_new(own));
        let Some(head) = articles.head() else { return };
        let right = self.corrections.list(&with(&self.were, &head.bundle.dateline.entities));
        let right: Vec<Entity> = right.into_iter().filter(is_new).collect();
        for entity in &right {
            let known = head.names().get(&entity.id);
            self.were.extend(known.and_then(|at| head.bundle.dateline.entities.get(at)).cloned());
        }
        articles.call(right);
    }
}

/// All entities, these as they are given here.
fn with(own: &[Entity], all: &[Entity]) -> Vec<Entity> {
    let as_given = |entity: &Entity| own.iter().find(|own| own.id == entity.id).cloned();
    all.iter().map(|entity| as_given(entity).unwrap_or_else(|| entity.clone())).collect()
}

impl Shelf {
    /// The reader put something right, in place of what was put right before. What nobody can
    /// read puts nothing right.
    pub(crate) fn correct(&mut self, text: &str) {
        let corrections = Corrections::read(text).unwrap_or_default();
        if corrections == self.right.corrections {
            return;
        }
        let before = std::mem::replace(&mut self.right.corrections, corrections);
        self.name_again(&before);
        let now = self.right.corrections.clone();
        let mut ids: Vec<&str> = Vec::new();
        for corrections in [&before, &now] {
            for own in corrections.all() {
                ids.push(&own.entity);
                ids.extend(corrections.standing_for(&own.entity));
            }
        }
        let mut due = std::mem::take(&mut self.right.touched);
        due.append(&mut self.right.due);
        due.extend(self.meaning(&ids));
        self.right.due_again(due);
    }

    /// Another index took the place of the one that was put right.
    pub(super) fn correct_again(&mut self) {
        if self.right.corrections.is_empty() {
            return;
        }
        let corrections = self.right.corrections.clone();
        self.name_again(&corrections);
        let ids: Vec<&str> = corrections.all().iter().map(|own| own.entity.as_str()).collect();
        let due = self.meaning(&ids);
        self.right.due_again(due);
    }

    /// The articles that mean one of these entities.
    fn meaning(&mut self, ids: &[&str]) -> Vec<usize> {
        if let Some(index) = &mut self.index {
            index.unfold(&mut self.builder);
        }
        self.builder.meaning(ids)
    }

    /// Calls the entities as is right now, and those of `before` as they were.
    fn name_again(&mut self, before: &Corrections) {
        let were = std::mem::take(&mut self.right.were);
        for entity in &were {
            self.builder.call(entity);
        }
        self.articles.call(were);
        let Some(head) = self.articles.head() else { return };
        let entities = &head.bundle.dateline.entities;
        let known = |id: &str| head.names().get(id).and_then(|at| entities.get(at));
        for entity in before.all().iter().filter_map(|own| known(&own.entity)) {
            self.builder.stand(entity, None);
        }
        let own = &self.right.corrections;
        let right = own.list(entities);
        self.right.were = right.iter().filter_map(|own| known(&own.id)).cloned().collect();
        for entity in own.all().iter().filter_map(|own| known(&own.entity)) {
            let stands = own.standing_for(&entity.id);
            if stands != Some(entity.id.as_str()) {
                self.builder.stand(entity, Some(stands.and_then(known)));
            }
        }
        for entity in &right {
            self.builder.call(entity);
        }
        self.articles.call(right);
        self.right.is_fresh = true;
    }

    /// Looks again at some of the articles that are due, for about so many bytes of the file;
    /// false if there are none.
    pub(super) fn go_on_correcting(&mut self, bytes: usize) -> bool {
        let mut read = 0;
        while let Some(place) = self.right.due.last().copied().filter(|_| read < bytes) {
            self.right.due.pop();
            read += self.articles.length(place);
            let Some(mut article) = self.articles.whole(place) else { continue };
            self.right.apply(place, &mut article.dateline);
            if let Some(head) = self.articles.head() {
                let entities = &head.bundle.dateline.entities;
                self.builder.mark(place, &article.dateline, head.names(), entities);
            }
            self.events.put(place, &article.dateline.events);
        }
        if self.right.due.is_empty() && std::mem::take(&mut self.right.is_fresh) {
            self.recount();
            return true;
        }
        read > 0
    }
}

impl Right {
    fn due_again(&mut self, mut places: Vec<usize>) {
        sort_by_key(&mut places, |place| *place);
        places.dedup();
        self.due = places;
        self.is_fresh = true;
    }
}

#[cfg(test)]
#[path = "correcting_tests.rs"]
mod tests;
