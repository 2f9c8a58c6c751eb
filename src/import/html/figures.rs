//! Figures: which picture belongs to which caption.
//!
//! It must not split a paragraph: a picture in the middle of one waits for its end.

use super::flow::Walker;
use super::pictures::{self, Picture};
use super::soup::Element;
use crate::bundle::{Block, BlockKind};

/// A figure that is open: its picture comes before its caption or after it.
#[derive(Debug, Default)]
pub(super) struct OpenFigure {
    picture: Option<Picture>,
    /// Index of the block of its caption.
    caption: Option<usize>,
}

impl Walker<'_> {
    /// Adds a picture without a caption.
    pub(super) fn add_picture(&mut self, picture: Picture) {
        let Picture { src, alt } = picture;
        self.writer.add(Block { kind: BlockKind::Figure, src, alt, ..Block::default() });
    }

    pub(super) fn picture(&mut self, element: &Element) {
        if let Some(alt) = element.get("alt")
            && element.get("class").is_some_and(|class| class.contains("emoji"))
        {
            // A character in the shape of a picture.
            self.text(alt);
            return;
        }
        let Some(picture) = pictures::of(element, self.sources.clone(), self.wish.base) else {
            return;
        };
        if self.writer.is_open() {
            self.waiting.push(picture);
            return;
        }
        let Some(figure) = self.figures.last_mut() else {
            self.add_picture(picture);
            return;
        };
        let caption = figure.caption.and_then(|index| self.writer.blocks.get_mut(index));
        if let Some(block) = caption.filter(|block| block.src.is_none() && block.alt.is_none()) {
            (block.src, block.alt) = (picture.src, picture.alt);
        } else if let Some(earlier) = figure.picture.replace(picture) {
            self.add_picture(earlier);
        }
    }

    pub(super) fn close_caption(&mut self, first: Option<usize>) {
        let Some(index) = first else { return };
        let Some(block) = self.writer.blocks.get_mut(index) else { return };
        match self.figures.last_mut() {
            Some(figure) => {
                if let Some(picture) = figure.picture.take() {
                    (block.src, block.alt) = (picture.src, picture.alt);
                }
                figure.caption = Some(index);
            }
            None => block.kind = BlockKind::Paragraph,
        }
    }

    pub(super) fn close_figure(&mut self) {
        let Some(figure) = self.figures.pop() else { return };
        if let Some(picture) = figure.picture {
            self.add_picture(picture);
        }
        let caption = figure.caption.and_then(|index| self.writer.blocks.get_mut(index));
        if let Some(block) = caption
            && block.src.is_none()
            && block.alt.is_none()
        {
            // The caption of a table, a film or a quote.
            block.kind = BlockKind::Paragraph;
        }
    }
}
