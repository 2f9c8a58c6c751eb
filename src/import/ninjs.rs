//! IPTC ninjs (<https://iptc.org/standards/ninjs/>), versions 1 to 3, to one article.
//!
//! A plain body is preferred, else HTML is read as HTML. Who and what the item names become
//! entities without marks, listed in the article's `mentions`: ninjs does not say where in
//! the text they stand, and it must not be guessed here. Subjects become tags.

use crate::bundle::{
    Article, Author, Block, BlockKind, EntityType, Fault, Reading, Severity, civil, edtf,
};
use crate::import::cast::{Mention, folded};
use crate::import::composition::{Composition, is_web};
use crate::import::gathering::Gathering;
use crate::import::json::{self, Members};
use crate::import::{Source, html, text};
use serde_json::Value;

/// Members that name somebody or something, in versions 3 and 1, with their type.
const NAMES: [(&str, EntityType); 10] = [
    ("people", EntityType::Person),
    ("person", EntityType::Person),
    ("organisations", EntityType::Organisation),
    ("organisation", EntityType::Organisation),
    ("places", EntityType::Place),
    ("place", EntityType::Place),
    ("events", EntityType::Event),
    ("event", EntityType::Event),
    ("objects", EntityType::Product),
    ("object", EntityType::Product),
];

/// Reads an item.
///
/// # Errors
/// A fatal fault if it is not JSON or holds no text.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, Fault> {
    let mut gathering = Gathering::default();
    let fallback = text::id_of(source.name);
    match json::parse(source.text)? {
        Value::Object(members) => article(members, "", &fallback, &mut gathering),
        Value::Array(values) => {
            for (index, value) in values.into_iter().enumerate() {
                let at = format!("/{index}");
                match value {
                    Value::Object(members) => {
                        article(members, &at, &format!("{fallback}-{}", index + 1), &mut gathering);
                    }
                    _ => gathering.error(&at, "This is not an item.", "It was left out."),
                }
            }
        }
        _ => {
            let what = "This is JSON, but not an item of ninjs.";
            return Err(Fault::new(Severity::Fatal, what, super::REMEDY).at(""));
        }
    }
    gathering.finish(source.text)
}

/// Reads one item as an article.
pub(super) fn article(
    mut members: Members,
    pointer: &str,
    fallback: &str,
    gathering: &mut Gathering,
) {
    let uri = json::text(&mut members, "uri");
    let mut article = Article {
        id: uri.clone().unwrap_or_else(|| fallback.to_owned()),
        url: json::text(&mut members, "url").or(uri.filter(|uri| is_web(uri))),
        language: json::text(&mut members, "language"),
        title: headline(&mut members),
        ..Article::default()
    };
    dates(&mut members, &mut article, pointer, gathering);
    if let Some(byline) = json::first_text(&mut members, &["byline", "by"]) {
        article.authors.push(Author { name: Some(byline), ..Author::default() });
    }
    article.dateline.source = publisher(&mut members);
    article.summary = described(&mut members);
    for name in ["subjects", "subject"] {
        let Some(Value::Array(subjects)) = members.get(name) else { continue };
        let named = subjects.iter().filter_map(|subject| label(subject.as_object()?));
        let tags: Vec<String> = named.collect();
        article.tags.extend(tags);
    }
    let mut whole = Composition::default();
    body(&mut members, article.url.as_deref(), &mut whole);
    pictures(&mut members, &mut whole);
    let rich = whole.finish();
    (article.content_text, article.dateline.blocks) = (rich.text, rich.blocks);
    if article.content_text.is_empty() {
        let remedy = "Check that the export was of whole items; the headline alone is shown.";
        gathering.error(pointer, "This item has no text.", remedy);
    }
    let mentions = mentions(&mut members, gathering);
    let mut more = json::unknown(members);
    json::keep(&mut more, "mentions", Value::Array(mentions));
    article.dateline.more = more;
    gathering.add(article, pointer);
}

/// The main headline; the others stay.
fn headline(members: &mut Members) -> Option<String> {
    if let Some(Value::Array(headlines)) = members.get_mut("headlines") {
        let role =
            |one: &Value| one.get("role").and_then(Value::as_str).unwrap_or("main").to_owned();
        let main = headlines.iter().position(|one| role(one).contains("main"));
        let at = main.or((!headlines.is_empty()).then_some(0))?;
        let taken = headlines.remove(at);
        return taken.get("value").and_then(Value::as_str).map(plain);
    }
    json::text(members, "headline").map(|headline| plain(&headline))
}

/// The words of a short text that may hold markup.
fn plain(words: &str) -> String {
    if words.contains('<') { folded(&html::fragment(words, None).text) } else { folded(words) }
}

fn described(members: &mut Members) -> Option<String> {
    if let Some(Value::Array(descriptions)) = members.get_mut("descriptions") {
        let first = (!descriptions.is_empty()).then(|| descriptions.remove(0))?;
        return first.get("value").and_then(Value::as_str).map(plain);
    }
    json::first_text(members, &["description_text", "description_usage"]).map(|words| plain(&words))
}

