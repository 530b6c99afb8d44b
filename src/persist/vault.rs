//! What the browser's database keeps beside its local storage: `vault.js`.

use super::storage::{Pending, StorageError};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/persist/vault.js")]
extern "C" {
    pub(super) fn begin() -> Promise;
    pub(super) fn note(key: &str, text: Option<&str>);
    pub(super) fn settled() -> bool;
    #[wasm_bindgen(js_name = forgetAll)]
    pub(super) fn forget_all(prefix: &str);
    #[wasm_bindgen(js_name = getLarge)]
    fn get_large(name: &str) -> JsValue;
    #[wasm_bindgen(js_name = putLarge)]
    fn put_large(name: &str, bytes: Uint8Array) -> Promise;
    #[wasm_bindgen(js_name = dropLarge)]
    fn drop_large(prefix: &str, keep: Array);
    #[wasm_bindgen(js_name = takingIn)]
    pub(super) fn taking_in(key: Option<&str>);
    /// Asks for a lock: a promise of it, and a function that gives it back.
    pub(super) fn lock(name: &str) -> Array;
    #[wasm_bindgen(js_name = askToKeep)]
    pub(super) fn ask_to_keep();
}

/// The bytes under a name. `None` where there are none.
pub(super) fn apart(name: &str) -> Result<Option<Vec<u8>>, StorageError> {
    let bytes = get_large(name);
    if bytes.is_undefined() {
        return Err(StorageError::NotRead);
    }
    Ok((!bytes.is_null()).then(|| Uint8Array::new(&bytes).to_vec()))
}

pub(super) fn put_apart(name: &str, bytes: &[u8]) -> Pending {
    let put = put_large(name, Uint8Array::from(bytes));
    Box::pin(async move {
        let put: Result<JsValue, JsValue> = put.await;
        put.map(drop).map_err(|thrown| StorageError::Refused(super::local::Exception::of(&thrown).message))
    })
}

pub(super) fn drop_apart(prefix: &str, keep: &[String]) {
    drop_large(prefix, keep.iter().map(JsValue::from).collect());
}
