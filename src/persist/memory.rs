//! A storage in memory: for tests, and for pages that have no other.

use super::sorted::Sorted;
use super::storage::{Pending, Storage, StorageError, check_ours};
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
    texts: Sorted<String>,
    /// Characters of all keys and values.
    used: usize,
    /// In characters, as browsers count: UTF-16 units of keys and values.
    capacity: Option<usize>,
    failing: Option<StorageError>,
    apart: Sorted<Vec<u8>>,
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

    /// From now on every write and removal fails like this; `None` ends it.
    pub fn fail_writes(&self, error: Option<StorageError>) {
        self.shared.borrow_mut().failing = error;
    }

    /// How many characters the keys and values have together.
    #[must_use]
    pub fn used(&self) -> usize {
        self.shared.borrow().used
    }

    /// Puts a text under any key, as another program of the origin may do.
    pub fn put_foreign(&self, key: &str, value: &str) {
        self.shared.borrow_mut().put(key, value);
    }

    /// The text under any key.
    #[must_use]
    pub fn foreign(&self, key: &str) -> Option<String> {
        self.shared.borrow().texts.get(key).cloned()
    }

    /// Removes any key, as another program of the origin may do.
    pub fn remove_foreign(&self, key: &str) {
        self.shared.borrow_mut().take(key);
    }

    /// The names of what is kept apart.
    #[must_use]
    pub fn names_apart(&self) -> Vec<String> {
        self.shared.borrow().apart.iter().map(|(name, _)| name.clone()).collect()
    }

    /// All keys and texts, those of others too.
    #[must_use]
    pub fn texts(&self) -> BTreeMap<String, String> {
        self.shared.borrow().texts.iter().cloned().collect()
    }
}

impl Shared {
    fn put(&mut self, key: &str, value: &str) {
        self.take(key);
        self.used += size(key, value);
        self.texts.insert(key, value.to_owned());
    }

    fn take(&mut self, key: &str) {
        if let Some(value) = self.texts.remove(key) {
            self.used -= size(key, &value);
        }
    }
}

fn size(key: &str, value: &str) -> usize {
    key.encode_utf16().count() + value.encode_utf16().count()
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
            let old = shared.texts.get(key).map_or(0, |old| size(key, old));
            if shared.used - old + size(key, value) > capacity {
                return Err(StorageError::Full);
            }
        }
        shared.put(key, value);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        check_ours(key)?;
        let mut shared = self.shared.borrow_mut();
        if let Some(error) = &shared.failing {
            return Err(error.clone());
        }
        shared.take(key);
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        check_ours(prefix)?;
        let shared = self.shared.borrow();
        Ok(shared.texts.iter().map(|(key, _)| key).filter(|key| key.starts_with(prefix)).cloned().collect())
    }

    fn apart(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(self.shared.borrow().apart.get(name).cloned())
    }

    fn put_apart(&self, name: &str, bytes: &[u8]) -> Pending {
        let failing = self.shared.borrow().failing.clone();
        if failing.is_none() {
            self.shared.borrow_mut().apart.insert(name, bytes.to_vec());
        }
        Box::pin(std::future::ready(failing.map_or(Ok(()), Err)))
    }

    fn drop_apart(&self, prefix: &str, keep: &[String]) {
        let mut shared = self.shared.borrow_mut();
        let names: Vec<String> = shared.apart.iter().map(|(name, _)| name.clone()).collect();
        for name in names.iter().filter(|name| name.starts_with(prefix) && !keep.contains(name)) {
            shared.apart.remove(name);
        }
    }
}
