//! Tabs that hear of each other through the storage.

use super::*;
use proptest::prelude::*;

fn type_in(tab: &mut Tab<MemoryStorage>, title: &str) -> String {
    rename(&mut tab.replica, title);
    let updates = tab.replica.take_updates();
    tab.journal.append(&updates).expect("room");
    tab.last_key()
}

impl Tab<MemoryStorage> {
    /// Under which key it wrote last.
    fn last_key(&self) -> String {
        self.journal.last_key().expect("it wrote something")
    }
}

fn tabs<const N: usize>(storage: &MemoryStorage) -> [Tab<MemoryStorage>; N] {
    Library::new(storage.clone()).create(&replica(), &summary("Playbook", 1)).expect("room");
    [(); N].map(|()| Tab::of(open(storage.clone())))
}

#[test]
fn a_tab_hears_what_another_one_wrote() {
    let storage = MemoryStorage::new();
    let [mut one, mut two] = tabs(&storage);
    let key = type_in(&mut one, "From one");
    assert_eq!(two.journal.hear(&key, &mut two.replica), Ok(true));
    assert_eq!(two.replica.title(), "From one");
    assert_eq!(two.replica.take_updates().len(), 1);
    assert_eq!(two.journal.hear(&key, &mut two.replica), Ok(false), "it knows that");
    assert_eq!(one.journal.hear(&key, &mut one.replica), Ok(false), "it wrote that itself");
    for other in ["guidepost/preferences", "other", "guidepost/playbook/x/log/y/000000"] {
        assert_eq!(two.journal.hear(other, &mut two.replica), Ok(false));
    }
    assert_eq!(two.journal.catch_up(&mut two.replica), Ok(false));
}

#[test]
fn a_tab_that_missed_something_catches_up() {
    let storage = MemoryStorage::new();
    let [mut one, mut two, mut three] = tabs(&storage);
    let missed = type_in(&mut one, "First");
    let heard = type_in(&mut one, "Second");
    assert_eq!(two.journal.hear(&heard, &mut two.replica), Ok(true));
    assert_eq!(two.replica.title(), "Second");
    assert_eq!(two.journal.hear(&missed, &mut two.replica), Ok(false));

    // While the third one slept, the log went into snapshots twice, and is gone.
    for title in ["Third", "Fourth"] {
        one.journal.compact(&one.replica).expect("room");
        type_in(&mut one, title);
    }
    one.journal.compact(&one.replica).expect("room");
    assert_eq!(three.journal.hear(&missed, &mut three.replica), Ok(true));
    assert_eq!(three.replica.title(), "Fourth");
    rename(&mut three.replica, "Fifth");
    let updates = three.replica.take_updates();
    three.journal.append(&updates).expect("room");
    three.journal.compact(&three.replica).expect("room");
    assert_eq!(open(storage).replica.title(), "Fifth");
}

#[test]
fn what_a_newer_build_wrote_is_left_alone() {
    let storage = MemoryStorage::new();
    let [mut one, mut two] = tabs(&storage);
    let key = type_in(&mut one, "From one");
    storage.set(&key, &record::seal_as_newer(&key, "unknown")).expect("room");
    let before = storage.texts();
    assert_eq!(two.journal.hear(&key, &mut two.replica), Err(StorageError::NewerFormat));
    rename(&mut two.replica, "From an older build");
    assert_eq!(two.journal.compact(&two.replica), Err(StorageError::NewerFormat));
    assert_eq!(storage.texts(), before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whoever writes, hears, sleeps, catches up and compacts, in whatever order: in the end all tabs have the same.
    #[test]
    fn tabs_come_to_be_the_same(steps in prop::collection::vec((0..3usize, 0..6u8, any::<prop::sample::Index>()), 1..50)) {
        let storage = MemoryStorage::new();
        let mut tabs: [_; 3] = tabs(&storage);
        let mut written: Vec<String> = Vec::new();
        for (number, (tab, what, which)) in steps.into_iter().enumerate() {
            let tab = &mut tabs[tab];
            match what {
                0..3 => {
                    make(&mut tab.replica, &if what == 0 { Change::Add } else { Change::Type(number, format!("{number} ")) });
                    let updates = tab.replica.take_updates();
                    if !updates.is_empty() {
                        tab.journal.append(&updates).expect("room");
                        written.push(tab.last_key());
                    }
                }
                3 => tab.journal.compact(&tab.replica).expect("room"),
                4 if !written.is_empty() => {
                    tab.journal.hear(which.get::<String>(&written), &mut tab.replica).expect("readable");
                    let _ = tab.replica.take_updates();
                }
                _ => {
                    tab.journal.catch_up(&mut tab.replica).expect("readable");
                    let _ = tab.replica.take_updates();
                }
            }
        }
        for tab in &mut tabs {
            tab.journal.catch_up(&mut tab.replica).expect("readable");
        }
        let whole = open(storage).replica.playbook();
        for tab in &tabs {
            prop_assert_eq!(tab.replica.playbook(), whole.clone());
        }
    }
}
