//! The articles of an open collection: the text as it came, and where each stands in it.
//!
//! An article is read again whenever it is wanted, so that a collection takes little more
//! memory than its text. What was found in articles since is kept beside, as it was written.
//! It must not know what is asked, nor who finds anything.

use crate::annotate::sentences::sentence_around;
use crate::archive::ask::{Elsewhere, Telling, Wanting};
use crate::archive::chronology::Source;
use crate::archive::engine::row;
use crate::archive::highlight::Highlighter;
use crate::archive::message::Hit;
use crate::archive::wanting;
use crate::bundle::Field;
use crate::bundle::corrections::Corrections;
use crate::bundle::names::Names;
use crate::bundle::order::sort_by_key;
use crate::bundle::{
    Article, ArticleExt, Bundle, Entity, Event, Fault, Head, Stepwise, found_parts, json,
    read_found,
};

/// The articles, as far as they were read.
pub(crate) struct Articles {
    text: String,
    reading: Stepwise,
    /// Where each article begins in the text, and how long it is, in UTF-8 bytes.
    slices: Vec<(u32, u32)>,
    /// What was found in some of them, as JSON, in the order of their places.
    found: Vec<(u32, String)>,
    /// The entities that were found, as JSON, and the places of their ids.
    entities: Vec<String>,
    entity_ids: Names,
}

impl Articles {
    /// Articles that are still to be read from a text, which has no byte order mark.
    pub(crate) fn new(text: String) -> Self {
        Self {
            text,
            reading: Stepwise::foreseeing_html(),
            slices: Vec::new(),
            found: Vec::new(),
            entities: Vec::new(),
            entity_ids: Names::default(),
        }
    }

    /// All articles of a small text; nothing if it cannot be read.
    pub(crate) fn all_of(text: String) -> Option<Self> {
        let mut own = Self::new(text);
        while !own.read(usize::MAX, &mut Vec::new()).ok()? {}
        Some(own)
    }

    /// Reads some more, for about so many bytes; true if all is read.
    pub(crate) fn read(&mut self, bytes: usize, read: &mut Vec<Article>) -> Result<bool, Fault> {
        let slices = &mut self.slices;
        self.reading.next(&self.text, bytes, &mut |article, range| {
            slices.push((range.start as u32, range.len() as u32));
            read.push(article);
        })
    }

    /// How far reading is.
    pub(crate) fn reading(&self) -> &Stepwise {
        &self.reading
    }

    /// What was repaired or left out, once all is read: it is handed over.
    pub(crate) fn take_faults(&mut self) -> Vec<Fault> {
        self.reading.take_faults()
    }

    /// The text again, where nobody wants the articles.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// All of the bundle but its articles.
    pub(crate) fn head(&self) -> Option<&Head> {
        self.reading.head()
    }

    fn bundle(&self) -> Option<&Bundle> {
        self.head().map(|head| &head.bundle)
    }

    fn slice(&self, place: usize) -> Option<&str> {
        let (start, length) = *self.slices.get(place)?;
        self.text.get(start as usize..(start + length) as usize)
    }

    /// How long an article is in the text, in UTF-8 bytes.
    pub(crate) fn length(&self, place: usize) -> usize {
        self.slices.get(place).map_or(0, |(_, length)| *length as usize)
    }

    /// An article as the file has it; `whole` or without its marks, events and structure.
    pub(crate) fn plain(&self, place: usize, whole: bool) -> Option<Article> {
        let (head, raw) = (self.head()?, self.slice(place)?);
        let mut article = if whole { head.article(raw) } else { head.row(raw) }?;
        let renamed = self.reading.renamed();
        if let Ok(at) = renamed.binary_search_by(|(own, _)| own.cmp(&place)) {
            article.id.clone_from(&renamed.get(at)?.1);
        }
        Some(article)
    }

    /// An article with what was found in it.
    pub(crate) fn whole(&self, place: usize) -> Option<Article> {
        let mut article = self.plain(place, true)?;
        if let Some(ext) = self.found_in(place) {
            let json = ["{\"items\":[", &found_item(0, ext), "]}"].concat();
            let found = read_found(&json, std::slice::from_ref(&article)).ok();
            for (_, ext) in found.into_iter().flat_map(|found| found.articles) {
                wanting::put_into(&mut article, ext);
            }
        }
        Some(article)
    }

    fn found_in(&self, place: usize) -> Option<&str> {
        let at = self.found.binary_search_by(|(own, _)| (*own as usize).cmp(&place)).ok()?;
        self.found.get(at).map(|(_, ext)| ext.as_str())
    }

    /// Keeps what was found, as it is written: all entities, and what belongs to `kept`.
    pub(crate) fn keep(&mut self, text: &str, found: Vec<Entity>, kept: &[(usize, ArticleExt)]) {
        let (entities, articles) = found_parts(text);
        for (id, raw) in entities {
            match self.entity_ids.get(&id).and_then(|place| self.entities.get_mut(place)) {
                Some(own) => raw.clone_into(own),
                None => {
                    self.entity_ids.add(&id, self.entities.len());
                    self.entities.push(raw.to_owned());
                }
            }
        }
        for (place, raw) in articles {
            if !kept.iter().any(|(own, _)| *own == place) {
                continue;
            }
            let at = self.found.binary_search_by(|(own, _)| (*own as usize).cmp(&place));
            match at {
                Ok(at) => raw.clone_into(&mut self.found[at].1),
                Err(at) => self.found.insert(at, (place as u32, raw.to_owned())),
            }
        }
        self.call(found);
    }

