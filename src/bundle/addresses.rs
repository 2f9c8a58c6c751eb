//! Which addresses may be followed or loaded: judged by their scheme alone.
//!
//! Absolute addresses only. It must not mend anything: browsers strip line breaks and tabs
//! out of addresses, so one that holds them is not what it seems and is refused.

/// True for where a link may lead: `http`, `https` or `mailto`.
pub fn is_link(address: &str) -> bool {
    is_web(address) || (is_clean(address) && has_prefix(address, "mailto:"))
}

/// True for where a picture may come from: `http` or `https`.
pub fn is_web(address: &str) -> bool {
    is_clean(address) && (has_prefix(address, "https://") || has_prefix(address, "http://"))
}

/// No white space and no control characters anywhere.
fn is_clean(address: &str) -> bool {
    !address.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Begins with `prefix` (lower case) in any case, and goes on after it.
fn has_prefix(address: &str, prefix: &str) -> bool {
    let head = address.get(..prefix.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(prefix)) && address.len() > prefix.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_schemes_pass() {
        for (address, link, web) in [
            ("https://example.org/a?b#c", true, true),
            ("HTTP://example.org", true, true),
            ("https://example.org/é", true, true),
            ("mailto:desk@example.org", true, false),
            ("MailTo:desk@example.org", true, false),
            ("", false, false),
            ("https://", false, false),
            ("mailto:", false, false),
            ("//example.org", false, false),
            ("/a", false, false),
            ("javascript:alert(1)", false, false),
            ("JavaScript:alert(1)", false, false),
            ("java\nscript:alert(1)", false, false),
            (" https://example.org", false, false),
            ("https://example.org/a b", false, false),
            ("ht\ttps://example.org", false, false),
            ("\u{1}https://example.org", false, false),
            ("data:text/html,x", false, false),
            ("vbscript:x", false, false),
            ("ﬁle:///x", false, false),
            ("blob:https://example.org/x", false, false),
        ] {
            assert_eq!((is_link(address), is_web(address)), (link, web), "{address:?}");
        }
    }
}
