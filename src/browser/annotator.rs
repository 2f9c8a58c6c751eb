//! The way to the annotator: a module of its own behind one JavaScript function, which the
//! element hands over.
//!
//! It must not decide which articles it is asked for.

use crate::archive::ask::Wanting;
use crate::bundle::{Entity, Fault, Severity};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// One bundle that is being annotated. Dropping it ends the work, and answers under way.
pub struct Sitting(JsValue);

impl Drop for Sitting {
    fn drop(&mut self) {
        let _ = self.call("end", &JsValue::UNDEFINED);
    }
}

/// Begins to annotate a bundle that knows these entities.
pub fn begin(call: Option<Function>, known: &[Entity]) -> Underway {
    let known: Array = known
        .iter()
        .map(|entity| {
            let texts = [entity.id.as_str(), entity.kind.word(), entity.name.as_str()];
            let texts = texts.into_iter().chain(entity.aliases.iter().map(String::as_str));
            texts.map(JsValue::from_str).collect::<Array>()
        })
        .collect();
    Underway(call.and_then(|call| call.call1(&JsValue::NULL, &known).ok()))
}

impl Sitting {
    /// Asks for some articles.
    pub fn find(&self, asked: &[Wanting]) -> Underway {
        let some =
            |text: &Option<String>| text.as_deref().map_or(JsValue::UNDEFINED, JsValue::from_str);
        let list: Array = asked
            .iter()
            .map(|asked| {
                Array::of5(
                    &JsValue::from(asked.number as f64),
                    &asked.title.as_str().into(),
                    &asked.text.as_str().into(),
                    &some(&asked.issued),
                    &some(&asked.language),
                )
            })
            .collect();
        Underway(self.call("find", &list))
    }

    /// What has changed for articles that were asked for before, now that all are known.
    pub fn finish(&self) -> Underway {
        Underway(self.call("finish", &JsValue::UNDEFINED))
    }

    /// Remembers what is selected and focused inside an element: the answer restores it
    /// after the element's texts were cut anew.
    pub fn hold(&self, element: &Element) -> Option<Function> {
        self.call("hold", element)?.dyn_into().ok()
    }

    fn call(&self, name: &str, with: &JsValue) -> Option<JsValue> {
        let function: Function = Reflect::get(&self.0, &name.into()).ok()?.dyn_into().ok()?;
        function.call1(&JsValue::NULL, with).ok()
    }
}

/// An answer under way. It does not hold the sitting, which may be dropped meanwhile.
pub struct Underway(Option<JsValue>);

impl Underway {
    /// Waits for a sitting to begin.
    ///
    /// # Errors
    /// A fault that says why no annotator can be had.
    pub async fn begun(self) -> Result<Sitting, Fault> {
        settled(self.0).await.map(Sitting)
    }

    /// Waits for what was found: UTF-8 text for `bundle::read_found`.
    ///
    /// # Errors
    /// A fault that says why none came.
    pub async fn bytes(self) -> Result<Vec<u8>, Fault> {
        settled(self.0).await.map(|bytes| bytes.unchecked_into::<Uint8Array>().to_vec())
    }
}

async fn settled(promise: Option<JsValue>) -> Result<JsValue, Fault> {
    let answer = match promise {
        Some(promise) => JsFuture::from(Promise::resolve(&promise)).await,
        None => Err(JsValue::UNDEFINED),
    };
    answer.map_err(|reason| {
        let words = Reflect::get(&reason, &"message".into()).ok();
        let words = words.and_then(|words| words.as_string()).unwrap_or_default();
        Fault::new(
            Severity::Fatal,
            format!("Names and dates could not be looked for ({words})."),
            "Everything else works. Reload the page to try again.",
        )
    })
}
