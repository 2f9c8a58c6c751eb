//! The blocks of an article made ready: paragraphs, headings, quotes, items, tables, figures,
//! each with its text in pieces.
//!
//! Whatever a bundle says about its blocks, all of the text is shown, once and in order: a
//! table whose cells do not hold its text is shown as the lines it consists of. It must not
//! decide about elements.

use crate::bundle::blocks::{Block, cover};
use crate::bundle::offsets::Offsets;
use crate::bundle::{Article, BlockKind, OffsetUnit, SpanKind};
use crate::ui::outward;
use crate::ui::pieces::{Cutter, Layer, Piece};
use std::ops::Range;

/// A block, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Plain prose.
    Paragraph(Vec<Piece>),
    /// A heading inside the article: its level, 2 to 6, and its words.
    Heading(u8, Vec<Piece>),
    /// A paragraph of somebody else's words.
    Quote(Vec<Piece>),
    /// An item of a list.
    Item {
        /// Its depth, from 1.
        level: u8,
        /// Its number in a numbered list.
        ordinal: Option<u32>,
        /// Its words.
        pieces: Vec<Piece>,
    },
    /// Text whose spaces and lines are meant.
    Preformatted(Vec<Piece>),
    /// A picture and its caption.
    Figure(Figure),
    /// The rows of a table, each a list of cells.
    Table(Vec<Vec<TableCell>>),
    /// A break between parts.
    Rule,
}

/// A picture that nothing loads unasked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its address on the web, if the bundle names a sound one.
    pub src: Option<String>,
    /// What it shows; empty if nobody said.
    pub alt: String,
    /// The caption; may be empty.
    pub caption: Vec<Piece>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    /// True for the heading of a row or a column.
    pub header: bool,
    /// Its words.
    pub pieces: Vec<Piece>,
}

impl Passage {
    /// Its text, cell by cell where it is a table, in the order of reading.
    pub fn texts(&self) -> Vec<&[Piece]> {
        match self {
            Self::Paragraph(pieces)
            | Self::Heading(_, pieces)
            | Self::Quote(pieces)
            | Self::Item { pieces, .. }
            | Self::Preformatted(pieces) => vec![pieces],
            Self::Figure(figure) => vec![&figure.caption],
            Self::Table(rows) => rows.iter().flatten().map(|cell| cell.pieces.as_slice()).collect(),
            Self::Rule => vec![],
        }
    }
}

/// Cells by rows, and which of them are headings.
type Cells = Vec<Vec<(Range<usize>, bool)>>;

/// A block with its place in UTF-8 bytes.
pub(super) struct Laid {
    block: Block,
    range: Range<usize>,
    /// Of a table.
    cells: Cells,
}

/// The blocks of an article in order; what none of them holds as paragraphs.
pub(super) fn lay(article: &Article, offsets: &Offsets<'_>) -> Vec<Laid> {
    let mut laid = Vec::new();
    for mut block in cover(&article.content_text, &article.dateline.blocks) {
        let Some(range) = bytes(offsets, block.start, block.end) else { continue };
        let mut cells = Vec::new();
        match block.kind {
            BlockKind::Figure | BlockKind::Item => {}
            BlockKind::Rule if range.is_empty() => {}
            _ if range.is_empty() => continue,
            BlockKind::Rule => block.kind = BlockKind::Paragraph,
            BlockKind::Table => match cells_of(&block, &range, offsets) {
                Some(sound) => cells = sound,
                None => block.kind = BlockKind::Preformatted,
            },
            _ => {}
        }
        laid.push(Laid { block, range, cells });
    }
    laid
}

fn bytes(offsets: &Offsets<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let (from, words) = offsets.slice(OffsetUnit::Codepoint, start, end)?;
    Some(from..from + words.len())
}

