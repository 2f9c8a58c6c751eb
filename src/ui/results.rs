//! The list of articles: how many, in which order, along time, a row each.
//!
//! Rows are drawn from the answer alone. It must not look for an article.

use crate::archive::{Hit, Snippet};
use crate::bundle::civil::Date;
use crate::ui::card::subject;
use crate::ui::head::{head, more, nothing, spellings};
use crate::ui::histogram::histograms;
use crate::ui::outline::{FROM, Node, OF, el, pixels, text};
use crate::ui::scene::{Scene, link};
use crate::ui::words;
use std::ops::Range;

/// The whole list.
pub fn results(scene: &Scene<'_>) -> Node {
    let answer = scene.answer;
    let rows = if answer.total == 0 {
        nothing(scene)
    } else {
        let from = scene.window.from;
        let rows = answer.hits.iter().enumerate().map(|(at, hit)| {
            // Said only where the list goes on: else the browser counts by itself.
            let long = answer.total > answer.hits.len();
            row(scene, hit)
                .set_some("aria-posinset", long.then(|| (from + at + 1).to_string()))
                .set_some("aria-setsize", long.then(|| answer.total.to_string()))
        });
        el("ol").class("rows").set(FROM, from.to_string()).with_all(rows.collect())
    };
    // In the place of the rows that were left behind.
    let above = el("div").class("left").set("style:block-size", pixels(scene.window.above()));
    el("section")
        .class("zone results")
        .set("aria-label", words::RESULTS)
        .with_some(scene.subject.map(|profile| subject(scene, profile)))
        .with(head(scene, words::articles(answer.total)))
        .with(spellings(scene))
        .with(histograms(scene))
        .with(above)
        .with(rows)
        .with_some(more(answer.total.saturating_sub(scene.window.from + answer.hits.len())))
}

fn row(scene: &Scene<'_>, hit: &Hit) -> Node {
    let current = scene.view.article.as_ref() == Some(&hit.id);
    let lang = &hit.language;
    let meta = el("p").class("meta").with(el("span").say(day_of(hit.published)));
    let source = hit.source.clone();
    let meta = meta.with_some(source.map(|source| el("span").set("dir", "auto").say(source)));
    let Snippet { text, hits, cut_start, cut_end } = &hit.snippet;
    let snippet = marked(text, hits, (*cut_start, *cut_end));
    let inside = link(scene.to_article(&hit.id, None))
        .set("data-row", hit.id.clone())
        .set_some("aria-current", current.then(|| "true".to_owned()))
        .with(el("h3").set("dir", "auto").set_some("lang", lang.clone()).with_all(marked(
            &hit.title,
            &hit.title_hits,
            (false, false),
        )))
        .with(meta)
        .with(
            el("p")
                .class("snippet")
                .set("dir", "auto")
                .set_some("lang", lang.clone())
                .with_all(snippet),
        );
    // While articles come, rows are of others under the reader's eye: they are put in place
    // of those that were there, not made of them, so that none is seen to grow or move.
    let coming = !scene.is_whole();
    el("li").class("row").set_some(OF, coming.then(|| hit.id.clone())).with(inside)
}

/// The day of publication in words.
pub fn day_of(published: Option<Date>) -> String {
    published.map_or(words::UNDATED.to_owned(), words::day)
}

/// A text with its hits marked. Words and marks take turns, words first, however few: so the
/// next answer finds the same in the same place, and changes nothing but the words.
fn marked(whole: &str, hits: &[Range<usize>], cut: (bool, bool)) -> Vec<Node> {
    let ellipsis = |cut: bool| if cut { "…" } else { "" };
    let mut words = ellipsis(cut.0).to_owned();
    let mut pieces = Vec::with_capacity(2 * hits.len() + 1);
    let mut done = 0;
    for hit in hits {
        // A range that does not fit marks nothing, and loses nothing.
        let (Some(before), Some(found)) = (whole.get(done..hit.start), whole.get(hit.clone()))
        else {
            continue;
        };
        words.push_str(before);
        pieces.push(text(std::mem::take(&mut words)));
        pieces.push(el("mark").say(found.to_owned()));
        done = hit.end;
    }
    words.push_str(whole.get(done..).unwrap_or_default());
    words.push_str(ellipsis(cut.1));
    pieces.push(text(words));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::single_range_in_vec_init, reason = "one hit is a list of one")]
    fn words_and_marks_take_turns_and_lose_nothing() {
        for (whole, hits, cut, expected) in [
            ("old pier", vec![], (false, false), "old pier"),
            ("old pier", vec![0..3], (false, false), "|old| pier"),
            ("old pier", vec![4..8], (true, true), "…old |pier|…"),
            ("old pier", vec![0..3, 4..8], (false, true), "|old| |pier|…"),
            ("old pier", vec![4..80], (false, false), "old pier"),
            ("é", vec![1..2], (false, false), "é"),
            ("", vec![], (false, false), ""),
        ] {
            let pieces = marked(whole, &hits, cut);
            let is_mark = |at: usize| pieces[at].tag == "mark";
            assert!((0..pieces.len()).all(|at| is_mark(at) == (at % 2 == 1)), "{pieces:?}");
            let said: Vec<String> = pieces.iter().map(Node::words).collect();
            assert_eq!(said.join("|"), expected);
        }
    }
}
