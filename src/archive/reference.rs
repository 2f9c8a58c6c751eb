//! What a query means, written down plainly: the slow, obvious answers that any engine is
//! held to in tests.
//!
//! Articles are lists of tokens here, and everything is looked at every time. It shares with
//! an engine what a token, a form of a word, a query and a day of publication are, and
//! nothing else; and it must not become fast.

use crate::archive::engine::published;
use crate::archive::fold::fold;
use crate::archive::message::{Advice, FacetValue, Facets, Request, Sort};
use crate::archive::query::{Clause, Query, QueryField, Term};
use crate::archive::stem::{Forms, Languages};
use crate::archive::tokens::{Row, Tokens};
use crate::bundle::civil::{Date, DayNumber, Instant};
use crate::bundle::{Article, Bundle, EntityType, edtf};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

mod counts;
mod known;

/// A word that no article has, and what it is taken for: words and in how many articles
/// each of them is, most first.
pub(crate) type Fix = (String, Vec<(String, usize)>);

/// An archive to be asked.
pub(crate) struct Reference {
    pub(crate) articles: Vec<Known>,
    languages: Languages,
    /// The values of each facet, in the order of `Facets::FIELDS`.
    values: Vec<Vec<Value>>,
    /// In how many articles each word is.
    vocabulary: BTreeMap<String, usize>,
}

/// An article.
pub(crate) struct Known {
    /// The words of the headline, the text, the summary, the source, each author and each tag.
    fields: Vec<Vec<String>>,
    pub(crate) published: Option<Instant>,
    /// For each facet, the keys of its values.
    values: Vec<BTreeSet<String>>,
    /// First and last days of the times it speaks of.
    pub(crate) times: Vec<(DayNumber, DayNumber)>,
}

/// A value of a facet.
struct Value {
    /// What makes it itself: the folded text, or an entity's id.
    key: String,
    value: String,
    label: String,
    kind: Option<EntityType>,
    /// What else it is called.
    aliases: Vec<String>,
}

/// What was found.
pub(crate) struct Told {
    /// The articles in order, each with its score, which is 0 if there are no words.
    pub(crate) order: Vec<(usize, f64)>,
    /// What the score of every article of the archive is made of: its length, then its weights.
    pub(crate) made_of: Vec<Vec<usize>>,
    /// What they would be without the clauses of date.
    pub(crate) but_date: Vec<usize>,
    /// The values of each facet, in the order of `Facets::FIELDS`.
    pub(crate) facets: Vec<Vec<FacetValue>>,
    /// Values that the query names and no article has, as clauses.
    pub(crate) absent: Vec<String>,
    pub(crate) fixes: Vec<Fix>,
    pub(crate) advice: Vec<Advice>,
}

fn words_of(text: &str) -> Vec<String> {
    let (mut words, mut tokens) = (Vec::new(), Tokens::new(text));
    while let Some((word, _)) = tokens.next() {
        words.push(word.to_owned());
    }
    words
}

fn slot(field: QueryField) -> usize {
    Facets::FIELDS.iter().position(|own| *own == field).unwrap()
}

/// Words that are looked for.
struct Wanted<'q> {
    /// As written, without a star.
    text: &'q str,
    /// In a row, the last one apart.
    before: Vec<String>,
    last: String,
    /// The other forms of the last word, where they count.
    forms: Option<Forms>,
    /// Words that begin with the last one count.
    begun: bool,
    /// Only headlines are looked at.
    titles: bool,
}

impl Reference {
    pub(crate) fn new(bundle: &Bundle) -> Self {
        let mut own = Self {
            articles: Vec::new(),
            languages: Languages::NONE,
            values: Facets::FIELDS.iter().map(|_| Vec::new()).collect(),
            vocabulary: BTreeMap::new(),
        };
        for article in &bundle.items {
            let known = own.known(bundle, article);
            let words: BTreeSet<&String> = known.fields.iter().flatten().collect();
            for word in words {
                *own.vocabulary.entry(word.clone()).or_default() += 1;
            }
            own.articles.push(known);
        }
        let languages = &own.values[slot(QueryField::Language)];
        own.languages =
            Languages::of_archive(languages.iter().map(|language| language.value.as_str()));
        own
    }

