//! What `read` makes of sound, odd and broken input, a case a line where it can be.

use super::*;
use crate::bundle::blocks::Rich;

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
            "FATAL line 1, column 27, at /items/0/title: This is not valid JSON: EOF while parsing a string.",
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
fn nesting_without_end_is_an_error_not_a_crash() {
    let deep = format!("{{\"items\":[{}{}]}}", "[".repeat(100_000), "]".repeat(100_000));
    let _ = told(&deep);
    let _ = told(&"[".repeat(100_000));
}
