//! All playbooks in a storage.

use super::fold::{self, Stored, Trouble};
use super::journal::{Journal, LARGE};
use super::keys::{self, Keys, LOG, PLAYBOOKS, SUMMARY};
use super::membership::access_key;
use super::record;
use super::snapshot::{SLOTS, name_apart};
use super::storage::{Pending, Storage, StorageError, set_and_read_back};
use super::summary::{DamagedSummary, Summary};
use crate::doc::Replica;
use crate::model::PlaybookId;
use crate::model::sorting::sort_by;
use guidepost_view::tr;

/// The playbooks in a storage.
#[derive(Debug, Clone)]
pub struct Library<S> {
    storage: S,
}

/// One playbook of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub id: PlaybookId,
    /// What the start page shows of it. When that can't be read, the playbook itself may well be.
    pub summary: Result<Summary, DamagedSummary>,
}

/// An opened playbook.
pub struct Opened<S> {
    /// Its document, as it was stored. Nothing in it can be undone, and it reports no changes and no updates yet.
    pub replica: Replica,
    /// Writes what is edited from now on.
    pub journal: Journal<S>,
    /// What was stored, but could not be used.
    pub trouble: Vec<Trouble>,
}

/// Why a playbook can't be opened. Nothing stored was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is none with this id.
    #[error("{}", tr!("this playbook is not in this browser"))]
    NotFound,
    /// It is there, but what is left of it is no document.
    #[error("{}", tr!("what is stored of this playbook is damaged: {what}"))]
    Damaged {
        /// In words.
        what: String,
    },
    /// A newer version of this program has written it.
    #[error("{}", tr!("this playbook was written by a newer version of Guidepost; reload the page to get it"))]
    NewerFormat,
    /// The storage can't be read.
    #[error("{}", tr!("can't read the browser's storage: {}", .0))]
    Storage(#[from] StorageError),
}

impl<S: Storage + Clone> Library<S> {
    /// The playbooks in this storage.
    #[must_use]
    pub fn new(storage: S) -> Self {
        Self { storage }
    }

    /// The storage itself, for what else is kept in it.
    #[must_use]
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// All playbooks, the last changed first; those in the bin too ([`Summary::deleted`] says so). Those whose
    /// summary can't be read come last. No document is loaded.
    ///
    /// # Errors
    /// When the storage can't be read.
    pub fn list(&self) -> Result<Vec<Listed>, StorageError> {
        let keys = self.storage.keys(PLAYBOOKS)?;
        // Sorted keys: those of one playbook stand together.
        let mut ids: Vec<_> = keys.iter().filter_map(|key| Some(keys::parse(key)?.0)).collect();
        ids.dedup();
        let listed = ids.into_iter().map(|id| Ok(Listed { id, summary: self.stored_summary(id)? }));
        let mut listed = listed.collect::<Result<Vec<_>, StorageError>>()?;
        let changed = |listed: &Listed| listed.summary.as_ref().ok().map(|summary| summary.changed);
        sort_by(&mut listed, |a, b| changed(b).cmp(&changed(a)));
        Ok(listed)
    }

    fn stored_summary(&self, id: PlaybookId) -> Result<Result<Summary, DamagedSummary>, StorageError> {
        let text = self.storage.get(&Keys::of(id).summary())?;
        let summary =
            text.map_or_else(|| Err(DamagedSummary(tr!("it is not there").into())), |text| Summary::from_json(&text));
        Ok(summary.map(|summary| Summary { backup: self.backup(id), ..summary }))
    }

    /// The summary of one playbook.
    ///
    /// # Errors
    /// When there is no such playbook, or its summary can't be read.
    pub fn summary(&self, id: PlaybookId) -> Result<Summary, OpenError> {
        if self.storage.keys(Keys::of(id).prefix())?.is_empty() {
            return Err(OpenError::NotFound);
        }
        self.stored_summary(id)?.map_err(|damage| OpenError::Damaged { what: damage.to_string() })
    }

    /// Stores a summary, in place of the one before.
    ///
    /// # Errors
    /// When it could not be stored.
    pub fn write_summary(&self, id: PlaybookId, summary: &Summary) -> Result<(), StorageError> {
        let json = summary.to_json().map_err(|error| StorageError::Refused(error.to_string()))?;
        set_and_read_back(&self.storage, &Keys::of(id).summary(), &json)
    }

    /// Stores a new playbook. The journal writes what is edited from now on: it takes the updates that the replica
    /// reports after this.
    ///
    /// # Errors
    /// When there was no room, when there already is a playbook with this id, or when the document is empty.
    /// Nothing is stored then.
    pub fn create(&self, replica: &Replica, summary: &Summary) -> Result<Journal<S>, StorageError> {
        let Some(id) = replica.playbook_id() else {
            return Err(StorageError::Refused(tr!("there is nothing in this playbook").into()));
        };
        self.add(id, replica.encode(), false, summary)
    }

