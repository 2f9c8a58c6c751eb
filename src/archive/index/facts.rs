//! What is known of the articles of a growing archive besides their words: the values they
//! have in the six facets, and the times they speak of, in the order in which they came.
//!
//! Marks may be found after an article was read: what they say can be replaced. It does not
//! count anything; `columns` does.

use crate::archive::facets;
use crate::archive::index::columns::Columns;
use crate::archive::message::Facets;
use crate::archive::query::QueryField;
use crate::archive::values::Values;
use crate::bundle::civil::DayNumber;
use crate::bundle::edtf;
use crate::bundle::names::Names;
use crate::bundle::order::sort_by_key;
use crate::bundle::{Article, ArticleExt, Entity};

/// How many facets there are.
pub(crate) const FACETS: usize = Facets::FIELDS.len();

/// First and last day of a time that an article speaks of.
pub(crate) type Span = (DayNumber, DayNumber);

/// A value of one of the facets: its number there, times eight, plus the facet's.
pub(crate) type Value = u32;

pub(crate) fn value(facet: usize, number: u32) -> Value {
    number << 3 | facet as u32
}

pub(crate) fn split(value: Value) -> (usize, u32) {
    ((value & 7) as usize, value >> 3)
}

/// What marks and events say of an article.
#[derive(Clone, Debug, Default)]
struct Marked {
    values: Vec<Value>,
    times: Vec<Span>,
}

/// What is known of all articles.
#[derive(Default)]
pub(crate) struct Facts {
    /// The values of every facet, in the order of `Facets::FIELDS`.
    pub(crate) values: [Values; FACETS],
    /// What an article has by itself.
    own: Vec<Value>,
    /// Where each article ends among them.
    ends: Vec<u32>,
    marked: Vec<Marked>,
}

impl Facts {
    /// Where the values of each facet begin, and the end, where all are numbered through.
    pub(crate) fn bases(&self) -> [u32; FACETS + 1] {
        let (mut bases, mut sum) = ([0; FACETS + 1], 0);
        for (base, values) in bases.iter_mut().skip(1).zip(&self.values) {
            sum += values.all.len() as u32;
            *base = sum;
        }
        bases
    }

    /// Takes what the columns of an index have, which was read rather than made: only then can
    /// marks be replaced. Articles are given as their places in the bundle.
    pub(crate) fn unfold(&mut self, columns: &Columns, order: &[u32]) {
        if !self.ends.is_empty() {
            return;
        }
        let bases = self.bases();
        let mut articles = vec![0_u32; order.len()];
        for (article, place) in (0..).zip(order) {
            if let Some(own) = articles.get_mut(*place as usize) {
                *own = article;
            }
        }
        for article in articles {
            let mut marked = Marked::default();
            for place in columns.values(article) {
                let slot = bases.iter().skip(1).filter(|base| **base <= place).count();
                let value = value(slot, place - bases[slot.min(FACETS)]);
                let field = Facets::FIELDS.get(slot).copied();
                if matches!(field, Some(QueryField::Entity | QueryField::Type)) {
                    marked.values.push(value);
                } else {
                    self.own.push(value);
                }
            }
            marked.times = columns.times(article).to_vec();
            self.ends.push(self.own.len() as u32);
            self.marked.push(marked);
        }
    }

    /// Adds an article, with `language` for want of one of its own. Its marks and events refer
    /// to these entities.
    pub(crate) fn add(
        &mut self,
        article: &Article,
        language: Option<&str>,
        ids: &Names,
        entities: &[Entity],
    ) {
        let ext = &article.dateline;
        let mut own = Vec::new();
        let mut note = |field: QueryField, text: &str| {
            if let Some(slot) = facets::slot(field) {
                own.extend(self.values[slot].number(text).map(|number| value(slot, number)));
            }
        };
        note(QueryField::Source, ext.source.as_deref().unwrap_or_default());
        note(QueryField::Language, article.language.as_deref().or(language).unwrap_or_default());
        for author in &article.authors {
            note(QueryField::Author, author.name.as_deref().unwrap_or_default());
        }
        article.tags.iter().for_each(|tag| note(QueryField::Tag, tag));
        each_once(&mut own);
        self.own.extend(own);
        self.ends.push(self.own.len() as u32);
        self.marked.push(Marked::default());
        self.mark(self.ends.len() - 1, ext, ids, entities);
    }

    /// Takes what these marks and events say of an article in place of what was said before.
    pub(crate) fn mark(
        &mut self,
        article: usize,
        ext: &ArticleExt,
        ids: &Names,
        entities: &[Entity],
    ) {
        let mut marked = Marked { values: Vec::new(), times: times(ext) };
        let named = ext.marks.iter().filter_map(|mark| mark.entity.as_deref());
        let took_part = ext.events.iter().flat_map(|event| &event.entities);
        for id in named.chain(took_part.map(|entity| entity.id())) {
            let entity = ids.get(id).and_then(|number| entities.get(number));
            self.entity(id, entity, &mut marked.values);
        }
        each_once(&mut marked.values);
        if let Some(own) = self.marked.get_mut(article) {
            *own = marked;
        }
    }

