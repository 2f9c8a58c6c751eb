//! Web addresses: resolving a relative one against its base, and letting only harmless
//! ones through.
//!
//! Resolving is RFC 3986, section 5.2; before it, an address is cleaned as browsers clean
//! it (WHATWG URL, “basic URL parser”), since that is how disguises such as a tab inside
//! `javascript:` come undone. It must not let anything through but absolute `http`,
//! `https` and `mailto`.

use crate::bundle::addresses;

/// UTF-8 bytes: a longer address is none of an article.
const LONGEST: usize = 8192;
/// UTF-8 bytes: the same for a base, which every relative link repeats.
const LONGEST_BASE: usize = 2048;

/// The address a link may lead to: absolute `http`, `https` or `mailto`. `base` is the
/// address of the page the link stands on. `None` for everything else, including a
/// relative link without a base.
pub(crate) fn safe_link(link: &str, base: Option<&str>) -> Option<String> {
    if link.len() > LONGEST {
        return None;
    }
    let link = cleaned(link);
    let base = base.filter(|base| base.len() <= LONGEST_BASE && web_parts(base).is_some());
    let (scheme, rest) = match split_scheme(&link) {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => {
            let link = slashed(&link);
            // Two slashes without a base: the scheme of the page, which today is https.
            let whole = match base {
                Some(base) => resolve(base, &link)?,
                None if link.starts_with("//") => format!("https:{link}"),
                None => return None,
            };
            return web(&whole);
        }
    };
    match scheme.as_str() {
        "mailto" => {
            let address = encoded(rest);
            (!address.is_empty() && address.len() <= LONGEST).then(|| format!("mailto:{address}"))
        }
        "http" | "https" => {
            let rest = slashed(rest);
            match base.and_then(web_parts) {
                // Browsers take “https:page” for a relative link where the schemes agree.
                Some(parts) if !rest.starts_with('/') && parts.scheme == scheme => {
                    web(&resolve(base?, &rest)?)
                }
                _ => web(&format!("{scheme}://{}", rest.trim_start_matches('/'))),
            }
        }
        _ => None,
    }
}

/// The address of a page or a picture: absolute `http` or `https`. Like a link, but an empty
/// one leads nowhere.
pub(crate) fn web_address(link: &str, base: Option<&str>) -> Option<String> {
    if link.trim().is_empty() {
        return None;
    }
    safe_link(link, base).filter(|address| addresses::is_web(address))
}

/// The address a file came from, where its name is one. A path is none, whatever it begins
/// with.
pub(crate) fn of_file(name: &str) -> Option<String> {
    addresses::is_web(name).then(|| web_address(name, None))?
}

/// Resolves a reference against a base address by the strict algorithm of RFC 3986,
/// section 5.2.2. `None` if the base is not absolute.
pub(crate) fn resolve(base: &str, reference: &str) -> Option<String> {
    let base = Parts::of(base);
    base.scheme?;
    let link = Parts::of(reference);
    let mut target = Parts { fragment: link.fragment, ..link };
    let path;
    if link.scheme.is_some() || link.authority.is_some() {
        path = without_dots(link.path);
        target.scheme = link.scheme.or(base.scheme);
    } else {
        target.scheme = base.scheme;
        target.authority = base.authority;
        if link.path.is_empty() {
            path = base.path.to_owned();
            target.query = link.query.or(base.query);
        } else if link.path.starts_with('/') {
            path = without_dots(link.path);
        } else {
            path = without_dots(&merged(&base, link.path));
        }
    }
    let mut whole = String::new();
    let parts = [
        ("", target.scheme, ":"),
        ("//", target.authority, ""),
        ("", Some(path.as_str()), ""),
        ("?", target.query, ""),
        ("#", target.fragment, ""),
    ];
    for (before, part, after) in parts {
        if let Some(part) = part {
            whole.push_str(before);
            whole.push_str(part);
            whole.push_str(after);
        }
    }
    Some(whole)
}

/// The five components of RFC 3986, as its appendix B splits them.
#[derive(Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(address: &'a str) -> Self {
        let (rest, fragment) = cut(address, '#');
        let (rest, query) = cut(rest, '?');
        let (scheme, rest) = match split_scheme(rest) {
            Some((scheme, rest)) => (Some(scheme), rest),
            None => (None, rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, rest),
        };
        Self { scheme, authority, path, query, fragment }
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    named.then_some((scheme, rest))
}

/// RFC 3986, section 5.2.3.
fn merged(base: &Parts<'_>, path: &str) -> String {
    if base.authority.is_some() && base.path.is_empty() {
        return format!("/{path}");
    }
    let folder = base.path.rfind('/').map_or("", |end| &base.path[..=end]);
    format!("{folder}{path}")
}

/// RFC 3986, section 5.2.4, on whole segments.
fn without_dots(path: &str) -> String {
    let (root, segments) = match path.strip_prefix('/') {
        Some(rest) => ("/", rest),
        None => ("", path),
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut last = "";
    for segment in segments.split('/') {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
        last = segment;
    }
    // A path that ends in dots is a folder.
    if matches!(last, "." | "..") {
        kept.push("");
    }
    format!("{root}{}", kept.join("/"))
}

/// What browsers take off before they read an address: white space and control characters
/// around it, tabs and line ends in it.
fn cleaned(link: &str) -> String {
    link.trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect()
}

/// Backslashes as slashes, as browsers read them, up to the query.
fn slashed(link: &str) -> String {
    let end = link.find(['?', '#']).unwrap_or(link.len());
    format!("{}{}", link[..end].replace('\\', "/"), &link[end..])
}

struct WebParts<'a> {
    scheme: &'a str,
}

