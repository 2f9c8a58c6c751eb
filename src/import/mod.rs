//! Other formats to bundles, and the one door every input comes in by: a dropped file, a
//! picked one, a fetched address, and the files given to the command.
//!
//! Content decides first, the name only where content cannot. It must not fetch anything
//! nor touch the DOM or the disk: whoever calls brings name and bytes. An input it cannot
//! open ends in a fault that says what it is and what to do, never in a guess.

pub(crate) mod address;
mod annotated;
mod cast;
mod chrome;
mod composition;
mod date_line;
mod decode;
#[cfg(test)]
mod disorder_tests;
mod feed;
mod feed_date;
mod front_matter;
mod gathering;
pub mod html;
mod json;
mod kind;
mod lines;
mod markdown;
mod merge;
mod ninjs;
mod paragraphs;
mod report;
mod several;
mod shape;
pub mod text;
mod timeline;

pub use merge::{Merger, merge};
pub use report::checked;
pub use several::{File, companions, open_all, open_together};

use crate::annotate::link;
use crate::bundle::{self, Bundle, Fault, Reading, Severity};
use kind::{Kind, Record};

/// What can be opened, for remedies.
const REMEDY: &str = "Open a bundle, a feed, a web page (.html), Markdown, a text (.txt), or \
                      what an annotation tool wrote; save the text of anything else as .txt.";

/// A decoded text and where it came from: what every importer reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'s> {
    /// File name, path or address: gives an article its id where nothing else does.
    pub(crate) name: &'s str,
    /// The text without a byte order mark; line ends as they are in the file.
    pub(crate) text: &'s str,
}

/// Opens an input of any kind. `name` is a file name, a path or an address: its last part
/// gives a text its id, and its extension decides where the content does not.
///
/// # Errors
/// A fatal fault that names the kind of file and the remedy. Anything less is listed in
/// the reading.
pub fn open(name: &str, bytes: &[u8]) -> Result<Reading, Fault> {
    let mut reading = open_apart(name, bytes)?;
    link::settle(&mut reading.bundle);
    Ok(reading)
}

/// As `open`, but entities that `dateline annotate` found wait in their articles until
/// `link::settle` joins them: for who opens several parts of one collection.
///
/// # Errors
/// As `open`.
pub fn open_apart(name: &str, bytes: &[u8]) -> Result<Reading, Fault> {
    let text = decoded(bytes)?;
    let source = Source { name, text: &text };
    match kind::of(name, &text) {
        Kind::Bundle => bundle::read_with(&text, html::fragment),
        Kind::Text => plain(&source),
        Kind::Html => html::page::read(&source),
        Kind::Feed => feed::read(&source),
        Kind::Markdown => markdown::read(&source),
        Kind::Lines => lines::read(&source),
        Kind::Brat => Err(annotated::brat::alone(name)),
        Kind::Foreign(Record::Web) => Err(annotated::web::alone(name)),
        Kind::Foreign(Record::Timeline) => timeline::read(&source),
        Kind::Foreign(Record::Ninjs) => ninjs::read(&source),
        Kind::Foreign(kind) => lines::read_values(&source, kind),
        Kind::Unknown(extension) => {
            let what = format!("Files of the kind “.{extension}” cannot be opened yet.");
            Err(Fault::new(Severity::Fatal, what, REMEDY))
        }
    }
}

/// Opens what needs no importer: bundles and JSON Feeds in UTF-8. `None` is for `open` to
/// read or to refuse, as is a reading that wants HTML. A program that calls only this stays
/// small: texts alone would be five kilobytes of its download.
pub fn open_bundle(name: &str, bytes: &[u8]) -> Option<Result<Reading, Fault>> {
    // A zero byte is a sign of UTF-16, of which `open` knows how to speak.
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    is_bundle(name, text).then(|| bundle::read(text))
}

/// True if a text that came under this name is a bundle or a JSON Feed, or JSON that nothing
/// else claims: `bundle::read` reads it, or knows how to refuse it.
pub fn is_bundle(name: &str, text: &str) -> bool {
    kind::of(name, text) == Kind::Bundle
}

fn decoded(bytes: &[u8]) -> Result<std::borrow::Cow<'_, str>, Fault> {
    if let Some(kind) = decode::foreign_kind(bytes) {
        return Err(Fault::new(Severity::Fatal, format!("This is {kind}."), REMEDY));
    }
    decode::text_of(bytes)
}

