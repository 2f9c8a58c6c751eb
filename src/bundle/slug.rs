//! Ids made from words.

/// Letters and digits of ASCII in lower case, the rest as single hyphens; at most `longest`
/// bytes. Empty if there are none.
pub fn slug(words: &str, longest: usize) -> String {
    let mut id = String::new();
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
        if id.len() >= longest {
            break;
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_and_digits_of_ascii_stay() {
        for (words, longest, expected) in [
            ("Ilse Aamot", 60, "ilse-aamot"),
            (" — G7/“Quay” ", 60, "g7-quay"),
            ("Käy", 60, "k-y"),
            ("abc def", 4, "abc"),
            ("وردل", 60, ""),
        ] {
            assert_eq!(slug(words, longest), expected, "{words}");
        }
    }
}
