//! Keeping the document once.

use super::*;
use crate::persist::keys::{BACKUP, Keys};

fn paths(storage: &MemoryStorage) -> Vec<String> {
    let prefix = Keys::of(ID).prefix().to_owned();
    let keys = storage.keys(&prefix).expect("readable");
    keys.iter().filter_map(|key| key.strip_prefix(&prefix)).map(str::to_owned).collect()
}

/// What a session does when somebody tidies up.
fn tidy(journal: &mut Journal<MemoryStorage>, replica: &Replica) {
    for _ in 0..2 {
        journal.compact(replica).expect("room");
    }
    journal.drop_older().expect("writable");
}

#[test]
fn one_copy_and_no_log_is_left_and_all_of_it_goes_on() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    for number in 0..10 {
        rename(&mut replica, &format!("title {number}"));
        journal.append(&replica.take_updates()).expect("room");
    }
    tidy(&mut journal, &replica);
    assert_eq!(paths(&storage), ["snapshot/a", "summary"]);
    assert_eq!(open(storage.clone()).replica.title(), "title 9");
    for number in 10..20 {
        rename(&mut replica, &format!("title {number}"));
        journal.append(&replica.take_updates()).expect("room");
        if number % 3 == 0 {
            journal.compact(&replica).expect("room");
        }
        assert_eq!(open(storage.clone()).replica.title(), format!("title {number}"));
    }
}

/// The slot that another tab has just written is not taken for ours.
#[test]
fn what_another_tab_has_written_stays() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    let mut other = open(storage.clone());
    for title in ["first", "second"] {
        rename(&mut replica, title);
        journal.append(&replica.take_updates()).expect("room");
        journal.compact(&replica).expect("room");
    }
    rename(&mut other.replica, "theirs");
    other.journal.append(&other.replica.take_updates()).expect("room");
    other.journal.compact(&other.replica).expect("room");
    let before = paths(&storage);
    journal.drop_older().expect("writable");
    assert_eq!(paths(&storage), before);
}

/// Notes beside a playbook are none of its content, and go with it.
#[test]
fn notes_are_passed_over_and_go_with_the_playbook() {
    let storage = MemoryStorage::new();
    let library = Library::new(storage.clone());
    drop(library.create(&replica(), &summary("A", 1)).expect("room"));
    library.note_backup(ID, Timestamp::from_seconds(1_000), "a.json").expect("room");
    // As `assets/file.js` does.
    storage.set(&Keys::of(ID).at("tied"), "a.json").expect("room");
    assert!(paths(&storage).contains(&BACKUP.to_owned()));
    let opened = open(storage.clone());
    assert_eq!((opened.trouble, opened.replica.title()), (Vec::new(), "Playbook".to_owned()));
    library.remove_for_good(ID).expect("writable");
    assert_eq!(paths(&storage), Vec::<String>::new());
}
