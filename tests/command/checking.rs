//! Faults of a bundle: told, and mended.

use crate::{SAMPLES, code, dateline, stderr, stdout};
use std::fs;
use std::path::Path;

#[test]
fn sound_bundles_are_sound() {
    for (file, summary) in [
        ("bundle", "1 article, 3 marks, 1 event; 0 errors, 0 notices"),
        ("clash", "1 article, 1 mark, 0 events; 0 errors, 0 notices"),
        ("crlf", "1 article, 1 mark, 0 events; 0 errors, 0 notices"),
        ("plain-feed", "2 articles, 0 marks, 0 events; 0 errors, 0 notices"),
        ("rich", "1 article, 6 marks, 2 events; 0 errors, 0 notices"),
        ("utf16-offsets", "1 article, 1 mark, 0 events; 0 errors, 0 notices"),
    ] {
        let output = dateline(&["check", &format!("valid/{file}.json")]);
        assert_eq!((code(&output), stdout(&output)), (0, format!("{summary}\n")), "{file}");
    }
    every_sample_is_expected("valid", 6);
}

#[test]
fn broken_bundles_say_what_where_and_how_to_mend_it() {
    for (file, expected_code, words) in [
        (
            "bad-blocks.json",
            1,
            "/items/0/_dateline/blocks/2/spans/0/href): “javascript:alert(1)” is not an address",
        ),
        ("bad-date.json", 1, "line 5, column 59, at /items/0/date_published): “last Tuesday”"),
        ("cut-off.json", 2, "line 4, column 40, at /items/0/content_text): This is not valid JSON"),
        ("duplicate-id.json", 1, "line 6, column 12, at /items/1/id): Another item"),
        ("empty.json", 2, "line 1, column 1): The file is empty."),
        ("empty-mark.json", 1, "The start and the end of this mark are the same"),
        ("latin-1.txt", 2, "line 1, column 8): This is not UTF-8"),
        ("list.json", 2, "This is JSON, but not an object."),
        (
            "lost-mark.json",
            1,
            "line 7, column 7, at /items/0/_dateline/marks/0): “Vardel” does not",
        ),
        ("missing-comma.json", 2, "line 3, column 3"),
        ("moved-mark.json", 1, "“Vardel” is not at the offsets given, but 2 code points before."),
        ("newer-format.json", 0, "notice (line 4, column 27, at /_dateline/format)"),
        ("no-items.json", 2, "There is no list of items here."),
        ("unknown-entity.json", 1, "No entity of this bundle has the id “nowhere”."),
        ("wrong-type.json", 1, "line 3, column 12, at /title): This is a number"),
    ] {
        let output = dateline(&["check", &format!("invalid/{file}")]);
        assert_eq!(code(&output), expected_code, "{file}");
        // What cannot be read is a failure of the call; faults are its result.
        let told = if expected_code == 2 { stderr(&output) } else { stdout(&output) };
        assert!(told.contains(words), "{file}: {told}");
    }
    every_sample_is_expected("invalid", 15);
}

/// A sample nobody expects anything of tests nothing.
fn every_sample_is_expected(folder: &str, count: usize) {
    assert_eq!(fs::read_dir(Path::new(SAMPLES).join(folder)).unwrap().count(), count);
}
