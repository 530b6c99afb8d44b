//! The open playbook: edits go in, cells change, and what changed is written to storage.

mod keeping;
mod room;
mod tabs;
mod writing;

pub use room::Whereabouts;
pub(super) use writing::summarize;

use super::signal::{ArcRwSignal, Read as _, RwSignal, Signal, memo};
use super::{Connection, Encoded, Preferences, Records, Saving, Shelf, Store, after_next_frame};
use crate::doc::{Admission, Author, Changes, EditError, Merge, Replica, Step, UpdateError};
use crate::model::{Edit, Entry, EntryId, Field, Home, Kind, Overview, PlaybookId, Section, SectionId, Value};
use crate::persist::{Journal, OpenError, Summary, Trouble};
use crate::sync::{Channel, Person};
use crate::worker::News;
use chrono::NaiveDate;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::traits::{GetValue as _, WithValue as _};
use room::InRoom;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use writing::Plans;

/// A handle to the open playbook, to be copied into every closure that needs it.
#[derive(Clone, Copy)]
pub struct Session(StoredValue<Rc<Inner>, LocalStorage>);

/// May outlive the view that opened it, until all is written; and so do its signals.
struct Inner {
    id: PlaybookId,
    replica: RefCell<Replica>,
    /// What stands in a box and is not in the document yet, and how many keys were pressed for it.
    typed: RefCell<Option<(EntryId, Field, Value)>>,
    keys: Cell<usize>,
    records: Records,
    title: ArcRwSignal<String>,
    sections: ArcRwSignal<Vec<Section>>,
    /// Counts edits, for what shows the playbook as a whole.
    revision: ArcRwSignal<u64>,
    undo_label: ArcRwSignal<Option<String>>,
    redo_label: ArcRwSignal<Option<String>>,
    saving: ArcRwSignal<Saving>,
    /// Whether the document is kept apart, as local storage has no room for it.
    apart: ArcRwSignal<bool>,
    author: RwSignal<String>,
    shelf: Shelf,
    journal: RefCell<Journal<Store>>,
    /// What the insight worker has not been told yet.
    untold_insight: RefCell<Untold>,
    unwritten: RefCell<Vec<Vec<u8>>>,
    /// Something of it was made here.
    own_unwritten: Cell<bool>,
    /// It is in the bin, or gone, and nobody has written in it here since.
    deleted: Cell<bool>,
    plans: Plans,
    tabs: RefCell<Option<Channel>>,
    /// What other tabs have not been told yet.
    untold: RefCell<Vec<Vec<u8>>>,
    sharing: InRoom,
    connection: ArcRwSignal<Connection>,
    people: ArcRwSignal<Vec<Person>>,
    refused: ArcRwSignal<String>,
    /// The document holds what can't be stored: the playbook is to be opened anew.
    spoilt: ArcRwSignal<bool>,
    summary: RefCell<Summary>,
}

impl Session {
    /// Opens a stored playbook. Says what was wrong with the stored state, where something was.
    ///
    /// # Errors
    /// When it is not there or can't be read.
    pub fn open(id: PlaybookId, shelf: Shelf, preferences: Preferences) -> Result<(Self, Vec<Trouble>), OpenError> {
        let mut opened = shelf.open(id)?;
        if shelf.membership(id).is_some() {
            opened.journal.mix();
        }
        // A summary that can't be read is made again from the document.
        let summary = shelf.summary(id).unwrap_or_default();
        let playbook = opened.replica.playbook().ok_or(OpenError::NotFound)?;
        let inner = Inner {
            id,
            title: ArcRwSignal::new(playbook.title.clone()),
            sections: ArcRwSignal::new(playbook.sections.clone()),
            revision: ArcRwSignal::new(0),
            undo_label: ArcRwSignal::new(None),
            redo_label: ArcRwSignal::new(None),
            saving: ArcRwSignal::new(Saving::Saved),
            apart: ArcRwSignal::new(opened.journal.is_apart()),
            author: preferences.name,
            summary: RefCell::new(summary),
            records: Records::of(playbook),
            replica: RefCell::new(opened.replica),
            typed: RefCell::default(),
            keys: Cell::default(),
            journal: RefCell::new(opened.journal),
            untold_insight: RefCell::default(),
            unwritten: RefCell::default(),
            own_unwritten: Cell::default(),
            deleted: Cell::default(),
            plans: Plans::default(),
            tabs: RefCell::default(),
            untold: RefCell::default(),
            sharing: InRoom::new(shelf.membership(id)),
            connection: ArcRwSignal::new(Connection::Alone),
            people: ArcRwSignal::new(Vec::new()),
            refused: ArcRwSignal::new(String::new()),
            spoilt: ArcRwSignal::new(false),
            shelf,
        };
        let inner = Rc::new(inner);
        inner.join_tabs();
        Ok((Self(StoredValue::new_local(inner)), opened.trouble))
    }

    fn inner(self) -> Rc<Inner> {
        self.0.get_value()
    }

    /// With all that was typed in the document. What reads or changes the document begins with this.
    fn settled(self) -> Rc<Inner> {
        let inner = self.inner();
        inner.take_typed();
        inner
    }

