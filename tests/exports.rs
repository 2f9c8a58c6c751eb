//! What a bundle becomes in other formats, and that it comes back from those that can be
//! opened again.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use dateline::bundle::{Bundle, Event, Mark, OffsetUnit, edtf, offsets::Offsets, read};
use dateline::export::{Kind, export};
use dateline::import::{self, File};
use serde_json::Value;

/// Two articles with everything an export has to get right: letters of every size, words
/// that look like markup, marks in the headline, dates of every shape.
const SAMPLE: &str = include_str!("samples/annotated/export.json");

fn sample() -> Bundle {
    let reading = read(SAMPLE).unwrap();
    assert_eq!(reading.faults, []);
    reading.bundle
}

fn notices(kind: Kind) -> Vec<String> {
    export(&sample(), kind).notices.into_iter().map(|notice| notice.what).collect()
}

fn file(name: &str, text: &str) -> File {
    File { name: name.to_owned(), bytes: text.into() }
}

#[test]
fn every_kind_has_a_word_of_its_own() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_word(kind.word()), Some(kind));
        let text = export(&sample(), kind).text;
        assert!(text.len() > 100, "{kind:?}");
        assert_eq!(text, export(&sample(), kind).text, "the same bytes each time");
    }
}

#[test]
fn a_bundle_is_written_as_it_was_read() {
    let text = export(&sample(), Kind::Bundle).text;
    assert_eq!(read(&text).unwrap().bundle, sample());
    assert_eq!(notices(Kind::Bundle), [""; 0]);
}

#[test]
fn a_plain_feed_has_the_text_and_no_extension() {
    let text = export(&sample(), Kind::Feed).text;
    assert!(!text.contains("_dateline"));
    let bundle = read(&text).unwrap().bundle;
    for (ours, theirs) in bundle.items.iter().zip(&sample().items) {
        assert_eq!((&ours.content_text, &ours.title), (&theirs.content_text, &theirs.title));
    }
    assert_eq!(
        notices(Kind::Feed),
        [
            "7 marks cannot be said in a plain feed",
            "6 events cannot be said in a plain feed",
            "1 article became plain paragraphs",
            "1 article lost the day of issue",
        ]
        .map(|words| format!("{words}."))
    );
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn tables_parse_back_cell_by_cell() {
    let bundle = sample();
    let text = export(&bundle, Kind::Marks).text;
    assert!(text.lines().count() > 0 && text.ends_with("\r\n"));
    let rows_of_marks = rows(&text);
    assert_eq!(
        rows_of_marks[0].join(" "),
        "article mark field start end quote entity type name time basis by"
    );
    let marks = bundle
        .items
        .iter()
        .flat_map(|article| article.dateline.marks.iter().map(move |mark| (article, mark)));
    let mut formulas = 0;
    for (row, (article, mark)) in rows_of_marks[1..].iter().zip(marks.clone()) {
        assert_eq!((&row[0], &row[1]), (&article.id, &mark.id));
        assert_eq!((row[3].parse(), row[4].parse()), (Ok(mark.start), Ok(mark.end)));
        assert_eq!(row[5].strip_prefix('\'').unwrap_or(&row[5]), mark.quote);
        formulas += usize::from(row[5].starts_with('\''));
        assert!(!row.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])));
    }
    assert_eq!((rows_of_marks.len() - 1, formulas), (marks.count(), 1));
    let rows_of_events = rows(&export(&bundle, Kind::Events).text);
    assert_eq!(rows_of_events.len(), 7);
    assert_eq!(
        rows_of_events[1],
        [
            "quay",
            "Quay reopens, says Aamot",
            "https://example.org/quay?a=1&b=2",
            "e1",
            "Quay “reopens”; <b>crowds</b>, cheers & 🕊",
            "2024-03-04",
            "2024-03-04",
            "2024-03-04",
            "March 4",
            "Ilse Aamot | Northern Harbour Authority",
        ]
    );
    assert_eq!(rows_of_events[2][5..8], ["2018-02", "2018-02-01", "2018-02-28"]);
}

