//! An open collection: its articles, their index, and all that can be asked about them.
//!
//! It is read and indexed in steps, and can be asked meanwhile: answers are over what is
//! indexed so far. It must not look at a clock, nor know who asks.

use crate::archive::articles::Articles;
use crate::archive::ask::{Elsewhere, Named, Occasions, Opened, Opening, Progress, Told};
use crate::archive::chronology::{self, Chronology};
use crate::archive::events::Events;
use crate::archive::index::{Builder, Draft, Index};
use crate::archive::message::{Answer, Request};
use crate::archive::query::Query;
use crate::archive::shelf::correcting::Right;
use crate::archive::wanting::Lacking;
use crate::bundle::{Article, Entity, Fault};

/// After so many articles the first index is made; the next ones after four times as many
/// each, and one when all are read.
const FIRST: usize = 256;
/// What one step does at most, about a millisecond each: bytes that are read, bytes that are
/// indexed, occurrences that are counted beforehand, events that are compared.
const READ: usize = 12_288;
const INDEXED: usize = 65_536;
const COUNTED: usize = 50_000;
const COMPARED: usize = 20_000;

mod correcting;
mod finding;

/// An open collection.
pub(crate) struct Shelf {
    articles: Articles,
    /// True if all is read, and nothing is left to be told of that.
    complete: bool,
    builder: Builder,
    draft: Option<Draft>,
    index: Option<Index>,
    /// An index that was made beforehand: it is unfolded once the first articles are there,
    /// and takes the place of the other when all are read.
    loading: Option<(Builder, Index)>,
    ready: Option<(Builder, Index)>,
    /// How many articles were read.
    read: usize,
    /// How many articles the next index is made of, unless there are no more.
    due: usize,
    /// The answers to common words are ready.
    is_warm: bool,
    events: Events,
    story: Option<Story>,
    lacking: Lacking,
    right: Right,
    /// What the importers had to say, if they made the text.
    made: Option<Vec<Fault>>,
    faults: Option<Vec<Fault>>,
    edition: u32,
    on_screen: Option<usize>,
    marked: Option<usize>,
}

/// A chronology that is made, or was.
struct Story {
    query: Query,
    /// The edition it is of.
    edition: u32,
    wanted: Vec<bool>,
    chronology: Chronology,
    is_done: bool,
}

impl Shelf {
    /// Nothing is read yet. `loading` is an index of these articles, if there is one, `made` what the importers had to say, if they made the text.
    pub(crate) fn new(
        articles: Articles,
        loading: Option<(Builder, Index)>,
        made: Option<Vec<Fault>>,
    ) -> Self {
        Self {
            articles,
            complete: false,
            builder: Builder::default(),
            draft: None,
            index: None,
            loading,
            ready: None,
            read: 0,
            due: FIRST,
            is_warm: false,
            events: Events::default(),
            story: None,
            lacking: Lacking::default(),
            right: Right::default(),
            made,
            faults: None,
            edition: 0,
            on_screen: None,
            marked: None,
        }
    }

    /// True if items have only HTML, and the importers are there to read it.
    pub(crate) fn wants_html(&self) -> bool {
        self.made.is_none() && !self.complete && self.articles.reading().wants_html()
    }

    /// The archive in parts that this is the manifest of: its folder, title and language. The
    /// folder must be a plain name: a bundle has nobody fetch anything from elsewhere.
    pub(crate) fn manifest(&self) -> Option<(String, String, Option<String>)> {
        let bundle = &self.articles.head()?.bundle;
        let parts = bundle.dateline.more.value("parts")?;
        let folder = parts.members().find(|(name, _)| name.says("folder"))?.1.text().0;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if folder.is_empty() || !folder.bytes().all(is_plain) {
            return None;
        }
        Some((folder.into_owned(), bundle.title.clone(), bundle.language.clone()))
    }

    /// The text again.
    pub(crate) fn into_text(self) -> String {
        self.articles.into_text()
    }

    /// True if there is something to search, or nothing to come.
    pub(crate) fn is_searchable(&self) -> bool {
        self.index.is_some()
    }

