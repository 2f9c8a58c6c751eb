//! RSS (0.9x, 1.0, 2.0) and Atom (1.0, 0.3) to bundles.
//!
//! One reader for the command and the page, so that a feed means the same on both sides; a
//! ready-made one would bring calendars, regular expressions and addresses of its own into
//! the page. It must not fetch what a feed points to, and what it has no place for it hands
//! on as `_feed` instead of dropping it.

mod content;
mod item;
mod names;
mod people;
mod references;
mod remarks;
mod settle;
mod xml;

use crate::bundle::place::Place;
use crate::bundle::{Bundle, Fault, Reading, Severity};
use crate::import::Source;
use crate::import::address::{self, web_address};
use content::Form;
use item::Surroundings;
use names::Space;
use remarks::Remarks;
use serde_json::{Map, Value};
use xml::Element;

/// The member that keeps what a feed says and JSON Feed has no place for.
pub(super) const KEPT: &str = "_feed";

/// Reads a feed.
///
/// # Errors
/// A fatal fault if it is no feed, or one without an item.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, Fault> {
    let mut remarks = Remarks::default();
    let root = xml::tree(source.text, &mut remarks).unwrap_or_default();
    let name = (root.name.space, root.name.local.as_str());
    let is_feed = matches!(
        name,
        (Space::Rss, "rss" | "channel") | (Space::Atom, "feed" | "entry") | (_, "RDF")
    );
    if !is_feed {
        return Err(no_feed(source.text, &root));
    }
    let mut bundle = Bundle::new("");
    let items = channel(root, source.name, &mut bundle, &mut remarks);
    let faults = remarks.faults(source.text, items);
    if bundle.items.is_empty() {
        let mut fault = Fault::new(
            Severity::Fatal,
            "There is no article in this feed.",
            "Check that the download was complete, or open the feed again when it has articles.",
        );
        if let Some(cause) = faults.into_iter().find(|fault| fault.severity == Severity::Error) {
            fault.what = format!("{} {}", fault.what, cause.what);
            fault.place = cause.place;
        }
        return Err(fault);
    }
    if bundle.title.is_empty() {
        bundle.title = bundle.home_page_url.clone().unwrap_or_else(|| "Untitled".to_owned());
    }
    Ok(Reading { bundle, faults, wants_html: false })
}

fn no_feed(text: &str, root: &Element) -> Fault {
    let what = match root.name.local.as_str() {
        "" => "This looks like XML, but there is no element in it.".to_owned(),
        local => format!("This is XML, but no feed: it holds <{local}>."),
    };
    let remedy = "Open an RSS or Atom feed, or save the text as .txt or .html first.";
    Fault::new(Severity::Fatal, what, remedy).in_place(Place::of_offset(text, root.offset))
}

/// What a feed says of itself, then its items. The answer is how many articles there are.
fn channel(root: Element, name: &str, bundle: &mut Bundle, remarks: &mut Remarks) -> usize {
    let is_atom = root.name.space == Space::Atom;
    let language = root.attribute("lang").map(str::to_owned);
    let declared_base = root.attribute("base").map(str::to_owned);
    // RSS puts items inside the channel, RDF beside it, a lone entry is its own root.
    let mut members = Vec::new();
    let mut items = Vec::new();
    let mut inner_base = None;
    if root.name.local == "entry" {
        items.push(root);
    } else {
        let mut parts = vec![root];
        while let Some(part) = parts.pop() {
            for child in part.children {
                match (child.name.space, child.name.local.as_str()) {
                    (Space::Rss, "item") | (Space::Atom, "entry") => items.push(child),
                    (Space::Rss, "channel") => {
                        inner_base = child.attribute("base").map(str::to_owned).or(inner_base);
                        parts.push(child);
                    }
                    // The table of contents of RDF: the items themselves follow.
                    (Space::Rss, "items") => {}
                    _ => members.push(child),
                }
            }
        }
    }
    let address = address::of_file(name);
    let declared = inner_base.or(declared_base).or_else(|| address.clone());
    let found = links_of(&members, declared.as_deref());
    let declared = declared
        .and_then(|base| web_address(&base, found.own.as_deref().or(found.home.as_deref())));
    bundle.home_page_url.clone_from(&found.home);
    let base = if is_atom {
        declared.or(found.own.clone()).or(found.home)
    } else {
        declared.filter(|_| address.is_none()).or(found.home).or(address)
    };
    bundle.language = language;
    describe(bundle, members, base.as_deref(), found.own);
    let mut surroundings = Surroundings::new(base, bundle.language.clone());
    for element in items {
        if let Some(article) = item::article(element, &mut surroundings, remarks) {
            bundle.items.push(article);
        }
    }
    surroundings.finish(remarks);
    bundle.items.len()
}