#[test]
fn web_annotations_come_back_as_the_same_marks() {
    let bundle = sample();
    let page = export(&bundle, Kind::Annotations);
    let mut bare = bundle.clone();
    bare.dateline.entities.clear();
    for article in &mut bare.items {
        article.dateline.marks.clear();
        article.dateline.events.clear();
    }
    let bare = export(&bare, Kind::Bundle).text;
    let reading =
        import::open_all(vec![file("notes.json", &page.text), file("bare.json", &bare)]).unwrap();
    assert_eq!(reading.faults, []);
    let marks = |bundle: &Bundle| -> Vec<Mark> {
        bundle
            .items
            .iter()
            .flat_map(|article| article.dateline.marks.clone())
            .map(|mark| Mark { more: Default::default(), ..mark })
            .collect()
    };
    assert_eq!(marks(&reading.bundle), marks(&bundle));
    let entities = |bundle: &Bundle| -> Vec<String> {
        let told = bundle
            .dateline
            .entities
            .iter()
            .map(|e| format!("{} {:?} {} {:?}", e.id, e.kind, e.name, e.same_as));
        let mut told: Vec<String> = told.collect();
        told.sort();
        told
    };
    let mut expected = entities(&bundle);
    expected.retain(|told| !told.starts_with("nha ")); // no mark mentions it
    assert_eq!(entities(&reading.bundle), expected);
}

#[test]
fn timelines_come_back_with_their_dates() {
    let bundle = sample();
    let exported = export(&bundle, Kind::Timeline);
    let told: Vec<String> = exported.notices.iter().map(|notice| notice.what.clone()).collect();
    assert_eq!(
        told,
        [
            "1 uncertain date kept its doubt only in the words shown.",
            "7 marks could not be put on the timeline.",
            "1 event with an open end got none there.",
            "1 event without a date could not be put on the timeline.",
            "1 event without a beginning could not be put on the timeline.",
        ]
    );
    let value: Value = serde_json::from_str(&exported.text).unwrap();
    let words = value["events"][0]["text"]["headline"].as_str().unwrap();
    assert_eq!(words, "Quay “reopens”; &lt;b&gt;crowds&lt;/b&gt;, cheers &amp; 🕊");
    let reading = import::open("timeline.json", exported.text.as_bytes()).unwrap();
    assert_eq!(reading.faults, []);
    let found: Vec<String> = reading.bundle.items[0]
        .dateline
        .events
        .iter()
        .map(|event| format!("{} {}", event.when.as_deref().unwrap(), event.label))
        .collect();
    assert_eq!(
        found,
        [
            "2024-03-04 Quay “reopens”; <b>crowds</b>, cheers & 🕊",
            "2018-02 The accord",
            "2015/2018-05 Talks",
            "2020 Quiet",
        ]
    );
}

/// The content lines of a calendar, unfolded, each as its name and value.
fn content_lines(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n"));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let unfolded = text.replace("\r\n ", "");
    let lines = unfolded.split("\r\n").filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once(':').unwrap())
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect()
}

/// A text value as it was before it was escaped.
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(c) = letters.next() {
        match (c, if c == '\\' { letters.next() } else { None }) {
            ('\\', Some('n')) => text.push('\n'),
            ('\\', Some(sign)) => text.push(sign),
            (c, _) => {
                assert!(!",;".contains(c), "{value}");
                text.push(c);
            }
        }
    }
    text
}

#[test]
fn calendars_are_whole_days_in_short_lines() {
    let lines = content_lines(&export(&sample(), Kind::Calendar).text);
    let mut events: Vec<Vec<(String, String)>> = Vec::new();
    for (name, value) in &lines {
        match (name.as_str(), value.as_str()) {
            ("BEGIN", "VEVENT") => events.push(Vec::new()),
            _ => events
                .iter_mut()
                .last()
                .into_iter()
                .for_each(|event| event.push((name.clone(), value.clone()))),
        }
    }
    let of = |event: &Vec<(String, String)>, name: &str| {
        event
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    };
    let told: Vec<String> = events
        .iter()
        .map(|event| {
            format!(
                "{} {} {} {} {}",
                of(event, "DTSTAMP"),
                of(event, "DTSTART;VALUE=DATE"),
                of(event, "DTEND;VALUE=DATE"),
                of(event, "STATUS"),
                unescaped(&of(event, "SUMMARY")),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "20240312T060000Z 20240304 20240305  Quay “reopens”; <b>crowds</b>, cheers & 🕊",
            "20240312T060000Z 20180201 20180301  The accord",
            "20240312T060000Z 20150101 20180601 TENTATIVE Talks",
            "20240301T000000Z 20200101 20200102  Quiet",
        ]
    );
    assert_eq!(unescaped(&of(&events[0], "UID")), "quay/e1@dateline");
    assert_eq!(of(&events[0], "URL"), "https://example.org/quay?a=1&b=2");
    assert!(
        unescaped(&of(&events[0], "DESCRIPTION"))
            .starts_with("“March 4”\nQuay reopens, says Aamot\nCoast; Courier")
    );
    assert_eq!(
        notices(Kind::Calendar),
        [
            "1 event with an open end became one day long.",
            "1 event without a date could not be put in a calendar.",
            "1 event without a beginning could not be put in a calendar.",
        ]
    );
}

/// Everything a reader of Markdown would see as text, and the tags it would make of it.
fn rendered(markdown: &str) -> (String, Vec<String>) {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let (mut text, mut tags) = (String::new(), Vec::new());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::End(_) => text.push('\n'),
            Event::Rule => tags.push("rule".to_owned()),
            Event::Html(html) | Event::InlineHtml(html) => tags.push(format!("HTML {html}")),
            Event::Start(Tag::Heading { level, .. }) => tags.push(level.to_string()),
            Event::Start(Tag::Link { dest_url, .. }) => tags.push(format!("link {dest_url}")),
            Event::Start(Tag::Image { dest_url, .. }) => tags.push(format!("image {dest_url}")),
            Event::Start(Tag::Paragraph | Tag::TableHead | Tag::TableRow | Tag::TableCell) => {}
            Event::Start(tag) => {
                tags.push(format!("{tag:?}").split(['(', ' ']).next().unwrap().to_owned())
            }
            _ => {}
        }
    }
    (text, tags)
}

