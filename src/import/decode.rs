//! From bytes to text: UTF-8, or UTF-16 that says so, and nothing that has to be guessed.
//!
//! It must not replace a byte it does not understand: a wrong letter in an archive is
//! worse than a file that has to be saved again.

use crate::bundle::place::Place;
use crate::bundle::{Fault, Severity};
use std::borrow::Cow;

/// First bytes of kinds of file that people take for texts, with what they are.
const KINDS: [(&[u8], &str); 8] = [
    (b"\x1f\x8b", "a file packed with gzip"),
    (b"\x28\xb5\x2f\xfd", "a file packed with Zstandard"),
    (b"PK\x03\x04", "a zip file (or a document that is one inside, such as .docx, .odt or .epub)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a Rich Text (.rtf) document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc or .xls)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
];

const SAVE_AS_UTF8: &str =
    "Save it as UTF-8 (most editors offer that under “Save as”) and open it again.";

/// What a file is, in words, if its first bytes show that it is no text.
pub(super) fn foreign_kind(bytes: &[u8]) -> Option<&'static str> {
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, kind)| kind)
}

/// The text of a file without its byte order mark.
///
/// # Errors
/// A fatal fault with line, column and byte offset where the bytes are no text.
pub(super) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        _ => match utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(fault) => Cow::Owned(western(bytes).ok_or(fault)?),
        },
    };
    match text.find('\0') {
        None => Ok(text),
        Some(at) => {
            let what = format!("This is not a text: it holds a zero byte at offset {at}.");
            let remedy = "If it is a text in UTF-16, save it as UTF-8; \
                          otherwise open a text or a bundle.";
            Err(refused(&text, at, what, remedy))
        }
    }
}

/// The text of markup that is not UTF-8 and declares itself to be in one of the encodings of
/// Western Europe that are one byte a letter. As in browsers, ISO-8859-1 is read as
/// windows-1252 (<https://encoding.spec.whatwg.org/#names-and-labels>).
fn western(bytes: &[u8]) -> Option<String> {
    const NAMES: [&str; 6] =
        ["iso-8859-1", "iso8859-1", "latin1", "us-ascii", "windows-1252", "cp1252"];
    /// 0x80 to 0x9F; what stands for no character is itself.
    const OWN: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let name = declared(bytes)?;
    let letter = |&byte: &u8| match byte {
        0x80..=0x9F => OWN.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        byte => char::from(byte),
    };
    NAMES.contains(&name.as_str()).then(|| bytes.iter().map(letter).collect())
}

/// The encoding that markup names in its XML declaration or in a `<meta>`, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    const LONGEST: usize = 1024; // bytes: so far browsers look for a `<meta>`
    let head: String = bytes.iter().take(LONGEST).map(|&byte| char::from(byte)).collect();
    let head = head.trim_start().to_ascii_lowercase();
    let (within, member) = match head.strip_prefix("<?xml") {
        Some(declaration) => (declaration.split("?>").next()?, "encoding"),
        None if head.starts_with('<') => (head.split_once("<meta")?.1, "charset"),
        None => return None,
    };
    // `charset` may be an attribute, or stand in the one that says what a server would.
    within.match_indices(member).find_map(|(at, _)| {
        let value = within.get(at + member.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let ends = |c: char| matches!(c, '"' | '\'' | ';' | '>' | '/') || c.is_whitespace();
        value.split(ends).next().filter(|name| !name.is_empty()).map(str::to_owned)
    })
}

fn utf8(bytes: &[u8]) -> Result<&str, Fault> {
    let skipped = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let bytes = &bytes[skipped..];
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let before = std::str::from_utf8(&bytes[..at]).unwrap_or_default();
        match error.error_len() {
            None => cut_off(before, at + skipped),
            Some(_) => {
                let what = format!(
                    "This is not UTF-8: the byte 0x{:02X} at offset {} stands for no character there.",
                    bytes[at],
                    at + skipped
                );
                refused(before, at, what, SAVE_AS_UTF8)
            }
        }
    })
}

/// Decodes what follows a UTF-16 byte order mark.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Fault> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut at = 2;
    for decoded in char::decode_utf16(pairs.iter().copied().map(unit)) {
        let Ok(c) = decoded else {
            let what =
                format!("This is not UTF-16: half of a character stands alone at offset {at}.");
            return Err(refused(&text, text.len(), what, SAVE_AS_UTF8));
        };
        at += 2 * c.len_utf16();
        text.push(c);
    }
    if rest.is_empty() { Ok(text) } else { Err(cut_off(&text, at)) }
}

/// `offset` counts bytes of the file, `before` is what could be read of it.
fn cut_off(before: &str, offset: usize) -> Fault {
    let what = format!("The file ends in the middle of a character, at offset {offset}.");
    let remedy = "It may have been cut off on its way, or be in another encoding: \
                  fetch it again, or save it as UTF-8.";
    refused(before, before.len(), what, remedy)
}

fn refused(text: &str, at: usize, what: String, remedy: &str) -> Fault {
    Fault::new(Severity::Fatal, what, remedy).in_place(Place::of_offset(text, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_may_declare_an_encoding_of_one_byte_a_letter() {
        for (bytes, expected) in [
            (&b"<?xml version='1.0' encoding='ISO-8859-1'?><a>K\xe4y</a>"[..], "Käy"),
            (b"<?xml version=\"1.0\" encoding=\"windows-1252\"?>\x93K\x80\x94", "“K€”"),
            (b"<?xml version='1.0' encoding = 'latin1' ?>\xff", "ÿ"),
            (b"<?xml version='1.0' encoding='ISO-8859-1'?>K\xc3\xa4y", "Käy"),
            (b"<?xml version='1.0' encoding='Shift_JIS'?>\x83", "-"),
            (b"<?xml version='1.0'?>\xe4", "-"),
            (b"<p>encoding='latin1'\xe4", "-"),
            (b"\xe4 encoding='latin1'", "-"),
            (b"<!doctype html><meta charset=windows-1252><p>caf\xe9", "café"),
            (b"<html><head><META CHARSET='ISO-8859-1'/><p>caf\xe9", "café"),
            (
                b"<html><meta name=a><meta http-equiv=content-type content=\"text/html; charset=latin1\">\xe9",
                "é",
            ),
            (b"<html><meta charset=utf-8><p>caf\xe9", "-"),
            (b"<html><meta charset=\"\"><p>caf\xe9", "-"),
            (b"meta charset=latin1 \xe9", "-"),
        ] {
            let found = text_of(bytes);
            let is_right = match &found {
                Ok(text) => text.contains(expected),
                Err(_) => expected == "-",
            };
            assert!(is_right, "{expected}: {found:?}");
        }
    }
}
