//! How the reader finds what a reference means.

use super::*;
use crate::format::json::{Kept, ProblemKind};

/// A playbook in which most names mean several things.
fn import_definition(not_to_be_confused_with: Value) -> Imported {
    import(json!({ "sections": [
        { "id": "definitions", "definitions": [
            { "name": "Asking", "notToBeConfusedWith": not_to_be_confused_with },
            { "id": "mql-id", "name": "MQL", "alsoKnownAs": ["Marketing lead", "Hot lead"] },
            { "name": "Churn" },
            { "name": "CHURN" },
            { "name": "churn " },
            { "name": "Hot", "alsoKnownAs": ["Hot lead"] },
            { "name": "Marketing lead" },
            { "name": "SQL-id" },
        ] },
        { "id": "lifecycle-management", "stages": [
            { "name": "MQL" },
            { "id": "SQL-id", "name": "Sales qualified lead", "abbreviation": "SQL" },
        ] },
        { "id": "sales-tools", "tools": [{ "id": "tool-id", "name": "Tool" }] },
    ] }))
}

#[test]
fn a_reference_is_an_id_or_the_name_that_one_entry_has() {
    for (reference, expected) in [
        ("mql-id", "MQL"),
        (" MQL ", "MQL"),
        ("mql", "MQL"),
        // The id of one entry comes before the name of another.
        ("SQL-id", "Sales qualified lead"),
        // The abbreviation of a stage.
        ("sql", "Sales qualified lead"),
        // The name of one comes before another word for the other.
        ("marketing lead", "Marketing lead"),
        // The exact name comes before the one in another case.
        ("CHURN", "CHURN"),
    ] {
        let imported = import_definition(json!([reference]));
        let asking = named(&imported.playbook, Kind::Definition, "Asking");
        assert_eq!(told(&imported), [], "{reference}");
        assert_eq!(pointed_at(&imported.playbook, asking, Field::NotToBeConfusedWith), [expected], "{reference}");
    }
}

#[test]
fn of_several_kinds_the_first_that_the_field_takes_is_meant() {
    let imported = import_definition(json!(["MQL"]));
    let asking = named(&imported.playbook, Kind::Definition, "Asking");
    let meant = named(&imported.playbook, Kind::Definition, "MQL").id;
    assert_eq!(asking.refs(Field::NotToBeConfusedWith), [meant]);
}

#[test]
fn what_several_have_is_ambiguous_and_what_none_has_is_dangling() {
    for (reference, ambiguous) in [
        ("cHurn", true),
        ("hot lead", true),
        ("tool-id", false),
        ("Tool", false),
        ("nobody", false),
        ("AAAAAAAAAAAAAAAAAAAAAA", false),
    ] {
        let imported = import_definition(json!([reference]));
        let [problem] = imported.problems.as_slice() else { panic!("{reference}: {:?}", imported.problems) };
        assert_eq!(matches!(problem.what, ProblemKind::Ambiguous { .. }), ambiguous, "{reference}");
        assert_eq!(matches!(problem.what, ProblemKind::Dangling { .. }), !ambiguous, "{reference}");
        assert_eq!(problem.kept, Kept::LeftOut);
        assert_eq!(problem.path, "sections[0].definitions[0].notToBeConfusedWith[0]");
        assert_eq!(problem.entry.as_deref(), Some("Asking"));
        assert!(named(&imported.playbook, Kind::Definition, "Asking").refs(Field::NotToBeConfusedWith).is_empty());
    }
}

#[test]
fn a_new_name_makes_one_person_however_often_it_stands() {
    let imported = import(json!({
        "people": [{ "name": "Ana" }],
        "teams": [{ "name": "Ops", "members": ["ana", "Dana", "Dana"] }],
        "sections": [
            section("sales-tools", "tools", json!([{ "name": "T", "manager": "dana", "stakeholders": "Ops" }])),
        ],
    }));
    let playbook = &imported.playbook;
    let people = playbook.entries.values().filter(|entry| entry.kind == Kind::Person).count();
    let (team, tool) = (named(playbook, Kind::Team, "Ops"), named(playbook, Kind::Tool, "T"));
    assert_eq!(people, 2);
    assert_eq!(pointed_at(playbook, team, Field::Members), ["Ana", "Dana"]);
    assert_eq!(pointed_at(playbook, tool, Field::Manager), ["Dana"]);
    assert_eq!(pointed_at(playbook, tool, Field::Stakeholders), ["Ops"]);
    let created = imported.problems.iter().filter(|problem| problem.kept == Kept::Created).count();
    assert_eq!(created, 1);
}

#[test]
fn the_id_of_something_else_is_no_name_of_a_person() {
    let imported = import(json!({ "sections": [
        section("sales-tools", "tools", json!([{ "id": "crm", "name": "T", "manager": "crm" }])),
    ] }));
    assert!(matches!(imported.problems.as_slice(), [problem] if matches!(problem.what, ProblemKind::Dangling { .. })));
}

#[test]
fn a_field_for_one_takes_the_first_of_several() {
    let imported = import(json!({ "people": [{ "name": "Ana" }, { "name": "Bo" }], "sections": [
        section("sales-tools", "tools", json!([{ "name": "T", "manager": ["Bo", "Ana"] }])),
    ] }));
    let tool = named(&imported.playbook, Kind::Tool, "T");
    assert_eq!(pointed_at(&imported.playbook, tool, Field::Manager), ["Bo"]);
    assert!(matches!(imported.problems.as_slice(), [problem] if problem.kept == Kept::First));
}

#[test]
fn the_second_of_two_equal_ids_is_not_what_references_mean() {
    let imported = import(json!({
        "people": [{ "id": "x", "name": "Ana" }, { "id": "x", "name": "Bo" }],
        "teams": [{ "name": "Ops", "members": ["x"] }],
    }));
    let team = named(&imported.playbook, Kind::Team, "Ops");
    assert_eq!(pointed_at(&imported.playbook, team, Field::Members), ["Ana"]);
}
