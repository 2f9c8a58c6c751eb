//! What a fragment of HTML becomes: its text, and its blocks as one line each.

use super::*;
use crate::bundle::{Block, SpanKind};

fn text_of(html: &str) -> String {
    fragment(html, None).text
}

/// Text between two code points.
fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// A block as one line: kind, level, number, words, and what else it has.
fn line(text: &str, block: &Block) -> String {
    let mut line = block.kind.word().to_owned();
    block.level.into_iter().for_each(|level| line += &format!(" {level}"));
    block.ordinal.into_iter().for_each(|number| line += &format!(" #{number}"));
    line += &format!(" {:?}", slice(text, block.start, block.end));
    block.src.iter().for_each(|src| line += &format!(" src={src}"));
    block.alt.iter().for_each(|alt| line += &format!(" alt={alt}"));
    for row in &block.rows {
        let cells = row.iter().map(|cell| {
            format!("{}{}", if cell.header { "!" } else { "" }, slice(text, cell.start, cell.end))
        });
        line += &format!(" [{}]", cells.collect::<Vec<_>>().join("|"));
    }
    for span in &block.spans {
        let words = slice(text, span.start, span.end);
        match (span.kind, &span.href) {
            (SpanKind::Link, href) => {
                line += &format!(" <{words}={}>", href.as_deref().unwrap_or("?"));
            }
            (kind, _) => line += &format!(" {}({words})", kind.word()),
        }
    }
    line
}

fn told(html: &str) -> Vec<String> {
    let rich = fragment(html, Some("https://a.example/n/1"));
    rich.blocks.iter().map(|block| line(&rich.text, block)).collect()
}

