//! The browser's local storage.

use super::storage::{Storage, StorageError, check_ours};
use crate::model::sorting::sort_by;
use gloo_storage::Storage as _;
use wasm_bindgen::JsValue;

/// The browser's local storage, shared by all pages and programs of the origin.
///
/// Texts are stored as they are, not as JSON as gloo-storage would: they are base64 or JSON already, quoting
/// them again costs time and room, and gloo's own methods panic where the storage is missing or forbidden.
#[derive(Debug, Clone)]
pub struct LocalStorage {
    raw: web_sys::Storage,
}

impl LocalStorage {
    /// The storage of this page.
    ///
    /// # Errors
    /// When there is none, or the page may not use it: settings of the browser, a sandboxed frame, a `file:` page.
    pub fn open() -> Result<Self, StorageError> {
        let window = web_sys::window().ok_or_else(|| StorageError::Unavailable("there is no window".into()))?;
        match window.local_storage() {
            // Only now can gloo's way to it not panic.
            Ok(Some(_)) => Ok(Self { raw: gloo_storage::LocalStorage::raw() }),
            Ok(None) => Err(StorageError::Unavailable("it has no local storage".into())),
            Err(error) => Err(StorageError::Unavailable(Exception::of(&error).message)),
        }
    }
}

impl Storage for LocalStorage {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        check_ours(key)?;
        self.raw.get_item(key).map_err(|error| refusal(&error))
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        check_ours(key)?;
        self.raw.set_item(key, value).map_err(|error| refusal(&error))
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        check_ours(key)?;
        self.raw.remove_item(key).map_err(|error| refusal(&error))
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        check_ours(prefix)?;
        let count = self.raw.length().map_err(|error| refusal(&error))?;
        let mut keys = Vec::new();
        for index in 0..count {
            // `None` when another tab removed one meanwhile.
            let key = self.raw.key(index).map_err(|error| refusal(&error))?;
            keys.extend(key.filter(|key| key.starts_with(prefix)));
        }
        sort_by(&mut keys, Ord::cmp);
        Ok(keys)
    }
}

/// What JavaScript threw.
struct Exception {
    name: String,
    code: Option<f64>,
    message: String,
}

impl Exception {
    fn of(thrown: &JsValue) -> Self {
        // Not cast to a type: what storage throws has changed over the years and differs between engines.
        let property = |name: &str| js_sys::Reflect::get(thrown, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let text = |name: &str| property(name).as_string().filter(|text| !text.is_empty());
        Self {
            name: text("name").unwrap_or_default(),
            code: property("code").as_f64(),
            message: text("message").or_else(|| text("name")).unwrap_or_else(|| "it did not say why".into()),
        }
    }

    /// Whether it means that there is no room. Engines have called it by several names.
    fn is_full(&self) -> bool {
        const QUOTA_EXCEEDED: f64 = 22.0;
        const FIREFOX_QUOTA_REACHED: f64 = 1014.0;
        matches!(self.name.as_str(), "QuotaExceededError" | "QUOTA_EXCEEDED_ERR" | "NS_ERROR_DOM_QUOTA_REACHED")
            || self.code.is_some_and(|code| [QUOTA_EXCEEDED, FIREFOX_QUOTA_REACHED].contains(&code))
    }
}

fn refusal(thrown: &JsValue) -> StorageError {
    let exception = Exception::of(thrown);
    if exception.is_full() { StorageError::Full } else { StorageError::Refused(exception.message) }
}
