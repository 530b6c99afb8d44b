//! Storages that fail at one operation, or die at one, for each operation that there is.

use super::*;

/// What happens at one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The tab is gone: nothing from this operation on takes place.
    Death,
    /// The operation fails and says so.
    Failure,
    /// A write is taken, but does not take place.
    Loss,
    /// A write is taken, but only half of it is there.
    Tear,
    /// A write is taken, but another text is there in its place.
    Swap,
}

/// A storage where a fault awaits one operation. Clones are handles to the same.
#[derive(Clone)]
struct Faulty {
    inner: MemoryStorage,
    state: Rc<RefCell<State>>,
}

struct State {
    operations: usize,
    /// Which of them were writes.
    writes: Vec<usize>,
    fault: Option<(usize, Fault)>,
    dead: bool,
}

impl Faulty {
    fn new(inner: MemoryStorage, fault: Option<(usize, Fault)>) -> Self {
        Self { inner, state: Rc::new(RefCell::new(State { operations: 0, writes: Vec::new(), fault, dead: false })) }
    }

    /// The operations at which a fault makes a difference.
    fn occasions(&self, fault: Fault) -> Vec<usize> {
        let state = self.state.borrow();
        match fault {
            Fault::Death | Fault::Failure => (0..state.operations).collect(),
            Fault::Loss | Fault::Tear | Fault::Swap => state.writes.clone(),
        }
    }

    fn is_dead(&self) -> bool {
        self.state.borrow().dead
    }

    fn next(&self) -> Result<Option<Fault>, StorageError> {
        let mut state = self.state.borrow_mut();
        let now = state.operations;
        state.operations += 1;
        let fault = state.fault.filter(|(at, _)| *at == now).map(|(_, fault)| fault);
        state.dead |= fault == Some(Fault::Death);
        if state.dead || fault == Some(Fault::Failure) {
            return Err(StorageError::Refused("as the test wants it".into()));
        }
        Ok(fault)
    }
}

impl Storage for Faulty {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.next()?;
        self.inner.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let fault = self.next()?;
        let mut state = self.state.borrow_mut();
        let now = state.operations - 1;
        state.writes.push(now);
        match fault {
            Some(Fault::Loss) => Ok(()),
            Some(Fault::Tear) => self.inner.set(key, &value[..value.len() / 2]),
            Some(Fault::Swap) => {
                let other = self.inner.keys("guidepost/")?.into_iter().find(|other| other != key).unwrap_or_default();
                self.inner.set(key, &self.inner.get(&other)?.unwrap_or_default())
            }
            _ => self.inner.set(key, value),
        }
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        match self.next()? {
            Some(Fault::Loss | Fault::Tear | Fault::Swap) => Ok(()),
            _ => self.inner.remove(key),
        }
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        self.next()?;
        self.inner.keys(prefix)
    }
}

/// A tab that types, saves and compacts on a faulty storage, beside one on a sound one. Gives back what was
/// acknowledged.
fn story(storage: &Faulty, sound: &MemoryStorage) -> Replica {
    let mut acknowledged = open(sound.clone()).replica;
    let mut other = Tab::of(open(sound.clone()));
    let Ok(opened) = Library::new(storage.clone()).open(ID, clock) else { return acknowledged };
    let mut tab = Tab::of(opened);
    for round in 0..4 {
        for change in [Change::Add, Change::Type(round, format!("mine {round}")), Change::Retitle(format!("{round}"))] {
            make(&mut tab.replica, &change);
            if tab.save(&mut acknowledged).is_err() {
                assert!(tab.journal.pending());
            }
        }
        make(&mut other.replica, &Change::Add);
        other.save(&mut acknowledged).expect("a sound storage");
        if round == 2 {
            other.journal.compact(&other.replica).expect("a sound storage");
        }
        // Before the snapshot, which would hold what a log key does not.
        if !storage.is_dead() {
            assert_holds(&open(sound.clone()).replica, &acknowledged, "after each round");
        }
        // Whether it works or not.
        let _ = tab.journal.compact(&tab.replica);
        if storage.is_dead() {
            return acknowledged;
        }
    }
    tab.save(&mut acknowledged).expect("there was only one fault");
    acknowledged
}

fn prepared() -> MemoryStorage {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    for change in [Change::Add, Change::Add, Change::Type(0, "before".into())] {
        make(&mut replica, &change);
        journal.append(&replica.take_updates()).expect("room");
    }
    storage
}

fn at_every_operation(fault: Fault) {
    let trial = Faulty::new(prepared(), None);
    story(&trial, &trial.inner.clone());
    let occasions = trial.occasions(fault);
    assert!(occasions.len() > 15, "{}", occasions.len());
    for at in occasions {
        let storage = Faulty::new(prepared(), Some((at, fault)));
        let acknowledged = story(&storage, &storage.inner.clone());
        let opened = open(storage.inner.clone());
        assert_holds(&opened.replica, &acknowledged, &format!("{fault:?} at operation {at}"));
        assert_eq!(opened.replica.playbook().expect("a playbook").violations(), [], "{fault:?} at {at}");
        // And it goes on from there.
        let mut tab = Tab::of(opened);
        rename(&mut tab.replica, "afterwards");
        // Something may be stored although the tab died before it could say so.
        let mut acknowledged = acknowledged;
        acknowledged.admit_whole(&tab.replica.encode()).expect("its own bytes");
        tab.save(&mut acknowledged).expect("a sound storage");
        tab.journal.compact(&tab.replica).expect("a sound storage");
        let opened = open(storage.inner.clone());
        assert_eq!(opened.replica.title(), "afterwards");
        assert_holds(&opened.replica, &acknowledged, &format!("{fault:?} at operation {at}, afterwards"));
    }
}

#[test]
fn a_tab_may_die_at_any_operation() {
    at_every_operation(Fault::Death);
}

#[test]
fn any_operation_may_fail() {
    at_every_operation(Fault::Failure);
}

#[test]
fn any_write_may_be_lost_torn_or_swapped() {
    for fault in [Fault::Loss, Fault::Tear, Fault::Swap] {
        at_every_operation(fault);
    }
}

#[test]
fn creation_may_die_at_any_operation() {
    for at in 0..20 {
        let storage = Faulty::new(MemoryStorage::new(), Some((at, Fault::Death)));
        let created = Library::new(storage.clone()).create(&replica(), &summary("A", 1)).is_ok();
        let sound = Library::new(storage.inner.clone());
        let listed = sound.list().expect("readable");
        assert!(!created || listed.len() == 1, "died at {at}");
        for listed in listed {
            assert!(sound.open(listed.id, clock).is_ok(), "what is listed opens, died at {at}");
        }
    }
}

#[test]
fn removal_may_die_at_any_operation() {
    let deleted = Some(Timestamp::from_seconds(9));
    for at in 0..20 {
        let inner = prepared();
        Library::new(inner.clone()).write_summary(ID, &Summary { deleted, ..summary("A", 1) }).expect("room");
        let storage = Faulty::new(inner.clone(), Some((at, Fault::Death)));
        let removed = Library::new(storage).remove_for_good(ID).is_ok();
        let sound = Library::new(inner.clone());
        let listed = sound.list().expect("readable");
        assert_eq!(listed.is_empty(), removed, "died at {at}");
        for listed in listed {
            assert_eq!(listed.summary.map(|summary| summary.deleted), Ok(deleted), "it stays in the bin");
        }
        sound.remove_for_good(ID).expect("the second time");
        assert!(inner.texts().is_empty());
    }
}
