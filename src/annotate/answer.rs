//! Answers of a sitting: small bundles without texts, in JSON that `bundle::read_found`
//! reads.
//!
//! What an article says is written once, with holes where the ids of entities go: who is who
//! may change while more articles come, and to fill the holes is all that takes. Written by
//! hand: what serde compiles for it, and what reads it back, would be a fifth of the
//! annotator's module. It must say the same as serde would; a test compares the two.

use crate::bundle::json::quoted;
use crate::bundle::{
    ArticleExt, Entity, EntityType, Event, EventEntity, Field, Mark, Time, Unknown,
};
use std::fmt::Write as _;

/// What stands before and behind an id that is to be filled in: no JSON has it.
const HOLE: char = '\u{1}';

/// An article's extension with holes.
pub(super) fn template(ext: &ArticleExt) -> String {
    let mut out = Writer::default();
    out.object(|out| {
        out.list("marks", &ext.marks, mark);
        out.list("events", &ext.events, event);
        out.more(&ext.more);
    });
    out.json
}

/// A template with other ids in its holes; one that is not among them stays. They are in
/// the order of the old ones.
fn filled(template: &str, ids: &[(String, String)], out: &mut String) {
    for (at, piece) in template.split(HOLE).enumerate() {
        let own = piece.trim_matches('"');
        let new = ids.binary_search_by(|(old, _)| old.as_str().cmp(own)).ok();
        match new.and_then(|new| ids.get(new)).filter(|_| at % 2 == 1) {
            Some((_, id)) => out.push_str(&quoted(id)),
            None => out.push_str(piece),
        }
    }
}

/// What was found in articles: what they are called in the answer, their templates, and the
/// ids to fill in by those that the templates have.
pub(super) fn answer<'a>(
    articles: impl Iterator<Item = (usize, &'a str, &'a [(String, String)])>,
    entities: &[Entity],
) -> String {
    let mut out = Writer::default();
    let articles: Vec<_> = articles.collect();
    out.object(|out| {
        out.member("_dateline", |out| out.object(|out| out.list("entities", entities, entity)));
        out.list("items", &articles, |out, (number, template, ids)| {
            out.object(|out| {
                out.text("id", &number.to_string());
                out.member("_dateline", |out| filled(template, ids, &mut out.json));
            });
        });
    });
    out.json
}

/// A template and the entities of its article as one text, to be kept.
pub(super) fn kept(template: &str, entities: &[Entity]) -> String {
    let mut out = String::with_capacity(template.len() + 64 * entities.len());
    let mut put = |words: &str| {
        let _ = write!(out, "{}:{words}", words.len());
    };
    put(template);
    for entity in entities {
        put(&entity.id);
        put(entity.kind.word());
        put(&entity.name);
        put(&entity.aliases.len().to_string());
        entity.aliases.iter().for_each(|alias| put(alias));
    }
    out
}

/// What was kept; `None` if it is something else.
pub(super) fn recalled(mut rest: &str) -> Option<(String, Vec<Entity>)> {
    let mut take = || {
        let (length, behind) = rest.split_once(':')?;
        let (words, behind) = behind.split_at_checked(length.parse().ok()?)?;
        rest = behind;
        Some((words.to_owned(), behind.is_empty()))
    };
    let (template, mut done) = take()?;
    let mut entities = Vec::new();
    while !done {
        let id = take()?.0;
        let kind = EntityType::from_word(&take()?.0)?;
        let name = take()?.0;
        let (count, last) = take()?;
        done = last;
        let mut aliases = Vec::new();
        for _ in 0..count.parse::<u32>().ok()? {
            let (alias, last) = take()?;
            aliases.push(alias);
            done = last;
        }
        let same_as = Vec::new();
        entities.push(Entity { id, kind, name, aliases, same_as, more: Unknown::new() });
    }
    Some((template, entities))
}

