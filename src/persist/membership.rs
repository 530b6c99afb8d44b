//! Which room a playbook is shared in.

use super::keys::Keys;
use super::library::Library;
use super::storage::{Storage, StorageError, set_and_read_back};
use crate::model::PlaybookId;
use serde::{Deserialize, Serialize};

const ROOM: &str = "room";

/// The room of a playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Its name: whoever knows it can come in.
    pub room: String,
    /// Lets us in, where the server wants one; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub token: String,
}

impl<S: Storage + Clone> Library<S> {
    /// The room that a playbook is shared in. What can't be read is none: the link leads there again.
    ///
    /// # Errors
    /// When storage can't be read.
    pub fn membership(&self, id: PlaybookId) -> Result<Option<Membership>, StorageError> {
        let text = self.storage().get(&Keys::of(id).at(ROOM))?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps in which room a playbook is shared, or that it is in none.
    ///
    /// # Errors
    /// When it could not be stored.
    pub fn set_membership(&self, id: PlaybookId, membership: Option<&Membership>) -> Result<(), StorageError> {
        let key = Keys::of(id).at(ROOM);
        match membership {
            // Texts can always be written.
            Some(membership) => {
                set_and_read_back(self.storage(), &key, &serde_json::to_string(membership).unwrap_or_default())
            }
            None => self.storage().remove(&key),
        }
    }

    /// The playbook that is shared in a room.
    ///
    /// # Errors
    /// When storage can't be read.
    pub fn in_room(&self, room: &str) -> Result<Option<PlaybookId>, StorageError> {
        for listed in self.list()? {
            if self.membership(listed.id)?.is_some_and(|membership| membership.room == room) {
                return Ok(Some(listed.id));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Replica;
    use crate::model::Playbook;
    use crate::persist::{MemoryStorage, Summary};
    use std::rc::Rc;

    #[test]
    fn a_room_is_kept_with_its_playbook_and_goes_with_it() {
        let storage = Rc::new(MemoryStorage::new());
        let library = Library::new(Rc::clone(&storage));
        let id = PlaybookId::random();
        let replica = Replica::of(&Playbook::new(id, "Playbook"), || 0);
        library.create(&replica, &Summary::default()).expect("room for it");
        assert_eq!((library.membership(id), library.in_room("a")), (Ok(None), Ok(None)));
        for token in ["", "secret"] {
            let membership = Membership { room: "a".into(), token: token.into() };
            library.set_membership(id, Some(&membership)).expect("room for it");
            assert_eq!(library.membership(id), Ok(Some(membership)));
            assert_eq!(library.in_room("a"), Ok(Some(id)));
        }
        assert!(library.open(id, || 0).is_ok_and(|opened| opened.trouble.is_empty()));
        library.set_membership(id, None).expect("it is removed");
        assert_eq!((library.membership(id), library.in_room("a")), (Ok(None), Ok(None)));
        storage.set(&Keys::of(id).at(ROOM), "no room").expect("room for it");
        assert_eq!(library.membership(id), Ok(None));
        library.remove_for_good(id).expect("it is removed");
        assert_eq!(storage.keys(Keys::of(id).prefix()), Ok(Vec::new()));
    }
}
