//! Joins the mentions of an article into the things they name: a surname with its full name,
//! an acronym with its long form, one word with itself.
//!
//! It must not add or move mentions; it may change a mention's kind to that of the others of
//! the same name.

use crate::annotate::letters;
use crate::annotate::names::Named;
use crate::annotate::names::gazetteer::Gazetteer;
use crate::annotate::names::mentions::Mention;
use crate::annotate::tokens::Text;
use crate::bundle::{Entity, EntityType, Field};
use std::collections::{HashMap, HashSet};

/// One thing while mentions are being joined to it.
struct Group {
    kind: EntityType,
    forms: Vec<String>,
    known: Option<usize>,
    own: Option<usize>,
}

/// The things an article names, in order of their first mention, and for every mention the
/// index of its thing. The texts are the headline and the body.
pub(super) fn join(
    mentions: &mut [Mention],
    texts: [&Text<'_>; 2],
    gazetteer: &Gazetteer,
    entities: &[Entity],
) -> (Vec<Named>, Vec<usize>) {
    let forms: Vec<String> = mentions.iter().map(|m| form(m, text_of(m, texts))).collect();
    settle(mentions, &forms);
    let long = long_forms(mentions, &forms, texts);
    let surnames = full_names(mentions, &forms);
    let people: HashMap<&str, usize> = mentions
        .iter()
        .zip(&forms)
        .filter(|(mention, _)| mention.kind == EntityType::Person)
        .filter_map(|(mention, form)| mention.known.map(|known| (form.as_str(), known)))
        .collect();
    // Mentions are led to the form that stands for the thing: fuller, or the long one.
    let mut groups: Vec<Group> = Vec::new();
    let mut index: HashMap<(Way, String), usize> = HashMap::new();
    let mut of_mention = Vec::with_capacity(mentions.len());
    for (at, mention) in mentions.iter().enumerate() {
        let own = forms[at].as_str();
        let full = match mention.kind {
            EntityType::Person if mention.own.is_none() => surnames.full(own, at),
            _ if mention.own.is_some() || mention.known.is_some() => own,
            _ => long.get(own).map_or(own, String::as_str),
        };
        // A well-known surname is somebody else's where another full name has it.
        let known = if full == own { mention.known } else { people.get(full).copied() };
        let way = match (mention.own, known) {
            (Some(own), _) => (Way::Own, own.to_string()),
            (None, Some(known)) => (Way::Known, known.to_string()),
            (None, None) => (Way::Form(mention.kind), letters::lowered(full)),
        };
        let group = *index.entry(way).or_insert_with(|| {
            let own = mention.own;
            groups.push(Group { kind: mention.kind, forms: vec![], known, own });
            groups.len() - 1
        });
        for form in [full, own] {
            let forms = &mut groups[group].forms;
            if !forms.iter().any(|known| known == form) {
                forms.push(form.to_owned());
            }
        }
        of_mention.push(group);
    }
    (groups.into_iter().map(|group| named(group, gazetteer, entities)).collect(), of_mention)
}

/// What makes two mentions one.
#[derive(PartialEq, Eq, Hash)]
enum Way {
    Own,
    Known,
    Form(EntityType),
}

fn text_of<'a>(mention: &Mention, texts: [&'a Text<'a>; 2]) -> &'a Text<'a> {
    texts[usize::from(mention.field == Field::Body)]
}

/// A mention's words, with single spaces.
fn form(mention: &Mention, text: &Text<'_>) -> String {
    let mut form = String::new();
    for at in mention.tokens.clone() {
        let Some(token) = text.tokens.get(at) else { break };
        if !token.glued && !form.is_empty() {
            form.push(' ');
        }
        form.push_str(text.word(at));
    }
    form
}

/// What is one kind nearly everywhere is that kind everywhere.
fn settle(mentions: &mut [Mention], forms: &[String]) {
    const MOST: f32 = 0.7; // share of the confidence
    let mut sums: HashMap<&str, Vec<(EntityType, f32)>> = HashMap::new();
    for (mention, form) in mentions.iter().zip(forms) {
        let kinds = sums.entry(form).or_default();
        match kinds.iter_mut().find(|(kind, _)| *kind == mention.kind) {
            Some((_, sum)) => *sum += mention.confidence,
            None => kinds.push((mention.kind, mention.confidence)),
        }
    }
    for (mention, form) in mentions.iter_mut().zip(forms) {
        let Some(kinds) = sums.get(form.as_str()).filter(|kinds| kinds.len() > 1) else { continue };
        let all: f32 = kinds.iter().map(|(_, sum)| sum).sum();
        if let Some((kind, _)) = kinds.iter().find(|(_, sum)| *sum >= all * MOST)
            && mention.own.is_none()
        {
            mention.kind = *kind;
        }
    }
}

