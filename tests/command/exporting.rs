//! Bundles in other formats.

use crate::{code, dateline, stderr, stdout};
use std::fs;
use tempfile::TempDir;

#[test]
fn a_bundle_is_exported_and_what_is_lost_is_said() {
    let output = dateline(&["export", "ics", "annotated/export.json"]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).starts_with("BEGIN:VCALENDAR\r\n"));
    let told = "dateline: annotated/export.json: notice: 1 event without a date could not be put in \
                a calendar. Export a bundle to keep everything.";
    assert!(stderr(&output).contains(told), "{}", stderr(&output));

    let folder = TempDir::new().unwrap();
    let out = folder.path().join("marks.csv");
    let output =
        dateline(&["export", "marks.csv", "annotated/spacy.json", "-o", out.to_str().unwrap()]);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 11);

    let output = dateline(&["export", "docx", "annotated/export.json"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("marks.csv"), "{}", stderr(&output));
    assert_eq!(code(&dateline(&["export", "md", "nowhere.json"])), 2);
}
