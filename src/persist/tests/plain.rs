//! When all goes well, or the storage is full.

use super::*;

#[test]
fn what_was_appended_is_there_again() {
    let library = Library::new(MemoryStorage::new());
    let mut replica = replica();
    let mut journal = library.create(&replica, &summary("Playbook", 1)).expect("room");
    for title in ["A", "AB", "ABC"] {
        rename(&mut replica, title);
        journal.append(&replica.take_updates()).expect("room");
        let opened = library.open(ID, clock).expect("a playbook");
        assert_eq!(opened.replica.playbook(), replica.playbook());
        assert_eq!(opened.trouble, []);
    }
    for title in ["ABCD", "ABCDE", "ABCDEF"] {
        journal.compact(&replica).expect("room");
        rename(&mut replica, title);
        journal.append(&replica.take_updates()).expect("room");
        assert_eq!(library.open(ID, clock).expect("a playbook").replica.playbook(), replica.playbook());
    }
}

#[test]
fn an_opened_playbook_has_nothing_to_undo_or_report() {
    let library = Library::new(MemoryStorage::new());
    let mut replica = replica();
    let mut journal = library.create(&replica, &summary("Playbook", 1)).expect("room");
    rename(&mut replica, "A");
    journal.append(&replica.take_updates()).expect("room");
    let mut opened = library.open(ID, clock).expect("a playbook").replica;
    assert_eq!(opened.take_updates(), Vec::<Vec<u8>>::new());
    assert_eq!(opened.take_changes(), Default::default());
    assert_eq!(opened.undo(), None);
}

#[test]
fn opening_writes_nothing() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("Playbook", 1)).expect("room");
    rename(&mut replica, "A");
    journal.append(&replica.take_updates()).expect("room");
    let before = storage.texts();
    let mut opened = open(storage.clone());
    opened.journal.append(&[]).expect("nothing to write");
    assert_eq!(storage.texts(), before);
}

#[test]
fn playbooks_are_listed_by_when_they_changed() {
    let storage = MemoryStorage::new();
    storage.put_foreign("guidepost/preferences", "{}");
    storage.put_foreign("guidepost/playbook/not-an-id/summary", "{}");
    storage.put_foreign("other", "x");
    let library = Library::new(storage.clone());
    let id = PlaybookId::from_bits;
    for (bits, changed, deleted) in [(1, 5, None), (2, 9, Some(Timestamp::from_seconds(7))), (3, 7, None), (4, 8, None)]
    {
        let replica = Replica::of(&Playbook::new(id(bits), ""), clock);
        library.create(&replica, &Summary { deleted, ..summary("P", changed) }).expect("room");
    }
    storage.set(&format!("guidepost/playbook/{}/summary", id(4)), "{").expect("room");

    let listed = library.list().expect("readable");
    let ids: Vec<_> = listed.iter().map(|listed| listed.id).collect();
    assert_eq!(ids, [id(2), id(3), id(1), id(4)]);
    let deleted = |at: usize| listed[at].summary.as_ref().map(|summary| summary.deleted.is_some()).ok();
    assert_eq!([deleted(0), deleted(1), deleted(3)], [Some(true), Some(false), None]);
    assert!(library.open(id(4), clock).is_ok(), "a damaged summary does not keep anyone from opening");

    library.write_summary(id(4), &summary("mended", 1)).expect("room");
    assert_eq!(library.summary(id(4)), Ok(summary("mended", 1)));
    assert_eq!(library.summary(id(9)), Err(OpenError::NotFound));
}

#[test]
fn removing_one_playbook_leaves_everything_else() {
    let storage = MemoryStorage::new();
    let library = Library::new(storage.clone());
    storage.put_foreign("other", "x");
    library.create(&Replica::of(&Playbook::new(PlaybookId::from_bits(2), ""), clock), &summary("B", 1)).expect("room");
    let before = storage.texts();
    let mut replica = replica();
    let mut journal = library.create(&replica, &summary("A", 1)).expect("room");
    for title in ["A", "B", "C"] {
        rename(&mut replica, title);
        journal.append(&replica.take_updates()).expect("room");
        journal.compact(&replica).expect("room");
    }
    library.remove_for_good(ID).expect("writable");
    assert_eq!(storage.texts(), before);
    assert!(matches!(library.open(ID, clock), Err(OpenError::NotFound)));
}

