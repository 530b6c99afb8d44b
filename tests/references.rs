//! References never point at nothing, whatever is edited, undone and put together: what they point at may be in the bin, is told
//! then, and can be cleared away or brought back.
#![cfg(not(target_arch = "wasm32"))]

use guidepost::doc::{Admission, Author, Replica};
use guidepost::insight::Book;
use guidepost::insight::references::{dangling, replaced};
use guidepost::model::{
    CustomSectionId, Edit, Entry, EntryId, Field, FieldSpec, Home, Kind, NewEntry, Playbook, PlaybookId, SectionId,
    Shape, StandardSection, Targets, Value,
};
use proptest::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
    static RANDOM: RefCell<fastrand::Rng> = const { RefCell::new(fastrand::Rng::with_seed(0)) };
}

fn clock() -> u64 {
    NOW.with(|now| {
        now.set(now.get() + 300);
        now.get()
    })
}

/// The same each time for the same seed: ids, and with those of clients also what wins where two wrote at once.
fn number() -> u64 {
    RANDOM.with_borrow_mut(|random| random.u64(..))
}

fn new(kind: Kind, home: Home) -> NewEntry {
    NewEntry { id: EntryId::from_bits(number().into()), ..NewEntry::last(kind, home) }
}

/// Something to do, in numbers that the state at the time gives a meaning.
#[derive(Debug, Clone)]
enum Step {
    Add(usize, usize),
    /// Points a field at what is there, as the boxes for references offer it.
    Refer(usize, usize, usize),
    /// Makes somebody new for a field, in the same step.
    Choose(usize, usize),
    Unrefer(usize, usize),
    Rename(usize),
    Delete(usize),
    Restore(usize),
    Reorder(usize, usize),
    AddSection,
    DeleteSection(usize),
    RestoreSection(usize),
    Undo,
    Redo,
    /// Hears what the other one has.
    Hear,
    /// Takes in what the other one has as one step, as with a file.
    Merge,
}

fn step() -> impl Strategy<Value = Step> {
    let n = || 0..64usize;
    prop_oneof![
        6 => (n(), n()).prop_map(|(a, b)| Step::Add(a, b)),
        8 => (n(), n(), n()).prop_map(|(a, b, c)| Step::Refer(a, b, c)),
        2 => (n(), n()).prop_map(|(a, b)| Step::Choose(a, b)),
        1 => (n(), n()).prop_map(|(a, b)| Step::Unrefer(a, b)),
        1 => n().prop_map(Step::Rename),
        3 => n().prop_map(Step::Delete),
        1 => n().prop_map(Step::Restore),
        1 => (n(), n()).prop_map(|(a, b)| Step::Reorder(a, b)),
        1 => Just(Step::AddSection),
        1 => n().prop_map(Step::DeleteSection),
        1 => n().prop_map(Step::RestoreSection),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Hear),
        2 => Just(Step::Merge),
    ]
}

fn nth<T>(items: impl IntoIterator<Item = T>, number: usize) -> Option<T> {
    let items: Vec<T> = items.into_iter().collect();
    let place = number.checked_rem(items.len())?;
    items.into_iter().nth(place)
}

/// The fields of an entry that hold references, each with what it may point at.
fn pointing(entry: &Entry) -> impl Iterator<Item = (&'static FieldSpec, Targets)> {
    entry.kind.fields().iter().filter_map(|spec| match spec.shape {
        Shape::One(targets) | Shape::Many(targets) => Some((spec, targets)),
        _ => None,
    })
}

fn with(entry: &Entry, spec: &FieldSpec, target: EntryId) -> Edit {
    let mut ids = if matches!(spec.shape, Shape::One(_)) { Vec::new() } else { entry.refs(spec.field).to_vec() };
    ids.push(target);
    Edit::Set(entry.id, spec.field, Value::Refs(ids))
}

/// One of two persons who edit the same playbook.
struct Person {
    replica: Replica,
}

impl Person {
    fn first(seed: u64) -> Self {
        NOW.set(0);
        RANDOM.set(fastrand::Rng::with_seed(seed));
        Self::with(&Replica::of(&Playbook::new(PlaybookId::from_bits(1), "Playbook"), clock))
    }

    fn copy(&self) -> Self {
        Self::with(&self.replica)
    }

    fn with(document: &Replica) -> Self {
        let mut replica = Replica::empty_of(number(), clock);
        replica.admit_whole(&document.encode()).expect("a whole document");
        Self { replica }
    }

    fn playbook(&self) -> Playbook {
        self.replica.playbook().expect("a playbook")
    }

