//! Any history of two tabs on one storage.

use super::*;
use proptest::prelude::*;

/// What one of two tabs does.
#[derive(Debug, Clone)]
enum Deed {
    Make(Change),
    Save,
    Compact,
    /// Keeps the document once, without what only undoing needs.
    Tidy,
    /// Hears what the other tab has edited, as over a channel, whether that was saved or not.
    Hear,
    /// Is closed, after saving or not, and opened anew.
    Reopen(bool),
    /// The storage is full for the next so many deeds.
    Fill(usize),
}

fn deeds() -> impl Strategy<Value = Vec<(usize, Deed)>> {
    let n = || 0..16usize;
    let change = prop_oneof![
        3 => Just(Change::Add),
        4 => (n(), "[a-z見😀]{0,4}").prop_map(|(a, b)| Change::Type(a, b)),
        1 => "[a-z]{0,4}".prop_map(Change::Retitle),
        1 => (n(), n()).prop_map(|(a, b)| Change::Reorder(a, b)),
        1 => n().prop_map(Change::Delete),
        1 => n().prop_map(Change::Restore),
        1 => Just(Change::Undo),
        1 => Just(Change::Redo),
    ];
    let deed = prop_oneof![
        12 => change.prop_map(Deed::Make),
        5 => Just(Deed::Save),
        3 => Just(Deed::Compact),
        1 => Just(Deed::Tidy),
        2 => Just(Deed::Hear),
        2 => any::<bool>().prop_map(Deed::Reopen),
        1 => (1..8usize).prop_map(Deed::Fill),
    ];
    prop::collection::vec((0..2usize, deed), 1..80)
}

struct World {
    storage: MemoryStorage,
    tabs: [Tab<MemoryStorage>; 2],
    acknowledged: Replica,
    full_for: usize,
}

impl World {
    fn new() -> Self {
        let storage = MemoryStorage::new();
        Library::new(storage.clone()).create(&replica(), &summary("A", 1)).expect("room");
        let tabs = [(); 2].map(|()| Tab::of(open(storage.clone())));
        Self { acknowledged: open(storage.clone()).replica, storage, tabs, full_for: 0 }
    }

    fn step(&mut self, which: usize, deed: &Deed) {
        let full = self.full_for > 0;
        self.full_for = self.full_for.saturating_sub(1);
        self.storage.set_capacity(full.then(|| self.storage.used() + 30));
        let tab = &mut self.tabs[which];
        match deed {
            Deed::Make(change) => make(&mut tab.replica, change),
            Deed::Save => {
                let saved = tab.save(&mut self.acknowledged);
                assert_eq!(saved.is_err(), tab.journal.pending());
                assert!(full || saved.is_ok());
            }
            Deed::Compact => {
                let compacted = tab.journal.compact(&tab.replica);
                assert!(full || compacted.is_ok(), "{compacted:?}");
            }
            Deed::Tidy => {
                let _ = tab.save(&mut self.acknowledged);
                tab.replica.forget_steps().expect("its own bytes");
                let compacted = (0..2).try_for_each(|_| tab.journal.compact(&tab.replica));
                assert!(full || compacted.is_ok(), "{compacted:?}");
                if compacted.is_ok() {
                    tab.journal.drop_older().expect("writable");
                }
            }
            Deed::Hear => {
                let heard = self.tabs[1 - which].replica.encode();
                self.tabs[which].replica.admit_whole(&heard).expect("its own bytes");
            }
            Deed::Reopen(save) => {
                if *save {
                    let _ = tab.save(&mut self.acknowledged);
                }
                *tab = Tab::of(open(self.storage.clone()));
                // A snapshot may have stored more than was saved, and what was seen once is not to go away again.
                self.acknowledged.admit_whole(&tab.replica.encode()).expect("its own bytes");
            }
            Deed::Fill(deeds) => self.full_for = *deeds,
        }
    }

    fn check(&self, what: &str) {
        let opened = open(self.storage.clone());
        assert_eq!(opened.trouble, [], "{what}");
        assert_holds(&opened.replica, &self.acknowledged, what);
        assert_eq!(opened.replica.playbook().expect("a playbook").violations(), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever two tabs do, everything that was acknowledged is there, at any time, and in the end everything.
    #[test]
    fn nothing_acknowledged_is_ever_missing(deeds in deeds()) {
        let mut world = World::new();
        for (which, deed) in &deeds {
            world.step(*which, deed);
            if matches!(deed, Deed::Compact | Deed::Tidy | Deed::Reopen(_)) {
                world.check(&format!("after {deed:?} of {which}"));
            }
        }
        world.storage.set_capacity(None);
        for which in 0..2 {
            let tab = &mut world.tabs[which];
            tab.save(&mut world.acknowledged).expect("room");
        }
        world.check("in the end");
        let opened = open(world.storage.clone());
        for tab in &world.tabs {
            assert_holds(&opened.replica, &tab.replica, "what is on the screen");
        }
    }
}
