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
        || matches!(extension, "html" | "htm" | "xhtml" | "mht" | "mhtml")
    {
        Some(Kind::Html)
    } else if ["<?xml", "<rss", "<feed"].into_iter().any(begins)
        || matches!(extension, "xml" | "rss" | "atom")
    {
        Some(Kind::Feed)
    } else {
        None
    }
}