    fn apply(&mut self, edit: &Edit) {
        self.replica.apply(edit, &Author::default()).expect("a possible edit");
    }

    fn add(&mut self, kind: Kind, home: Home) -> EntryId {
        let new = new(kind, home);
        let id = new.id;
        self.apply(&Edit::Add(new));
        id
    }

    fn make(&mut self, step: &Step, other: &Self) {
        match step {
            Step::Undo => drop(self.replica.undo()),
            Step::Redo => drop(self.replica.redo()),
            Step::Hear => {
                let update = other.replica.changes_since(&self.replica.state_vector()).expect("a state vector");
                assert_eq!(self.replica.admit(&update), Ok(Admission::Applied));
            }
            Step::Merge => {
                let mut both = self.copy();
                both.replica.admit_whole(&other.replica.encode()).expect("a whole document");
                let merge = self.replica.merge_of(&both.replica).expect("its own bytes");
                assert_eq!(self.replica.merge(&merge, "merge"), Ok(Admission::Applied));
            }
            _ => drop(edit(&self.playbook(), step).map(|edit| self.apply(&edit))),
        }
    }
}

/// The edit that a step makes of a playbook. People edit only what they see.
fn edit(playbook: &Playbook, step: &Step) -> Option<Edit> {
    let seen: Vec<Entry> = seen(playbook).entries.into_values().collect();
    let entry = |number: &usize| nth(&seen, *number);
    let added = |deleted: bool| {
        let sections = playbook.sections.iter().filter(move |section| section.deleted == deleted);
        sections.filter_map(|section| match section.id {
            SectionId::Custom(id) => Some(id),
            SectionId::Standard(_) => None,
        })
    };
    Some(match step {
        Step::Add(place, kind) => {
            let sections = playbook.sections.iter().filter(|section| !section.deleted);
            let sections = sections.map(|section| (Home::Section(section.id), section.id.kinds()));
            let parts = seen.iter().map(|whole| (Home::Entry(whole.id), whole.kind.parts()));
            let directory = (Home::Directory, [Kind::Person, Kind::Team].as_slice());
            let (home, kinds) = nth(sections.chain(parts).chain([directory; 3]), *place)?;
            Edit::Add(new(*nth(kinds, *kind)?, home))
        }
        Step::Refer(from, field, target) => {
            let entry = entry(from)?;
            let (spec, targets) = nth(pointing(entry), *field)?;
            let taken = entry.refs(spec.field);
            let offered = seen.iter().filter(|other| targets.kinds().contains(&other.kind) && other.id != entry.id);
            with(entry, spec, nth(offered.filter(|other| !taken.contains(&other.id)), *target)?.id)
        }
        Step::Choose(from, field) => {
            let entry = entry(from)?;
            let (spec, targets) = nth(pointing(entry).filter(|(_, targets)| targets.creates()), *field)?;
            let new = new(*targets.kinds().first()?, Home::Directory);
            let point = with(entry, spec, new.id);
            Edit::All("choose".into(), vec![Edit::Add(new), point])
        }
        Step::Unrefer(from, field) => {
            let entry = entry(from)?;
            let spec = nth(pointing(entry), *field)?.0;
            let rest = entry.refs(spec.field).iter().skip(1).copied().collect();
            Edit::Set(entry.id, spec.field, Value::Refs(rest))
        }
        Step::Rename(which) => {
            let entry = entry(which)?;
            entry.kind.field(Field::Name)?;
            Edit::Set(entry.id, Field::Name, Value::Line("Name".into()))
        }
        Step::Delete(which) => Edit::Delete(entry(which)?.id),
        Step::Restore(binned) => {
            Edit::Restore(nth(playbook.entries.values().filter(|entry| entry.deleted), *binned)?.id)
        }
        Step::Reorder(which, before) => {
            let entry = entry(which)?;
            let siblings = seen.iter().filter(|other| (other.home, other.kind) == (entry.home, entry.kind));
            Edit::Move(entry.id, nth(siblings, *before).map(|sibling| sibling.id))
        }
        Step::AddSection => Edit::AddSection(CustomSectionId::from_bits(number().into()), "Section".into()),
        Step::DeleteSection(section) => Edit::DeleteSection(nth(added(false), *section)?),
        Step::RestoreSection(section) => Edit::RestoreSection(nth(added(true), *section)?),
        Step::Undo | Step::Redo | Step::Hear | Step::Merge => return None,
    })
}

/// The playbook without what is in the bin, and what is part of that.
fn seen(playbook: &Playbook) -> Playbook {
    let mut seen = playbook.clone();
    seen.sections.retain(|section| !section.deleted);
    seen.entries.retain(|_, entry| !entry.deleted);
    seen.drop_homeless();
    seen
}

