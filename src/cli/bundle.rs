//! `dateline bundle`: files and folders to one bundle.
//!
//! One bad input must not cost the others: it is named, and the command ends with 1. The
//! result depends on the inputs and their order alone, not on how many are read at once.

use super::annotating::Annotating;
use super::inputs::{self, Input};
use super::notes::{Bar, Notes};
use super::{FAILED, FAULTY, complain, counted, save, unpack};
use crate::annotate::{Annotator, link, write};
use crate::bundle::corrections::Corrections;
use crate::bundle::same::{self, Likeness, Seen};
use crate::bundle::{Article, Bundle, Fault, Mark, Reading, Severity, civil, edtf};
use crate::export::layout;
use crate::import::{self, File, Merger};
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Inputs that are read before they are put together: enough to keep every core busy, few
/// enough that the files of a large folder are never in memory together.
const AT_ONCE: usize = 512;
/// Bytes of stack for each thread that reads: as the main one has on most systems.
const STACK: usize = 8 << 20;

/// The arguments of `bundle`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Of a folder, files of the kinds .txt .text .md .markdown .html .htm .xhtml .xml .rss .atom
.json .jsonl .ndjson .jsonld .ann are taken, and .gz of each, in the order of their names;
hidden files, other kinds and links to folders are passed over, and counted.

A text's id is its path in the folder: 2024/03/quay.txt is 2024-03-quay. An article that has
the text of an earlier one, and says nothing more, is left out and reported. One with the
same address but another text is kept and reported.

Articles that bring no marks and no events are annotated, as by `dateline annotate`; the
lines that it wrote can be inputs, and give the same bundle as the articles themselves.

Ends with 0 if all was well, 1 if an input had errors, 2 if nothing could be opened.")]
pub(super) struct Options {
    /// Files of any kind that can be opened, folders of them, or “-” for standard input, in
    /// the order of the result
    #[arg(required = true, value_name = "INPUT")]
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
    /// Leave articles without marks as they are, instead of finding their dates, names and
    /// events
    #[arg(long)]
    no_annotate: bool,
    /// Put names right as this file says, which a reader saved in the viewer
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    /// Keep articles that say what an earlier one says
    #[arg(long)]
    keep_duplicates: bool,
    /// How many inputs are read at once [default: as many as there are processors]
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
    let found = inputs::gather(&options.inputs);
    if let Some(output) = &options.output
        && found.inputs.iter().any(|input| save::is_same(&input.path, output))
    {
        anyhow::bail!("{} is an input too; write the bundle elsewhere", output.display());
    }
    let corrections = options.corrections.as_deref().map(corrections).transpose()?;
    let what = if options.no_annotate { "files" } else { "files and articles" };
    let bar = Bar::new(found.inputs.len(), what, options.quiet);
    let mut notes = Notes::new(options.verbose, options.quiet, &bar);
    for words in &found.passed_over {
        notes.notice(words);
    }
    for (name, reason) in &found.failures {
        complain(format_args!("{name}: {reason}"));
    }
    // A packed text has the annotations that it has unpacked.
    let bare = |input: &Input| input.name.strip_suffix(".gz").unwrap_or(&input.name).to_owned();
    let names: Vec<String> = found.inputs.iter().map(bare).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let groups: Vec<Vec<&Input>> = import::companions(&names)
        .into_iter()
        .map(|group| group.into_iter().filter_map(|at| found.inputs.get(at)).collect())
        .collect();

    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs.map_or(0, usize::from))
        .stack_size(STACK)
        .build()
        .context("The threads cannot be started")?;
    let annotator = (!options.no_annotate).then(Annotator::new);
    let issued = options.issued.as_deref();
    let annotating =
        annotator.as_ref().map(|annotator| Annotating { annotator, issued, bar: &bar });
    let mut whole = Whole::new(options.keep_duplicates);
    let mut sound = found.failures.is_empty();
    for groups in groups.chunks(AT_ONCE) {
        let opened: Vec<Opened> = threads.install(|| {
            let opened = groups.par_iter().map(|group| {
                let mut opened = open(group, &bar);
                if let (Some(annotating), Some(reading)) = (&annotating, &mut opened.reading) {
                    annotating.bundle(&mut reading.bundle);
                }
                opened
            });
            opened.collect()
        });
        for (group, opened) in groups.iter().zip(opened) {
            sound &= !opened.faults.iter().any(|(_, fault)| fault.severity > Severity::Notice);
            for (name, fault) in &opened.faults {
                notes.fault(name, fault);
            }
            if let (Some(reading), Some(input)) = (opened.reading, group.first()) {
                for fault in whole.add(&input.name, reading.bundle, &opened.hashes) {
                    notes.fault(&input.name, &fault);
                }
            }
        }
    }
    bar.clear();
    notes.finish();
    if whole.left_out > 0 {
        notes.notice(format_args!(
            "{} left out: an earlier one has the same text. --keep-duplicates keeps them.",
            counted(whole.left_out, "article")
        ));
    }
    let Some(mut bundle) = whole.finish(folder_name(&options.inputs)) else {
        complain("None of the inputs could be opened; nothing was written.");
        return Ok(ExitCode::from(FAILED));
    };
    link::settle(&mut bundle);
    if let Some(corrections) = corrections {
        corrections.apply(&mut bundle);
    }
    if let Some(title) = &options.title {
        bundle.title.clone_from(title);
    }
    if let Some(issued) = &options.issued {
        date_undated(&mut bundle, issued);
    }
    let text =
        layout::lines(&serde_json::to_string(&bundle).context("The bundle cannot be written")?);
    drop(bundle);
    save::whole(options.output.as_deref(), text.as_bytes())?;
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}

