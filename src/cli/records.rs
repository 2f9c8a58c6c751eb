//! One line of JSON in, the same line with what was found out.
//!
//! What the line says stays as it was written, byte for byte; new members come last. It
//! must not know other lines: this is a pure map.

use crate::annotate::write::Written;
use crate::annotate::{Annotation, Annotator, Input};
use crate::bundle::json::{self, Kind, Value};
use crate::bundle::{self, Entity, EntityType, Fault, Severity, Unknown, civil, edtf};
use std::borrow::Cow;

/// Members that are written anew, if a line has empty ones.
const OURS: [&str; 4] = ["marks", "entities", "events", "written_after"];

/// What a line says of its article.
pub(super) struct Record<'l> {
    whole: Value<'l>,
    /// Empty if it has none.
    pub(super) id: Cow<'l, str>,
    title: Cow<'l, str>,
    text: Cow<'l, str>,
    issued: Option<Cow<'l, str>>,
    /// The issue date is the caller's, and not in the line.
    is_dated_here: bool,
    language: Option<Cow<'l, str>>,
    entities: Vec<Entity>,
    /// It has marks or events, and is not annotated.
    pub(super) is_annotated: bool,
}

/// A line and what was wrong with it.
pub(super) type Noticed<T> = (T, Option<Fault>);

impl<'l> Record<'l> {
    /// Reads a line; `issued` is the date of lines without one.
    ///
    /// # Errors
    /// If it is no JSON object, or has no text.
    pub(super) fn read(line: &'l str, issued: Option<&'l str>) -> Result<Noticed<Self>, Fault> {
        let whole = json::document(line).map_err(|_| {
            let fault = bundle::not_json(line);
            fault.unwrap_or_else(|| refused("This cannot be read.", "Write it anew."))
        })?;
        if whole.kind() != Kind::Object {
            let remedy = "Write an object on each line: {\"id\": …, \"title\": …, \"text\": …}.";
            return Err(refused("This is JSON, but not an object.", remedy));
        }
        let has_items = member(whole, "items").is_some();
        let Some(text) = words(whole, "text").or_else(|| words(whole, "content_text")) else {
            let remedy = if has_items || member(whole, "content_html").is_some() {
                "Give the file a name that ends in .json, and name it in the call."
            } else {
                "Put the article into the member “text”."
            };
            return Err(refused("There is no text in this line.", remedy));
        };
        let extension = member(whole, "_dateline");
        let either = |name: &str| {
            let inner = extension.and_then(|extension| member(extension, name));
            member(whole, name).or(inner)
        };
        let some = |value: Option<Value<'l>>| {
            let text = value.filter(|value| value.kind() == Kind::Text)?.text().0;
            (!text.trim().is_empty()).then_some(text)
        };
        let own = some(either("issued")).or_else(|| some(member(whole, "date_published")));
        let wrong = own.as_ref().filter(|date| !is_date(date)).map(|date| {
            let what = format!("“{date}” is not a date this program can read.");
            let fault = Fault::new(
                Severity::Error,
                what,
                "Write it as 2024-03-12 or 2024-03-12T08:00:00Z; the line was read as undated.",
            );
            fault.at("/issued")
        });
        let is_dated_here = own.is_none() && issued.is_some();
        let filled = |name: &str| either(name).is_some_and(|list| list.elements().next().is_some());
        let record = Self {
            whole,
            id: some(member(whole, "id")).unwrap_or_default(),
            title: words(whole, "title").unwrap_or_default(),
            text,
            issued: own.or(issued.map(Cow::Borrowed)),
            is_dated_here,
            language: words(whole, "language"),
            entities: member(whole, "entities").into_iter().flat_map(entities).collect(),
            is_annotated: filled("marks") || filled("events"),
        };
        Ok((record, wrong))
    }

    /// What the annotator is told.
    pub(super) fn input(&self) -> Input<'_> {
        Input {
            title: &self.title,
            text: &self.text,
            issued: self.issued.as_deref().filter(|date| is_date(date)),
            language: self.language.as_deref(),
            known: &self.entities,
        }
    }

    /// Finds what is in it.
    pub(super) fn annotate(&self, annotator: &Annotator) -> Annotation {
        annotator.annotate(&self.input())
    }

    /// The line with what was found.
    pub(super) fn with(&self, found: &Annotation) -> String {
        let Written { marks, events, entities, written_after } = found.write(&self.input());
        let raw = self.whole.raw;
        let mut line = String::with_capacity(raw.len() + 160 * marks.len() + 80);
        let names_ours = |name: Value<'_>| OURS.iter().any(|ours| name.says(ours));
        let mut listed = String::new();
        if self.whole.members().any(|(name, _)| names_ours(name)) {
            line.push('{');
            for (name, value) in self.whole.members() {
                if name.says("entities") {
                    listed = inside(value).to_owned();
                }
                if !names_ours(name) {
                    separate(&mut line);
                    line.push_str(name.raw);
                    line.push(':');
                    line.push_str(value.raw);
                }
            }
        } else {
            line.push_str(raw.strip_suffix('}').unwrap_or(raw).trim_end());
        }
        let mut add = |name: &str, value: &str| {
            separate(&mut line);
            line.push_str(&json::quoted(name));
            line.push(':');
            line.push_str(value);
        };
        if let Some(issued) = self.issued.as_deref().filter(|_| self.is_dated_here) {
            add("issued", &json::quoted(issued));
        }
        // Plain data: there is nothing in them that cannot be written.
        let list = |value: serde_json::Result<String>| value.unwrap_or_else(|_| "[]".to_owned());
        add("marks", &list(serde_json::to_string(&marks)));
        let new = list(serde_json::to_string(&entities));
        let new = new.trim_matches(['[', ']']);
        let comma = if listed.is_empty() || new.is_empty() { "" } else { "," };
        add("entities", &format!("[{listed}{comma}{new}]"));
        add("events", &list(serde_json::to_string(&events)));
        if let Some(day) = written_after {
            add("written_after", &json::quoted(&day));
        }
        line.push('}');
        line
    }
}

