//! All that a view may look at: what is open, what was asked, what the answer was.
//!
//! Views are functions of a scene; they must not reach for anything else.

use crate::archive::{Answer, Clause, Query, QueryField};
use crate::bundle::{Article, Bundle, EntityType};
use crate::ui::address::{Links, View};
use crate::ui::outline::{Node, el};
use crate::ui::words;

/// What a view is drawn from.
pub struct Scene<'a> {
    /// What is open.
    pub bundle: &'a Bundle,
    /// Where the reader is.
    pub view: &'a View,
    /// The query of the view, parsed.
    pub query: &'a Query,
    /// Its answer.
    pub answer: &'a Answer,
    /// How links are written.
    pub links: &'a Links,
    /// Of an open article without a date in which a program found dates: the issue date
    /// that the reader supplied, `YYYY-MM-DD`, or an empty text.
    pub undated: Option<&'a str>,
}

impl Scene<'_> {
    /// The link to the list under another query, in the same order.
    pub fn to_query(&self, query: &Query) -> String {
        let sort = self.view.sort.clone();
        self.links.to(&View { q: query.to_string(), sort, ..View::default() })
    }

    /// The link to an article, or a place in it, keeping the list beside it.
    pub fn to_article(&self, article: &str, at: Option<&str>) -> String {
        self.links.to(&View {
            article: Some(article.to_owned()),
            at: at.map(str::to_owned),
            ..self.view.clone()
        })
    }

    /// The link to the list of what has this value.
    pub fn to_value(&self, field: QueryField, value: &str) -> String {
        self.links.to(&View::of_query(Clause::field(field, value).to_string()))
    }

    /// The language of an article's text, where it is known.
    pub fn language(&self, article: &Article) -> Option<String> {
        article.language.clone().or_else(|| self.bundle.language.clone())
    }
}

/// A link that the viewer follows itself: see `viewer`.
pub fn link(href: String) -> Node {
    el("a").set("href", href).set("data-go", "")
}

/// A link with a name and a count, in a list of choices.
pub struct Choice<'a> {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub name: &'a str,
    /// What it is called in speech, where that differs.
    pub spoken: Option<&'a str>,
    /// How many articles it leads to.
    pub count: usize,
    /// True if it is in force: then it leads back.
    pub chosen: bool,
    /// The type of entity it stands for.
    pub kind: Option<EntityType>,
}

impl Choice<'_> {
    /// Draws it.
    pub fn node(self) -> Node {
        let class = match (self.chosen, self.count) {
            (true, _) => "choice chosen",
            (false, 0) => "choice none",
            _ => "choice",
        };
        let name = el("span").set("dir", "auto").say(self.name.to_owned());
        let name = match self.kind {
            Some(kind) => name.class(format!("name key {}", kind.word())),
            None => name.class("name"),
        };
        let label =
            format!("{}, {}", self.spoken.unwrap_or(self.name), words::articles(self.count));
        link(self.href)
            .class(class)
            .set("aria-label", label)
            .set_some("aria-current", self.chosen.then(|| "true".to_owned()))
            .with(name)
            .with(el("span").class("count").say(self.count.to_string()))
    }
}
