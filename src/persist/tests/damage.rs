//! Stored texts that were changed by something else.

use super::*;
use proptest::prelude::*;

const PREFIX: &str = "guidepost/playbook/";

/// A storage with two snapshots, log in both, in one and in neither of them; and all that was written.
fn written() -> (MemoryStorage, Replica) {
    let storage = MemoryStorage::new();
    let library = Library::new(storage.clone());
    let first = replica();
    library.create(&first, &summary("A", 1)).expect("room");
    let mut tabs = [(); 2].map(|()| Tab::of(open(storage.clone())));
    let mut all = open(storage.clone()).replica;
    for round in 0..4 {
        for (number, tab) in tabs.iter_mut().enumerate() {
            for change in [Change::Add, Change::Type(round, format!("text {round} {number}"))] {
                make(&mut tab.replica, &change);
                tab.save(&mut all).expect("room");
            }
        }
        if round < 3 {
            tabs[round % 2].journal.compact(&tabs[round % 2].replica).expect("room");
        }
    }
    (storage, all)
}

/// The keys of the playbook under this path.
fn keys_at(storage: &MemoryStorage, path: &str) -> Vec<String> {
    storage.keys(&format!("{PREFIX}{ID}/{path}")).expect("readable")
}

fn damage(storage: &MemoryStorage, key: &str) -> String {
    let text = storage.get(key).expect("readable").expect("a text");
    let middle = text.len() / 2;
    let damaged = format!("{}#{}", &text[..middle], &text[middle + 1..]);
    storage.set(key, &damaged).expect("room");
    damaged
}

#[test]
fn either_snapshot_and_the_log_are_everything() {
    let (storage, _) = written();
    let slots = keys_at(&storage, "snapshot/");
    assert_eq!(slots.len(), 2);
    for slot in slots {
        let (storage, all) = written();
        let damaged = damage(&storage, &slot);
        let opened = open(storage.clone());
        assert_holds(&opened.replica, &all, &slot);
        let aside = slot.replace("/snapshot/", "/aside/snapshot/");
        assert_eq!(
            opened.trouble,
            [Trouble { key: aside.clone(), kind: TroubleKind::DamagedSnapshot, aside: Some(Aside::Now) }]
        );
        assert_eq!(storage.get(&aside), Ok(Some(damaged.clone())));
        assert_eq!(storage.get(&slot), Ok(None));

        let again = open(storage.clone());
        assert_eq!(again.trouble.len(), 1, "it goes on being reported");
        let mut tab = Tab::of(again);
        for _ in 0..3 {
            tab.journal.compact(&tab.replica).expect("room");
            assert_holds(&open(storage.clone()).replica, &all, &slot);
        }
        assert_eq!(storage.get(&aside), Ok(Some(damaged)), "snapshots do not overwrite it");
    }
}

#[test]
fn a_slot_that_goes_bad_twice_is_kept_twice() {
    let (storage, all) = written();
    let mut kept = Vec::new();
    for _ in 0..3 {
        let slot = keys_at(&storage, "snapshot/").remove(0);
        kept.push(damage(&storage, &slot));
        let mut tab = Tab::of(open(storage.clone()));
        tab.journal.compact(&tab.replica).expect("room");
        tab.journal.compact(&tab.replica).expect("room");
    }
    assert_holds(&open(storage.clone()).replica, &all, "all");
    let texts: Vec<String> = storage.texts().into_values().collect();
    assert!(kept.iter().all(|text| texts.contains(text)));
}

/// A slot that went bad while the playbook was open is not simply overwritten.
#[test]
fn compaction_sets_a_bad_slot_aside() {
    let (storage, all) = written();
    let mut tab = Tab::of(open(storage.clone()));
    for slot in keys_at(&storage, "snapshot/") {
        let damaged = damage(&storage, &slot);
        tab.journal.compact(&tab.replica).expect("room");
        assert_holds(&open(storage.clone()).replica, &all, &slot);
        assert!(storage.texts().into_values().any(|text| text == damaged));
    }
    let before = storage.texts();
    let slot = keys_at(&storage, "snapshot/").remove(0);
    damage(&storage, &slot);
    storage.set_capacity(Some(storage.used()));
    assert_eq!(tab.journal.compact(&tab.replica), Err(StorageError::Full), "no room to keep it");
    assert_eq!(storage.texts().len(), before.len());
}

