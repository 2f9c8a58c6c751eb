//! What a reader asks: the one query language, as data and as text.
//!
//! A query is a list of clauses which must all hold. [`Query::parse`] never fails and
//! [`Display`](fmt::Display) writes every query so that it reads back as the same one: the
//! box, the chips, the URL and the element share this codec and nothing else. Reading is
//! in `parse`, writing in `write`, changing a query in `edit`; a query knows nothing of any
//! archive.

use crate::archive::range::DateRange;

/// A question: every clause must hold. Without clauses it asks for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// In the order they were written.
    pub clauses: Vec<Clause>,
    /// What could not be read. It does not narrow the search, and `Display` writes it
    /// back after the clauses, so that nobody's words are lost.
    pub problems: Vec<Problem>,
}

/// Words of a query that could not be read, or that no article can match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The words as written.
    pub words: String,
    /// What is wrong with them, as a sentence.
    pub why: String,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Written with `-`: articles for which the term does not hold.
    pub negated: bool,
    /// What must hold.
    pub term: Term,
}

/// What a clause says. Texts are as written: folding is the engine's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A word and its other forms; with a `*` behind it, or if it is the one that is being
    /// typed (see [`Query::typed`]), all that begins with it too. What is written in one piece
    /// but is several words (`S-400`) means these words in a row.
    Word(String),
    /// Whole words in a row.
    Phrase(String),
    /// A value of a field. In the headline, words as above.
    Field {
        /// Which field.
        field: QueryField,
        /// The value wanted.
        value: String,
    },
    /// Published in these days.
    Date(DateRange),
    /// Published on no known day.
    Undated,
    /// Speaks of a time that touches these days.
    About(DateRange),
    /// `a OR b`: at least one of these holds.
    Any(Vec<Clause>),
    /// `(a b)`: all of these hold. `parse` makes it where it means more than its clauses one by
    /// one: excluded, or beside an `OR`.
    All(Vec<Clause>),
}

/// The fields that a query can name, other than dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum QueryField {
    Title,
    Entity,
    Type,
    Tag,
    Source,
    Author,
    Language,
}

impl QueryField {
    /// Every field.
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Entity,
        Self::Type,
        Self::Tag,
        Self::Source,
        Self::Author,
        Self::Language,
    ];

    /// The word before the colon.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Entity => "entity",
            Self::Type => "type",
            Self::Tag => "tag",
            Self::Source => "source",
            Self::Author => "author",
            Self::Language => "lang",
        }
    }

    /// The field a word names, in any case, if it names one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word().eq_ignore_ascii_case(word))
    }

    /// True for every word that means something before a colon, in any case.
    pub(crate) fn is_name(word: &str) -> bool {
        let dates = ["date", "about"].iter().any(|name| name.eq_ignore_ascii_case(word));
        dates || Self::from_word(word).is_some()
    }

    /// True if an article has one value of it at most, so that a second one excludes it.
    pub fn is_single(self) -> bool {
        matches!(self, Self::Source | Self::Language)
    }
}

impl Query {
    /// The clause of the word that may not be written out yet: the last one in the text that is
    /// asked for by itself or in a headline, whatever filters and phrases follow.
    pub fn typed(&self) -> Option<&Clause> {
        typed(&self.clauses, true)
    }
}

fn typed(clauses: &[Clause], wanted: bool) -> Option<&Clause> {
    clauses.iter().rev().find_map(|clause| {
        let wanted = wanted != clause.negated;
        match &clause.term {
            Term::Word(text) | Term::Field { field: QueryField::Title, value: text } => {
                (wanted && text.contains(char::is_alphanumeric)).then_some(clause)
            }
            Term::Any(clauses) | Term::All(clauses) => typed(clauses, wanted),
            _ => None,
        }
    })
}

impl Clause {
    /// A clause that asks for a term.
    pub fn new(term: Term) -> Self {
        Self { negated: false, term }
    }

    /// A clause that asks for a value of a field.
    pub fn field(field: QueryField, value: impl Into<String>) -> Self {
        Self::new(Term::Field { field, value: value.into() })
    }

    /// A clause that asks for a range of dates of publication.
    pub fn date(range: DateRange) -> Self {
        Self::new(Term::Date(range))
    }

    /// The same term, asked for if it was excluded and excluded if it was asked for.
    #[must_use]
    pub fn opposite(&self) -> Self {
        Self { negated: !self.negated, term: self.term.clone() }
    }

    /// The clauses that this one chooses among: itself, unless it was written with `OR`.
    pub fn alternatives(&self) -> &[Self] {
        match &self.term {
            Term::Any(clauses) if !self.negated => clauses,
            _ => std::slice::from_ref(self),
        }
    }

    /// The one field that the clause is about, all that is grouped in it included.
    pub fn only_field(&self) -> Option<QueryField> {
        match &self.term {
            Term::Field { field, .. } => Some(*field),
            Term::Any(clauses) | Term::All(clauses) => {
                let mut fields = clauses.iter().map(Self::only_field);
                let first = fields.next()??;
                fields.all(|other| other == Some(first)).then_some(first)
            }
            _ => None,
        }
    }

    /// True if the clause, all that is grouped in it included, is about the date of publication.
    pub fn is_date(&self) -> bool {
        self.is_all(&|term| matches!(term, Term::Date(_) | Term::Undated))
    }

    /// True if the clause, all that is grouped in it included, is plain words and phrases.
    pub fn is_words(&self) -> bool {
        self.is_all(&|term| matches!(term, Term::Word(_) | Term::Phrase(_)))
    }

    fn is_all(&self, test: &dyn Fn(&Term) -> bool) -> bool {
        match &self.term {
            Term::Any(clauses) | Term::All(clauses) => {
                !clauses.is_empty() && clauses.iter().all(|clause| clause.is_all(test))
            }
            term => test(term),
        }
    }
}

/// Clauses that must all hold, or of which `any` must, as `parse` makes them: no group is empty
/// or of one clause, none stands in one of its own kind, no text is blank.
pub(crate) fn tidied(clauses: Vec<Clause>, any: bool) -> Vec<Clause> {
    let mut tidy = Vec::with_capacity(clauses.len());
    for Clause { negated, term } in clauses.into_iter().filter_map(settled) {
        match term {
            Term::Any(inner) if any && !negated => tidy.extend(inner),
            Term::All(inner) if !any && !negated => tidy.extend(inner),
            term => tidy.push(Clause { negated, term }),
        }
    }
    tidy
}

/// The clause with what is grouped in it tidied; `None` if nothing is left of it.
pub(crate) fn settled(clause: Clause) -> Option<Clause> {
    let Clause { negated, term } = clause;
    let of_any = matches!(term, Term::Any(_));
    match term {
        Term::Any(inner) | Term::All(inner) => {
            let mut inner = tidied(inner, of_any);
            if inner.len() < 2 {
                let only = inner.pop()?;
                return Some(Clause { negated: negated != only.negated, term: only.term });
            }
            let term = if of_any { Term::Any(inner) } else { Term::All(inner) };
            Some(Clause { negated, term })
        }
        Term::Word(ref text) | Term::Phrase(ref text) if text.trim().is_empty() => None,
        term => Some(Clause { negated, term }),
    }
}
