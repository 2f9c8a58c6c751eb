//! One item of a feed to one article.
//!
//! Of several elements that say the same, the fullest counts; the others are handed on. It
//! must not decide anything for the whole feed.

use super::content::{self, Form};
use super::names::Space;
use super::remarks::{Remark, Remarks};
use super::xml::Element;
use super::{KEPT, keep, people};
use crate::bundle::{Article, addresses};
use crate::import::address::web_address;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What holds for all items of a feed, and what they must not share.
pub(super) struct Surroundings {
    base: Option<String>,
    language: Option<String>,
    /// Ids in use, and the number the next one of that name gets.
    ids: BTreeMap<String, usize>,
    number: usize,
    /// Items whose only date is that of a change, and where the first of them is.
    pub(super) only_changed: (usize, usize),
}

impl Surroundings {
    pub(super) fn new(base: Option<String>, language: Option<String>) -> Self {
        Self { base, language, ids: BTreeMap::new(), number: 0, only_changed: (0, 0) }
    }

    /// Remarks on what only the whole feed shows.
    pub(super) fn finish(&self, remarks: &mut Remarks) {
        let (count, offset) = self.only_changed;
        for _ in 0..count {
            remarks.add(Remark::OnlyChanged, offset, "");
        }
    }

    /// An id that no article has yet.
    fn unused(&mut self, id: String, offset: usize, remarks: &mut Remarks) -> String {
        let Some(mut next) = self.ids.get(&id).copied() else {
            self.ids.insert(id.clone(), 2);
            return id;
        };
        remarks.add(Remark::SameId, offset, &id);
        let mut free = format!("{id}-{next}");
        while self.ids.contains_key(&free) {
            next += 1;
            free = format!("{id}-{next}");
        }
        self.ids.insert(id, next + 1);
        self.ids.insert(free.clone(), 2);
        free
    }
}

/// What was found in an item, before it is decided what of it counts.
#[derive(Default)]
pub(super) struct Found {
    pub(super) guid: Option<(String, bool)>,
    pub(super) link: Option<String>,
    pub(super) original: Option<String>,
    pub(super) bodies: Vec<(Rank, Element)>,
    pub(super) published: Option<Element>,
    pub(super) updated: Option<Element>,
    pub(super) attachments: Vec<Value>,
    pub(super) kept: Map<String, Value>,
}

/// How full a text is as a rule: the fullest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Content,
    Summary,
    Media,
}

/// Reads an item; nothing if there is nothing to read in it.
pub(super) fn article(
    element: Element,
    around: &mut Surroundings,
    remarks: &mut Remarks,
) -> Option<Article> {
    let offset = element.offset;
    let mut article = Article::default();
    let mut found = Found::default();
    article.language = element.attribute("lang").map(str::to_owned);
    let base = match element.attribute("base") {
        Some(own) => web_address(own, around.base.as_deref()).or_else(|| around.base.clone()),
        None => around.base.clone(),
    };
    let about = element.attribute("about").map(str::to_owned);
    let mut reader = Item { article: &mut article, found: &mut found, base: base.as_deref() };
    for child in element.children {
        // Media RSS wraps what belongs together; RDF lists in bags.
        if (child.name.space, child.name.local.as_str()) == (Space::Media, "group") {
            child.children.into_iter().for_each(|inner| reader.member(inner));
        } else {
            reader.member(child);
        }
    }
    reader.texts(remarks);
    reader.dates(around, offset, remarks);
    reader.addresses(about.as_deref(), offset, remarks);
    if article.title.is_none() && article.content_text.is_empty() && found.attachments.is_empty() {
        remarks.add(Remark::Empty, offset, "");
        return None;
    }
    around.number += 1;
    let id = found
        .guid
        .map(|(guid, _)| guid)
        .or(about)
        .or_else(|| article.url.clone())
        .unwrap_or_else(|| format!("item-{}", around.number));
    article.id = around.unused(id, offset, remarks);
    if article.language.is_some() && article.language == around.language {
        article.language = None;
    }
    if !found.attachments.is_empty() {
        article.more.insert("attachments", Value::Array(found.attachments));
    }
    if !found.kept.is_empty() {
        article.more.insert(KEPT, Value::Object(found.kept));
    }
    Some(article)
}

/// An item while it is read.
pub(super) struct Item<'i> {
    pub(super) article: &'i mut Article,
    pub(super) found: &'i mut Found,
    pub(super) base: Option<&'i str>,
}

