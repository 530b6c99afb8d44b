//! What a server says: frames of both protocols, one after the other, each after its length.
#![no_main]

use guidepost::doc::Replica;
use guidepost::sync::{Link, Person, Presence, Protocol};
use guidepost_fuzz::{clock, start};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static START: LazyLock<Vec<u8>> = LazyLock::new(start);

fuzz_target!(|bytes: &[u8]| {
    let Some((how, mut rest)) = bytes.split_first() else { return };
    let protocol = match how % 2 {
        0 => Protocol::YWebsocket,
        _ => Protocol::Hocuspocus { document: "room".into() },
    };
    let mut replica = Replica::empty_of(1, clock);
    if how / 2 % 2 == 0 {
        replica.admit_whole(&START).expect("a whole document");
    }
    let mut presence = Presence::new(1);
    let mut link = Link::new(protocol.clone(), 0);
    let _ = presence.say(Some("{}".into()), 0);
    let _ = link.opened("token", &replica, &mut presence, 0);
    let mut now = 0;
    while let Some((length, after)) = rest.split_first() {
        let length = usize::from(*length) * if how / 4 % 2 == 0 { 1 } else { 4 };
        let (frame, after) = after.split_at(length.min(after.len()));
        rest = after;
        now += 900;
        let _ = link.received(frame, &mut replica, &mut presence, now);
        for (number, said) in presence.others() {
            if let Some(person) = Person::read(number, said) {
                let _ = person.standing.caret().and_then(|caret| replica.offset_of(&caret));
                assert!(person.name.chars().count() <= 60, "a long name");
            }
        }
        if link.waited(&replica, &mut presence, now).is_none() {
            break;
        }
    }
    let _ = replica.playbook();
});
