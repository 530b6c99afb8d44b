//! Words without capitals.

/// In small letters, for comparing and sorting. The browser has the tables that this takes; the standard library's would
/// be 6 kB more for every visitor to download.
#[cfg(target_arch = "wasm32")]
pub(in crate::ui) fn lowercase(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// In small letters, for comparing and sorting.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::ui) fn lowercase(text: &str) -> String {
    text.to_lowercase()
}
