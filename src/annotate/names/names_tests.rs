//! Names in whole texts, with the built-in gazetteer and model.

use super::{NameMark, Named, Names};
use crate::annotate::tokens::Text;
use crate::bundle::{Entity, EntityType, Field};
use std::sync::LazyLock;

static NAMES: LazyLock<Names> = LazyLock::new(Names::new);

fn read(title: &str, body: &str, known: &[Entity]) -> (Vec<NameMark>, Vec<Named>) {
    NAMES.find(&Text::new(title), &Text::new(body), known)
}

/// The mentions of a text: words, kind, and the name they stand for.
fn found(body: &str) -> Vec<(&str, EntityType, String)> {
    let (marks, named) = read("", body, &[]);
    let told = |mark: &NameMark| {
        let thing = &named[mark.named];
        (&body[mark.range.clone()], thing.kind, thing.name.clone())
    };
    marks.iter().map(told).collect()
}

fn kind(body: &str, words: &str) -> Option<EntityType> {
    found(body).into_iter().find(|(own, _, _)| *own == words).map(|(_, kind, _)| kind)
}

#[test]
fn countries_and_towns_are_told_apart() {
    let body = "Talks between Kenya and the United Kingdom were held in Nairobi on Monday.";
    assert_eq!(kind(body, "Kenya"), Some(EntityType::Country));
    assert_eq!(kind(body, "United Kingdom"), Some(EntityType::Country));
    assert_eq!(kind(body, "Nairobi"), Some(EntityType::Place));
    assert_eq!(kind(body, "Monday"), None);
}

#[test]
fn forms_of_one_country_are_one_thing() {
    let (marks, named) =
        read("", "Britain signed first. Later the U.K. paid, and the UK left.", &[]);
    assert_eq!(marks.len(), 3);
    assert!(marks.iter().all(|mark| mark.named == marks[0].named));
    assert_eq!(named[marks[0].named].key.as_deref(), Some("united-kingdom"));
}

#[test]
fn a_surname_follows_its_full_name_and_titles_stay_outside() {
    let body = "President Maria Andersson met reporters in Oslo. Andersson said the port would \
                reopen, and Mr. Andersson, her brother, agreed.";
    let persons: Vec<_> =
        found(body).into_iter().filter(|(_, kind, _)| *kind == EntityType::Person).collect();
    assert_eq!(persons[0].0, "Maria Andersson");
    assert!(persons.len() >= 2);
    assert!(persons.iter().all(|(_, _, name)| name == "Maria Andersson"));
}

#[test]
fn adjectives_of_peoples_are_no_names_and_plurals_are_groups() {
    let body = "The Norwegian minister told the Russians that German ships may land.";
    assert_eq!(kind(body, "Norwegian"), None);
    assert_eq!(kind(body, "German"), None);
    assert_eq!(kind(body, "Russians"), Some(EntityType::Group));
}

#[test]
fn agreements_are_known_by_name_or_by_pattern() {
    let body = "The Vardel Fisheries Treaty was signed by France, and the Joint Comprehensive \
                Plan of Action (JCPOA) was not mentioned. The JCPOA is older.";
    assert_eq!(kind(body, "Vardel Fisheries Treaty"), Some(EntityType::Agreement));
    assert_eq!(kind(body, "JCPOA"), Some(EntityType::Agreement));
    let (marks, _) = read("", body, &[]);
    let of = |words: &str| {
        marks
            .iter()
            .filter(|m| &body[m.range.clone()] == words)
            .map(|m| m.named)
            .collect::<Vec<_>>()
    };
    let long = of("Joint Comprehensive Plan of Action");
    assert_eq!(of("JCPOA"), [long[0], long[0]]);
}

#[test]
fn an_acronym_in_brackets_joins_its_long_form() {
    let body = "The Northern Fisheries Council (NFC) met in Bergen. The NFC will meet again.";
    let (marks, named) = read("", body, &[]);
    let council: Vec<_> =
        marks.iter().filter(|m| named[m.named].name == "Northern Fisheries Council").collect();
    assert_eq!(council.len(), 3);
    assert!(named[council[0].named].aliases.contains(&"NFC".to_owned()));
}

