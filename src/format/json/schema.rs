//! The JSON Schema of a playbook file.

use super::{DISMISSED, FORMAT, STATE, VERSION};
use crate::model::{Agreement, FieldSpec, Kind, SectionId, Shape, StandardSection, Targets};
use serde_json::{Map, Value, json};

/// A JSON Schema (2020-12) of the files that [`super::write()`] makes. It is stricter than [`super::read()`],
/// which also takes what people write by hand: here a reference is an id, and nothing unknown may be there.
///
/// It is built from the kind tables and not by a crate such as schemars, which derives schemas from structs: an
/// entry here is a row of values under a table of fields, and eighteen structs that only repeat the tables
/// would be a second truth beside them.
#[must_use]
pub fn schema() -> Value {
    let mut properties = Map::new();
    properties.insert("format".to_owned(), json!({ "const": FORMAT }));
    properties.insert("version".to_owned(), json!({ "const": VERSION }));
    properties.insert("id".to_owned(), reference_to("id"));
    properties.insert("title".to_owned(), json!({ "type": "string" }));
    for kind in Kind::ALL.into_iter().filter(|kind| kind.in_directory()) {
        properties.insert(kind.list_key().to_owned(), list(kind, 0));
    }
    let standard = StandardSection::ALL.map(|section| reference_to(section.slug()));
    properties.insert(
        "sections".to_owned(),
        json!({
            "type": "array",
            "description": "In the order in which they are shown. The nine standard sections are always there.",
            "minItems": StandardSection::ALL.len(),
            "items": { "oneOf": standard.into_iter().chain([reference_to("custom-section")]).collect::<Value>() },
        }),
    );
    let required: Value = properties.keys().cloned().collect();
    properties.insert(
        DISMISSED.to_owned(),
        json!({
            "type": "object",
            "additionalProperties": { "type": "string" },
            "description": "What checks found and somebody has dismissed: the reason for each, under the key of the finding.",
        }),
    );
    properties.insert(
        STATE.to_owned(),
        json!({
            "type": "string",
            "contentEncoding": "base64",
            "description": "The shared document with its history, as a Yjs update (v1), in base64 without padding. It makes it possible to merge files that were edited apart. Programs that change something else leave it as it is: what they changed is taken as edits on top of it.",
        }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Guidepost playbook",
        "description": "A marketing operations playbook. What is empty is left out; the order of a list is its order on the screen.",
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
        "$defs": definitions(),
    })
}

fn definitions() -> Map<String, Value> {
    let mut definitions = Map::new();
    definitions.insert(
        "id".to_owned(),
        json!({
            "type": "string",
            "description": "128 random bits in URL-safe base64",
            "pattern": "^[A-Za-z0-9_-]{21}[AQgw]$",
        }),
    );
    // Of the sections, only which lists they have depends on the id.
    for section in StandardSection::ALL {
        let id = json!({ "const": section.slug() });
        let definition = section_definition(section.name(), id, SectionId::Standard(section).kinds());
        definitions.insert(section.slug().to_owned(), definition);
    }
    let custom = section_definition("A section that a team added", reference_to("id"), &[Kind::Entry]);
    definitions.insert("custom-section".to_owned(), custom);
    for kind in Kind::ALL {
        definitions.insert(kind.key().to_owned(), entry_definition(kind));
    }
    definitions
}

fn section_definition(title: &str, id: Value, kinds: &[Kind]) -> Value {
    let mut properties = Map::new();
    properties.insert("id".to_owned(), id);
    properties.insert("name".to_owned(), json!({ "type": "string" }));
    properties.insert("hidden".to_owned(), json!({ "const": true }));
    properties
        .insert("introduction".to_owned(), json!({ "type": "string", "minLength": 1, "description": "Markdown" }));
    for kind in kinds {
        properties.insert(kind.list_key().to_owned(), list(*kind, 1));
    }
    json!({
        "title": title,
        "type": "object",
        "required": ["id", "name"],
        "properties": properties,
        "additionalProperties": false,
    })
}

fn entry_definition(kind: Kind) -> Value {
    let mut properties = Map::new();
    properties.insert("id".to_owned(), reference_to("id"));
    properties.insert(
        "agreement".to_owned(),
        json!({
            "enum": Agreement::ALL.map(Agreement::key),
            "description": labels(Agreement::ALL.iter().map(|agreement| (agreement.key(), agreement.label()))),
        }),
    );
    properties.insert(
        "changed".to_owned(),
        json!({ "type": "string", "format": "date-time", "description": "When it was last changed" }),
    );
    properties.insert(
        "changedBy".to_owned(),
        json!({ "type": "string", "minLength": 1, "description": "Who changed it last" }),
    );
    let mut required = vec!["id", "agreement"];
    for spec in kind.fields() {
        properties.insert(spec.field.key().to_owned(), field_definition(spec));
        if spec.shape == Shape::Flag {
            required.push(spec.field.key());
        }
    }
    for part in kind.parts() {
        properties.insert(part.list_key().to_owned(), list(*part, 1));
    }
    json!({
        "title": capitalised(kind.noun()),
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

fn field_definition(spec: &FieldSpec) -> Value {
    const ONE_LINE: &str = "^[^\\r\\n]*$";
    let mut definition = match spec.shape {
        Shape::Line | Shape::Suggested | Shape::Link => {
            json!({ "type": "string", "minLength": 1, "pattern": ONE_LINE })
        }
        Shape::Date => json!({ "type": "string", "minLength": 1, "pattern": ONE_LINE, "format": "date" }),
        Shape::Text => json!({ "type": "string", "minLength": 1 }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::One(_) => reference_to("id"),
        Shape::Many(_) => json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": reference_to("id") }),
        Shape::Words => json!({
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": { "type": "string", "minLength": 1, "pattern": ONE_LINE },
        }),
        Shape::Choice(choices) => json!({ "enum": choices.iter().map(|choice| choice.code).collect::<Value>() }),
    };
    let what = match spec.shape {
        Shape::Text => "Markdown".to_owned(),
        Shape::One(targets) => format!("The id of a {}", nouns(targets)),
        Shape::Many(targets) => format!("Ids, each of a {}", nouns(targets)),
        Shape::Choice(choices) => labels(choices.iter().map(|choice| (choice.code, choice.label))),
        _ => String::new(),
    };
    if let Some(definition) = definition.as_object_mut() {
        definition.insert("title".to_owned(), spec.label.into());
        let description = [spec.hint, &what].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        if !description.is_empty() {
            definition.insert("description".to_owned(), description.into());
        }
    }
    definition
}

/// What each code of a choice means.
fn labels(choices: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    choices.map(|(code, label)| format!("`{code}`: {label}")).collect::<Vec<_>>().join("; ")
}

fn list(kind: Kind, at_least: usize) -> Value {
    let mut list = json!({ "type": "array", "title": kind.list_name(), "items": reference_to(kind.key()) });
    if let Some(list) = list.as_object_mut().filter(|_| at_least > 0) {
        list.insert("minItems".to_owned(), at_least.into());
    }
    list
}

fn reference_to(definition: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{definition}") })
}

fn nouns(targets: Targets) -> String {
    targets.kinds().iter().map(|kind| kind.noun()).collect::<Vec<_>>().join(" or ")
}

fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}
