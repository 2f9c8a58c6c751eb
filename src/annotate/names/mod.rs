//! Names: where they stand, what kind of thing they name, and which belong together.

use crate::annotate::tokens::Text;
use crate::bundle::{EntityType, Field};
use std::ops::Range;

/// Somebody or something that an article names, with all its mentions joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The fullest form, to show.
    pub name: String,
    /// Its kind.
    pub kind: EntityType,
    /// Other forms: from the text, and well-known ones from the gazetteer.
    pub aliases: Vec<String>,
    /// What it is in the gazetteer (`iran`), or in the bundle's own list of entities (its
    /// id): the same in every article. None for a name that is known from its text alone.
    pub key: Option<String>,
}

/// One mention.
#[derive(Clone, Debug, PartialEq)]
pub struct NameMark {
    /// Which text the range counts in.
    pub field: Field,
    /// UTF-8 bytes of that text.
    pub range: Range<usize>,
    /// Who is meant: an index into the article's list of `Named`.
    pub named: usize,
    /// What found it.
    pub rule: &'static str,
    /// 0 to 1.
    pub confidence: f64,
    /// The features that weighed most, strongest first, with their weights.
    pub because: Vec<String>,
}

/// Finds names. Made once; its data are compiled in.
pub struct Names {}

impl Names {
    /// With the built-in gazetteer and model.
    pub fn new() -> Self {
        Self {}
    }

    /// All names of an article's headline and text, in order of field and place, none
    /// overlapping; `known` are the entities of its bundle, which win over everything else.
    pub fn find(
        &self,
        title: &Text<'_>,
        body: &Text<'_>,
        known: &[crate::bundle::Entity],
    ) -> (Vec<NameMark>, Vec<Named>) {
        let _ = (title, body, known);
        Default::default()
    }
}

impl Default for Names {
    fn default() -> Self {
        Self::new()
    }
}