#[test]
fn damaged_changes_are_set_aside() {
    let (storage, _) = written();
    let log = keys_at(&storage, "log/");
    assert!(log.len() > 4);
    for key in log {
        let (storage, _) = written();
        // Ids of tabs differ, the order of the keys does not.
        let key = keys_at(&storage, "log/").into_iter().find(|other| other.ends_with(&key[key.len() - 6..]));
        let key = key.expect("a log entry with the same number");
        let damaged = damage(&storage, &key);
        let opened = open(storage.clone());
        let aside = key.replace("/log/", "/aside/log/");
        let expected = Trouble { key: aside.clone(), kind: TroubleKind::DamagedChanges, aside: Some(Aside::Now) };
        assert!(opened.trouble.contains(&expected), "{:?}", opened.trouble);
        assert_eq!(storage.get(&aside), Ok(Some(damaged)));
        assert_eq!(opened.replica.playbook().expect("a playbook").violations(), []);
    }
}

/// Other changes may build on it, and are read all the same.
#[test]
fn changes_that_the_newest_snapshot_holds_are_not_needed() {
    let newest_holds = |storage: &MemoryStorage| {
        let snapshots = keys_at(storage, "snapshot/").into_iter().map(|key| {
            let text = storage.get(&key).expect("readable").expect("a text");
            snapshot::Snapshot::unseal(&key, &text).expect("whole")
        });
        let holds = snapshots.max_by_key(|snapshot| snapshot.sequence).expect("two").holds;
        let there = |path: &String| storage.texts().contains_key(&format!("{PREFIX}{ID}/{path}"));
        holds.into_iter().filter(there).collect::<Vec<_>>()
    };
    let count = newest_holds(&written().0).len();
    assert!(count > 2, "{count}");
    for number in 0..count {
        let (storage, all) = written();
        let path = newest_holds(&storage).remove(number);
        damage(&storage, &format!("{PREFIX}{ID}/{path}"));
        assert_holds(&open(storage.clone()).replica, &all, &path);
        let again = open(storage.clone());
        assert_holds(&again.replica, &all, &path);
        assert_eq!(again.trouble.len(), 1, "{path}");
    }
}

/// Later entries say only what came since a tab's first one. When that is unreadable, they say all of it again.
#[test]
fn a_tab_notices_that_its_first_entry_went_bad() {
    let storage = MemoryStorage::new();
    Library::new(storage.clone()).create(&replica(), &summary("A", 1)).expect("room");
    let mut all = open(storage.clone()).replica;
    let mut tab = Tab::of(open(storage.clone()));
    make(&mut tab.replica, &Change::Add);
    tab.save(&mut all).expect("room");
    let mut other = Tab::of(open(storage.clone()));
    other.journal.compact(&other.replica).expect("room");
    damage(&storage, &keys_at(&storage, "log/")[0]);
    assert_eq!(open(storage.clone()).trouble.len(), 1);
    for _ in 0..3 {
        other.journal.compact(&other.replica).expect("room");
        make(&mut tab.replica, &Change::Add);
        tab.save(&mut all).expect("room");
        let opened = open(storage.clone());
        assert_eq!(opened.trouble.len(), 1, "{:?}", opened.trouble);
        assert_holds(&opened.replica, &all, "what came after it");
    }
}

/// What builds on a change that is missing waits for it, however long.
#[test]
fn changes_without_place_are_tried_again() {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    let mut journal = Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    for title in ["one", "two", "three"] {
        rename(&mut replica, title);
        journal.append(&replica.take_updates()).expect("room");
    }
    let first = keys_at(&storage, "log/").remove(0);
    let text = storage.get(&first).expect("readable").expect("a text");
    storage.remove(&first).expect("writable");

    let opened = open(storage.clone());
    assert_eq!(opened.replica.title(), "Playbook");
    let kinds: Vec<_> = opened.trouble.iter().map(|trouble| (trouble.kind, trouble.aside)).collect();
    assert_eq!(kinds, [(TroubleKind::ChangesWithoutPlace, Some(Aside::Now)); 2]);
    let mut journal = opened.journal;
    journal.compact(&opened.replica).expect("room");
    journal.compact(&opened.replica).expect("room");
    assert_eq!(keys_at(&storage, "aside/").len(), 2);

    storage.set(&first, &text).expect("room");
    let opened = open(storage.clone());
    assert_eq!((opened.replica.title().as_str(), opened.trouble.len()), ("three", 0));
    let mut journal = opened.journal;
    journal.compact(&opened.replica).expect("room");
    journal.compact(&opened.replica).expect("room");
    assert_eq!(keys_at(&storage, "aside/").len() + keys_at(&storage, "log/").len(), 0);
    assert_eq!(open(storage).replica.title(), "three");
}

