//! What other tools' annotations, timelines and agency items become: for each a fixture, and
//! what a person expects of it, written out by hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use dateline::bundle::{Article, Bundle, EventEntity, Fault, Field, Reading};
use dateline::import::{self, File};
use std::path::Path;

fn file(name: &str) -> File {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/annotated").join(name);
    File { name: name.to_owned(), bytes: std::fs::read(path).unwrap() }
}

/// Opens a fixture, or several that belong together.
fn open(names: &[&str]) -> Reading {
    import::open_all(names.iter().map(|name| file(name)).collect()).unwrap()
}

/// An article as lines: its id and title, its marks, its events.
fn told(bundle: &Bundle, article: &Article) -> String {
    let mut lines = vec![format!("{} | {}", article.id, article.title.as_deref().unwrap_or("-"))];
    for mark in &article.dateline.marks {
        let slice: String = article
            .field_text(mark.field)
            .chars()
            .skip(mark.start)
            .take(mark.end - mark.start)
            .collect();
        assert_eq!(slice, mark.quote, "a mark must stand on its words");
        let field = if mark.field == Field::Title { "title " } else { "" };
        let mut line = format!("{field}{}-{} {:?}", mark.start, mark.end, mark.quote);
        if let Some(id) = &mark.entity {
            let entity = bundle.dateline.entities.iter().find(|entity| entity.id == *id).unwrap();
            line += &format!(" → {} {id}", entity.kind.word());
        }
        if let Some(time) = &mark.time {
            line += &format!(" = {} {}", time.value.as_deref().unwrap_or("?"), time.basis.word());
        }
        lines.push(line);
    }
    for event in &article.dateline.events {
        let ids: Vec<&str> = event.entities.iter().map(EventEntity::id).collect();
        lines.push(format!(
            "event {:?} {} [{}] [{}]",
            event.label,
            event.when.as_deref().unwrap_or("?"),
            event.evidence.join(" "),
            ids.join(" ")
        ));
    }
    lines.join("\n")
}

fn all(bundle: &Bundle) -> String {
    let articles: Vec<String> = bundle.items.iter().map(|article| told(bundle, article)).collect();
    articles.join("\n")
}

/// Faults as `error line 3: what`.
fn faults(reading: &Reading) -> Vec<String> {
    let line = |fault: &Fault| {
        fault.place.map(|place| format!(" line {}", place.line)).unwrap_or_default()
    };
    reading.faults.iter().map(|f| format!("{}{}: {}", f.severity.word(), line(f), f.what)).collect()
}

fn check(names: &[&str], expected: &[&str], noticed: &[&str]) -> Reading {
    let reading = open(names);
    assert_eq!(all(&reading.bundle), expected.join("\n"), "{names:?}");
    assert_eq!(faults(&reading), noticed, "{names:?}");
    reading
}

#[test]
fn spacy_documents() {
    let reading = check(
        &["spacy.json"],
        &[
            "spacy | -",
            "3-9 \"Vardel\" → place vardel",
            "21-73 \"Ilse Aamot, who leads the Northern Harbour Authority\" → other \
             ilse-aamot-who-leads-the-northern-harbour-authority",
            "21-31 \"Ilse Aamot\" → person ilse-aamot",
            "47-73 \"Northern Harbour Authority\" → organisation northern-harbour-authority",
            "95-108 \"Vardel Accord\" → agreement vardel-accord",
            "112-116 \"2018\" = 2018 explicit",
            "131-140 \"Last week\" = ? unresolved",
            "141-146 \"Aamot\" → person aamot",
            "151-158 \"J. Rask\" → person j-rask",
            "162-172 \"2024-03-04\" = 2024-03-04 explicit",
        ],
        &["notice line 1: “tokens” and “sents” of this document were not taken over."],
    );
    let vardel = &reading.bundle.dateline.entities[0];
    assert_eq!(vardel.same_as, ["https://www.wikidata.org/entity/Q900001"]);
    let article = &reading.bundle.items[0].dateline;
    assert_eq!(article.more.get("cats").unwrap()["ports"], 0.9);
    assert_eq!(
        (
            &article.marks[1].more.get("label").unwrap(),
            &article.marks[1].more.get("group").unwrap()
        ),
        (&"APPOSITION".into(), &"sc".into())
    );
}

#[test]
fn what_displacy_draws() {
    check(
        &["displacy.json"],
        &[
            "displacy-1 | One",
            "0-4 \"Rask\" → person rask",
            "displacy-2 | Two",
            "0-1 \"𝕏\" → product product",
        ],
        &["error line 23: The stretch labelled “GPE” lies outside the text."],
    );
}

