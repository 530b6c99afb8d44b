//! The worker that reads and writes files, for all screens.

use crate::worker::{Answer, Errand, FileWorker, Talk, WorkerError};
use js_sys::Array;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::traits::WithValue as _;

/// A handle to the worker, to be copied into every closure that needs it.
#[derive(Clone, Copy)]
pub struct Files(StoredValue<FileWorker, LocalStorage>);

impl Files {
    /// Without a worker yet: it is fetched for the first errand.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "it belongs to an owner, as the other handles do")]
    pub fn new() -> Self {
        Self(StoredValue::new_local(FileWorker::default()))
    }

    /// A worker for one task.
    #[must_use]
    pub fn errand(self) -> Errand {
        self.0.with_value(FileWorker::errand)
    }

    /// A conversation, see [`FileWorker::talk`].
    ///
    /// # Errors
    /// Where the browser makes no workers.
    pub fn talk(self, first: Array, hear: impl Fn(Result<Answer, WorkerError>) + 'static) -> Result<Talk, WorkerError> {
        self.0.with_value(|worker| worker.talk(first, hear))
    }
}
