//! One query in, one complete answer out: order, facets, dates, both lines of time, and what
//! to do when little or nothing is found.

use crate::archive::dates;
use crate::archive::highlight::Highlighter;
use crate::archive::index::Index;
use crate::archive::index::builder::Builder;
use crate::archive::index::counted::Counted;
use crate::archive::index::counts;
use crate::archive::index::facts::Facts;
use crate::archive::index::find::{Fix, Found, Mention, find, fixes};
use crate::archive::index::forms;
use crate::archive::index::hits::Set;
use crate::archive::message::{
    Advice, Answer, FacetList, FacetValue, Facets, Histogram, Hit, Request, Sort, Spelling,
};
use crate::archive::query::{Query, QueryField, Term};
use crate::archive::values::Values;
use crate::bundle::order::sort_by_key;
use std::cmp::Reverse;
use std::mem::replace;

/// Other spellings are looked for if a query finds fewer articles than this.
const FEW: usize = 3;
/// How many other spellings are told, and how much advice is given.
const TOLD: usize = 5;
const ADVICE: usize = 3;
/// Of longer queries nobody is told what to drop: each clause would cost a query of its own.
const ADVISED: usize = 16;

/// Makes the row of an article, by its place in the bundle.
pub type Row<'r> = dyn FnMut(usize, &Highlighter) -> Hit + 'r;

impl Index {
    /// Answers a request. The same request always gets the same answer. The builder must be
    /// the one that it was made by, which may have come further since.
    pub fn answer(&mut self, builder: &Builder, request: &Request, row: &mut Row<'_>) -> Answer {
        let facts = &builder.facts;
        let query = &request.query;
        let about = query.clauses.iter().find_map(|clause| match clause.term {
            Term::About(range) if !clause.negated => Some(range),
            _ => None,
        });
        if !query.clauses.is_empty() {
            self.unfold_words(usize::MAX);
        }
        if request.bins > 0 {
            self.described.prepare(&self.columns, request.span.or(about), request.bins);
        }
        let ready = self.ready(request).map(|ready| (ready, ready.counted(request)));
        if let Some((ready, counted)) = ready
            && (counted.is_some() || request.is_bare())
        {
            let mut answer = self.blank(builder, query);
            (answer.total, answer.undated) = (ready.count, ready.undated);
            if let Some(counted) = counted {
                self.put_counted(facts, counted, request, &mut answer);
            }
            let highlighter = Highlighter::with(query, forms::languages(facts), &[]);
            self.rows(&highlighter, ready.page(request), row, &mut answer.hits);
            return answer;
        }
        let (own, fixes) = self.looked_up(facts, query);
        let set = &own.set;
        let mut answer = self.blank(builder, query);
        (answer.total, answer.undated) = (set.len(), set.len() - set.before(self.dated() as u32));
        answer.spellings = self.spellings(&fixes);
        if request.has_facets() {
            let but = |set: &Option<Set<'_>>| set.as_ref().map(|set| counts::values(self, set));
            let (source, language) = (but(&own.but_source), but(&own.but_language));
            let (all, but) = (counts::values(self, set), [source.as_deref(), language.as_deref()]);
            answer.facets = self.facets(facts, &all, but, &own.mentions, request);
        }
        if request.bins > 0 {
            answer.histogram = self.published(request, &|_, article| set.before(article));
            answer.described = self.described.histogram(&self.described.counts(set));
        }
        if request.tree {
            let (days, undated) = counts::days(self, own.but_date.as_ref().unwrap_or(set));
            answer.dates = dates::tree(&self.days, &days, undated);
        }
        if answer.total == 0 {
            answer.advice = self.advice(facts, query);
        }
        let page = match self.ready(request) {
            Some(ready) => ready.page(request).to_vec(),
            None => self.page(&own, request),
        };
        let highlighter = Highlighter::with(query, forms::languages(facts), &answer.spellings);
        self.rows(&highlighter, &page, row, &mut answer.hits);
        answer.problems.extend(own.problems);
        answer
    }

    fn blank(&self, builder: &Builder, query: &Query) -> Answer {
        Answer {
            articles: builder.len(),
            searched: self.len(),
            problems: query.problems.clone(),
            ..Answer::default()
        }
    }

    fn rows(
        &self,
        highlighter: &Highlighter,
        articles: &[u32],
        row: &mut Row<'_>,
        hits: &mut Vec<Hit>,
    ) {
        for article in articles {
            let place = self.order.get(*article as usize).map_or(0, |place| *place as usize);
            hits.push(row(place, highlighter));
        }
    }

    /// Which articles a query finds, by their places in the bundle.
    pub(crate) fn matching(&self, builder: &Builder, query: &Query) -> Vec<bool> {
        let (found, _) = self.looked_up(&builder.facts, query);
        let mut matching = vec![false; self.len()];
        found.set.each(|article| {
            let place = self.order.get(article as usize).map_or(0, |place| *place as usize);
            if let Some(own) = matching.get_mut(place) {
                *own = true;
            }
        });
        matching
    }

