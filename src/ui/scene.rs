//! All that a view may look at: what is open, what was asked, what the answer was.
//!
//! Views are functions of a scene; they must not reach for anything else.

use crate::archive::ask::{Occasions, Profile, Progress};
use crate::archive::{Answer, Clause, Query, QueryField, Sort, Term};
use crate::bundle::EntityType;
use crate::ui::address::{Links, View};
use crate::ui::outline::{Node, el, text};
use crate::ui::settings::Choices;
use crate::ui::window::Window;
use crate::ui::words;

/// What a view is drawn from.
pub struct Scene<'a> {
    /// Where the reader is; the query and the order are those of the answer, which may be
    /// a keystroke behind.
    pub view: &'a View,
    /// The query of the view, parsed.
    pub query: &'a Query,
    /// Its answer.
    pub answer: &'a Answer,
    /// The events of the articles that match, where the view is of them.
    pub story: Option<&'a Occasions>,
    /// How far the collection is.
    pub progress: &'a Progress,
    /// True while names and dates are still looked for, or will be: what they fill has its
    /// place kept.
    pub finds: bool,
    /// How links are written.
    pub links: &'a Links,
    /// How the reader likes to read, as far as the view depends on it.
    pub choices: Choices,
    /// Which rows of the list are drawn.
    pub window: &'a Window,
    /// What is known of the name that the list is filtered by.
    pub subject: Option<&'a Profile>,
}

impl Scene<'_> {
    /// How many articles are known of: more may have come since the answer, of which a list
    /// that stands still knows nothing.
    pub fn articles(&self) -> usize {
        self.answer.articles.max(self.progress.articles)
    }

    /// True if the answer is from the whole collection: nothing in it grows any more by what
    /// comes.
    pub fn is_whole(&self) -> bool {
        self.progress.complete && self.answer.searched >= self.articles()
    }

    /// The link to the list, or the chronology, under another query, in the same order.
    pub fn to_query(&self, query: &Query) -> String {
        self.links.to(&self.view.with_query(query.to_string()))
    }

    /// The link to an article, or a place in it, keeping the list beside it.
    pub fn to_article(&self, article: &str, at: Option<&str>) -> String {
        self.links.to(&View {
            article: Some(article.to_owned()),
            at: at.map(str::to_owned),
            quote: None,
            ..self.view.clone()
        })
    }

    /// The link to the list of what has this value.
    pub fn to_value(&self, field: QueryField, value: &str) -> String {
        self.links.to(&View::of_query(Clause::field(field, value).to_string()))
    }

    /// A clause as a person would say it: an entity's name rather than its id.
    pub fn clause_words(&self, clause: &Clause) -> String {
        let said = match &clause.term {
            Term::Field { field: QueryField::Entity, value } => {
                let mut known = self.answer.facets.entity.values.iter();
                let is_it = |written: &String| written == value;
                known
                    .find(|one| is_it(&one.value) || one.written.as_ref().is_some_and(is_it))
                    .map_or_else(|| value.clone(), |one| one.label.clone())
            }
            Term::Field { field: QueryField::Language, value } => words::language(value),
            Term::Field { field, value } => format!("{}: {value}", field.word()),
            Term::Date(range) => words::days(range),
            Term::About(range) => format!("{} {}", words::ABOUT, words::days(range)),
            Term::Undated => words::UNDATED.to_owned(),
            Term::Word(text) | Term::Phrase(text) => text.clone(),
            Term::Any(clauses) if !clause.negated => {
                let said: Vec<_> = clauses.iter().map(|clause| self.clause_words(clause)).collect();
                said.join(words::OR)
            }
            // Nothing says a group shorter than its own text.
            Term::All(_) if !clause.negated => return format!("({clause})"),
            Term::Any(_) | Term::All(_) => return clause.to_string(),
        };
        if clause.negated { format!("{} {said}", words::NOT) } else { said }
    }
}

/// The order that a view has: the one the reader chose, or else the best match first where
/// there are words to match, and the newest first.
pub fn order_of(view: &View, query: &Query) -> Sort {
    let chosen = view.sort.as_deref().and_then(Sort::from_word);
    match chosen.unwrap_or(Sort::Relevance) {
        Sort::Relevance if !matches_words(query) => Sort::Newest,
        order => order,
    }
}

/// True if articles can match a query better or worse.
pub fn matches_words(query: &Query) -> bool {
    query.clauses.iter().any(|clause| !clause.negated && clause.is_words())
}

/// The word for the address when an order was chosen; none for what needs no choice.
pub fn chosen_order(order: Sort, query: &Query) -> Option<String> {
    let plain = View::default();
    (order_of(&plain, query) != order).then(|| order.word().to_owned())
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
    /// What it is called in speech, where that goes on after the name.
    pub spoken: Option<&'a str>,
    /// How many articles it leads to.
    pub count: usize,
    /// True if it is in force: then it leads back.
    pub chosen: bool,
    /// The type of entity it stands for.
    pub kind: Option<EntityType>,
}

