//! Tables of data: rows as lines, cells separated by tabs.
//!
//! A table that only lays out a page is left to the flow of text. Nothing in a table is
//! lost: what stands outside its cells comes before it, as in a browser.

use super::flow::Walker;
use super::soup::{Element, Event, Soup};
use super::tags::{Nature, Tag};
use super::writer::Shape;
use crate::bundle::BlockKind;
use std::ops::Range;

/// UTF-8 bytes: a cell with more text than this is a column of a page.
const LONGEST_CELL: usize = 1000;

/// True if a table is one of data: no table in it, several columns, and several rows or a
/// heading. `inside` is the events between its tags.
pub(super) fn is_data(soup: &Soup, table: &Element, inside: Range<usize>) -> bool {
    if table.layout {
        return false;
    }
    let (mut rows, mut cells, mut widest, mut length, mut headed) = (0, 0, 0, 0, false);
    for event in soup.events.get(inside).unwrap_or_default() {
        match event {
            Event::Open(index) => match soup.elements.get(*index).map(|element| element.tag) {
                Some(Tag::Tr) => {
                    rows += 1;
                    cells = 0;
                }
                Some(tag @ (Tag::Td | Tag::Th)) => {
                    rows = rows.max(1);
                    cells += 1;
                    widest = widest.max(cells);
                    length = 0;
                    headed |= tag == Tag::Th;
                }
                _ => {}
            },
            Event::Text(range) => {
                length += range.len();
                if length > LONGEST_CELL {
                    return false;
                }
            }
            _ => {}
        }
    }
    widest > 1 && (rows > 1 || headed)
}

/// Reads the inside of a table of data: what stands outside its cells first.
pub(super) fn read(walker: &mut Walker<'_>, inside: Range<usize>) {
    let soup = walker.soup;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut at = inside.start;
    while at < inside.end
        && let Some(event) = soup.events.get(at)
    {
        at += 1;
        match event {
            Event::Text(range) => walker.text(soup.text.get(range.clone()).unwrap_or_default()),
            Event::Open(index) => {
                let Some(element) = soup.elements.get(*index) else { continue };
                let is_cell = matches!(element.tag, Tag::Td | Tag::Th);
                if element.tag == Tag::Tr || (is_cell && rows.is_empty()) {
                    rows.push(Vec::new());
                }
                if is_cell && !element.is_hidden() {
                    let cell = (at..element.close, element.tag == Tag::Th);
                    rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
                    at = element.close + 1;
                } else if walker.passes_over(element, at..element.close) {
                    at = element.close + 1;
                } else if element.tag.nature() == Nature::Block {
                    walker.flush();
                }
            }
            Event::Close(_) => {
                walker.flush();
            }
            Event::Void(index) => {
                soup.elements.get(*index).into_iter().for_each(|element| walker.void(element));
            }
            Event::Format(_) | Event::EndFormat(_) => walker.format(event),
        }
    }
    walker.flush();
    walker.writer.begin(&Shape { kind: BlockKind::Table, ..Shape::default() });
    for row in rows {
        let mark = walker.writer.begin_row();
        for (index, (cell, header)) in row.into_iter().enumerate() {
            walker.enter_cell();
            let start = walker.writer.begin_cell(index > 0);
            read_cell(walker, cell);
            walker.writer.end_cell(start, header);
            walker.leave_cell();
        }
        walker.writer.end_row(mark);
    }
}

/// The events inside a cell, and whether it is a heading.
type Cell = (Range<usize>, bool);

/// A cell is one line: whatever would break it is a space.
fn read_cell(walker: &mut Walker<'_>, inside: Range<usize>) {
    let soup = walker.soup;
    let mut at = inside.start;
    while at < inside.end
        && let Some(event) = soup.events.get(at)
    {
        at += 1;
        match event {
            Event::Text(range) => walker.text(soup.text.get(range.clone()).unwrap_or_default()),
            Event::Open(index) | Event::Close(index) | Event::Void(index) => {
                let Some(element) = soup.elements.get(*index) else { continue };
                let opens = matches!(event, Event::Open(_));
                if opens && walker.passes_over(element, at..element.close) {
                    at = element.close + 1;
                } else if element.tag.nature() == Nature::Block || element.tag == Tag::Br {
                    walker.writer.space();
                } else if element.tag == Tag::Q {
                    walker.text(if opens { "“" } else { "”" });
                } else if matches!(event, Event::Void(_)) {
                    walker.void(element);
                }
            }
            Event::Format(_) | Event::EndFormat(_) => walker.format(event),
        }
    }
}
