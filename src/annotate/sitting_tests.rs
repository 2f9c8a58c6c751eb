//! Answers, what is remembered of them, and names that turn out to be one.

use super::*;
use crate::bundle::{EntityType, Found, Mark, Unknown, read_found};
use std::collections::{BTreeMap, BTreeSet};

fn asked<'a>(number: usize, text: &'a str) -> Asked<'a> {
    Asked { number, title: "Low tide", text, issued: Some("2024-03-12"), ..Asked::default() }
}

fn sitting(known: Vec<Entity>) -> Sitting {
    Sitting::new(Rc::new(Annotator::new()), known)
}

/// An answer as the viewer reads it, for articles with these texts.
fn read(answer: &str, texts: &[&str]) -> Found {
    let article = |text: &&str| Article { content_text: (*text).to_owned(), ..Article::default() };
    let articles: Vec<Article> = texts.iter().map(article).collect();
    read_found(answer, &articles).unwrap()
}

fn person(id: &str, name: &str) -> Entity {
    Entity {
        id: id.to_owned(),
        kind: EntityType::Person,
        name: name.to_owned(),
        aliases: Vec::new(),
        same_as: Vec::new(),
        more: Unknown::new(),
    }
}

/// Adds what an article would say that has nothing but a name.
fn name(sitting: &mut Sitting, number: usize, name: &str) {
    let id = name.to_lowercase().replace(' ', "-");
    let mark = Mark {
        id: "m1".to_owned(),
        start: 0,
        end: name.chars().count(),
        quote: name.to_owned(),
        entity: Some(id.clone()),
        by: Some(crate::annotate::write::BY.to_owned()),
        ..Mark::default()
    };
    let mut article = Article::default();
    article.dateline.marks.push(mark);
    sitting.add(number, template(&article.dateline), vec![person(&id, name)]);
}

/// Place, entity and name for every mark.
fn names(found: &Found) -> Vec<String> {
    let name = |id: &str| {
        let entity = found.entities.iter().find(|entity| entity.id == id);
        entity.map_or("?", |entity| entity.name.as_str()).to_owned()
    };
    let mut all = Vec::new();
    for (number, ext) in &found.articles {
        for id in ext.marks.iter().filter_map(|mark| mark.entity.as_deref()) {
            all.push(format!("{number} {id} {}", name(id)));
        }
    }
    all
}

#[test]
fn an_answer_stands_where_the_words_are() {
    let text = "The quay opened on 4 March 2024.";
    let mut sitting = self::sitting(Vec::new());
    sitting.annotate(&asked(1, text));
    let found = read(&sitting.take(), &["", text]);
    let (1, ext) = &found.articles[0] else { panic!("{found:?}") };
    let mark = &ext.marks[0];
    assert_eq!((mark.quote.as_str(), mark.start), ("4 March 2024", 19));
    assert_eq!(mark.time.as_ref().unwrap().value.as_deref(), Some("2024-03-04"));
    assert!(read(&sitting.take(), &["", text]).articles.is_empty(), "each is told once");
}

#[test]
fn what_is_recalled_is_what_was_found() {
    let text = "The quay opened on 4 March 2024, and the mole a week later.";
    let mut first = sitting(Vec::new());
    let answer = first.annotate(&asked(0, text));
    let mut second = sitting(Vec::new());
    assert!(second.recall(&asked(0, text), &answer));
    assert_eq!(second.take(), first.take());
    for broken in ["", "{", "{}", "[]", r#"{"items":[]}"#] {
        assert!(!second.recall(&asked(0, text), broken), "{broken}");
    }
}

#[test]
fn the_key_tells_all_that_matters_apart() {
    let plain = sitting(Vec::new());
    let other = sitting(vec![person("rask", "Rask")]);
    let base = asked(0, "Text.");
    let keys = [
        plain.key("1", &base),
        plain.key("2", &base),
        other.key("1", &base),
        plain.key("1", &Asked { title: "High tide", ..base }),
        plain.key("1", &Asked { title: "Low tideText.", text: "", ..base }),
        plain.key("1", &Asked { text: "Text. ", ..base }),
        plain.key("1", &Asked { issued: None, ..base }),
        plain.key("1", &Asked { issued: Some(""), ..base }),
        plain.key("1", &Asked { language: Some("en"), ..base }),
    ];
    let apart: BTreeSet<&String> = keys.iter().collect();
    assert_eq!(apart.len(), keys.len(), "{keys:#?}");
    assert_eq!(plain.key("1", &Asked { number: 7, ..base }), keys[0], "its place does not");
    assert!(keys.iter().all(|key| key.len() == 32));
}

#[test]
fn a_name_keeps_its_id_until_all_are_known() {
    let mut sitting = self::sitting(vec![person("editor-rask", "Tom Rask")]);
    name(&mut sitting, 0, "Ada Meer");
    let first = read(&sitting.take(), &["Ada Meer"]);
    assert_eq!(names(&first), ["0 ada-meer Ada Meer"]);
    name(&mut sitting, 1, "Ada Meer");
    name(&mut sitting, 2, "Meer");
    name(&mut sitting, 3, "Tom Rask");
    let second = read(&sitting.take(), &["", "Ada Meer", "Meer", "Tom Rask"]);
    // What was told before is not told again; what the bundle has it keeps.
    assert_eq!(names(&second), ["1 ada-meer ?", "2 meer Meer", "3 editor-rask ?"]);
    let last = read(&sitting.finish(), &["Ada Meer", "Ada Meer", "Meer", "Tom Rask"]);
    assert_eq!(names(&last), ["2 ada-meer Ada Meer"], "and only what is different comes again");
    assert!(read(&sitting.finish(), &[]).articles.is_empty());
    // Asked for anew, it is what it became.
    name(&mut sitting, 2, "Meer");
    assert_eq!(names(&read(&sitting.take(), &["", "", "Meer"])), ["2 ada-meer ?"]);
}

#[test]
fn whatever_is_asked_first_the_end_is_the_same() {
    let texts = ["Ada Meer", "Meer", "Tom Rask", "Rask"];
    let end = |order: [usize; 4]| {
        let mut sitting = self::sitting(Vec::new());
        let mut ids = BTreeMap::new();
        let mut hear = |answer: &str| {
            for (number, ext) in read(answer, &texts).articles {
                ids.insert(number, ext.marks[0].entity.clone());
            }
        };
        for number in order {
            name(&mut sitting, number, texts[number]);
            hear(&sitting.take());
        }
        hear(&sitting.finish());
        ids
    };
    let expected = end([0, 1, 2, 3]);
    assert_eq!(expected[&1], Some("ada-meer".to_owned()));
    assert_eq!(end([3, 2, 1, 0]), expected);
    assert_eq!(end([1, 3, 0, 2]), expected);
}
