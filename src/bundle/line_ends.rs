//! Line ends of other systems: CR LF, and the single CR of old, become LF.
//!
//! Offsets count the text as it stands in the file, so where a CR goes, what was written is
//! kept until marks and blocks are read. It must not touch any other character.

/// A text as it was written, where turning its line ends made it shorter.
pub(crate) struct Written {
    text: String,
    removed: Vec<usize>,
}

impl Written {
    /// The text with its CRs.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// UTF-8 offsets of the CRs that went, in the text as written.
    pub(crate) fn removed(&self) -> &[usize] {
        &self.removed
    }
}

/// Turns all line ends into LF. The second answer is there if the text became shorter.
pub(crate) fn to_lf(text: String) -> (String, Option<Written>) {
    if !text.contains('\r') {
        return (text, None);
    }
    let (mut lf, mut removed) = (String::with_capacity(text.len()), Vec::new());
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\r' if letters.next_if(|next| next.1 == '\n').is_some() => {
                removed.push(at);
                lf.push('\n');
            }
            '\r' => lf.push('\n'),
            other => lf.push(other),
        }
    }
    let written = (!removed.is_empty()).then_some(Written { text, removed });
    (lf, written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_lf_and_nothing_else_changes() {
        for (text, expected, removed) in [
            ("a\nb", "a\nb", None),
            ("a\r\nb\r\n\r\nc", "a\nb\n\nc", Some(vec![1, 4, 6])),
            ("a\rb", "a\nb", None),
            ("é\r\r\n", "é\n\n", Some(vec![3])),
            ("", "", None),
        ] {
            let (lf, written) = to_lf(text.to_owned());
            assert_eq!(lf, expected, "{text:?}");
            assert_eq!(written.map(|written| written.removed), removed, "{text:?}");
        }
    }
}
