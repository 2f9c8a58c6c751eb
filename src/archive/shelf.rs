//! The articles of an open collection, and all that can be asked about them.

use crate::annotate::sentences::sentence_around;
use crate::archive::ask::{
    Elsewhere, Named, Occasions, Opened, Opening, Progress, Telling, Told, Wanting,
};
use crate::archive::chronology::{self, Source};
use crate::archive::desk::Door;
use crate::archive::engine::Engine;
use crate::archive::message::{Answer, Request};
use crate::archive::query::Query;
use crate::archive::wanting::{self, Lacking};
use crate::bundle::{
    self, Article, Bundle, Entity, Fault, Field, Found, Reading, Severity, Unknown, read_found,
};
use std::sync::Arc;

/// A collection that is being opened.
pub(crate) struct Shelving {
    door: Door,
    name: String,
    bytes: Vec<u8>,
    faults: Option<Vec<Fault>>,
}

impl Shelving {
    pub(crate) fn new(
        door: Door,
        name: String,
        bytes: Vec<u8>,
        _index: Option<Vec<u8>>,
        faults: Option<Vec<Fault>>,
    ) -> Self {
        Self { door, name, bytes, faults }
    }

    /// Goes on; in the end gives the shelf, or says why there is none, with the bytes if the
    /// importers may be able to open them.
    pub(crate) fn step(&mut self) -> Option<Result<Shelf, (Fault, Option<Vec<u8>>)>> {
        let made = self.faults.is_some();
        let text = std::str::from_utf8(&self.bytes).ok().filter(|text| !text.contains('\0'));
        let ours = text.is_some_and(|text| made || (self.door)(&self.name, text));
        let Some(text) = text.filter(|_| ours) else { return Some(Err(self.passed_on())) };
        Some(match bundle::read(text) {
            Err(fault) => Err((fault, None)),
            Ok(reading) if reading.wants_html && !made => Err(self.passed_on()),
            Ok(reading) => Ok(Shelf::new(reading, self.faults.take())),
        })
    }

    fn passed_on(&mut self) -> (Fault, Option<Vec<u8>>) {
        let what = "This is for the importers to open.";
        let fault = Fault::new(Severity::Fatal, what, "Open it with them.");
        (fault, Some(std::mem::take(&mut self.bytes)))
    }
}

/// An open collection.
pub(crate) struct Shelf {
    engine: Engine,
    lacking: Lacking,
    faults: Option<Vec<Fault>>,
    edition: u32,
    on_screen: Option<usize>,
    marked: Option<usize>,
}

impl Shelf {
    fn new(reading: Reading, faults: Option<Vec<Fault>>) -> Self {
        let mut lacking = Lacking::default();
        reading.bundle.items.iter().for_each(|article| lacking.note(article));
        Self {
            engine: Engine::new(Arc::new(reading.bundle)),
            lacking,
            // Faults of what the importers wrote would name places in a file that nobody has.
            faults: Some(faults.unwrap_or(reading.faults)),
            edition: 1,
            on_screen: None,
            marked: None,
        }
    }

    /// What there is to say of it when it was opened.
    pub(crate) fn opened(&mut self) -> Opened {
        let progress = self.tell();
        let bundle = self.bundle();
        Opened { title: bundle.title.clone(), language: bundle.language.clone(), progress }
    }

    /// Goes on reading and indexing; false if all is done.
    pub(crate) fn step(&mut self) -> bool {
        false
    }

    /// How far it is, to be told: what is given once is given.
    pub(crate) fn tell(&mut self) -> Progress {
        let progress = self.progress();
        (self.marked, self.faults) = (None, None);
        progress
    }

    /// How far it is.
    pub(crate) fn progress(&self) -> Progress {
        let (found, wanting) = self.lacking.progress();
        let articles = self.bundle().items.len();
        Progress {
            articles,
            complete: true,
            searched: articles,
            edition: self.edition,
            found,
            wanting,
            faults: self.faults.clone(),
            marked: self.marked,
        }
    }

    fn bundle(&self) -> &Bundle {
        self.engine.bundle()
    }

    /// Answers a query.
    pub(crate) fn answer(&self, request: &Request) -> Answer {
        self.engine.answer(request)
    }

    /// An article by its id; it is on screen now.
    pub(crate) fn article(&mut self, id: &str) -> Option<Opening> {
        let index = self.bundle().items.iter().position(|article| article.id == id)?;
        self.on_screen = Some(index);
        let bundle = self.bundle();
        let article = bundle.items.get(index)?;
        let mut one = Bundle { items: vec![article.clone()], ..Bundle::new("") };
        one.language.clone_from(&bundle.language);
        one.dateline.entities = mentioned(article, &bundle.dateline.entities);
        Some(Opening {
            article: index,
            id: id.to_owned(),
            json: serde_json::to_string(&one).ok()?,
            found: String::new(),
            also: self.also(index),
            undated: self.lacking.undated(index, article).map(str::to_owned),
        })
    }

    /// What articles are called.
    pub(crate) fn names(&self, articles: &[usize]) -> Vec<Named> {
        let items = &self.bundle().items;
        let named = articles.iter().filter_map(|&article| {
            let one = items.get(article)?;
            Some(Named { article, id: one.id.clone(), title: one.headline().to_owned() })
        });
        named.collect()
    }

