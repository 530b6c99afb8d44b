//! Versions of a playbook, compared and put together.

use super::*;
use crate::doc::{Author, Replica};
use crate::model::{Edit, Entry, OrderKey, PlaybookId, Section, StandardSection, arbitrary};
use proptest::prelude::*;

const STAGES: Home = Home::Section(SectionId::Standard(StandardSection::LifecycleManagement));

/// A playbook with stages of these names. The first has a way out to the second.
fn stages(names: &[&str], first_id: u128) -> Playbook {
    let mut playbook = Playbook::new(PlaybookId::from_bits(1), "Playbook");
    let mut id = first_id;
    let mut put = |playbook: &mut Playbook, kind, home, order: &OrderKey, values: &[(Field, Value)]| {
        let mut entry = Entry::new(EntryId::from_bits(id), kind, home, order.clone());
        for (field, value) in values {
            assert!(entry.set(*field, value.clone()));
        }
        id += 1;
        playbook.entries.insert(entry.id, entry.clone());
        entry.id
    };
    let orders = OrderKey::spread(names.len());
    let ids: Vec<_> = names
        .iter()
        .zip(&orders)
        .map(|(name, order)| {
            put(&mut playbook, Kind::Stage, STAGES, order, &[(Field::Name, Value::Line((*name).into()))])
        })
        .collect();
    if let [first, second, ..] = ids[..] {
        let to = (Field::ToStage, Value::Refs(vec![second]));
        put(&mut playbook, Kind::Transition, Home::Entry(first), &OrderKey::default(), &[to]);
    }
    playbook
}

fn set(playbook: &mut Playbook, id: u128, field: Field, value: Value) {
    let entry = playbook.entries.get_mut(&EntryId::from_bits(id)).expect("an entry");
    assert!(entry.set(field, value));
}

/// Ours, after these differences were taken over as one edit.
fn adopted(accepted: &[Difference], ours: &Playbook, theirs: &Playbook) -> Playbook {
    let mut replica = Replica::of(ours, || 0);
    let edit = Edit::All("merge".into(), adopt(accepted, ours, theirs));
    replica.apply(&edit, &Author::default()).expect("a possible edit");
    replica.playbook().expect("a playbook")
}

fn entry(id: u128) -> EntryId {
    EntryId::from_bits(id)
}

#[test]
fn a_version_without_ids_is_matched_by_names() {
    let ours = stages(&["Lead", "MQL", "SQL"], 1);
    let mut theirs = stages(&["lead ", "SQL", "Customer"], 101);
    set(&mut theirs, 101, Field::Sla, Value::Line("1 day".into()));
    let theirs = matched(&ours, theirs);
    let found = differences(&ours, &theirs);
    let expected = [
        Difference::Field(entry(1), Field::Name),
        Difference::Field(entry(1), Field::Sla),
        // It leads to SQL there, and to MQL here.
        Difference::Field(entry(4), Field::ToStage),
        Difference::Added(entry(103)),
        Difference::Missing(entry(2)),
    ];
    assert_eq!(found, expected);
    assert_eq!(differences(&adopted(&found, &ours, &theirs), &theirs), []);
    let one = adopted(&[Difference::Added(entry(103))], &ours, &theirs);
    let names: Vec<_> = one.outline().list(STAGES, Kind::Stage).iter().map(|id| one.entries[id].title()).collect();
    assert_eq!(names, ["Lead", "MQL", "SQL", "Customer"]);
}

#[test]
fn a_list_in_another_order_is_one_difference() {
    let (ours, theirs) = (stages(&["Lead", "MQL", "SQL"], 1), stages(&["SQL", "Lead", "MQL"], 101));
    let theirs = matched(&ours, theirs);
    let found = differences(&ours, &theirs);
    assert!(found.contains(&Difference::Order(STAGES, Kind::Stage)), "{found:?}");
    assert_eq!(differences(&adopted(&found, &ours, &theirs), &theirs), []);
}

#[test]
fn what_an_accepted_entry_refers_to_comes_along() {
    let ours = stages(&[], 1);
    let mut theirs = stages(&["Lead"], 101);
    let team = Entry::new(entry(200), Kind::Team, Home::Directory, OrderKey::default());
    theirs.entries.insert(team.id, team);
    set(&mut theirs, 101, Field::Owner, Value::Refs(vec![entry(200)]));
    let both = adopted(&[Difference::Added(entry(101))], &ours, &theirs);
    assert_eq!(differences(&both, &theirs), []);
    assert_eq!(both.violations(), []);
}