fn entity(out: &mut Writer, entity: &Entity) {
    out.object(|out| {
        out.text("id", &entity.id);
        out.text("type", entity.kind.word());
        out.text("name", &entity.name);
        out.list("aliases", &entity.aliases, |out, alias| out.quote(alias));
        out.list("same_as", &entity.same_as, |out, address| out.quote(address));
        out.more(&entity.more);
    });
}

fn mark(out: &mut Writer, mark: &Mark) {
    out.object(|out| {
        out.text("id", &mark.id);
        if mark.field == Field::Title {
            out.text("field", "title");
        }
        out.number("start", mark.start);
        out.number("end", mark.end);
        out.text("quote", &mark.quote);
        if let Some(id) = &mark.entity {
            out.member("entity", |out| out.hole(id));
        }
        if let Some(own) = &mark.time {
            out.member("time", |out| time(out, own));
        }
        out.some("by", mark.by.as_deref());
        if let Some(sure) = &mark.confidence {
            out.member("confidence", |out| out.json.push_str(sure.as_str()));
        }
        out.more(&mark.more);
    });
}

fn time(out: &mut Writer, time: &Time) {
    out.object(|out| {
        out.some("value", time.value.as_deref());
        out.text("basis", time.basis.word());
        out.some("rule", time.rule.as_deref());
        out.more(&time.more);
    });
}

fn event(out: &mut Writer, event: &Event) {
    out.object(|out| {
        out.text("id", &event.id);
        out.text("label", &event.label);
        out.some("when", event.when.as_deref());
        out.list("evidence", &event.evidence, |out, id| out.quote(id));
        out.list("entities", &event.entities, |out, part| match part {
            EventEntity::Id(id) => out.hole(id),
            EventEntity::Role { id, role, more } => out.object(|out| {
                out.member("id", |out| out.hole(id));
                out.some("role", role.as_deref());
                out.more(more);
            }),
        });
        out.more(&event.more);
    });
}

/// JSON as it is written. A comma is due after whatever ended a value.
#[derive(Default)]
struct Writer {
    json: String,
    due: bool,
}

impl Writer {
    fn object(&mut self, inside: impl FnOnce(&mut Self)) {
        self.json.push('{');
        self.due = false;
        inside(self);
        self.json.push('}');
        self.due = true;
    }

    fn comma(&mut self) {
        if std::mem::replace(&mut self.due, true) {
            self.json.push(',');
        }
    }

    fn member(&mut self, name: &str, value: impl FnOnce(&mut Self)) {
        self.comma();
        self.quote(name);
        self.json.push(':');
        value(self);
        self.due = true;
    }

    fn quote(&mut self, words: &str) {
        self.json.push_str(&quoted(words));
    }

    fn hole(&mut self, id: &str) {
        self.json.push(HOLE);
        self.quote(id);
        self.json.push(HOLE);
    }

    fn text(&mut self, name: &str, words: &str) {
        self.member(name, |out| out.quote(words));
    }

    fn some(&mut self, name: &str, words: Option<&str>) {
        if let Some(words) = words {
            self.text(name, words);
        }
    }

    fn number(&mut self, name: &str, number: usize) {
        self.member(name, |out| {
            let _ = write!(out.json, "{number}");
        });
    }

    /// A list; none at all if it is empty.
    fn list<T>(&mut self, name: &str, items: &[T], one: impl Fn(&mut Self, &T)) {
        if items.is_empty() {
            return;
        }
        self.member(name, |out| {
            out.json.push('[');
            out.due = false;
            for item in items {
                out.comma();
                one(out, item);
                out.due = true;
            }
            out.json.push(']');
        });
    }