/// The corrections in a file.
fn corrections(path: &Path) -> Result<Corrections> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} cannot be read"))?;
    Corrections::read(&text).map_err(|fault| anyhow::anyhow!("{}", fault.in_file(name)))
}

/// The name of the one folder that was named.
fn folder_name(inputs: &[PathBuf]) -> Option<String> {
    let [folder] = inputs else { return None };
    let folder = folder.is_dir().then(|| folder.canonicalize().ok()).flatten()?;
    Some(folder.file_name()?.to_string_lossy().into_owned())
}

/// What became of inputs that belong together.
struct Opened {
    reading: Option<Reading>,
    /// With the name of the input; fatal ones among them.
    faults: Vec<(String, Fault)>,
    /// Of the words of each article.
    hashes: Vec<u64>,
}

/// Reads and opens inputs that belong together.
fn open(group: &[&Input], bar: &Bar) -> Opened {
    let mut faults = Vec::new();
    let mut files = Vec::new();
    for input in group {
        match unpack::read(&input.path) {
            Ok(read) => {
                faults.extend(read.fault.map(|fault| (input.name.clone(), fault)));
                files.push(File { name: input.id_name.clone(), bytes: read.bytes });
            }
            Err(error) => faults.push((input.name.clone(), unpack::fault_of(error))),
        }
        bar.step();
    }
    // Faults name a file as it was opened; the person knows it by its path.
    let named = |mut fault: Fault| {
        let file = fault.file.take();
        let of = group.iter().find(|input| Some(&input.id_name) == file.as_ref());
        let Some(input) = of.or(group.first()) else { return (String::new(), fault) };
        if let Some(rest) = fault.what.strip_prefix(&input.id_name) {
            fault.what = format!("{}{rest}", input.name);
        }
        (input.name.clone(), fault)
    };
    let reading = match files.iter().collect::<Vec<_>>().as_slice() {
        [] => None,
        [file] => Some(
            import::open_apart(&file.name, &file.bytes).map_err(|fault| fault.in_file(&file.name)),
        ),
        files => Some(import::open_together(files)),
    };
    match reading {
        Some(Ok(mut reading)) => {
            faults.extend(std::mem::take(&mut reading.faults).into_iter().map(named));
            let items = reading.bundle.items.iter();
            let hashes = items.map(|article| same::hash_of_words(&article.content_text)).collect();
            Opened { reading: Some(reading), faults, hashes }
        }
        Some(Err(fatal)) => {
            faults.push(named(fatal));
            Opened { reading: None, faults, hashes: Vec::new() }
        }
        None => Opened { reading: None, faults, hashes: Vec::new() },
    }
}

/// The bundle in the making.
struct Whole {
    keep_duplicates: bool,
    merger: Option<Merger>,
    seen: Seen,
    /// The input of each article.
    origins: Vec<std::sync::Arc<str>>,
    /// The title of the first input that is more than one text.
    title: Option<String>,
    merged: usize,
    left_out: usize,
}