#[test]
fn what_is_in_our_bin_comes_out_of_it() {
    let mut ours = stages(&["Lead", "MQL"], 1);
    let theirs = ours.clone();
    set(&mut ours, 1, Field::Sla, Value::Line("old".into()));
    ours.entries.get_mut(&entry(1)).expect("an entry").deleted = true;
    let found = differences(&ours, &theirs);
    assert_eq!(found, [Difference::Added(entry(1))]);
    assert_eq!(differences(&adopted(&found, &ours, &theirs), &theirs), []);
}

#[test]
fn sections_are_compared_too() {
    let ours = stages(&["Lead"], 1);
    let mut theirs = ours.clone();
    let custom = SectionId::Custom(CustomSectionId::from_bits(7));
    let note = Entry::new(entry(50), Kind::Entry, Home::Section(custom), OrderKey::default());
    theirs.entries.insert(note.id, note);
    let last = OrderKey::between(theirs.sections.last().map(|section| &section.order), None);
    theirs.sections.push(Section { name: "Events".into(), order: last, ..Section::new(custom) });
    theirs.sections[3].introduction = "How records move".into();
    theirs.sections[0].hidden = true;
    theirs.sections[1].name = "Tools of sales".into();
    let ids: Vec<_> = theirs.sections.iter().map(|section| section.id).collect();
    let found = differences(&ours, &theirs);
    let expected = [
        Difference::SectionHidden(ids[0]),
        Difference::SectionName(ids[1]),
        Difference::Introduction(ids[3]),
        Difference::SectionAdded(custom),
    ];
    assert_eq!(found, expected);
    let both = adopted(&found, &ours, &theirs);
    assert_eq!(differences(&both, &theirs), []);
    let back = differences(&both, &ours);
    assert!(back.contains(&Difference::SectionMissing(CustomSectionId::from_bits(7))), "{back:?}");
    assert_eq!(differences(&adopted(&back, &both, &ours), &ours), []);

    let mut named = ours.clone();
    let here = SectionId::Custom(CustomSectionId::from_bits(8));
    named.sections.push(Section { name: "events".into(), order: OrderKey::default(), ..Section::new(here) });
    assert!(matched(&named, theirs).section(here).is_some());
}

#[test]
fn differences_are_said_in_words() {
    let ours = stages(&["Lead", "MQL", "SQL"], 1);
    let mut theirs = stages(&["MQL", "Lead", "Customer"], 101);
    set(&mut theirs, 102, Field::Definition, Value::Text("Known to us".into()));
    let theirs = matched(&ours, theirs);
    let said: Vec<_> = rows(&differences(&ours, &theirs), &ours, &theirs)
        .into_iter()
        .map(|row| {
            let whole = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| piece.text).collect::<String>();
            assert_eq!(row.section, "Lifecycle Management");
            (row.entry, row.what, whole(row.ours), whole(row.theirs))
        })
        .collect();
    let expected = [
        ("MQL › to Lead", "New transition", "", "To stage: Lead"),
        ("Lead", "Definition", "", "Known to us"),
        ("Lead › to MQL", "Missing transition", "To stage: MQL", ""),
        ("Customer", "New stage", "", ""),
        ("SQL", "Missing stage", "", ""),
        ("", "Order of stages", "Lead\nMQL\nSQL", "MQL\nLead\nCustomer"),
    ];
    let expected = expected.map(|(a, b, c, d)| (a.to_owned(), b.to_owned(), c.to_owned(), d.to_owned()));
    assert_eq!(said, expected);
}

/// What a file with this state and this content is taken for, by whoever reads it.
fn taken(state: &Replica, content: &Playbook) -> Replica {
    on_top(&state.encode(), content, 77, Playbook::clone).expect("a playbook")
}

