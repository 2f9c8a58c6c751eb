//! The entities of many articles, joined into those of a bundle.
//!
//! An article's own entities wait in its extension (`entities`) until `settle` joins them.
//! What they become does not depend on the order of the articles, and joining what was
//! joined before changes nothing. This is the one place that sees several articles; it must
//! not touch an entity that the bundle has already, nor join what could be either of two.

use crate::annotate::linker::Linker;
use crate::annotate::write::is_ours;
use crate::bundle::{Article, Bundle, Entity, EntityType, Event, EventEntity, Unknown};
use std::collections::{BTreeMap, BTreeSet};

/// The member of an article's extension in which its entities wait.
const WAITING: &str = "entities";

/// Lets an article's entities wait for `settle`.
pub fn wait(article: &mut Article, entities: &[Entity]) {
    let more = &mut article.dateline.more;
    if !entities.is_empty()
        && let Ok(list) = serde_json::to_value(entities)
    {
        more.insert(WAITING, list);
    }
}

/// Ids of the entities that wait in an article.
pub fn waiting_ids(article: &Article) -> BTreeSet<String> {
    let list = article.dateline.more.get(WAITING);
    let list = list.as_ref().and_then(|list| list.as_array());
    let ids = list.into_iter().flatten().filter_map(|entity| entity.get("id")?.as_str());
    ids.map(str::to_owned).collect()
}

/// Joins the entities that wait in a bundle's articles and puts them into the bundle's list,
/// behind its own and in order of their ids. Marks and events follow.
pub fn settle(bundle: &mut Bundle) {
    let mut linker = Linker::new(&bundle.dateline.entities);
    let mut waiting: Vec<(usize, Vec<(String, usize)>)> = Vec::new();
    for (number, article) in bundle.items.iter_mut().enumerate() {
        if article.dateline.more.contains_key(WAITING) {
            let list = article.dateline.more.remove(WAITING);
            let entities = list.iter().filter_map(|list| list.as_array()).flatten();
            let entities = entities.filter_map(entity);
            waiting.push((number, linker.add(entities)));
        }
    }
    if waiting.is_empty() {
        return;
    }
    let (ids, entities) = linker.finish();
    for (number, nodes) in waiting {
        let named = nodes.into_iter().filter_map(|(own, node)| Some((own, ids.get(node)?.clone())));
        let renamed: BTreeMap<String, String> = named.collect();
        if let Some(article) = bundle.items.get_mut(number) {
            follow(article, &renamed);
        }
    }
    bundle.dateline.entities.extend(entities);
}

/// An entity as it was written; `None` without id or name.
fn entity(value: &serde_json::Value) -> Option<Entity> {
    let mut members = value.as_object()?.clone();
    let mut text = |name: &str| match members.remove(name)? {
        serde_json::Value::String(text) => Some(text),
        _ => None,
    };
    let (id, kind, name) = (text("id")?, text("type"), text("name"));
    let mut texts = |name: &str| -> Vec<String> {
        let list = members.remove(name);
        let list = list.as_ref().and_then(|list| list.as_array()).into_iter().flatten();
        list.filter_map(|text| Some(text.as_str()?.to_owned())).collect()
    };
    Some(Entity {
        kind: kind.and_then(|kind| EntityType::from_word(&kind)).unwrap_or(EntityType::Other),
        name: name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone()),
        aliases: texts("aliases"),
        same_as: texts("same_as"),
        more: Unknown::from(members),
        id,
    })
}

/// Lets this program's marks and events refer to entities by their new ids.
fn follow(article: &mut Article, renamed: &BTreeMap<String, String>) {
    for mark in &mut article.dateline.marks {
        let ours = mark.by.as_deref().is_some_and(is_ours);
        if let Some(id) = mark.entity.as_mut().filter(|_| ours)
            && let Some(new) = renamed.get(id)
        {
            id.clone_from(new);
        }
    }
    for event in article.dateline.events.iter_mut().filter(|event| is_made_here(event)) {
        for EventEntity::Id(id) | EventEntity::Role { id, .. } in &mut event.entities {
            if let Some(new) = renamed.get(id) {
                id.clone_from(new);
            }
        }
        // Two names of an article may have become one.
        let mut seen = BTreeSet::new();
        event.entities.retain(|entity| seen.insert(entity.id().to_owned()));
    }
}

/// True for an event that some version of this program made.
pub fn is_made_here(event: &Event) -> bool {
    event.more.text("by").is_some_and(|by| is_ours(&by))
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
