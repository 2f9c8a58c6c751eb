//! What the documentation shows works, and what it lists is complete.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use dateline::bundle::{
    Basis, BlockKind, EntityType, OffsetUnit, SpanKind, blocks::cover, read, schema,
};
use std::fs;

fn page(name: &str) -> String {
    let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The code of a language that a page shows.
fn shown<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let open = format!("```{language}\n");
    let rest = page.split(open.as_str()).skip(1);
    rest.map(|rest| rest.split("\n```").next().unwrap()).collect()
}

#[test]
fn every_bundle_shown_is_without_fault() {
    let schema = jsonschema::validator_for(&schema::schema()).unwrap();
    for (name, count) in [("docs/bundle.md", 2), ("README.md", 1)] {
        let page = page(name);
        let bundles = shown(&page, "json");
        assert_eq!(bundles.len(), count, "{name}");
        for bundle in bundles {
            let reading = read(bundle).unwrap();
            assert_eq!(reading.faults, [], "{name}: {bundle}");
            let value = serde_json::from_str(bundle).unwrap();
            let refused: Vec<_> = schema.iter_errors(&value).map(|e| e.to_string()).collect();
            assert_eq!(refused, [""; 0], "{name}: {bundle}");
        }
    }
}

#[test]
fn the_marks_and_blocks_shown_are_what_they_seem() {
    let page = page("docs/bundle.md");
    let [minimal, blocks] = shown(&page, "json")[..] else { panic!("two examples") };
    let minimal = read(minimal).unwrap().bundle;
    let ext = &minimal.items[0].dateline;
    let quotes: Vec<_> = ext.marks.iter().map(|mark| mark.quote.as_str()).collect();
    assert_eq!(quotes, ["Rask", "4 March 2024"]);
    assert_eq!(ext.events[0].evidence, ["m2"]);
    let article = &read(blocks).unwrap().bundle.items[0];
    let chars: Vec<char> = article.content_text.chars().collect();
    let words = |start: usize, end: usize| chars[start..end].iter().collect::<String>();
    let blocks = cover(&article.content_text, &article.dateline.blocks);
    let kinds: Vec<_> = blocks.iter().map(|block| block.kind.word()).collect();
    assert_eq!(kinds, ["heading", "paragraph", "table"]);
    let link = &blocks[1].spans[0];
    assert_eq!(words(link.start, link.end), "the chart");
    let cells = blocks[2].rows.iter().flatten().map(|cell| words(cell.start, cell.end));
    assert_eq!(cells.collect::<Vec<_>>(), ["Day", "Hour", "Monday", "4"]);
}

#[test]
fn every_word_and_member_of_the_format_is_on_the_page() {
    let page = page("docs/bundle.md");
    let mut words: Vec<&str> = Vec::new();
    words.extend(EntityType::ALL.map(EntityType::word));
    words.extend(Basis::ALL.map(Basis::word));
    words.extend(BlockKind::ALL.map(BlockKind::word));
    words.extend(SpanKind::ALL.map(SpanKind::word));
    words.extend(OffsetUnit::ALL.map(OffsetUnit::word));
    for word in words {
        assert!(page.contains(&format!("`{word}`")), "“{word}” is not on the page");
    }
    let schema = schema::schema();
    let types = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    for members in types.filter_map(|kind| kind.get("properties")?.as_object()) {
        for member in members.keys().filter(|member| *member != "_dateline") {
            let shown = page.contains(&format!("`{member}`"))
                || page.contains(&format!(".{member}`"))
                || page.contains(&format!("\"{member}\""));
            assert!(shown, "the member “{member}” is not on the page");
        }
    }
}
