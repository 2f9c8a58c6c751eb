//! Reads the training text and puts its known flaws right.

use crate::crf::FOLDS;
use dateline::annotate::names::gazetteer::{Gazetteer, class};
use dateline::annotate::names::words::{self, Casing};
use dateline::annotate::tokens::Text;
use std::io::Read;
use std::path::Path;

#[derive(Clone, Debug)]
pub struct Row {
    pub corpus: String,
    pub text: String,
    /// UTF-8 range, and 0 person, 1 organisation, 2 place, 3 other.
    pub names: Vec<(usize, usize, usize)>,
    pub weight: f32,
    /// Names of the sort "other" are not marked: a word without a name may be one.
    pub open: bool,
    /// Which part of a corpus that misses names; 0 for other corpora.
    pub fold: usize,
}

pub fn read(folder: &Path, without: &[String]) -> Vec<Row> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut rows = Vec::new();
    for file in files.iter().filter(|f| f.to_string_lossy().ends_with(".jsonl.gz")) {
        let corpus = file.file_name().unwrap().to_string_lossy().replace(".jsonl.gz", "");
        if without.contains(&corpus) {
            continue;
        }
        let mut text = String::new();
        flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap())
            .read_to_string(&mut text)
            .unwrap();
        for (number, line) in text.lines().enumerate() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            rows.push(row(&corpus, number, &value));
        }
    }
    rows
}

fn row(corpus: &str, number: usize, value: &serde_json::Value) -> Row {
    let text = value["text"].as_str().unwrap().to_owned();
    let mut at: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    at.push(text.len());
    let mut names = Vec::new();
    for entity in value["entities"].as_array().unwrap() {
        let place = |key: &str| at[entity[key].as_u64().unwrap() as usize];
        let sort = match entity["label"].as_str().unwrap() {
            "PER" => 0,
            "ORG" => 1,
            "LOC" => 2,
            _ => 3,
        };
        names.push((place("start"), place("end"), sort));
    }
    let source = value["source"].as_str().unwrap_or_default();
    let weight = match corpus {
        "gum-wikinews" => 2.0,
        "re3d-free" => 0.3,
        "btc" => 0.7,
        "wnut17-train" => 0.5,
        "multiner-lk" => 0.2,
        _ => 1.0,
    };
    let open = matches!(corpus, "btc" | "multiner-lk" | "gum-wikinews" | "re3d-free")
        || source.starts_with("uner");
    let fold = if corpus == "gmb" { 1 + number / 50 % FOLDS } else { 0 };
    Row { corpus: corpus.to_owned(), text, names, weight, open, fold }
}

/// Titles out of persons, peoples out of places, countries out of organisations.
pub fn clean(mut row: Row, gazetteer: &Gazetteer) -> Row {
    let text = std::mem::take(&mut row.text);
    let read = Text::new(&text);
    let words = words::words(&read);
    let mut names = Vec::new();
    for &(start, end, mut sort) in &row.names {
        let mut first = read.tokens.partition_point(|t| t.end <= start);
        let last = read.tokens.partition_point(|t| t.start < end);
        if first >= last {
            continue;
        }
        if sort == 0 {
            while first < last {
                let title = gazetteer.hit(&words[..last], first);
                match title.filter(|hit| hit.class & class::TITLE != 0) {
                    Some(hit) => first += hit.length,
                    None => break,
                }
            }
            if first >= last {
                continue;
            }
        }
        let hit = gazetteer.hit(&words[..last], first).filter(|hit| first + hit.length == last);
        let class = hit.map_or(0, |hit| hit.class);
        if class & class::GROUP != 0 && class & (class::COUNTRY | class::ORGANISATION) == 0 {
            sort = 3;
        }
        if row.corpus == "re3d-free" && class & class::COUNTRY != 0 {
            sort = 2;
        }
        if row.corpus == "gmb" && class & class::CALENDAR != 0 {
            continue;
        }
        names.push((read.tokens[first].start.max(start), end, sort));
    }
    // Tweets in capitals or small letters teach nothing about capitals.
    let shouted = words.iter().any(|w| w.casing == Casing::Capitals);
    if shouted && matches!(row.corpus.as_str(), "btc" | "wnut17-train") {
        row.weight *= 0.5;
    }
    row.names = names;
    row.text = text;
    row
}
