//! Several inputs at once: which of them belong together, and all of them as one bundle.
//!
//! Annotations often lie in a file of their own beside the text they annotate. Names alone
//! decide which files belong together, so that a command can ask before it reads them. One
//! bad input must not cost the others.

use crate::bundle::{Fault, Reading, Severity};
use crate::import::{merge, open};
use std::collections::BTreeMap;

/// One input: a dropped or picked file, or one given to the command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// File name, path or address.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Groups of inputs that belong together, as indices into `names`; every input is in
/// exactly one group. Groups stand in the order of their first inputs. Most inputs are
/// alone; brat's `quay.ann` belongs to `quay.txt` of the same folder, and Web Annotations
/// called `quay.annotations.json` or `quay.jsonld` belong to `quay.txt`, `quay.json`, ….
pub fn companions(names: &[&str]) -> Vec<Vec<usize>> {
    let mut stems: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, name) in names.iter().enumerate().filter(|(_, name)| aside(name).is_none()) {
        stems.entry(stem(name)).or_insert(index);
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
    for (index, name) in names.iter().enumerate() {
        let home = aside(name).and_then(|stem| stems.get(stem)).copied().unwrap_or(index);
        if let Some(group) = groups.get_mut(home) {
            group.push(index);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups.sort_by_key(|group| group.iter().copied().min());
    groups
}

/// A name without its extension, folder included.
fn stem(name: &str) -> &str {
    let file = name.rfind(['/', '\\']).map_or(0, |at| at + 1);
    match name[file..].rfind('.') {
        None | Some(0) => name,
        Some(at) => &name[..file + at],
    }
}

/// If a name says that the file annotates another: what that other is called, without its
/// extension.
fn aside(name: &str) -> Option<&str> {
    const ENDS: [&str; 5] =
        [".ann", ".annotations.json", ".annotations.jsonld", ".anno.json", ".jsonld"];
    ENDS.into_iter().find_map(|end| {
        let at = name.len().checked_sub(end.len()).filter(|&at| at > 0)?;
        name.get(at..)?.eq_ignore_ascii_case(end).then(|| &name[..at])
    })
}

/// Opens one group of inputs that belong together, as `companions` finds them.
///
/// # Errors
/// A fatal fault that names the input, if there is nothing to show.
pub fn open_together(files: &[&File]) -> Result<Reading, Fault> {
    let mut whole: Option<Reading> = None;
    let mut fatal = None;
    for file in files {
        match open(&file.name, &file.bytes) {
            Err(fault) => fatal = Some(fault.in_file(&file.name)),
            Ok(reading) => match whole.as_mut() {
                None => whole = Some(reading),
                Some(whole) => whole.faults.extend(merge(&mut whole.bundle, reading.bundle)),
            },
        }
    }
    whole.ok_or_else(|| fatal.unwrap_or_else(nothing))
}

/// Opens several inputs as one bundle, its articles in the order of the files. What could
/// not be opened is listed among the faults, each with the name of its file.
///
/// # Errors
/// A fatal fault, if none of the files could be opened.
pub fn open_all(files: Vec<File>) -> Result<Reading, Fault> {
    let files: Vec<&File> = files.iter().collect();
    open_together(&files)
}

fn nothing() -> Fault {
    Fault::new(Severity::Fatal, "No file was given.", "Choose at least one file.")
}
