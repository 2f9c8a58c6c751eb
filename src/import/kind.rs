//! What kind of file an input is.
//!
//! Content decides first, the name only where content cannot. It must not read further
//! into a file than it takes to tell, and it never refuses: what nothing else claims is a
//! plain text, unless its name says otherwise.

use crate::import::shape::Shape;
use crate::import::text;

/// A kind of file that an importer reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A bundle or JSON Feed, or JSON that nothing else claims.
    Bundle,
    /// A plain text.
    Text,
    /// A web page.
    Html,
    /// RSS or Atom.
    Feed,
    /// Markdown.
    Markdown,
    /// JSON that a tool of annotation, an agency or a maker of timelines writes.
    Foreign(Record),
    /// JSON Lines: a record of any of these kinds on each line.
    Lines,
    /// The annotations of brat, without their text.
    Brat,
    /// A file whose extension nobody here knows, and whose content says nothing.
    Unknown(String),
}

/// What one JSON value is, by its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// spaCy's `Doc.to_json`, or what displaCy draws by hand: `text` and `ents`.
    Spacy,
    /// doccano: `text` and `label`.
    Doccano,
    /// W3C Web Annotations.
    Web,
    /// TimelineJS: `events`, each with its `start_date`.
    Timeline,
    /// IPTC ninjs.
    Ninjs,
    /// One article: `text` (or `content_text`) with what belongs to it.
    Article,
}

/// What a JSON value is; `None` for a bundle, a feed, or what nothing here claims.
pub(super) fn record(shape: &Shape<'_>) -> Option<Record> {
    // Not `str::contains`: every file is looked at so, and std's search is a kilobyte of code.
    let within = |start: &str, words: &str| {
        start.as_bytes().windows(words.len()).any(|own| own == words.as_bytes())
    };
    let begins = |name, words| shape.start(name).is_some_and(|start| within(start, words));
    let is_annotation = begins("@context", "anno.jsonld")
        || begins("type", "\"Annotation")
        || (shape.has("target") && shape.has_any(&["body", "motivation", "@context"]));
    if shape.has("_dateline") && shape.has("items") || begins("version", "jsonfeed.org") {
        None
    } else if is_annotation || (shape.has("@graph") && shape.has("@context")) {
        Some(Record::Web)
    } else if shape.has("marks") && shape.has_any(&["text", "content_text"]) {
        Some(Record::Article)
    } else if shape.has("text") && shape.has_any(&["ents", "spans", "tokens"]) {
        Some(Record::Spacy)
    } else if shape.has_any(&["text", "data"]) && shape.has_any(&["label", "labels", "entities"]) {
        Some(Record::Doccano)
    } else if shape.has_any(&[
        "headlines",
        "bodies",
        "body_text",
        "body_html",
        "body_xhtml",
        "versioncreated",
    ]) {
        Some(Record::Ninjs)
    } else if shape.has_any(&["text", "content_text", "content_html"]) && !shape.has("items") {
        Some(Record::Article)
    } else if shape.has_list("events") && !shape.has("items") {
        Some(Record::Timeline)
    } else {
        None
    }
}

/// The kind of a decoded text that came under this name.
pub(super) fn of(name: &str, text: &str) -> Kind {
    let start = text.trim_start();
    let extension = text::extension(name).unwrap_or_default();
    let named_text = matches!(extension.as_str(), "txt" | "text");
    match extension.as_str() {
        "jsonl" | "ndjson" => return Kind::Lines,
        "ann" => return Kind::Brat,
        _ => {}
    }
    if looks_like_json(start, named_text) || matches!(extension.as_str(), "json" | "jsonld") {
        let shape = Shape::of(start);
        if shape.has_more {
            return Kind::Lines;
        }
        return record(&shape).map_or(Kind::Bundle, Kind::Foreign);
    }
    if let Some(kind) = markup(start, &extension) {
        return kind;
    }
    match extension.as_str() {
        "" | "txt" | "text" => Kind::Text,
        "md" | "markdown" => Kind::Markdown,
        _ => Kind::Unknown(extension),
    }
}

/// True for `{` and `[`. A file that is called a text may begin with “[Updated]”, so it
/// must go on as JSON does.
fn looks_like_json(start: &str, named_text: bool) -> bool {
    let Some(inside) = start.strip_prefix(['{', '[']) else { return false };
    !named_text || inside.trim_start().starts_with(['{', '[', '"', '}', ']'])
}

/// What kind of markup a text is, if it is one.
fn markup(start: &str, extension: &str) -> Option<Kind> {
    let begins =
        |tag: &str| start.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag));
    if ["<!doctype html", "<html", "<head", "<body"].into_iter().any(begins)
        || matches!(extension, "html" | "htm" | "xhtml" | "mht" | "mhtml")
    {
        Some(Kind::Html)
    } else if begins("<?xml") || matches!(extension, "xml" | "rss" | "atom" | "rdf") {
        // Web pages can be XML too. XML that is neither is refused by the reader of feeds.
        let is_page = root(start).is_some_and(|root| root.eq_ignore_ascii_case("html"));
        Some(if is_page { Kind::Html } else { Kind::Feed })
    } else if start.starts_with('<')
        && root(start).is_some_and(|root| matches!(root, "rss" | "feed" | "rdf:RDF"))
    {
        Some(Kind::Feed)
    } else {
        None
    }
}

/// The name of the first element, behind declarations, comments and instructions.
fn root(start: &str) -> Option<&str> {
    let mut rest = start;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let end = match rest.as_bytes().first()? {
            b'?' => "?>",
            b'!' if rest.starts_with("!--") => "-->",
            b'!' => ">",
            _ => break,
        };
        rest = &rest[rest.find(end)? + end.len()..];
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_apart_by_its_first_element() {
        for (name, text, expected) in [
            ("a", "<?xml version='1.0'?>\n<!-- <html> -->\n<rss version='2.0'>", Kind::Feed),
            ("a", "<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>", Kind::Html),
            ("a.xml", "<html>", Kind::Html),
            ("a.xml", "\n<feed>", Kind::Feed),
            ("a.txt", "<rss version='2.0'>", Kind::Feed),
            ("a.txt", "<!-- made by hand -->\n<feed xmlns='x'>", Kind::Feed),
            ("a", "<rdf:RDF xmlns='x'>", Kind::Feed),
            ("a.xml", "words", Kind::Feed),
            ("a.txt", "<feedback> was the word", Kind::Text),
            ("a.txt", "<3 the harbour", Kind::Text),
            ("a.txt", "<!-- never closed", Kind::Text),
            ("a.md", "<b>words</b>", Kind::Markdown),
        ] {
            assert_eq!(of(name, text), expected, "{text}");
        }
    }
}
