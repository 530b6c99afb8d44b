//! The playbooks that come with Guidepost.

use super::*;
use crate::format::json::write;
use serde_json::Value as Json;

const ENGLISH: &str = include_str!("../../../../assets/example-playbook.json");
const GERMAN: &str = include_str!("../../../../assets/example-playbook-de.json");

#[test]
fn the_playbooks_that_come_along_have_no_problems() {
    let standard = write(&crate::model::standard::playbook());
    let german = crate::model::standard::read(include_str!("../../../../assets/standard-playbook-de.json"));
    let german = write(&german.expect("a standard playbook"));
    for (name, text) in [
        ("standard-playbook", standard.as_str()),
        ("standard-playbook-de", german.as_str()),
        ("example-playbook", ENGLISH),
        ("example-playbook-de", GERMAN),
    ] {
        let imported = read(text).expect(name);
        assert_eq!(told(&imported), [], "{name}");
        assert_eq!(imported.playbook.violations(), [], "{name}");
        let again = read(&write(&imported.playbook)).expect(name);
        assert_eq!(told(&again), [], "{name}");
        assert_eq!(write(&again.playbook), write(&imported.playbook), "{name}");
    }
}

/// Both have the same of everything, and what is not words is the same in both.
#[test]
fn the_example_is_one_playbook_in_two_languages() {
    let [english, german] = [ENGLISH, GERMAN].map(|text| serde_json::from_str(text).expect("JSON"));
    compare("", &english, &german);
}

/// Keys of texts that no language changes: codes, people, days, addresses, and what stands in other systems.
const NO_WORDS: [&str; 30] = [
    "agreement",
    "audience",
    "badExamples",
    "changed",
    "changedBy",
    "code",
    "contact",
    "dateFormat",
    "format",
    "goodExamples",
    "guideLink",
    "id",
    "integratesWith",
    "landingPage",
    "link",
    "links",
    "manager",
    "namingPrefix",
    "outcome",
    "referrer",
    "renewalDate",
    "separator",
    "setting",
    "status",
    "systemValue",
    "tokenKind",
    "transitionKind",
    "utmCampaign",
    "utmMedium",
    "utmSource",
];

fn compare(key: &str, english: &Json, german: &Json) {
    match (english, german) {
        (Json::Array(english), Json::Array(german)) => {
            assert_eq!(english.len(), german.len(), "{key}");
            english.iter().zip(german).for_each(|(english, german)| compare(key, english, german));
        }
        (Json::Object(english), Json::Object(german)) => {
            assert!(english.keys().eq(german.keys()), "{english:?}");
            english.iter().zip(german.values()).for_each(|((key, english), german)| compare(key, english, german));
        }
        (Json::String(english), Json::String(german)) if !NO_WORDS.contains(&key) => {
            assert_eq!(english.is_empty(), german.is_empty(), "{english}");
            let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).count();
            assert_eq!(lines(english), lines(german), "{english}");
        }
        (english, german) => assert_eq!(english, german, "{key}"),
    }
}