    /// What a query finds; with words taken for others if it finds little.
    fn looked_up(&self, facts: &Facts, query: &Query) -> (Found<'_>, Vec<Fix>) {
        let found = find(self, facts, query, &[]);
        if found.set.len() >= FEW || found.unknown.is_empty() {
            return (found, Vec::new());
        }
        let fixes = fixes(self, &found);
        if fixes.is_empty() {
            return (found, fixes);
        }
        (find(self, facts, query, &fixes), fixes)
    }

    fn spellings(&self, fixes: &[Fix]) -> Vec<Spelling> {
        let told = fixes.iter().map(|(word, near)| {
            let mut near = near.clone();
            sort_by_key(&mut near, |(number, _)| Reverse(self.postings.count(*number)));
            near.truncate(TOLD);
            let found = near.into_iter().map(|(_, letters)| letters).collect();
            Spelling { word: word.clone(), found }
        });
        told.collect()
    }

    /// Which clauses keep a query from finding anything, most articles first.
    fn advice(&self, facts: &Facts, query: &Query) -> Vec<Advice> {
        let mut advice = Vec::new();
        if !(2..=ADVISED).contains(&query.clauses.len()) {
            return advice;
        }
        for (at, clause) in query.clauses.iter().enumerate() {
            let mut rest = query.clone();
            rest.clauses.remove(at);
            // As it would be answered, with words taken for others only if that finds little.
            let total = self.looked_up(facts, &rest).0.set.len();
            if total > 0 {
                advice.push(Advice { drop: vec![clause.clone()], total });
            }
        }
        sort_by_key(&mut advice, |advice| Reverse(advice.total));
        advice.truncate(ADVICE);
        advice
    }

    /// The articles of the page asked for, in order.
    pub(crate) fn page(&self, found: &Found<'_>, request: &Request) -> Vec<u32> {
        let set = &found.set;
        let page = request.page(set.len());
        if request.sort == Sort::Relevance && !found.words.is_empty() {
            let mut scores = vec![0.0_f32; set.len()];
            found.words.iter().for_each(|hits| self.add_scores(hits, set, &mut scores));
            let mut best = self.best(set, &scores, page.end);
            return best.split_off(page.start.min(best.len()));
        }
        let dated = set.before(self.dated() as u32);
        let place = |at: usize| match request.sort {
            _ if at >= dated => at,
            Sort::Oldest => at,
            Sort::Newest | Sort::Relevance => dated - 1 - at,
        };
        page.filter_map(|at| set.at(place(at))).collect()
    }

    /// The articles of the best scores, best first; of equal ones the newest.
    fn best(&self, set: &Set<'_>, scores: &[f32], count: usize) -> Vec<u32> {
        let dated = set.before(self.dated() as u32);
        let mut best: Vec<(f32, usize)> = Vec::with_capacity(count.min(set.len()) + 1);
        let mut floor = f32::NEG_INFINITY;
        // In the order in which equal ones go: so a later one must be better to be let in.
        for at in (0..dated).rev().chain(dated..set.len()) {
            let score = scores.get(at).copied().unwrap_or(0.0);
            if score <= floor || count == 0 {
                continue;
            }
            let place = best.partition_point(|(other, _)| *other >= score);
            best.insert(place, (score, at));
            if best.len() > count {
                best.pop();
            }
            if best.len() == count {
                floor = best.last().map_or(floor, |(score, _)| *score);
            }
        }
        best.into_iter().filter_map(|(_, at)| set.at(at)).collect()
    }

    /// What was counted before.
    fn put_counted(
        &self,
        facts: &Facts,
        counted: &Counted,
        request: &Request,
        answer: &mut Answer,
    ) {
        let upto = |last: usize| counted.days.get(last).map_or(0, |count| *count as usize);
        if request.has_facets() {
            answer.facets = self.facets(facts, &counted.values, [None; 2], &[], request);
        }
        answer.histogram = self.published(request, &|last, _| upto(last));
        answer.described = self.described.histogram(&counted.described);
        if request.tree {
            let mut before = 0;
            let days = (0..self.days.len()).map(|day| {
                let here = upto(day);
                here.saturating_sub(replace(&mut before, here))
            });
            let days: Vec<usize> = days.collect();
            answer.dates = dates::tree(&self.days, &days, answer.undated);
        }
    }

    /// The histogram of publication of some articles: see `counts::published`.
    fn published(&self, request: &Request, before: &dyn Fn(usize, u32) -> usize) -> Histogram {
        let span = match request.span {
            Some(range) => dates::closed(range, &self.days),
            None => dates::span(&request.query, &self.days),
        };
        counts::published(self, before, span, request.bins)
    }

