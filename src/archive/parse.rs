//! Reads the query language. Any text is a query: what cannot be read becomes a problem.
//!
//! The grammar, by hand, in one pass:
//!
//! ```text
//! query  = item { space item }
//! item   = { "-" | "NOT " } ( phrase | field ":" value | group | word ) | "OR" | "AND"
//! group  = "(" query ")"
//! value  = phrase | bare            bare = characters up to white space or the group's end
//! word   = characters up to white space or a bracket
//! phrase = '"' text '"'             in it \" and \\ stand for " and \
//! ```
//!
//! `OR` holds together what it stands between, so that `a b OR c` is `a (b OR c)`; `AND` says
//! what is so anyway. An opening quote or bracket without a closing one is not there yet: a
//! quote before words is ignored, so that results narrow while a phrase is typed, and after a
//! field it reaches to the end, as a bracket does. A closing bracket too many is ignored.

use crate::archive::query::{Clause, Problem, Query, QueryField, Term, settled, tidied};
use crate::archive::range::DateRange;

/// How deep groups may stand in groups: enough for anybody, and no danger to the stack.
const DEEPEST: usize = 8;

impl Query {
    /// Reads a query; see the language in the README. It never fails.
    pub fn parse(text: &str) -> Self {
        let mut reader = Reader { rest: text, problems: Vec::new(), beyond: 0, too_deep: false };
        let clauses = reader.group(0);
        Self { clauses: tidied(clauses, false), problems: reader.problems }
    }
}

/// A query being read.
struct Reader<'t> {
    /// What was not read yet.
    rest: &'t str,
    problems: Vec<Problem>,
    /// How many groups are open beyond the deepest one that is read.
    beyond: usize,
    /// There were such groups in the outermost one that is open.
    too_deep: bool,
}

/// A group being read.
#[derive(Default)]
struct Group {
    clauses: Vec<Clause>,
    /// `NOT` stands before the next item.
    not: bool,
    /// The last item was a clause, so that `OR` may follow.
    after_clause: bool,
    /// An `OR` that waits for its right side: whether it has a left one, and how many problems
    /// there were before it.
    or: Option<(bool, usize)>,
}

impl<'t> Reader<'t> {
    /// Reads up to the end of a group, or of the query.
    fn group(&mut self, depth: usize) -> Vec<Clause> {
        let mut group = Group::default();
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() {
                break;
            }
            if let Some(rest) = self.rest.strip_prefix(')') {
                self.rest = rest;
                if self.beyond > 0 {
                    self.beyond -= 1;
                } else if depth > 0 {
                    break;
                }
                continue;
            }
            // Dashes and unclosed quotes in front of an item, and the quote that closes.
            let bare = self.rest.trim_start_matches('-');
            let dash = bare.len() < self.rest.len();
            if let Some((phrase, length)) = quoted(bare) {
                self.rest = &bare[length..];
                group.push(dash, Term::Phrase(phrase), &mut self.problems);
                continue;
            }
            self.rest = bare.trim_start_matches(|c| c == '-' || is_quote(c));
            if !self.rest.starts_with('(') {
                self.item(&mut group, dash);
            } else if depth < DEEPEST {
                self.inner(&mut group, dash, depth);
            } else {
                self.rest = &self.rest[1..];
                self.beyond += 1;
                self.too_deep = true;
            }
        }
        group.settle_or(&mut self.problems);
        group.clauses
    }

    /// Reads a group within a group.
    fn inner(&mut self, group: &mut Group, dash: bool, depth: usize) {
        let (start, known) = (self.rest, self.problems.len());
        self.rest = &start[1..];
        let clauses = self.group(depth + 1);
        if depth == 0 && self.too_deep {
            self.too_deep = false;
            self.beyond = 0;
            self.problems.truncate(known);
            let written = start[..start.len() - self.rest.len()].trim_end();
            let why = "Brackets stand in brackets here, more than can be read.";
            group.problem(dash, written, why, &mut self.problems);
        } else {
            group.push(dash, Term::All(clauses), &mut self.problems);
        }
    }

    /// Reads an item that begins neither with a phrase nor with a bracket.
    fn item(&mut self, group: &mut Group, dash: bool) {
        let text = self.rest;
        let end = text.find(|c: char| c.is_whitespace() || is_bracket(c)).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.rest = rest;
        match word.split_once(':') {
            Some((name, _)) if QueryField::is_name(name) => {
                let value_at = name.len() + 1;
                let (value, length) = value(&text[value_at..]);
                let (written, rest) = text.split_at(value_at + length);
                self.rest = rest;
                match field(name, value) {
                    Ok(term) => group.push(dash, term, &mut self.problems),
                    Err(why) => group.problem(dash, written.trim_end(), why, &mut self.problems),
                }
            }
            _ if word.is_empty() => {} // nothing but dashes and quotes
            _ if !is_reserved(word) => {
                group.push(dash, Term::Word(word.to_owned()), &mut self.problems);
            }
            _ if dash => group.push(true, Term::Phrase(word.to_owned()), &mut self.problems),
            _ => match word {
                NOT => group.not = true,
                OR => {
                    group.settle_or(&mut self.problems);
                    group.or = Some((group.after_clause, self.problems.len()));
                    group.after_clause = false;
                }
                _ => {}
            },
        }
    }
}

