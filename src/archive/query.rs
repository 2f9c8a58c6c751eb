//! What a reader asks: the one query language, as data and as text.
//!
//! A query is a list of clauses which must all hold. [`Query::parse`] never fails and
//! [`Display`](fmt::Display) writes every query so that it reads back as the same one: the
//! box, the chips, the URL and the element share this codec and nothing else. Reading is
//! in `parse`, changing a query in `edit`; a query knows nothing of any archive.

use crate::archive::range::DateRange;
use std::fmt;

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
    /// A word, or the beginning of one. What is written in one piece but is several words
    /// (`S-400`) means these words in a row.
    Word(String),
    /// Whole words in a row.
    Phrase(String),
    /// A value of a field.
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
    /// `a OR b`: at least one of these holds. They may be negated, and none of them is an
    /// `Any` itself; the clause around them is never negated.
    Any(Vec<Clause>),
    /// All.
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

    /// True if an article has one value of it at most, so that a second one excludes it.
    pub fn is_single(self) -> bool {
        matches!(self, Self::Source | Self::Language)
    }
}

impl Query {
    /// typed
    pub(crate) fn typed(&self) -> Option<&Clause> {
        fn last<'q>(clauses: &'q [Clause]) -> Option<&'q Clause> {
            clauses.iter().rev().filter(|c| !c.negated).find_map(|c| match &c.term {
                Term::Word(_) => Some(c),
                Term::Any(inner) | Term::All(inner) => last(inner),
                _ => None,
            })
        }
        last(&self.clauses)
    }
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
            Term::Any(clauses) => clauses,
            _ => std::slice::from_ref(self),
        }
    }

    /// The one field that the clause is about, all its alternatives included.
    pub fn only_field(&self) -> Option<QueryField> {
        let field = |clause: &Self| match &clause.term {
            Term::Field { field, .. } => Some(*field),
            _ => None,
        };
        let mut fields = self.alternatives().iter().map(field);
        let first = fields.next()??;
        fields.all(|other| other == Some(first)).then_some(first)
    }

    /// True if the clause, all its alternatives included, is about the date of publication.
    pub fn is_date(&self) -> bool {
        let all = self.alternatives();
        !all.is_empty()
            && all.iter().all(|clause| matches!(clause.term, Term::Date(_) | Term::Undated))
    }

    /// True if the clause, all its alternatives included, is plain words and phrases.
    pub fn is_words(&self) -> bool {
        let all = self.alternatives();
        all.iter().all(|clause| matches!(clause.term, Term::Word(_) | Term::Phrase(_)))
    }
}

/// The query as text, in the order of its clauses.
impl fmt::Display for Query {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for clause in &self.clauses {
            out.write_str(separator)?;
            clause.fmt(out)?;
            separator = " ";
        }
        for problem in &self.problems {
            out.write_str(separator)?;
            out.write_str(&problem.words)?;
            separator = " ";
        }
        Ok(())
    }
}

/// The clause as it is written in a query.
impl fmt::Display for Clause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Term::Any(clauses) = &self.term {
            let mut separator = "";
            for clause in clauses.iter().filter(|clause| !matches!(clause.term, Term::Any(_))) {
                out.write_str(separator)?;
                clause.fmt(out)?;
                separator = " OR ";
            }
            return Ok(());
        }
        if self.negated {
            out.write_str("-")?;
        }
        match &self.term {
            // A word made by a program may look like something else: quotes keep it a word.
            Term::Word(word) if self.reads_as_word(word) => out.write_str(word),
            Term::Word(text) | Term::Phrase(text) => write_quoted(text, out),
            Term::Field { field, value } => {
                out.write_str(field.word())?;
                out.write_str(":")?;
                let bare = !value.is_empty()
                    && !value.starts_with(is_quote)
                    && !value.contains(char::is_whitespace);
                if bare { out.write_str(value) } else { write_quoted(value, out) }
            }
            Term::Date(range) => {
                out.write_str("date:")?;
                range.fmt(out)
            }
            Term::Undated => out.write_str("date:undated"),
            Term::About(range) => {
                out.write_str("about:")?;
                range.fmt(out)
            }
            Term::Any(_) | Term::All(_) => Ok(()),
        }
    }
}

impl Clause {
    fn reads_as_word(&self, word: &str) -> bool {
        let field = word.split_once(':').map_or("", |(name, _)| name);
        let reserved = !self.negated && word == OR;
        let opens = word.starts_with(|c| c == '-' || is_quote(c));
        let spaced = word.contains(char::is_whitespace);
        !word.is_empty() && !reserved && !opens && !spaced && !is_field_name(field)
    }
}

/// The reserved word between alternatives.
pub(crate) const OR: &str = "OR";

/// True for every word that means something before a colon.
pub(crate) fn is_field_name(word: &str) -> bool {
    let dates = ["date", "about"].iter().any(|name| name.eq_ignore_ascii_case(word));
    dates || QueryField::from_word(word).is_some()
}

/// Straight double quotes, and the curly ones that telephones put in their place.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// Writes a text in straight quotes; quotes and backslashes in it get a backslash.
fn write_quoted(text: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    out.write_str("\"")?;
    for piece in text.split_inclusive(['"', '\\']) {
        let plain = piece.trim_end_matches(['"', '\\']);
        out.write_str(plain)?;
        if plain.len() < piece.len() {
            out.write_str("\\")?;
            out.write_str(&piece[plain.len()..])?;
        }
    }
    out.write_str("\"")
}
