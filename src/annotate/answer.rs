//! Answers of a sitting: small bundles without texts, in JSON that `bundle::read_found`
//! reads.
//!
//! Written by hand: what serde compiles for it is a tenth of the annotator's module. It must
//! say the same as serde would; a test compares the two.

use crate::bundle::json::quoted;
use crate::bundle::{Article, Entity, Event, EventEntity, Field, Mark, Time, Unknown};
use std::fmt::Write as _;

/// What was found in articles, by what they are called in the answer.
pub(super) fn answer(articles: &[(usize, Article)], entities: &[Entity]) -> String {
    let mut out = Writer::default();
    out.object(|out| {
        out.member("_dateline", |out| out.object(|out| out.list("entities", entities, entity)));
        out.list("items", articles, |out, (number, found)| {
            let ext = &found.dateline;
            out.object(|out| {
                out.text("id", &number.to_string());
                out.member("_dateline", |out| {
                    out.object(|out| {
                        out.list("marks", &ext.marks, mark);
                        out.list("events", &ext.events, event);
                        out.more(&ext.more);
                    });
                });
            });
        });
    });
    out.json
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
        out.some("entity", mark.entity.as_deref());
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
            EventEntity::Id(id) => out.quote(id),
            EventEntity::Role { id, role, more } => out.object(|out| {
                out.text("id", id);
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
    use crate::bundle::{Bundle, EntityType};

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
        for (articles, entities) in [(vec![(7, article)], entities), (vec![], vec![])] {
            let mut bundle = Bundle::new("");
            bundle.dateline.entities.clone_from(&entities);
            bundle.items = articles.iter().map(|(_, article)| article.clone()).collect();
            let serde = serde_json::to_value(&bundle).unwrap();
            let ours: serde_json::Value =
                serde_json::from_str(&answer(&articles, &entities)).unwrap();
            let nothing = serde_json::Value::Null;
            let ext = |item: &serde_json::Value| (item["id"].clone(), item["_dateline"].clone());
            let items = |all: &serde_json::Value| -> Vec<_> {
                all["items"].as_array().into_iter().flatten().map(ext).collect()
            };
            assert_eq!(items(&ours), items(&serde));
            let listed = |all: &serde_json::Value| {
                all["_dateline"].get("entities").unwrap_or(&nothing).clone()
            };
            assert_eq!(listed(&ours), listed(&serde));
        }
    }
}
