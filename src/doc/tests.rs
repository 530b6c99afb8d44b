//! Edits, undo and replicas, on the host.

use super::*;
use crate::model::{
    Agreement, CustomSectionId, Entry, Home, Kind, NewEntry, Section, Shape, StandardSection, Timestamp, Value,
};
use std::cell::Cell;
use yrs::Map as _;

mod bin;
mod made_up;
mod merge;
mod random;

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
}

/// Every look at the clock is a moment later; a pause is what [`pause`] makes.
fn clock() -> u64 {
    NOW.with(|now| {
        now.set(now.get() + 1);
        now.get()
    })
}

fn pause() {
    NOW.with(|now| now.set(now.get() + 2 * BURST_MILLIS));
}

const LIFECYCLE: Home = Home::Section(SectionId::Standard(StandardSection::LifecycleManagement));
const DEFINITIONS: Home = Home::Section(SectionId::Standard(StandardSection::Definitions));

impl Replica {
    /// As a version of this program would leave it that is still to come.
    pub(crate) fn make_newer(&self) {
        self.roots.meta.insert(&mut self.doc.transact_mut(), schema::meta::VERSION, schema::VERSION + 1);
    }
}

#[test]
fn a_document_of_a_newer_version_is_known() {
    let bench = Bench::new();
    assert!(!bench.replica.is_newer() && !Replica::empty(clock).is_newer());
    bench.replica.make_newer();
    assert!(bench.replica.is_newer());
    let mut copy = Replica::empty(clock);
    copy.admit_whole(&bench.replica.encode()).expect("a document");
    assert!(copy.is_newer());
}

struct Bench {
    replica: Replica,
    author: Author,
}

impl Bench {
    fn new() -> Self {
        let playbook = Playbook::new(PlaybookId::from_bits(1), "Playbook");
        let author = Author { name: "Ines".into(), now: Timestamp::from_seconds(1_000) };
        Self { replica: Replica::of(&playbook, clock), author }
    }

    fn apply(&mut self, edit: Edit) {
        self.replica.apply(&edit, &self.author).expect("a possible edit");
    }

    fn add(&mut self, kind: Kind, home: Home) -> EntryId {
        let new = NewEntry::last(kind, home);
        let id = new.id;
        self.apply(Edit::Add(new));
        id
    }

    /// As it is typed.
    fn define(&mut self, id: EntryId, text: &str) {
        self.apply(Edit::Set(id, Field::Definition, Value::Text(text.into())));
    }

    /// What is left of a definition when a step is taken back.
    fn undone(&mut self, id: EntryId) -> String {
        assert_eq!(self.replica.undo().map(|step| step.label).as_deref(), Some("typing"));
        self.entry(id).text(Field::Definition).to_owned()
    }

    fn name(&mut self, id: EntryId, name: &str) {
        self.apply(Edit::Set(id, Field::Name, Value::Line(name.into())));
    }

    fn playbook(&self) -> Playbook {
        self.replica.playbook().expect("a playbook")
    }

    fn outside_the_bin(&self) -> Playbook {
        let mut playbook = self.playbook();
        playbook.entries.retain(|_, entry| !entry.deleted);
        playbook.drop_homeless();
        playbook.sections.retain(|section| !section.deleted);
        playbook.drop_homeless();
        playbook
    }

    fn entry(&self, id: EntryId) -> Entry {
        self.replica.entry(id).expect("an entry")
    }

    fn list(&self, home: Home, kind: Kind) -> Vec<EntryId> {
        self.playbook().outline().list(home, kind).to_vec()
    }
}

