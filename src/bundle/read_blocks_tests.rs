//! What reading makes of sound and of wrong blocks.

use crate::bundle::blocks::cover;
use crate::bundle::{Block, Reading, read};

const TEXT: &str = "🕊 Tides\n\nLow, see the chart.\n\nDay\tHour\nMon\t4";

fn reading(unit: &str, blocks: &str) -> Reading {
    let text = serde_json::to_string(TEXT).unwrap();
    read(&format!(
        r#"{{"title":"T","_dateline":{{"format":1,"offset_unit":"{unit}"}},
        "items":[{{"id":"a","content_text":{text},"_dateline":{{"blocks":{blocks}}}}}]}}"#
    ))
    .unwrap()
}

/// Blocks as `kind|words|spans|cells`.
fn told(blocks: &[Block]) -> Vec<String> {
    let chars: Vec<char> = TEXT.chars().collect();
    let words = |start: usize, end: usize| chars[start..end].iter().collect::<String>();
    let line = |block: &Block| {
        let mut line = format!("{}|{}", block.kind.word(), words(block.start, block.end));
        for span in &block.spans {
            line += &format!("|{}:{}", span.kind.word(), words(span.start, span.end));
        }
        for cell in block.rows.iter().flatten() {
            line += &format!("|{}", words(cell.start, cell.end));
        }
        line
    };
    blocks.iter().map(line).collect()
}

#[test]
fn sound_blocks_are_the_same_whatever_the_file_counts() {
    let blocks = |shift: [usize; 2]| {
        let [a, b] = shift; // how many units the dove takes more than one, before and after
        format!(
            r#"[{{"type":"heading","start":0,"end":{},"level":2}},
            {{"type":"paragraph","start":{},"end":{},"spans":[
                {{"type":"link","start":{},"end":{},"href":"https://example.org/chart"}},
                {{"type":"emphasis","start":{},"end":{}}}]}},
            {{"type":"rule","start":{},"end":{}}},
            {{"type":"table","start":{},"end":{},"x":[1],"rows":[
                [{{"start":{},"end":{},"header":true}},{{"start":{},"end":{},"header":true}}],
                [{{"start":{},"end":{}}},{{"start":{},"end":{}}}]]}}]"#,
            7 + a,
            9 + b,
            28 + b,
            18 + b,
            27 + b,
            9 + b,
            12 + b,
            30 + b,
            30 + b,
            30 + b,
            44 + b,
            30 + b,
            33 + b,
            34 + b,
            38 + b,
            39 + b,
            42 + b,
            43 + b,
            44 + b,
        )
    };
    let code_points = reading("codepoint", &blocks([0, 0]));
    assert_eq!(code_points.faults, []);
    assert_eq!(
        told(&code_points.bundle.items[0].dateline.blocks),
        [
            "heading|🕊 Tides",
            "paragraph|Low, see the chart.|emphasis:Low|link:the chart",
            "rule|",
            "table|Day\tHour\nMon\t4|Day|Hour|Mon|4",
        ]
    );
    assert_eq!(reading("utf16", &blocks([1, 1])), code_points);
    assert_eq!(reading("utf8", &blocks([3, 3])), code_points);
    let again = serde_json::to_string(&code_points.bundle).unwrap();
    assert_eq!(read(&again).unwrap().bundle, code_points.bundle, "written and read again");
}

