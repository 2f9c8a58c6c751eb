//! Reads what a finder of names and dates has to say about articles that are already open:
//! a small bundle without texts.
//!
//! Every item has the place of its article in the open bundle for an id (`"12"`, counted
//! from 0), and every mark is checked against that article's own text, as in a file. It
//! must not change the article.

use crate::bundle::fault::Fault;
use crate::bundle::fields::{Object, Report, Spot};
use crate::bundle::json::{self, Value};
use crate::bundle::model::{Article, ArticleExt, Entity, OffsetUnit};
use crate::bundle::read::{entities, refused};
use crate::bundle::read_article::{Context, article_ext};
use std::cell::Cell;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// What its marks refer to.
    pub entities: Vec<Entity>,
    /// The place of each article in the open bundle, and its marks and events.
    pub articles: Vec<(usize, ArticleExt)>,
}

/// Reads what was found in these articles.
///
/// # Errors
/// A fatal fault if the text is not JSON. A mark that is not where its words are, and an
/// item whose article is not there, are left out.
pub fn read_found(text: &str, articles: &[Article]) -> Result<Found, Fault> {
    read_found_by(text, &|number| articles.get(number).cloned())
}

/// The same, where `articles` gives an article by its place.
///
/// # Errors
/// As `read_found`.
pub fn read_found_by(
    text: &str,
    articles: &dyn Fn(usize) -> Option<Article>,
) -> Result<Found, Fault> {
    let whole = json::document(text).map_err(|error| refused(text, error))?;
    // Nobody wrote this by hand: there is nobody to report to.
    let report = Report::default();
    let spot = Spot { pointer: String::new(), offset: whole.offset };
    let Some(mut top) = Object::open(whole, spot, &report) else { return Ok(Found::default()) };
    let (entities, names) = top.object("_dateline").map(entities).unwrap_or_default();
    let context = Context {
        unit: OffsetUnit::Codepoint,
        html: None,
        wants_html: Cell::new(false),
        extended: true,
        whole: true,
        entities: &names,
    };
    let mut found = Vec::new();
    for (pointer, value) in top.list("items") {
        let Some(mut item) = Object::open(value, pointer, &report) else { continue };
        let number = item.text("id").and_then(|id| id.parse::<usize>().ok());
        let article = number.and_then(|number| Some((number, articles(number)?)));
        if let (Some((number, article)), Some(ext)) = (article, item.object("_dateline")) {
            found.push((number, article_ext(ext, &article, None, &context)));
        }
    }
    Ok(Found { entities, articles: found })
}

/// Entities by their ids, and articles by their places, as they are written.
type Parts<'t> = (Vec<(String, &'t str)>, Vec<(usize, &'t str)>);

/// The parts of such a bundle as they are written: entities by their ids, and what was found
/// by the place of its article. Nothing of a text that is not JSON.
pub(crate) fn found_parts(text: &str) -> Parts<'_> {
    let (mut entities, mut articles) = (Vec::new(), Vec::new());
    let Ok(whole) = json::document(text) else { return (entities, articles) };
    let known = find(whole, "_dateline").and_then(|ext| find(ext, "entities"));
    for value in known.into_iter().flat_map(Value::elements) {
        if let Some(id) = find(value, "id") {
            entities.push((id.text().0.into_owned(), value.raw));
        }
    }
    for value in find(whole, "items").into_iter().flat_map(Value::elements) {
        let place = find(value, "id").and_then(|id| id.text().0.parse().ok());
        if let (Some(place), Some(ext)) = (place, find(value, "_dateline")) {
            articles.push((place, ext.raw));
        }
    }
    (entities, articles)
}

/// The last member of this name.
fn find<'t>(object: Value<'t>, name: &str) -> Option<Value<'t>> {
    object.members().filter(|(own, _)| own.says(name)).map(|(_, value)| value).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles() -> Vec<Article> {
        let article = |text: &str| Article { content_text: text.to_owned(), ..Article::default() };
        vec![article("Low tide."), article("Rask came to Vardel.")]
    }

    #[test]
    fn marks_are_read_against_the_text_that_is_open() {
        let text = r#"{"_dateline":{"entities":[{"id":"rask","type":"person","name":"Rask"}]},
            "items":[{"id":"1","_dateline":{"marks":[
              {"id":"m1","start":0,"end":4,"quote":"Rask","entity":"rask","by":"x"},
              {"id":"m2","start":0,"end":4,"quote":"Nobody","entity":"rask"}],
             "events":[{"id":"e1","label":"Rask comes","evidence":["m1"]}]}}]}"#;
        let found = read_found(text, &articles()).unwrap();
        assert_eq!(found.entities[0].name, "Rask");
        let [(1, ext)] = &found.articles[..] else { panic!("{found:?}") };
        assert_eq!(ext.marks.len(), 1, "what is not in the text is left out");
        assert_eq!((ext.marks[0].end, ext.events[0].evidence.len()), (4, 1));
    }

    #[test]
    fn what_is_not_there_is_left_out() {
        for text in [
            r#"{"items":[{"id":"2","_dateline":{}},{"id":"x","_dateline":{}},{"id":"0"},3]}"#,
            "{}",
            "[]",
        ] {
            assert_eq!(read_found(text, &articles()).unwrap(), Found::default(), "{text}");
        }
        assert!(read_found("{", &articles()).is_err());
    }
}
