//! Markdown to one article with its blocks: CommonMark with tables, task lists, footnotes
//! and strikethrough, and front matter.
//!
//! Raw HTML in it is read as HTML: markup goes no further than this room. It must not let
//! an address through that is not `http`, `https` or `mailto`, nor load a picture.

mod tags;
mod walker;
mod writer;

use crate::bundle::place::Place;
use crate::bundle::{Article, Block, BlockKind, Bundle, Fault, Reading, Severity};
use crate::import::{Source, address, front_matter, text};
use walker::Walker;

/// Reads a Markdown file.
///
/// # Errors
/// A fatal fault if it is empty.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, Fault> {
    let text = source.text.replace("\r\n", "\n").replace('\r', "\n");
    let mut article = Article { id: text::id_of(source.name), ..Article::default() };
    let mut faults = Vec::new();
    let lines: Vec<&str> = text.split('\n').collect();
    let mut place = Place { offset: 0, line: 1, column: 1 };
    if let Some(head) = front_matter::of(&lines) {
        place = front_matter::line_place(&text, head.lines);
        head.apply(&mut article, &text, &mut faults);
    }
    let address = address::of_file(source.name);
    let base = article.url.clone().or(address);
    let mut walker = Walker::new(base.as_deref());
    walker.walk(text.get(place.offset..).unwrap_or_default());
    let found = walker.finish();
    faults.extend(found.faults.into_iter().map(|fault| fault.in_place(place)));
    article.content_text = found.rich.text;
    article.dateline.blocks = found.rich.blocks;
    settle_title(&mut article, found.headings);
    if article.dateline.blocks.iter().all(is_plain) {
        article.dateline.blocks.clear();
    }
    if article.content_text.is_empty()
        && article.dateline.blocks.is_empty()
        && article.title.is_none()
    {
        let remedy = "Check that the download or the export was complete.";
        return Err(Fault::new(Severity::Fatal, "There is no text in this file.", remedy));
    }
    let begins_plainly =
        article.dateline.blocks.first().is_none_or(|block| block.kind == BlockKind::Paragraph);
    if begins_plainly {
        text::dated(&mut article, place, &mut faults);
    }
    let mut bundle = Bundle::new(article.headline());
    bundle.items.push(article);
    Ok(Reading { bundle, faults, wants_html: false })
}

fn is_plain(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.spans.is_empty() && block.more.is_empty()
}

/// The first heading of the first level is the headline, unless front matter has one. It
/// leaves the text if the text begins with it; what stands before it would lose it.
fn settle_title(article: &mut Article, headings: Vec<(usize, String)>) {
    let Some((index, words)) = headings.into_iter().next() else { return };
    let is_headline = article.title.as_ref().is_none_or(|title| *title == words);
    if index == 0 && is_headline {
        cut_first(article);
    }
    article.title.get_or_insert(words);
}

/// Takes the first block off a text, and the blank line below it.
fn cut_first(article: &mut Article) {
    let blocks = &mut article.dateline.blocks;
    if blocks.is_empty() {
        return;
    }
    let end = blocks.remove(0).end;
    let rest: String = article.content_text.chars().skip(end).collect();
    let kept = rest.strip_prefix("\n\n").unwrap_or(&rest);
    let cut = end + rest.chars().count() - kept.chars().count();
    article.content_text = kept.to_owned();
    let back = |at: &mut usize| *at = at.saturating_sub(cut);
    for block in blocks {
        back(&mut block.start);
        back(&mut block.end);
        for span in &mut block.spans {
            back(&mut span.start);
            back(&mut span.end);
        }
        for cell in block.rows.iter_mut().flatten() {
            back(&mut cell.start);
            back(&mut cell.end);
        }
    }
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
