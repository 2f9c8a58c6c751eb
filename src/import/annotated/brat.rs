//! brat's standoff annotations (<https://brat.nlplab.org/standoff.html>): a `.ann` beside
//! the `.txt` it counts in, in code points.
//!
//! Every stretch is checked by its words, and one in several parts becomes a mark for each
//! part. What a bundle has no place for (relations, attributes, notes) is kept as unknown
//! members.

use super::{Found, catalogued, put_on, quoted_as};
use crate::bundle::model::Unknown;
use crate::bundle::offsets::Offsets;
use crate::bundle::place::Place;
use crate::bundle::{Article, Event, EventEntity, Fault, OffsetUnit, Reading, Severity, order};
use crate::import::gathering::Gathering;
use crate::import::{Source, json, text};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Parts of one stretch: a person marks a handful.
const MOST_PARTS: usize = 64;

/// The lines of a file, by what they say.
#[derive(Debug, Default)]
struct Standoff<'a> {
    stretches: Vec<Stretch<'a>>,
    /// Ids of stretches to places in the list.
    places: BTreeMap<&'a str, usize>,
    events: Vec<Happening<'a>>,
    relations: Vec<Value>,
    /// Sets of stretches that mean the same.
    equal: Vec<Vec<&'a str>>,
    /// What is said of an annotation: notes, attributes, ids in catalogues.
    said: BTreeMap<&'a str, Said>,
}

#[derive(Debug)]
struct Stretch<'a> {
    line: usize,
    id: &'a str,
    label: &'a str,
    parts: Vec<(usize, usize)>,
    words: &'a str,
    is_trigger: bool,
}

#[derive(Debug)]
struct Happening<'a> {
    id: &'a str,
    label: &'a str,
    trigger: &'a str,
    parts: Vec<(&'a str, &'a str)>,
}

#[derive(Debug, Default)]
struct Said {
    notes: Vec<Value>,
    attributes: json::Members,
    same_as: Vec<String>,
}

/// Reads annotations together with their text.
///
/// # Errors
/// None at present: a line that cannot be read is reported and the rest goes on.
pub(in crate::import) fn read(text: &Source<'_>, standoff: &Source<'_>) -> Result<Reading, Fault> {
    let mut gathering = Gathering::default();
    let read = Standoff::read(standoff.text, &mut gathering);
    let mut article = Article { id: text::id_of(text.name), ..Article::default() };
    let offsets = Offsets::new(text.text);
    let mut found = Vec::new();
    // Places in `found` to the stretches they are parts of.
    let mut owners = Vec::new();
    for (at, stretch) in read.stretches.iter().enumerate() {
        owners.extend(stretch.parts.iter().map(|_| at));
        found.extend(stretch.found(&read, &offsets));
    }
    let lines: Vec<usize> =
        owners.iter().filter_map(|&at| read.stretches.get(at)).map(|s| s.line).collect();
    // Faults of stretches are found by their place in the list until they have a line.
    for (index, one) in found.iter_mut().enumerate() {
        one.pointer = index.to_string();
    }
    let before = gathering.faults.len();
    let marked = put_on(&mut article, text.text, OffsetUnit::Codepoint, found, &mut gathering);
    for fault in gathering.faults.iter_mut().skip(before) {
        let index = fault.pointer.take().and_then(|index| index.parse::<usize>().ok());
        if let Some(&line) = index.and_then(|index| lines.get(index)) {
            fault.place = Some(Place::of_line(standoff.text, line));
        }
    }
    let mut marks: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (&owner, id) in owners.iter().zip(marked) {
        if let (Some(stretch), Some(id)) = (read.stretches.get(owner), id) {
            marks.entry(stretch.id).or_default().push(id);
        }
    }
    read.unite(&mut article, &marks, &mut gathering);
    read.tell_events(&mut article, &marks);
    let mut more = Unknown::new();
    json::keep(&mut more, "relations", Value::Array(read.relations));
    article.dateline.more = more;
    gathering.add(article, "");
    for fault in &mut gathering.faults {
        (fault.pointer, fault.file) = (None, Some(standoff.name.to_owned()));
    }
    order::sort_by_key(&mut gathering.faults, |fault| fault.place);
    gathering.into_reading()
}