/// Acronyms that stand in brackets after their long form, or the other way round.
fn long_forms(
    mentions: &mut [Mention],
    forms: &[String],
    texts: [&Text<'_>; 2],
) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for at in 1..mentions.len() {
        let (before, after) = (&mentions[at - 1], &mentions[at]);
        let text = text_of(after, texts);
        let bracketed = before.field == after.field
            && before.tokens.end + 1 == after.tokens.start
            && text.word(before.tokens.end) == "("
            && text.word(after.tokens.end) == ")";
        if !bracketed {
            continue;
        }
        let (long, short) =
            if forms[at].len() < forms[at - 1].len() { (at - 1, at) } else { (at, at - 1) };
        if is_acronym(&forms[short], &forms[long]) {
            mentions[short].kind = mentions[long].kind;
            mentions[short].known = mentions[short].known.or(mentions[long].known);
            mentions[long].known = mentions[long].known.or(mentions[short].known);
            found.entry(forms[short].clone()).or_insert_with(|| forms[long].clone());
        }
    }
    let kinds: HashMap<String, EntityType> = mentions
        .iter()
        .zip(forms)
        .filter(|(_, form)| found.contains_key(form.as_str()))
        .map(|(mention, form)| (form.clone(), mention.kind))
        .collect();
    for (mention, form) in mentions.iter_mut().zip(forms).filter(|(m, _)| m.own.is_none()) {
        if let Some(kind) = kinds.get(form) {
            mention.kind = *kind;
        }
    }
    found
}

/// True if the letters of a short form are first letters of words of the long one, in order,
/// and most words of it give one.
fn is_acronym(short: &str, long: &str) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut rest = letters.iter().peekable();
    let mut given = 0;
    let mut words = 0;
    for word in long.split([' ', '-']) {
        let Some(first) = word.chars().next() else { continue };
        words += usize::from(first.is_uppercase());
        if rest.peek().is_some_and(|c| letters::lower(**c) == letters::lower(first)) {
            rest.next();
            given += 1;
        }
    }
    letters.len() >= 2 && rest.peek().is_none() && given * 3 >= words * 2
}

/// Persons' names of two words and more, by their last and by their first word: each with the
/// place of its first mention, in order.
struct FullNames<'a> {
    by_word: HashMap<&'a str, Vec<(usize, &'a str)>>,
}

fn full_names<'a>(mentions: &[Mention], forms: &'a [String]) -> FullNames<'a> {
    const MOST: usize = 50; // names of one family; time must not grow with their square
    let mut by_word: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, (mention, form)) in mentions.iter().zip(forms).enumerate() {
        let persons = mention.kind == EntityType::Person && mention.own.is_none();
        let Some((first, _)) = form.split_once(' ').filter(|_| persons) else { continue };
        if !seen.insert(form) {
            continue;
        }
        let last = form.rsplit(' ').next().unwrap_or_default();
        for word in [last, first] {
            let names = by_word.entry(word).or_default();
            if names.len() < MOST {
                names.push((at, form));
            }
        }
    }
    FullNames { by_word }
}

impl<'a> FullNames<'a> {
    /// The full name a single word stands for at a mention: the newest one before it, or the
    /// first after it. A full name stands for itself, unless a longer one ends with its words.
    fn full(&self, form: &'a str, at: usize) -> &'a str {
        if form.contains(' ') {
            return self.longer(form);
        }
        let Some(all) = self.by_word.get(form) else { return form };
        let after = all.partition_point(|(place, _)| *place < at);
        let name = after.checked_sub(1).or(Some(after)).and_then(|at| all.get(at));
        // Once more, for "Ann Berg" where "Mary Ann Berg" stands elsewhere.
        name.map_or(form, |(_, name)| self.longer(name))
    }

    fn longer(&self, form: &'a str) -> &'a str {
        let last = form.rsplit(' ').next().unwrap_or_default();
        let all = self.by_word.get(last).map_or(&[][..], Vec::as_slice);
        let ends = |name: &str| {
            let from = name.len().checked_sub(form.len()).filter(|&from| from > 0);
            let tail = from.and_then(|from| name.get(from..));
            tail.is_some_and(|tail| letters::lowered(tail) == letters::lowered(form))
                && from.is_some_and(|from| name[..from].ends_with(' '))
        };
        all.iter().map(|(_, name)| *name).find(|name| ends(name)).unwrap_or(form)
    }
}

fn named(group: Group, gazetteer: &Gazetteer, entities: &[Entity]) -> Named {
    let mut forms = group.forms;
    if let Some(entity) = group.own.and_then(|own| entities.get(own)) {
        forms.retain(|form| *form != entity.name);
        return Named {
            name: entity.name.clone(),
            kind: entity.kind,
            aliases: forms,
            key: Some(entity.id.clone()),
        };
    }
    if let Some(known) = group.known.and_then(|known| gazetteer.known(known)) {
        let name = known.names.first().copied().unwrap_or_default();
        for other in &known.names {
            if !forms.iter().any(|form| form == other) {
                forms.push((*other).to_owned());
            }
        }
        forms.retain(|form| form != name);
        return Named {
            name: name.to_owned(),
            kind: group.kind,
            aliases: forms,
            key: Some(known.key()),
        };
    }
    // Of forms as long as each other, not the one that shouts, as headlines do.
    let shows = |at: &usize| (forms[*at].len(), forms[*at].contains(char::is_lowercase));
    let longest = (0..forms.len()).rev().max_by_key(shows).unwrap_or(0);
    let name = if longest < forms.len() { forms.remove(longest) } else { String::new() };
    Named { name, kind: group.kind, aliases: forms, key: None }
}