fn plain(source: &Source<'_>) -> Result<Reading, Fault> {
    let (article, mut faults) = text::article(source.name, source.text);
    if let Some(fatal) = faults.iter().position(|fault| fault.severity == Severity::Fatal) {
        return Err(faults.swap_remove(fatal));
    }
    let mut bundle = Bundle::new(article.headline());
    bundle.items.push(article);
    Ok(Reading { bundle, faults, wants_html: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What became of an input, as one line.
    fn told(name: &str, bytes: &[u8]) -> String {
        match open(name, bytes) {
            Err(fault) => {
                assert_eq!(fault.severity, Severity::Fatal);
                assert!(!fault.remedy.is_empty());
                let at = fault.place.map(|place| format!("{place}: ")).unwrap_or_default();
                format!("refused: {at}{}", fault.what)
            }
            Ok(reading) => {
                let ids: Vec<_> = reading.bundle.items.iter().map(|a| a.id.as_str()).collect();
                format!("{}: {}", reading.bundle.title, ids.join(" "))
            }
        }
    }

    #[test]
    fn the_plain_door_opens_bundles_as_the_other_and_leaves_it_the_rest() {
        let feed = r#"{"title":"Feed","items":[{"id":"a","content_text":"x"},7]}"#;
        let marked = format!("\u{feff}{feed}");
        for (name, bytes, ours) in [
            ("a.txt", feed.as_bytes(), true),
            ("a", marked.as_bytes(), true),
            ("a.json", b"{", true),
            ("a.json", b"{\0\"\0", false),
            ("a.json", b"\xff\xfe{\0}\0", false),
            ("a.txt", b"Quay\n\nIt is.", false),
            ("a.html", b"<p>x", false),
            ("a.txt", b"\xff", false),
            ("a.pdf", b"%PDF", false),
        ] {
            let plain = open_bundle(name, bytes);
            assert_eq!(plain.is_some(), ours, "{name} {bytes:?}");
            assert!(plain.is_none_or(|reading| reading == open(name, bytes)), "{name}");
        }
    }

    #[test]
    fn content_decides_before_the_name() {
        const FEED: &[u8] =
            b" \n{\"title\":\"Feed\",\"items\":[{\"id\":\"a\",\"content_text\":\"x\"}]}";
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            let turn = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(turn).collect()
        };
        for (name, bytes, expected) in [
            ("feed.json", FEED, "Feed: a"),
            ("feed.txt", FEED, "Feed: a"),
            ("feed", FEED, "Feed: a"),
            ("feed.json", &[b"\xef\xbb\xbf", FEED].concat(), "Feed: a"),
            ("The Quay.txt", b"Quay opens\n\nIt opened.", "Quay opens: the-quay"),
            ("notes", b"\xef\xbb\xbfQuay opens\r\n\r\nIt opened.", "Quay opens: notes"),
            ("a.b 1.2", b"Quay opens\n\nIt opened.", "Quay opens: a-b-1-2"),
            ("https://example.org/n/quay.text?x=1.json#y", b"Quay\n\nIt is.", "Quay: quay"),
            ("u.txt", &utf16("Käy\n\nEs öffnet. 🕊", false), "Käy: u"),
            ("u.txt", &utf16("Käy\n\nEs öffnet. 🕊", true), "Käy: u"),
            ("n.txt", b"[Updated] Quay opens\n\nIt opened.", "[Updated] Quay opens: n"),
            (
                "n.json",
                b"plain",
                "refused: line 1, column 1: This is not valid JSON: expected value.",
            ),
            ("n.json", b"[1]", "refused: line 1, column 1: This is JSON, but not an object."),
            ("n.txt", b"", "refused: The file is empty."),
            ("n.txt", b"\xef\xbb\xbf \r\n", "refused: The file is empty."),
            ("n.html", b"\n<!DOCTYPE HTML><p>x", "x: n"),
            ("n.txt", b"<html lang=en>", "refused: This web page holds no text."),
            ("n.htm", b"words", "words: n"),
            (
                "n.mht",
                b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
                "refused: This is a web page packed in one file (MHTML).",
            ),
            (
                "n",
                b"<?xml version='1.0'?>",
                "refused: line 1, column 1: This looks like XML, but there is no element in it.",
            ),
            (
                "n.xml",
                b"<?xml version='1.0'?>\n<opml/>",
                "refused: line 2, column 1: This is XML, but no feed: it holds <opml>.",
            ),
            (
                "n",
                b"<rss><channel><item><title>Quay</title></item></channel></rss>",
                "Untitled: item-1",
            ),
            ("n.md", b"# Quay", "Quay: n"),
            ("n.txt", b"\x1f\x8b\x08\x00", "refused: This is a file packed with gzip."),
            (
                "n.txt",
                b"PK\x03\x04rest",
                "refused: This is a zip file (or a document that is one inside, such as .docx, .odt or .epub).",
            ),
            ("n", b"%PDF-1.7", "refused: This is a PDF."),
            ("n.txt", b"{\\rtf1", "refused: This is a Rich Text (.rtf) document."),
            (
                "n.txt",
                b"a\nb\xff",
                "refused: line 2, column 2: This is not UTF-8: the byte 0xFF at offset 3 stands for no character there.",
            ),
            (
                "n.txt",
                b"a\xe2\x80",
                "refused: line 1, column 2: The file ends in the middle of a character, at offset 1.",
            ),
            (
                "n.txt",
                b"\xff\xfea\0b",
                "refused: line 1, column 2: The file ends in the middle of a character, at offset 4.",
            ),
            (
                "n.txt",
                b"\xff\xfea\0\x00\xd8b\0",
                "refused: line 1, column 2: This is not UTF-16: half of a character stands alone at offset 4.",
            ),
            (
                "n.txt",
                b"a\0b\0",
                "refused: line 1, column 2: This is not a text: it holds a zero byte at offset 1.",
            ),
        ] {
            assert_eq!(told(name, bytes), expected, "{name}");
        }
    }
}
