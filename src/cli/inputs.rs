//! Which files a call means: those it names, and what lies in the folders it names.
//!
//! A file that is named is an input whatever it is called; of a folder, only files of the
//! kinds that can be opened, in the order of their names. What is passed over is counted,
//! never just forgotten. It must not read a file, nor follow a link out of a folder to
//! another folder.

use super::{counted, unpack};
use crate::bundle::same;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Extensions of the files that are taken from a folder; each may be followed by `.gz`.
const KINDS: [&str; 15] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "xml", "rss", "atom", "json", "jsonl",
    "ndjson", "jsonld", "ann",
];

/// Ends of names that annotate another file: it must come to the same stem as that file.
const ASIDE: [&str; 4] = [".annotations.json", ".annotations.jsonld", ".anno.json", ".anno.jsonld"];

/// Bytes of an id: as many as importers keep of a name.
const LONGEST_ID: usize = 80;

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    /// Where it is; `-` is standard input.
    pub(super) path: PathBuf,
    /// What it is called in what the command says.
    pub(super) name: String,
    /// The name by which it is opened: its last part becomes the id of a text. It stands
    /// for the path inside the named folder, so that an id depends on nothing else.
    pub(super) id_name: String,
}

/// What a call means.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In the order of the call, and inside a folder in the order of names.
    pub(super) inputs: Vec<Input>,
    /// What was passed over, as sentences.
    pub(super) passed_over: Vec<String>,
    /// Folders and files that could not be looked at, with the reason.
    pub(super) failures: Vec<(String, String)>,
}

/// Finds the files of a call.
pub(super) fn gather(named: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut skipped = Skipped::default();
    for path in named {
        if unpack::is_standard_input(path) {
            let name = "standard input".to_owned();
            found.inputs.push(Input {
                path: path.clone(),
                name,
                id_name: "standard-input".to_owned(),
            });
        } else if path.is_dir() {
            walk(path, &mut found, &mut skipped);
        } else {
            let file = path.file_name().map(Path::new).unwrap_or(path);
            found.inputs.push(input(path, file));
        }
    }
    found.passed_over = skipped.told();
    found
}

fn input(path: &Path, relative: &Path) -> Input {
    Input { path: path.to_owned(), name: path.display().to_string(), id_name: id_name(relative) }
}

/// What lay in folders and was not taken.
#[derive(Debug, Default)]
struct Skipped {
    kinds: BTreeMap<String, usize>,
    hidden: usize,
    links: usize,
}

impl Skipped {
    fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        let total: usize = self.kinds.values().sum();
        if total > 0 {
            let mut kinds: Vec<_> = self.kinds.iter().collect();
            kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            let kinds: Vec<_> =
                kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            told.push(format!(
                "{} of other kinds passed over: {}. A file that is named is opened whatever its kind.",
                counted(total, "file"),
                kinds.join(", ")
            ));
        }
        if self.hidden > 0 {
            told.push(format!(
                "{} that are hidden passed over. Name one to open it.",
                counted(self.hidden, "file or folder")
                    .replace("file or folders", "files or folders")
            ));
        }
        if self.links > 0 {
            told.push(format!(
                "{} to folders not followed. Name a folder itself to take what is in it.",
                counted(self.links, "link")
            ));
        }
        told
    }
}

fn walk(folder: &Path, found: &mut Found, skipped: &mut Skipped) {
    let is_hidden = |entry: &DirEntry| {
        entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let mut hidden = 0;
    let visible = |entry: &DirEntry| {
        let hide = is_hidden(entry);
        hidden += usize::from(hide);
        !hide
    };
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).display().to_string();
                let reason =
                    error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                found.failures.push((path, format!("This cannot be looked at: {reason}")));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path();
        // What a link leads to; pipes and devices are no articles.
        let is_file = match path.metadata() {
            Ok(data) if data.is_dir() => {
                skipped.links += 1;
                continue;
            }
            Ok(data) => data.is_file(),
            Err(error) => {
                let name = path.display().to_string();
                found.failures.push((name, format!("This file cannot be read: {error}")));
                continue;
            }
        };
        match kind(path) {
            Ok(()) if is_file => {
                found.inputs.push(input(path, path.strip_prefix(folder).unwrap_or(path)));
            }
            Ok(()) => *skipped.kinds.entry("that are no plain file".to_owned()).or_default() += 1,
            Err(other) => *skipped.kinds.entry(other).or_default() += 1,
        }
    }
    skipped.hidden += hidden;
}

