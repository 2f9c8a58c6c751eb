//! What a web page says of itself: `meta`, JSON-LD, `time`, `link`, `h1` and `title`.
//!
//! It must not guess: what the page does not say stays empty.

use super::flow::{self, Wish};
use super::json_ld;
use super::pictures::collapsed;
use super::soup::{Element, Event, Soup};
use super::tags::Tag;
use crate::bundle::{civil, edtf};
use crate::import::address;
use std::collections::BTreeMap;
use std::ops::Range;

/// What somebody says of an article. Texts are as they were written, white space collapsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) tags: Vec<String>,
}

/// UTF-8 bytes: a time further from the beginning of the text than this is not its date.
const NEAR: usize = 1000;

/// Text on one line, if there is any. References that were escaped twice are resolved.
pub(super) fn clean(text: &str) -> Option<String> {
    let text = if text.contains('&') && !text.contains('<') {
        super::fragment(text, None).text
    } else {
        text.to_owned()
    };
    Some(collapsed(&text)).filter(|text| !text.is_empty())
}

/// What the page says. `body` is where its article stands, `name` its file name or address.
pub(super) fn of(soup: &Soup, body: Range<usize>, name: &str, html: &str) -> Said {
    let meta = Meta::of(soup);
    let scripts = soup.opened(Tag::Script).filter(|(_, script)| {
        script
            .get("type")
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
    });
    let scripts: Vec<String> =
        scripts.map(|(at, script)| soup.texts(at..script.close).collect()).collect();
    let linked = json_ld::read(scripts.iter().map(String::as_str));

    let own = canonical(soup).or_else(|| meta.first(&["og:url"])).or(linked.url);
    let saved = || saved_from(html).or_else(|| address::of_file(name));
    let url = own
        .and_then(|url| address::web_address(&url, saved().as_deref()))
        .or_else(|| address::web_address(&saved()?, None));
    let source = meta
        .first(&["og:site_name"])
        .or(linked.source)
        .or_else(|| meta.first(&["application-name", "dc.publisher", "dcterms.publisher"]));
    let title_tag = soup
        .opened(Tag::Title)
        .next()
        .and_then(|(at, title)| clean(&soup.texts(at..title.close).collect::<String>()));
    let title = meta
        .first(&["og:title"])
        .or(linked.title)
        .map(|title| without_site(&title, source.as_deref(), false))
        .or_else(|| first_heading(soup, &body, title_tag.as_deref(), source.as_deref()))
        .or_else(|| Some(without_site(&title_tag?, source.as_deref(), true)))
        .or_else(|| meta.first(&["twitter:title", "dc.title", "dcterms.title"]));

    let mut authors = linked.authors;
    if authors.is_empty() {
        authors = meta.all(&["author", "article:author", "dc.creator", "dcterms.creator", "byl"]);
        authors.retain(|author| !author.starts_with("http"));
    }
    if authors.is_empty() {
        authors = linked_authors(soup);
    }
    for author in &mut authors {
        if let Some(bare) = author.get(..3).filter(|by| by.eq_ignore_ascii_case("by ")) {
            *author = author[bare.len()..].trim().to_owned();
        }
    }
    let mut tags = meta.all(&["article:tag"]);
    if tags.is_empty() {
        tags = linked.tags;
    }
    if tags.is_empty() {
        let words = meta.first(&["news_keywords", "keywords"]).unwrap_or_default();
        tags = words.split(',').filter_map(clean).collect();
    }
    Said {
        title,
        date: linked
            .date
            .or_else(|| meta.first(&["article:published_time", "og:published_time"]))
            .or_else(|| {
                meta.first(&["dc.date.issued", "dc.date", "dcterms.issued", "dcterms.date"])
            })
            .or_else(|| meta.first(&["datepublished", "date", "pubdate", "parsely-pub-date"]))
            .or_else(|| time_near(soup, &body)),
        authors: distinct(authors),
        language: language(soup)
            .or_else(|| linked.language.filter(|tag| is_language(tag)))
            .or_else(|| meta.first(&["og:locale"]).map(|tag| tag.replace('_', "-"))),
        source,
        url,
        summary: meta.first(&["description", "og:description"]).or(linked.summary),
        tags: distinct(tags),
    }
}

fn distinct(words: Vec<String>) -> Vec<String> {
    let mut known = std::collections::BTreeSet::new();
    words.into_iter().filter(|word| !word.is_empty() && known.insert(word.clone())).collect()
}

/// The `meta` elements by name, in order.
struct Meta(BTreeMap<String, Vec<String>>);

