//! Journals and libraries, on a storage in memory that can fail in many ways.

mod bytes;
mod damage;
mod faults;
mod histories;
mod interleaved;
mod late;
mod plain;
mod tabs;
mod tidy;

use super::*;
use crate::doc::{Author, Replica};
use crate::model::{
    Edit, Entry, EntryId, Field, Home, Kind, NewEntry, Playbook, PlaybookId, SectionId, StandardSection, Timestamp,
    Value,
};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
}

/// Every look at the clock is a moment later.
fn clock() -> u64 {
    NOW.with(|now| {
        now.set(now.get() + 1);
        now.get()
    })
}

const ID: PlaybookId = PlaybookId::from_bits(1);
const DEFINITIONS: Home = Home::Section(SectionId::Standard(StandardSection::Definitions));

fn summary(title: &str, changed: i64) -> Summary {
    Summary { title: title.into(), changed: Timestamp::from_seconds(changed), ..Summary::default() }
}

fn replica() -> Replica {
    Replica::of(&Playbook::new(ID, "Playbook"), clock)
}

fn apply(replica: &mut Replica, edit: &Edit) {
    replica.apply(edit, &Author::default()).expect("a possible edit");
}

fn rename(replica: &mut Replica, title: &str) {
    apply(replica, &Edit::SetTitle(title.into()));
}

/// Something to do to a document, in numbers that the document at the time gives a meaning.
#[derive(Debug, Clone)]
enum Change {
    Add,
    Type(usize, String),
    Retitle(String),
    Reorder(usize, usize),
    Delete(usize),
    Restore(usize),
    Undo,
    Redo,
}

fn make(replica: &mut Replica, change: &Change) {
    let entries: Vec<Entry> = replica.playbook().expect("a playbook").entries.into_values().collect();
    let pick = |number: &usize| number.checked_rem(entries.len()).map(|at| entries[at].id);
    let edit = match change {
        Change::Add => Some(Edit::Add(NewEntry::last(Kind::Definition, DEFINITIONS))),
        Change::Retitle(title) => Some(Edit::SetTitle(title.clone())),
        Change::Type(entry, text) => pick(entry).map(|id| {
            let old = entries.iter().find(|entry| entry.id == id).map_or("", |entry| entry.text(Field::Definition));
            Edit::Set(id, Field::Definition, Value::Text(format!("{text}{old}")))
        }),
        Change::Reorder(entry, before) => {
            pick(entry).map(|id| Edit::Move(id, pick(before).filter(|before| *before != id)))
        }
        Change::Delete(entry) => pick(entry).map(Edit::Delete),
        Change::Restore(entry) => pick(entry).map(Edit::Restore),
        Change::Undo => {
            replica.undo();
            None
        }
        Change::Redo => {
            replica.redo();
            None
        }
    };
    if let Some(edit) = edit {
        apply(replica, &edit);
    }
}

/// Makes sure that `whole` has everything that is in `part`.
fn assert_holds(whole: &Replica, part: &Replica, what: &str) {
    let mut both = Replica::empty(clock);
    both.admit_whole(&whole.encode()).expect("its own bytes");
    let _ = both.take_changes();
    both.admit_whole(&part.encode()).expect("its own bytes");
    assert_eq!(both.playbook(), whole.playbook(), "{what}");
    assert_eq!(both.take_changes(), Default::default(), "{what}");
}

/// What is there at once, in memory.
pub(super) fn at_once<T>(mut future: std::pin::Pin<Box<dyn Future<Output = T>>>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(done) => done,
        std::task::Poll::Pending => panic!("it is not there at once"),
    }
}

fn open<S: Storage + Clone>(storage: S) -> Opened<S> {
    Library::new(storage).open(ID, clock).expect("a playbook")
}

/// A tab in which the playbook is open.
struct Tab<S> {
    replica: Replica,
    journal: Journal<S>,
    /// Edited, but [`Journal::append`] has not yet said that it is stored.
    unsaved: Vec<Vec<u8>>,
}

impl<S: Storage + Clone> Tab<S> {
    fn of(opened: Opened<S>) -> Self {
        Self { replica: opened.replica, journal: opened.journal, unsaved: Vec::new() }
    }

    /// Appends what was edited, and adds it to `acknowledged` if that went well.
    fn save(&mut self, acknowledged: &mut Replica) -> Result<(), StorageError> {
        let updates = self.replica.take_updates();
        self.unsaved.extend(updates.iter().cloned());
        self.journal.append(&updates)?;
        let unsaved: Vec<_> = self.unsaved.iter().map(Vec::as_slice).collect();
        assert_eq!(acknowledged.admit_all(&unsaved), [] as [usize; 0], "a tab's updates come in order");
        self.unsaved.clear();
        Ok(())
    }
}
