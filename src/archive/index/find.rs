//! Which articles a query means: the set of them, with and without the clauses of a single
//! field, and what its words weigh in each.
//!
//! What is cheap to intersect is intersected first, smallest first; what can only be tested
//! is tested on what is left. It must not order the articles, nor count what they have.

use crate::archive::facets;
use crate::archive::index::facts::Facts;
use crate::archive::index::hits::{Bits, Hits, Set};
use crate::archive::index::words::{Group, Meant};
use crate::archive::index::{Index, forms, typos};
use crate::archive::query::{Clause, Problem, Query, QueryField, Term};
use crate::archive::range::DateRange;
use crate::bundle::civil::DayNumber;
use crate::bundle::order::sort_by_key;
use std::borrow::Cow;

/// Values that are tested article by article; more of them are looked up: the beginning of a
/// name may mean thousands.
const TESTED: usize = 8;

/// A value of a facet as the query has it.
pub(crate) struct Mention {
    /// Which facet.
    pub(crate) slot: usize,
    /// As written.
    pub(crate) written: String,
    /// Articles without it are asked for.
    pub(crate) negated: bool,
    /// The values it means: their numbers in the facet.
    pub(crate) numbers: Vec<u32>,
}

/// What was found.
pub(crate) struct Found<'i> {
    /// The articles that match.
    pub(crate) set: Set<'i>,
    /// Those that match but for clauses of this field, where the query has some.
    pub(crate) but_source: Option<Set<'i>>,
    pub(crate) but_language: Option<Set<'i>>,
    pub(crate) but_date: Option<Set<'i>>,
    /// The words that are asked for, in order.
    pub(crate) words: Vec<Hits<'i>>,
    /// The values it names, in order.
    pub(crate) mentions: Vec<Mention>,
    /// What no article has.
    pub(crate) problems: Vec<Problem>,
    /// Words that no article has in any form.
    pub(crate) unknown: Vec<String>,
}

/// A word that no article has, and what it is taken for.
pub(crate) type Fix = (String, Vec<typos::Near>);

/// A clause made ready.
enum Part<'i> {
    Set(Set<'i>),
    /// Has one of these values: their places.
    Values(Vec<u32>),
    /// Speaks of a time between these days.
    About(DayNumber, DayNumber),
    Not(Box<Part<'i>>),
}

/// A search under way.
pub(crate) struct Search<'i, 'q> {
    index: &'i Index,
    facts: &'q Facts,
    fixes: &'q [Fix],
    /// The word that may be the beginning of one.
    typed: Option<&'q Clause>,
    found: Found<'i>,
}

/// Looks a query up, with these words taken for others.
pub(crate) fn find<'i>(index: &'i Index, facts: &Facts, query: &Query, fixes: &[Fix]) -> Found<'i> {
    let found = Found {
        set: Set::NONE,
        but_source: None,
        but_language: None,
        but_date: None,
        words: Vec::new(),
        mentions: Vec::new(),
        problems: Vec::new(),
        unknown: Vec::new(),
    };
    let mut search = Search { index, facts, fixes, typed: query.typed(), found };
    let mut groups: [Vec<Part<'i>>; 4] = Default::default();
    for clause in &query.clauses {
        if let Some(part) = search.clause(clause, true) {
            groups[group_of(clause)].push(part);
        }
    }
    let [other, source, language, date] = groups;
    let has = [source.is_empty(), language.is_empty(), date.is_empty()].map(|none| !none);
    let base = search.all(other);
    let mut found = search.found;
    if has == [false; 3] {
        found.set = base;
        return found;
    }
    let everything = || Set::Span(0..index.len() as u32);
    let mut search = Search { index, facts, fixes, typed: None, found };
    let source = if has[0] { search.all(source) } else { everything() };
    let language = if has[1] { search.all(language) } else { everything() };
    let date = if has[2] { search.all(date) } else { everything() };
    let mut found = search.found;
    let meet = |a: &Set<'i>, b: &Set<'i>| a.clone().and(b.clone());
    found.but_source = has[0].then(|| meet(&base, &date).and(language.clone()));
    found.but_language = has[1].then(|| meet(&base, &date).and(source.clone()));
    let narrow = meet(&base, &language).and(source);
    found.set = meet(&narrow, &date);
    found.but_date = has[2].then_some(narrow);
    found
}