#[test]
fn doccano_lines_in_either_unit() {
    let reading = check(
        &["doccano.jsonl"],
        &[
            "7 | -",
            "21-31 \"Ilse Aamot\" → person ilse-aamot",
            "112-116 \"2018\" = 2018 explicit",
            "151-158 \"J. Rask\" → person j-rask",
            "8 | -",
            "2-6 \"Rask\" → person rask",
            "11-17 \"Vardel\" → place vardel",
            "10 | -",
        ],
        &[
            "error line 1: The offsets of this text fit its words only if they count UTF-16 units.",
            "error line 3: This is not valid JSON: the file ends inside a text.",
        ],
    );
    assert_eq!(reading.bundle.items[2].tags, ["weather"]);
    assert_eq!(reading.bundle.items[0].dateline.more.get("meta").unwrap()["desk"], "north");
}

#[test]
fn brat_annotations_beside_their_text() {
    let reading = check(
        &["vardel.ann", "vardel.txt"],
        &[
            "vardel | -",
            "0-6 \"Vardel\" → place vardel",
            "18-22 \"Rask\" → person rask",
            "27-32 \"Aamot\" → person aamot",
            "42-59 \"Harbour\\nAuthority\" → organisation harbour-authority",
            "60-63 \"met\"",
            "64-69 \"there\" → place vardel",
            "73-77 \"2018\" = 2018 explicit",
            "79-84 \"North\" → place north-quay",
            "89-99 \"South Quay\" → place south-quay",
            "95-99 \"Quay\" → place north-quay",
            "event \"met\" 2018 [T6 T5] [rask aamot]",
        ],
        &[
            "error line 10: “Nobody” does not stand in the text.",
            "error line 18: “this is no line” is not a line of brat's format.",
        ],
    );
    assert!(reading.faults.iter().all(|fault| fault.file.as_deref() == Some("vardel.ann")));
    let vardel = &reading.bundle.dateline.entities[0];
    assert_eq!(vardel.aliases, ["there"]);
    assert_eq!(vardel.same_as, ["https://www.wikidata.org/entity/Q900001"]);
    let article = &reading.bundle.items[0].dateline;
    assert_eq!(article.marks[1].more.get("note").unwrap(), "Spelt Raask elsewhere");
    assert_eq!(article.marks[1].more.get("attributes").unwrap()["Certainty"], "High");
    assert_eq!(article.marks[9].more.get("group").unwrap(), "T7");
    assert_eq!(article.events[0].more.get("attributes").unwrap()["Confirmed"], true);
    assert_eq!(article.more.get("relations").unwrap()[0]["Arg2"], "T4");
}

#[test]
fn web_annotations_beside_their_text() {
    let reading = check(
        &["quay.annotations.json", "quay.txt"],
        &[
            "quay | -",
            "14-16 \"🕊\\u{fe0f}\"",
            "29-35 \"Vardel\" → place vardel",
            "51-56 \"Aamot\" → other ilse-aamot",
            "65-69 \"tape\"",
        ],
        &[
            "notice line 54: This annotation does not quote the words it marks.",
            "error line 79: “Aamot” stands in more than one place; the mark was left out.",
            "error line 91: “tape” is not at the position given; the mark was put where it stands.",
        ],
    );
    let marks = &reading.bundle.items[0].dateline.marks;
    assert_eq!(marks[0].more.get("body").unwrap()[0]["value"], "A bird.");
    assert_eq!(marks[0].more.get("creator").unwrap()["name"], "J. Rask");
}

#[test]
fn annotations_that_come_alone_say_what_they_lack() {
    for (name, remedy) in [
        ("vardel.ann", "Open the .txt of the same name together with it."),
        ("quay.annotations.json", "Open the article (a text or a bundle) together with it."),
    ] {
        let one = file(name);
        let fault = import::open(&one.name, &one.bytes).unwrap_err();
        assert_eq!(fault.remedy, remedy);
        assert_eq!(import::open_all(vec![one]).unwrap_err().remedy, remedy);
    }
}

#[test]
fn annotations_of_any_name_go_to_the_article_they_name() {
    let mut list = file("quay.annotations.json");
    list.name = "notes.json".to_owned();
    let reading = import::open_all(vec![list, file("quay.txt"), file("vardel.txt")]).unwrap();
    let marks: Vec<usize> =
        reading.bundle.items.iter().map(|article| article.dateline.marks.len()).collect();
    assert_eq!(marks, [4, 0]);
    assert!(reading.faults.iter().all(|fault| fault.file.as_deref() == Some("notes.json")));
}