/// Puts a comma between two members.
fn separate(line: &mut String) {
    if !line.ends_with('{') {
        line.push(',');
    }
}

/// What stands between the brackets of a list.
fn inside(list: Value<'_>) -> &str {
    list.raw.strip_prefix('[').and_then(|raw| raw.strip_suffix(']')).unwrap_or_default().trim()
}

fn refused(what: &str, remedy: &str) -> Fault {
    Fault::new(Severity::Error, what, remedy)
}

fn is_date(text: &str) -> bool {
    civil::parse_instant(text).is_some() || edtf::parse(text).is_some()
}

/// A member's value; of a repeated one the last counts.
fn member<'l>(object: Value<'l>, name: &str) -> Option<Value<'l>> {
    object.members().filter(|(own, _)| own.says(name)).last().map(|(_, value)| value)
}

fn words<'l>(object: Value<'l>, name: &str) -> Option<Cow<'l, str>> {
    let value = member(object, name).filter(|value| value.kind() == Kind::Text)?;
    Some(value.text().0)
}

/// The entities that a line lists: those the annotator may count on.
fn entities(list: Value<'_>) -> impl Iterator<Item = Entity> {
    list.elements().filter_map(|value| {
        let id = words(value, "id").filter(|id| !id.is_empty())?.into_owned();
        let kind = words(value, "type").and_then(|word| EntityType::from_word(&word));
        let aliases = member(value, "aliases").into_iter().flat_map(Value::elements);
        Some(Entity {
            kind: kind.unwrap_or(EntityType::Other),
            name: words(value, "name").map_or_else(|| id.clone(), Cow::into_owned),
            aliases: aliases.map(|alias| alias.text().0.into_owned()).collect(),
            same_as: Vec::new(),
            more: Unknown::new(),
            id,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line as it comes back, or what was wrong with it.
    fn told(line: &str, issued: Option<&str>) -> String {
        match Record::read(line, issued) {
            Err(fault) => fault.what,
            Ok((record, _)) => record.with(&Annotation::default()),
        }
    }

    #[test]
    fn a_line_keeps_what_it_says_byte_for_byte() {
        const NONE: &str = r#""marks":[],"entities":[],"events":[]}"#;
        for (line, expected) in [
            (r#"{"id":"a","text":"x"}"#, r#"{"id":"a","text":"x","#),
            (
                "{ \"n\" : 1.50, \"text\":\"\\u00e9 \\/\" , \"é\":[ 1,2e400 ] } ",
                "{ \"n\" : 1.50, \"text\":\"\\u00e9 \\/\" , \"é\":[ 1,2e400 ],",
            ),
            (r#"{"marks":[],"text":"x","events":[ ],"a":1}"#, r#"{"text":"x","a":1,"#),
            (r#"{"text":"x","events":[],"written_after":"2"}"#, r#"{"text":"x","#),
        ] {
            assert_eq!(told(line, None), format!("{expected}{NONE}"));
        }
        assert_eq!(
            told(r#"{"text":"x","entities":[ {"id":"a","k":1} ]}"#, None),
            r#"{"text":"x","marks":[],"entities":[{"id":"a","k":1}],"events":[]}"#
        );
        assert_eq!(
            told(r#"{"text":"x"}"#, Some("2024")),
            format!(r#"{{"text":"x","issued":"2024",{NONE}"#)
        );
    }

    #[test]
    fn a_line_that_cannot_be_annotated_says_why() {
        for (line, expected) in [
            ("[]", "This is JSON, but not an object."),
            ("7", "This is JSON, but not an object."),
            (r#"{"text":7}"#, "There is no text in this line."),
            (r#"{"content_html":"x"}"#, "There is no text in this line."),
            ("words", "This is not valid JSON: expected value."),
        ] {
            assert_eq!(told(line, None), expected);
        }
    }

    #[test]
    fn members_of_feeds_are_understood() {
        let line = r#"{"content_text":"x","date_published":"2024-03-12T08:00:00Z","language":"de",
            "_dateline":{"issued":"2024-03","marks":[{}]},"id":"a","title":"T"}"#;
        let (record, fault) = Record::read(line, Some("1999")).unwrap();
        assert_eq!(fault, None);
        let input = record.input();
        assert_eq!((input.title, input.text, input.issued), ("T", "x", Some("2024-03")));
        assert_eq!((input.language, record.is_annotated), (Some("de"), true));
        let (record, fault) = Record::read(r#"{"text":"x","issued":"Tuesday"}"#, None).unwrap();
        assert!(record.input().issued.is_none() && fault.unwrap().what.contains("“Tuesday”"));
    }
}
