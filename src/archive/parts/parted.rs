//! An archive in parts that is open: what can be asked about it is answered from the parts
//! that are there, and what is missing for an answer is told.
//!
//! An answer counts only if nothing was missing for it: whoever asks calls `wanted` after it,
//! gives what is told there, and asks again. It must not fetch, nor look at a clock.

use super::plan::Plan;
use super::{Part, events, ids, unsigned};
use crate::archive::articles::Articles;
use crate::archive::ask::{Elsewhere, Named, Occasions, Opened, Opening, Progress, Telling, Told};
use crate::archive::chronology::{self, Chronology, Source};
use crate::archive::events::Events;
use crate::archive::index::cut::Cut;
use crate::archive::index::{Builder, Index, IndexPart};
use crate::archive::message::{Answer, Hit, Request};
use crate::archive::query::Query;
use crate::bundle::Article;
use crate::bundle::corrections::Corrections;
use std::cell::RefCell;

/// Parts of articles that are kept, more or less.
const KEPT: usize = 256;

/// An archive in parts.
pub(crate) struct Parted {
    folder: String,
    title: String,
    language: Option<String>,
    /// Nothing until the plan is there.
    index: Option<Index>,
    builder: Builder,
    plan: Plan,
    /// Articles, by their places in the index.
    groups: Cut<Articles>,
    ids: Cut<Vec<u8>>,
    events: Cut<Vec<u8>>,
    /// What was missing besides parts of the index, of articles, ids and events.
    missing: RefCell<Vec<Part>>,
}

impl Parted {
    /// The archive in a folder, whose name ends with `/`. Its plan is the first thing wanted.
    pub(crate) fn new(folder: String, title: String, language: Option<String>) -> Self {
        Self {
            folder,
            title,
            language,
            index: None,
            builder: Builder::default(),
            plan: Plan::default(),
            groups: Cut::default(),
            ids: Cut::default(),
            events: Cut::default(),
            missing: RefCell::new(vec![Part::Plan]),
        }
    }

    /// True once the plan is there.
    pub(crate) fn is_open(&self) -> bool {
        self.index.is_some()
    }

    /// Where a part is to be fetched.
    pub(crate) fn address(&self, part: Part) -> String {
        [&self.folder, part.name().as_str()].concat()
    }

    /// What was missing since this was last asked. What was told or answered meanwhile does
    /// not count unless there was nothing.
    pub(crate) fn wanted(&self) -> Vec<Part> {
        let index = self.index.as_ref().map(Index::wanted).unwrap_or_default();
        let mut wanted: Vec<Part> = index.into_iter().map(Part::Index).collect();
        wanted.extend(self.missing.take());
        wanted.extend(self.ids.wanted().into_iter().map(Part::Ids));
        wanted.extend(self.events.wanted().into_iter().map(Part::Events));
        // Which articles are to be shown is known only once all else is there.
        let groups = self.groups.wanted();
        if wanted.is_empty() {
            wanted.extend(groups.into_iter().map(Part::Articles));
        }
        wanted
    }

    /// Takes the file of a part; false if it is not what it should be.
    pub(crate) fn give(&mut self, part: Part, file: &[u8]) -> bool {
        match part {
            Part::Plan => self.give_plan(file),
            Part::Articles(at) => {
                let text = String::from_utf8(file.to_vec()).ok();
                let articles = text.and_then(Articles::all_of);
                articles.is_some_and(|articles| self.groups.give(at as usize, articles))
            }
            Part::Index(part) => match (unsigned(file), &mut self.index) {
                (Some(bytes), Some(index)) => index.give(part, bytes, &mut self.builder),
                _ => false,
            },
            Part::Ids(at) => give_bytes(&mut self.ids, at, file),
            Part::Events(at) => give_bytes(&mut self.events, at, file),
        }
    }

    fn give_plan(&mut self, file: &[u8]) -> bool {
        let Some((plan, index)) = Plan::read(file) else { return false };
        let parts = ids::parts(index.len());
        self.groups = Cut::new(plan.groups.clone());
        self.ids = Cut::new((0..parts).collect());
        self.events = Cut::new((0..plan.events.len() as u32).collect());
        (self.plan, self.index) = (plan, Some(index));
        true
    }

    /// Forgets articles if there are many: they can be had again.
    pub(crate) fn tidy(&mut self) {
        if self.groups.all().count() > KEPT {
            self.groups = Cut::new(self.plan.groups.clone());
        }
    }

    /// What there is to say of it when it was opened.
    pub(crate) fn opened(&self) -> Opened {
        let progress = self.progress();
        Opened { title: self.title.clone(), language: self.language.clone(), progress }
    }

    /// How far it is: nothing is read or found here.
    pub(crate) fn progress(&self) -> Progress {
        let articles = self.index.as_ref().map_or(0, Index::len);
        Progress {
            articles,
            complete: self.is_open(),
            searched: articles,
            in_parts: true,
            ..Progress::default()
        }
    }