#[test]
fn timelines_become_an_article_of_their_events() {
    let reading = check(
        &["timeline.json"],
        &[
            "timeline | The Vardel quay",
            "14-34 \"Accord & signature 🕊\" = 2018-05-08 editor",
            "92-97 \"Talks\" = 2019/2021-03 editor",
            "107-120 \"First harbour\" = ? unresolved",
            "event \"Accord & signature 🕊\" 2018-05-08 [m1] []",
            "event \"Talks\" 2019/2021-03 [m2] []",
            "event \"First harbour\" ? [m3] []",
            "event \"Inspections begin.\" 2024-03-04 [] []",
            "event \"Before the accord\" 2015/2018 [] []",
        ],
        &[
            "error line 47: This date (-340) cannot be said in a bundle: its years are 0 to 9999, \
             and its days exist.",
            "notice line 55: A time of day is more than the timeline shows.",
            "error line 66: This event says neither what happened nor when.",
        ],
    );
    let article = &reading.bundle.items[0];
    assert_eq!(
        article.content_text,
        "How it went.\n\nAccord & signature 🕊\n\nIt was signed.\n\nNobody cheered.\n\nThe signing \
         (J. Rask)\n\nTalks\n\nA film\n\nFirst harbour\n\nInspections begin."
    );
    let kinds: Vec<&str> = article.dateline.blocks.iter().map(|block| block.kind.word()).collect();
    assert_eq!(
        kinds.join(" "),
        "paragraph heading paragraph paragraph figure heading paragraph heading paragraph"
    );
    let figure = &article.dateline.blocks[4];
    assert_eq!(figure.src.as_deref(), Some("https://example.org/p/signing.jpg"));
    assert_eq!(figure.alt.as_deref(), Some("Two hands"));
    assert_eq!(article.dateline.events[1].more.get("display_date").unwrap(), "for two years");
    assert_eq!(article.dateline.events[2].more.get("start_date").unwrap()["year"], "-340");
    assert_eq!(article.dateline.events[3].more.get("start_date").unwrap()["minute"], "30");
    assert_eq!(article.dateline.more.get("scale").unwrap(), "human");
}

#[test]
fn ninjs_of_three_versions() {
    let reading =
        check(&["ninjs.json"], &["https://example.org/ninjs/4711 | Quay of Vardel reopens"], &[]);
    let article = &reading.bundle.items[0];
    assert_eq!(article.content_text, "The quay reopened.\n\nNobody fell in. 🕊\n\nThe quay");
    assert_eq!(article.date_published.as_deref(), Some("2024-03-12T08:00:00Z"));
    assert_eq!(article.more.get("date_modified").unwrap(), "2024-03-12T10:30:00Z");
    assert_eq!(article.authors[0].name.as_deref(), Some("J. Rask"));
    assert_eq!(article.dateline.source.as_deref(), Some("Coast Courier"));
    assert_eq!(article.dateline.blocks[2].src.as_deref(), Some("https://example.org/b.jpg"));
    assert_eq!(article.tags, ["transport"]);
    let entities: Vec<String> = reading
        .bundle
        .dateline
        .entities
        .iter()
        .map(|entity| format!("{} {}", entity.kind.word(), entity.id))
        .collect();
    assert_eq!(
        entities,
        ["person ilse-aamot", "organisation northern-harbour-authority", "place vardel"]
    );
    assert_eq!(article.dateline.more.get("mentions").unwrap().as_array().unwrap().len(), 3);
    assert_eq!(article.dateline.more.get("urgency").unwrap(), 4);

    let reading = check(&["ninjs-1.json"], &["tag:example.org,2013:9 | Old quay"], &[]);
    let article = &reading.bundle.items[0];
    assert_eq!(article.content_text, "It was old.\n\nIt stood.");
    assert_eq!(article.date_published.as_deref(), Some("2013-11-05T12:00:00+01:00"));
    assert_eq!(article.dateline.source.as_deref(), Some("Harbour News"));
}

#[test]
fn lines_of_several_kinds() {
    let reading = check(
        &["articles.jsonl"],
        &[
            "a | Met",
            "0-4 \"Rask\" → person rask",
            "9-14 \"Aamot\" → person aamot",
            "20-27 \"March 4\" = 2024-03-04 year-from-issue",
            "event \"They meet\" 2024-03-04 [mx] [aamot]",
            "articles-3 | -",
            "0-4 \"Rask\" → person rask",
            "articles-6 | -",
            "0-4 \"Rask\" → person rask",
            "h | -",
            "f | -",
        ],
        &[
            "error line 2: This line is no record that Dateline knows.",
            "error line 3: “Rask” is not at the offsets given, but 1 code points before.",
        ],
    );
    assert_eq!(reading.bundle.items[0].dateline.issued.as_deref(), Some("2024-03-12"));
    assert_eq!(reading.bundle.title, "5 articles");
    assert_eq!(reading.bundle.items[3].content_text, "In HTML.");
    let at: Vec<_> = reading.faults.iter().filter_map(|fault| fault.pointer.as_deref()).collect();
    assert_eq!(at, ["", "/marks/0"]);
}
