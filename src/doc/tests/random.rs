//! Random edits and undos: what holds after any of them.

use super::*;
use proptest::prelude::*;

/// Something to do, in numbers that the state at the time gives a meaning.
#[derive(Debug, Clone)]
pub(super) enum Move {
    Add(usize, usize),
    Set(usize, usize, String),
    Refer(usize, usize, usize),
    Delete(usize),
    Restore(usize),
    Reorder(usize, usize),
    Agree(usize, usize),
    Section(usize, usize, String),
    Undo,
    Redo,
    Pause,
}

pub(super) fn moves() -> impl Strategy<Value = Move> {
    let n = || 0..64usize;
    prop_oneof![
        4 => (n(), n()).prop_map(|(a, b)| Move::Add(a, b)),
        5 => (n(), n(), "[a-z見😀\r\n\0 ]{0,6}").prop_map(|(a, b, c)| Move::Set(a, b, c)),
        2 => (n(), n(), n()).prop_map(|(a, b, c)| Move::Refer(a, b, c)),
        1 => n().prop_map(Move::Delete),
        1 => n().prop_map(Move::Restore),
        2 => (n(), n()).prop_map(|(a, b)| Move::Reorder(a, b)),
        1 => (n(), n()).prop_map(|(a, b)| Move::Agree(a, b)),
        1 => (n(), n(), ".{0,5}").prop_map(|(a, b, c)| Move::Section(a, b, c)),
        2 => Just(Move::Undo),
        1 => Just(Move::Redo),
        1 => Just(Move::Pause),
    ]
}

impl Bench {
    fn pick(&self, number: usize) -> Option<Entry> {
        let entries = self.playbook().entries;
        let place = number.checked_rem(entries.len())?;
        entries.into_values().nth(place)
    }

    fn section(&self, number: usize) -> SectionId {
        let sections = self.replica.sections();
        sections[number % sections.len()].id
    }

    fn edit(&self, step: &Move) -> Option<Edit> {
        Some(match step {
            Move::Add(place, kind) => {
                let (home, kinds) = match place % 3 {
                    0 => (Home::Directory, [Kind::Person, Kind::Team].as_slice()),
                    1 => {
                        let section = self.section(*place);
                        (Home::Section(section), section.kinds())
                    }
                    _ => {
                        let whole = self.pick(*place)?;
                        (Home::Entry(whole.id), whole.kind.parts())
                    }
                };
                let kind = *kinds.get(kind.checked_rem(kinds.len())?)?;
                let siblings = self.list(home, kind);
                let before = siblings.get(place % (siblings.len() + 1)).copied();
                Edit::Add(NewEntry { before, ..NewEntry::last(kind, home) })
            }
            Move::Set(entry, field, text) => {
                let entry = self.pick(*entry)?;
                let spec = &entry.kind.fields()[field % entry.kind.fields().len()];
                let value = match spec.shape {
                    Shape::Text => Value::Text(text.clone()),
                    Shape::Flag => Value::Flag(!entry.flag(spec.field)),
                    Shape::Words => Value::Words(text.split(' ').map(str::to_owned).collect()),
                    Shape::Choice(choices) => Value::Line(choices[text.len() % choices.len()].code.into()),
                    Shape::One(_) | Shape::Many(_) => return None,
                    Shape::Line | Shape::Suggested | Shape::Link | Shape::Date => Value::Line(text.clone()),
                };
                Edit::Set(entry.id, spec.field, value)
            }
            Move::Refer(entry, field, target) => {
                let entry = self.pick(*entry)?;
                let specs = entry.kind.fields().iter();
                let specs: Vec<_> = specs.filter(|spec| matches!(spec.shape, Shape::One(_) | Shape::Many(_))).collect();
                let spec = specs.get(field.checked_rem(specs.len())?)?;
                let target = self.pick(*target)?.id;
                let mut ids = entry.refs(spec.field).to_vec();
                if matches!(spec.shape, Shape::One(_)) {
                    ids.clear();
                }
                ids.insert(ids.len() / 2, target);
                Edit::Set(entry.id, spec.field, Value::Refs(ids))
            }
            Move::Delete(entry) => Edit::Delete(self.pick(*entry)?.id),
            Move::Restore(entry) => Edit::Restore(self.pick(*entry)?.id),
            Move::Reorder(entry, before) => {
                let entry = self.pick(*entry)?;
                let siblings = self.list(entry.home, entry.kind);
                Edit::Move(entry.id, siblings.get(before % (siblings.len() + 1)).copied())
            }
            Move::Agree(entry, which) => {
                Edit::SetAgreement(self.pick(*entry)?.id, Agreement::ALL[which % Agreement::ALL.len()])
            }
            Move::Section(section, what, text) => {
                let id = self.section(*section);
                match (what % 6, id) {
                    (0, _) => Edit::RenameSection(id, text.clone()),
                    (1, _) => Edit::SetIntroduction(id, text.clone()),
                    (2, _) => Edit::HideSection(id, what.is_multiple_of(2)),
                    (3, _) => Edit::MoveSection(id, Some(self.section(*what))),
                    (4, SectionId::Custom(id)) => Edit::DeleteSection(id),
                    _ => Edit::AddSection(CustomSectionId::random(), text.clone()),
                }
            }
            Move::Undo | Move::Redo | Move::Pause => return None,
        })
    }

