//! The texts of feeds: plain, HTML in disguise, or markup, each by what it says it is, and
//! where nothing is said, by what it looks like.
//!
//! It must not hand markup on as text nor take a sign of less-than for a tag: only the
//! elements that writers of feeds really use make a text HTML.

use super::xml::Element;
use crate::bundle::blocks::Rich;
use crate::import::html;

/// Elements that show that a text is HTML.
#[rustfmt::skip] // a table to be read, not a column
const TAGS: [&str; 65] = [
    "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote",
    "br", "center", "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
    "figure", "figcaption", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "i", "iframe", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp",
    "script", "section", "small", "span", "strike", "strong", "style", "sub", "sup", "svg",
    "table", "td", "tr", "tt", "u", "ul", "video",
];

/// What a text of a feed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Characters that mean themselves.
    Plain,
    /// HTML.
    Html,
    /// Not said: RSS never says.
    Unsaid,
    /// No text: a picture, a document.
    Foreign,
}

/// The form an element says it has (`type`, and in Atom 0.3 `mode`).
pub(super) fn form(element: &Element, unsaid: Form) -> Form {
    if element.is_markup {
        return Form::Html;
    }
    let kind = element.attribute("type").map(str::to_ascii_lowercase);
    match kind.as_deref().map(|kind| kind.split(';').next().unwrap_or(kind).trim()) {
        None => unsaid,
        Some("text" | "plain") => Form::Plain,
        Some("text/plain") => unsaid,
        Some("html" | "xhtml" | "text/html" | "application/xhtml+xml") => Form::Html,
        Some(kind) if kind.starts_with("text/") => Form::Plain,
        Some(_) => Form::Foreign,
    }
}

/// A text read: what is shown, and the HTML it was, if it was.
pub(super) struct Read {
    /// The canonical text and its structure.
    pub(super) rich: Rich,
    /// The HTML as it stood in the feed.
    pub(super) html: Option<String>,
}

/// Reads a text in full.
pub(super) fn full(text: &str, form: Form, base: Option<&str>) -> Read {
    if form == Form::Html || (form == Form::Unsaid && looks_like_html(text)) {
        return Read { rich: html::fragment(text, base), html: Some(text.to_owned()) };
    }
    let paragraphs: Vec<String> = text
        .split('\n')
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .split(|line| line.is_empty())
        .filter(|lines| !lines.is_empty())
        .map(|lines| lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n"))
        .collect();
    Read { rich: Rich { text: paragraphs.join("\n\n"), blocks: Vec::new() }, html: None }
}

/// Reads a text as one line without markup: a title, a name, a subject.
pub(super) fn line(element: &Element, unsaid: Form) -> Option<String> {
    let text = element.words()?;
    let read = match form(element, unsaid) {
        Form::Plain | Form::Foreign => text.to_owned(),
        Form::Unsaid if !has_tags(text) => html::fragment(&escaped_tags(text), None).text,
        Form::Html | Form::Unsaid => html::fragment(text, None).text,
    };
    let words: Vec<&str> = read.split_ascii_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Reads a text without its markup, paragraphs kept.
pub(super) fn plain(element: &Element, unsaid: Form) -> Option<String> {
    let text = full(element.words()?, form(element, unsaid), None).rich.text;
    (!text.is_empty()).then_some(text)
}

/// A text whose tags are none: its references still count.
fn escaped_tags(text: &str) -> String {
    text.replace('<', "&lt;")
}

/// True if a text without a declared form is HTML.
fn looks_like_html(text: &str) -> bool {
    has_tags(text) || has_references(text)
}

fn has_tags(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let length = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let name = rest[..length].to_ascii_lowercase();
        TAGS.contains(&name.as_str())
            && rest[length..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
    })
}

fn has_references(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let rest = &text[at + 1..];
        let length =
            rest.bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        length > 1 && rest[length..].starts_with(';')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str, unsaid: Form) -> String {
        let element = Element { text: text.to_owned(), ..Element::default() };
        line(&element, unsaid).unwrap_or_default()
    }

    #[test]
    fn titles_lose_markup_and_nothing_else() {
        for (written, expected) in [
            ("Rope &amp; chain", "Rope & chain"),
            ("Rope & chain", "Rope & chain"),
            ("The <i>Petrel</i>\n is <b>back</b>", "The Petrel is back"),
            ("Vec<u8> and a < b", "Vec<u8> and a < b"),
            ("Tides &#8211; what&#x2019;s next", "Tides – what’s next"),
            ("<3 the harbour", "<3 the harbour"),
            ("  ", ""),
        ] {
            assert_eq!(title(written, Form::Unsaid), expected, "{written}");
        }
        assert_eq!(title("&lt;b> & <i>", Form::Plain), "&lt;b> & <i>");
    }

    #[test]
    fn a_text_without_tags_keeps_its_paragraphs() {
        let read = full("One.\n\n  Two\nlines.\n \nThree.", Form::Unsaid, None);
        assert_eq!((read.rich.text.as_str(), read.html), ("One.\n\nTwo\nlines.\n\nThree.", None));
        let read = full("One.<br/>Two", Form::Unsaid, None);
        assert_eq!(read.html.as_deref(), Some("One.<br/>Two"));
    }
}
