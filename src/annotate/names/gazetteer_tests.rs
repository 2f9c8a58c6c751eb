//! The gazetteer with the tables and lists that are compiled in.

use super::{Gazetteer, class, slug};
use crate::annotate::names::words::words;
use crate::annotate::tokens::Text;

/// What is known at the beginning of a text: words, class, key.
fn hit(text: &str) -> Option<(usize, u32, Option<String>)> {
    let gazetteer = Gazetteer::new();
    let read = Text::new(text);
    let hit = gazetteer.hit(&words(&read), 0)?;
    let key = hit.known.and_then(|known| gazetteer.known(known)).map(|known| known.key());
    Some((hit.length, hit.class, key))
}

#[test]
fn the_longest_phrase_is_found_with_its_key() {
    let (length, found, key) = hit("United States of America and others").unwrap();
    assert_eq!((length, key.as_deref()), (4, Some("united-states")));
    assert!(found & class::COUNTRY != 0);
    let (length, found, key) = hit("U.S. ships").unwrap();
    assert_eq!((length, key.as_deref()), (1, Some("united-states")));
    assert!(found & class::COUNTRY != 0);
    assert_eq!(hit("JCPOA").unwrap().2.as_deref(), Some("joint-comprehensive-plan-of-action"));
}

#[test]
fn an_acronym_is_not_a_word() {
    assert!(hit("US ships").is_some_and(|(_, found, _)| found & class::COUNTRY != 0));
    assert!(hit("us ships").is_none_or(|(_, found, _)| found & class::COUNTRY == 0));
    assert!(hit("Who knows").is_none_or(|(_, found, _)| found & class::ORGANISATION == 0));
}

#[test]
fn peoples_are_no_places() {
    for people in ["Iranians", "Russians", "Poles", "Frenchmen"] {
        let (_, found, _) = hit(people).unwrap();
        assert!(found & class::PEOPLE != 0, "{people}");
        assert!(found & (class::COUNTRY | class::PLACE) == 0, "{people}");
    }
    let (_, found, _) = hit("Iranian").unwrap();
    assert!(found & class::GROUP != 0 && found & class::PEOPLE == 0);
}

#[test]
fn long_lists_are_there() {
    let bit = |word: &str| {
        let read = Text::new(word);
        Gazetteer::new().class_of(&words(&read)[0])
    };
    assert!(bit("Rotterdam") & class::CITY != 0);
    assert!(bit("Margaret") & class::GIVEN != 0);
    assert!(bit("families") & class::COMMON != 0);
    assert!(hit("Buenos Aires").is_some_and(|(length, _, _)| length == 2));
    assert!(
        hit("Nizhniy Novgorod")
            .is_some_and(|(length, found, _)| length == 2 && found & class::CITY != 0)
    );
}

#[test]
fn every_table_has_lines_that_are_read() {
    let gazetteer = Gazetteer::new();
    assert!(gazetteer.known.len() > 1500);
    assert!(gazetteer.known.iter().all(|known| !known.names.is_empty()));
    assert_eq!(gazetteer.vague("Islamic Republic").count(), 2);
}

#[test]
fn keys_are_plain() {
    assert_eq!(slug("Côte d'Ivoire"), "côte-divoire");
    assert_eq!(slug("U.S. Army"), "us-army");
    assert_eq!(slug("  - "), "");
}
