//! A storage in memory: for tests, and for pages that have no other.

use super::storage::{Storage, StorageError, check_ours};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Keeps texts until the page is closed. Clones are handles to one and the same storage.
#[derive(Debug, Clone, Default)]
pub struct MemoryStorage {
    shared: Rc<RefCell<Shared>>,
}

#[derive(Debug, Default)]
struct Shared {
    texts: BTreeMap<String, String>,
    /// In characters, as browsers count: UTF-16 units of keys and values.
    capacity: Option<usize>,
    failing: Option<StorageError>,
}

impl MemoryStorage {
    /// An empty storage without limit.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many characters fit in, keys and values together; `None` is no limit.
    pub fn set_capacity(&self, characters: Option<usize>) {
        self.shared.borrow_mut().capacity = characters;
    }

    /// From now on every write fails like this; `None` ends it.
    pub fn fail_writes(&self, error: Option<StorageError>) {
        self.shared.borrow_mut().failing = error;
    }

    /// How many characters the keys and values have together.
    #[must_use]
    pub fn used(&self) -> usize {
        self.shared.borrow().used()
    }

    /// Puts a text under any key, as another program of the origin may do.
    pub fn put_foreign(&self, key: &str, value: &str) {
        self.shared.borrow_mut().texts.insert(key.to_owned(), value.to_owned());
    }

    /// All keys and texts, those of others too.
    #[must_use]
    pub fn texts(&self) -> BTreeMap<String, String> {
        self.shared.borrow().texts.clone()
    }
}

impl Shared {
    fn used(&self) -> usize {
        self.texts.iter().map(|(key, value)| characters(key) + characters(value)).sum()
    }
}

fn characters(text: &str) -> usize {
    text.encode_utf16().count()
}

impl Storage for MemoryStorage {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        check_ours(key)?;
        Ok(self.shared.borrow().texts.get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        check_ours(key)?;
        let mut shared = self.shared.borrow_mut();
        if let Some(error) = &shared.failing {
            return Err(error.clone());
        }
        if let Some(capacity) = shared.capacity {
            let old = shared.texts.get(key).map_or(0, |old| characters(key) + characters(old));
            if shared.used() - old + characters(key) + characters(value) > capacity {
                return Err(StorageError::Full);
            }
        }
        shared.texts.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        check_ours(key)?;
        self.shared.borrow_mut().texts.remove(key);
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        check_ours(prefix)?;
        let shared = self.shared.borrow();
        let from = shared.texts.range::<str, _>((std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded));
        Ok(from.map(|(key, _)| key).take_while(|key| key.starts_with(prefix)).cloned().collect())
    }
}
