//! Every example of the CommonMark specification as the definition of a stage: it leaves as Markdown, and comes back as what it
//! was. The specification comes with the npm packages of the end-to-end tests; `cargo xtask test host` says where it lies.
#![cfg(not(target_arch = "wasm32"))]

use chrono::NaiveDate;
use guidepost::format::{Selection, markdown};
use guidepost::model::{Field, Kind, Playbook, Value, standard};

/// The examples: each with its number, as Markdown.
fn examples(specification: &str) -> Vec<(usize, String)> {
    const FENCE: &str = "````````````````````````````````";
    let mut examples = Vec::new();
    let mut parts = specification.split(FENCE).skip(1);
    while let (Some(example), Some(_)) = (parts.next(), parts.next()) {
        let Some(example) = example.strip_prefix(" example\n") else { continue };
        let (markdown, _html) = example.split_once("\n.\n").unwrap_or((example.trim_start_matches(".\n"), ""));
        examples.push((examples.len() + 1, markdown.replace('→', "\t")));
    }
    examples
}

fn with_definition(text: &str) -> Playbook {
    let mut playbook = standard::playbook();
    let stage = playbook.entries.values_mut().find(|entry| entry.kind == Kind::Stage).expect("a stage");
    assert!(stage.set(Field::Definition, Value::Text(text.to_owned()).cleaned()));
    playbook
}

#[test]
#[ignore = "needs COMMONMARK_SPEC; cargo xtask test host sets it"]
fn every_example_of_the_specification_makes_the_round_trip() {
    let path = std::env::var("COMMONMARK_SPEC").expect("the path of the specification");
    let examples = examples(&std::fs::read_to_string(path).expect("the specification"));
    assert!(examples.len() > 600, "only {} examples", examples.len());
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let write = |playbook: &Playbook| markdown::write(playbook, &Selection::default(), today);
    let without = with_definition("");
    for (number, example) in examples {
        let playbook = with_definition(&example);
        let document = write(&playbook);
        let unchanged = markdown::read(&document, &playbook, today).expect("a playbook");
        assert_eq!(unchanged.theirs, playbook, "example {number}: {example:?}");
        assert_eq!(unchanged.remarks, [], "example {number}: {example:?}");
        // Who has not got it yet, gets it: what they write then says the same.
        let taken = markdown::read(&document, &without, today).expect("a playbook").theirs;
        let again = markdown::read(&write(&taken), &playbook, today).expect("a playbook");
        assert_eq!(again.theirs, playbook, "example {number}: {example:?}");
    }
}
