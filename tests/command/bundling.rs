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

#[test]
fn names_are_put_right_for_good_as_a_reader_saved_it() {
    let folder = TempDir::new().unwrap();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let bundle = put(
        "quay.json",
        r#"{"title":"Quay","_dateline":{"format":1,"entities":[
            {"id":"aamot","type":"person","name":"I. Aamot"},{"id":"ilse","type":"place","name":"Ilse"},
            {"id":"monday","type":"person","name":"Monday"}]},
          "items":[{"id":"a","title":"Quay opens","content_text":"Ilse came on Monday.","_dateline":{
            "marks":[{"id":"m1","start":0,"end":4,"quote":"Ilse","entity":"ilse"},
              {"id":"m2","start":13,"end":19,"quote":"Monday","entity":"monday"}],
            "events":[{"id":"e","label":"Ilse comes","evidence":["m1","m2"],"entities":["ilse","monday"]}]}}]}"#,
    );
    let corrections = put(
        "quay.corrections.json",
        r#"{"format":1,"corrections":[{"entity":"ilse","into":"aamot"},
          {"entity":"aamot","name":"Ilse Aamot"},{"entity":"monday","hidden":true}]}"#,
    );
    let out = folder.path().join("right.json");
    let options = ["--corrections", &corrections, "-o", out.to_str().unwrap()];
    let output = dateline(&[&["bundle", &bundle][..], &options].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let right: Value = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
    let entities = right["_dateline"]["entities"].as_array().unwrap();
    assert_eq!(entities.len(), 1);
    assert_eq!(entities[0]["name"], "Ilse Aamot");
    assert_eq!(entities[0]["aliases"], serde_json::json!(["I. Aamot", "Ilse"]));
    let ext = &right["items"][0]["_dateline"];
    assert_eq!(ext["marks"].as_array().unwrap().len(), 1);
    assert_eq!(ext["marks"][0]["entity"], "aamot");
    assert_eq!(ext["events"][0]["evidence"], serde_json::json!(["m1"]));
    assert_eq!(ext["events"][0]["entities"], serde_json::json!(["aamot"]));
    assert_eq!(code(&dateline(&["check", out.to_str().unwrap()])), 0);

    let broken =
        put("broken.corrections.json", r#"{"corrections":[{"entity":"a","type":"robot"}]}"#);
    let output = dateline(&["bundle", &bundle, "--corrections", &broken, "-o", "-"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    for words in ["broken.corrections.json, line 1", "/corrections/0/type", "Use one of: person"] {
        assert!(stderr(&output).contains(words), "{words}: {}", stderr(&output));
    }
}
