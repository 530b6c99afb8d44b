//! What the page asks of the site that it came from: `site.js`.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/state/site.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchText)]
    fn fetch_text_of(file: &str, is_optional: bool) -> Promise;

    #[wasm_bindgen(js_name = language)]
    fn language_of() -> Promise;

    #[wasm_bindgen(js_name = socketAddress, catch)]
    fn socket_address_of(address: &str) -> Result<String, JsValue>;

    /// From now on the browser refuses connections to any other host than this site's and that of an address, which may be
    /// empty.
    #[wasm_bindgen(js_name = connectOnlyTo)]
    pub(super) fn connect_only_to(address: &str);
}

/// Learns the language that the reader wants, which `assets/startup.js` has begun to fetch. To be done before anything is said.
pub async fn learn_language() {
    let spoken: Result<JsValue, JsValue> = language_of().await;
    crate::worker::speak(&spoken.unwrap_or_default());
}

/// The text of a file beside the page, as JavaScript has it. Null where it need not be there and is not.
///
/// # Errors
/// In words that fit after "because".
pub async fn fetch_text(file: &str, is_optional: bool) -> Result<JsValue, String> {
    let fetched: Result<JsValue, JsValue> = fetch_text_of(file, is_optional).await;
    fetched.map_err(|thrown| words(&thrown))
}

/// An address, which may be relative to the page, as a socket is opened with it.
///
/// # Errors
/// In words, where it is none or the browser would refuse it.
pub(super) fn socket_address(address: &str) -> Result<String, String> {
    socket_address_of(address).map_err(|thrown| words(&thrown))
}

fn words(thrown: &JsValue) -> String {
    Reflect::get(thrown, &"message".into()).ok().and_then(|words| words.as_string()).unwrap_or_default()
}
