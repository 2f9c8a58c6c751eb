//! What the WebAssembly module exports to `dateline.js`. Wiring only.

// Declared here rather than in the library: exports of a program always reach the linker.
#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "wasm_bindgen exports public functions only")]
mod exports {
    use dateline::browser::service;
    use dateline::ui::state::Settings;
    use dateline::ui::words::Region;
    use dateline::{embed, import};
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::ShadowRoot;

    /// Mounts a viewer in a shadow root; gives its handle.
    #[wasm_bindgen]
    pub fn mount(root: &ShadowRoot, settings: &JsValue, tell: js_sys::Function) -> u32 {
        let member = |name: &str| js_sys::Reflect::get(settings, &name.into()).ok();
        let text =
            |name: &str| member(name).and_then(|value| value.as_string()).unwrap_or_default();
        if let Some(number) = member("number").and_then(|value| value.as_string()) {
            let month_first = member("monthFirst").is_some_and(|value| value.is_truthy());
            Region::told(month_first, &number).settle();
        }
        let function = |name: &str| member(name).and_then(|value| value.dyn_into().ok());
        let settings = Settings {
            src: text("src"),
            index: text("index"),
            article: text("article"),
            q: text("q"),
            history: text("history") == "url",
            home: text("home"),
            importers: function("importers"),
            annotator: function("annotator"),
            late: function("late"),
            seat: function("seat"),
        };
        embed::mount(root, settings, tell)
    }

    /// Takes a viewer away.
    #[wasm_bindgen]
    pub fn unmount(handle: u32) {
        embed::unmount(handle);
    }

    /// In a worker: begins to serve a viewer's archive. See `browser::service`.
    #[wasm_bindgen]
    pub fn serve(say: js_sys::Function) -> bool {
        service::serve(import::is_bundle, say)
    }

    /// In a worker: takes a question.
    #[wasm_bindgen]
    pub fn take(number: u32, ask: &[u8], file: Option<Vec<u8>>, index: Option<Vec<u8>>) -> bool {
        service::take(number, ask, file, index)
    }

    /// Hands on a changed attribute.
    #[wasm_bindgen]
    pub fn change(handle: u32, name: &str, value: String) {
        embed::change(handle, name, value);
    }
}

fn main() {}
