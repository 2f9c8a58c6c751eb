//! What a page says of its article in JSON-LD (schema.org).
//!
//! The first article of the page counts, wherever it stands: alone, in a list, in a
//! `@graph`; what it only points to by `@id` is looked up there. It must not fetch a
//! context, and what is no valid JSON says nothing.

use super::metadata::{Said, clean};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

type Object = Map<String, Value>;

/// Reads the scripts of a page.
pub(super) fn read<'s>(scripts: impl Iterator<Item = &'s str>) -> Said {
    let values: Vec<Value> = scripts.filter_map(parse).collect();
    let mut nodes = Vec::new();
    values.iter().for_each(|value| spread(value, &mut nodes));
    let known: BTreeMap<&str, &Object> =
        nodes.iter().rev().filter_map(|node| Some((node.get("@id")?.as_str()?, *node))).collect();
    let of = |is: fn(&str) -> bool| nodes.iter().copied().find(|node| types(node).any(is));
    let article = of(is_article).or_else(|| of(|kind| kind.ends_with("WebPage")));
    article.map(|node| said(node, &Known(known))).unwrap_or_default()
}

fn parse(script: &str) -> Option<Value> {
    // Some pages hide their scripts from readers of XHTML.
    let script = script.trim().trim_start_matches("//").trim_start();
    let script = script.strip_prefix("<![CDATA[").unwrap_or(script);
    let script = script.trim_end().strip_suffix("]]>").unwrap_or(script).trim_end();
    serde_json::from_str(script.trim_end_matches("//")).ok()
}

/// The objects that a value holds at its top, in order. Two levels are all that is in use.
fn spread<'v>(value: &'v Value, nodes: &mut Vec<&'v Object>) {
    for node in listed(value).filter_map(Value::as_object) {
        nodes.push(node);
        for inner in ["@graph", "mainEntity"].into_iter().filter_map(|name| node.get(name)) {
            nodes.extend(listed(inner).filter_map(Value::as_object));
        }
    }
}

/// A value as a list: its elements, or itself.
fn listed(value: &Value) -> impl Iterator<Item = &Value> {
    let elements = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    elements.iter()
}

fn types(node: &Object) -> impl Iterator<Item = &str> {
    node.get("@type").into_iter().flat_map(listed).filter_map(Value::as_str)
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("Posting") || kind.ends_with("Report")
}

/// The objects of a page by their `@id`.
struct Known<'v>(BTreeMap<&'v str, &'v Object>);

impl Known<'_> {
    /// The names in a value: of texts, of objects, and of objects that are known elsewhere.
    fn names(&self, value: Option<&Value>) -> Vec<String> {
        value.into_iter().flat_map(listed).filter_map(|value| self.name(value)).collect()
    }

    fn name(&self, value: &Value) -> Option<String> {
        let name = match value {
            Value::String(name) => name,
            Value::Object(node) => match node.get("name").and_then(Value::as_str) {
                Some(name) => name,
                None => self.0.get(node.get("@id")?.as_str()?)?.get("name")?.as_str()?,
            },
            _ => return None,
        };
        // Some name a person by the address of a page.
        clean(name).filter(|name| !name.starts_with("http"))
    }
}

fn said(node: &Object, known: &Known<'_>) -> Said {
    let text = |name: &str| {
        let value = node.get(name).and_then(|value| listed(value).next())?;
        clean(value.as_str()?)
    };
    let address = |name: &str| {
        let value = node.get(name)?;
        value.as_str().or_else(|| value.get("@id")?.as_str()).map(str::to_owned)
    };
    let words = node.get("keywords").into_iter().flat_map(listed).filter_map(Value::as_str);
    Said {
        title: text("headline").or_else(|| text("name")),
        date: text("datePublished").or_else(|| text("dateCreated")),
        authors: known.names(node.get("author").or_else(|| node.get("creator"))),
        language: text("inLanguage"),
        source: known.names(node.get("publisher")).into_iter().next(),
        url: address("url").or_else(|| address("mainEntityOfPage")),
        summary: text("description"),
        tags: words.flat_map(|words| words.split(',')).filter_map(clean).collect(),
    }
}
