//! Every stored byte damaged, one after the other; and several stored texts at once, in any way.

use super::*;
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};

/// Of a longer text, about so many bytes are damaged, at places all over it.
const DENSE: usize = 1_000;

const PREFIX: &str = "guidepost/playbook/";
const OTHER: PlaybookId = PlaybookId::from_bits(2);

/// Keys of other programs and of another playbook, some of them much like ours.
const FOREIGN: [&str; 4] = ["", "other", "guidepost", "guidepost/preferences"];

type Texts = BTreeMap<String, String>;

/// A playbook with two snapshots, log in both, in one and in neither, and a room; beside another playbook.
struct Written {
    texts: Texts,
    all: Replica,
    /// What is in it.
    playbook: Playbook,
}

/// What a damaged storage was opened to.
struct Found {
    storage: MemoryStorage,
    opened: Opened<MemoryStorage>,
    /// Whether everything is there.
    whole: bool,
}

impl Written {
    /// In each of three rounds, two tabs make so many changes.
    fn new(changes: usize) -> Self {
        let storage = MemoryStorage::new();
        FOREIGN.iter().for_each(|key| storage.put_foreign(key, "of another program"));
        let library = Library::new(storage.clone());
        let other = Replica::of(&Playbook::new(OTHER, "Other"), clock);
        library.create(&other, &summary("B", 2)).expect("room");
        library.create(&replica(), &summary("A", 1)).expect("room");
        let membership = Membership { room: "a-room".into(), token: "secret".into() };
        library.set_membership(ID, Some(&membership)).expect("room");
        let mut all = open(storage.clone()).replica;
        let mut tabs = [(); 2].map(|()| Tab::of(open(storage.clone())));
        for round in 0..3 {
            for (number, tab) in tabs.iter_mut().enumerate() {
                make(&mut tab.replica, &Change::Add);
                for change in 0..changes {
                    make(&mut tab.replica, &Change::Type(change, format!("{round} {number} {change}, ")));
                    tab.save(&mut all).expect("room");
                }
            }
            if round < 2 {
                tabs[round].journal.compact(&tabs[round].replica).expect("room");
            }
        }
        Self { texts: storage.texts(), playbook: all.playbook().expect("a playbook"), all }
    }

    /// The keys of the playbook.
    fn keys(&self) -> Vec<&String> {
        let prefix = format!("{PREFIX}{ID}/");
        self.texts.keys().filter(|key| key.starts_with(&prefix)).collect()
    }

    /// Opens what became of the texts, and checks that nothing of it was thrown away. `None`: it can't be opened.
    fn open(&self, texts: &Texts, what: &str) -> Option<Found> {
        let storage = MemoryStorage::new();
        texts.iter().for_each(|(key, text)| storage.put_foreign(key, text));
        let library = Library::new(storage.clone());
        let listed = library.list().expect(what);
        assert!(listed.iter().any(|listed| listed.id == OTHER && listed.summary.is_ok()), "{what}");
        // Whatever they say, if they say it.
        let _ = (library.summary(ID), library.membership(ID).expect(what));
        let opened = match library.open(ID, clock) {
            Ok(opened) => opened,
            Err(OpenError::Damaged { .. }) => {
                assert_eq!(storage.texts(), *texts, "{what}: nothing is touched");
                return None;
            }
            Err(error) => panic!("{what}: {error}"),
        };
        assert_kept(texts, &storage, what);
        let playbook = opened.replica.playbook().expect(what);
        let whole = playbook == self.playbook;
        if !whole {
            assert_eq!(playbook.violations(), [], "{what}");
            assert_holds(&self.all, &opened.replica, &format!("{what}: nothing came up that was never there"));
        }
        Some(Found { storage, opened, whole })
    }
}

/// Goes on with a damaged playbook until both snapshots are new. Whatever was wrong stays where it was put.
fn go_on(found: Found, what: &str) {
    let Found { storage, opened, .. } = found;
    let text = |trouble: &Trouble| storage.get(&trouble.key).expect("readable").expect("it is said to be there");
    let kept: Vec<String> = opened.trouble.iter().map(text).collect();
    let mut tab = Tab::of(opened);
    let mut all = open(storage.clone()).replica;
    for _ in 0..2 {
        make(&mut tab.replica, &Change::Add);
        tab.save(&mut all).expect("room");
        tab.journal.compact(&tab.replica).expect("room");
    }
    assert_holds(&open(storage.clone()).replica, &all, what);
    let texts: BTreeSet<String> = storage.texts().into_values().collect();
    assert!(kept.iter().all(|text| texts.contains(text)), "{what}: it is kept");
}

