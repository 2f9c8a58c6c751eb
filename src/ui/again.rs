//! Things that need the bytes of the open file again: the full report, and other formats.
//!
//! Both are the importers' work. The bytes are not kept meanwhile: a file from this machine
//! is read again, one from an address is asked for again, from the browser's cache where it
//! can be.

use crate::browser::importers::{self, Named};
use crate::browser::{fetch, files, location, stream};
use crate::bundle::Fault;
use crate::ui::state::Viewer;
use crate::ui::{opening, words};

/// Where the open file came from.
#[derive(Clone, Default)]
pub struct Origin {
    /// Its address as given; empty for files of this machine.
    pub source: String,
    /// Files of this machine, as they were picked or dropped.
    pub files: Vec<web_sys::File>,
}

impl Origin {
    /// The files with their bytes, unpacked.
    async fn read(&self) -> Result<Vec<Named>, Fault> {
        let mut read = Vec::new();
        if self.files.is_empty() {
            let url = location::absolute(&self.source).unwrap_or_else(|| self.source.clone());
            let bytes = fetch::bytes(&url, false, None, Box::new(|_, _| {})).await?;
            read.push((opening::unpacked_name(self.source.clone(), bytes.is_packed()), bytes));
        }
        for file in &self.files {
            let bytes = files::bytes(file).await?;
            read.push((opening::unpacked_name(file.name(), bytes.is_packed()), bytes));
        }
        let mut unpacked = Vec::with_capacity(read.len());
        for (name, bytes) in read {
            unpacked.push((name, stream::unpacked(bytes).await?));
        }
        Ok(unpacked)
    }
}

impl Viewer {
    /// Looks for everything that is odd about the open file, as `dateline check` does.
    pub fn check(&self) {
        let viewer = *self;
        let (number, origin, call) = self.origin();
        self.told.set(words::CHECKING.to_owned());
        leptos::task::spawn_local(async move {
            let checked = match origin.read().await {
                Ok(files) => importers::open(call, &files).await.map(|(_, faults)| faults),
                Err(fault) => Err(fault),
            };
            if !viewer.is_current(number) {
                return;
            }
            match checked {
                Ok(faults) => {
                    viewer.told.set(words::checked(faults.len()));
                    viewer.take_faults(faults);
                }
                Err(fault) => viewer.told.set(fault.to_string()),
            }
        });
    }

    /// Saves the open file in another format, as the reader put it right; the browser asks
    /// where.
    pub fn save(&self, format: String) {
        let viewer = *self;
        let (number, origin, call) = self.origin();
        self.told.set(words::SAVING.to_owned());
        let title = self.title();
        let right =
            self.corrections.with_untracked(|own| (!own.is_empty()).then(|| own.to_text(&title)));
        leptos::task::spawn_local(async move {
            let saved = match origin.read().await {
                Ok(files) => importers::save(call, &files, &format, right.as_deref()).await,
                Err(fault) => Err(fault),
            };
            if viewer.is_current(number) {
                viewer.told.set(saved.map_or_else(
                    |fault| fault.to_string(),
                    |notices| {
                        let what = notices.into_iter().map(|notice| notice.what);
                        let said: Vec<String> =
                            std::iter::once(words::SAVED.to_owned()).chain(what).collect();
                        said.join(" ")
                    },
                ));
            }
        });
    }
}