/// Nothing if the name is of a kind that can be opened, else the kind in words.
fn kind(path: &Path) -> Result<(), String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let bare = name.strip_suffix(".gz").unwrap_or(&name);
    match bare.rsplit_once('.') {
        Some((_, extension)) if KINDS.contains(&extension) => Ok(()),
        Some((_, extension)) => Err(format!(".{extension}")),
        None if bare.len() < name.len() => Err(".gz".to_owned()),
        None => Err("without an extension".to_owned()),
    }
}

/// The name a file is opened by: `2024/03/quay.txt.gz` is `2024-03-quay.txt`. Importers
/// make an id of it by keeping ASCII letters and digits. Where that would lose letters or
/// be too long, a hash of the path keeps ids apart, so that none depends on other files.
fn id_name(relative: &Path) -> String {
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    let whole = parts.join("/");
    let whole = strip_end(&whole, ".gz").unwrap_or(&whole);
    let stem = ASIDE.iter().find_map(|end| strip_end(whole, end)).unwrap_or_else(|| {
        let file = whole.rfind('/').map_or(0, |at| at + 1);
        whole.rfind('.').filter(|&at| at > file).map_or(whole, |at| &whole[..at])
    });
    let end = &whole[stem.len()..];
    let slug = slug(stem);
    let is_lossy = stem.chars().any(|c| c.is_alphanumeric() && !c.is_ascii());
    if !is_lossy && !slug.is_empty() && slug.len() <= LONGEST_ID {
        return format!("{slug}{end}");
    }
    let hash = same::hash(stem.bytes());
    let kept = slug.get(..slug.len().min(LONGEST_ID - 9)).unwrap_or_default().trim_end_matches('-');
    let kept = if kept.is_empty() { "article" } else { kept };
    format!("{kept}-{:08x}{end}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

fn strip_end<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(end.len()).filter(|&at| at > 0)?;
    text.get(at..)?.eq_ignore_ascii_case(end).then(|| &text[..at])
}

/// ASCII letters and digits in lower case, the rest as single hyphens.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_stands_for_the_path_inside_the_folder() {
        let long = format!("{}/quay", "deep/".repeat(30));
        for (path, expected) in [
            ("quay.txt", "quay.txt"),
            ("2024/03/quay.txt", "2024-03-quay.txt"),
            ("2024/03/The Quay (2).TXT.gz", "2024-03-the-quay-2.TXT"),
            ("2024/quay.annotations.json", "2024-quay.annotations.json"),
            ("v1.2/quay", "v1-2-quay"),
            (".txt", "txt"),
            // A name that would lose letters, or is too long, ends in a hash of the path.
            ("K\u{e4}y.txt", "k-y-1fbeb710.txt"),
            ("K\u{e4}y.ann", "k-y-1fbeb710.ann"),
            ("\u{62e}\u{628}\u{631}.txt", "article-68209dfa.txt"),
            ("--.txt", "article-"),
            (&format!("{long}.txt"), "deep-deep-"),
        ] {
            let name = id_name(Path::new(path));
            assert!(name.starts_with(expected), "{path}: {name}");
            assert!(name.len() <= LONGEST_ID + ".annotations.json".len(), "{name}");
        }
        let other = format!("{}/key", "deep/".repeat(30));
        assert_ne!(id_name(Path::new(&long)), id_name(Path::new(&other)));
    }

    #[test]
    fn of_a_folder_only_kinds_that_can_be_opened_are_taken() {
        for (name, expected) in [
            ("a.txt", ""),
            ("a.HTML", ""),
            ("a.jsonl.gz", ""),
            ("a.jpg", ".jpg"),
            ("a.tar.gz", ".tar"),
            ("a.gz", ".gz"),
            ("README", "without an extension"),
        ] {
            assert_eq!(kind(Path::new(name)).err().unwrap_or_default(), expected, "{name}");
        }
    }
}