#[test]
fn a_playbook_is_created_once_and_wholly() {
    let storage = MemoryStorage::new();
    let library = Library::new(storage.clone());
    assert!(library.create(&Replica::empty(clock), &summary("", 1)).is_err(), "there is nothing in it");
    let mut capacity = 0;
    while storage.texts().is_empty() {
        storage.set_capacity(Some(capacity));
        let created = library.create(&replica(), &summary("A", 1)).map(|_| ());
        if storage.texts().is_empty() {
            assert_eq!(created, Err(StorageError::Full));
        }
        capacity += 40;
    }
    storage.set_capacity(None);
    let before = storage.texts();
    assert!(matches!(library.create(&replica(), &summary("B", 1)), Err(StorageError::Refused(_))));
    assert_eq!(storage.texts(), before);
}

#[test]
fn nothing_is_lost_while_the_storage_is_full() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    rename(&mut replica, "stored");
    journal.append(&replica.take_updates()).expect("room");

    storage.set_capacity(Some(storage.used()));
    for title in ["one", "two", "three"] {
        rename(&mut replica, title);
        assert_eq!(journal.append(&replica.take_updates()), Err(StorageError::Full));
        assert!(journal.pending());
        assert_eq!(journal.compact(&replica), Err(StorageError::Full));
        assert_eq!(open(storage.clone()).replica.title(), "stored");
    }
    storage.set_capacity(None);
    assert_eq!(journal.append(&[]), Ok(()));
    assert!(!journal.pending());
    let opened = open(storage);
    assert_eq!(opened.replica.title(), "three");
    assert_holds(&opened.replica, &replica, "all that was typed");
}

#[test]
fn other_failures_keep_what_is_pending_too() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    let refused = StorageError::Refused("disk on fire".into());
    storage.fail_writes(Some(refused.clone()));
    rename(&mut replica, "typed");
    assert_eq!(journal.append(&replica.take_updates()), Err(refused.clone()));
    assert_eq!(journal.append(&[]), Err(refused));
    storage.fail_writes(None);
    assert_eq!(journal.append(&[]), Ok(()));
    assert_eq!(open(storage).replica.title(), "typed");
}

/// What both snapshots hold makes room where there is none.
#[test]
fn a_snapshot_can_be_written_where_the_log_takes_the_room() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    for round in 0..6 {
        for number in 0..20 {
            rename(&mut replica, &format!("title {round} {number}"));
            journal.append(&replica.take_updates()).expect("room");
        }
        if round == 1 {
            storage.set_capacity(Some(storage.used() + 300));
        }
        assert_eq!(journal.compact(&replica), Ok(()), "round {round}");
        storage.set_capacity(None);
        assert_eq!(open(storage.clone()).replica.title(), format!("title {round} 19"));
    }
}

#[test]
fn a_log_that_grows_asks_for_a_snapshot() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    let mut keys = 0;
    while !journal.wants_compaction() {
        rename(&mut replica, &format!("{keys}"));
        journal.append(&replica.take_updates()).expect("room");
        keys += 1;
    }
    assert!((100..1_000).contains(&keys), "{keys}");
    assert!(open(storage.clone()).journal.wants_compaction(), "the next tab sees it too");
    journal.compact(&replica).expect("room");
    assert!(!journal.wants_compaction() && !open(storage.clone()).journal.wants_compaction());

    let entry = NewEntry::last(Kind::Definition, DEFINITIONS);
    let id = entry.id;
    apply(&mut replica, &Edit::Add(entry));
    apply(&mut replica, &Edit::Set(id, Field::Definition, Value::Text("x".repeat(200_000))));
    journal.append(&replica.take_updates()).expect("room");
    assert!(journal.wants_compaction(), "few keys, but long ones");
    journal.compact(&replica).expect("room");
    journal.compact(&replica).expect("room");
    assert_eq!(
        storage.keys("guidepost/playbook/").expect("readable").iter().filter(|k| k.contains("/log/")).count(),
        0
    );
}

