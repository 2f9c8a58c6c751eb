//! Which clause of a sentence a date belongs to, and which of its words tell what happened.
//!
//! A date in a clause is that clause's, unless a clause or a participle inside has it to
//! itself; a date beside a clause is the next one's or the last one's. It must not choose
//! where a long label ends.

use crate::annotate::events::Dated;
use crate::annotate::events::clauses::{Clauses, Part};
use crate::annotate::events::verbs;
use crate::bundle::edtf::Precision;
use std::ops::Range;

/// True for the year of “the 2015 deal”, and for what lies before or after a date.
pub(super) fn only_tells_apart(clauses: &Clauses<'_>, date: &Dated) -> bool {
    let before = date.words.start.checked_sub(1).map_or("", |at| clauses.lower(at));
    let after = clauses.words.get(date.words.end);
    let noun_follows = after.is_some_and(|word| {
        word.is_word
            && !word.glued
            && !clauses.is_verb(date.words.end)
            && !verbs::is_preposition(&word.lower)
            && !verbs::is_subordinator(&word.lower)
            && !verbs::is_determiner(&word.lower)
            && !word.in_name
            && !matches!(&*word.lower, "and" | "or" | "but")
    });
    let determined = verbs::is_determiner(before) || before == "'s" || before == "of";
    // “the biggest loss since 2018” is no loss of 2018.
    let stands_out = before == "since"
        && (0..date.words.start).any(|at| verbs::is_superlative(clauses.lower(at)));
    stands_out
        || matches!(before, "before" | "after" | "than")
        || date.precision <= Precision::Season && noun_follows && determined
}

/// The words of a date, and those that lead to it.
pub(super) fn with_preposition(clauses: &Clauses<'_>, words: &Range<usize>) -> Range<usize> {
    // “last week's meeting” needs its date.
    if clauses.lower(words.end) == "'s" || clauses.lower(words.end) == "'" {
        return words.end..words.end;
    }
    let mut start = words.start;
    while let Some(before) = start.checked_sub(1)
        && verbs::goes_before_dates(clauses.lower(before))
    {
        start = before;
    }
    start..words.end
}

/// A clause that a date belongs to.
pub(super) struct Clause {
    /// Its place among the parts of the sentence.
    pub(super) part: usize,
    /// The words of the label: a subject from elsewhere, and the clause.
    pub(super) stretches: Vec<Range<usize>>,
    /// It tells that somebody said something, and the date is when.
    pub(super) is_statement: bool,
}

pub(super) fn clause_of(clauses: &Clauses<'_>, date: &Dated) -> Option<Clause> {
    let place = clauses.part_of(date.words.start)?;
    let part = clauses.parts.get(place)?;
    let words = clauses.trimmed(part.words.clone());
    if clauses.is_attribution(part) {
        return statement(clauses, place);
    }
    let usable = |part: &&(usize, &Part)| {
        !part.1.aside
            && clauses.verb_in(part.1.words.clone()).is_some()
            && !clauses.is_attribution(part.1)
    };
    let all: Vec<(usize, &Part)> = clauses.parts.iter().enumerate().collect();
    let (before, after) = (all.get(..place)?, all.get(place + 1..)?);
    let out = with_preposition(clauses, &date.words);
    if clauses.verb_in(words.clone()).is_some() {
        // “In a speech made on Monday, the mayor …”: the verb is not the sentence's.
        let is_phrase = verbs::is_preposition(clauses.lower(words.start))
            && !verbs::is_subordinator(clauses.lower(words.start))
            && out.start != words.start;
        let joined = |part: &Part| matches!(clauses.lower(part.words.start), "and" | "but" | "or");
        let home = if !is_phrase {
            None
        } else if place == 0 {
            after.first().filter(usable).filter(|(_, part)| !joined(part) && !part.shares_subject)
        } else {
            before.iter().rev().find(usable)
        };
        return told_in(clauses, home.map_or(place, |home| home.0), date);
    }
    // “founded in 1990”, “(born 4 March 1950)”
    if verbs::is_participle(clauses.lower(words.start)) {
        let subject = subject_before(clauses, place)?;
        return Some(Clause { part: place, stretches: vec![subject, words], is_statement: false });
    }
    // A date with its preposition belongs to a clause beside it; a phrase that begins
    // otherwise says more of a noun, unless it is a list.
    let is_bare = out.start <= words.start && words.end <= out.end;
    let is_adverb = is_bare || verbs::is_preposition(clauses.lower(words.start));
    let is_list = words.clone().any(|at| clauses.lower(at) == "and");
    let home = if !is_adverb && !is_list {
        None
    } else if is_adverb && !part.aside {
        // In front: what follows. Behind: what came before.
        let opens = before.iter().all(|part| !usable(&part));
        let (near, far) = (after.iter().find(usable), before.iter().rev().find(usable));
        if opens { near } else { far }
    } else {
        before.iter().rev().find(usable)
    };
    told_in(clauses, home?.0, date)
}

