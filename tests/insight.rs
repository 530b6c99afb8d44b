//! What the checks say about the example that everybody meets first.
#![cfg(not(target_arch = "wasm32"))]

use chrono::NaiveDate;
use guidepost::format::json;
use guidepost::insight::Book;
use guidepost::insight::checks::{Finding, findings, section_of};
use guidepost::model::Playbook;
use std::collections::BTreeSet;

const EXAMPLE: &str = include_str!("../assets/example-playbook.json");

fn example() -> Playbook {
    json::read(EXAMPLE).expect("the example").playbook
}

/// The last day on which the example was changed, more or less.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date")
}

/// The example is a playbook in the middle of its life, and has gaps on purpose. Each finding is one of them: read the reasons
/// before you change a check or the example.
#[test]
fn the_example_has_the_gaps_that_it_should_have() {
    let playbook = example();
    let found = findings(&Book::of(&playbook), today());
    let found: Vec<_> = found.iter().map(|finding| (finding.check.key, finding.what.as_str())).collect();
    let expected = [
        // A stage in discussion: nobody has decided yet when a customer stops being a former one.
        ("stage-without-exit-criteria", "The stage “Former customer” has no exit criteria."),
        // Four contracts to decide on before the end of January.
        ("tool-renewal", "The tool “Cognism” renews on 2026-12-05, in 14 days."),
        ("tool-renewal", "The tool “Zoom Webinars” renews on 2026-12-20, in 29 days."),
        ("tool-renewal", "The tool “Hotjar” is being retired, and renews on 2026-12-31 unless it is cancelled."),
        ("tool-renewal", "The tool “Cookiebot” renews on 2027-01-15, in 55 days."),
        // Drafts of November, each with one field to be filled in.
        ("tool-without-manager", "The tool “Typeform” has no manager."),
        ("tool-without-purpose", "The tool “Clari” has no purpose."),
        ("document-without-location", "The document “Objections and answers” has no location."),
    ];
    assert_eq!(found, expected);
}

/// As many in German, of the same kinds.
#[test]
fn the_german_example_has_the_same_gaps() {
    let german = json::read(include_str!("../assets/example-playbook-de.json")).expect("the example").playbook;
    let keys = |playbook: &Playbook| {
        findings(&Book::of(playbook), today()).iter().map(|finding| finding.check.key).collect::<Vec<_>>()
    };
    assert_eq!(keys(&german), keys(&example()));
}

#[test]
fn findings_are_known_again_and_have_their_section() {
    let playbook = example();
    let book = Book::of(&playbook);
    let keys = |found: Vec<Finding>| found.iter().map(Finding::key).collect::<BTreeSet<_>>();
    let found = findings(&book, today());
    assert!(found.iter().all(|finding| section_of(&book, finding.at).is_some()));
    assert_eq!(keys(found), keys(findings(&book, today())));
}
