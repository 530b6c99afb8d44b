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

impl Faulty {
    /// Notes that this operation is a write.
    fn next_write(&self) -> Result<Option<Fault>, StorageError> {
        let fault = self.next()?;
        let mut state = self.state.borrow_mut();
        let now = state.operations - 1;
        state.writes.push(now);
        Ok(fault)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), StorageError> {
        let bytes = match self.next_write()? {
            Some(Fault::Loss) => return Ok(()),
            Some(Fault::Tear) => &bytes[..bytes.len() / 2],
            Some(Fault::Swap) => &[0, 0],
            _ => bytes,
        };
        at_once(self.inner.put_apart(name, bytes))
    }
}

impl Storage for Faulty {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.next()?;
        self.inner.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        match self.next_write()? {
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

    fn apart(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        self.next()?;
        self.inner.apart(name)
    }

    fn put_apart(&self, name: &str, bytes: &[u8]) -> Pending {
        Box::pin(std::future::ready(self.put(name, bytes)))
    }

    fn drop_apart(&self, prefix: &str, keep: &[String]) {
        if self.next().is_ok() {
            self.inner.drop_apart(prefix, keep);
        }
    }
}

/// Where snapshots go, and what is there at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Here,
    /// Documents are kept apart.
    Apart,
    /// There is a snapshot of the first format.
    Old,
}

/// A tab that types, saves and compacts on a faulty storage, beside one on a sound one. Gives back what was
/// acknowledged.
fn story(storage: &Faulty, sound: &MemoryStorage, kind: Kind) -> Replica {
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
        let _ = tab.journal.compact_to(&tab.replica, kind == Kind::Apart);
        if storage.is_dead() {
            return acknowledged;
        }
    }
    tab.save(&mut acknowledged).expect("there was only one fault");
    acknowledged
}

fn prepared(kind: Kind) -> MemoryStorage {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    for change in [Change::Add, Change::Add, Change::Type(0, "before".into())] {
        make(&mut replica, &change);
        journal.append(&replica.take_updates()).expect("room");
    }
    if kind == Kind::Old {
        make_old(&storage);
    }
    storage
}

/// As a program wrote it that knew only the first format.
fn make_old(storage: &MemoryStorage) {
    let key = format!("guidepost/playbook/{ID}/snapshot/a");
    let text = storage.get(&key).expect("readable").expect("a snapshot");
    let snapshot = snapshot::Snapshot::unseal(&key, &text).expect("whole");
    storage.set(&key, &snapshot::Snapshot { format: record::FIRST, ..snapshot }.seal(&key)).expect("room");
}

fn at_every_operation(fault: Fault) {
    for kind in [Kind::Here, Kind::Apart, Kind::Old] {
        at_every_operation_of(fault, kind);
    }
}

