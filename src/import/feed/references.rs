//! References to characters: XML's five names, numbers, and HTML's names, which feeds use
//! all the same.
//!
//! It must not expand what a file declares for itself, nor drop what it does not know.

use super::remarks::{Remark, Remarks};

/// Characters written so that HTML reads them back.
pub(super) fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The value of an attribute, its references decoded.
pub(super) fn all(raw: &str, offset: usize, remarks: &mut Remarks) -> String {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        value.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
        if name > 0 && rest[name..].starts_with(';') {
            value.push_str(&decoded(&rest[..name], offset, remarks));
            rest = &rest[name + 1..];
        } else {
            value.push('&');
        }
    }
    value.push_str(rest);
    value
}

/// What a reference stands for. XML knows five names; HTML's are common in feeds all the
/// same. What nobody knows stays as it is written.
pub(super) fn decoded(name: &str, offset: usize, remarks: &mut Remarks) -> String {
    let code = name.strip_prefix('#').and_then(|digits| {
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        char::from_u32(code).filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}'))
    });
    let known = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => code,
    };
    if let Some(c) = known {
        return c.to_string();
    }
    let as_written = format!("&{name};");
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_name && let Some(words) = html_reference(&as_written) {
        remarks.add(Remark::HtmlName, offset, &as_written);
        return words;
    }
    let is_sign = name.is_empty() || name.contains(|c: char| c.is_whitespace());
    let remark = if is_sign { Remark::StraySign } else { Remark::UnknownName };
    remarks.add(remark, offset, if is_sign { "&" } else { &as_written });
    as_written
}

/// One of HTML's names of characters: the reader of Markdown knows them all.
fn html_reference(reference: &str) -> Option<String> {
    let framed = format!("x{reference}x");
    let words: String = pulldown_cmark::Parser::new(&framed)
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(words) => Some(words.into_string()),
            _ => None,
        })
        .collect();
    let inside = words.strip_prefix('x')?.strip_suffix('x')?;
    (inside != reference).then(|| inside.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_what_they_stand_for() {
        for (written, expected) in [
            ("a&amp;b&lt;&#60;&#x3C;&quot;&apos;", "a&b<<<\"'"),
            ("&nbsp;&euro;&eacute;&hellip;", "\u{a0}€é…"),
            (
                "&unknown; & &; &#0; &#xD800; &#99999999999; &a b;",
                "&unknown; & &; &#0; &#xD800; &#99999999999; &a b;",
            ),
            ("a?b=1&c=2", "a?b=1&c=2"),
        ] {
            assert_eq!(all(written, 0, &mut Remarks::default()), expected, "{written}");
        }
    }

    #[test]
    fn what_is_escaped_comes_back() {
        assert_eq!(
            all(&escaped("<a href=\"&amp;\">"), 0, &mut Remarks::default()),
            "<a href=\"&amp;\">"
        );
    }
}
