//! Everything that is stored of one playbook, read and put together.

use super::keys::{ASIDE, Keys, LOG};
use super::record::{self, Flaw};
use super::snapshot::{SLOTS, Snapshot};
use super::storage::{Storage, StorageError};
use crate::doc::{Admission, Replica, StampedUpdate};
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
}

impl fmt::Display for TroubleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DamagedSnapshot => "one of two copies was damaged; the other one was used",
            Self::DamagedChanges => "some changes are damaged and can't be read",
            Self::ChangesWithoutPlace => "some changes build on others that are missing",
        })
    }
}

/// All that is stored of a playbook, but for the summary.
pub(super) struct Stored {
    /// In the order of [`SLOTS`].
    slots: [Slot; 2],
    log: Vec<LogEntry>,
    /// Characters of each log key and its value, by path.
    pub(super) log_sizes: Vec<(String, usize)>,
    /// Snapshots that were put aside earlier.
    old_snapshots: Vec<String>,
}

/// What stands in one of the two places for snapshots.
enum Slot {
    Empty,
    Whole(Snapshot),
    Flawed(Flaw),
}

struct LogEntry {
    path: String,
    update: Result<StampedUpdate, Flaw>,
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
        let mut stored = Self {
            slots: [Slot::Empty, Slot::Empty],
            log: Vec::new(),
            log_sizes: Vec::new(),
            old_snapshots: Vec::new(),
        };
        for (slot, path) in stored.slots.iter_mut().zip(SLOTS) {
            let key = keys.at(path);
            if let Some(text) = storage.get(&key)? {
                *slot = match Snapshot::unseal(&key, &text) {
                    Ok(snapshot) => Slot::Whole(snapshot),
                    Err(flaw) => Slot::Flawed(flaw),
                };
            }
        }
        for key in storage.keys(keys.prefix())? {
            let Some(path) = key.strip_prefix(keys.prefix()) else { continue };
            let original = path.strip_prefix(ASIDE).unwrap_or(path);
            if original.starts_with(LOG) {
                // Another tab may have removed it since.
                let Some(text) = storage.get(&key)? else { continue };
                stored.log_sizes.push((path.to_owned(), key.len() + text.len()));
                let update = read_log(&keys.at(original), &text);
                stored.log.push(LogEntry { path: path.to_owned(), update });
            } else if path.starts_with(ASIDE) {
                stored.old_snapshots.push(path.to_owned());
            }
        }
        Ok(stored)
    }

    /// The snapshot in a slot.
    pub(super) fn snapshot(&self, slot: usize) -> Option<&Snapshot> {
        self.snapshots().into_iter().find(|(index, _)| *index == slot).map(|(_, snapshot)| snapshot)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.slots.iter().all(|slot| matches!(slot, Slot::Empty)) && self.log.is_empty()
    }

    /// Whether a newer program has written some of it.
    pub(super) fn is_newer(&self) -> bool {
        self.slots.iter().any(|slot| matches!(slot, Slot::Flawed(Flaw::Newer)))
            || self.log.iter().any(|entry| entry.update == Err(Flaw::Newer))
    }

    /// The whole snapshots with the index of their slots, the newest first.
    fn snapshots(&self) -> Vec<(usize, &Snapshot)> {
        let mut whole: Vec<_> = self
            .slots
            .iter()
            .enumerate()
            .filter_map(|(index, slot)| match slot {
                Slot::Whole(snapshot) => Some((index, snapshot)),
                Slot::Empty | Slot::Flawed(_) => None,
            })
            .collect();
        whole.sort_by_key(|(_, snapshot)| std::cmp::Reverse(snapshot.sequence));
        whole
    }

    /// Puts everything into a document.
    pub(super) fn fold_into(&self, replica: &mut Replica) -> Folded {
        let mut flawed: Vec<_> = self
            .slots
            .iter()
            .zip(SLOTS)
            .filter(|(slot, _)| matches!(slot, Slot::Flawed(_)))
            .map(|(_, path)| (path.to_owned(), TroubleKind::DamagedSnapshot))
            .collect();
        flawed.extend(self.old_snapshots.iter().map(|path| (path.clone(), TroubleKind::DamagedSnapshot)));

        let mut readable = Vec::new();
        let mut held = Vec::new();
        for entry in &self.log {
            match &entry.update {
                Ok(update) => {
                    readable.push(update.clone());
                    held.push(entry.path.clone());
                }
                Err(_) => flawed.push((entry.path.clone(), TroubleKind::DamagedChanges)),
            }
        }

        let mut waiting: Vec<usize> = (0..readable.len()).collect();
        let mut admit_waiting = |replica: &mut Replica| {
            let rest: Vec<_> = waiting.iter().filter_map(|at| readable.get(*at).cloned()).collect();
            waiting = replica.admit_all(&rest).iter().filter_map(|at| waiting.get(*at).copied()).collect();
            waiting.is_empty()
        };
        let mut base = None;
        for (index, snapshot) in self.snapshots() {
            if replica.admit_whole(&snapshot.state).is_err() {
                flawed.push((SLOTS[index].to_owned(), TroubleKind::DamagedSnapshot));
                continue;
            }
            base = base.or(Some(index));
            // The newest is enough, unless a tab wrote it that saw the storage as it was some time before.
            if admit_waiting(replica) {
                break;
            }
        }
        if base.is_none() {
            admit_waiting(replica);
        }
        for at in waiting.into_iter().rev() {
            let Some(update) = readable.get(at) else { continue };
            let kind = match replica.admit(update) {
                Ok(Admission::Applied) => continue,
                Ok(Admission::TooEarly) => TroubleKind::ChangesWithoutPlace,
                Err(_) => TroubleKind::DamagedChanges,
            };
            flawed.push((held.remove(at), kind));
        }
        Folded { base, held, flawed }
    }
}

/// The text of a log entry.
pub(super) fn seal_log(key: &str, update: &StampedUpdate) -> String {
    record::seal(key, &format!("{}:{}", record::encode(update.before()), record::encode(update.update())))
}

fn read_log(key: &str, text: &str) -> Result<StampedUpdate, Flaw> {
    let (before, update) = record::unseal(key, text)?.split_once(':').ok_or(Flaw::Damaged)?;
    Ok(StampedUpdate::from_parts(record::decode(before)?, record::decode(update)?))
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
    let key = keys.at(path);
    let Some(text) = storage.get(&key)? else { return Ok(key) };
    let mut target = keys.at(&format!("{ASIDE}{path}"));
    // A slot can go bad more than once.
    while storage.get(&target)?.is_some_and(|there| there != text) {
        target.push('+');
    }
    super::storage::set_and_read_back(storage, &target, &text)?;
    storage.remove(&key)?;
    Ok(target)
}
