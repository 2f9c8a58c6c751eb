//! Every kind of file that is opened as articles: what a person reads in the fixture, and
//! what became of it. The expectations were written by hand from the fixtures.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use dateline::bundle::{Article, Block, Reading};
use dateline::import;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn opened(name: &str) -> Reading {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    import::open(name, &bytes).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// What the head of an article says, a line each: `title`, `id` and so on, those that are
/// there.
fn head(article: &Article) -> String {
    let mut told = String::new();
    let mut line = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            writeln!(told, "{name}: {value}").unwrap();
        }
    };
    let authors: Vec<&str> = article.authors.iter().filter_map(|a| a.name.as_deref()).collect();
    line("title", article.title.as_deref());
    line("id", Some(&article.id));
    line("url", article.url.as_deref());
    line("date", article.date_published.as_deref());
    line("issued", article.dateline.issued.as_deref());
    line("by", Some(authors.join(", ")).filter(|names| !names.is_empty()).as_deref());
    line("tags", Some(article.tags.join(", ")).filter(|tags| !tags.is_empty()).as_deref());
    line("source", article.dateline.source.as_deref());
    line("language", article.language.as_deref());
    line("summary", article.summary.as_deref());
    let attachments = article.more.get("attachments");
    let attachments = attachments.as_ref().and_then(|list| list.as_array());
    for attachment in attachments.into_iter().flatten() {
        let kind = attachment["mime_type"].as_str().unwrap_or("?");
        line("file", Some(&format!("{} ({kind})", attachment["url"].as_str().unwrap())));
    }
    line("text", Some(&article.content_text.replace("\n\n", "¶").replace('\n', "/")));
    told
}

/// What was said of the file: severities and places.
fn faults(reading: &Reading) -> Vec<String> {
    reading
        .faults
        .iter()
        .map(|fault| format!("{} {}", fault.severity.word(), fault.whereabouts()).trim().to_owned())
        .collect()
}

/// Checks a whole file: its title and address, then its articles.
fn check(name: &str, feed: &str, said: &[&str], articles: &[&str]) {
    let reading = opened(name);
    let bundle = &reading.bundle;
    let home = bundle.home_page_url.as_deref().unwrap_or("-");
    let language = bundle.language.as_deref().unwrap_or("-");
    let description = bundle.description.as_deref().unwrap_or("-");
    assert_eq!(format!("{} | {home} | {language} | {description}", bundle.title), feed, "{name}");
    assert_eq!(faults(&reading), said, "{name}: {:#?}", reading.faults);
    let heads: Vec<String> = bundle.items.iter().map(head).collect();
    for (found, expected) in heads.iter().zip(articles) {
        let expected: Vec<&str> = expected.lines().map(str::trim).collect();
        assert_eq!(found.lines().collect::<Vec<_>>(), expected, "{name}");
    }
    assert_eq!(heads.len(), articles.len(), "{name}");
}

#[test]
fn a_blog_in_rss_2_opens_with_its_dates_and_links() {
    check(
        "feeds/blog.rss",
        "Notes from the quay – Vardel | https://quay.example.org | en-GB | Ships, ropes & weather",
        &["error line 50, column 3"],
        &[
            "title: The crane “Petrel” is back
             id: https://quay.example.org/?p=41
             url: https://quay.example.org/2024/03/crane-back/
             date: 2024-03-12T18:05:00+01:00
             by: Ilse Aamot
             tags: Cranes & winches, News
             summary: The crane came back on a barge. […]
             text: The crane came back on a barge.¶It had been away since the storm.",
            "title: Rope & chain
             id: https://quay.example.org/?p=40
             url: https://quay.example.org/2024/02/rope/
             date: 2024-02-29T06:00:00Z
             by: Ilse Aamot, J. Rask
             source: Coast Courier
             file: https://quay.example.org/media/rope.mp3 (audio/mpeg)
             text: Rope is cheaper this year./Chain is not.",
            "title: Untimely
             id: https://quay.example.org/?p=39
             url: https://quay.example.org/?p=39
             text: No date that anybody could read.",
        ],
    );
    let reading = opened("feeds/blog.rss");
    let kept = reading.bundle.items[0].more.get("_feed").unwrap();
    assert_eq!(kept["slash:comments"], "3");
    assert_eq!(
        reading.bundle.items[2].dateline.more.get("date_written").unwrap(),
        "sometime in January"
    );
    assert_eq!(reading.bundle.more.get("feed_url").unwrap(), "https://quay.example.org/feed/");
}