#[test]
fn an_entry_reads_back_as_it_was_written() {
    let mut bench = Bench::new();
    let owner = bench.add(Kind::Person, Home::Directory);
    for kind in Kind::ALL.into_iter().filter(|kind| kind.whole().is_none() && !kind.in_directory()) {
        let section = StandardSection::ALL.into_iter().find(|section| section.kinds().contains(&kind));
        let Some(section) = section else { continue };
        let id = bench.add(kind, Home::Section(SectionId::Standard(section)));
        for spec in kind.fields() {
            let value = match spec.shape {
                Shape::Text => Value::Text("**two**\nlines".into()),
                Shape::Flag => Value::Flag(true),
                Shape::One(_) | Shape::Many(_) => Value::Refs(vec![owner]),
                Shape::Words => Value::Words(vec!["a".into(), "b".into()]),
                Shape::Choice(choices) => Value::Line(choices[0].code.into()),
                Shape::Line | Shape::Suggested | Shape::Link | Shape::Date => Value::Line("見込み客 😀".into()),
            };
            bench.apply(Edit::Set(id, spec.field, value.clone()));
            assert_eq!(bench.entry(id).value(spec.field), Some(&value), "{kind:?} {}", spec.label);
            bench.apply(Edit::Set(id, spec.field, Value::empty(spec.shape)));
            assert_eq!(bench.entry(id).value(spec.field), Some(&Value::empty(spec.shape)), "{kind:?} {}", spec.label);
        }
    }
}

#[test]
fn impossible_edits_change_nothing() {
    let mut bench = Bench::new();
    let stage = bench.add(Kind::Stage, LIFECYCLE);
    let nobody = EntryId::random();
    let before = bench.playbook();
    let custom = CustomSectionId::random();
    for (edit, error) in [
        (Edit::Set(nobody, Field::Name, Value::Line("x".into())), EditError::NoEntry(nobody)),
        (Edit::Set(stage, Field::Role, Value::Line("x".into())), EditError::Misfit(stage, Field::Role)),
        (Edit::Set(stage, Field::Name, Value::Flag(true)), EditError::Misfit(stage, Field::Name)),
        (Edit::Add(NewEntry::last(Kind::Tool, LIFECYCLE)), EditError::NoRoom(Kind::Tool)),
        (Edit::Add(NewEntry::last(Kind::Token, Home::Entry(stage))), EditError::NoRoom(Kind::Token)),
        (Edit::Add(NewEntry { id: stage, ..NewEntry::last(Kind::Stage, LIFECYCLE) }), EditError::NoRoom(Kind::Stage)),
        (Edit::DeleteSection(custom), EditError::NoSection(SectionId::Custom(custom))),
        (Edit::Delete(nobody), EditError::NoEntry(nobody)),
        (Edit::All("both".into(), vec![Edit::Delete(stage), Edit::Delete(nobody)]), EditError::NoEntry(nobody)),
    ] {
        assert_eq!(bench.replica.apply(&edit, &bench.author), Err(error));
        assert_eq!(bench.playbook(), before, "{edit:?}");
    }
}

#[test]
fn entries_move_among_their_siblings() {
    let mut bench = Bench::new();
    let [a, b, c] = [(); 3].map(|()| bench.add(Kind::Stage, LIFECYCLE));
    assert_eq!(bench.list(LIFECYCLE, Kind::Stage), [a, b, c]);
    for (moved, before, order) in [(c, Some(a), [c, a, b]), (c, None, [a, b, c]), (a, Some(c), [b, a, c])] {
        bench.apply(Edit::Move(moved, before));
        assert_eq!(bench.list(LIFECYCLE, Kind::Stage), order);
    }
}

#[test]
fn a_burst_of_typing_is_one_step_and_structure_is_its_own() {
    let mut bench = Bench::new();
    let term = bench.add(Kind::Definition, DEFINITIONS);
    for text in ["i", "iM", "iMQL"] {
        bench.name(term, text);
    }
    pause();
    bench.name(term, "iMQL!");
    bench.apply(Edit::Set(term, Field::Definition, Value::Text("Inbound".into())));

    let undone = |bench: &mut Bench| bench.replica.undo().map(|step| step.label);
    assert_eq!(undone(&mut bench).as_deref(), Some("typing"));
    assert_eq!((bench.entry(term).text(Field::Definition), bench.entry(term).name()), ("", "iMQL!"));
    assert_eq!(undone(&mut bench).as_deref(), Some("typing"));
    assert_eq!(bench.entry(term).name(), "iMQL");
    assert_eq!(undone(&mut bench).as_deref(), Some("typing"));
    assert_eq!(bench.entry(term).name(), "");
    assert_eq!(undone(&mut bench).as_deref(), Some("add definition"));
    assert!(bench.entry(term).deleted);
    assert_eq!(bench.replica.undo(), None);

    let redone = bench.replica.redo();
    assert_eq!(redone.map(|step| (step.label, step.place)), Some(("add definition".into(), Place::Entry(term, None))));
    assert_eq!(bench.replica.next_redo().map(|step| step.label.as_str()), Some("typing"));
    bench.replica.redo();
    assert_eq!(bench.entry(term).name(), "iMQL");
}

