//! How files become a collection: what the viewer opens itself, and what it leaves to the
//! importers, which are a download of their own.

use crate::bundle::{Fault, Reading, Severity};
use crate::import;

/// Opens files (names with bytes) if they are one that needs no importer. `None` is for the
/// importers to open.
pub fn here(files: &[(String, Vec<u8>)]) -> Option<Result<Reading, Fault>> {
    let [(name, bytes)] = files else { return None };
    let opened = import::open_bundle(name, bytes)?;
    let wants_html = opened.as_ref().is_ok_and(|reading| reading.wants_html);
    (!wants_html).then_some(opened)
}

/// Reads the bundle that the importers made, and adds what they had to say.
///
/// # Errors
/// A fatal fault if they made no bundle, which would be a fault of ours.
pub fn imported(json: &[u8], faults: Vec<Fault>) -> Result<Reading, Fault> {
    let text = std::str::from_utf8(json).map_err(|_| {
        Fault::new(Severity::Fatal, "The importers made no text.", "Please report this.")
    })?;
    let mut reading = crate::bundle::read(text)?;
    // Faults of what the importers wrote would name places in a file that nobody has.
    reading.faults = faults;
    Ok(reading)
}

/// What files are called while they are opened.
pub fn name_of(first: &str, count: usize) -> String {
    if count > 1 { format!("{first} + {}", count - 1) } else { first.to_owned() }
}

/// The name of what a packed file holds: the kind of a file may hang on it.
pub fn unpacked_name(name: String, bytes: &[u8]) -> String {
    let packed = bytes.starts_with(b"\x1f\x8b");
    match name.strip_suffix(".gz").filter(|_| packed) {
        Some(inner) => inner.to_owned(),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who opens it, in a word.
    fn opener(files: &[(&str, &str)]) -> &'static str {
        let files: Vec<_> = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
            .collect();
        match here(&files) {
            Some(Ok(_)) => "viewer",
            Some(Err(_)) => "nobody",
            None => "importers",
        }
    }

    #[test]
    fn only_what_needs_an_importer_goes_there() {
        let item = |member: &str| format!("{{\"items\":[{{\"id\":\"a\",{member}}}]}}");
        for (files, expected) in [
            (vec![("a.json", item("\"content_text\":\"x\"").as_str())], "viewer"),
            (vec![("a.json", item("\"content_html\":\"<p>x\"").as_str())], "importers"),
            (vec![("a.txt", "Title\n\nText.")], "importers"),
            (vec![("a.txt", "Title\n\nText."), ("b.txt", "Other\n\nText.")], "importers"),
            (vec![("a.html", "<p>x</p>")], "importers"),
            (vec![("a.txt", "x\0")], "importers"),
            (vec![("a.json", "{")], "nobody"),
        ] {
            assert_eq!(opener(&files), expected, "{files:?}");
        }
    }

    #[test]
    fn a_packed_file_is_named_after_what_it_holds() {
        let name = |name: &str, bytes: &[u8]| unpacked_name(name.to_owned(), bytes);
        assert_eq!(name("a.txt.gz", b"\x1f\x8b\x08"), "a.txt");
        assert_eq!(name("a.txt.gz", b"not packed"), "a.txt.gz");
        assert_eq!(name("a.json", b"\x1f\x8b\x08"), "a.json");
    }
}
