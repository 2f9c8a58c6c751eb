//! Addresses in files: relative ones counted from where they stand.
//!
//! After RFC 3986, section 5.2 (<https://www.rfc-editor.org/rfc/rfc3986#section-5.2>). It
//! must not let an address through that is not `http` or `https`.

/// UTF-8 bytes of an address that others may count from.
const LONGEST_BASE: usize = 4096;

/// The absolute web address of a link, counted from `base` if it is relative. `None` if it
/// is not for the web, or relative to nothing.
pub(super) fn resolve(link: &str, base: Option<&str>) -> Option<String> {
    let link: String = link.trim().chars().filter(|c| !c.is_ascii_control()).collect();
    if link.is_empty() {
        return None;
    }
    if let Some(scheme) = scheme(&link) {
        let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let has_host = link[scheme.len() + 1..]
            .strip_prefix("//")
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']));
        return (is_web && has_host).then(|| link.replace(' ', "%20"));
    }
    // Counted from a longer one, many short links would make a long file.
    let base = base.filter(|base| base.len() <= LONGEST_BASE)?;
    let base_scheme = scheme(base)?;
    let rest = base[base_scheme.len() + 1..].strip_prefix("//")?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(host_end);
    let path = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    let query = &rest[path.len()..rest.find('#').unwrap_or(rest.len())];
    let link = link.replace(' ', "%20");
    if let Some(rest) = link.strip_prefix("//") {
        return (!rest.is_empty()).then(|| format!("{base_scheme}://{rest}"));
    }
    let tail_at = link.find(['?', '#']).unwrap_or(link.len());
    let (link_path, tail) = link.split_at(tail_at);
    let path = if link_path.is_empty() {
        let query = if tail.starts_with('?') { "" } else { query };
        return Some(format!("{base_scheme}://{host}{}{query}{tail}", rooted(path)));
    } else if link_path.starts_with('/') {
        without_dots(link_path)
    } else {
        let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
        without_dots(&format!("{folder}{link_path}"))
    };
    Some(format!("{base_scheme}://{host}{path}{tail}"))
}

/// The scheme of an address, if it has one.
fn scheme(link: &str) -> Option<&str> {
    let (scheme, _) = link.split_once(':')?;
    let fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    fits.then_some(scheme)
}

fn rooted(path: &str) -> &str {
    if path.is_empty() { "/" } else { path }
}

/// A path without its steps `.` and `..`.
fn without_dots(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    steps.pop();
                }
                if is_last {
                    steps.push("");
                }
            }
            part => steps.push(part),
        }
    }
    format!("/{}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_count_from_their_base() {
        const BASE: &str = "https://example.org/a/b?q#f";
        for (link, expected) in [
            ("https://example.net/x y", "https://example.net/x%20y"),
            ("//example.net/x", "https://example.net/x"),
            ("/x", "https://example.org/x"),
            ("x", "https://example.org/a/x"),
            ("./x?y#z", "https://example.org/a/x?y#z"),
            ("../x", "https://example.org/x"),
            ("../../../x/.", "https://example.org/x/"),
            ("..", "https://example.org/"),
            ("?y", "https://example.org/a/b?y"),
            ("#z", "https://example.org/a/b?q#z"),
            ("a/../c:d", "https://example.org/a/c:d"),
            ("", "-"),
            ("javascript:alert(1)", "-"),
            ("java\nscript:alert(1)", "-"),
            ("data:text/html,x", "-"),
            ("http://", "-"),
            ("urn:uuid:1", "-"),
        ] {
            assert_eq!(resolve(link, Some(BASE)).as_deref().unwrap_or("-"), expected, "{link}");
        }
        assert_eq!(resolve("x", None), None);
        assert_eq!(resolve("x", Some("file")), None);
        assert_eq!(resolve("x", Some(&format!("https://example.org/{}", "y".repeat(9000)))), None);
        assert_eq!(resolve("x", Some("https://example.org")).unwrap(), "https://example.org/x");
        assert_eq!(resolve("#z", Some("https://example.org")).unwrap(), "https://example.org/#z");
    }
}
