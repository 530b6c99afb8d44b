//! Tests of the JSON format: envelopes that cannot be read, files that can in part, references, properties,
//! the schema.

mod assets;
mod envelope;
mod odd;
mod problems;
mod properties;
mod reading;
mod references;
mod schema;

use super::{Imported, read};
use crate::model::{Entry, Field, Kind, Playbook};
use serde_json::{Value, json};

/// A file with these keys beside the envelope.
fn file(content: Value) -> String {
    let mut file = json!({ "format": "guidepost-playbook", "version": 1 });
    if let (Some(file), Value::Object(content)) = (file.as_object_mut(), content) {
        file.extend(content);
    }
    file.to_string()
}

/// What is read from a file with these keys beside the envelope. Always a valid playbook.
#[track_caller]
fn import(content: Value) -> Imported {
    let imported = read(&file(content)).expect("an envelope that can be read");
    assert_eq!(imported.playbook.violations(), []);
    imported
}

/// A section with one list.
fn section(id: &str, list: &str, entries: Value) -> Value {
    json!({ "id": id, list: entries })
}

/// The problems as people see them: path and sentence.
fn told(imported: &Imported) -> Vec<(String, String)> {
    imported.problems.iter().map(|problem| (problem.path.clone(), problem.to_string())).collect()
}

/// The only entry with this name.
#[track_caller]
fn named<'p>(playbook: &'p Playbook, kind: Kind, name: &str) -> &'p Entry {
    let mut found = playbook.entries.values().filter(|entry| entry.kind == kind && entry.name() == name);
    match (found.next(), found.next()) {
        (Some(entry), None) => entry,
        (None, _) => panic!("no {kind:?} {name}"),
        _ => panic!("several {kind:?} {name}"),
    }
}

/// The names of what a field points at.
fn pointed_at<'p>(playbook: &'p Playbook, entry: &Entry, field: Field) -> Vec<&'p str> {
    entry.refs(field).iter().map(|id| playbook.entries[id].name()).collect()
}
