//! Updates that no program of ours makes, and that stopped the document library: `cargo xtask fuzz` found them.

use super::*;
use yrs::branch::BranchPtr;
use yrs::{Out, Text as _, TextRef};

/// A mark of rich text under a key of the map of entries: one item with nothing to show, which yrs 0.28 unwraps when it tells
/// observers what is under the key now. It is the smallest update that is known to make it panic: give it to
/// [`Replica::admit_whole`] of a replica that is not empty, which looks at nothing and has observers.
const PANICS: [u8; 19] = *b"\x01\x01\x01\x00\x26\x01\x07entries\x00\x00\x011\x00";

#[test]
fn marks_of_rich_text_are_refused() {
    let mut replica = Replica::empty(clock);
    assert_eq!(replica.admit(&PANICS), Err(UpdateError::Damaged));
    assert!(replica.is_empty());
    // In a text, they would be in their place; but texts of a playbook are plain.
    assert_eq!(replica.admit(b"\x01\x01\x01\x00\x06\x01\x04text\x01b\x011\x00"), Err(UpdateError::Damaged));
}

/// Should this fail, yrs does not panic any more, and the marks could be let in again.
#[test]
#[should_panic(expected = "Option::unwrap")]
fn without_the_gate_they_stop_the_program() {
    let _ = Bench::new().replica.admit_whole(&PANICS);
}

/// yrs never comes to the end of a list in which there are letters that take two units of UTF-16.
#[test]
fn letters_in_a_list_are_read_as_nothing_and_can_be_written_over() {
    for letters in ["a", "😀"] {
        let mut bench = Bench::new();
        let id = bench.add(Kind::Definition, DEFINITIONS);
        bench.apply(Edit::Set(id, Field::AlsoKnownAs, Value::Words(vec!["one".into(), "two".into()])));
        let other = Replica::empty(clock);
        let state = bench.replica.encode();
        let mut txn = other.doc.transact_mut();
        let update = <yrs::Update as yrs::updates::decoder::Decode>::decode_v1(&state).expect("an update");
        txn.apply_update(update).expect("an update");
        let Some(Out::YMap(entry)) = other.roots.entries.get(&txn, &id.to_string()) else { panic!("no entry") };
        let Some(Out::YArray(words)) = entry.get(&txn, Field::AlsoKnownAs.key()) else { panic!("no list") };
        TextRef::from(BranchPtr::from(words.as_ref())).push(&mut txn, letters);
        drop(txn);

        let update = other.changes_since(&bench.replica.state_vector()).expect("a state vector");
        assert_eq!(bench.replica.admit(&update), Ok(Admission::Applied));
        let words = |replica: &Replica| replica.entry(id).map(|entry| entry.words(Field::AlsoKnownAs).to_vec());
        assert_eq!(words(&bench.replica), Some(Vec::new()), "{letters}");
        bench.apply(Edit::Set(id, Field::AlsoKnownAs, Value::Words(vec!["three".into()])));
        assert_eq!(words(&bench.replica), Some(vec!["three".to_owned()]));
        let copy = Replica::decoded(&bench.replica.encode()).expect("a playbook");
        assert_eq!(copy.entries.get(&id).map(|entry| entry.words(Field::AlsoKnownAs)), Some(&["three".to_owned()][..]));
    }
}

/// What yrs refuses half way stays half: the first of these two items is in the document, the second names a letter as what it
/// is in. Nothing else is touched, and what is there can be read, written and copied.
#[test]
fn what_is_refused_half_way_harms_nothing_else() {
    let mut bench = Bench::new();
    let before = bench.replica.playbook();
    let update = b"\x01\x02\x03\x00\x04\x01\x03new\x01a\x08\x00\x03\x00\x01\x7e\x00";
    assert_eq!(bench.replica.admit(update), Err(UpdateError::Damaged));
    assert_eq!(bench.replica.playbook(), before);
    bench.apply(Edit::SetTitle("Still here".into()));
    assert_eq!(Replica::decoded(&bench.replica.encode()), bench.replica.playbook());
}
