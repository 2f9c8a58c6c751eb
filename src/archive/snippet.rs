//! A few words of an article: around what a query found, or else its opening.

use crate::archive::fold::is_mark;
use crate::archive::highlight::{Highlighter, joined};
use crate::archive::message::Snippet;
use crate::bundle::Article;
use std::ops::Range;

/// Code points of a snippet at most: two lines of a list.
const LONGEST: usize = 160;
/// Of the room that the hits leave, this part (one in so many) goes before them.
const BEFORE: usize = 3;

/// The snippet of an article that was found with these words and phrases.
pub(crate) fn snippet(article: &Article, highlighter: &Highlighter) -> Snippet {
    let summary = article.summary.as_deref().unwrap_or("");
    for text in [article.content_text.as_str(), summary] {
        let hits = highlighter.numbered(text);
        if !hits.is_empty() {
            let window = snapped(text, densest(text, &hits));
            let ranges = joined(hits.into_iter().map(|(_, range)| range).collect());
            return flattened(text, window, &ranges);
        }
    }
    let text = if summary.trim().is_empty() { &article.content_text } else { summary };
    let start = text.len() - text.trim_start().len();
    let window = start..forward(text, start, LONGEST);
    flattened(text, snapped(text, Window { hits: start..start, all: window }), &[])
}

/// What a snippet may show, and what of it must not be cut; UTF-8 bytes.
struct Window {
    hits: Range<usize>,
    all: Range<usize>,
}

/// The window with the most different words, of these the one in which they stand closest,
/// then the one with the most hits, then the earliest. The hits are numbered by word and
/// sorted by place; there is at least one.
fn densest(text: &str, hits: &[(usize, Range<usize>)]) -> Window {
    // Places in code points, counted in one pass.
    let (mut byte, mut counted) = (0, 0);
    let mut places = Vec::with_capacity(hits.len());
    for (_, range) in hits {
        counted += text[byte..range.start].chars().count();
        byte = range.start;
        places.push((counted, counted + text[range.clone()].chars().count()));
    }
    let words = hits.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
    // For each word the window that it was last seen in.
    let mut seen = vec![usize::MAX; words];
    let mut best = ((0, 0, 0), 0..1);
    for first in 0..hits.len() {
        let (start, (mut different, mut reach)) = (places[first].0, (0, 0));
        let mut end = first;
        while end < hits.len() && (end == first || places[end].1 <= start + LONGEST) {
            let last_seen = &mut seen[hits[end].0];
            if *last_seen != first {
                *last_seen = first;
                different += 1;
                reach = places[end].1 - start;
            }
            end += 1;
        }
        // How far one word reaches says nothing.
        let close = if different > 1 { LONGEST.saturating_sub(reach) } else { 0 };
        let score = (different, close, end - first);
        if score > best.0 {
            best = (score, first..end);
        }
    }
    let chosen = &hits[best.1.clone()];
    let start = chosen.first().map_or(0, |(_, range)| range.start);
    let end = chosen.iter().map(|(_, range)| range.end).max().unwrap_or(start);
    let end = end.min(forward(text, start, LONGEST));
    let room = LONGEST - text[start..end].chars().count();
    let before = backward(text, start, room / BEFORE);
    let used = text[before..start].chars().count();
    let after = forward(text, end, room - used);
    // What the end of the text leaves unused goes before.
    let unused = room - used - text[end..after].chars().count();
    Window { hits: start..end, all: backward(text, before, unused)..after }
}

/// The place so many code points further on, or the end.
fn forward(text: &str, from: usize, count: usize) -> usize {
    text[from..].char_indices().nth(count).map_or(text.len(), |(at, _)| from + at)
}

/// The place so many code points back, or the beginning.
fn backward(text: &str, from: usize, count: usize) -> usize {
    match count.checked_sub(1) {
        None => from,
        Some(last) => text[..from].char_indices().rev().nth(last).map_or(0, |(at, _)| at),
    }
}

/// The window cut at white space, or failing that (long words, scripts without spaces)
/// at least not before a mark that belongs to a letter.
fn snapped(text: &str, window: Window) -> Range<usize> {
    let Window { hits, all } = window;
    let mut start = all.start;
    if start > 0 && !text[..start].ends_with(char::is_whitespace) {
        let lead = &text[start..hits.start];
        let letter = |c: char| !is_mark(c);
        start += lead.find(char::is_whitespace).or(lead.find(letter)).unwrap_or(lead.len());
    }
    let mut end = all.end;
    if end < text.len() && !text[end..].starts_with(char::is_whitespace) {
        let tail = &text[hits.end..end];
        match tail.rfind(char::is_whitespace) {
            Some(space) => end = hits.end + space,
            None => {
                while text[end..].starts_with(is_mark) && end > hits.end {
                    end = backward(text, end, 1);
                }
            }
        }
    }
    start..end.max(start)
}

