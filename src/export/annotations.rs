//! The marks as a page of W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>).
//!
//! The target's source is the article's address if no other has it, else its id. Positions
//! are code points, as the model asks. What the model has no words for stands under the
//! prefix `dateline:`, which other programs leave aside.

use super::{LeftOut, Names};
use crate::bundle::{Article, Bundle, Entity, Field, Mark, Time};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Code points before and after the words, which find them again in a changed text.
const AROUND: usize = 24;

pub(super) fn write(bundle: &Bundle, left: &mut LeftOut) -> String {
    let names = Names::of(bundle);
    let mut addresses: BTreeMap<&str, usize> = BTreeMap::new();
    for url in bundle.items.iter().filter_map(|article| article.url.as_deref()) {
        *addresses.entry(url).or_default() += 1;
    }
    let mut items = Vec::new();
    for article in &bundle.items {
        let url = article.url.as_deref().filter(|url| addresses.get(url) == Some(&1));
        let source = url.unwrap_or(&article.id);
        let letters = |field| article.field_text(field).chars().collect::<Vec<char>>();
        let (title, body) = (letters(Field::Title), letters(Field::Body));
        for mark in &article.dateline.marks {
            let text = if mark.field == Field::Title { &title } else { &body };
            items.push(annotation(article, mark, source, text, &names));
        }
        left.some(article.dateline.events.len(), "event", "cannot be said as an annotation");
    }
    super::json(&json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "dateline": "urn:dateline:" }],
        "type": "AnnotationPage",
        "items": items,
    }))
}

fn annotation(
    article: &Article,
    mark: &Mark,
    source: &str,
    text: &[char],
    names: &Names<'_>,
) -> Value {
    let around = |from: usize, to: usize| {
        text.get(from.min(text.len())..to.min(text.len()))
            .unwrap_or_default()
            .iter()
            .collect::<String>()
    };
    let quote = json!({
        "type": "TextQuoteSelector",
        "exact": mark.quote,
        "prefix": around(mark.start.saturating_sub(AROUND), mark.start),
        "suffix": around(mark.end, mark.end.saturating_add(AROUND)),
    });
    let position = json!({ "type": "TextPositionSelector", "start": mark.start, "end": mark.end });
    let mut target = Map::new();
    target.insert("source".to_owned(), Value::from(source));
    target.insert("selector".to_owned(), Value::Array(vec![quote, position]));
    if mark.field == Field::Title {
        target.insert("dateline:field".to_owned(), Value::from("title"));
    }
    let mut body = Vec::new();
    if let Some(id) = &mark.entity {
        tell_entity(id, names.get(id), &mut body);
    }
    if let Some(time) = &mark.time {
        body.push(told_time(time));
    }
    let mut annotation = json!({
        "id": format!("{}#{}", article.id, mark.id),
        "type": "Annotation",
        "target": target,
    });
    if let Value::Object(members) = &mut annotation {
        let motivation = if body.is_empty() { "highlighting" } else { "identifying" };
        members.insert("motivation".to_owned(), Value::from(motivation));
        if !body.is_empty() {
            members.insert("body".to_owned(), Value::Array(body));
        }
        if let Some(by) = &mark.by {
            members.insert("creator".to_owned(), json!({ "type": "Software", "name": by }));
        }
    }
    annotation
}

fn tell_entity(id: &str, entity: Option<&Entity>, body: &mut Vec<Value>) {
    let name = entity.map_or(id, |entity| &entity.name);
    body.push(json!({
        "type": "TextualBody", "purpose": "tagging", "value": name, "dateline:entity": id,
    }));
    let Some(entity) = entity else { return };
    let kind = entity.kind.word();
    body.push(json!({ "type": "TextualBody", "purpose": "classifying", "value": kind }));
    for same in &entity.same_as {
        body.push(json!({ "type": "SpecificResource", "purpose": "identifying", "source": same }));
    }
}

fn told_time(time: &Time) -> Value {
    let mut body = json!({
        "type": "TextualBody",
        "purpose": "describing",
        "conformsTo": "http://id.loc.gov/datatypes/edtf",
        "value": time.value.as_deref().unwrap_or_default(),
        "dateline:basis": time.basis.word(),
    });
    if let (Value::Object(members), Some(rule)) = (&mut body, &time.rule) {
        members.insert("dateline:rule".to_owned(), Value::from(rule.as_str()));
    }
    body
}
