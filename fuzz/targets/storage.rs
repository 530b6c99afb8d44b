//! What is stored: values under the keys of a playbook, each after its length. The first byte of each says under which key
//! it stands, and whether its checksum is right.
#![no_main]

use guidepost::model::PlaybookId;
use guidepost::model::base64::STANDARD;
use guidepost::persist::{Library, MemoryStorage};
use guidepost_fuzz::{clock, poke, start};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use xxhash_rust::xxh64::Xxh64;

static START: LazyLock<Vec<u8>> = LazyLock::new(start);

const PATHS: [&str; 8] = [
    "snapshot/a",
    "snapshot/b",
    "log/a/000000",
    "log/a/000001",
    "log/b/000000",
    "aside/log/a/000002",
    "summary",
    "room",
];

fn sealed(key: &str, body: &str) -> String {
    let mut hash = Xxh64::new(1);
    [key, ":", body].iter().for_each(|part| hash.update(part.as_bytes()));
    format!("1:{:016x}:{body}", hash.digest())
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, mut rest)) = bytes.split_first() else { return };
    let storage = MemoryStorage::new();
    let id = PlaybookId::from_bits(1);
    let key = |path: &str| format!("guidepost/playbook/{id}/{path}");
    if first % 2 == 0 {
        let key = key("snapshot/a");
        storage.put_foreign(&key, &sealed(&key, &format!("1::{}", STANDARD.encode(&START))));
    }
    while let [how, length, after @ ..] = rest {
        let (value, after) = after.split_at((usize::from(*length) * 2).min(after.len()));
        rest = after;
        let key = key(PATHS[usize::from(how % 8)]);
        let text = match how / 8 % 4 {
            0 => String::from_utf8_lossy(value).into_owned(),
            1 => sealed(&key, &String::from_utf8_lossy(value)),
            2 => sealed(&key, &STANDARD.encode(value)),
            _ => sealed(&key, &format!("{}:log/a/000000:{}", how / 32, STANDARD.encode(value))),
        };
        storage.put_foreign(&key, &text);
    }
    let library = Library::new(storage);
    let _ = (library.list(), library.summary(id), library.membership(id), library.in_room("room"));
    if let Ok(mut opened) = library.open(id, clock) {
        poke::poke(&mut opened.replica, false);
        let _ = opened.journal.append(&opened.replica.take_updates());
        let begun = opened.journal.begin(&opened.replica, false);
        let _ = begun.and_then(|begun| opened.journal.finish(begun));
        let written = opened.replica.playbook();
        let again = library.open(id, clock).expect("what was just stored");
        assert_eq!(again.replica.playbook(), written, "what was stored is read as something else");
    }
});
