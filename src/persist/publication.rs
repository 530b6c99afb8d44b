//! That a playbook is somebody's copy of what the site publishes, and of which version of that.

use super::keys::{Keys, PUBLICATION};
use super::library::Library;
use super::storage::{Storage, StorageError};
use crate::model::PlaybookId;
use crate::model::base64::STANDARD;

impl<S: Storage + Clone> Library<S> {
    /// The published version that a playbook is a copy of, as [`Replica::version`](crate::doc::Replica::version) has it; empty where
    /// its file carried none, `None` where the playbook is no such copy.
    #[must_use]
    pub fn publication(&self, id: PlaybookId) -> Option<Vec<u8>> {
        STANDARD.decode(&self.storage().get(&Keys::of(id).at(PUBLICATION)).ok()??)
    }

    /// Notes it.
    ///
    /// # Errors
    /// When it could not be stored.
    pub fn note_publication(&self, id: PlaybookId, version: &[u8]) -> Result<(), StorageError> {
        self.storage().set(&Keys::of(id).at(PUBLICATION), &STANDARD.encode(version))
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStorage;
    use super::*;
    use std::rc::Rc;

    #[test]
    fn a_note_reads_back_and_damage_is_none() {
        const ID: PlaybookId = PlaybookId::from_bits(1);
        let library = Library::new(Rc::new(MemoryStorage::new()));
        assert_eq!(library.publication(ID), None);
        for version in [vec![1, 2, 3], vec![]] {
            library.note_publication(ID, &version).expect("room");
            assert_eq!(library.publication(ID), Some(version));
        }
        library.storage().set(&Keys::of(ID).at(PUBLICATION), "%").expect("room");
        assert_eq!(library.publication(ID), None);
    }
}
