//! XML as feeds really bring it, to a small tree.
//!
//! Nothing is refused: stray signs become text, tags that were never closed end with what
//! holds them, and what was mended is remarked. It must not expand entities that a file
//! declares for itself, nor nest deeper than a fixed limit, nor look at a byte more than a
//! fixed number of times: the input may be hostile.

use super::names::{Hidden, Name, Spaces};
use super::references::{self, escaped};
use super::remarks::{Remark, Remarks};
use quick_xml::Reader;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Elements inside each other, counted from the root: a feed needs about eight.
const DEEPEST: usize = 24;
/// Elements of markup inside one text.
const DEEPEST_MARKUP: usize = 200;
/// Attributes of one element; more is no feed.
const MOST_ATTRIBUTES: usize = 64;

/// An element, with what it holds.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// What it is called.
    pub(super) name: Name,
    /// Names as written, with their prefixes, and decoded values.
    pub(super) attributes: Vec<(String, String)>,
    /// Its own characters; markup, if `is_markup`.
    pub(super) text: String,
    /// True if elements stood where a text was expected: `text` is then HTML, however the
    /// element declares itself.
    pub(super) is_markup: bool,
    /// The elements inside, in their order.
    pub(super) children: Vec<Element>,
    /// UTF-8 bytes from the start of the file.
    pub(super) offset: usize,
}

impl Element {
    /// The value of an attribute, by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let is_it =
            |key: &str| key == name || key.rsplit_once(':').is_some_and(|(_, local)| local == name);
        self.attributes
            .iter()
            .find(|(key, _)| is_it(key))
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Its text without the white space around it, if it has any.
    pub(super) fn words(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }
}

/// Reads a file: its root, if it has one.
pub(super) fn tree(text: &str, remarks: &mut Remarks) -> Option<Element> {
    let (mended, shifts) = without_stray_signs(text);
    let original = |offset: usize| {
        let earlier = shifts.partition_point(|&at| at < offset);
        offset - earlier * (ESCAPED.len() - 1)
    };
    if let Some(&first) = shifts.first() {
        remarks.add(Remark::StraySign, original(first), "<");
    }
    let mut reader = Reader::from_str(&mended);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut builder = Builder {
        open: Vec::new(),
        markup: Vec::new(),
        skipped: 0,
        root: None,
        spaces: Spaces::default(),
        offset: 0,
        remarks,
    };
    loop {
        let before = reader.buffer_position() as usize;
        builder.offset = original(before);
        match reader.read_event() {
            Ok(Event::Start(tag)) => builder.start(&tag),
            Ok(Event::Empty(tag)) => builder.empty(&tag),
            Ok(Event::End(tag)) => builder.end(tag.name().as_ref()),
            Ok(Event::Text(words)) => {
                if words.starts_with('&') {
                    builder.remarks.add(Remark::StraySign, builder.offset, "&");
                }
                builder.text(&words);
            }
            Ok(Event::CData(words)) => builder.text(&words),
            Ok(Event::GeneralRef(name)) => builder.reference(&name),
            Ok(Event::DocType(declared)) => builder.declarations(&declared),
            Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
            Ok(Event::Eof) => break,
            Err(error) => {
                // What was read of a text that never ends is still the text.
                let rest = mended.get(before..).unwrap_or_default();
                if let Error::Syntax(SyntaxError::UnclosedCData) = error
                    && let Some((_, words)) = rest.split_once("<![CDATA[")
                {
                    builder.text(words);
                } else if !matches!(error, Error::Syntax(_)) {
                    continue; // ill-formed, but the reader goes on after it
                }
                break;
            }
        }
    }
    builder.finish(text.len())
}

/// What a stray `<` is replaced by.
const ESCAPED: &str = "&lt;";

/// The text with every `<` that begins no tag written as a reference, and where that was
/// done, as offsets in the new text.
fn without_stray_signs(text: &str) -> (Cow<'_, str>, Vec<usize>) {
    let mut shifts = Vec::new();
    let mut mended = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += found;
        let rest = &text[at..];
        let after = |end: &str| rest.find(end).map_or(text.len(), |found| at + found + end.len());
        if rest.starts_with("<![CDATA[") {
            at = after("]]>");
        } else if rest.starts_with("<!--") {
            at = after("-->");
        } else if rest[1..].starts_with(|c: char| {
            c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?' | '_' | ':') || !c.is_ascii()
        }) {
            at += 1;
        } else {
            mended.push_str(&text[copied..at]);
            shifts.push(mended.len());
            mended.push_str(ESCAPED);
            at += 1;
            copied = at;
        }
    }
    if shifts.is_empty() {
        return (Cow::Borrowed(text), shifts);
    }
    mended.push_str(&text[copied..]);
    (Cow::Owned(mended), shifts)
}

/// An element that is not closed yet.
struct Open {
    element: Element,
    /// The name as written, which its end tag has to repeat.
    written: String,
    /// What its namespace declarations hid.
    hidden: Vec<Hidden>,
}

struct Builder<'r> {
    open: Vec<Open>,
    /// Tags open inside the text of the innermost element.
    markup: Vec<String>,
    /// Tags open below the deepest level, which are not kept.
    skipped: usize,
    root: Option<Element>,
    spaces: Spaces,
    offset: usize,
    remarks: &'r mut Remarks,
}