    /// Which playbook.
    #[must_use]
    pub fn id(self) -> PlaybookId {
        self.0.with_value(|inner| inner.id)
    }

    /// The title as it was typed; perhaps empty.
    #[must_use]
    pub fn title(self) -> Signal<String> {
        self.0.with_value(|inner| inner.title.clone().into())
    }

    /// All sections in order, hidden ones and those in the bin included.
    #[must_use]
    pub fn sections(self) -> Signal<Vec<Section>> {
        self.0.with_value(|inner| inner.sections.clone().into())
    }

    /// A section's properties; `None` while it is not there or in the bin.
    #[must_use]
    pub fn section(self, id: SectionId) -> Signal<Option<Section>> {
        let sections = self.sections();
        let find = move |sections: &Vec<Section>| {
            sections.iter().find(|section| section.id == id && !section.deleted).cloned()
        };
        memo(move || sections.with(find))
    }

    /// Counts edits. Only what shows the playbook as a whole follows it: it changes with every key.
    #[must_use]
    pub fn revision(self) -> Signal<u64> {
        self.0.with_value(|inner| inner.revision.clone().into())
    }

    /// Whether everything is kept.
    #[must_use]
    pub fn saving(self) -> Signal<Saving> {
        self.0.with_value(|inner| inner.saving.clone().into())
    }

    /// Whether the document is kept in the browser's database, as local storage has no room for it.
    #[must_use]
    pub fn apart(self) -> Signal<bool> {
        self.0.with_value(|inner| inner.apart.clone().into())
    }

    /// Whether the playbook is to be closed and opened anew: what it holds in memory can't be stored.
    #[must_use]
    pub fn spoilt(self) -> Signal<bool> {
        self.0.with_value(|inner| inner.spoilt.clone().into())
    }

    /// What the next undo takes back, if anything.
    #[must_use]
    pub fn undo_label(self) -> Signal<Option<String>> {
        self.0.with_value(|inner| inner.undo_label.clone().into())
    }

    /// What the next redo makes again, if anything.
    #[must_use]
    pub fn redo_label(self) -> Signal<Option<String>> {
        self.0.with_value(|inner| inner.redo_label.clone().into())
    }

    /// Looks something up in the cells.
    pub fn with_records<T>(self, read: impl FnOnce(&Records) -> T) -> T {
        read(&self.inner().records)
    }

    /// The cell of an entry.
    #[must_use]
    pub fn entry(self, id: EntryId) -> Option<ArcRwSignal<Entry>> {
        self.with_records(|records| records.entry(id))
    }

    /// The cell of a list.
    #[must_use]
    pub fn list(self, home: Home, kind: Kind) -> ArcRwSignal<Vec<EntryId>> {
        self.with_records(|records| records.list(home, kind))
    }

    /// What an entry is called, told when that changes; empty when it is gone.
    #[must_use]
    pub fn name_of(self, id: EntryId) -> String {
        self.entry(id).map(|cell| cell.with(Entry::title)).unwrap_or_default()
    }

    /// The whole playbook as it is now, to be written as a file.
    #[must_use]
    pub fn encoded(self) -> Encoded {
        let inner = self.settled();
        Encoded::of(&inner.replica.borrow())
    }

    /// The whole playbook at a glance, as it is now. One look at each entry; nothing is copied.
    #[must_use]
    pub fn overview(self) -> Overview {
        self.inner().overview()
    }

    /// What changed since it was asked before, or all that is there.
    #[must_use]
    pub fn news(self, all: bool, today: NaiveDate) -> News {
        let inner = self.settled();
        let untold = inner.untold_insight.take();
        let ids = if all { inner.records.ids() } else { untold.entries.into_iter().collect() };
        News {
            playbook: inner.id,
            today,
            title: inner.title.get_untracked(),
            sections: (all || untold.sections).then(|| inner.sections.get_untracked()),
            dismissed: (all || untold.sections).then(|| inner.replica.borrow().dismissed()),
            person: inner.author.get_untracked(),
            entries: ids.into_iter().map(|id| (id, inner.records.peek(id, Entry::clone))).collect(),
        }
    }

    /// Makes an edit.
    ///
    /// # Errors
    /// When it names what is no longer there. Nothing is changed then.
    pub fn apply(self, edit: &Edit) -> Result<(), EditError> {
        let inner = self.settled();
        inner.apply(edit)
    }

    /// Fills in a field. An entry that went away in the meantime takes nothing, and shows nothing either.
    pub fn set(self, id: EntryId, field: Field, value: Value) {
        let inner = self.settled();
        inner.set(id, field, value);
    }

    /// Fills in a field with what somebody is typing, once the letter is on the screen: nobody has to wait for the
    /// document to see it. Whatever else is done in between finds it done.
    pub fn set_typed(self, id: EntryId, field: Field, value: Value) {
        let inner = self.inner();
        if inner.typed.borrow().as_ref().is_some_and(|(other, of, _)| (*other, *of) != (id, field)) {
            inner.take_typed();
        }
        inner.keys.update(|keys| keys + 1);
        if inner.typed.replace(Some((id, field, value))).is_none() {
            let inner = Rc::downgrade(&inner);
            after_next_frame(move || {
                if let Some(inner) = inner.upgrade() {
                    inner.take_typed();
                }
            });
        }
    }

