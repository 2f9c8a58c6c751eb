//! Files that a person picked or dropped.

use crate::browser::bytes::Bytes;
use crate::bundle::{Fault, Severity};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

/// The files of a file input's `change` event. The input is emptied, so that the same file
/// can be picked again after it was mended.
pub fn picked(event: &Event) -> Vec<File> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return Vec::new() };
    let files = listed(input.files());
    input.set_value("");
    files
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    listed(event.data_transfer().and_then(|data| data.files()))
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// True if what hovers over the page is a file, and not a link or selected text.
pub fn carries_file(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.iter().any(|kind| kind == "Files"))
}

/// Reads a file whole.
///
/// # Errors
/// A fatal fault if the file went away, is a folder, or may not be read.
pub async fn bytes(file: &File) -> Result<Bytes, Fault> {
    JsFuture::from(file.array_buffer())
        .await
        .map(|buffer| Bytes::new(js_sys::Uint8Array::new(&buffer)))
        .map_err(|_| {
            Fault::new(
                Severity::Fatal,
                format!("{} could not be read.", file.name()),
                "Check that it is a file, not a folder, and still where it was.",
            )
        })
}
