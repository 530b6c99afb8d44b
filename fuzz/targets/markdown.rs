//! A page of Markdown, read as a version of a playbook, and taken apart as a page of others.
#![no_main]

use guidepost::format::markdown::pieces::pieces;
use guidepost::format::markdown::sorting::{guess, offers, sort};
use guidepost::format::{Selection, markdown};
use guidepost::model::{Playbook, PlaybookId};
use guidepost_fuzz::today;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static OURS: LazyLock<Playbook> = LazyLock::new(|| guidepost::model::standard::playbook());

fuzz_target!(|text: &str| {
    if let Some(reading) = markdown::read(text, &OURS, today()) {
        assert!(reading.theirs.violations().is_empty(), "{:?}", reading.theirs.violations());
        let _ = markdown::write(&reading.theirs, &Selection::default(), today());
    }
    let blank = Playbook::new(PlaybookId::from_bits(1), "");
    let page = pieces(text);
    for piece in &page.pieces {
        let _ = offers(piece);
    }
    let sorted = sort(&page, &guess(&page), &blank);
    assert!(sorted.theirs.violations().is_empty(), "{:?}", sorted.theirs.violations());
});
