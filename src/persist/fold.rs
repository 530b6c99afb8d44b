//! Everything that is stored of one playbook, read and put together.

use super::keys::{ASIDE, Keys, LOG, STOPPED, STOPPED_BY};
use super::log::Log;
use super::record::Flaw;
use super::snapshot::{SLOTS, Snapshot, State};
use super::storage::{Storage, StorageError};
use crate::doc::Replica;
use crate::language::tr;
use crate::model::sorting::sort_by;
use std::collections::HashSet;
use std::fmt;

/// Something stored that could not be used. None of it was thrown away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The full key under which it stands now.
    pub key: String,
    /// What is wrong with it.
    pub kind: TroubleKind,
    /// Whether it stands aside, and from when. `None`: it could not be moved (there was no room), and stands where it
    /// was.
    pub aside: Option<Aside>,
}

/// Since when something stands aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// It was put there now.
    Now,
    /// It was there already.
    Before,
}

/// What can be wrong with something stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TroubleKind {
    /// A snapshot is damaged. The other one and the log were used in its place.
    DamagedSnapshot,
    /// Some changes are damaged.
    DamagedChanges,
    /// Some changes build on others that are not there. They are tried again each time the playbook is opened.
    ChangesWithoutPlace,
    /// Reading it ended the program. It is not read again.
    StopsTheProgram,
}

impl fmt::Display for TroubleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(tr(match self {
            Self::DamagedSnapshot => "one of two copies was damaged; the other one was used",
            Self::DamagedChanges => "some changes are damaged and can't be read",
            Self::ChangesWithoutPlace => "some changes build on others that are missing",
            Self::StopsTheProgram => "something that was stored made Guidepost stop, and is not read any more",
        }))
    }
}

/// All that is stored of a playbook, but for the summary.
pub(super) struct Stored {
    /// In the order of [`SLOTS`].
    slots: [Slot; 2],
    pub(super) log: Log,
    /// What was put aside earlier and is not tried again.
    old: Vec<String>,
}

/// What stands in one of the two places for snapshots.
enum Slot {
    Empty,
    Whole(Snapshot),
    Flawed(Flaw),
}

/// What became of it all.
pub(super) struct Folded {
    /// The slot of the newest snapshot that could be used.
    pub(super) base: Option<usize>,
    /// Paths of the log entries that are in the document now.
    pub(super) held: Vec<String>,
    /// Paths of what is not, and why.
    pub(super) flawed: Vec<(String, TroubleKind)>,
}

impl Stored {
    pub(super) fn read(storage: &impl Storage, keys: &Keys) -> Result<Self, StorageError> {
        let mut stored = Self { slots: [Slot::Empty, Slot::Empty], log: Log::default(), old: Vec::new() };
        for (slot, path) in stored.slots.iter_mut().zip(SLOTS) {
            let key = keys.at(path);
            if let Some(text) = storage.get(&key)? {
                *slot = Snapshot::unseal(&key, &text).map_or_else(Slot::Flawed, Slot::Whole);
            }
        }
        for key in storage.keys(keys.prefix())? {
            let Some(path) = key.strip_prefix(keys.prefix()) else { continue };
            let original = path.strip_prefix(ASIDE).unwrap_or(path);
            if original.starts_with(LOG) {
                // Another tab may have removed it since.
                let Some(text) = storage.get(&key)? else { continue };
                stored.log.insert(path, &keys.at(original), &text);
            } else if path.starts_with(ASIDE) {
                stored.old.push(path.to_owned());
            }
        }
        Ok(stored)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.slots.iter().all(|slot| matches!(slot, Slot::Empty)) && self.log.is_empty()
    }

    /// Whether a newer program has written some of it.
    pub(super) fn is_newer(&self) -> bool {
        self.slots.iter().any(|slot| matches!(slot, Slot::Flawed(Flaw::Newer))) || self.log.is_newer()
    }

    /// The whole snapshots with the index of their slots, the newest first.
    fn snapshots(&self) -> Vec<(usize, &Snapshot)> {
        let whole = self.slots.iter().enumerate().filter_map(|(index, slot)| match slot {
            Slot::Whole(snapshot) => Some((index, snapshot)),
            Slot::Empty | Slot::Flawed(_) => None,
        });
        let mut whole: Vec<_> = whole.collect();
        sort_by(&mut whole, |(_, a), (_, b)| b.sequence.cmp(&a.sequence));
        whole
    }

    /// The snapshot in a slot.
    pub(super) fn snapshot(&self, slot: usize) -> Option<&Snapshot> {
        match self.slots.get(slot) {
            Some(Slot::Whole(snapshot)) => Some(snapshot),
            _ => None,
        }
    }

    /// The slot that is not needed beside the newest snapshot, if that has this mark and is here as a whole.
    pub(super) fn older_than(&self, mark: &str) -> Option<usize> {
        match self.snapshots()[..] {
            [(_, newest), (older, _)] if newest.mark == mark && matches!(newest.state, State::Here(_)) => Some(older),
            _ => None,
        }
    }

    /// What a document holds that has this snapshot and these log entries in it, if that is everything.
    pub(super) fn held_by(&self, mark: &str, known: &HashSet<String>) -> Option<Folded> {
        let newest = self.snapshots().first().filter(|(_, snapshot)| snapshot.mark == mark)?.0;
        let held: Vec<_> = self.log.paths().cloned().collect();
        let all = held.iter().all(|path| known.contains(path));
        all.then(|| Folded { base: Some(newest), held, flawed: self.flawed_snapshots() })
    }