#[test]
fn what_was_changed_by_hand_comes_on_top_and_comes_once() {
    let mut start = stages(&["Lead", "MQL"], 1);
    set(&mut start, 1, Field::Definition, Value::Text("Somebody who is known to us.".into()));
    let state = Replica::of(&start, || 0);
    assert_eq!(taken(&state, &start).encode(), state.encode(), "nothing was changed");

    let mut by_hand = start.clone();
    set(&mut by_hand, 1, Field::Definition, Value::Text("A person who is known to us, by name.".into()));
    let team = Entry::new(entry(50), Kind::Team, Home::Directory, OrderKey::default());
    by_hand.entries.insert(team.id, team);
    by_hand.entries.remove(&entry(2));
    by_hand.dismissed.push(("circle:1".into(), "Meant so".into()));

    let mut ours = Replica::empty(|| 0);
    ours.admit_whole(&state.encode()).expect("its own bytes");
    let meanwhile = Edit::Set(entry(1), Field::Definition, Value::Text("Somebody who is well known to us.".into()));
    ours.apply(&meanwhile, &Author::default()).expect("a possible edit");
    ours.apply(&Edit::Dismiss("old:1".into(), "Ours".into()), &Author::default()).expect("a possible edit");
    for _ in 0..2 {
        ours.admit(&taken(&state, &by_hand).encode()).expect("a sound update");
        let playbook = ours.playbook().expect("a playbook");
        assert_eq!(playbook.entries[&entry(1)].text(Field::Definition), "A person who is well known to us, by name.");
        let reasons: Vec<_> = playbook.dismissed.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(reasons, ["Meant so", "Ours"]);
        assert!(playbook.entries.contains_key(&entry(50)) && playbook.entries[&entry(2)].deleted);
    }
    assert!(on_top(b"damaged", &start, 77, Playbook::clone).is_none());
    let other = Playbook { id: PlaybookId::from_bits(2), ..start };
    assert!(on_top(&state.encode(), &other, 77, Playbook::clone).is_none());
}

fn say(replica: &mut Replica, by: &str, id: u128, field: Field, value: Value) {
    let author = Author { name: by.into(), ..Author::default() };
    replica.apply(&Edit::Set(entry(id), field, value), &author).expect("a possible edit");
}

fn line(text: &str) -> Value {
    Value::Line(text.into())
}

/// Two replicas of one playbook with the stages "Lead" and "MQL".
fn replicas() -> [Replica; 2] {
    let start = Replica::of(&stages(&["Lead", "MQL"], 1), || 0).encode();
    [(); 2].map(|()| {
        let mut replica = Replica::empty(|| 0);
        replica.admit_whole(&start).expect("its own bytes");
        replica
    })
}

fn merged(ours: &mut Replica, theirs: &Replica, accepted: &[Difference]) -> Playbook {
    let merge = merge(ours, theirs, accepted, &Author::default()).expect("documents");
    ours.merge(&merge, "merge").expect("an update");
    ours.playbook().expect("a playbook")
}

#[test]
fn versions_of_one_document_are_put_together_and_what_both_rewrote_is_chosen() {
    let sla = Difference::Field(entry(1), Field::Sla);
    for (accepted, chosen) in [(&[][..], "1 day"), (&[sla], "2 days")] {
        let [mut ours, mut theirs] = replicas();
        say(&mut ours, "Ines", 1, Field::Sla, line("1 day"));
        say(&mut ours, "Ines", 2, Field::SystemValue, line("mql"));
        say(&mut theirs, "Jun", 1, Field::Sla, line("2 days"));
        say(&mut theirs, "Jun", 2, Field::Abbreviation, line("M"));
        let found = compare(&ours, &theirs, Playbook::clone).expect("documents");
        assert!(found.kin);
        let said = |rows: &[Row]| rows.iter().map(|row| (row.difference, row.entry.clone())).collect::<Vec<_>>();
        assert_eq!(said(&found.contested), [(sla, "Lead".to_owned())]);
        assert_eq!(said(&found.rows), [(Difference::Field(entry(2), Field::Abbreviation), "MQL".to_owned())]);
        assert_eq!(found.from, ["Jun"]);

        let both = merged(&mut ours, &theirs, accepted);
        let texts = [(1, Field::Sla), (2, Field::SystemValue), (2, Field::Abbreviation)];
        assert_eq!(texts.map(|(id, field)| both.entries[&entry(id)].text(field)), [chosen, "mql", "M"]);
        let again = compare(&ours, &theirs, Playbook::clone).expect("documents");
        assert_eq!((again.rows, again.contested), (Vec::new(), Vec::new()), "it was decided");
        ours.undo().expect("the merge");
        let before = ours.playbook().expect("a playbook");
        assert_eq!(texts.map(|(id, field)| before.entries[&entry(id)].text(field)), ["1 day", "mql", ""]);
    }
}

