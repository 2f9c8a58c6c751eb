//! The engine: a bundle, read once, and the answers to requests about it.
//!
//! A plain scan: every request looks at every article, in time that grows with the text
//! and nothing else. What is prepared is what a scan needs: folded words, numbered values
//! and two orders.

use crate::archive::dates;
use crate::archive::facets;
use crate::archive::filter::{Filter, group};
use crate::archive::fold::WordText;
use crate::archive::highlight::Highlighter;
use crate::archive::message::{Answer, Facets, Hit, Request, Sort};
use crate::archive::query::QueryField;
use crate::archive::score;
use crate::archive::snippet;
use crate::archive::values::Values;
use crate::bundle::civil::{self, Date, DayNumber, Instant};
use crate::bundle::edtf;
use crate::bundle::order::{Lookup, sort_by, sort_by_key};
use crate::bundle::{Article, Bundle, Entity};
use std::cmp::Reverse;
use std::sync::Arc;

/// How many facets there are.
const FACETS: usize = Facets::FIELDS.len();

/// A bundle made ready to be asked.
pub struct Engine {
    bundle: Arc<Bundle>,
    /// One for every article, in file order.
    pub(crate) entries: Vec<Entry>,
    /// The values of every facet, in the order of `Facets::FIELDS`.
    pub(crate) values: [Arc<Values>; FACETS],
    /// Days with articles, each once, earliest first.
    days: Vec<Date>,
    /// How many articles each of them has.
    day_totals: Vec<usize>,
    /// Articles by date, latest first, then those without.
    newest: Vec<usize>,
    /// The same, earliest first.
    oldest: Vec<usize>,
}

/// What is known of one article before anything is asked.
pub(crate) struct Entry {
    /// When it was published.
    pub(crate) published: Option<Instant>,
    /// The number of that day among the archive's days.
    day: Option<usize>,
    /// The folded words of its headline, text, summary, source, authors and tags.
    pub(crate) words: Arc<str>,
    /// How many UTF-8 bytes of them are the headline.
    title_end: usize,
    /// How many words there are.
    pub(crate) word_count: usize,
    /// The numbers of its values in every facet, each once.
    pub(crate) values: [Vec<u32>; FACETS],
    /// First and last days of the times it speaks of.
    pub(crate) times: Vec<(DayNumber, DayNumber)>,
}

impl Entry {
    /// The folded words of the headline.
    pub(crate) fn title_words(&self) -> &str {
        self.words.get(..self.title_end).unwrap_or("")
    }
}

/// When an article was published, as the engine counts it: its own date of publication,
/// or the first day it may have been issued. `None` if neither can be read.
pub fn published(article: &Article) -> Option<Instant> {
    let exact = article.date_published.as_deref().and_then(civil::parse_instant);
    exact.or_else(|| {
        let date = edtf::parse(article.dateline.issued.as_deref()?)?.anchor()?.first;
        Some(Instant { date, seconds: i64::from(date.day_number()) * 86_400 })
    })
}

impl Engine {
    /// Reads all articles once: about the time it takes to fold their text.
    pub fn new(bundle: Arc<Bundle>) -> Self {
        let mut values: [Values; FACETS] = Default::default();
        let ids = ids(&bundle);
        let entry = |article| Entry::new(article, &bundle, &ids, &mut values);
        let mut entries: Vec<Entry> = bundle.items.iter().map(entry).collect();
        values.iter_mut().for_each(Values::settle);
        let values = values.map(Arc::new);

        let dated = entries.iter().filter_map(|entry| Some(entry.published?.date));
        let mut days: Vec<Date> = dated.collect();
        sort_by_key(&mut days, |day| *day);
        days.dedup();
        let mut day_totals = vec![0; days.len()];
        for entry in &mut entries {
            entry.day = entry.published.and_then(|at| days.binary_search(&at.date).ok());
            if let Some(day) = entry.day {
                day_totals[day] += 1;
            }
        }
        let moment = |&index: &usize| {
            let at = entries.get(index)?.published?;
            Some((at.date, at.seconds))
        };
        let mut newest: Vec<usize> = (0..entries.len()).collect();
        let mut oldest = newest.clone();
        sort_by_key(&mut newest, |index| Reverse(moment(index))); // `None` is least
        sort_by_key(&mut oldest, |index| (moment(index).is_none(), moment(index)));
        Self { bundle, entries, values, days, day_totals, newest, oldest }
    }

