//! From the soup to text and blocks: what each element means for a reader.
//!
//! It walks the flat list of events once; nesting is a stack of contexts, not of calls. It
//! must not lose text that a reader of the page sees; what it goes over is `passed_over`'s.

use super::figures::OpenFigure;
use super::formats::Formats;
use super::lists::List;
use super::pictures::{self, Picture};
use super::soup::{Element, Event, Soup};
use super::tables;
use super::tags::{Nature, Tag};
use super::writer::{Shape, Writer};
use crate::bundle::blocks::Rich;
use crate::bundle::{Block, BlockKind};
use std::ops::Range;

/// What a reading is after.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish<'w> {
    /// The address relative links count from.
    pub(super) base: Option<&'w str>,
    /// What to leave out as not being part of the article.
    pub(super) surroundings: Surroundings,
    /// The headline: a heading that repeats it is left out.
    pub(super) title: Option<&'w str>,
    /// Read what stands there for readers without scripts.
    pub(super) noscript: bool,
}

/// What surrounds an article on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Surroundings {
    /// Nothing: all of it is the article.
    #[default]
    None,
    /// Menus, asides and footers; a header belongs to the article it stands in.
    OfArticle,
    /// The header of the page too.
    OfPage,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) rich: Rich,
    /// Texts that a reader of the page does not see, such as hidden ones.
    pub(super) unseen: Vec<String>,
    /// True if there is something for readers without scripts.
    pub(super) has_noscript: bool,
}

/// Reads a range of events. Every element that opens in it must close in it.
pub(super) fn read(soup: &Soup, events: Range<usize>, wish: Wish<'_>) -> Flow {
    let mut walker = Walker::new(soup, wish);
    walker.walk(events);
    walker.flush();
    let mut writer = walker.writer;
    settle_levels(&mut writer.blocks);
    let plain = |block: &Block| block.kind == BlockKind::Paragraph && block.spans.is_empty();
    if writer.blocks.iter().all(plain) {
        writer.blocks.clear();
    }
    Flow {
        rich: Rich { text: writer.text, blocks: writer.blocks },
        unseen: walker.unseen,
        has_noscript: walker.has_noscript,
    }
}

/// The headline is the first level; where a text uses it too, all of its headings step down.
fn settle_levels(blocks: &mut [Block]) {
    const DEEPEST: u8 = 6;
    let headings = || blocks.iter().filter(|block| block.kind == BlockKind::Heading);
    let step = u8::from(headings().any(|block| block.level == Some(1)));
    for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::Heading) {
        block.level = block.level.map(|level| (level + step).min(DEEPEST));
    }
}

/// What a text is part of.
#[derive(Debug, Default)]
struct Context {
    shape: Shape,
    /// True once a block has begun in it.
    used: bool,
    /// True if white space is meant.
    lines: bool,
    /// The element that brought it; none for the text as a whole.
    element: Option<usize>,
    /// Of a caption: index of its first block.
    first: Option<usize>,
}

pub(super) struct Walker<'s> {
    pub(super) soup: &'s Soup,
    pub(super) wish: Wish<'s>,
    pub(super) writer: Writer,
    contexts: Vec<Context>,
    pub(super) lists: Vec<List>,
    pub(super) figures: Vec<OpenFigure>,
    pub(super) formats: Formats,
    /// The formats around the cells that are open.
    pub(super) around_cells: Vec<Formats>,
    /// The best address of the `source` elements of an open `picture`.
    pub(super) sources: Option<String>,
    /// Pictures that wait for their paragraph to end.
    pub(super) waiting: Vec<Picture>,
    quotes: usize,
    /// What a reader does not see, from `passed_over`.
    pub(super) unseen: Vec<String>,
    pub(super) has_noscript: bool,
}

impl<'s> Walker<'s> {
    fn new(soup: &'s Soup, wish: Wish<'s>) -> Self {
        Self {
            soup,
            wish,
            writer: Writer::default(),
            contexts: vec![Context::default()],
            lists: Vec::new(),
            figures: Vec::new(),
            formats: Formats::default(),
            around_cells: Vec::new(),
            sources: None,
            waiting: Vec::new(),
            quotes: 0,
            unseen: Vec::new(),
            has_noscript: false,
        }
    }

