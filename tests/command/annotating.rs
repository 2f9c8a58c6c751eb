//! Lines in, lines with dates, names and events out; and bundles of them.

use crate::{code, dateline, dateline_in, stderr, stdout};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Articles of our own, one a line; two lines are none.
const LINES: &str = concat!(
    r#"{"id":"a","text":"🕊 Captain Jonna Rask sank a ferry off Norway on 4 March 2019.","n" : 1.50}"#,
    "\n\n",
    r#"{"id":"b", "title":"Rask returns","text":"Rask came back to Norway on Monday, Denmark said.","issued":"2024-03-12"}"#,
    "\nThis is no JSON.\n",
    r#"{"id":"c","text":"","issued":"2024-03"}"#,
    "\n",
    r#"{"id":"d","body":"The quay."}"#,
    "\n",
);

fn piped(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn json(line: &str) -> Value {
    serde_json::from_str(line).unwrap()
}

#[test]
fn lines_come_back_in_order_with_what_was_found() {
    let output = piped(&["annotate"], LINES);
    assert_eq!(code(&output), 1);
    let (given, got): (Vec<&str>, String) = (LINES.lines().collect(), stdout(&output));
    let got: Vec<&str> = got.lines().collect();
    assert_eq!(got.len(), given.len());
    // What is no article is passed on, and named by its line.
    for place in [1, 3, 5] {
        assert_eq!(got[place], given[place]);
    }
    let told = stderr(&output);
    assert!(told.contains("standard input: error (line 4, column 1): This is not valid JSON"));
    assert!(told.contains("(line 6, column 1): There is no text in this line."), "{told}");
    assert!(told.contains("It was passed on as it is."), "{told}");
    // What a line says stays as it was written, the new members come last.
    for place in [0, 2, 4] {
        let own = given[place].strip_suffix('}').unwrap();
        assert!(got[place].starts_with(&format!("{own},\"marks\":[")), "{}", got[place]);
    }

    let first = json(got[0]);
    let text: Vec<char> = first["text"].as_str().unwrap().chars().collect();
    let marks = first["marks"].as_array().unwrap();
    for mark in marks {
        let at = |name: &str| mark[name].as_u64().unwrap() as usize;
        let slice: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(mark["quote"], slice);
        let by = mark["by"].as_str().unwrap();
        assert!(by.starts_with("dateline 0."), "{by}");
        assert!((0.0..=1.0).contains(&mark["confidence"].as_f64().unwrap()));
    }
    let date = marks.iter().find(|mark| mark["quote"] == "4 March 2019").unwrap();
    let time = &date["time"];
    assert_eq!(
        (&time["value"], &time["type"], &time["timex"], &time["basis"]),
        (&json!("2019-03-04"), &json!("DATE"), &json!("2019-03-04"), &json!("explicit"))
    );
    assert!(time["rule"].is_string());
    let norway = marks.iter().find(|mark| mark["quote"] == "Norway").unwrap();
    assert_eq!(norway["type"], "country");
    let entities = first["entities"].as_array().unwrap();
    let entity = entities.iter().find(|entity| entity["id"] == norway["entity"]).unwrap();
    assert_eq!((&entity["name"], &entity["type"]), (&json!("Norway"), &json!("country")));
    let event = &first["events"][0];
    assert_eq!(
        (&event["when"], &event["label"]),
        (&json!("2019-03-04"), &json!("Captain Jonna Rask sank a ferry off Norway"))
    );
    assert_eq!(event["evidence"], json!([date["id"]]));
    assert!(event["entities"].as_array().unwrap().contains(&norway["entity"]));
    // Undated, it gives away when it cannot have been written.
    assert_eq!(first["written_after"], "2019-03-04");
    let second = json(got[2]);
    assert!(second.get("written_after").is_none());
    let monday = &second["marks"];
    let monday = monday.as_array().unwrap().iter().find(|mark| mark["quote"] == "Monday").unwrap();
    assert_eq!(monday["time"]["value"], "2024-03-11");
}

#[test]
fn the_answer_depends_on_the_lines_alone() {
    let folder = TempDir::new().unwrap();
    let lines = LINES.repeat(300);
    fs::write(folder.path().join("a.jsonl"), &lines).unwrap();
    let run = |arguments: &[&str]| stdout(&dateline_in(&folder, arguments));
    let one = run(&["annotate", "--quiet", "--jobs", "1", "a.jsonl"]);
    assert_eq!(one.lines().count(), lines.lines().count());
    assert_eq!(one, run(&["annotate", "--quiet", "--jobs", "4", "a.jsonl"]));
    assert_eq!(one, stdout(&piped(&["annotate", "--quiet", "-"], &lines)));
    assert_eq!(one, stdout(&piped(&["annotate", "--quiet"], LINES)).repeat(300));
}

#[test]
fn lines_with_marks_of_their_own_stay_as_they_are() {
    for line in [
        r#"{"text":"Rask came on 4 March 2019.","marks":[{"start":0,"end":4,"entity":"r"}]}"#,
        r#"{ "content_text": "On 4 March 2019.", "_dateline": {"events":[{"label":"x"}]} }"#,
    ] {
        let output = piped(&["annotate"], line);
        assert_eq!((code(&output), stdout(&output)), (0, format!("{line}\n")));
    }
    // Annotated twice is annotated once.
    let once = stdout(&piped(&["annotate", "--quiet"], LINES));
    assert_eq!(stdout(&piped(&["annotate", "--quiet"], &once)), once);
}

#[test]
fn an_issue_date_can_be_given_for_lines_without_one() {
    let lines = "{\"text\":\"It opened in May.\"}\n{\"text\":\"It opened in May.\",\"issued\":\"2020-01-01\"}\n";
    let output = piped(&["annotate", "--issued", "2024-03-12"], lines);
    let value = |line: &str| json(line)["marks"][0]["time"]["value"].clone();
    let output = stdout(&output);
    let got: Vec<&str> = output.lines().collect();
    assert_eq!((value(got[0]), value(got[1])), (json!("2023-05"), json!("2019-05")));
    // The lines say what they were counted from.
    assert_eq!(json(got[0])["issued"], "2024-03-12");
    let unresolved = stdout(&piped(&["annotate"], lines));
    assert_eq!(json(unresolved.lines().next().unwrap())["marks"][0]["time"]["basis"], "unresolved");
}

#[test]
fn a_text_can_be_explained() {
    let folder = TempDir::new().unwrap();
    let text = "The quay opens\n\nThe gate opened on March 4. Norway paid.\n";
    fs::write(folder.path().join("quay.txt"), text).unwrap();
    let explain = ["annotate", "--explain", "--issued", "2024-03-12", "quay.txt"];
    let output = dateline_in(&folder, &explain);
    let told = stdout(&output);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    for words in [
        "quay: The quay opens (issued 2024-03-12)\n",
        "  line 1 “March 4”: DATE 2024-03-04, year-from-issue; rule ",
        "  line 1 “Norway”: country Norway [",
        "      because ",
        "  event 2024-03-04: Gate opened",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // The same file without --explain is a line that a bundle is made of.
    let line = stdout(&dateline_in(&folder, &["annotate", "quay.txt"]));
    let line = json(&line);
    assert_eq!((&line["id"], &line["title"]), (&json!("quay"), &json!("The quay opens")));
    assert!(line["marks"].as_array().unwrap().len() >= 2);
}

#[test]
fn what_cannot_be_read_is_told() {
    let output = dateline(&["annotate", "nowhere.jsonl"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("nowhere.jsonl: fatal: This file cannot be read"));
    let output = dateline(&["annotate", "nowhere.jsonl", "texts/quay.txt"]);
    assert_eq!((code(&output), stdout(&output).lines().count()), (1, 1));
    let output = piped(&["annotate"], "");
    assert_eq!((code(&output), stdout(&output)), (0, String::new()));
}

#[test]
fn a_bundle_is_the_same_of_articles_and_of_annotated_parts() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let mut lines: Vec<String> = Vec::new();
    for number in 0..40 {
        let [who, other] = [["Jonna Rask", "Rask"], ["Rask", "Per Aamot"]][number % 2];
        let text = format!(
            "{who} came to Norway on {} March 20{:02}. The next day {other} spoke for two hours. At \
             9 p.m. on 4 May 2003 Norway was told.",
            number % 28 + 1,
            number % 24
        );
        lines.push(
            json!({"id": format!("a{number}"), "text": text, "issued": "2024-05-01"}).to_string(),
        );
    }
    let whole = lines.join("\n");
    write("whole.jsonl", &whole);
    write("annotated.jsonl", &stdout(&piped(&["annotate"], &whole)));
    write("part-0.jsonl", &stdout(&piped(&["annotate"], &lines[..13].join("\n"))));
    write("part-1.jsonl", &stdout(&piped(&["annotate"], &lines[13..].join("\n"))));
    let bundle = |inputs: &[&str]| {
        let output = dateline_in(&folder, &[&["bundle", "--title", "T"], inputs].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    let made = bundle(&["whole.jsonl"]);
    for inputs in [
        &["annotated.jsonl"][..],
        &["part-0.jsonl", "part-1.jsonl"],
        &["whole.jsonl", "--jobs", "1"],
        &["whole.jsonl", "--jobs", "4"],
    ] {
        assert!(bundle(inputs) == made, "{inputs:?}");
    }
    write("made.json", &made);
    assert!(bundle(&["made.json"]) == made, "a bundle of a bundle");

    let read = json(&made);
    let entities = read["_dateline"]["entities"].as_array().unwrap();
    let rask: Vec<_> = entities
        .iter()
        .filter(|entity| entity["name"].as_str().unwrap().contains("Rask"))
        .collect();
    assert_eq!(rask.len(), 1, "{rask:?}");
    assert_eq!((&rask[0]["id"], &rask[0]["name"]), (&json!("jonna-rask"), &json!("Jonna Rask")));
    for item in read["items"].as_array().unwrap() {
        let extension = &item["_dateline"];
        assert!(extension.get("entities").is_none());
        let marks = extension["marks"].as_array().unwrap();
        assert!(marks.iter().any(|mark| mark["entity"] == "jonna-rask"), "{item}");
        // A length means no days: it is in the lines, not in a bundle.
        assert!(!marks.iter().any(|mark| mark["quote"] == "two hours"), "{item}");
        assert!(!extension["events"].as_array().unwrap().is_empty(), "{item}");
    }
    let checked = dateline_in(&folder, &["check", "made.json"]);
    assert_eq!(code(&checked), 0, "{}", stdout(&checked));
}

#[test]
fn only_articles_without_marks_are_annotated() {
    let bare = dateline(&["bundle", "texts/quay.txt", "--issued", "2024-03-05"]);
    let bare = json(&stdout(&bare));
    assert!(!bare["items"][0]["_dateline"]["marks"].as_array().unwrap().is_empty());
    let left = dateline(&["bundle", "texts/quay.txt", "--no-annotate"]);
    assert!(json(&stdout(&left))["items"][0]["_dateline"].get("marks").is_none());
    // An editor's own marks are all there is.
    let given: Value =
        json(&fs::read_to_string(format!("{}/valid/bundle.json", crate::SAMPLES)).unwrap());
    let made = json(&stdout(&dateline(&["bundle", "valid/bundle.json"])));
    for (before, after) in
        given["items"].as_array().unwrap().iter().zip(made["items"].as_array().unwrap())
    {
        if before["_dateline"].get("marks").is_some() {
            assert_eq!(before["_dateline"]["marks"], after["_dateline"]["marks"]);
        }
    }
}
