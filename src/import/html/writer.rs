//! Text as it is written: white space collapsed as a browser does, code points counted,
//! blocks and spans cut as they end.
//!
//! A span never leaves its block, and never begins or ends in collapsed white space. It
//! must not know elements.

use crate::bundle::{Block, BlockKind, Cell, Span, SpanKind};
use std::cmp::Reverse;

/// What a block is going to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    pub(super) kind: BlockKind,
    pub(super) level: Option<u8>,
    pub(super) ordinal: Option<u32>,
}

/// White space that is written if a word follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

/// What holds of the text being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) emphasis: bool,
    pub(super) strong: bool,
    pub(super) code: bool,
    /// Where a link leads.
    pub(super) link: Option<String>,
}

/// How many kinds of span there are; `Writer::starts` is in their order.
const KINDS: [SpanKind; 4] = [SpanKind::Link, SpanKind::Emphasis, SpanKind::Strong, SpanKind::Code];

/// The block that is being written.
#[derive(Debug)]
struct Draft {
    block: Block,
    /// Length of everything before it: UTF-8 bytes and code points.
    before: (usize, usize),
    /// True once something can be seen in it.
    visible: bool,
    /// True while nothing stands in it, or in its cell.
    fresh: bool,
}

/// The text so far.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) text: String,
    /// Code points of the text.
    pub(super) chars: usize,
    pub(super) blocks: Vec<Block>,
    draft: Option<Draft>,
    gap: Gap,
    style: Style,
    /// Where the spans that are open began.
    starts: [Option<usize>; 4],
    /// True if a span has to begin with the next character.
    styled: bool,
}

impl Writer {
    /// True while a block is being written.
    pub(super) fn is_open(&self) -> bool {
        self.draft.is_some()
    }

    /// The kind of the block that is being written.
    pub(super) fn kind(&self) -> Option<BlockKind> {
        self.draft.as_ref().map(|draft| draft.block.kind)
    }

