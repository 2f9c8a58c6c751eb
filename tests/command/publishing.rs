//! Making a site: whole or in parts, for any static host.

use crate::{code, dateline_in, stderr};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const BUNDLE: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Harbour notes",
    "items":[{"id":"a","title":"Low tide","content_text":"Nothing moved."},
             {"id":"b","title":"High tide","content_text":"All moved.","date_published":"2024-03-05"}]}"#;

/// A folder with a bundle and something like a viewer.
fn workshop(bundle: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let viewer = folder.path().join("viewer");
    fs::create_dir_all(&viewer).unwrap();
    fs::write(folder.path().join("notes.json"), bundle).unwrap();
    fs::write(viewer.join("dateline.js"), "export {};\n".repeat(40)).unwrap();
    fs::write(viewer.join("index.html"), r#"<dateline-viewer src="dossier.json">"#).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The one thing in a folder whose name begins so.
fn one(folder: &Path, start: &str, end: &str) -> PathBuf {
    let names = names(folder);
    let mut found = names.iter().filter(|name| name.starts_with(start) && name.ends_with(end));
    let name = found.next().cloned().unwrap_or_default();
    assert!(!name.is_empty(), "{start}…{end} in {names:?}");
    assert_eq!(found.next(), None, "{start}…{end} in {names:?}");
    folder.join(name)
}

#[test]
fn a_small_bundle_is_one_file_with_its_index() {
    let folder = workshop(BUNDLE);
    let made =
        dateline_in(folder.path(), &["site", "notes.json", "-o", "out", "--viewer", "viewer"]);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    let out = folder.path().join("out");
    let bundle = one(&out, "bundle-", ".json");
    one(&out, "bundle-", ".index");
    one(&out, "dateline.js", ".br");
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains(&*bundle.file_name().unwrap().to_string_lossy()), "{page}");
    assert!(page.contains("index="), "{page}");
}

#[test]
fn in_parts_there_is_a_manifest_and_a_folder_with_a_hash() {
    let folder = workshop(BUNDLE);
    let call = ["site", "notes.json", "-o", "out", "--viewer", "viewer", "--parts", "--plain"];
    let made = dateline_in(folder.path(), &call);
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    assert!(stderr(&made).contains("2 articles"), "{}", stderr(&made));
    let out = folder.path().join("out");
    let manifest = fs::read_to_string(one(&out, "archive-", ".json")).unwrap();
    let parts = one(&out, "parts-", "");
    let name = parts.file_name().unwrap().to_string_lossy().into_owned();
    assert!(manifest.contains(&name) && manifest.contains("Harbour notes"), "{manifest}");
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("src=\"archive-") && !page.contains("index="), "{page}");
    let before = names(&parts);
    for kind in ["plan.part", "columns.part", "terms-0.part", "articles-0.json", "ids-0.part"] {
        assert!(before.iter().any(|name| name == kind), "{kind} in {before:?}");
    }
    // The same again is the same; another bundle is another folder beside it.
    assert_eq!(code(&dateline_in(folder.path(), &call)), 0);
    assert_eq!(names(&one(&out, "parts-", "")), before);
    fs::write(folder.path().join("notes.json"), BUNDLE.replace("All moved", "All sank")).unwrap();
    assert_eq!(code(&dateline_in(folder.path(), &call)), 0);
    assert_eq!(names(&out).iter().filter(|name| name.starts_with("parts-")).count(), 2);
}

#[test]
fn articles_in_html_and_faults_are_no_hindrance() {
    let html = BUNDLE
        .replace(
            "\"content_text\":\"Nothing moved.\"",
            "\"content_html\":\"<p>Nothing <b>stirred</b>.</p>\"",
        )
        .replace("\"2024-03-05\"", "\"yesterday\"");
    let folder = workshop(&html);
    let call = ["site", "notes.json", "-o", "out", "--viewer", "viewer", "--parts", "--plain"];
    let made = dateline_in(folder.path(), &call);
    assert!(stderr(&made).contains("yesterday"), "what is odd is told: {}", stderr(&made));
    let parts = one(&folder.path().join("out"), "parts-", "");
    let articles = fs::read_to_string(parts.join("articles-0.json")).unwrap();
    assert!(articles.contains("Nothing stirred."), "{articles}");
    fs::write(folder.path().join("notes.json"), "{\"items\":7}").unwrap();
    let refused = dateline_in(folder.path(), &call);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("notes.json"), "{}", stderr(&refused));
}