    /// The facets with these counts, of all articles and of those without the query's sources and
    /// languages, where it has some.
    fn facets(
        &self,
        facts: &Facts,
        all: &[u32],
        [source, language]: [Option<&[u32]>; 2],
        mentions: &[Mention],
        request: &Request,
    ) -> Facets {
        let mut facets = Facets::default();
        for (slot, field) in Facets::FIELDS.into_iter().enumerate() {
            let counts = match field {
                QueryField::Source => source.unwrap_or(all),
                QueryField::Language => language.unwrap_or(all),
                _ => all,
            };
            let (base, end) = (self.columns.bases[slot], self.columns.bases[slot + 1]);
            let counts = counts.get(base as usize..end as usize).unwrap_or_default();
            let most = if request.whole.contains(&field) { counts.len() } else { request.values };
            if let Some(list) = facets.of_mut(field) {
                *list = listed(&facts.values[slot], slot, mentions, counts, most, request.zeros);
            }
        }
        facets
    }
}

/// The values of one facet with the highest counts, and those that the query names.
fn listed(
    values: &Values,
    slot: usize,
    mentions: &[Mention],
    counts: &[u32],
    most: usize,
    zeros: bool,
) -> FacetList {
    let key = |number: u32| {
        let count = counts.get(number as usize).copied().unwrap_or(0);
        (Reverse(count), values.all.get(number as usize).map_or(0, |value| value.rank))
    };
    let is_away =
        |number: u32| values.all.get(number as usize).is_some_and(|value| value.away.is_some());
    let mut chosen: Vec<u32> = Vec::with_capacity(most + 1);
    if most >= counts.len() {
        // Most have no articles in most answers: only the others are to be sorted.
        let has = |number: &u32| counts.get(*number as usize).is_some_and(|count| *count > 0);
        chosen.extend((0..counts.len() as u32).filter(has));
        sort_by_key(&mut chosen, |number| key(*number));
        if zeros {
            let rest = values.by_label.iter().copied();
            chosen.extend(rest.filter(|number| {
                (*number as usize) < counts.len() && !has(number) && !is_away(*number)
            }));
        }
    } else if most > 0 {
        for number in 0..counts.len() as u32 {
            let own = key(number);
            if own.0 == Reverse(0) && is_away(number) {
                continue;
            }
            if chosen.len() == most && chosen.last().is_some_and(|last| key(*last) <= own) {
                continue;
            }
            chosen.insert(chosen.partition_point(|other| key(*other) < own), number);
            chosen.truncate(most);
        }
    }
    let mentions = || mentions.iter().filter(|mention| mention.slot == slot);
    // The beginning of a name may mean thousands of values: nothing is looked for in a list.
    let listed = chosen.len();
    let mut places = Vec::new();
    if mentions().next().is_some() {
        places.resize(values.all.len(), None);
        chosen.iter().enumerate().for_each(|(at, number)| places[*number as usize] = Some(at));
    }
    for number in mentions().flat_map(|mention| &mention.numbers) {
        if let Some(place) = places.get_mut(*number as usize).filter(|place| place.is_none()) {
            *place = Some(chosen.len());
            chosen.push(*number);
        }
    }
    if let Some(named) = chosen.get_mut(listed..) {
        sort_by_key(named, |number| key(*number));
        for (at, number) in chosen.iter().enumerate().skip(listed) {
            places[*number as usize] = Some(at);
        }
    }
    let value = |number: &u32| {
        let value = values.all.get(*number as usize)?;
        Some(FacetValue {
            value: value.value.clone(),
            label: value.label.clone(),
            count: counts.get(*number as usize).map_or(0, |count| *count as usize),
            kind: value.kind,
            chosen: false,
            excluded: false,
            written: None,
        })
    };
    let mut list: Vec<FacetValue> = chosen.iter().filter_map(value).collect();
    for mention in mentions() {
        let named = mention.numbers.iter();
        for at in named.filter_map(|number| places.get(*number as usize).copied().flatten()) {
            let Some(value) = list.get_mut(at) else { continue };
            value.excluded |= mention.negated;
            value.chosen |= !mention.negated;
            if mention.written != value.value {
                value.written = Some(mention.written.clone());
            }
        }
        // A value that no article has is still shown as chosen, so that it can be undone.
        let absent = mention.numbers.is_empty() && !mention.negated;
        if absent && !list.iter().any(|value| value.value == mention.written) {
            list.push(FacetValue {
                value: mention.written.clone(),
                label: mention.written.clone(),
                count: 0,
                kind: None,
                chosen: true,
                excluded: false,
                written: None,
            });
        }
    }
    let away = values.all.len() - values.present();
    FacetList { values: list, all: counts.len().saturating_sub(away) }
}
