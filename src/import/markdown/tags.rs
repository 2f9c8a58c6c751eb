//! Tags of HTML between the words of a Markdown file, one at a time.
//!
//! Only those of spans, line breaks and pictures mean something here; the words between the
//! others stay. It must not hand an address on that the walker did not look at.

use super::walker::{Figure, Walker};
use crate::bundle::{Block, BlockKind, SpanKind};
use crate::import::html;

impl Walker<'_> {
    /// One tag between words. Those of spans count; what a picture is, HTML's reader knows.
    pub(super) fn inline_html(&mut self, tag: &str) {
        let inside = tag.trim_start_matches('<');
        let is_end = inside.starts_with('/');
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let kind = match name.as_str() {
            "br" => return self.words("\n"),
            "em" | "i" | "cite" => SpanKind::Emphasis,
            "strong" | "b" => SpanKind::Strong,
            "code" | "kbd" | "samp" => SpanKind::Code,
            "a" => SpanKind::Link,
            _ => {
                for block in html::fragment(tag, self.base).blocks {
                    if block.kind == BlockKind::Figure {
                        let block = Block { spans: Vec::new(), ..block };
                        self.figures.push(Figure { block, caption: String::new() });
                    }
                }
                return;
            }
        };
        if is_end {
            self.close_span(kind);
        } else {
            let href = href(tag).filter(|_| kind == SpanKind::Link);
            let href = href.and_then(|address| self.target(&address));
            self.open_span(kind, href);
        }
    }
}

/// The address in the tag of a link.
fn href(tag: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find("href")? + "href".len();
    let value = tag.get(at..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next()?;
    let value = match quote {
        '"' | '\'' => value.get(1..)?.split(quote).next()?,
        _ => value.split([' ', '>', '\n', '\t']).next()?,
    };
    Some(html::fragment(&value.replace('<', "&lt;"), None).text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_link_is_found_however_it_is_written() {
        for (tag, expected) in [
            ("<a href=\"https://example.org/?a&amp;b\">", "https://example.org/?a&b"),
            ("<A class='x' HREF = 'y z'>", "y z"),
            ("<a href=y>", "y"),
            ("<a>", "-"),
            ("<a href>", "-"),
            ("<a href=>", ""),
        ] {
            assert_eq!(href(tag).as_deref().unwrap_or("-"), expected, "{tag}");
        }
    }
}
