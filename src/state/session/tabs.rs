//! Staying in step with other tabs of this browser in which the same playbook is open.
//!
//! A tab tells the others of each update at once, where the browser has channels for that. And each tab hears of what the
//! others have stored: that is how it gets by without channels, and what it missed while it slept.

use super::{Inner, Origin, Session};
use crate::doc::{Admission, merge_updates};
use crate::persist::{OpenError, StorageError};
use crate::sync::Channel;
use std::rc::Rc;
use std::time::Duration;

/// Other tabs hear of an edit after this long.
const TELL_AFTER: Duration = Duration::from_millis(50);
/// What had to be read from the database is here after this long.
const READ_AFTER: Duration = Duration::from_millis(500);

impl Session {
    /// Takes in what another tab has stored under a key of the browser's storage.
    pub fn hear_stored(self, key: &str) {
        self.settled().hear_stored(|inner| inner.journal.borrow_mut().hear(key, &mut inner.replica.borrow_mut()));
    }

    /// Whether the playbook was deleted since that was asked before, as far as this browser goes. Nothing of it is written any more,
    /// unless somebody writes in it: then it is kept after all.
    #[must_use]
    pub fn was_deleted(self) -> bool {
        let inner = self.settled();
        let is_deleted = match inner.shelf.summary(inner.id) {
            Ok(summary) => summary.deleted.is_some(),
            Err(OpenError::NotFound) => true,
            Err(OpenError::Storage(_) | OpenError::NewerFormat) => return false,
            // Somebody wrote in it in the moment in which it was deleted.
            Err(OpenError::Damaged { .. }) => {
                inner.keep_after_all();
                false
            }
        };
        let is_news = !inner.deleted.replace(is_deleted) && is_deleted;
        inner.flush();
        is_news
    }

    /// Takes in whatever other tabs have stored. For a page that may have slept.
    pub fn catch_up(self) {
        self.settled().catch_up();
    }
}

impl Inner {
    /// Begins to talk to other tabs.
    pub(super) fn join_tabs(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        *self.tabs.borrow_mut() = Channel::open(self.id, move |update| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(&update);
            }
        });
    }

    /// Tells other tabs of an update, if there are any; in a moment, as each message takes the browser as long as a letter.
    pub(super) fn tell_tabs(self: &Rc<Self>, updates: &[Vec<u8>]) {
        if self.tabs.borrow().as_ref().is_some_and(|tabs| !tabs.is_alone()) {
            self.untold.borrow_mut().extend_from_slice(updates);
            self.plan(|plans| &plans.tell, TELL_AFTER, Self::tell);
        }
    }

    fn tell(self: &Rc<Self>) {
        let updates = self.untold.take();
        // What can't be merged, which never happens, is heard of when it is stored.
        if let (Ok(Some(update)), Some(tabs)) = (merge_updates(&updates), &*self.tabs.borrow()) {
            tabs.tell(&update);
        }
    }

    fn hear(self: &Rc<Self>, update: &[u8]) {
        self.take_typed();
        // What was typed here is stored before anything from elsewhere is touched.
        self.flush();
        let admitted = self.replica.borrow_mut().admit(update);
        match admitted {
            Ok(Admission::Applied) if self.retreat_from_newer() => {}
            Ok(Admission::Applied) => self.take_in_from(Origin::Tab),
            // The tab stores it in a moment, and what it builds on as well.
            Ok(Admission::TooEarly) => self.catch_up(),
            Err(error) => leptos_dom::debug_warn!("another tab said something that can't be read: {error}"),
        }
    }

    fn catch_up(self: &Rc<Self>) {
        self.hear_stored(|inner| inner.journal.borrow_mut().catch_up(&mut inner.replica.borrow_mut()));
    }

    fn hear_stored(self: &Rc<Self>, hear: impl FnOnce(&Self) -> Result<bool, StorageError>) {
        self.flush();
        match hear(self) {
            Ok(_) if self.retreat_from_newer() => {}
            Ok(_) => self.take_in_from(Origin::Storage),
            Err(StorageError::NewerFormat) => self.stop_writing(),
            Err(StorageError::NotRead) => self.plan(|plans| &plans.again, READ_AFTER, Self::catch_up),
            // Nothing was taken in, and nothing of ours is lost. Opening the playbook says what is wrong.
            Err(error) => leptos_dom::debug_warn!("nothing was heard of other tabs: {error}"),
        }
    }
}
