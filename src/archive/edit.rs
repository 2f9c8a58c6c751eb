//! Changing a query the way chips, facets and the timeline do: by whole clauses.
//!
//! Every change makes a new query and keeps the order of what it does not touch, so that
//! the text in the box stays where the reader left it.

use crate::archive::query::{Clause, Query, QueryField, Term, tidied};
use crate::archive::range::DateRange;

impl Query {
    /// True if it asks for everything and has no unreadable words either.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.problems.is_empty()
    }

    /// True if the clause is in the query: by itself, beside an `OR`, or excluded with others
    /// (`-(a OR b)` has `-a`).
    pub fn has(&self, clause: &Clause) -> bool {
        let has = |own: &Clause| match &own.term {
            Term::Any(inner) if own.negated => inner.contains(&clause.opposite()),
            _ => own.alternatives().contains(clause),
        };
        self.clauses.iter().any(|own| own == clause || has(own))
    }

    /// With the clause at the end and its opposite taken out; unchanged if it has it.
    #[must_use]
    pub fn with(&self, clause: Clause) -> Self {
        if self.has(&clause) {
            return self.clone();
        }
        let mut query = self.without(&clause.opposite());
        query.clauses.push(clause);
        query
    }

    /// Without the clause, wherever it is one to be had; a group is left with its others.
    #[must_use]
    pub fn without(&self, clause: &Clause) -> Self {
        let mut query = self.clone();
        // What is left of a group may be what is to go.
        while query.has(clause) {
            query.clauses.retain(|own| own != clause);
            for own in &mut query.clauses {
                if let Term::Any(inner) = &mut own.term {
                    let gone = if own.negated { clause.opposite() } else { clause.clone() };
                    inner.retain(|inner| *inner != gone);
                }
            }
            query.clauses = tidied(query.clauses, false);
        }
        query
    }

    /// Without the clause if the query has it, else with it.
    #[must_use]
    pub fn toggled(&self, clause: Clause) -> Self {
        if self.has(&clause) { self.without(&clause) } else { self.with(clause) }
    }

    /// With this range as its only condition on the date of publication, or with none.
    #[must_use]
    pub fn with_date(&self, range: Option<DateRange>) -> Self {
        let mut query = self.replaced(Clause::is_date, range.map(Clause::date));
        query.problems.retain(|problem| !is_about_field(&problem.words, "date"));
        query
    }

    /// With this value as its only condition on the field.
    #[must_use]
    pub fn with_only(&self, field: QueryField, value: &str) -> Self {
        self.replaced(|own| own.only_field() == Some(field), Some(Clause::field(field, value)))
    }

    /// With no condition on the field.
    #[must_use]
    pub fn without_field(&self, field: QueryField) -> Self {
        self.replaced(|own| own.only_field() == Some(field), None)
    }

    /// The days asked for, if it has a condition of that kind; the first of several.
    pub fn date(&self) -> Option<DateRange> {
        self.clauses.iter().find_map(|clause| match clause.term {
            Term::Date(range) if !clause.negated => Some(range),
            _ => None,
        })
    }

    /// The values of a field it asks for, alternatives included.
    pub fn values(&self, field: QueryField) -> Vec<&str> {
        let all = self.clauses.iter().flat_map(Clause::alternatives);
        all.filter_map(|clause| match &clause.term {
            Term::Field { field: own, value } if *own == field && !clause.negated => {
                Some(value.as_str())
            }
            _ => None,
        })
        .collect()
    }

    /// Its plain words and phrases as text: what is left when the chips have the rest.
    pub fn free_text(&self) -> String {
        let clauses = self.clauses.iter().filter(|clause| clause.is_words()).cloned().collect();
        Self { clauses, problems: self.problems.clone() }.to_string()
    }

    /// With its plain words and phrases, and what could not be read, replaced by another
    /// text, fields in it included: the counterpart of [`Query::free_text`]. The chips'
    /// clauses come first, so that a last word stays last.
    #[must_use]
    pub fn with_free_text(&self, text: &str) -> Self {
        let chips = self.clauses.iter().filter(|clause| !clause.is_words());
        let mut query = Self { clauses: chips.cloned().collect(), problems: Vec::new() };
        let typed = Self::parse(text);
        for clause in typed.clauses {
            if clause.is_words() || !query.has(&clause) {
                query.clauses.push(clause);
            }
        }
        query.problems = typed.problems;
        query
    }

    /// With `new` in the place of the first clause that is `old`, and no other such clause.
    fn replaced(&self, old: impl Fn(&Clause) -> bool, new: Option<Clause>) -> Self {
        let mut query = Self { clauses: Vec::new(), problems: self.problems.clone() };
        let mut new = new;
        for clause in &self.clauses {
            if old(clause) {
                query.clauses.extend(new.take());
            } else {
                query.clauses.push(clause.clone());
            }
        }
        query.clauses.extend(new);
        query
    }
}

/// True if the words begin with `name:`, with or without a dash.
fn is_about_field(words: &str, name: &str) -> bool {
    let start = words.trim_start_matches('-').split_once(':');
    start.is_some_and(|(field, _)| field.eq_ignore_ascii_case(name))
}
