//! The open article: headline, where and when, text with its structure and its marks.

use crate::archive::wanting::written_after;
use crate::archive::{QueryField, published};
use crate::bundle::{Article, civil};
use crate::ui::figure::Pictures;
use crate::ui::leaf::{Leaf, Sheet};
use crate::ui::outline::{Node, el};
use crate::ui::outward::is_web_address;
use crate::ui::prose::Prose;
use crate::ui::results::day_of;
use crate::ui::scene::{Scene, link};
use crate::ui::words;

/// The article that the view names, or word that there is none. `pictures` are those that
/// the reader asked for.
pub fn reader(scene: &Scene<'_>, leaf: &Leaf, pictures: &Pictures) -> Node {
    let way = if scene.view.chronology { words::BACK_TO_CHRONOLOGY } else { words::BACK_TO_LIST };
    let back = scene.links.to(&scene.view.without_article());
    let back = link(back).say(format!("← {way}"));
    let body = match leaf {
        Leaf::Here(sheet) => text_of(scene, sheet, pictures),
        Leaf::Waiting(_) => el("div").with(el("p").set("role", "status").say(words::ARTICLE_COMES)),
        Leaf::Missing(_) => el("div")
            .with(el("h2").set("tabindex", "-1").say(words::NOT_FOUND))
            .with(el("p").say(words::NOT_FOUND_ADVICE)),
    };
    el("section")
        .class("zone reader")
        .set("aria-label", words::ARTICLE)
        .with(el("div").class("text").with(el("p").class("back").with(back)).with(body))
}

fn text_of(scene: &Scene<'_>, sheet: &Sheet, pictures: &Pictures) -> Node {
    let Sheet { article, page, .. } = sheet;
    let lang = sheet.language.clone();
    let day = published(article).map(|instant| instant.date);
    let mut meta = vec![el("span").say(day_of(day))];
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
    let hint = sheet.undated.as_ref().map(|supplied| undated(article, supplied));
    let prose = Prose { scene, article: &article.id, page, lang: lang.clone(), pictures };
    let tags = article.tags.iter().map(|tag| {
        let to = scene.to_value(QueryField::Tag, tag);
        el("li").with(link(to).class("chip").say(tag.clone()))
    });
    let headline = el("h2").set("tabindex", "-1").set("dir", "auto").set_some("lang", lang);
    el("article")
        .with(headline.with_all(prose.pieces(&page.headline)))
        .with(el("p").class("meta").with_all(meta))
        .with(hint.unwrap_or_else(|| el("p").set("hidden", "")))
        .with_all(prose.blocks())
        .with(el("ul").class("tags").with_all(tags.collect()))
}

/// What is known of when an article without a date was issued, and a place to say more.
/// Nothing of it is used before the reader says so.
fn undated(article: &Article, supplied: &str) -> Node {
    let after = written_after(article).and_then(civil::parse_day).filter(|_| supplied.is_empty());
    let input = el("input")
        .set("type", "date")
        .set("data-do", "issued")
        .set("max", "9999-12-31")
        .set("value", supplied.to_owned());
    let why = if supplied.is_empty() { words::ISSUED_WHY } else { words::ISSUED_AS_YOU_SAY };
    el("p")
        .class("hint")
        .with(el("span").say(after.map_or(String::new(), words::written_after)))
        .with(el("label").say(words::ISSUED_ON).with(input))
        .with(el("span").say(why))
}
