//! A whole bundle with its index, for those who have one in memory: the command, tests and
//! benchmarks. The viewer's archive is a `shelf`, which keeps no articles but their text.

use crate::archive::highlight::Highlighter;
use crate::archive::index::{Builder, Index};
use crate::archive::message::{Answer, Hit, Request};
use crate::archive::snippet::snippet;
use crate::bundle::civil::{self, Instant};
use crate::bundle::names::Names;
use crate::bundle::{Article, Bundle, edtf};
use std::cell::RefCell;
use std::sync::Arc;

/// A bundle made ready to be asked.
pub struct Engine {
    bundle: Arc<Bundle>,
    builder: Builder,
    /// It keeps the last line of times it drew, which changes no answer.
    index: RefCell<Index>,
}

impl Engine {
    /// Reads all articles once.
    pub fn new(bundle: Arc<Bundle>) -> Self {
        let mut builder = Builder::of(&bundle);
        let index = RefCell::new(builder.index());
        Self { bundle, builder, index }
    }

    /// Takes other marks, events and entities in place of the bundle's, but no other texts: to
    /// index these, which takes most of the time of `new`, is not needed for it.
    pub fn remark(&mut self, bundle: Arc<Bundle>) {
        let entities = &bundle.dateline.entities;
        let ids = Names::of(entities);
        for (place, article) in bundle.items.iter().enumerate() {
            self.builder.mark(place, &article.dateline, &ids, entities);
        }
        self.index.borrow_mut().recount(&mut self.builder);
        self.bundle = bundle;
    }

    /// Answers a request. The same request always gets the same answer.
    pub fn answer(&self, request: &Request) -> Answer {
        let bundle = &self.bundle;
        let row = &mut |place: usize, highlighter: &Highlighter| {
            bundle.items.get(place).map_or_else(Hit::default, |article| {
                row(place, article, bundle.language.as_deref(), highlighter)
            })
        };
        self.index.borrow_mut().answer(&self.builder, request, row)
    }
}

/// The row of an article in a list, with `language` for want of one of its own.
pub(crate) fn row(
    place: usize,
    article: &Article,
    language: Option<&str>,
    highlighter: &Highlighter,
) -> Hit {
    Hit {
        article: place,
        id: article.id.clone(),
        title: article.headline().to_owned(),
        published: published(article).map(|at| at.date),
        source: article.dateline.source.clone(),
        language: article.language.clone().or_else(|| language.map(str::to_owned)),
        snippet: snippet(article, highlighter),
        title_hits: highlighter.in_title(article.headline()),
    }
}

/// When an article was published, as the engine counts it: its own date of publication,
/// or the first day it may have been issued. `None` if neither can be read.
pub fn published(article: &Article) -> Option<Instant> {
    let exact = article.date_published.as_deref().and_then(civil::parse_instant);
    exact.or_else(|| {
        let date = edtf::parse(article.dateline.issued.as_deref()?)?.anchor()?.first;
        Some(Instant { date, seconds: i64::from(date.day_number()) * 86_400 })
    })
}

#[cfg(test)]
#[path = "engine_dates_tests.rs"]
mod dates_tests;
#[cfg(test)]
#[path = "engine_tests.rs"]
mod tests;
