//! The shared document: the only module that names yrs.
//!
//! A [`Replica`] is one copy of a playbook's document. Edits go in through [`Replica::apply`], plain values come
//! out through [`Replica::entry`] and [`Replica::playbook`], and [`Replica::take_changes`] says which of them to
//! read again. What other copies need to know leaves as updates, which are bytes that any Yjs program
//! reads.
//!
//! `docs/DOCUMENT.md` describes the structure for other programs.

mod anatomy;
mod bin;
mod caret;
mod edit;
mod gate;
mod merge;
mod needs;
mod ordering;
mod places;
mod read;
mod salvage;
mod schema;
mod splice;
#[cfg(test)]
mod tests;
mod version;
pub mod wire;
mod write;

pub use bin::Slack;
pub use caret::LongText;
pub use edit::{Author, EditError};
pub use gate::{Admission, UpdateError, merge_updates};
pub use merge::Merge;
pub use salvage::salvaged;
pub use version::Changed;

use crate::model::{Edit, EntryId, Field, Playbook, PlaybookId, SectionId};
use read::View;
use schema::Roots;
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use yrs::block::ClientID;
use yrs::types::{Event, PathSegment};
use yrs::undo::{StackItem, UndoManager};
use yrs::{DeepObservable as _, Doc, OffsetKind, ReadTxn as _, StateVector, Transact as _, TransactionMut};

/// A pause in typing longer than this ends a step of undo. Milliseconds.
const BURST_MILLIS: u64 = 1_000;

/// More letters than this are not removed by one key, nor put in by one: what is cut, replaced or pasted is a step of undo of its own,
/// so that it can be had back without what was typed a moment before.
const REMOVED: usize = 1;
const PASTED: usize = 20;

/// Edits made here carry this origin, and only they can be undone here.
const LOCAL: &str = "local";

/// The creation of an entry carries this origin: it is not undone, see [`Edit::create`].
const CREATION: &str = "creation";

/// The bits that a client id has.
const CLIENTS: u64 = (1 << 53) - 1;

/// Where an edit took place, so that undoing it can lead there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// Nowhere in particular: the title, the list of sections.
    #[default]
    Playbook,
    /// A section's own properties.
    Section(SectionId),
    /// An entry, and the field if it was one.
    Entry(EntryId, Option<Field>),
}

/// One step of undo: what was done, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// In words, such as "delete stage".
    pub label: String,
    /// Where.
    pub place: Place,
}

/// What to read again after an edit, an undo or an update from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The title, or which findings are dismissed.
    pub title: bool,
    /// Names, order and introductions of sections.
    pub sections: bool,
    /// Entries that changed, came or went.
    pub entries: HashSet<EntryId>,
}

/// One copy of a playbook's document, with the undo of what was done here.
pub struct Replica {
    doc: Doc,
    clock: fn() -> u64,
    roots: Roots,
    undo: UndoManager<Step>,
    /// The step that the next captured transaction belongs to; the undo manager's observer reads it.
    step: Rc<RefCell<Step>>,
    undone: Rc<RefCell<Option<Step>>>,
    /// What is typed into at the moment, and how many letters stand there; typing elsewhere starts a new step.
    burst: Option<(Place, usize)>,
    changes: Rc<RefCell<Changes>>,
    outbox: Rc<RefCell<Vec<Vec<u8>>>>,
}

impl Replica {
    /// An empty document. `clock` counts milliseconds and never goes back; it only tells where a burst of
    /// typing ends.
    #[must_use]
    pub fn empty(clock: fn() -> u64) -> Self {
        Self::with(clock, None, &mut |_, _| {})
    }

    /// An empty document whose edits are those of this client: 53 bits at most. Whoever names one sees to it that the same
    /// client always makes the same edits.
    #[must_use]
    pub fn empty_of(client: u64, clock: fn() -> u64) -> Self {
        Self::with(clock, Some(client), &mut |_, _| {})
    }

    /// A fresh document with this content. Nothing of it can be undone.
    #[must_use]
    pub fn of(playbook: &Playbook, clock: fn() -> u64) -> Self {
        Self::with(clock, None, &mut |txn, roots| write::playbook(txn, roots, playbook))
    }

