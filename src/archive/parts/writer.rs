//! Makes an archive in parts of a bundle: one file after another, so that no more than the
//! text of the bundle, its index and one file are in memory.
//!
//! It must not write to a disk: who calls it does.

use super::plan::Plan;
use super::{Part, events, ids, signed};
use crate::archive::articles::{Articles, mentioned};
use crate::archive::events::Events;
use crate::archive::highlight::Highlighter;
use crate::archive::index::{Builder, Measures};
use crate::archive::message::{Hit, Request};
use crate::archive::query::Query;
use crate::bundle::corrections::Corrections;
use crate::bundle::{Bundle, Entity, Fault, json};

/// UTF-8 bytes of articles in a part: few, for every row of a list may need a part of its own;
/// and the most parts, more or less, that a big archive is cut into.
const ARTICLES: usize = 6 << 10;
const MOST: usize = 1 << 14;

/// Takes a file: its name, and what is in it.
pub type Writing<'w, E> = dyn FnMut(String, Vec<u8>) -> Result<(), E> + 'w;

/// A collection that is to be written in parts.
pub struct Source {
    articles: Articles,
    builder: Builder,
}

impl Source {
    /// Reads and indexes the text of a bundle, without a byte order mark; nothing if it has
    /// articles in HTML, which the importers have to read.
    ///
    /// # Errors
    /// As `bundle::read`.
    pub fn read(text: String) -> Result<Option<Self>, Fault> {
        const STEP: usize = 1 << 20; // bytes: what was read is let go
        let mut own = Self { articles: Articles::new(text), builder: Builder::default() };
        let mut read = Vec::new();
        loop {
            let done = own.articles.read(STEP, &mut read)?;
            if own.articles.reading().wants_html() {
                return Ok(None);
            }
            if let Some(head) = own.articles.head() {
                let (entities, language) = (&head.bundle.dateline.entities, &head.bundle.language);
                for article in read.drain(..) {
                    own.builder.add(&article, language.as_deref(), head.names(), entities);
                }
            }
            if done {
                return Ok(Some(own));
            }
        }
    }

    /// What was repaired or left out: it is handed over.
    pub fn take_faults(&mut self) -> Vec<Fault> {
        self.articles.take_faults()
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.builder.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.builder.is_empty()
    }

    /// The id of the first article of the file.
    pub fn first(&self) -> Option<String> {
        Some(self.articles.plain(0, false)?.id)
    }

    /// The manifest for parts in this folder: a bundle without articles that says where these
    /// are.
    pub fn manifest(&self, folder: &str) -> String {
        let mut own = self.empty();
        if let Some(head) = self.articles.head() {
            let bundle = &head.bundle;
            own.title.clone_from(&bundle.title);
            own.description.clone_from(&bundle.description);
            own.home_page_url.clone_from(&bundle.home_page_url);
        }
        let parts = ["{\"folder\":", &json::quoted(folder), "}"].concat();
        // It is JSON: nothing can be wrong with it.
        let _ = own.dateline.more.insert_raw("parts", &parts);
        serde_json::to_string(&own).unwrap_or_default()
    }

    /// Writes all parts. The articles are let go as soon as they are written.
    ///
    /// # Errors
    /// The first one of `write`.
    pub fn write<E>(mut self, write: &mut Writing<'_, E>) -> Result<(), E> {
        let mut index = self.builder.index();
        let mut plan = self.write_articles(index.order(), write)?;
        let Self { articles, builder } = self;
        drop(articles);
        let request = Request { limit: 0, ..Request::of_list(Query::default()) };
        let mut row = |article, _: &Highlighter| Hit { article, ..Hit::default() };
        let answer = index.answer(&builder, &request, &mut row);
        plan.first = Some((request, answer));
        let own = index.cut(&builder, Measures::default(), &mut |part, bytes| {
            write(Part::Index(part).name(), signed(&bytes))
        })?;
        write(Part::Plan.name(), plan.to_file(&own))
    }

    /// Writes the articles in this order, their ids and their events.
    fn write_articles<E>(&self, order: &[u32], write: &mut Writing<'_, E>) -> Result<Plan, E> {
        let mut plan = Plan::default();
        let (mut all_events, mut ids) = (Events::default(), Vec::with_capacity(order.len()));
        let length = |at: &u32| self.articles.length(*at as usize);
        let least = ARTICLES.max(order.iter().map(length).sum::<usize>() / MOST);
        let (mut group, mut filled) = (self.empty(), 0);
        for (article, at) in order.iter().enumerate() {
            let item = self.articles.plain(*at as usize, true).unwrap_or_default();
            if group.items.is_empty() {
                plan.groups.push(article as u32);
            }
            all_events.put(article, &item.dateline.events);
            ids.push(item.id.clone());
            group.items.push(item);
            filled += length(at);
            if filled >= least || article + 1 == order.len() {
                let part = Part::Articles(plan.groups.len() as u32 - 1);
                group.dateline.entities = self.mentioned(&group);
                // What cannot be written as JSON could not be read either.
                write(part.name(), serde_json::to_vec(&group).unwrap_or_default())?;
                (group, filled) = (self.empty(), 0);
            }
        }
        for (part, bytes) in (0..).zip(ids::write(ids.iter().map(String::as_str), ids.len())) {
            write(Part::Ids(part).name(), signed(&bytes))?;
        }
        drop(ids);
        all_events.sort();
        for (part, (first, bytes)) in (0..).zip(events::write(&all_events)) {
            plan.events.push(first);
            write(Part::Events(part).name(), signed(&bytes))?;
        }
        Ok(plan)
    }

    /// A bundle for a part of the articles.
    fn empty(&self) -> Bundle {
        let mut own = Bundle::new("");
        if let Some(head) = self.articles.head() {
            own.language.clone_from(&head.bundle.language);
            own.dateline.format = head.bundle.dateline.format;
        }
        own
    }

    /// The entities that the articles of a part mention.
    fn mentioned(&self, group: &Bundle) -> Vec<Entity> {
        let Some(head) = self.articles.head() else { return Vec::new() };
        let none = Corrections::default();
        let mut places: Vec<usize> =
            group.items.iter().flat_map(|article| mentioned(article, head, &none)).collect();
        places.sort_unstable();
        places.dedup();
        let entities = &head.bundle.dateline.entities;
        places.into_iter().filter_map(|place| entities.get(place).cloned()).collect()
    }
}