#[test]
fn an_atom_feed_with_relative_links_opens_with_absolute_ones() {
    check(
        "feeds/site.atom",
        "Harbour <Log> | https://harbour.example.org/log/ | nb | What the master writes",
        &["notice line 39, column 3", "notice line 44, column 5"],
        &[
            "title: Tide tables
             id: tag:harbour.example.org,2024:log.7
             url: https://harbour.example.org/log/2024/tides.html
             date: 2024-03-12T09:30:00+01:00
             tags: Tides, mud
             language: en
             summary: Water, up and down.
             file: https://harbour.example.org/log/files/tides.pdf (application/pdf)
             text: High water at noon.¶Low water & mud after that.",
            "title: Mooring &amp; fees
             id: tag:harbour.example.org,2024:log.6
             url: https://harbour.example.org/fees.html
             issued: 2024-03-04
             by: Ilse Aamot
             text: Fees rise on May 1.",
            "title: The chart
             id: tag:harbour.example.org,2024:log.5
             url: https://harbour.example.org/log/chart.html
             date: 2024-03-01T12:00:00Z
             file: https://harbour.example.org/log/chart.png (image/png)
             text: A chart of the 2 < 3 m line.",
        ],
    );
    let reading = opened("feeds/site.atom");
    assert_eq!(reading.bundle.more.get("authors").unwrap()[0]["name"], "J. Rask");
    assert_eq!(
        reading.bundle.items[0].more.get("date_modified").unwrap(),
        "2024-03-13T10:00:00+01:00"
    );
}

#[test]
fn a_json_feed_of_html_alone_opens() {
    check(
        "feeds/small-notes.json",
        "Rask’s small notes | https://rask.example.org/ | - | -",
        &[],
        &[
            "id: http://rask.example.org/2024/03/12/fog.html
             url: https://rask.example.org/2024/03/12/fog.html
             date: 2024-03-12T07:45:10+01:00
             text: Fog over Vardel. The log says “none”.",
            "title: Three ropes
             id: http://rask.example.org/2024/03/11/ropes.html
             url: https://rask.example.org/2024/03/11/ropes.html
             date: 2024-03-11T21:00:00+01:00
             tags: ropes
             text: Hemp.¶Sisal & nylon.",
        ],
    );
}

#[test]
fn rss_1_opens_whatever_its_prefixes() {
    check(
        "feeds/bulletin.rdf",
        "Bulletin of the Northern Harbour Authority | https://authority.example.org/ | en | \
         Notices to mariners",
        &[],
        &[
            "title: Buoy 4 unlit
             id: https://authority.example.org/notice/12
             url: https://authority.example.org/notice/12
             date: 2024-03-05T08:00:00+01:00
             by: Ilse Aamot
             tags: buoys
             source: Northern Harbour Authority
             summary: Buoy 4 is unlit.
             text: Buoy 4 is unlit/until further notice.",
            "title: Dredging off Vardel
             id: https://authority.example.org/notice/11
             url: https://authority.example.org/notice/11
             issued: 2024-03
             text: Dredging goes on.¶Keep clear of the barge.",
        ],
    );
}

#[test]
fn a_sloppy_and_cut_feed_opens_as_far_as_it_goes() {
    check(
        "feeds/sloppy.xml",
        "Fish & chips | http://fish.example.org/news/ | - | Prices\u{a0}€ and &harbour; things",
        &[
            "notice line 3, column 13",
            "notice line 5, column 20",
            "notice line 5, column 37",
            "error line 11, column 1",
            "notice line 15, column 1",
            "error line 19, column 42",
        ],
        &[
            "title: Cod < haddock
             id: http://fish.example.org/news/cod.html
             url: http://fish.example.org/news/cod.html
             text: Cod costs 4 €./Haddock more.",
            "title: Again
             id: http://fish.example.org/news/cod.html-2
             url: http://fish.example.org/news/cod.html
             issued: 2024-03-12
             text: AT&T; was mentioned & so on",
            "title: Cut
             id: item-3
             text: This text has no en",
        ],
    );
}

