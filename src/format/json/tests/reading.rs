//! What is made of files that people write by hand.

use super::*;
use crate::model::{Agreement, Home, SectionId, StandardSection, Value as Held};

fn titles(playbook: &Playbook) -> Vec<&str> {
    playbook.sections.iter().map(crate::model::Section::title).collect()
}

#[test]
fn keys_of_entries_and_keys_of_fields_differ() {
    for kind in Kind::ALL {
        let fields = kind.fields().iter().map(|spec| spec.field.key());
        let lists = kind.parts().iter().map(|part| part.list_key());
        let mut keys: Vec<&str> = crate::format::json::entry_key::ALL.into_iter().chain(fields).chain(lists).collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count, "{kind:?}");
    }
}

#[test]
fn an_empty_field_stays_empty_and_a_flag_left_out_has_its_usual_answer() {
    let imported = import(json!({ "sections": [
        section("sales-tools", "tools", json!([{ "name": "T" }])),
        section("lead-source-attribution", "leadSources", json!([{ "name": "S" }, { "name": "R", "active": false }])),
    ] }));
    let playbook = &imported.playbook;
    assert_eq!(named(playbook, Kind::Tool, "T").text(Field::Status), "");
    assert_eq!(named(playbook, Kind::Tool, "T").agreement, Agreement::Draft);
    assert!(named(playbook, Kind::LeadSource, "S").flag(Field::Active));
    assert!(!named(playbook, Kind::LeadSource, "R").flag(Field::Active));
}

#[test]
fn labels_stand_for_their_codes() {
    let imported = import(json!({ "sections": [section("sales-tools", "tools", json!([
        { "name": "T", "status": "Retiring", "agreement": "AGREED" },
    ]))] }));
    let tool = named(&imported.playbook, Kind::Tool, "T");
    assert_eq!((tool.text(Field::Status), tool.agreement), ("retiring", Agreement::Agreed));
}

#[test]
fn what_was_meant_as_text_is_kept() {
    let imported = import(json!({ "sections": [section("definitions", "definitions", json!([
        { "name": ["A", 1], "definition": ["a", "b"], "alsoKnownAs": "one", "links": [1, null, " x ", "x"] },
    ]))] }));
    let entry = named(&imported.playbook, Kind::Definition, "A, 1");
    assert_eq!(entry.value(Field::Definition), Some(&Held::Text("a\nb".to_owned())));
    assert_eq!(entry.words(Field::AlsoKnownAs), ["one"]);
    assert_eq!(entry.words(Field::Links), ["1", "x"]);
}

#[test]
fn values_are_cleaned() {
    let imported = import(json!({
        "title": "two\nlines",
        "sections": [{ "id": "definitions", "name": "a\r\nb", "introduction": "a\r\nb\u{0}", "definitions": [
            { "name": "x\ny", "changedBy": "Ana\nLi" }
        ] }],
    }));
    let definitions = imported.playbook.section(SectionId::Standard(StandardSection::Definitions)).expect("a section");
    assert_eq!(imported.playbook.title, "two lines");
    assert_eq!((definitions.name.as_str(), definitions.introduction.as_str()), ("a b", "a\nb"));
    assert_eq!(named(&imported.playbook, Kind::Definition, "x y").changed_by, "Ana Li");
}

#[test]
fn sections_keep_the_order_of_the_file_and_missing_ones_stand_at_their_place() {
    let standard = StandardSection::ALL.map(StandardSection::name);
    let own_then_two = json!([{ "name": "Ours" }, { "id": "definitions" }, { "id": "sales-tools" }]);
    let playbook = import(json!({ "sections": own_then_two })).playbook;
    let rest = [
        "Internal Communication Tools",
        "Lifecycle Management",
        "Lead Source Attribution",
        "Opportunity Source Attribution",
        "Marketing Campaign Management & Reporting",
        "Internal Document Management",
    ];
    let expected: Vec<&str> =
        ["Ours", "Definitions", "Demand Generation Tools", "Sales Tools"].into_iter().chain(rest).collect();
    assert_eq!(titles(&playbook), expected);

    let playbook = import(json!({ "sections": [{ "name": "Ours" }] })).playbook;
    assert_eq!(titles(&playbook)[..9], standard);
    assert_eq!(titles(&playbook)[9], "Ours");
}

