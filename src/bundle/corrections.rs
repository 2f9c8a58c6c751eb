//! What a reader put right about the entities of a bundle: another name, another type, two
//! that are one, one that is none. A small file beside the bundle, which stays as it is.
//!
//! The file is JSON: `{"format": 1, "title": …, "corrections": [{"entity": id, …}]}`. It must
//! not touch a text, nor the words that are marked in it.

use crate::bundle::fault::{Fault, Severity};
use crate::bundle::json::{self, Kind, Value};
use crate::bundle::model::{ArticleExt, Bundle, Entity, EventEntity};
use crate::bundle::order::sort_by;
use crate::bundle::place::{Place, join};
use crate::bundle::read::refused;
use crate::bundle::vocabulary::EntityType;

/// The version of the file that is written and read.
const FORMAT: usize = 1;

/// What is put right about one entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// The entity's id in the bundle.
    pub entity: String,
    /// What the bundle calls it, for whoever reads the file.
    pub was: String,
    /// What it is called.
    pub name: Option<String>,
    /// What it is.
    pub kind: Option<EntityType>,
    /// It is the same as the one of this id, which stands for both.
    pub into: Option<String>,
    /// What that one is called, for whoever reads the file.
    pub into_name: String,
    /// It is no name at all: its marks go.
    pub hidden: bool,
}

impl Correction {
    /// True if it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.kind.is_none() && self.into.is_none() && !self.hidden
    }
}

/// All that is put right in a bundle, in the order in which it was begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections(Vec<Correction>);

impl Corrections {
    /// True if nothing is put right.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them.
    pub fn all(&self) -> &[Correction] {
        &self.0
    }

    /// What is put right about an entity.
    pub fn of(&self, entity: &str) -> Option<&Correction> {
        self.0.iter().find(|own| own.entity == entity)
    }

    /// Puts this in the place of what was said of the same entity. Two that would stand for
    /// each other do not: the newer wins. One that changes nothing is taken out.
    pub fn put(&mut self, correction: Correction) {
        if let Some(into) = &correction.into
            && self.standing_for(into) == Some(correction.entity.as_str())
            && let Some(other) = self.0.iter_mut().find(|own| own.entity == *into)
        {
            other.into = None;
        }
        let at = self.0.iter().position(|own| own.entity == correction.entity);
        match at {
            Some(at) if correction.is_empty() => {
                self.0.remove(at);
            }
            Some(at) => self.0[at] = correction,
            None if correction.is_empty() => {}
            None => self.0.push(correction),
        }
        self.0.retain(|own| !own.is_empty());
    }

    /// Takes back what was put right about an entity.
    pub fn take_back(&mut self, entity: &str) {
        self.0.retain(|own| own.entity != entity);
    }

    /// Puts all of another file in, which wins where both say something.
    pub fn join(&mut self, other: Self) {
        other.0.into_iter().for_each(|own| self.put(own));
    }

    /// The id of the entity that stands for this one; none if its marks go.
    pub fn standing_for<'a>(&'a self, entity: &'a str) -> Option<&'a str> {
        let mut id = entity;
        // A file may have them in a ring.
        for _ in 0..=self.0.len() {
            let Some(own) = self.of(id) else { return Some(id) };
            if own.hidden {
                return None;
            }
            match &own.into {
                Some(into) => id = into,
                None => return Some(id),
            }
        }
        Some(entity)
    }

    /// The entity as it is put right, or nothing if nothing is said of it. `others` are those
    /// that it stands for as well: their names are names of it.
    fn applied(&self, entity: &Entity, others: &[&Entity]) -> Option<Entity> {
        let own = self.of(&entity.id);
        if own.is_none() && others.is_empty() {
            return None;
        }
        let mut right = entity.clone();
        if let Some(own) = own {
            right.kind = own.kind.unwrap_or(right.kind);
            if let Some(name) = &own.name {
                let was = std::mem::replace(&mut right.name, name.clone());
                add_name(&mut right, &was);
            }
        }
        for other in others {
            add_name(&mut right, &other.name);
            other.aliases.iter().for_each(|name| add_name(&mut right, name));
        }
        Some(right)
    }