fn at_every_operation_of(fault: Fault, kind: Kind) {
    let trial = Faulty::new(prepared(kind), None);
    story(&trial, &trial.inner.clone(), kind);
    let occasions = trial.occasions(fault);
    assert!(occasions.len() > 15, "{}", occasions.len());
    for at in occasions {
        let storage = Faulty::new(prepared(kind), Some((at, fault)));
        let acknowledged = story(&storage, &storage.inner.clone(), kind);
        let opened = open(storage.inner.clone());
        assert_holds(&opened.replica, &acknowledged, &format!("{fault:?} at operation {at}, {kind:?}"));
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
        let inner = prepared(Kind::Here);
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

#[test]
fn a_newer_format_is_written_once_a_copy_in_the_older_one_is_there() {
    let storage = prepared(Kind::Old);
    let mut tab = Tab::of(open(storage.clone()));
    assert!(tab.journal.wants_compaction());
    tab.journal.compact(&tab.replica).expect("room");
    assert!(!tab.journal.wants_compaction());
    let key = format!("guidepost/playbook/{ID}/before/1");
    let copy = storage.get(&key).expect("readable").expect("a copy");
    let copy = snapshot::Snapshot::unseal(&key, &copy).expect("whole");
    assert_eq!(copy.format, record::FIRST);
    let snapshot::State::Here(state) = &copy.state else { panic!("{copy:?}") };
    assert_eq!(Replica::decoded(state), tab.replica.playbook());

    // Without room for the copy, nothing is written that older programs can't read.
    let storage = prepared(Kind::Old);
    let mut tab = Tab::of(open(storage.clone()));
    storage.set_capacity(Some(storage.used() + 100));
    let before = storage.texts();
    assert_eq!(tab.journal.compact(&tab.replica), Err(StorageError::Full));
    assert_eq!(storage.texts(), before);
}

#[test]
fn what_outgrows_the_storage_is_kept_apart_and_makes_room() {
    let storage = prepared(Kind::Here);
    let mut tab = Tab::of(open(storage.clone()));
    let mut acknowledged = open(storage.clone()).replica;
    // Another program has taken all the room there is, to the last character.
    storage.set_capacity(Some(storage.used()));
    rename(&mut tab.replica, "no room for this");
    assert_eq!(tab.save(&mut acknowledged), Err(StorageError::Full));
    for _ in 0..2 {
        tab.journal.compact_to(&tab.replica, true).expect("there is room apart");
    }
    assert!(tab.journal.is_apart() && !tab.journal.pending());
    let opened = open(storage.clone());
    assert_eq!((opened.replica.title().as_str(), opened.trouble), ("no room for this", vec![]));
    storage.set_capacity(None);
    for title in ["one", "two", "three", "no room for this"] {
        rename(&mut tab.replica, title);
        tab.save(&mut acknowledged).expect("room");
        tab.journal.compact_to(&tab.replica, true).expect("there is room apart");
        assert_eq!(storage.names_apart().len(), 2, "one for each slot; what no snapshot leads to is removed");
    }

    // The newer of the two is gone: the other one and the log are everything.
    let (_, newest) = ["snapshot/a", "snapshot/b"]
        .map(|slot| {
            let key = format!("guidepost/playbook/{ID}/{slot}");
            let text = storage.get(&key).expect("readable").expect("written");
            let slot = snapshot::Snapshot::unseal(&key, &text).expect("whole");
            let snapshot::State::Apart(digest) = slot.state else { panic!("it is apart") };
            (slot.sequence, digest)
        })
        .into_iter()
        .max()
        .expect("two of them");
    storage.drop_apart(&format!("guidepost/playbook/{ID}/snapshot/{newest}"), &[]);
    let opened = open(storage.clone());
    assert_eq!(opened.replica.title(), "no room for this");
    assert_eq!(opened.trouble.len(), 1);
    Library::new(storage.clone()).remove_for_good(ID).expect("it is removed");
    assert_eq!((storage.names_apart(), storage.texts().len()), (vec![], 0));
}

#[test]
fn what_ended_the_program_is_not_read_again() {
    for path in ["log/", "snapshot/b"] {
        let storage = prepared(Kind::Here);
        let mut tab = Tab::of(open(storage.clone()));
        tab.journal.compact(&tab.replica).expect("room");
        let key = storage.keys(&format!("guidepost/playbook/{ID}/{path}")).expect("readable").remove(0);
        storage.set("guidepost/stopped-by", &key).expect("room");
        let opened = open(storage.clone());
        let aside = key.replace(&ID.to_string(), &format!("{ID}/aside/stopped"));
        let expected = Trouble { key: aside.clone(), kind: TroubleKind::StopsTheProgram, aside: Some(Aside::Before) };
        assert!(opened.trouble.contains(&expected), "{:?}", opened.trouble);
        assert_eq!(storage.get("guidepost/stopped-by"), Ok(None));
        assert!(storage.get(&aside).is_ok_and(|text| text.is_some()));
        assert_eq!(opened.replica.playbook().expect("a playbook").violations(), []);
        assert!(open(storage.clone()).trouble.contains(&expected), "and it stays so");
    }
    // A note about another playbook waits for that.
    let storage = prepared(Kind::Here);
    storage.set("guidepost/stopped-by", "guidepost/playbook/other/log/a/000000").expect("room");
    assert_eq!(open(storage.clone()).trouble, []);
    assert!(storage.get("guidepost/stopped-by").is_ok_and(|note| note.is_some()));
}

#[test]
fn what_can_not_be_opened_makes_way_and_is_kept() {
    let storage = prepared(Kind::Here);
    let slot = format!("guidepost/playbook/{ID}/snapshot/a");
    storage.set(&slot, "damaged").expect("room");
    let library = Library::new(storage.clone());
    assert!(matches!(library.open(ID, clock), Err(OpenError::Damaged { .. })));
    let mended = Replica::of(&Playbook::new(ID, "Mended"), clock);
    library.mend(ID, mended.encode(), &summary("Mended", 1)).expect("room");
    let opened = open(storage.clone());
    assert_eq!(opened.replica.title(), "Mended");
    assert!(storage.texts().values().any(|text| text == "damaged"));
}
