//! Several bundles into one.
//!
//! Every article keeps what it said: where ids clash, the later one gets another and all
//! that refers to it follows. It must not decide that two things of different content are
//! the same, nor let one feed's defaults (its language, its authors) rule another's items.

use crate::annotate::link;
use crate::bundle::json::{Kind, Value};
use crate::bundle::model::FORMAT;
use crate::bundle::{
    Article, Author, Bundle, BundleExt, Entity, EventEntity, Fault, Severity, Unknown,
};
use std::collections::{BTreeMap, BTreeSet};

/// Appends the articles and entities of `other` to `into`. What had to be renamed, and
/// top-level members that only one bundle can have, are listed as notices. For many
/// bundles, one `Merger` is quicker.
pub fn merge(into: &mut Bundle, other: Bundle) -> Vec<Fault> {
    let mut merger = Merger::new(std::mem::replace(into, Bundle::new("")));
    let faults = merger.add(other);
    *into = merger.finish();
    faults
}

/// Puts bundles together one after the other, in time linear in all of them.
#[derive(Debug)]
pub struct Merger {
    whole: Bundle,
    articles: Ids,
    entities: Ids,
    /// Where the entity with an id stands.
    places: BTreeMap<String, usize>,
    /// Ids of entities by what they would share if they were one, renamed: the id without
    /// its number, and all else.
    alike: BTreeMap<String, Vec<String>>,
}

/// Ids that are taken, and where the search for a free one goes on.
#[derive(Debug, Default)]
struct Ids {
    taken: BTreeSet<String>,
    next: BTreeMap<String, u64>,
}

impl Ids {
    /// `id-2`, `id-3` … : the first that is neither taken nor still to come. It is taken now.
    fn free(&mut self, id: &str, coming: &BTreeSet<String>) -> String {
        let next = self.next.entry(id.to_owned()).or_insert(2);
        loop {
            let free = format!("{id}-{next}");
            *next += 1;
            if !coming.contains(&free) && self.taken.insert(free.clone()) {
                return free;
            }
        }
    }
}

impl Merger {
    /// Begins with a bundle, which stays as it is.
    pub fn new(whole: Bundle) -> Self {
        let entities = &whole.dateline.entities;
        let mut merger = Self {
            articles: Ids {
                taken: whole.items.iter().map(|article| article.id.clone()).collect(),
                ..Ids::default()
            },
            entities: Ids {
                taken: entities.iter().map(|entity| entity.id.clone()).collect(),
                ..Ids::default()
            },
            places: (0..).zip(entities).map(|(at, entity)| (entity.id.clone(), at)).collect(),
            alike: BTreeMap::new(),
            whole: Bundle::new(""),
        };
        for entity in entities {
            merger.alike.entry(likeness(entity)).or_default().push(entity.id.clone());
        }
        merger.whole = whole;
        merger
    }

    /// Appends a bundle; the answer is as that of `merge`.
    pub fn add(&mut self, mut other: Bundle) -> Vec<Fault> {
        let mut faults = Vec::new();
        settle_versions(&mut self.whole, &mut other, &mut faults);
        settle_defaults(&mut self.whole, &mut other);
        let entities = std::mem::take(&mut other.dateline.entities);
        let renamed = self.add_entities(entities, &mut faults);
        // Ids that are still to come count as taken: only the clashing article is renamed.
        let coming = other.items.iter().map(|article| article.id.clone()).collect();
        for mut article in std::mem::take(&mut other.items) {
            if !self.articles.taken.insert(article.id.clone()) {
                let free = self.articles.free(&article.id, &coming);
                faults.push(renaming("article", &article.id, &free));
                article.id = free;
            }
            follow(&mut article, &renamed);
            self.whole.items.push(article);
        }
        add_members(&mut self.whole, other, &mut faults);
        faults
    }

    /// What has been put together so far.
    pub fn bundle(&self) -> &Bundle {
        &self.whole
    }

