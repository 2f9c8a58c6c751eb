//! The meaning of the labels that annotation tools and models use.
//!
//! The names are those of OntoNotes, CoNLL, ACE and the words of bundles themselves. A
//! geopolitical entity is a place: whether it is a country, the label does not say.

use super::Meaning;
use crate::bundle::EntityType;

/// Labels without case and separators.
#[rustfmt::skip] // a table to be read, not a column
const LABELS: [(&str, EntityType); 26] = [
    ("per", EntityType::Person), ("pers", EntityType::Person), ("people", EntityType::Person),
    ("org", EntityType::Organisation), ("organization", EntityType::Organisation),
    ("company", EntityType::Organisation),
    ("gpe", EntityType::Place), ("loc", EntityType::Place), ("location", EntityType::Place),
    ("fac", EntityType::Place), ("facility", EntityType::Place), ("city", EntityType::Place),
    ("law", EntityType::Agreement), ("treaty", EntityType::Agreement),
    ("evt", EntityType::Event), ("workofart", EntityType::Product), ("prod", EntityType::Product),
    ("vehicle", EntityType::Product), ("veh", EntityType::Product), ("object", EntityType::Product),
    ("norp", EntityType::Group), ("nationality", EntityType::Group), ("misc", EntityType::Other),
    ("cardinal", EntityType::Other), ("money", EntityType::Other), ("quantity", EntityType::Other),
];

/// Labels of times, likewise.
const TIMES: [&str; 5] = ["date", "time", "datetime", "timex", "timex3"];

/// What a label means. `B-` and `I-` of sequence labels do not count.
pub(super) fn meaning(label: &str) -> Meaning {
    let bare = label.strip_prefix("B-").or_else(|| label.strip_prefix("I-")).unwrap_or(label);
    let word: String =
        bare.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if TIMES.contains(&word.as_str()) {
        return Meaning::Time;
    }
    let named = LABELS.iter().find(|(known, _)| *known == word).map(|&(_, kind)| kind);
    Meaning::Entity(EntityType::from_word(&word).or(named).unwrap_or(EntityType::Other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_several_schools() {
        for (label, expected) in [
            ("PERSON", EntityType::Person),
            ("B-PER", EntityType::Person),
            ("ORG", EntityType::Organisation),
            ("Organization", EntityType::Organisation),
            ("GPE", EntityType::Place),
            ("country", EntityType::Country),
            ("WORK_OF_ART", EntityType::Product),
            ("NORP", EntityType::Group),
            ("LAW", EntityType::Agreement),
            ("EVENT", EntityType::Event),
            ("ORDINAL", EntityType::Other),
            ("Ort", EntityType::Other),
        ] {
            assert_eq!(meaning(label), Meaning::Entity(expected), "{label}");
        }
        assert_eq!(meaning("DATE"), Meaning::Time);
        assert_eq!(meaning("Timex3"), Meaning::Time);
    }
}
