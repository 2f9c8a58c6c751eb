//! Trains the model of the names' tagger and packs the long lists of the gazetteer.
//!
//!     cargo run --release --example train_names -- DATA LISTS [--out FOLDER]
//!
//! DATA holds JSON lines (gzip) of texts with their names, one file a corpus, as
//! docs/names-model.md describes; LISTS is what script/gather-names writes. The same data
//! give the same bytes. With `--measure GOLD OUT` it writes what the built-in model finds
//! in the texts of GOLD instead.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a tool")]
#![allow(missing_docs, unreachable_pub, reason = "no library")]

#[path = "train_names/corpus.rs"]
mod corpus;
#[path = "train_names/crf.rs"]
mod crf;
#[path = "train_names/invent.rs"]
mod invent;
#[path = "train_names/lists.rs"]
mod lists;
#[path = "train_names/measure.rs"]
mod measure;
#[path = "train_names/results.rs"]
mod results;
#[path = "train_names/vary.rs"]
mod vary;

use dateline::annotate::names::gazetteer::Gazetteer;
use std::path::{Path, PathBuf};

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|arg| arg == "--measure") {
        return measure::measure(Path::new(&args[1]), Path::new(&args[2]));
    }
    let mut out = PathBuf::from("src/annotate/names/data");
    if let Some(at) = args.iter().position(|arg| arg == "--out") {
        out = PathBuf::from(&args[at + 1]);
        args.drain(at..at + 2);
    }
    assert!(args.len() == 2, "usage: train_names DATA LISTS [--out FOLDER]");
    let options = Options::from_env();
    let rows = corpus::read(Path::new(&args[0]), &options.without);
    println!("{} rows", rows.len());
    let names = lists::Lists::read(Path::new(&args[1]));
    let packed = names.pack(&rows);
    let bytes = dateline::annotate::names::table::pack(&packed);
    println!("words.bin: {} words, {} bytes", packed.len(), bytes.len());
    std::fs::write(out.join("words.bin"), bytes).unwrap();
    let gazetteer = Gazetteer::with_lists(&packed);
    let mut rows: Vec<corpus::Row> =
        rows.into_iter().map(|row| corpus::clean(row, &gazetteer)).collect();
    rows.extend(vary::variants(&rows, &names));
    rows.extend(results::results(&names));
    println!("{} rows with variants", rows.len());
    let model = crf::train(&rows, &gazetteer, &options);
    println!("model.bin: {} bytes", model.len());
    std::fs::write(out.join("model.bin"), model).unwrap();
}

/// What experiments vary, by variables of the environment; the defaults are what ships.
pub struct Options {
    pub epochs: usize,
    pub l1: f32,
    pub l2: f32,
    pub alpha: f32,
    pub drop: f32,
    pub doubt: f32,
    pub least: f32,
    pub rare: u32,
    pub without: Vec<String>,
}

impl Options {
    fn from_env() -> Self {
        let number = |name: &str, usual: f32| {
            std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(usual)
        };
        let without = std::env::var("WITHOUT").unwrap_or_else(|_| "sharealike,multiner-lk".into());
        Self {
            epochs: number("EPOCHS", 7.0) as usize,
            l1: number("L1", 3.0),
            l2: number("L2", 1.0),
            alpha: number("ALPHA", 0.1),
            drop: number("DROP", 0.15),
            doubt: number("DOUBT", 0.4),
            least: number("LEAST", 0.15),
            rare: number("RARE", 3.0) as u32,
            without: without.split(',').map(str::to_owned).collect(),
        }
    }
}