#[test]
fn a_version_with_no_common_history_is_reviewed() {
    let [mut ours, _] = replicas();
    let mut file = stages(&["Lead", "Customer"], 101);
    set(&mut file, 101, Field::Sla, line("2 days"));
    let theirs = Replica::of(&file, || 0);
    let found = compare(&ours, &theirs, Playbook::clone).expect("documents");
    assert!(!found.kin && found.contested.is_empty());
    let keys: Vec<_> = found.rows.iter().map(|row| row.difference).collect();
    let accepted = [Difference::Field(entry(1), Field::Sla), Difference::Added(entry(102))];
    assert!(accepted.iter().all(|accepted| keys.contains(accepted)), "{keys:?}");
    for key in keys {
        assert_eq!(key.to_string().parse(), Ok(key));
    }
    let both = merged(&mut ours, &theirs, &accepted);
    assert_eq!(both.entries[&entry(1)].text(Field::Sla), "2 days");
    let names: Vec<_> = both.outline().list(STAGES, Kind::Stage).iter().map(|id| both.entries[id].title()).collect();
    assert_eq!(names, ["Lead", "MQL", "Customer"]);
    assert!(!both.entries.contains_key(&entry(102)), "whoever takes it in elsewhere has another id for it");
    ours.undo().expect("the merge");
    let names: Vec<_> = ours.playbook().expect("a playbook").outline().list(STAGES, Kind::Stage).to_vec();
    assert_eq!(names, [entry(1), entry(2)]);
}

#[test]
fn differences_have_names() {
    let custom = CustomSectionId::from_bits(7);
    for difference in [
        Difference::Title,
        Difference::SectionOrder,
        Difference::SectionAdded(SectionId::Custom(custom)),
        Difference::SectionMissing(custom),
        Difference::SectionName(SectionId::Standard(StandardSection::Definitions)),
        Difference::SectionHidden(SectionId::Custom(custom)),
        Difference::Introduction(SectionId::Custom(custom)),
        Difference::Missing(entry(1)),
        Difference::Agreement(entry(1)),
        Difference::Order(Home::Directory, Kind::Team),
        Difference::Order(Home::Entry(entry(1)), Kind::Transition),
    ] {
        assert_eq!(difference.to_string().parse(), Ok(difference));
    }
    for text in ["", "field", "added x", "order nowhere team"] {
        assert_eq!(text.parse::<Difference>(), Err(NoDifference));
    }
}

/// Two versions of one playbook: what is in both may have another value in each.
fn versions() -> impl Strategy<Value = (Playbook, Playbook)> {
    let choices = prop::collection::vec((0..4u8, any::<prop::sample::Index>()), 60);
    (arbitrary::playbook(), arbitrary::playbook(), choices).prop_map(|(mut ours, other, choices)| {
        let mut theirs = Playbook { id: ours.id, ..other };
        theirs.sections.clone_from(&ours.sections);
        theirs.drop_homeless();
        let kept: Vec<Entry> = ours.entries.values().cloned().collect();
        for (entry, (what, with)) in kept.into_iter().zip(&choices) {
            let mut copy = entry.clone();
            match what {
                0 => continue,
                1 => {
                    let alike: Vec<_> = theirs.entries.values().filter(|other| other.kind == entry.kind).collect();
                    if !alike.is_empty() {
                        for (spec, value) in with.get(&alike).fields() {
                            copy.set(spec.field, value.clone());
                        }
                    }
                }
                2 => copy.order = OrderKey::between(Some(&copy.order), None),
                _ => {}
            }
            theirs.entries.insert(copy.id, copy);
        }
        theirs.drop_homeless();
        ours.drop_homeless();
        (ours, theirs)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn accepting_everything_makes_it_the_same((ours, theirs) in versions()) {
        let found = differences(&ours, &theirs);
        for row in rows(&found, &ours, &theirs) {
            prop_assert!(!row.what.is_empty(), "{row:?}");
        }
        let both = adopted(&found, &ours, &theirs);
        prop_assert_eq!(both.violations(), []);
        prop_assert_eq!(differences(&both, &theirs), []);
    }

    #[test]
    fn any_of_it_can_be_accepted((ours, theirs) in versions(), which in prop::collection::vec(any::<bool>(), 200)) {
        let all = differences(&ours, &theirs);
        let some: Vec<_> = all.iter().zip(which).filter(|(_, accepted)| *accepted).map(|(one, _)| *one).collect();
        let both = adopted(&some, &ours, &theirs);
        prop_assert_eq!(both.violations(), []);
        let left = differences(&both, &theirs);
        for accepted in some {
            prop_assert!(!left.contains(&accepted) || matches!(accepted, Difference::Order(..)), "{accepted:?} is left");
        }
    }

    #[test]
    fn a_file_says_what_its_content_says((state, content) in versions()) {
        let document = taken(&Replica::of(&state, || 0), &content);
        prop_assert_eq!(differences(&document.playbook().expect("a playbook"), &content), []);
        let again = taken(&Replica::of(&state, || 0), &content);
        prop_assert_eq!(again.playbook(), document.playbook());
    }

    #[test]
    fn a_playbook_is_no_other_version_of_itself(playbook in arbitrary::playbook()) {
        prop_assert_eq!(differences(&playbook, &matched(&playbook, playbook.clone())), []);
    }
}
