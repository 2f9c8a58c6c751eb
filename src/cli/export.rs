//! `dateline export`: a bundle in another format, and a word on what that could not carry.

use super::{FAULTY, complain, count_of, open};
use crate::bundle::Severity;
use crate::export::{self, Kind};
use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The arguments of `export`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Ends with 0 if the bundle is sound (what a format cannot carry does \
                        not count), 1 if it has errors, 2 if nothing could be written.")]
pub(super) struct Options {
    /// What to write: JSON Feed, tables, Web Annotations, TimelineJS, iCalendar or Markdown
    #[arg(value_name = "KIND", value_parser = kinds())]
    kind: String,
    /// A bundle, or anything that can be opened as one
    #[arg(value_name = "BUNDLE")]
    input: PathBuf,
    /// Where to write it; “-” is standard output, as is saying nothing
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(Kind::ALL.map(Kind::word))
}

pub(super) fn run(options: &Options) -> Result<ExitCode> {
    let name = options.input.display();
    let kind = Kind::from_word(&options.kind).context("This kind of export is not known")?;
    let reading = open(&options.input).with_context(|| name.to_string())?;
    for fault in &reading.faults {
        complain(format_args!("{name}: {fault}"));
    }
    let exported = export::export(&reading.bundle, kind);
    for notice in &exported.notices {
        complain(format_args!("{name}: {notice}"));
    }
    match options.output.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(path) => std::fs::write(path, exported.text)
            .with_context(|| format!("{} cannot be written", path.display()))?,
        None => {
            let mut out = io::stdout().lock();
            out.write_all(exported.text.as_bytes())?;
            out.flush()?;
        }
    }
    let sound = count_of(&reading.faults, Severity::Error) == 0;
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}
