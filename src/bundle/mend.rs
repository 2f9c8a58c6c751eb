//! Mends what reading reports and leaves as it is, so that the bundle, written anew, has no
//! errors.
//!
//! It must not throw anything away: what cannot stay where it was is kept beside it under
//! a name of its own, and each change is told.

use crate::bundle::model::{Article, Basis, Bundle, Entity, EntityType, EventEntity, Unknown};
use crate::bundle::{civil, edtf};
use serde_json::Value;
use std::collections::BTreeSet;

/// Mends a bundle that was read. The answer tells every change, as sentences.
pub fn mend(bundle: &mut Bundle) -> Vec<String> {
    let mut changes = Vec::new();
    for article in &mut bundle.items {
        dates(article, &mut changes);
    }
    entities(bundle, &mut changes);
    changes
}

/// Moves a word that is no date to a member of its own.
fn put_aside(date: &mut Option<String>, name: &str, more: &mut Unknown) -> Option<String> {
    let written = date.take_if(|date| edtf::parse(date).is_none())?;
    more.insert(name, Value::from(written.as_str()));
    Some(written)
}

fn dates(article: &mut Article, changes: &mut Vec<String>) {
    let id = &article.id;
    let ext = &mut article.dateline;
    let published = &mut article.date_published;
    if let Some(written) = published.take_if(|date| civil::parse_instant(date).is_none()) {
        if ext.issued.is_none() && edtf::parse(&written).is_some() {
            changes.push(format!("“{written}” became the issue date of the article “{id}”."));
            ext.issued = Some(written);
        } else {
            changes.push(format!(
                "“{written}”, the date of the article “{id}”, is kept as “published_as_written”."
            ));
            ext.more.insert("published_as_written", Value::from(written));
        }
    }
    if let Some(written) = put_aside(&mut ext.issued, "issued_as_written", &mut ext.more) {
        changes.push(format!(
            "“{written}”, the issue date of the article “{id}”, is kept as “issued_as_written”."
        ));
    }
    for mark in &mut ext.marks {
        let Some(time) = &mut mark.time else { continue };
        if let Some(written) = put_aside(&mut time.value, "value_as_written", &mut time.more) {
            time.basis = Basis::Unresolved;
            changes.push(format!(
                "“{written}”, the time of the mark “{}” of the article “{id}”, is kept as \
                 “value_as_written”; the mark is unresolved.",
                mark.id
            ));
        }
    }
    for event in &mut ext.events {
        if let Some(written) = put_aside(&mut event.when, "when_as_written", &mut event.more) {
            changes.push(format!(
                "“{written}”, the date of the event “{}” of the article “{id}”, is kept as \
                 “when_as_written”.",
                event.label
            ));
        }
    }
}

/// Describes the entities that marks and events speak of and nobody has described.
fn entities(bundle: &mut Bundle, changes: &mut Vec<String>) {
    let mut known: BTreeSet<String> =
        bundle.dateline.entities.iter().map(|entity| entity.id.clone()).collect();
    let mut add = |id: &str, name: &str, changes: &mut Vec<String>| {
        if !known.insert(id.to_owned()) {
            return None;
        }
        changes.push(format!("The entity “{id}” was added, with the name “{name}”."));
        Some(Entity {
            id: id.to_owned(),
            kind: EntityType::Other,
            name: name.to_owned(),
            aliases: Vec::new(),
            same_as: Vec::new(),
            more: Unknown::new(),
        })
    };
    let mut added = Vec::new();
    for article in &bundle.items {
        // Marks first: they say what the text calls it.
        for mark in &article.dateline.marks {
            added.extend(mark.entity.as_ref().and_then(|id| add(id, &mark.quote, changes)));
        }
    }
    for article in &bundle.items {
        for part in article.dateline.events.iter().flat_map(|event| &event.entities) {
            let (EventEntity::Id(id) | EventEntity::Role { id, .. }) = part;
            added.extend(add(id, id, changes));
        }
    }
    bundle.dateline.entities.extend(added);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::read;

    const BROKEN: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T",
        "_dateline":{"format":1},"items":[
        {"id":"a","content_text":"Vardel froze in May.","date_published":"2024-03~","_dateline":{
            "issued":"soon","marks":[
            {"id":"m","start":0,"end":6,"quote":"Vardel","entity":"v"},
            {"id":"m","start":16,"end":19,"quote":"May","time":{"value":"in May","basis":"explicit"}},
            {"id":"m","start":7,"end":12,"quote":"froze"},
            {"id":"m-2","start":13,"end":15,"quote":"in","entity":"v"}],
            "events":[{"id":"e","label":"Froze","when":"once","evidence":["m"],"entities":["v",{"id":"i","role":"r"}]}]}},
        {"id":"b","content_text":"Two.","date_published":"Tuesday"},
        {"id":"c","content_text":"","date_published":"2024-03"}]}"#;

    #[test]
    fn what_is_mended_has_no_errors_and_has_lost_nothing() {
        let mut reading = read(BROKEN).unwrap();
        let errors = reading.faults.iter().filter(|fault| fault.severity.word() == "error");
        assert_eq!(errors.count(), 12, "{:#?}", reading.faults);
        let changes = mend(&mut reading.bundle);
        assert_eq!(
            changes,
            [
                "“2024-03~”, the date of the article “a”, is kept as “published_as_written”.",
                "“soon”, the issue date of the article “a”, is kept as “issued_as_written”.",
                "“in May”, the time of the mark “m-3” of the article “a”, is kept as \
                 “value_as_written”; the mark is unresolved.",
                "“once”, the date of the event “Froze” of the article “a”, is kept as \
                 “when_as_written”.",
                "“Tuesday”, the date of the article “b”, is kept as “published_as_written”.",
                "“2024-03” became the issue date of the article “c”.",
                "The entity “v” was added, with the name “Vardel”.",
                "The entity “i” was added, with the name “i”.",
            ]
        );
        let written = serde_json::to_string(&reading.bundle).unwrap();
        let again = read(&written).unwrap();
        assert_eq!(again.faults, [], "{written}");
        assert_eq!(again.bundle, reading.bundle);
        for kept in ["2024-03~", "soon", "in May", "once", "Tuesday"] {
            assert!(written.contains(&format!("_as_written\":\"{kept}\"")), "{kept}");
        }
        assert_eq!(mend(&mut reading.bundle), [] as [String; 0], "there is nothing left to mend");
    }
}
