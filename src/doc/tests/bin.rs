//! Emptying the bin, and forgetting the steps of undo.

use super::*;

/// Somebody else's copy of the document as it is now.
fn copy_of(replica: &Replica) -> Replica {
    let mut copy = Replica::empty(clock);
    copy.admit_whole(&replica.encode()).expect("a document");
    let _ = (copy.take_changes(), copy.take_updates());
    copy
}

/// Hands over what the other one does not have.
fn tell(from: &Replica, to: &mut Replica) {
    let news = from.changes_since(&to.state_vector()).expect("a state vector");
    assert_eq!(to.admit(&news), Ok(Admission::Applied));
}

#[test]
fn what_is_in_the_bin_goes_with_its_parts_and_the_rest_stays() {
    let mut bench = Bench::new();
    let (gone, kept) = (bench.add(Kind::Stage, LIFECYCLE), bench.add(Kind::Stage, LIFECYCLE));
    let part = bench.add(Kind::Transition, Home::Entry(gone));
    let kept_part = bench.add(Kind::Transition, Home::Entry(kept));
    let section = CustomSectionId::from_bits(9);
    bench.apply(Edit::AddSection(section, "Ours".into()));
    let inside = bench.add(Kind::Entry, Home::Section(SectionId::Custom(section)));
    let before = bench.outside_the_bin();
    bench.apply(Edit::Delete(gone));
    bench.apply(Edit::DeleteSection(section));
    let slack = bench.replica.slack().expect("a document");
    assert_eq!(slack.binned, 4);
    let mut other = copy_of(&bench.replica);
    assert_eq!(other.admit(&slack.emptying), Ok(Admission::Applied));

    let long = bench.replica.encode().len();
    assert_eq!(bench.replica.empty_bin(), 4);
    let _ = (bench.replica.take_changes(), bench.replica.take_updates());
    bench.replica.forget_steps().expect("a document");

    for id in [gone, part, inside] {
        assert_eq!(bench.replica.entry(id), None);
    }
    let now = bench.playbook();
    assert_eq!(now.entries.keys().copied().collect::<HashSet<_>>(), HashSet::from([kept, kept_part]));
    assert!(now.section(SectionId::Custom(section)).is_none() && before.section(SectionId::Custom(section)).is_some());
    assert!(now.violations().is_empty());
    assert!(bench.replica.encode().len() <= slack.tidy - slack.bin && slack.tidy <= long, "{slack:?}, {long}");
    assert_eq!(bench.replica.empty_bin(), 0);
    assert_eq!(other.playbook(), bench.replica.playbook());
    assert_eq!(bench.replica.take_updates(), Vec::<Vec<u8>>::new());
}

#[test]
fn forgetting_the_steps_makes_room_and_changes_nothing() {
    let mut bench = Bench::new();
    let id = bench.add(Kind::Stage, LIFECYCLE);
    bench.apply(Edit::Set(id, Field::Definition, Value::Text("a long text that goes ".repeat(100))));
    bench.apply(Edit::Set(id, Field::Definition, Value::Text("short".into())));
    let (before, long) = (bench.playbook(), bench.replica.encode().len());
    let _ = (bench.replica.take_changes(), bench.replica.take_updates());
    bench.replica.forget_steps().expect("a document");
    assert_eq!(bench.playbook(), before);
    assert!(bench.replica.encode().len() + 2_000 < long);
    assert_eq!(bench.replica.undo(), None);
    // What is edited next is told and undone as ever.
    bench.name(id, "Lead");
    assert!(!bench.replica.take_updates().is_empty());
    assert!(bench.replica.undo().is_some());
    assert_eq!(bench.playbook(), before);
}

#[test]
fn what_others_write_in_what_is_emptied_is_lost_and_nothing_else() {
    let mut bench = Bench::new();
    let (gone, kept) = (bench.add(Kind::Stage, LIFECYCLE), bench.add(Kind::Stage, LIFECYCLE));
    bench.apply(Edit::Delete(gone));
    let mut other = copy_of(&bench.replica);
    let text = |text: &str| Value::Text(text.into());
    for id in [gone, kept] {
        other.apply(&Edit::Set(id, Field::Definition, text("Written meanwhile.")), &bench.author).expect("it is there");
    }
    other.apply(&Edit::Restore(gone), &bench.author).expect("it is there");
    bench.replica.empty_bin();
    tell(&other, &mut bench.replica);
    tell(&bench.replica, &mut other);
    assert_eq!(other.playbook(), bench.replica.playbook());
    assert_eq!(other.entry(gone), None);
    assert_eq!(bench.entry(kept).text(Field::Definition), "Written meanwhile.");
    // Their steps lead nowhere, and break nothing.
    while other.undo().is_some() {}
    while other.redo().is_some() {}
    tell(&other, &mut bench.replica);
    assert_eq!(other.playbook(), bench.replica.playbook());
    assert_eq!(other.entry(gone), None);
}

#[test]
fn a_version_from_before_does_not_bring_it_back() {
    let mut bench = Bench::new();
    let (gone, kept) = (bench.add(Kind::Stage, LIFECYCLE), bench.add(Kind::Stage, LIFECYCLE));
    bench.apply(Edit::Delete(gone));
    let mut file = copy_of(&bench.replica);
    file.apply(&Edit::Set(kept, Field::Name, Value::Line("Lead".into())), &bench.author).expect("it is there");
    bench.replica.empty_bin();
    let mut both = copy_of(&bench.replica);
    both.admit_whole(&file.encode()).expect("a document");
    let merge = bench.replica.merge_of(&both).expect("documents");
    assert_eq!(bench.replica.merge(&merge, "merge"), Ok(Admission::Applied));
    assert_eq!(bench.entry(kept).title(), "Lead");
    assert_eq!(bench.replica.entry(gone), None);
    assert!(bench.replica.undo().is_some());
    assert_eq!(bench.entry(kept).title(), "Untitled stage");
}
