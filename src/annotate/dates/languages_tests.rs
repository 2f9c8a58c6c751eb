//! Dates in other languages than English, which has its cases in `tests/annotate`.

use super::{Language, find};
use crate::annotate::tokens::Text;

fn values(tag: &str, text: &str) -> String {
    let found = find(&Text::new(text), None, Language::from_tag(Some(tag)));
    let told = found.iter().map(|mark| format!("{}={}", &text[mark.range.clone()], mark.timex));
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn dates_in_full_are_found_where_there_is_a_table() {
    for (tag, text, expected) in [
        ("de", "Der Kai wurde am 4. März 2024 gesperrt.", "4. März 2024=2024-03-04"),
        ("de-AT", "Am Montag, 4. März 2024, war er zu.", "Montag, 4. März 2024=2024-03-04"),
        ("fr", "Le port a fermé le 4 mars 2024 à midi.", "4 mars 2024=2024-03-04"),
        ("es", "El puerto cerró el 4 de marzo de 2024.", "4 de marzo de 2024=2024-03-04"),
        ("it", "Il porto ha chiuso il 4 marzo 2024.", "4 marzo 2024=2024-03-04"),
        ("nb", "Havnen stengte 4. mars 2024.", "4. mars 2024=2024-03-04"),
        ("ru", "Порт закрыт 04.03.2024.", "04.03.2024=2024-03-04"),
        ("fa", "2024-03-04", "2024-03-04=2024-03-04"),
        ("ja", "港は2024-03-04に閉まった。", "2024-03-04=2024-03-04"),
        ("ru", "in the last week of May", ""),
        ("fr", "Le mars rouge, la mai, lundi.", ""),
    ] {
        assert_eq!(values(tag, text), expected, "{text}");
    }
}
