//! When an open playbook is written to storage, and what is said of it.

use super::{Inner, set_if_changed};
use crate::model::Overview;
use crate::persist::{Counts, StorageError, Summary};
use crate::state::Saving;
use crate::state::signal::Read as _;
use guidepost_view::tr;
use leptos_dom::helpers::set_timeout;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// An edit is in storage after this long. Within 300 ms, as `docs/ARCHITECTURE.md` promises.
const FLUSH_AFTER: Duration = Duration::from_millis(200);
/// The status says that everything is kept when nobody has typed for this long: it does not flicker between words, and
/// what stands in the header is not drawn anew with every few keys.
const CALM_AFTER: Duration = Duration::from_millis(250);
/// A failed write is tried again after this long.
const RETRY_AFTER: Duration = Duration::from_secs(5);
/// What the start page shows of a playbook, and the snapshot, may lag behind by this much.
const SETTLE_AFTER: Duration = Duration::from_secs(3);

/// What is going to be done in a while.
#[derive(Default)]
pub(super) struct Plans {
    flush: Cell<bool>,
    retry: Cell<bool>,
    calm: Cell<bool>,
    settle: Cell<bool>,
    pub(super) tell: Cell<bool>,
    pub(super) hear: Cell<bool>,
    pub(super) drawn: Cell<bool>,
    pub(super) say: Cell<bool>,
    pub(super) look: Cell<bool>,
    pub(super) again: Cell<bool>,
    /// A snapshot is being written.
    compacts: Cell<bool>,
}

impl Inner {
    /// After an edit.
    pub(super) fn plan_writing(self: &Rc<Self>) {
        self.plan(|plans| &plans.flush, FLUSH_AFTER, Self::flush);
        self.plan(|plans| &plans.settle, SETTLE_AFTER, Self::settle);
    }

    /// Does something after a while, unless that is planned already.
    pub(super) fn plan(self: &Rc<Self>, which: fn(&Plans) -> &Cell<bool>, after: Duration, run: fn(&Rc<Self>)) {
        if !which(&self.plans).replace(true) {
            let inner = Rc::clone(self);
            set_timeout(
                move || {
                    which(&inner.plans).set(false);
                    run(&inner);
                },
                after,
            );
        }
    }

    /// Writes what was edited here, before anything from the room is touched. What came from there can wait.
    pub(super) fn flush_own(self: &Rc<Self>) {
        if self.own_unwritten.get() {
            self.flush();
        }
    }

    pub(super) fn flush(self: &Rc<Self>) {
        let is_own = self.own_unwritten.replace(false);
        if is_own {
            self.shelf.ask_to_keep();
        } else if self.deleted.get() {
            return;
        }
        let updates = self.unwritten.take();
        let mut journal = self.journal.borrow_mut();
        if updates.is_empty() && !journal.pending() {
            return;
        }
        match journal.append(&updates) {
            Ok(()) => {
                drop(journal);
                if is_own && self.deleted.replace(false) {
                    self.keep_after_all();
                }
                self.plan(|plans| &plans.calm, CALM_AFTER, Self::calm);
            }
            Err(error) => {
                drop(journal);
                self.own_unwritten.set(is_own);
                self.say_saving(Saving::Failed(error.to_string()));
                self.plan(|plans| &plans.retry, RETRY_AFTER, Self::flush);
                if error == StorageError::Full {
                    self.move_apart();
                }
            }
        }
    }

    /// Whoever goes on writing in a playbook that was deleted wants it: takes it out of the bin, or writes all of it where nothing
    /// was left.
    pub(super) fn keep_after_all(self: &Rc<Self>) {
        match self.shelf.summary(self.id) {
            Ok(summary) => self.deleted.set(self.shelf.set_deleted(self.id, &summary, false).is_err()),
            Err(_) => {
                self.summary.borrow_mut().deleted = None;
                self.put_summary(true);
                let apart = self.journal.borrow().is_apart();
                self.write_anew(apart, Box::new(drop));
            }
        }
    }

    /// Says that everything is kept, unless there is more to write, or a killed browser would come back without it.
    fn calm(self: &Rc<Self>) {
        if self.unwritten.borrow().is_empty() && !self.journal.borrow().pending() {
            if self.shelf.is_settled() {
                self.say_saving(Saving::Saved);
            } else {
                self.plan(|plans| &plans.calm, CALM_AFTER, Self::calm);
            }
        }
    }

    fn say_saving(&self, saving: Saving) {
        if !self.is_outdated() {
            set_if_changed(&self.saving, saving);
        }
    }

