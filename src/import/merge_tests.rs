//! Putting bundles together, a case a test.

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

#[test]
fn asking_for_the_same_id_again_and_again_stays_quick() {
    let mut merger = Merger::new(Bundle::new("T"));
    for number in 0..20_000 {
        merger.add(one("a", "v", &format!("Vardel {}", number % 5_000)));
    }
    let whole = merger.finish();
    assert_eq!((whole.items.len(), whole.dateline.entities.len()), (20_000, 5_000));
    assert_eq!(whole.items[19_999].id, "a-20000");
    // The last article speaks of the same entity as the one of the same name long before.
    let entity = |at: usize| whole.items[at].dateline.marks[0].entity.clone();
    assert_eq!((entity(19_999), entity(4_999)), (Some("v-5000".into()), Some("v-5000".into())));
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
