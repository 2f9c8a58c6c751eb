//! The six facets: where each stands, and what is said of a value that no article has.

use crate::archive::message::Facets;
use crate::archive::query::QueryField;

/// The place of a field among the facets; `None` for the title.
pub(crate) fn slot(field: QueryField) -> Option<usize> {
    Facets::FIELDS.iter().position(|own| *own == field)
}

/// What is said of a value that no article has.
pub(crate) fn absent(field: QueryField) -> &'static str {
    match field {
        QueryField::Entity => "No article mentions anything of this name.",
        QueryField::Type => "No article mentions anything of this type.",
        QueryField::Tag => "No article has this tag.",
        QueryField::Source => "No article is from this source.",
        QueryField::Author => "No article is by this author.",
        _ => "No article is in this language.",
    }
}
