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
use crate::bundle::vocabulary::{BlockKind, SpanKind};
use serde::Serialize;

/// One block of an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Block {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: BlockKind,
    /// First code point of `content_text`.
    pub start: usize,
    /// One past the last code point; equal to `start` where a block has no text.
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
    /// The rows of a table, each a list of cells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Vec<Cell>>,
    /// Links and emphasis inside the block, by start, then longest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// Unknown members.
    #[serde(flatten)]
    pub more: Unknown,
}

/// One cell of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// First code point of `content_text`.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// True for the heading of a row or a column.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
}

/// A stretch inside a block: a link or an emphasis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Span {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: SpanKind,
    /// First code point of `content_text`.
    pub start: usize,
    /// One past the last code point.
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
