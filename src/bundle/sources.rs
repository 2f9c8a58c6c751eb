//! Where in its file each part of a bundle stands.
//!
//! Reading leaves things out and sorts others, so that a place in the model is not the
//! place in the file. This finds the way back, for the few things that have to be named.
//! It must not guess: where a part cannot be found, the list it is in is named.

use crate::bundle::model::Bundle;
use crate::bundle::place;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::cell::RefCell;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Top<'t> {
    #[serde(borrow)]
    items: Vec<&'t RawValue>,
    #[serde(borrow, rename = "_dateline")]
    dateline: Option<&'t RawValue>,
}

/// The parts of a file, and of the bundle that was read from it.
pub(super) struct Sources<'t> {
    bundle: &'t Bundle,
    /// Each article's place in the file, and its JSON.
    items: Vec<(usize, &'t str)>,
    /// The extension at the top.
    dateline: &'t str,
    /// The list that was asked for last.
    last: RefCell<Option<Places>>,
}

/// Where the parts of one list stand in the file, by id.
struct Places {
    index: Option<usize>,
    list: String,
    places: BTreeMap<String, usize>,
}

impl<'t> Sources<'t> {
    /// `None` if the bundle was not read from a feed in JSON.
    pub(super) fn new(text: &'t str, bundle: &'t Bundle) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let top: Top<'t> = serde_json::from_str(text).ok()?;
        let items = top.items.into_iter().map(RawValue::get).enumerate();
        let mut items: Vec<(usize, &str)> =
            items.filter(|(_, item)| item.starts_with('{')).collect();
        if items.len() > bundle.items.len() {
            // Left out were objects that nest too deep or hold what cannot be read.
            items.retain(|(_, item)| serde_json::from_str::<Value>(item).is_ok());
        }
        let dateline = top.dateline.map_or("", RawValue::get);
        (items.len() == bundle.items.len()).then_some(Self {
            bundle,
            items,
            dateline,
            last: RefCell::new(None),
        })
    }

    /// The place in the file of the article with a place in the model.
    pub(super) fn item(&self, index: usize) -> usize {
        self.items.get(index).map_or(index, |(own, _)| *own)
    }

    /// Turns a pointer whose article is named by its place in the file, and all below by
    /// places in the model, into one of the file. `index` is the article's in the model.
    pub(super) fn pointer(&self, pointer: &str, index: Option<usize>) -> String {
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        let found = match (steps.as_slice(), index) {
            (["items", item, "_dateline", list, number], Some(index)) => {
                let base = format!("/items/{item}/_dateline/{list}");
                Some((base, self.in_article(index, list, number)))
            }
            (["_dateline", list, number], _) => {
                Some((format!("/_dateline/{list}"), self.entity(list, number)))
            }
            _ => None,
        };
        match found {
            None => pointer.to_owned(),
            Some((base, None)) => base,
            Some((base, Some(number))) => place::join(&base, &number.to_string()),
        }
    }

    fn in_article(&self, index: usize, list: &str, number: &str) -> Option<usize> {
        let number: usize = number.parse().ok()?;
        let ext = &self.bundle.items.get(index)?.dateline;
        let id = match list {
            "marks" => &ext.marks.get(number)?.id,
            "events" => &ext.events.get(number)?.id,
            _ => return None,
        };
        self.place_in((Some(index), list), id)
    }

    fn entity(&self, list: &str, number: &str) -> Option<usize> {
        let number: usize = number.parse().ok()?;
        self.place_in((None, list), &self.bundle.dateline.entities.get(number)?.id)
    }

    /// The place of what has an id in a list of an article, or of the top. Faults come list
    /// by list, so the last one is kept.
    fn place_in(&self, (index, list): (Option<usize>, &str), id: &str) -> Option<usize> {
        let mut last = self.last.borrow_mut();
        if !last.as_ref().is_some_and(|known| known.index == index && known.list == list) {
            let places = self.list_of(index, list).as_deref().map(ids_of).unwrap_or_default();
            *last = Some(Places { index, list: list.to_owned(), places });
        }
        last.as_ref()?.places.get(id).copied()
    }

    fn list_of(&self, index: Option<usize>, list: &str) -> Option<Vec<Value>> {
        let json = index.map_or(Some(self.dateline), |at| self.items.get(at).map(|item| item.1))?;
        let mut value: Value = serde_json::from_str(json).ok()?;
        let holder = match index {
            None => &mut value,
            Some(_) => value.get_mut("_dateline")?,
        };
        match holder.get_mut(list)?.take() {
            Value::Array(values) => Some(values),
            _ => None,
        }
    }
}

/// Where each id of a list stands first. What has none is called by its kind and place when
/// it is read, as `mark-3`.
fn ids_of(list: &[Value]) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    for (at, value) in list.iter().enumerate() {
        match value.get("id") {
            Some(Value::String(id)) => {
                places.entry(id.clone()).or_insert(at);
            }
            Some(Value::Number(id)) => {
                places.entry(id.to_string()).or_insert(at);
            }
            _ => {}
        }
    }
    for (at, value) in list.iter().enumerate().filter(|(_, value)| value.get("id").is_none()) {
        if value.is_object() {
            for kind in ["mark", "event"] {
                places.entry(format!("{kind}-{}", at + 1)).or_insert(at);
            }
        }
    }
    places
}
