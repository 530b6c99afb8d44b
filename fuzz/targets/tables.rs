//! Tables: separated values, YAML and HTML, laid over a playbook. The first byte says which.
#![no_main]

use guidepost::format::table::{from_delimited, from_html, from_json, from_yaml, guess, read};
use guidepost::format::text::decode;
use guidepost::model::Playbook;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static OURS: LazyLock<Playbook> = LazyLock::new(|| guidepost::model::standard::playbook());

fuzz_target!(|bytes: &[u8]| {
    let Some((how, bytes)) = bytes.split_first() else { return };
    let text = decode(bytes).text;
    let sheets = match how % 4 {
        0 => vec![from_delimited(&text)],
        1 => from_yaml(&text).into_iter().collect(),
        2 => from_html(&text),
        _ => from_json(&text).into_iter().collect(),
    };
    for sheet in sheets {
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.header.len()), "a row of another length");
        let mapping = guess(&sheet, &OURS, None);
        let reading = read(&sheet, &mapping, &BTreeSet::new(), &OURS, "seed");
        assert!(reading.theirs.violations().is_empty(), "{:?}", reading.theirs.violations());
        assert_eq!(reading.rows.len(), sheet.rows.len(), "a row without a report");
    }
});