impl Item<'_> {
    fn member(&mut self, mut element: Element) {
        let unsaid = if element.name.space == Space::Atom { Form::Plain } else { Form::Unsaid };
        let found = &mut *self.found;
        let words = || element.words().map(str::to_owned);
        let mut keep_it = false;
        match (element.name.space, element.name.local.as_str()) {
            (Space::Rss | Space::Atom | Space::Dublin, "title") if self.article.title.is_none() => {
                self.article.title = content::line(&element, unsaid);
            }
            (Space::Content, "encoded")
            | (Space::Atom, "content")
            | (Space::Html, "body" | "div") => {
                self.found.bodies.push((Rank::Content, element));
                return;
            }
            (Space::Rss, "description")
            | (Space::Atom, "summary")
            | (Space::Dublin, "description") => {
                self.found.bodies.push((Rank::Summary, element));
                return;
            }
            (Space::Media, "description") | (Space::Podcast, "summary") => {
                self.found.bodies.push((Rank::Media, element));
                return;
            }
            (Space::Rss, "guid") if found.guid.is_none() => {
                let is_link = element.attribute("isPermaLink") != Some("false");
                found.guid = words().map(|guid| (guid, is_link));
            }
            (Space::Atom, "id") if found.guid.is_none() => {
                found.guid = words().map(|id| (id, false));
            }
            (Space::Rss, "link") if found.link.is_none() => found.link = words(),
            (Space::Burner, "origLink") => found.original = words(),
            (Space::Atom, "link") => keep_it = !self.atom_link(&element),
            (Space::Rss, "pubDate") | (Space::Atom, "published" | "issued") => {
                keep_it = found.published.is_some();
                found.published.get_or_insert_with(|| clone_of(&element));
            }
            (Space::Dublin, "date" | "issued" | "created") if found.published.is_none() => {
                found.published = Some(clone_of(&element));
            }
            (Space::Atom, "updated" | "modified") | (Space::Dublin, "modified")
                if found.updated.is_none() =>
            {
                found.updated = Some(clone_of(&element));
            }
            (Space::Rss | Space::Atom | Space::Podcast, "author") | (Space::Dublin, "creator") => {
                match people::author(&element) {
                    Some(author) => people::add(&mut self.article.authors, author),
                    None => keep_it = true,
                }
            }
            (Space::Rss | Space::Atom, "category") | (Space::Dublin, "subject") => {
                self.subject(&element);
            }
            (Space::Dublin, "language") if self.article.language.is_none() => {
                self.article.language = words();
            }
            (Space::Rss, "enclosure") | (Space::Media, "content") => {
                for inner in std::mem::take(&mut element.children) {
                    self.member(inner);
                }
                keep_it = !self.attachment(&element, "url");
            }
            (Space::Media, "thumbnail") if !self.article.more.contains_key("image") => {
                let link = element.attribute("url");
                match link.and_then(|link| web_address(link, self.base)) {
                    Some(link) => {
                        self.article.more.insert("image", link.into());
                    }
                    None => keep_it = true,
                }
            }
            (Space::Rss | Space::Atom | Space::Dublin, "source" | "publisher") => {
                keep_it = !self.source(&element);
            }
            _ => keep_it = true,
        }
        if keep_it {
            keep(&mut self.found.kept, &element);
        }
    }

    /// Takes a link of Atom, if it is one that has a place.
    fn atom_link(&mut self, element: &Element) -> bool {
        let Some(link) = element.attribute("href") else { return false };
        match element.attribute("rel").unwrap_or("alternate") {
            "alternate" => {
                let kind = element.attribute("type").unwrap_or("text/html");
                let is_page = kind.contains("html") || kind.starts_with("text/");
                if self.found.link.is_some() || !is_page {
                    return false;
                }
                self.found.link = Some(link.to_owned());
                true
            }
            "enclosure" => self.attachment(element, "href"),
            "related" if self.article.external_url.is_none() => {
                self.article.external_url = web_address(link, self.base);
                self.article.external_url.is_some()
            }
            _ => false,
        }
    }

    /// Takes a file that belongs to the item, in JSON Feed's words.
    pub(super) fn attachment(&mut self, element: &Element, key: &str) -> bool {
        let link = element.attribute(key).and_then(|link| web_address(link, self.base));
        let Some(link) = link else { return false };
        let kind = element.attribute("type").map(str::to_owned).or_else(|| {
            element
                .attribute("medium")
                .filter(|medium| *medium == "image")
                .map(|_| "image/*".to_owned())
        });
        let mut attachment = Map::new();
        attachment.insert("url".to_owned(), link.into());
        let length = element.attribute("length").or_else(|| element.attribute("fileSize"));
        let length = length.and_then(|length| length.parse::<u64>().ok()).filter(|l| *l > 0);
        for (key, value) in [
            ("mime_type", kind.map(Value::from)),
            ("title", element.attribute("title").map(Value::from)),
            ("size_in_bytes", length.map(Value::from)),
        ] {
            if let Some(value) = value {
                attachment.insert(key.to_owned(), value);
            }
        }
        let attachment = Value::Object(attachment);
        if !self.found.attachments.iter().rev().take(50).any(|known| *known == attachment) {
            self.found.attachments.push(attachment);
        }
        true
    }

    fn subject(&mut self, element: &Element) {
        const MOST: usize = 500; // compared one by one
        let named = element.attribute("label").or_else(|| element.attribute("term"));
        let subject = match named {
            Some(name) => Some(name.to_owned()),
            None => content::line(element, Form::Unsaid),
        };
        let tags = &mut self.article.tags;
        if let Some(subject) = subject
            && !tags.iter().take(MOST).any(|tag| *tag == subject)
        {
            tags.push(subject);
        }
    }

    /// Takes the name of where an item comes from. An address is handed on.
    fn source(&mut self, element: &Element) -> bool {
        let title = element.children.iter().find(|child| child.name.local == "title");
        let name = content::line(title.unwrap_or(element), Form::Unsaid);
        let Some(name) = name.filter(|name| !addresses::is_web(name)) else {
            return false;
        };
        if self.article.dateline.source.is_some() {
            return false;
        }
        self.article.dateline.source = Some(name);
        element.attributes.is_empty() && element.children.len() <= 1
    }
}

/// A date's element without what is inside it: dates have only text.
fn clone_of(element: &Element) -> Element {
    Element {
        name: element.name.clone(),
        text: element.text.clone(),
        offset: element.offset,
        ..Element::default()
    }
}
