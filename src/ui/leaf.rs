//! The article that the view names, as it came from the archive, ready to be drawn; or what
//! is to be said in its place.
//!
//! Pure: asking for it is `asking`'s part.

use crate::archive::Highlighter;
use crate::archive::ask::Opening;
use crate::bundle::corrections::Corrections;
use crate::bundle::{Article, Fault, civil, rule};
use crate::ui::page::{self, Also, Page};

/// What stands where an article is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// No article of this id was read yet, but the file goes on.
    Waiting(String),
    /// There is none of this id.
    Missing(String),
    /// The article.
    Here(Box<Sheet>),
}

/// An open article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its place in the collection.
    pub place: usize,
    /// The article, with what was found in it.
    pub article: Article,
    /// BCP 47 language of it, or of its collection.
    pub language: Option<String>,
    /// The same, ready to be drawn.
    pub page: Page,
    /// Where dates in it follow another issue date: the one that the reader supplied,
    /// `YYYY-MM-DD`, or an empty text.
    pub reissued: Option<String>,
    /// They follow it by rules of the file; else a program finds them anew.
    pub by_rule: bool,
}

impl Leaf {
    /// Of what the archive has under an id. `complete` is true if it will not have more;
    /// `sought` finds what the reader searched for, `right` is what they put right, `supplied`
    /// is the issue date they gave to an article with rules.
    ///
    /// # Errors
    /// If the archive's reply cannot be read, which would be a fault of ours.
    pub fn of(
        id: String,
        opening: Option<Opening>,
        complete: bool,
        sought: &Highlighter,
        right: &Corrections,
        supplied: &str,
    ) -> Result<Self, Fault> {
        let Some(opening) = opening else {
            return Ok(if complete { Self::Missing(id) } else { Self::Waiting(id) });
        };
        let mut bundle = opening.bundle()?;
        let Some(mut article) = bundle.items.pop() else { return Ok(Self::Missing(id)) };
        if !right.is_empty() {
            right.correct(&mut article.dateline);
            right.put_right(&mut bundle.dateline.entities);
        }
        let by_rule =
            opening.reissued.is_none() && article.dateline.marks.iter().any(rule::is_followed);
        if let Some(day) = civil::parse_day(supplied).filter(|_| by_rule) {
            rule::reissue(&mut article.dateline, day);
        }
        let mut page = page::page(&bundle.dateline.entities, &article, sought);
        let told = article.dateline.events.iter().zip(opening.also);
        page.also = told
            .flat_map(|(event, others)| {
                others.into_iter().map(|other| Also {
                    entry: event.id.clone(),
                    article: other.article,
                    event: other.event,
                    headline: other.title,
                })
            })
            .collect();
        Ok(Self::Here(Box::new(Sheet {
            place: opening.article,
            language: article.language.clone().or(bundle.language),
            article,
            page,
            reissued: opening.reissued.or_else(|| by_rule.then(|| supplied.to_owned())),
            by_rule,
        })))
    }

    /// The id that was asked for.
    pub fn id(&self) -> &str {
        match self {
            Self::Waiting(id) | Self::Missing(id) => id,
            Self::Here(sheet) => &sheet.article.id,
        }
    }

    /// The article, where it is here.
    pub fn sheet(&self) -> Option<&Sheet> {
        match self {
            Self::Here(sheet) => Some(sheet),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::ask::Elsewhere;

    const JSON: &str =
        r#"{"language":"fr","items":[{"id":"a","title":"Quai","content_text":"Le quai ouvre."}]}"#;

    fn opening() -> Opening {
        let other = |id: &str| Elsewhere {
            article: id.into(),
            title: format!("Title of {id}"),
            event: "e9".into(),
        };
        Opening {
            article: 7,
            id: "a-2".into(),
            json: JSON.into(),
            found: r#"{"_dateline":{"entities":[{"id":"quai","type":"place","name":"Quai"}]},
                "items":[{"id":"0","_dateline":{
                "marks":[{"id":"m","start":3,"end":7,"quote":"quai","entity":"quai","by":"x"}],
                "events":[{"id":"e1","label":"One","when":"2024"},{"id":"e2","label":"Two","when":"2025"}]}}]}"#
                .into(),
            also: vec![vec![other("b"), other("c")], vec![]],
            reissued: Some(String::new()),
        }
    }

    #[test]
    fn an_article_comes_with_what_was_found_in_it_and_where_else_it_is_told() {
        let leaf = Leaf::of(
            "a-2".into(),
            Some(opening()),
            true,
            &Highlighter::default(),
            &Corrections::default(),
            "",
        )
        .unwrap();
        assert_eq!(leaf.id(), "a-2", "the id it has in the collection");
        let sheet = leaf.sheet().unwrap();
        assert_eq!((sheet.place, sheet.language.as_deref()), (7, Some("fr")));
        assert_eq!(sheet.page.entities[0].name, "Quai");
        assert!(sheet.page.machine && sheet.reissued.is_some());
        let also: Vec<_> =
            sheet.page.also.iter().map(|a| [&*a.entry, &*a.article, &*a.headline]).collect();
        assert_eq!(also, [["e1", "b", "Title of b"], ["e1", "c", "Title of c"]]);
    }

    #[test]
    fn marks_of_an_editor_follow_another_issue_date_by_their_rules() {
        let json = r#"{"items":[{"id":"a","content_text":"It closed last month.","_dateline":{
            "marks":[{"id":"m","start":10,"end":20,"quote":"last month",
                "time":{"basis":"unresolved","rule":"month-1"}}]}}]}"#;
        let of = |supplied: &str| {
            let opening = Opening { json: json.into(), ..Opening::default() };
            let (sought, right) = (Highlighter::default(), Corrections::default());
            Leaf::of("a".into(), Some(opening), true, &sought, &right, supplied).unwrap()
        };
        for (supplied, expected) in [("", None), ("2024-03-12", Some("February 2024")), ("x", None)]
        {
            let leaf = of(supplied);
            let sheet = leaf.sheet().unwrap();
            assert_eq!((sheet.by_rule, sheet.reissued.as_deref()), (true, Some(supplied)));
            let (_, when, _) = sheet.page.time_of("m").unwrap();
            assert_eq!(when.map(|when| crate::ui::words::when(&when)).as_deref(), expected);
        }
    }

    #[test]
    fn what_is_not_there_may_still_come() {
        let of = |complete| {
            Leaf::of(
                "x".into(),
                None,
                complete,
                &Highlighter::default(),
                &Corrections::default(),
                "",
            )
            .unwrap()
        };
        assert_eq!(of(false), Leaf::Waiting("x".into()));
        assert_eq!(of(true), Leaf::Missing("x".into()));
        let broken = Opening { json: "{".into(), ..opening() };
        assert!(
            Leaf::of(
                "x".into(),
                Some(broken),
                true,
                &Highlighter::default(),
                &Corrections::default(),
                ""
            )
            .is_err()
        );
    }
}
