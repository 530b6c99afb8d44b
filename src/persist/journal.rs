//! What goes on being written while a playbook is open.

use super::fold::{self, Folded, Stored};
use super::keys::{Keys, LOG, log_path};
use super::log::{self, Log};
use super::record;
use super::snapshot::{SLOTS, Snapshot};
use super::storage::{Storage, StorageError, set_and_read_back};
use crate::doc::{Admission, Replica, merge_updates};
use crate::model::PlaybookId;
use std::collections::HashSet;

/// After so many log keys a snapshot is due: opening reads each of them.
const MANY_KEYS: usize = 256;

/// After so many characters of log a snapshot is due, but see [`SNAPSHOT_SHARE`].
const MANY_CHARACTERS: usize = 65_536;

/// Nor before the log is this part of the snapshot: writing a long playbook again takes time and, with two slots,
/// most of the room there is.
const SNAPSHOT_SHARE: usize = 4;

/// After a snapshot could not be written, so many more log keys pass before the next attempt.
const PATIENCE: usize = 32;

/// Writes what is edited in one tab. Each page load has its own, see [`Library::open`](super::Library::open).
pub struct Journal<S> {
    storage: S,
    id: PlaybookId,
    keys: Keys,
    /// Names this page load, so that no other tab writes to the same keys.
    tab: String,
    next: u64,
    /// Not stored yet, in order.
    queue: Vec<Vec<u8>>,
    /// The snapshot that is in the live document, by its mark, and the log entries that are, by their paths.
    known_snapshot: String,
    known_log: HashSet<String>,
    /// Log that the newest snapshot does not hold: keys, and characters.
    log_keys: usize,
    log_characters: usize,
    snapshot_characters: usize,
    /// No snapshot is due before there are so many log keys.
    patience: usize,
}

impl<S: Storage> Journal<S> {
    pub(super) fn new(storage: S, id: PlaybookId) -> Self {
        let mut tab = uuid::Uuid::new_v4().simple().to_string();
        tab.truncate(12);
        Self {
            storage,
            id,
            keys: Keys::of(id),
            tab,
            next: 0,
            queue: Vec::new(),
            known_snapshot: String::new(),
            known_log: HashSet::new(),
            log_keys: 0,
            log_characters: 0,
            snapshot_characters: 0,
            patience: 0,
        }
    }

    /// Stores the first snapshot.
    pub(super) fn start(&mut self, state: Vec<u8>) -> Result<(), StorageError> {
        self.write_snapshot(SLOTS[0], 1, Vec::new(), state)
    }

    /// Goes on from what was read into the live document.
    pub(super) fn go_on(&mut self, stored: &Stored, folded: &Folded) {
        let base = folded.base.and_then(|slot| stored.snapshot(slot));
        if let Some(base) = base {
            self.known_snapshot.clone_from(&base.mark);
            self.snapshot_characters = base.state.len() / 3 * 4;
        }
        self.known_log.clear();
        self.known_log.extend(folded.held.iter().cloned());
        let held = base.map_or(&[][..], |snapshot| &snapshot.holds);
        let rest: Vec<_> = stored.log.sizes().filter(|(path, _)| !held.contains(path)).map(|(_, size)| size).collect();
        self.log_keys = rest.len();
        self.log_characters = rest.iter().sum();
    }

    /// Which playbook this is.
    #[must_use]
    pub fn playbook_id(&self) -> PlaybookId {
        self.id
    }

    /// The name of the lock to hold while compacting.
    #[must_use]
    pub fn lock_name(&self) -> String {
        self.keys.at("lock")
    }

    /// Takes in what another tab has just stored under this key, if it is part of the log of this playbook. Says whether
    /// that was news. The document tells of it as of any update, and need not have it stored again.
    ///
    /// # Errors
    /// When storage can't be read, or a newer build has written to it.
    pub fn hear(&mut self, key: &str, replica: &mut Replica) -> Result<bool, StorageError> {
        let Some(path) = key.strip_prefix(self.keys.prefix()).filter(|path| path.starts_with(LOG)) else {
            return Ok(false);
        };
        if self.known_log.contains(path) {
            return Ok(false);
        }
        // Gone already: then a snapshot holds it.
        let Some(text) = self.storage.get(key)? else { return self.catch_up(replica) };
        let mut log = Log::default();
        log.insert(path, key, &text);
        if log.update(path).is_some_and(|update| replica.admit(update) == Ok(Admission::Applied)) {
            self.known_log.insert(path.to_owned());
            self.log_keys += 1;
            self.log_characters += key.len() + text.len();
            return Ok(true);
        }
        self.catch_up(replica)
    }

    /// Takes in everything that other tabs have stored. Says whether there was any. What can't be used is left where it is:
    /// opening the playbook reports it.
    ///
    /// # Errors
    /// When storage can't be read, or a newer build has written to it.
    pub fn catch_up(&mut self, replica: &mut Replica) -> Result<bool, StorageError> {
        let stored = Stored::read(&self.storage, &self.keys)?;
        if stored.is_newer() {
            return Err(StorageError::NewerFormat);
        }
        if stored.held_by(&self.known_snapshot, &self.known_log).is_some() {
            return Ok(false);
        }
        let before = replica.state_vector();
        let folded = stored.fold_into(replica);
        self.go_on(&stored, &folded);
        Ok(replica.state_vector() != before)
    }

