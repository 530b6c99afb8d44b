//! Which room a playbook is shared in.

use super::keys::{ACCESS, Keys};
use super::library::Library;
use super::storage::{Storage, StorageError, set_and_read_back};
use crate::model::PlaybookId;
use serde::{Deserialize, Serialize};

const ROOM: &str = "room";

/// The room of a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Its name: whoever knows it can come in.
    pub room: String,
    /// Lets us in, where the server wants one; else empty. It stands apart from the playbook, of which copies are made.
    pub token: String,
}

/// How the name of a room is stored. Builds before the first version kept the token here, too.
#[derive(Serialize, Deserialize)]
struct Wire {
    room: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    token: String,
}

/// The key of what lets us into the room of a playbook.
pub(super) fn access_key(id: PlaybookId) -> String {
    format!("{ACCESS}{id}")
}

impl<S: Storage + Clone> Library<S> {
    /// The room that a playbook is shared in. What can't be read is none: the link leads there again.
    ///
    /// # Errors
    /// When storage can't be read.
    pub fn membership(&self, id: PlaybookId) -> Result<Option<Membership>, StorageError> {
        let text = self.storage().get(&Keys::of(id).at(ROOM))?;
        let Some(Wire { room, token }) = text.and_then(|text| serde_json::from_str(&text).ok()) else {
            return Ok(None);
        };
        let apart = self.storage().get(&access_key(id))?;
        let is_old = !token.is_empty();
        let membership = Membership { room, token: apart.unwrap_or(token) };
        if is_old {
            // Where there is no room for it now, it is moved the next time.
            let _ = self.set_membership(id, Some(&membership));
        }
        Ok(Some(membership))
    }

    /// Keeps in which room a playbook is shared, or that it is in none.
    ///
    /// # Errors
    /// When it could not be stored.
    pub fn set_membership(&self, id: PlaybookId, membership: Option<&Membership>) -> Result<(), StorageError> {
        let (key, access) = (Keys::of(id).at(ROOM), access_key(id));
        let token = membership.map_or("", |membership| &membership.token);
        match token {
            "" => self.storage().remove(&access)?,
            token => set_and_read_back(self.storage(), &access, token)?,
        }
        match membership {
            Some(Membership { room, .. }) => {
                let wire = Wire { room: room.clone(), token: String::new() };
                // Texts can always be written.
                set_and_read_back(self.storage(), &key, &serde_json::to_string(&wire).unwrap_or_default())
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
        // As builds before the first version wrote it.
        storage.set(&Keys::of(id).at(ROOM), r#"{"room":"a","token":"secret"}"#).expect("room for it");
        let old = Membership { room: "a".into(), token: "secret".into() };
        assert_eq!(library.membership(id), Ok(Some(old.clone())));
        let texts = storage.texts().into_iter().filter(|(_, text)| text.contains("secret"));
        assert_eq!(texts.map(|(key, _)| key).collect::<Vec<_>>(), [access_key(id)]);
        assert_eq!(library.membership(id), Ok(Some(old)));
        library.set_membership(id, None).expect("it is removed");
        storage.set(&Keys::of(id).at(ROOM), "no room").expect("room for it");
        assert_eq!(library.membership(id), Ok(None));
        let membership = Membership { room: "a".into(), token: "secret".into() };
        library.set_membership(id, Some(&membership)).expect("room for it");
        library.remove_for_good(id).expect("it is removed");
        assert_eq!(storage.keys("guidepost/"), Ok(Vec::new()));
    }
}
