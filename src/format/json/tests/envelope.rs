//! Files of which nothing can be read.

use super::*;
use crate::format::json::{ImportError, Kept, MAX_BYTES, MAX_ENTRIES, MAX_SECTIONS, write};
use crate::format::limits::LONGEST_TEXT;

#[test]
fn what_is_no_playbook_is_told_in_plain_words() {
    let nested = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for (text, words) in [
        ("", "The file is empty."),
        (" \n\t ", "The file is empty."),
        ("\u{feff}", "The file is empty."),
        (
            "# My playbook",
            "The file is not valid JSON: a value is missing or is not written as JSON wants it (line 1, column 1).",
        ),
        (
            "{\n  \"title\": \"Ä\" 1\n}",
            "The file is not valid JSON: a comma or a closing } is missing (line 2, column 16).",
        ),
        (
            "{\"a\": \"b",
            "The file is not valid JSON: it ends in the middle, as if a part was cut off (line 1, column 8).",
        ),
        ("{\"a\": 1,}", "The file is not valid JSON: there is a comma after the last value (line 1, column 9)."),
        ("{a: 1}", "The file is not valid JSON: a name in quotation marks is missing (line 1, column 2)."),
        ("{} {}", "The file is not valid JSON: something stands after the end of the playbook (line 1, column 4)."),
        (
            "{\"a\": \"\n\"}",
            "The file is not valid JSON: a line end or another control character stands inside quotation marks (line 2, column 1).",
        ),
        ("{\"a\": 1e999}", "The file is not valid JSON: a number is too large (line 1, column 11)."),
        (
            r#"{"a": "\ud800"}"#,
            "The file is not valid JSON: half a character stands after a backslash (line 1, column 14).",
        ),
        ("null", "The file is not a Guidepost playbook: it holds nothing."),
        ("3", "The file is not a Guidepost playbook: it holds a number."),
        ("[1, 2]", "The file is not a Guidepost playbook: it holds a list."),
        (
            "{}",
            "The file is not a Guidepost playbook: it holds a JSON object without \"format\": \"guidepost-playbook\".",
        ),
        (
            r#"{"format": 1}"#,
            "The file is not a Guidepost playbook: it holds a JSON object without \"format\": \"guidepost-playbook\".",
        ),
        (
            r#"{"format": "excalidraw"}"#,
            "The file is not a Guidepost playbook: it holds something of the format “excalidraw”.",
        ),
        (
            r#"{"format": "guidepost-playbook", "version": 2}"#,
            "The file was written by a newer Guidepost: its format has version 2, and this one reads versions up to 1.",
        ),
        (
            r#"{"format": "guidepost-playbook", "version": "1.5"}"#,
            "The file was written by a newer Guidepost: its format has version 1.5, and this one reads versions up to 1.",
        ),
        (&nested, "The file is nested more than a hundred levels deep (line 1), deeper than any playbook."),
    ] {
        assert_eq!(read(text).map_err(|error| error.to_string()), Err(words.to_owned()), "{text}");
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_file() {
    let text = format!("\u{feff}{}", file(json!({ "title": "Marked" })));
    let imported = read(&text).expect("a playbook");
    assert_eq!((imported.playbook.title(), told(&imported)), ("Marked", vec![]));
}

#[test]
fn a_hundred_levels_are_only_a_wrong_type() {
    let nested = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let text = file(json!({ "title": "X" })).replace("\"X\"", &nested);
    let imported = read(&text).expect("a playbook");
    assert_eq!(
        told(&imported),
        [("title".to_owned(), "Title: a text belongs here, but the file has a list; left out.".to_owned())]
    );
}

const HEAD: &str = r#"{"format": "guidepost-playbook", "version": 1, "#;

/// A file of so many bytes, most of which say the same again and again.
fn of_size(bytes: usize, start: &str, repeated: &str, end: &str) -> String {
    format!("{HEAD}{start}{}{end}", repeated.repeat(bytes.div_ceil(repeated.len())))
}

#[test]
fn thirty_megabytes_of_text_are_read() {
    for repeated in ["words and ", "\\\" "] {
        let start = r#""sections": [{"id": "definitions", "introduction": ""#;
        let imported = read(&of_size(30_000_000, start, repeated, r#""}]}"#)).expect("a playbook");
        assert_eq!(imported.playbook.sections[8].introduction.chars().count(), LONGEST_TEXT);
        assert_eq!(
            imported.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "Introduction of “Definitions”: it has more than 5000000 characters; the rest is left out, and still in the file."
            ]
        );
    }
}

#[test]
fn a_text_of_the_most_characters_is_read_whole() {
    let start = r#""sections": [{"id": "definitions", "introduction": ""#;
    let imported = read(&of_size(LONGEST_TEXT, start, "x", r#""}]}"#)).expect("a playbook");
    assert_eq!(imported.playbook.sections[8].introduction.len(), LONGEST_TEXT);
    assert_eq!(imported.problems, []);
}

#[test]
fn thirty_megabytes_of_entries_are_refused_in_words() {
    let people = of_size(30_000_000, r#""people": [{}"#, ",{}", "]}");
    let error = read(&people).expect_err("too many");
    assert_eq!(error, ImportError::TooMany { things: "entries", limit: MAX_ENTRIES });
    assert_eq!(error.to_string(), "The file has more than 200000 entries, which is more than one playbook can hold.");
}

#[test]
fn thirty_megabytes_of_nonsense_are_two_problems() {
    let imported = read(&of_size(30_000_000, r#""title": [0"#, ", 0", "]}")).expect("a playbook");
    let told: Vec<_> = imported.problems.iter().map(|problem| (problem.field, problem.kept)).collect();
    assert_eq!(told, [(Some("Title"), Kept::AsText), (Some("Title"), Kept::Cut)]);
}

/// Nothing takes time that grows with the square of the file.
#[test]
fn many_of_anything_are_read_or_refused() {
    let unknown = of_size(3_000_000, r#""title": "X""#, r#", "x": 0"#, "}");
    let imported = read(&unknown).expect("a playbook");
    assert_eq!(imported.problems.len() + imported.more_problems, 3_000_000_usize.div_ceil(8));

    let repeated = of_size(3_000_000, r#""title": "X""#, r#", "title": 0"#, "}");
    assert_eq!(read(&repeated).expect("a playbook").playbook.title, "X");

    let sections = of_size(300_000, r#""sections": [{}"#, ",{}", "]}");
    assert_eq!(read(&sections), Err(ImportError::TooMany { things: "sections", limit: MAX_SECTIONS }));

    let numbered = |count: usize| (0..count).map(|n| format!(r#", "n{n}""#)).collect::<String>();
    let created = format!(r#"{HEAD}"teams": [{{"name": "T", "members": ["n"{}]}}]}}"#, numbered(MAX_ENTRIES));
    assert_eq!(read(&created), Err(ImportError::TooMany { things: "entries", limit: MAX_ENTRIES }));

    let words = format!(
        r#"{HEAD}"sections": [{{"id": "definitions", "definitions": [{{"links": ["n"{}]}}]}}]}}"#,
        numbered(100_000)
    );
    let imported = read(&words).expect("a playbook");
    assert!(imported.playbook.entries.values().all(|entry| entry.words(Field::Links).len() == 100_001));

    let namesakes = format!(
        r#"{HEAD}"people": [{{"name": "Ana"}}{}], "teams": [{{"members": ["Ana"{}]}}]}}"#,
        r#", {"name": "Ana"}"#.repeat(20_000),
        r#", "Ana""#.repeat(20_000),
    );
    let imported = read(&namesakes).expect("a playbook");
    assert_eq!(imported.problems.len() + imported.more_problems, 20_001);
}

#[test]
fn more_than_64_megabytes_are_refused() {
    let text = " ".repeat(MAX_BYTES + 1);
    let error = read(&text).expect_err("too large");
    assert_eq!(error.to_string(), "The file is too large: it has 65 MB, and 64 MB is the most that is read.");
}

#[test]
fn what_is_not_known_of_an_entry_does_not_come_into_a_section_with_its_id() {
    let text = r#"{"format": "guidepost-playbook", "version": 1,
        "people": [{"id": "AAAAAAAAAAAAAAAAAAAAAQ", "name": "Bo", "shoeSize": 43}],
        "sections": [{"id": "AAAAAAAAAAAAAAAAAAAAAQ", "name": "Events", "entries": [
            {"name": "Fair", "reads": ["AAAAAAAAAAAAAAAAAAAAAQ"]}]}]}"#;
    let written = write(&read(text).expect("a playbook").playbook);
    assert_eq!(written.matches("shoeSize").count(), 1, "{written}");
    assert_eq!(write(&read(&written).expect("a file of ours").playbook), written);
}

#[test]
fn what_is_not_known_survives() {
    let stage = r#"{ "id": "AAAAAAAAAAAAAAAAAAAAAQ", "name": "MQL", "colour": { "hue": [1.5, true, "ß"] }, "agreement": "draft" }"#;
    let sections = format!(r#"[{{ "id": "lifecycle-management", "icon": "x", "stages": [{stage}] }}]"#);
    let text = format!(r#"{{ "format": "guidepost-playbook", "version": 1, "theme": null, "sections": {sections} }}"#);
    let read = read(&text).expect("a playbook");
    assert_eq!(read.problems.len(), 3);
    let written: serde_json::Value = serde_json::from_str(&write(&read.playbook)).expect("JSON");
    let section = &written["sections"][3];
    assert_eq!(written.as_object().and_then(|file| file.get("theme")), Some(&serde_json::Value::Null));
    assert_eq!(section["icon"], "x", "{written}");
    assert_eq!(section["stages"][0]["colour"], serde_json::json!({ "hue": [1.5, true, "ß"] }));
    // What means something elsewhere is not kept in silence: it would never be written again.
    let elsewhere = text.replace("\"colour\"", "\"introduction\"");
    let elsewhere = super::super::read(&elsewhere).expect("a playbook");
    let kept: Vec<_> = elsewhere.problems.iter().map(|problem| (problem.path.as_str(), problem.kept)).collect();
    assert!(kept.contains(&("sections[0].stages[0].introduction", Kept::LeftOut)), "{kept:?}");
    assert!(!elsewhere.playbook.unknown.contains("introduction"), "{}", elsewhere.playbook.unknown);
    // A file that says more than can be kept says so.
    let long = format!(r#"{{ "format": "guidepost-playbook", "version": 1, "x": "{}" }}"#, "y".repeat(300_000));
    let long = super::super::read(&long).expect("a playbook");
    assert_eq!((long.problems[0].kept, long.playbook.unknown.as_str()), (Kept::LeftOut, ""));
}
