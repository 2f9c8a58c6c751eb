//! Reads the `blocks` of an item: verifies every range, and turns it into code points.
//!
//! Blocks have no quotes, so there is nothing to find them again by: what is out of place is
//! reported and left out. It must never cost the text: what no block covers is shown as
//! paragraphs, and no block that comes out of here has words that its kind does not show.

use crate::bundle::addresses;
use crate::bundle::blocks::{Block, Cell, Span};
use crate::bundle::fields::{Object, Spot, wrong_type};
use crate::bundle::json::Kind;
use crate::bundle::model::{OffsetUnit, Unknown};
use crate::bundle::offsets::Offsets;
use crate::bundle::order;
use crate::bundle::vocabulary::{BlockKind, SpanKind};
use std::ops::Range;

/// The text that ranges count in, and how the file counts.
struct Ruler<'t> {
    offsets: &'t Offsets<'t>,
    unit: OffsetUnit,
}

/// Takes the blocks of an item's extension: in order, without overlap, in code points.
pub(super) fn blocks(
    object: &mut Object<'_>,
    offsets: &Offsets<'_>,
    unit: OffsetUnit,
) -> Vec<Block> {
    let ruler = Ruler { offsets, unit };
    let mut blocks: Vec<Block> = Vec::new();
    let mut done = 0; // UTF-8 bytes
    for (pointer, value) in object.list("blocks") {
        let block = Object::open(value, pointer, object.report);
        if let Some((block, end)) = block.and_then(|block| read_block(block, &ruler, done)) {
            blocks.push(block);
            done = end;
        }
    }
    blocks
}

/// One block, and the byte at which it ends. `done` is where its predecessor ends.
fn read_block(mut object: Object<'_>, ruler: &Ruler<'_>, done: usize) -> Option<(Block, usize)> {
    const LEFT_OUT: &str = "the block was left out, its text is shown as paragraphs.";
    let bytes = range_of(&mut object, ruler, "block", LEFT_OUT)?;
    if bytes.start < done {
        object.report.error(
            &object.spot,
            "This block begins before the one before it ends.",
            format!("Put blocks in the order of the text, without overlap; {LEFT_OUT}"),
        );
        return None;
    }
    let text = ruler.offsets.text();
    let words = text.get(bytes.clone()).unwrap_or_default();
    let mut kind = kind_of(&mut object);
    let level = level_of(&mut object, kind);
    let ordinal = object.count("ordinal").and_then(|count| {
        let fits = u32::try_from(count).ok();
        if fits.is_none() {
            object.report.error(
                &object.at("ordinal"),
                format!("{count} is too great a number for an item."),
                "Count from 1; the number was left out.",
            );
        }
        fits
    });
    let src = object.text("src").filter(|src| {
        addresses::is_web(src)
            || refuse(&object, "src", src, "http or https", "the picture was left out")
    });
    let alt = object.text("alt");
    let (rows, gapless) = read_rows(&mut object, ruler, &bytes);
    let spans = read_spans(&mut object, ruler, &bytes);
    // A kind that would not show its words must have none.
    if kind == BlockKind::Rule && !words.trim().is_empty() {
        object.report.error(
            &object.spot,
            "A rule has no text, but this one covers some.",
            "Make “end” the same as “start”; the text is shown as a paragraph.",
        );
        kind = BlockKind::Paragraph;
    }
    let mut cells = Vec::new();
    if kind == BlockKind::Table {
        cells = rows;
        if !gapless {
            object.report.error(
                &object.at("rows"),
                "There are words in this table that no cell of it covers.",
                "Let the cells cover all of its text; the table is shown as lines of text.",
            );
            cells = Vec::new();
            kind = BlockKind::Preformatted;
        }
    } else if !rows.is_empty() {
        object.report.error(
            &object.at("rows"),
            format!("A {} has no rows.", kind.word()),
            "Make its “type” a table; the rows were left out.",
        );
    }
    let block = Block {
        kind,
        start: ruler.offsets.to_code_point(bytes.start)?,
        end: ruler.offsets.to_code_point(bytes.end)?,
        level,
        ordinal,
        src,
        alt,
        rows: cells,
        spans,
        more: object.rest(),
    };
    Some((block, bytes.end))
}

fn kind_of(object: &mut Object<'_>) -> BlockKind {
    let words = BlockKind::ALL.map(BlockKind::word).join(", ");
    let kind = object.word("type", BlockKind::from_word, &words);
    kind.unwrap_or_default()
}

fn level_of(object: &mut Object<'_>, kind: BlockKind) -> Option<u8> {
    let level = object.count("level")?;
    let (least, most) = if kind == BlockKind::Heading { (2, 6) } else { (1, u8::MAX) };
    let fits = u8::try_from(level).ok().filter(|level| (least..=most).contains(level));
    if fits.is_none() {
        object.report.error(
            &object.at("level"),
            format!("{level} is not a level of a {}.", kind.word()),
            format!("Write {least} to {most}; the level was left out."),
        );
    }
    fits
}

/// Takes `start` and `end` as UTF-8 bytes of the text; reports what cannot be.
fn range_of(
    object: &mut Object<'_>,
    ruler: &Ruler<'_>,
    what: &str,
    then: &str,
) -> Option<Range<usize>> {
    let (Some(start), Some(end)) = (object.count("start"), object.count("end")) else {
        let remedy = format!("A {what} needs both, as whole numbers; {then}");
        object.missing("start/end", &remedy);
        return None;
    };
    if start > end {
        object.report.error(
            &object.spot,
            format!("This {what} ends at {end}, before it begins at {start}."),
            format!("Let “end” be one past the last character; {then}"),
        );
        return None;
    }
    let place = |offset| ruler.offsets.to_byte(ruler.unit, offset);
    if let (Some(start), Some(end)) = (place(start), place(end)) {
        return Some(start..end);
    }
    object.report.error(
        &object.spot,
        format!("This {what} ({start} to {end}) is outside the text, or cuts a character."),
        format!("Check what “offset_unit” says and count again; {then}"),
    );
    None
}

