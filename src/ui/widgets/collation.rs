//! The alphabet of the reader's language: É beside E, Å where it belongs, kana before kanji.

use std::cmp::Ordering;
use web_sys::js_sys::Function;
use web_sys::wasm_bindgen::JsValue;

/// Compares texts as people sort them.
pub(in crate::ui) struct Collation {
    compare: Function,
}

impl Collation {
    /// `variant` tells everything apart, `base` only letters.
    pub(in crate::ui) fn new(sensitivity: &str) -> Self {
        Self { compare: crate::ui::later::collation(sensitivity) }
    }

    /// Of texts as the browser has them: to sort is to compare each several times.
    pub(in crate::ui) fn compare(&self, a: &JsValue, b: &JsValue) -> Ordering {
        let order = self.compare.call2(&JsValue::UNDEFINED, a, b).ok().and_then(|order| order.as_f64());
        order.and_then(|order| order.partial_cmp(&0.0)).unwrap_or(Ordering::Equal)
    }
}
