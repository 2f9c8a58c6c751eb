//! Writes a query as text, so that it reads back as the same one.

use crate::archive::parse::{is_bracket, is_quote, is_reserved};
use crate::archive::query::{Clause, Query, QueryField, Term, tidied};
use std::fmt::{self, Display};

/// The query as text, in the order of its clauses.
impl fmt::Display for Query {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_all(&tidied(self.clauses.clone(), false), " ", out)?;
        let mut separator = if self.clauses.is_empty() { "" } else { " " };
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
        write_all(&tidied(vec![self.clone()], false), " ", out)
    }
}

/// What stands between alternatives.
const OR: &str = " OR ";

/// Writes tidy clauses, `OR` or a space between them.
fn write_all(clauses: &[Clause], between: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (at, clause) in clauses.iter().enumerate() {
        if at > 0 {
            out.write_str(between)?;
        }
        if clause.negated {
            out.write_str("-")?;
        }
        write_term(clause, between, out)?;
    }
    Ok(())
}

fn write_term(clause: &Clause, around: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match &clause.term {
        // A word made by a program may look like something else: quotes keep it a word.
        Term::Word(word) if reads_as_word(word) => out.write_str(word),
        Term::Word(text) | Term::Phrase(text) => write_quoted(text, out),
        Term::Field { field, value } => {
            out.write_str(field.word())?;
            out.write_str(":")?;
            let odd = |c: char| c.is_whitespace() || is_bracket(c);
            let bare = !value.is_empty() && !value.starts_with(is_quote) && !value.contains(odd);
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
        // `OR` holds what it stands between together: `a b OR c` is `a (b OR c)`.
        Term::Any(clauses) if !clause.negated && around != OR => write_all(clauses, OR, out),
        Term::Any(clauses) => write_group(clauses, OR, out),
        Term::All(clauses) => write_group(clauses, " ", out),
    }
}

fn write_group(clauses: &[Clause], between: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    out.write_str("(")?;
    write_all(clauses, between, out)?;
    out.write_str(")")
}

/// True if a word stands for itself where it is written as it is.
fn reads_as_word(word: &str) -> bool {
    let field = word.split_once(':').map_or("", |(name, _)| name);
    let opens = word.starts_with(|c| c == '-' || is_quote(c));
    let broken = word.contains(|c: char| c.is_whitespace() || is_bracket(c));
    !word.is_empty() && !is_reserved(word) && !opens && !broken && !QueryField::is_name(field)
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
