//! What goes on being written while a playbook is open.

use super::fold::{self, Folded, Stored};
use super::keys::{BEFORE, Keys, LOG, log_path};
use super::log::{self, Log};
use super::record::{self, Flaw};
use super::snapshot::{SLOTS, Snapshot, State, name_apart};
use super::storage::{Pending, Storage, StorageError, set_and_read_back};
use crate::doc::{Admission, Replica, merge_updates};
use crate::language::tr;
use crate::model::PlaybookId;
use std::collections::HashSet;
use std::rc::Rc;

/// After so many log keys a snapshot is due: opening reads each of them.
const MANY_KEYS: usize = 256;

/// After so many characters of log a snapshot is due, but see [`SNAPSHOT_SHARE`].
const MANY_CHARACTERS: usize = 65_536;

/// Nor before the log is this part of the snapshot: writing a long playbook again takes time and, with two slots,
/// most of the room there is.
const SNAPSHOT_SHARE: usize = 4;

/// After a snapshot could not be written, so many more log keys pass before the next attempt.
const PATIENCE: usize = 32;

/// A longer document is kept apart, in bytes. Two of them in local storage, in base64, would take a third of what all programs of
/// the origin have together.
pub(super) const LARGE: usize = 600_000;

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
    /// The newest snapshot is of an older format.
    is_old: bool,
    /// Whether it is kept apart.
    is_apart: bool,
    /// No snapshot is due before there are so many log keys.
    patience: usize,
    /// Something in the document was made by programs that may mean harm.
    is_mixed: bool,
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
            is_old: false,
            is_apart: false,
            patience: 0,
            is_mixed: false,
        }
    }

    /// Stores the first snapshot.
    pub(super) fn start(&mut self, state: Vec<u8>, is_apart: bool) -> Result<(), StorageError> {
        let state = if is_apart { State::Apart(record::digest(&state)) } else { State::Here(state.into()) };
        self.write_snapshot(SLOTS[0], &Snapshot::new(1, Vec::new(), state))
    }

    /// Goes on from what was read into the live document.
    pub(super) fn go_on(&mut self, stored: &Stored, folded: &Folded) {
        let base = folded.base.and_then(|slot| stored.snapshot(slot));
        if let Some(base) = base {
            self.known_snapshot.clone_from(&base.mark);
            self.note_snapshot(base);
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
        let Some(path) = key.strip_prefix(self.keys.prefix()) else { return Ok(false) };
        if SLOTS.contains(&path) {
            let is_newer = self.storage.get(key)?.is_some_and(|text| record::unseal(key, &text) == Err(Flaw::Newer));
            return if is_newer { Err(StorageError::NewerFormat) } else { Ok(false) };
        }
        if !path.starts_with(LOG) {
            return Ok(false);
        }
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
        let folded = stored.fold_into(&self.storage, &self.keys, replica)?;
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

    /// Says that there are changes in the document from elsewhere. Bytes that were made up with intent can make a document that reads
    /// as another one when it was written, or not at all (`fuzz/KNOWN.md`); so snapshots are read before they replace the log.
    pub fn mix(&mut self) {
        self.is_mixed = true;
    }

    /// Whether it is time for [`Journal::begin`].
    #[must_use]
    pub fn wants_compaction(&self) -> bool {
        let long = self.log_characters >= MANY_CHARACTERS.max(self.snapshot_characters / SNAPSHOT_SHARE);
        (self.log_keys >= MANY_KEYS || long || self.is_old) && self.log_keys >= self.patience
    }

    /// Whether the newest snapshot is kept apart, as local storage has no room for it.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.is_apart
    }

    /// Writes a snapshot of what is stored together with what is in `replica`, and removes the log that both snapshots
    /// hold then. `replica` is the document that this journal was opened with, and stays as it is. Other tabs may have
    /// written what it has not seen; it is not lost.
    ///
    /// It is [begun](Self::begin), [put apart](Self::put_apart) where that is needed, and [finished](Self::finish). What
    /// is edited meanwhile is stored as ever.
    ///
    /// # Errors
    /// When it could not be written, or something is still pending. Everything that was stored still is.
    pub fn begin(&mut self, replica: &Replica, apart: bool) -> Result<Compaction, StorageError> {
        let begun = self.try_to_begin(replica, apart);
        self.note(begun.is_ok());
        begun
    }

    /// Keeps the document of a snapshot that was begun apart, where that is needed. Until it is finished, none leads to it.
    #[must_use]
    pub fn put_apart(&self, compaction: &Compaction) -> Pending {
        match &compaction.apart {
            Some(digest) => self.storage.put_apart(&name_apart(&self.keys, digest), &compaction.document),
            None => Box::pin(std::future::ready(Ok(()))),
        }
    }

    /// Puts a snapshot that was begun in its place.
    ///
    /// # Errors
    /// When it could not be written. Everything that was stored still is.
    pub fn finish(&mut self, compaction: Compaction) -> Result<(), StorageError> {
        let done = self.try_to_finish(compaction);
        self.note(done.is_ok());
        done
    }

    /// All three steps, where nobody waits.
    #[cfg(test)]
    pub(super) fn compact(&mut self, replica: &Replica) -> Result<(), StorageError> {
        self.compact_to(replica, false)
    }

    #[cfg(test)]
    pub(super) fn compact_to(&mut self, replica: &Replica, apart: bool) -> Result<(), StorageError> {
        let compaction = self.begin(replica, apart)?;
        super::tests::at_once(self.put_apart(&compaction)).inspect_err(|_| self.note(false))?;
        self.finish(compaction)
    }

    fn note(&mut self, is_well: bool) {
        self.patience = if is_well { 0 } else { self.log_keys + PATIENCE };
    }

    fn try_to_begin(&mut self, replica: &Replica, apart: bool) -> Result<Compaction, StorageError> {
        if replica.playbook_id() != Some(self.id) {
            return Err(StorageError::Refused(tr("this is another playbook").into()));
        }
        // Where the log has no room, the snapshot may make some.
        let _ = self.append(&[]);
        let stored = Stored::read(&self.storage, &self.keys)?;
        if stored.is_newer() {
            return Err(StorageError::NewerFormat);
        }
        let alone = stored.held_by(&self.known_snapshot, &self.known_log);
        // Taking a long document apart and together again takes several times as long as writing it.
        let (folded, document, known) = match alone {
            Some(folded) => (folded, self.encoded(replica)?, true),
            None => {
                let mut whole = Replica::empty(|| 0);
                whole.admit_whole(&replica.encode()).map_err(|error| StorageError::Refused(error.to_string()))?;
                (stored.fold_into(&self.storage, &self.keys, &mut whole)?, whole.encode(), false)
            }
        };

        let base = folded.base.and_then(|slot| stored.snapshot(slot));
        let path = SLOTS[folded.base.map_or(0, |slot| 1 - slot)];
        if folded.flawed.iter().any(|(flawed, _)| flawed == path) {
            // Perhaps the only copy of something.
            fold::move_aside(&self.storage, &self.keys, path)?;
        }
        let is_old = base.is_some_and(|base| base.format < record::NEWEST);
        // What the slot that stays holds too.
        let held_by_both = base.map(|snapshot| snapshot.holds.clone()).unwrap_or_default();
        let apart = (apart || document.len() > LARGE).then(|| record::digest(&document));
        Ok(Compaction {
            path,
            other: folded.base.map(|slot| SLOTS[slot]),
            sequence: base.map_or(0, |snapshot| snapshot.sequence) + 1,
            holds: folded.held,
            document: document.into(),
            apart,
            held_by_both,
            known,
            is_old,
            counted: (self.log_keys, self.log_characters),
            pending: self.queue.clone(),
        })
    }

    fn encoded(&self, replica: &Replica) -> Result<Vec<u8>, StorageError> {
        let document = replica.encode();
        if self.is_mixed && Replica::decoded(&document) != replica.playbook() {
            return Err(StorageError::Refused(tr("the document can't be written as it can be read again").into()));
        }
        Ok(document)
    }

    fn try_to_finish(&mut self, compaction: Compaction) -> Result<(), StorageError> {
        let Compaction { path, other, sequence, holds, document, apart, held_by_both, known, is_old, counted, pending } =
            compaction;
        if is_old {
            self.keep_a_copy(sequence, &holds, &document)?;
        }
        let state = apart.map_or(State::Here(document), State::Apart);
        let is_apart = matches!(state, State::Apart(_));
        let snapshot = Snapshot::new(sequence, holds, state);
        match self.write_snapshot(path, &snapshot) {
            Err(StorageError::Full) => {
                // Only the one that is replaced needed these.
                self.remove(&held_by_both)?;
                match (self.write_snapshot(path, &snapshot), other) {
                    // Not even for another key. What is kept apart was read back, so the one slot that there is may lead there.
                    (Err(StorageError::Full), Some(other)) if is_apart => self.write_snapshot(other, &snapshot)?,
                    (written, _) => written?,
                }
            }
            written => {
                written?;
                self.remove(&held_by_both)?;
            }
        }
        // Not those that came while it was put apart.
        self.log_keys = self.log_keys.saturating_sub(counted.0);
        self.log_characters = self.log_characters.saturating_sub(counted.1);
        if !known {
            // It has in it what the live document does not have.
            self.known_snapshot.clear();
        }
        // What could not be stored before is in the snapshot, unless more came since.
        if self.queue == pending {
            self.queue.clear();
        }
        if is_apart {
            self.storage.drop_apart(self.keys.prefix(), &self.in_use()?);
        }
        self.append(&[])
    }

    /// Removes the older one of two snapshots, once the newest was read back, so that the document is here once. For two
    /// snapshots that were just written one after the other: what is not in them is in the log.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn drop_older(&self) -> Result<(), StorageError> {
        let stored = Stored::read(&self.storage, &self.keys)?;
        // One that another tab has just written says what it holds, and not that the other one may go.
        if let Some(older) = stored.older_than(&self.known_snapshot) {
            self.storage.remove(&self.keys.at(SLOTS[older]))?;
        }
        Ok(())
    }

    /// Before the first snapshot of a newer format: older programs can read this one.
    fn keep_a_copy(&self, sequence: u64, holds: &[String], document: &Rc<[u8]>) -> Result<(), StorageError> {
        let key = self.keys.at(BEFORE);
        if self.storage.get(&key)?.is_some() {
            return Ok(());
        }
        let state = State::Here(Rc::clone(document));
        let copy = Snapshot { format: record::FIRST, ..Snapshot::new(sequence, holds.to_vec(), state) };
        set_and_read_back(&self.storage, &key, &copy.seal(&key))
    }

    /// The names of the documents that are kept apart and that a snapshot leads to.
    fn in_use(&self) -> Result<Vec<String>, StorageError> {
        let mut names = Vec::new();
        for path in SLOTS {
            let key = self.keys.at(path);
            let snapshot = self.storage.get(&key)?.map(|text| Snapshot::unseal(&key, &text));
            if let Some(Ok(Snapshot { state: State::Apart(digest), .. })) = snapshot {
                names.push(name_apart(&self.keys, &digest));
            }
        }
        Ok(names)
    }

    fn write_snapshot(&mut self, path: &str, snapshot: &Snapshot) -> Result<(), StorageError> {
        let key = self.keys.at(path);
        let text = snapshot.seal(&key);
        set_and_read_back(&self.storage, &key, &text)?;
        self.known_snapshot = record::mark(&text);
        self.note_snapshot(snapshot);
        Ok(())
    }

    /// What is to be known of the newest snapshot.
    fn note_snapshot(&mut self, snapshot: &Snapshot) {
        self.is_old = snapshot.format < record::NEWEST;
        (self.is_apart, self.snapshot_characters) = match &snapshot.state {
            State::Here(state) => (false, state.len() / 3 * 4),
            // Nobody waits for what is written there, but it is written as a whole.
            State::Apart(_) => (true, 4 * LARGE),
        };
    }

    fn remove(&self, paths: &[String]) -> Result<(), StorageError> {
        paths.iter().try_for_each(|path| self.storage.remove(&self.keys.at(path)))
    }
}

/// A snapshot on its way.
pub struct Compaction {
    path: &'static str,
    /// Where the newest one is.
    other: Option<&'static str>,
    sequence: u64,
    holds: Vec<String>,
    document: Rc<[u8]>,
    /// Its digest, where it is kept apart.
    apart: Option<String>,
    held_by_both: Vec<String>,
    /// All that is in it is in the live document.
    known: bool,
    is_old: bool,
    /// Log that it holds: keys, and characters.
    counted: (usize, usize),
    /// Updates that it holds and that are not stored.
    pending: Vec<Vec<u8>>,
}