impl Whole {
    fn new(keep_duplicates: bool) -> Self {
        Self {
            keep_duplicates,
            merger: None,
            seen: Seen::default(),
            origins: Vec::new(),
            title: None,
            merged: 0,
            left_out: 0,
        }
    }

    /// Adds what an input gave. The answer tells what was left out or renamed.
    fn add(&mut self, name: &str, mut bundle: Bundle, hashes: &[u64]) -> Vec<Fault> {
        // The headline of one text is no title for a collection.
        let own = bundle.items.first().map(Article::headline);
        if own != Some(&bundle.title) || bundle.items.len() > 1 {
            self.title.get_or_insert_with(|| bundle.title.clone());
        }
        let mut faults = Vec::new();
        let name: std::sync::Arc<str> = name.into();
        let mut kept: Vec<Article> = Vec::with_capacity(bundle.items.len());
        let earlier = self.merger.as_ref().map_or(&[][..], |merger| &merger.bundle().items);
        for (article, &hash) in std::mem::take(&mut bundle.items).into_iter().zip(hashes) {
            let at = |number: usize| {
                earlier.get(number).or_else(|| kept.get(number.checked_sub(earlier.len())?))
            };
            let like = self.seen.find(&article, hash, at);
            let mut is_left_out = false;
            if let Some(like) = like {
                let (Likeness::Text(number) | Likeness::Address(number)) = like;
                if let Some(other) = at(number) {
                    is_left_out = !self.keep_duplicates
                        && matches!(like, Likeness::Text(_))
                        && says_no_more(&article, other);
                    let place = self.origins.get(number).map_or("", |name| name);
                    faults.push(repeats(&article, other, place, like, is_left_out));
                }
            }
            if is_left_out {
                self.left_out += 1;
                continue;
            }
            self.seen.add(&article, hash, earlier.len() + kept.len());
            self.origins.push(name.clone());
            kept.push(article);
        }
        bundle.items = kept;
        self.merged += 1;
        match &mut self.merger {
            None => self.merger = Some(Merger::new(bundle)),
            Some(merger) => faults.extend(merger.add(bundle)),
        }
        faults
    }

    /// The whole, if there is any; `folder` is what it is called if nothing else says.
    fn finish(self, folder: Option<String>) -> Option<Bundle> {
        let mut bundle = self.merger?.finish();
        if let Some(folder) = folder {
            bundle.title = folder;
        } else if self.merged > 1 {
            bundle.title = self.title.unwrap_or_else(|| counted(bundle.items.len(), "article"));
        }
        Some(bundle)
    }
}

/// True if an article of the same text has nothing that the earlier one has not.
fn says_no_more(article: &Article, earlier: &Article) -> bool {
    let (new, old) = (&article.dateline, &earlier.dateline);
    let title = article.title.as_deref().unwrap_or_default();
    let same_title = same::same_words(title, earlier.title.as_deref().unwrap_or_default());
    (title.trim().is_empty() || same_title)
        && (new.marks == old.marks || new.marks.iter().all(is_ours))
        && (new.events == old.events || new.events.iter().all(link::is_made_here))
}

/// True for a mark that was found, not brought.
fn is_ours(mark: &Mark) -> bool {
    mark.by.as_deref().is_some_and(write::is_ours)
}

fn repeats(
    article: &Article,
    earlier: &Article,
    place: &str,
    like: Likeness,
    is_left_out: bool,
) -> Fault {
    let (id, other) = (&article.id, &earlier.id);
    let (what, remedy) = match like {
        Likeness::Text(_) if is_left_out => (
            format!("The article “{id}” has the text of “{other}” (“{place}”)."),
            "It was left out; --keep-duplicates keeps it.",
        ),
        Likeness::Text(_) => (
            format!("The article “{id}” has the text of “{other}” (“{place}”)."),
            "Both were kept; take one of them out if they are the same.",
        ),
        Likeness::Address(_) => (
            format!(
                "The article “{id}” has the address of “{other}” (“{place}”), but another text."
            ),
            "Both were kept; take one of them out if it is an old version.",
        ),
    };
    Fault::new(Severity::Notice, what, remedy)
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
