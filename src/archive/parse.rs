//! Reads the query language. Any text is a query: what cannot be read becomes a problem.
//!
//! The grammar, by hand, in one pass and without recursion:
//!
//! ```text
//! query  = item { space item }
//! item   = { "-" } ( phrase | field ":" value | word | "OR" )
//! value  = phrase | bare            bare = characters up to white space
//! phrase = '"' text '"'             in it \" and \\ stand for " and \
//! ```
//!
//! An opening quote without a closing one is not there yet: before words it is ignored,
//! so that results narrow while a phrase is typed; after a field it reaches to the end.

use crate::archive::query::{
    Clause, OR, Problem, Query, QueryField, Term, is_field_name, is_quote,
};
use crate::archive::range::DateRange;

impl Query {
    /// Reads a query; see the language in the README. It never fails.
    pub fn parse(text: &str) -> Self {
        let mut reader = Reader::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let item = rest;
            // Dashes and unclosed quotes in front of an item, and the quote that closes.
            let bare = rest.trim_start_matches('-');
            let negated = bare.len() < rest.len();
            if let Some((phrase, length)) = quoted(bare) {
                rest = &bare[length..];
                if !phrase.trim().is_empty() {
                    reader.push(Clause { negated, term: Term::Phrase(phrase) });
                }
            } else {
                let bare = bare.trim_start_matches(|c| c == '-' || is_quote(c));
                rest = reader.item(negated, bare);
            }
            debug_assert!(rest.len() < item.len());
            rest = rest.trim_start();
        }
        reader.settle_or();
        reader.query
    }
}

/// A query being read.
#[derive(Default)]
struct Reader {
    query: Query,
    /// The last item was a clause, so that `OR` may follow.
    after_clause: bool,
    /// An `OR` that waits for its right side, and whether it has a left one.
    or: Option<bool>,
}

impl Reader {
    /// Reads an item that does not begin with a phrase; returns what follows it.
    fn item<'t>(&mut self, negated: bool, text: &'t str) -> &'t str {
        let (word, rest) = text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
        match word.split_once(':') {
            Some((name, _)) if is_field_name(name) => {
                let value_at = name.len() + 1;
                let (value, length) = value(&text[value_at..]);
                let (written, rest) = text.split_at(value_at + length);
                match field(name, value) {
                    Ok(term) => self.push(Clause { negated, term }),
                    Err(why) => {
                        let dash = if negated { "-" } else { "" };
                        self.problem(format!("{dash}{}", written.trim_end()), why);
                    }
                }
                return rest;
            }
            _ if word.is_empty() => {} // nothing but dashes and quotes
            _ if word == OR && !negated => {
                self.settle_or();
                self.or = Some(self.after_clause);
                self.after_clause = false;
            }
            _ => self.push(Clause { negated, term: Term::Word(word.to_owned()) }),
        }
        rest
    }

    fn push(&mut self, clause: Clause) {
        if self.or == Some(true)
            && let Some(last) = self.query.clauses.last_mut()
        {
            if let Term::Any(clauses) = &mut last.term {
                clauses.push(clause);
            } else {
                let first = last.clone();
                *last = Clause::new(Term::Any(vec![first, clause]));
            }
            self.or = None;
        } else {
            self.settle_or();
            self.query.clauses.push(clause);
        }
        self.after_clause = true;
    }

    fn problem(&mut self, words: String, why: &str) {
        self.settle_or();
        self.query.problems.push(Problem { words, why: why.to_owned() });
        self.after_clause = false;
    }

    /// An `OR` that never got both its sides is a problem, not a word.
    fn settle_or(&mut self) {
        if self.or.take().is_some() {
            self.problem(OR.to_owned(), "OR stands between two things to look for.");
        }
    }
}

fn field(name: &str, value: String) -> Result<Term, &'static str> {
    if value.trim().is_empty() {
        return Err("Nothing stands behind the colon yet.");
    }
    if let Some(field) = QueryField::from_word(name) {
        return Ok(Term::Field { field, value });
    }
    if name.eq_ignore_ascii_case("about") {
        return DateRange::parse(&value).map(Term::About);
    }
    if value.trim().eq_ignore_ascii_case("undated") {
        return Ok(Term::Undated);
    }
    DateRange::parse(&value).map(Term::Date)
}

/// The value behind a colon and how many UTF-8 bytes it was written in.
fn value(text: &str) -> (String, usize) {
    if let Some(found) = quoted(text) {
        return found;
    }
    match text.strip_prefix(is_quote) {
        Some(inner) => (unescaped(inner), text.len()),
        None => {
            let end = text.find(char::is_whitespace).unwrap_or(text.len());
            (text[..end].to_owned(), end)
        }
    }
}

/// A text in quotes and how many UTF-8 bytes it was written in, quotes included. `None`
/// if none begins here or it has no end.
fn quoted(text: &str) -> Option<(String, usize)> {
    let open = text.chars().next().filter(|&c| is_quote(c))?;
    let inner = &text[open.len_utf8()..];
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        // A straight quote ends what a straight one began; curly ones come in many pairs.
        let closes = is_quote(c) && (c == '"') == (open == '"');
        if closes && !escaped {
            return Some((unescaped(&inner[..at]), open.len_utf8() + at + c.len_utf8()));
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// Takes the backslash off `\"` and `\\`; any other backslash is itself.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|&next| c == '\\' && (next == '\\' || is_quote(next))) {
            Some(next) => plain.push(next),
            None => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
#[path = "query_tests.rs"]
pub(crate) mod tests;