/// The cells of a table, if they hold all of its text in order; those that its lines and
/// tabs make if it names none.
fn cells_of(block: &Block, range: &Range<usize>, offsets: &Offsets<'_>) -> Option<Cells> {
    let text = offsets.text();
    let mut done = range.start;
    if block.rows.is_empty() {
        let rows = text[range.clone()].split('\n').map(|line| {
            let cells = line.split('\t').map(|cell| {
                let from = done;
                done += cell.len() + 1;
                (from..from + cell.len(), false)
            });
            cells.collect()
        });
        return Some(rows.collect());
    }
    let blank = |gap: Range<usize>| text.get(gap).is_some_and(|gap| gap.trim().is_empty());
    let mut rows = Vec::with_capacity(block.rows.len());
    for row in &block.rows {
        let mut cells = Vec::with_capacity(row.len());
        for cell in row {
            let own = bytes(offsets, cell.start, cell.end)?;
            if own.end > range.end || !blank(done..own.start) {
                return None;
            }
            done = own.end;
            cells.push((own, cell.header));
        }
        rows.push(cells);
    }
    blank(done..range.end).then_some(rows)
}

/// What a sentence does not reach across: blocks, and the cells of tables.
pub(super) fn stretches(laid: &[Laid]) -> Vec<Range<usize>> {
    let mut stretches = Vec::with_capacity(laid.len());
    for Laid { range, cells, .. } in laid {
        if cells.is_empty() {
            stretches.push(range.clone());
        } else {
            stretches.extend(cells.iter().flatten().map(|(cell, _)| cell.clone()));
        }
    }
    stretches
}

/// The spans of all blocks as layers, and the addresses that links among them lead to. A
/// link to where no link may lead is plain text.
pub(super) fn spans<'a>(
    laid: &[Laid],
    offsets: &Offsets<'_>,
) -> (Vec<(Range<usize>, Layer<'a>)>, Vec<String>) {
    let mut layers = Vec::new();
    let mut addresses: Vec<String> = Vec::new();
    for Laid { block, range, .. } in laid {
        for span in &block.spans {
            let own = bytes(offsets, span.start, span.end);
            let Some(own) = own.filter(|own| range.start <= own.start && own.end <= range.end)
            else {
                continue;
            };
            let layer = match (span.kind, &span.href) {
                (SpanKind::Link, Some(href)) if outward::may_lead(href) => {
                    addresses.push(href.clone());
                    Layer::Outward(addresses.len() - 1)
                }
                (SpanKind::Link, _) => continue,
                (kind, _) => Layer::Dress(kind),
            };
            layers.push((own, layer));
        }
    }
    (layers, addresses)
}

/// Makes the blocks ready.
pub(super) fn passages(laid: Vec<Laid>, cutter: &mut Cutter<'_>) -> Vec<Passage> {
    let passage = |Laid { block, range, cells }: Laid| match block.kind {
        BlockKind::Paragraph => Passage::Paragraph(cutter.pieces(range)),
        BlockKind::Heading => Passage::Heading(block.level.unwrap_or(2), cutter.pieces(range)),
        BlockKind::Quote => Passage::Quote(cutter.pieces(range)),
        BlockKind::Preformatted => Passage::Preformatted(cutter.pieces(range)),
        BlockKind::Rule => Passage::Rule,
        BlockKind::Item => Passage::Item {
            level: block.level.unwrap_or(1),
            ordinal: block.ordinal,
            pieces: cutter.pieces(range),
        },
        BlockKind::Figure => Passage::Figure(Figure {
            src: block.src.filter(|src| outward::is_web_address(src)),
            alt: block.alt.unwrap_or_default(),
            caption: cutter.pieces(range),
        }),
        BlockKind::Table => {
            let mut rows = Vec::with_capacity(cells.len());
            for row in cells {
                let cells = row
                    .into_iter()
                    .map(|(own, header)| TableCell { header, pieces: cutter.pieces(own) });
                rows.push(cells.collect());
            }
            Passage::Table(rows)
        }
    };
    laid.into_iter().map(passage).collect()
}