    /// Puts the entities right, those that stand for others included; all of them stay.
    pub fn put_right(&self, entities: &mut [Entity]) {
        let right = self.list(entities);
        for entity in right {
            if let Some(own) = entities.iter_mut().find(|own| own.id == entity.id) {
                *own = entity;
            }
        }
    }

    /// Those of the entities that are not as they were.
    pub fn list(&self, entities: &[Entity]) -> Vec<Entity> {
        let known = |id: &str| entities.iter().find(|entity| entity.id == id);
        let mut ids: Vec<&str> = Vec::new();
        for own in &self.0 {
            ids.push(&own.entity);
            ids.extend(self.standing_for(&own.entity));
        }
        sort_by(&mut ids, |a, b| a.cmp(b));
        ids.dedup();
        let right = ids.into_iter().filter_map(|id| {
            let stands = |own: &&Correction| {
                own.entity != id && own.into.is_some() && self.standing_for(&own.entity) == Some(id)
            };
            let others = self.0.iter().filter(stands).filter_map(|own| known(&own.entity));
            let others: Vec<&Entity> = others.collect();
            self.applied(known(id)?, &others)
        });
        right.collect()
    }

    /// Has the marks and events of an article mean the entities that are right; true if that
    /// changed any.
    pub fn correct(&self, ext: &mut ArticleExt) -> bool {
        if self.is_empty() {
            return false;
        }
        let mut changed = false;
        let mut gone: Vec<String> = Vec::new();
        ext.marks.retain_mut(|mark| {
            let Some(id) = &mark.entity else { return true };
            let right = self.standing_for(id).map(str::to_owned);
            if right.as_ref() != Some(id) {
                changed = true;
                mark.entity = right;
            }
            let stays = mark.entity.is_some() || mark.time.is_some();
            if !stays {
                gone.push(std::mem::take(&mut mark.id));
            }
            stays
        });
        for event in &mut ext.events {
            // No event cites what is no mark any more.
            event.evidence.retain(|mark| !gone.contains(mark));
            event.entities.retain_mut(|part| {
                let (EventEntity::Id(id) | EventEntity::Role { id, .. }) = part;
                let Some(right) = self.standing_for(id) else {
                    changed = true;
                    return false;
                };
                if right != id {
                    changed = true;
                    right.to_owned().clone_into(id);
                }
                true
            });
        }
        changed
    }

    /// Puts a whole bundle right, for good: entities that others stand for go.
    pub fn apply(&self, bundle: &mut Bundle) {
        for article in &mut bundle.items {
            self.correct(&mut article.dateline);
        }
        let entities = &mut bundle.dateline.entities;
        self.put_right(entities);
        entities.retain(|entity| self.standing_for(&entity.id) == Some(entity.id.as_str()));
    }

    /// The file. `title` is that of the bundle.
    pub fn to_text(&self, title: &str) -> String {
        let mut out = ["{\"format\":1,\"title\":", &json::quoted(title)].concat();
        out.push_str(",\"corrections\":[");
        for (own, comma) in self.0.iter().zip(std::iter::once("\n").chain(std::iter::repeat(",\n")))
        {
            out.push_str(comma);
            let mut member = |name: &str, value: &str| {
                let lead = if name == "entity" { "{" } else { "," };
                out.push_str(&[lead, "\"", name, "\":", value].concat());
            };
            member("entity", &json::quoted(&own.entity));
            if !own.was.is_empty() {
                member("was", &json::quoted(&own.was));
            }
            if let Some(name) = &own.name {
                member("name", &json::quoted(name));
            }
            if let Some(kind) = own.kind {
                member("type", &json::quoted(kind.word()));
            }
            if let Some(into) = &own.into {
                member("into", &json::quoted(into));
                if !own.into_name.is_empty() {
                    member("into_name", &json::quoted(&own.into_name));
                }
            }
            if own.hidden {
                member("hidden", "true");
            }
            out.push('}');
        }
        out.push_str("\n]}\n");
        out
    }

