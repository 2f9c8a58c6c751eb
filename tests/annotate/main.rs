//! What the annotator must find, as sentences that a person can read: `dates/*.txt` and
//! `names/*.txt`, one case a line, each file with its notation at its head.
//!
//! A line that begins with `?` is known to fail, and must go on failing: once it passes,
//! the test asks for the mark to go, so that the list stays true.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "the helpers of a test may fail as loudly as the test")]

mod dates;
mod names;
mod notation;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// One line of a file of cases.
struct Line {
    /// `dates/04-weekdays.txt:12`
    place: String,
    /// The case, without its `?`.
    text: String,
    /// It is known to fail.
    fails: bool,
}

/// All cases of a folder: what is neither empty nor a heading or remark (`#`).
fn lines(folder: &str) -> Vec<Line> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/annotate").join(folder);
    let mut files: Vec<_> = fs::read_dir(path).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut lines = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "txt")) {
        let name = file.file_name().unwrap().to_string_lossy();
        for (number, line) in fs::read_to_string(file).unwrap().lines().enumerate() {
            let (fails, text) = match line.strip_prefix('?') {
                Some(rest) => (true, rest.trim()),
                None => (false, line.trim()),
            };
            if !text.is_empty() && !text.starts_with('#') {
                let place = format!("{folder}/{name}:{}", number + 1);
                lines.push(Line { place, text: text.to_owned(), fails });
            }
        }
    }
    lines
}

/// Runs every case of a folder and tells all that is wrong at once. `judge` gives nothing
/// for a case that passes, the lines of a comparison for one that does not, and an error
/// for one that cannot be read.
fn run(folder: &str, at_least: usize, judge: impl Fn(&str) -> Result<Option<String>, String>) {
    let lines = lines(folder);
    let (mut wrong, mut broken, mut known, mut report) = (0, 0, 0, String::new());
    for line in &lines {
        let Line { place, text, fails } = line;
        let told = match (judge(text), fails) {
            (Err(why), _) => {
                broken += 1;
                format!("{place}: this case cannot be read: {why}\n    {text}")
            }
            (Ok(Some(difference)), false) => {
                wrong += 1;
                format!("{place}\n{difference}")
            }
            (Ok(None), true) => {
                wrong += 1;
                format!("{place}: passes now, so take the ? away\n    {text}")
            }
            (Ok(Some(_)), true) => {
                known += 1;
                continue;
            }
            (Ok(None), false) => continue,
        };
        writeln!(report, "{told}\n").unwrap();
    }
    let total = lines.len();
    let passed = total - wrong - broken - known;
    let count = format!("{folder}: {passed} of {total} cases pass, {known} are known to fail");
    eprintln!("{count}");
    assert!(report.is_empty(), "\n\n{report}{count}, {wrong} are wrong, {broken} unreadable");
    assert!(total >= at_least, "{total} cases, too few");
}

#[test]
fn dates_are_found_and_understood() {
    run("dates", 400, dates::judge);
}

#[test]
fn names_are_found_and_joined() {
    let names = dateline::annotate::names::Names::new();
    run("names", 200, |text| names::judge(&names, text));
}

/// A case that says nothing, or not what it seems to say, would pass for no reason.
#[test]
fn cases_that_cannot_be_read_are_refused() {
    for text in [
        "2024-03-12 | The ferry sailed.",
        "2024-02-30 | The ferry sailed. | none",
        "- | The ferry sailed on [March 4. | DATE XXXX-03-04",
        "- | The ferry sailed on March 4]. | DATE XXXX-03-04",
        "- | The ferry sailed on [March 4]. | none",
        "- | The ferry sailed. | DATE XXXX-03-04",
        "- | The ferry sailed on [March 4]. | DAY XXXX-03-04",
        "- | The ferry sailed on [March 4]. | DATE",
        "- | The ferry sailed on [4 March 2024]. | DATE 2024-03-04 = 2024-03-99",
        "- | The ferry sailed on [4 March 2024]. | DATE 2024-03-04 = 2024-03-04 guessed",
    ] {
        assert!(dates::judge(text).is_err(), "{text}");
    }
    let names = dateline::annotate::names::Names::new();
    for text in [
        "[Jonna Rask] left.",
        "[Jonna Rask|captain] left.",
        "[Jonna Rask|person one] left.",
        "[Jonna Rask|person left.",
        "Jonna Rask|person] left.",
        "[|person] left.",
    ] {
        assert!(names::judge(&names, text).is_err(), "{text}");
    }
}

/// The comparison sees every kind of difference: a tool that finds nothing is wrong where
/// there is something, and one word too many in brackets is a difference too.
#[test]
fn nothing_passes_unless_it_is_the_same() {
    let same = notation::Bracketed::read("On [May 4] and [5]").unwrap();
    assert_eq!(same.text, "On May 4 and 5");
    assert_eq!(same.spans, [(3..8, "May 4".to_owned()), (13..14, "5".to_owned())]);
    assert!(dates::judge("- | The year was [2018] or so it seems | DATE 1066").unwrap().is_some());
    let names = dateline::annotate::names::Names::new();
    let judged = names::judge(&names, "The [blue paint|person] was dry.").unwrap();
    assert!(judged.is_some());
}
