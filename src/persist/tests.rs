//! Journals and libraries, on a storage in memory.

use super::*;
use crate::doc::{Author, Edit, Replica};
use crate::model::{Playbook, PlaybookId, Timestamp};
use std::cell::Cell;

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
}

fn clock() -> u64 {
    NOW.with(|now| {
        now.set(now.get() + 1);
        now.get()
    })
}

const ID: PlaybookId = PlaybookId::from_bits(1);

fn summary(title: &str, changed: i64) -> Summary {
    Summary { title: title.into(), changed: Timestamp::from_seconds(changed), ..Summary::default() }
}

fn replica() -> Replica {
    Replica::of(&Playbook::new(ID, "Playbook"), clock)
}

fn rename(replica: &mut Replica, title: &str) {
    replica.apply(&Edit::SetTitle(title.into()), &Author::default()).expect("a possible edit");
}

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
    assert_eq!(library.list().expect("readable").len(), 1);
    library.remove_for_good(ID).expect("writable");
    assert_eq!(library.storage().texts().len(), 0);
}