#[test]
fn a_standard_section_goes_by_its_name_too() {
    let imported = import(json!({ "sections": [
        { "name": "sales tools", "tools": [{ "name": "A" }] },
        { "id": "Demand Generation Tools", "tools": [{ "name": "B" }] },
    ] }));
    assert_eq!(told(&imported), []);
    assert_eq!(imported.playbook.sections.len(), 9);
    let home = |name| named(&imported.playbook, Kind::Tool, name).home;
    assert_eq!(home("A"), Home::Section(SectionId::Standard(StandardSection::SalesTools)));
    assert_eq!(home("B"), Home::Section(SectionId::Standard(StandardSection::DemandGenerationTools)));
}

#[test]
fn a_section_that_is_there_twice_becomes_one() {
    let imported = import(json!({ "sections": [
        { "id": "ours", "name": "Events", "introduction": "One.", "entries": [{ "name": "A" }] },
        { "id": "definitions" },
        { "id": "ours", "name": "Other", "introduction": "Two.", "entries": [{ "name": "B" }, { "name": "C" }] },
    ] }));
    let ours: Vec<_> =
        imported.playbook.sections.iter().filter(|section| matches!(section.id, SectionId::Custom(_))).collect();
    let [ours] = ours.as_slice() else { panic!("{ours:?}") };
    assert_eq!((ours.name.as_str(), ours.introduction.as_str()), ("Events", "One.\n\nTwo."));
    let outline = imported.playbook.outline();
    let entries = outline.list(Home::Section(ours.id), Kind::Entry);
    assert_eq!(entries.iter().map(|id| imported.playbook.entries[id].name()).collect::<Vec<_>>(), ["A", "B", "C"]);
}

#[test]
fn lists_keep_the_order_of_the_file() {
    let names: Vec<String> = (0..300).map(|n| format!("n{n}")).collect();
    let stages: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
    let playbook = import(json!({ "sections": [section("lifecycle-management", "stages", json!(stages))] })).playbook;
    let home = Home::Section(SectionId::Standard(StandardSection::LifecycleManagement));
    let read: Vec<&str> =
        playbook.outline().list(home, Kind::Stage).iter().map(|id| playbook.entries[id].name()).collect();
    assert_eq!(read, names);
}

#[test]
fn ids_of_ours_are_kept_and_others_replaced() {
    let ours = crate::model::EntryId::from_bits(77);
    let imported = import(json!({
        "id": "AAAAAAAAAAAAAAAAAAAAAQ",
        "people": [{ "id": ours.to_string(), "name": "Ana" }, { "id": ours.to_string(), "name": "Bo" }, { "id": "li", "name": "Li" }],
    }));
    assert_eq!(imported.playbook.id, crate::model::PlaybookId::from_bits(1));
    assert_eq!(named(&imported.playbook, Kind::Person, "Ana").id, ours);
    assert_ne!(named(&imported.playbook, Kind::Person, "Bo").id, ours);
    assert_eq!(imported.problems.len(), 1);
}

#[test]
fn dismissed_findings_are_read_and_written() {
    let imported = import(json!({ "dismissed": { "circle:1": "Meant so", "empty": "", "wrong": {} } }));
    assert_eq!(imported.playbook.dismissed, [("circle:1".to_owned(), "Meant so".to_owned())]);
    assert_eq!(told(&imported).len(), 1, "{:?}", told(&imported));
    let again = read(&crate::format::json::write(&imported.playbook)).expect("a playbook");
    assert_eq!(again.playbook.dismissed, imported.playbook.dismissed);
    let wrong = import(json!({ "dismissed": ["circle:1"] }));
    assert_eq!((wrong.playbook.dismissed.len(), told(&wrong).len()), (0, 1));
}
