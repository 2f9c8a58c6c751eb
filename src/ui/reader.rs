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
use crate::ui::strip::percent;
use crate::ui::words;

/// The article that the view names, or word that there is none. `pictures` are those that
/// the reader asked for; `lost` tells that the address quotes words that are not there.
pub fn reader(scene: &Scene<'_>, leaf: &Leaf, pictures: &Pictures, lost: bool) -> Node {
    let way = if scene.view.chronology { words::BACK_TO_CHRONOLOGY } else { words::BACK_TO_LIST };
    let back = scene.links.to(&scene.view.without_article());
    let back = link(back).say(format!("← {way}"));
    let body = match leaf {
        Leaf::Here(sheet) => text_of(scene, sheet, pictures, lost),
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

fn text_of(scene: &Scene<'_>, sheet: &Sheet, pictures: &Pictures, lost: bool) -> Node {
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
    let listen = el("button")
        .class("button listen")
        .set("data-do", "aloud")
        .set("aria-pressed", "false")
        .set("data-none", words::NO_VOICE);
    meta.push(listen.say(words::LISTEN));
    let is_undated = published(article).is_none();
    let reissued = sheet.reissued.as_ref().filter(|_| is_undated);
    let hint = reissued.map(|supplied| undated(article, supplied));
    let prose = Prose { scene, article: &article.id, page, lang: lang.clone(), pictures };
    let tags = article.tags.iter().map(|tag| {
        let to = scene.to_value(QueryField::Tag, tag);
        el("li").with(link(to).class("chip").say(tag.clone()))
    });
    let headline = el("h2").set("tabindex", "-1").set("dir", "auto").set_some("lang", lang);
    let ruler = page
        .ruler
        .iter()
        .map(|at| el("span").set("style:inset-block-start", percent(*at as f64 / 10.0)));
    let ruler = (!page.ruler.is_empty())
        .then(|| el("div").class("ruler").set("aria-hidden", "true").with_all(ruler.collect()));
    el("article")
        .with_some(ruler)
        .with(headline.with_all(prose.pieces(&page.headline)))
        .with(el("p").class("meta").with_all(meta))
        .with(el("p").class("lost").set("role", "status").say(if lost {
            words::PASSAGE_LOST
        } else {
            ""
        }))
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
