//! Writes the files of an archive in parts as they come, some hundred at a time: so that
//! they need not all be in memory, and both cores have work.
//!
//! The folder gets its name when the last file is written, for the name carries a hash of all
//! of them. It must not know what is in them.

use super::site;
use crate::archive::index::Key;
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Bytes of files that are written at a time.
const BATCH: usize = 16 << 20;

/// Stands for the name of the folder until it has one.
pub(super) const HASH: &str = "parts-unfinished";

/// A folder of parts that is being written.
pub(super) struct Parts {
    site: PathBuf,
    folder: PathBuf,
    packing: u32,
    batch: Vec<(String, Vec<u8>)>,
    /// Bytes in the batch.
    filled: usize,
    /// The hashes of all files, in the order in which they came.
    hashes: Vec<u8>,
    written: usize,
}

impl Parts {
    /// In the folder of a site, with packed copies as `site::write` makes them.
    pub(super) fn new(site: &Path, packing: u32) -> Result<Self> {
        let folder = site.join(HASH);
        remove(&folder)?; // of a run that was broken off
        fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        let (batch, hashes) = (Vec::new(), Vec::new());
        Ok(Self { site: site.to_owned(), folder, packing, batch, filled: 0, hashes, written: 0 })
    }

    /// Takes a file.
    pub(super) fn write(&mut self, name: String, bytes: Vec<u8>) -> Result<()> {
        self.hashes.extend(Key::of(&bytes).hash().to_le_bytes());
        self.filled += bytes.len();
        self.batch.push((name, bytes));
        if self.filled < BATCH { Ok(()) } else { self.write_batch() }
    }

    fn write_batch(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.filled = 0;
        self.written += batch.len();
        let write = |(name, bytes): &(String, Vec<u8>)| {
            site::write(&self.folder, name, bytes, self.packing)
        };
        batch.par_iter().try_for_each(write)
    }

    /// Writes the last files, and names the folder `parts-` and a hash: gives the hash, and how
    /// many files there are.
    pub(super) fn finish(mut self) -> Result<(String, usize)> {
        self.write_batch()?;
        let hash = Key::of(&self.hashes).short();
        let folder = self.site.join(format!("parts-{hash}"));
        remove(&folder)?; // the same content
        fs::rename(&self.folder, &folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok((hash, self.written))
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("{} cannot be replaced", folder.display()))?;
    }
    Ok(())
}