    /// Has entities be what these say from now on.
    pub(crate) fn call(&mut self, entities: Vec<Entity>) {
        self.reading.head_mut().join(entities);
    }

    /// A bundle of one article and of the entities it mentions, as the file has them, and of
    /// those that stand for them; and what was found in it, empty if nothing was.
    pub(crate) fn json(
        &self,
        place: usize,
        article: &Article,
        right: &Corrections,
    ) -> Option<(String, String)> {
        let (head, raw) = (self.head()?, self.slice(place)?);
        let bundle = &head.bundle;
        let mut own = String::from("{\"language\":");
        own.push_str(&bundle.language.as_deref().map_or_else(|| "null".to_owned(), json::quoted));
        own.push_str(",\"_dateline\":{\"format\":");
        own.push_str(&bundle.dateline.format.to_string());
        own.push_str(",\"offset_unit\":\"");
        own.push_str(head.offset_unit().word());
        own.push_str("\",\"entities\":[");
        let (mut found, mut comma, mut found_comma) = (String::new(), "", "");
        for entity in mentioned(article, head, right) {
            let known = bundle.dateline.entities.get(entity)?;
            let later = self.entity_ids.get(&known.id).and_then(|at| self.entities.get(at));
            let raw = self.reading.entity(entity).and_then(|range| self.text.get(range));
            if let Some(later) = later {
                found.push_str(found_comma);
                found.push_str(later);
                found_comma = ",";
            }
            // One that has another id in the file is written anew.
            let anew = || {
                let [id, name] = [&known.id, &known.name].map(|words| json::quoted(words));
                ["{\"id\":", &id, ",\"type\":\"", known.kind.word(), "\",\"name\":", &name, "}"]
                    .concat()
            };
            if raw.is_some() || later.is_none() {
                own.push_str(comma);
                own.push_str(&raw.map_or_else(anew, str::to_owned));
                comma = ",";
            }
        }
        own.push_str("]},\"items\":[");
        own.push_str(raw);
        own.push_str("]}");
        let found = self.found_in(place).map_or_else(String::new, |ext| {
            ["{\"_dateline\":{\"entities\":[", &found, "]},\"items\":[", &found_item(0, ext), "]}"]
                .concat()
        });
        Some((own, found))
    }

    /// The row of an article in a list.
    pub(crate) fn row(&self, place: usize, highlighter: &Highlighter) -> Hit {
        let (Some(article), Some(bundle)) = (self.plain(place, false), self.bundle()) else {
            return Hit { article: place, ..Hit::default() };
        };
        row(place, &article, bundle.language.as_deref(), highlighter)
    }

    /// How an article tells an event, and what it is called there.
    pub(crate) fn telling(&self, source: Source) -> Option<(Telling, String)> {
        let article = self.whole(source.article)?;
        let event = article.dateline.events.get(source.event)?;
        let telling = Telling {
            title: article.headline().to_owned(),
            event: event.id.clone(),
            sentence: sentence(&article, event),
            source: article.dateline.source.clone(),
            article: article.id.clone(),
        };
        Some((telling, event.label.clone()))
    }

    /// Where an event is told, for a link.
    pub(crate) fn elsewhere(&self, source: Source) -> Option<Elsewhere> {
        let article = self.whole(source.article)?;
        let event = article.dateline.events.get(source.event)?.id.clone();
        Some(Elsewhere { title: article.headline().to_owned(), article: article.id, event })
    }

    /// An article in which names and dates are to be found; it was issued as `supplied` says.
    pub(crate) fn wanting(&self, place: usize, supplied: Option<&str>) -> Option<Wanting> {
        let article = self.plain(place, false)?;
        let issued = supplied.or_else(|| wanting::issued(&article)).map(str::to_owned);
        Some(Wanting {
            number: place,
            issued,
            language: article.language.or_else(|| self.bundle()?.language.clone()),
            title: article.title.unwrap_or_default(),
            text: article.content_text,
        })
    }
}

/// An item of what was found.
fn found_item(place: usize, ext: &str) -> String {
    ["{\"id\":\"", &place.to_string(), "\",\"_dateline\":", ext, "}"].concat()
}

/// The places of the entities that an article mentions, and of those that stand for them, each
/// once, in their order.
pub(crate) fn mentioned(article: &Article, head: &Head, right: &Corrections) -> Vec<usize> {
    let marked = article.dateline.marks.iter().filter_map(|mark| mark.entity.as_deref());
    let took_part = article.dateline.events.iter().flat_map(|event| &event.entities);
    let ids = marked.chain(took_part.map(|entity| entity.id()));
    let mut places: Vec<usize> = Vec::new();
    for id in ids {
        places.extend(head.names().get(id));
        let stands = right.standing_for(id).filter(|stands| *stands != id);
        places.extend(stands.and_then(|id| head.names().get(id)));
    }
    sort_by_key(&mut places, |place| *place);
    places.dedup();
    places
}

/// The sentence that tells an event: that of its first mark in the text, as one line.
fn sentence(article: &Article, event: &Event) -> String {
    let text = &article.content_text;
    let marks = || article.dateline.marks.iter().filter(|mark| mark.field == Field::Body);
    let cited = event.evidence.iter().find_map(|id| marks().find(|mark| &mark.id == id));
    let Some(mark) = cited else { return String::new() };
    let byte = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    let range = sentence_around(text, byte(mark.start)..byte(mark.end));
    let words: Vec<&str> = text.get(range).unwrap_or_default().split_whitespace().collect();
    words.join(" ")
}