/// The clause of a part that has a verb.
fn told_in(clauses: &Clauses<'_>, place: usize, date: &Dated) -> Option<Clause> {
    let part = clauses.parts.get(place)?;
    let mut words = clauses.trimmed(part.words.clone());
    let mut verb = clauses.verb_in(words.clone())?;
    let clause = |stretches| Some(Clause { part: place, stretches, is_statement: false });
    if verbs::compares(clauses.lower(words.start)) {
        return None;
    }
    if let Some(participle) = participle_of(clauses, &words, verb, date) {
        return clause(vec![noun_before(clauses, &words, participle)?]);
    }
    match sub_clause(clauses, &words, verb, date) {
        Some(Sub::Clause(inner, inner_verb)) => (words, verb) = (inner, inner_verb),
        Some(Sub::OfNoun) => return None,
        None => {}
    }
    let first = clauses.lower(words.start).to_owned();
    let mut stretches = Vec::new();
    // A date in front does not count as the subject.
    let opening = with_preposition(clauses, &date.words);
    let dated_first = opening.contains(&words.start);
    let begins = if dated_first { opening.end } else { words.start };
    if part.shares_subject && words.start == clauses.trimmed(part.words.clone()).start
        || begins == verb
    {
        stretches.push(subject_before(clauses, place)?);
    } else if matches!(first.as_str(), "who" | "which") {
        words.start += 1;
        stretches.push(antecedent(clauses, place)?);
    } else if verbs::is_subordinator(&first) && !dated_first && verb > words.start + 1 {
        words.start += 1;
    } else if first.ends_with("ing") && !clauses.words.get(words.start).is_some_and(|w| w.in_name) {
        // “Speaking at the quay on Monday” tells of somebody in the clause behind.
        return None;
    } else {
        words = with_list(clauses, place, words, verb);
    }
    let (told, is_statement) = without_attribution(clauses, words, date, place == 0);
    stretches.extend(told);
    Some(Clause { part: place, stretches, is_statement })
}

/// “plans announced in January”: a participle that has the date to itself.
fn participle_of(
    clauses: &Clauses<'_>,
    words: &Range<usize>,
    verb: usize,
    date: &Dated,
) -> Option<usize> {
    let participle = with_preposition(clauses, &date.words).start.checked_sub(1)?;
    let inside = participle > verb + 1 && words.contains(&participle);
    if !inside || !verbs::is_participle(clauses.lower(participle)) {
        return None;
    }
    // “was sold”, “has been quietly sold”
    let before = (verb..participle).rev();
    let is_adverb = |at: usize| {
        let word = clauses.lower(at);
        word.ends_with("ly")
            || matches!(word, "first" | "then" | "later" | "again" | "soon" | "now" | "also")
    };
    let mut helper = before.skip_while(|&at| is_adverb(at));
    let helped = helper.next().is_some_and(|at| {
        let word = clauses.lower(at);
        verbs::is_auxiliary(word) || matches!(word, "be" | "been" | "being" | "not")
    });
    (!helped).then_some(participle)
}

