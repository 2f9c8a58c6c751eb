//! What was found in an article, in a bundle's own types.
//!
//! Byte ranges become code points here, once. Ids are the article's own: `link` joins those
//! of several. It must not decide anything about the text.

use crate::annotate::article::{Annotation, Found, Input, What};
use crate::annotate::link;
use crate::annotate::texts::Texts;
use crate::bundle::confidence::Confidence;
use crate::bundle::offsets::Offsets;
use crate::bundle::order::Lookup;
use crate::bundle::slug::slug;
use crate::bundle::{Article, Entity, EntityType, Event, EventEntity, Field, Mark, Time, Unknown};

/// What marks and events of this program say they are by.
pub const BY: &str =
    concat!("dateline ", env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));

/// An annotation as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// Offsets are code points. Each has the `type` of its entity among its other members,
    /// each time its TIMEX3 `type` and `timex`.
    pub marks: Vec<Mark>,
    /// Their ids are unique in the article and may come again in another. The bundle's own
    /// entities are not among them, though marks refer to those too.
    pub entities: Vec<Entity>,
    /// Each says who made it: `by`, among its other members.
    pub events: Vec<Event>,
    /// The day after which an article without an issue date was written, `YYYY-MM-DD`.
    pub written_after: Option<String>,
}

impl Annotation {
    /// The same in a bundle's types. `input` is what was annotated.
    pub fn write(&self, input: &Input<'_>) -> Written {
        let (ids, entities) = self.entities(input);
        let id = |named: usize| ids.get(named).cloned().flatten();
        let offsets = [Offsets::new(input.title), Offsets::new(input.text)];
        let mut written: Vec<Option<String>> = Vec::with_capacity(self.marks.len());
        let mut marks = Vec::with_capacity(self.marks.len());
        for found in &self.marks {
            let [title, body] = &offsets;
            let offsets = if found.field == Field::Title { title } else { body };
            let mark = mark(found, offsets, marks.len() + 1).map(|mut mark| {
                if let What::Name(named) = found.what {
                    mark.entity = id(named);
                    if let Some(named) = self.named.get(named) {
                        mark.more.insert_text("type", named.kind.word());
                    }
                }
                mark
            });
            written.push(mark.as_ref().map(|mark| mark.id.clone()));
            marks.extend(mark);
        }
        let events = self.events.iter().enumerate().map(|(number, event)| {
            let evidence = event.evidence.iter().filter_map(|&at| written.get(at)?.clone());
            let mut more = Unknown::new();
            more.insert_text("by", BY);
            Event {
                id: format!("e{}", number + 1),
                label: event.label.clone(),
                when: Some(event.when.clone()),
                evidence: evidence.collect(),
                entities: event
                    .named
                    .iter()
                    .filter_map(|&at| id(at))
                    .map(EventEntity::Id)
                    .collect(),
                more,
            }
        });
        Written {
            events: events.collect(),
            marks,
            entities,
            written_after: self.written_after.map(|day| day.to_string()),
        }
    }

    /// The id of each name that is marked, and the entities among them that the bundle does
    /// not have.
    fn entities(&self, input: &Input<'_>) -> (Vec<Option<String>>, Vec<Entity>) {
        let mut marked = vec![false; self.named.len()];
        for found in &self.marks {
            if let What::Name(named) = found.what
                && let Some(marked) = marked.get_mut(named)
            {
                *marked = true;
            }
        }
        let known = Lookup::numbered(input.known.iter().map(|entity| entity.id.as_str()));
        let keys = self.named.iter().filter_map(|named| named.key.as_deref());
        // A key is an id that means something: no slug may take it.
        let mut taken = Texts::default();
        keys.for_each(|key| {
            taken.add(key);
        });
        let mut numbers = Texts::default();
        let mut listed = Texts::default();
        let mut ids = Vec::with_capacity(self.named.len());
        let mut entities = Vec::new();
        for (named, marked) in self.named.iter().zip(marked) {
            if !marked {
                ids.push(None);
                continue;
            }
            let id = named.key.clone().unwrap_or_else(|| {
                let wanted = id_of(&named.name, named.kind);
                let mut id = wanted.clone();
                let number = numbers.number(wanted.clone(), 2);
                while known.has(&id) || !taken.add(id.as_str()) {
                    id = format!("{wanted}-{number}");
                    *number += 1;
                }
                id
            });
            if !known.has(&id) && listed.add(id.as_str()) {
                entities.push(Entity {
                    id: id.clone(),
                    kind: named.kind,
                    name: named.name.clone(),
                    aliases: named.aliases.clone(),
                    same_as: Vec::new(),
                    more: Unknown::new(),
                });
            }
            ids.push(Some(id));
        }
        (ids, entities)
    }
}

