//! What every [`Storage`] does. The host runs these checks against the one in memory (`main.rs`), and the browser
//! against local storage (`tests/browser/storage.rs`).

use guidepost::persist::{Storage, StorageError};

/// A storage under test, and a way around it to what other programs of the origin keep there.
pub(crate) trait Origin {
    /// What is tested.
    type Storage: Storage;

    /// A handle to the storage. All of them lead to the same texts.
    fn open(&self) -> Self::Storage;

    /// Puts a text under any key, as another program does. `false` when there is no room.
    fn put_foreign(&self, key: &str, text: &str) -> bool;

    /// The text under any key.
    fn foreign(&self, key: &str) -> Option<String>;

    /// Removes any key.
    fn remove_foreign(&self, key: &str);
}

/// Keys of other programs, some of them much like ours.
const FOREIGN: [&str; 6] = ["", "guidepost", "guidepos", "Guidepost/x", "other/guidepost/x", "guidepostx/a"];

type Check<O> = fn(&O);

/// Runs all checks. The storage must hold nothing of ours at first, and holds nothing of ours in the end.
pub(crate) fn check<O: Origin>(origin: &O) {
    for key in FOREIGN {
        assert!(origin.put_foreign(key, key));
    }
    let checks: [(&str, Check<O>); 10] = [
        ("a text reads back", reads_back),
        ("a text is replaced", replaces),
        ("a key is removed", removes),
        ("keys are listed by how they start", lists),
        ("handles lead to the same texts", shares),
        ("any key will do", takes_any_key),
        ("keys of others are refused", refuses_foreign_keys),
        ("a full storage says so, and keeps what it has", is_full),
        ("a full storage takes what is shorter", shrinks_when_full),
        ("room that appears is used", recovers),
    ];
    for (what, check) in checks {
        let storage = origin.open();
        assert_eq!(storage.keys("guidepost/"), Ok(vec![]), "before: {what}");
        check(origin);
        for key in storage.keys("guidepost/").expect("readable") {
            storage.remove(&key).expect("writable");
        }
        for key in FOREIGN {
            assert_eq!(origin.foreign(key).as_deref(), Some(key), "{what}: what belongs to others");
        }
    }
    FOREIGN.iter().for_each(|key| origin.remove_foreign(key));
}

fn reads_back<O: Origin>(origin: &O) {
    let storage = origin.open();
    assert_eq!(storage.get("guidepost/a"), Ok(None));
    let long = "0123456789abcdef".repeat(20_000);
    for text in ["", " ", "x", "null", "\"quoted\"", "{\"a\":1}", "two\nlines\r\n\0", "見込み客 😀 \u{feff}", &long]
    {
        assert_eq!(storage.set("guidepost/a", text), Ok(()));
        assert_eq!(storage.get("guidepost/a").as_ref().map(Option::as_deref), Ok(Some(text)));
    }
}

fn replaces<O: Origin>(origin: &O) {
    let storage = origin.open();
    for text in ["long text", "short", ""] {
        assert_eq!(storage.set("guidepost/a", text), Ok(()));
        assert_eq!(storage.set("guidepost/a/b", "another"), Ok(()));
        assert_eq!(storage.get("guidepost/a"), Ok(Some(text.to_owned())));
    }
}

fn removes<O: Origin>(origin: &O) {
    let storage = origin.open();
    for key in ["guidepost/a", "guidepost/ab"] {
        assert_eq!(storage.set(key, key), Ok(()));
    }
    assert_eq!(storage.remove("guidepost/a"), Ok(()));
    assert_eq!(storage.remove("guidepost/a"), Ok(()), "there is none");
    assert_eq!(storage.get("guidepost/a"), Ok(None));
    assert_eq!(storage.get("guidepost/ab"), Ok(Some("guidepost/ab".into())));
}

