//! Making room: what an open playbook can let go of.

use super::Session;
use crate::doc::Merge;
use crate::persist::StorageError;
use std::rc::Rc;

impl Session {
    /// Forgets all steps of undo, and writes what is left of the document, once. Takes in an update before that, which may have
    /// been made to empty the bin: it is nothing that could be undone.
    ///
    /// Tells `done` why it could not be written, if it could not. All that is in the playbook is kept then, perhaps with what was to
    /// go.
    pub fn tidy(self, update: Vec<u8>, done: impl FnOnce(Result<(), StorageError>) + 'static) {
        self.catch_up();
        if !update.is_empty() {
            // Made of this document, so it can be taken in.
            let _ = self.merge(&Merge { update, ..Merge::default() }, "");
        }
        let inner = self.settled();
        inner.flush();
        // One of our own can always be read; if not, it stays as it was.
        let _ = inner.replica.borrow_mut().forget_steps();
        inner.take_in();
        let apart = inner.journal.borrow().is_apart();
        let written = Rc::clone(&inner);
        let drop_older = move |anew: Result<(), StorageError>| {
            done(anew.and_then(|()| written.journal.borrow().drop_older()));
        };
        inner.write_anew(apart, Box::new(drop_older));
    }
}
