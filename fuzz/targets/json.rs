//! The text of a JSON file: any is read or refused, and what was read is written and read again as the same.
#![no_main]

use guidepost::format::table::{from_json, guess};
use guidepost::format::{Labels, Selection, csv, html, json, markdown};
use guidepost::insight::{Book, checks};
use guidepost_fuzz::today;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(sheet) = from_json(text) {
        let _ = guess(&sheet, &guidepost::model::standard::playbook(), None);
    }
    let _ = json::read_newer(text);
    let Ok(read) = json::read(text) else { return };
    assert!(read.playbook.violations().is_empty(), "{:?}", read.playbook.violations());
    let written = json::write(&read.playbook);
    let mut again = json::read(&written).expect("our own file").playbook;
    assert_eq!(json::write(&again), written);
    // What is not understood may stand in another order.
    assert_eq!(again.unknown.len(), read.playbook.unknown.len(), "{}", read.playbook.unknown);
    again.unknown.clone_from(&read.playbook.unknown);
    assert_eq!(again, read.playbook);
    // What leaves is made of it.
    let all = Selection::default();
    let _ = (markdown::write(&read.playbook, &all, today()), html::write(&read.playbook, &all, today()));
    for (home, kind) in csv::lists(&read.playbook) {
        let _ = csv::write(&read.playbook, home, kind, Labels::default());
    }
    let _ = checks::findings(&Book::of(&read.playbook), today());
});