/// What is pointed at by what is seen and is not seen itself, with the number of fields that do.
fn unseen_targets(playbook: &Playbook) -> BTreeMap<EntryId, usize> {
    let seen = seen(playbook);
    let mut found = BTreeMap::new();
    for (_, target) in seen.entries.values().flat_map(Entry::references) {
        if !seen.entries.contains_key(&target) {
            *found.entry(target).or_default() += 1;
        }
    }
    found
}

fn told(playbook: &Playbook) -> BTreeMap<EntryId, usize> {
    dangling(&Book::of(playbook))
}

/// What holds after each step.
fn look(person: &Person) -> Result<(), TestCaseError> {
    let playbook = person.playbook();
    // In the bin or not, from the bin or not: a reference points at something.
    for (_, target) in playbook.entries.values().flat_map(Entry::references) {
        prop_assert!(playbook.entries.contains_key(&target), "{} is nothing", target);
    }
    prop_assert_eq!(told(&playbook), unseen_targets(&playbook));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn references_never_point_at_nothing(
        seed in any::<u64>(),
        steps in prop::collection::vec((any::<bool>(), step()), 1..80),
    ) {
        let mut one = Person::first(seed);
        let mut two = one.copy();
        for (who, step) in &steps {
            let (actor, other) = if *who { (&mut one, &two) } else { (&mut two, &one) };
            actor.make(step, other);
            look(actor)?;
        }
        one.make(&Step::Hear, &two);
        look(&one)?;

        // All that dangles can be cleared away.
        let mut cleared = one.copy();
        for gone in told(&one.playbook()).into_keys() {
            let playbook = cleared.playbook();
            let edits = replaced(&Book::of(&playbook), gone, None, |_| true);
            prop_assert!(!edits.is_empty());
            cleared.apply(&Edit::All("clear".into(), edits));
        }
        look(&cleared)?;
        prop_assert_eq!(told(&cleared.playbook()), BTreeMap::new());

        // All of it can be brought back. That may show references of its own to what is in the bin, until nothing is left.
        let mut restored = BTreeSet::new();
        loop {
            let playbook = one.playbook();
            let gone: Vec<EntryId> = told(&playbook).into_keys().collect();
            if gone.is_empty() {
                break;
            }
            for id in gone {
                prop_assert!(playbook.entries[&id].deleted, "what can be pointed at is part of nothing else");
                prop_assert!(restored.insert(id), "{} was brought back and still dangles", id);
                one.apply(&Edit::Restore(id));
            }
            look(&one)?;
        }
    }
}

const LIFECYCLE: Home = Home::Section(SectionId::Standard(StandardSection::LifecycleManagement));

#[test]
fn what_two_point_at_at_the_same_time_is_cleared_once() {
    let mut one = Person::first(0);
    let [team, person] = [Kind::Team, Kind::Person].map(|kind| one.add(kind, Home::Directory));
    let mut two = one.copy();
    for somebody in [&mut one, &mut two] {
        somebody.apply(&Edit::Set(team, Field::Members, Value::Refs(vec![person])));
    }
    two.apply(&Edit::Delete(person));
    one.make(&Step::Hear, &two);
    assert_eq!(told(&one.playbook()), BTreeMap::from([(person, 1)]));
    one.apply(&Edit::All("clear".into(), replaced(&Book::of(&one.playbook()), person, None, |_| true)));
    assert_eq!(told(&one.playbook()), BTreeMap::new());
    assert_eq!(one.replica.entry(team).expect("a team").refs(Field::Members), []);
}

/// The gate keeps updates in the order in which a document builds on itself. An id is a value like any other: so who gets what
/// somebody says of an entry before the entry itself, has a reference to nothing until that comes.
#[test]
fn what_is_pointed_at_may_come_later() {
    let mut one = Person::first(0);
    let stage = one.add(Kind::Stage, LIFECYCLE);
    let (mut two, mut late) = (one.copy(), one.copy());
    let owner = one.add(Kind::Person, Home::Directory);
    two.make(&Step::Hear, &one);
    let _ = two.replica.take_updates();
    two.apply(&Edit::Set(stage, Field::Owner, Value::Refs(vec![owner])));
    for update in two.replica.take_updates() {
        assert_eq!(late.replica.admit(&update), Ok(Admission::Applied));
    }
    assert_eq!(told(&late.playbook()), BTreeMap::from([(owner, 1)]));
    late.make(&Step::Hear, &one);
    assert_eq!(told(&late.playbook()), BTreeMap::new());
}
