//! Scripts that are fetched when they are first needed: behind one function, which the element
//! hands over.
//!
//! It must not know what they do.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Calls a function of such a script; nothing where it cannot be had or gives nothing.
pub async fn call(
    late: Option<Function>,
    script: &str,
    function: &str,
    arguments: &[JsValue],
) -> Option<JsValue> {
    let arguments: Array = arguments.iter().collect();
    let promise = late?.call3(&JsValue::NULL, &script.into(), &function.into(), &arguments).ok()?;
    let value = JsFuture::from(Promise::resolve(&promise)).await.ok()?;
    (!value.is_undefined()).then_some(value)
}

/// A member of what a script gave.
pub fn member(value: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(value, &name.into()).unwrap_or_default()
}

/// A number among its members, as a whole one; 0 where there is none.
pub fn number(value: &JsValue, name: &str) -> i32 {
    member(value, name).as_f64().map_or(0, |number| number as i32)
}

/// True if words are selected, as far as can be told without a script.
pub fn is_selected(root: &web_sys::Element) -> bool {
    let of = |owner: &JsValue| {
        let get: Function =
            js_sys::Reflect::get(owner, &"getSelection".into()).ok()?.dyn_into().ok()?;
        let selection = get.call0(owner).ok().filter(|own| !own.is_null())?;
        js_sys::JsString::from(member(&selection, "type")).as_string()
    };
    let document = web_sys::window().and_then(|window| window.document());
    let owners = [Some(JsValue::from(root.get_root_node())), document.map(JsValue::from)];
    owners.iter().flatten().any(|owner| of(owner).as_deref() == Some("Range"))
}

/// Puts a text where it can be pasted from; false where the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = member(&member(&window, "navigator"), "clipboard");
    let write: Option<Function> = member(&clipboard, "writeText").dyn_into().ok();
    let promise = write.and_then(|write| write.call1(&clipboard, &text.into()).ok());
    match promise {
        Some(promise) => JsFuture::from(Promise::resolve(&promise)).await.is_ok(),
        None => false,
    }
}
