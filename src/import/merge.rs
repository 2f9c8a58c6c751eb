//! Several bundles into one.
//!
//! Every article keeps what it said: where ids clash, the later one gets another and all
//! that refers to it follows. It must not decide that two things of different content are
//! the same, nor let one feed's defaults (its language, its authors) rule another's items.

use crate::bundle::model::FORMAT;
use crate::bundle::{Article, Author, Bundle, BundleExt, Entity, EventEntity, Fault, Severity};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Appends the articles and entities of `other` to `into`. What had to be renamed, and
/// top-level members that only one bundle can have, are listed as notices.
pub fn merge(into: &mut Bundle, mut other: Bundle) -> Vec<Fault> {
    let mut faults = Vec::new();
    settle_versions(into, &mut other, &mut faults);
    settle_defaults(into, &mut other);
    let renamed = add_entities(into, std::mem::take(&mut other.dateline.entities), &mut faults);
    let mut ids: BTreeSet<String> = into.items.iter().map(|article| article.id.clone()).collect();
    // Ids that are still to come count as taken: only the clashing article is renamed.
    let coming: BTreeSet<String> = other.items.iter().map(|article| article.id.clone()).collect();
    for mut article in std::mem::take(&mut other.items) {
        if !ids.insert(article.id.clone()) {
            let free = unused(&article.id, |id| ids.contains(id) || coming.contains(id));
            faults.push(renaming("article", &article.id, &free));
            ids.insert(free.clone());
            article.id = free;
        }
        follow(&mut article, &renamed);
        into.items.push(article);
    }
    add_members(into, other, &mut faults);
    faults
}

/// An extension of a later version stays closed, and in a file of another one it would be
/// misread: where versions differ, only what is known can be merged.
fn settle_versions(into: &mut Bundle, other: &mut Bundle, faults: &mut Vec<Fault>) {
    if into.dateline.format == other.dateline.format {
        return;
    }
    for bundle in [into, other].into_iter().filter(|bundle| bundle.dateline.format != FORMAT) {
        faults.push(Fault::new(
            Severity::Error,
            format!(
                "“{}” uses version {} of the extension; this program knows {FORMAT}.",
                bundle.title, bundle.dateline.format
            ),
            "Its articles were merged without their marks; merge it with a newer Dateline.",
        ));
        bundle.dateline = BundleExt::default();
        for article in &mut bundle.items {
            article.more.remove("_dateline");
        }
    }
}

/// Where two bundles differ in what they say of all their articles, each article says it.
fn settle_defaults(into: &mut Bundle, other: &mut Bundle) {
    if into.language != other.language {
        for bundle in [&mut *into, &mut *other] {
            if let Some(language) = bundle.language.take() {
                for article in &mut bundle.items {
                    article.language.get_or_insert_with(|| language.clone());
                }
            }
        }
    }
    if into.more.get("authors") == other.more.get("authors") {
        return;
    }
    for bundle in [into, other] {
        let Some(Value::Array(authors)) = bundle.more.get("authors") else { continue };
        let authors: Vec<Author> = authors.iter().filter_map(author).collect();
        for article in bundle.items.iter_mut().filter(|article| article.authors.is_empty()) {
            article.authors.clone_from(&authors);
        }
        bundle.more.remove("authors");
    }
}

fn author(value: &Value) -> Option<Author> {
    let mut more = value.as_object()?.clone();
    let name = match more.remove("name") {
        Some(Value::String(name)) => Some(name),
        _ => None,
    };
    Some(Author { name, more })
}