    /// Notes an entity and its type. One that the bundle does not describe has only its id.
    fn entity(&mut self, id: &str, entity: Option<&Entity>, own: &mut Vec<Value>) {
        if id.trim().is_empty() {
            return; // no query can name it
        }
        if let Some(slot) = facets::slot(QueryField::Entity) {
            let values = &mut self.values[slot];
            let number = values.known(id).unwrap_or_else(|| {
                let name = entity.map(|entity| entity.name.trim()).filter(|name| !name.is_empty());
                let label = name.unwrap_or(id).to_owned();
                let aliases = entity.map_or(&[][..], |entity| &entity.aliases);
                let kind = entity.map(|entity| entity.kind);
                values.add(id, id.to_owned(), label, kind, aliases)
            });
            own.push(value(slot, number));
        }
        if let (Some(slot), Some(entity)) = (facets::slot(QueryField::Type), entity) {
            let word = entity.kind.word();
            let values = &mut self.values[slot];
            let number = values.known(word).unwrap_or_else(|| {
                values.add(word, word.to_owned(), word.to_owned(), Some(entity.kind), &[])
            });
            own.push(value(slot, number));
        }
    }

    /// Calls an entity otherwise from now on.
    pub(crate) fn call(&mut self, entity: &Entity) {
        let Some(values) = facets::slot(QueryField::Entity).map(|slot| &mut self.values[slot])
        else {
            return;
        };
        if let Some(number) = values.known(&entity.id) {
            values.call(number, &entity.name, entity.kind, &entity.aliases);
        }
    }

    /// Of an entity by its id: one stands for it, or, with `Some(None)`, nobody mentions it; or
    /// it is itself again. One that nothing has yet is noted for that.
    pub(crate) fn stand(&mut self, entity: &Entity, by: Option<Option<&Entity>>) {
        let Some(slot) = facets::slot(QueryField::Entity) else { return };
        let values = &mut self.values[slot];
        let mut number_of = |entity: &Entity| {
            values.known(&entity.id).unwrap_or_else(|| {
                let (id, label) = (entity.id.clone(), entity.name.clone());
                values.add(&entity.id, id, label, Some(entity.kind), &entity.aliases)
            })
        };
        let (own, by) = (number_of(entity), by.map(|by| by.map(number_of)));
        if let Some(own) = values.all.get_mut(own as usize) {
            own.away = by;
        }
    }

    /// The articles whose marks or events mean one of these entities, in order.
    pub(crate) fn meaning(&self, ids: &[&str]) -> Vec<usize> {
        let Some(slot) = facets::slot(QueryField::Entity) else { return Vec::new() };
        let known = ids.iter().filter_map(|id| self.values[slot].known(id));
        let wanted: Vec<Value> = known.map(|number| value(slot, number)).collect();
        let marked = self.marked.iter().enumerate();
        let has = |own: &Marked| own.values.iter().any(|value| wanted.contains(value));
        marked.filter(|(_, own)| has(own)).map(|(article, _)| article).collect()
    }

    /// Puts the labels in order.
    pub(crate) fn settle(&mut self) {
        self.values.iter_mut().for_each(Values::settle);
    }

    /// All values of an article.
    pub(crate) fn values_of(&self, article: usize) -> impl Iterator<Item = Value> {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = article.checked_sub(1).map_or(0, end);
        let own = self.own.get(start..end(article)).unwrap_or_default();
        let marked = self.marked.get(article).map_or(&[][..], |marked| &marked.values);
        own.iter().chain(marked).copied()
    }

    /// The times an article speaks of, each once, in order.
    pub(crate) fn times_of(&self, article: usize) -> &[Span] {
        self.marked.get(article).map_or(&[], |marked| &marked.times)
    }
}

fn each_once(values: &mut Vec<Value>) {
    sort_by_key(values, |value| *value);
    values.dedup();
}

/// The times an article's marks and events speak of, each once.
fn times(ext: &ArticleExt) -> Vec<Span> {
    let marked = ext.marks.iter().filter_map(|mark| mark.time.as_ref()?.value.as_deref());
    let happened = ext.events.iter().filter_map(|event| event.when.as_deref());
    let whens = marked.chain(happened).filter_map(edtf::parse);
    let span = |when: edtf::When| {
        let first = when.first_day().unwrap_or(DayNumber::MIN);
        (first, when.last_day().unwrap_or(DayNumber::MAX))
    };
    let mut times: Vec<Span> = whens.map(span).collect();
    sort_by_key(&mut times, |time| *time);
    times.dedup();
    times
}