/// Blocks as a person would note them, `heading2[Title]`, with spans and pictures behind
/// the words.
fn blocks(article: &Article) -> Vec<String> {
    let text: Vec<char> = article.content_text.chars().collect();
    let slice = |start: usize, end: usize| text[start..end].iter().collect::<String>();
    let note = |block: &Block| {
        let number = block.ordinal.map(|n| format!(".{n}")).unwrap_or_default();
        let level = block.level.map(|n| n.to_string()).unwrap_or_default();
        let mut words = slice(block.start, block.end).replace('\n', "/").replace('\t', " | ");
        for span in &block.spans {
            let href = span.href.as_deref().map(|href| format!(" {href}")).unwrap_or_default();
            let inside = slice(span.start, span.end);
            write!(words, " <{} {inside}{href}>", span.kind.word()).unwrap();
        }
        for part in [&block.src, &block.alt].into_iter().flatten() {
            write!(words, " ({part})").unwrap();
        }
        format!("{}{level}{number}[{words}]", block.kind.word())
    };
    article.dateline.blocks.iter().map(note).collect()
}

#[test]
fn markdown_opens_with_its_front_matter_and_its_blocks() {
    let reading = opened("feeds/tides.md");
    let article = &reading.bundle.items[0];
    assert_eq!(faults(&reading), ["notice line 1, column 1", "notice line 10, column 1"]);
    let mut told = head(article);
    told.truncate(told.find("text: ").unwrap());
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        [
            "title: Tides: how to read them",
            "id: tides",
            "url: https://harbour.example.org/tides/",
            "date: 2024-03-12T09:30:00+01:00",
            "by: Ilse Aamot",
            "tags: tides, vardel",
            "language: en",
        ]
    );
    assert_eq!(article.more["_front_matter"]["layout"], "post");
    assert_eq!(
        blocks(article),
        [
            "paragraph[The table is at the office and by mail. <emphasis table> \
             <link office https://harbour.example.org/office> \
             <link by mail mailto:tides@harbour.example.org>]",
            "heading2[What it says]",
            "item1.1[High water]",
            "item1.2[Low water]",
            "item2[at night]",
            "item2[at noon]",
            "quote[Never trust a table after a storm.]",
            "figure[The table of 2024 (https://harbour.example.org/tides/table.png) (The table)]",
            "table[Day | Height/4 | 2.1 m]",
            "preformatted[04:10  2.1]",
            "rule[]",
            "paragraph[Ask the master[1], not me. Not this. <strong me>]",
            "paragraph[[1] J. Rask, as of 2024.]",
        ]
    );
}

#[test]
fn texts_say_who_wrote_them_and_when() {
    for (name, said, expected) in [
        (
            "feeds/agency.txt",
            &[][..],
            "title: Port of Vardel opens its gates
             id: agency
             issued: 2024-03-12
             source: Coast Press
             text: VARDEL, Norway, 12 March 2024 (Coast Press) — The Northern Harbour Authority opened the gates of the port on Tuesday, after a winter without ships.¶Ilse Aamot, who leads it, said that the first ship was expected soon.",
        ),
        (
            "feeds/yearless.txt",
            &["notice line 3, column 1"],
            "title: Crane comes back to the quay
             id: yearless
             source: Agency
             text: MOSCOW, Oct 21 (Agency) - The crane left on a barge, J. Rask said.",
        ),
        (
            "feeds/byline.txt",
            &["notice line 2, column 1"],
            "title: Low water, high prices
             id: byline
             date: 2024-03-12T09:30:00Z
             by: Ilse Aamot, J. Rask
             text: Prices for mooring rose by a third – for the first time since the gates (the old ones) were built.",
        ),
        (
            "feeds/head.txt",
            &["notice line 1, column 1"],
            "title: The storm
             id: head
             issued: 2023-11~
             tags: storms, Vardel
             source: Coast Courier
             text: The storm took the roof of the old shed.¶Nobody was hurt.",
        ),
    ] {
        let reading = opened(name);
        let expected: Vec<&str> = expected.lines().map(str::trim).collect();
        let found = head(&reading.bundle.items[0]);
        assert_eq!(found.lines().collect::<Vec<_>>(), expected, "{name}");
        assert_eq!(faults(&reading), said, "{name}");
    }
    let lines = &opened("feeds/byline.txt").bundle.items[0].dateline.more["head_lines"];
    assert_eq!(lines[0], "By Ilse Aamot and J. Rask");
    assert_eq!(lines[1], "Published: March 12, 2024 09:30 GMT");
}

#[test]
fn a_feed_in_an_old_encoding_opens_with_its_letters() {
    let bytes = b"<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><title>K\xe4y</title>\
                  <item><title>\x93H\xf8yt\x94</title></item></channel></rss>";
    let reading = import::open("old.xml", bytes).unwrap();
    assert_eq!(reading.bundle.title, "Käy");
    assert_eq!(reading.bundle.items[0].title.as_deref(), Some("“Høyt”"));
}