    fn flawed_snapshots(&self) -> Vec<(String, TroubleKind)> {
        let slots = self.slots.iter().zip(SLOTS);
        let flawed = slots.filter(|(slot, _)| matches!(slot, Slot::Flawed(_))).map(|(_, path)| path);
        let paths = flawed.chain(self.old.iter().map(String::as_str));
        let kind = |path: &str| match path.starts_with(STOPPED) {
            true => TroubleKind::StopsTheProgram,
            false => TroubleKind::DamagedSnapshot,
        };
        paths.map(|path| (path.to_owned(), kind(path))).collect()
    }

    /// Puts everything into a document.
    ///
    /// # Errors
    /// When something of it is kept apart and has to be read first. Nothing of it is missing then.
    pub(super) fn fold_into(
        &self,
        storage: &impl Storage,
        keys: &Keys,
        replica: &mut Replica,
    ) -> Result<Folded, StorageError> {
        let mut folded = Folded { base: None, held: Vec::new(), flawed: self.flawed_snapshots() };
        let mut waiting: Vec<&String> = self.log.paths().collect();
        for (index, snapshot) in self.snapshots() {
            let key = keys.at(SLOTS[index]);
            let document = snapshot.document(storage, keys)?;
            storage.taking_in(Some(&key));
            if document.is_none_or(|document| replica.admit_whole(&document).is_err()) {
                folded.flawed.push((SLOTS[index].to_owned(), TroubleKind::DamagedSnapshot));
                continue;
            }
            folded.base = folded.base.or(Some(index));
            self.admit(storage, keys, replica, &mut waiting);
            // The newest is enough, unless a tab wrote it that saw the storage as it was some time before.
            if waiting.is_empty() {
                break;
            }
        }
        if folded.base.is_none() {
            self.admit(storage, keys, replica, &mut waiting);
        }
        storage.taking_in(None);
        for path in self.log.paths() {
            if !waiting.contains(&path) {
                folded.held.push(path.clone());
                continue;
            }
            let kind = match self.log.update(path).map(|update| replica.admit(update)) {
                Some(Ok(_)) => TroubleKind::ChangesWithoutPlace,
                Some(Err(_)) | None => TroubleKind::DamagedChanges,
            };
            folded.flawed.push((path.clone(), kind));
        }
        Ok(folded)
    }

    /// Puts those log entries into a document that find their place in it, and takes them off the list.
    fn admit(&self, storage: &impl Storage, keys: &Keys, replica: &mut Replica, waiting: &mut Vec<&String>) {
        let (readable, updates): (Vec<&String>, Vec<_>) =
            waiting.iter().filter_map(|path| Some((*path, self.log.update(path)?))).unzip();
        let mut watch = |index: usize| storage.taking_in(readable.get(index).map(|path| keys.at(path)).as_deref());
        let rest = replica.admit_all_watched(&updates, &mut watch);
        // All three lists are in the order of the log.
        let mut rest = rest.into_iter().peekable();
        let mut admitted = readable.into_iter().enumerate().filter(|(at, _)| rest.next_if_eq(at).is_none()).peekable();
        waiting.retain(|path| admitted.next_if(|(_, admitted)| admitted == path).is_none());
    }
}

/// Puts what ended the program when it was read where it is not read again, if there is a note of such a thing in this
/// playbook.
pub(super) fn quarantine(storage: &impl Storage, keys: &Keys) -> Result<(), StorageError> {
    let Some(key) = storage.get(STOPPED_BY)? else { return Ok(()) };
    let Some(path) = key.strip_prefix(keys.prefix()) else { return Ok(()) };
    // What was aside already was tried again there.
    move_to(storage, &key, keys.at(&format!("{STOPPED}{}", path.strip_prefix(ASIDE).unwrap_or(path))))?;
    storage.remove(STOPPED_BY)
}

/// Moves what is flawed out of the way. It is copied first and removed then, and where there is no room for the
/// copy, it stays.
pub(super) fn set_aside(storage: &impl Storage, keys: &Keys, flawed: &[(String, TroubleKind)]) -> Vec<Trouble> {
    let one = |(path, kind): &(String, TroubleKind)| {
        if path.starts_with(ASIDE) {
            return Trouble { key: keys.at(path), kind: *kind, aside: Some(Aside::Before) };
        }
        match move_aside(storage, keys, path) {
            Ok(key) => Trouble { key, kind: *kind, aside: Some(Aside::Now) },
            // Not an error of its own: the trouble is reported with where it is.
            Err(_) => Trouble { key: keys.at(path), kind: *kind, aside: None },
        }
    };
    flawed.iter().map(one).collect()
}

/// Moves the text under a path aside. Says its new key.
pub(super) fn move_aside(storage: &impl Storage, keys: &Keys, path: &str) -> Result<String, StorageError> {
    move_to(storage, &keys.at(path), keys.at(&format!("{ASIDE}{path}")))
}

/// Moves a text to a key, or to one much like it where something else stands there. Says which.
fn move_to(storage: &impl Storage, key: &str, mut target: String) -> Result<String, StorageError> {
    let Some(text) = storage.get(key)? else { return Ok(key.to_owned()) };
    // A slot can go bad more than once.
    while storage.get(&target)?.is_some_and(|there| there != text) {
        target.push('+');
    }
    super::storage::set_and_read_back(storage, &target, &text)?;
    storage.remove(key)?;
    Ok(target)
}
