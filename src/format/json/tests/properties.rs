//! What holds for every playbook and for every file.

use super::*;
use crate::format::json::{Kept, Problem, write};
use crate::model::{EntryId, Home, arbitrary};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeSet;

/// The entries that a file of this playbook holds: neither in the bin nor in something that is.
fn living(playbook: &Playbook) -> BTreeSet<EntryId> {
    let lives = |entry: &Entry| {
        let mut entry = entry;
        loop {
            match entry.home {
                _ if entry.deleted => return false,
                Home::Entry(whole) => entry = &playbook.entries[&whole],
                Home::Section(section) => return playbook.section(section).is_some_and(|section| !section.deleted),
                Home::Directory => return true,
            }
        }
    };
    playbook.entries.values().filter(|entry| lives(entry)).map(|entry| entry.id).collect()
}

/// An entry as a file keeps it: without its order key, and without what is only white space.
fn kept(entry: &Entry, living: &BTreeSet<EntryId>) -> Entry {
    let mut kept = Entry::new(entry.id, entry.kind, entry.home, crate::model::OrderKey::default());
    kept.agreement = entry.agreement;
    kept.changed = entry.changed;
    kept.changed_by.clone_from(&entry.changed_by);
    for (spec, value) in entry.fields() {
        use crate::model::Value;
        let value = match value {
            Value::Refs(ids) => Value::Refs(ids.iter().copied().filter(|id| living.contains(id)).collect()),
            value if value.is_empty() => Value::empty(spec.shape),
            value => value.clone(),
        };
        assert!(kept.set(spec.field, value));
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_playbook_survives_its_file(playbook in arbitrary::playbook()) {
        let text = write(&playbook);
        let imported = read(&text).expect("a playbook");
        prop_assert_eq!(&imported.problems, &[]);
        prop_assert_eq!(imported.playbook.violations(), []);
        prop_assert_eq!(&write(&imported.playbook), &text);

        let living = living(&playbook);
        prop_assert_eq!(imported.playbook.id, playbook.id);
        prop_assert_eq!(&imported.playbook.title, &playbook.title);
        prop_assert_eq!(imported.playbook.entries.keys().copied().collect::<BTreeSet<_>>(), living.clone());
        for (read, entry) in imported.playbook.entries.values().zip(living.iter().map(|id| &playbook.entries[id])) {
            prop_assert_eq!(kept(read, &living), kept(entry, &living));
        }
        let before = playbook.outline();
        for (home, kind, list) in imported.playbook.outline().lists() {
            prop_assert_eq!(list, before.list(home, kind));
        }
        let sections = |playbook: &Playbook| {
            let all = playbook.sections.iter().filter(|section| !section.deleted);
            all.map(|s| (s.id, s.name.clone(), s.hidden, s.introduction.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(sections(&imported.playbook), sections(&playbook));
    }

    #[test]
    fn any_json_is_read_or_refused(json in any_json()) {
        sound(&json.to_string());
        sound(&file(json));
    }

    #[test]
    fn a_file_that_was_tampered_with_gives_a_sound_playbook(
        playbook in arbitrary::playbook(),
        changes in proptest::collection::vec(change(), 1..12),
    ) {
        let mut json: Value = serde_json::from_str(&write(&playbook)).expect("JSON");
        for change in &changes {
            change.apply(&mut json);
        }
        sound(&json.to_string());
    }

    #[test]
    fn a_file_that_was_damaged_is_read_or_refused(
        playbook in arbitrary::playbook(),
        cut in any::<Index>(),
        put in arbitrary::text(),
        removed in 0_usize..20,
    ) {
        let mut letters: Vec<char> = write(&playbook).chars().collect();
        let start = cut.index(letters.len());
        let end = letters.len().min(start + removed);
        letters.splice(start..end, put.chars());
        sound(&letters.iter().collect::<String>());
        sound(&letters[..start].iter().collect::<String>());
    }
}

/// Reading neither panics nor gives a playbook that is not sound, and what it gives can be written and read again
/// without trouble.
fn sound(text: &str) {
    let Ok(imported) = read(text) else { return };
    assert_eq!(imported.playbook.violations(), []);
    for problem in &imported.problems {
        assert!(problem.to_string().ends_with('.'));
    }
    let again = write(&imported.playbook);
    let read_again = read(&again).expect("a file of ours");
    assert_eq!(write(&read_again.playbook), again);
    // A date that is none is kept, and so is what has no place here; both are told each time.
    let is_new = |problem: &&Problem| !matches!(problem.kept, Kept::Unchanged | Kept::Unknown);
    assert_eq!(read_again.problems.iter().find(is_new), None);
}

/// Any JSON, with keys and values that a playbook could have.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        arbitrary::text().prop_map(Value::from),
        any_key().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((any_key(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_key() -> impl Strategy<Value = String> {
    let fixed =
        ["format", "version", "sections", "hidden", "introduction", "guidepost-playbook", "definitions", "draft"];
    let known = fixed
        .into_iter()
        .chain(crate::format::json::entry_key::ALL)
        .chain(Field::ALL.iter().map(|field| field.key()))
        .chain(Kind::ALL.into_iter().map(Kind::list_key));
    prop_oneof![5 => select(known.map(str::to_owned).collect::<Vec<_>>()), 1 => arbitrary::text()]
}

/// One change somewhere in a JSON value.
#[derive(Debug, Clone)]
struct Change {
    place: Index,
    how: How,
}

#[derive(Debug, Clone)]
enum How {
    Replace(Value),
    Remove,
    Repeat,
    Rename(String),
    /// Put what stands at another place here.
    Copy(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let how = prop_oneof![
        any_json().prop_map(How::Replace),
        Just(How::Remove),
        Just(How::Repeat),
        any_key().prop_map(How::Rename),
        any::<Index>().prop_map(How::Copy),
    ];
    (any::<Index>(), how).prop_map(|(place, how)| Change { place, how })
}

impl Change {
    fn apply(&self, json: &mut Value) {
        let pointers = pointers(json, String::new());
        let here = self.place.get(&pointers).as_str();
        let (whole, key) = here.rsplit_once('/').unwrap_or_default();
        match &self.how {
            How::Replace(value) => put(json, here, value.clone()),
            How::Copy(other) => {
                let other = json.pointer(other.get(&pointers).as_str()).cloned().unwrap_or_default();
                put(json, here, other);
            }
            How::Remove | How::Repeat | How::Rename(_) => match json.pointer_mut(whole) {
                Some(Value::Array(items)) => {
                    let Ok(index) = key.parse::<usize>() else { return };
                    match self.how {
                        How::Remove => drop(items.remove(index)),
                        _ => items.push(items[index].clone()),
                    }
                }
                Some(Value::Object(members)) => {
                    let Some(value) = members.shift_remove(key) else { return };
                    if let How::Rename(name) = &self.how {
                        members.insert(name.clone(), value);
                    }
                }
                _ => {}
            },
        }
    }
}

fn put(json: &mut Value, pointer: &str, value: Value) {
    if let Some(slot) = json.pointer_mut(pointer) {
        *slot = value;
    }
}

/// JSON pointers to everything in a value. No key of a playbook needs escaping; others are only not found.
fn pointers(json: &Value, here: String) -> Vec<String> {
    let inner: Vec<String> = match json {
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(i, item)| pointers(item, format!("{here}/{i}"))).collect()
        }
        Value::Object(members) => {
            members.iter().flat_map(|(key, value)| pointers(value, format!("{here}/{key}"))).collect()
        }
        _ => Vec::new(),
    };
    [here].into_iter().chain(inner).collect()
}
