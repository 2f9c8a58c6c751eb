//! The command `dateline`: annotates, makes, checks and previews bundles.
//!
//! Results go to standard output, everything else to standard error as `dateline: …`.
//! Every call ends with 0 if all was well, 1 if an input had errors, 2 if the call could
//! not be carried out. It must not send anything anywhere: `serve` listens on this
//! machine only.

mod annotate;
mod annotating;
mod bundle;
mod check;
mod explain;
mod export;
mod inputs;
mod notes;
mod records;
mod save;
mod serve;
mod site;
mod site_parts;
mod unpack;

use crate::bundle::{Fault, Reading, Severity};
use crate::import;
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// An input had errors; the rest of the work was done.
const FAULTY: u8 = 1;
/// The call could not be carried out.
const FAILED: u8 = 2;

/// Annotates articles, and makes, checks and previews bundles of them for the Dateline viewer.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, disable_help_subcommand = true)]
#[command(after_help = "Ends with 0 if all was well, 1 if an input had errors, \
                        2 if the call could not be carried out.")]
struct Command {
    #[command(subcommand)]
    call: Call,
}

#[derive(Debug, Subcommand)]
enum Call {
    /// Find the dates, names and events of articles: JSON Lines in, JSON Lines out
    Annotate(annotate::Options),
    /// Put files and folders of articles into one bundle
    Bundle(bundle::Options),
    /// List every fault of a bundle with its place and remedy, or mend it
    Check(check::Options),
    /// Write a bundle in another format
    Export(export::Options),
    /// Write a folder for any static host: viewer, bundle, index, packed copies
    Site(site::Options),
    /// Preview a published folder on this machine, under the strict security policy
    Serve(serve::Options),
}

/// Runs the command with the arguments of this process.
pub fn main() -> ExitCode {
    let done = match Command::parse().call {
        Call::Annotate(options) => annotate::run(&options),
        Call::Bundle(options) => bundle::run(&options),
        Call::Check(options) => check::run(&options),
        Call::Export(options) => export::run(&options),
        Call::Site(options) => site::run(&options),
        Call::Serve(options) => serve::run(&options),
    };
    match done {
        Ok(code) => code,
        // Whoever read our output has seen enough: `dateline check … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(format_args!("{error:#}"));
            ExitCode::from(FAILED)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Tells the person something, on standard error.
fn complain(words: impl Display) {
    // With nobody listening there is nothing better to do than to go on.
    let _ = writeln!(io::stderr(), "dateline: {}", printable(words));
}

/// Words of an input are not commands to the terminal: control characters are replaced.
fn printable(words: impl Display) -> String {
    words.to_string().replace(|c: char| c.is_control() && c != '\n', "\u{fffd}")
}

/// Reads and opens one input.
///
/// # Errors
/// If the file cannot be read, or holds nothing that can be opened; the words name neither
/// the command nor the file.
fn open(path: &Path) -> Result<Reading, Fault> {
    open_by(path, import::open)
}

/// The same, by another opener.
///
/// # Errors
/// As `open`.
fn open_by(
    path: &Path,
    opener: fn(&str, &[u8]) -> Result<Reading, Fault>,
) -> Result<Reading, Fault> {
    let read = unpack::read(path).map_err(unpack::fault_of)?;
    let name = path.to_string_lossy();
    let mut reading = opener(name.strip_suffix(".gz").unwrap_or(&name), &read.bytes)?;
    reading.faults.splice(0..0, read.fault);
    Ok(reading)
}

/// `1 article`, `2 articles`.
fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// How many faults are of this severity.
fn count_of(faults: &[Fault], severity: Severity) -> usize {
    faults.iter().filter(|fault| fault.severity == severity).count()
}
