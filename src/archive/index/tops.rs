//! Answers that are ready before they are asked for: of every common word, and of every
//! beginning of common words, how many articles have it and which are the best; of the
//! commonest beginnings, what they weigh in each article.
//!
//! So a word that stands in half of all articles costs as little as one that stands in three.
//! It is made after the index, in slices, and changes no answer: only how soon it comes.

use crate::archive::index::Index;
use crate::archive::index::builder::Builder;
use crate::archive::index::counted::{Counted, Counts};
use crate::archive::index::find::find;
use crate::archive::index::lists::Union;
use crate::archive::message::{Request, Sort};
use crate::archive::query::{Clause, Query, Term};
use crate::bundle::interner::Interner;

/// A word with fewer occurrences in articles is as soon looked up.
const MANY: usize = 1024;
/// How many of the best articles are kept.
pub(crate) const KEPT: usize = 32;

/// What is ready.
#[derive(Default)]
pub(crate) struct Tops {
    /// Words as written, and beginnings followed by `*`.
    keys: Interner,
    /// How many articles there are, how many of them have no date, and where the best of them
    /// end in `best`.
    ends: Vec<[u32; 3]>,
    best: Vec<u32>,
    /// What the articles of many beginnings have.
    pub(crate) counts: Counts,
    /// By the number of their key, ascending: what all words that begin so weigh, for those
    /// with so many occurrences that adding them up is a good part of an answer.
    lists: Vec<(u32, Union)>,
    /// What is to be made ready still, last first, each with its occurrences; `None` until
    /// somebody began.
    waiting: Option<Vec<(String, usize)>>,
}

/// An answer that is ready.
#[derive(Clone, Copy)]
pub(crate) struct Ready<'t> {
    pub(crate) count: usize,
    pub(crate) undated: usize,
    best: &'t [u32],
    counted: Option<&'t Counted>,
}

impl<'t> Ready<'t> {
    /// The part of the best articles that a request asks for.
    pub(crate) fn page(&self, request: &Request) -> &[u32] {
        self.best.get(request.page(self.count)).unwrap_or_default()
    }

    /// What its articles have, if all that a request wants counted is there.
    pub(crate) fn counted(&self, request: &Request) -> Option<&'t Counted> {
        let is_whole = request.span.is_none() && request.bins == Request::BARS;
        self.counted.filter(|_| is_whole)
    }
}

impl Tops {
    fn get(&self, term: &Term) -> Option<Ready<'_>> {
        let at = match term {
            Term::Phrase(word) => self.keys.known(word.as_bytes()),
            Term::Word(word) if word.ends_with('*') => self.keys.known(word.as_bytes()),
            Term::Word(word) => self.keys.known([word, "*"].concat().as_bytes()),
            _ => None,
        }? as usize;
        let [count, undated, end] = *self.ends.get(at)?;
        let start = at.checked_sub(1).and_then(|at| self.ends.get(at)).map_or(0, |own| own[2]);
        let best = self.best.get(start as usize..end as usize)?;
        let (count, undated) = (count as usize, undated as usize);
        Some(Ready { count, undated, best, counted: self.counts.get(at) })
    }

    /// True if nothing waits any more but to be counted.
    fn is_made(&self) -> bool {
        self.waiting.as_ref().is_some_and(Vec::is_empty)
    }

    /// How many articles, out of so many, are to be looked at to count what those of a key have:
    /// they or all others.
    pub(crate) fn work(&self, number: usize, all: usize) -> usize {
        let count = self.ends.get(number).map_or(0, |own| own[0] as usize);
        count.min(all.saturating_sub(count))
    }

    /// The letters of a word, or of a beginning and `*`, by its number; none after the last.
    pub(crate) fn key(&self, number: usize) -> &[u8] {
        self.keys.letters(number)
    }

    /// The number of the list of a word and all that begin with it, where it is ready.
    pub(crate) fn begun(&self, word: &str) -> Option<u32> {
        let key = self.keys.known([word, "*"].concat().as_bytes())?;
        let at = self.lists.binary_search_by_key(&key, |list| list.0).ok()?;
        Some(at as u32)
    }

    /// A list by its number.
    pub(crate) fn list(&self, number: u32) -> Option<&Union> {
        Some(&self.lists.get(number as usize)?.1)
    }

    /// Bytes of memory it holds.
    pub(crate) fn size(&self) -> usize {
        let lists = self.lists.iter().map(|(_, list)| list.size()).sum::<usize>();
        self.keys.size()
            + 12 * self.ends.capacity()
            + 4 * self.best.capacity()
            + lists
            + self.counts.size()
    }
}

