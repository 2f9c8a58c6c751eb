//! `dateline annotate`: JSON Lines in, the same lines with dates, names and events out.
//!
//! A pure map, line by line and in order, so that it runs under any engine that can pipe
//! lines through a program. A line that cannot be annotated is named and passed on as it
//! is. It must not look at one line because of another.

use super::notes::{Bar, Notes};
use super::records::Record;
use super::{FAULTY, explain, open, unpack};
use crate::annotate::Annotator;
use crate::bundle::place::Place;
use crate::bundle::{Fault, Severity, edtf};
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Lines that are read before they are annotated: enough to keep every core busy …
const LINES_AT_ONCE: usize = 512;
/// … and bytes, so that long ones are never in memory together.
const BYTES_AT_ONCE: usize = 8 << 20;

/// The arguments of `annotate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each line is an article, {\"id\", \"title\"?, \"text\", \"issued\"?, \"language\"?}, or an item of
a JSON Feed. The same line comes out, with
  \"marks\": [{\"id\", \"field\"?, \"start\", \"end\", \"quote\", \"entity\"?, \"type\"?,
             \"time\"?: {\"value\"?, \"basis\", \"rule\", \"type\", \"timex\"}, \"by\", \"confidence\"}]
  \"entities\": [{\"id\", \"type\", \"name\", \"aliases\"?}]
  \"events\": [{\"id\", \"label\", \"when\", \"evidence\", \"entities\"?, \"by\"}]
  \"written_after\", if it has no issue date and gives one away.
Offsets count Unicode code points. A line that has marks or events stays as it is, and so
does one that cannot be annotated; that one is reported. Files of other kinds (.txt .md
.html .json …) are opened as `dateline bundle` opens them, and become a line an article.

Ends with 0 if all was well, 1 if a line or an input had errors, 2 if nothing could be read.")]
pub(super) struct Options {
    /// Files of JSON Lines (.jsonl, .ndjson), or of any other kind that can be opened; “-” is
    /// standard input, as is saying nothing, and is read as JSON Lines
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// When lines without a date of their own were issued: 2024, 2024-03 or 2024-03-12
    #[arg(long, value_name = "DATE", value_parser = date)]
    issued: Option<String>,
    /// Tell what was found and by which rule, instead of writing lines
    #[arg(long)]
    explain: bool,
    /// How many lines are read at once [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Tell every fault, not only the first 20 of each kind
    #[arg(long, conflicts_with = "quiet")]
    verbose: bool,
    /// Tell errors only, and draw no progress bar
    #[arg(long)]
    quiet: bool,
}

fn date(text: &str) -> Result<String, String> {
    match edtf::parse(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("write it as 2024, 2024-03 or 2024-03-12".to_owned()),
    }
}

pub(super) fn run(options: &Options) -> Result<ExitCode> {
    let standard = [PathBuf::from("-")];
    let inputs = if options.inputs.is_empty() { &standard } else { options.inputs.as_slice() };
    let bar = Bar::without_end("articles", options.quiet);
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs.map_or(0, usize::from))
        .build()
        .context("The threads cannot be started")?;
    let map = Map {
        annotator: if options.explain { Annotator::explaining() } else { Annotator::new() },
        issued: options.issued.as_deref(),
        explain: options.explain,
        bar: &bar,
    };
    let mut work = Work {
        map: &map,
        threads,
        notes: Notes::new(options.verbose, options.quiet, &bar),
        out: BufWriter::new(io::stdout().lock()),
        sound: true,
        opened: false,
    };
    for path in inputs {
        work.input(path)?;
    }
    work.out.flush()?;
    bar.clear();
    work.notes.finish();
    let code = if !work.opened {
        super::FAILED
    } else if !work.sound {
        FAULTY
    } else {
        return Ok(ExitCode::SUCCESS);
    };
    Ok(ExitCode::from(code))
}

/// One call in progress.
struct Work<'w> {
    map: &'w Map<'w>,
    threads: rayon::ThreadPool,
    notes: Notes<'w>,
    out: BufWriter<io::StdoutLock<'static>>,
    /// No line and no input had errors.
    sound: bool,
    /// Some input could be read.
    opened: bool,
}

/// What is done to each line.
struct Map<'w> {
    annotator: Annotator,
    issued: Option<&'w str>,
    explain: bool,
    bar: &'w Bar,
}

/// What became of a line: bytes to write, and what was noticed.
type Done = (Vec<u8>, Option<Fault>);

