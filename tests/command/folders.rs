//! Folders of articles: what is taken, what it is called, and what happens to what is
//! broken, packed or there twice.

use crate::{code, dateline_in, stderr, stdout};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder with these files; a name that ends in `.gz` is packed.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let bytes = if name.ends_with(".gz") { packed(text) } else { text.as_bytes().to_vec() };
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// Ids of the articles of a bundle.
fn ids(bundle: &str) -> Vec<String> {
    let bundle: Value = serde_json::from_str(bundle).unwrap();
    let items = bundle["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

fn text(name: &str) -> String {
    format!("About the {name}\n\nThe {name} opened on March 4.")
}

#[test]
fn a_folder_is_taken_with_all_that_can_be_opened() {
    let files: Vec<(&str, String)> = [
        "in/2024/03/quay.txt",
        "in/2024/03/Tide Table.txt.gz",
        "in/2024/tram.text",
        "in/.git/config.txt",
        "in/.hidden.txt",
        "in/picture.jpg",
        "in/README",
        "in/zebra.txt",
    ]
    .into_iter()
    .map(|name| (name, text(name)))
    .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &text[..])).collect();
    let folder = folder(&files);
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("..", folder.path().join("in/2024/loop")).unwrap();
        symlink("../zebra.txt", folder.path().join("in/2024/linked.txt")).unwrap();
        symlink("nowhere.txt", folder.path().join("in/2024/broken.txt")).unwrap();
    }
    let output = dateline_in(&folder, &["bundle", "in"]);
    let told = stderr(&output);
    let linked = if cfg!(unix) { &["2024-linked"][..] } else { &[] };
    let expected = [&["2024-03-tide-table", "2024-03-quay"], linked, &["2024-tram"]].concat();
    assert_eq!(ids(&stdout(&output)), expected, "{told}");
    for words in [
        "2 files of other kinds passed over: 1 .jpg, 1 without an extension.",
        "2 files or folders that are hidden passed over.",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let bundle: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(bundle["title"], "in");
    if cfg!(unix) {
        assert!(told.contains("1 link to folders not followed."), "{told}");
        assert!(told.contains("in/2024/broken.txt: This file cannot be read"), "{told}");
        assert!(told.contains("in/zebra.txt: notice: The article “zebra” has the text of"));
        assert_eq!(code(&output), 1, "a file could not be read");
    }
    // A file that is named is opened whatever its name is.
    let named = dateline_in(&folder, &["bundle", "in/.hidden.txt", "in/README"]);
    assert_eq!((code(&named), ids(&stdout(&named))), (0, vec!["hidden".into(), "readme".into()]));
}

#[test]
fn an_id_does_not_depend_on_other_files_unless_they_clash() {
    let folder = folder(&[
        ("a/x/quay.txt", "A\n\nOne."),
        ("a/x-quay.txt", "B\n\nTwo."),
        ("a/\u{42d}\u{445}\u{43e}.txt", "C\n\nThree."),
        ("a/\u{433}\u{434}\u{435}.txt", "D\n\nFour."),
    ]);
    let all = ids(&stdout(&dateline_in(&folder, &["bundle", "a"])));
    assert_eq!(all[..2], ["x-quay", "x-quay-2"]);
    fs::remove_file(folder.path().join("a/x/quay.txt")).unwrap();
    fs::remove_file(folder.path().join("a/\u{433}\u{434}\u{435}.txt")).unwrap();
    let fewer = ids(&stdout(&dateline_in(&folder, &["bundle", "a"])));
    assert_eq!(fewer.len(), 2);
    assert!(fewer.iter().all(|id| all.contains(id)), "{all:?} {fewer:?}");
}

#[test]
fn the_same_article_twice_is_reported_and_only_a_repetition_left_out() {
    let item = |id: &str, url: &str, title: &str, text: &str| {
        format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[
            {{"id":"{id}","url":"{url}","title":"{title}","content_text":"{text}"}}]}}"#
        )
    };
    let folder = folder(&[
        ("1.json", &item("a", "https://example.org/quay", "Quay", "It is open.")),
        ("2.json", &item("b", "https://example.org/other", "Quay", "It  is\\n\\nopen.")),
        ("3.json", &item("c", "HTTP://EXAMPLE.org/quay/?utm_source=x#top", "Quay", "It is shut.")),
        ("4.json", &item("d", "https://example.org/more", "Another headline", "It is open.")),
        ("5.json", &item("e", "https://example.org/e", "Empty", "")),
        ("6.json", &item("f", "https://example.org/f", "Empty", "")),
    ]);
    let output = dateline_in(&folder, &["bundle", "."]);
    assert_eq!(ids(&stdout(&output)), ["a", "c", "d", "e", "f"], "{}", stderr(&output));
    for words in [
        "2.json: notice: The article “b” has the text of “a” (“./1.json”). It was left out",
        "3.json: notice: The article “c” has the address of “a” (“./1.json”), but another text.",
        "4.json: notice: The article “d” has the text of “a” (“./1.json”). Both were kept",
        "1 article left out: an earlier one has the same text.",
    ] {
        assert!(stderr(&output).contains(words), "{words}: {}", stderr(&output));
    }
    let output = dateline_in(&folder, &["bundle", ".", "--keep-duplicates"]);
    assert_eq!(ids(&stdout(&output)), ["a", "b", "c", "d", "e", "f"]);
    assert!(stderr(&output).contains("“b” has the text of “a” (“./1.json”). Both were kept"));
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let files: Vec<(String, String)> = (0..700)
        .map(|n| (format!("{}/{n}.txt", n % 7), text(&format!("quay {}", n / 2))))
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (&name[..], &text[..])).collect();
    let folder = folder(&files);
    let outputs: Vec<_> = ["1", "2", "7", "7"]
        .map(|jobs| dateline_in(&folder, &["bundle", ".", "--jobs", jobs]))
        .into_iter()
        .map(|output| (code(&output), stdout(&output), stderr(&output)))
        .collect();
    assert_eq!(outputs[0].0, 0);
    assert!(outputs.iter().all(|output| *output == outputs[0]));
    // Every text is there twice, and all that is told is told once.
    assert_eq!(ids(&outputs[0].1).len(), 350);
    assert_eq!(outputs[0].2.matches("It was left out").count(), 20);
    assert!(outputs[0].2.contains("330 more of this kind of notice"), "{}", outputs[0].2);
    let output = dateline_in(&folder, &["bundle", ".", "--verbose"]);
    assert_eq!(stderr(&output).matches("It was left out").count(), 350);
    let output = dateline_in(&folder, &["bundle", ".", "--quiet"]);
    assert_eq!((stderr(&output).as_str(), &stdout(&output)), ("", &outputs[0].1));
}

