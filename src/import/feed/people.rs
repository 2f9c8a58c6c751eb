//! The people feeds name, in the forms RSS, Atom and Dublin Core have for them.
//!
//! It must not make a name of an address: where there is no name, the address is printed
//! as it is.

use super::names::Space;
use super::xml::Element;
use crate::bundle::Author;
use crate::bundle::model::Unknown;
use crate::import::address::web_address;

/// Who an element names: `dc:creator`, `author` of RSS (“mail (name)”) or of Atom.
pub(super) fn author(element: &Element) -> Option<Author> {
    if element.name.space != Space::Atom {
        return named(element.words()?);
    }
    let part = |name: &str| {
        element.children.iter().find(|child| child.name.local == name).and_then(Element::words)
    };
    let mut author = match part("name").or_else(|| element.words()) {
        Some(name) => named(name)?,
        None => named(part("email")?)?,
    };
    let web = part("uri").or_else(|| part("url")).and_then(|link| web_address(link, None));
    let mail = part("email").filter(|mail| is_mail(mail)).map(|mail| format!("mailto:{mail}"));
    if let Some(link) = web.or(mail) {
        author.more.insert("url", link.into());
    }
    Some(author)
}

/// “ilse@example.org (Ilse Aamot)”, “Ilse Aamot <ilse@example.org>”, or a name.
fn named(text: &str) -> Option<Author> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bracketed = |open: char, close: char| {
        let (before, rest) = text.split_once(open)?;
        Some((before.trim(), rest.strip_suffix(close)?.trim()))
    };
    let (name, mail) = match (bracketed('(', ')'), bracketed('<', '>')) {
        (Some((mail, name)), _) if is_mail(mail) && !name.is_empty() => (name, Some(mail)),
        (_, Some((name, mail))) if is_mail(mail) && !name.is_empty() => (name, Some(mail)),
        _ => (text.as_str(), Some(text.as_str()).filter(|text| is_mail(text))),
    };
    let mut more = Unknown::new();
    if let Some(mail) = mail {
        more.insert("url", format!("mailto:{mail}").into());
    }
    (!name.is_empty()).then(|| Author { name: Some(name.to_owned()), more })
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    })
}

/// Adds an author unless one of that name is there already; what both say is joined.
pub(super) fn add(authors: &mut Vec<Author>, author: Author) {
    const MOST: usize = 200; // compared one by one
    if let Some(known) = authors.iter_mut().take(MOST).find(|known| known.name == author.name) {
        for (key, value) in author.more.iter() {
            if !known.more.contains_key(&key) {
                // What was kept once is JSON.
                let _ = known.more.insert_raw(&key, value);
            }
        }
    } else {
        authors.push(author);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_told_apart() {
        for (text, name, url) in [
            ("Ilse Aamot", "Ilse Aamot", "-"),
            ("ilse@example.org (Ilse  Aamot)", "Ilse Aamot", "mailto:ilse@example.org"),
            ("Ilse Aamot <ilse@example.org>", "Ilse Aamot", "mailto:ilse@example.org"),
            ("ilse@example.org", "ilse@example.org", "mailto:ilse@example.org"),
            ("Aamot (Coast Courier)", "Aamot (Coast Courier)", "-"),
            ("ilse@example.org ()", "ilse@example.org ()", "-"),
        ] {
            let author = named(text).unwrap();
            let found = author.more.get("url");
            let found = found.as_ref().and_then(|url| url.as_str()).unwrap_or("-");
            assert_eq!((author.name.as_deref(), found), (Some(name), url), "{text}");
        }
        assert_eq!(named(" "), None);
    }
}