#[test]
fn the_bundles_own_entities_win() {
    let known = [Entity {
        id: "the-board".into(),
        kind: EntityType::Organisation,
        name: "Vardel Harbour Board".into(),
        aliases: vec!["Paris".into()],
        same_as: Vec::new(),
        more: Default::default(),
    }];
    let (marks, named) = read("Paris", "Paris and France are far from Vardel.", &known);
    assert_eq!(marks[0].rule, "bundle");
    assert_eq!(marks[0].field, Field::Title);
    assert_eq!(named[marks[1].named].key.as_deref(), Some("the-board"));
    assert_eq!(named[marks[1].named].kind, EntityType::Organisation);
    assert!(named.iter().any(|thing| thing.key.as_deref() == Some("france")));
}

#[test]
fn vague_forms_need_their_country() {
    assert_eq!(kind("Sanctions on the Islamic Republic were lifted.", "Islamic Republic"), None);
    let with = "Sanctions on Iran were lifted; the Islamic Republic welcomed it.";
    assert_eq!(kind(with, "Islamic Republic"), Some(EntityType::Country));
}

#[test]
fn marks_are_in_order_and_do_not_overlap() {
    let body = "In Paris, Anna Berg of the Vardel Trade Union met Carl Lund, the Danish envoy to the \
                European Union. Berg and Lund signed the Vardel Accord. Lund left for New York.";
    let (marks, named) = read("Berg Meets Lund In Paris Over Vardel Accord", body, &[]);
    assert!(marks.len() > 6);
    let place = |m: &NameMark| (m.field == Field::Body, m.range.start);
    for pair in marks.windows(2) {
        assert!(place(&pair[0]) < place(&pair[1]));
        assert!(pair[0].field != pair[1].field || pair[0].range.end <= pair[1].range.start);
    }
    for mark in &marks {
        assert!(mark.named < named.len() && (0.0..=1.0).contains(&mark.confidence));
    }
}

#[test]
fn reasons_are_given_when_asked_for() {
    let body = Text::new("President Maria Andersson arrived in Oslo.");
    let names = Names::new().explaining();
    let (marks, _) = names.find(&Text::new(""), &body, &[]);
    let model: Vec<_> = marks.iter().filter(|mark| mark.rule == "model").collect();
    assert!(!model.is_empty());
    assert!(model.iter().all(|mark| !mark.because.is_empty()));
    assert!(read("", body.text, &[]).0.iter().all(|mark| mark.because.is_empty()));
}

#[test]
fn other_languages_get_what_the_tables_know() {
    let body = "Der Hafen wurde gestern von der Behörde nach dem Sturm wieder geöffnet, und die \
                Fischer fuhren wie immer hinaus. Die Behörde lobte Norwegen nicht, wohl aber die \
                NATO und den Iran, wo man ihrer Ansicht nach auf solche Fälle besser vorbereitet \
                ist als hier, weil dort schon lange nicht mehr gespart worden sei. ";
    let found = found(body);
    assert!(found.iter().any(|(words, _, _)| *words == "NATO"));
    assert!(found.iter().any(|(words, _, _)| *words == "Iran"));
    assert!(found.iter().all(|(words, _, _)| !matches!(*words, "Hafen" | "Fischer" | "Ansicht")));
}

#[test]
fn any_text_is_borne() {
    for text in [
        "",
        " ",
        "\u{0}",
        "A",
        "A.",
        "(((",
        "’s",
        "‘O’",
        "İİİ ẞß ŉ",
        "京都大学の教授",
        "مدينة القاهرة",
        "👩‍👩‍👧‍👦 U.S.S.R. 👍",
        "e\u{301}E\u{301}",
        "-al-",
        "Al-",
        "UN (UN (UN)",
        "Act Act Treaty of of",
        "Resolution Resolution 1 of",
        "Minister of",
        "of of of",
        "St. St. St.",
    ] {
        let (marks, named) = read(text, text, &[]);
        for mark in marks {
            assert!(text.get(mark.range.clone()).is_some(), "{text}");
            assert!(mark.named < named.len());
        }
    }
}

/// Ten times the text may take no more than about ten times the work; here it need only end.
#[test]
fn walls_of_one_word_end() {
    for unit in ["A", "Vardel ", "of ", "U.S.", "(UN) ", "al-", "Treaty of ", "Bank & ", "İ"] {
        let wall = unit.repeat(60_000 / unit.len());
        let (marks, _) = read("", &wall, &[]);
        assert!(marks.len() <= wall.len());
    }
}
