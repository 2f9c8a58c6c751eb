//! The names of elements in feeds: which vocabulary they come from, whatever their prefix.
//!
//! A namespace is known by its address; a prefix counts only where it was never declared.
//! It must not ask the network what an address means.

use std::collections::BTreeMap;

/// A vocabulary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS of every version, and elements without a namespace.
    #[default]
    Rss,
    /// Atom 1.0 and 0.3.
    Atom,
    /// RSS's module for full content.
    Content,
    /// Dublin Core, both sets.
    Dublin,
    /// Media RSS.
    Media,
    /// The podcast directory's module.
    Podcast,
    /// FeedBurner's notes on links it replaced.
    Burner,
    /// HTML as XML.
    Html,
    /// RDF's own syntax.
    Rdf,
    /// Any other.
    Other,
}

use Space::{Atom, Burner, Content, Dublin, Html, Media, Other, Podcast, Rdf, Rss};

/// Vocabularies, the prefixes they commonly have, and the beginnings of their addresses
/// (in lower case, without the scheme: both are written both ways).
const SPACES: [(Space, &[&str], &[&str]); 9] = [
    (Atom, &["atom", "atom10", "atom03", "a10"], &["www.w3.org/2005/atom", "purl.org/atom/ns#"]),
    (
        Rss,
        &["rss"],
        &[
            "purl.org/rss/1.0/#",
            "my.netscape.com/rdf/simple/0.9/",
            "channel.netscape.com/rdf/simple/0.9/",
            "backend.userland.com/rss",
            "my.netscape.com/publish/formats/rss",
            "blogs.law.harvard.edu/tech/rss",
        ],
    ),
    (Content, &["content"], &["purl.org/rss/1.0/modules/content"]),
    (Dublin, &["dc", "dcterms"], &["purl.org/dc/elements/", "purl.org/dc/terms/"]),
    (Media, &["media"], &["search.yahoo.com/mrss", "www.rssboard.org/media-rss"]),
    (Podcast, &["itunes"], &["www.itunes.com/dtds/podcast"]),
    (Burner, &["feedburner"], &["rssnamespace.org/feedburner/"]),
    (Html, &["xhtml"], &["www.w3.org/1999/xhtml"]),
    (Rdf, &["rdf"], &["www.w3.org/1999/02/22-rdf-syntax-ns"]),
];

fn space_of(address: &str) -> Space {
    let address = address.trim().to_ascii_lowercase();
    let bare = address
        .strip_prefix("http://")
        .or_else(|| address.strip_prefix("https://"))
        .unwrap_or(&address);
    if bare.is_empty() || bare.trim_end_matches('/') == "purl.org/rss/1.0" {
        return Rss;
    }
    let fits = |begins: &[&str]| begins.iter().any(|begin| bare.starts_with(begin));
    SPACES.iter().find(|(_, _, begins)| fits(begins)).map_or(Other, |row| row.0)
}

/// The name of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Its vocabulary.
    pub(super) space: Space,
    /// Its name without a prefix.
    pub(super) local: String,
    /// The prefix as written, for what is handed on.
    prefix: String,
}

impl Name {
    /// The name as a key of what is handed on: the usual prefix of its vocabulary, or the
    /// one in the file.
    pub(super) fn key(&self) -> String {
        let usual = match self.space {
            Rss => "",
            Atom if self.prefix.is_empty() => "",
            Other | Dublin => &self.prefix,
            space => SPACES
                .iter()
                .find(|row| row.0 == space)
                .and_then(|row| row.1.first())
                .copied()
                .unwrap_or(""),
        };
        if usual.is_empty() { self.local.clone() } else { format!("{usual}:{}", self.local) }
    }