    /// What there is to say of it when it was opened.
    pub(crate) fn opened(&mut self) -> Opened {
        let progress = self.tell();
        let bundle = self.articles.head().map(|head| &head.bundle);
        Opened {
            title: bundle.map_or_else(String::new, |bundle| bundle.title.clone()),
            language: bundle.and_then(|bundle| bundle.language.clone()),
            progress,
        }
    }

    /// Goes on reading and indexing; false if all is done.
    ///
    /// # Errors
    /// As `bundle::read`, and only before anything can be searched.
    pub(crate) fn step(&mut self) -> Result<bool, Fault> {
        if let Some(draft) = &mut self.draft {
            if draft.step(&self.builder, INDEXED)
                && let Some(draft) = self.draft.take()
            {
                self.index = Some(draft.finish(&mut self.builder));
                self.edition += 1;
            }
            return Ok(true);
        }
        if self.go_on_correcting(READ) {
            return Ok(true);
        }
        if self.index.is_some() && self.unfold() {
            return Ok(true);
        }
        let whole = self.articles.reading().is_whole();
        let indexed = self.index.as_ref().map(Index::len);
        let all = whole && indexed != Some(self.builder.len()) && self.ready.is_none();
        if all || self.builder.len() >= self.due {
            self.due = (self.builder.len() * 4).max(self.due);
            self.draft = Some(self.builder.draft());
            return Ok(true);
        }
        if !self.complete {
            self.read()?;
            return Ok(true);
        }
        if let Some((builder, index)) = self.ready.take_if(|ready| ready.1.len() == self.read) {
            self.take_ready(builder, index);
            return Ok(true);
        }
        if let Some(index) = self.index.as_mut().filter(|_| !self.is_warm) {
            self.is_warm = index.warm(&self.builder, COUNTED);
            return Ok(true);
        }
        Ok(false)
    }

    /// Unfolds some more of the index that was made beforehand; false if there is none.
    fn unfold(&mut self) -> bool {
        let Some((_, index)) = &mut self.loading else { return false };
        if index.unfold_words(INDEXED) {
            // One that is not sound is as good as none.
            self.ready = self.loading.take().filter(|(_, index)| index.is_sound());
        }
        true
    }

    /// Puts an index that was made beforehand in the place of the one of the first articles.
    fn take_ready(&mut self, mut builder: Builder, index: Index) {
        index.unfold(&mut builder);
        if let Some(head) = self.articles.head() {
            let entities = &head.bundle.dateline.entities;
            for place in (0..self.read).filter(|place| self.lacking.is_found(*place)) {
                if let Some(article) = self.articles.whole(place) {
                    builder.mark(place, &article.dateline, head.names(), entities);
                }
            }
        }
        (self.builder, self.index) = (builder, Some(index));
        if self.lacking.progress().0 > 0 {
            self.recount();
        }
        self.correct_again();
        self.edition += 1;
    }

    fn read(&mut self) -> Result<(), Fault> {
        let whole = self.articles.reading().is_whole();
        let mut read = Vec::new();
        let done = self.articles.read(READ, &mut read)?;
        let first = self.read;
        self.read += read.len();
        let indexed = self.ready.is_none() || self.builder.len() < FIRST;
        if let Some(head) = self.articles.head() {
            let (entities, language) = (&head.bundle.dateline.entities, &head.bundle.language);
            for (place, article) in (first..).zip(&mut read) {
                self.lacking.note(article);
                self.right.apply(place, &mut article.dateline);
                if indexed {
                    self.builder.add(article, language.as_deref(), head.names(), entities);
                }
                self.events.put(place, &article.dateline.events);
            }
        }
        if done {
            self.complete = true;
            let faults = self.articles.take_faults();
            // Faults of what the importers wrote would name places in a file that nobody has.
            self.faults = Some(self.made.take().unwrap_or(faults));
        }
        // Ids are settled: rows may have others now.
        let renamed = !self.articles.reading().renamed().is_empty();
        self.edition += u32::from(renamed && !whole && self.articles.reading().is_whole());
        Ok(())
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
        Progress {
            articles: self.read,
            complete: self.complete,
            searched: self.index.as_ref().map_or(0, Index::len),
            edition: self.edition,
            found,
            wanting,
            faults: self.faults.clone(),
            marked: self.marked,
            in_parts: false,
        }
    }

