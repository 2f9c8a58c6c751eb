//! doccano's sequence labels: `{"text", "label": [[start, end, "LABEL"]]}`, where newer
//! exports say `entities` with `start_offset` and `end_offset`.
//!
//! The words are not in the file, and exports of some versions counted UTF-16 units
//! (<https://github.com/doccano/doccano/issues/99>): the unit is judged by all stretches
//! of a text together, and reported where it is not code points.

use super::{Found, likely_unit, put_on};
use crate::bundle::{Article, OffsetUnit};
use crate::import::gathering::Gathering;
use crate::import::json::{self, Members};
use serde_json::Value;

/// Reads one record; `fallback` is its id if it has none.
pub(in crate::import) fn read(
    mut members: Members,
    pointer: &str,
    fallback: &str,
    gathering: &mut Gathering,
) {
    let text = ["text", "data"].into_iter().find_map(|name| match members.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    });
    let Some(text) = text else {
        let remedy = "Export it with its text; the record was left out.";
        gathering.error(pointer, "This record has no “text”.", remedy);
        return;
    };
    let id = json::text(&mut members, "id").unwrap_or_else(|| fallback.to_owned());
    let mut article =
        Article { id, title: json::text(&mut members, "title"), ..Article::default() };
    let mut found = Vec::new();
    for name in ["label", "labels", "entities"] {
        for (index, value) in json::list(&mut members, name).into_iter().enumerate() {
            let at = format!("{pointer}/{name}/{index}");
            match value {
                // Labels of the whole text, not of words in it.
                Value::String(tag) => article.tags.push(tag),
                value => match stretch(value, &at) {
                    Some(stretch) => found.push(stretch),
                    None => gathering.error(
                        &at,
                        "This label does not say where it begins and ends.",
                        "Write it as [start, end, \"LABEL\"]; it was left out.",
                    ),
                },
            }
        }
    }
    let stretches: Vec<(usize, usize)> = found.iter().map(|one| (one.start, one.end)).collect();
    let unit = likely_unit(&text, &stretches);
    if unit == OffsetUnit::Utf16 {
        gathering.error(
            pointer,
            "The offsets of this text fit its words only if they count UTF-16 units.",
            "They were read so; export with a newer doccano, and check the marks.",
        );
    }
    article.dateline.more = json::unknown(members);
    put_on(&mut article, &text, unit, found, gathering);
    gathering.add(article, pointer);
}

fn stretch(value: Value, pointer: &str) -> Option<Found> {
    let found = match value {
        Value::Array(parts) => Found {
            start: json::as_offset(parts.first()?)?,
            end: json::as_offset(parts.get(1)?)?,
            label: parts.get(2).and_then(Value::as_str).unwrap_or_default().to_owned(),
            ..Found::default()
        },
        Value::Object(mut members) => Found {
            start: json::offset(&mut members, "start_offset")
                .or_else(|| json::offset(&mut members, "start"))?,
            end: json::offset(&mut members, "end_offset")
                .or_else(|| json::offset(&mut members, "end"))?,
            label: json::text(&mut members, "label").unwrap_or_default(),
            id: json::text(&mut members, "id"),
            more: json::unknown(members),
            ..Found::default()
        },
        _ => return None,
    };
    Some(Found { pointer: pointer.to_owned(), is_mention: true, ..found })
}
