//! When a copy of a playbook left this browser last, and when somebody should be reminded of that.

use super::keys::{BACKUP, Keys, TIED};
use super::library::Library;
use super::storage::{Storage, StorageError};
use super::summary::Summary;
use crate::model::{PlaybookId, Timestamp};

/// So long a playbook may be without a copy elsewhere before anybody is reminded, in weeks.
const PATIENCE: i64 = 2;

/// In seconds.
const WEEK: i64 = 7 * 24 * 3_600;

/// What stands before the time in a note, which is JSON: `{"at":"…","to":"…"}`.
const AT: &str = r#""at":""#;

impl<S: Storage + Clone> Library<S> {
    /// When a copy of a playbook left this browser last, as far as is known.
    #[must_use]
    pub fn backup(&self, id: PlaybookId) -> Option<Timestamp> {
        let note = self.storage().get(&Keys::of(id).at(BACKUP)).ok()??;
        // The script that downloads everything writes such notes, too, and nobody else does.
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

    /// Whether a playbook is written to a file, too.
    #[must_use]
    pub fn is_tied(&self, id: PlaybookId) -> bool {
        self.storage().get(&Keys::of(id).at(TIED)).is_ok_and(|tied| tied.is_some())
    }
}

impl Summary {
    /// What somebody is reminded of, where a playbook in which there is something was changed since its last copy left, or
    /// since it was made, and that is some weeks ago.
    #[must_use]
    pub fn reminder(&self, backup: Option<Timestamp>, now: Timestamp) -> Option<String> {
        let since = backup.unwrap_or(self.created);
        let weeks = (now.seconds() - since.seconds()) / WEEK;
        if self.counts.entries == 0 || self.changed <= since || weeks < PATIENCE {
            return None;
        }
        Some(match backup {
            Some(_) => format!("not backed up for {weeks} weeks"),
            None => "never backed up".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Counts, MemoryStorage};
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

    #[test]
    fn a_reminder_comes_after_two_weeks_with_changes() {
        let at = |day: i64| Timestamp::from_seconds(1_795_253_400 + day * 86_400);
        let made = |changed: i64, entries: u32| Summary {
            created: at(0),
            changed: at(changed),
            counts: Counts { entries, ..Counts::default() },
            ..Summary::default()
        };
        for (changed, entries, backup, now, words) in [
            (1, 1, None, 13, None),
            (1, 1, None, 14, Some("never backed up")),
            (0, 1, None, 99, None),
            (1, 0, None, 99, None),
            (5, 1, Some(4), 17, None),
            (5, 1, Some(4), 18, Some("not backed up for 2 weeks")),
            (5, 1, Some(4), 45, Some("not backed up for 5 weeks")),
            (5, 1, Some(6), 45, None),
        ] {
            let reminder = made(changed, entries).reminder(backup.map(at), at(now));
            assert_eq!(reminder.as_deref(), words, "changed {changed}, backed up {backup:?}, now {now}");
        }
    }
}