/// The window as one line, with the hits that lie in it.
fn flattened(text: &str, window: Range<usize>, hits: &[Range<usize>]) -> Snippet {
    let mut snippet = Snippet {
        cut_start: !text[..window.start].trim().is_empty(),
        cut_end: !text[window.end..].trim().is_empty(),
        ..Snippet::default()
    };
    let mut at = window.start;
    for hit in hits {
        let (start, end) = (hit.start.max(window.start), hit.end.min(window.end));
        if start >= end {
            continue;
        }
        push_flat(&text[at..start], &mut snippet.text);
        let from = snippet.text.len();
        push_flat(&text[start..end], &mut snippet.text);
        snippet.hits.push(from..snippet.text.len());
        at = end;
    }
    push_flat(&text[at..window.end], &mut snippet.text);
    snippet.text.truncate(snippet.text.trim_end().len());
    // Only a hit that was cut can end in the white space that is gone now.
    if let Some(last) = snippet.hits.last_mut() {
        last.end = last.end.min(snippet.text.len());
    }
    snippet
}

/// Adds text with its white space collapsed.
fn push_flat(text: &str, line: &mut String) {
    for c in text.chars() {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::query::Query;

    /// The snippet with hits in square brackets and an ellipsis where it is cut.
    fn told(query: &str, text: &str, summary: Option<&str>) -> String {
        let article = Article {
            content_text: text.to_owned(),
            summary: summary.map(str::to_owned),
            ..Article::default()
        };
        let snippet = snippet(&article, &Highlighter::new(&Query::parse(query)));
        assert!(snippet.text.chars().count() <= LONGEST, "{snippet:?}");
        let mut out = String::new();
        let mut at = 0;
        for hit in &snippet.hits {
            out.push_str(&format!(
                "{}[{}]",
                &snippet.text[at..hit.start],
                &snippet.text[hit.clone()]
            ));
            at = hit.end;
        }
        let ellipsis = |cut: bool| if cut { "…" } else { "" };
        let (before, after) = (ellipsis(snippet.cut_start), ellipsis(snippet.cut_end));
        format!("{before}{out}{}{after}", &snippet.text[at..])
    }

    #[test]
    fn without_words_it_is_the_summary_or_the_opening() {
        assert_eq!(told("", " One \n\n two\tthree ", None), "One two three");
        assert_eq!(told("", "text", Some("sum  mary")), "sum mary");
        assert_eq!(told("tag:x", "text", Some("  ")), "text");
        assert_eq!(told("", "", None), "");
        let long = "word ".repeat(100);
        assert_eq!(told("", &long, None), format!("{}…", "word ".repeat(32).trim_end()));
        assert_eq!(told("", &"x".repeat(500), None), format!("{}…", "x".repeat(160)));
    }

    #[test]
    fn with_words_it_is_where_most_of_them_stand() {
        assert_eq!(told("two", "One\n\ntwo three", None), "One [two] three");
        let filler = "lorem ipsum dolor sit amet ".repeat(20);
        let text = format!("Iran. {filler}the deal with Iran held. {filler}");
        let found = told("iran deal", &text, None);
        assert!(found.starts_with('…') && found.ends_with('…'), "{found}");
        assert!(found.contains(" the [deal] with [Iran] held. "), "{found}");
        assert!(told("iran", &text, None).starts_with("[Iran]. lorem"));
        let end = told("\"the end\"", &format!("{filler}this is the\n\nend"), None);
        assert!(end.starts_with('…') && end.ends_with("this is [the end]"), "{end}");
        let text = format!(
            "Iran, Iran. {filler}Iran and its near neighbours may yet deal. {filler}\
            A deal, Iran. {filler}Iran has no deal. {filler}"
        );
        let found = told("iran deal", &text, None);
        assert!(found.contains(" A [deal], [Iran]. "), "the closest: {found}");
        let text = format!("Iran. {filler}{filler}Iran, Iran. {filler}{filler}Iran, Iran.");
        let found = told("iran oil", &text, None);
        assert!(found.contains("amet [Iran], [Iran]. lorem"), "the most, then the first: {found}");
        assert_eq!(told("sum", "text", Some("a summary")), "a [sum]mary");
        assert_eq!(told("nowhere", "text", Some("a summary")), "a summary");
    }

    #[test]
    fn scripts_without_spaces_and_endless_words_are_cut_somewhere() {
        let filler = "的".repeat(300);
        let found = told("北京", &format!("{filler}北京{filler}"), None);
        assert!(found.contains("的[北京]的"), "{found}");
        let phrase = "a ".repeat(200);
        let found = told(&format!("\"{phrase}\""), &format!("x {phrase} y"), None);
        assert!(found.starts_with("…[a a") && found.ends_with("…"), "{found}");
        told("e", &"e\u{301}".repeat(400), None);
        told("e", &format!("{}e{}", "\u{301}".repeat(400), "\u{301}".repeat(400)), None);
    }
}
