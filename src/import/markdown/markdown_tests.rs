//! Markdown in the small: which blocks and spans come of it, and that they fit the text.

use super::*;
use crate::bundle::SpanKind;
use crate::import::disorder_tests::jumbles;

pub(crate) fn opened(markdown: &str) -> (Article, Vec<Fault>) {
    let source = Source { name: "note.md", text: markdown };
    let reading = read(&source).unwrap_or_else(|fault| panic!("{fault}: {markdown}"));
    let article = reading.bundle.items.into_iter().next().unwrap();
    check(&article);
    (article, reading.faults)
}

/// Blocks and spans lie inside the text, in order; between blocks there is nothing but
/// blank lines.
fn check(article: &Article) {
    let text: Vec<char> = article.content_text.chars().collect();
    let mut last = 0;
    for (number, block) in article.dateline.blocks.iter().enumerate() {
        assert!(block.start <= block.end && block.end <= text.len(), "{block:?}");
        let has_text = block.start < block.end;
        let between: String = text[last.min(block.start)..block.start].iter().collect();
        let is_first = !article.dateline.blocks[..number].iter().any(|b| b.start < b.end);
        let gap = if has_text && !is_first { "\n\n" } else { "" };
        assert_eq!(between, gap, "{block:?} in {:?}", article.content_text);
        last = block.end;
        for span in &block.spans {
            assert!(block.start <= span.start && span.start < span.end && span.end <= block.end);
            assert_eq!(span.kind == SpanKind::Link, span.href.is_some());
        }
        for cell in block.rows.iter().flatten() {
            assert!(block.start <= cell.start && cell.start <= cell.end && cell.end <= block.end);
        }
        let words: String = text[block.start..block.end].iter().collect();
        assert!(block.kind == BlockKind::Preformatted || !words.contains("\n\n"), "{words:?}");
    }
    if !article.dateline.blocks.is_empty() {
        assert_eq!(last, text.len(), "{:?}", article.content_text);
    }
}

/// Blocks as a person would note them: `heading2[Words] p[A <strong word>]`.
fn told(markdown: &str) -> String {
    let (article, _) = opened(markdown);
    let text: Vec<char> = article.content_text.chars().collect();
    let slice = |start: usize, end: usize| text[start..end].iter().collect::<String>();
    let mut told: Vec<String> = article.title.iter().map(|title| format!("# {title}")).collect();
    if article.dateline.blocks.is_empty() && !text.is_empty() {
        told.push(slice(0, text.len()).replace("\n\n", " ¶ "));
    }
    for block in &article.dateline.blocks {
        let number = block.ordinal.map(|n| format!(".{n}")).unwrap_or_default();
        let level = block.level.map(|n| n.to_string()).unwrap_or_default();
        let mut words = slice(block.start, block.end).replace('\n', "/").replace('\t', " | ");
        for span in &block.spans {
            let href = span.href.as_deref().map(|href| format!("={href}")).unwrap_or_default();
            words += &format!(" <{}{href} {}>", span.kind.word(), slice(span.start, span.end));
        }
        for part in [&block.src, &block.alt].into_iter().flatten() {
            words += &format!(" ({part})");
        }
        told.push(format!("{}{level}{number}[{words}]", block.kind.word()));
    }
    told.join(" ")
}

