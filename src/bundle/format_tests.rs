//! The parts of the format that read together: ids and references, line ends, versions,
//! dates, confidence.

use crate::bundle::blocks::Rich;
use crate::bundle::confidence::Confidence;
use crate::bundle::{Block, Event, Mark, Reading, Severity, read, read_with, runs};

/// A bundle of one article with this text and these members of its extension.
fn with(text: &str, ext: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        r#"{{"title":"T","_dateline":{{"format":1,"entities":[{{"id":"v","type":"place","name":"Vardel"}}]}},
        "items":[{{"id":"a","content_text":{text},"_dateline":{{{ext}}}}}]}}"#
    )
}

fn faults(reading: &Reading) -> Vec<String> {
    let line = |fault: &crate::bundle::Fault| {
        format!("{}: {}", fault.pointer.as_deref().unwrap_or("-"), fault.what)
    };
    reading.faults.iter().map(line).collect()
}

fn marks(reading: &Reading) -> &[Mark] {
    &reading.bundle.items[0].dateline.marks
}

fn events(reading: &Reading) -> &[Event] {
    &reading.bundle.items[0].dateline.events
}

#[test]
fn of_marks_with_one_id_events_cite_the_first_and_no_other_loses_its_id() {
    let reading = read(&with(
        "Vardel, Vardel, Vardel",
        r#""marks":[{"id":"m","start":16,"end":22,"quote":"Vardel"},
            {"id":"m","start":8,"end":14,"quote":"Vardel"},
            {"id":"m-2","start":0,"end":6,"quote":"Vardel"}],
          "events":[{"id":"e","label":"One","evidence":["m"]},{"id":"e","label":"Two","evidence":["m-2"]},
            {"label":"Three"}]"#,
    ))
    .unwrap();
    let by_id = |id: &str| marks(&reading).iter().find(|mark| mark.id == id).unwrap().start;
    assert_eq!((by_id("m"), by_id("m-2"), by_id("m-3")), (16, 0, 8));
    assert_eq!(
        faults(&reading),
        [
            "/items/0/_dateline/marks/1: Another mark has the id “m”.",
            "/items/0/_dateline/events/1: Another event has the id “e”.",
        ]
    );
    let ids: Vec<_> = events(&reading).iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["e", "e-2", "event-3"]);
    assert_eq!(events(&reading)[1].evidence, ["m-2"]);
}

#[test]
fn of_entities_and_items_with_one_id_none_is_lost() {
    let text = r#"{"_dateline":{"entities":[{"id":"v","name":"One"},{"id":"v","name":"Two"},{"id":"v-2","name":"Three"}]},
        "items":[{"id":"a","content_text":"x"},{"id":"a","content_text":"y"},{"id":"a-2","content_text":"z"},{"content_text":"w"}]}"#;
    let reading = read(text).unwrap();
    let entities = &reading.bundle.dateline.entities;
    let named: Vec<_> = entities.iter().map(|e| format!("{}={}", e.id, e.name)).collect();
    assert_eq!(named, ["v=One", "v-3=Two", "v-2=Three"]);
    let items: Vec<_> = reading.bundle.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(items, ["a", "a-3", "a-2", "item-4"]);
    assert_eq!(
        faults(&reading),
        [
            "/_dateline/entities/1: Another entity has the id “v”.",
            "/items/1/id: Another item has the id “a”.",
            "/items/3: There is no “id” here.",
        ]
    );
}

