//! Copies of what a site publishes, and links with what was changed in them.

use super::*;
use guidepost::doc::Changed;
use guidepost::format::packed::Changes;

/// Somebody's copy.
fn copy_of(replica: &Replica) -> Replica {
    let mut copy = Replica::empty(|| 0);
    copy.admit_whole(&replica.encode()).expect("a document");
    copy
}

/// Sets the field of the only definition.
fn write(replica: &mut Replica, field: Field, text: &str) {
    let id = *replica.playbook().expect("a playbook").entries.keys().next().expect("an entry");
    let shape = Kind::Definition.field(field).expect("a field").shape;
    let value = if shape == Shape::Text { Value::Text(text.to_owned()) } else { Value::Line(text.to_owned()) };
    replica.apply(&Edit::Set(id, field, value), &Author::default()).expect("a possible edit");
}

fn value(playbook: &Playbook, field: Field) -> String {
    format!("{:?}", playbook.entries.values().next().and_then(|entry| entry.value(field)))
}

/// A link with what was changed in a copy since it had this version.
fn link(copy: &Replica, version: &[u8]) -> String {
    let Changed { since, update } = copy.changed_since(version).expect("its own version").expect("changes");
    packed::pack_changes(copy.playbook_id().expect("a playbook"), &Changes { since, update })
}

/// A visitor of a site, with these playbooks.
fn visitor(here: Vec<Replica>) -> Page {
    Page { published: true, ..Page::with(here) }
}

#[test]
fn changes_come_back_as_a_link_and_bring_nothing_else() {
    let mut ours = blank();
    define(&mut ours, "MQL", "Ana");
    let mut theirs = copy_of(&ours);
    let version = ours.version();
    define(&mut theirs, "SQL", "Ben");
    // Much has been written here since, and is not theirs to change.
    write(&mut ours, Field::Definition, "Ours, and newer.");
    let link = link(&theirs, &version);
    assert!(link.len() < 600, "{} characters", link.len());
    let mut page = Page::with(vec![ours]);
    page.import(LINK, &link);
    assert!(page.shown.contains("Merging brings in 1 change, from Ben."), "{}", page.shown);
    page.press("merge");
    let merged = page.take_in();
    assert_eq!(terms(&merged), ["MQL", "SQL"]);
    assert!(format!("{merged:?}").contains("Ours, and newer."));
    page.import(LINK, &link);
    assert!(page.shown.contains("Nothing in “the link” is new"), "{}", page.shown);
}

#[test]
fn what_both_have_rewritten_is_asked_about_whichever_the_document_would_keep() {
    for choice in ["ours", "theirs"] {
        // Which of both a document keeps goes by random numbers: both come up.
        for _ in 0..8 {
            let mut ours = blank();
            define(&mut ours, "MQL", "Ana");
            let mut theirs = copy_of(&ours);
            let version = ours.version();
            write(&mut theirs, Field::Name, "MQL of theirs");
            write(&mut ours, Field::Name, "MQL of ours");
            let mut page = Page::with(vec![ours]);
            page.import(LINK, &link(&theirs, &version));
            for words in ["Rewritten on both sides", "<ins>theirs</ins>", "<del>ours</del>"] {
                assert!(page.shown.contains(words), "no {words} in {}", page.shown);
            }
            let name = page.shown.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            let name = name.to_owned();
            page.say(Request::Change(Change { name, value: choice.into(), ticked: true })).press("merge");
            assert_eq!(terms(&page.take_in()), [format!("MQL of {choice}")]);
        }
    }
}

#[test]
fn changes_to_what_is_not_here_are_refused_in_words() {
    let mut ours = blank();
    define(&mut ours, "MQL", "Ana");
    let older = copy_of(&ours);
    define(&mut ours, "SQL", "Ana");
    let mut theirs = copy_of(&ours);
    let version = ours.version();
    define(&mut theirs, "SLA", "Ben");
    let good = link(&theirs, &version);
    let id = theirs.playbook_id().expect("a playbook");
    let of = |since: &[u8], update: &[u8]| {
        packed::pack_changes(id, &Changes { since: since.to_vec(), update: update.to_vec() })
    };
    let (since, other) = (ours.state_vector(), blank());
    // Of somebody's changes without those that they were made in.
    let open = {
        let mut open = copy_of(&ours);
        define(&mut open, "PQL", "Cem");
        open
    };
    let later = of(&open.state_vector(), &[0, 0]);
    for (here, link, why) in [
        (vec![], good.clone(), "not in this browser"),
        (vec![blank()], good.clone(), "not in this browser"),
        (vec![older], good.clone(), "a version of this playbook that is not"),
        (vec![copy_of(&ours)], of(&since, &[1, 2, 3]), "damaged"),
        (vec![copy_of(&ours)], of(&[0xFF], &[0, 0]), "damaged"),
        (vec![copy_of(&ours)], of(&since, &other.encode()), "damaged"),
        (vec![copy_of(&ours)], later, "a version of this playbook that is not"),
        (vec![copy_of(&ours)], good[..good.len() - 20].to_owned(), "cut off"),
    ] {
        let mut page = Page::with(here);
        page.import(LINK, &link);
        assert!(page.refused.contains(why), "{why}: {:?} {}", page.refused, page.shown);
    }
}