    /// Keeps the document of a new playbook apart, where it is too large for local storage. It is to be [added](Self::add) then.
    #[must_use]
    pub fn put_apart(&self, id: PlaybookId, state: &[u8]) -> Option<Pending> {
        let name = || name_apart(&Keys::of(id), &record::digest(state));
        (state.len() > LARGE).then(|| self.storage.put_apart(&name(), state))
    }

    /// Stores a new playbook that is there as one update, as [`Replica::encode`] makes it. For a large one whose document
    /// nobody needs yet, and which may be [apart](Self::put_apart) already.
    ///
    /// # Errors
    /// When there was no room, or when there already is a playbook with this id. Nothing is stored then.
    pub fn add(
        &self,
        id: PlaybookId,
        state: Vec<u8>,
        is_apart: bool,
        summary: &Summary,
    ) -> Result<Journal<S>, StorageError> {
        let keys = Keys::of(id);
        if !self.storage.keys(keys.prefix())?.is_empty() {
            return Err(StorageError::Refused(tr!("this playbook is in this browser already").into()));
        }
        let mut journal = Journal::new(self.storage.clone(), id);
        if let Err(error) = journal.start(state, is_apart).and_then(|()| self.write_summary(id, summary)) {
            // As far as it goes; what is left is listed, and can be removed there.
            let _ = self.remove_for_good(id);
            return Err(error);
        }
        Ok(journal)
    }

    /// Reads a playbook: the newest snapshot that is whole, and then everything in the log. What can't be used is set
    /// aside and reported; nothing else is written. `clock` is that of [`Replica::empty`].
    ///
    /// # Errors
    /// When it is not there, or can't be read. Nothing is written then.
    pub fn open(&self, id: PlaybookId, clock: fn() -> u64) -> Result<Opened<S>, OpenError> {
        let keys = Keys::of(id);
        fold::quarantine(&self.storage, &keys)?;
        let stored = Stored::read(&self.storage, &keys)?;
        if stored.is_empty() {
            let nothing = self.storage.keys(keys.prefix())?.is_empty();
            return Err(if nothing { OpenError::NotFound } else { damaged(tr!("its content is gone")) });
        }
        if stored.is_newer() {
            return Err(OpenError::NewerFormat);
        }
        let mut replica = Replica::empty(clock);
        let folded = stored.fold_into(&self.storage, &keys, &mut replica)?;
        if replica.is_newer() {
            return Err(OpenError::NewerFormat);
        }
        match replica.playbook_id() {
            Some(found) if found == id => {}
            Some(_) => return Err(damaged(tr!("another playbook stands in its place"))),
            None => return Err(damaged(tr!("neither of its two copies can be read"))),
        }
        let _ = (replica.take_changes(), replica.take_updates());
        let mut journal = Journal::new(self.storage.clone(), id);
        journal.go_on(&stored, &folded);
        let trouble = fold::set_aside(&self.storage, &keys, &folded.flawed);
        Ok(Opened { replica, journal, trouble })
    }

    /// Puts a document in the place of a playbook that can't be opened. What is stored of that is set aside.
    ///
    /// # Errors
    /// When there is no room to set it aside, or for the new document. Nothing that was stored is gone.
    pub fn mend(&self, id: PlaybookId, state: Vec<u8>, summary: &Summary) -> Result<(), StorageError> {
        let keys = Keys::of(id);
        for key in self.storage.keys(keys.prefix())? {
            let path = key.strip_prefix(keys.prefix()).unwrap_or_default();
            if path.starts_with(LOG) || SLOTS.contains(&path) {
                fold::move_aside(&self.storage, &keys, path)?;
            }
        }
        Journal::new(self.storage.clone(), id).start(state, false)?;
        self.write_summary(id, summary)
    }

    /// Removes everything of a playbook. A tab in which it is open and edited writes it anew (`state/session/tabs.rs`).
    ///
    /// # Errors
    /// When the storage refused. Some of it may be left then, and can be removed again.
    pub fn remove_for_good(&self, id: PlaybookId) -> Result<(), StorageError> {
        let prefix = Keys::of(id).prefix().to_owned();
        let mut keys = self.storage.keys(&prefix)?;
        // The summary says that it was deleted: it goes last, so that half a playbook is never shown as a whole one.
        let is_summary = |key: &String| keys::parse(key).is_some_and(|(_, path)| path == SUMMARY);
        sort_by(&mut keys, |a, b| is_summary(a).cmp(&is_summary(b)));
        self.storage.remove(&access_key(id))?;
        keys.iter().try_for_each(|key| self.storage.remove(key))?;
        self.storage.drop_apart(&prefix, &[]);
        self.storage.forget(&prefix);
        Ok(())
    }
}

fn damaged(what: &str) -> OpenError {
    OpenError::Damaged { what: what.to_owned() }
}