    /// Puts what was typed within the last moment into the document. Says whether there was something.
    pub fn take_typed(self) -> bool {
        self.inner().take_typed()
    }

    /// Typing that follows is a step of undo of its own.
    pub fn end_burst(self) {
        let inner = self.settled();
        inner.replica.borrow_mut().end_burst();
    }

    /// Takes back the last step. Says which.
    #[must_use]
    pub fn undo(self) -> Option<Step> {
        let inner = self.settled();
        let step = inner.replica.borrow_mut().undo();
        inner.take_in();
        step
    }

    /// Makes the last step taken back again. Says which.
    #[must_use]
    pub fn redo(self) -> Option<Step> {
        let inner = self.settled();
        let step = inner.replica.borrow_mut().redo();
        inner.take_in();
        step
    }

    /// Takes in what another version brings, as one step of undo under this label.
    ///
    /// # Errors
    /// When its bytes are damaged. Nothing is changed then.
    pub fn merge(self, merge: &Merge, label: &str) -> Result<Admission, UpdateError> {
        let inner = self.settled();
        inner.flush();
        let merged = inner.replica.borrow_mut().merge(merge, label);
        inner.take_in();
        merged
    }

    /// Writes at once what is not written yet. For when the page is hidden or left.
    pub fn flush(self) {
        let inner = self.settled();
        inner.flush();
        inner.write_summary();
    }
}

impl Inner {
    fn overview(&self) -> Overview {
        self.sections.with_untracked(|sections| Overview::of(sections, &self.records.glances()))
    }

    fn apply(self: &Rc<Self>, edit: &Edit) -> Result<(), EditError> {
        if self.is_outdated() {
            return Err(EditError::ReadOnly);
        }
        let author = Author { name: self.author.get_untracked().trim().to_owned(), now: super::now() };
        let keys = self.keys.take().max(1);
        let applied = self.replica.borrow_mut().apply_typed(keys, edit, &author);
        self.take_in();
        applied
    }

    fn set(self: &Rc<Self>, id: EntryId, field: Field, value: Value) {
        if let Err(error) = self.apply(&Edit::Set(id, field, value)) {
            leptos_dom::debug_warn!("{error}");
        }
    }

    /// Puts what stands in a box into the document. Goes before whatever reads or changes the document: an update from
    /// elsewhere would otherwise look like something that was deleted in the box.
    fn take_typed(self: &Rc<Self>) -> bool {
        let typed = self.typed.take();
        let any = typed.is_some();
        if let Some((id, field, value)) = typed {
            self.set(id, field, value);
        }
        any
    }

    /// After an edit.
    fn take_in(self: &Rc<Self>) {
        self.take_in_from(Origin::Here);
    }

    /// After anything changed the document: its cells, the undo buttons, and the plan to write it.
    fn take_in_from(self: &Rc<Self>, origin: Origin) {
        let Changes { title, sections, entries } = self.replica.borrow().take_changes();
        for id in entries {
            let now = self.replica.borrow().entry(id);
            self.records.update(id, now);
            self.untold_insight.borrow_mut().entries.insert(id);
        }
        if title {
            self.title.set(self.replica.borrow().title());
            self.untold_insight.borrow_mut().sections = true;
        }
        if sections {
            self.untold_insight.borrow_mut().sections = true;
            self.sections.set(self.replica.borrow().sections());
        }
        let label = |step: Option<&Step>| step.map(|step| step.label.clone());
        set_if_changed(&self.undo_label, label(self.replica.borrow().next_undo()));
        set_if_changed(&self.redo_label, label(self.replica.borrow().next_redo()));
        let updates = self.replica.borrow().take_updates();
        if !updates.is_empty() {
            self.revision.set(self.revision.get_untracked() + 1);
            if origin != Origin::Room {
                self.tell_room(&updates);
            }
            match origin {
                Origin::Here => {
                    self.own_unwritten.set(true);
                    self.tell_tabs(&updates);
                }
                // Stored here, too: what is edited next may build on it, and the other tab may break off before it stores it.
                Origin::Tab | Origin::Room => {}
                Origin::Storage => return,
            }
            self.unwritten.borrow_mut().extend(updates);
            if self.saving.with_untracked(|saving| *saving == Saving::Saved) {
                self.saving.set(Saving::Pending);
            }
            self.plan_writing();
        }
    }
}

/// What changed in the playbook, for whoever is told now and then.
#[derive(Default)]
struct Untold {
    entries: HashSet<EntryId>,
    /// And what stands beside them.
    sections: bool,
}

/// Where a change of the document came from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Somebody edits here.
    Here,
    /// Another tab told of it.
    Tab,
    /// It was stored by another tab.
    Storage,
    /// Somebody else in the room made it.
    Room,
}

/// Tells those who read a signal only of another value.
pub(super) fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, now: T) {
    if signal.with_untracked(|before| *before != now) {
        signal.set(now);
    }
}