    /// Answers a query.
    pub(crate) fn answer(&mut self, request: &Request) -> Answer {
        let (groups, builder) = (&self.groups, &self.builder);
        let Some(index) = &mut self.index else { return Answer::default() };
        let row = &mut |place: usize, highlighter: &_| match groups.of(place as u32) {
            None => Hit { article: place, ..Hit::default() },
            Some((group, inside)) => {
                Hit { article: place, ..group.row(inside as usize, highlighter) }
            }
        };
        let articles = index.len();
        let known = self.plan.first.as_ref().filter(|(first, _)| {
            let (sort, limit, few) = (first.sort, first.limit, first.few);
            let own = Request { sort, limit, few, ..request.clone() };
            own == *first
        });
        let mut answer = match known {
            Some((_, known)) => {
                let bare = index.answer(builder, &request.bare(), row);
                Answer { hits: bare.hits, ..known.clone() }
            }
            None => {
                if !index.has_columns() {
                    self.missing.borrow_mut().push(Part::Index(IndexPart::Columns));
                }
                index.answer(builder, request, row)
            }
        };
        (answer.articles, answer.searched) = (articles, articles);
        answer
    }

    /// The place of an article, by its id.
    fn place(&self, id: &str) -> Option<u32> {
        let near = (0..self.groups.len()).find_map(|at| {
            let inside = self.groups.there(at)?.reading().place_of(id)?;
            Some(self.groups.first(at) + inside as u32)
        });
        near.or_else(|| {
            let parts = self.ids.len() as u32;
            let part = self.ids.part(ids::part_of(id, parts) as usize)?;
            ids::places(part, id, parts).into_iter().find(|place| {
                let group = self.groups.of(*place);
                group.is_some_and(|(group, inside)| {
                    group.reading().place_of(id) == Some(inside as usize)
                })
            })
        })
    }

    /// An article by its id.
    pub(crate) fn article(&self, id: &str) -> Option<Opening> {
        let place = self.place(id)?;
        let (group, inside) = self.groups.of(place)?;
        let article = group.whole(inside as usize)?;
        let (json, found) = group.json(inside as usize, &article, &Corrections::default())?;
        let also = self.also(place, &article);
        Some(Opening {
            article: place as usize,
            id: id.to_owned(),
            json,
            found,
            also,
            reissued: None,
        })
    }

    /// What articles are called.
    pub(crate) fn names(&self, articles: &[usize]) -> Vec<Named> {
        let named = articles.iter().filter_map(|&article| {
            let (group, inside) = self.groups.of(u32::try_from(article).ok()?)?;
            let one = group.plain(inside as usize, false)?;
            let title = one.headline().to_owned();
            Some(Named { article, id: one.id, title })
        });
        named.collect()
    }

    /// Where else the events of an article are told.
    fn also(&self, place: u32, article: &Article) -> Vec<Vec<Elsewhere>> {
        let mut near = Events::default();
        near.put(place as usize, &article.dateline.events);
        let mut parts: Vec<usize> = Vec::new();
        for row in near.of(place as usize) {
            for part in self.plan.events_on(row.days.0) {
                if let Part::Events(part) = part
                    && !parts.contains(&(part as usize))
                {
                    parts.push(part as usize);
                }
            }
        }
        for bytes in parts.into_iter().filter_map(|part| self.events.part(part)) {
            events::read(bytes, &mut near);
        }
        near.sort();
        let mut also = Vec::new();
        also.resize_with(article.dateline.events.len(), Vec::new);
        for (at, source) in chronology::elsewhere(&near, place as usize) {
            let group = self.groups.of(source.article as u32);
            let told = group.and_then(|(group, inside)| {
                group.elsewhere(Source { article: inside as usize, ..source })
            });
            if let Some(also) = also.get_mut(at) {
                also.extend(told);
            }
        }
        also
    }

    /// The events of all articles that match, as occasions.
    pub(crate) fn chronology(&self, query: &Query, offset: usize, limit: usize) -> Occasions {
        let Some(index) = &self.index else { return Occasions::default() };
        if !index.has_columns() {
            self.missing.borrow_mut().push(Part::Index(IndexPart::Columns));
        }
        let mut events = Events::default();
        for bytes in (0..self.events.len()).filter_map(|part| self.events.part(part)) {
            events::read(bytes, &mut events);
        }
        events.sort();
        let matching = index.matching(&self.builder, query);
        let wanted = |place: usize| matching.get(place).copied().unwrap_or_default();
        let mut story = Chronology::default();
        while !story.step(&events, &wanted, usize::MAX) {}
        let page = story.page(&events, offset, limit).into_iter().map(|occasion| {
            let tellings = occasion.sources.iter().map(|source| self.telling(*source));
            let mut label = None;
            let tellings = tellings.map(|(telling, own)| {
                label.get_or_insert(own);
                telling
            });
            let tellings = tellings.collect();
            Told { occasion, label: label.unwrap_or_default(), tellings }
        });
        Occasions { total: story.len(), occasions: page.collect() }
    }

    fn telling(&self, source: Source) -> (Telling, String) {
        let group = self.groups.of(source.article as u32);
        let told = group.and_then(|(group, inside)| {
            group.telling(Source { article: inside as usize, ..source })
        });
        told.unwrap_or_default()
    }
}

fn give_bytes(cut: &mut Cut<Vec<u8>>, at: u32, file: &[u8]) -> bool {
    unsigned(file).is_some_and(|bytes| cut.give(at as usize, bytes.to_vec()))
}