impl Work<'_> {
    /// Annotates one input. What is wrong with it is told; only writing can fail.
    fn input(&mut self, path: &Path) -> Result<()> {
        let standard = unpack::is_standard_input(path);
        let name = if standard { "standard input".to_owned() } else { path.display().to_string() };
        let bare = name.strip_suffix(".gz").unwrap_or(&name);
        let end = Path::new(bare).extension().map(|end| end.to_ascii_lowercase());
        if !standard && end.is_none_or(|end| end != "jsonl" && end != "ndjson") {
            return self.articles(path, &name);
        }
        let lines: Result<Box<dyn BufRead>, Fault> = if standard {
            Ok(Box::new(io::stdin().lock()))
        } else if bare.len() < name.len() {
            unpack::read(path).map_err(unpack::fault_of).map(|read| {
                if let Some(fault) = &read.fault {
                    self.tell(&name, fault);
                }
                Box::new(Cursor::new(read.bytes)) as Box<dyn BufRead>
            })
        } else {
            let opened = File::open(path).context("This file cannot be read");
            opened.map_err(unpack::fault_of).map(|file| Box::new(BufReader::new(file)) as _)
        };
        match lines {
            Ok(mut lines) => self.lines(&mut lines, &name),
            Err(fault) => {
                self.tell(&name, &fault);
                Ok(())
            }
        }
    }

    /// Annotates the lines of an input, some at a time.
    fn lines(&mut self, input: &mut dyn BufRead, name: &str) -> Result<()> {
        let map = self.map;
        self.opened = true;
        let mut number = 0;
        loop {
            let mut lines: Vec<Vec<u8>> = Vec::new();
            let mut bytes = 0;
            let mut ended = false;
            while lines.len() < LINES_AT_ONCE && bytes < BYTES_AT_ONCE {
                let mut line = Vec::new();
                match input.read_until(b'\n', &mut line) {
                    Ok(0) => ended = true,
                    Ok(length) => {
                        bytes += length;
                        lines.push(line);
                        continue;
                    }
                    Err(error) => {
                        let fault = anyhow::Error::new(error).context("This cannot be read");
                        self.tell(name, &unpack::fault_of(fault));
                        ended = true;
                    }
                }
                break;
            }
            let done: Vec<Done> = self
                .threads
                .install(|| lines.par_iter().map(|line| map.line(line, name)).collect());
            for (bytes, fault) in done {
                number += 1;
                if let Some(mut fault) = fault {
                    let column = fault.place.map_or(1, |place| place.column);
                    fault.place = Some(Place { offset: 0, line: number, column });
                    self.tell(name, &fault);
                }
                self.out.write_all(&bytes)?;
            }
            self.out.flush()?;
            if ended {
                return Ok(());
            }
        }
    }

    /// Annotates the articles of an input of another kind.
    fn articles(&mut self, path: &Path, name: &str) -> Result<()> {
        let reading = match open(path) {
            Ok(reading) => reading,
            Err(fault) => {
                self.tell(name, &fault);
                return Ok(());
            }
        };
        let map = self.map;
        self.opened = true;
        for fault in &reading.faults {
            self.tell(name, fault);
        }
        for articles in reading.bundle.items.chunks(LINES_AT_ONCE) {
            let done: Vec<Result<Done>> = self.threads.install(|| {
                let done = articles.par_iter().map(|article| {
                    let line = serde_json::to_string(article)?;
                    Ok(map.line(line.as_bytes(), name))
                });
                done.collect()
            });
            for done in done {
                let (bytes, fault) = done?;
                if let Some(fault) = fault {
                    self.tell(name, &Fault { place: None, ..fault });
                }
                self.out.write_all(&bytes)?;
            }
        }
        Ok(())
    }

    fn tell(&mut self, name: &str, fault: &Fault) {
        self.sound &= fault.severity == Severity::Notice;
        self.notes.fault(name, fault);
    }
}

impl Map<'_> {
    /// Annotates one line. One that cannot be annotated comes back as it was.
    fn line(&self, bytes: &[u8], name: &str) -> Done {
        let mut bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let mut fault = None;
        let told = if bytes.iter().all(u8::is_ascii_whitespace) {
            None
        } else {
            match std::str::from_utf8(bytes) {
                Err(error) => {
                    let column = error.valid_up_to() + 1;
                    let what = "This line is not UTF-8.";
                    let remedy = "Write the file in UTF-8; the line was passed on as it is.";
                    let place = Place { offset: 0, line: 1, column };
                    fault = Some(Fault::new(Severity::Error, what, remedy).in_place(place));
                    None
                }
                Ok(line) => match self.record(line, name) {
                    Ok((told, noticed)) => {
                        fault = noticed;
                        told
                    }
                    Err(refused) => {
                        let remedy = format!("{} It was passed on as it is.", refused.remedy);
                        let pointer = refused.pointer.clone().filter(|at| !at.is_empty());
                        let severity = Severity::Error;
                        fault = Some(Fault { severity, pointer, remedy, ..refused });
                        None
                    }
                },
            }
        };
        self.bar.step();
        let mut done = match told {
            Some(told) => told.into_bytes(),
            None if self.explain => return (Vec::new(), fault),
            None => bytes.to_vec(),
        };
        done.push(b'\n');
        (done, fault)
    }

    /// What is to be written for a line; nothing if it stays as it is.
    fn record(&self, line: &str, name: &str) -> Result<(Option<String>, Option<Fault>), Fault> {
        let line = line.trim_start_matches('\u{feff}');
        let (record, fault) = Record::read(line, self.issued)?;
        if record.is_annotated {
            let told = self.explain.then(|| format!("{}: has marks of its own", record.id));
            return Ok((told, fault));
        }
        let found = record.annotate(&self.annotator);
        let told = if self.explain {
            let id = if record.id.is_empty() { name } else { &record.id };
            explain::told(id, &record.input(), &found)
        } else {
            record.with(&found)
        };
        Ok((Some(told), fault))
    }
}