    /// True if elements inside are markup of a text, not parts of the feed.
    pub(super) fn holds_text(&self) -> bool {
        match self.space {
            Rss => matches!(self.local.as_str(), "title" | "description" | "copyright"),
            Atom => matches!(
                self.local.as_str(),
                "title" | "subtitle" | "tagline" | "summary" | "content" | "rights" | "info"
            ),
            Content => self.local == "encoded",
            Media => matches!(self.local.as_str(), "title" | "description"),
            Podcast => matches!(self.local.as_str(), "summary" | "subtitle"),
            Html => matches!(self.local.as_str(), "body" | "div"),
            Dublin => matches!(self.local.as_str(), "title" | "description"),
            Burner | Rdf | Other => false,
        }
    }
}

/// A prefix, and what it stood for before.
pub(super) type Hidden = (String, Option<Space>);

/// The prefixes in force.
#[derive(Default)]
pub(super) struct Spaces {
    known: BTreeMap<String, Space>,
}

impl Spaces {
    /// Binds a prefix; the answer is what `restore` wants when the element ends.
    pub(super) fn declare(&mut self, prefix: &str, address: &str) -> Hidden {
        (prefix.to_owned(), self.known.insert(prefix.to_owned(), space_of(address)))
    }

    /// Unbinds what an element had bound.
    pub(super) fn restore(&mut self, hidden: Vec<Hidden>) {
        for (prefix, space) in hidden.into_iter().rev() {
            match space {
                Some(space) => self.known.insert(prefix, space),
                None => self.known.remove(&prefix),
            };
        }
    }

    /// Takes a root without a namespace for what its name says.
    pub(super) fn settle(&mut self, root: &str) {
        if matches!(root, "feed" | "entry") && !self.known.contains_key("") {
            self.known.insert(String::new(), Atom);
        }
    }

    /// The name of an element from the one in its tag.
    pub(super) fn name(&self, written: &str) -> Name {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let space = match self.known.get(prefix) {
            Some(&space) => space,
            None if prefix.is_empty() => Rss,
            None => SPACES.iter().find(|row| row.1.contains(&prefix)).map_or(Other, |row| row.0),
        };
        Name { space, local: local.to_owned(), prefix: prefix.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vocabulary_is_known_by_its_address_then_by_its_prefix() {
        for (declared, written, space, key) in [
            (None, "title", Rss, "title"),
            (None, "dc:creator", Dublin, "dc:creator"),
            (Some(("x", "http://purl.org/dc/elements/1.1/")), "x:creator", Dublin, "x:creator"),
            (Some(("x", "https://search.yahoo.com/mrss/")), "x:content", Media, "media:content"),
            (Some(("dc", "https://example.org/other")), "dc:creator", Other, "dc:creator"),
            (Some(("", "http://www.w3.org/2005/Atom")), "title", Atom, "title"),
            (Some(("", "http://purl.org/atom/ns#")), "issued", Atom, "issued"),
            (Some(("", "http://purl.org/rss/1.0/")), "item", Rss, "item"),
            (Some(("", "http://purl.org/rss/1.0/")), "rdf:RDF", Rdf, "rdf:RDF"),
            (
                Some(("c", "http://purl.org/rss/1.0/modules/content/")),
                "c:encoded",
                Content,
                "content:encoded",
            ),
            (None, "slash:comments", Other, "slash:comments"),
        ] {
            let mut spaces = Spaces::default();
            if let Some((prefix, address)) = declared {
                let _ = spaces.declare(prefix, address);
            }
            let name = spaces.name(written);
            assert_eq!((name.space, name.key().as_str()), (space, key), "{written}");
        }
    }

    #[test]
    fn an_inner_declaration_ends_with_its_element() {
        let mut spaces = Spaces::default();
        let _ = spaces.declare("", "http://www.w3.org/2005/Atom");
        let inner = spaces.declare("", "http://www.w3.org/1999/xhtml");
        assert_eq!(spaces.name("div").space, Html);
        spaces.restore(vec![inner]);
        assert_eq!(spaces.name("entry").space, Atom);
    }
}
