//! `dateline check`: every fault of a bundle, each with its place and remedy, and a mended
//! copy of it.
//!
//! It must not change the file it checks, unless that file is named as the place for the
//! copy.

use super::{FAILED, FAULTY, complain, count_of, counted, open_by, printable, save, unpack};
use crate::bundle::{Bundle, Fault, Reading, Severity, mend};
use crate::export::layout;
use crate::import;
use anyhow::{Context, Result, bail};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
--json prints one object a line for each file:
  {\"file\", \"articles\", \"marks\", \"events\", \"errors\", \"notices\", \"faults\": [
    {\"severity\", \"pointer\", \"line\", \"column\", \"offset\", \"what\", \"remedy\"}]}
“severity” is fatal, error or notice; “pointer” is a JSON pointer; “line” and “column” (in
code points) count from 1, “offset” (in bytes) from 0; what is not known is null.

Ends with 0 if every file is sound (notices do not count), 1 if one has errors, 2 if one
cannot be read. With --fix: 0 if every error could be mended.")]
pub(super) struct Options {
    /// Bundles, or other files that can be opened; “-” is standard input
    #[arg(required = true, value_name = "BUNDLE")]
    inputs: Vec<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// Write a mended copy, NAME.fixed.json beside the file; a sound file needs none
    #[arg(long, conflicts_with = "json")]
    fix: bool,
    /// Where to write the mended copy, even if there is nothing to mend; this may be the
    /// file itself; “-” is standard output
    #[arg(short, long, value_name = "OUT", requires = "fix")]
    output: Option<PathBuf>,
}

pub(super) fn run(options: &Options) -> Result<ExitCode> {
    if options.output.is_some() && options.inputs.len() > 1 {
        bail!("One place for several copies: name one file, or leave -o out");
    }
    let mut worst = 0;
    for path in &options.inputs {
        let name = if unpack::is_standard_input(path) {
            "standard input".into()
        } else {
            path.display().to_string()
        };
        let reading = match open_by(path, import::checked) {
            Ok(reading) => reading,
            Err(fault) => {
                worst = worst.max(FAILED);
                if options.json {
                    print_json(&name, None, std::slice::from_ref(&fault))?;
                } else {
                    complain(format_args!("{name}: {fault}"));
                }
                continue;
            }
        };
        let code = if options.fix {
            fix(path, &name, reading, options)?
        } else {
            if options.json {
                print_json(&name, Some(&reading.bundle), &reading.faults)?;
            } else {
                let several = options.inputs.len() > 1;
                print(&name, &reading, several)?;
            }
            if count_of(&reading.faults, Severity::Error) == 0 { 0 } else { FAULTY }
        };
        worst = worst.max(code);
    }
    Ok(ExitCode::from(worst))
}

fn print(name: &str, reading: &Reading, several: bool) -> Result<()> {
    let mut out = io::stdout().lock();
    if several {
        writeln!(out, "{}", printable(name))?;
    }
    let paint = Paint::for_terminal(&io::stdout());
    for fault in &reading.faults {
        tell(&mut out, fault, paint.severity(fault.severity))?;
    }
    writeln!(out, "{}", summary(reading))?;
    if several {
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

/// A fault in two lines: what and where, then the remedy.
fn tell(out: &mut impl Write, fault: &Fault, word: String) -> io::Result<()> {
    let at = fault.whereabouts();
    let at = if at.is_empty() { at } else { format!(" ({at})") };
    let told = printable(format_args!("{at}: {}", fault.what));
    writeln!(out, "{word}{told}\n    {}", printable(&fault.remedy))
}

fn summary(reading: &Reading) -> String {
    let count = Count::of(&reading.bundle);
    format!(
        "{}, {}, {}; {}, {}",
        counted(count.articles, "article"),
        counted(count.marks, "mark"),
        counted(count.events, "event"),
        counted(count_of(&reading.faults, Severity::Error), "error"),
        counted(count_of(&reading.faults, Severity::Notice), "notice"),
    )
}

/// How much is in a bundle.
#[derive(Default)]
struct Count {
    articles: usize,
    marks: usize,
    events: usize,
}

impl Count {
    fn of(bundle: &Bundle) -> Self {
        let articles = &bundle.items;
        Self {
            articles: articles.len(),
            marks: articles.iter().map(|article| article.dateline.marks.len()).sum(),
            events: articles.iter().map(|article| article.dateline.events.len()).sum(),
        }
    }
}

/// The words for severities, in colour where somebody sees them.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
}

impl Paint {
    /// Colour on a terminal only, and not if the person wants none (<https://no-color.org>).
    fn for_terminal(out: &impl IsTerminal) -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { colour: out.is_terminal() && !unwanted }
    }

    fn severity(self, severity: Severity) -> String {
        let code = match severity {
            Severity::Notice => 33,
            Severity::Error | Severity::Fatal => 31,
        };
        self.word(severity.word(), code)
    }

    /// A word in bold, in a colour of the terminal (ECMA-48, SGR).
    fn word(self, word: &str, code: u8) -> String {
        if self.colour { format!("\u{1b}[1;{code}m{word}\u{1b}[0m") } else { word.to_owned() }
    }
}

/// The report as JSON; the help describes it.
#[derive(Serialize)]
struct Report<'r> {
    file: &'r str,
    articles: usize,
    marks: usize,
    events: usize,
    errors: usize,
    notices: usize,
    faults: Vec<Told<'r>>,
}

#[derive(Serialize)]
struct Told<'r> {
    severity: &'static str,
    pointer: Option<&'r str>,
    line: Option<usize>,
    column: Option<usize>,
    offset: Option<usize>,
    what: &'r str,
    remedy: &'r str,
}

