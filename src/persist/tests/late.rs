//! Browsers show one tab's writes to another a moment late, and some have no locks. So a tab may compact while
//! it sees the storage as it was before the other one did.

use super::*;

/// Reads are of the moment when the view was taken, but for what was written through it. Writes take place.
#[derive(Clone)]
struct Late {
    now: MemoryStorage,
    seen: MemoryStorage,
}

impl Late {
    fn view(now: &MemoryStorage) -> Self {
        let view = Self { now: now.clone(), seen: MemoryStorage::new() };
        view.catch_up();
        view
    }

    fn catch_up(&self) {
        self.seen.texts().keys().for_each(|key| self.seen.remove_foreign(key));
        self.now.texts().iter().for_each(|(key, text)| self.seen.put_foreign(key, text));
    }
}

impl Storage for Late {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.seen.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        self.seen.set(key, value)?;
        self.now.set(key, value)
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.seen.remove(key)?;
        self.now.remove(key)
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        self.seen.keys(prefix)
    }
}

/// The late tab misses everything that the other one does between its own `first` and `last` round, up to
/// `compactions` snapshots among it.
fn story(first: usize, missed: usize, compactions: usize) {
    let what = format!("from round {first}, {missed} missed, {compactions} snapshots in each");
    let storage = MemoryStorage::new();
    Library::new(storage.clone()).create(&replica(), &summary("A", 1)).expect("room");
    let mut all = open(storage.clone()).replica;
    let mut prompt = Tab::of(open(storage.clone()));
    let view = Late::view(&storage);
    let mut late = Tab::of(open(view.clone()));
    for round in 0..6 {
        if !(first..first + missed).contains(&round) {
            view.catch_up();
        }
        for _ in 0..2 {
            make(&mut prompt.replica, &Change::Add);
            prompt.save(&mut all).expect("room");
            make(&mut late.replica, &Change::Add);
            late.save(&mut all).expect("room");
        }
        if round + 1 == first + missed {
            for _ in 0..compactions {
                prompt.journal.compact(&prompt.replica).expect("room");
                make(&mut prompt.replica, &Change::Add);
                prompt.save(&mut all).expect("room");
            }
        }
        late.journal.compact(&late.replica).expect("room");
        assert_holds(&open(storage.clone()).replica, &all, &what);
        prompt.journal.compact(&prompt.replica).expect("room");
        assert_holds(&open(storage.clone()).replica, &all, &what);
    }
}

#[test]
fn a_tab_that_sees_the_storage_late_overwrites_no_work() {
    for first in 0..5 {
        for compactions in 0..4 {
            story(first, 1, compactions);
        }
    }
}
