//! Web pages and hostile markup, as files: what becomes of them is written here by hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use dateline::bundle::{Article, Block, Reading};
use dateline::import;
use dateline::import::html::fragment;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/html/");

fn open(name: &str) -> Reading {
    let bytes = std::fs::read(format!("{SAMPLES}{name}")).unwrap();
    import::open(name, &bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// Each block as its kind and its first words.
fn outline(article: &Article) -> Vec<String> {
    let line = |block: &Block| {
        let words = slice(&article.content_text, block.start, block.end);
        let words: Vec<&str> = words.split_whitespace().take(3).collect();
        format!("{} {}", block.kind.word(), words.join(" "))
    };
    article.dateline.blocks.iter().map(line).collect()
}

fn left_out(article: &Article) -> String {
    article.dateline.more.get("left_out").map(ToString::to_string).unwrap_or_default()
}

#[test]
fn a_news_page_is_one_article_with_all_that_it_says_of_itself() {
    let reading = open("news.html");
    let article = &reading.bundle.items[0];
    assert_eq!(article.title.as_deref(), Some("Inspectors return to Vardel"));
    assert_eq!(article.url.as_deref(), Some("https://coast.example/news/vardel-1"));
    assert_eq!(article.date_published.as_deref(), Some("2024-03-12T08:00:00+01:00"));
    assert_eq!(article.language.as_deref(), Some("en-GB"));
    assert_eq!(article.tags, ["Ports", "Safety"]);
    assert_eq!(article.dateline.source.as_deref(), Some("Coast Courier"));
    let authors: Vec<_> = article.authors.iter().filter_map(|a| a.name.as_deref()).collect();
    assert_eq!(authors, ["J. Rask", "Ilse Aamot"]);
    assert!(article.summary.as_deref().unwrap().ends_with("look at the cranes again."));
    assert_eq!(
        outline(article),
        [
            "paragraph VARDEL, Norway. The",
            "figure The largest crane",
            "paragraph Talks between the",
            "heading What is looked",
            "paragraph Three things are",
            "item the brakes of",
            "item the rails, which",
            "item the cables.",
            "quote “We will not",
            "table Crane Built North",
            "paragraph The harbour stays",
        ]
    );
    let blocks = &article.dateline.blocks;
    let link = &blocks[0].spans[0];
    assert_eq!(slice(&article.content_text, link.start, link.end), "Northern Harbour Authority");
    assert_eq!(link.href.as_deref(), Some("https://coast.example/topics/nha"));
    assert_eq!(blocks[1].src.as_deref(), Some("https://coast.example/pictures/crane.jpg"));
    assert_eq!(blocks[1].alt.as_deref(), Some("A crane above the quay"));
    let left_out = left_out(article);
    for words in
        ["Weather", "keep a cookie", "More from the coast", "Ferry sails again", "Subscribe"]
    {
        assert!(left_out.contains(words), "{words} is lost: {left_out}");
        assert!(!article.content_text.contains(words), "{words} is shown");
    }
    assert_eq!(reading.faults.len(), 1);
    assert!(reading.faults[0].what.contains("“News”, “Sport”"), "{}", reading.faults[0]);
}

#[test]
fn a_blog_post_says_its_day_and_its_author_in_the_text() {
    let reading = open("blog.html");
    let article = &reading.bundle.items[0];
    assert_eq!(article.title.as_deref(), Some("Low tide at last"));
    assert_eq!(
        (article.date_published.as_deref(), article.dateline.issued.as_deref()),
        (None, Some("2023-11-05"))
    );
    assert_eq!(article.authors[0].name.as_deref(), Some("J. Rask"));
    let text = &article.content_text;
    for words in [
        "wet feet.\nI went, of course.\n\nWhat I found",
        "06:10  out\n07:25  back",
        "Christmas & to write",
    ] {
        assert!(text.contains(words), "no {words:?} in: {text}");
    }
    let links: Vec<_> = article
        .dateline
        .blocks
        .iter()
        .flat_map(|block| &block.spans)
        .filter_map(|span| span.href.as_deref())
        .collect();
    assert!(links.contains(&"https://quay.example/2023/archive.html"), "{links:?}");
    assert!(links.contains(&"mailto:j.rask@quay.example"), "{links:?}");
    let pictures: Vec<_> =
        article.dateline.blocks.iter().filter_map(|block| block.src.as_deref()).collect();
    assert_eq!(pictures, ["https://quay.example/2023/tin.jpg"]);
}

#[test]
fn a_page_of_nothing_but_divs_has_its_text() {
    let reading = open("divs.html");
    let article = &reading.bundle.items[0];
    assert_eq!(article.dateline.blocks, []);
    let text = &article.content_text;
    for words in ["The board of the port met", "the dredger is already", "which may ask for more."]
    {
        assert!(text.contains(words), "no {words:?} in: {text}");
    }
    // Whatever is taken for the page's frame is not lost.
    let everything = format!("{text} {} {}", left_out(article), article.headline());
    for words in ["Home", "Contact", "Harbour news", "Printed on recycled bytes"] {
        assert!(everything.contains(words), "{words} is lost: {everything}");
    }
}

#[test]
fn no_depth_of_nesting_breaks_the_reader() {
    let tags = ["b", "span hidden", "blockquote", "ul><li", "table><tr><td", "svg", "p><a", "h1"];
    let deep = ["div", "div hidden"].map(|tag| (tag, 100_000));
    let deep = deep.into_iter().chain(tags.map(|tag| (tag, 20_000)));
    // So deep that readability is asked as well, and no deeper.
    let shallow = ["div", "b", "table><tr><td"].map(|tag| (tag, 250));
    for (tag, depth) in deep.chain(shallow) {
        let html = format!("start{}deep", format!("<{tag}>").repeat(depth));
        assert!(fragment(&html, None).text.starts_with("start"), "{tag}");
        let name = tag.split(['>', ' ']).next().unwrap();
        let closed = format!("{html}{}end", format!("</{name}>").repeat(depth));
        assert!(fragment(&closed, None).text.starts_with("start"), "{tag}");
        let page = format!("<html><body><p>{}{html}", "Words of an article. ".repeat(50));
        assert!(import::open("deep.html", page.as_bytes()).is_ok(), "{tag}");
    }
}

/// The cases of `xss.txt`: name, markup, and the text that must survive.
fn vectors() -> Vec<(String, String, String)> {
    let file = std::fs::read_to_string(format!("{SAMPLES}xss.txt")).unwrap();
    let shown = ["␀\0", "␁\u{1}", "␂\u{2}", "␉\t", "␊\n", "␌\u{c}", "␍\r"];
    let case = |line: &str| {
        let [name, markup, text] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}")
        };
        let mut markup = markup.to_owned();
        for pair in shown {
            let (picture, control) = pair.split_at('␀'.len_utf8());
            markup = markup.replace(picture, control);
        }
        (name.to_owned(), markup, text.to_owned())
    };
    file.lines().filter(|line| !line.starts_with('#')).map(case).collect()
}

