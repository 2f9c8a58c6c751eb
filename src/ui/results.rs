//! The list of articles: how many, in which order, along time, a row each.
//!
//! Rows are drawn from the answer alone. It must not look for an article.

use crate::archive::{Hit, Snippet};
use crate::bundle::civil::Date;
use crate::ui::head::{head, more, nothing, spellings};
use crate::ui::histogram::histograms;
use crate::ui::outline::{Node, el, text};
use crate::ui::scene::{Scene, link};
use crate::ui::words;
use std::ops::Range;

/// The whole list.
pub fn results(scene: &Scene<'_>) -> Node {
    let answer = scene.answer;
    let rows = if answer.total == 0 {
        nothing(scene)
    } else {
        el("ol").class("rows").with_all(answer.hits.iter().map(|hit| row(scene, hit)).collect())
    };
    el("section")
        .class("zone results")
        .set("aria-label", words::RESULTS)
        .with(head(scene, words::articles(answer.total)))
        .with(spellings(scene))
        .with(histograms(scene))
        .with(rows)
        .with_some(more(answer.total.saturating_sub(answer.hits.len())))
}

fn row(scene: &Scene<'_>, hit: &Hit) -> Node {
    let current = scene.view.article.as_ref() == Some(&hit.id);
    let lang = &hit.language;
    let meta = el("p").class("meta").with(el("span").say(day_of(hit.published)));
    let source = hit.source.clone();
    let meta = meta.with_some(source.map(|source| el("span").set("dir", "auto").say(source)));
    let mut snippet = marked(&hit.snippet.text, &hit.snippet.hits);
    ellipses(&hit.snippet, &mut snippet);
    let inside = link(scene.to_article(&hit.id, None))
        .set("data-row", hit.id.clone())
        .set_some("aria-current", current.then(|| "true".to_owned()))
        .with(
            el("h3")
                .set("dir", "auto")
                .set_some("lang", lang.clone())
                .with_all(marked(&hit.title, &hit.title_hits)),
        )
        .with(meta)
        .with(
            el("p")
                .class("snippet")
                .set("dir", "auto")
                .set_some("lang", lang.clone())
                .with_all(snippet),
        );
    el("li").class("row").with(inside)
}

/// The day of publication in words.
pub fn day_of(published: Option<Date>) -> String {
    published.map_or(words::UNDATED.to_owned(), words::day)
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
