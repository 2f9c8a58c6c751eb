//! Faults of a bundle: told, and mended.

use crate::{SAMPLES, code, dateline, dateline_in, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

#[test]
fn sound_bundles_are_sound() {
    for (file, summary) in [
        ("bundle", "1 article, 3 marks, 1 event; 0 errors, 0 notices"),
        ("clash", "1 article, 1 mark, 0 events; 0 errors, 0 notices"),
        ("crlf", "1 article, 1 mark, 0 events; 0 errors, 0 notices"),
        ("plain-feed", "2 articles, 0 marks, 0 events; 0 errors, 0 notices"),
        ("rich", "1 article, 6 marks, 2 events; 0 errors, 1 notice"),
        ("utf16-offsets", "1 article, 1 mark, 0 events; 0 errors, 0 notices"),
    ] {
        let output = dateline(&["check", &format!("valid/{file}.json")]);
        let told = stdout(&output);
        assert_eq!((code(&output), told.lines().last()), (0, Some(summary)), "{file}");
        let quiet = summary.ends_with("0 notices");
        assert_eq!(told.lines().count() == 1, quiet, "{file}: {told}");
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

/// A folder of its own with the samples of a kind, so that copies may be written.
fn copied(kind: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    for entry in fs::read_dir(Path::new(SAMPLES).join(kind)).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn whatever_can_be_opened_can_be_mended() {
    let folder = copied("invalid");
    let mut mended = 0;
    for name in names(folder.path()) {
        let before = fs::read(folder.path().join(&name)).unwrap();
        let expected = code(&dateline_in(&folder, &["check", &name]));
        let output = dateline_in(&folder, &["check", "--fix", &name]);
        assert_eq!(code(&output), if expected == 2 { 2 } else { 0 }, "{name}: {}", stdout(&output));
        assert_eq!(fs::read(folder.path().join(&name)).unwrap(), before, "{name} was changed");
        let copy = format!("{}.fixed.json", name.rsplit_once('.').unwrap().0);
        assert_eq!(folder.path().join(&copy).exists(), expected == 1, "{name}");
        if expected == 1 {
            assert!(stdout(&output).contains("mended ("), "{name}: {}", stdout(&output));
            let again = dateline_in(&folder, &["check", &copy]);
            assert_eq!(code(&again), 0, "{name}: {}", stdout(&again));
            assert!(stdout(&again).contains("; 0 errors, "), "{name}: {}", stdout(&again));
            mended += 1;
        }
    }
    assert!(mended >= 5, "only {mended} samples could be mended");
}

#[test]
fn a_mended_copy_says_what_was_changed_and_goes_where_it_is_told() {
    let folder = copied("invalid");
    let name = "bad-date.json";
    let output = dateline_in(&folder, &["check", "--fix", name]);
    for words in [
        "mended (line 5, column 59, at /items/0/date_published): “last Tuesday” is not a date",
        "changed: “last Tuesday”, the date of the article “a”, is kept as “published_as_written”.",
        "bad-date.fixed.json: 1 mended, 0 left; 0 notices",
    ] {
        assert!(stdout(&output).contains(words), "{words}: {}", stdout(&output));
    }
    // A copy that is there already is not overwritten.
    let again = dateline_in(&folder, &["check", "--fix", name]);
    assert_eq!(code(&again), 2);
    assert!(stderr(&again).contains("bad-date.fixed.json is there already"));
    // To standard output; what was changed is then told beside it.
    let output = dateline_in(&folder, &["check", "--fix", name, "-o", "-"]);
    let copy: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(copy["items"][0]["_dateline"]["published_as_written"], "last Tuesday");
    assert!(stderr(&output).contains("changed: “last Tuesday”"));
    // Over the file itself, if that is what is asked for.
    assert_eq!(code(&dateline_in(&folder, &["check", "--fix", name, "-o", name])), 0);
    assert_eq!(code(&dateline_in(&folder, &["check", name])), 0);
    // A sound file needs no copy.
    let output = dateline_in(&folder, &["check", "--fix", name]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).contains("there is nothing to mend; nothing was written."));
}

#[test]
fn a_report_in_json_has_the_shape_that_is_documented() {
    let files = ["valid/bundle.json", "invalid/moved-mark.json", "invalid/list.json", "nowhere"];
    let output = dateline(&[&["check", "--json"], &files[..]].concat());
    assert_eq!(code(&output), 2);
    let reports: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told = |report: &Value| {
        let number = |key: &str| report[key].as_u64().unwrap();
        let fault = &report["faults"][0];
        let faults = report["faults"].as_array().unwrap().len();
        format!(
            "{} {} {} {} {} {} {faults} {} {} {} {} {}",
            report["file"].as_str().unwrap(),
            number("articles"),
            number("marks"),
            number("events"),
            number("errors"),
            number("notices"),
            fault["severity"],
            fault["pointer"],
            fault["line"],
            fault["column"],
            fault["offset"],
        )
    };
    assert_eq!(
        reports.iter().map(told).collect::<Vec<_>>(),
        [
            "valid/bundle.json 1 3 1 0 0 0 null null null null null",
            "invalid/moved-mark.json 1 1 0 1 0 1 \"error\" \"/items/0/_dateline/marks/0\" 7 7 258",
            "invalid/list.json 0 0 0 1 0 1 \"fatal\" \"\" 1 1 0",
            "nowhere 0 0 0 1 0 1 \"fatal\" null null null null",
        ]
    );
    for fault in reports.iter().flat_map(|report| report["faults"].as_array().unwrap()) {
        assert!(fault["what"].is_string() && fault["remedy"].is_string(), "{fault}");
    }
}

#[test]
fn several_files_are_told_apart_and_the_worst_decides() {
    let output =
        dateline(&["check", "valid/bundle.json", "invalid/bad-date.json", "texts/quay.txt"]);
    assert_eq!(code(&output), 1);
    for words in ["valid/bundle.json\n1 article", "\ninvalid/bad-date.json\nerror (line 5"] {
        assert!(stdout(&output).contains(words), "{words}: {}", stdout(&output));
    }
    // A text is checked as what it would be in a bundle.
    assert!(stdout(&output).contains("texts/quay.txt\nnotice (line 8, column 1): Lines 8"));
    assert!(!stdout(&output).contains('\u{1b}'), "no colour where nobody sees it");
    let output = dateline(&["check", "valid/bundle.json", "nowhere.json", "invalid/bad-date.json"]);
    assert_eq!(code(&output), 2);
}
