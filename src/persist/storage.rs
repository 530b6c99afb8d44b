//! What playbooks are kept in: texts under keys.

use std::rc::Rc;

/// All keys start with this. Others belong to other programs of the same origin, and are never touched.
pub const OURS: &str = "guidepost/";

/// A place that keeps texts under keys, such as the browser's local storage.
///
/// Every implementation passes the checks in `tests/storage/contract.rs`.
pub trait Storage {
    /// The text under a key; `None` when there is none.
    ///
    /// # Errors
    /// When the storage can't be read, or the key is not ours.
    fn get(&self, key: &str) -> Result<Option<String>, StorageError>;

    /// Puts a text under a key, in place of what was there. When this fails, what was there still is.
    ///
    /// # Errors
    /// When there is no room, the storage refuses, or the key is not ours.
    fn set(&self, key: &str, value: &str) -> Result<(), StorageError>;

    /// Removes a key. It is no error when there is none.
    ///
    /// # Errors
    /// When the storage refuses, or the key is not ours.
    fn remove(&self, key: &str) -> Result<(), StorageError>;

    /// All keys that start with `prefix`, sorted.
    ///
    /// # Errors
    /// When the storage can't be read, or such keys could be those of others.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError>;
}

/// Why something was not stored, in words that fit after "Not saved: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// There is no storage, or this page may not use it.
    #[error("this browser does not let the page keep anything ({0})")]
    Unavailable(String),
    /// There is no room. What was there still is.
    #[error("the browser's storage for this site is full")]
    Full,
    /// The storage refused, and said why.
    #[error("the browser's storage refused ({0})")]
    Refused(String),
    /// Something was written, and read back as something else. The key.
    #[error("the browser's storage did not keep what was written ({0})")]
    NotReadBack(String),
    /// A newer version of this program has written here, and this one must not write what that can't read.
    #[error("a newer version of Guidepost has changed this playbook; reload the page")]
    NewerFormat,
}

/// Refuses keys that are not ours.
pub(super) fn check_ours(key: &str) -> Result<(), StorageError> {
    if key.starts_with(OURS) {
        return Ok(());
    }
    Err(StorageError::Refused(format!("{key:?} is not a key of Guidepost")))
}

/// Writes, and makes sure that it can be read.
pub(super) fn set_and_read_back(storage: &impl Storage, key: &str, value: &str) -> Result<(), StorageError> {
    storage.set(key, value)?;
    if storage.get(key)?.as_deref() == Some(value) {
        return Ok(());
    }
    Err(StorageError::NotReadBack(key.to_owned()))
}

macro_rules! forward {
    ($(#[$doc:meta])* $pointer:ty) => {
        $(#[$doc])*
        impl<S: Storage + ?Sized> Storage for $pointer {
            fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
                (**self).get(key)
            }

            fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
                (**self).set(key, value)
            }

            fn remove(&self, key: &str) -> Result<(), StorageError> {
                (**self).remove(key)
            }

            fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
                (**self).keys(prefix)
            }
        }
    };
}

forward!(&S);
forward!(
    /// `Rc<dyn Storage>` lets the place be chosen when the program starts.
    Rc<S>
);
