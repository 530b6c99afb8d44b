//! When a copy of a playbook left this browser last. `assets/reminder.js` says when somebody should be reminded of that.

use super::keys::{BACKUP, Keys};
use super::library::Library;
use super::storage::{Storage, StorageError};
use crate::model::{PlaybookId, Timestamp};

/// What stands before the time in a note, which is JSON: `{"at":"…","to":"…"}`.
const AT: &str = r#""at":""#;

impl<S: Storage + Clone> Library<S> {
    /// When a copy of a playbook left this browser last, as far as is known.
    #[must_use]
    pub fn backup(&self, id: PlaybookId) -> Option<Timestamp> {
        let note = self.storage().get(&Keys::of(id).at(BACKUP)).ok()??;
        // Scripts write such notes, too (`assets/file.js`), and nobody else does.
        let (_, rest) = note.split_once(AT)?;
        Timestamp::parse_rfc3339(rest.split('"').next()?)
    }

    /// Notes that a copy left, as a file of this name, which has no quotation marks in it.
    ///
    /// # Errors
    /// When it could not be stored.
    pub fn note_backup(&self, id: PlaybookId, now: Timestamp, file: &str) -> Result<(), StorageError> {
        let note = format!(r#"{{{AT}{}","to":"{file}"}}"#, now.to_rfc3339());
        self.storage().set(&Keys::of(id).at(BACKUP), &note)
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStorage;
    use super::*;
    use std::rc::Rc;

    const ID: PlaybookId = PlaybookId::from_bits(1);

    #[test]
    fn a_note_reads_back_and_damage_is_none() {
        let library = Library::new(Rc::new(MemoryStorage::new()));
        assert_eq!(library.backup(ID), None);
        let now = Timestamp::from_seconds(1_795_253_400);
        library.note_backup(ID, now, "Playbook-2026-11-21.json").expect("room");
        assert_eq!(library.backup(ID), Some(now));
        let key = Keys::of(ID).at(BACKUP);
        for damaged in ["", "{}", r#"{"at":"then"}"#, r#"{"at":""#] {
            library.storage().set(&key, damaged).expect("room");
            assert_eq!(library.backup(ID), None, "{damaged}");
        }
    }
}