/// The scheme of an absolute web address that has a host.
fn web_parts(address: &str) -> Option<WebParts<'_>> {
    let parts = Parts::of(address);
    let scheme = ["http", "https"].into_iter().find(|&scheme| parts.scheme == Some(scheme))?;
    let authority = parts.authority?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let is_host = |c: char| !c.is_control() && !c.is_whitespace() && !"\"<>\\^`{|}%".contains(c);
    (!host.is_empty() && !host.starts_with(':') && host.chars().all(is_host))
        .then_some(WebParts { scheme })
}

/// An absolute web address in the form in which it is kept, if it is one.
fn web(address: &str) -> Option<String> {
    web_parts(address)?;
    let address = encoded(address);
    (address.len() <= LONGEST).then_some(address)
}

/// Percent-encodes what must not stand in an address. Letters of any script stay.
fn encoded(address: &str) -> String {
    let mut whole = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`') {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                whole.push_str(&format!("%{byte:02X}"));
            }
        } else {
            whole.push(c);
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 3986, sections 5.4.1 and 5.4.2.
    #[test]
    fn references_resolve_as_the_standard_says() {
        let base = "http://a/b/c/d;p?q";
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"),
            ("g;x", "http://a/b/c/g;x"),
            ("g;x?y#s", "http://a/b/c/g;x?y#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            (".g", "http://a/b/c/.g"),
            ("g..", "http://a/b/c/g.."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/./x", "http://a/b/c/g#s/./x"),
            ("g#s/../x", "http://a/b/c/g#s/../x"),
            ("http:g", "http:g"),
        ] {
            assert_eq!(resolve(base, reference).as_deref(), Some(expected), "{reference}");
        }
        assert_eq!(resolve("http://a", "g").as_deref(), Some("http://a/g"));
        assert_eq!(resolve("nowhere", "g"), None);
    }

    #[test]
    fn links_are_read_as_browsers_read_them_and_then_allowed_or_not() {
        let base = Some("https://coast.example/news/1?x#y");
        for (link, expected) in [
            ("https://port.example/a b", Some("https://port.example/a%20b")),
            ("HTTPS://Port.example/ä", Some("https://Port.example/ä")),
            ("  http://port.example \n", Some("http://port.example")),
            ("ht\ntp://port.example", Some("http://port.example")),
            ("2", Some("https://coast.example/news/2")),
            ("../2", Some("https://coast.example/2")),
            ("#note", Some("https://coast.example/news/1?x#note")),
            ("", Some("https://coast.example/news/1?x")),
            ("//cdn.example/x", Some("https://cdn.example/x")),
            ("\\\\cdn.example\\x?a\\b", Some("https://cdn.example/x?a\\b")),
            ("https:2", Some("https://coast.example/news/2")),
            ("http:2", Some("http://2")),
            ("https:////port.example", Some("https://port.example")),
            ("mailto:desk@coast.example", Some("mailto:desk@coast.example")),
            ("MAILTO:a b", Some("mailto:a%20b")),
            ("a/javascript:b", Some("https://coast.example/news/a/javascript:b")),
            ("%6aavascript:x", Some("https://coast.example/news/%6aavascript:x")),
            ("javascript:x", None),
            ("\u{1} JaVa\tScRiPt\n:x", None),
            ("vbscript:x", None),
            ("data:text/html,x", None),
            ("blob:https://coast.example/1", None),
            ("file:///etc/passwd", None),
            ("ftp://port.example", None),
            ("view-source:https://port.example", None),
            ("https://", None),
            ("https://a%00b/", None),
            ("https://a<b>/", None),
            ("mailto:", None),
        ] {
            assert_eq!(safe_link(link, base).as_deref(), expected, "{link:?}");
        }
        assert_eq!(safe_link("2", None), None);
        assert_eq!(safe_link("2", Some("javascript://x/")), None);
        assert_eq!(safe_link("//a.example", None).as_deref(), Some("https://a.example"));
        assert_eq!(safe_link(&"x".repeat(LONGEST + 1), base), None);
    }

    #[test]
    fn a_page_or_a_picture_is_on_the_web_alone() {
        let base = Some("https://coast.example");
        for (link, base, expected) in [
            ("x", base, Some("https://coast.example/x")),
            ("#z", base, Some("https://coast.example#z")),
            ("a/../c:d", base, Some("https://coast.example/c:d")),
            ("mailto:a@b.example", base, None),
            ("urn:uuid:1", base, None),
            ("", base, None),
            (" \n", base, None),
            ("x", Some("file"), None),
            ("x", Some(&*format!("https://coast.example/{}", "y".repeat(LONGEST_BASE))), None),
        ] {
            assert_eq!(web_address(link, base).as_deref(), expected, "{link:?}");
        }
    }

    #[test]
    fn the_name_of_a_file_is_an_address_only_in_full() {
        for (name, expected) in [
            ("https://coast.example/a.html", Some("https://coast.example/a.html")),
            ("HTTP://coast.example/a.html", Some("http://coast.example/a.html")),
            ("//press/news/a.html", None),
            (r"\\press\news\a.html", None),
            ("notes/https://a.html", None),
            ("https:a.html", None),
        ] {
            assert_eq!(of_file(name).as_deref(), expected, "{name}");
        }
    }
}
