//! Files that are read, but not all of them as they stand.

use super::*;
use crate::format::json::{Kept, MAX_PROBLEMS, ProblemKind};

#[test]
fn each_problem_says_where_it_is_and_what_was_done() {
    let stage = |field: Value| section("lifecycle-management", "stages", json!([field]));
    let tool = |field: Value| section("sales-tools", "tools", json!([field]));
    let source = |field: Value| section("lead-source-attribution", "leadSources", json!([field]));
    let sections = |section: Value| json!({ "sections": [section] });
    let stage_path = "sections[0].stages[0]";
    let tool_path = "sections[0].tools[0]";
    let source_path = "sections[0].leadSources[0]";

    for (content, path, sentence) in [
        // Wrong types.
        (
            json!({ "title": 7 }),
            "title".to_owned(),
            "Title: a text belongs here, but the file has a number; kept as text.",
        ),
        (
            json!({ "title": {} }),
            "title".to_owned(),
            "Title: a text belongs here, but the file has an object; left out.",
        ),
        (json!({ "people": "Ana" }), "people".to_owned(), "A list belongs here, but the file has a text; left out."),
        (json!({ "sections": 3 }), "sections".to_owned(), "A list belongs here, but the file has a number; left out."),
        (
            sections(json!("x")),
            "sections[0]".to_owned(),
            "An object with a section belongs here, but the file has a text; left out.",
        ),
        (
            stage(json!("MQL")),
            stage_path.to_owned(),
            "An object with an entry belongs here, but the file has a text; left out.",
        ),
        (
            stage(json!(null)),
            stage_path.to_owned(),
            "An object with an entry belongs here, but the file has nothing; left out.",
        ),
        (
            stage(json!({ "name": 12.5 })),
            format!("{stage_path}.name"),
            "Name of “12.5”: a text belongs here, but the file has a number; kept as text.",
        ),
        (
            stage(json!({ "name": true })),
            format!("{stage_path}.name"),
            "Name of “true”: a text belongs here, but the file has true or false; kept as text.",
        ),
        (
            stage(json!({ "name": "MQL", "sla": ["1 day", 2] })),
            format!("{stage_path}.sla"),
            "SLA of “MQL”: a text belongs here, but the file has a list; kept as text.",
        ),
        (
            stage(json!({ "name": "MQL", "sla": [] })),
            format!("{stage_path}.sla"),
            "SLA of “MQL”: a text belongs here, but the file has a list; left out.",
        ),
        (
            stage(json!({ "definition": { "en": "x" } })),
            format!("{stage_path}.definition"),
            "Definition of “Untitled stage”: a text belongs here, but the file has an object; left out.",
        ),
        (
            source(json!({ "name": "Paid", "active": "No" })),
            format!("{source_path}.active"),
            "Active of “Paid”: true or false belongs here, but the file has a text; taken as no.",
        ),
        (
            source(json!({ "name": "Paid", "active": 1 })),
            format!("{source_path}.active"),
            "Active of “Paid”: true or false belongs here, but the file has a number; taken as yes.",
        ),
        (
            source(json!({ "name": "Paid", "active": "perhaps" })),
            format!("{source_path}.active"),
            "Active of “Paid”: true or false belongs here, but the file has a text; left out.",
        ),
        (
            source(json!({ "name": "Paid", "rules": {} })),
            format!("{source_path}.rules"),
            "“Paid”: a list belongs here, but the file has an object; left out.",
        ),
        (
            source(json!({ "name": "Paid", "rules": [{ "utmSource": 7 }] })),
            format!("{source_path}.rules[0].utmSource"),
            "UTM source of “Paid”: a text belongs here, but the file has a number; kept as text.",
        ),
        // Unknown and repeated keys, lists in the wrong place.
        (
            json!({ "colour": "red" }),
            "colour".to_owned(),
            "A playbook has no field “colour”; kept in the file for other programs, and shown nowhere.",
        ),
        (
            json!({ "a b": 1 }),
            "[\"a b\"]".to_owned(),
            "A playbook has no field “a b”; kept in the file for other programs, and shown nowhere.",
        ),
        (
            json!({ "tools": [{}, {}] }),
            "tools".to_owned(),
            "A playbook holds no list “tools” (entries in it: 2); left out.",
        ),
        (
            stage(json!({ "name": "MQL", "colour": null })),
            format!("{stage_path}.colour"),
            "“MQL”: a stage has no field “colour”; kept in the file for other programs, and shown nowhere.",
        ),
        (
            tool(json!({ "name": "Slack", "transitions": [{}] })),
            format!("{tool_path}.transitions"),
            "“Slack”: a tool holds no list “transitions” (entries in it: 1); left out.",
        ),
        (
            section("sales-tools", "stages", json!([{}])),
            "sections[0].stages".to_owned(),
            "The section “Sales Tools” holds no list “stages” (entries in it: 1); left out.",
        ),
        // Choices and dates.
        (
            tool(json!({ "name": "Slack", "status": "gone" })),
            format!("{tool_path}.status"),
            "Status of “Slack”: “gone” is none of: Active, Trial, Retiring, Retired; left out.",
        ),
        (
            tool(json!({ "name": "Slack", "agreement": "maybe" })),
            format!("{tool_path}.agreement"),
            "Agreement of “Slack”: “maybe” is none of: Agreed, In discussion, Draft; kept as a draft.",
        ),
        (
            tool(json!({ "name": "Slack", "changed": "yesterday" })),
            format!("{tool_path}.changed"),
            "Changed of “Slack”: “yesterday” is not a date like 2026-11-21T09:30:00Z; left out.",
        ),
        (
            tool(json!({ "name": "Slack", "renewalDate": "2026-02-30" })),
            format!("{tool_path}.renewalDate"),
            "Renewal date of “Slack”: “2026-02-30” is not a date like 2026-11-21; kept as it is.",
        ),
        (
            tool(json!({ "name": "Slack", "renewalDate": "+026-02-01" })),
            format!("{tool_path}.renewalDate"),
            "Renewal date of “Slack”: “+026-02-01” is not a date like 2026-11-21; kept as it is.",
        ),
        // Ids and sections.
        (
            json!({ "people": [{ "id": "x", "name": "Ana" }, { "id": "x", "name": "Bo" }] }),
            "people[1].id".to_owned(),
            "“Bo”: another entry already has the id “x”; kept, with a new id.",
        ),
        (
            json!({ "people": [{ "id": 4, "name": "Ana" }] }),
            "people[0].id".to_owned(),
            "“Ana”: a text belongs here, but the file has a number; kept as text.",
        ),
        (
            sections(json!({ "id": "our-events", "entries": [{}] })),
            "sections[0].id".to_owned(),
            "“our-events” is none of the standard sections; kept as a section of your own.",
        ),
        (
            json!({ "sections": [{ "id": "sales-tools" }, { "id": "sales-tools" }] }),
            "sections[1]".to_owned(),
            "The section “Sales Tools” is there twice; both were put together.",
        ),
        // References.
        (
            stage(json!({ "name": "MQL", "owner": 5 })),
            format!("{stage_path}.owner"),
            "Owner of “MQL”: a text belongs here, but the file has a number; kept as text.",
        ),
        (
            stage(json!({ "name": "MQL", "owner": {} })),
            format!("{stage_path}.owner"),
            "Owner of “MQL”: a text belongs here, but the file has an object; left out.",
        ),
        (
            stage(json!({ "name": "MQL", "owner": "Dana" })),
            format!("{stage_path}.owner"),
            "Owner of “MQL”: “Dana” was added to People.",
        ),
        (
            stage(json!({ "name": "MQL", "owner": "AAAAAAAAAAAAAAAAAAAAAA" })),
            format!("{stage_path}.owner"),
            "Owner of “MQL”: the file has no person or team with the name or id “AAAAAAAAAAAAAAAAAAAAAA”; left out.",
        ),
        (
            stage(json!({ "name": "MQL", "transitions": [{ "toStage": "SQL" }] })),
            format!("{stage_path}.transitions[0].toStage"),
            "To stage of “MQL”: the file has no stage with the name or id “SQL”; left out.",
        ),
        (
            tool(json!({ "name": "Slack", "integratesWith": ["Slack", "HubSpot"] })),
            format!("{tool_path}.integratesWith[1]"),
            "Integrates with of “Slack”: the file has no tool or channel with the name or id “HubSpot”; left out.",
        ),
    ] {
        let content = if content.get("id").is_some() { sections(content) } else { content };
        let told = told(&import(content));
        assert_eq!(told.first(), Some(&(path, sentence.to_owned())));
    }
}