/// Sets behind a link's name a number of articles: the number is seen, and what is heard says of
/// what. In an attribute: an element of its own, which nobody sees, is laid out and painted for
/// every one of them at every keystroke.
pub fn counted(link: Node, heard: &str, name: Node, count: usize) -> Node {
    let number = el("span").class("count").say(words::number(count));
    let heard = [heard, ", ", &words::articles(count)].concat();
    link.set("aria-label", heard).with(name).with(text(" ")).with(number)
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
        let link = link(self.href)
            .class(class)
            .set_some("aria-current", self.chosen.then(|| "true".to_owned()));
        // What is heard says all that is seen, in one piece, so that who says the one is
        // understood. A month has its year heard between: those few have it in their text.
        let rest = self.spoken.and_then(|spoken| spoken.strip_prefix(self.name));
        let Some(rest) = rest.filter(|rest| !rest.is_empty()) else {
            return counted(link, self.name, name, self.count);
        };
        let quiet = |words: &str| el("span").class("quiet").say(words.to_owned());
        let (number, all) = (words::number(self.count), words::articles(self.count));
        let unit = quiet(all.strip_prefix(number.as_str()).unwrap_or_default());
        link.with(name.with(quiet(rest)))
            .with(quiet(", "))
            .with(el("span").class("count").say(number).with(unit))
    }
}

/// Draws a part from an answer, at the place that a fragment names.
#[cfg(test)]
pub(super) fn drawn_at(
    fragment: &str,
    answer: &Answer,
    story: Option<&Occasions>,
    progress: &Progress,
    part: &dyn Fn(&Scene<'_>) -> Node,
) -> Node {
    let (view, links) = (View::from_fragment(fragment), Links::within());
    let query = Query::parse(&view.q);
    let choices = Choices::default();
    part(&Scene {
        view: &view,
        query: &query,
        answer,
        story,
        progress,
        finds: progress.found < progress.wanting,
        links: &links,
        choices,
        window: &Window::first(1_800),
        subject: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::FacetValue;

    #[test]
    fn the_best_match_is_first_where_there_are_words_and_nobody_chose() {
        for (sort, q, expected) in [
            ("", "", Sort::Newest),
            ("", "tag:port date:2024", Sort::Newest),
            ("", "-harbour", Sort::Newest),
            ("", "harbour", Sort::Relevance),
            ("", "tag:port \"old pier\"", Sort::Relevance),
            ("newest", "harbour", Sort::Newest),
            ("oldest", "", Sort::Oldest),
            ("relevance", "", Sort::Newest),
            ("loudest", "harbour", Sort::Relevance),
        ] {
            let sort = Some(sort.to_owned()).filter(|sort| !sort.is_empty());
            let view = View { sort, ..View::of_query(q) };
            assert_eq!(order_of(&view, &Query::parse(q)), expected, "{view:?}");
        }
    }

    #[test]
    fn a_chip_says_what_its_clause_says() {
        let mut answer = Answer::default();
        answer.facets.entity.values = vec![FacetValue {
            value: "lavrov".into(),
            label: "Sergei Lavrov".into(),
            count: 1,
            kind: Some(EntityType::Person),
            chosen: true,
            excluded: false,
            written: Some("Lavrov".into()),
        }];
        for (q, expected) in [
            ("entity:lavrov", "Sergei Lavrov"),
            ("-entity:Lavrov", "not Sergei Lavrov"),
            ("entity:rask", "rask"),
            ("tag:port OR date:2018-05", "tag: port or May 2018"),
            ("-(tag:port OR tag:quay)", "-(tag:port OR tag:quay)"),
            ("(tag:port date:2018) OR about:2019", "(tag:port date:2018) or about 2019"),
            ("date:undated", "Undated"),
            ("lang:pt-BR -lang:fa lang:tlh", "Portuguese (BR); not Persian; tlh"),
        ] {
            let node = drawn_at("#", &answer, None, &Progress::default(), &|scene| {
                let said: Vec<String> =
                    Query::parse(q).clauses.iter().map(|own| scene.clause_words(own)).collect();
                el("p").say(said.join("; "))
            });
            assert_eq!(node.words(), expected, "{q}");
        }
    }

    #[test]
    fn the_address_tells_an_order_only_if_somebody_chose_it() {
        let chosen = |order, q| chosen_order(order, &Query::parse(q));
        assert_eq!(chosen(Sort::Newest, ""), None);
        assert_eq!(chosen(Sort::Relevance, "harbour"), None);
        assert_eq!(chosen(Sort::Newest, "harbour").as_deref(), Some("newest"));
        assert_eq!(chosen(Sort::Oldest, "").as_deref(), Some("oldest"));
    }
}
