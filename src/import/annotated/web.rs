//! W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>): pages, collections,
//! graphs, lists and single ones, put on articles that are open already.
//!
//! The file says where the words stand (a position in code points, a quote, or both), but
//! not the text: without the article beside it, it is refused. A quote alone is placed only
//! where one place fits it.

use super::{catalogued, field_of, labels, sort};
use crate::bundle::marks::{self, Outcome};
use crate::bundle::offsets::Offsets;
use crate::bundle::pointers;
use crate::bundle::{
    Article, Basis, Bundle, EntityType, Fault, Field, Mark, OffsetUnit, Severity, Time,
};
use crate::import::cast::{Cast, Ids, Mention};
use crate::import::json::{self, Members};
use crate::import::{Source, text};
use serde_json::Value;
use std::collections::BTreeMap;

/// Objects within objects that are looked into: collections in graphs in lists.
const DEEPEST: usize = 8;

/// What one annotation says, before it is placed.
#[derive(Debug, Default)]
struct Annotation {
    id: Option<String>,
    source: Option<String>,
    position: Option<(usize, usize)>,
    exact: String,
    prefix: String,
    suffix: String,
    field: Option<String>,
    said: Members,
}

/// The remedy for annotations that came alone.
pub(in crate::import) fn alone(name: &str) -> Fault {
    let what = format!("{name} holds annotations, but not the text they belong to.");
    let remedy = "Open the article (a text or a bundle) together with it.";
    Fault::new(Severity::Fatal, what, remedy)
}

/// Puts annotations on the articles of a bundle they name as their source; on its only
/// article, if it has one. Answers what was noticed, in the order of the file.
///
/// # Errors
/// A fatal fault, if the text is not JSON.
pub(in crate::import) fn apply(
    bundle: &mut Bundle,
    file: &Source<'_>,
) -> Result<Vec<Fault>, Fault> {
    let mut faults = Vec::new();
    let mut values = Vec::new();
    collect(json::parse(file.text)?, String::new(), DEEPEST, &mut values);
    let homes = Homes::of(&bundle.items);
    let mut cast = Cast::of(std::mem::take(&mut bundle.dateline.entities));
    let mut wanted: Vec<Vec<(String, Annotation)>> =
        bundle.items.iter().map(|_| Vec::new()).collect();
    for (pointer, members) in values {
        let annotation = Annotation::read(members);
        let home = homes.find(annotation.source.as_deref());
        match home.and_then(|home| wanted.get_mut(home)) {
            Some(list) => list.push((pointer, annotation)),
            None => {
                let source = annotation.source.as_deref().unwrap_or("nothing");
                let what =
                    format!("This annotation belongs to “{source}”, which is no article here.");
                let remedy =
                    "Open that article together with it, or correct the source; it was left out.";
                faults.push(Fault::new(Severity::Error, what, remedy).at(pointer));
            }
        }
    }
    for (article, annotations) in bundle.items.iter_mut().zip(wanted) {
        if !annotations.is_empty() {
            put_on(article, annotations, &mut cast, &mut faults);
        }
    }
    bundle.dateline.entities = cast.into_entities();
    pointers::put_in_place(file.text, &mut faults);
    Ok(faults)
}

/// Finds the annotations in whatever they are wrapped in.
fn collect(value: Value, pointer: String, depth: usize, found: &mut Vec<(String, Members)>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        Value::Array(values) => {
            for (index, value) in values.into_iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), depth, found);
            }
        }
        Value::Object(members) if members.contains_key("target") => found.push((pointer, members)),
        Value::Object(mut members) => {
            for name in ["@graph", "first", "items"] {
                if let Some(inner) = members.remove(name) {
                    let at = crate::bundle::place::join(&pointer, name);
                    collect(inner, at, depth, found);
                }
            }
        }
        _ => {}
    }
}

/// Which article an address means.
struct Homes {
    names: BTreeMap<String, usize>,
    count: usize,
}

impl Homes {
    /// By id, then by address where only one article has it, then by what a file of that
    /// name would be called.
    fn of(articles: &[Article]) -> Self {
        let mut names = BTreeMap::new();
        for (at, article) in articles.iter().enumerate() {
            names.insert(article.id.clone(), at);
        }
        for (at, article) in articles.iter().enumerate() {
            for address in [&article.url, &article.external_url].into_iter().flatten() {
                names.entry(address.clone()).or_insert(at);
            }
        }
        Self { names, count: articles.len() }
    }