impl<'i> Search<'i, '_> {
    fn everything(&self) -> Set<'i> {
        Set::Span(0..self.index.len() as u32)
    }

    /// A clause made ready; `None` for one that asks for nothing, like a lone dash.
    fn clause(&mut self, clause: &Clause, wanted: bool) -> Option<Part<'i>> {
        let wanted = wanted != clause.negated;
        let part = match &clause.term {
            Term::Word(text) => {
                let typed = self.typed.is_some_and(|typed| std::ptr::eq(typed, clause));
                self.words(text, if typed { Meant::Begun } else { Meant::Forms }, wanted, false)?
            }
            Term::Phrase(text) => self.words(text, Meant::Written, wanted, false)?,
            Term::Field { field: QueryField::Title, value } => {
                let typed = self.typed.is_some_and(|typed| std::ptr::eq(typed, clause));
                self.words(value, if typed { Meant::Begun } else { Meant::Forms }, wanted, true)?
            }
            Term::Field { field, value } => self.values(*field, clause, value, wanted)?,
            Term::Date(range) => Part::Set(self.days(range)),
            Term::Undated => {
                Part::Set(Set::Span(self.index.dated() as u32..self.index.len() as u32))
            }
            Term::About(range) => {
                let from = range.from().map_or(DayNumber::MIN, |day| day.day_number());
                let to = range.to().map_or(DayNumber::MAX, |day| day.day_number());
                Part::About(from, to)
            }
            Term::All(clauses) => {
                let parts: Vec<_> =
                    clauses.iter().filter_map(|inner| self.clause(inner, wanted)).collect();
                if parts.is_empty() {
                    return None;
                }
                Part::Set(self.all(parts))
            }
            Term::Any(clauses) => {
                let parts: Vec<_> =
                    clauses.iter().filter_map(|inner| self.clause(inner, wanted)).collect();
                let sets = parts.into_iter().map(|part| self.set(part));
                let all = self.index.len();
                Part::Set(sets.collect::<Vec<_>>().into_iter().reduce(|a, b| a.or(b, all))?)
            }
        };
        Some(if clause.negated { Part::Not(Box::new(part)) } else { part })
    }

    fn words(&mut self, text: &str, meant: Meant, wanted: bool, titles: bool) -> Option<Part<'i>> {
        let (text, meant) = match text.strip_suffix('*').filter(|_| meant != Meant::Written) {
            Some(start) => (start, Meant::Begun),
            None => (text, meant),
        };
        let index = self.index;
        let languages = forms::languages(self.facts);
        let other_forms = |word: &str, all: bool, numbers: &mut Vec<u32>| {
            forms::add(index, languages, word, all, numbers);
        };
        let mut group = index.group(text, meant, titles, &other_forms)?;
        if group.is_none() && meant != Meant::Written {
            match self.fixes.iter().find(|(word, _)| word == text) {
                Some((_, near)) => {
                    let others = near.iter().map(|(number, _)| *number).collect();
                    group = Group::of(None, others);
                }
                None if wanted && !self.found.unknown.iter().any(|word| word == text) => {
                    self.found.unknown.push(text.to_owned());
                }
                None => {}
            }
        }
        let hits = index.hits(&group, titles);
        let set = hits.set();
        if wanted {
            self.found.words.push(hits);
        }
        Some(Part::Set(set))
    }

    fn values(
        &mut self,
        field: QueryField,
        clause: &Clause,
        written: &str,
        wanted: bool,
    ) -> Option<Part<'i>> {
        let slot = facets::slot(field)?;
        let numbers = self.facts.values[slot].meant(written);
        if numbers.is_empty() {
            let problem =
                Problem { words: clause.to_string(), why: facets::absent(field).to_owned() };
            if !self.found.problems.contains(&problem) {
                self.found.problems.push(problem);
            }
        }
        let places = numbers.iter().filter_map(|number| self.index.columns.place(slot, *number));
        let places = places.collect();
        let written = written.to_owned();
        self.found.mentions.push(Mention { slot, written, negated: !wanted, numbers });
        Some(Part::Values(places))
    }

    /// The articles of these days: a stretch of them.
    fn days(&self, range: &DateRange) -> Set<'i> {
        let index = self.index;
        let end_of = |days: usize| match days.checked_sub(1) {
            None => 0,
            Some(last) => index.day_ends.get(last).copied().unwrap_or(0),
        };
        let from =
            range.from().map_or(0, |from| end_of(index.days.partition_point(|day| *day < from)));
        let to = range.to().map_or(index.dated() as u32, |to| {
            end_of(index.days.partition_point(|day| *day <= to))
        });
        Set::Span(from..to.max(from))
    }

    /// The articles for which all parts hold.
    fn all(&mut self, parts: Vec<Part<'i>>) -> Set<'i> {
        let (mut sets, mut tests) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Set(set) => sets.push(set),
                test => tests.push(test),
            }
        }
        if sets.is_empty() {
            // The rarest value is looked up, so that the others are tested on few articles.
            let holders = |part: &Part<'i>| match part {
                Part::Values(places) => Some(self.holders(places)),
                _ => None,
            };
            let rarest = (0..tests.len())
                .filter_map(|at| Some((holders(&tests[at])?, at)))
                .reduce(|a, b| if b.0 < a.0 { b } else { a });
            if let Some((_, at)) = rarest {
                let part = tests.remove(at);
                sets.push(self.set(part));
            }
        }
        sort_by_key(&mut sets, Set::len);
        let mut set = sets.into_iter().reduce(Set::and).unwrap_or_else(|| self.everything());
        for test in tests {
            set = self.tested(set, test);
        }
        set
    }

    /// Those of some articles for which a part holds.
    fn tested(&self, set: Set<'i>, part: Part<'i>) -> Set<'i> {
        let index = self.index;
        match part {
            Part::Set(other) => set.and(other),
            Part::Values(places)
                if places.len() > TESTED || self.holders(&places) < set.len() / 4 =>
            {
                set.and(self.set(Part::Values(places)))
            }
            Part::Values(places) => set.only(|article| has(index, article, &places)),
            Part::About(from, to) => set.only(|article| speaks(index, article, from, to)),
            Part::Not(part) => match *part {
                Part::Set(other) => set.without(&other, index.len()),
                Part::Values(places) if places.len() > TESTED => {
                    set.without(&self.set(Part::Values(places)), index.len())
                }
                Part::Values(places) => set.only(|article| !has(index, article, &places)),
                Part::About(from, to) => set.only(|article| !speaks(index, article, from, to)),
                Part::Not(part) => self.tested(set, *part),
            },
        }
    }

    /// The articles for which a part holds.
    fn set(&self, part: Part<'i>) -> Set<'i> {
        let all = self.index.len();
        match part {
            Part::Set(set) => set,
            Part::Values(places) => {
                if let [place] = places.as_slice() {
                    return Set::List(Cow::Borrowed(self.index.columns.holders(*place)));
                }
                let mut bits = Bits::new(all);
                let holders = places.iter().flat_map(|place| self.index.columns.holders(*place));
                holders.for_each(|article| bits.set(*article));
                Set::List(Cow::Owned(bits.list()))
            }
            other => self.tested(self.everything(), other),
        }
    }

    fn holders(&self, places: &[u32]) -> usize {
        places.iter().map(|place| self.index.columns.holders(*place).len()).sum()
    }
}

#[inline]
fn has(index: &Index, article: u32, places: &[u32]) -> bool {
    places.iter().any(|place| index.columns.has(article, *place))
}

fn speaks(index: &Index, article: u32, from: DayNumber, to: DayNumber) -> bool {
    index.columns.times(article).iter().any(|&(first, last)| first <= to && from <= last)
}

/// Which clauses a clause is left out with: none, or those of its own field.
fn group_of(clause: &Clause) -> usize {
    match clause.only_field() {
        Some(QueryField::Source) => 1,
        Some(QueryField::Language) => 2,
        None if clause.is_date() => 3,
        _ => 0,
    }
}

/// The words that no article has in any form, each with what it may have been meant for.
pub(crate) fn fixes(index: &Index, found: &Found<'_>) -> Vec<Fix> {
    let fixes = found.unknown.iter().map(|word| (word.clone(), typos::near(index, word)));
    fixes.filter(|(_, numbers)| !numbers.is_empty()).collect()
}