#[test]
fn markdown_becomes_blocks() {
    for (markdown, expected) in [
        ("One\ntwo.\n\nThree.", "One two. ¶ Three."),
        ("# Quay\n\nText.", "# Quay Text."),
        ("Quay\n====\n\nText.", "# Quay Text."),
        (
            "# Quay\n\n## The *old* one\n\nText.",
            "# Quay heading2[The old one <emphasis old>] paragraph[Text.]",
        ),
        ("# A\n\n# B\n\nText.", "# A heading2[B] paragraph[Text.]"),
        ("Text.\n\n# A", "# A paragraph[Text.] heading2[A]"),
        ("---\ntitle: A\n---\n# A\n\nText.", "# A Text."),
        ("---\ntitle: A\n---\n# B\n\nText.", "# A heading2[B] paragraph[Text.]"),
        ("> Said\n> so.\n>\n> Twice.\n\nYes.", "quote[Said so.] quote[Twice.] paragraph[Yes.]"),
        ("- a\n- b\n  - c\n- d", "item1[a] item1[b] item2[c] item1[d]"),
        ("3. a\n3. b\n\n   more", "item1.3[a] item1.4[b] paragraph[more]"),
        ("- [x] done\n- [ ] open", "item1[☑ done] item1[☐ open]"),
        ("> - a\n> - b", "item1[a] item1[b]"),
        (
            "See [it](https://example.org/a \"t\") **now**.",
            "paragraph[See it now. <link=https://example.org/a it> <strong now>]",
        ),
        (
            "<ilse@example.org>",
            "paragraph[ilse@example.org <link=mailto:ilse@example.org ilse@example.org>]",
        ),
        ("[no](javascript:alert(1)) [no](a.md)", "no no"),
        (
            "[*a* b][r]\n\n[r]: http://example.org/",
            "paragraph[a b <link=http://example.org/ a b> <emphasis a>]",
        ),
        ("A ~~b~~ `c<d>`", "paragraph[A b c<d> <code c<d>>]"),
        ("a  \nb\\\nc", "a\nb\nc"),
        (
            "![A crane](https://example.org/c.jpg \"Back\")",
            "figure[Back (https://example.org/c.jpg) (A crane)]",
        ),
        (
            "One ![*A* b](https://example.org/c.jpg) two.\n\nEnd.",
            "paragraph[One  two.] figure[ (https://example.org/c.jpg) (A b)] paragraph[End.]",
        ),
        ("![a](pic.png)", "figure[ (a)]"),
        ("```rust\nlet a = 1;\n\n  b\n```\nText", "preformatted[let a = 1;//  b] paragraph[Text]"),
        ("a\n\n---\n\nb", "paragraph[a] rule[] paragraph[b]"),
        ("| a | b |\n|---|---|\n| c | **d** |", "table[a | b/c | d <strong d>]"),
        ("One[^x] two[^y].\n\n[^y]: Why.\n[^x]: Ex.", "One[1] two[2]. ¶ [1] Ex. ¶ [2] Why."),
        (
            "A <b>b</b><br>c <a href='https://example.org/?a&amp;b'>d</a>",
            "paragraph[A b/c d <strong b> <link=https://example.org/?a&b d>]",
        ),
        ("<div>\n<p>raw</p><p>html</p>\n</div>\n\nText", "raw ¶ html ¶ Text"),
        ("<script>alert(1)</script>\n\nText", "Text"),
        ("AT&amp;T &#10;&#10; x", "AT&T \n x"),
        ("", "!"),
    ] {
        if expected == "!" {
            assert!(read(&Source { name: "a.md", text: markdown }).is_err());
        } else {
            assert_eq!(told(markdown), expected, "{markdown}");
        }
    }
}

#[test]
fn addresses_that_lead_nowhere_are_said_once() {
    let (article, faults) = opened("[a](b.md) [c](javascript:x) ![d](e.png)");
    let whats: Vec<_> = faults.iter().map(|fault| fault.what.as_str()).collect();
    assert_eq!(whats, ["3 addresses cannot be followed from here; the first is “b.md”."]);
    assert_eq!(article.dateline.blocks[1].more.get("address_written").unwrap(), "e.png");
    let (article, faults) = opened("---\nurl: https://example.org/x/\n---\n![d](e.png)");
    assert_eq!(article.dateline.blocks[0].src.as_deref(), Some("https://example.org/x/e.png"));
    assert_eq!(faults, []);
}

#[test]
fn any_mixture_of_signs_keeps_blocks_and_text_together() {
    let pieces = [
        "# ",
        "> ",
        "- ",
        "1. ",
        "  ",
        "    ",
        "\n",
        "\n",
        "\n\n",
        "*",
        "**",
        "`",
        "```\n",
        "[a]",
        "(https://example.org)",
        "![b](c)",
        "|",
        "|-|-|\n",
        "word",
        "höhe 🕊",
        "<b>",
        "</b>",
        "<p>x",
        "[^1]",
        "[^1]: ",
        "---\n",
        "\\",
        "&#10;",
        "- [ ] ",
        "\t",
        "<br>",
    ];
    for jumble in jumbles(11, &pieces, 30).take(4000) {
        let _ = opened(&(jumble + "\n\nend"));
    }
}

#[test]
fn hostile_files_cost_no_more_than_their_length() {
    const MANY: usize = 20_000;
    let tags = ["<i>", "<b>x", "</i>"].map(|tag| tag.repeat(MANY)).concat();
    assert!(opened(&format!("x {tags}\n\nend")).0.content_text.ends_with("end"));
    for piece in ["> ", "- ", "*a ", "[", "![", "<b>", "`", "|", "[a](", "**a*", "1. ", "</", "&a;"]
    {
        let (article, _) = opened(&format!("x {}\n\nend", piece.repeat(MANY)));
        assert!(article.content_text.ends_with("end"));
        let _ = opened(&format!("{}x\n\nend", piece.repeat(MANY)));
    }
}