#[test]
fn what_is_empty_or_left_out_is_no_problem() {
    for content in [
        json!({}),
        json!({ "title": null, "id": null, "people": null, "sections": null }),
        json!({ "id": "mine", "sections": [{}] }),
        json!({ "sections": [{ "id": "lifecycle-management", "name": null, "hidden": null, "introduction": null, "stages": [
            { "id": null, "agreement": null, "changed": null, "changedBy": null, "name": null, "owner": null, "transitions": [
                { "toStage": null, "transitionKind": null, "reasonValues": null }, {}
            ] },
            { "id": "", "agreement": "", "changed": "", "name": "", "owner": "", "transitions": [] },
        ] }] }),
        section_of(json!({ "name": "T", "status": "", "stakeholders": [null, ""], "integratesWith": [] })),
        section_of(json!({ "name": "T", "status": "ACTIVE ", "agreement": "In Discussion" })),
    ] {
        assert_eq!(told(&import(content)), []);
    }
}

fn section_of(tool: Value) -> Value {
    json!({ "sections": [section("sales-tools", "tools", json!([tool]))] })
}

#[test]
fn a_version_that_is_none_is_read_as_the_known_one() {
    for version in ["null", "\"1\"", "0", "-1", "[]", "\"one\""] {
        let text = format!(r#"{{"format": "guidepost-playbook", "version": {version}, "title": "T"}}"#);
        let imported = read(&text).expect("a playbook");
        let [problem] = imported.problems.as_slice() else { panic!("{imported:?}") };
        assert_eq!(
            (problem.path.as_str(), &problem.what, problem.kept),
            ("version", &ProblemKind::NoVersion, Kept::AsKnownVersion)
        );
        assert_eq!(imported.playbook.title(), "T");
    }
}

#[test]
fn the_first_of_two_equal_keys_counts() {
    let text = r#"{"format": "guidepost-playbook", "version": 1, "title": "One", "title": "Two"}"#;
    let imported = read(text).expect("a playbook");
    assert_eq!(imported.playbook.title(), "One");
    assert_eq!(told(&imported), [("title".to_owned(), "“title” is there twice; only the first is kept.".to_owned())]);
}

#[test]
fn problems_beyond_the_limit_are_counted() {
    let people: Vec<Value> = (0..MAX_PROBLEMS + 7).map(|n| json!({ "name": n })).collect();
    let imported = import(json!({ "people": people }));
    assert_eq!((imported.problems.len(), imported.more_problems), (MAX_PROBLEMS, 7));
    assert_eq!(imported.playbook.entries.len(), MAX_PROBLEMS + 7);
}

#[test]
fn references_count_towards_the_limit() {
    let tools: Vec<String> = (0..MAX_PROBLEMS + 7).map(|n| format!("tool {n}")).collect();
    let imported = import(section_of(json!({ "integratesWith": tools })));
    assert_eq!((imported.problems.len(), imported.more_problems), (MAX_PROBLEMS, 7));
}

#[test]
fn long_texts_of_the_file_are_quoted_in_part() {
    let long = format!("a\nb{}", "c".repeat(1000));
    let imported = import(section_of(json!({ "name": long, "status": long, long.as_str(): 1 })));
    for problem in &imported.problems {
        assert!(problem.path.chars().count() < 100, "{problem:?}");
        assert!(problem.to_string().chars().count() < 250, "{problem}");
        assert!(!problem.to_string().contains('\n'), "{problem}");
    }
    assert_eq!(imported.problems.len(), 2);
}
