//! The list of articles: how many, in which order, when they were published, a row each.

use crate::archive::{Bar, Hit, Snippet, Sort, published};
use crate::bundle::Article;
use crate::ui::address::View;
use crate::ui::outline::{Node, el, text};
use crate::ui::scene::{Scene, link};
use crate::ui::strip::percent;
use crate::ui::words;
use std::ops::Range;

/// The whole list.
pub fn results(scene: &Scene<'_>) -> Node {
    let answer = scene.answer;
    let rows = answer.hits.iter().filter_map(|hit| {
        let article = scene.bundle.items.get(hit.article)?;
        Some(row(scene, article, hit))
    });
    let rest = answer.total - answer.hits.len().min(answer.total);
    let more = (rest > 0).then(|| {
        el("button")
            .class("button more")
            .set("data-do", "more")
            .say(format!("{} ({rest})", words::SHOW_MORE))
    });
    el("section")
        .class("zone results")
        .set("aria-label", words::RESULTS)
        .with(
            el("div")
                .class("head")
                .with(
                    el("h2")
                        .with(el("span").set("role", "status").say(words::articles(answer.total))),
                )
                .with(order(scene)),
        )
        .with(histogram(scene).unwrap_or_else(|| el("div")))
        .with(if answer.total == 0 {
            nothing(scene)
        } else {
            el("ol").class("rows").with_all(rows.collect())
        })
        .with_some(more)
}

fn order(scene: &Scene<'_>) -> Node {
    let now = scene.view.sort.as_deref().and_then(Sort::from_word).unwrap_or_default();
    let options = Sort::ALL.into_iter().map(|sort| {
        let name = match sort {
            Sort::Newest => words::NEWEST,
            Sort::Oldest => words::OLDEST,
            Sort::Relevance => words::RELEVANCE,
        };
        el("option").set("value", sort.word()).set_if("selected", sort == now).say(name)
    });
    let select = el("select").class("sort").set("aria-label", words::SORT).set("data-do", "sort");
    // The options first: a value can only be chosen among those that are there.
    select.with_all(options.collect()).set("value", now.word())
}

fn nothing(scene: &Scene<'_>) -> Node {
    let place = el("div").class("nothing");
    if scene.bundle.items.is_empty() {
        return place.with(el("h3").say(words::EMPTY_COLLECTION));
    }
    let all = link(scene.links.to(&View::default())).class("button").say(words::ALL_ARTICLES);
    place
        .with(el("h3").say(words::NO_RESULTS))
        .with(el("p").say(words::NO_RESULTS_ADVICE))
        .with(all)
}

fn row(scene: &Scene<'_>, article: &Article, hit: &Hit) -> Node {
    let current = scene.view.article.as_deref() == Some(&article.id);
    let lang = scene.language(article);
    let meta = el("p").class("meta").with(el("span").say(date_of(article)));
    let source = article.dateline.source.clone();
    let meta = meta.with_some(source.map(|source| el("span").set("dir", "auto").say(source)));
    let mut snippet = marked(&hit.snippet.text, &hit.snippet.hits);
    ellipses(&hit.snippet, &mut snippet);
    let inside = link(scene.to_article(&article.id, None))
        .set("data-row", article.id.clone())
        .set_some("aria-current", current.then(|| "true".to_owned()))
        .with(
            el("h3")
                .set("dir", "auto")
                .set_some("lang", lang.clone())
                .with_all(marked(article.headline(), &hit.title_hits)),
        )
        .with(meta)
        .with(el("p").class("snippet").set("dir", "auto").set_some("lang", lang).with_all(snippet));
    el("li").class("row").with(inside)
}

/// The day of publication in words.
pub fn date_of(article: &Article) -> String {
    published(article).map_or(words::UNDATED.to_owned(), |instant| words::day(instant.date))
}

fn ellipses(snippet: &Snippet, pieces: &mut Vec<Node>) {
    if snippet.cut_start {
        pieces.insert(0, text("…"));
    }
    if snippet.cut_end {
        pieces.push(text("…"));
    }
}

/// A text with its hits marked.
fn marked(whole: &str, hits: &[Range<usize>]) -> Vec<Node> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for hit in hits {
        // A range that does not fit marks nothing, and loses nothing.
        let (Some(before), Some(words)) = (whole.get(done..hit.start), whole.get(hit.clone()))
        else {
            continue;
        };
        if !before.is_empty() {
            pieces.push(text(before.to_owned()));
        }
        pieces.push(el("mark").say(words.to_owned()));
        done = hit.end;
    }
    pieces.push(text(whole.get(done..).unwrap_or_default().to_owned()));
    pieces
}

/// When the articles were published: the archive behind, the answer in front. Every bar
/// narrows the list to its period. Nothing where there are no dates.
fn histogram(scene: &Scene<'_>) -> Option<Node> {
    const MOST_NAMED: usize = 12; // bars that each have room for a name
    let bars = &scene.answer.histogram.bars;
    let highest = bars.iter().map(|bar| bar.total).max().filter(|&most| most > 0)?;
    // Percent of the height; what is there at all is never invisible.
    let height = |count: usize| {
        let share = count as f64 / highest as f64 * 100.0;
        percent(if count > 0 { share.max(4.0) } else { 0.0 })
    };
    let named = bars.len() <= MOST_NAMED && bars.iter().all(|bar| bar.label().len() <= 4);
    let drawn = bars.iter().map(|bar| {
        let label = format!("{}, {}", bar.label(), words::articles(bar.count));
        let bin = link(scene.to_query(&scene.query.with_date(Some(bar.range))))
            .class("bin")
            .set("title", label.clone())
            .set("aria-label", label)
            .with(el("span").class("total").set("style:block-size", height(bar.total)))
            .with(el("span").class("count").set("style:block-size", height(bar.count)));
        let name = named
            .then(|| el("span").class("name").set("aria-hidden", "true").say(bar.label()));
        el("li").with(bin).with_some(name)
    });
    let ends = (!named).then(|| {
        let label = |bar: Option<&Bar>| {
            el("span").say(bar.map_or_else(String::new, |bar| bar.label()))
        };
        let last = bars.last().filter(|_| bars.len() > 1);
        el("p").class("ends").set("aria-hidden", "true").with(label(bars.first())).with(label(last))
    });
    Some(
        el("div")
            .class("histogram")
            .with(el("h3").say(words::WHEN_PUBLISHED))
            .with(el("ol").class("bars").with_all(drawn.collect()))
            .with_some(ends),
    )
}