    /// The whole.
    pub fn finish(self) -> Bundle {
        self.whole
    }

    /// Adds entities; the answer says which of them are called what from now on.
    fn add_entities(
        &mut self,
        entities: Vec<Entity>,
        faults: &mut Vec<Fault>,
    ) -> BTreeMap<String, String> {
        let coming = entities.iter().map(|entity| entity.id.clone()).collect();
        let mut renamed = BTreeMap::new();
        for mut entity in entities {
            let list = &mut self.whole.dateline.entities;
            let clashes = match self.places.get(&entity.id).and_then(|&at| list.get(at)) {
                Some(own) if *own == entity => continue,
                Some(_) => true,
                None => false,
            };
            let alike = self.alike.entry(likeness(&entity)).or_default();
            if clashes {
                // The same one, renamed by an earlier merge?
                let known = alike.iter().find(|id| is_numbered(id, &entity.id)).cloned();
                let new = known.clone().unwrap_or_else(|| {
                    let free = self.entities.free(&entity.id, &coming);
                    faults.push(renaming("entity", &entity.id, &free));
                    free
                });
                renamed.insert(std::mem::replace(&mut entity.id, new.clone()), new);
                if known.is_some() {
                    continue;
                }
            }
            alike.push(entity.id.clone());
            self.entities.taken.insert(entity.id.clone());
            self.places.insert(entity.id.clone(), list.len());
            list.push(entity);
        }
        renamed
    }
}

/// True for `vardel-2` where `vardel` was asked for.
fn is_numbered(id: &str, asked: &str) -> bool {
    let number = id.strip_prefix(asked).and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What two entities share that may be one, renamed.
fn likeness(entity: &Entity) -> String {
    let stem = match entity.id.rsplit_once('-') {
        Some((stem, number)) if is_numbered(&entity.id, stem) && !number.is_empty() => stem,
        _ => &entity.id,
    };
    let bare = Entity { id: stem.to_owned(), ..entity.clone() };
    // Entities are plain data: there is nothing in them that cannot be written.
    serde_json::to_string(&bare).unwrap_or_default()
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
            article.more.discard("_dateline");
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
    if into.more.get_raw("authors") == other.more.get_raw("authors") {
        return;
    }
    for bundle in [into, other] {
        let Some(list) = bundle.more.value("authors").filter(|list| list.kind() == Kind::List)
        else {
            continue;
        };
        let authors: Vec<Author> = list.elements().filter_map(author).collect();
        for article in bundle.items.iter_mut().filter(|article| article.authors.is_empty()) {
            article.authors.clone_from(&authors);
        }
        bundle.more.discard("authors");
    }
}

fn author(value: Value<'_>) -> Option<Author> {
    let mut more = Unknown::of(value)?;
    let name = more.value("name").filter(|name| name.kind() == Kind::Text);
    let name = name.map(|name| name.text().0.into_owned());
    more.discard("name");
    Some(Author { name, more })
}

/// Lets an article's references follow renamed entities.
fn follow(article: &mut Article, renamed: &BTreeMap<String, String>) {
    if renamed.is_empty() {
        return;
    }
    // Entities that wait in the article are not those of its bundle, whatever they are called.
    let waiting = link::waiting_ids(article);
    for mark in &mut article.dateline.marks {
        if let Some(id) = mark.entity.as_mut().filter(|id| !waiting.contains(*id))
            && let Some(new) = renamed.get(id)
        {
            id.clone_from(new);
        }
    }
    for event in &mut article.dateline.events {
        for EventEntity::Id(id) | EventEntity::Role { id, .. } in &mut event.entities {
            if let Some(new) = renamed.get(id).filter(|_| !waiting.contains(id)) {
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
        let before = mine.clone();
        for (name, value) in theirs.members() {
            let words = name.text().0;
            match before.value(&words) {
                None => mine.push(name, value),
                Some(other) if other.raw != value.raw => lost.push(format!("{prefix}{words}")),
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
#[path = "merge_tests.rs"]
mod tests;