#[test]
fn one_broken_file_among_many_is_named_and_the_rest_go_on() {
    let folder = folder(&[("a.txt", "A\n\nOne."), ("c.txt", "C\n\nTwo.")]);
    for (name, bytes, words) in [
        ("b.json", b"{\"items\":[".to_vec(), "b.json: fatal (line 1"),
        ("b.txt", b"caf\xe9s".to_vec(), "b.txt: fatal (line 1, column 4): This is not UTF-8"),
        ("b.txt.gz", packed("B\n\nThree.")[..20].to_vec(), "This gzip file ends too early."),
        ("b.txt", Vec::new(), "b.txt: fatal: The file is empty."),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let output = dateline_in(&folder, &["bundle", "."]);
        assert_eq!((code(&output), ids(&stdout(&output))), (1, vec!["a".into(), "c".into()]));
        assert!(stderr(&output).contains(words), "{words}: {}", stderr(&output));
        let alone = dateline_in(&folder, &["bundle", name]);
        assert_eq!((code(&alone), stdout(&alone).as_str()), (2, ""), "{name}");
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn rubbish_after_packed_data_is_an_error_but_the_text_is_there() {
    let folder = folder(&[]);
    let bytes = [&packed("Quay\n\nIt is open.")[..], b"rubbish"].concat();
    fs::write(folder.path().join("quay.txt.gz"), bytes).unwrap();
    let output = dateline_in(&folder, &["bundle", "quay.txt.gz"]);
    assert_eq!((code(&output), ids(&stdout(&output))), (1, vec!["quay".into()]));
    assert!(stderr(&output).contains("7 bytes after the end of the gzip data were left out."));
}

#[test]
fn standard_input_is_an_input_like_any_other() {
    for bytes in [b"Quay\n\nIt is open.".to_vec(), packed("Quay\n\nIt is open.")] {
        let mut process = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["bundle", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        process.stdin.take().unwrap().write_all(&bytes).unwrap();
        let output = process.wait_with_output().unwrap();
        assert_eq!((code(&output), ids(&stdout(&output))), (0, vec!["standard-input".into()]));
    }
}

/// Names of all that lies in a folder, sorted.
fn listing(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_bundle_takes_its_place_in_one_step_and_never_that_of_an_input() {
    let folder = folder(&[("in/a.json", r#"{"title":"T","items":[]}"#), ("in/b.txt", "B\n\nOne.")]);
    let place = folder.path();
    for out in ["in/a.json", "in/../in/a.json"] {
        for input in ["in", "in/a.json"] {
            let output = dateline_in(place, &["bundle", input, "-o", out]);
            assert_eq!(code(&output), 2, "{}", stderr(&output));
            assert!(stderr(&output).contains("is an input too; write the bundle elsewhere"));
        }
    }
    assert_eq!(fs::read_to_string(place.join("in/a.json")).unwrap(), r#"{"title":"T","items":[]}"#);

    fs::write(place.join("out.json"), "before").unwrap();
    let output = dateline_in(place, &["bundle", "in/b.txt", "-o", "out.json"]);
    assert_eq!((code(&output), listing(place)), (0, vec!["in".into(), "out.json".into()]));
    assert_eq!(ids(&fs::read_to_string(place.join("out.json")).unwrap()), ["b"]);

    // What cannot take its place leaves nothing behind.
    fs::create_dir_all(place.join("taken/folder")).unwrap();
    let output = dateline_in(place, &["bundle", "in/b.txt", "-o", "taken"]);
    assert_eq!((code(&output), listing(&place.join("taken"))), (2, vec!["folder".into()]));
    assert_eq!(listing(place), ["in", "out.json", "taken"]);

    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("out.json", place.join("link.json")).unwrap();
        let output = dateline_in(place, &["bundle", "in/b.txt", "--title", "L", "-o", "link.json"]);
        assert_eq!(code(&output), 0);
        assert!(place.join("link.json").is_symlink());
        assert!(fs::read_to_string(place.join("out.json")).unwrap().contains("\"L\""));
    }
}

#[test]
fn a_folder_with_nothing_to_open_is_said_so() {
    let folder = folder(&[("in/picture.jpg", "x")]);
    let output = dateline_in(&folder, &["bundle", "in", "-o", "out.json"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("1 file of other kinds passed over: 1 .jpg."));
    assert_eq!(listing(folder.path()), ["in"]);
}