#[test]
fn markup_goes_and_text_stays() {
    for (html, expected) in [
        ("<p>One <b>two</b></p>\n<p>three</p>", "One two\n\nthree"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("a<br> <br>b</br>c", "a\n\nb\nc"),
        ("x &amp; y &lt;z&gt; &#8212; &#x2014; &nbsp;q", "x & y <z> — — \u{a0}q"),
        ("AT&T; &unknown; &", "AT&T; &unknown; &"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("<a title=\"a > b\" href='x'>link</a>", "link"),
        ("<script>alert('</p>')</script>after", "after"),
        ("<style>p{}</STYLE >after", "after"),
        ("<!-- no <p> --> yes", "yes"),
        ("  lots \n of\tspace  ", "lots of space"),
        ("one<span> two</span> <i> three</i>", "one two three"),
        ("<p>open", "open"),
        ("<p", ""),
        ("<script>never closed", ""),
        ("", ""),
        ("ünï <i>cödé</i> 🕊", "ünï cödé 🕊"),
        ("&#0;&#xD800;", "\u{fffd}\u{fffd}"),
        ("a\0b", "ab"),
        ("<p>one</p>&nbsp;<p>&#8203;</p><p>two</p>", "one\n\ntwo"),
        ("<p hidden>no</p><p style='Display : None'>no</p><i aria-hidden=true>no</i>yes", "yes"),
        ("<p hidden>no<p>yes", "yes"),
        ("<span hidden>a<span>b</span>c</span>d", "d"),
        ("<button>Share</button><select><option>x</select><textarea>t</textarea>yes", "yes"),
        ("<svg><title>icon</title><g><text>x</text></g></svg>yes", "yes"),
        ("<svg><p>yes</svg>", "yes"),
        ("<svg><style>a{}<p>yes", "yes"),
        ("<math><mi>x</mi><mo>=</mo><![CDATA[1]]></math>", "x=1"),
        ("<noscript>only <b>this</b></noscript>", "only this"),
        ("<noscript>no</noscript>yes", "yes"),
        ("<iframe>no</iframe><object>no</object><template><p>no</p></template>yes", "yes"),
        ("He said <q>yes <q>no</q></q>.", "He said “yes “no””."),
        ("<p><dialog>no</dialog>yes", "yes"),
        ("one<wbr>two<img src=x.png class='wp-emoji' alt='🕊'>", "onetwo🕊"),
        ("<div>a<div>b</span></p>c</div></div>d</div>e", "a\n\nb\n\nc\n\nde"),
        ("<table><tr><td>a</td><td><table><tr><td>b</td></tr></table></td></tr></table>", "a\n\nb"),
        ("<tr><td>a</td><td>b", "a\n\nb"),
    ] {
        assert_eq!(text_of(html), expected, "{html}");
    }
}

#[test]
fn plain_paragraphs_have_no_blocks() {
    assert_eq!(told("<p>one</p><p>two<br>three</p><div>four <a>five</a></div>"), [""; 0]);
}

#[test]
fn structure_becomes_blocks() {
    for (html, expected) in [
        (
            "<h1>A</h1><h3>B</h3><p>c",
            &["heading 2 \"A\"", "heading 4 \"B\"", "paragraph \"c\""][..],
        ),
        ("<h2>A</h2><h6>B</h6>", &["heading 2 \"A\"", "heading 6 \"B\""]),
        ("<h2><div>A</div><div>B</div></h2>", &["heading 2 \"A\\nB\""]),
        (
            "<blockquote>a<p>b</p><ul><li>c</ul></blockquote>d",
            &["quote \"a\"", "quote \"b\"", "item 1 \"c\"", "paragraph \"d\""],
        ),
        (
            "<ul><li>a<ol start=3><li>b<li value=9><p>c</p><p>d</p><li>e</ol>f</li><li>g</ul>",
            &[
                "item 1 \"a\"",
                "item 2 #3 \"b\"",
                "item 2 #9 \"c\\nd\"",
                "item 2 #10 \"e\"",
                "paragraph \"f\"",
                "item 1 \"g\"",
            ],
        ),
        ("<ol reversed><li>a<li>b</ol>", &["item 1 #2 \"a\"", "item 1 #1 \"b\""]),
        ("<li>a</li>", &["item 1 \"a\""]),
        ("a<hr>b", &["paragraph \"a\"", "rule \"\"", "paragraph \"b\""]),
        ("<pre>\n  a\n\n\tb  \n\n</pre>", &["preformatted \"  a\\n\\n\\tb\""]),
        ("<pre><div>a</div><div>b</div></pre>", &["preformatted \"a\\nb\""]),
        ("<xmp><b>a</b></xmp>", &["preformatted \"<b>a</b>\""]),
        (
            "<dl><dt>Quay<dd>A wharf.</dl>",
            &["paragraph \"Quay\" strong(Quay)", "paragraph \"A wharf.\""],
        ),
    ] {
        assert_eq!(told(html), expected, "{html}");
    }
}

#[test]
fn links_and_emphasis_are_spans_inside_their_blocks() {
    for (html, expected) in [
        (
            "<p>See <a href=' /x y '>the <em>quay</em> </a>now",
            &["paragraph \"See the quay now\" <the quay=https://a.example/x%20y> emphasis(quay)"][..],
        ),
        (
            "<b>a<p>b</p>c</b>d",
            &[
                "paragraph \"a\" strong(a)",
                "paragraph \"b\" strong(b)",
                "paragraph \"cd\" strong(c)",
            ],
        ),
        (
            "<p>a <i>b</p><p>c</i> d",
            &["paragraph \"a b\" emphasis(b)", "paragraph \"c d\" emphasis(c)"],
        ),
        (
            "<a href=mailto:a@b.example>a<a href=//c.example>b</a>",
            &["paragraph \"ab\" <a=mailto:a@b.example> <b=https://c.example>"],
        ),
        ("<i>a<em>b</em>c</i> <kbd>d</kbd>", &["paragraph \"abc d\" emphasis(abc) code(d)"]),
        ("<a href='java&#9;script:x'>a</a>", &[]),
        ("<pre>a <b> b \n </b></pre>", &["preformatted \"a  b\" strong( b)"]),
    ] {
        assert_eq!(told(html), expected, "{html}");
    }
}

#[test]
fn figures_have_their_picture_and_their_caption() {
    for (html, expected) in [
        (
            "<figure><img src=a.png alt='The  quay'><figcaption>Low <i>tide</i></figcaption></figure>",
            &["figure \"Low tide\" src=https://a.example/n/a.png alt=The quay emphasis(tide)"][..],
        ),
        (
            "<figure><figcaption>Low tide</figcaption><img src=a.png></figure>",
            &["figure \"Low tide\" src=https://a.example/n/a.png"],
        ),
        (
            "<p>a <img src=a.png> b</p>c",
            &["paragraph \"a b\"", "figure \"\" src=https://a.example/n/a.png", "paragraph \"c\""],
        ),
        (
            "<picture><source srcset='s.png 1x, l.png 2x'><img src='data:image/gif;base64,R0'></picture>",
            &["figure \"\" src=https://a.example/n/l.png"],
        ),
        (
            "<img src=data:x data-src=//c.example/r.png>",
            &["figure \"\" src=https://c.example/r.png"],
        ),
        ("<img src=t.gif width=1 height=1 alt=x>a", &[]),
        ("<img src='javascript:x'><img src=data:x>a", &[]),
        ("<img src=data:x alt=Crane>", &["figure \"\" alt=Crane"]),
        (
            "<figure><blockquote>a</blockquote><figcaption>b</figcaption></figure>",
            &["quote \"a\"", "paragraph \"b\""],
        ),
        (
            "<figure><img src=a.png><img src=b.png><figcaption>c</figure>",
            &[
                "figure \"\" src=https://a.example/n/a.png",
                "figure \"c\" src=https://a.example/n/b.png",
            ],
        ),
    ] {
        assert_eq!(told(html), expected, "{html}");
    }
}

#[test]
fn tables_are_rows_of_cells_or_text() {
    for (html, expected) in [
        (
            "<table><caption>Ships</caption><tr><th>Name<th>Year<tr><td>Ida<br>II<td><a href=x>1902</a>\
             <tr><td> <td></table>after",
            &[
                "paragraph \"Ships\"",
                "table \"Name\\tYear\\nIda II\\t1902\" [!Name|!Year] [Ida II|1902] <1902=https://a.example/n/x>",
                "paragraph \"after\"",
            ][..],
        ),
        (
            "<table><tr><td></td><th>A</th></tr><tr><th>B</th><td>1 <img src=i.png></td></tr></table>",
            &["table \"\\tA\\nB\\t1\" [|!A] [!B|1]", "figure \"\" src=https://a.example/n/i.png"],
        ),
        (
            "<table>stray<tr><td>a<td>b<tr><td>c<td>d</table>",
            &["paragraph \"stray\"", "table \"a\\tb\\nc\\td\" [a|b] [c|d]"],
        ),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", &[]),
        (
            "<table><tr><td><h2>a</h2>b<td>c</table>",
            &["heading 2 \"a\"", "paragraph \"b\"", "paragraph \"c\""],
        ),
        (
            "<b><table><tr><td>a<td>b<tr><td>c</b><td>d</table>e",
            &["table \"a\\tb\\nc\\td\" [a|b] [c|d]", "paragraph \"e\" strong(e)"],
        ),
    ] {
        assert_eq!(told(html), expected, "{html}");
    }
}