impl Builder<'_> {
    fn start(&mut self, tag: &BytesStart<'_>) {
        if self.skipped > 0 {
            self.skipped += 1;
        } else if self.is_in_text() {
            if self.markup.len() < DEEPEST_MARKUP {
                let name = tag.local_name().as_ref().to_owned();
                self.push_tag(&name, tag.attributes_raw());
                self.markup.push(tag.name().as_ref().to_owned());
            } else {
                self.too_deep();
            }
        } else if self.open.len() < DEEPEST && self.root.is_none() {
            let opened = self.opened(tag);
            self.open.push(opened);
        } else {
            self.too_deep();
        }
    }

    fn too_deep(&mut self) {
        if self.root.is_none() {
            self.remarks.add(Remark::TooDeep, self.offset, "");
        }
        self.skipped += 1;
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        if self.skipped > 0 {
            return;
        }
        if self.is_in_text() {
            let name = tag.local_name().as_ref().to_owned();
            self.push_tag(&name, tag.attributes_raw());
            if !is_void(&name)
                && let Some(open) = self.open.last_mut()
            {
                open.element.text.push_str(&format!("</{name}>"));
            }
        } else {
            self.start(tag);
            self.end(tag.name().as_ref());
        }
    }

    fn end(&mut self, written: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if let Some(depth) = self.markup.iter().rposition(|open| open == written) {
            self.markup.truncate(depth);
            let local = written.rsplit(':').next().unwrap_or(written);
            if let Some(open) = self.open.last_mut().filter(|_| !is_void(local)) {
                open.element.text.push_str(&format!("</{local}>"));
            }
            return;
        }
        match self.open.iter().rposition(|open| open.written == written) {
            Some(depth) => {
                if depth + 1 < self.open.len() {
                    self.remarks.add(Remark::BadTag, self.offset, written);
                }
                while self.open.len() > depth {
                    self.close();
                }
            }
            None if self.root.is_some() => {}
            None => self.remarks.add(Remark::BadTag, self.offset, written),
        }
    }

    fn close(&mut self) {
        self.markup.clear();
        let Some(Open { element, hidden, .. }) = self.open.pop() else { return };
        self.spaces.restore(hidden);
        match self.open.last_mut() {
            Some(parent) => parent.element.children.push(element),
            None => {
                self.root.get_or_insert(element);
            }
        }
    }

    fn text(&mut self, words: &str) {
        let Some(open) = self.open.last_mut() else { return };
        let words = if words.contains('\r') {
            Cow::Owned(words.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Cow::Borrowed(words)
        };
        push(&mut open.element, &words);
    }

    fn reference(&mut self, name: &str) {
        let offset = self.offset;
        let Some(open) = self.open.last_mut() else { return };
        push(&mut open.element, &references::decoded(name, offset, self.remarks));
    }

    fn declarations(&mut self, declared: &str) {
        if declared.contains("<!ENTITY") {
            self.remarks.add(Remark::Declared, self.offset, "");
        }
    }

    fn finish(mut self, end: usize) -> Option<Element> {
        if let Some(open) = self.open.last() {
            self.remarks.add(Remark::CutOff, end, &open.written);
        }
        while !self.open.is_empty() {
            self.close();
        }
        self.root
    }

    fn is_in_text(&self) -> bool {
        self.open.last().is_some_and(|open| open.element.name.holds_text())
    }

    fn push_tag(&mut self, name: &str, attributes: &str) {
        let Some(Open { element, .. }) = self.open.last_mut() else { return };
        if !element.is_markup {
            element.is_markup = true;
            element.text = escaped(&element.text);
        }
        element.text.push('<');
        element.text.push_str(name);
        if !attributes.trim().is_empty() {
            element.text.push(' ');
            element.text.push_str(attributes.trim());
        }
        element.text.push('>');
    }

    fn opened(&mut self, tag: &BytesStart<'_>) -> Open {
        let mut attributes = Vec::new();
        let mut hidden = Vec::new();
        for attribute in tag.html_attributes().with_checks(false).flatten().take(MOST_ATTRIBUTES) {
            let key = attribute.key.as_ref().to_owned();
            let value = references::all(&attribute.value, self.offset, self.remarks);
            match key.strip_prefix("xmlns") {
                Some("") => hidden.push(self.spaces.declare("", &value)),
                Some(prefix) if prefix.starts_with(':') => {
                    hidden.push(self.spaces.declare(&prefix[1..], &value));
                }
                _ => attributes.push((key, value)),
            }
        }
        let written = tag.name().as_ref().to_owned();
        if self.open.is_empty() {
            self.spaces.settle(&written);
        }
        let name = self.spaces.name(&written);
        let element = Element { name, attributes, offset: self.offset, ..Element::default() };
        Open { element, written, hidden }
    }
}

/// Adds characters to an element.
fn push(element: &mut Element, words: &str) {
    if element.is_markup {
        element.text.push_str(&escaped(words));
    } else {
        element.text.push_str(words);
    }
}

/// Elements of HTML that have no end tag.
fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "wbr" | "source" | "track" | "embed" | "col")
}
