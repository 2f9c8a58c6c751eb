//! Which articles are the same: by their address, or by their text.
//!
//! Two spellings of one address are one, as are two layouts of one text. A hash only finds
//! candidates; the texts themselves decide, so that two different articles are never taken
//! for one. It must not fetch an address to see where it leads.

use crate::bundle::model::Article;
use std::collections::BTreeMap;

/// Parameters that say how a reader came to a page, not which page it is.
const TRACKING: [&str; 14] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid",
    "mc_cid", "mc_eid", "_ga", "_gl", "ref_src",
];

/// An address in the spelling by which addresses are compared; `None` if it is not one of
/// `http` or `https`. Scheme and host in lower case, `https` for both schemes, no default
/// port, no fragment, no slash at the end, no parameters that only track a reader (`utm_…`
/// and their kind); the order of the others is kept, because it may matter.
pub fn canonical_url(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let port = match scheme.to_ascii_lowercase().as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let host = rest[..end].to_ascii_lowercase();
    let host = host.strip_suffix(port).unwrap_or(&host);
    let host = host.strip_suffix('.').unwrap_or(host);
    if host.is_empty() {
        return None;
    }
    let (path, query) = rest[end..].split_once('?').unwrap_or((&rest[end..], ""));
    let mut canonical = format!("https://{host}{}", path.trim_end_matches('/'));
    let mut sign = '?';
    for parameter in query.split('&').filter(|p| !p.is_empty() && !is_tracking(p)) {
        canonical.push(sign);
        canonical.push_str(parameter);
        sign = '&';
    }
    Some(canonical)
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

/// True if two texts have the same words in the same order, whatever white space is
/// between them.
pub fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// The 64-bit FNV-1a hash (Fowler, Noll and Vo) of a text's words with single spaces
/// between them: the same in every build and on every machine. 0 if there are no words.
pub fn hash_of_words(text: &str) -> u64 {
    let mut words = text.split_whitespace().peekable();
    if words.peek().is_none() {
        return 0;
    }
    hash(words.flat_map(|word| word.bytes().chain([b' '])))
}

/// The 64-bit FNV-1a hash of bytes.
pub fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    bytes.into_iter().fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// How an article is like an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same text, at the number of the earlier article.
    Text(usize),
    /// The same address with another text, at the number of the earlier article.
    Address(usize),
}

/// The articles seen so far, by text and by address.
#[derive(Debug, Default)]
pub struct Seen {
    texts: BTreeMap<u64, Vec<usize>>,
    addresses: BTreeMap<String, usize>,
}

impl Seen {
    /// Looks for an earlier article like this one. `hash` is the hash of its words, and
    /// `earlier` gives the article of a number. Articles without words are like no other.
    pub fn find<'a>(
        &self,
        article: &Article,
        hash: u64,
        earlier: impl Fn(usize) -> Option<&'a Article>,
    ) -> Option<Likeness> {
        let same = |number: &&usize| {
            let text = earlier(**number).map(|other| other.content_text.as_str());
            text.is_some_and(|text| same_words(text, &article.content_text))
        };
        let text = self.texts.get(&hash).filter(|_| hash != 0);
        if let Some(&number) = text.and_then(|numbers| numbers.iter().find(same)) {
            return Some(Likeness::Text(number));
        }
        let url = canonical_url(article.url.as_deref()?)?;
        self.addresses.get(&url).copied().map(Likeness::Address)
    }

    /// Remembers an article by a number. Of articles with one address the first counts.
    pub fn add(&mut self, article: &Article, hash: u64, number: usize) {
        if let Some(url) = article.url.as_deref().and_then(canonical_url) {
            self.addresses.entry(url).or_insert(number);
        }
        if hash != 0 {
            self.texts.entry(hash).or_default().push(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_address() {
        for (url, expected) in [
            ("https://example.org/quay", Some("https://example.org/quay")),
            ("HTTP://Example.ORG:80/quay/#top", Some("https://example.org/quay")),
            (
                "https://example.org:443/quay/?utm_source=x&fbclid=1",
                Some("https://example.org/quay"),
            ),
            ("https://example.org:8443/quay", Some("https://example.org:8443/quay")),
            ("https://example.org", Some("https://example.org")),
            ("https://example.org./", Some("https://example.org")),
            ("https://example.org?id=1", Some("https://example.org?id=1")),
            ("https://example.org/Q?b=2&UTM_medium=m&a=1", Some("https://example.org/Q?b=2&a=1")),
            ("mailto:someone@example.org", None),
            ("https:///quay", None),
            ("urn:a:b", None),
            ("", None),
        ] {
            assert_eq!(canonical_url(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn layout_does_not_make_another_text() {
        for (one, other, same) in [
            ("It is open.", " It\n\nis \u{a0} open.\n", true),
            ("It is open.", "It is  shut.", false),
            ("ab c", "a bc", false),
            ("", " \n", true),
        ] {
            assert_eq!(same_words(one, other), same, "{one:?} {other:?}");
            assert_eq!(hash_of_words(one) == hash_of_words(other), same, "{one:?} {other:?}");
        }
        // The published value of FNV-1a: a hash that changes would change ids.
        assert_eq!(hash("foobar".bytes()), 0x85944171f73967e8);
    }

    #[test]
    fn an_earlier_article_is_found_by_text_before_address() {
        let article = |url: &str, text: &str| Article {
            url: Some(url.to_owned()),
            content_text: text.to_owned(),
            ..Article::default()
        };
        let all = [article("https://a.example/1", "One."), article("https://a.example/2", "Two.")];
        let mut seen = Seen::default();
        for (number, article) in all.iter().enumerate() {
            seen.add(article, hash_of_words(&article.content_text), number);
        }
        for (url, text, expected) in [
            ("https://b.example", " One.", Some(Likeness::Text(0))),
            ("http://a.example/2/", "One.", Some(Likeness::Text(0))),
            ("http://a.example/2/", "Three.", Some(Likeness::Address(1))),
            ("https://b.example", "", None),
            ("https://b.example", "Three.", None),
        ] {
            let hash = hash_of_words(text);
            let found = seen.find(&article(url, text), hash, |number| all.get(number));
            assert_eq!(found, expected, "{url} {text}");
        }
        // A clash of hashes is no likeness.
        let hash = hash_of_words("One.");
        assert_eq!(seen.find(&article("u", "Three."), hash, |number| all.get(number)), None);
    }
}