    fn more(&mut self, more: &Unknown) {
        for (name, value) in more.iter() {
            self.member(&name, |out| out.json.push_str(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::confidence::Confidence;
    use crate::bundle::{Article, Bundle};

    #[test]
    fn it_says_what_serde_says() {
        let mut more = Unknown::new();
        more.insert_text("odd \"name\"", "a\nb");
        let entities = vec![Entity {
            id: "rask".into(),
            kind: EntityType::Person,
            name: "Jonna “Jo” Rask".into(),
            aliases: vec!["Rask".into(), "J\\R".into()],
            same_as: vec!["https://example.org/rask".into()],
            more: more.clone(),
        }];
        let mut article = Article { id: "7".into(), ..Article::default() };
        article.dateline.marks = vec![
            Mark { id: "m1".into(), end: 4, quote: "Rask".into(), ..Mark::default() },
            Mark {
                id: "m2".into(),
                field: Field::Title,
                start: 9,
                end: 15,
                quote: "Monday".into(),
                entity: Some("rask".into()),
                time: Some(Box::new(Time {
                    value: Some("2024-03-11".into()),
                    rule: Some("weekday".into()),
                    more: more.clone(),
                    ..Time::default()
                })),
                by: Some("dateline 0.1".into()),
                confidence: Confidence::parse("0.75"),
                more: more.clone(),
            },
        ];
        article.dateline.events = vec![Event {
            id: "e1".into(),
            label: "Rask comes".into(),
            when: Some("2024-03-11".into()),
            evidence: vec!["m2".into()],
            entities: vec![
                EventEntity::Id("rask".into()),
                EventEntity::Role {
                    id: "rask".into(),
                    role: Some("guest".into()),
                    more: more.clone(),
                },
            ],
            more: more.clone(),
        }];
        article.dateline.more = more;
        let template = template(&article.dateline);
        let mut bundle = Bundle::new("");
        bundle.dateline.entities.clone_from(&entities);
        bundle.items = vec![article];
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let said = |bundle: &Bundle| {
            let all = serde_json::to_value(bundle).unwrap();
            (all["_dateline"]["entities"].clone(), all["items"][0]["_dateline"].clone())
        };
        for (id, ids) in [("rask", vec![]), ("jonna \"jo\"", vec![("rask", "jonna \"jo\"")])] {
            for part in &mut bundle.items[0].dateline.events[0].entities {
                let (EventEntity::Id(own) | EventEntity::Role { id: own, .. }) = part;
                *own = id.to_owned();
            }
            bundle.items[0].dateline.marks[1].entity = Some(id.to_owned());
            let ids: Vec<(String, String)> =
                ids.iter().map(|(own, new)| ((*own).to_owned(), (*new).to_owned())).collect();
            let ours = json(&answer([(7, template.as_str(), &ids[..])].into_iter(), &entities));
            assert_eq!(ours["items"][0]["id"], "7");
            let ours =
                (ours["_dateline"]["entities"].clone(), ours["items"][0]["_dateline"].clone());
            assert_eq!(ours, said(&bundle));
        }
        let nothing = json(&answer(std::iter::empty(), &[]));
        assert_eq!(nothing, json(r#"{"_dateline":{}}"#));
    }

    #[test]
    fn what_is_kept_comes_back_and_nothing_else_does() {
        let person = |name: &str, aliases: &[&str]| Entity {
            id: name.to_lowercase(),
            kind: EntityType::Person,
            name: name.into(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            same_as: Vec::new(),
            more: Unknown::new(),
        };
        for entities in [
            vec![],
            vec![person("Rask", &[]), person("Märta 5:x", &["5:", ""])],
            vec![person("Rask", &["Jo"])],
        ] {
            let text = kept("{\"a:\":1}", &entities);
            assert_eq!(recalled(&text), Some(("{\"a:\":1}".to_owned(), entities)));
            for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
                let cut = recalled(&text[..end]);
                assert!(cut.is_none_or(|(_, entities)| entities.len() < 2), "{}", &text[..end]);
            }
        }
        for odd in ["", "x", "{}", "9:x", "-1:", "1:é", "0:1:a1:b1:c1:9"] {
            assert_eq!(recalled(odd), None, "{odd}");
        }
    }
}
