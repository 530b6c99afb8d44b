//! What playbooks are kept in: texts under keys.

use guidepost_view::tr;
use std::pin::Pin;
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

    /// Whether all that was set so far would still be there if the browser were killed now. A storage that is slower to put
    /// things on the disk than to say so has another one beside it that is not.
    fn is_settled(&self) -> bool {
        true
    }

    /// The bytes that are kept apart under a name, where there is more room than for texts. `None` where there are none.
    ///
    /// # Errors
    /// [`StorageError::NotRead`] when they have to be read first: that has begun, and is over in a moment.
    fn apart(&self, _name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(None)
    }

    /// Keeps bytes apart under a name that was never used. They are safe when that is over.
    fn put_apart(&self, _name: &str, _bytes: &[u8]) -> Pending {
        Box::pin(std::future::ready(Err(StorageError::Unavailable(tr!("it has no database").into()))))
    }

    /// Removes all that is kept apart under names that begin like this, but for those to be kept. At some time.
    fn drop_apart(&self, _prefix: &str, _keep: &[String]) {}

    /// Says that what stands under a key is being read, or nothing any more: in case that ends the program.
    fn taking_in(&self, _key: Option<&str>) {}

    /// Removes also what is left of writes under keys that begin like this, and were removed.
    fn forget(&self, _prefix: &str) {}
}

/// Something that is being stored.
pub type Pending = Pin<Box<dyn Future<Output = Result<(), StorageError>>>>;

/// Why something was not stored, in words that fit after "Not saved: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// There is no storage, or this page may not use it.
    #[error("{}", tr!("this browser does not let the page keep anything ({})", .0))]
    Unavailable(String),
    /// There is no room. What was there still is.
    #[error("{}", tr!("the browser's storage for this site is full"))]
    Full,
    /// The storage refused, and said why.
    #[error("{}", tr!("the browser's storage refused ({})", .0))]
    Refused(String),
    /// Something was written, and read back as something else. The key.
    #[error("{}", tr!("the browser's storage did not keep what was written ({})", .0))]
    NotReadBack(String),
    /// A newer version of this program has written here, and this one must not write what that can't read.
    #[error("{}", tr!("a newer version of Guidepost has changed this playbook; reload the page"))]
    NewerFormat,
    /// What is kept apart is being read, and will be here in a moment.
    #[error("{}", tr!("it is still being read; try again in a moment"))]
    NotRead,
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

            fn is_settled(&self) -> bool {
                (**self).is_settled()
            }

            fn apart(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
                (**self).apart(name)
            }

            fn put_apart(&self, name: &str, bytes: &[u8]) -> Pending {
                (**self).put_apart(name, bytes)
            }

            fn drop_apart(&self, prefix: &str, keep: &[String]) {
                (**self).drop_apart(prefix, keep);
            }

            fn taking_in(&self, key: Option<&str>) {
                (**self).taking_in(key);
            }

            fn forget(&self, prefix: &str) {
                (**self).forget(prefix);
            }
        }
    };
}

forward!(&S);
forward!(
    /// `Rc<dyn Storage>` lets the place be chosen when the program starts.
    Rc<S>
);