/// An id made of a name; its type's own word where no letter of ASCII is in it.
pub(super) fn id_of(name: &str, kind: EntityType) -> String {
    const LONGEST: usize = 60; // bytes
    let id = slug(name, LONGEST);
    if id.is_empty() { kind.word().to_owned() } else { id }
}

/// A mark without its entity; `None` for a range that is not in the text.
fn mark(found: &Found, offsets: &Offsets<'_>, number: usize) -> Option<Mark> {
    let quote = offsets.text().get(found.range.clone())?;
    let time = match &found.what {
        What::Name(_) => None,
        What::Time(time) => {
            let mut more = Unknown::new();
            more.insert_text("type", time.kind.word());
            more.insert_text("timex", &time.timex);
            Some(Box::new(Time {
                value: time.value.clone(),
                basis: time.basis,
                rule: Some(found.rule.to_owned()),
                more,
            }))
        }
    };
    Some(Mark {
        id: format!("m{number}"),
        field: found.field,
        start: offsets.to_code_point(found.range.start)?,
        end: offsets.to_code_point(found.range.end)?,
        quote: quote.to_owned(),
        entity: None,
        time,
        by: Some(BY.to_owned()),
        confidence: confidence(found.confidence),
        more: Unknown::new(),
    })
}

/// In hundredths: more would claim to know more.
fn confidence(sure: f64) -> Option<Confidence> {
    let hundredths = (sure.clamp(0.0, 1.0) * 100.0 + 0.5) as u32;
    // As JSON has it: programs that read and write numbers leave no zero at the end.
    let written = match hundredths {
        100.. => "1".to_owned(),
        0 => "0".to_owned(),
        tenths if tenths % 10 == 0 => format!("0.{}", tenths / 10),
        less => format!("0.{}{}", less / 10, less % 10),
    };
    Confidence::parse(&written)
}

impl Written {
    /// Puts marks and events into an article that has none. Its entities wait there for
    /// `link::settle`.
    pub fn put_into(self, article: &mut Article) {
        article.dateline.marks = self.marks;
        article.dateline.events = self.events;
        if let Some(day) = self.written_after {
            article.dateline.more.insert_text("written_after", &day);
        }
        for_bundle(article);
        link::wait(article, &self.entities);
    }
}

/// Leaves of this program's own marks what a bundle is for: lengths and things that come
/// again mean no days, and would only tint the page; what other members say already goes.
pub fn for_bundle(article: &mut Article) {
    article.dateline.marks.retain_mut(|mark| {
        if !mark.by.as_deref().is_some_and(is_ours) {
            return true;
        }
        if mark.entity.is_some() {
            mark.more.discard("type");
        }
        let Some(time) = mark.time.as_mut() else { return true };
        let kind = time.more.text("type").map(|kind| kind.into_owned());
        match kind.as_deref() {
            Some("DURATION" | "SET") if mark.entity.is_none() => return false,
            Some("DURATION" | "SET") => {
                time.more.discard("type");
                return true;
            }
            Some("DATE") => time.more.discard("type"),
            // Last, wherever it was: lines that were read have their members in another order.
            Some(kind) => time.more.insert_text("type", kind),
            None => {}
        }
        if time.more.text("timex").as_deref() == time.value.as_deref() {
            time.more.discard("timex");
        }
        true
    });
}

/// True for what some version of this program wrote.
pub fn is_ours(by: &str) -> bool {
    by.strip_prefix("dateline").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
