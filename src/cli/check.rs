//! `dateline check`: every fault of a bundle, each with its place and remedy.
//!
//! It must not change the file.

use super::{FAILED, FAULTY, complain, count_of, counted, open, printable};
use crate::bundle::Severity;
use anyhow::Result;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Ends with 0 if the bundle is sound (notices do not count), \
                        1 if it has errors, 2 if it cannot be read.")]
pub(super) struct Options {
    /// A bundle, JSON Feed or plain text
    #[arg(value_name = "BUNDLE")]
    input: PathBuf,
}

pub(super) fn run(options: &Options) -> Result<ExitCode> {
    let reading = match open(&options.input) {
        Ok(reading) => reading,
        Err(error) => {
            complain(format_args!("{}: {error:#}", options.input.display()));
            return Ok(ExitCode::from(FAILED));
        }
    };
    let mut out = io::stdout().lock();
    for fault in &reading.faults {
        let at = fault.whereabouts();
        let at = if at.is_empty() { at } else { format!(" ({at})") };
        let told = format!("{}{at}: {}", fault.severity.word(), fault.what);
        writeln!(out, "{}\n    {}", printable(told), printable(&fault.remedy))?;
    }
    let articles = &reading.bundle.items;
    let marks = articles.iter().map(|article| article.dateline.marks.len()).sum();
    let events = articles.iter().map(|article| article.dateline.events.len()).sum();
    let errors = count_of(&reading.faults, Severity::Error);
    writeln!(
        out,
        "{}, {}, {}; {}, {}",
        counted(articles.len(), "article"),
        counted(marks, "mark"),
        counted(events, "event"),
        counted(errors, "error"),
        counted(count_of(&reading.faults, Severity::Notice), "notice"),
    )?;
    out.flush()?;
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}
