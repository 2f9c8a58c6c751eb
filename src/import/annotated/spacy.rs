//! spaCy's `Doc.to_json` (<https://spacy.io/api/doc#to_json>) and the data that displaCy
//! draws by hand: `{"text", "ents": [{"start", "end", "label"}], "title"}`.
//!
//! Offsets are code points, as Python counts. Tokens and sentences are the tool's own
//! working and are not taken over, which is reported.

use super::{Found, catalogued, put_on};
use crate::bundle::{Article, OffsetUnit};
use crate::import::gathering::Gathering;
use crate::import::json::{self, Members};
use serde_json::Value;

/// Members of a document that only a parser has a use for.
const WORKINGS: [&str; 2] = ["tokens", "sents"];

/// Reads one document; `fallback` is its id if it has none.
pub(in crate::import) fn read(
    mut members: Members,
    pointer: &str,
    fallback: &str,
    gathering: &mut Gathering,
) {
    let text = match members.remove("text") {
        Some(Value::String(text)) => text,
        _ => {
            let remedy = "Export the text with its entities; the document was left out.";
            gathering.error(pointer, "This document has no “text”.", remedy);
            return;
        }
    };
    let id = json::text(&mut members, "id").unwrap_or_else(|| fallback.to_owned());
    let mut article =
        Article { id, title: json::text(&mut members, "title"), ..Article::default() };
    article.language = json::text(&mut members, "lang");
    let mut found = Vec::new();
    for (index, value) in json::list(&mut members, "ents").into_iter().enumerate() {
        found.extend(stretch(value, format!("{pointer}/ents/{index}"), None, gathering));
    }
    match members.remove("spans") {
        Some(Value::Object(groups)) => {
            for (group, values) in groups {
                let within = crate::bundle::place::join(&format!("{pointer}/spans"), &group);
                let values = if let Value::Array(values) = values { values } else { Vec::new() };
                for (index, value) in values.into_iter().enumerate() {
                    let at = format!("{within}/{index}");
                    found.extend(stretch(value, at, Some(&group), gathering));
                }
            }
        }
        Some(Value::Array(values)) => {
            for (index, value) in values.into_iter().enumerate() {
                let at = format!("{pointer}/spans/{index}");
                found.extend(stretch(value, at, None, gathering));
            }
        }
        _ => {}
    }
    let workings: Vec<&str> =
        WORKINGS.into_iter().filter(|name| members.remove(*name).is_some()).collect();
    if !workings.is_empty() {
        gathering.notice(
            pointer,
            format!("“{}” of this document were not taken over.", workings.join("” and “")),
            "A bundle has no place for them; keep the original file if you need them.",
        );
    }
    article.dateline.more = json::unknown(members);
    put_on(&mut article, &text, OffsetUnit::Codepoint, found, gathering);
    gathering.add(article, pointer);
}

fn stretch(
    value: Value,
    pointer: String,
    group: Option<&str>,
    gathering: &mut Gathering,
) -> Option<Found> {
    let remedy = "Give “start” and “end” in code points; it was left out.";
    let Value::Object(mut members) = value else {
        gathering.error(&pointer, "This is not an entity.", remedy);
        return None;
    };
    let (start, end) = (json::offset(&mut members, "start"), json::offset(&mut members, "end"));
    let (Some(start), Some(end)) = (start, end) else {
        gathering.error(&pointer, "This entity does not say where it begins and ends.", remedy);
        return None;
    };
    let mut same_as: Vec<String> =
        json::text(&mut members, "kb_id").map(|id| catalogued(&id)).into_iter().collect();
    // displaCy's own placeholder for “no page”.
    if let Some(url) = json::text(&mut members, "kb_url").filter(|url| url != "#")
        && !same_as.contains(&url)
    {
        same_as.push(url);
    }
    let label = json::text(&mut members, "label").unwrap_or_default();
    let quote = json::text(&mut members, "text").unwrap_or_default();
    members.retain(|_, value| value.as_str() != Some(""));
    let mut more = json::unknown(members);
    if let Some(group) = group {
        json::keep(&mut more, "group", Value::String(group.to_owned()));
    }
    Some(Found {
        pointer,
        start,
        end,
        quote,
        label,
        same_as,
        is_mention: true,
        more,
        ..Found::default()
    })
}