fn print_json(file: &str, bundle: Option<&Bundle>, faults: &[Fault]) -> Result<()> {
    let count = bundle.map(Count::of).unwrap_or_default();
    let report = Report {
        file,
        articles: count.articles,
        marks: count.marks,
        events: count.events,
        errors: count_of(faults, Severity::Error) + count_of(faults, Severity::Fatal),
        notices: count_of(faults, Severity::Notice),
        faults: faults
            .iter()
            .map(|fault| Told {
                severity: fault.severity.word(),
                pointer: fault.pointer.as_deref(),
                line: fault.place.map(|place| place.line),
                column: fault.place.map(|place| place.column),
                offset: fault.place.map(|place| place.offset),
                what: &fault.what,
                remedy: &fault.remedy,
            })
            .collect(),
    };
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &report).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

/// Mends, and writes the copy; the answer is the exit code.
fn fix(path: &Path, name: &str, mut reading: Reading, options: &Options) -> Result<u8> {
    let to_standard_output = options.output.as_deref().is_some_and(unpack::is_standard_input);
    // What was changed is the result, unless the result is the copy.
    let mut out: Box<dyn Write> =
        if to_standard_output { Box::new(io::stderr()) } else { Box::new(io::stdout()) };
    let errors = count_of(&reading.faults, Severity::Error);
    if errors == 0 && options.output.is_none() {
        writeln!(out, "{}: there is nothing to mend; nothing was written.", printable(name))?;
        return Ok(0);
    }
    let output = match &options.output {
        Some(output) => output.clone(),
        None => beside(path)?,
    };
    let paint = Paint { colour: !to_standard_output && Paint::for_terminal(&io::stdout()).colour };
    for fault in reading.faults.iter().filter(|fault| fault.severity == Severity::Error) {
        tell(&mut out, fault, paint.word("mended", 32))?;
    }
    for change in mend::mend(&mut reading.bundle) {
        writeln!(out, "{}: {}", paint.word("changed", 32), printable(change))?;
    }
    let text = serde_json::to_string(&reading.bundle).context("The copy cannot be written")?;
    let text = layout::lines(&text);
    drop(reading);
    // The proof is the copy itself.
    let left = import::checked("copy.json", text.as_bytes())
        .map_err(|fault| anyhow::anyhow!("{name} cannot be mended: {fault}"))?;
    save::whole(Some(&output), text.as_bytes())?;
    for fault in left.faults.iter().filter(|fault| fault.severity == Severity::Error) {
        tell(&mut out, fault, paint.word("left", 31))?;
    }
    let errors_left = count_of(&left.faults, Severity::Error);
    writeln!(
        out,
        "{}: {} mended, {} left; {}",
        printable(output.display()),
        errors,
        errors_left,
        counted(count_of(&left.faults, Severity::Notice), "notice")
    )?;
    out.flush()?;
    Ok(if errors_left == 0 { 0 } else { FAULTY })
}

/// `bundle.fixed.json` beside `bundle.json` or `bundle.json.gz`; never what is there already.
fn beside(path: &Path) -> Result<PathBuf> {
    if unpack::is_standard_input(path) {
        bail!("Standard input has no place for a copy: say where with -o");
    }
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let bare = file.strip_suffix(".gz").unwrap_or(&file);
    let stem = bare.rfind('.').filter(|&at| at > 0).map_or(bare, |at| &bare[..at]);
    let copy = path.with_file_name(format!("{stem}.fixed.json"));
    if copy.exists() {
        bail!("{} is there already: take it away, or name a place with -o", copy.display());
    }
    Ok(copy)
}