#[test]
fn what_was_only_removed_comes_back_too_and_nothing_that_was_removed_before() {
    let mut ours = blank();
    let introduction =
        |text: &str| Edit::SetIntroduction(SectionId::Standard(StandardSection::Definitions), text.into());
    let write = |replica: &mut Replica, text: &str| {
        replica.apply(&introduction(text), &Author::default()).expect("a possible edit");
    };
    for at in 0..40 {
        write(&mut ours, &format!("{}Words, and more words.", "x ".repeat(at % 7)));
    }
    let mut theirs = copy_of(&ours);
    let version = theirs.version();
    assert_eq!(theirs.changed_since(&version), Ok(None));
    write(&mut theirs, "Words.");
    let link = link(&theirs, &version);
    let mut page = Page::with(vec![ours]);
    page.import(LINK, &link).press("merge");
    let words = page.take_in().sections.into_iter().map(|section| section.introduction).collect::<String>();
    assert_eq!(words, "Words.");
    assert!(link.len() < 200, "{}", link.len());
}

#[test]
fn a_copy_that_is_there_takes_in_what_was_published_since() {
    let mut published = blank();
    define(&mut published, "MQL", "Ana");
    let mut copy = copy_of(&published);
    write(&mut copy, Field::Definition, "Mine.");
    // What was published is here already: nothing is to be said.
    let mut page = visitor(vec![copy_of(&copy)]);
    page.import("what is published", &exported(&published));
    assert_eq!((page.showed.take(), page.arrived.is_none()), (copy.playbook_id(), true));
    assert_eq!(page.version, published.version());
    // Nothing is asked about what was added.
    define(&mut published, "SQL", "Ana");
    page.import("what is published", &exported(&published));
    let report = page.arrived.as_ref().map(|arrival| arrival.report.clone());
    assert_eq!(report.as_deref(), Some("Merged “what is published”: 1 change, from Ana."));
    let merged = page.take_in();
    assert_eq!(terms(&merged), ["MQL", "SQL"]);
    assert!(format!("{merged:?}").contains("Mine."));
    // What both rewrote is.
    let mut copy = copy_of(&published);
    let id = *published.playbook().expect("a playbook").entries.keys().next().expect("an entry");
    let rename = |replica: &mut Replica, name: &str| {
        let edit = Edit::Set(id, Field::Name, Value::Line(name.to_owned()));
        replica.apply(&edit, &Author::default()).expect("a possible edit");
    };
    rename(&mut copy, "Here");
    rename(&mut published, "There");
    let mut page = visitor(vec![copy]);
    page.import("what is published", &exported(&published));
    assert!(page.arrived.is_none() && page.shown.contains("Rewritten on both sides"), "{}", page.shown);
}

#[test]
fn a_copy_of_what_carries_no_history_is_left_as_it_is() {
    let playbook = Playbook::new(PlaybookId::random(), "Playbook");
    let mut copy = Replica::of(&playbook, || 0);
    define(&mut copy, "MQL", "Ben");
    let mut page = visitor(vec![copy]);
    page.import("what is published", &json::write(&playbook));
    assert_eq!((page.showed.take(), page.arrived.is_none()), (Some(playbook.id), true));
    assert_eq!(page.version, Vec::<u8>::new());
}

#[test]
fn whoever_publishes_has_the_version_unless_the_file_was_changed_by_hand() {
    let mut published = blank();
    define(&mut published, "MQL", "Ana");
    let file = exported(&published);
    for (text, version) in [
        (file.clone(), published.version()),
        (file.replace("MQL", "SQL"), vec![]),
        (json::write(&published.playbook().expect("a playbook")), vec![]),
    ] {
        let mut page = visitor(Vec::new());
        page.import("a.json", &text);
        assert!(page.kept.is_some());
        assert_eq!(page.version, version);
    }
    // Whoever merely imports it is not told.
    let mut page = Page::with(Vec::new());
    page.import("a.json", &file);
    assert_eq!(page.version, Vec::<u8>::new());
}