    /// True if it is worth telling how far it is, after this was told.
    pub(crate) fn is_news(&self, told: &Progress) -> bool {
        const MANY: usize = 500; // articles: a viewer need not hear of each
        let all = self.index.as_ref().map_or(0, Index::len);
        (self.complete, self.edition, all) != (told.complete, told.edition, told.searched)
            || self.faults.is_some()
            || self.read >= told.articles + MANY.max(told.articles / 8)
    }

    /// Answers a query.
    pub(crate) fn answer(&mut self, request: &Request) -> Answer {
        let (articles, builder) = (&self.articles, &self.builder);
        let Some(index) = &mut self.index else { return Answer::default() };
        let row = &mut |place, highlighter: &_| articles.row(place, highlighter);
        let answer = index.answer(builder, request, row);
        Answer { articles: self.read, ..answer }
    }

    /// An article by its id; it is on screen now.
    pub(crate) fn article(&mut self, id: &str) -> Option<Opening> {
        let place = self.articles.reading().place_of(id)?;
        self.on_screen = Some(place);
        let article = self.articles.whole(place)?;
        let (json, found) = self.articles.json(place, &article, &self.right.corrections)?;
        Some(Opening {
            article: place,
            id: id.to_owned(),
            json,
            found,
            also: self.also(place, &article),
            reissued: self.lacking.reissued(place).map(str::to_owned),
        })
    }

    /// An entity as the file describes it.
    pub(crate) fn entity(&self, id: &str) -> Option<Entity> {
        let known = &self.articles.head()?.bundle.dateline.entities;
        known.iter().find(|entity| entity.id == id).cloned()
    }

    /// What articles are called.
    pub(crate) fn names(&self, articles: &[usize]) -> Vec<Named> {
        let named = articles.iter().filter_map(|&article| {
            let one = self.articles.plain(article, false)?;
            let title = one.headline().to_owned();
            Some(Named { article, id: one.id, title })
        });
        named.collect()
    }

    /// Where else the events of an article are told.
    fn also(&mut self, place: usize, article: &Article) -> Vec<Vec<Elsewhere>> {
        self.events.sort();
        let mut also = Vec::new();
        also.resize_with(article.dateline.events.len(), Vec::new);
        for (at, source) in chronology::elsewhere(&self.events, place) {
            if let Some(also) = also.get_mut(at) {
                also.extend(self.articles.elsewhere(source));
            }
        }
        also
    }

    /// The events of all articles that match, as occasions; nothing if that takes more steps.
    pub(crate) fn chronology(
        &mut self,
        query: &Query,
        offset: usize,
        limit: usize,
    ) -> Option<Occasions> {
        let Some(index) = &self.index else { return Some(Occasions::default()) };
        let known = self.story.take().filter(|story| {
            self.events.is_sorted() && story.edition == self.edition && story.query == *query
        });
        let story = self.story.insert(match known {
            Some(story) => story,
            None => {
                self.events.sort();
                Story {
                    query: query.clone(),
                    edition: self.edition,
                    wanted: index.matching(&self.builder, query),
                    chronology: Chronology::default(),
                    is_done: false,
                }
            }
        });
        let (wanted, events) = (&story.wanted, &self.events);
        let wanted = |place: usize| wanted.get(place).copied().unwrap_or_default();
        story.is_done = story.is_done || story.chronology.step(events, &wanted, COMPARED);
        if !story.is_done {
            return None;
        }
        let page = story.chronology.page(events, offset, limit).into_iter().map(|occasion| {
            let tellings = occasion.sources.iter().map(|source| self.articles.telling(*source));
            let mut label = None;
            let tellings = tellings.map(Option::unwrap_or_default).map(|(telling, own)| {
                label.get_or_insert(own);
                telling
            });
            let tellings = tellings.collect();
            Told { occasion, label: label.unwrap_or_default(), tellings }
        });
        Some(Occasions { total: story.chronology.len(), occasions: page.collect() })
    }
}
