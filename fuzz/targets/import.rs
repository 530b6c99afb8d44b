//! A whole import, from the bytes of a file to what comes in. The first byte says what the file is called, whether a
//! playbook is open and whether a site publishes it, the second what is pressed.
#![no_main]
#![allow(dead_code, unused_imports, reason = "these are the modules of a program that does more")]

#[path = "../../src/bin/formats/drawing.rs"]
mod drawing;
#[path = "../../src/bin/formats/export.rs"]
mod export;
#[path = "../../src/bin/formats/import/mod.rs"]
mod import;
#[path = "../../src/bin/formats/work.rs"]
mod work;

use guidepost::doc::Replica;
use guidepost::model::Timestamp;
use guidepost::worker::{Answer, Change, Import, LINK, Ours, Request};
use guidepost_fuzz::{clock, start, today};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static START: LazyLock<Vec<u8>> = LazyLock::new(start);

const FILES: [&str; 9] = ["a.json", "a.md", "a.csv", "a.tsv", "a.yaml", "a.html", "a.txt", "what was pasted", LINK];
const PRESSES: [&str; 8] = ["keep", "copy", "import", "review", "sorted", "texts", "all", "merge"];

fuzz_target!(|bytes: &[u8]| {
    let [how, press, rest @ ..] = bytes else { return };
    let mut here = Replica::empty(clock);
    here.admit_whole(&START).expect("a whole document");
    let file = FILES[usize::from(how % 16) % FILES.len()];
    let open = (how / 16 % 2 == 1).then(|| here.playbook_id()).flatten();
    let html = if file == "what was pasted" { String::from_utf8_lossy(rest).into_owned() } else { String::new() };
    let import = Import { file: file.into(), bytes: rest.to_vec(), html, open, published: how / 32 % 2 == 1, author: "Ana".into(), today: today() };
    let mut desk = work::Desk::default();
    let mut requests = vec![
        Request::Press(PRESSES[usize::from(press / 8) % 8].into()),
        Request::Change(Change { name: "piece:0".into(), value: "1".into(), ticked: false }),
        Request::Change(Change { name: "column:0".into(), value: "1".into(), ticked: false }),
        Request::Press(PRESSES[usize::from(press % 8)].into()),
        Request::Import(import),
    ];
    while let Some(request) = requests.pop() {
        let mut answers = Vec::new();
        let _ = desk.take(request, &mut |answer| answers.push(answer));
        for answer in answers {
            match answer {
                Answer::Ask(id) => {
                    let is_here = here.playbook_id() == Some(id);
                    requests.push(Request::Ours(Ours {
                        update: is_here.then(|| Ok(here.encode())),
                        title: "Playbook".into(),
                        in_bin: false,
                        now: Timestamp::from_seconds(60),
                    }));
                }
                Answer::Keep(file) => {
                    assert!(Replica::decoded(&file.update).is_some(), "a playbook that can't be read")
                }
                Answer::Merge(arrival) => {
                    let merged = here.merge(&arrival.merge, &arrival.label);
                    assert!(merged.is_ok() && here.playbook().is_some(), "what was made for it");
                }
                _ => {}
            }
        }
    }
});
