//! The committed JSON Schema is the one of the kind tables, and files follow it.

use super::*;
use crate::format::json::{schema, write};
use crate::model::{EntryId, OrderKey, PlaybookId, Section, SectionId, Value as Held, arbitrary};
use jsonschema::Validator;
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::LazyLock;

fn path() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "docs", "playbook.schema.json"].iter().collect()
}

static COMMITTED: LazyLock<Validator> = LazyLock::new(|| {
    let text = std::fs::read_to_string(path()).expect("docs/playbook.schema.json");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a JSON Schema")
});

#[test]
fn the_committed_schema_is_up_to_date() {
    let mut text = serde_json::to_string_pretty(&schema()).expect("a schema");
    text.push('\n');
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path(), &text).expect("docs/");
    }
    let committed = std::fs::read_to_string(path()).unwrap_or_default();
    assert!(
        text == committed,
        "docs/playbook.schema.json is not what the kind tables say. If the tables are right, run \
         `UPDATE_SCHEMA=1 cargo test the_committed_schema` and commit the file."
    );
}

/// What the schema has against a file.
fn objections(text: &str) -> Vec<String> {
    let json = serde_json::from_str(text).expect("JSON");
    COMMITTED.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn exports_follow_the_schema(playbook in arbitrary::playbook()) {
        prop_assert_eq!(objections(&write(&playbook)), Vec::<String>::new());
    }
}

/// One entry of each kind with every field filled in, in a section of each kind.
fn full_playbook() -> Playbook {
    let mut playbook = Playbook::new(PlaybookId::from_bits(1), "Full");
    let mut ours = Section::new(SectionId::Custom(crate::model::CustomSectionId::from_bits(2)));
    ours.order = OrderKey::between(playbook.sections.last().map(|section| &section.order), None);
    ours.hidden = true;
    ours.introduction = "Ours".to_owned();
    playbook.sections.push(ours);
    let id = |kind: Kind| EntryId::from_bits(kind as u128 + 10);
    for kind in Kind::ALL {
        let section = playbook.sections.iter().find(|section| section.id.kinds().contains(&kind));
        let home = match (kind.whole(), section) {
            (Some(whole), _) => crate::model::Home::Entry(id(whole)),
            (None, Some(section)) => crate::model::Home::Section(section.id),
            (None, None) => crate::model::Home::Directory,
        };
        let mut entry = Entry::new(id(kind), kind, home, OrderKey::default());
        entry.changed = crate::model::Timestamp::from_seconds(1_795_253_400);
        entry.changed_by = "Ana".to_owned();
        for spec in kind.fields() {
            use crate::model::Shape;
            let value = match spec.shape {
                Shape::Date => Held::Line("2026-11-21".to_owned()),
                Shape::Line | Shape::Suggested | Shape::Link => Held::Line(format!("A {}", spec.label)),
                Shape::Choice(choices) => Held::Line(choices[0].code.to_owned()),
                Shape::Text => Held::Text("# Head\n\nText".to_owned()),
                Shape::Flag => Held::Flag(true),
                Shape::Words => Held::Words(vec!["one".to_owned(), "two".to_owned()]),
                Shape::One(targets) => Held::Refs(vec![id(targets.kinds()[0])]),
                Shape::Many(targets) => Held::Refs(targets.kinds().iter().map(|kind| id(*kind)).collect()),
            };
            assert!(entry.set(spec.field, value));
        }
        playbook.entries.insert(entry.id, entry);
    }
    assert_eq!(playbook.violations(), []);
    playbook
}

#[test]
fn a_playbook_with_everything_follows_the_schema_and_survives() {
    let playbook = full_playbook();
    let text = write(&playbook);
    assert_eq!(objections(&text), Vec::<String>::new());
    for kind in Kind::ALL {
        assert!(text.contains(&format!("\"{}\": [", kind.list_key())), "{kind:?}");
        for spec in kind.fields() {
            assert!(text.contains(&format!("\"{}\": ", spec.field.key())), "{spec:?}");
        }
    }
    let imported = read(&text).expect("a playbook");
    assert_eq!((imported.playbook.entries.len(), told(&imported)), (Kind::ALL.len(), vec![]));
    assert_eq!(write(&imported.playbook), text);
}

#[test]
fn wrong_files_do_not_follow_the_schema() {
    let good: Value = serde_json::from_str(&write(&full_playbook())).expect("JSON");
    for (pointer, wrong) in [
        ("/format", json!("other")),
        ("/version", json!(2)),
        ("/id", json!("short")),
        ("/title", json!(null)),
        ("/people/0/name", json!("two\nlines")),
        ("/people/0/name", json!(7)),
        ("/people/0/agreement", json!("perhaps")),
        ("/people/0/changed", json!("yesterday")),
        ("/people/0", json!({ "id": "AAAAAAAAAAAAAAAAAAAAAA" })),
        ("/teams/0/members", json!(["Ana"])),
        ("/teams/0/members", json!([])),
        ("/sections/0/id", json!("elsewhere")),
        ("/sections/0/tools", json!([])),
        ("/sections/0/tools/0/status", json!("Active")),
        ("/sections/0/tools/0/renewalDate", json!("soon")),
        ("/sections/3/tools", json!([{}])),
        ("/sections/3/stages/0/colour", json!("red")),
        ("/sections/3/stages/0/transitions/0/name", json!("T")),
        ("/sections/4/leadSources/0/active", json!("yes")),
        ("/sections/9/hidden", json!(false)),
    ] {
        let mut file = good.clone();
        let (whole, key) = pointer.rsplit_once('/').expect("a pointer");
        match file.pointer_mut(whole) {
            Some(Value::Object(members)) => drop(members.insert(key.to_owned(), wrong)),
            Some(Value::Array(items)) => items[key.parse::<usize>().expect("an index")] = wrong,
            _ => panic!("nothing at {whole}"),
        }
        assert!(!objections(&file.to_string()).is_empty(), "{pointer}");
    }
}