/// Reports an address that is not of the schemes allowed. Always false.
fn refuse(object: &Object<'_>, key: &str, address: &str, schemes: &str, then: &str) -> bool {
    object.report.error(
        &object.at(key),
        format!("“{address}” is not an address that may be used here."),
        format!("Use a whole address that begins with {schemes}; {then}."),
    );
    false
}

fn read_spans(object: &mut Object<'_>, ruler: &Ruler<'_>, block: &Range<usize>) -> Vec<Span> {
    let mut spans = Vec::new();
    for (pointer, value) in object.list("spans") {
        let span = Object::open(value, pointer, object.report);
        spans.extend(span.and_then(|span| read_span(span, ruler, block)));
    }
    order::sort_by_key(&mut spans, |span| (span.start, std::cmp::Reverse(span.end)));
    spans
}

fn read_span(mut object: Object<'_>, ruler: &Ruler<'_>, block: &Range<usize>) -> Option<Span> {
    const LEFT_OUT: &str = "the span was left out, its words stay.";
    let bytes = range_of(&mut object, ruler, "span", LEFT_OUT)?;
    let fault = if bytes.start < block.start || bytes.end > block.end {
        Some("This span reaches out of its block.")
    } else if bytes.is_empty() {
        Some("This span covers nothing.")
    } else {
        None
    };
    if let Some(fault) = fault {
        let remedy = format!("Give it a range inside its block; {LEFT_OUT}");
        object.report.error(&object.spot, fault, remedy);
        return None;
    }
    let words = SpanKind::ALL.map(SpanKind::word).join(", ");
    if !object.has("type") {
        object.missing("type", "Say what the span is; it was left out, its words stay.");
    }
    let kind = object.word("type", SpanKind::from_word, &words)?;
    if kind == SpanKind::Link && !object.has("href") {
        object.missing("href", "Say where the link leads; its words stay as text.");
    }
    let href = object.text("href");
    let href = href.filter(|href| {
        addresses::is_link(href)
            || refuse(&object, "href", href, "http, https or mailto", "the words stay as text")
    });
    if kind == SpanKind::Link && href.is_none() {
        return None;
    }
    let span = Span {
        kind,
        start: ruler.offsets.to_code_point(bytes.start)?,
        end: ruler.offsets.to_code_point(bytes.end)?,
        href,
    };
    tell_unknown(object, "span");
    Some(span)
}

/// The rows of a table, and whether its cells cover all of its words.
fn read_rows(
    object: &mut Object<'_>,
    ruler: &Ruler<'_>,
    block: &Range<usize>,
) -> (Vec<Vec<Cell>>, bool) {
    let text = ruler.offsets.text();
    let is_blank = |range: Range<usize>| text.get(range).unwrap_or_default().trim().is_empty();
    let mut gapless = true;
    let mut rows = Vec::new();
    let mut done = block.start;
    for (spot, row) in object.list("rows") {
        if row.kind() != Kind::List {
            wrong_type(object.report, &spot, "a list of cells", row);
            continue;
        }
        let mut cells = Vec::new();
        for (index, value) in row.elements().enumerate() {
            let pointer = format!("{}/{index}", spot.pointer);
            let spot = Spot { pointer, offset: value.offset };
            let cell = Object::open(value, spot, object.report);
            let bounds = done..block.end;
            if let Some((cell, bytes)) = cell.and_then(|cell| read_cell(cell, ruler, &bounds)) {
                gapless &= is_blank(done..bytes.start);
                cells.push(cell);
                done = bytes.end;
            }
        }
        rows.push(cells);
    }
    gapless &= is_blank(done..block.end);
    (rows, gapless)
}

/// One cell, and its bytes. It has to lie within `bounds`.
fn read_cell(
    mut object: Object<'_>,
    ruler: &Ruler<'_>,
    bounds: &Range<usize>,
) -> Option<(Cell, Range<usize>)> {
    let bytes = range_of(&mut object, ruler, "cell", "the cell was left out.")?;
    if bytes.start < bounds.start || bytes.end > bounds.end {
        object.report.error(
            &object.spot,
            "This cell reaches out of its table, or into the cell before it.",
            "Put cells in the order of the text, inside their table; the cell was left out.",
        );
        return None;
    }
    let cell = Cell {
        start: ruler.offsets.to_code_point(bytes.start)?,
        end: ruler.offsets.to_code_point(bytes.end)?,
        header: object.flag("header").unwrap_or_default(),
    };
    tell_unknown(object, "cell");
    Some((cell, bytes))
}

/// Spans and cells are many and small: they keep no unknown members, and say so.
fn tell_unknown(object: Object<'_>, what: &str) {
    let (spot, report) = (object.spot.clone(), object.report);
    let more: Unknown = object.rest();
    if !more.is_empty() {
        report.notice(
            &spot,
            format!("This {what} has members that this program does not know."),
            "They are not kept; put what must survive into the block.",
        );
    }
}

#[cfg(test)]
#[path = "read_blocks_tests.rs"]
mod tests;
