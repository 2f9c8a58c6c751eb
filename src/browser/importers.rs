//! The way to the importers: a second module behind one JavaScript function, which the
//! element hands over.
//!
//! It must not decide which file needs them.

use crate::browser::bytes::Bytes;
use crate::bundle::place::Place;
use crate::bundle::{Fault, Severity};
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A file's name and its bytes.
pub type Named = (String, Bytes);

/// Opens files as one bundle: its JSON, and what had to be repaired or left out.
///
/// # Errors
/// A fatal fault if nothing could be opened, or the importers cannot be had.
pub async fn open(call: Option<Function>, files: &[Named]) -> Result<(Bytes, Vec<Fault>), Fault> {
    let (bundle, faults) = answer(call, files, &[]).await?;
    Ok((Bytes::new(bundle), faults))
}

/// Saves files as one in another format, by its word; says what it could not hold. Put right
/// by the text of a file of corrections, if there is one.
///
/// # Errors
/// As `open`.
pub async fn save(
    call: Option<Function>,
    files: &[Named],
    format: &str,
    corrections: Option<&str>,
) -> Result<Vec<Fault>, Fault> {
    let corrections = corrections.map_or(JsValue::UNDEFINED, JsValue::from_str);
    answer(call, files, &[format.into(), corrections]).await.map(|(_, notices)| notices)
}

async fn answer(
    call: Option<Function>,
    files: &[Named],
    more: &[JsValue],
) -> Result<(Uint8Array, Vec<Fault>), Fault> {
    let names: Array = files.iter().map(|(name, _)| JsValue::from_str(name)).collect();
    let contents: Array = files.iter().map(|(_, bytes)| bytes.array()).collect();
    let asked: Array = [names.into(), contents.into()].iter().chain(more).collect();
    let answer = match call.and_then(|call| call.apply(&JsValue::NULL, &asked).ok()) {
        Some(promise) => JsFuture::from(Promise::resolve(&promise)).await,
        None => Err(JsValue::UNDEFINED),
    };
    let answer: Array = answer.map_err(|reason| unavailable(&reason))?.unchecked_into();
    let mut faults: Vec<Fault> = answer
        .get(1)
        .unchecked_into::<Array>()
        .iter()
        .map(|fault| taken_over(&fault.into()))
        .collect();
    match answer.get(0).dyn_into::<Uint8Array>() {
        Ok(bytes) => Ok((bytes, faults)),
        Err(_) => Err(faults.pop().unwrap_or_else(|| unavailable(&JsValue::UNDEFINED))),
    }
}

fn unavailable(reason: &JsValue) -> Fault {
    let words = js_sys::Reflect::get(reason, &"message".into()).ok();
    let words = words.and_then(|words| words.as_string()).unwrap_or_default();
    Fault::new(
        Severity::Fatal,
        format!("The importer for this kind of file did not do its work ({words})."),
        "Reload the page and try again, or make a bundle of it: dateline bundle FILE -o bundle.json",
    )
}

/// A fault as the importers' module hands it over: see `src/bin/importer.rs`.
fn taken_over(list: &Array) -> Fault {
    let text = |at: u32| list.get(at).as_string();
    let number = |at: u32| list.get(at).as_f64().unwrap_or_default() as usize;
    let severity = match text(0).as_deref() {
        Some("notice") => Severity::Notice,
        Some("error") => Severity::Error,
        _ => Severity::Fatal,
    };
    let place = Place { offset: number(2), line: number(3), column: number(4) };
    Fault {
        severity,
        pointer: text(1),
        place: (place.line > 0).then_some(place),
        file: text(7),
        what: text(5).unwrap_or_default(),
        remedy: text(6).unwrap_or_default(),
    }
}
