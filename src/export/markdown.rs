//! The articles as Markdown (CommonMark, with tables), and a list of their events.
//!
//! Text is escaped so that it cannot become markup. Marks are not drawn: a reader of
//! Markdown has nowhere to follow them to.

use super::inline::{Letters, address, line, longest_run};
use super::{LeftOut, web};
use crate::bundle::{Article, Block, BlockKind, Bundle, edtf, order};

/// The deepest heading Markdown has.
const DEEPEST: usize = 6;

pub(super) fn write(bundle: &Bundle, left: &mut LeftOut) -> String {
    let mut parts = vec![heading(1, &bundle.title)];
    parts.extend(bundle.description.as_deref().map(line));
    for article in &bundle.items {
        parts.push(heading(2, article.headline()));
        parts.extend(byline(article));
        body(article, &mut parts);
        left.some(article.dateline.marks.len(), "mark", "could not be drawn in Markdown");
    }
    events(bundle, &mut parts);
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn heading(level: usize, words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{} {}", "#".repeat(level.min(DEEPEST)), line(&words))
}

/// When, where and by whom an article was published.
fn byline(article: &Article) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    let date = article.date_published.as_deref().map(|date| date.get(..10).unwrap_or(date));
    said.extend(date.or(article.dateline.issued.as_deref()).map(line));
    said.extend(article.authors.iter().filter_map(|author| author.name.as_deref()).map(line));
    let source = article.dateline.source.as_deref();
    match web(article.url.as_deref()) {
        Some(url) => {
            said.push(format!("[{}]({})", line(source.unwrap_or(url)), address(url)));
        }
        None => said.extend(source.map(line)),
    }
    (!said.is_empty()).then(|| said.join(" · "))
}

fn body(article: &Article, parts: &mut Vec<String>) {
    let blocks = &article.dateline.blocks;
    if blocks.is_empty() {
        parts.extend(article.content_text.split("\n\n").map(line));
        return;
    }
    let letters = Letters::of(&article.content_text);
    // Widths of the signs of the lists an item lies in.
    let mut lists: Vec<usize> = Vec::new();
    let mut items: Vec<String> = Vec::new();
    for block in blocks {
        if block.kind == BlockKind::Item {
            items.push(item(block, &letters, &mut lists));
        } else {
            lists.clear();
            end_list(&mut items, parts);
            parts.push(told(block, &letters));
        }
    }
    end_list(&mut items, parts);
}

fn end_list(items: &mut Vec<String>, parts: &mut Vec<String>) {
    if !items.is_empty() {
        parts.push(items.join("\n"));
        items.clear();
    }
}

fn item(block: &Block, letters: &Letters, lists: &mut Vec<usize>) -> String {
    let depth = usize::from(block.level.unwrap_or(1)).max(1).min(lists.len() + 1);
    // Inside an item, only a list that begins with 1 needs no blank line before it.
    let is_inner = depth > 1 && depth > lists.len();
    let apart = if is_inner && block.ordinal.is_some_and(|n| n != 1) { "\n" } else { "" };
    lists.truncate(depth - 1);
    let indent = " ".repeat(lists.iter().sum());
    let sign = block.ordinal.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
    lists.push(sign.len());
    let words = letters.marked(block.start, block.end, &block.spans);
    let within = format!("\n{indent}{}", " ".repeat(sign.len()));
    format!("{apart}{indent}{sign}{}", words.replace('\n', &within))
}

fn told(block: &Block, letters: &Letters) -> String {
    let words = || letters.marked(block.start, block.end, &block.spans);
    match block.kind {
        BlockKind::Paragraph | BlockKind::Item => words(),
        BlockKind::Heading => {
            let level = usize::from(block.level.unwrap_or(2)) + 1; // below the headline's
            format!("{} {}", "#".repeat(level.min(DEEPEST)), words().replace("\\\n", " "))
        }
        BlockKind::Quote => format!("> {}", words().replace('\n', "\n> ")),
        BlockKind::Preformatted => {
            let text = letters.slice(block.start, block.end);
            let fence = "`".repeat(longest_run(&text).max(2) + 1);
            format!("{fence}\n{text}\n{fence}")
        }
        BlockKind::Figure => {
            let alt = line(block.alt.as_deref().unwrap_or_default()).replace("\\\n", " ");
            let picture = web(block.src.as_deref());
            let picture = picture.map(|src| format!("![{alt}]({})", address(src)));
            let caption = Some(words()).filter(|words| !words.is_empty());
            picture.into_iter().chain(caption).collect::<Vec<_>>().join("\n\n")
        }
        BlockKind::Table => table(block, letters),
        BlockKind::Rule => "* * *".to_owned(),
    }
}

/// The first row is the head: Markdown has no table without one.
fn table(block: &Block, letters: &Letters) -> String {
    let width = block.rows.iter().map(Vec::len).max().unwrap_or(0);
    if width == 0 {
        return letters.marked(block.start, block.end, &block.spans);
    }
    let mut lines = Vec::new();
    for row in &block.rows {
        let mut cells: Vec<String> = row
            .iter()
            .map(|cell| letters.marked(cell.start, cell.end, &[]).replace("\\\n", " "))
            .collect();
        // A hostile table of one long row and many short ones must not grow by squares.
        cells.truncate(width);
        lines.push(format!("| {} |", cells.join(" | ")));
        if lines.len() == 1 {
            let missing = width.saturating_sub(row.len());
            lines[0].push_str(&"  |".repeat(missing));
            lines.push(format!("|{}", " --- |".repeat(width)));
        }
    }
    lines.join("\n")
}

/// All events in the order in which they happened, each with its source.
fn events(bundle: &Bundle, parts: &mut Vec<String>) {
    let mut told: Vec<(bool, Option<i32>, String)> = Vec::new();
    for article in &bundle.items {
        for event in &article.dateline.events {
            let when = event.when.as_deref().filter(|when| edtf::parse(when).is_some());
            let first = when.and_then(edtf::parse).and_then(|when| when.first_day());
            let source = line(article.headline());
            let source = match web(article.url.as_deref()) {
                Some(url) => format!("[{source}]({})", address(url)),
                None => source,
            };
            let label = event.label.split_whitespace().collect::<Vec<_>>().join(" ");
            let date = when.map_or_else(|| "no date".to_owned(), line);
            told.push((when.is_none(), first, format!("- {date}: {} ({source})", line(&label))));
        }
    }
    if told.is_empty() {
        return;
    }
    order::sort_by(&mut told, |a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    parts.push("## Events".to_owned());
    parts.push(told.into_iter().map(|(.., line)| line).collect::<Vec<_>>().join("\n"));
}
