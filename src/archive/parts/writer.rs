//! Makes an archive in parts of a bundle: one file after another, so that no more than the
//! bundle, its index and one file are in memory.
//!
//! It must not write to a disk: who calls it does.

use super::plan::Plan;
use super::{Part, events, ids, signed};
use crate::archive::events::Events;
use crate::archive::highlight::Highlighter;
use crate::archive::index::{Builder, Measures};
use crate::archive::message::{Hit, Request};
use crate::archive::query::Query;
use crate::bundle::names::Names;
use crate::bundle::{Bundle, Entity, json};

/// UTF-8 bytes of articles in a part: few, for every row of a list may need a part of its own;
/// and the most parts, more or less, that a big archive is cut into.
const ARTICLES: usize = 6 << 10;
const MOST: usize = 1 << 14;

/// Takes a file: its name, and what is in it.
pub type Writing<'w, E> = dyn FnMut(String, Vec<u8>) -> Result<(), E> + 'w;

/// Writes all parts of a bundle; its articles are used up. Nothing else may have been in the
/// builder.
///
/// # Errors
/// The first one of `write`.
pub fn write<E>(bundle: &mut Bundle, write: &mut Writing<'_, E>) -> Result<(), E> {
    let mut builder = Builder::of(bundle);
    let mut index = builder.index();
    let (mut plan, mut all_events) = (Plan::default(), Events::default());

    let length =
        |at: &u32| bundle.items.get(*at as usize).map_or(0, |item| item.content_text.len());
    let order = index.order().to_vec();
    let least = ARTICLES.max(order.iter().map(length).sum::<usize>() / MOST);
    let names = Names::of(&bundle.dateline.entities);
    let (mut group, mut ids, mut filled) = (empty(bundle), Vec::with_capacity(order.len()), 0);
    for (article, at) in order.iter().enumerate() {
        let Some(item) = bundle.items.get_mut(*at as usize).map(std::mem::take) else { continue };
        if group.items.is_empty() {
            plan.groups.push(article as u32);
        }
        all_events.put(article, &item.dateline.events);
        ids.push(item.id.clone());
        filled += item.content_text.len() + item.dateline.marks.len() * 64;
        group.items.push(item);
        if filled >= least || article + 1 == order.len() {
            let part = Part::Articles(plan.groups.len() as u32 - 1);
            group.dateline.entities = mentioned(&group, &names, &bundle.dateline.entities);
            // What cannot be written as JSON could not be read either.
            write(part.name(), serde_json::to_vec(&group).unwrap_or_default())?;
            (group, filled) = (empty(bundle), 0);
        }
    }
    bundle.items = Vec::new();
    for (part, bytes) in (0..).zip(ids::write(ids.iter().map(String::as_str), ids.len())) {
        write(Part::Ids(part).name(), signed(&bytes))?;
    }
    drop(ids);
    all_events.sort();
    for (part, (first, bytes)) in (0..).zip(events::write(&all_events)) {
        plan.events.push(first);
        write(Part::Events(part).name(), signed(&bytes))?;
    }
    drop(all_events);

    let request = Request { limit: 0, ..Request::of_list(Query::default()) };
    let mut row = |article, _: &Highlighter| Hit { article, ..Hit::default() };
    let answer = index.answer(&builder, &request, &mut row);
    plan.first = Some((request, answer));
    let own = index.cut(&builder, Measures::default(), &mut |part, bytes| {
        write(Part::Index(part).name(), signed(&bytes))
    })?;
    write(Part::Plan.name(), plan.to_file(&own))
}

/// A bundle for a part of the articles of another.
fn empty(bundle: &Bundle) -> Bundle {
    let mut own = Bundle::new("");
    own.language.clone_from(&bundle.language);
    own.dateline.format = bundle.dateline.format;
    own
}

/// The entities that the articles of a part mention.
fn mentioned(group: &Bundle, names: &Names, entities: &[Entity]) -> Vec<Entity> {
    let mut places: Vec<usize> = Vec::new();
    for ext in group.items.iter().map(|item| &item.dateline) {
        let marked = ext.marks.iter().filter_map(|mark| mark.entity.as_deref());
        let took_part = ext.events.iter().flat_map(|event| &event.entities);
        let ids = marked.chain(took_part.map(|entity| entity.id()));
        places.extend(ids.filter_map(|id| names.get(id)));
    }
    places.sort_unstable();
    places.dedup();
    places.into_iter().filter_map(|place| entities.get(place).cloned()).collect()
}

/// The manifest: a bundle without articles that says where these are.
pub fn manifest(bundle: &Bundle, folder: &str) -> String {
    let mut own = Bundle { items: Vec::new(), ..bundle.clone() };
    own.dateline.entities = Vec::new();
    let parts = ["{\"folder\":", &json::quoted(folder), "}"].concat();
    // It is JSON: nothing can be wrong with it.
    let _ = own.dateline.more.insert_raw("parts", &parts);
    serde_json::to_string(&own).unwrap_or_default()
}