    fn with(clock: fn() -> u64, client: Option<u64>, fill: &mut dyn FnMut(&mut TransactionMut<'_>, &Roots)) -> Self {
        // The browser counts text in UTF-16 units, and so do other Yjs programs.
        let mut options = yrs::Options { offset_kind: OffsetKind::Utf16, ..yrs::Options::default() };
        if let Some(client) = client {
            options.client_id = ClientID::new(client & CLIENTS);
        }
        let doc = Doc::with_options(options);
        let roots = Roots::of(&doc);
        // Filled before anything observes it.
        fill(&mut doc.transact_mut(), &roots);
        let step = Rc::new(RefCell::new(Step::default()));
        let undone = Rc::new(RefCell::new(None));
        let undo = Self::undo_manager(&doc, &roots, clock, &step, &undone, Vec::new());
        let replica =
            Self { doc, clock, roots, undo, step, undone, burst: None, changes: Rc::default(), outbox: Rc::default() };
        replica.observe();
        replica
    }

    fn undo_manager(
        doc: &Doc,
        roots: &Roots,
        clock: fn() -> u64,
        step: &Rc<RefCell<Step>>,
        undone: &Rc<RefCell<Option<Step>>>,
        steps: Vec<StackItem<Step>>,
    ) -> UndoManager<Step> {
        let mut undo = UndoManager::with_options(yrs::undo::Options {
            capture_timeout_millis: BURST_MILLIS,
            tracked_origins: std::iter::once(LOCAL.into()).collect(),
            capture_transaction: None,
            timestamp: Arc::new(clock),
            init_undo_stack: steps,
            init_redo_stack: Vec::new(),
        });
        roots.expand_scope(doc, &mut undo);
        let current = Rc::clone(step);
        undo.observe_item_added("label", move |_, event| {
            current.borrow().clone_into(event.meta_mut());
        });
        let undone = Rc::clone(undone);
        undo.observe_item_popped("label", move |_, event| {
            *undone.borrow_mut() = Some(event.meta().clone());
        });
        undo
    }

    /// Observers only take notes: opening a transaction inside one would trap.
    fn observe(&self) {
        let changes = Rc::clone(&self.changes);
        self.roots.entries.observe_deep("changes", move |txn, events| {
            let mut changes = changes.borrow_mut();
            for event in events.iter() {
                match (event.path().front(), event) {
                    (Some(PathSegment::Key(id)), _) => changes.entries.extend(id.parse::<EntryId>()),
                    (None, Event::Map(map)) => {
                        changes.entries.extend(map.keys(txn).keys().filter_map(|id| id.parse::<EntryId>().ok()));
                    }
                    _ => {}
                }
            }
        });
        let changes = Rc::clone(&self.changes);
        self.roots.meta.observe_deep("changes", move |_, _| changes.borrow_mut().title = true);
        let changes = Rc::clone(&self.changes);
        self.roots.observe_sections(move || changes.borrow_mut().sections = true);
        let outbox = Rc::clone(&self.outbox);
        let observed = self.doc.observe_update_v1("outbox", move |_, event| {
            outbox.borrow_mut().push(event.update.clone());
        });
        debug_assert!(observed.is_ok(), "no transaction is open while a replica is made");
    }

    /// Makes an edit, as one transaction.
    ///
    /// # Errors
    /// When the edit names what is not there, or a value that does not fit. Nothing is changed then.
    pub fn apply(&mut self, edit: &Edit, author: &Author) -> Result<(), EditError> {
        self.apply_typed(1, edit, author)
    }

    /// As [`Self::apply`], where as many keys as that were pressed for the edit: on a busy page several come at once.
    ///
    /// # Errors
    /// As there.
    pub fn apply_typed(&mut self, keys: usize, edit: &Edit, author: &Author) -> Result<(), EditError> {
        edit.check(&View::of(&self.doc.transact()), &self.roots)?;
        let typed = edit.typing_place();
        let before = typed
            .as_ref()
            .zip(self.burst.take())
            .and_then(|((place, _), (other, was))| (*place == other).then_some(was));
        let now = typed.as_ref().map_or(0, |(_, now)| *now);
        let is_pasted = before.is_some_and(|was| now > was + keys * PASTED);
        if is_pasted || before.is_none_or(|was| now + keys * REMOVED < was) {
            self.undo.reset();
        }
        // What is typed behind something pasted is a step of its own, too.
        self.burst = typed.filter(|_| !is_pasted);
        *self.step.borrow_mut() = edit.step();
        if edit.creates() {
            edit.create(&mut self.doc.transact_mut_with(CREATION), &self.roots, author);
        }
        let mut txn = self.doc.transact_mut_with(LOCAL);
        edit.carry_out(&mut txn, &self.roots, author);
        Ok(())
    }

    /// The next edit starts a new step of undo, even if it goes on typing in the same place.
    pub fn end_burst(&mut self) {
        self.burst = None;
    }

    /// Takes back the last step made here. Says which; `None` when there was nothing to take back.
    pub fn undo(&mut self) -> Option<Step> {
        self.pop(true)
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self) -> Option<Step> {
        self.pop(false)
    }

    fn pop(&mut self, back: bool) -> Option<Step> {
        self.burst = None;
        self.undone.borrow_mut().take();
        // The step that goes onto the other stack is the one that is popped here.
        let stack = if back { self.undo.undo_stack() } else { self.undo.redo_stack() };
        let step = stack.last().map(|item| item.meta().clone())?;
        self.step.borrow_mut().clone_from(&step);
        let changed = if back { self.undo.undo_blocking() } else { self.undo.redo_blocking() };
        changed.then(|| self.undone.borrow_mut().take().unwrap_or(step))
    }

    /// What the next undo would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Step> {
        self.undo.undo_stack().last().map(yrs::undo::StackItem::meta)
    }

    /// What the next redo would make again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Step> {
        self.undo.redo_stack().last().map(yrs::undo::StackItem::meta)
    }

    /// What changed since this was last asked.
    #[must_use]
    pub fn take_changes(&self) -> Changes {
        self.changes.take()
    }

    /// The updates since this was last asked, in order.
    #[must_use]
    pub fn take_updates(&self) -> Vec<Vec<u8>> {
        self.outbox.take()
    }

    /// The whole document as one update.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// A playbook as one update, without keeping the document.
    #[must_use]
    pub fn encoded(playbook: &Playbook) -> Vec<u8> {
        Self::of(playbook, || 0).encode()
    }

    /// The playbook in an update with a whole document. `None` where there is none, or the bytes are damaged.
    #[must_use]
    pub fn decoded(update: &[u8]) -> Option<Playbook> {
        let mut replica = Self::empty(|| 0);
        replica.admit_whole(update).ok()?;
        replica.playbook()
    }

    /// Which playbook this is; `None` while the document is empty.
    #[must_use]
    pub fn playbook_id(&self) -> Option<PlaybookId> {
        read::playbook_id(&View::of(&self.doc.transact()), &self.roots)
    }

    /// Everything, as plain values. Entries that have no place, as a faulty program may leave them, are not in it.
    ///
    /// `None` while the document holds no playbook.
    #[must_use]
    pub fn playbook(&self) -> Option<Playbook> {
        read::playbook(&View::of(&self.doc.transact()), &self.roots)
    }
}
