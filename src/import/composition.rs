//! One text made of parts: headings, prose, readings of HTML, pictures.
//!
//! It keeps what the model asks of blocks: in order, apart by a blank line, ranges in code
//! points. It must not change the words it is given, but for white space at their ends.

use crate::bundle::blocks::Rich;
use crate::bundle::{Block, BlockKind, Span, SpanKind};

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Composition {
    text: String,
    /// Code points of `text`.
    length: usize,
    blocks: Vec<Block>,
    /// True once there is more than plain paragraphs.
    is_rich: bool,
}

impl Composition {
    /// Adds a block of this kind; its range in code points. Words must hold no blank line.
    pub(super) fn add(&mut self, block: Block, words: &str) -> (usize, usize) {
        if !self.blocks.is_empty() {
            self.append("\n\n");
        }
        let start = self.length;
        self.append(words);
        self.is_rich |= block.kind != BlockKind::Paragraph || !block.spans.is_empty();
        self.blocks.push(Block { start, end: self.length, ..block });
        (start, self.length)
    }

    /// Adds paragraphs, apart by blank lines.
    pub(super) fn add_plain(&mut self, text: &str) {
        for paragraph in text.split("\n\n").map(str::trim).filter(|words| !words.is_empty()) {
            self.add(Block::default(), paragraph);
        }
    }

    /// Adds a paragraph that is one link.
    pub(super) fn add_link(&mut self, words: &str, href: &str) {
        let start = if self.blocks.is_empty() { 0 } else { self.length + 2 };
        let end = start + words.chars().count();
        let link = Span { kind: SpanKind::Link, start, end, href: Some(href.to_owned()) };
        self.add(Block { spans: vec![link], ..Block::default() }, words);
    }

    /// Adds a text with its structure.
    pub(super) fn add_rich(&mut self, rich: Rich) {
        if rich.blocks.is_empty() {
            self.add_plain(&rich.text);
            return;
        }
        if !self.blocks.is_empty() {
            self.append("\n\n");
        }
        let by = self.length;
        self.append(&rich.text);
        self.is_rich = true;
        for mut block in rich.blocks {
            (block.start, block.end) = (block.start + by, block.end + by);
            for span in &mut block.spans {
                (span.start, span.end) = (span.start + by, span.end + by);
            }
            for cell in block.rows.iter_mut().flatten() {
                (cell.start, cell.end) = (cell.start + by, cell.end + by);
            }
            self.blocks.push(block);
        }
    }

    /// The whole.
    pub(super) fn finish(self) -> Rich {
        Rich { text: self.text, blocks: if self.is_rich { self.blocks } else { Vec::new() } }
    }

    fn append(&mut self, words: &str) {
        self.text.push_str(words);
        self.length += words.chars().count();
    }
}

/// True for an address a bundle may hold.
pub(super) fn is_web(address: &str) -> bool {
    let begins = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    };
    begins("https://") || begins("http://")
}

/// True if an address ends like a picture's.
pub(super) fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let end = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(end.as_str(), "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_ranges() {
        let mut whole = Composition::default();
        whole.add_plain("Östlich.\n\n🕊️");
        assert!(!whole.is_rich && whole.blocks.len() == 2);
        whole.add_link("Vardel", "https://example.org/");
        let heading = Block { kind: BlockKind::Heading, level: Some(2), ..Block::default() };
        assert_eq!(whole.add(heading, "Quay"), (22, 26));
        let within = Block { start: 0, end: 2, ..Block::default() };
        whole.add_rich(Rich { text: "On".to_owned(), blocks: vec![within] });
        let rich = whole.finish();
        let letters: Vec<char> = rich.text.chars().collect();
        let told: Vec<String> = rich
            .blocks
            .iter()
            .map(|block| letters[block.start..block.end].iter().collect())
            .collect();
        assert_eq!(told, ["Östlich.", "🕊️", "Vardel", "Quay", "On"]);
        assert_eq!(rich.blocks[2].spans[0].end, rich.blocks[2].end);
    }

    #[test]
    fn plain_paragraphs_need_no_blocks() {
        let mut whole = Composition::default();
        whole.add_plain("One.\n\n\n\nTwo.");
        assert_eq!(whole.finish(), Rich { text: "One.\n\nTwo.".to_owned(), blocks: Vec::new() });
    }
}
