//! The text of an HTML fragment, for feeds that bring `content_html` alone.
//!
//! Text only: markup never travels further than this module. Tags are dropped, block
//! elements end a paragraph, script and style are skipped with their content, and the
//! character references that feeds really use are decoded. It is a reader of text, not
//! an HTML parser: structure (headings, lists, links) is not kept.

/// Elements that end a paragraph.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "table",
    "tr",
    "figure",
    "hr",
];

/// Elements whose content is no text.
const SILENT: [&str; 5] = ["script", "style", "template", "noscript", "iframe"];

/// Reads the text of a fragment: paragraphs split by blank lines, spaces collapsed.
pub(super) fn text_of(html: &str) -> String {
    let mut text = Collapsing::default();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('&') {
            let (decoded, length) = reference(rest);
            text.push_char(decoded);
            rest = &rest[length..];
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest[1..]
            .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        {
            let end = tag_end(rest);
            let name = tag_name(&rest[1..end]);
            let closing = rest[1..].starts_with('/');
            rest = &rest[end..];
            if name == "br" {
                text.new_line();
            } else if BLOCKS.contains(&name.as_str()) {
                text.new_paragraph();
            } else if SILENT.contains(&name.as_str()) && !closing {
                rest = after_closing(rest, &name);
            }
        } else {
            text.push_char('<');
            rest = &rest[1..];
        }
    }
    text.push(rest);
    text.done
}

/// Text in which white space is collapsed as a browser would.
#[derive(Default)]
struct Collapsing {
    done: String,
    /// What has to come before the next word.
    gap: &'static str,
}

impl Collapsing {
    fn push(&mut self, text: &str) {
        text.chars().for_each(|c| self.push_char(c));
    }

    fn push_char(&mut self, c: char) {
        // Only HTML's own white space collapses: a no-break space stays.
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
            if self.gap.is_empty() {
                self.gap = " ";
            }
            return;
        }
        if !self.done.is_empty() {
            self.done.push_str(self.gap);
        }
        self.gap = "";
        self.done.push(c);
    }

    fn new_line(&mut self) {
        if self.gap != "\n\n" {
            self.gap = "\n";
        }
    }

    fn new_paragraph(&mut self) {
        self.gap = "\n\n";
    }
}

/// One past the `>` that ends the tag at the start of `text`; quoted ones do not count.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn tag_name(inside: &str) -> String {
    inside
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// What follows the closing tag of a silent element.
fn after_closing<'t>(text: &'t str, name: &str) -> &'t str {
    for (at, _) in text.match_indices("</") {
        let tag = &text[at..];
        if tag_name(&tag[1..]) == name {
            return &tag[tag_end(tag)..];
        }
    }
    ""
}

/// Decodes the character reference at the start of `text`: the character and how many
/// bytes it took. What is no reference is an ampersand.
fn reference(text: &str) -> (char, usize) {
    const LONGEST: usize = 12; // bytes; the longest one known here, with room
    const PLAIN: (char, usize) = ('&', 1);
    let Some(end) = text.bytes().take(LONGEST).position(|b| b == b';') else { return PLAIN };
    let name = &text[1..end];
    let decoded = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "lsquo" => Some('‘'),
        "rsquo" => Some('’'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "laquo" => Some('«'),
        "raquo" => Some('»'),
        "hellip" => Some('…'),
        "eacute" => Some('é'),
        "egrave" => Some('è'),
        "agrave" => Some('à'),
        "ccedil" => Some('ç'),
        "auml" => Some('ä'),
        "ouml" => Some('ö'),
        "uuml" => Some('ü'),
        "szlig" => Some('ß'),
        _ => name.strip_prefix('#').and_then(|number| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| c != '\0')
        }),
    };
    decoded.map_or(PLAIN, |c| (c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_text_stays() {
        for (html, expected) in [
            ("<p>One <b>two</b></p>\n<p>three</p>", "One two\n\nthree"),
            ("a<br>b<br/>c", "a\nb\nc"),
            ("x &amp; y &lt;z&gt; &#8212; &#x2014; &nbsp;q", "x & y <z> — — \u{a0}q"),
            ("AT&T; &unknown; &", "AT&T; &unknown; &"),
            ("1 < 2 and <3", "1 < 2 and <3"),
            ("<a title=\"a > b\" href='x'>link</a>", "link"),
            ("<script>alert('</p>')</script>after", "after"),
            ("<style>p{}</STYLE >after", "after"),
            ("<!-- no <p> --> yes", "yes"),
            ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
            ("  lots \n of\tspace  ", "lots of space"),
            ("<p>open", "open"),
            ("<p", ""),
            ("<script>never closed", ""),
            ("", ""),
            ("ünï <i>cödé</i> 🕊", "ünï cödé 🕊"),
            ("&#0;&#xD800;&#99999999999;", "&#0;&#xD800;&#99999999999;"),
        ] {
            assert_eq!(text_of(html), expected, "{html}");
        }
    }
}
