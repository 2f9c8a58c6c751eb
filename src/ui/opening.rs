//! What files are called while they are opened.
//!
//! It must not open them: that is the archive's work, or the importers'.

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

    #[test]
    fn a_packed_file_is_named_after_what_it_holds() {
        let name = |name: &str, bytes: &[u8]| unpacked_name(name.to_owned(), bytes);
        assert_eq!(name("a.txt.gz", b"\x1f\x8b\x08"), "a.txt");
        assert_eq!(name("a.txt.gz", b"not packed"), "a.txt.gz");
        assert_eq!(name("a.json", b"\x1f\x8b\x08"), "a.json");
    }
}