#[test]
fn markdown_is_the_text_and_the_structure_and_nothing_else() {
    let bundle = sample();
    let exported = export(&bundle, Kind::Markdown);
    let (text, tags) = rendered(&exported.text);
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    for article in &bundle.items {
        for paragraph in article.content_text.split("\n\n") {
            assert!(bare(&text).contains(&bare(paragraph)), "{paragraph:?} in\n{}", exported.text);
        }
    }
    assert_eq!(
        tags,
        [
            "h1",
            "h2",
            "link https://example.org/quay?a=1&b=2",
            "h3",
            "Strong",
            "BlockQuote",
            "List",
            "Item",
            "List",
            "Item",
            "Item",
            "link https://example.org/x_(y)",
            "CodeBlock",
            "image https://example.org/p.jpg",
            "Table",
            "rule",
            "h2",
            "h2",
            "List",
            "Item",
            "Item",
            "link https://example.org/quay?a=1&b=2",
            "Item",
            "link https://example.org/quay?a=1&b=2",
            "Item",
            "Item",
            "link https://example.org/quay?a=1&b=2",
            "Item",
        ],
        "{}",
        exported.text
    );
}

#[test]
fn seasons_are_their_months() {
    let mut bundle = sample();
    bundle.items[0].dateline.events[0].when = Some("2023-24".to_owned());
    let timeline: Value = serde_json::from_str(&export(&bundle, Kind::Timeline).text).unwrap();
    let slide = &timeline["events"][0];
    assert_eq!(slide["start_date"], serde_json::json!({ "year": 2023, "month": 12 }));
    assert_eq!(slide["end_date"], serde_json::json!({ "year": 2024, "month": 2 }));
    let calendar = export(&bundle, Kind::Calendar).text;
    assert!(calendar.contains("DTSTART;VALUE=DATE:20231201\r\nDTEND;VALUE=DATE:20240301\r\n"));
}

#[test]
fn the_sample_covers_what_these_tests_claim() {
    let bundle = sample();
    let text = &bundle.items[0].content_text;
    let offsets = Offsets::new(text);
    let mark = &bundle.items[0].dateline.marks[2];
    assert_ne!(
        offsets.slice(OffsetUnit::Utf16, mark.start, mark.end).map(|s| s.1),
        Some(mark.quote.as_str())
    );
    let whens: Vec<&Event> =
        bundle.items.iter().flat_map(|article| &article.dateline.events).collect();
    assert!(whens.iter().any(|event| event.when.is_none()));
    assert!(
        whens
            .iter()
            .filter_map(|event| edtf::parse(event.when.as_deref()?))
            .any(|when| when.is_vague())
    );
}

#[test]
fn the_viewer_offers_every_format() {
    let offered: Vec<_> =
        dateline::ui::file::FORMATS.iter().map(|(word, _)| Kind::from_word(word)).collect();
    for kind in Kind::ALL {
        assert!(offered.contains(&Some(kind)), "{}", kind.word());
    }
    assert_eq!(offered.len(), Kind::ALL.len());
}
