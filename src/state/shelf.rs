//! All playbooks in this browser.

use super::session::summarize;
use super::signal::{Read as _, RwSignal};
use super::{Connection, monotonic_millis};
use crate::doc::{Author, Replica};
use crate::model::{Edit, EntryId, Playbook, PlaybookId};
use crate::persist::{Counts, Library, Listed, Membership, OpenError, Opened, Storage, StorageError, Summary};
use crate::worker::ReadFile;
use guidepost_view::tr;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::traits::{UpdateValue as _, WithValue as _};
use std::collections::HashMap;
use std::rc::Rc;

/// Where playbooks are kept: local storage, or memory where there is none.
pub type Store = Rc<dyn Storage>;

/// A playbook on its way to the worker, which makes files of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// The title as it was typed; perhaps empty.
    pub title: String,
    /// The whole document, as one update.
    pub update: Vec<u8>,
}

impl Encoded {
    pub(super) fn of(replica: &Replica) -> Self {
        Self { title: replica.title(), update: replica.encode() }
    }
}

/// A handle to the stored playbooks.
#[derive(Clone, Copy)]
pub struct Shelf {
    library: StoredValue<Library<Store>, LocalStorage>,
    /// Counts changes, so that the list is read again.
    revision: RwSignal<u64>,
    /// Playbooks whose rooms are not gone into by themselves, and why.
    held_off: StoredValue<HashMap<PlaybookId, Connection>>,
}

