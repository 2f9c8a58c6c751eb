//! What kind of file an input is.
//!
//! Content decides first, the name only where content cannot. It must not read further
//! into a file than it takes to tell, and it never refuses: what nothing else claims is a
//! plain text, unless its name says otherwise.

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
    /// A file whose extension nobody here knows, and whose content says nothing.
    Unknown(String),
}

/// The kind of a decoded text that came under this name.
pub(super) fn of(name: &str, text: &str) -> Kind {
    let start = text.trim_start();
    let extension = text::extension(name).unwrap_or_default();
    let named_text = matches!(extension.as_str(), "txt" | "text");
    if looks_like_json(start, named_text) || extension == "json" {
        return Kind::Bundle;
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
        || matches!(extension, "html" | "htm" | "xhtml")
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