#[test]
fn what_is_cut_or_pasted_while_somebody_types_is_a_step_of_its_own() {
    let mut bench = Bench::new();
    let term = bench.add(Kind::Definition, DEFINITIONS);
    let pasted = "A lead counts as soon as both teams have looked at it.";
    let texts = ["W", "Wh", "Who", "Wh", "What", "", pasted, &pasted[..20], "x"];
    for text in texts {
        bench.define(term, text);
    }
    for text in [&pasted[..20], pasted, "", "What", ""] {
        assert_eq!(bench.undone(term), text);
    }
    for text in ["What", ""] {
        bench.replica.redo();
        assert_eq!(bench.entry(term).text(Field::Definition), text);
    }
}

#[test]
fn what_is_typed_behind_something_pasted_is_a_step_of_its_own() {
    let mut bench = Bench::new();
    let term = bench.add(Kind::Definition, DEFINITIONS);
    for text in ["Who: ", "Who: everybody who has bought once", "Who: everybody who has bought once."] {
        bench.define(term, text);
    }
    for text in ["Who: everybody who has bought once", "Who: ", ""] {
        assert_eq!(bench.undone(term), text);
    }
}

#[test]
fn keys_that_a_busy_page_hears_at_once_are_typing_and_no_cut() {
    let mut bench = Bench::new();
    let term = bench.add(Kind::Definition, DEFINITIONS);
    for (keys, text) in [(1, "W"), (5, "Who as"), (3, "Who"), (2, "Who i")] {
        let edit = Edit::Set(term, Field::Definition, Value::Text(text.into()));
        bench.replica.apply_typed(keys, &edit, &bench.author).expect("a possible edit");
    }
    assert_eq!(bench.undone(term), "");
}

#[test]
fn changes_name_what_to_read_again() {
    let mut bench = Bench::new();
    let stage = bench.add(Kind::Stage, LIFECYCLE);
    let _ = bench.replica.take_changes();
    bench.apply(Edit::Set(stage, Field::Definition, Value::Text("x".into())));
    assert_eq!(bench.replica.take_changes(), Changes { entries: [stage].into(), ..Changes::default() });
    bench.apply(Edit::SetTitle("New".into()));
    assert_eq!(bench.replica.take_changes(), Changes { title: true, ..Changes::default() });
    let section = SectionId::Standard(StandardSection::SalesTools);
    for edit in [Edit::SetIntroduction(section, "x".into()), Edit::HideSection(section, true)] {
        bench.apply(edit);
        assert_eq!(bench.replica.take_changes(), Changes { sections: true, ..Changes::default() });
    }
    bench.replica.undo();
    assert_eq!(bench.replica.take_changes(), Changes { sections: true, ..Changes::default() });
}

#[test]
fn findings_are_dismissed_with_a_reason() {
    let mut bench = Bench::new();
    let dismissed = |bench: &Bench| bench.replica.playbook().expect("a playbook").dismissed;
    bench.apply(Edit::Dismiss("tool-overlap:crm".into(), "Until\nMarch".into()));
    assert!(bench.replica.take_changes().title);
    assert_eq!(dismissed(&bench), [("tool-overlap:crm".to_owned(), "Until March".to_owned())]);
    // As files and other copies have it.
    let copy = Replica::of(&bench.replica.playbook().expect("a playbook"), clock);
    assert_eq!(copy.dismissed(), [("tool-overlap:crm".to_owned(), "Until March".to_owned())]);
    pause();
    bench.apply(Edit::Dismiss("tool-overlap:crm".into(), String::new()));
    assert_eq!(dismissed(&bench), []);
    bench.replica.undo();
    assert_eq!(dismissed(&bench).len(), 1);
    bench.replica.undo();
    assert_eq!(dismissed(&bench), []);
}

