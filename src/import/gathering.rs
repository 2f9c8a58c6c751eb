//! What an importer has read so far: articles with ids of their own, the entities they
//! share, and what was noticed.
//!
//! Importers of many small records fill one of these, so that a fact told twice in a file
//! is kept once.

use crate::bundle::{Article, Bundle, Fault, Reading, Severity};
use crate::import::cast::{Cast, Ids};
use crate::import::json;

/// The work of one import.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    /// The entities of all articles.
    pub(super) cast: Cast,
    /// The articles, in the order of the file.
    pub(super) articles: Vec<Article>,
    /// What was noticed; pointers count from the top of the text being read.
    pub(super) faults: Vec<Fault>,
    ids: Ids,
}

impl Gathering {
    /// Adds an article. An id that another has gets a number, and is reported.
    pub(super) fn add(&mut self, mut article: Article, pointer: &str) {
        let given = std::mem::take(&mut article.id);
        article.id = self.ids.take(&given);
        if article.id != given {
            self.error(
                pointer,
                format!("Another article has the id “{given}”."),
                format!(
                    "Give every article an id of its own; this one is called “{}” here.",
                    article.id
                ),
            );
        }
        self.articles.push(article);
    }

    /// Reports a repair or a loss.
    pub(super) fn error(
        &mut self,
        pointer: &str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.faults.push(Fault::new(Severity::Error, what, remedy).at(pointer));
    }

    /// Reports something worth knowing.
    pub(super) fn notice(
        &mut self,
        pointer: &str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.faults.push(Fault::new(Severity::Notice, what, remedy).at(pointer));
    }

    /// The reading of a JSON text.
    ///
    /// # Errors
    /// A fatal fault, if there is no article in it: the first thing that went wrong, or
    /// that there was nothing.
    pub(super) fn finish(mut self, text: &str) -> Result<Reading, Fault> {
        json::put_in_place(text, &mut self.faults);
        self.into_reading()
    }

    /// The same for faults that have their places already.
    ///
    /// # Errors
    /// As `finish`.
    pub(super) fn into_reading(mut self) -> Result<Reading, Fault> {
        if self.articles.is_empty() {
            let first = if self.faults.is_empty() {
                let remedy =
                    "Check that the export was complete, and that this is the file you meant.";
                Fault::new(Severity::Fatal, "There is no article in this file.", remedy)
            } else {
                self.faults.swap_remove(0)
            };
            return Err(Fault { severity: Severity::Fatal, ..first });
        }
        let title = match self.articles.as_slice() {
            [one] => one.headline().to_owned(),
            several => format!("{} articles", several.len()),
        };
        let mut bundle = Bundle::new(title);
        bundle.items = self.articles;
        bundle.dateline.entities = self.cast.into_entities();
        Ok(Reading { bundle, faults: self.faults, wants_html: false })
    }
}
