//! Two versions that were edited apart, put together.

use super::random::moves;
use super::*;
use proptest::prelude::*;

impl Bench {
    /// Somebody else, with the same document.
    fn copy(&self) -> Self {
        let mut replica = Replica::empty(clock);
        replica.admit_whole(&self.replica.encode()).expect("its own bytes");
        let _ = (replica.take_changes(), replica.take_updates());
        Self { replica, author: Author { name: "Jun".into(), ..self.author.clone() } }
    }

    fn merge(&mut self, other: &Self) {
        let mut both = self.copy();
        both.replica.admit_whole(&other.replica.encode()).expect("its own bytes");
        let merge = self.replica.merge_of(&both.replica).expect("its own bytes");
        assert_eq!(self.replica.merge(&merge, "merge"), Ok(Admission::Applied));
        assert_eq!(self.playbook(), both.playbook());
    }
}

#[test]
fn an_earlier_version_may_end_within_what_was_typed_in_one_go() {
    let mut bench = Bench::new();
    let term = bench.add(Kind::Definition, DEFINITIONS);
    let mut write = |text: &str| bench.apply(Edit::Set(term, Field::Definition, Value::Text(text.to_owned())));
    // What is typed before something has a neighbour on its right.
    ["at the end", "A at the end"].into_iter().for_each(&mut write);
    let since = bench.replica.state_vector();
    bench.apply(Edit::Set(term, Field::Definition, Value::Text("A lead at the end".to_owned())));
    let then = bench.replica.as_of(&since).expect("its own bytes").expect("it has all of that");
    let text = then.entry(term).map(|entry| entry.text(Field::Definition).to_owned());
    assert_eq!(text.as_deref(), Some("A lead at the end"));
}

#[test]
fn undoing_a_merge_leaves_what_others_wrote_since() {
    let mut ours = Bench::new();
    let old = ours.add(Kind::Definition, DEFINITIONS);
    ours.apply(Edit::Set(old, Field::Definition, Value::Text("A lead".into())));
    let mut theirs = ours.copy();
    theirs.apply(Edit::Set(old, Field::Definition, Value::Text("A good lead".into())));
    let new = theirs.add(Kind::Definition, DEFINITIONS);
    theirs.apply(Edit::Set(new, Field::Definition, Value::Text("Theirs".into())));
    ours.merge(&theirs);
    assert_eq!(ours.replica.next_undo().map(|step| step.label.as_str()), Some("merge"));

    let mut third = ours.copy();
    third.apply(Edit::Set(new, Field::Definition, Value::Text("Theirs, and more".into())));
    third.apply(Edit::Set(old, Field::Definition, Value::Text("A good lead, and more".into())));
    ours.replica.admit_whole(&third.replica.encode()).expect("its own bytes");

    ours.replica.undo().expect("a step");
    assert!(ours.entry(new).deleted);
    assert_eq!(ours.entry(new).text(Field::Definition), "Theirs, and more");
    assert_eq!(ours.entry(old).text(Field::Definition), "A lead, and more");
    ours.replica.redo().expect("a step");
    assert!(!ours.entry(new).deleted);
    assert_eq!(ours.entry(new).text(Field::Definition), "Theirs, and more");
    assert_eq!(ours.entry(old).text(Field::Definition), "A good lead, and more");
    // What was done before the merge can still be undone.
    ours.replica.undo().expect("a step");
    ours.replica.undo().expect("a step");
    assert_eq!(ours.entry(old).text(Field::Definition), ", and more");
}

/// What is in the bin is out of sight, and no less somebody's work: undoing takes none of it out of the document, where it
/// would be lost for all.
#[test]
fn undoing_a_merge_leaves_what_came_in_the_bin() {
    let mut ours = Bench::new();
    let mut theirs = ours.copy();
    let new = theirs.add(Kind::Definition, DEFINITIONS);
    theirs.apply(Edit::Set(new, Field::Definition, Value::Text("Theirs".into())));
    theirs.apply(Edit::Delete(new));
    ours.merge(&theirs);
    assert_eq!(ours.replica.next_undo(), None, "nothing of it is to be seen");
    let old = ours.add(Kind::Definition, DEFINITIONS);

    theirs = ours.copy();
    let [second, third] = [(); 2].map(|()| theirs.add(Kind::Definition, DEFINITIONS));
    theirs.apply(Edit::Delete(second));
    for text in ["Theirs, with more", "Theirs"] {
        theirs.apply(Edit::Set(third, Field::Definition, Value::Text(text.into())));
        pause();
    }
    theirs.name(old, "Lead");
    ours.merge(&theirs);
    ours.replica.undo().expect("a step");
    assert_eq!(ours.entry(old).name(), "");
    for binned in [new, second, third] {
        assert!(ours.entry(binned).deleted);
    }
    assert_eq!(ours.entry(third).text(Field::Definition), "Theirs");

    theirs.apply(Edit::Restore(new));
    ours.replica.admit_whole(&theirs.replica.encode()).expect("its own bytes");
    assert_eq!(ours.entry(new).text(Field::Definition), "Theirs");
    assert!(!ours.entry(new).deleted);
}

