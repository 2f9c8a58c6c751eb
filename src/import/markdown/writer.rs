//! The text of a Markdown file as it is written: blocks one blank line apart, code points
//! counted, spans closed with their block.
//!
//! It must not know Markdown, nor write an empty line inside a block whose lines are not
//! meant.

use crate::bundle::blocks::Rich;
use crate::bundle::order;
use crate::bundle::{Block, BlockKind, Cell, Span, SpanKind};
use std::cmp::Reverse;

/// A block that is being written.
struct Draft {
    block: Block,
    /// Length of everything before it: UTF-8 bytes and code points.
    before: (usize, usize),
    /// UTF-8 bytes of everything before its own first letter.
    start: usize,
    /// Spans that are open, by kind: the innermost of a kind ends first.
    open: [Vec<Span>; SpanKind::ALL.len()],
}

/// The text so far.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    /// Code points of the text.
    chars: usize,
    blocks: Vec<Block>,
    draft: Option<Draft>,
}

impl Writer {
    /// How many blocks are finished.
    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// The block that is being written.
    pub(super) fn block(&mut self) -> Option<&mut Block> {
        self.draft.as_mut().map(|draft| &mut draft.block)
    }

    /// Begins a block; one that is open ends.
    pub(super) fn begin(&mut self, block: Block) {
        self.end();
        let before = (self.text.len(), self.chars);
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.chars += 2;
        }
        let block = Block { start: self.chars, ..block };
        self.draft =
            Some(Draft { block, before, start: self.text.len(), open: Default::default() });
    }

    /// Ends the block that is open. The answer is its text, if it has any.
    pub(super) fn end(&mut self) -> Option<String> {
        let Draft { mut block, before, start, open } = self.draft.take()?;
        let kept = start + self.text.get(start..)?.trim_end().len();
        // The empty cells at the end of a table are cells.
        if block.kind != BlockKind::Table || kept == start {
            self.chars -= self.text.get(kept..)?.chars().count();
            self.text.truncate(kept);
        }
        if kept == start {
            (_, self.chars) = before;
            self.text.truncate(before.0);
            return None;
        }
        block.end = self.chars;
        let open = open.into_iter().flatten();
        block.spans.extend(open.filter(|span| span.kind != SpanKind::Link || span.href.is_some()));
        for span in &mut block.spans {
            span.end = span.end.min(block.end);
        }
        block.spans.retain(|span| span.start < span.end);
        order::sort_by_key(&mut block.spans, |span| (span.start, Reverse(span.end)));
        self.blocks.push(block);
        self.text.get(start..).map(str::to_owned)
    }

    /// Writes words into the open block. White space at its beginning goes.
    pub(super) fn words(&mut self, words: &str) {
        let Some(draft) = &self.draft else { return };
        let (start, is_meant) = (draft.start, draft.block.kind == BlockKind::Preformatted);
        let in_table = draft.block.kind == BlockKind::Table;
        for c in words.chars() {
            let c = if in_table && matches!(c, '\t' | '\n') { ' ' } else { c };
            let is_skipped = (c.is_whitespace() && self.text.len() == start && !is_meant)
                || (c == '\n' && self.text.ends_with('\n') && !is_meant);
            if !is_skipped && c != '\r' {
                self.push(c);
            }
        }
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
        self.chars += 1;
    }

    /// Begins a row of the open table.
    pub(super) fn begin_row(&mut self) {
        let is_first = self.block().is_some_and(|block| block.rows.is_empty());
        if !is_first {
            self.push('\n');
        }
        if let Some(block) = self.block() {
            block.rows.push(Vec::new());
        }
    }

    /// Begins a cell of the last row, and gives its first code point.
    pub(super) fn begin_cell(&mut self) -> usize {
        let follows =
            self.block().and_then(|block| block.rows.last()).is_some_and(|row| !row.is_empty());
        if follows {
            self.push('\t');
        }
        self.chars
    }

    /// Ends the cell that began at this code point.
    pub(super) fn end_cell(&mut self, start: usize, header: bool) {
        let end = self.chars;
        if let Some(row) = self.block().and_then(|block| block.rows.last_mut()) {
            row.push(Cell { start, end, header });
        }
    }

    /// Opens a span in the open block.
    pub(super) fn open(&mut self, kind: SpanKind, href: Option<String>) {
        let start = self.chars;
        if let Some(draft) = &mut self.draft {
            let span = Span { kind, start, end: usize::MAX, href };
            if let Some(open) = draft.open.get_mut(kind as usize) {
                open.push(span);
            }
        }
    }

    /// Closes the innermost span of a kind. A link that leads nowhere is none.
    pub(super) fn close(&mut self, kind: SpanKind) {
        let end = self.chars;
        let Some(draft) = &mut self.draft else { return };
        let Some(span) = draft.open.get_mut(kind as usize).and_then(Vec::pop) else { return };
        if kind != SpanKind::Link || span.href.is_some() {
            draft.block.spans.push(Span { end, ..span });
        }
    }

    /// Adds a block without text.
    pub(super) fn add(&mut self, block: Block) {
        self.end();
        self.blocks.push(Block { start: self.chars, end: self.chars, ..block });
    }

    /// Adds a text that was read elsewhere, with its blocks.
    pub(super) fn append(&mut self, rich: Rich) {
        self.end();
        if rich.blocks.is_empty() {
            for paragraph in rich.text.split("\n\n") {
                self.begin(Block::default());
                self.words(paragraph);
                self.end();
            }
            return;
        }
        if !rich.text.is_empty() && !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.chars += 2;
        }
        let shift = self.chars;
        self.chars += rich.text.chars().count();
        self.text.push_str(&rich.text);
        for mut block in rich.blocks {
            block.start += shift;
            block.end += shift;
            for span in &mut block.spans {
                span.start += shift;
                span.end += shift;
            }
            for cell in block.rows.iter_mut().flatten() {
                cell.start += shift;
                cell.end += shift;
            }
            self.blocks.push(block);
        }
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> Rich {
        self.end();
        Rich { text: self.text, blocks: self.blocks }
    }
}
