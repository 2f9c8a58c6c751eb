//! Finds the article's names once more where they were missed: in headlines above all, whose
//! capitals say little.
//!
//! It must not find a name that was not found elsewhere in the same article.

use crate::annotate::names::gazetteer::{Gazetteer, class};
use crate::annotate::names::mentions::{Mention, Seen};
use crate::annotate::names::table::{self, Hash};
use crate::annotate::names::words::{Casing, Word, phrase};
use crate::bundle::EntityType;
use crate::bundle::order;
use std::collections::HashMap;

/// Mentions below this are not looked for again.
const SURE: f32 = 0.8;

/// The most words that a name found again may have.
const LONGEST: usize = 8;

/// A form to look for.
#[derive(Clone)]
struct Form {
    exact: Hash,
    like: Mention,
    /// Names of different kinds are written so.
    unclear: bool,
}

/// Adds what was missed to the mentions of an article's texts, and puts all in order.
pub(super) fn again(found: &mut Vec<Mention>, texts: &[Seen<'_>], gazetteer: &Gazetteer) {
    let (forms, lengths) = forms(found, texts);
    if forms.is_empty() {
        return;
    }
    for seen in texts {
        let mut taken = vec![false; seen.words.len()];
        for mention in found.iter().filter(|mention| mention.field == seen.field) {
            if let Some(own) = taken.get_mut(mention.tokens.clone()) {
                own.fill(true);
            }
        }
        for stretch in seen.stretches {
            let mut at = stretch.chunk.start;
            while at < stretch.chunk.end {
                let most = lengths.get(&seen.words[at].lower).copied().unwrap_or(0);
                let most = most.min(stretch.chunk.end - at);
                let hit = (1..=most).rev().find_map(|length| {
                    let free = !taken[at..at + length].contains(&true);
                    let words = &seen.words[at..at + length];
                    let form = forms.get(&phrase(words)).filter(|form| free && !form.unclear)?;
                    fits(form, seen, at, length, gazetteer).then_some((length, form))
                });
                let Some((length, form)) = hit else {
                    at += 1;
                    continue;
                };
                found.push(Mention {
                    field: seen.field,
                    tokens: at..at + length,
                    rule: "again",
                    confidence: form.like.confidence * 0.8,
                    ..form.like.clone()
                });
                at += length;
            }
        }
    }
    order::sort_by_key(found, |mention| (mention.field, mention.tokens.start));
}

/// In prose the letters must be the same, and no capital may stand beside a single word.
fn fits(form: &Form, seen: &Seen<'_>, at: usize, length: usize, gazetteer: &Gazetteer) -> bool {
    let words = &seen.words[at..at + length];
    let capitals = words.first().is_some_and(|word| word.capital) && words[length - 1].capital;
    if !capitals {
        return false;
    }
    let single = length == 1;
    let common = single && gazetteer.class_of(&words[0]) & class::COMMON != 0;
    if words[0].casing != Casing::Prose {
        return !common;
    }
    let near = |at: usize| seen.words.get(at).is_some_and(|word| word.capital);
    let beside = near(at + length) || at.checked_sub(1).is_some_and(near);
    exact(words) == form.exact && !(single && (beside || common || words[0].opens))
}

fn exact(words: &[Word]) -> Hash {
    words.iter().fold(0, |hash, word| table::join(hash, word.exact))
}

type Forms = HashMap<Hash, Form>;

/// The forms by the hash of their words, and for every first word the most words of a form.
fn forms(found: &[Mention], texts: &[Seen<'_>]) -> (Forms, HashMap<Hash, usize>) {
    let mut forms: Forms = HashMap::new();
    let mut lengths: HashMap<Hash, usize> = HashMap::new();
    let mut add = |words: &[Word], like: &Mention| {
        let Some(first) = words.first().filter(|_| words.len() <= LONGEST) else { return };
        let exact = exact(words);
        let made = || Form { exact, like: like.clone(), unclear: false };
        let form = forms.entry(phrase(words)).or_insert_with(made);
        form.unclear |= form.like.kind != like.kind;
        let most = lengths.entry(first.lower).or_default();
        *most = words.len().max(*most);
    };
    for mention in found.iter().filter(|mention| mention.confidence >= SURE) {
        if matches!(mention.kind, EntityType::Other | EntityType::Group) {
            continue;
        }
        let seen = texts.iter().find(|seen| seen.field == mention.field);
        let words = seen.and_then(|seen| seen.words.get(mention.tokens.clone()));
        let Some(words) = words else { continue };
        add(words, mention);
        if mention.kind == EntityType::Person && words.len() > 1 && mention.own.is_none() {
            let single = Mention { known: None, ..mention.clone() };
            add(&words[words.len() - 1..], &single);
        }
    }
    (forms, lengths)
}
