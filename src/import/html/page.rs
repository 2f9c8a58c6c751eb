//! A web page to one article: its text, and what the page says of it.
//!
//! What surrounds the article on its page (menus, notices, related reading) is left out,
//! kept in the article's `left_out` and reported. It must not fetch anything the page
//! names.

use super::flow::{Surroundings, Wish};
use super::metadata::{self, Dated, Said};
use super::passed_over::is_surroundings;
use super::soup::{Event, Soup};
use super::tags::Tag;
use crate::bundle::blocks::Rich;
use crate::bundle::{Article, Author, Bundle, Fault, Reading, Severity};
use crate::import::text::{LEFT_OUT, id_of};
use crate::import::{Source, address};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::Range;

/// Reads a web page.
///
/// # Errors
/// A fatal fault if it holds no text, or is a page packed in one file (MHTML).
pub(crate) fn read(source: &Source<'_>) -> Result<Reading, Fault> {
    if is_packed(source.text) {
        let what = "This is a web page packed in one file (MHTML).";
        let remedy = "Open it in a browser and save it as “Web page, HTML only”, \
                      or as “Web page, complete”; then open the .html file.";
        return Err(Fault::new(Severity::Fatal, what, remedy));
    }
    let soup = Soup::of(source.text);
    let place = place_of_article(&soup);
    let said = metadata::of(&soup, place.events.clone(), source.name, source.text);
    let base = base_of(&soup, said.url.as_deref());
    let wish = Wish { base: base.as_deref(), title: said.title.as_deref(), ..Wish::default() };
    let whole = super::read(&soup, 0..soup.events.len(), wish);
    let own = Wish { surroundings: place.surroundings, ..wish };
    let rich = super::read(&soup, place.events.clone(), own).rich;
    #[cfg(not(target_arch = "wasm32"))]
    let (said, rich) = tidied(source, &soup, &place, base.as_deref(), said, rich);
    let mut rich = rich;
    if rich.text.is_empty() && rich.blocks.is_empty() {
        rich.clone_from(&whole.rich);
    }
    if rich.text.is_empty() && rich.blocks.is_empty() && said.title.is_none() {
        let remedy = "Its text may be brought by scripts: open it in a browser, and save it \
                      from there as a complete web page, or copy its text into a .txt file.";
        return Err(Fault::new(Severity::Fatal, "This web page holds no text.", remedy));
    }

    let left_out = left_out(&whole.rich.text, &rich.text, said.title.as_deref(), whole.unseen);
    Ok(reading(source, said, rich, left_out))
}

/// True for MHTML: a message in parts, as mail is.
fn is_packed(text: &str) -> bool {
    const HEAD: usize = 2048; // bytes
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text).to_ascii_lowercase();
    let head = head.trim_start();
    ["from:", "mime-version:", "content-type:", "snapshot-content-location:"]
        .into_iter()
        .any(|header| head.starts_with(header))
        && head.contains("multipart/related")
}

/// Where the article stands on its page.
struct Place {
    events: Range<usize>,
    surroundings: Surroundings,
    /// True if the page says so.
    #[cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "readability asks"))]
    is_sure: bool,
}

fn place_of_article(soup: &Soup) -> Place {
    const SHORTEST: usize = 140; // UTF-8 bytes; less is a teaser
    let mut bodies: Vec<Range<usize>> = Vec::new();
    let mut articles: Vec<Range<usize>> = Vec::new();
    let mut mains: Vec<Range<usize>> = Vec::new();
    let mut article_ends = 0;
    let mut at = 0;
    while let Some(event) = soup.events.get(at) {
        at += 1;
        let Event::Open(index) = event else { continue };
        let Some(element) = soup.elements.get(*index) else { continue };
        let range = at..element.close;
        if element.has_word("itemprop", "articleBody") {
            bodies.push(range);
        } else if element.tag == Tag::Article && at > article_ends {
            // Articles in an article are comments.
            article_ends = element.close;
            articles.push(range);
        } else if element.tag == Tag::Main || element.has_word("role", "main") {
            mains.push(range);
        } else if is_surroundings(element) || element.tag == Tag::Template {
            at = element.close;
        }
    }
    let length =
        |range: &Range<usize>| soup.texts_before(range.end) - soup.texts_before(range.start);
    let longest = |ranges: &[Range<usize>]| {
        ranges
            .iter()
            .rev()
            .max_by_key(|range| length(range))
            .filter(|r| length(r) >= SHORTEST)
            .cloned()
    };
    let all: usize = articles.iter().map(length).sum();
    // Many articles of one size are a list of articles.
    let article = longest(&articles).filter(|range| 2 * length(range) > all);
    match longest(&bodies).or(article).or_else(|| longest(&mains)) {
        Some(events) => Place { events, surroundings: Surroundings::OfArticle, is_sure: true },
        None => Place {
            events: 0..soup.events.len(),
            surroundings: Surroundings::OfPage,
            is_sure: false,
        },
    }
}

