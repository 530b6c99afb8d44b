//! The browser's local storage.

use super::keys::PLAYBOOKS;
use super::storage::{Pending, Storage, StorageError, check_ours};
use super::vault;
use crate::model::sorting::sort_by;
use gloo_storage::Storage as _;
use guidepost_view::tr;
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
        let window = web_sys::window().ok_or_else(|| StorageError::Unavailable(tr!("there is no window").into()))?;
        match window.local_storage() {
            // Only now can gloo's way to it not panic.
            Ok(Some(_)) => Ok(Self { raw: gloo_storage::LocalStorage::raw() }),
            Ok(None) => Err(StorageError::Unavailable(tr!("it has no local storage").into())),
            Err(error) => Err(StorageError::Unavailable(Exception::of(&error).message)),
        }
    }
}

impl LocalStorage {
    /// Opens the database that stands beside it, and puts back what local storage has lost: browsers put it on the disk up to a
    /// minute late, and one that was killed comes back without that. Without a database, all works as it did before there
    /// was one.
    ///
    /// # Errors
    /// When something was lost and there is no room for it. It stays in the database, and is tried again the next time.
    pub async fn recover() -> Result<(), StorageError> {
        let begun: Result<JsValue, JsValue> = vault::begin().await;
        begun.map(drop).map_err(|thrown| refusal(&thrown))
    }

    /// Asks the browser not to clean up what is kept here. Once a page; some ask whoever sits before it.
    pub fn ask_to_keep() {
        vault::ask_to_keep();
    }

    /// What belongs to playbooks stands in the database, too.
    fn note(key: &str, text: Option<&str>) {
        if key.starts_with(PLAYBOOKS) {
            vault::note(key, text);
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
        self.raw.set_item(key, value).map_err(|error| refusal(&error))?;
        Self::note(key, Some(value));
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        check_ours(key)?;
        self.raw.remove_item(key).map_err(|error| refusal(&error))?;
        Self::note(key, None);
        Ok(())
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

    fn is_settled(&self) -> bool {
        vault::settled()
    }

    fn apart(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        vault::apart(name)
    }

    fn put_apart(&self, name: &str, bytes: &[u8]) -> Pending {
        vault::put_apart(name, bytes)
    }

    fn drop_apart(&self, prefix: &str, keep: &[String]) {
        vault::drop_apart(prefix, keep);
    }

    fn taking_in(&self, key: Option<&str>) {
        vault::taking_in(key);
    }

    fn forget(&self, prefix: &str) {
        vault::forget_all(prefix);
    }
}

/// What JavaScript threw.
pub(super) struct Exception {
    name: String,
    code: Option<f64>,
    pub(super) message: String,
}

impl Exception {
    pub(super) fn of(thrown: &JsValue) -> Self {
        // Not cast to a type: what storage throws has changed over the years and differs between engines.
        let property = |name: &str| js_sys::Reflect::get(thrown, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let text = |name: &str| property(name).as_string().filter(|text| !text.is_empty());
        Self {
            name: text("name").unwrap_or_default(),
            code: property("code").as_f64(),
            message: text("message").or_else(|| text("name")).unwrap_or_else(|| tr!("it did not say why").into()),
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
