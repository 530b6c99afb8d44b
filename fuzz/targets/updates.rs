//! One update on top of a document, as bytes: what comes from a room or another tab. Seeds are real updates.
#![no_main]

use guidepost::doc::{Admission, Replica};
use guidepost_fuzz::{clock, poke, start};
use libfuzzer_sys::{Corpus, fuzz_target};
use std::sync::LazyLock;

static START: LazyLock<Vec<u8>> = LazyLock::new(start);

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let mut empty = Replica::empty(clock);
    if empty.admit(bytes) == Ok(Admission::Applied) {
        poke::poke(&mut empty, false);
    }
    let mut replica = Replica::empty_of(1, clock);
    replica.admit_whole(&START).expect("a whole document");
    let before = replica.playbook();
    if replica.admit(bytes) == Ok(Admission::TooEarly) {
        assert_eq!(replica.playbook(), before, "what came too early changed something");
    }
    poke::poke(&mut replica, false);
    Corpus::Keep
});
