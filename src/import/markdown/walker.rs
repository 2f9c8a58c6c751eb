//! What the parts of a Markdown file mean to a reader: which block they are, which span.
//!
//! It must not count or join text; the writer does.

use super::writer::Writer;
use crate::bundle::blocks::Rich;
use crate::bundle::order;
use crate::bundle::{Block, BlockKind, Fault, Severity, SpanKind};
use crate::import::address::{safe_link, web_address};
use crate::import::html;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;

/// Where a picture or a link leads that cannot be followed from here.
const AS_WRITTEN: &str = "address_written";

/// What was read.
pub(super) struct Found {
    pub(super) rich: Rich,
    /// Headings of the first level: the index of their block, and their words.
    pub(super) headings: Vec<(usize, String)>,
    pub(super) faults: Vec<Fault>,
}

pub(super) struct Walker<'b> {
    pub(super) base: Option<&'b str>,
    writer: Writer,
    headings: Vec<(usize, String)>,
    /// The lists that are open, each with its next number if it is numbered.
    lists: Vec<Option<u64>>,
    /// True until an item has its first block.
    fresh_item: bool,
    quotes: usize,
    /// True inside the first level's heading.
    in_headline: bool,
    /// The rest of the current paragraph's pictures, which follow it.
    pub(super) figures: Vec<Figure>,
    /// Pictures open, and the words of the innermost.
    pictures: usize,
    /// Raw HTML, collected until its block ends.
    raw: Option<String>,
    /// Numbers of footnotes, in the order of their first mention.
    notes: BTreeMap<String, usize>,
    is_header: bool,
    cell: usize,
    /// Addresses that were not followed: how many, and the first.
    lost: (usize, String),
}

pub(super) struct Figure {
    pub(super) block: Block,
    pub(super) caption: String,
}

impl<'b> Walker<'b> {
    pub(super) fn new(base: Option<&'b str>) -> Self {
        Self {
            base,
            writer: Writer::default(),
            headings: Vec::new(),
            lists: Vec::new(),
            fresh_item: false,
            quotes: 0,
            in_headline: false,
            figures: Vec::new(),
            pictures: 0,
            raw: None,
            notes: BTreeMap::new(),
            is_header: false,
            cell: 0,
            lost: (0, String::new()),
        }
    }

