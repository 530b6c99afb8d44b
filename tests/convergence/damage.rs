//! Updates that something happened to on their way.

use guidepost::doc::{Admission, Author, Replica};
use guidepost::model::{
    Edit, EntryId, Field, Home, Kind, NewEntry, Playbook, PlaybookId, SectionId, StandardSection, Value,
};

fn clock() -> u64 {
    0
}

/// A document, and the updates that somebody made of it, of every form that edits have.
fn updates() -> (Vec<u8>, Vec<Vec<u8>>) {
    let start = Replica::of(&Playbook::new(PlaybookId::from_bits(1), "Playbook"), clock).encode();
    let mut replica = replica(&start);
    let section = SectionId::Standard(StandardSection::Definitions);
    for number in 0..4 {
        let new =
            NewEntry { id: EntryId::from_bits(number), ..NewEntry::last(Kind::Definition, Home::Section(section)) };
        let id = new.id;
        for edit in [
            Edit::Add(new),
            Edit::Set(id, Field::Definition, Value::Text("Interested 見込み客".into())),
            Edit::Set(id, Field::Definition, Value::Text("Interested 客 😀".into())),
            Edit::Set(id, Field::AlsoKnownAs, Value::Words(vec!["a".into(), "b".into()])),
            Edit::SetIntroduction(section, "What words mean".into()),
            Edit::Delete(id),
        ] {
            replica.apply(&edit, &Author::default()).expect("a possible edit");
        }
        let _ = replica.undo();
    }
    let mut updates = replica.take_updates();
    updates.push(replica.encode());
    (start, updates)
}

fn replica(start: &[u8]) -> Replica {
    let mut replica = Replica::empty(clock);
    replica.admit_whole(start).expect("a whole document");
    let _ = replica.take_updates();
    replica
}

/// Some bytes are others, too many or missing. Most of them are refused; what is left of the others can be read and edited.
#[test]
fn damaged_updates_stop_nothing() {
    let (start, updates) = updates();
    let mut random = fastrand::Rng::with_seed(0);
    let mut refused = 0;
    for _ in 0..1_500 {
        let which = random.usize(..updates.len());
        let mut replica = replica(&start);
        for update in &updates[..which] {
            assert_eq!(replica.admit(update), Ok(Admission::Applied));
        }
        let mut bytes = updates[which].clone();
        for _ in 0..random.usize(1..4) {
            let at = random.usize(..bytes.len());
            match random.u8(..4) {
                0 => bytes[at] = random.u8(..),
                1 => bytes[at] ^= 1 << random.u8(..8),
                2 => bytes.insert(at, random.u8(..)),
                _ => bytes.truncate(at.max(1)),
            }
        }
        refused += usize::from(replica.admit(&bytes).is_err());
        let _ = (replica.playbook(), replica.take_changes());
        let section = SectionId::Standard(StandardSection::SalesTools);
        let edited = replica.apply(&Edit::SetIntroduction(section, "Still here".into()), &Author::default());
        assert_eq!(edited, Ok(()));
        let copy =
            Replica::decoded(&replica.encode()).and_then(|copy| Some(copy.section(section)?.introduction.clone()));
        assert_eq!(copy.as_deref(), replica.playbook().map(|_| "Still here"));
    }
    assert!(refused > 500, "only {refused} of 1,500 were refused");
}