    fn find(&self, source: Option<&str>) -> Option<usize> {
        let known = source.and_then(|source| {
            let bare = source.split('#').next().unwrap_or_default();
            let named = || self.names.get(&text::id_of(bare));
            self.names.get(source).or_else(|| self.names.get(bare)).or_else(named)
        });
        known.copied().or((self.count == 1).then_some(0))
    }
}

impl Annotation {
    fn read(mut members: Members) -> Self {
        let mut annotation = Self { id: json::text(&mut members, "id"), ..Self::default() };
        // Of several targets the first counts; the rest is kept.
        let mut targets = json::list(&mut members, "target").into_iter();
        match targets.next() {
            Some(Value::String(source)) => annotation.source = Some(source),
            Some(Value::Object(mut target)) => {
                annotation.source = match target.remove("source") {
                    Some(Value::Object(mut source)) => json::text(&mut source, "id"),
                    Some(Value::String(source)) => Some(source),
                    _ => json::text(&mut target, "id"),
                };
                annotation.field = json::text(&mut target, "dateline:field");
                for selector in json::list(&mut target, "selector") {
                    annotation.select(selector, DEEPEST);
                }
            }
            _ => {}
        }
        json::keep_among(&mut members, "targets", Value::Array(targets.collect()));
        annotation.said = members;
        annotation
    }

    fn select(&mut self, selector: Value, depth: usize) {
        let (Value::Object(mut selector), Some(depth)) = (selector, depth.checked_sub(1)) else {
            return;
        };
        match selector.get("type").and_then(Value::as_str) {
            Some("TextPositionSelector") => {
                let ends =
                    (json::offset(&mut selector, "start"), json::offset(&mut selector, "end"));
                if let (Some(start), Some(end)) = ends {
                    self.position = Some((start, end));
                }
            }
            Some("TextQuoteSelector") => {
                // White space at the ends of these is meant.
                let words = |name| match selector.get(name) {
                    Some(Value::String(words)) => words.clone(),
                    _ => String::new(),
                };
                (self.exact, self.prefix, self.suffix) =
                    (words("exact"), words("prefix"), words("suffix"));
            }
            _ => {}
        }
        for inner in json::list(&mut selector, "refinedBy") {
            self.select(inner, depth);
        }
    }

    /// Where the words stand, in code points, and whether that had to be repaired.
    fn place(&self, offsets: &Offsets<'_>) -> (Mark, Outcome) {
        let (start, end) = self.position.unwrap_or_default();
        let mut mark = Mark { start, end, quote: self.exact.clone(), ..Mark::default() };
        if self.position.is_some() {
            let outcome = marks::verify(&mut mark, offsets, OffsetUnit::Codepoint);
            return (mark, outcome);
        }
        let text = offsets.text();
        let long = format!("{}{}{}", self.prefix, self.exact, self.suffix);
        // Surroundings that differ only in white space must not lose the words.
        let places: Vec<usize> = if self.exact.is_empty() {
            Vec::new()
        } else {
            let within = text.match_indices(&long).map(|(at, _)| at + self.prefix.len());
            let found: Vec<usize> = within.take(2).collect();
            if found.is_empty() {
                text.match_indices(&self.exact).map(|(at, _)| at).take(2).collect()
            } else {
                found
            }
        };
        match (places.as_slice(), places.first().and_then(|&at| offsets.to_code_point(at))) {
            ([_], Some(start)) => {
                (mark.start, mark.end) = (start, start + self.exact.chars().count());
                (mark, Outcome::Sound)
            }
            ([], _) => (mark, Outcome::Lost),
            _ => (mark, Outcome::Ambiguous),
        }
    }
}

fn put_on(
    article: &mut Article,
    annotations: Vec<(String, Annotation)>,
    cast: &mut Cast,
    faults: &mut Vec<Fault>,
) {
    let body_text = std::mem::take(&mut article.content_text);
    let title_text = article.title.clone().unwrap_or_default();
    let (body, title) = (Offsets::new(&body_text), Offsets::new(&title_text));
    let mut ids = Ids::default();
    for mark in &article.dateline.marks {
        ids.take(&mark.id);
    }
    for (pointer, annotation) in annotations {
        let field = field_of(annotation.field.as_deref());
        let offsets = if field == Field::Title { &title } else { &body };
        let (mut mark, outcome) = annotation.place(offsets);
        if outcome != Outcome::Sound {
            faults.push(fault(&mark, &outcome).at(pointer));
        }
        if !outcome.is_usable() {
            continue;
        }
        mark.field = field;
        let own = annotation.id.as_deref().and_then(|id| id.rsplit_once('#')).map(|(_, own)| own);
        let own = own.filter(|own| !own.is_empty()).unwrap_or("a1");
        mark.id = ids.take(own);
        tell(&mut mark, annotation, cast);
        article.dateline.marks.push(mark);
    }
    drop((body, title));
    article.content_text = body_text;
    sort(&mut article.dateline.marks);
}