    /// The same archive with other marks, events and entities, as `new` would make it. What
    /// depends on the texts alone is shared: folding them takes most of the time of `new`.
    #[must_use]
    pub fn with_marks(&self, bundle: Arc<Bundle>) -> Self {
        let mut marked: [Values; FACETS] = Default::default();
        let ids = ids(&bundle);
        let known = self.entries.iter().zip(&bundle.items);
        let entries =
            known.map(|(entry, article)| entry.with_marks(article, &bundle, &ids, &mut marked));
        let entries = entries.collect();
        let mut values = self.values.clone();
        for field in MARKED {
            if let Some(slot) = facets::slot(field) {
                let mut new = std::mem::take(&mut marked[slot]);
                new.settle();
                values[slot] = Arc::new(new);
            }
        }
        Self {
            bundle: bundle.clone(),
            entries,
            values,
            days: self.days.clone(),
            day_totals: self.day_totals.clone(),
            newest: self.newest.clone(),
            oldest: self.oldest.clone(),
        }
    }

    /// The bundle it was made of.
    pub fn bundle(&self) -> &Arc<Bundle> {
        &self.bundle
    }

    /// Answers a request. The same request always gets the same answer.
    pub fn answer(&self, request: &Request) -> Answer {
        let query = &request.query;
        let filter = Filter::new(self, query);
        let highlighter = Highlighter::new(query);
        let failed: Vec<u8> = self.entries.iter().map(|entry| filter.failed(entry)).collect();

        let order = self.ordered(request.sort, &failed, &highlighter);
        let undated = order.iter().filter(|&&index| self.entries[index].day.is_none()).count();
        let page = order.iter().skip(request.offset).take(request.limit);
        let hits = page.map(|&article| self.hit(article, &highlighter)).collect();

        let (counts, _) = self.by_day(&failed, 0);
        let (free_counts, free_undated) = self.by_day(&failed, group::DATE);
        let span = dates::span(query, &self.days);
        let mut problems = query.problems.clone();
        let facets = facets::count(self, &filter, &failed);
        problems.extend(filter.problems);
        Answer {
            total: order.len(),
            undated,
            hits,
            facets,
            dates: dates::tree(&self.days, &free_counts, free_undated),
            histogram: dates::histogram(&self.days, &counts, &self.day_totals, span, request.bins),
            problems,
        }
    }

    /// The matching articles in the order asked for.
    fn ordered(&self, sort: Sort, failed: &[u8], highlighter: &Highlighter) -> Vec<usize> {
        let all = if sort == Sort::Oldest { &self.oldest } else { &self.newest };
        let mut order: Vec<usize> =
            all.iter().copied().filter(|&index| failed[index] == 0).collect();
        if sort == Sort::Relevance && !highlighter.is_empty() {
            let (needles, title_needles) = highlighter.needles();
            let scores = score::scores(self, needles, title_needles);
            sort_by(&mut order, |&a, &b| scores[b].total_cmp(&scores[a]));
        }
        order
    }

    /// Articles per day of the archive, and without a day, that fail nothing but clauses
    /// of the groups left out.
    fn by_day(&self, failed: &[u8], left_out: u8) -> (Vec<usize>, usize) {
        let (mut counts, mut undated) = (vec![0; self.days.len()], 0);
        for (entry, failed) in self.entries.iter().zip(failed) {
            if failed & !left_out == 0 {
                match entry.day {
                    Some(day) => counts[day] += 1,
                    None => undated += 1,
                }
            }
        }
        (counts, undated)
    }

    fn hit(&self, index: usize, highlighter: &Highlighter) -> Hit {
        let article = &self.bundle.items[index];
        Hit {
            article: index,
            snippet: snippet::snippet(article, highlighter),
            title_hits: highlighter.in_title(article.headline()),
        }
    }
}

/// The facets that marks and events fill.
const MARKED: [QueryField; 2] = [QueryField::Entity, QueryField::Type];

/// The place of each entity in its bundle, by its id.
fn ids(bundle: &Bundle) -> Lookup<'_> {
    Lookup::numbered(bundle.dateline.entities.iter().map(|entity| entity.id.as_str()))
}