#[test]
fn what_is_wrong_is_told_and_left_out_and_the_text_stays() {
    let link = |href: &str| {
        format!(
            r#"[{{"start":9,"end":28,"spans":[{{"type":"link","start":9,"end":12,"href":"{href}"}}]}}]"#
        )
    };
    for (blocks, pointer, what, expected) in [
        ("7", "", "This is a number, not a list in square brackets.", vec![]),
        ("[7]", "/0", "This is a number, not an object.", vec![]),
        (r#"[{"start":0}]"#, "/0", "There is no “start/end” here.", vec![]),
        (
            r#"[{"start":0,"end":99}]"#,
            "/0",
            "This block (0 to 99) is outside the text, or cuts a character.",
            vec![],
        ),
        (r#"[{"start":9,"end":7}]"#, "/0", "This block ends at 7, before it begins at 9.", vec![]),
        (
            r#"[{"start":9,"end":28},{"type":"quote","start":0,"end":7}]"#,
            "/1",
            "This block begins before the one before it ends.",
            vec!["paragraph|Low, see the chart."],
        ),
        (
            r#"[{"type":"sidebar","start":0,"end":7}]"#,
            "/0/type",
            "“sidebar” is not a type this program knows.",
            vec!["paragraph|🕊 Tides"],
        ),
        (
            r#"[{"type":"heading","start":0,"end":7,"level":1}]"#,
            "/0/level",
            "1 is not a level of a heading.",
            vec!["heading|🕊 Tides"],
        ),
        (
            r#"[{"type":"item","start":0,"end":7,"ordinal":4294967296}]"#,
            "/0/ordinal",
            "4294967296 is too great a number for an item.",
            vec!["item|🕊 Tides"],
        ),
        (
            r#"[{"type":"figure","start":0,"end":7,"src":"data:image/png,x"}]"#,
            "/0/src",
            "“data:image/png,x” is not an address that may be used here.",
            vec!["figure|🕊 Tides"],
        ),
        (
            r#"[{"type":"rule","start":0,"end":7}]"#,
            "/0",
            "A rule has no text, but this one covers some.",
            vec!["paragraph|🕊 Tides"],
        ),
        (
            &link("javascript:alert(1)"),
            "/0/spans/0/href",
            "“javascript:alert(1)” is not an address that may be used here.",
            vec!["paragraph|Low, see the chart."],
        ),
        (
            r#"[{"start":9,"end":28,"spans":[{"type":"link","start":9,"end":12}]}]"#,
            "/0/spans/0",
            "There is no “href” here.",
            vec!["paragraph|Low, see the chart."],
        ),
        (
            r#"[{"start":9,"end":28,"spans":[{"type":"code","start":8,"end":12}]}]"#,
            "/0/spans/0",
            "This span reaches out of its block.",
            vec!["paragraph|Low, see the chart."],
        ),
        (
            r#"[{"start":9,"end":28,"spans":[{"type":"code","start":12,"end":12}]}]"#,
            "/0/spans/0",
            "This span covers nothing.",
            vec!["paragraph|Low, see the chart."],
        ),
        (
            r#"[{"start":9,"end":28,"spans":[{"type":"blink","start":9,"end":12}]}]"#,
            "/0/spans/0/type",
            "“blink” is not a type this program knows.",
            vec!["paragraph|Low, see the chart."],
        ),
        (
            r#"[{"start":9,"end":28,"spans":[{"start":9,"end":12}]}]"#,
            "/0/spans/0",
            "There is no “type” here.",
            vec!["paragraph|Low, see the chart."],
        ),
        (
            r#"[{"start":9,"end":28,"spans":[{"type":"strong","start":9,"end":12,"x":1}]}]"#,
            "/0/spans/0",
            "This span has members that this program does not know.",
            vec!["paragraph|Low, see the chart.|strong:Low"],
        ),
        (
            r#"[{"type":"table","start":30,"end":44,"rows":[[{"start":30,"end":38}]]}]"#,
            "/0/rows",
            "There are words in this table that no cell of it covers.",
            vec!["preformatted|Day\tHour\nMon\t4"],
        ),
        (
            r#"[{"type":"table","start":30,"end":44}]"#,
            "/0/rows",
            "There are words in this table that no cell of it covers.",
            vec!["preformatted|Day\tHour\nMon\t4"],
        ),
        (
            r#"[{"type":"quote","start":30,"end":44,"rows":[[{"start":30,"end":38}]]}]"#,
            "/0/rows",
            "A quote has no rows.",
            vec!["quote|Day\tHour\nMon\t4"],
        ),
        (
            r#"[{"type":"table","start":30,"end":44,"rows":[[{"start":30,"end":44},{"start":39,"end":42}]]}]"#,
            "/0/rows/0/1",
            "This cell reaches out of its table, or into the cell before it.",
            vec!["table|Day\tHour\nMon\t4|Day\tHour\nMon\t4"],
        ),
        (
            r#"[{"type":"table","start":30,"end":44,"rows":[[{"start":30,"end":44}],5]}]"#,
            "/0/rows/1",
            "This is a number, not a list of cells.",
            vec!["table|Day\tHour\nMon\t4|Day\tHour\nMon\t4"],
        ),
    ] {
        let reading = reading("codepoint", blocks);
        let faults: Vec<_> = reading
            .faults
            .iter()
            .map(|fault| (fault.pointer.clone().unwrap_or_default(), fault.what.as_str()))
            .collect();
        let pointer = format!("/items/0/_dateline/blocks{pointer}");
        assert_eq!(faults, [(pointer, what)], "{blocks}");
        assert!(reading.faults.iter().all(|fault| fault.place.is_some()), "{blocks}");
        let blocks_read = &reading.bundle.items[0].dateline.blocks;
        assert_eq!(told(blocks_read), expected, "{blocks}");
        let shown = told(&cover(TEXT, blocks_read)).join("\n");
        for word in ["Tides", "see the chart.", "Day"] {
            assert!(shown.contains(word), "{word} is not shown: {blocks}");
        }
    }
}

#[test]
fn half_a_character_is_no_place_for_a_block() {
    let reading = reading("utf16", r#"[{"type":"quote","start":1,"end":8}]"#);
    assert_eq!(reading.faults.len(), 1);
    assert!(reading.bundle.items[0].dateline.blocks.is_empty());
}
