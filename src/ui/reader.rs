//! The open article: headline, where and when, text with its marks.

use crate::archive::QueryField;
use crate::bundle::edtf::When;
use crate::bundle::{Article, Basis};
use crate::ui::address::View;
use crate::ui::outline::{Node, el, text};
use crate::ui::page::{Link, Page, Piece};
use crate::ui::results::date_of;
use crate::ui::scene::{Scene, link};
use crate::ui::words;

/// The article that the view names, or word that there is none.
pub fn reader(scene: &Scene<'_>, open: Option<(&Article, &Page)>) -> Node {
    let back = scene.links.to(&View { article: None, at: None, ..scene.view.clone() });
    let back = link(back).say(format!("← {}", words::BACK_TO_LIST));
    let body = match open {
        Some((article, page)) => text_of(scene, article, page),
        None => el("div")
            .with(el("h2").set("tabindex", "-1").say(words::NOT_FOUND))
            .with(el("p").say(words::NOT_FOUND_ADVICE)),
    };
    el("section")
        .class("zone reader")
        .set("aria-label", words::ARTICLE)
        .with(el("div").class("text").with(el("p").class("back").with(back)).with(body))
}

fn text_of(scene: &Scene<'_>, article: &Article, page: &Page) -> Node {
    let lang = scene.language(article);
    let mut meta = vec![el("span").say(date_of(article))];
    let aside = |words: String| el("span").set("dir", "auto").say(words);
    meta.extend(article.dateline.source.clone().map(aside));
    let authors: Vec<&str> =
        article.authors.iter().filter_map(|author| author.name.as_deref()).collect();
    if !authors.is_empty() {
        meta.push(aside(format!("{} {}", words::BY, authors.join(", "))));
    }
    if let Some(url) = article.url.as_ref().filter(|url| is_web_address(url)) {
        let original = el("a").set("href", url.clone()).set("rel", "noopener noreferrer external");
        meta.push(original.say(words::ORIGINAL));
    }
    let pieces = |pieces: &[Piece]| -> Vec<Node> {
        pieces.iter().map(|piece| drawn(scene, piece, &article.id)).collect()
    };
    let paragraphs = page.paragraphs.iter().map(|paragraph| {
        let p = el("p").class("prose").set("dir", "auto").set_some("lang", lang.clone());
        p.with_all(pieces(paragraph))
    });
    let tags = article.tags.iter().map(|tag| {
        let to = scene.to_value(QueryField::Tag, tag);
        el("li").with(link(to).class("chip").say(tag.clone()))
    });
    let headline = el("h2").set("tabindex", "-1").set("dir", "auto").set_some("lang", lang.clone());
    el("article")
        .with(headline.with_all(pieces(&page.headline)))
        .with(el("p").class("meta").with_all(meta))
        .with_all(paragraphs.collect())
        .with(el("ul").class("tags").with_all(tags.collect()))
}

/// Links out of a bundle lead to the web and nowhere else: never `javascript:`.
fn is_web_address(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// A piece of text: plain, a mention, or a date.
fn drawn(scene: &Scene<'_>, piece: &Piece, article: &str) -> Node {
    let words = piece.text.clone();
    let mut class = String::new();
    for kind in &piece.around {
        class.push_str("around around-");
        class.push_str(kind.word());
        class.push(' ');
    }
    if piece.machine {
        class.push_str("machine ");
    }
    let inner = match &piece.link {
        Link::None if class.is_empty() => text(words),
        Link::None => el("span").class(class).say(words),
        Link::Entity { id, kind, name } => {
            class.push_str("mention ");
            class.push_str(kind.word());
            link(scene.to_value(QueryField::Entity, id))
                .class(class)
                .set("title", format!("{name} ({})", words::kind(*kind)))
                .say(words)
        }
        Link::Time { mark, dated, when, basis } => {
            class.push_str(if when.is_some() { "date" } else { "date unresolved" });
            link(scene.to_article(article, Some(mark)))
                .class(class)
                .set("data-mark", mark.clone())
                .set_some("data-dated", dated.map(|index| index.to_string()))
                .set("title", explained(when.as_ref(), *basis))
                .say(words)
        }
    };
    if piece.told.is_empty() {
        return inner;
    }
    let told: Vec<String> = piece.told.iter().map(usize::to_string).collect();
    el("span").class("told").set("data-told", told.join(" ")).with(inner)
}

/// What a date means and how that is known.
pub fn explained(when: Option<&When>, basis: Basis) -> String {
    let value = when.map_or(words::UNRESOLVED.to_owned(), words::when);
    match words::basis(basis) {
        "" => value,
        how => format!("{value}: {how}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_and_nowhere_else() {
        for (url, fine) in [
            ("https://example.org/", true),
            ("HTTP://example.org", true),
            ("javascript:alert(1)", false),
            (" https://example.org", false),
            ("java\nscript:alert(1)", false),
            ("data:text/html,x", false),
            ("//example.org", false),
            ("ht", false),
            ("https:é", false),
        ] {
            assert_eq!(is_web_address(url), fine, "{url}");
        }
    }
}