impl Entry {
    fn new(
        article: &Article,
        bundle: &Bundle,
        ids: &Lookup<'_>,
        values: &mut [Values; FACETS],
    ) -> Self {
        let extension = &article.dateline;
        let source = extension.source.as_deref().unwrap_or("");
        let authors = || article.authors.iter().filter_map(|author| author.name.as_deref());
        let tags = || article.tags.iter().map(String::as_str);

        let mut words = WordText::default();
        words.push(article.title.as_deref().unwrap_or(""));
        let title_end = words.text.len();
        let summary = article.summary.as_deref().unwrap_or("");
        let others = [article.content_text.as_str(), summary, source];
        others.into_iter().chain(authors()).chain(tags()).for_each(|field| words.push(field));

        let language = article.language.as_ref().or(bundle.language.as_ref());
        let mut own: [Vec<u32>; FACETS] = Default::default();
        let mut note = |field: QueryField, text: &str| {
            if let Some(slot) = facets::slot(field) {
                own[slot].extend(values[slot].number(text));
            }
        };
        note(QueryField::Source, source);
        note(QueryField::Language, language.map_or("", String::as_str));
        authors().for_each(|name| note(QueryField::Author, name));
        tags().for_each(|tag| note(QueryField::Tag, tag));

        note_entities(article, bundle, ids, &mut own, values);
        Self {
            published: published(article),
            day: None,
            words: words.text.into(),
            title_end,
            word_count: words.count,
            values: own,
            times: times(article),
        }
    }

    /// The same article with other marks and events.
    fn with_marks(
        &self,
        article: &Article,
        bundle: &Bundle,
        ids: &Lookup<'_>,
        values: &mut [Values; FACETS],
    ) -> Self {
        let mut own = self.values.clone();
        MARKED.into_iter().filter_map(facets::slot).for_each(|slot| own[slot].clear());
        note_entities(article, bundle, ids, &mut own, values);
        Self {
            published: self.published,
            day: self.day,
            words: self.words.clone(),
            title_end: self.title_end,
            word_count: self.word_count,
            values: own,
            times: times(article),
        }
    }
}

/// Notes who and what an article mentions, and puts its values in order.
fn note_entities(
    article: &Article,
    bundle: &Bundle,
    ids: &Lookup<'_>,
    own: &mut [Vec<u32>; FACETS],
    values: &mut [Values; FACETS],
) {
    let marked = article.dateline.marks.iter().filter_map(|mark| mark.entity.as_deref());
    let took_part = article.dateline.events.iter().flat_map(|event| &event.entities);
    for id in marked.chain(took_part.map(|entity| entity.id())) {
        let entity = ids.get(id).and_then(|number| bundle.dateline.entities.get(number));
        note_entity(id, entity, own, values);
    }
    for numbers in own {
        sort_by_key(numbers, |number| *number);
        numbers.dedup();
    }
}

/// Notes an entity and its type. One that the bundle does not describe has only its id.
fn note_entity(
    id: &str,
    entity: Option<&Entity>,
    own: &mut [Vec<u32>; FACETS],
    values: &mut [Values; FACETS],
) {
    if id.trim().is_empty() {
        return; // no query can name it
    }
    if let Some(slot) = facets::slot(QueryField::Entity) {
        let number = values[slot].known(id).unwrap_or_else(|| {
            let name = entity.map(|entity| entity.name.trim()).filter(|name| !name.is_empty());
            let label = name.unwrap_or(id).to_owned();
            let aliases = entity.map_or(&[][..], |entity| &entity.aliases);
            let kind = entity.map(|entity| entity.kind);
            values[slot].add(id.to_owned(), id.to_owned(), label, kind, aliases)
        });
        own[slot].push(number);
    }
    if let (Some(slot), Some(entity)) = (facets::slot(QueryField::Type), entity) {
        let word = entity.kind.word();
        let number = values[slot].known(word).unwrap_or_else(|| {
            let word = word.to_owned();
            values[slot].add(word.clone(), word.clone(), word, Some(entity.kind), &[])
        });
        own[slot].push(number);
    }
}

/// The times an article's marks and events speak of, each once.
fn times(article: &Article) -> Vec<(DayNumber, DayNumber)> {
    let extension = &article.dateline;
    let marked = extension.marks.iter().filter_map(|mark| mark.time.as_ref()?.value.as_deref());
    let happened = extension.events.iter().filter_map(|event| event.when.as_deref());
    let mut times: Vec<_> = marked
        .chain(happened)
        .filter_map(edtf::parse)
        .map(|when| {
            let first = when.first_day().unwrap_or(DayNumber::MIN);
            (first, when.last_day().unwrap_or(DayNumber::MAX))
        })
        .collect();
    sort_by_key(&mut times, |time| *time);
    times.dedup();
    times
}

#[cfg(test)]
#[path = "engine_dates_tests.rs"]
mod dates_tests;
#[cfg(test)]
#[path = "reference_tests.rs"]
mod reference_tests;
#[cfg(test)]
#[path = "engine_tests.rs"]
mod tests;