/// The remedy for annotations that came alone.
pub(in crate::import) fn alone(name: &str) -> Fault {
    let what = format!("{name} holds annotations of brat, but not the text they belong to.");
    let remedy = "Open the .txt of the same name together with it.";
    Fault::new(Severity::Fatal, what, remedy)
}

impl<'a> Standoff<'a> {
    fn read(text: &'a str, gathering: &mut Gathering) -> Self {
        let mut read = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            if read.line(line, index + 1).is_none() {
                let what = format!("“{}” is not a line of brat's format.", line.trim());
                let remedy = "Correct it, or leave it: the rest was read.";
                let place = Place::of_line(text, index + 1);
                gathering.faults.push(Fault::new(Severity::Error, what, remedy).in_place(place));
            }
        }
        let triggers: Vec<&str> = read.events.iter().map(|event| event.trigger).collect();
        for trigger in triggers {
            if let Some(stretch) =
                read.places.get(trigger).and_then(|&at| read.stretches.get_mut(at))
            {
                stretch.is_trigger = true;
            }
        }
        read
    }

    /// Takes one line in; `None` if it makes no sense.
    fn line(&mut self, line: &'a str, number: usize) -> Option<()> {
        let mut fields = line.splitn(3, '\t');
        let (id, middle) = (fields.next()?, fields.next()?);
        let words = fields.next().unwrap_or_default();
        let mut said = middle.split_whitespace();
        match id.chars().next()? {
            'T' => {
                let (label, places) = middle.split_once(' ')?;
                let mut parts = Vec::new();
                for part in places.split(';') {
                    let (start, end) = part.trim().split_once(' ')?;
                    parts.push((start.parse().ok()?, end.trim().parse().ok()?));
                }
                if parts.len() > MOST_PARTS {
                    return None;
                }
                self.places.insert(id, self.stretches.len());
                let is_trigger = false;
                self.stretches.push(Stretch { line: number, id, label, parts, words, is_trigger });
            }
            'E' => {
                let (label, trigger) = said.next()?.split_once(':')?;
                let parts = said.filter_map(|part| part.split_once(':')).collect();
                self.events.push(Happening { id, label, trigger, parts });
            }
            'R' => {
                let label = said.next()?;
                let mut relation = json!({ "id": id, "type": label });
                for (role, to) in said.filter_map(|part| part.split_once(':')) {
                    if let Value::Object(members) = &mut relation {
                        members.insert(role.to_owned(), Value::from(to));
                    }
                }
                self.relations.push(relation);
            }
            '*' => {
                let label = said.next()?;
                let members: Vec<&str> = said.collect();
                if label.eq_ignore_ascii_case("equiv") {
                    self.equal.push(members);
                } else {
                    self.relations.push(json!({ "type": label, "members": members }));
                }
            }
            'A' | 'M' => {
                let (name, of) = (said.next()?, said.next()?);
                let value = said.next().map_or(Value::Bool(true), Value::from);
                json::keep_among(&mut self.said.entry(of).or_default().attributes, name, value);
            }
            'N' => {
                let (_, of) = (said.next()?, said.next()?);
                self.said.entry(of).or_default().same_as.push(catalogued(said.next()?));
            }
            '#' => {
                let (kind, of) = (said.next()?, said.next()?);
                let note = if kind == "AnnotatorNotes" {
                    Value::from(words)
                } else {
                    json!({ "type": kind, "text": words })
                };
                self.said.entry(of).or_default().notes.push(note);
            }
            _ => return None,
        }
        Some(())
    }

    /// Lets mentions of the same thing mean one entity: that of the first.
    fn unite(
        &self,
        article: &mut Article,
        marks: &BTreeMap<&str, Vec<String>>,
        gathering: &mut Gathering,
    ) {
        if self.equal.is_empty() {
            return;
        }
        let mut entities: BTreeMap<String, String> = BTreeMap::new();
        for mark in &article.dateline.marks {
            if let Some(entity) = &mark.entity {
                entities.insert(mark.id.clone(), entity.clone());
            }
        }
        let mut into: BTreeMap<String, String> = BTreeMap::new();
        for set in &self.equal {
            let ids = set.iter().filter_map(|id| marks.get(id)).flatten();
            let mut named = ids.filter_map(|mark| entities.get(mark));
            let Some(first) = named.next().map(|id| into.get(id).unwrap_or(id).clone()) else {
                continue;
            };
            let others: Vec<String> = named.filter(|id| **id != first).cloned().collect();
            for other in others {
                into.insert(other, first.clone());
            }
        }
        gathering.cast.unite(&into);
        for mark in &mut article.dateline.marks {
            if let Some(new) = mark.entity.as_ref().and_then(|id| into.get(id)) {
                mark.entity = Some(new.clone());
            }
        }
    }

    /// The events, with the marks of their triggers and times as evidence.
    fn tell_events(&self, article: &mut Article, marks: &BTreeMap<&str, Vec<String>>) {
        let by_id: BTreeMap<String, usize> =
            article.dateline.marks.iter().enumerate().map(|(at, m)| (m.id.clone(), at)).collect();
        let mut events = Vec::new();
        for happening in &self.events {
            let trigger = self.places.get(happening.trigger).and_then(|&at| self.stretches.get(at));
            let words = trigger.map_or(happening.label, |stretch| stretch.words);
            let mut event = Event {
                id: happening.id.to_owned(),
                label: words.to_owned(),
                evidence: marks.get(happening.trigger).cloned().unwrap_or_default(),
                ..Event::default()
            };
            let mut others = json::Members::new();
            let mut told = BTreeSet::new();
            for &(role, of) in &happening.parts {
                let Some(ids) = marks.get(of) else {
                    // Another event, or a stretch that was left out.
                    json::keep_among(&mut others, role, Value::from(of));
                    continue;
                };
                for mark in ids.iter().filter_map(|id| article.dateline.marks.get(*by_id.get(id)?))
                {
                    if let Some(id) = &mark.entity
                        && told.insert((id.as_str(), role))
                    {
                        let (id, role) = (id.clone(), Some(role.to_owned()));
                        event.entities.push(EventEntity::Role { id, role, more: Unknown::new() });
                    }
                    if let Some(time) = &mark.time {
                        event.when = event.when.or_else(|| time.value.clone());
                        event.evidence.push(mark.id.clone());
                    }
                }
            }
            json::keep(&mut event.more, "label_type", Value::from(happening.label));
            json::keep(&mut event.more, "arguments", Value::Object(others));
            if let Some(said) = self.said.get(happening.id) {
                said.keep(&mut event.more);
            }
            events.push(event);
        }
        article.dateline.events = events;
    }
}