impl Group {
    fn push(&mut self, dash: bool, term: Term, problems: &mut Vec<Problem>) {
        let negated = std::mem::take(&mut self.not) || dash;
        let Some(clause) = settled(Clause { negated, term }) else {
            return; // an empty group or phrase
        };
        if matches!(self.or, Some((false, _))) {
            self.settle_or(problems);
        }
        let alternatives = self.or.take().and_then(|_| self.clauses.pop());
        self.clauses.push(match alternatives {
            None => clause,
            Some(Clause { negated: false, term: Term::Any(mut clauses) }) => {
                clauses.push(clause);
                Clause::new(Term::Any(clauses))
            }
            Some(first) => Clause::new(Term::Any(vec![first, clause])),
        });
        self.after_clause = true;
    }

    fn problem(&mut self, dash: bool, words: &str, why: &str, problems: &mut Vec<Problem>) {
        self.settle_or(problems);
        let negated = std::mem::take(&mut self.not) || dash;
        let words = format!("{}{words}", if negated { "-" } else { "" });
        problems.push(Problem { words, why: why.to_owned() });
        self.after_clause = false;
    }

    /// An `OR` that never got both its sides is a problem, not a word.
    fn settle_or(&mut self, problems: &mut Vec<Problem>) {
        if let Some((_, at)) = self.or.take() {
            let why = "OR stands between two things to look for.".to_owned();
            problems.insert(at.min(problems.len()), Problem { words: OR.to_owned(), why });
            self.after_clause = false;
        }
    }
}

const OR: &str = "OR";
const NOT: &str = "NOT";

/// True for the words that are not looked for, but say how others are.
pub(crate) fn is_reserved(word: &str) -> bool {
    matches!(word, OR | NOT | "AND")
}

/// True for what opens and closes a group.
pub(crate) fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')')
}

/// Straight double quotes, and the curly ones that telephones put in their place.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
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
    if let Some(inner) = text.strip_prefix(is_quote) {
        return (unescaped(inner), text.len());
    }
    // Brackets that open in it close in it.
    let mut open = 0_usize;
    let end = text.char_indices().find(|(at, c)| match c {
        '(' if *at > 0 => {
            open += 1;
            false
        }
        ')' if open > 0 => {
            open -= 1;
            false
        }
        c => c.is_whitespace() || is_bracket(*c),
    });
    let end = end.map_or(text.len(), |(at, _)| at);
    (text[..end].to_owned(), end)
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