impl Meta {
    fn of(soup: &Soup) -> Self {
        let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for element in soup.elements.iter().filter(|element| element.tag == Tag::Meta) {
            let name = ["property", "name", "itemprop"].into_iter().find_map(|n| element.get(n));
            if let (Some(name), Some(content)) = (name, element.get("content").and_then(clean)) {
                known.entry(name.trim().to_ascii_lowercase()).or_default().push(content);
            }
        }
        Self(known)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|&name| self.0.get(name)?.first().cloned())
    }

    /// All values of the first name that has any.
    fn all(&self, names: &[&str]) -> Vec<String> {
        names.iter().find_map(|&name| self.0.get(name).cloned()).unwrap_or_default()
    }
}

fn canonical(soup: &Soup) -> Option<String> {
    let mut links = soup.elements.iter().filter(|element| element.tag == Tag::Link);
    links.find(|link| link.has_word("rel", "canonical"))?.get("href").map(str::to_owned)
}

/// The address that a browser noted when it saved the page.
fn saved_from(html: &str) -> Option<String> {
    const HEAD: usize = 4096; // bytes; browsers write it first
    let head = html.get(..html.floor_char_boundary(HEAD)).unwrap_or(html);
    let (_, rest) = head.split_once("saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    let end = rest.find(|c: char| c.is_whitespace() || c == '>')?;
    Some(rest[..end].trim_end_matches("--").to_owned())
}

fn is_language(tag: &str) -> bool {
    const LONGEST: usize = 35; // BCP 47, section 4.4.1
    tag.starts_with(|c: char| c.is_ascii_alphabetic())
        && (2..=LONGEST).contains(&tag.len())
        && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn language(soup: &Soup) -> Option<String> {
    let html = soup.elements.iter().find(|element| element.tag == Tag::Html)?;
    let tag = html.get("lang").or_else(|| html.get("xml:lang"))?.trim();
    is_language(tag).then(|| tag.to_owned())
}

/// The first heading of the first level that is not the site's own name; rather one that
/// the title of the page repeats, and rather one near the text.
fn first_heading(
    soup: &Soup,
    body: &Range<usize>,
    title: Option<&str>,
    source: Option<&str>,
) -> Option<String> {
    const MOST: usize = 20;
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, heading) in soup.opened(Tag::H1).take(MOST) {
        let words = collapsed(&flow::read(soup, at..heading.close, Wish::default()).rich.text);
        if !words.is_empty() && source != Some(words.as_str()) {
            found.push((at, words));
        }
    }
    let repeated = |(_, words): &&(usize, String)| title.is_some_and(|title| title.contains(words));
    let inside = |(at, _): &&(usize, String)| body.contains(at);
    let chosen = found.iter().find(repeated).or_else(|| found.iter().find(inside));
    chosen.or_else(|| found.first()).map(|(_, words)| words.clone())
}

/// A title without the name of the site at its end or beginning. Where the name is not
/// known, a short last part counts as one if `guess` says so.
fn without_site(title: &str, source: Option<&str>, guess: bool) -> String {
    const SEPARATORS: [&str; 8] = [" | ", " – ", " — ", " - ", " · ", " » ", " :: ", " • "];
    const LONGEST_NAME: usize = 4; // words
    let words = |text: &str| text.split_whitespace().count();
    for separator in SEPARATORS {
        if let Some((rest, name)) = title.rsplit_once(separator)
            && source.is_some_and(|source| source.eq_ignore_ascii_case(name.trim()))
        {
            return rest.trim().to_owned();
        }
        if let Some((name, rest)) = title.split_once(separator)
            && source.is_some_and(|source| source.eq_ignore_ascii_case(name.trim()))
        {
            return rest.trim().to_owned();
        }
    }
    let last = SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
    match last.max_by_key(|(rest, _)| rest.len()) {
        Some((rest, name)) if guess && words(name) <= LONGEST_NAME && words(rest) > words(name) => {
            rest.trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

/// The people that links and items call authors.
fn linked_authors(soup: &Soup) -> Vec<String> {
    const LONGEST: usize = 80; // UTF-8 bytes of a name
    const MOST: usize = 50; // authors, and events that a name is made of
    let mut found = Vec::new();
    for (at, event) in soup.events.iter().enumerate() {
        let (Event::Open(index) | Event::Format(index)) = event else { continue };
        let Some(element) = soup.elements.get(*index) else { continue };
        if !element.has_word("rel", "author") && !element.has_word("itemprop", "author") {
            continue;
        }
        if found.len() == MOST {
            break;
        }
        let end = if element.tag == Tag::A { soup.end_of_link(at + 1) } else { element.close };
        let mut words = String::new();
        for text in soup.texts(at + 1..end.min(at + 1 + MOST)) {
            words.push_str(text);
            if words.len() > LONGEST {
                break;
            }
        }
        found.extend(clean(&words).filter(|words| words.len() <= LONGEST));
    }
    found
}

/// The `time` that says when the article was published: one that is called so, or the first
/// near the beginning of the text.
fn time_near(soup: &Soup, body: &Range<usize>) -> Option<String> {
    let times = || {
        soup.opened(Tag::Time)
            .filter(|(_, time)| !time.is_hidden() && time.get("datetime").is_some())
    };
    let named = |(_, time): &(usize, &Element)| {
        time.has_word("itemprop", "datePublished") || time.get("pubdate").is_some()
    };
    let begins = soup.texts_before(body.start);
    let near =
        |(at, _): &(usize, &Element)| soup.texts_before(*at) <= begins + NEAR && *at < body.end;
    let time = times().find(named).or_else(|| times().find(near))?.1;
    time.get("datetime").and_then(clean)
}

/// A date of publication: an instant, or only a day, month or year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    /// RFC 3339.
    Instant(String),
    /// EDTF.
    Day(String),
}

/// Reads a date as pages write it: ISO 8601 with its usual liberties. An hour without a
/// zone is no instant, so the day is all that is kept.
pub(super) fn dated(text: &str) -> Option<Dated> {
    let text = text.trim();
    let Some(day) = text.get(..10).filter(|day| civil::parse_day(day).is_some()) else {
        return edtf::parse(text).map(|_| Dated::Day(text.to_owned()));
    };
    let day = Dated::Day(day.to_owned());
    let rest: String = text[10..].chars().filter(|c| !c.is_whitespace()).collect();
    let clock = rest.trim_start_matches(['T', 't']);
    let Some(zone_at) = clock.find(['Z', 'z', '+', '-']) else { return Some(day) };
    let (clock, zone) = clock.split_at(zone_at);
    let seconds = if clock.split(':').count() == 2 { ":00" } else { "" };
    let zone = match zone.len() {
        1 => "Z".to_owned(),
        3 => format!("{zone}:00"),
        5 if !zone.contains(':') => format!("{}:{}", &zone[..3], &zone[3..]),
        _ => zone.to_owned(),
    };
    let instant = format!("{}T{clock}{seconds}{zone}", &text[..10]);
    let valid = instant.is_ascii() && civil::parse_instant(&instant).is_some();
    Some(if valid { Dated::Instant(instant) } else { day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_pages_write_them() {
        let instant = |text: &str| Some(Dated::Instant(text.to_owned()));
        let day = |text: &str| Some(Dated::Day(text.to_owned()));
        for (text, expected) in [
            ("2024-03-12T08:00:00Z", instant("2024-03-12T08:00:00Z")),
            ("2024-03-12T08:00:00.5+01:00", instant("2024-03-12T08:00:00.5+01:00")),
            ("2024-03-12T08:00+0100", instant("2024-03-12T08:00:00+01:00")),
            ("2024-03-12 08:00:00 +01", instant("2024-03-12T08:00:00+01:00")),
            ("2024-03-12T08:00:00", day("2024-03-12")),
            (" 2024-03-12 ", day("2024-03-12")),
            ("2024-03-12T25:00Z", day("2024-03-12")),
            ("2024-03", day("2024-03")),
            ("2024-03-12Ta€-é", day("2024-03-12")),
            ("12 March 2024", None),
            ("2024-13-12", None),
            ("", None),
        ] {
            assert_eq!(dated(text), expected, "{text}");
        }
    }

    #[test]
    fn a_title_goes_without_the_name_of_its_site() {
        for (title, source, guess, expected) in [
            ("Quay opens | Coast Courier", Some("Coast Courier"), false, "Quay opens"),
            ("Coast Courier - Quay opens", Some("coast courier"), false, "Quay opens"),
            ("Quay opens - again", Some("Coast Courier"), false, "Quay opens - again"),
            (
                "Quay opens after a long winter – Coast Courier",
                None,
                true,
                "Quay opens after a long winter",
            ),
            (
                "Quay opens after a long winter – Coast Courier",
                None,
                false,
                "Quay opens after a long winter – Coast Courier",
            ),
            ("Quay - Coast Courier", None, true, "Quay - Coast Courier"),
        ] {
            assert_eq!(without_site(title, source, guess), expected, "{title}");
        }
    }
}