impl Said {
    fn keep(&self, more: &mut Unknown) {
        json::keep(more, "attributes", Value::Object(self.attributes.clone()));
        let mut notes = self.notes.clone();
        let note = if notes.len() == 1 { notes.swap_remove(0) } else { Value::Array(notes) };
        json::keep(more, "note", note);
    }
}

impl Stretch<'_> {
    /// A stretch for each part, with the words that are that part's.
    fn found(&self, read: &Standoff<'_>, text: &Offsets<'_>) -> Vec<Found> {
        let said = read.said.get(self.id);
        let several = self.parts.len() > 1;
        let mut rest = self.words;
        let mut found = Vec::new();
        for (index, &(start, end)) in self.parts.iter().enumerate() {
            // Parts are written one after the other, with a space between.
            let length = end.saturating_sub(start);
            let cut = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
            let (own, after) = if several { rest.split_at(cut) } else { (rest, "") };
            rest = after.strip_prefix(' ').unwrap_or(after);
            let mut more = Unknown::new();
            if let Some(said) = said {
                said.keep(&mut more);
            }
            if several {
                json::keep(&mut more, "group", Value::from(self.id));
            }
            found.push(Found {
                id: Some(if index == 0 {
                    self.id.to_owned()
                } else {
                    format!("{}.{}", self.id, index + 1)
                }),
                start,
                end,
                quote: quoted_as(text, start, end, own),
                label: self.label.to_owned(),
                name: several.then(|| self.words.to_owned()),
                same_as: said.map(|said| said.same_as.clone()).unwrap_or_default(),
                is_mention: !self.is_trigger,
                more,
                ..Found::default()
            });
        }
        found
    }
}