    /// Reads a text. Footnotes come last, in the order of their numbers.
    pub(super) fn walk(&mut self, markdown: &str) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let mut notes: Vec<(String, Vec<Event<'_>>)> = Vec::new();
        let mut in_note = false;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    notes.push((label.into_string(), Vec::new()));
                    in_note = true;
                }
                Event::End(TagEnd::FootnoteDefinition) => in_note = false,
                event if in_note => {
                    if let Some((_, events)) = notes.last_mut() {
                        events.push(event);
                    }
                }
                event => self.event(event),
            }
        }
        self.end_block();
        let mut numbered: Vec<(usize, Vec<Event<'_>>)> = Vec::new();
        for (label, events) in notes {
            numbered.push((self.number(label), events));
        }
        order::sort_by_key(&mut numbered, |(number, _)| *number);
        for (number, events) in numbered {
            self.writer.begin(Block::default());
            self.writer.words(&format!("[{number}]"));
            let mut is_first = true;
            for event in events {
                match event {
                    // The first paragraph goes on behind the number.
                    Event::Start(Tag::Paragraph) if is_first => self.writer.words(" "),
                    event => self.event(event),
                }
                is_first = false;
            }
            self.end_block();
        }
    }

    pub(super) fn finish(mut self) -> Found {
        self.end_block();
        let mut faults = Vec::new();
        let (count, first) = &self.lost;
        if *count > 0 {
            let what = match count {
                1 => format!("“{first}” is an address that cannot be followed from here."),
                _ => format!(
                    "{count} addresses cannot be followed from here; the first is “{first}”."
                ),
            };
            let remedy = "Give the address of the text as “url” in front matter, \
                          or write links and pictures with http or https.";
            faults.push(Fault::new(Severity::Notice, what, remedy));
        }
        Found { rich: self.writer.finish(), headings: self.headings, faults }
    }

    fn number(&mut self, label: String) -> usize {
        let next = self.notes.len() + 1;
        *self.notes.entry(label).or_insert(next)
    }

    fn event(&mut self, event: Event<'_>) {
        if let Some(raw) = &mut self.raw
            && let Event::Html(html) | Event::Text(html) | Event::InlineHtml(html) = &event
        {
            raw.push_str(html);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words),
            Event::Code(words) => {
                self.open_text();
                self.writer.open(SpanKind::Code, None);
                self.words(&words);
                self.writer.close(SpanKind::Code);
            }
            Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(label) => {
                let number = self.number(label.into_string());
                self.words(&format!("[{number}]"));
            }
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Rule => {
                self.end_block();
                self.writer.add(Block { kind: BlockKind::Rule, ..Block::default() });
            }
            Event::TaskListMarker(is_done) => self.words(if is_done { "☑ " } else { "☐ " }),
        }
    }

    pub(super) fn words(&mut self, words: &str) {
        if self.pictures > 0 {
            if let Some(figure) = self.figures.last_mut() {
                figure.block.alt.get_or_insert_default().push_str(words);
            }
            return;
        }
        self.open_text();
        self.writer.words(words);
    }

    /// Opens the block that words stand in here, if none is open.
    fn open_text(&mut self) {
        if self.writer.block().is_none() {
            let block = self.block_here();
            self.writer.begin(block);
        }
    }

    fn block_here(&mut self) -> Block {
        if std::mem::take(&mut self.fresh_item) {
            let level = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
            let ordinal = self.lists.last_mut().and_then(Option::as_mut).map(|number| {
                let this = *number;
                *number = number.saturating_add(1);
                u32::try_from(this).unwrap_or(u32::MAX)
            });
            return Block {
                kind: BlockKind::Item,
                level: Some(level),
                ordinal,
                ..Block::default()
            };
        }
        let kind = if self.quotes > 0 { BlockKind::Quote } else { BlockKind::Paragraph };
        Block { kind, ..Block::default() }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.end_block();
                self.open_text();
            }
            Tag::Heading { level, .. } => {
                self.end_block();
                self.in_headline = level == HeadingLevel::H1;
                // The headline is the first level: the others stand below it.
                let level = Some((level as u8).max(2));
                self.writer.begin(Block { kind: BlockKind::Heading, level, ..Block::default() });
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.end_block();
                let mut block = Block { kind: BlockKind::Preformatted, ..Block::default() };
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = info.split_whitespace().next()
                {
                    block.more.insert("language", language.into());
                }
                self.writer.begin(block);
            }
            Tag::HtmlBlock => {
                self.end_block();
                self.raw = Some(String::new());
            }
            Tag::List(first) => {
                self.end_block();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_block();
                self.fresh_item = true;
            }
            Tag::Table(_) => {
                self.end_block();
                self.writer.begin(Block { kind: BlockKind::Table, ..Block::default() });
            }
            Tag::TableHead => {
                self.is_header = true;
                self.writer.begin_row();
            }
            Tag::TableRow => self.writer.begin_row(),
            Tag::TableCell => self.cell = self.writer.begin_cell(),
            Tag::Emphasis => self.open_span(SpanKind::Emphasis, None),
            Tag::Strong => self.open_span(SpanKind::Strong, None),
            Tag::Link { dest_url, link_type, .. } => {
                let mail = link_type == pulldown_cmark::LinkType::Email;
                let address =
                    if mail { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                let href = self.target(&address);
                self.open_span(SpanKind::Link, href);
            }
            Tag::Image { dest_url, title, .. } => {
                self.pictures += 1;
                self.picture(&dest_url, &title);
            }
            _ => {}
        }
    }

    pub(super) fn open_span(&mut self, kind: SpanKind, href: Option<String>) {
        if self.pictures == 0 {
            self.open_text();
            self.writer.open(kind, href);
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Table => self.end_block(),
            TagEnd::Heading(_) => {
                let index = self.writer.len();
                let words = self.writer.end();
                if let Some(words) = words.filter(|_| self.in_headline) {
                    self.headings.push((index, words.replace('\n', " ")));
                }
                self.in_headline = false;
                self.end_block();
            }
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {
                let raw = self.raw.take().unwrap_or_default();
                self.writer.append(html::fragment(&raw, self.base));
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::Item => {
                // An empty item counts, too.
                self.end_block();
                if std::mem::take(&mut self.fresh_item)
                    && let Some(number) = self.lists.last_mut().and_then(Option::as_mut)
                {
                    *number = number.saturating_add(1);
                }
            }
            TagEnd::TableHead => self.is_header = false,
            TagEnd::TableCell => self.writer.end_cell(self.cell, self.is_header),
            TagEnd::Emphasis => self.close_span(SpanKind::Emphasis),
            TagEnd::Strong => self.close_span(SpanKind::Strong),
            TagEnd::Link => self.close_span(SpanKind::Link),
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            _ => {}
        }
    }

    pub(super) fn close_span(&mut self, kind: SpanKind) {
        if self.pictures == 0 {
            self.writer.close(kind);
        }
    }

    /// Ends a block, and lets the pictures that stood in it follow.
    fn end_block(&mut self) {
        self.writer.end();
        for Figure { block, caption } in std::mem::take(&mut self.figures) {
            if caption.is_empty() {
                self.writer.add(block);
            } else {
                self.writer.begin(block);
                self.writer.words(&caption);
                self.writer.end();
            }
        }
    }

    fn picture(&mut self, address: &str, caption: &str) {
        if self.pictures > 1 {
            return; // a picture in the words of a picture
        }
        let mut block = Block { kind: BlockKind::Figure, ..Block::default() };
        block.src = web_address(address, self.base);
        if block.src.is_none() {
            self.lose(address);
            block.more.insert(AS_WRITTEN, address.into());
        }
        self.figures.push(Figure { block, caption: caption.trim().to_owned() });
    }

    /// Where a link leads, if it may lead there.
    pub(super) fn target(&mut self, address: &str) -> Option<String> {
        let target = safe_link(address, self.base).filter(|_| !address.is_empty());
        if target.is_none() {
            self.lose(address);
        }
        target
    }

    fn lose(&mut self, address: &str) {
        const LONGEST: usize = 80; // code points of an example
        self.lost.0 += 1;
        if self.lost.0 == 1 {
            self.lost.1 = address.chars().take(LONGEST).collect();
        }
    }
}
