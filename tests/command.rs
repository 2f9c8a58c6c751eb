//! The command as a person runs it: the real program, real files, real connections.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "the helpers of a test may fail as loudly as the test")]

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples");

fn dateline(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(SAMPLES)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn texts_become_one_bundle() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("bundle.json");
    let inputs = ["texts/quay.txt", "texts/wrapped.txt", "texts/crlf.txt"];
    let options = ["-o", out.to_str().unwrap(), "--title", "Quay", "--issued", "2024-03-05"];
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
        ("nowhere.txt", "nowhere.txt: This file cannot be read: "),
        ("texts", "texts: This is a folder."),
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
fn calls_that_cannot_be_carried_out_end_with_2() {
    for (arguments, words) in [
        (&["bundle"][..], "FILE"),
        (&["bundle", "texts/quay.txt", "--issued", "soon"], "write it as 2024"),
        (&["bundle", "texts/quay.txt", "-o", "no/such/folder/x.json"], "dateline: no/such/folder"),
        (&["check", "nowhere.json"], "dateline: nowhere.json: This file cannot be read"),
        (&["serve", "valid/bundle.json"], "is a file, not a folder"),
        (&["serve", "nowhere"], "dateline: nowhere cannot be opened"),
        (&["serve", "texts", "--under", "/../x"], "write it like /a/b/"),
    ] {
        let output = dateline(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn sound_bundles_are_sound() {
    for (file, summary) in [
        ("bundle", "1 article, 3 marks, 1 event; 0 errors, 0 notices"),
        ("clash", "1 article, 1 mark, 0 events; 0 errors, 0 notices"),
        ("plain-feed", "2 articles, 0 marks, 0 events; 0 errors, 0 notices"),
        ("utf16-offsets", "1 article, 1 mark, 0 events; 0 errors, 0 notices"),
    ] {
        let output = dateline(&["check", &format!("valid/{file}.json")]);
        assert_eq!((code(&output), stdout(&output)), (0, format!("{summary}\n")), "{file}");
    }
    every_sample_is_expected("valid", 4);
}

#[test]
fn broken_bundles_say_what_where_and_how_to_mend_it() {
    for (file, expected_code, words) in [
        ("bad-date.json", 1, "line 5, column 59, at /items/0/date_published): “last Tuesday”"),
        ("cut-off.json", 2, "line 4, column 40, at /items/0/content_text): This is not valid JSON"),
        ("duplicate-id.json", 1, "line 6, column 12, at /items/1/id): Another item"),
        ("empty.json", 2, "line 1, column 1): The file is empty."),
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
    every_sample_is_expected("invalid", 13);
}

/// A sample nobody expects anything of tests nothing.
fn every_sample_is_expected(folder: &str, count: usize) {
    assert_eq!(fs::read_dir(Path::new(SAMPLES).join(folder)).unwrap().count(), count);
}

/// A running preview, ended with the test.
struct Preview {
    process: Child,
    address: String,
    /// The one line it said.
    line: String,
}

impl Preview {
    fn start(arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .arg("serve")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split('/').nth(2).unwrap_or_default().trim().to_owned();
        Self { process, address, line }
    }

    /// The answer to a request, its header in lower case.
    fn get(&self, path: &str, host: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A published folder with a secret beside it.
fn published() -> TempDir {
    let folder = TempDir::new().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("deep")).unwrap();
    for (file, words) in [
        ("index.html", "<!doctype html><title>t</title>"),
        ("app.js", "1"),
        ("app.wasm", "\0asm"),
        ("bundle.json", "{}"),
        ("deep/index.html", "deep"),
        ("../secret.txt", "secret"),
    ] {
        fs::write(site.join(file), words).unwrap();
    }
    folder
}

#[test]
fn a_preview_serves_its_folder_under_a_path_and_the_strict_policy() {
    let folder = published();
    let site = folder.path().join("site");
    let preview = Preview::start(&[site.to_str().unwrap(), "--port", "0", "--under", "a/b"]);
    assert_eq!(preview.line, format!("Dateline is at http://{}/a/b/\n", preview.address));
    assert!(preview.address.starts_with("127.0.0.1:"));
    for (path, status, words) in [
        ("/a/b/", "200", "content-type: text/html"),
        ("/a/b/app.js", "200", "content-type: text/javascript"),
        ("/a/b/app.wasm", "200", "content-type: application/wasm"),
        ("/a/b/bundle.json?x=1", "200", "content-type: application/json"),
        ("/a/b/deep", "307", "location: /a/b/deep/"),
        ("/a/b/deep/", "200", "content-length: 4"),
        ("/", "307", "location: /a/b/"),
        ("/a/b", "307", "location: /a/b/"),
        ("/?q=x", "307", "location: /a/b/?q=x"),
        ("/app.js", "404", ""),
        ("/a/b/none", "404", ""),
    ] {
        let (head, _) = preview.get(path, "localhost");
        assert_eq!(head.split(' ').nth(1), Some(status), "{path}: {head}");
        for words in [
            words,
            "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
             style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data:; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
             require-trusted-types-for 'script'; trusted-types dateline\r\n",
            "x-content-type-options: nosniff",
            "cache-control: no-cache",
        ] {
            assert!(format!("{head}\r\n").contains(words), "{path}: {words}: {head}");
        }
    }
    assert!(preview.get("/a/b/", "evil.example").0.contains(" 403 "));
    assert!(preview.get("/a/b/", "127.0.0.1:9").0.contains(" 200 "));
}

#[test]
fn a_preview_never_leaves_its_folder() {
    let folder = published();
    let site = folder.path().join("site");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("../secret.txt", site.join("link.txt")).unwrap();
        symlink("..", site.join("up")).unwrap();
        symlink("app.js", site.join("inner.js")).unwrap();
    }
    let preview = Preview::start(&[site.to_str().unwrap(), "--port", "0"]);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/deep/../../secret.txt",
        "/deep/..%5c..%5csecret.txt",
        "//../secret.txt",
        "/link.txt",
        "/%6cink.txt",
        "/up/secret.txt",
    ] {
        let (head, body) = preview.get(path, "localhost");
        assert!(!head.contains(" 200 ") && !body.contains("secret\n"), "{path}: {head}");
        assert_ne!(body, "secret", "{path}");
    }
    #[cfg(unix)]
    assert!(preview.get("/inner.js", "localhost").0.contains(" 200 "));
}

#[test]
fn a_port_that_is_taken_is_said_so() {
    let folder = published();
    let site = folder.path().join("site");
    let site = site.to_str().unwrap();
    let first = Preview::start(&[site, "--port", "0"]);
    let port = first.address.rsplit(':').next().unwrap();
    let output = dateline(&["serve", site, "--port", port]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains(&format!("dateline: Port {port} cannot be used")));
    // Nobody asked for a port: the next free one is taken.
    let (one, two) = (Preview::start(&[site]), Preview::start(&[site]));
    assert_ne!(one.address, two.address);
}

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
