//! Making room: what an open playbook can let go of.

use super::{Inner, Session};
use crate::doc::Slack;
use crate::persist::StorageError;
use std::rc::Rc;

impl Session {
    /// How much could be let go of.
    #[must_use]
    pub fn slack(self) -> Slack {
        self.settled().replica.borrow().slack().unwrap_or_default()
    }

    /// Empties the bin, if that is wanted, forgets all steps of undo, and writes what is left of the document, once.
    ///
    /// # Errors
    /// When it could not be written. All that is in the playbook is kept then, perhaps with what was to go.
    pub async fn tidy(self, bin: bool) -> Result<(), StorageError> {
        self.catch_up();
        let inner = self.settled();
        if bin {
            inner.replica.borrow_mut().empty_bin();
            inner.take_in();
            inner.flush();
        }
        // One of our own can always be read; if not, it stays as it was.
        let _ = inner.replica.borrow_mut().forget_steps();
        inner.take_in();
        inner.write_once().await
    }
}

impl Inner {
    /// Writes two snapshots, so that nothing of the log is needed any more, and keeps the newer one.
    async fn write_once(self: &Rc<Self>) -> Result<(), StorageError> {
        let apart = self.journal.borrow().is_apart();
        self.compact(apart).await?;
        self.compact(apart).await?;
        self.journal.borrow().drop_older()
    }
}
