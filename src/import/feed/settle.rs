//! What was found in an item, decided: which text is the article's, which date, which
//! address.
//!
//! Of several that say the same, the fullest counts; the others are handed on.

use super::content::{self, Form};
use super::item::{Found, Item, Rank, Surroundings};
use super::keep;
use super::names::Space;
use super::remarks::{Remark, Remarks};
use super::xml::Element;
use crate::bundle::order;
use crate::import::address::web_address;
use crate::import::feed_date::{self, DATE_WRITTEN, Stamp};
use serde_json::json;

impl Item<'_> {
    /// The fullest text is the article's, another one its summary.
    pub(super) fn texts(&mut self, remarks: &mut Remarks) {
        let mut bodies = std::mem::take(&mut self.found.bodies);
        order::sort_by_key(&mut bodies, |(rank, _)| *rank); // stable: the first of a rank counts
        let mut has_text = false;
        for (rank, element) in bodies {
            let unsaid = match element.name.space {
                Space::Atom | Space::Media => Form::Plain,
                _ => Form::Unsaid,
            };
            let form = content::form(&element, unsaid);
            if let Some(link) = element.attribute("src") {
                let link = web_address(link, self.base).unwrap_or_else(|| link.to_owned());
                remarks.add(Remark::OutOfLine, element.offset, &link);
                if !self.attachment(&element, "src") {
                    keep(&mut self.found.kept, &element);
                }
            } else if form == Form::Foreign {
                let kind = element.attribute("type").unwrap_or_default();
                remarks.add(Remark::NoText, element.offset, kind);
                keep(&mut self.found.kept, &element);
            } else if !has_text {
                has_text = self.body(&element, form);
            } else if self.article.summary.is_none() && rank == Rank::Summary {
                let summary = content::plain(&element, unsaid);
                self.article.summary = summary.filter(|text| *text != self.article.content_text);
            } else {
                keep(&mut self.found.kept, &element);
            }
        }
    }

    /// Makes an element the text of the article, if there is text in it.
    fn body(&mut self, element: &Element, form: Form) -> bool {
        let own = element.attribute("base").and_then(|base| web_address(base, self.base));
        let base = own.as_deref().or(self.base);
        let Some(text) = element.words() else { return false };
        let read = content::full(text, form, base);
        if read.rich.text.is_empty() && read.rich.blocks.is_empty() {
            if read.html.is_some() {
                keep(&mut self.found.kept, element);
            }
            return false;
        }
        if let Some(language) = element.attribute("lang") {
            self.article.language = Some(language.to_owned());
        }
        self.article.content_text = read.rich.text;
        self.article.dateline.blocks = read.rich.blocks;
        if let Some(html) = read.html {
            self.article.more.insert("content_html", html.into());
        }
        true
    }

    pub(super) fn dates(
        &mut self,
        around: &mut Surroundings,
        offset: usize,
        remarks: &mut Remarks,
    ) {
        let updated = self.found.updated.take();
        let changed = updated.as_ref().and_then(|element| {
            match feed_date::parse(element.words()?) {
                Some(Stamp::Moment(moment)) => {
                    self.article.more.insert("date_modified", moment.into());
                }
                _ => keep(&mut self.found.kept, element),
            }
            element.words()
        });
        let published = self.found.published.take();
        let written = match published.as_ref().and_then(Element::words) {
            Some(written) => written,
            None => match changed {
                Some(written) => {
                    if around.only_changed.0 == 0 {
                        around.only_changed.1 = offset;
                    }
                    around.only_changed.0 += 1;
                    written
                }
                None => return,
            },
        };
        let place = published.as_ref().map_or(offset, |element| element.offset);
        let extension = &mut self.article.dateline;
        let mut keep_written = || extension.more.insert(DATE_WRITTEN, json!(written));
        match feed_date::parse(written) {
            Some(Stamp::Moment(moment)) => self.article.date_published = Some(moment),
            Some(Stamp::Day { edtf, clock }) => {
                if clock {
                    keep_written();
                    remarks.add(Remark::NoZone, place, written);
                }
                extension.issued = Some(edtf);
            }
            None => {
                keep_written();
                remarks.add(Remark::BadDate, place, written);
            }
        }
    }

    pub(super) fn addresses(&mut self, about: Option<&str>, offset: usize, remarks: &mut Remarks) {
        let Found { guid, link, original, kept, .. } = &mut *self.found;
        let permanent =
            guid.as_ref().filter(|(_, is_link)| *is_link).map(|(guid, _)| guid.as_str());
        let written = original.as_deref().or(link.as_deref());
        let base = self.base;
        let resolved = |link: Option<&str>| link.and_then(|link| web_address(link, base));
        self.article.url =
            resolved(written).or_else(|| web_address(permanent?, None)).or_else(|| resolved(about));
        if let (Some(written), None) = (written, &self.article.url) {
            remarks.add(Remark::BadLink, offset, written);
            kept.insert("link".to_owned(), written.into());
        }
        if original.is_some()
            && let Some(link) = link
        {
            kept.insert("link".to_owned(), link.as_str().into());
        }
    }
}
