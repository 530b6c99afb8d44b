//! Two tabs, ten thousand edits in any order, and one of the tabs is gone in the middle of them.

use super::*;
use fastrand::Rng;

/// Few enough texts that both tabs often write in the same, and so many that none grows long.
const TEXTS: usize = 200;
const EDITS: usize = 10_000;

/// A word that was typed, and into what.
type Word = (EntryId, String);

/// A tab, and what was typed in it since it was last told that everything is stored.
struct Typist {
    tab: Tab<MemoryStorage>,
    unsaved: Vec<Word>,
}

impl Typist {
    fn new(storage: &MemoryStorage) -> Self {
        Self { tab: Tab::of(open(storage.clone())), unsaved: Vec::new() }
    }

    /// Puts a word that nobody else types at one end of a text, as it is in this tab.
    fn edit(&mut self, id: EntryId, word: String, rng: &mut Rng) {
        let replica = &mut self.tab.replica;
        let old = replica.entry(id).expect("an entry").text(Field::Definition).to_owned();
        let new = if rng.bool() { format!("{old}{word} ") } else { format!("{word} {old}") };
        apply(replica, &Edit::Set(id, Field::Definition, Value::Text(new)));
        if rng.u8(..16) == 0 {
            apply(replica, &Edit::Move(id, None));
        }
        self.unsaved.push((id, word));
    }

    /// As the app does. Says under which key it wrote.
    fn save(&mut self, stored: &mut Stored) -> Option<String> {
        self.tab.save(&mut stored.replica).expect("room");
        stored.words.append(&mut self.unsaved);
        if self.tab.journal.wants_compaction() {
            self.tab.journal.compact(&self.tab.replica).expect("room");
            stored.compactions += 1;
        }
        self.tab.journal.last_key()
    }

    /// Hears that the other tab wrote something.
    fn hear(&mut self, key: &str, rng: &mut Rng) {
        let Tab { journal, replica, .. } = &mut self.tab;
        match rng.u8(..100) {
            // It misses that. What it hears next comes too early, and it reads everything.
            0 => {}
            1 => drop(journal.catch_up(replica).expect("readable")),
            _ => drop(journal.hear(key, replica).expect("readable")),
        }
    }
}

/// What the tabs were told to be stored.
struct Stored {
    replica: Replica,
    words: Vec<Word>,
    compactions: usize,
}

impl Stored {
    fn assert_in(&self, opened: &Opened<MemoryStorage>, what: &str) {
        assert_eq!(opened.trouble, [], "{what}");
        assert_holds(&opened.replica, &self.replica, what);
        let playbook = opened.replica.playbook().expect("a playbook");
        assert_eq!(playbook.violations(), [], "{what}");
        for (id, word) in &self.words {
            let text = playbook.entries[id].text(Field::Definition);
            assert_eq!(text.split(' ').filter(|there| there == word).count(), 1, "{what}: {word} in {text:?}");
        }
    }
}

fn prepared() -> (MemoryStorage, Vec<EntryId>) {
    let storage = MemoryStorage::new();
    let mut replica = replica();
    (0..TEXTS).for_each(|_| make(&mut replica, &Change::Add));
    Library::new(storage.clone()).create(&replica, &summary("A", 1)).expect("room");
    (storage, replica.playbook().expect("a playbook").entries.into_keys().collect())
}

/// Both type at random until one of them is gone without notice, with what it had not stored yet; the other one goes on.
fn story(seed: u64, hearing: bool) {
    let what = format!("seed {seed}, hearing of each other: {hearing}");
    let mut rng = Rng::with_seed(seed);
    let (storage, ids) = prepared();
    let mut stored = Stored { replica: open(storage.clone()).replica, words: Vec::new(), compactions: 0 };
    let mut typists = vec![Typist::new(&storage), Typist::new(&storage)];
    let death = rng.usize(EDITS / 4..EDITS * 3 / 4);
    for number in 0..EDITS {
        if number == death {
            drop(typists.swap_remove(rng.usize(..2)));
            stored.assert_in(&open(storage.clone()), &format!("{what}, when one tab is gone"));
        }
        let at = rng.usize(..typists.len());
        typists[at].edit(ids[rng.usize(..ids.len())], format!("w{number}"), &mut rng);
        // A key is written for what was typed in a fifth of a second.
        if rng.u8(..3) > 0 {
            continue;
        }
        let key = typists[at].save(&mut stored);
        if let (true, Some(key), Some(other)) = (hearing, key, typists.get_mut(1 - at)) {
            other.hear(&key, &mut rng);
        }
    }
    let mut last = typists.pop().expect("one is left").tab;
    // Before the last one has stored everything, and after.
    stored.assert_in(&open(storage.clone()), &format!("{what}, before the last words are stored"));
    last.save(&mut stored.replica).expect("room");
    last.journal.catch_up(&mut last.replica).expect("readable");
    let opened = open(storage.clone());
    stored.assert_in(&opened, &what);
    assert_eq!(opened.replica.playbook(), last.replica.playbook(), "{what}");
    assert_holds(&opened.replica, &last.replica, &what);
    assert_holds(&last.replica, &opened.replica, &what);
    assert!(stored.compactions > 2, "{what}: {} snapshots", stored.compactions);

    // A snapshot of everything is everything, too.
    for _ in 0..2 {
        last.journal.compact(&last.replica).expect("room");
    }
    stored.assert_in(&open(storage), &format!("{what}, after the last snapshots"));
}

#[test]
fn two_tabs_that_hear_of_each_other_lose_nothing_when_one_is_gone() {
    story(1, true);
}

#[test]
fn two_tabs_that_hear_of_nothing_lose_nothing_when_one_is_gone() {
    story(2, false);
}
