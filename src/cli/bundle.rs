//! `dateline bundle`: several inputs to one bundle.
//!
//! One bad input must not cost the others: it is named, and the command ends with 1.

use super::{FAILED, FAULTY, complain, count_of, counted, open};
use crate::bundle::{Bundle, Severity, civil, edtf};
use crate::export::layout;
use crate::import;
use anyhow::{Context, Result};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The arguments of `bundle`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Plain texts (.txt), JSON Feeds or bundles (.json), in the order of the result
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// Where to write the bundle; “-” is standard output, as is saying nothing
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// What the bundle is called
    #[arg(long)]
    title: Option<String>,
    /// When undated articles were issued: 2024, 2024-03 or 2024-03-12
    #[arg(long, value_name = "DATE", value_parser = date)]
    issued: Option<String>,
}

fn date(text: &str) -> Result<String, String> {
    match edtf::parse(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("write it as 2024, 2024-03 or 2024-03-12".to_owned()),
    }
}

pub(super) fn run(options: &Options) -> Result<ExitCode> {
    let mut whole: Option<Bundle> = None;
    let mut given_title = None;
    let mut sound = true;
    for path in &options.inputs {
        let name = path.display();
        let reading = match open(path) {
            Ok(reading) => reading,
            Err(error) => {
                complain(format_args!("{name}: {error:#}"));
                sound = false;
                continue;
            }
        };
        sound &= count_of(&reading.faults, Severity::Error) == 0;
        for fault in &reading.faults {
            complain(format_args!("{name}: {fault}"));
        }
        // The headline of one text is no title for a collection.
        let own = reading.bundle.items.first().map(|article| article.headline());
        if own != Some(&reading.bundle.title) || reading.bundle.items.len() > 1 {
            given_title.get_or_insert_with(|| reading.bundle.title.clone());
        }
        match whole.as_mut() {
            None => whole = Some(reading.bundle),
            Some(whole) => {
                for fault in import::merge(whole, reading.bundle) {
                    complain(format_args!("{name}: {fault}"));
                }
                whole.title =
                    given_title.clone().unwrap_or_else(|| counted(whole.items.len(), "article"));
            }
        }
    }
    let Some(mut whole) = whole else {
        complain("None of the inputs could be opened; nothing was written.");
        return Ok(ExitCode::from(FAILED));
    };
    if let Some(title) = &options.title {
        whole.title.clone_from(title);
    }
    if let Some(issued) = &options.issued {
        date_undated(&mut whole, issued);
    }
    write(&whole, options.output.as_deref())?;
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}

/// Gives an issue date to the articles that have no date of their own.
fn date_undated(bundle: &mut Bundle, issued: &str) {
    for article in &mut bundle.items {
        let published = article.date_published.as_deref().and_then(civil::parse_instant);
        if published.is_none() && article.dateline.issued.is_none() {
            article.dateline.issued = Some(issued.to_owned());
        }
    }
}

fn write(bundle: &Bundle, output: Option<&Path>) -> Result<()> {
    let text =
        layout::lines(&serde_json::to_string(bundle).context("The bundle cannot be written")?);
    match output.filter(|path| path.as_os_str() != "-") {
        Some(path) => std::fs::write(path, text)
            .with_context(|| format!("{} cannot be written", path.display())),
        None => {
            let mut out = io::stdout().lock();
            out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("standard output")
        }
    }
}
