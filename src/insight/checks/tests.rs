use super::sample::{named, playbook, row, today};
use super::*;
use crate::model::{Field as F, Kind, SectionId, StandardSection, arbitrary};
use proptest::prelude::*;
use std::collections::HashSet;

#[test]
fn keys_name_one_check_each() {
    let keys: HashSet<_> = CHECKS.iter().map(|check| check.key).collect();
    assert_eq!(keys.len(), CHECKS.len());
    for check in CHECKS {
        assert!(check.key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", check.key);
        assert!(check.why.ends_with(['.', '”']) && !check.title.ends_with('.'), "{}", check.key);
    }
}

#[test]
fn nothing_is_found_where_nothing_is() {
    let playbook = playbook(&[]);
    assert_eq!(findings(&Book::of(&playbook), today()), []);
}

#[test]
fn places_have_a_section_or_are_in_the_directory() {
    let playbook = playbook(&[named(Kind::Stage, "Lead"), row(Kind::Transition, &[]), named(Kind::Person, "Ines")]);
    let book = Book::of(&playbook);
    let lifecycle = SectionId::Standard(StandardSection::LifecycleManagement);
    for (place, expected) in [
        (Place::Entry(EntryId::from_bits(1)), Some(lifecycle)),
        (Place::Entry(EntryId::from_bits(2)), Some(lifecycle)),
        (Place::Entry(EntryId::from_bits(3)), None),
        (Place::Entry(EntryId::from_bits(9)), None),
        (Place::Section(lifecycle), Some(lifecycle)),
    ] {
        assert_eq!(section_of(&book, place), expected, "{place:?}");
    }
}

#[test]
fn a_finding_is_known_by_what_it_is_about() {
    let tool = |name, day| row(Kind::Tool, &[(F::Name, name), (F::RenewalDate, day), (F::Category, "Chat Tools")]);
    let mut playbook = playbook(&[tool("A", "2026-12-01"), tool("B", ""), named(Kind::Stage, "MQL")]);
    playbook.sections[0].introduction = "The ABM team".to_owned();
    let found = findings(&Book::of(&playbook), today());
    let keys: Vec<_> = found.iter().map(Finding::key).collect();
    let [first, second, third] = [1, 2, 3].map(|bits| EntryId::from_bits(bits).to_string());
    assert_eq!(
        keys,
        [
            "acronym-undefined:ABM".to_owned(),
            format!("stage-without-definition:{third}"),
            format!("stage-without-entry-criteria:{third}"),
            format!("stage-without-owner:{third}"),
            format!("tool-renewal:{first}:2026-12-01"),
            format!("tool-without-manager:{first}"),
            format!("tool-without-manager:{second}"),
            format!("tool-without-purpose:{first}"),
            format!("tool-without-purpose:{second}"),
            "tools-overlap:chattools".to_owned(),
        ]
    );
}

proptest! {
    #[test]
    fn every_playbook_can_be_checked(playbook in arbitrary::playbook()) {
        let book = Book::of(&playbook);
        let found = findings(&book, today());
        let keys: HashSet<_> = found.iter().map(Finding::key).collect();
        prop_assert_eq!(keys.len(), found.len(), "{:?}", found);
        for finding in &found {
            let is_there = match finding.at {
                Place::Entry(entry) => book.entry(entry).is_some(),
                Place::Section(section) => playbook.section(section).is_some_and(|section| !section.deleted),
            };
            prop_assert!(is_there, "{:?}", finding);
            prop_assert!(finding.also.iter().all(|entry| book.entry(*entry).is_some()), "{:?}", finding);
            prop_assert!(finding.what.ends_with('.'), "{}", finding.what);
        }
    }
}