/// The noun that a participle says more of, and the participle.
fn noun_before(
    clauses: &Clauses<'_>,
    words: &Range<usize>,
    participle: usize,
) -> Option<Range<usize>> {
    const LONGEST: usize = 6; // words
    let belongs = |at: usize| {
        let word = clauses.lower(at);
        clauses.words.get(at).is_some_and(|word| word.is_word || word.glued)
            && word != ","
            && !clauses.is_verb(at)
            && !verbs::is_preposition(word)
            && !verbs::is_determiner(word)
            && !verbs::is_subordinator(word)
            && !verbs::is_pronoun(word)
            && !matches!(word, "and" | "or" | "but")
    };
    let mut start = participle;
    while start > words.start && belongs(start - 1) {
        start -= 1;
    }
    let has_noun = (start..participle).any(|at| !clauses.lower(at).ends_with("ly"));
    (has_noun && participle - start <= LONGEST).then_some(start..participle + 1)
}

/// A clause inside another, in which a date stands.
enum Sub {
    /// With its verb: “after inspectors left in May”.
    Clause(Range<usize>, usize),
    /// It only says which thing is meant: “the law that was passed in May”.
    OfNoun,
}

fn sub_clause(
    clauses: &Clauses<'_>,
    words: &Range<usize>,
    verb: usize,
    date: &Dated,
) -> Option<Sub> {
    let opens = |at: &usize| {
        let word = clauses.lower(*at);
        verbs::is_subordinator(word) && !matches!(word, "as" | "since" | "until")
    };
    let before = date.words.start.min(words.end);
    let opener = (verb + 1..before).rev().find(opens)?;
    let inner = opener + 1..words.end;
    let own = clauses.verb_in(inner.clone())?;
    let is_statement = clauses.lower(opener) == "that"
        && (verb..opener).any(|at| verbs::is_speech(clauses.lower(at)));
    if is_statement {
        return None;
    }
    if own == inner.start {
        return Some(Sub::OfNoun);
    }
    Some(Sub::Clause(inner, own))
}

/// The clause with the names in front of it that are its subject too: “France, Spain and
/// Norway signed”.
fn with_list(
    clauses: &Clauses<'_>,
    place: usize,
    words: Range<usize>,
    verb: usize,
) -> Range<usize> {
    const MEMBER: usize = 4; // words
    let mut start = words.start;
    if (words.start..verb).any(|at| clauses.lower(at) == "and") {
        for part in clauses.parts.iter().take(place).rev() {
            let is_name = part.words.clone().all(|at| {
                clauses.words.get(at).is_some_and(|word| word.in_name || word.lower == "the")
            });
            let next = part.words.end + 1 == start && clauses.lower(part.words.end) == ",";
            if !is_name || !next || part.words.len() > MEMBER {
                break;
            }
            start = part.words.start;
        }
    }
    start..words.end
}

/// Takes “the mayor said that” off what the mayor said, unless the date is when that was.
/// What somebody said of themselves is told of them: “the mayor said she resigned” gives
/// “the mayor” and “resigned”, if nobody else was named in the sentence before: it `opens`
/// with the clause. The answer also says if it is a statement still.
fn without_attribution(
    clauses: &Clauses<'_>,
    words: Range<usize>,
    date: &Dated,
    opens: bool,
) -> (Vec<Range<usize>>, bool) {
    const OBJECT: usize = 5; // words between “told” and “that”
    let Some(verb) = clauses.verb_in(words.clone()) else { return (vec![words], false) };
    let auxiliary = verbs::is_auxiliary(clauses.lower(verb));
    let speech = if auxiliary { verb + 1 } else { verb };
    let word = clauses.lower(speech);
    if !verbs::is_speech(word) || speech >= words.end {
        return (vec![words], false);
    }
    let mut near = (speech + 1..words.end).take(OBJECT + date.words.len());
    let content = match near.find(|&at| clauses.lower(at) == "that") {
        Some(that) => that + 1,
        None if verbs::needs_no_that(word) => speech + 1,
        None => {
            let is_statement = date_follows(clauses, speech, date);
            return (vec![words], is_statement);
        }
    };
    if date.words.start < content || date_follows(clauses, speech, date) {
        return (vec![words], true);
    }
    let subject = clauses.lower(content);
    let told = clauses.verb_in(content + 1..words.end);
    if opens && verbs::is_personal(subject) && told == Some(content + 1) {
        return (vec![words.start..verb, content + 1..words.end], false);
    }
    let unclear = verbs::is_pronoun(subject) && subject != "there";
    if told.is_none() || unclear || verbs::is_preposition(subject) {
        return (vec![words], false);
    }
    (vec![content..words.end; 1], false)
}

