//! Who is joined to whom, and that the order of the articles does not matter.

use super::*;
use crate::annotate::write::{BY, id_of};
use crate::bundle::Mark;

/// An article whose entities are written as `type Name|alias|alias` or `type key=Name|…`.
fn article(id: &str, listed: &[&str]) -> Article {
    let mut article = Article { id: id.to_owned(), ..Article::default() };
    let mut entities = Vec::new();
    for words in listed {
        let (kind, names) = words.split_once(' ').unwrap();
        let kind = EntityType::from_word(kind).unwrap();
        let (key, names) = names.split_once('=').map_or((None, names), |(k, n)| (Some(k), n));
        let mut names = names.split('|').map(str::to_owned);
        let name = names.next().unwrap();
        let id = key.map_or_else(|| id_of(&name, kind), str::to_owned);
        let mark = Mark {
            id: format!("m{}", article.dateline.marks.len() + 1),
            entity: Some(id.clone()),
            by: Some(BY.to_owned()),
            ..Mark::default()
        };
        article.dateline.marks.push(mark);
        let aliases = names.collect();
        let (same_as, more) = (Vec::new(), Unknown::new());
        entities.push(Entity { id, kind, name, aliases, same_as, more });
    }
    wait(&mut article, &entities);
    article
}

/// The entities as `id:type Name|aliases` and then what each article refers to, in the order
/// of the articles' ids.
fn told(bundle: &Bundle) -> String {
    let entity = |entity: &Entity| {
        let mut names = vec![entity.name.clone()];
        names.extend(entity.aliases.iter().cloned());
        format!("{}:{} {}", entity.id, entity.kind.word(), names.join("|"))
    };
    let entities: Vec<_> = bundle.dateline.entities.iter().map(entity).collect();
    let mut articles: Vec<_> = bundle
        .items
        .iter()
        .map(|article| {
            let marks = article.dateline.marks.iter().filter_map(|mark| mark.entity.clone());
            format!("{}: {}", article.id, marks.collect::<Vec<_>>().join(" "))
        })
        .collect();
    articles.sort();
    format!("{}; {}", entities.join(", "), articles.join(", "))
}

#[test]
fn names_of_several_articles_are_joined_where_only_one_is_meant() {
    for (articles, expected) in [
        // The same name and kind; another kind is another thing.
        (
            &[&["person Jonna Rask"][..], &["person Jonna  Rask"], &["organisation Jonna Rask"]][..],
            "jonna-rask:person Jonna  Rask|Jonna Rask, jonna-rask-2:organisation Jonna Rask; \
             a: jonna-rask, b: jonna-rask, c: jonna-rask-2",
        ),
        // A surname goes to the only full name, and to none of two.
        (
            &[&["person Rask"], &["person Jonna Rask"]],
            "jonna-rask:person Jonna Rask|Rask; a: jonna-rask, b: jonna-rask",
        ),
        (
            &[&["person Rask"], &["person Jonna Rask"], &["person Per Rask"]],
            "jonna-rask:person Jonna Rask, per-rask:person Per Rask, rask:person Rask; \
             a: rask, b: jonna-rask, c: per-rask",
        ),
        (
            &[&["person Jonna"], &["person Jonna Rask"]],
            "jonna:person Jonna, jonna-rask:person Jonna Rask; a: jonna, b: jonna-rask",
        ),
        (
            &[&["person Meer"], &["person Ada van der Meer"], &["person van der Meer"]],
            "ada-van-der-meer:person Ada van der Meer|Meer|van der Meer; \
             a: ada-van-der-meer, b: ada-van-der-meer, c: ada-van-der-meer",
        ),
        // Acronyms, by their letters or because an article says so.
        (
            &[&["organisation NHA"], &["organisation Northern Harbour Authority"]],
            "northern-harbour-authority:organisation Northern Harbour Authority|NHA; \
             a: northern-harbour-authority, b: northern-harbour-authority",
        ),
        (
            &[&["organisation Harbour Watch|HAWA"], &["organisation HAWA"]],
            "harbour-watch:organisation Harbour Watch|HAWA; a: harbour-watch, b: harbour-watch",
        ),
        (
            &[&["organisation Nha"], &["organisation Northern Harbour Authority"]],
            "nha:organisation Nha, northern-harbour-authority:organisation Northern Harbour \
             Authority; a: nha, b: northern-harbour-authority",
        ),
        // Keys of the gazetteer; a country that somewhere is a place.
        (
            &[&["country norway=Norway|Kingdom of Norway"], &["country norway=Kingdom of Norway"]],
            "norway:country Kingdom of Norway|Norway; a: norway, b: norway",
        ),
        // An id that says no more than the type joins nobody.
        (
            &[&["person person=Анна|А."], &["person person=Алла|А."]],
            "person:person Алла|А., person-2:person Анна|А.; a: person-2, b: person",
        ),
        (
            &[&["country norway=Norway"], &["place Norway"], &["country norway=Norway"]],
            "norway:country Norway; a: norway, b: norway, c: norway",
        ),
        // Spellings.
        (
            &[
                &["organisation the U.N. Office"],
                &["organisation UN Office"],
                &["organisation UN OFFICE"],
            ],
            "un-office:organisation UN OFFICE|UN Office|the U.N. Office; \
             a: un-office, b: un-office, c: un-office",
        ),
    ] {
        let mut bundle = Bundle::new("T");
        for (number, listed) in articles.iter().enumerate() {
            bundle.items.push(article(["a", "b", "c"][number], listed));
        }
        let mut turned = bundle.clone();
        turned.items.reverse();
        settle(&mut bundle);
        settle(&mut turned);
        assert_eq!(told(&bundle), expected);
        assert_eq!(told(&turned), expected);
        assert!(!bundle.items[0].dateline.more.contains_key(WAITING));
    }
}

#[test]
fn the_bundles_own_entities_stay_as_they_are() {
    let own = Entity {
        id: "q1".to_owned(),
        kind: EntityType::Person,
        name: "Jonna Rask".to_owned(),
        aliases: vec!["the harbour master".to_owned()],
        same_as: Vec::new(),
        more: Unknown::new(),
    };
    let mut bundle = Bundle::new("T");
    bundle.dateline.entities.push(own.clone());
    bundle.items.push(article("a", &["person Rask", "place Vardel", "person q1=Q One"]));
    bundle.items.push(article("b", &["person Jonna Rask|Miss Rask"]));
    // An editor's mark does not follow, whatever it is called.
    bundle.items[0].dateline.marks.push(Mark { entity: Some("rask".into()), ..Mark::default() });
    settle(&mut bundle);
    assert_eq!(
        told(&bundle),
        "q1:person Jonna Rask|the harbour master, q1-2:person Q One, vardel:place Vardel; \
         a: q1 vardel q1-2 rask, b: q1"
    );
    assert_eq!(bundle.dateline.entities[0], own);
    // Joining again changes nothing.
    let before = bundle.clone();
    settle(&mut bundle);
    assert_eq!(bundle, before);
}

#[test]
fn many_entities_of_one_id_take_no_longer_each() {
    let mut bundle = Bundle::new("T");
    for number in 0..5000 {
        let entity = format!("person person=Имя {number}|А.");
        bundle.items.push(article(&format!("a{number}"), &[&entity]));
    }
    settle(&mut bundle);
    assert_eq!(bundle.dateline.entities.len(), 5000);
}
