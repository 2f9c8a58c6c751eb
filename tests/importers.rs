//! Every kind of file that is opened as articles: what a person reads in the fixture, and
//! what became of it. The expectations were written by hand from the fixtures.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use dateline::bundle::{Article, Reading};
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
    let attachments = article.more.get("attachments").and_then(|list| list.as_array());
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
    let kept = &reading.bundle.items[0].more["_feed"];
    assert_eq!(kept["slash:comments"], "3");
    assert_eq!(reading.bundle.items[2].dateline.more["date_written"], "sometime in January");
    assert_eq!(reading.bundle.more["feed_url"], "https://quay.example.org/feed/");
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
    assert_eq!(reading.bundle.more["authors"][0]["name"], "J. Rask");
    assert_eq!(reading.bundle.items[0].more["date_modified"], "2024-03-13T10:00:00+01:00");
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