#[test]
fn without_room_what_is_damaged_stays_where_it_is() {
    let (storage, all) = written();
    let slot = keys_at(&storage, "snapshot/").remove(0);
    damage(&storage, &slot);
    storage.set_capacity(Some(storage.used()));
    let before = storage.texts();
    let opened = open(storage.clone());
    assert_eq!(opened.trouble, [Trouble { key: slot, kind: TroubleKind::DamagedSnapshot, aside: None }]);
    assert_eq!(storage.texts(), before);
    assert_holds(&opened.replica, &all, "the other slot and the log");
}

#[test]
fn without_any_snapshot_nothing_opens_and_nothing_is_touched() {
    let (storage, _) = written();
    for slot in keys_at(&storage, "snapshot/") {
        damage(&storage, &slot);
    }
    let before = storage.texts();
    let opened = Library::new(storage.clone()).open(ID, clock);
    assert!(matches!(opened, Err(OpenError::Damaged { .. })));
    assert_eq!(storage.texts(), before);

    let only_summary = MemoryStorage::new();
    Library::new(only_summary.clone()).write_summary(ID, &summary("A", 1)).expect("room");
    let opened = Library::new(only_summary).open(ID, clock);
    assert!(matches!(opened, Err(OpenError::Damaged { .. })));
}

#[test]
fn another_playbook_in_its_place_is_damage() {
    let (storage, _) = written();
    for key in keys_at(&storage, "snapshot/") {
        let elsewhere = key.replace(&ID.to_string(), &PlaybookId::from_bits(2).to_string());
        let text = storage.get(&key).expect("readable").expect("a text");
        storage.set(&elsewhere, &text).expect("room");
    }
    let opened = Library::new(storage).open(PlaybookId::from_bits(2), clock);
    assert!(matches!(opened, Err(OpenError::Damaged { .. })), "its records belong to other keys");
}

#[test]
fn what_a_newer_version_wrote_is_left_alone() {
    let mut journals = Vec::new();
    for part in ["snapshot/a", "snapshot/b", "log/"] {
        let (storage, _) = written();
        let opened = open(storage.clone());
        journals.push((opened.journal, opened.replica));
        let key = keys_at(&storage, part).remove(0);
        storage.set(&key, &record::seal_as_newer(&key, "unknown")).expect("room");
        let before = storage.texts();
        assert!(matches!(Library::new(storage.clone()).open(ID, clock), Err(OpenError::NewerFormat)), "{part}");
        let (journal, replica) = journals.last_mut().expect("just pushed");
        assert_eq!(journal.compact(replica), Err(StorageError::NewerFormat), "{part}");
        assert_eq!(storage.texts(), before);
    }
}

#[test]
fn a_document_of_a_newer_version_is_not_opened() {
    let (storage, _) = written();
    let mut opened = open(storage.clone());
    opened.replica.make_newer();
    opened.journal.append(&opened.replica.take_updates()).expect("room");
    let before = storage.texts();
    assert!(matches!(Library::new(storage.clone()).open(ID, clock), Err(OpenError::NewerFormat)));
    assert_eq!(storage.texts(), before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Whatever becomes of any one stored text, the playbook opens, what is left is sound, and nothing is thrown away.
    #[test]
    fn any_one_text_may_be_damaged(which in 0..1_000usize, at in 0..10_000usize, kind in 0..5) {
        let (storage, all) = written();
        let keys = storage.keys(PREFIX).expect("readable");
        let key = &keys[which % keys.len()];
        let text = storage.get(key).expect("readable").expect("a text");
        let at = at % text.len();
        let damaged = match kind {
            0 => text[..at].to_owned(),
            1 => format!("{}~{}", &text[..at], &text[at + 1..]),
            2 => format!("{}{}", &text[..at], &text[at + 1..]),
            3 => storage.get(&keys[(which + 1) % keys.len()]).expect("readable").expect("a text"),
            _ => String::new(),
        };
        storage.set(key, &damaged).expect("room");
        let library = Library::new(storage.clone());
        prop_assert_eq!(library.list().expect("readable").len(), 1);
        let opened = library.open(ID, clock).expect("one damage is not enough");
        prop_assert_eq!(opened.replica.playbook().expect("a playbook").violations(), []);
        prop_assert!(storage.texts().values().any(|text| *text == damaged));
        if !key.contains("/log/") {
            assert_holds(&opened.replica, &all, key);
        }
    }
}
