//! Takes articles one by one, and makes an index of what came so far whenever it is asked.
//!
//! A word is looked up once, when it comes; its article is kept as numbers of terms. All that
//! an index has beyond that is made by a `draft`, in slices. It must not keep texts.

use crate::archive::engine::published;
use crate::archive::index::draft::Draft;
use crate::archive::index::facts::Facts;
use crate::archive::index::forward::Forward;
use crate::archive::tokens::Tokens;
use crate::bundle::civil::DayNumber;
use crate::bundle::interner::Interner;
use crate::bundle::names::Names;
use crate::bundle::{Article, ArticleExt, Bundle, Entity};

/// When an article was published: the day it says, then seconds since 1970. `None` if that
/// is not known.
pub(crate) type Moment = Option<(DayNumber, i64)>;

/// A growing archive.
#[derive(Default)]
pub struct Builder {
    pub(crate) terms: Interner,
    /// In how many articles each term is, and the last one plus 1.
    pub(crate) counts: Vec<(u32, u32)>,
    /// Numbers of terms plus 1, articles in the order in which they came.
    pub(crate) forward: Forward,
    pub(crate) moments: Vec<Moment>,
    /// What is known of the articles besides their words.
    pub(crate) facts: Facts,
}

impl Builder {
    /// All articles of a bundle.
    pub fn of(bundle: &Bundle) -> Self {
        let entities = &bundle.dateline.entities;
        let ids = Names::of(entities);
        let mut own = Self::default();
        for article in &bundle.items {
            own.add(article, bundle.language.as_deref(), &ids, entities);
        }
        own
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.moments.len()
    }

    /// True if no article came yet.
    pub fn is_empty(&self) -> bool {
        self.moments.is_empty()
    }

    /// Adds an article, with `language` for want of one of its own. Its marks and events refer
    /// to `entities`, of which `ids` has the places.
    pub fn add(
        &mut self,
        article: &Article,
        language: Option<&str>,
        ids: &Names,
        entities: &[Entity],
    ) {
        let moment = published(article).map(|at| (at.date.day_number(), at.seconds));
        self.moments.push(moment);
        let number = self.moments.len() as u32;
        self.field(article.title.as_deref().unwrap_or_default(), number);
        self.field(&article.content_text, number);
        for other in [&article.summary, &article.dateline.source].into_iter().flatten() {
            self.field(other, number);
        }
        for name in article.authors.iter().filter_map(|author| author.name.as_deref()) {
            self.field(name, number);
        }
        article.tags.iter().for_each(|tag| self.field(tag, number));
        self.forward.end();
        self.facts.add(article, language, ids, entities);
    }

    fn field(&mut self, text: &str, article: u32) {
        let mut tokens = Tokens::new(text);
        while let Some((word, _)) = tokens.next() {
            let term = self.terms.number(word.as_bytes());
            self.forward.put(term + 1);
            match self.counts.get_mut(term as usize) {
                Some((count, last)) => {
                    *count += u32::from(*last != article);
                    *last = article;
                }
                None => self.counts.push((1, article)),
            }
        }
        self.forward.put(0);
    }

    /// Takes what these marks and events say of an article in place of what was said before.
    pub fn mark(&mut self, article: usize, ext: &ArticleExt, ids: &Names, entities: &[Entity]) {
        self.facts.mark(article, ext, ids, entities);
    }

    /// See `Facts::call`.
    pub(crate) fn call(&mut self, entity: &Entity) {
        self.facts.call(entity);
    }

    /// See `Facts::stand`.
    pub(crate) fn stand(&mut self, entity: &Entity, by: Option<Option<&Entity>>) {
        self.facts.stand(entity, by);
    }

    /// See `Facts::meaning`.
    pub(crate) fn meaning(&self, ids: &[&str]) -> Vec<usize> {
        self.facts.meaning(ids)
    }

    /// Begins an index of the articles that came so far.
    pub fn draft(&self) -> Draft {
        Draft::new()
    }

    /// An index of the articles that came so far, made at once.
    pub fn index(&mut self) -> crate::archive::index::Index {
        let mut draft = self.draft();
        while !draft.step(self, usize::MAX) {}
        draft.finish(self)
    }

    /// Bytes of memory it holds for words, the facts apart.
    pub fn size(&self) -> usize {
        self.terms.size() + 8 * self.counts.capacity() + self.forward.size()
    }
}