    /// Whether a newer version of this program has taken over.
    pub(super) fn is_outdated(&self) -> bool {
        self.saving.with_untracked(|saving| *saving == Saving::Outdated)
    }

    /// Writes nothing more but what was typed before: a newer version reads that, but this one does not read what a newer one
    /// writes.
    pub(super) fn stop_writing(self: &Rc<Self>) {
        self.flush();
        self.saving.set(Saving::Outdated);
    }

    /// Some time after edits began: the summary for the start page, and perhaps a snapshot.
    fn settle(self: &Rc<Self>) {
        self.write_summary();
        self.compact_if_due();
    }

    pub(super) fn write_summary(&self) {
        if !self.deleted.get() {
            self.put_summary(false);
        }
    }

    /// `anew` where none is stored any more, so that it need not be another one.
    fn put_summary(&self, anew: bool) {
        let mut summary = self.summary.borrow_mut();
        // Another tab may have put the playbook in the bin, or taken it out: that does not follow from what is in it.
        if let Ok(stored) = self.shelf.summary(self.id) {
            summary.deleted = stored.deleted;
        }
        let now = self.title.with_untracked(|title| summarize(&summary, title, &self.overview()));
        if anew || now != *summary {
            // A summary that could not be written is only out of date: the next one is tried again, and the
            // status speaks of the edits themselves.
            if self.shelf.write_summary(self.id, &now).is_ok() {
                *summary = now;
            }
        }
    }

    fn compact_if_due(self: &Rc<Self>) {
        let may_write = !self.is_outdated() && !self.deleted.get();
        if self.journal.borrow().wants_compaction() && may_write && !self.plans.compacts.replace(true) {
            let inner = Rc::clone(self);
            crate::state::spawn_local(async move {
                if let Err(error) = inner.compact(false).await {
                    // The log still holds everything; there is merely more of it.
                    leptos_dom::debug_warn!("no snapshot was written: {error}");
                }
                inner.plans.compacts.set(false);
                inner.note_place();
            });
        }
    }

    /// Writes the document where there is more room, so that local storage has neither of its snapshots any more.
    fn move_apart(self: &Rc<Self>) {
        self.write_anew(true, Box::new(drop));
    }

    /// Writes two snapshots, so that nothing of what was stored before is needed any more.
    pub(super) fn write_anew(self: &Rc<Self>, apart: bool, done: Box<dyn FnOnce(Result<(), StorageError>)>) {
        if self.plans.compacts.replace(true) {
            return done(Err(StorageError::Refused(tr!("it is being written already").into())));
        }
        let inner = Rc::clone(self);
        crate::state::spawn_local(async move {
            let mut written = Ok(());
            for _ in 0..2 {
                if written.is_ok() {
                    written = inner.compact(apart).await;
                }
            }
            inner.plans.compacts.set(false);
            match &written {
                Ok(()) => inner.flush(),
                Err(error) => leptos_dom::debug_warn!("it was not written anew: {error}"),
            }
            inner.calm();
            inner.note_place();
            done(written);
        });
    }

    /// Writes a snapshot.
    async fn compact(self: &Rc<Self>, apart: bool) -> Result<(), StorageError> {
        let lock = self.journal.borrow().lock_name();
        let compacted = crate::persist::with_lock(&lock, async {
            let begun = self.journal.borrow_mut().begin(&self.replica.borrow(), apart)?;
            let put = self.journal.borrow().put_apart(&begun);
            put.await?;
            self.journal.borrow_mut().finish(begun)
        });
        let compacted = compacted.await;
        if compacted == Err(StorageError::NewerFormat) {
            self.stop_writing();
        }
        compacted
    }

    /// Notes whether the document is kept apart, so that it is said once.
    fn note_place(&self) {
        set_if_changed(&self.apart, self.journal.borrow().is_apart());
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if self.deleted.get() && !self.own_unwritten.get() {
            return;
        }
        // Leaving a playbook within a moment of the last key.
        let updates = self.unwritten.take();
        let mut journal = self.journal.borrow_mut();
        if !updates.is_empty() || journal.pending() {
            let _ = journal.append(&updates);
        }
    }
}

/// What the start page shows of a playbook.
pub(in crate::state) fn summarize(old: &Summary, title: &str, overview: &Overview) -> Summary {
    Summary {
        title: title.to_owned(),
        changed: old.changed.max(overview.changed),
        counts: Counts { entries: overview.whole().entries, completeness: overview.completeness() },
        ..old.clone()
    }
}
