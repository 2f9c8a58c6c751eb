//! Writes a result so that there is never half of one: into a file of its own beside the
//! place it is meant for, which it then takes in one step.
//!
//! It must not touch anything else, nor leave the other file behind if writing fails.

use anyhow::{Context, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes the whole of a file, or of standard output if `path` is none or `-`.
///
/// # Errors
/// If the file cannot be written; what was there before is then still there.
pub(super) fn whole(path: Option<&Path>, text: &[u8]) -> Result<()> {
    let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
        let mut out = io::stdout().lock();
        return out.write_all(text).and_then(|()| out.flush()).context("standard output");
    };
    write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

fn write(path: &Path, text: &[u8]) -> io::Result<()> {
    // A link stays a link, to the new file.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if before.as_ref().is_some_and(|data| !data.is_file()) {
        // A pipe or a device cannot be replaced.
        return OpenOptions::new().write(true).open(&target)?.write_all(text);
    }
    let (mut file, temporary) = beside(&target)?;
    let written = file.write_all(text).and_then(|()| match before {
        Some(data) => file.set_permissions(data.permissions()),
        None => Ok(()),
    });
    // On the disk before it has the name: else a power cut could leave an empty bundle.
    let moved =
        written.and_then(|()| file.sync_data()).and_then(|()| fs::rename(&temporary, &target));
    if moved.is_err() {
        // The error to tell is the first one.
        let _ = fs::remove_file(&temporary);
    }
    moved
}

/// A new hidden file in the same folder, which no other process has.
fn beside(target: &Path) -> io::Result<(File, PathBuf)> {
    const TRIES: u32 = 100;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut tried = 0;
    loop {
        let temporary =
            target.with_file_name(format!(".{name}.{}-{tried}.part", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tried < TRIES => {
                tried += 1;
            }
            opened => return opened.map(|file| (file, temporary)),
        }
    }
}

/// True if both paths lead to the same file that exists.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
