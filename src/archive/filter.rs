//! A query made ready for one archive, and which of its clauses an article fails.
//!
//! A facet of single values, and the dates, are counted with the query's own clauses of
//! that field left out. So an article is not just in or out: what is told is in which
//! groups of clauses it fails.

use crate::archive::engine::{Engine, Entry};
use crate::archive::facets;
use crate::archive::needle::{Needle, needle_of};
use crate::archive::query::{Clause, Problem, Query, QueryField, Term};
use crate::archive::range::DateRange;
use crate::bundle::civil::DayNumber;
use crate::bundle::order::sort_by_key;

/// Groups of clauses, as bits.
pub(crate) mod group {
    /// Clauses that are never left out.
    pub(crate) const OTHER: u8 = 1;
    pub(crate) const SOURCE: u8 = 2;
    pub(crate) const LANGUAGE: u8 = 4;
    pub(crate) const DATE: u8 = 8;
}

/// What is asked of an article.
enum Test {
    /// These words in any of its texts.
    Words(Needle),
    /// These words in its headline.
    Title(Needle),
    /// A value of the facet in this slot whose number is marked.
    Values { slot: usize, wanted: Vec<bool> },
    /// Published in these days.
    Days(DateRange),
    /// Published on no known day.
    Undated,
    /// Speaks of a time between these days.
    About(DayNumber, DayNumber),
    /// At least one of these holds, or does not where that is said.
    Any(Vec<(bool, Test)>),
    /// All of them do.
    All(Vec<(bool, Test)>),
}

impl Test {
    fn holds(&self, entry: &Entry) -> bool {
        match self {
            Self::Words(needle) => needle.is_in(&entry.words),
            Self::Title(needle) => needle.is_in(entry.title_words()),
            Self::Values { slot, wanted } => {
                entry.values[*slot].iter().any(|&number| wanted[number as usize])
            }
            Self::Days(range) => entry.published.is_some_and(|at| range.contains(at.date)),
            Self::Undated => entry.published.is_none(),
            Self::About(first, last) => {
                entry.times.iter().any(|&(from, to)| from <= *last && *first <= to)
            }
            Self::Any(tests) => tests.iter().any(|(negated, test)| test.holds(entry) != *negated),
            Self::All(tests) => tests.iter().all(|(negated, test)| test.holds(entry) != *negated),
        }
    }
}

/// A clause, with its dash.
struct Condition {
    group: u8,
    negated: bool,
    test: Test,
}

/// A value of a facet as the query has it.
pub(crate) struct Mention {
    /// Which facet.
    pub(crate) slot: usize,
    /// As written.
    pub(crate) written: String,
    /// Written with a dash.
    pub(crate) negated: bool,
    /// The values of the archive it means.
    pub(crate) numbers: Vec<u32>,
}

/// A query made ready.
#[derive(Default)]
pub(crate) struct Filter {
    conditions: Vec<Condition>,
    /// The values of facets it names, in order.
    pub(crate) mentions: Vec<Mention>,
    /// What no article has.
    pub(crate) problems: Vec<Problem>,
}

impl Filter {
    /// Looks the query's values up in the archive.
    pub(crate) fn new(engine: &Engine, query: &Query) -> Self {
        let mut filter = Self::default();
        for clause in &query.clauses {
            // Nothing but punctuation asks for nothing.
            if let Some(test) = filter.test(engine, clause, true) {
                let (group, negated) = (group_of(clause), clause.negated);
                filter.conditions.push(Condition { group, negated, test });
            }
        }
        // What is cheap to ask is asked first.
        sort_by_key(&mut filter.conditions, |condition| {
            matches!(condition.test, Test::Words(_) | Test::Any(_) | Test::All(_))
        });
        filter
    }

    /// What a clause asks, its dash apart; of an article it is `wanted` that it holds, or not.
    fn test(&mut self, engine: &Engine, clause: &Clause, wanted: bool) -> Option<Test> {
        let wanted = wanted != clause.negated;
        let mut inner = |clauses: &[Clause]| {
            let mut tests = Vec::new();
            for clause in clauses {
                let test = self.test(engine, clause, wanted);
                tests.extend(test.map(|test| (clause.negated, test)));
            }
            (!tests.is_empty()).then_some(tests)
        };
        match &clause.term {
            Term::Any(clauses) => inner(clauses).map(Test::Any),
            Term::All(clauses) => inner(clauses).map(Test::All),
            Term::Word(_) | Term::Phrase(_) => needle_of(&clause.term).map(Test::Words),
            Term::Field { field, value } => match facets::slot(*field) {
                None => needle_of(&clause.term).map(Test::Title),
                Some(slot) => Some(self.values(engine, slot, *field, (clause, !wanted), value)),
            },
            Term::Date(range) => Some(Test::Days(*range)),
            Term::Undated => Some(Test::Undated),
            Term::About(range) => {
                let from = range.from().map_or(DayNumber::MIN, |day| day.day_number());
                let to = range.to().map_or(DayNumber::MAX, |day| day.day_number());
                Some(Test::About(from, to))
            }
        }
    }

    fn values(
        &mut self,
        engine: &Engine,
        slot: usize,
        field: QueryField,
        (clause, negated): (&Clause, bool),
        written: &str,
    ) -> Test {
        let values = &engine.values[slot];
        let numbers = values.meant(written);
        if numbers.is_empty() {
            let why = match field {
                QueryField::Entity => "No article mentions anything of this name.",
                QueryField::Type => "No article mentions anything of this type.",
                QueryField::Tag => "No article has this tag.",
                QueryField::Source => "No article is from this source.",
                QueryField::Author => "No article is by this author.",
                _ => "No article is in this language.",
            };
            let problem = Problem { words: clause.to_string(), why: why.to_owned() };
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        let mut wanted = vec![false; values.all.len()];
        numbers.iter().for_each(|&number| wanted[number as usize] = true);
        let written = written.to_owned();
        self.mentions.push(Mention { slot, written, negated, numbers });
        Test::Values { slot, wanted }
    }

    /// The groups with a clause that the article fails, 0 if it matches. Once it cannot
    /// count for anything any more, the rest is not looked at.
    pub(crate) fn failed(&self, entry: &Entry) -> u8 {
        let mut failed = 0_u8;
        for condition in &self.conditions {
            if condition.test.holds(entry) == condition.negated {
                failed |= condition.group;
                if failed & group::OTHER != 0 || failed.count_ones() > 1 {
                    break;
                }
            }
        }
        failed
    }
}

fn group_of(clause: &Clause) -> u8 {
    match clause.only_field() {
        Some(QueryField::Source) => group::SOURCE,
        Some(QueryField::Language) => group::LANGUAGE,
        None if clause.is_date() => group::DATE,
        _ => group::OTHER,
    }
}