    pub(super) fn make(&mut self, step: &Move) {
        match step {
            Move::Undo => {
                self.replica.undo();
            }
            Move::Redo => {
                self.replica.redo();
            }
            Move::Pause => pause(),
            _ => {
                if let Some(edit) = self.edit(step) {
                    self.apply(edit);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Any sequence of edits and undos leaves a valid playbook, of which a copy made from the updates alone, or
    /// from all bytes at once, is an exact copy.
    #[test]
    fn any_edits_leave_a_valid_playbook_and_exact_copies(steps in prop::collection::vec(moves(), 1..60)) {
        let mut bench = Bench::new();
        let mut follower = Replica::empty(clock);
        follower.admit_whole(&bench.replica.encode()).expect("its own bytes");
        for step in &steps {
            bench.make(step);
            prop_assert_eq!(bench.playbook().violations(), []);
        }
        let merged = merge_updates(&bench.replica.take_updates()).expect("its own updates");
        if let Some(merged) = merged {
            prop_assert_eq!(follower.admit(&merged), Ok(Admission::Applied));
        }
        prop_assert_eq!(follower.playbook(), bench.replica.playbook());
        let mut whole = Replica::empty(clock);
        whole.admit_whole(&bench.replica.encode()).expect("its own bytes");
        prop_assert_eq!(whole.playbook(), bench.replica.playbook());
    }

    /// What somebody changed in an earlier version comes back without that: put upon the version as it was, it brings to a
    /// document that has gone on meanwhile just what their own document would.
    #[test]
    fn an_earlier_version_takes_in_what_was_changed_in_it(
        before in prop::collection::vec(moves(), 0..30),
        theirs in prop::collection::vec(moves(), 0..30),
        ours in prop::collection::vec(moves(), 0..30),
    ) {
        let copy = |replica: &Replica| {
            let mut copy = Replica::empty(clock);
            copy.admit_whole(&replica.encode()).expect("its own bytes");
            copy
        };
        let mut here = Bench::new();
        before.iter().for_each(|step| here.make(step));
        let version = here.replica.version();
        let mut there = Bench::new();
        there.replica = copy(&here.replica);
        theirs.iter().for_each(|step| there.make(step));
        prop_assert_eq!(here.replica.changed_since(&version), Ok(None));
        let Some(Changed { since, update }) = there.replica.changed_since(&version).expect("its own version") else {
            prop_assert_eq!(there.replica.playbook(), here.replica.playbook());
            return Ok(());
        };
        let again = |here: &Replica| {
            let mut again = here.as_of(&since).expect("its own bytes").expect("it has all of that");
            prop_assert_eq!(again.admit(&update), Ok(Admission::Applied));
            Ok(again)
        };
        prop_assert_eq!(again(&here.replica)?.playbook(), there.replica.playbook());
        ours.iter().for_each(|step| here.make(step));
        let (mut both, mut expected) = (copy(&here.replica), copy(&here.replica));
        both.admit_whole(&again(&here.replica)?.encode()).expect("its own bytes");
        expected.admit_whole(&there.replica.encode()).expect("its own bytes");
        prop_assert_eq!(both.playbook(), expected.playbook());
        // What is not here yet can't be looked back at.
        let all = there.replica.state_vector();
        if all != since {
            prop_assert!(here.replica.as_of(&all).expect("a state vector").is_none());
        }
    }

    /// Undoing everything leads back to the start, redoing everything to the end; only the bin may hold more.
    #[test]
    fn undo_leads_all_the_way_back(steps in prop::collection::vec(moves(), 1..40)) {
        let mut bench = Bench::new();
        let start = bench.outside_the_bin();
        for step in steps.iter().filter(|step| !matches!(step, Move::Undo | Move::Redo)) {
            bench.make(step);
        }
        let end = bench.outside_the_bin();
        while bench.replica.undo().is_some() {
            prop_assert_eq!(bench.playbook().violations(), []);
        }
        prop_assert_eq!(bench.outside_the_bin(), start);
        while bench.replica.redo().is_some() {}
        prop_assert_eq!(bench.outside_the_bin(), end);
    }
}

#[test]
fn each_choice_is_a_step_of_undo_and_a_burst_of_words_is_one() {
    let mut bench = Bench::new();
    let tool = bench.add(Kind::Tool, Home::Section(SectionId::Standard(StandardSection::SalesTools)));
    let before = bench.entry(tool).text(Field::Status).to_owned();
    for status in ["trial", "retired"] {
        bench.apply(Edit::Set(tool, Field::Status, Value::Line(status.into())));
    }
    bench.replica.undo().expect("a step");
    assert_eq!(bench.entry(tool).text(Field::Status), "trial");
    bench.replica.undo().expect("a step");
    assert_eq!(bench.entry(tool).text(Field::Status), before);

    let term = bench.add(Kind::Definition, DEFINITIONS);
    for words in [vec!["A"], vec!["At"], vec!["At", "L"], vec!["At", "Lo"]] {
        let words = words.into_iter().map(str::to_owned).collect();
        bench.apply(Edit::Set(term, Field::AlsoKnownAs, Value::Words(words)));
    }
    assert_eq!(bench.entry(term).words(Field::AlsoKnownAs), ["At", "Lo"]);
    bench.replica.undo().expect("a step");
    assert!(bench.entry(term).words(Field::AlsoKnownAs).is_empty());
}

#[test]
fn making_somebody_for_a_field_is_shown_at_the_field() {
    let mut bench = Bench::new();
    let stage = bench.add(Kind::Stage, LIFECYCLE);
    let person = NewEntry::last(Kind::Person, Home::Directory);
    let owner = Edit::Set(stage, Field::Owner, Value::Refs(vec![person.id]));
    bench.apply(Edit::All("choose".into(), vec![Edit::Add(person), owner]));
    let step = bench.replica.undo().expect("a step");
    assert_eq!(step.place, Place::Entry(stage, Some(Field::Owner)));
}
