//! Inputs on which something once went wrong, found by fuzzing (`script/fuzz`): each opens
//! or is refused, and says why. The first part of a file's name is the kind it came as.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails loudly")]

use dateline::{bundle, import};
use std::fs;
use std::path::Path;

#[test]
fn what_was_found_once_is_not_found_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/found");
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Err(fault) = import::open(&name, &bytes) {
            assert!(!fault.what.is_empty() && !fault.remedy.is_empty(), "{name}");
        }
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(first) = bundle::read(&text) {
            let written = serde_json::to_string(&first.bundle).unwrap();
            assert_eq!(bundle::read(&written).unwrap().bundle, first.bundle, "{name}");
        }
        let _ = import::html::fragment(&text, Some("https://example.org/"));
    }
}
