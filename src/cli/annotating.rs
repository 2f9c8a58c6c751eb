//! Marks for the articles of a bundle that have none.
//!
//! It must not touch an article that brings marks or events: they are somebody's own.

use super::notes::Bar;
use crate::annotate::{Annotator, Input};
use crate::bundle::{Article, Bundle};
use rayon::prelude::*;

/// What finds marks where there are none.
pub(super) struct Annotating<'a> {
    pub(super) annotator: &'a Annotator,
    /// The issue date of articles without a date.
    pub(super) issued: Option<&'a str>,
    pub(super) bar: &'a Bar,
}

impl Annotating<'_> {
    /// Annotates the articles of an input that bring no marks and no events. The entities
    /// wait in the articles for `annotate::link::settle`.
    pub(super) fn bundle(&self, bundle: &mut Bundle) {
        let Bundle { items, dateline, language, .. } = bundle;
        let bare = |article: &&mut Article| {
            article.dateline.marks.is_empty() && article.dateline.events.is_empty()
        };
        let bare: Vec<&mut Article> = items.iter_mut().filter(bare).collect();
        self.bar.more(bare.len());
        bare.into_par_iter().for_each(|article| {
            let mut input = Input::of(article, language.as_deref(), &dateline.entities);
            input.issued = input.issued.or(self.issued);
            let written = self.annotator.annotate(&input).write(&input);
            written.put_into(article);
            self.bar.step();
        });
    }
}
