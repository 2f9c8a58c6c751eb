//! Sentences with brackets in them. It knows nothing of what the brackets mean.

use std::ops::Range;

/// A sentence and what stood in brackets.
#[derive(Debug)]
pub(crate) struct Bracketed {
    /// The sentence without the brackets, and without what follows `|` in them.
    pub(crate) text: String,
    /// For every bracket the UTF-8 bytes of `text` and its whole content.
    pub(crate) spans: Vec<(Range<usize>, String)>,
}

impl Bracketed {
    /// Reads a sentence; brackets do not nest and are not empty.
    pub(crate) fn read(line: &str) -> Result<Self, String> {
        let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), line);
        while let Some(open) = rest.find('[') {
            text.push_str(&rest[..open]);
            let inside = &rest[open + 1..];
            let close = inside.find(']').ok_or("a bracket is not closed")?;
            let content = &inside[..close];
            let shown = content.split('|').next().unwrap_or_default();
            if shown.is_empty() || content.contains('[') {
                return Err("a bracket holds nothing, or another one".to_owned());
            }
            let start = text.len();
            text.push_str(shown);
            spans.push((start..text.len(), content.to_owned()));
            rest = &inside[close + 1..];
        }
        text.push_str(rest);
        if text.contains(']') {
            return Err("a bracket is not opened".to_owned());
        }
        Ok(Self { text, spans })
    }
}

/// The same notation the other way: a text with brackets around some ranges, in order, and
/// `|` and a label in each that has one.
pub(crate) fn bracket(text: &str, spans: &[(Range<usize>, String)]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (range, label) in spans {
        out.push_str(&text[at..range.start]);
        out.push('[');
        out.push_str(&text[range.clone()]);
        if !label.is_empty() {
            out.push('|');
            out.push_str(label);
        }
        out.push(']');
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