    /// True if a text looks like such a file, sound or not.
    pub fn is_file(text: &str) -> bool {
        let Ok(whole) = json::document(text.strip_prefix('\u{feff}').unwrap_or(text)) else {
            return false;
        };
        let has = |name: &str| whole.members().any(|(own, _)| own.says(name));
        has("corrections") && !has("items")
    }

    /// Reads the file.
    ///
    /// # Errors
    /// A fatal fault that names the line, or the value, that is not as it should be.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let whole = json::document(text).map_err(|error| refused(text, error))?;
        if member(whole, "format").is_some_and(|format| format.count() != Some(FORMAT)) {
            let what = "These corrections are of a version that is not known here.";
            return Err(
                Fault::new(Severity::Fatal, what, "Open them with a newer viewer.").at("/format")
            );
        }
        let list = member(whole, "corrections").filter(|list| list.kind() == Kind::List);
        let Some(list) = list else {
            let what = "This is no file of corrections: it has no list “corrections”.";
            return Err(Fault::new(Severity::Fatal, what, "Choose a file that was saved as one."));
        };
        let mut own = Self::default();
        for (at, value) in list.elements().enumerate() {
            let wrong = |name: &str, value: Value<'_>, what: &str, remedy: &str| {
                let pointer = join(&["/corrections/", &at.to_string()].concat(), name);
                let place = Place::of_offset(text, value.offset);
                Fault::new(Severity::Fatal, what, remedy).at(pointer).in_place(place)
            };
            let words = |name: &str| {
                let value = member(value, name).filter(|value| value.kind() != Kind::Null);
                match value {
                    None => Ok(None),
                    Some(value) if value.kind() == Kind::Text => {
                        Ok(Some(value.text().0.into_owned()))
                    }
                    Some(value) => Err(wrong(
                        name,
                        value,
                        "This should be a text.",
                        "Put it in quotation marks.",
                    )),
                }
            };
            let Some(entity) = words("entity")? else {
                let what = "A correction does not say of which entity it is.";
                return Err(wrong("entity", value, what, "Give its id in “entity”."));
            };
            let kind = match words("type")? {
                None => None,
                Some(word) => match EntityType::from_word(&word) {
                    Some(kind) => Some(kind),
                    None => {
                        let what = ["There is no type “", &word, "”."].concat();
                        let known = EntityType::ALL.map(EntityType::word).join(", ");
                        let remedy = ["Use one of: ", &known, "."].concat();
                        let value = member(value, "type").unwrap_or(value);
                        return Err(wrong("type", value, &what, &remedy));
                    }
                },
            };
            let blank = |text: &String| !text.trim().is_empty();
            own.put(Correction {
                was: words("was")?.unwrap_or_default(),
                name: words("name")?.filter(blank),
                kind,
                into: words("into")?.filter(|into| *into != entity),
                into_name: words("into_name")?.unwrap_or_default(),
                hidden: member(value, "hidden").is_some_and(|hidden| hidden.raw == "true"),
                entity,
            });
        }
        Ok(own)
    }
}

/// Adds a name unless it has that already.
fn add_name(entity: &mut Entity, name: &str) {
    let known = entity.name == name || entity.aliases.iter().any(|own| own == name);
    if !known && !name.trim().is_empty() {
        entity.aliases.push(name.to_owned());
    }
}

/// The last member of this name.
fn member<'t>(object: Value<'t>, name: &str) -> Option<Value<'t>> {
    object.members().filter(|(own, _)| own.says(name)).map(|(_, value)| value).last()
}

#[cfg(test)]
#[path = "corrections_tests.rs"]
mod tests;
