//! The second WebAssembly module: the importers, fetched when a file needs them. Wiring only.

// Declared here rather than in the library: exports of a program always reach the linker.
#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "wasm_bindgen exports public functions only")]
mod exports {
    use dateline::bundle::Fault;
    use dateline::bundle::corrections::Corrections;
    use dateline::bundle::place::Place;
    use dateline::export::{Kind, export};
    use dateline::import::{self, File};
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Opens files as one bundle, puts it right by the text of a file of corrections, and
    /// writes it in a format, or as a compact bundle where none is named. Gives UTF-8 bytes, a
    /// list of faults (of opening, or of what the format could not hold), and how the name and
    /// the media type of such a file read. Where nothing can be opened, the bytes are undefined
    /// and the last fault says why.
    #[wasm_bindgen]
    pub fn open(
        names: Vec<String>,
        contents: Vec<Uint8Array>,
        format: Option<String>,
        corrections: Option<String>,
    ) -> Array {
        let files = names.into_iter().zip(contents);
        let files: Vec<File> =
            files.map(|(name, bytes)| File { name, bytes: bytes.to_vec() }).collect();
        let opened = match &files[..] {
            [file] => import::checked(&file.name, &file.bytes),
            _ => import::open_all(files),
        };
        let right = corrections.as_deref().map_or(Ok(Corrections::default()), Corrections::read);
        let (mut reading, right) = match (opened, right) {
            (Ok(reading), Ok(right)) => (reading, right),
            (Err(fault), _) | (_, Err(fault)) => {
                return answer(&JsValue::UNDEFINED, &[fault], None);
            }
        };
        right.apply(&mut reading.bundle);
        if let Some(kind) = format.as_deref().and_then(Kind::from_word) {
            let written = export(&reading.bundle, kind);
            let bytes = Uint8Array::from(written.text.as_bytes());
            return answer(&bytes, &written.notices, Some(kind));
        }
        match serde_json::to_vec(&reading.bundle) {
            Ok(json) => answer(&Uint8Array::from(&json[..]), &reading.faults, None),
            Err(_) => answer(&JsValue::UNDEFINED, &reading.faults, None),
        }
    }

    fn answer(bytes: &JsValue, faults: &[Fault], kind: Option<Kind>) -> Array {
        let word = |word: Option<&str>| word.map_or(JsValue::UNDEFINED, JsValue::from);
        Array::of4(
            bytes,
            &faults.iter().map(handed_over).collect::<Array>(),
            &word(kind.map(Kind::extension)),
            &word(kind.map(Kind::media_type)),
        )
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
