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
use crate::archive::needle::needles;
use crate::archive::query::{Query, QueryField};
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
    pub(crate) values: [Values; FACETS],
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
    pub(crate) words: String,
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
        let entry = |article| Entry::new(article, &bundle, &mut values);
        let mut entries: Vec<Entry> = bundle.items.iter().map(entry).collect();
        note_marks(&bundle, &mut entries, &mut values);
        values.iter_mut().for_each(Values::settle);

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

    /// The bundle it was made of.
    pub fn bundle(&self) -> &Arc<Bundle> {
        &self.bundle
    }

    /// The same, to be given other marks, events and entities, but no other texts: they count
    /// once `recount` was called. `None` while somebody else holds the bundle.
    pub fn bundle_mut(&mut self) -> Option<&mut Bundle> {
        Arc::get_mut(&mut self.bundle)
    }

    /// Counts the bundle's marks, events and entities anew, as `new` would. To fold the texts,
    /// which takes most of the time of `new`, is not needed for it.
    pub fn recount(&mut self) {
        let mut marked: [Values; FACETS] = Default::default();
        note_marks(&self.bundle, &mut self.entries, &mut marked);
        for slot in MARKED.into_iter().filter_map(facets::slot) {
            let mut values = std::mem::take(&mut marked[slot]);
            values.settle();
            self.values[slot] = values;
        }
    }

    /// Answers a request. The same request always gets the same answer.
    pub fn answer(&self, request: &Request) -> Answer {
        let query = &request.query;
        let filter = Filter::new(self, query);
        let highlighter = Highlighter::new(query);
        let failed: Vec<u8> = self.entries.iter().map(|entry| filter.failed(entry)).collect();

        let order = self.ordered(request.sort, &failed, query);
        let undated = order.iter().filter(|&&index| self.entries[index].day.is_none()).count();
        let page = order.iter().skip(request.offset).take(request.limit);
        let hits = page.map(|&article| self.hit(article, &highlighter)).collect();

        let (counts, _) = self.by_day(&failed, 0);
        let (free_counts, free_undated) = self.by_day(&failed, group::DATE);
        let span = dates::span(query, &self.days);
        let mut problems = query.problems.clone();
        let facets = facets::count(self, &filter, &failed, request);
        problems.extend(filter.problems);
        Answer {
            total: order.len(),
            articles: self.entries.len(),
            searched: self.entries.len(),
            undated,
            hits,
            facets,
            dates: dates::tree(&self.days, &free_counts, free_undated),
            histogram: dates::histogram(&self.days, &counts, &self.day_totals, span, request.bins),
            problems,
            ..Answer::default()
        }
    }

    /// The articles that match a query, as places in the bundle, latest first.
    pub(crate) fn matching(&self, query: &Query) -> Vec<usize> {
        let filter = Filter::new(self, query);
        let fits = |index: &usize| self.entries.get(*index).is_some_and(|e| filter.failed(e) == 0);
        self.newest.iter().copied().filter(fits).collect()
    }

    /// The matching articles in the order asked for.
    fn ordered(&self, sort: Sort, failed: &[u8], query: &Query) -> Vec<usize> {
        let all = if sort == Sort::Oldest { &self.oldest } else { &self.newest };
        let mut order: Vec<usize> =
            all.iter().copied().filter(|&index| failed[index] == 0).collect();
        if sort == Sort::Relevance && !Highlighter::new(query).is_empty() {
            let (needles, title_needles) = needles(query);
            let scores = score::scores(self, &needles, &title_needles);
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
            id: article.id.clone(),
            title: article.headline().to_owned(),
            published: self.entries[index].published.map(|at| at.date),
            source: article.dateline.source.clone(),
            language: article.language.clone().or_else(|| self.bundle.language.clone()),
            snippet: snippet::snippet(article, highlighter),
            title_hits: highlighter.in_title(article.headline()),
        }
    }
}

impl Entry {
    /// Without what marks say.
    fn new(article: &Article, bundle: &Bundle, values: &mut [Values; FACETS]) -> Self {
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
        words.text.shrink_to_fit();

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

        own.iter_mut().for_each(in_order);
        Self {
            published: published(article),
            day: None,
            words: words.text,
            title_end,
            word_count: words.count,
            values: own,
            times: Vec::new(),
        }
    }
}

/// The facets that marks and events fill.
const MARKED: [QueryField; 2] = [QueryField::Entity, QueryField::Type];

/// Notes who and what each article mentions, and the times it speaks of, in place of what
/// was noted before.
fn note_marks(bundle: &Bundle, entries: &mut [Entry], values: &mut [Values; FACETS]) {
    let known = &bundle.dateline.entities;
    let ids = Lookup::numbered(known.iter().map(|entity| entity.id.as_str()));
    for (entry, article) in entries.iter_mut().zip(&bundle.items) {
        entry.times = times(article);
        MARKED.into_iter().filter_map(facets::slot).for_each(|slot| entry.values[slot].clear());
        let marked = article.dateline.marks.iter().filter_map(|mark| mark.entity.as_deref());
        let took_part = article.dateline.events.iter().flat_map(|event| &event.entities);
        for id in marked.chain(took_part.map(|entity| entity.id())) {
            let entity = ids.get(id).and_then(|number| known.get(number));
            note_entity(id, entity, &mut entry.values, values);
        }
        for slot in MARKED.into_iter().filter_map(facets::slot) {
            in_order(&mut entry.values[slot]);
        }
    }
}

/// Each number once.
fn in_order(numbers: &mut Vec<u32>) {
    sort_by_key(numbers, |number| *number);
    numbers.dedup();
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
#[path = "engine_tests.rs"]
mod tests;
