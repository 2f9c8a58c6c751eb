//! The walls between the rooms, read from the sources: who may import whom, and what
//! stands nowhere at all.
//!
//! The table is the README's. A wall that has to move is moved here and there together.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms it may use besides itself.
const MAY_USE: [(&str, &[&str]); 9] = [
    ("bundle", &[]),
    ("annotate", &["bundle"]),
    ("import", &["bundle", "annotate"]),
    ("export", &["bundle"]),
    ("archive", &["bundle", "annotate"]),
    ("browser", &["bundle", "archive"]),
    ("ui", &["archive", "import", "annotate", "bundle", "browser"]),
    ("embed", &["ui", "browser"]),
    ("cli", &["bundle", "annotate", "import", "export", "archive"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The sources of a room, without its files of tests: those may look at the clock.
fn room_sources(room: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    sources(&src().join(room), &mut files);
    files.retain(|file| !is_of_tests(file));
    assert!(!files.is_empty(), "the room {room} is gone");
    files
}

fn is_of_tests(file: &Path) -> bool {
    file.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("_tests"))
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn no_room_imports_one_above_it() {
    let mut breaches = Vec::new();
    for (room, allowed) in MAY_USE {
        for file in room_sources(room) {
            let text = fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                // Written so that the walls could not be seen from here.
                if line.contains("crate::{") || line.contains("super::super") {
                    breaches.push(format!("{}:{}: spell the path out", file.display(), number + 1));
                }
                for (at, _) in line.match_indices("crate::") {
                    let used: String = line[at + "crate::".len()..]
                        .chars()
                        .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                        .collect();
                    let is_room = MAY_USE.iter().any(|(name, _)| *name == used);
                    if is_room && used != room && !allowed.contains(&used.as_str()) {
                        breaches.push(format!(
                            "{}:{}: {room} uses {used}",
                            file.display(),
                            number + 1
                        ));
                    }
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

/// The viewer reads bundles; one more name here, and every first visit loads the importers.
#[test]
fn the_viewer_stays_free_of_the_importers() {
    for room in ["browser", "ui", "embed"] {
        for file in room_sources(room) {
            let text = fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (at, _) in text.match_indices("import::") {
                let used: String = text[at + "import::".len()..]
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                let allowed = ["open_bundle", "is_bundle"].contains(&used.as_str());
                assert!(allowed, "{}: {used}", file.display());
            }
        }
    }
}

/// A reader whose bundle has marks does not load what finds them: of `annotate` the viewer
/// uses the text layer alone.
#[test]
fn the_viewer_stays_free_of_the_annotator() {
    for room in ["browser", "ui", "embed", "archive", "bundle"] {
        for file in room_sources(room) {
            let text = fs::read_to_string(&file).unwrap();
            for (at, _) in text.match_indices("annotate::") {
                let used: String = text[at + "annotate::".len()..]
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                assert_eq!(used, "sentences", "{}", file.display());
            }
        }
    }
}

#[test]
fn the_core_touches_no_dom_no_clock_and_no_disk() {
    let forbidden = [
        "web_sys",
        "leptos",
        "js_sys",
        "wasm_bindgen",
        "gloo",
        "std::time",
        "SystemTime",
        "Instant::now",
        "std::fs",
        "std::net",
        "std::env",
    ];
    for room in ["bundle", "annotate", "import", "export", "archive"] {
        for file in room_sources(room) {
            let text = fs::read_to_string(&file).unwrap();
            for word in forbidden {
                assert!(!text.contains(word), "{} names {word}", file.display());
            }
        }
    }
}

#[test]
fn web_apis_are_called_without_signals_or_views() {
    for file in room_sources("browser") {
        let text = fs::read_to_string(&file).unwrap();
        for word in ["leptos", "Signal", "view!"] {
            let named = text.replace("AbortSignal", "").contains(word);
            assert!(!named, "{} names {word}", file.display());
        }
    }
}

#[test]
fn files_of_tests_are_compiled_for_tests_only() {
    let mut files = Vec::new();
    sources(&src(), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (number, line) in lines.iter().enumerate() {
            let declares = line.ends_with("_tests.rs\"]")
                || line.starts_with("mod ") && line.ends_with("_tests;");
            let guarded = lines[number.saturating_sub(2)..number].contains(&"#[cfg(test)]");
            assert!(!declares || guarded, "{}:{}: no cfg(test)", file.display(), number + 1);
        }
    }
}

#[test]
fn there_is_no_markup_sink_anywhere() {
    let mut files = Vec::new();
    sources(&src(), &mut files);
    for script in
        ["dateline.js", "importers.js", "annotate.js", "workers.js", "seat.js", "unpack.js"]
    {
        files.push(src().join("../public").join(script));
    }
    let sinks = [
        "inner_html",
        "innerHTML",
        "outer_html",
        "outerHTML",
        "insert_adjacent_html",
        "insertAdjacentHTML",
        "document.write",
        "set_html_unsafe",
        "setHTMLUnsafe",
        "contextual_fragment",
        "ContextualFragment",
        "DomParser",
        "DOMParser",
        "srcdoc",
        "eval(",
        "new Function",
    ];
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for sink in sinks {
            assert!(!text.contains(sink), "{} has {sink}", file.display());
        }
    }
}

#[test]
fn every_source_file_says_what_it_is() {
    let mut files = Vec::new();
    sources(&src(), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//!"), "{} does not open with what it is", file.display());
    }
}