#[test]
fn hostile_markup_leaves_its_text_and_only_harmless_addresses() {
    let cases = vectors();
    assert!(cases.len() >= 110, "{}", cases.len());
    for (name, markup, text) in cases {
        for base in [None, Some("https://coast.example/news/1")] {
            let rich = fragment(&markup, base);
            assert!(rich.text.contains(&text), "{name}: {:?}", rich.text);
            let spans = rich.blocks.iter().flat_map(|block| &block.spans);
            let links = spans.filter_map(|span| span.href.as_deref());
            for link in links {
                let web = ["http://", "https://", "mailto:"];
                assert!(web.iter().any(|start| link.starts_with(start)), "{name}: {link}");
                assert!(!link.contains(['"', '<', '>', ' ', '\n', '\t', '\0']), "{name}: {link}");
            }
            for picture in rich.blocks.iter().filter_map(|block| block.src.as_deref()) {
                let web = ["http://", "https://"];
                assert!(web.iter().any(|start| picture.starts_with(start)), "{name}: {picture}");
            }
        }
        // As a page of its own, the text is shown or kept aside.
        let page = format!("<html><body>{}", markup.replace('\0', ""));
        let reading = import::open("page.html", page.as_bytes()).unwrap();
        let article = &reading.bundle.items[0];
        let all = format!("{} {}", article.content_text, left_out(article));
        assert!(all.contains(&text), "{name}: {all}");
    }
}
