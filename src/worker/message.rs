//! Messages between page and worker.
//!
//! Every message is a JavaScript array that begins with a word. The worker says "ready" once. A playbook to be written gets
//! one answer. An import is a conversation: the worker draws what its dialog shows, hears what is pressed and chosen there, and
//! says what the page is to do in the end. Playbooks cross as one update of the shared document, texts as texts of
//! JavaScript: the page copies neither into its own memory unless it needs to.

use crate::language::Language;
use crate::model::{PlaybookId, Timestamp};
use chrono::NaiveDate;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};

/// Tells builds from each other. Only page and worker of one build talk.
pub const BUILD: &str = env!("GUIDEPOST_BUILD");

/// A playbook to be written. Also the answer.
pub(super) const WRITE: &str = "write";

#[wasm_bindgen(js_namespace = guidepostLanguage)]
extern "C" {
    /// As `assets/startup.js` has it for the page, and `assets/worker.js` for a worker.
    #[wasm_bindgen(js_name = number)]
    fn number_of(number: f64) -> String;

    /// In workers alone. Below zero where the first comes first.
    fn compare(a: &str, b: &str) -> i32;
}

/// Tells this program its language, from an array of what [`Language::new`] takes. `assets/startup.js` makes it for the page, and
/// `assets/worker.js` for a worker.
// Below nine quadrillion that is exact.
#[expect(clippy::cast_precision_loss, reason = "as JavaScript counts")]
pub fn speak(language: &JsValue) {
    let language = Array::from(language);
    let texts = language.iter().filter_map(|text| text.as_string());
    crate::language::speak(Language::new(texts, |number| number_of(number as f64)));
}

/// Tells the program of a worker the alphabet of its language.
pub fn sort_by_alphabet() {
    crate::language::sort_by_alphabet(|a, b| compare(a, b).cmp(&0));
}

pub(super) fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

pub(super) fn array(parts: impl IntoIterator<Item = JsValue>) -> Array {
    parts.into_iter().collect()
}

// Below the year 287,396 that is exact.
#[expect(clippy::cast_precision_loss, reason = "as JavaScript counts")]
pub(super) fn seconds(time: Timestamp) -> JsValue {
    JsValue::from(time.seconds() as f64)
}

/// The parts of a message.
pub(super) struct Parts(Array);

impl Parts {
    pub(super) fn of(message: &JsValue) -> Option<Self> {
        message.clone().dyn_into().ok().map(Self)
    }

    /// Undefined where there is no such part.
    pub(super) fn at(&self, place: u32) -> JsValue {
        self.0.get(place)
    }

    pub(super) fn text(&self, place: u32) -> Option<String> {
        self.at(place).as_string()
    }

    pub(super) fn id(&self, place: u32) -> Option<PlaybookId> {
        self.text(place)?.parse().ok()
    }

    pub(super) fn day(&self, place: u32) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.number(place)?.try_into().ok()?)
    }

    pub(super) fn bytes(&self, place: u32) -> Option<Vec<u8>> {
        self.at(place).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "JavaScript counts in floats")]
    pub(super) fn number(&self, place: u32) -> Option<u32> {
        self.at(place).as_f64().map(|number| number as u32)
    }
}