    /// The words that a clause looks for; `None` if it looks for none.
    fn wanted<'q>(&self, query: &Query, clause: &'q Clause) -> Option<Wanted<'q>> {
        let (text, whole, titles) = match &clause.term {
            Term::Word(text) => (text, false, false),
            Term::Phrase(text) => (text, true, false),
            Term::Field { field: QueryField::Title, value } => (value, false, true),
            _ => return None,
        };
        let typed = query.typed().is_some_and(|typed| std::ptr::eq(typed, clause));
        let starred = !whole && text.ends_with('*');
        let text = if starred { &text[..text.len() - 1] } else { text };
        let row = Row::new(text);
        let mut before = row.words;
        let last = before.pop()?;
        let forms = (before.is_empty() && !whole).then(|| Forms::new(&last, self.languages));
        let begun = row.open || starred || typed && !whole;
        Some(Wanted { text, before, last, forms, begun, titles })
    }

    /// How many half occurrences a word is of the last one wanted.
    fn halves(&self, wanted: &Wanted<'_>, word: &str, fixes: &[Fix]) -> usize {
        let longer = wanted.begun && word.starts_with(&wanted.last);
        let form = wanted.forms.as_ref().is_some_and(|forms| forms.has(word));
        let fixed = || {
            let fix = fixes.iter().find(|(text, _)| text == wanted.text);
            let has = fix.is_some_and(|(_, found)| found.iter().any(|(other, _)| other == word));
            has && self.is_unknown(wanted)
        };
        if word == wanted.last { 2 } else { usize::from(longer || form || fixed()) }
    }

    /// True for a single word that no article has in any form.
    fn is_unknown(&self, wanted: &Wanted<'_>) -> bool {
        let known = || self.vocabulary.keys().any(|word| self.halves(wanted, word, &[]) > 0);
        wanted.forms.is_some() && !known()
    }

    /// What the words weigh in an article, in half occurrences.
    fn weight(&self, wanted: &Wanted<'_>, article: &Known, fixes: &[Fix]) -> usize {
        let mut sum = 0;
        for (number, field) in article.fields.iter().enumerate() {
            let times = if number == 0 { 3 } else { usize::from(!wanted.titles) };
            for at in 0..field.len() {
                let behind = at + wanted.before.len();
                if behind < field.len() && field[at..behind] == wanted.before {
                    sum += times * self.halves(wanted, &field[behind], fixes);
                }
            }
        }
        sum
    }

    /// The keys of the values that a text means.
    fn meant(&self, field: QueryField, text: &str) -> Vec<String> {
        let all = &self.values[slot(field)];
        let names = |value: &Value| {
            let mut names = value.aliases.clone();
            names.extend([value.label.clone(), value.value.clone()]);
            names
        };
        let those = |holds: &dyn Fn(&Value) -> bool| -> Vec<String> {
            all.iter().filter(|value| holds(value)).map(|value| value.key.clone()).collect()
        };
        let exact = those(&|value| value.key == text);
        if !exact.is_empty() {
            return exact;
        }
        let named = those(&|value| names(value).iter().any(|name| fold(name) == fold(text)));
        if !named.is_empty() {
            return named;
        }
        let Some((last, before)) =
            Row::new(text).words.split_last().map(|(l, b)| (l.clone(), b.to_vec()))
        else {
            return Vec::new();
        };
        let begins = |name: &String| {
            let row = words_of(name);
            row.windows(before.len() + 1).any(|window| {
                window[..before.len()] == before && window[before.len()].starts_with(&last)
            })
        };
        // An id is no name in words.
        those(&|value| {
            let own = value.aliases.iter().chain([&value.label]);
            own.into_iter().any(begins)
        })
    }

    /// True if a term holds; `None` if it asks for nothing.
    fn holds(
        &self,
        query: &Query,
        clause: &Clause,
        article: &Known,
        fixes: &[Fix],
    ) -> Option<bool> {
        let day = article.published.map(|at| at.date);
        let inner = |clauses: &[Clause]| -> Option<Vec<bool>> {
            let each = clauses.iter().filter_map(|own| self.holds(query, own, article, fixes));
            Some(each.collect()).filter(|all: &Vec<bool>| !all.is_empty())
        };
        let holds = match &clause.term {
            Term::Any(clauses) => inner(clauses)?.contains(&true),
            Term::All(clauses) => !inner(clauses)?.contains(&false),
            Term::Date(range) => day.is_some_and(|day| range.contains(day)),
            Term::Undated => day.is_none(),
            Term::About(range) => {
                let from = range.from().map_or(DayNumber::MIN, |day| day.day_number());
                let to = range.to().map_or(DayNumber::MAX, |day| day.day_number());
                article.times.iter().any(|(first, last)| *first <= to && from <= *last)
            }
            Term::Field { field, value } if *field != QueryField::Title => {
                let meant = self.meant(*field, value);
                meant.iter().any(|key| article.values[slot(*field)].contains(key))
            }
            _ => self.weight(&self.wanted(query, clause)?, article, fixes) > 0,
        };
        Some(holds != clause.negated)
    }

    /// The articles for which these clauses of a query hold.
    fn matching(&self, query: &Query, clauses: &[&Clause], fixes: &[Fix]) -> Vec<usize> {
        let fits = |at: &usize| {
            let article = &self.articles[*at];
            clauses.iter().all(|own| self.holds(query, own, article, fixes) != Some(false))
        };
        (0..self.articles.len()).filter(fits).collect()
    }

    /// What is taken for the words that are asked for and that no article has.
    fn fixes(&self, query: &Query) -> Vec<Fix> {
        let mut fixes: Vec<Fix> = Vec::new();
        for (clause, wanted) in leaves(&query.clauses, true) {
            let Some(words) = self.wanted(query, clause).filter(|_| wanted) else { continue };
            let told = fixes.iter().any(|(text, _)| text == words.text);
            if told || !self.is_unknown(&words) {
                continue;
            }
            let forgiven = match words.last.chars().count() {
                0..=3 => 0,
                4..=7 => 1,
                _ => 2,
            };
            let near = |(word, _): &(&String, &usize)| slips(&words.last, word) <= forgiven;
            let mut found: Vec<(String, usize)> = Vec::new();
            for (word, count) in self.vocabulary.iter().filter(near) {
                found.push((word.clone(), *count));
            }
            found.sort_by_key(|(_, count)| Reverse(*count));
            if !found.is_empty() {
                fixes.push((words.text.to_owned(), found));
            }
        }
        fixes
    }

    /// The articles that a query finds, and the words it finds them by in place of its own.
    fn found(&self, query: &Query) -> (Vec<usize>, Vec<Fix>) {
        let clauses: Vec<&Clause> = query.clauses.iter().collect();
        let found = self.matching(query, &clauses, &[]);
        if found.len() >= 3 {
            return (found, Vec::new());
        }
        let fixes = self.fixes(query);
        (self.matching(query, &clauses, &fixes), fixes)
    }

    /// BM25 over the words that are asked for, and what it is made of.
    fn scores(&self, query: &Query, fixes: &[Fix]) -> (Vec<f64>, Vec<Vec<usize>>) {
        let words = |article: &Known| article.fields.iter().map(Vec::len).sum::<usize>();
        let length = |article: &Known| words(article) as f64;
        let mut made_of: Vec<Vec<usize>> =
            self.articles.iter().map(|own| vec![words(own)]).collect();
        let all = self.articles.len() as f64;
        let mean = (self.articles.iter().map(length).sum::<f64>() / all).max(1.0);
        let mut scores = vec![0.0; self.articles.len()];
        for (clause, wanted) in leaves(&query.clauses, true) {
            let Some(words) = self.wanted(query, clause).filter(|_| wanted) else { continue };
            let weigh = |article| self.weight(&words, article, fixes);
            let halves: Vec<usize> = self.articles.iter().map(weigh).collect();
            made_of.iter_mut().zip(&halves).for_each(|(own, halves)| own.push(*halves));
            let weights: Vec<f64> = halves.iter().map(|halves| *halves as f64 / 2.0).collect();
            let having = weights.iter().filter(|weight| **weight > 0.0).count() as f64;
            let rarity = (1.0 + (all - having + 0.5) / (having + 0.5)).log2();
            for ((score, article), weight) in scores.iter_mut().zip(&self.articles).zip(weights) {
                let norm = 1.2 * (1.0 - 0.75 + 0.75 * length(article) / mean);
                *score += rarity * weight * 2.2 / (weight + norm);
            }
        }
        (scores, made_of)
    }

    /// The languages whose forms count.
    pub(crate) fn languages(&self) -> Languages {
        self.languages
    }

    /// True if words that are asked for stand in an article's headline; and in its text.
    pub(crate) fn has_words_in(&self, query: &Query, at: usize, fixes: &[Fix]) -> (bool, bool) {
        let stands = |field: usize| {
            let words = self.articles[at].fields[field].clone();
            // Alone where the headline would be, or where a text would be.
            let mut fields = vec![Vec::new(); field + 1];
            fields[field] = words;
            let known = Known { fields, published: None, values: Vec::new(), times: Vec::new() };
            leaves(&query.clauses, true).into_iter().any(|(clause, wanted)| {
                let words = self.wanted(query, clause).filter(|_| wanted);
                words.is_some_and(|words| self.weight(&words, &known, fixes) > 0)
            })
        };
        (stands(0), stands(1))
    }

    /// True if some words are asked for.
    fn has_words(&self, query: &Query) -> bool {
        let all = leaves(&query.clauses, true);
        all.into_iter().any(|(clause, wanted)| wanted && self.wanted(query, clause).is_some())
    }

    /// The whole answer.
    pub(crate) fn answer(&self, request: &Request) -> Told {
        let query = &request.query;
        let (found, fixes) = self.found(query);
        let (scores, made_of) = self.scores(query, &fixes);
        let mut order: Vec<(usize, f64)> = found.iter().map(|at| (*at, scores[*at])).collect();
        let moment = |at: usize| self.articles[at].published.map(|at| (at.date, at.seconds));
        order.sort_by_key(|(at, _)| Reverse(moment(*at))); // `None` is least
        if request.sort == Sort::Oldest {
            let dated = order.iter().filter(|(at, _)| moment(*at).is_some()).count();
            order[..dated].reverse();
        }
        if request.sort == Sort::Relevance && self.has_words(query) {
            order.sort_by(|a, b| b.1.total_cmp(&a.1));
        }
        let but = |left_out: &dyn Fn(&Clause) -> bool| {
            let rest: Vec<&Clause> = query.clauses.iter().filter(|own| !left_out(own)).collect();
            self.matching(query, &rest, &fixes)
        };
        let facets = Facets::FIELDS.into_iter().map(|field| {
            let left_out = |own: &Clause| field.is_single() && own.only_field() == Some(field);
            self.facet(query, field, &but(&left_out))
        });
        let mut absent: Vec<String> = Vec::new();
        for (clause, _) in leaves(&query.clauses, true) {
            let Term::Field { field, value } = &clause.term else { continue };
            let words = clause.to_string();
            let known = *field == QueryField::Title || !self.meant(*field, value).is_empty();
            if !known && !absent.contains(&words) {
                absent.push(words);
            }
        }
        Told {
            facets: facets.collect(),
            but_date: but(&Clause::is_date),
            advice: if order.is_empty() { self.advice(query) } else { Vec::new() },
            order,
            made_of,
            absent,
            fixes,
        }
    }
}

/// All clauses that are no groups, in the order of the text, and whether each is asked for.
pub(crate) fn leaves(clauses: &[Clause], wanted: bool) -> Vec<(&Clause, bool)> {
    let mut all = Vec::new();
    for clause in clauses {
        let wanted = wanted != clause.negated;
        match &clause.term {
            Term::Any(inner) | Term::All(inner) => all.extend(leaves(inner, wanted)),
            _ => all.push((clause, wanted)),
        }
    }
    all
}

/// How many letters are too many, too few, others, or swapped with their neighbours, no part
/// of the word touched twice.
pub(crate) fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i == 0 || j == 0 {
                table[i][j] = i + j;
                continue;
            }
            let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(table[i - 2][j - 2] + 1);
            }
            table[i][j] = least;
        }
    }
    table[a.len()][b.len()]
}