    /// Writes words; a block of this shape begins if none is open.
    pub(super) fn words(&mut self, words: &str, shape: &Shape) {
        for c in words.chars() {
            // Only HTML's own white space collapses: a no-break space stays.
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space();
                continue;
            }
            self.begin(shape);
            match std::mem::take(&mut self.gap) {
                Gap::None => {}
                Gap::Space => self.push(' '),
                Gap::Line => self.push('\n'),
            }
            self.visibly(c);
        }
    }

    /// Writes text whose white space is meant.
    pub(super) fn lines(&mut self, lines: &str, shape: &Shape) {
        for c in lines.chars() {
            if c == '\n' && self.draft.is_none() {
                continue;
            }
            self.begin(shape);
            self.visibly(c);
        }
    }

    /// White space, if anything follows.
    pub(super) fn space(&mut self) {
        if self.gap == Gap::None && self.draft.as_ref().is_some_and(|draft| !draft.fresh) {
            self.gap = Gap::Space;
        }
    }

    /// A line break, if anything follows. False if there was one already.
    pub(super) fn line(&mut self) -> bool {
        let first = self.gap != Gap::Line;
        if self.draft.as_ref().is_some_and(|draft| !draft.fresh) {
            self.gap = Gap::Line;
        }
        first
    }

    /// A line break in a text whose lines are meant, unless a line has just begun.
    pub(super) fn own_line(&mut self) {
        if self.draft.is_some() && !self.text.ends_with('\n') {
            self.push('\n');
        }
    }

    /// Opens a block, if none is open.
    pub(super) fn begin(&mut self, shape: &Shape) {
        if self.draft.is_some() {
            return;
        }
        let before = (self.text.len(), self.chars);
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.chars += 2;
        }
        self.gap = Gap::None;
        let block = Block {
            kind: shape.kind,
            level: shape.level,
            ordinal: shape.ordinal,
            start: self.chars,
            ..Block::default()
        };
        self.draft = Some(Draft { block, before, visible: false, fresh: true });
    }

    /// Begins a row of the table that is being written. The answer is for `end_row`.
    pub(super) fn begin_row(&mut self) -> (usize, usize) {
        let mark = (self.text.len(), self.chars);
        if self.draft.as_ref().is_some_and(|draft| !draft.block.rows.is_empty()) {
            self.push('\n');
        }
        if let Some(draft) = &mut self.draft {
            draft.block.rows.push(Vec::new());
        }
        mark
    }

    /// Ends a row; one in which every cell is empty is none.
    pub(super) fn end_row(&mut self, mark: (usize, usize)) {
        let Some(draft) = &mut self.draft else { return };
        let empty = |row: &Vec<Cell>| row.iter().all(|cell| cell.start == cell.end);
        if draft.block.rows.last().is_some_and(empty) {
            draft.block.rows.pop();
            self.text.truncate(mark.0);
            self.chars = mark.1;
        }
    }

    /// Begins a cell of the row, and gives its first code point.
    pub(super) fn begin_cell(&mut self, follows: bool) -> usize {
        self.gap = Gap::None;
        if follows {
            self.push('\t');
        }
        if let Some(draft) = &mut self.draft {
            draft.fresh = true;
        }
        self.chars
    }

    /// Ends the cell that began at this code point.
    pub(super) fn end_cell(&mut self, start: usize, header: bool) {
        self.end_spans();
        self.gap = Gap::None;
        let cell = Cell { start, end: self.chars, header };
        if let Some(draft) = &mut self.draft
            && let Some(row) = draft.block.rows.last_mut()
        {
            row.push(cell);
        }
    }

    /// Ends the block that is being written. The answer is its index; none if there was
    /// nothing to see in it.
    pub(super) fn end(&mut self) -> Option<usize> {
        self.gap = Gap::None;
        self.end_spans();
        let mut draft = self.draft.take()?;
        if !draft.visible {
            self.text.truncate(draft.before.0);
            self.chars = draft.before.1;
            return None;
        }
        if draft.block.kind == BlockKind::Preformatted {
            let kept = self.text.trim_end().len();
            self.chars -= self.text[kept..].chars().count();
            self.text.truncate(kept);
        }
        let end = self.chars;
        draft.block.end = end;
        for span in &mut draft.block.spans {
            span.end = span.end.min(end);
        }
        draft.block.spans.retain(|span| span.start < span.end);
        draft.block.spans.sort_by_key(|span| (span.start, Reverse(span.end)));
        self.blocks.push(draft.block);
        Some(self.blocks.len() - 1)
    }

    /// Adds a block without text.
    pub(super) fn add(&mut self, block: Block) {
        self.blocks.push(Block { start: self.chars, end: self.chars, ..block });
    }

    /// From here on the text is of this style.
    pub(super) fn restyle(&mut self, style: Style) {
        if style == self.style {
            return;
        }
        // What goes on stays open, so that one link is not cut by an emphasis inside it.
        let ended = [self.style.link != style.link, !style.emphasis, !style.strong, !style.code];
        for (index, ended) in ended.into_iter().enumerate() {
            if ended {
                self.end_span(index);
            }
        }
        self.style = style;
        self.styled = true;
    }

    fn visibly(&mut self, c: char) {
        if self.styled {
            self.begin_spans();
        }
        self.push(c);
        if let Some(draft) = &mut self.draft {
            draft.fresh = false;
            draft.visible |= !is_blank(c);
        }
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
        self.chars += 1;
    }

    fn begin_spans(&mut self) {
        self.styled = false;
        let style = &self.style;
        let on = [style.link.is_some(), style.emphasis, style.strong, style.code];
        for (start, on) in self.starts.iter_mut().zip(on) {
            if on && start.is_none() {
                *start = Some(self.chars);
            }
        }
    }

    fn end_spans(&mut self) {
        (0..KINDS.len()).for_each(|index| self.end_span(index));
        self.styled = true;
    }

    fn end_span(&mut self, index: usize) {
        let Some(start) = self.starts.get_mut(index).and_then(Option::take) else { return };
        let Some(&kind) = KINDS.get(index) else { return };
        let href = self.style.link.clone().filter(|_| kind == SpanKind::Link);
        if let Some(draft) = &mut self.draft {
            draft.block.spans.push(Span { kind, start, end: self.chars, href });
        }
    }
}

/// True for characters that leave a line empty to the eye.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
