//! The second WebAssembly module: the importers, fetched when a file needs them. Wiring only.

// Declared here rather than in the library: exports of a program always reach the linker.
#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "wasm_bindgen exports public functions only")]
mod exports {
    use dateline::bundle::Fault;
    use dateline::bundle::place::Place;
    use dateline::import::{self, File};
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Opens files as one bundle: gives its JSON in UTF-8 bytes and a list of faults. Where
    /// nothing can be opened, the bundle is undefined and the last fault says why.
    #[wasm_bindgen]
    pub fn open(names: Vec<String>, contents: Vec<Uint8Array>) -> Array {
        let files = names.into_iter().zip(contents);
        let files = files.map(|(name, bytes)| File { name, bytes: bytes.to_vec() }).collect();
        let (bundle, faults) = match import::open_all(files) {
            Ok(reading) => match serde_json::to_vec(&reading.bundle) {
                Ok(json) => (JsValue::from(Uint8Array::from(&json[..])), reading.faults),
                Err(_) => (JsValue::UNDEFINED, reading.faults),
            },
            Err(fault) => (JsValue::UNDEFINED, vec![fault]),
        };
        Array::of2(&bundle, &faults.iter().map(handed_over).collect::<Array>())
    }

    /// A fault as a list of plain values; `browser::importers` takes it apart.
    fn handed_over(fault: &Fault) -> JsValue {
        let place = fault.place.map_or([0, 0, 0], |Place { offset, line, column }| {
            [offset, line, column].map(|n| u32::try_from(n).unwrap_or(u32::MAX))
        });
        let list = Array::new();
        list.push(&fault.severity.word().into());
        list.push(&fault.pointer.as_deref().map_or(JsValue::UNDEFINED, JsValue::from));
        place.into_iter().for_each(|number| {
            list.push(&number.into());
        });
        list.push(&fault.what.as_str().into());
        list.push(&fault.remedy.as_str().into());
        list.push(&fault.file.as_deref().map_or(JsValue::UNDEFINED, JsValue::from));
        list.into()
    }
}

fn main() {}