impl Shelf {
    /// The playbooks in a store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        let held_off =
            StoredValue::new(super::crash::broken_by().into_iter().map(|id| (id, Connection::Broke)).collect());
        Self { library: StoredValue::new_local(Library::new(store)), revision: RwSignal::new(0), held_off }
    }

    /// The playbooks, the last changed first, those in the bin included. Tells the caller's effect when that
    /// changes.
    ///
    /// # Errors
    /// When storage can't be read.
    pub fn list(self) -> Result<Vec<Listed>, StorageError> {
        self.revision.track();
        self.library.with_value(Library::list)
    }

    /// Has the list read again. For when another tab may have changed something.
    pub fn look_again(self) {
        self.changed();
    }

    pub(super) fn open(self, id: PlaybookId) -> Result<Opened<Store>, OpenError> {
        self.library.with_value(|library| library.open(id, monotonic_millis))
    }

    /// Whether all that was stored would survive the end of the browser.
    pub(super) fn is_settled(self) -> bool {
        self.library.with_value(|library| library.storage().is_settled())
    }

    /// Asks the browser not to clean up what is kept, once somebody has edited something.
    pub(super) fn ask_to_keep(self) {
        #[cfg(target_arch = "wasm32")]
        crate::persist::LocalStorage::ask_to_keep();
    }

    pub(super) fn write_summary(self, id: PlaybookId, summary: &Summary) -> Result<(), StorageError> {
        self.library.with_value(|library| library.write_summary(id, summary))?;
        self.changed();
        Ok(())
    }

    /// The summary of a playbook.
    ///
    /// # Errors
    /// When there is none, or it can't be read.
    pub fn summary(self, id: PlaybookId) -> Result<Summary, OpenError> {
        self.library.with_value(|library| library.summary(id))
    }

    /// Whether there is a playbook with this id, be it in the bin.
    #[must_use]
    pub fn has(self, id: PlaybookId) -> bool {
        !matches!(self.summary(id), Err(OpenError::NotFound))
    }

    pub(super) fn membership(self, id: PlaybookId) -> Option<Membership> {
        // One that can't be read is none: the link leads there again.
        self.library.with_value(|library| library.membership(id)).ok().flatten()
    }

    pub(super) fn set_membership(self, id: PlaybookId, membership: Option<&Membership>) -> Result<(), StorageError> {
        self.library.with_value(|library| library.set_membership(id, membership))
    }

    /// Why the room of a playbook is not gone into by itself.
    pub(super) fn held_off(self, id: PlaybookId) -> Option<Connection> {
        self.held_off.with_value(|held_off| held_off.get(&id).cloned())
    }

    pub(super) fn hold_off(self, id: PlaybookId, why: Option<Connection>) {
        self.held_off.update_value(|held_off| match why {
            Some(why) => drop(held_off.insert(id, why)),
            None => drop(held_off.remove(&id)),
        });
    }

    /// The playbook that is shared in a room.
    ///
    /// # Errors
    /// When storage can't be read.
    pub fn in_room(self, room: &str) -> Result<Option<PlaybookId>, StorageError> {
        self.library.with_value(|library| library.in_room(room))
    }

    /// Notes that a copy left as a file of this name.
    pub fn note_backup(self, id: PlaybookId, file: &str) {
        // Without a note, somebody is reminded once more.
        if self.library.with_value(|library| library.note_backup(id, super::now(), file)).is_ok() {
            self.changed();
        }
    }

    /// The published version that a playbook is a copy of; empty where its file carried none, `None` where the playbook is no such
    /// copy.
    #[must_use]
    pub fn publication(self, id: PlaybookId) -> Option<Vec<u8>> {
        self.library.with_value(|library| library.publication(id))
    }

    /// Notes that a playbook is a copy of this version of what the site publishes.
    pub fn note_publication(self, id: PlaybookId, version: &[u8]) {
        // Without a note, it is a playbook as any other: its file leads back as well.
        let _ = self.library.with_value(|library| library.note_publication(id, version));
    }

    /// Puts a text under a key of a playbook, or removes it: notes, and what stands aside.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn put(self, key: &str, text: Option<&str>) -> Result<(), StorageError> {
        self.library.with_value(|library| match text {
            Some(text) => library.storage().set(key, text),
            None => library.storage().remove(key),
        })?;
        self.changed();
        Ok(())
    }

    fn changed(self) {
        self.revision.update(|revision| *revision += 1);
    }

    /// Keeps a new playbook.
    ///
    /// # Errors
    /// When it could not be written. Nothing of it is kept then.
    pub async fn keep(self, playbook: &Playbook) -> Result<PlaybookId, StorageError> {
        let update = Replica::of(playbook, monotonic_millis).encode();
        let now = super::now();
        let blank = Summary { created: now, changed: now, ..Summary::default() };
        let summary = Summary { changed: now, ..summarize(&blank, &playbook.title, &playbook.overview()) };
        self.add(playbook.id, update, summary).await?;
        Ok(playbook.id)
    }

    /// Stores a new playbook, wherever it has room.
    async fn add(self, id: PlaybookId, update: Vec<u8>, summary: Summary) -> Result<(), StorageError> {
        let is_apart = match self.library.with_value(|library| library.put_apart(id, &update)) {
            // Where there is no database, local storage says whether it has room.
            Some(putting) => putting.await.is_ok(),
            None => false,
        };
        self.library.with_value(|library| library.add(id, update, is_apart, &summary))?;
        self.changed();
        Ok(())
    }

    /// Keeps a playbook that comes from a file. One that is here and can't be opened makes way for it. Otherwise it gets a new id where there is one with its id already, be it in the
    /// bin: the two are versions of one playbook, and neither may take the other's place unasked.
    ///
    /// # Errors
    /// When it could not be written. Nothing of it is kept then.
    pub async fn import(self, file: &ReadFile) -> Result<PlaybookId, StorageError> {
        let now = super::now();
        let counts = Counts { entries: file.entries, completeness: file.completeness };
        let summary = Summary { title: file.title.clone(), created: now, changed: now, counts, ..Summary::default() };
        if self.has(file.id) && matches!(self.open(file.id), Err(OpenError::Damaged { .. })) {
            self.library.with_value(|library| library.mend(file.id, file.update.clone(), &summary))?;
            self.changed();
            return Ok(file.id);
        }
        if self.has(file.id) {
            let playbook = Replica::decoded(&file.update);
            let nothing = || StorageError::Refused(tr!("there is nothing in this playbook").into());
            let playbook = playbook.ok_or_else(nothing)?;
            return self.keep(&Playbook { id: PlaybookId::random(), ..playbook }).await;
        }
        self.add(file.id, file.update.clone(), summary).await?;
        Ok(file.id)
    }

    /// Keeps a playbook that came as one update.
    pub(super) async fn keep_fetched(self, update: Vec<u8>, playbook: &Playbook) -> Result<(), StorageError> {
        let now = super::now();
        let blank = Summary { created: now, changed: now, ..Summary::default() };
        let summary = summarize(&blank, &playbook.title, &playbook.overview());
        self.add(playbook.id, update, summary).await
    }

    /// Keeps a copy with ids of its own and this title.
    ///
    /// # Errors
    /// When it could not be written. Nothing of it is kept then.
    pub async fn keep_copy(self, original: &Playbook, title: String) -> Result<PlaybookId, StorageError> {
        self.keep(&copy_of(original, title)).await
    }

    /// A stored playbook, as far as it can be read.
    ///
    /// # Errors
    /// When it is not there or can't be read.
    pub fn playbook(self, id: PlaybookId) -> Result<Playbook, OpenError> {
        self.open(id)?.replica.playbook().ok_or(OpenError::NotFound)
    }

    /// A stored playbook, as far as it can be read, to be written as a file.
    ///
    /// # Errors
    /// When it is not there or can't be read.
    pub fn encoded(self, id: PlaybookId) -> Result<Encoded, OpenError> {
        self.open(id).map(|opened| Encoded::of(&opened.replica))
    }

    /// Renames a playbook that is not open.
    ///
    /// # Errors
    /// When it can't be read or written. It keeps its name then.
    pub fn rename(self, id: PlaybookId, title: &str, author: &str) -> Result<(), OpenError> {
        let Opened { mut replica, mut journal, .. } = self.open(id)?;
        let mut summary = self.summary(id).unwrap_or_default();
        let author = Author { name: author.to_owned(), now: super::now() };
        // A title can be anything, so this edit is always possible.
        let _ = replica.apply(&Edit::SetTitle(title.to_owned()), &author);
        journal.append(&replica.take_updates()).map_err(OpenError::Storage)?;
        summary.title = replica.title();
        summary.changed = author.now;
        self.write_summary(id, &summary).map_err(OpenError::Storage)
    }

    /// Makes a copy with ids of its own, named "Copy of …".
    ///
    /// # Errors
    /// When the playbook can't be read or the copy can't be written.
    pub async fn duplicate(self, id: PlaybookId) -> Result<PlaybookId, OpenError> {
        let original = self.playbook(id)?;
        self.keep_copy(&original, format!("Copy of {}", original.title())).await.map_err(OpenError::Storage)
    }

    /// Puts a playbook in the bin, or takes it out again.
    ///
    /// # Errors
    /// When that could not be written. Nothing is changed then.
    pub fn set_deleted(self, id: PlaybookId, summary: &Summary, deleted: bool) -> Result<(), StorageError> {
        let summary = Summary { deleted: deleted.then(super::now), ..summary.clone() };
        self.write_summary(id, &summary)
    }

    /// Takes a playbook out of the bin, if it is in there.
    ///
    /// # Errors
    /// When that could not be written. Nothing is changed then.
    pub fn take_out_of_bin(self, id: PlaybookId) -> Result<(), StorageError> {
        match self.summary(id) {
            Ok(summary) if summary.deleted.is_some() => self.set_deleted(id, &summary, false),
            _ => Ok(()),
        }
    }

    /// Removes a playbook for good.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn remove_for_good(self, id: PlaybookId) -> Result<(), StorageError> {
        self.library.with_value(|library| library.remove_for_good(id))?;
        self.changed();
        Ok(())
    }
}

/// The same content under fresh ids, so that original and copy are never taken for versions of one another.
/// What is in the bin stays behind.
fn copy_of(original: &Playbook, title: String) -> Playbook {
    let mut copy = original.clone();
    copy.id = PlaybookId::random();
    copy.title = title;
    copy.entries.retain(|_, entry| !entry.deleted);
    copy.drop_homeless();
    let fresh: HashMap<EntryId, EntryId> = copy.entries.keys().map(|id| (*id, EntryId::random())).collect();
    for entry in std::mem::take(&mut copy.entries).into_values() {
        let entry = entry.with_ids(&fresh);
        copy.entries.insert(entry.id, entry);
    }
    copy
}
