//! What files are called while they are opened.
//!
//! It must not open them: that is the archive's work, or the importers'.

/// What files are called while they are opened.
pub fn name_of(first: &str, count: usize) -> String {
    if count > 1 { format!("{first} + {}", count - 1) } else { first.to_owned() }
}

/// The name of what a packed file holds: the kind of a file may hang on it.
pub fn unpacked_name(name: String, packed: bool) -> String {
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
        let name = |name: &str, packed| unpacked_name(name.to_owned(), packed);
        assert_eq!(name("a.txt.gz", true), "a.txt");
        assert_eq!(name("a.txt.gz", false), "a.txt.gz");
        assert_eq!(name("a.json", true), "a.json");
    }
}