/// Other programs and other playbooks keep their texts under their keys; ours may move, but each is still there.
fn assert_kept(texts: &Texts, storage: &MemoryStorage, what: &str) {
    let ours = format!("{PREFIX}{ID}/");
    let now = storage.texts();
    let foreign =
        |texts: &Texts| -> Texts { texts.clone().into_iter().filter(|(key, _)| !key.starts_with(&ours)).collect() };
    assert_eq!(foreign(&now), foreign(texts), "{what}");
    let values = |texts: &Texts| -> BTreeSet<String> { texts.values().cloned().collect() };
    assert_eq!(values(&now), values(texts), "{what}");
}

/// What can happen to a stored text.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Change,
    Cut,
    Insert,
    Delete,
    /// The text of another key is there, and its own is there.
    Swap,
    Empty,
    /// Some of it is there a second time.
    Repeat,
    Remove,
}

const DAMAGES: [Damage; 8] = [
    Damage::Change,
    Damage::Cut,
    Damage::Insert,
    Damage::Delete,
    Damage::Swap,
    Damage::Empty,
    Damage::Repeat,
    Damage::Remove,
];

/// Anything that may turn up in a text: much of it is no ASCII, some of it is what records are made of.
fn character(rng: &mut Rng) -> char {
    const SPECIAL: [char; 12] = [':', '0', '1', '2', '+', '/', '=', '"', '\0', 'é', '\u{fffd}', '😀'];
    if rng.bool() { SPECIAL[rng.usize(..SPECIAL.len())] } else { rng.char('!'..='~') }
}

fn another(than: char, rng: &mut Rng) -> char {
    loop {
        let character = character(rng);
        if character != than {
            return character;
        }
    }
}

/// `text` with another character in place of the one at `at`.
fn changed(text: &str, at: usize, rng: &mut Rng) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    characters[at] = another(characters[at], rng);
    characters.into_iter().collect()
}

fn damage(texts: &mut Texts, key: &str, other: &str, damage: Damage, rng: &mut Rng) {
    let text = texts[key].clone();
    let characters: Vec<char> = text.chars().collect();
    let at = rng.usize(..=characters.len());
    let until = rng.usize(at..=characters.len());
    let part = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let all = characters.len();
    let damaged = match damage {
        Damage::Change if at < all => changed(&text, at, rng),
        Damage::Cut => part(0..at),
        Damage::Change | Damage::Insert => format!("{}{}{}", part(0..at), character(rng), part(at..all)),
        Damage::Delete => part(0..at) + &part(until..all),
        Damage::Repeat => part(0..until) + &part(at..all),
        Damage::Swap => {
            let theirs = texts.get(other).cloned();
            texts.insert(other.to_owned(), text);
            theirs.unwrap_or_default()
        }
        Damage::Empty => String::new(),
        Damage::Remove => {
            texts.remove(key);
            return;
        }
    };
    texts.insert(key.to_owned(), damaged);
}

#[test]
fn any_stored_byte_may_be_damaged() {
    let mut rng = Rng::with_seed(1);
    let written = Written::new(1);
    for key in written.keys() {
        let text = &written.texts[key];
        let step = text.len().div_ceil(DENSE);
        for at in (0..text.len()).step_by(step) {
            let at = (at + rng.usize(..step)).min(text.len() - 1);
            let mut texts = written.texts.clone();
            texts.insert(key.clone(), changed(text, at, &mut rng));
            let what = format!("{key} at {at}: {:?}", texts[key]);
            let found = written.open(&texts, &what).expect("one damage is not enough");
            assert!(found.whole || key.contains("/log/"), "{what}: either snapshot and the log are everything");
        }
    }
}

#[test]
fn any_stored_texts_may_be_damaged_at_once() {
    let mut rng = Rng::with_seed(2);
    let written = Written::new(4);
    let keys = written.keys();
    let mut opened = 0;
    for number in 0..1_000 {
        let mut texts = written.texts.clone();
        let mut what = format!("{number}:");
        for _ in 0..rng.usize(1..=3) {
            let kind = DAMAGES[rng.usize(..DAMAGES.len())];
            let [key, other] = [(); 2].map(|()| keys[rng.usize(..keys.len())]);
            if texts.contains_key(key) {
                damage(&mut texts, key, other, kind, &mut rng);
                what += &format!(" {kind:?} {key}");
            }
        }
        if let Some(found) = written.open(&texts, &what) {
            go_on(found, &what);
            opened += 1;
        }
    }
    // Both snapshots have to be hit to make it fail.
    assert!((900..1_000).contains(&opened), "{opened} of 1,000 opened");
}