    /// Walks over a range of events.
    pub(super) fn walk(&mut self, events: Range<usize>) {
        let soup = self.soup;
        let mut at = events.start;
        while at < events.end
            && let Some(event) = soup.events.get(at)
        {
            at += 1;
            match event {
                Event::Text(range) => self.text(soup.text.get(range.clone()).unwrap_or_default()),
                Event::Open(index) => {
                    let Some(element) = soup.elements.get(*index) else { continue };
                    if self.passes_over(element, at..element.close) {
                        at = element.close + 1;
                    } else if element.tag == Tag::Table
                        && tables::is_data(soup, element, at..element.close)
                    {
                        self.flush();
                        tables::read(self, at..element.close);
                        self.flush();
                        at = element.close + 1;
                    } else {
                        self.open(*index, element);
                    }
                }
                Event::Close(index) => {
                    if let Some(element) = soup.elements.get(*index) {
                        self.close(*index, element.tag);
                    }
                }
                Event::Void(index) => {
                    if let Some(element) = soup.elements.get(*index) {
                        self.void(element);
                    }
                }
                Event::Format(_) | Event::EndFormat(_) => self.format(event),
            }
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let Some(context) = self.contexts.last_mut() else { return };
        let shape = match context.shape.kind {
            // What follows a list or a picture inside an item is no second item.
            BlockKind::Item | BlockKind::Figure if context.used => Shape::default(),
            _ => context.shape.clone(),
        };
        if context.lines {
            self.writer.lines(text, &shape);
        } else {
            self.writer.words(text, &shape);
        }
        context.used |= self.writer.is_open();
    }

    /// A part of a text ends: a paragraph, or a line where a block holds several.
    fn part(&mut self) {
        if self.contexts.last().is_some_and(|context| context.lines) {
            self.writer.own_line();
        } else if matches!(
            self.writer.kind(),
            Some(BlockKind::Item | BlockKind::Figure | BlockKind::Heading)
        ) {
            self.writer.line();
        } else {
            self.flush();
        }
    }

    /// Ends the block that is being written.
    pub(super) fn flush(&mut self) {
        let written = self.writer.end();
        if let Some(context) = self.contexts.last_mut() {
            context.first = context.first.or(written);
        }
        for picture in std::mem::take(&mut self.waiting) {
            self.add_picture(picture);
        }
    }

    fn enter(&mut self, shape: Shape, lines: bool, element: usize) {
        self.flush();
        self.contexts.push(Context { shape, lines, element: Some(element), ..Context::default() });
    }

    fn open(&mut self, index: usize, element: &Element) {
        let shape = |kind| Shape { kind, ..Shape::default() };
        match element.tag {
            Tag::Q => {
                self.quotes += 1;
                self.text("“");
            }
            Tag::Picture => self.sources = None,
            Tag::Blockquote => self.enter(shape(BlockKind::Quote), false, index),
            Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext => {
                self.enter(shape(BlockKind::Preformatted), true, index);
            }
            Tag::Figcaption => self.enter(shape(BlockKind::Figure), false, index),
            Tag::Figure => {
                self.enter(Shape::default(), false, index);
                self.figures.push(OpenFigure::default());
            }
            Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir => {
                self.flush();
                self.open_list(element);
            }
            Tag::Li => {
                let shape = self.item(element);
                self.enter(shape, false, index);
            }
            Tag::Dt => {
                self.enter(Shape::default(), false, index);
                self.add_format(Tag::Strong);
            }
            Tag::Dd => self.enter(Shape::default(), false, index),
            Tag::Td | Tag::Th => {
                self.enter(Shape::default(), false, index);
                self.enter_cell();
            }
            tag => {
                if let Some(level) = tag.heading() {
                    let kind = BlockKind::Heading;
                    self.enter(Shape { kind, level: Some(level), ordinal: None }, false, index);
                } else if tag.nature() == Nature::Block {
                    self.part();
                }
            }
        }
    }

    fn close(&mut self, index: usize, tag: Tag) {
        if tag == Tag::Q && self.quotes > 0 {
            self.quotes -= 1;
            self.text("”");
            return;
        }
        if self.contexts.last().is_some_and(|context| context.element == Some(index)) {
            self.flush();
            let context = self.contexts.pop();
            match tag {
                Tag::Figcaption => self.close_caption(context.and_then(|context| context.first)),
                Tag::Figure => self.close_figure(),
                Tag::Td | Tag::Th => self.leave_cell(),
                Tag::Dt => self.end_format(Tag::Strong),
                _ => {}
            }
            return;
        }
        match tag {
            Tag::Picture => self.sources = None,
            Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir => {
                self.flush();
                self.lists.pop();
            }
            _ if tag.nature() == Nature::Block => self.part(),
            _ => {}
        }
    }

    /// An element without content.
    pub(super) fn void(&mut self, element: &Element) {
        match element.tag {
            Tag::Br => self.line_break(),
            Tag::Hr => {
                self.flush();
                self.writer.add(Block { kind: BlockKind::Rule, ..Block::default() });
            }
            Tag::Source => {
                let found = pictures::of_source(element, self.wish.base);
                self.sources = self.sources.take().or(found);
            }
            Tag::Img | Tag::Image if !element.is_hidden() => self.picture(element),
            _ => {}
        }
    }

    fn line_break(&mut self) {
        if self.contexts.last().is_some_and(|context| context.lines) {
            self.text("\n");
        } else if !self.writer.line()
            && matches!(self.writer.kind(), Some(BlockKind::Paragraph | BlockKind::Quote))
        {
            // An empty line is how a paragraph ends where somebody wrote without markup.
            self.flush();
        }
    }
}
