//! Names and dates that are found in an open collection: in which articles they are wanted,
//! and what comes of it. It must not know who finds them.

use crate::archive::ask::Wanting;
use crate::archive::shelf::Shelf;
use crate::bundle::{Entity, Found, Unknown, read_found_by};

impl Shelf {
    /// Somebody begins to find names and dates, and is told what the file knows.
    pub(crate) fn begin_finding(&mut self) -> Vec<Entity> {
        self.lacking.begin_again();
        let known = self.articles.head().map_or(&[][..], |head| &head.bundle.dateline.entities);
        let bare = |known: &Entity| Entity {
            id: known.id.clone(),
            kind: known.kind,
            name: known.name.clone(),
            aliases: known.aliases.clone(),
            same_as: Vec::new(),
            more: Unknown::new(),
        };
        known.iter().map(bare).collect()
    }

    /// The next articles to find names and dates in.
    pub(crate) fn batch(&mut self, on_screen: Option<usize>, listed: &[usize]) -> Vec<Wanting> {
        self.on_screen = on_screen;
        let batch = self.lacking.next(on_screen, listed).into_iter();
        let wanting = |place| self.articles.wanting(place, self.lacking.supplied(place));
        batch.filter_map(wanting).collect()
    }

    /// Takes what was found in a batch.
    pub(crate) fn found(&mut self, batch: &[usize], json: &[u8]) {
        let text = std::str::from_utf8(json).unwrap_or("{}");
        // What nobody can read has found nothing.
        let found = read_found_by(text, &|place| self.articles.plain(place, false));
        let mut found: Found = found.unwrap_or_default();
        let entities = std::mem::take(&mut found.entities);
        let mut kept = self.lacking.take(batch, found);
        let ids: Vec<String> = entities.iter().map(|entity| entity.id.clone()).collect();
        self.articles.keep(text, entities, &kept);
        self.right.found(&ids, &mut self.articles);
        for (place, ext) in &mut kept {
            self.right.apply(*place, ext);
        }
        if let Some(head) = self.articles.head() {
            for (place, ext) in &kept {
                self.builder.mark(*place, ext, head.names(), &head.bundle.dateline.entities);
                self.events.put(*place, &ext.events);
                if self.on_screen == Some(*place) {
                    self.marked = self.on_screen;
                }
            }
        }
        if self.lacking.is_due(self.complete) {
            self.recount();
        }
    }

    /// The reader says when an article was issued.
    pub(crate) fn supply(&mut self, article: usize, date: &str) {
        self.lacking.supply(article, date);
    }

    /// Counts what was found; or nothing will be found any more.
    pub(crate) fn count(&mut self, give_up: bool) {
        if give_up {
            self.lacking.give_up();
        }
        if self.lacking.is_fresh() {
            self.recount();
        }
    }

    pub(super) fn recount(&mut self) {
        self.lacking.count();
        if let Some(index) = &mut self.index {
            index.recount(&mut self.builder);
            self.is_warm = false;
        }
        self.edition += 1;
    }
}
