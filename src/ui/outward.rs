//! Addresses that lead out of a bundle: which of them a viewer follows, and to whom.
//!
//! A bundle is untrusted, and whoever read it may have been another program: every address
//! is looked at again before it reaches the DOM. Nothing here asks the network.

use crate::bundle::addresses;

/// True for an address on the web: never `javascript:`, never relative.
pub fn is_web_address(url: &str) -> bool {
    host(url).is_some()
}

/// True for what a link in a text may lead to: the web, or a letter.
pub fn may_lead(href: &str) -> bool {
    addresses::is_link(href) && (is_web_address(href) || !addresses::is_web(href))
}

/// The host that a web address asks, with its port where it has one; `None` where it is no
/// web address. Read as browsers read it (WHATWG URL): a backslash ends the host, and what
/// stands before an `@` is a name and no host.
pub fn host(url: &str) -> Option<&str> {
    let (_, rest) = Some(url).filter(|url| addresses::is_web(url))?.split_once(':')?;
    let authority = rest.strip_prefix("//")?.split(['/', '\\', '?', '#']).next()?;
    let host = authority.bytes().rposition(|byte| byte == b'@');
    let host = host.map_or(authority, |at| &authority[at + 1..]);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_and_nowhere_else() {
        for (url, fine) in [
            ("https://example.org/", true),
            ("HTTP://example.org", true),
            ("javascript:alert(1)", false),
            ("https://example\n.org", false),
            ("//example.org", false),
            ("https:///example.org", false),
            ("https://", false),
            ("https://name@/x", false),
            ("https:é", false),
        ] {
            assert_eq!(is_web_address(url), fine, "{url}");
            assert_eq!(may_lead(url), fine, "{url}");
        }
        assert!(may_lead("mailto:desk@example.org") && !is_web_address("mailto:desk@example.org"));
        assert!(!may_lead("mailto:") && !may_lead("tel:12"));
    }

    #[test]
    fn the_host_is_the_one_that_would_be_asked() {
        for (url, expected) in [
            ("https://example.org/a/b.png", "example.org"),
            ("https://example.org:8080?x", "example.org:8080"),
            ("https://example.org@elsewhere.example/x", "elsewhere.example"),
            ("https://elsewhere.example\\@example.org/x", "elsewhere.example"),
            ("https://bilder.exämple/#x", "bilder.exämple"),
        ] {
            assert_eq!(host(url), Some(expected), "{url}");
        }
    }
}