#[test]
fn a_change_to_a_part_is_a_change_of_the_whole() {
    let mut bench = Bench::new();
    let stage = bench.add(Kind::Stage, LIFECYCLE);
    let way_out = bench.add(Kind::Transition, Home::Entry(stage));
    bench.author = Author { name: "Jun".into(), now: Timestamp::from_seconds(5_000) };
    bench.apply(Edit::Set(way_out, Field::Trigger, Value::Line("accepted".into())));
    assert_eq!((bench.entry(stage).changed.seconds(), bench.entry(stage).changed_by.as_str()), (5_000, "Jun"));
}

#[test]
fn sections_are_added_moved_hidden_and_deleted() {
    let mut bench = Bench::new();
    let id = CustomSectionId::random();
    let custom = SectionId::Custom(id);
    bench.apply(Edit::AddSection(id, "Checklists".into()));
    let first = SectionId::Standard(StandardSection::DemandGenerationTools);
    bench.apply(Edit::MoveSection(custom, Some(first)));
    bench.apply(Edit::RenameSection(first, "Demand".into()));
    bench.apply(Edit::HideSection(first, true));
    bench.apply(Edit::SetIntroduction(custom, "Before each event".into()));
    let names: Vec<_> = bench.replica.sections().into_iter().take(2).map(|s| (s.name, s.hidden)).collect();
    assert_eq!(names, [("Checklists".to_owned(), false), ("Demand".to_owned(), true)]);
    let entry = bench.add(Kind::Entry, Home::Section(custom));
    bench.apply(Edit::DeleteSection(id));
    assert!(bench.replica.sections()[0].deleted);
    assert_eq!(bench.playbook().violations(), []);
    bench.replica.undo();
    assert!(!bench.replica.sections()[0].deleted && bench.replica.entry(entry).is_some());
}

#[test]
fn a_whole_playbook_survives_the_document() {
    let mut playbook = Playbook::new(PlaybookId::from_bits(3), "Überblick");
    playbook.sections[2] = Section { introduction: "Hello".into(), hidden: true, ..playbook.sections[2].clone() };
    let replica = Replica::of(&playbook, clock);
    assert_eq!(replica.playbook().as_ref(), Some(&playbook));
    let mut copy = Replica::empty(clock);
    copy.admit_whole(&replica.encode()).expect("its own bytes");
    assert_eq!(copy.playbook(), Some(playbook));
    assert_eq!(copy.undo(), None, "what came from elsewhere is not undone here");
}

#[test]
fn damaged_updates_change_nothing() {
    let mut bench = Bench::new();
    bench.add(Kind::Stage, LIFECYCLE);
    let before = bench.playbook();
    let good = bench.replica.encode();
    for bytes in [&good[..good.len() / 2], b"not an update", &[0xff; 40]] {
        assert!(bench.replica.admit(bytes).is_err());
        assert_eq!(bench.playbook(), before);
    }
}

#[test]
fn two_playbooks_are_not_put_together() {
    let mut bench = Bench::new();
    bench.add(Kind::Stage, LIFECYCLE);
    let before = bench.playbook();
    let other = Replica::of(&Playbook::new(PlaybookId::from_bits(2), "Other"), clock);
    assert_eq!(bench.replica.admit(&other.encode()), Err(UpdateError::OtherPlaybook));
    assert_eq!(bench.playbook(), before);
    // Its own beginning, again, and into an empty document.
    assert_eq!(bench.replica.admit(&bench.replica.encode()), Ok(Admission::Applied));
    let mut empty = Replica::empty(clock);
    assert_eq!(empty.admit(&other.encode()), Ok(Admission::Applied));
    assert_eq!(empty.playbook_id(), Some(PlaybookId::from_bits(2)));
}

#[test]
fn an_update_waits_for_what_it_builds_on() {
    let mut bench = Bench::new();
    let base = bench.replica.encode();
    let stage = bench.add(Kind::Stage, LIFECYCLE);
    bench.name(stage, "MQL");
    let updates = bench.replica.take_updates();
    let mut late = Replica::empty(clock);
    late.admit_whole(&base).expect("its own bytes");
    assert_eq!(late.admit(&updates[1]), Ok(Admission::TooEarly));
    let backwards: Vec<_> = updates.iter().rev().map(Vec::as_slice).collect();
    assert_eq!(late.admit_all(&backwards), [] as [usize; 0]);
    assert_eq!(late.playbook(), Some(bench.playbook()));
}