    /// Stores these updates, after those that could not be stored before. They must be consecutive updates of
    /// one replica, and those of the next call must follow them. With an empty slice it only tries again what is
    /// pending.
    ///
    /// # Errors
    /// When they could not be stored. They are kept, and tried again with the next call.
    pub fn append(&mut self, updates: &[Vec<u8>]) -> Result<(), StorageError> {
        self.queue.extend_from_slice(updates);
        // Merging can only fail if the document library can't read what it just wrote. Then they are stored one
        // by one.
        if let Ok(Some(merged)) = merge_updates(&self.queue) {
            self.queue = vec![merged];
        }
        while let Some(update) = self.queue.first() {
            let path = log_path(&self.tab, self.next);
            let key = self.keys.at(&path);
            let text = log::seal(&key, update);
            set_and_read_back(&self.storage, &key, &text)?;
            // Only now: when this failed, the key is written again, with all that came after.
            self.queue.remove(0);
            self.known_log.insert(path);
            self.next += 1;
            self.log_keys += 1;
            self.log_characters += key.len() + text.len();
        }
        Ok(())
    }

    /// The key that was written last; `None` when nothing was.
    #[cfg(test)]
    pub(super) fn last_key(&self) -> Option<String> {
        self.next.checked_sub(1).map(|number| self.keys.at(&log_path(&self.tab, number)))
    }

    /// Whether something is not stored yet.
    #[must_use]
    pub fn pending(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Whether it is time for [`Journal::compact`].
    #[must_use]
    pub fn wants_compaction(&self) -> bool {
        let long = self.log_characters >= MANY_CHARACTERS.max(self.snapshot_characters / SNAPSHOT_SHARE);
        (self.log_keys >= MANY_KEYS || long) && self.log_keys >= self.patience
    }

    /// Writes a snapshot of what is stored together with what is in `replica`, and removes the log that both snapshots
    /// hold then. `replica` is the document that this journal was opened with, and stays as it is. Other tabs may have
    /// written what it has not seen; it is not lost.
    ///
    /// # Errors
    /// When it could not be written, or something is still pending. Everything that was stored still is.
    pub fn compact(&mut self, replica: &Replica) -> Result<(), StorageError> {
        let done = self.try_to_compact(replica);
        self.patience = if done.is_ok() { 0 } else { self.log_keys + PATIENCE };
        done
    }

    fn try_to_compact(&mut self, replica: &Replica) -> Result<(), StorageError> {
        if replica.playbook_id() != Some(self.id) {
            return Err(StorageError::Refused("this is another playbook".into()));
        }
        // Where the log has no room, the snapshot may make some.
        let _ = self.append(&[]);
        let stored = Stored::read(&self.storage, &self.keys)?;
        if stored.is_newer() {
            return Err(StorageError::NewerFormat);
        }
        let alone = stored.held_by(&self.known_snapshot, &self.known_log);
        // Taking a long document apart and together again takes several times as long as writing it.
        let (folded, state, known) = match alone {
            Some(folded) => (folded, replica.encode(), true),
            None => {
                let mut whole = Replica::empty(|| 0);
                whole.admit_whole(&replica.encode()).map_err(|error| StorageError::Refused(error.to_string()))?;
                (stored.fold_into(&mut whole), whole.encode(), false)
            }
        };

        let base = folded.base.and_then(|slot| stored.snapshot(slot));
        let path = SLOTS[folded.base.map_or(0, |slot| 1 - slot)];
        if folded.flawed.iter().any(|(flawed, _)| flawed == path) {
            // Perhaps the only copy of something.
            fold::move_aside(&self.storage, &self.keys, path)?;
        }
        // What the slot that stays holds too.
        let held_by_both = base.map_or(&[][..], |snapshot| &snapshot.holds);
        let sequence = base.map_or(0, |snapshot| snapshot.sequence) + 1;
        match self.write_snapshot(path, sequence, folded.held.clone(), state.clone()) {
            Err(StorageError::Full) => {
                // Only the one that is replaced needed these.
                self.remove(held_by_both)?;
                self.write_snapshot(path, sequence, folded.held, state)?;
            }
            written => {
                written?;
                self.remove(held_by_both)?;
            }
        }
        if !known {
            // It has in it what the live document does not have.
            self.known_snapshot.clear();
        }
        self.append(&[])
    }

    fn write_snapshot(
        &mut self,
        path: &str,
        sequence: u64,
        holds: Vec<String>,
        state: Vec<u8>,
    ) -> Result<(), StorageError> {
        let key = self.keys.at(path);
        let text = Snapshot { sequence, holds, state, mark: String::new() }.seal(&key);
        set_and_read_back(&self.storage, &key, &text)?;
        self.known_snapshot = record::mark(&text);
        (self.log_keys, self.log_characters, self.snapshot_characters) = (0, 0, text.len());
        Ok(())
    }

    fn remove(&self, paths: &[String]) -> Result<(), StorageError> {
        paths.iter().try_for_each(|path| self.storage.remove(&self.keys.at(path)))
    }
}
