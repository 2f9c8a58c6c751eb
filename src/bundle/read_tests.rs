//! What `read` makes of sound, odd and broken input, a case a line where it can be.

use super::*;
use crate::bundle::blocks::Rich;
use crate::bundle::model::JSON_FEED;
use serde_json::Value;

/// A one-article bundle around `members` of the item.
fn bundle_with(members: &str) -> String {
    format!(
        r#"{{"version":"{JSON_FEED}","title":"T","_dateline":{{"format":1,
        "entities":[{{"id":"iran","type":"country","name":"Iran"}}]}},
        "items":[{{"id":"a","content_text":"Iran 🕊 Iran, 2018",{members}}}]}}"#
    )
}

/// Faults as `pointer: what`, one a line.
fn told(text: &str) -> String {
    match read(text) {
        Err(fault) => format!("FATAL {}: {}", fault.whereabouts(), fault.what),
        Ok(reading) => {
            let line = |fault: &Fault| {
                format!("{}: {}", fault.pointer.as_deref().unwrap_or("-"), fault.what)
            };
            reading.faults.iter().map(line).collect::<Vec<_>>().join("\n")
        }
    }
}

#[test]
fn refuses_only_what_is_no_feed_and_says_where() {
    for (text, expected) in [
        ("", "FATAL line 1, column 1: The file is empty."),
        ("[]", "FATAL line 1, column 1, at the top: This is JSON, but not an object."),
        ("{}", "FATAL line 1, column 1, at the top: There is no list of items here."),
        ("{\n \"items\": 5}", "FATAL line 2, column 11, at /items: “items” is not a list."),
        (
            "{\"items\": [\n {\"id\": \"a\",, \"x\": 1}]}",
            "FATAL line 2, column 13, at /items/0/id: This is not valid JSON: key must be a string.",
        ),
        (
            "{\"items\": [{\"title\": \"cut o",
            "FATAL line 1, column 27, at /items/0/title: This is not valid JSON: the file ends inside a text.",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn a_plain_feed_is_a_good_bundle() {
    let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[
        {"id":"a","title":"A","content_html":"<p>One</p><p>two &amp; three</p>","author":{"name":"N"}}]}"#;
    let reading = read(text).unwrap();
    assert!(reading.faults.is_empty() && reading.wants_html);
    let stand_in =
        |html: &str, _: Option<&str>| Rich { text: format!("read: {html}"), ..Rich::default() };
    let reading = read_with(text, stand_in).unwrap();
    assert!(reading.faults.is_empty() && !reading.wants_html);
    let article = &reading.bundle.items[0];
    assert_eq!(article.content_text, "read: <p>One</p><p>two &amp; three</p>");
    assert_eq!(article.authors[0].name.as_deref(), Some("N"));
    assert!(article.more.contains_key("content_html"), "the HTML is not lost");
}

#[test]
fn every_fault_is_told_once_and_the_rest_is_kept() {
    for (members, expected) in [
        (r#""title":"fine""#, ""),
        (r#""title":5"#, "/items/0/title: This is a number, not text in quotes."),
        (r#""tags":["x",1]"#, "/items/0/tags/1: This is a number, not text in quotes."),
        (
            r#""date_published":"soon""#,
            "/items/0/date_published: “soon” is not a date this program can read.",
        ),
        (
            r#""_dateline":{"marks":[{"start":0,"end":4,"quote":"Iran","entity":"nobody"}]}"#,
            "/items/0/_dateline/marks/0/entity: No entity of this bundle has the id “nobody”.",
        ),
        (
            r#""_dateline":{"marks":[{"start":8,"end":12,"quote":"Iran"}]}"#,
            "/items/0/_dateline/marks/0: The offsets of “Iran” count UTF-16 units, which is not what the file declares.",
        ),
        (
            r#""_dateline":{"marks":[{"start":1,"end":5,"quote":"Oman"}]}"#,
            "/items/0/_dateline/marks/0: “Oman” does not stand in this text.",
        ),
        (
            r#""_dateline":{"marks":[{"start":"x"}]}"#,
            "/items/0/_dateline/marks/0/start: This is text, not a whole number, 0 or more.\n\
             /items/0/_dateline/marks/0: There is no “start/end” here.",
        ),
        (
            r#""_dateline":{"events":[{"label":"E","when":"2018","evidence":["m9"]}]}"#,
            "/items/0/_dateline/events/0/evidence: This article has no mark “m9”.",
        ),
        (
            r#""_dateline":{"issued":"last week"}"#,
            "/items/0/_dateline/issued: “last week” is not a date this program can read.",
        ),
    ] {
        let mut lines: Vec<_> = expected.lines().collect();
        lines.sort_unstable();
        let found = told(&bundle_with(members));
        let mut found: Vec<_> = found.lines().collect();
        found.sort_unstable();
        assert_eq!(found, lines, "{members}");
    }
}

#[test]
fn marks_end_up_in_code_points_whatever_the_file_counts() {
    for (unit, start, end) in [("codepoint", 13, 17), ("utf16", 14, 18), ("utf8", 16, 20)] {
        let text = bundle_with(&format!(
            r#""_dateline":{{"marks":[{{"id":"m","start":{start},"end":{end},"quote":"2018","time":{{"value":"2018"}}}}]}}"#
        ))
        .replace("\"format\":1,", &format!("\"format\":1,\"offset_unit\":\"{unit}\","));
        let reading = read(&text).unwrap();
        assert_eq!(reading.faults, [], "{unit}");
        let mark = &reading.bundle.items[0].dateline.marks[0];
        assert_eq!((mark.start, mark.end), (13, 17), "{unit}");
    }
}

#[test]
fn one_broken_item_does_not_lose_the_others() {
    let text = r#"{"items":[{"id":"a","content_text":"x"},7,{"id":"a","content_text":"y"},{"content_text":"z"}]}"#;
    let reading = read(text).unwrap();
    let ids: Vec<_> = reading.bundle.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["a", "a-2", "item-4"]);
    assert_eq!(reading.faults.len(), 3);
    assert!(reading.faults.iter().all(|fault| fault.place.is_some()));
}

#[test]
fn unknown_members_survive_a_round_trip() {
    let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","x":{"y":[1,2.5,null]},
        "_dateline":{"format":1,"offset_unit":"codepoint","z":true,
          "entities":[{"id":"e","type":"person","name":"E","note":"n"}]},
        "items":[{"id":"a","content_text":"Ed","image":"i.png","authors":[{"name":"N","url":"u"}],
          "_dateline":{"w":1,"marks":[{"id":"m","start":0,"end":2,"quote":"Ed","entity":"e","confidence":0.5,
             "time":{"value":"2018","basis":"editor","v":2}}],
           "events":[{"id":"v","label":"L","when":"2018","evidence":["m"],"entities":["e",{"id":"e","role":"r"}],"u":0}]}}]}"#;
    let reading = read(text).unwrap();
    assert_eq!(reading.faults, []);
    let written = serde_json::to_value(&reading.bundle).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn an_unknown_major_version_opens_as_a_plain_feed() {
    let text = bundle_with(r#""_dateline":{"marks":"changed meaning"}"#)
        .replace("\"format\":1", "\"format\":2");
    let reading = read(&text).unwrap();
    assert_eq!(reading.faults.len(), 1);
    assert_eq!(reading.faults[0].severity, Severity::Notice);
    assert_eq!(reading.bundle.items[0].content_text, "Iran 🕊 Iran, 2018");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert!(read("\u{feff}{\"items\":[]}").is_ok());
}

#[test]
fn what_nests_too_deep_is_left_out_alone() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    // The item's own bracket and the two around it count.
    for (levels, kept) in [(124, true), (125, false), (100_000, false)] {
        let text = format!(
            r#"{{"x":{},"items":[{{"id":"a","content_text":"x","deep":{}}},{{"id":"b","content_text":"y"}}]}}"#,
            deep(levels + 2),
            deep(levels)
        );
        let reading = read(&text).unwrap();
        let ids: Vec<_> = reading.bundle.items.iter().map(|item| item.id.as_str()).collect();
        let found: Vec<_> = reading.faults.iter().map(|f| f.pointer.as_deref().unwrap()).collect();
        if kept {
            assert_eq!((ids.as_slice(), found.len()), (&["a", "b"][..], 0));
            let written = serde_json::to_string(&reading.bundle).unwrap();
            assert!(serde_json::from_str::<Value>(&written).is_ok(), "others can read it");
        } else {
            assert_eq!((ids.as_slice(), found.as_slice()), (&["b"][..], &["/x", "/items/0"][..]));
        }
    }
    let _ = told(&"[".repeat(100_000));
}

#[test]
fn unknown_members_keep_their_order_and_their_digits() {
    let item = r#"{"id":"a","content_text":"x","z":1.50,"a":[12345678901234567890123,-0.0,1e999],"m":"\u00e9"}"#;
    let reading = read(&format!("{{\"items\":[{item}]}}")).unwrap();
    assert_eq!(reading.faults, []);
    assert_eq!(serde_json::to_string(&reading.bundle.items[0]).unwrap(), item);
}

#[test]
fn half_a_character_is_a_fault_of_its_place_only() {
    let text = bundle_with("\"title\":\"A \\ud83d dove\"");
    assert_eq!(
        told(&text),
        "/items/0/title: Half of a character (a lone surrogate) is written here."
    );
    assert_eq!(read(&text).unwrap().bundle.items[0].title.as_deref(), Some("A \u{fffd} dove"));
}

#[test]
fn of_repeated_members_the_last_counts() {
    let reading = read(
        r#"{"items":5,"items":[{"id":"b","id":"a","title":"T","titl\u0065":"U","content_text":"x"}]}"#,
    );
    let article = &reading.unwrap().bundle.items[0];
    assert_eq!((article.id.as_str(), article.title.as_deref()), ("a", Some("U")));
    assert!(article.more.is_empty());
}

#[test]
fn every_fault_has_the_line_and_column_of_its_value() {
    let text = "\u{feff}{\"items\": [\n  {\"id\": \"é\", \"title\": 5},\n  7,\n\n{\"id\": \"é\",\n\"tags\": [1]}],\n \"title\": 1}";
    let faults = read(text).unwrap().faults;
    let places: Vec<_> = faults.iter().map(Fault::whereabouts).collect();
    assert_eq!(
        places,
        [
            "line 2, column 3, at /items/0",
            "line 2, column 24, at /items/0/title",
            "line 3, column 3, at /items/1",
            "line 5, column 1, at /items/2",
            "line 5, column 8, at /items/2/id",
            "line 6, column 10, at /items/2/tags/0",
            "line 7, column 11, at /title",
        ]
    );
}