/// Each attempt reads and writes the whole playbook.
#[test]
fn a_snapshot_that_could_not_be_written_is_not_tried_at_once() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    let mut grow = |journal: &mut Journal<MemoryStorage>| {
        rename(&mut replica, &format!("{}", clock()));
        journal.append(&replica.take_updates()).expect("room");
    };
    while !journal.wants_compaction() {
        grow(&mut journal);
    }
    let other = Replica::of(&Playbook::new(PlaybookId::from_bits(2), ""), clock);
    journal.compact(&other).expect_err("another playbook");
    let mut waited = 0;
    while !journal.wants_compaction() {
        grow(&mut journal);
        waited += 1;
    }
    assert!((10..100).contains(&waited), "{waited}");
    storage.set_capacity(Some(storage.used()));
    assert_eq!(journal.compact(&replica), Err(StorageError::Full));
    assert!(!journal.wants_compaction());
    storage.set_capacity(None);
    assert_eq!(journal.compact(&replica), Ok(()));
}

#[test]
fn another_playbook_is_not_written_in_its_place() {
    let library = Library::new(MemoryStorage::new());
    let mut journal = library.create(&replica(), &summary("A", 1)).expect("room");
    let other = Replica::of(&Playbook::new(PlaybookId::from_bits(2), ""), clock);
    assert!(matches!(journal.compact(&other), Err(StorageError::Refused(_))));
    assert!(matches!(journal.compact(&Replica::empty(clock)), Err(StorageError::Refused(_))));
}

/// Two tabs, neither of which sees what the other does until one is opened again.
#[test]
fn two_tabs_keep_what_both_wrote() {
    let storage = MemoryStorage::new();
    let library = Library::new(storage.clone());
    library.create(&replica(), &summary("A", 1)).expect("room");
    let mut all = open(storage.clone()).replica;
    let mut tabs = [(); 2].map(|()| Tab::of(open(storage.clone())));
    let mut ids: Vec<EntryId> = Vec::new();
    for round in 0..7 {
        for (number, tab) in tabs.iter_mut().enumerate() {
            let entry = NewEntry::last(Kind::Definition, DEFINITIONS);
            ids.push(entry.id);
            apply(&mut tab.replica, &Edit::Add(entry));
            tab.save(&mut all).expect("room");
            if (round + number) % 3 == 0 {
                tab.journal.compact(&tab.replica).expect("room");
            }
        }
        let opened = open(storage.clone());
        assert!(ids.iter().all(|id| opened.replica.entry(*id).is_some()), "round {round}");
        assert_holds(&opened.replica, &all, "both tabs");
    }
}

#[test]
fn storages_can_be_chosen_late() {
    let storage: Rc<dyn Storage> = Rc::new(MemoryStorage::new());
    let library = Library::new(storage);
    library.create(&replica(), &summary("A", 1)).expect("room");
    assert_eq!(library.list().map(|listed| listed.len()), Ok(1));
}

#[test]
fn a_snapshot_of_what_came_from_elsewhere_is_read_before_it_counts() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    journal.mix();
    for title in ["one", "two", "three"] {
        rename(&mut replica, title);
        journal.append(&replica.take_updates()).expect("room");
        journal.compact(&replica).expect("it reads as what it is");
        assert_eq!(open(storage.clone()).replica.playbook(), replica.playbook());
    }
}

#[test]
fn a_new_playbook_that_is_too_large_lies_apart_from_the_beginning() {
    let storage = MemoryStorage::new();
    storage.set_capacity(Some(200_000));
    let library = Library::new(storage.clone());
    let mut replica = replica();
    rename(&mut replica, &"long ".repeat(200_000));
    let document = replica.encode();
    assert_eq!(library.add(ID, document.clone(), false, &summary("Long", 1)).err(), Some(StorageError::Full));
    assert!(storage.texts().is_empty(), "nothing is left of it");

    at_once(library.put_apart(ID, &document).expect("it is large")).expect("there is room apart");
    library.add(ID, document, true, &summary("Long", 1)).expect("room for what leads there");
    let opened = library.open(ID, clock).expect("a playbook");
    assert_eq!(opened.replica.playbook(), replica.playbook());
    assert!(library.put_apart(ID, b"short").is_none());
}