fn lists<O: Origin>(origin: &O) {
    let storage = origin.open();
    for key in ["guidepost/b/2", "guidepost/b/1", "guidepost/a", "guidepost/b", "guidepost/bb", "guidepost/b/10"] {
        assert_eq!(storage.set(key, ""), Ok(()));
    }
    let keys = |prefix| storage.keys(prefix).expect("readable");
    assert_eq!(keys("guidepost/b/"), ["guidepost/b/1", "guidepost/b/10", "guidepost/b/2"]);
    assert_eq!(
        keys("guidepost/b"),
        ["guidepost/b", "guidepost/b/1", "guidepost/b/10", "guidepost/b/2", "guidepost/bb"]
    );
    assert_eq!(keys("guidepost/").len(), 6);
    assert_eq!(keys("guidepost/%"), [""; 0]);
}

fn shares<O: Origin>(origin: &O) {
    let (one, other) = (origin.open(), origin.open());
    assert_eq!(one.set("guidepost/a", "x"), Ok(()));
    assert_eq!(other.get("guidepost/a"), Ok(Some("x".into())));
    assert_eq!(other.remove("guidepost/a"), Ok(()));
    assert_eq!(one.keys("guidepost/"), Ok(vec![]));
}

fn takes_any_key<O: Origin>(origin: &O) {
    let storage = origin.open();
    for key in ["guidepost/", "guidepost/ ", "guidepost/ü/😀", "guidepost/__proto__", "guidepost/length"] {
        assert_eq!(storage.get(key), Ok(None), "{key}");
        assert_eq!(storage.set(key, "x"), Ok(()), "{key}");
        assert_eq!(storage.get(key), Ok(Some("x".into())), "{key}");
    }
    assert_eq!(storage.keys("guidepost/").map(|keys| keys.len()), Ok(5));
}

fn refuses_foreign_keys<O: Origin>(origin: &O) {
    let storage = origin.open();
    let refused = |error: Option<StorageError>| matches!(error, Some(StorageError::Refused(_)));
    for key in FOREIGN {
        assert!(refused(storage.get(key).err()), "{key:?}");
        assert!(refused(storage.set(key, "ours now").err()), "{key:?}");
        assert!(refused(storage.remove(key).err()), "{key:?}");
        assert!(refused(storage.keys(key).err()), "{key:?}");
    }
}

/// Fills the origin from outside until not even a short text fits. Gives back the keys.
fn fill<O: Origin>(origin: &O) -> Vec<String> {
    let mut keys = Vec::new();
    let mut length = 1 << 20;
    while length > 0 {
        let key = format!("filler {}", keys.len());
        if keys.len() < 64 && origin.put_foreign(&key, &"x".repeat(length)) {
            keys.push(key);
        } else {
            length /= 2;
        }
    }
    assert!(keys.len() < 64, "there is no end to it");
    keys
}

fn is_full<O: Origin>(origin: &O) {
    let storage = origin.open();
    assert_eq!(storage.set("guidepost/a", "what was there"), Ok(()));
    let filler = fill(origin);
    assert_eq!(storage.set("guidepost/a", &"longer".repeat(100)), Err(StorageError::Full));
    assert_eq!(storage.set("guidepost/b", &"new".repeat(100)), Err(StorageError::Full));
    assert_eq!(storage.get("guidepost/a"), Ok(Some("what was there".into())));
    assert_eq!(storage.keys("guidepost/"), Ok(vec!["guidepost/a".into()]));
    filler.iter().for_each(|key| origin.remove_foreign(key));
}

fn shrinks_when_full<O: Origin>(origin: &O) {
    let storage = origin.open();
    assert_eq!(storage.set("guidepost/a", "what was there"), Ok(()));
    let filler = fill(origin);
    assert_eq!(storage.set("guidepost/a", "shorter"), Ok(()));
    assert_eq!(storage.get("guidepost/a"), Ok(Some("shorter".into())));
    assert_eq!(storage.remove("guidepost/a"), Ok(()));
    filler.iter().for_each(|key| origin.remove_foreign(key));
}

fn recovers<O: Origin>(origin: &O) {
    let storage = origin.open();
    let filler = fill(origin);
    let text = "text ".repeat(100);
    assert_eq!(storage.set("guidepost/a", &text), Err(StorageError::Full));
    filler.iter().for_each(|key| origin.remove_foreign(key));
    assert_eq!(storage.set("guidepost/a", &text), Ok(()));
    assert_eq!(storage.get("guidepost/a"), Ok(Some(text)));
}
