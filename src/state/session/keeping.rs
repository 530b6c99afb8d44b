//! Making room: what an open playbook can let go of.

use super::Session;
use crate::doc::Merge;
use crate::persist::StorageError;

impl Session {
    /// Forgets all steps of undo, and writes what is left of the document, once. Takes in an update before that, which may have
    /// been made to empty the bin: it is nothing that could be undone.
    ///
    /// # Errors
    /// When it could not be written. All that is in the playbook is kept then, perhaps with what was to go.
    pub async fn tidy(self, update: Vec<u8>) -> Result<(), StorageError> {
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
        inner.compact_twice(apart).await?;
        inner.journal.borrow().drop_older()
    }
}