    /// Where else the events of an article are told.
    fn also(&self, index: usize) -> Vec<Vec<Elsewhere>> {
        let bundle = self.bundle();
        let own = bundle.items.get(index).map_or(0, |own| own.dateline.events.len());
        let mut also = vec![Vec::new(); own];
        for (at, source) in chronology::elsewhere(bundle, index) {
            let other = bundle.items.get(source.article);
            let event = other.and_then(|other| other.dateline.events.get(source.event));
            if let (Some(also), Some(other), Some(event)) = (also.get_mut(at), other, event) {
                also.push(Elsewhere {
                    article: other.id.clone(),
                    title: other.headline().to_owned(),
                    event: event.id.clone(),
                });
            }
        }
        also
    }

    /// The events of all articles that match, as occasions.
    pub(crate) fn chronology(&self, query: &Query, offset: usize, limit: usize) -> Occasions {
        let bundle = self.bundle();
        let occasions = chronology::chronology(bundle, self.engine.matching(query));
        let total = occasions.len();
        let told = occasions.into_iter().skip(offset).take(limit).map(|occasion| Told {
            label: occasion
                .sources
                .first()
                .and_then(|first| self.event(*first))
                .map_or_else(String::new, |event| event.label.clone()),
            tellings: occasion.sources.iter().map(|source| self.telling(*source)).collect(),
            occasion,
        });
        Occasions { total, occasions: told.collect() }
    }

    fn event(&self, source: Source) -> Option<&bundle::Event> {
        self.bundle().items.get(source.article)?.dateline.events.get(source.event)
    }

    fn telling(&self, source: Source) -> Telling {
        let article = self.bundle().items.get(source.article);
        let (Some(article), Some(event)) = (article, self.event(source)) else {
            return Telling::default();
        };
        Telling {
            article: article.id.clone(),
            title: article.headline().to_owned(),
            source: article.dateline.source.clone(),
            event: event.id.clone(),
            sentence: sentence(article, event),
        }
    }

    /// Somebody begins to find names and dates, and is told what the file knows.
    pub(crate) fn begin_finding(&mut self) -> Vec<Entity> {
        self.lacking.begin_again();
        let known = self.bundle().dateline.entities.iter();
        known
            .map(|entity| Entity { same_as: Vec::new(), more: Unknown::new(), ..entity.clone() })
            .collect()
    }

    /// The next articles to find names and dates in.
    pub(crate) fn batch(&mut self, on_screen: Option<usize>, listed: &[usize]) -> Vec<Wanting> {
        self.on_screen = on_screen;
        let batch = self.lacking.next(on_screen, listed);
        let bundle = self.engine.bundle();
        let wanting = |number: usize| {
            let article = bundle.items.get(number)?;
            let supplied = self.lacking.supplied(number);
            Some(Wanting {
                number,
                title: article.title.clone().unwrap_or_default(),
                text: article.content_text.clone(),
                issued: supplied.or_else(|| wanting::issued(article)).map(str::to_owned),
                language: article.language.clone().or_else(|| bundle.language.clone()),
            })
        };
        batch.into_iter().filter_map(wanting).collect()
    }

    /// Takes what was found in a batch.
    pub(crate) fn found(&mut self, batch: &[usize], json: &[u8]) {
        let text = std::str::from_utf8(json).unwrap_or("{}");
        // What nobody can read has found nothing.
        let mut found: Found = read_found(text, &self.bundle().items).unwrap_or_default();
        let entities = std::mem::take(&mut found.entities);
        let articles = self.lacking.take(batch, found);
        let Some(bundle) = self.engine.bundle_mut() else { return };
        wanting::join(entities, &mut bundle.dateline.entities);
        for (index, ext) in articles {
            if self.on_screen == Some(index) {
                self.marked = self.on_screen;
            }
            if let Some(article) = bundle.items.get_mut(index) {
                wanting::put_into(article, ext);
            }
        }
        if self.lacking.is_due(true) {
            self.recount();
        }
    }

    /// The reader says when an article was issued.
    pub(crate) fn supply(&mut self, article: usize, date: &str) {
        self.lacking.supply(article, date);
    }

    /// Counts what was found; or nothing will be found any more.
    pub(crate) fn count(&mut self, give_up: bool) {
        if give_up {
            self.lacking.give_up();
        }
        if self.lacking.is_fresh() {
            self.recount();
        }
    }

    fn recount(&mut self) {
        self.lacking.count();
        self.engine.recount();
        self.edition += 1;
    }
}

/// The entities that an article mentions.
fn mentioned(article: &Article, known: &[Entity]) -> Vec<Entity> {
    let marked = article.dateline.marks.iter().filter_map(|mark| mark.entity.as_deref());
    let took_part = article.dateline.events.iter().flat_map(|event| &event.entities);
    let ids: Vec<&str> = marked.chain(took_part.map(|entity| entity.id())).collect();
    known.iter().filter(|entity| ids.contains(&entity.id.as_str())).cloned().collect()
}

/// The sentence that tells an event: that of its first mark in the text, as one line.
fn sentence(article: &Article, event: &bundle::Event) -> String {
    let text = &article.content_text;
    let marks = || article.dateline.marks.iter().filter(|mark| mark.field == Field::Body);
    let cited = event.evidence.iter().find_map(|id| marks().find(|mark| &mark.id == id));
    let Some(mark) = cited else { return String::new() };
    let byte = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    let range = sentence_around(text, byte(mark.start)..byte(mark.end));
    let words: Vec<&str> = text.get(range).unwrap_or_default().split_whitespace().collect();
    words.join(" ")
}
