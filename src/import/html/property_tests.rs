//! What holds of every fragment, however it is written.

use super::fragment;
use crate::bundle::BlockKind;
use crate::bundle::blocks::Rich;
use proptest::prelude::*;

/// Checks the promises of `bundle::blocks`.
fn is_sound(rich: &Rich) -> Result<(), TestCaseError> {
    let chars: Vec<char> = rich.text.chars().collect();
    let mut last = 0;
    let mut written = false;
    for block in &rich.blocks {
        prop_assert!(block.start >= last && block.start <= block.end, "order: {block:?}");
        prop_assert!(block.end <= chars.len(), "range: {block:?}");
        let words: String = chars[block.start..block.end].iter().collect();
        if block.start < block.end {
            let between: String = chars[last..block.start].iter().collect();
            prop_assert_eq!(between, if written { "\n\n" } else { "" });
            written = true;
        }
        let lines = block.kind == BlockKind::Preformatted;
        prop_assert!(lines || !words.contains("\n\n"), "a blank line in {words:?}");
        let mut before = (block.start, usize::MAX);
        for span in &block.spans {
            prop_assert!(span.start < span.end, "empty: {span:?}");
            prop_assert!(span.start >= block.start && span.end <= block.end, "{span:?}");
            let here = (span.start, span.end);
            prop_assert!(before.0 < here.0 || (before.0 == here.0 && before.1 >= here.1));
            before = here;
            if let Some(href) = &span.href {
                let web = ["http://", "https://", "mailto:"];
                prop_assert!(web.iter().any(|start| href.starts_with(start)), "{href}");
            }
        }
        let mut cells = block.rows.iter().flatten().peekable();
        prop_assert_eq!(cells.peek().is_some(), block.kind == BlockKind::Table);
        let mut from = block.start;
        for cell in cells {
            prop_assert!(cell.start >= from && cell.start <= cell.end && cell.end <= block.end);
            let words = &chars[cell.start..cell.end];
            prop_assert!(!words.contains(&'\t') && !words.contains(&'\n'), "{words:?}");
            from = cell.end;
        }
        last = block.end;
    }
    if !rich.blocks.is_empty() {
        prop_assert_eq!(last, chars.len());
    }
    Ok(())
}

/// Pieces of markup that mean something to the reader, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    const NAMES: [&str; 44] = [
        "p",
        "div",
        "h1",
        "h3",
        "b",
        "i",
        "a",
        "code",
        "span",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "tbody",
        "figure",
        "figcaption",
        "blockquote",
        "pre",
        "q",
        "br",
        "hr",
        "svg",
        "math",
        "mi",
        "foreignObject",
        "template",
        "select",
        "button",
        "title",
        "script",
        "style",
        "noscript",
        "picture",
        "form",
        "x-y",
        "section",
        "dialog",
    ];
    const OTHERS: [&str; 20] = [
        "<img src=a.png alt=x>",
        "<a href=/x>",
        "<a href='java\tscript:x'>",
        "<p hidden>",
        "<div aria-hidden=true>",
        "<li value=3>",
        "<img src=//c.example/b.png>",
        " ",
        "\n",
        "\t",
        "&nbsp;",
        "&amp;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "\0",
        "<",
        "🕊",
        "\u{200b}",
    ];
    prop_oneof![
        4 => proptest::sample::select(&NAMES[..]).prop_map(|name| format!("<{name}>")),
        3 => proptest::sample::select(&NAMES[..]).prop_map(|name| format!("</{name}>")),
        2 => proptest::sample::select(&OTHERS[..]).prop_map(str::to_owned),
        3 => "[a-zäé港 ]{0,6}",
    ]
}

/// A small document of which every word can be seen.
fn document() -> impl Strategy<Value = String> {
    let inline =
        ["<b>", "</b>", "<a href=/x>", "</a>", "<em>", "</em>", "<br>", "<span>", " ", "\n"];
    let blocks = [
        ["<p>", "</p>"],
        ["<h2>", "</h2>"],
        ["<div>", "</div>"],
        ["<blockquote>", "</blockquote>"],
        ["<ul><li>", "</ul>"],
        ["<ol><li>", "<li>z</ol>"],
        ["<pre>", "</pre>"],
        ["<table><tr><td>", "<td>y<tr><td>x</table>"],
        ["<figure><figcaption>", "</figcaption></figure>"],
        ["", ""],
    ];
    let words = prop_oneof![
        proptest::sample::select(inline.to_vec()).prop_map(str::to_owned),
        "[a-zäé港]{1,5}",
    ];
    let line = proptest::collection::vec(words, 0..8).prop_map(|words| words.concat());
    let block = (proptest::sample::select(blocks.to_vec()), line)
        .prop_map(|([open, close], line)| format!("{open}{line}{close}"));
    proptest::collection::vec(block, 0..8).prop_map(|blocks| blocks.concat())
}

/// What stands outside the tags, without white space.
fn outside_tags(html: &str) -> String {
    let texts = html.split('<').enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('>').map_or("", |(_, text)| text),
    });
    texts.collect::<String>().split_whitespace().collect()
}

proptest! {
    #[test]
    fn any_text_is_read(html in any::<String>()) {
        is_sound(&fragment(&html, Some("https://a.example/")))?;
    }

    #[test]
    fn any_soup_is_read(pieces in proptest::collection::vec(piece(), 0..40)) {
        is_sound(&fragment(&pieces.concat(), Some("https://a.example/")))?;
    }

    #[test]
    fn no_word_of_a_simple_document_is_lost(html in document()) {
        let rich = fragment(&html, None);
        is_sound(&rich)?;
        let words: String = rich.text.split_whitespace().collect();
        prop_assert_eq!(words, outside_tags(&html));
    }
}
