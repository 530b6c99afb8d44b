//! What goes on being written while a playbook is open.

use super::fold::{self, Stored};
use super::keys::{ASIDE, Keys, log_path};
use super::snapshot::{SLOTS, Snapshot};
use super::storage::{Storage, StorageError, set_and_read_back};
use crate::doc::{Replica, StampedUpdate};
use crate::model::PlaybookId;

/// After so many log keys a snapshot is due: opening reads each of them.
const MANY_KEYS: usize = 256;

/// After so many characters of log a snapshot is due, but see [`SNAPSHOT_SHARE`].
const MANY_CHARACTERS: usize = 65_536;

/// Nor before the log is this part of the snapshot: writing a long playbook again takes time and, with two slots,
/// most of the room there is.
const SNAPSHOT_SHARE: usize = 4;

/// Writes what is edited in one tab. Each page load has its own, see [`Library::open`](super::Library::open).
pub struct Journal<S> {
    storage: S,
    id: PlaybookId,
    keys: Keys,
    /// Names this page load, so that no other tab writes to the same keys.
    tab: String,
    next: u64,
    /// Not stored yet, in order.
    queue: Vec<StampedUpdate>,
    /// Log that the newest snapshot does not hold: keys, and characters.
    log_keys: usize,
    log_characters: usize,
    snapshot_characters: usize,
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
            log_keys: 0,
            log_characters: 0,
            snapshot_characters: 0,
        }
    }

    /// Counts what is there already.
    pub(super) fn count(&mut self, stored: &Stored, base: Option<usize>) {
        let base = base.and_then(|slot| stored.snapshot(slot));
        let held = base.map_or(&[][..], |snapshot| &snapshot.holds);
        let rest: Vec<_> = stored
            .log_sizes
            .iter()
            .filter(|(path, _)| !path.starts_with(ASIDE) && !held.contains(path))
            .map(|(_, size)| *size)
            .collect();
        self.log_keys = rest.len();
        self.log_characters = rest.iter().sum();
        self.snapshot_characters = base.map_or(0, |snapshot| snapshot.state.len() / 3 * 4);
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

    /// Stores these updates, after those that could not be stored before. They must be consecutive updates of
    /// one replica, and those of the next call must follow them. With an empty slice it only tries again what is
    /// pending.
    ///
    /// # Errors
    /// When they could not be stored. They are kept, and tried again with the next call.
    pub fn append(&mut self, updates: &[StampedUpdate]) -> Result<(), StorageError> {
        self.queue.extend_from_slice(updates);
        // Merging can only fail if the document library can't read what it just wrote. Then they are stored one
        // by one.
        if let Ok(Some(merged)) = StampedUpdate::merged(&self.queue) {
            self.queue = vec![merged];
        }
        while let Some(update) = self.queue.first() {
            let key = self.keys.at(&log_path(&self.tab, self.next));
            let text = fold::seal_log(&key, update);
            set_and_read_back(&self.storage, &key, &text)?;
            // Only now: when this failed, the key is written again, with all that came after.
            self.queue.remove(0);
            self.next += 1;
            self.log_keys += 1;
            self.log_characters += key.len() + text.len();
        }
        Ok(())
    }

    /// Whether something is not stored yet.
    #[must_use]
    pub fn pending(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Whether it is time for [`Journal::compact`].
    #[must_use]
    pub fn wants_compaction(&self) -> bool {
        self.log_keys >= MANY_KEYS
            || self.log_characters >= MANY_CHARACTERS.max(self.snapshot_characters / SNAPSHOT_SHARE)
    }

    /// Writes a snapshot of what is stored together with what is in `replica`, the document that this journal was
    /// opened with, and removes the log that both snapshots hold then. Other tabs may have written what
    /// `replica` has not seen; it is not lost, and `replica` stays as it is.
    ///
    /// # Errors
    /// When it could not be written, or something is still pending. Everything that was stored still is.
    pub fn compact(&mut self, replica: &Replica) -> Result<(), StorageError> {
        if replica.playbook_id() != Some(self.id) {
            return Err(StorageError::Refused("this is another playbook".into()));
        }
        // When the log is full, the snapshot may make room.
        let _ = self.append(&[]);
        let stored = Stored::read(&self.storage, &self.keys)?;
        if stored.is_newer() {
            return Err(StorageError::NewerFormat);
        }
        let mut whole = Replica::empty(|| 0);
        whole.admit_whole(&replica.encode()).map_err(|error| StorageError::Refused(error.to_string()))?;
        let folded = stored.fold_into(&mut whole);

        let base = folded.base.and_then(|slot| stored.snapshot(slot));
        let path = SLOTS[folded.base.map_or(0, |slot| 1 - slot)];
        if folded.flawed.iter().any(|(flawed, _)| flawed == path) {
            // Perhaps the only copy of something.
            fold::move_aside(&self.storage, &self.keys, path)?;
        }
        let sequence = base.map_or(0, |snapshot| snapshot.sequence) + 1;
        let snapshot = Snapshot { sequence, holds: folded.held, state: whole.encode() };
        let key = self.keys.at(path);
        let text = snapshot.seal(&key);

        // What the slot that stays holds too.
        let held_by_both = base.map_or(&[][..], |snapshot| &snapshot.holds);
        match set_and_read_back(&self.storage, &key, &text) {
            Err(StorageError::Full) => {
                // Only the one that is replaced needed these.
                self.remove(held_by_both)?;
                set_and_read_back(&self.storage, &key, &text)?;
            }
            written => {
                written?;
                self.remove(held_by_both)?;
            }
        }
        (self.log_keys, self.log_characters, self.snapshot_characters) = (0, 0, text.len());
        self.append(&[])
    }

    fn remove(&self, paths: &[String]) -> Result<(), StorageError> {
        paths.iter().try_for_each(|path| self.storage.remove(&self.keys.at(path)))
    }
}