#[test]
fn short_texts_that_both_rewrote_are_told() {
    let mut ours = Bench::new();
    let term = ours.add(Kind::Definition, DEFINITIONS);
    let other = ours.add(Kind::Definition, DEFINITIONS);
    ours.name(term, "Lead");
    ours.name(other, "Account");
    let section = SectionId::Standard(StandardSection::Definitions);
    let rewritten = |one: &Bench, two: &Bench| one.replica.rewritten_by_both(&two.replica).expect("their own bytes");
    let field = |id| Place::Entry(id, Some(Field::Name));

    let mut theirs = ours.copy();
    assert_eq!(rewritten(&ours, &theirs), []);
    theirs.name(term, "Contact");
    theirs.name(other, "Firm");
    assert_eq!(rewritten(&ours, &theirs), [], "only they did");
    ours.name(other, "Firm");
    assert_eq!(rewritten(&ours, &theirs), [], "both wrote the same");
    ours.name(term, "Prospect");
    ours.name(term, "Prospect!");
    ours.apply(Edit::Set(term, Field::Definition, Value::Text("Long texts are".into())));
    theirs.apply(Edit::Set(term, Field::Definition, Value::Text("put together".into())));
    assert_eq!(rewritten(&ours, &theirs), [field(term)]);
    assert_eq!(rewritten(&theirs, &ours), [field(term)]);
    for bench in [&mut ours, &mut theirs] {
        let name = bench.author.name.clone();
        bench.apply(Edit::SetTitle(format!("Of {name}")));
        bench.apply(Edit::RenameSection(section, format!("Words of {name}")));
    }
    let mut all = rewritten(&ours, &theirs);
    all.sort_by_key(|place| format!("{place:?}"));
    assert_eq!(all, [field(term), Place::Playbook, Place::Section(section)]);
    ours.merge(&theirs);
    assert_eq!(rewritten(&ours, &theirs), [], "it was decided");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// In any order, any number of times.
    #[test]
    fn merging_is_a_union(
        before in prop::collection::vec(moves(), 0..15),
        edits in prop::array::uniform3(prop::collection::vec(moves(), 0..20)),
    ) {
        let mut start = Bench::new();
        before.iter().for_each(|step| start.make(step));
        let [a, b, c] = edits.map(|edits| {
            let mut bench = start.copy();
            edits.iter().for_each(|step| bench.make(step));
            bench
        });
        let merged = |into: &Bench, others: &[&Bench]| {
            let mut into = into.copy();
            others.iter().for_each(|other| into.merge(other));
            into.playbook()
        };
        let all = merged(&a, &[&b, &c]);
        prop_assert_eq!(all.violations(), []);
        prop_assert_eq!(&merged(&c, &[&a, &b, &a, &c]), &all);
        let mut both = b.copy();
        both.merge(&c);
        prop_assert_eq!(&merged(&a, &[&both, &both]), &all);
    }

    #[test]
    fn a_merge_is_one_step(
        before in prop::collection::vec(moves(), 0..15),
        ours in prop::collection::vec(moves(), 0..15),
        theirs in prop::collection::vec(moves(), 0..25),
    ) {
        let mut bench = Bench::new();
        before.iter().for_each(|step| bench.make(step));
        let mut other = bench.copy();
        theirs.iter().for_each(|step| other.make(step));
        ours.iter().for_each(|step| bench.make(step));
        let start = bench.outside_the_bin();
        bench.merge(&other);
        let end = bench.outside_the_bin();
        if bench.replica.next_undo().is_some_and(|step| step.label == "merge") {
            bench.replica.undo();
            prop_assert_eq!(bench.outside_the_bin(), start);
            bench.replica.redo();
        }
        prop_assert_eq!(bench.outside_the_bin(), end);
        prop_assert_eq!(bench.playbook().violations(), []);
    }
}