#[test]
fn a_mark_that_marks_nothing_has_a_fault_of_its_own() {
    for (mark, what, kept) in [
        (
            r#"{"start":3,"end":3}"#,
            "The start and the end of this mark are the same: it marks nothing.",
            0,
        ),
        (
            r#"{"start":3,"end":3,"quote":"Vardel"}"#,
            "The start and the end of “Vardel” are the same: they mark nothing.",
            1,
        ),
        (
            r#"{"start":0,"end":3,"quote":"Vardel"}"#,
            "“Vardel” begins where the offsets say, not so its end.",
            1,
        ),
    ] {
        let reading = read(&with("Vardel.", &format!(r#""marks":[{mark}]"#))).unwrap();
        assert_eq!(faults(&reading), [format!("/items/0/_dateline/marks/0: {what}")]);
        assert_eq!(marks(&reading).len(), kept, "{mark}");
    }
}

#[test]
fn windows_line_ends_become_lf_and_marks_stay_on_their_words() {
    let text = "Tide 🕊\r\n\r\nVardel, late.\r\nVardel, later.";
    for (unit, start, end) in [("codepoint", 25, 31), ("utf16", 26, 32), ("utf8", 28, 34)] {
        let unit = |text: String| {
            text.replace("\"format\":1", &format!("\"format\":1,\"offset_unit\":\"{unit}\""))
        };
        let ext = |start: usize, end: usize| {
            format!(r#""marks":[{{"id":"m","start":{start},"end":{end},"quote":"Vardel"}}]"#)
        };
        let reading = read(&unit(with(text, &ext(start, end)))).unwrap();
        assert_eq!(faults(&reading), [""; 0]);
        assert_eq!(reading.bundle.items[0].content_text, text.replace('\r', ""));
        assert_eq!((marks(&reading)[0].start, marks(&reading)[0].end), (22, 28));
        // Counted after the CRs went: mended, and told.
        let counted = read(&unit(with(text, &ext(start - 3, end - 3)))).unwrap();
        assert_eq!((marks(&counted)[0].start, marks(&counted)[0].end), (22, 28));
        assert_eq!(
            faults(&counted),
            [
                "/items/0/_dateline/marks/0: The offsets of “Vardel” count every CR LF of the text as one character."
            ]
        );
    }
}

#[test]
fn a_quote_over_a_line_end_and_blocks_count_the_text_as_written() {
    let reading = read(&with(
        "Tide\r\nlow.\r\n\r\nVardel.",
        r#""marks":[{"id":"m","start":0,"end":10,"quote":"Tide\r\nlow."}],
           "blocks":[{"type":"quote","start":0,"end":10},{"type":"heading","start":14,"end":21}]"#,
    ))
    .unwrap();
    assert_eq!(faults(&reading), [""; 0]);
    let article = &reading.bundle.items[0];
    assert_eq!((marks(&reading)[0].end, marks(&reading)[0].quote.as_str()), (9, "Tide\nlow."));
    let blocks: Vec<_> =
        article.dateline.blocks.iter().map(|block| (block.start, block.end)).collect();
    assert_eq!(blocks, [(0, 9), (11, 18)]);
    let between = read(&with("Tide\r\nlow.", r#""blocks":[{"start":0,"end":5}]"#)).unwrap();
    assert_eq!(between.bundle.items[0].dateline.blocks[0].end, 4, "between CR and LF");
    assert_eq!(runs::paragraphs(&article.content_text).len(), 2);
}

#[test]
fn dates_come_back_as_they_were_written() {
    for date in [
        "2018",
        "2018-05",
        "2018-05-08",
        "2018-22",
        "2018-24?",
        "2018?",
        "2018-05~",
        "2018-05-08%",
        "2018/2019",
        "2018-05-08/..",
        "../2018-21",
        "2018~/2019-06?",
        "2018-05-08T10:00:00Z",
        "2018-05-08T10:00:00+02:00",
        "2018-05-08T10:00:00",
    ] {
        let ext = format!(
            r#""issued":"{date}","marks":[{{"id":"m","start":0,"end":1,"quote":"x","time":{{"value":"{date}","basis":"editor"}}}}],
            "events":[{{"id":"e","label":"L","when":"{date}"}}]"#
        );
        let reading = read(&with("x", &ext)).unwrap();
        assert_eq!(faults(&reading), [""; 0], "{date}");
        let written = serde_json::to_string(&reading.bundle).unwrap();
        assert_eq!(written.matches(&format!("\"{date}\"")).count(), 3, "{written}");
    }
}

#[test]
fn confidence_is_a_number_from_0_to_1() {
    for (given, kept, what) in [
        ("0.25", Some("0.25"), ""),
        ("1", Some("1"), ""),
        ("0", Some("0"), ""),
        ("1.5", None, "1.5 is not a confidence."),
        ("-0.1", None, "-0.1 is not a confidence."),
        (r#""high""#, None, "This is text, not a number."),
    ] {
        let ext = format!(r#""marks":[{{"start":0,"end":1,"quote":"x","confidence":{given}}}]"#);
        let reading = read(&with("x", &ext)).unwrap();
        let read = marks(&reading)[0].confidence.as_ref().map(Confidence::as_str);
        assert_eq!(read, kept, "{given}");
        let at = "/items/0/_dateline/marks/0/confidence: ";
        let expected = if what.is_empty() { vec![] } else { vec![format!("{at}{what}")] };
        assert_eq!(faults(&reading), expected, "{given}");
    }
}

#[test]
fn parts_in_events_keep_what_is_not_known_and_need_an_id() {
    let ext = r#""events":[{"id":"e","label":"L","entities":["v",{"id":"v","role":"where","w":[1]},{"role":"who"}]}]"#;
    let reading = read(&with("x", ext)).unwrap();
    assert_eq!(
        faults(&reading),
        ["/items/0/_dateline/events/0/entities/2: There is no “id” here."]
    );
    let written = serde_json::to_string(&events(&reading)[0]).unwrap();
    assert!(written.contains(r#"["v",{"id":"v","role":"where","w":[1]}]"#), "{written}");
}

#[test]
fn a_later_version_is_handed_on_whole_and_a_minor_one_is_read() {
    let text = with("Vardel", r#""marks":[{"id":"m","span":[0,6]}],"new":{"x":1}"#);
    let later = text.replace("\"format\":1", r#""format":2,"offset_unit":"utf16","more":true"#);
    let reading = read(&later).unwrap();
    assert_eq!(reading.faults.len(), 1);
    assert_eq!(reading.faults[0].severity, Severity::Notice);
    assert!(marks(&reading).is_empty() && reading.bundle.dateline.entities.is_empty());
    let written: serde_json::Value = serde_json::to_value(&reading.bundle).unwrap();
    let given: serde_json::Value = serde_json::from_str(&later).unwrap();
    for pointer in ["/_dateline", "/items"] {
        assert_eq!(written.pointer(pointer), given.pointer(pointer));
    }
    let html = |_: &str, _: Option<&str>| Rich {
        text: "Tide".to_owned(),
        blocks: vec![Block { end: 4, ..Block::default() }],
    };
    let as_html = later.replace("content_text", "content_html");
    let written =
        serde_json::to_string(&read_with(&as_html, html).unwrap().bundle.items[0]).unwrap();
    assert_eq!(written.matches("_dateline").count(), 1, "{written}");
    for minor in ["1.4", "1.0"] {
        let reading = read(&text.replace("\"format\":1", &format!("\"format\":{minor}"))).unwrap();
        assert_eq!(reading.bundle.dateline.entities.len(), 1, "{minor}");
    }
    for unknown in ["0", "-1", "2.9", "1e300"] {
        let reading =
            read(&text.replace("\"format\":1", &format!("\"format\":{unknown}"))).unwrap();
        assert!(reading.bundle.dateline.entities.is_empty(), "{unknown}");
    }
}

#[test]
fn nested_crossing_and_headline_marks_are_kept_in_order() {
    let text = with(
        "The Northern Harbour Authority of Vardel met.",
        r#""marks":[{"id":"c","start":13,"end":40,"quote":"Harbour Authority of Vardel"},
            {"id":"a","start":4,"end":30,"quote":"Northern Harbour Authority"},
            {"id":"n","start":13,"end":20,"quote":"Harbour"},
            {"id":"t","field":"title","start":0,"end":4,"quote":"Tide"}]"#,
    )
    .replace("\"id\":\"a\",\"content", "\"id\":\"a\",\"title\":\"Tide\",\"content");
    let reading = read(&text).unwrap();
    assert_eq!(faults(&reading), [""; 0]);
    let ids: Vec<_> = marks(&reading).iter().map(|mark| mark.id.as_str()).collect();
    assert_eq!(ids, ["t", "a", "c", "n"]);
}
