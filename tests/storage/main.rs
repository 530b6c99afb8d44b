//! The storage in memory does what every storage does.
#![cfg(not(target_arch = "wasm32"))]

mod contract;

use guidepost::persist::{MemoryStorage, Storage, StorageError};
use std::rc::Rc;

/// Less than a browser gives, more than the longest text of the checks.
const CAPACITY: usize = 500_000;

struct Memory(MemoryStorage);

impl contract::Origin for Memory {
    type Storage = MemoryStorage;

    fn open(&self) -> MemoryStorage {
        self.0.clone()
    }

    fn put_foreign(&self, key: &str, text: &str) -> bool {
        let room = self.0.used() + key.len() + text.len() <= CAPACITY;
        if room {
            self.0.put_foreign(key, text);
        }
        room
    }

    fn foreign(&self, key: &str) -> Option<String> {
        self.0.foreign(key)
    }

    fn remove_foreign(&self, key: &str) {
        self.0.remove_foreign(key);
    }
}

#[test]
fn the_storage_in_memory_keeps_the_contract() {
    let storage = MemoryStorage::new();
    storage.set_capacity(Some(CAPACITY));
    contract::check(&Memory(storage.clone()));
    assert_eq!(storage.used(), 0);
}

struct Shared(Memory);

impl contract::Origin for Shared {
    type Storage = Rc<dyn Storage>;

    fn open(&self) -> Self::Storage {
        Rc::new(self.0.open())
    }

    fn put_foreign(&self, key: &str, text: &str) -> bool {
        self.0.put_foreign(key, text)
    }

    fn foreign(&self, key: &str) -> Option<String> {
        self.0.foreign(key)
    }

    fn remove_foreign(&self, key: &str) {
        self.0.remove_foreign(key);
    }
}

#[test]
fn so_does_a_pointer_to_it() {
    let storage = MemoryStorage::new();
    storage.set_capacity(Some(CAPACITY));
    contract::check(&Shared(Memory(storage)));
}

#[test]
fn writes_fail_when_a_test_wants_them_to() {
    let storage = MemoryStorage::new();
    storage.set("guidepost/a", "x").expect("room");
    storage.fail_writes(Some(StorageError::Full));
    assert_eq!(storage.set("guidepost/a", "y"), Err(StorageError::Full));
    assert_eq!(storage.remove("guidepost/a"), Err(StorageError::Full));
    assert_eq!(storage.get("guidepost/a"), Ok(Some("x".into())));
    storage.fail_writes(None);
    assert_eq!(storage.remove("guidepost/a"), Ok(()));
}
