//! The command as a person runs it: the real program, real files, real connections.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "the helpers of a test may fail as loudly as the test")]

mod annotating;
mod bundling;
mod checking;
mod exporting;
mod folders;
mod previewing;
mod publishing;

use std::path::Path;
use std::process::{Command, Output};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples");

fn dateline(arguments: &[&str]) -> Output {
    dateline_in(SAMPLES, arguments)
}

fn dateline_in(folder: impl AsRef<Path>, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(folder)
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
fn calls_that_cannot_be_carried_out_end_with_2() {
    for (arguments, words) in [
        (&["bundle"][..], "INPUT"),
        (&["bundle", "texts/quay.txt", "--issued", "soon"], "write it as 2024"),
        (&["bundle", "texts/quay.txt", "-o", "no/such/folder/x.json"], "dateline: no/such/folder"),
        (&["check", "nowhere.json"], "dateline: nowhere.json: fatal: This file cannot be read"),
        (&["serve", "valid/bundle.json"], "is a file, not a folder"),
        (&["serve", "nowhere"], "dateline: nowhere cannot be opened"),
        (&["serve", "texts", "--under", "/../x"], "write it like /a/b/"),
    ] {
        let output = dateline(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    }
}
