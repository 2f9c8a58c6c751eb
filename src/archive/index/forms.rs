//! The other forms of a word that an archive has: those with the same stem in one of its
//! languages.
//!
//! Nothing is stored for it: all forms of a word begin alike, and of the few terms that do,
//! each is stemmed when it is asked for.

use crate::archive::facets;
use crate::archive::index::Index;
use crate::archive::index::facts::Facts;
use crate::archive::query::QueryField;
use crate::archive::stem::{Forms, Languages};

/// The languages of an archive's articles.
pub(crate) fn languages(facts: &Facts) -> Languages {
    let slot = facets::slot(QueryField::Language);
    let all = slot.map_or(&[][..], |slot| &facts.values[slot].all);
    Languages::of_archive(all.iter().map(|language| language.value.as_str()))
}

/// Adds the numbers of the other forms of a word, each once; those that begin with the word
/// only if `all` are wanted.
pub(crate) fn add(
    index: &Index,
    languages: Languages,
    word: &str,
    all: bool,
    numbers: &mut Vec<u32>,
) {
    let forms = Forms::new(word, languages);
    let mut walk = index.lexicon.walk(index.lexicon.beginning(forms.prefix().as_bytes()));
    while walk.step() {
        let Ok(term) = std::str::from_utf8(walk.term()) else { continue };
        let new = term != word && (all || !term.starts_with(word));
        if new && forms.has(term) {
            numbers.push(walk.number());
        }
    }
}