/// True if a date stands directly behind a verb: “said on Monday”.
fn date_follows(clauses: &Clauses<'_>, verb: usize, date: &Dated) -> bool {
    let gap = verb + 1..date.words.start;
    date.words.start > verb && gap.clone().all(|at| verbs::goes_before_dates(clauses.lower(at)))
}

/// The subject that a part shares with those before it.
fn subject_before(clauses: &Clauses<'_>, place: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 12; // words
    let fits = |subject: Range<usize>| (subject.len() <= LONGEST).then_some(subject);
    // The first of the phrases without a verb: what follows says more of it.
    let mut phrase: Option<Range<usize>> = None;
    for (number, part) in clauses.parts.iter().enumerate().take(place).rev() {
        let words = clauses.trimmed(part.words.clone());
        if part.aside || words.is_empty() {
            continue;
        }
        let first = clauses.lower(words.start);
        let named = clauses.words.get(words.start).is_some_and(|word| word.in_name);
        let verb = clauses.verb_in(words.clone());
        let is_relative = matches!(first, "who" | "which" | "whose" | "where");
        let is_participle = !named && (first.ends_with("ing") || verbs::is_participle(first));
        if is_relative || is_participle && verb.is_none_or(|verb| verb == words.start) {
            phrase = None;
            continue;
        }
        match verb {
            None if verbs::is_preposition(first) => {
                if phrase.is_some() {
                    break;
                }
            }
            None if verbs::is_subordinator(first) => phrase = Some(words.start + 1..words.end),
            None => phrase = Some(words),
            Some(_) if phrase.is_some() => break,
            Some(verb) if part.shares_subject || verb == words.start => {
                return subject_before(clauses, number);
            }
            Some(verb) => {
                // Of “the mayor said that boats may moor and …”, the boats.
                let that = (verb + 1..words.end).rev().find(|&at| clauses.lower(at) == "that");
                let inner =
                    that.and_then(|that| Some((that, clauses.verb_in(that + 1..words.end)?)));
                let start =
                    if verbs::is_subordinator(first) { words.start + 1 } else { words.start };
                return match inner {
                    Some((that, own)) if own > that + 1 => fits(that + 1..own),
                    _ => fits(start..verb),
                };
            }
        }
    }
    phrase.and_then(fits)
}

/// Whom “who” or “which” means, if that is all there is before it: “Rask, who …”.
fn antecedent(clauses: &Clauses<'_>, place: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 6; // words
    let before = clauses.parts.get(place.checked_sub(1)?)?;
    let words = clauses.trimmed(before.words.clone());
    let safe = !before.aside
        && clauses.verb_in(words.clone()).is_none()
        && !verbs::is_preposition(clauses.lower(words.start));
    (safe && words.len() <= LONGEST).then_some(words)
}

/// “The harbour will open, the mayor said on Monday”: the clause before, as a statement.
fn statement(clauses: &Clauses<'_>, place: usize) -> Option<Clause> {
    let before = clauses.parts.get(..place)?.iter().enumerate().rev();
    let mut told =
        before.filter(|(_, part)| !part.aside && clauses.verb_in(part.words.clone()).is_some());
    let (_, part) = told.next()?;
    let words = clauses.trimmed(part.words.clone());
    let first = clauses.lower(words.start);
    if verbs::is_pronoun(first)
        || matches!(first, "“" | "\"" | "‘")
        || verbs::is_subordinator(first)
    {
        return None;
    }
    Some(Clause { part: place, stretches: vec![words], is_statement: true })
}