/// Adds entities; the answer says which of them are called what from now on.
fn add_entities(
    into: &mut Bundle,
    entities: Vec<Entity>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, String> {
    let list = &mut into.dateline.entities;
    let mut places: BTreeMap<String, usize> =
        list.iter().enumerate().map(|(at, entity)| (entity.id.clone(), at)).collect();
    let coming: BTreeSet<String> = entities.iter().map(|entity| entity.id.clone()).collect();
    let mut renamed = BTreeMap::new();
    for mut entity in entities {
        let given = entity.id.clone();
        let mut known = false;
        for number in 2_u64.. {
            match places.get(&entity.id) {
                // The same one, perhaps renamed by an earlier merge.
                Some(&at) if list[at] == entity => {
                    known = true;
                    break;
                }
                None if entity.id == given || !coming.contains(&entity.id) => break,
                _ => entity.id = format!("{given}-{number}"),
            }
        }
        if entity.id != given {
            if !known {
                faults.push(renaming("entity", &given, &entity.id));
            }
            renamed.insert(given, entity.id.clone());
        }
        if !known {
            places.insert(entity.id.clone(), list.len());
            list.push(entity);
        }
    }
    renamed
}

/// Lets an article's references follow renamed entities.
fn follow(article: &mut Article, renamed: &BTreeMap<String, String>) {
    for mark in &mut article.dateline.marks {
        if let Some(id) = mark.entity.as_mut()
            && let Some(new) = renamed.get(id)
        {
            id.clone_from(new);
        }
    }
    for event in &mut article.dateline.events {
        for EventEntity::Id(id) | EventEntity::Role { id, .. } in &mut event.entities {
            if let Some(new) = renamed.get(id) {
                id.clone_from(new);
            }
        }
    }
}

/// Takes over what only one bundle said of the whole, and names what two said differently.
fn add_members(into: &mut Bundle, other: Bundle, faults: &mut Vec<Fault>) {
    let mut lost = Vec::new();
    for (name, mine, theirs) in [
        ("description", &mut into.description, other.description),
        ("home_page_url", &mut into.home_page_url, other.home_page_url),
    ] {
        match (mine.as_ref(), theirs) {
            (None, theirs) => *mine = theirs,
            (Some(mine), Some(theirs)) if *mine != theirs => lost.push(name.to_owned()),
            _ => {}
        }
    }
    for (prefix, mine, theirs) in [
        ("", &mut into.more, other.more),
        ("_dateline/", &mut into.dateline.more, other.dateline.more),
    ] {
        for (name, value) in theirs {
            match mine.get(&name) {
                None => {
                    mine.insert(name, value);
                }
                Some(other) if *other != value => lost.push(format!("{prefix}{name}")),
                Some(_) => {}
            }
        }
    }
    if !lost.is_empty() {
        faults.push(Fault::new(
            Severity::Notice,
            format!(
                "This bundle describes itself otherwise than an earlier one: {}.",
                lost.join(", ")
            ),
            "The first description was kept; edit it to fit the whole.",
        ));
    }
}

/// `id-2`, `id-3` … : the first that is not taken.
fn unused(id: &str, taken: impl Fn(&str) -> bool) -> String {
    (2_u64..).map(|n| format!("{id}-{n}")).find(|free| !taken(free)).unwrap_or_default()
}

fn renaming(kind: &str, id: &str, free: &str) -> Fault {
    Fault::new(
        Severity::Notice,
        format!("An earlier {kind} of other content has the id “{id}”."),
        format!(
            "This one is called “{free}” in the merged bundle; change an id to choose its name."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::read;

    fn bundle(json: &str) -> Bundle {
        let reading = read(json).unwrap();
        assert_eq!(reading.faults, [], "{json}");
        reading.bundle
    }

    /// A bundle of one article with a mark and an event, and one entity.
    fn one(article: &str, entity: &str, name: &str) -> Bundle {
        bundle(&format!(
            r#"{{"title":"T","_dateline":{{"format":1,"entities":[{{"id":"{entity}","type":"place","name":"{name}"}}]}},
            "items":[{{"id":"{article}","content_text":"Vardel froze.","_dateline":{{
            "marks":[{{"id":"m","start":0,"end":6,"quote":"Vardel","entity":"{entity}"}}],
            "events":[{{"id":"e","label":"Froze","entities":["{entity}",{{"id":"{entity}","role":"r"}}]}}]}}}}]}}"#
        ))
    }

    /// Articles with the entities they refer to, then the entities.
    fn told(bundle: &Bundle) -> String {
        let article = |a: &Article| {
            let marks = a.dateline.marks.iter().filter_map(|mark| mark.entity.as_deref());
            let events = a.dateline.events.iter().flat_map(|e| &e.entities).map(EventEntity::id);
            format!("{}({})", a.id, marks.chain(events).collect::<Vec<_>>().join(","))
        };
        let articles: Vec<_> = bundle.items.iter().map(article).collect();
        let entities: Vec<_> =
            bundle.dateline.entities.iter().map(|e| format!("{}={}", e.id, e.name)).collect();
        format!("{} {}", articles.join(" "), entities.join(" "))
    }

    #[test]
    fn ids_that_clash_are_renamed_and_followed() {
        let mut whole = one("a", "v", "Vardel");
        assert_eq!(merge(&mut whole, one("b", "v", "Vardel")), []);
        assert_eq!(told(&whole), "a(v,v,v) b(v,v,v) v=Vardel");
        let faults = merge(&mut whole, one("b", "v", "Old Vardel"));
        assert_eq!(faults.len(), 2);
        assert!(faults.iter().all(|fault| fault.severity == Severity::Notice));
        assert_eq!(merge(&mut whole, one("c", "v", "Old Vardel")), []);
        assert_eq!(
            told(&whole),
            "a(v,v,v) b(v,v,v) b-2(v-2,v-2,v-2) c(v-2,v-2,v-2) v=Vardel v-2=Old Vardel"
        );
    }

    #[test]
    fn a_new_id_is_not_one_that_is_still_to_come() {
        let feed = |ids: [&str; 2]| {
            bundle(&format!(
                r#"{{"items":[{{"id":"{}","content_text":"x"}},{{"id":"{}","content_text":"y"}}]}}"#,
                ids[0], ids[1]
            ))
        };
        let mut whole = feed(["a", "b"]);
        assert_eq!(merge(&mut whole, feed(["a", "a-2"])).len(), 1);
        assert_eq!(told(&whole).trim(), "a() b() a-3() a-2()");
    }

    #[test]
    fn an_extension_of_a_later_version_is_not_passed_off_as_one_of_ours() {
        let text = serde_json::to_string(&one("b", "v", "Vardel")).unwrap();
        let later = read(&text.replace(r#""format":1"#, r#""format":2"#)).unwrap().bundle;
        for (mut whole, other) in
            [(one("a", "v", "Vardel"), later.clone()), (later, one("a", "v", "Vardel"))]
        {
            assert_eq!(merge(&mut whole, other).len(), 1);
            let written = serde_json::to_string(&whole).unwrap();
            assert_eq!(read(&written).unwrap().faults, [], "{written}");
            assert_eq!(written.matches(r#""marks""#).count(), 1, "{written}");
        }
    }

    #[test]
    fn defaults_of_one_feed_do_not_rule_another() {
        let feed = |id: &str, top: &str| {
            bundle(&format!(r#"{{{top}"items":[{{"id":"{id}","content_text":"x"}}]}}"#))
        };
        let mut whole = feed("a", r#""language":"en","authors":[{"name":"N","url":"u"}],"#);
        assert_eq!(merge(&mut whole, feed("b", r#""home_page_url":"h","x":1,"#)), []);
        assert_eq!((whole.language.as_deref(), whole.home_page_url.as_deref()), (None, Some("h")));
        assert_eq!(whole.items[0].language.as_deref(), Some("en"));
        assert_eq!(whole.items[0].authors[0].name.as_deref(), Some("N"));
        assert_eq!((whole.items[1].language.as_deref(), whole.items[1].authors.len()), (None, 0));
        assert_eq!(whole.more.get("authors"), None);
        let faults = merge(&mut whole, feed("c", r#""home_page_url":"i","x":2,"#));
        assert_eq!(
            faults[0].what,
            "This bundle describes itself otherwise than an earlier one: home_page_url, x."
        );
    }
}
