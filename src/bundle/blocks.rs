//! The structure of an article that is more than plain paragraphs: headings, quotes, lists,
//! links, figures, tables.
//!
//! Stand-off, like marks: blocks are ranges of the canonical text in half-open code points,
//! in order and without overlap, so that marks and search never meet markup. Blocks are
//! separated by one blank line in the text; the items of a list are blocks of their own, the
//! rows of a table are lines, its cells are separated by tabs. It must not hold text of its
//! own: what a reader can read stands in the text. (`alt` is the exception; it stands for a
//! picture.)

use crate::bundle::model::Unknown;
use crate::bundle::offsets::Offsets;
use crate::bundle::runs;
use crate::bundle::vocabulary::{BlockKind, OffsetUnit, SpanKind};
use serde::Serialize;

/// One block of an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Block {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: BlockKind,
    /// Where it begins in `content_text`, in code points (in a file: `offset_unit`s).
    pub start: usize,
    /// One past its last code point (in a file: `offset_unit`); equal to `start` where a block has no text.
    pub end: usize,
    /// Of a heading 2 to 6; of an item its depth, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// The number of an item in a numbered list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// Address of a figure's picture: `http` or `https`. Nothing loads it unasked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub src: Option<String>,
    /// What a figure shows, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The rows of a table, each a list of cells; together they cover all of its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Vec<Cell>>,
    /// Links and emphasis inside the block, by start, then longest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// Unknown members.
    #[serde(flatten)]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
    pub more: Unknown,
}

/// One cell of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Cell {
    /// Where it begins in `content_text`, in code points (in a file: `offset_unit`s).
    pub start: usize,
    /// One past its last code point (in a file: `offset_unit`).
    pub end: usize,
    /// True for the heading of a row or a column.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
}

/// A stretch inside a block: a link or an emphasis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Span {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: SpanKind,
    /// Where it begins in `content_text`, in code points (in a file: `offset_unit`s).
    pub start: usize,
    /// One past its last code point (in a file: `offset_unit`).
    pub end: usize,
    /// Where a link leads: `http`, `https` or `mailto`, absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// A text with its structure, as readers of markup give it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rich {
    /// The canonical text.
    pub text: String,
    /// Its blocks; none if it is plain paragraphs throughout.
    pub blocks: Vec<Block>,
}

/// Reads the HTML of an item. `base` is the address relative links count from, if it is
/// known. Kept out of this room: a viewer that opens finished bundles needs no HTML.
pub type HtmlReader = fn(html: &str, base: Option<&str>) -> Rich;

/// A sequence of blocks for display: all of the text that is not blank stands in exactly one
/// of them, in order. What no given block covers becomes paragraphs, split on blank lines;
/// with no blocks at all, everything does. Ranges are code points of `text`.
///
/// A block that is outside the text, or begins before its predecessor ends, is passed over,
/// and its text is shown as paragraphs: text is never lost and never doubled.
pub fn cover(text: &str, blocks: &[Block]) -> Vec<Block> {
    let offsets = Offsets::new(text);
    let mut all = Vec::with_capacity(blocks.len());
    let mut done = 0; // UTF-8 bytes: all before stands in a block or is blank
    for block in blocks {
        let Some((from, words)) = offsets.slice(OffsetUnit::Codepoint, block.start, block.end)
        else {
            continue;
        };
        let Some(gap) = text.get(done..from) else { continue };
        paragraphs_of(gap, done, &offsets, &mut all);
        all.push(block.clone());
        done = from + words.len();
    }
    paragraphs_of(text.get(done..).unwrap_or_default(), done, &offsets, &mut all);
    all
}

/// Appends the paragraphs of a part of the text that begins at the byte `from`.
fn paragraphs_of(part: &str, from: usize, offsets: &Offsets<'_>, blocks: &mut Vec<Block>) {
    for range in runs::paragraphs(part) {
        let start = offsets.to_code_point(from + range.start);
        let end = offsets.to_code_point(from + range.end);
        if let (Some(start), Some(end)) = (start, end) {
            blocks.push(Block { start, end, ..Block::default() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cover of a text as `kind|words`, one entry a block.
    fn told(text: &str, blocks: &[(BlockKind, usize, usize)]) -> Vec<String> {
        let blocks: Vec<Block> = blocks
            .iter()
            .map(|&(kind, start, end)| Block { kind, start, end, ..Block::default() })
            .collect();
        let chars: Vec<char> = text.chars().collect();
        cover(text, &blocks)
            .iter()
            .map(|block| {
                let words: String = chars[block.start..block.end].iter().collect();
                format!("{}|{words}", block.kind.word())
            })
            .collect()
    }

    #[test]
    fn plain_text_is_its_paragraphs() {
        assert_eq!(told("One\n\ntwo\nlines\n", &[]), ["paragraph|One", "paragraph|two\nlines"]);
        assert_eq!(told("", &[]), [""; 0]);
        assert_eq!(told(" \n\n ", &[]), [""; 0]);
    }

    #[test]
    fn what_no_block_covers_becomes_paragraphs_in_between() {
        let text = "🕊 Tides\n\nLow.\n\nHigh.\n\nEnd";
        for (blocks, expected) in [
            (
                vec![(BlockKind::Heading, 0, 7)],
                vec!["heading|🕊 Tides", "paragraph|Low.", "paragraph|High.", "paragraph|End"],
            ),
            (
                vec![(BlockKind::Quote, 9, 13), (BlockKind::Rule, 15, 15)],
                vec![
                    "paragraph|🕊 Tides",
                    "quote|Low.",
                    "rule|",
                    "paragraph|High.",
                    "paragraph|End",
                ],
            ),
            (
                vec![(BlockKind::Preformatted, 9, 20), (BlockKind::Figure, 25, 25)],
                vec!["paragraph|🕊 Tides", "preformatted|Low.\n\nHigh.", "paragraph|End", "figure|"],
            ),
            (vec![(BlockKind::Item, 2, 4)], {
                let rest = ["paragraph|🕊 ", "item|Ti", "paragraph|des", "paragraph|Low."];
                [&rest[..], &["paragraph|High.", "paragraph|End"]].concat()
            }),
        ] {
            assert_eq!(told(text, &blocks), expected, "{blocks:?}");
        }
    }

    #[test]
    fn blocks_that_cannot_be_are_passed_over() {
        let text = "One\n\ntwo";
        for blocks in [
            vec![(BlockKind::Quote, 5, 9)],
            vec![(BlockKind::Quote, 3, 0)],
            vec![(BlockKind::Quote, usize::MAX, usize::MAX)],
        ] {
            assert_eq!(told(text, &blocks), ["paragraph|One", "paragraph|two"], "{blocks:?}");
        }
        for second in [(BlockKind::Item, 2, 8), (BlockKind::Item, 0, 1)] {
            let blocks = [(BlockKind::Quote, 0, 3), second];
            assert_eq!(told(text, &blocks), ["quote|One", "paragraph|two"], "{second:?}");
        }
    }
}