/// Takes what the bodies say: who is meant, when, and notes.
fn tell(mark: &mut Mark, annotation: Annotation, cast: &mut Cast) {
    let mut said = annotation.said;
    let (mut name, mut kind, mut id) = (None, None, None);
    let mut same_as = Vec::new();
    let mut rest = Vec::new();
    for body in json::list(&mut said, "body") {
        let Value::Object(mut body) = body else {
            // An address alone identifies what is marked.
            if let Value::String(address) = body {
                same_as.push(address);
            }
            continue;
        };
        let purpose = body.get("purpose").and_then(Value::as_str).unwrap_or_default().to_owned();
        let value = body.get("value").and_then(Value::as_str).map(str::to_owned);
        match (purpose.as_str(), value) {
            ("identifying" | "linking", None) => {
                same_as
                    .extend(json::first_text(&mut body, &["source", "id"]).map(|s| catalogued(&s)));
            }
            ("identifying" | "tagging", Some(value)) => {
                id = json::text(&mut body, "dateline:entity").or(id);
                name = Some(value);
            }
            ("classifying", Some(value)) => match labels::meaning(&value) {
                super::Meaning::Entity(meant) => {
                    kind = Some(meant);
                    if EntityType::from_word(&value).is_none() {
                        json::keep(&mut mark.more, "label", Value::String(value));
                    }
                }
                super::Meaning::Time => {
                    mark.time.get_or_insert_with(|| Box::new(super::time_of(&mark.quote)));
                }
            },
            ("describing", value) if body.contains_key("dateline:basis") => {
                let word = json::text(&mut body, "dateline:basis").unwrap_or_default();
                let rule = json::text(&mut body, "dateline:rule");
                let value = value.filter(|value| !value.is_empty());
                let basis = Basis::from_word(&word).unwrap_or_default();
                mark.time = Some(Box::new(Time { value, basis, rule, ..Time::default() }));
            }
            _ => rest.push(Value::Object(body)),
        }
    }
    if name.is_some() || kind.is_some() || id.is_some() || !same_as.is_empty() {
        let words = name.as_deref().unwrap_or(&mark.quote);
        let mention = Mention { words, id: id.as_deref(), same_as: &same_as };
        mark.entity = Some(cast.id(kind.unwrap_or(EntityType::Other), &mention));
    }
    json::keep(&mut mark.more, "body", Value::Array(rest));
    if let Some(Value::Object(mut creator)) = said.remove("creator") {
        if creator.get("type").and_then(Value::as_str) == Some("Software") {
            mark.by = json::text(&mut creator, "name");
        } else {
            said.insert("creator".to_owned(), Value::Object(creator));
        }
    }
    for name in ["@context", "type", "motivation"] {
        said.remove(name);
    }
    for (name, value) in said {
        json::keep(&mut mark.more, &name, value);
    }
}

fn fault(mark: &Mark, outcome: &Outcome) -> Fault {
    let quote = &mark.quote;
    let remedy = "Check that the annotation belongs to this text.";
    match outcome {
        Outcome::Unquoted | Outcome::Sound => Fault::new(
            Severity::Notice,
            "This annotation does not quote the words it marks.",
            "Add a TextQuoteSelector, so that a wrong position can be noticed.",
        ),
        Outcome::OtherUnit(_) | Outcome::Moved(_) | Outcome::LineEnds | Outcome::Emptied => {
            Fault::new(
                Severity::Error,
                format!(
                    "“{quote}” is not at the position given; the mark was put where it stands."
                ),
                remedy,
            )
        }
        Outcome::Ambiguous => Fault::new(
            Severity::Error,
            format!("“{quote}” stands in more than one place; the mark was left out."),
            "Add a TextPositionSelector in code points, or more of the words around it.",
        ),
        Outcome::Lost | Outcome::Empty | Outcome::Astray => Fault::new(
            Severity::Error,
            format!("“{quote}” does not stand in the text; the mark was left out."),
            remedy,
        ),
    }
}