/// What relative links count from.
fn base_of(soup: &Soup, url: Option<&str>) -> Option<String> {
    let named = soup.elements.iter().filter(|element| element.tag == Tag::Base);
    named
        .filter_map(|element| element.get("href"))
        .find_map(|href| address::web_address(href, url))
        .or_else(|| url.map(str::to_owned))
}

/// What readability makes of the page, where it finds something, and what it knows of it.
#[cfg(not(target_arch = "wasm32"))]
fn tidied(
    source: &Source<'_>,
    soup: &Soup,
    place: &Place,
    base: Option<&str>,
    mut said: Said,
    own: Rich,
) -> (Said, Rich) {
    let Some(readable) = super::readable::read(source.text, soup) else { return (said, own) };
    let content = Soup::of(&readable.content);
    let wish = Wish {
        base,
        title: said.title.as_deref(),
        surroundings: Surroundings::OfArticle,
        ..Wish::default()
    };
    let found = super::read(&content, 0..content.events.len(), wish).rich;
    // Where the page says what its article is, readability may only tidy it.
    let tidies = (own.text.len().div_ceil(2)..=own.text.len()).contains(&found.text.len());
    let is_better = if place.is_sure { tidies } else { !found.text.is_empty() };
    fill(&mut said, readable.said);
    (said, if is_better { found } else { own })
}

/// Takes over what nobody else has said.
#[cfg(not(target_arch = "wasm32"))]
fn fill(said: &mut Said, more: Said) {
    let Said { title, date, authors, language, source, url: _, summary, tags: _ } = more;
    said.title = said.title.take().or(title);
    said.date = said.date.take().or(date);
    said.language = said.language.take().or(language);
    said.source = said.source.take().or(source);
    said.summary = said.summary.take().or(summary);
    if said.authors.is_empty() {
        said.authors = authors;
    }
}

/// The lines of the page that are not in the article, and what its readers do not see.
fn left_out(page: &str, article: &str, title: Option<&str>, unseen: Vec<String>) -> Vec<String> {
    /// UTF-8 bytes: shorter lines stand in long texts by chance.
    const TELLING: usize = 24;
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let lines = |text| str::split(text, ['\n', '\t']);
    let kept: BTreeSet<String> = lines(article).chain(title).map(bare).collect();
    let whole = bare(article);
    // What is searched in vain costs the length of the article; so much is enough for any
    // page that somebody wrote.
    let mut budget: usize = 1 << 28;
    let mut out: Vec<String> = Vec::new();
    for line in lines(page) {
        let key = bare(line);
        if key.is_empty() || kept.contains(&key) {
            continue;
        }
        if key.len() >= TELLING && budget > whole.len() {
            budget -= whole.len();
            // Lines that were joined on the way.
            if whole.contains(&key) {
                continue;
            }
        }
        out.push(line.trim().to_owned());
    }
    out.extend(unseen);
    out
}

fn reading(source: &Source<'_>, said: Said, rich: Rich, left_out: Vec<String>) -> Reading {
    let mut faults = Vec::new();
    let mut article = Article {
        id: id_of(source.name),
        url: said.url,
        title: said.title,
        summary: said.summary,
        language: said.language,
        tags: said.tags,
        content_text: rich.text,
        ..Article::default()
    };
    let author = |name| Author { name: Some(name), ..Author::default() };
    article.authors = said.authors.into_iter().map(author).collect();
    article.dateline.source = said.source;
    article.dateline.blocks = rich.blocks;
    match said.date.as_deref().map(|date| (date, metadata::dated(date))) {
        Some((_, Some(Dated::Instant(instant)))) => article.date_published = Some(instant),
        Some((_, Some(Dated::Day(day)))) => article.dateline.issued = Some(day),
        Some((date, None)) => faults.push(Fault::new(
            Severity::Notice,
            format!("The page gives its date as “{}”, which cannot be read.", shortened(date)),
            "Give the article a date such as 2024-03-12; it is shown as undated.",
        )),
        None => {}
    }
    if !left_out.is_empty() {
        faults.push(report(&left_out));
        let lines = left_out.into_iter().map(Value::from).collect();
        article.dateline.more.insert(LEFT_OUT, Value::Array(lines));
    }
    let mut bundle = Bundle::new(article.headline());
    bundle.items.push(article);
    Reading { bundle, faults, wants_html: false }
}

/// Says what was left out, by its first words.
fn report(left_out: &[String]) -> Fault {
    const NAMED: usize = 5;
    let words: Vec<String> =
        left_out.iter().take(NAMED).map(|line| format!("“{}”", shortened(line))).collect();
    let more = if left_out.len() > NAMED { " …" } else { "" };
    let words = words.join(", ");
    let what = match left_out.len() {
        1 => format!("A line ({words}) looks like a part of the web page, not of the article."),
        count => format!(
            "{count} lines ({words}{more}) look like parts of the web page, not of the article."
        ),
    };
    let remedy = format!("They are not shown, but kept in the article's “{LEFT_OUT}”.");
    Fault::new(Severity::Notice, what, remedy)
}

/// The first words of a line.
fn shortened(line: &str) -> String {
    const LONGEST: usize = 40; // code points
    match line.char_indices().nth(LONGEST) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