/// Published when it was first made; what was made of it later is JSON Feed's
/// `date_modified`. `contentcreated` may be a year or a month, as `issued` may.
fn dates(members: &mut Members, article: &mut Article, pointer: &str, gathering: &mut Gathering) {
    let first = json::text(members, "firstcreated");
    let version = json::text(members, "versioncreated");
    let content = json::text(members, "contentcreated");
    let is_instant = |date: &String| date.len() > 10 && civil::parse_instant(date).is_some();
    for (name, date) in [("firstcreated", &first), ("versioncreated", &version)] {
        if let Some(date) = date.as_ref().filter(|date| civil::parse_instant(date).is_none()) {
            gathering.error(
                &format!("{pointer}/{name}"),
                format!("“{date}” is not a date this program can read."),
                "Write it like 2024-03-12T08:00:00Z; it does not count.",
            );
        }
    }
    article.date_published =
        first.clone().filter(is_instant).or_else(|| version.clone().filter(is_instant));
    if let Some(version) =
        version.filter(|version| Some(version) != article.date_published.as_ref())
    {
        json::keep(&mut article.more, "date_modified", Value::String(version));
    }
    let words = content.or_else(|| first.filter(|date| !is_instant(date)));
    if let Some(words) = words.filter(|words| edtf::parse(words).is_some()) {
        let day = words.get(..10).unwrap_or(&words).to_owned();
        article.dateline.issued = Some(day);
    }
}

fn publisher(members: &mut Members) -> Option<String> {
    for name in ["infosources", "infosource"] {
        let Some(Value::Array(sources)) = members.get(name) else { continue };
        if let Some(name) = sources.iter().find_map(|source| label(source.as_object()?)) {
            return Some(name);
        }
    }
    ["copyrightholder", "provider"]
        .iter()
        .find_map(|name| members.get(*name)?.as_str().map(str::to_owned))
}

/// What an object is called.
fn label(members: &Members) -> Option<String> {
    let name = ["name", "literal"].iter().find_map(|name| members.get(*name)?.as_str())?;
    Some(folded(name)).filter(|name| !name.is_empty())
}

/// Adds the body: a plain one, else HTML; the bodies not read stay.
fn body(members: &mut Members, base: Option<&str>, whole: &mut Composition) {
    if let Some(Value::Array(bodies)) = members.get_mut("bodies") {
        let kind = |one: &Value| {
            one.get("contenttype")
                .and_then(Value::as_str)
                .unwrap_or("text/plain")
                .to_ascii_lowercase()
        };
        let role = |one: &Value| {
            one.get("role").and_then(Value::as_str).unwrap_or("main").contains("main")
        };
        let is_plain = |one: &Value| kind(one).starts_with("text/plain");
        let is_html = |one: &Value| kind(one).contains("html");
        let at = bodies
            .iter()
            .position(|one| role(one) && is_plain(one))
            .or_else(|| bodies.iter().position(is_plain))
            .or_else(|| bodies.iter().position(is_html));
        let Some(at) = at else { return };
        let taken = bodies.remove(at);
        let words = taken.get("value").and_then(Value::as_str).unwrap_or_default();
        if is_plain(&taken) {
            whole.add_plain(&words.replace("\r\n", "\n"));
        } else {
            whole.add_rich(html::fragment(words, base));
        }
        if bodies.is_empty() {
            members.remove("bodies");
        }
        return;
    }
    if let Some(words) = json::text(members, "body_text") {
        whole.add_plain(&words.replace("\r\n", "\n"));
    } else if let Some(words) = json::first_text(members, &["body_html", "body_xhtml"]) {
        whole.add_rich(html::fragment(&words, base));
    }
}

/// Adds the pictures among the associated items, each with its words as the caption.
fn pictures(members: &mut Members, whole: &mut Composition) {
    let associated: Vec<&Value> = match members.get("associations") {
        Some(Value::Array(values)) => values.iter().collect(),
        Some(Value::Object(named)) => named.values().collect(),
        _ => return,
    };
    for item in associated {
        let Some(item) = item.as_object() else { continue };
        if !matches!(
            item.get("type").and_then(Value::as_str),
            Some("picture" | "image" | "graphic")
        ) {
            continue;
        }
        let renditions: Vec<&Value> = match item.get("renditions") {
            Some(Value::Array(values)) => values.iter().collect(),
            Some(Value::Object(named)) => named.values().collect(),
            _ => Vec::new(),
        };
        let width = |one: &&&Value| one.get("width").and_then(Value::as_u64).unwrap_or(0);
        let src = renditions
            .iter()
            .filter(|one| one.get("href").and_then(Value::as_str).is_some_and(is_web))
            .max_by_key(width)
            .and_then(|one| one.get("href")?.as_str());
        let Some(src) = src else { continue };
        let mut own = item.clone();
        let alt = json::text(&mut own, "altText");
        let caption = described(&mut own).or_else(|| headline(&mut own)).unwrap_or_default();
        let kind = BlockKind::Figure;
        whole.add(Block { kind, src: Some(src.to_owned()), alt, ..Block::default() }, &caption);
    }
}

/// Adds who and what the item names; their ids, in the order of the item.
fn mentions(members: &mut Members, gathering: &mut Gathering) -> Vec<Value> {
    let mut ids: Vec<Value> = Vec::new();
    for (list, kind) in NAMES {
        for value in json::list(members, list) {
            let Value::Object(mut named) = value else { continue };
            let Some(words) = label(&named) else { continue };
            let same_as: Vec<String> =
                json::text(&mut named, "uri").filter(|uri| is_web(uri)).into_iter().collect();
            let place =
                gathering.cast.place(kind, &Mention { words: &words, id: None, same_as: &same_as });
            let Some(entity) = gathering.cast.at(place) else { continue };
            named.remove("name");
            for (name, value) in named {
                json::keep(&mut entity.more, &name, value);
            }
            let id = Value::from(entity.id.as_str());
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}
