//! Words inside a Markdown block: escaped, so that no text becomes markup, and with the
//! links and emphasis that the bundle says are there (CommonMark 0.31).

use super::web;
use crate::bundle::{Span, SpanKind};

/// A text whose stretches are asked for in code points.
pub(super) struct Letters(Vec<char>);

impl Letters {
    pub(super) fn of(text: &str) -> Self {
        Self(text.chars().collect())
    }

    /// The words between two code points; what is outside the text is not there.
    pub(super) fn slice(&self, start: usize, end: usize) -> String {
        let end = end.min(self.0.len());
        self.0.get(start.min(end)..end).unwrap_or_default().iter().collect()
    }

    /// Narrows a range until it neither begins nor ends with white space.
    fn trimmed(&self, mut start: usize, mut end: usize) -> (usize, usize) {
        end = end.min(self.0.len());
        let blank = |at: usize| self.0.get(at).is_some_and(|c| c.is_whitespace());
        while start < end && blank(start) {
            start += 1;
        }
        while start < end && blank(end - 1) {
            end -= 1;
        }
        (start, end)
    }

    /// True if asterisks around a stretch would be read as emphasis: not where a sign
    /// inside meets a letter outside.
    fn flanks(&self, start: usize, end: usize) -> bool {
        let letter = |at: Option<usize>| {
            at.and_then(|at| self.0.get(at)).is_some_and(|c| c.is_alphanumeric())
        };
        (letter(Some(start)) || !letter(start.checked_sub(1)))
            && (letter(end.checked_sub(1)) || !letter(Some(end)))
    }

    /// A stretch as Markdown. Spans that cross others or lie outside are left out.
    pub(super) fn marked(&self, start: usize, end: usize, spans: &[Span]) -> String {
        let mut out = String::new();
        let mut at = start;
        // Open spans: where each ends, and what closes it.
        let mut open: Vec<(usize, String)> = Vec::new();
        let mut in_link = 0_usize;
        for span in spans {
            let (from, to) = self.trimmed(span.start, span.end);
            if from >= to || from < at || to > end {
                continue;
            }
            while let Some((until, close)) = open.pop_if(|(until, _)| *until <= from) {
                self.flow(at, until, &close, &mut out, &mut in_link);
                at = until;
            }
            if open.last().is_some_and(|&(until, _)| to > until) {
                continue;
            }
            let (begin, close) = match span.kind {
                SpanKind::Code => {
                    out += &escaped(&self.slice(at, from));
                    out += &code(&self.slice(from, to));
                    at = to;
                    continue;
                }
                SpanKind::Emphasis | SpanKind::Strong if !self.flanks(from, to) => continue,
                SpanKind::Emphasis => ("*", "*".to_owned()),
                SpanKind::Strong => ("**", "**".to_owned()),
                SpanKind::Link => match web(span.href.as_deref()).or_else(|| mail(span)) {
                    Some(href) if in_link == 0 => ("[", format!("]({})", address(href))),
                    _ => continue,
                },
            };
            in_link += usize::from(begin == "[");
            out += &escaped(&self.slice(at, from));
            if begin == "[" && out.ends_with('!') {
                out.insert(out.len() - 1, '\\'); // else it would be a picture
            }
            out += begin;
            open.push((to, close));
            at = from;
        }
        while let Some((until, close)) = open.pop() {
            self.flow(at, until, &close, &mut out, &mut in_link);
            at = until.max(at);
        }
        out += &escaped(&self.slice(at, end));
        guarded(&out)
    }

    fn flow(&self, at: usize, until: usize, close: &str, out: &mut String, in_link: &mut usize) {
        out.push_str(&escaped(&self.slice(at, until)));
        out.push_str(close);
        *in_link -= usize::from(close.starts_with(']')).min(*in_link);
    }
}

fn mail(span: &Span) -> Option<&str> {
    span.href.as_deref().filter(|href| {
        href.get(..7).is_some_and(|begin| begin.eq_ignore_ascii_case("mailto:"))
            && !href.contains(|c: char| c.is_whitespace() || c.is_control() || "<>".contains(c))
    })
}

/// An address between angle brackets, where parentheses mean nothing.
pub(super) fn address(href: &str) -> String {
    format!("<{}>", href.replace('\\', "%5C"))
}

/// Words on one line, or several, none of which can begin or hold markup.
pub(super) fn line(words: &str) -> String {
    guarded(&escaped(words))
}

/// Escapes every sign that means something inside a line.
fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        if "\\`*_[]<>&~|$#".contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// Escapes what means something at the beginning of a line (headings, lists, rules, code by
/// indentation), and keeps line breaks.
fn guarded(words: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in words.split('\n').map(str::trim) {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let after = line.get(digits..).unwrap_or_default();
        if line.starts_with(['+', '-', '=', ':']) {
            lines.push(format!("\\{line}"));
        } else if digits > 0 && after.starts_with(['.', ')']) {
            lines.push(format!("{}\\{after}", line.get(..digits).unwrap_or_default()));
        } else if !line.is_empty() {
            lines.push(line.to_owned());
        }
    }
    lines.join("\\\n")
}

/// Code on one line, between more backticks than it holds in a row.
fn code(words: &str) -> String {
    let fence = "`".repeat(longest_run(words) + 1);
    let words = words.replace('\n', " ");
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{words}{pad}{fence}")
}

/// The most backticks in a row.
pub(super) fn longest_run(words: &str) -> usize {
    words.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (words, expected) in [
            ("# no *heading*", "\\# no \\*heading\\*"),
            ("1. not a list", "1\\. not a list"),
            ("- a\n  - b", "\\- a\\\n\\- b"),
            ("<b>&amp;", "\\<b\\>\\&amp;"),
            ("a\\b [x](y)", "a\\\\b \\[x\\](y)"),
            ("1998 was", "1998 was"),
        ] {
            assert_eq!(line(words), expected, "{words}");
        }
    }

    #[test]
    fn spans_nest_and_never_cross() {
        let span = |kind, start, end| Span { kind, start, end, href: None };
        let link = |start, end, href: &str| Span {
            kind: SpanKind::Link,
            start,
            end,
            href: Some(href.to_owned()),
        };
        let letters = Letters::of("🕊 Ilse `Aamot` wrote");
        for (spans, expected) in [
            (vec![span(SpanKind::Emphasis, 2, 7)], "🕊 *Ilse* \\`Aamot\\` wrote"),
            (vec![span(SpanKind::Code, 7, 14)], "🕊 Ilse `` `Aamot` `` wrote"),
            (
                vec![link(2, 14, "https://e.org/(a)"), span(SpanKind::Strong, 2, 6)],
                "🕊 [**Ilse** \\`Aamot\\`](<https://e.org/(a)>) wrote",
            ),
            (vec![link(2, 6, "javascript:x")], "🕊 Ilse \\`Aamot\\` wrote"),
            (
                vec![span(SpanKind::Strong, 2, 6), span(SpanKind::Emphasis, 4, 14)],
                "🕊 **Ilse** \\`Aamot\\` wrote",
            ),
            (vec![span(SpanKind::Strong, 7, 90)], "🕊 Ilse **\\`Aamot\\` wrote**"),
        ] {
            assert_eq!(letters.marked(0, 20, &spans), expected, "{spans:?}");
        }
    }
}
