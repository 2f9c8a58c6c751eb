//! Files that are named become one bundle.

use crate::{code, dateline, stderr, stdout};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

#[test]
fn texts_become_one_bundle() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("bundle.json");
    let inputs = ["texts/quay.txt", "texts/wrapped.txt", "texts/crlf.txt"];
    let options =
        ["-o", out.to_str().unwrap(), "--title", "Quay", "--issued", "2024-03-05", "--no-annotate"];
    let output = dateline(&[&["bundle"], &inputs[..], &options[..]].concat());
    assert_eq!((code(&output), stdout(&output).as_str()), (0, ""));
    for words in ["quay.txt: notice (line 8, column 1)", "“Date archive”", "“1 2 3 … 7 »”"]
    {
        assert!(stderr(&output).contains(words), "{words}: {}", stderr(&output));
    }

    let text = fs::read_to_string(&out).unwrap();
    assert!(text.ends_with("}\n") && !text.contains('\r'));
    let bundle: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(bundle["title"], "Quay");
    let check = |index: usize, id: &str, paragraphs: &[usize], last: &str| {
        let article = &bundle["items"][index];
        let body = article["content_text"].as_str().unwrap();
        let lines: Vec<usize> = body.split("\n\n").map(|p| p.lines().count()).collect();
        assert_eq!((article["id"].as_str(), lines.as_slice()), (Some(id), paragraphs));
        assert!(body.ends_with(last), "{body}");
        assert_eq!(article["_dateline"]["issued"], "2024-03-05");
    };
    check(0, "quay", &[1, 1, 1, 1], "Boats may moor there again from March 4.");
    check(1, "wrapped", &[1, 1, 4, 1], "Put down his cup.\n\nJ. Rask");
    check(2, "crlf", &[1, 1], "Nobody ever does.");
    let left_out = &bundle["items"][0]["_dateline"]["left_out"];
    assert_eq!(*left_out, serde_json::json!(["Search", "Date archive"]));

    // The same call gives the same bytes, and the result is sound.
    let again = dateline(&[&["bundle"], &inputs[..], &options[2..]].concat());
    assert_eq!(stdout(&again), text);
    let checked = dateline(&["check", out.to_str().unwrap()]);
    assert_eq!(
        (code(&checked), stdout(&checked).as_str()),
        (0, "3 articles, 0 marks, 0 events; 0 errors, 0 notices\n")
    );
}

#[test]
fn bundles_merge_and_references_follow() {
    let output = dateline(&[
        "bundle",
        "valid/bundle.json",
        "valid/clash.json",
        "--issued",
        "2020",
        "-o",
        "-",
    ]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let bundle: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let items = &bundle["items"];
    assert_eq!((&items[0]["id"], &items[1]["id"]), (&"vardel-1".into(), &"vardel-1-2".into()));
    assert_eq!(items[1]["_dateline"]["marks"][0]["entity"], "vardel-2");
    assert_eq!(items[0]["_dateline"]["marks"][1]["entity"], "vardel");
    assert_eq!(items[0]["_dateline"]["issued"], "2024-03-05");
    assert_eq!(items[1]["_dateline"]["issued"], "2020");
    assert_eq!(bundle["_dateline"]["entities"][2]["name"], "SK Vardel");
    assert_eq!(stderr(&output).matches("clash.json: notice").count(), 2);
}

#[test]
fn one_bad_input_does_not_cost_the_others() {
    let good = "texts/quay.txt";
    for (bad, words) in [
        ("invalid/cut-off.json", "invalid/cut-off.json: fatal (line 4, column 40"),
        ("invalid/latin-1.txt", "line 1, column 8): This is not UTF-8: the byte 0xE9 at offset 7"),
        ("nowhere.txt", "nowhere.txt: fatal: This file cannot be read: "),
    ] {
        let output = dateline(&["bundle", bad, good]);
        assert_eq!(code(&output), 1, "{bad}");
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
        let bundle: Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!(bundle["items"].as_array().unwrap().len(), 1);
        let alone = dateline(&["bundle", bad]);
        assert_eq!((code(&alone), stdout(&alone).as_str()), (2, ""), "{bad}");
    }
}