/// The addresses of a feed.
struct Links {
    /// Of the site.
    home: Option<String>,
    /// Of the feed itself.
    own: Option<String>,
}

fn links_of(members: &[Element], base: Option<&str>) -> Links {
    let mut links = Links { home: None, own: None };
    // The feed's own address first: the site's may count from it.
    for is_own in [true, false] {
        for member in members.iter().filter(|member| member.name.local == "link") {
            let relation = member.attribute("rel").unwrap_or("alternate");
            let from = base.or(links.own.as_deref());
            let target = match member.name.space {
                Space::Rss if !is_own => member.words(),
                Space::Atom if is_own && relation == "self" => member.attribute("href"),
                Space::Atom if !is_own && relation == "alternate" => member.attribute("href"),
                _ => None,
            };
            let target = target.and_then(|target| web_address(target, from));
            let place = if is_own { &mut links.own } else { &mut links.home };
            if place.is_none() {
                *place = target;
            }
        }
    }
    links
}

/// Fills in what a feed says of itself.
fn describe(bundle: &mut Bundle, members: Vec<Element>, base: Option<&str>, own: Option<String>) {
    let mut kept = Map::new();
    let mut authors = Vec::new();
    for member in members {
        let unsaid = if member.name.space == Space::Atom { Form::Plain } else { Form::Unsaid };
        let resolved = |link: Option<&str>| link.and_then(|link| web_address(link, base));
        let taken = match (member.name.space, member.name.local.as_str()) {
            (Space::Rss | Space::Atom | Space::Dublin, "title") if bundle.title.is_empty() => {
                content::line(&member, unsaid).map(|title| bundle.title = title).is_some()
            }
            (Space::Rss | Space::Atom, "description" | "subtitle" | "tagline")
                if bundle.description.is_none() =>
            {
                bundle.description = content::plain(&member, unsaid);
                true
            }
            (Space::Rss | Space::Dublin, "language") if bundle.language.is_none() => {
                bundle.language = member.words().map(str::to_owned);
                true
            }
            (Space::Rss, "link") => {
                resolved(member.words()).is_some_and(|link| bundle.home_page_url == Some(link))
            }
            (Space::Atom, "link") => {
                let link = resolved(member.attribute("href"));
                match member.attribute("rel").unwrap_or("alternate") {
                    "self" => link.is_some() && link == own,
                    "next" => {
                        if let Some(link) = link {
                            bundle.more.insert("next_url", link.into());
                        }
                        true
                    }
                    "alternate" => link.is_some() && link == bundle.home_page_url,
                    _ => false,
                }
            }
            (Space::Atom, "author")
            | (Space::Dublin, "creator")
            | (Space::Rss, "managingEditor") => {
                people::author(&member).map(|author| authors.push(author)).is_some()
            }
            (Space::Rss, "image") => {
                let link = member.children.iter().find(|child| child.name.local == "url");
                match resolved(link.and_then(Element::words)) {
                    Some(link) if !bundle.more.contains_key("icon") => {
                        bundle.more.insert("icon", link.into());
                        true
                    }
                    _ => false,
                }
            }
            (Space::Atom, "logo" | "icon") if !bundle.more.contains_key("icon") => {
                resolved(member.words())
                    .map(|link| bundle.more.insert("icon", link.into()))
                    .is_some()
            }
            _ => false,
        };
        if !taken {
            keep(&mut kept, &member);
        }
    }
    if let Some(own) = own {
        bundle.more.insert("feed_url", own.into());
    }
    if !authors.is_empty() {
        let authors = serde_json::to_value(authors).unwrap_or_default();
        bundle.more.insert("authors", authors);
    }
    if !kept.is_empty() {
        bundle.more.insert(KEPT, Value::Object(kept));
    }
}

/// Keeps an element that nothing else takes, as JSON: its text, or its attributes and its
/// elements; several of one name as a list.
fn keep(kept: &mut Map<String, Value>, element: &Element) {
    let Some(value) = value_of(element) else { return };
    match kept.get_mut(&element.name.key()) {
        None => {
            kept.insert(element.name.key(), value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(one) => {
            let first = one.take();
            *one = Value::Array(vec![first, value]);
        }
    }
}

/// An element as JSON; nothing if it is empty. The tree is shallow: its reader sees to it.
fn value_of(element: &Element) -> Option<Value> {
    let text = element.words().map(Value::from);
    if element.attributes.is_empty() && element.children.is_empty() {
        return text;
    }
    let mut members = Map::new();
    for (key, value) in &element.attributes {
        members.insert(key.clone(), value.as_str().into());
    }
    for child in &element.children {
        keep(&mut members, child);
    }
    if let Some(text) = text {
        members.insert("text".to_owned(), text);
    }
    Some(Value::Object(members))
}

#[cfg(test)]
#[path = "feed_tests.rs"]
mod tests;
