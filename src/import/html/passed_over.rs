//! What is not read as text: programs, controls, hidden elements, what surrounds an article,
//! and a heading that repeats the headline.
//!
//! It must not drop words that somebody wrote to be read: those are kept aside as unseen.

use super::flow::{Surroundings, Walker};
use super::pictures;
use super::soup::{Element, Event};
use super::tags::Tag;
use std::ops::Range;

impl Walker<'_> {
    /// True if an element is not read; its text is kept aside where somebody wrote it to be
    /// read.
    pub(super) fn passes_over(&mut self, element: &Element, inside: Range<usize>) -> bool {
        let unseen = match element.tag {
            Tag::Script | Tag::Style | Tag::Template | Tag::Title | Tag::Svg => Some(false),
            Tag::Iframe | Tag::Noembed | Tag::Noframes | Tag::Annotation => Some(false),
            Tag::Datalist | Tag::Progress | Tag::Meter => Some(false),
            Tag::Noscript if !self.wish.noscript => {
                self.has_noscript = true;
                Some(false)
            }
            Tag::Object | Tag::Applet | Tag::Audio | Tag::Video | Tag::Canvas => Some(true),
            Tag::Select | Tag::Button | Tag::Textarea => Some(true),
            _ if element.is_hidden() => Some(true),
            _ if self.is_left_out(element) => Some(false),
            _ => None,
        };
        if let Some(kept) = unseen {
            self.pass_over(inside, kept);
            return true;
        }
        // A heading that repeats the headline.
        let Some(title) = self.wish.title.filter(|_| element.tag.heading().is_some()) else {
            return false;
        };
        let mut words = String::new();
        for text in self.soup.texts(inside.clone()) {
            words.push_str(text);
            if words.len() > 4 * title.len() + 80 {
                return false;
            }
        }
        let repeats = pictures::collapsed(&words) == pictures::collapsed(title);
        if repeats {
            self.pass_over(inside, false);
        }
        repeats
    }

    fn is_left_out(&self, element: &Element) -> bool {
        match self.wish.surroundings {
            Surroundings::None => false,
            Surroundings::OfArticle => is_surroundings(element),
            Surroundings::OfPage => {
                is_surroundings(element)
                    || element.tag == Tag::Header
                    || element.has_word("role", "banner")
            }
        }
    }

    /// Goes over events without reading them. Formatting that begins or ends there does so
    /// for what follows, as in a browser.
    fn pass_over(&mut self, events: Range<usize>, kept: bool) {
        let soup = self.soup;
        let mut words = String::new();
        let mut at = events.start;
        while at < events.end
            && let Some(event) = soup.events.get(at)
        {
            at += 1;
            match event {
                Event::Text(range) if kept => {
                    words.push_str(soup.text.get(range.clone()).unwrap_or_default());
                }
                Event::Open(index) => {
                    words.push(' ');
                    if let Some(inner) = soup.elements.get(*index)
                        && matches!(inner.tag, Tag::Script | Tag::Style | Tag::Template)
                    {
                        at = inner.close + 1;
                    }
                }
                Event::Format(_) | Event::EndFormat(_) => self.format(event),
                _ => {}
            }
        }
        let words = pictures::collapsed(&words);
        if kept && !words.is_empty() {
            self.unseen.push(words);
        }
    }
}

/// True for what surrounds an article on its page.
pub(super) fn is_surroundings(element: &Element) -> bool {
    matches!(element.tag, Tag::Nav | Tag::Aside | Tag::Footer)
        || ["navigation", "contentinfo", "complementary", "search"]
            .into_iter()
            .any(|role| element.has_word("role", role))
}