impl Index {
    /// The answer to a request for the best articles, where it is ready.
    pub(crate) fn ready(&self, request: &Request) -> Option<Ready<'_>> {
        let [clause] = request.query.clauses.as_slice() else { return None };
        if request.sort != Sort::Relevance || clause.negated {
            return None;
        }
        let ready = self.tops.get(&clause.term)?;
        (request.page(ready.count).end <= ready.best.len()).then_some(ready)
    }

    /// Makes some more answers ready, for about so many occurrences; true if all are. The
    /// builder must be the one that the index was made by.
    pub fn warm(&mut self, builder: &Builder, occurrences: usize) -> bool {
        if !self.unfold_words(occurrences) {
            return false;
        }
        if self.tops.is_made() {
            return self.count(builder, occurrences);
        }
        let mut tops = std::mem::take(&mut self.tops);
        let mut waiting = tops.waiting.take().unwrap_or_else(|| self.common());
        let mut left = occurrences;
        while left > 0
            && let Some((key, occurrences)) = waiting.pop()
        {
            let term = match key.strip_suffix('*') {
                Some(_) => Term::Word(key.clone()),
                None => Term::Phrase(key.clone()),
            };
            let query = Query { clauses: vec![Clause::new(term)], problems: Vec::new() };
            let found = find(self, &builder.facts, &query, &[]);
            let request = Request { sort: Sort::Relevance, limit: KEPT, ..Request::new(query) };
            let number = tops.keys.number(key.as_bytes());
            tops.best.extend(self.page(&found, &request));
            let count = found.set.len() as u32;
            let undated = count - found.set.before(self.dated() as u32) as u32;
            tops.ends.push([count, undated, tops.best.len() as u32]);
            left = left.saturating_sub(found.set.len() + self.len() / 8);
            let hits = found.words.into_iter().next().filter(|_| key.ends_with('*'));
            if let Some(hits) = hits.filter(|_| occurrences >= self.len()) {
                tops.lists.push((number, hits.into()));
            }
        }
        tops.waiting = Some(waiting);
        self.tops = tops;
        false
    }

    /// The words and beginnings of words with many occurrences, each once.
    fn common(&self) -> Vec<(String, usize)> {
        let mut keys = Vec::new();
        let mut walk = self.lexicon.all();
        // The beginnings of the last term, by length, and how often words begin so.
        let (mut before, mut sums): (String, Vec<usize>) = (String::new(), Vec::new());
        loop {
            let more = walk.step();
            let term = std::str::from_utf8(walk.term()).ok().filter(|_| more).unwrap_or_default();
            let shared = before.bytes().zip(term.bytes()).take_while(|(a, b)| a == b).count();
            for (length, sum) in sums.iter().enumerate().skip(shared + 1) {
                if *sum >= MANY
                    && let Some(start) = before.get(..length).filter(|s| !s.is_empty())
                {
                    keys.push(([start, "*"].concat(), *sum));
                }
            }
            if !more {
                return keys;
            }
            let count = self.postings.count(walk.number());
            sums.truncate(shared + 1);
            sums.iter_mut().for_each(|sum| *sum += count);
            sums.resize(term.len() + 1, count);
            if count >= MANY {
                keys.push((term.to_owned(), count));
            }
            before.clear();
            before.push_str(term);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::message::{Facets, Hit};
    use crate::archive::range::DateRange;
    use crate::bundle::names::Names;
    use crate::bundle::{Article, ArticleExt, Bundle, Event};

    fn article(at: usize) -> Article {
        let dateline = ArticleExt {
            source: Some(["Gazette", "Herald", "Courier"][at % 3].to_owned()),
            issued: (!at.is_multiple_of(11))
                .then(|| format!("20{:02}-{:02}", at % 23, at % 12 + 1)),
            events: vec![Event { when: Some(format!("19{:02}", at % 83)), ..Event::default() }],
            ..ArticleExt::default()
        };
        Article {
            id: at.to_string(),
            title: Some(["tide", "tariff", "tar", "quay"][at % 4].to_owned()),
            content_text: format!("word{} {} tariffs", at % 7, "harbour ".repeat(at % 5)),
            dateline,
            ..Article::default()
        }
    }

    #[test]
    fn what_is_ready_is_what_would_be_found() {
        let bundle = Bundle { items: (0..3000).map(article).collect(), ..Bundle::default() };
        let mut builder = Builder::of(&bundle);
        let mut cold = builder.index();
        let mut warm = builder.index();
        let mut row = |article, _: &_| Hit { article, ..Hit::default() };
        let (mut ready, mut counted) = (0, 0);
        for round in 0..2 {
            while !warm.warm(&builder, 1) {}
            for q in
                ["\"harbour\"", "t", "ta", "tar", "tariff*", "h", "w", "word", "word1", "q", "x"]
            {
                let query = Query::parse(q);
                let whole = Request { sort: Sort::Relevance, ..Request::of_list(query.clone()) };
                let span = DateRange::years(2001, 2009);
                for limit in [0, 10, KEPT, KEPT + 1] {
                    for request in [
                        whole.bare(),
                        whole.clone(),
                        Request { bins: 0, ..whole.clone() },
                        Request { span, tree: false, ..whole.clone() },
                        Request { whole: Facets::FIELDS.to_vec(), ..whole.clone() },
                    ] {
                        let request = Request { limit, ..request };
                        let expected = cold.answer(&builder, &request, &mut row);
                        let own = warm.answer(&builder, &request, &mut row);
                        assert_eq!(own, expected, "{q} {limit}");
                        let is_ready = warm.ready(&request);
                        ready += usize::from(is_ready.is_some());
                        counted += usize::from(
                            is_ready.is_some_and(|own| own.counted(&request).is_some()),
                        );
                    }
                }
            }
            // Then with more known of the articles than before.
            if round == 0 {
                let mut ext = article(1).dateline;
                ext.source = Some("Mail".to_owned());
                (0..900).for_each(|at| builder.mark(at, &ext, &Names::of(&[]), &[]));
                cold.recount(&mut builder);
                warm.recount(&mut builder);
            }
        }
        assert!(ready > 100 && counted > 10, "{ready} {counted}");
    }
}
