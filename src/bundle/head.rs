//! What stands at the top of a bundle, and how one of its articles is read again by itself.
//!
//! It must not hold an article.

use crate::bundle::blocks::HtmlReader;
use crate::bundle::fields::{Object, Report, Spot};
use crate::bundle::json::Value;
use crate::bundle::model::{Article, Bundle, Entity, OffsetUnit};
use crate::bundle::names::Names;
use crate::bundle::read_article::{Context, article};
use std::cell::Cell;

/// All of a bundle but its articles, with what reading one of these needs to know.
#[derive(Debug)]
pub struct Head {
    /// Without items.
    pub bundle: Bundle,
    /// The places of its entities.
    pub(super) names: Names,
    pub(super) unit: OffsetUnit,
    /// False where the extension is of a version that is not known.
    pub(super) extended: bool,
}

impl Head {
    /// The places of the entities, by their ids.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// What offsets in the file count.
    pub fn offset_unit(&self) -> OffsetUnit {
        self.unit
    }

    /// Reads an article again, from its slice of the text: silently, for its faults were told.
    /// Its id is as it is written, empty if it has none.
    pub fn article(&self, raw: &str) -> Option<Article> {
        self.again(raw, &self.context(None))
    }

    /// The same without marks, events, structure and unknown members: what a row of a list
    /// shows, and quicker.
    pub fn row(&self, raw: &str) -> Option<Article> {
        self.again(raw, &Context { whole: false, ..self.context(None) })
    }

    fn again(&self, raw: &str, context: &Context<'_>) -> Option<Article> {
        let report = Report::default();
        let spot = Spot { pointer: String::new(), offset: 0 };
        let object = Object::open(Value { raw, offset: 0 }, spot, &report)?;
        Some(article(object, context))
    }

    /// Takes entities to those that are known; one with the same id takes the older one's
    /// place.
    pub fn join(&mut self, entities: Vec<Entity>) {
        let known = &mut self.bundle.dateline.entities;
        for entity in entities {
            match self.names.get(&entity.id).and_then(|place| known.get_mut(place)) {
                Some(older) => *older = entity,
                None => {
                    self.names.add(&entity.id, known.len());
                    known.push(entity);
                }
            }
        }
    }

    pub(super) fn context(&self, html: Option<HtmlReader>) -> Context<'_> {
        Context {
            unit: self.unit,
            html,
            wants_html: Cell::new(false),
            extended: self.extended,
            whole: true,
            entities: &self.names,
        }
    }
}
