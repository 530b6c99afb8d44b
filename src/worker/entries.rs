//! Entries, sections and edits as messages. Page and worker are of one build, so both have the same table of fields.

use super::message::array;
use crate::model::{
    Agreement, Edit, Entry, EntryId, Field, Home, Kind, NewEntry, OrderKey, Section, Shape, Timestamp, Value,
};
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};

/// An entry: what every entry has, then the values of its fields, in the order of the table.
pub(super) fn entry_to_js(entry: &Entry) -> JsValue {
    let parts = [
        entry.id.to_string().into(),
        entry.kind.key().into(),
        entry.home.to_string().into(),
        entry.order.to_string().into(),
        entry.agreement.key().into(),
        super::message::seconds(entry.changed),
        entry.changed_by.as_str().into(),
        entry.deleted.into(),
    ];
    array(parts.into_iter().chain(entry.fields().map(|(_, value)| value_to_js(value)))).into()
}

/// Reads an entry. `None` where it is none.
pub(super) fn entry_from_js(message: &JsValue) -> Option<Entry> {
    let parts: Array = message.clone().dyn_into().ok()?;
    let text = |place: u32| parts.get(place).as_string();
    let kind = Kind::from_key(&text(1)?)?;
    let mut entry = Entry::new(text(0)?.parse().ok()?, kind, text(2)?.parse().ok()?, OrderKey::parse(&text(3)?)?);
    entry.agreement = Agreement::from_key(&text(4)?)?;
    #[expect(clippy::cast_possible_truncation, reason = "JavaScript counts in floats")]
    let changed = parts.get(5).as_f64()? as i64;
    entry.changed = Timestamp::from_seconds(changed);
    entry.changed_by = text(6)?;
    entry.deleted = parts.get(7).as_bool()?;
    for (place, spec) in (8..).zip(kind.fields()) {
        entry.set(spec.field, value_from_js(&parts.get(place), spec.shape)?);
    }
    Some(entry)
}

fn value_to_js(value: &Value) -> JsValue {
    match value {
        Value::Line(text) | Value::Text(text) => text.into(),
        Value::Flag(flag) => (*flag).into(),
        Value::Refs(ids) => array(ids.iter().map(|id| id.to_string().into())).into(),
        Value::Words(words) => array(words.iter().map(JsValue::from)).into(),
    }
}

fn value_from_js(message: &JsValue, shape: Shape) -> Option<Value> {
    let texts =
        || message.clone().dyn_into::<Array>().ok()?.iter().map(|one| one.as_string()).collect::<Option<Vec<_>>>();
    Some(match shape {
        Shape::Text => Value::Text(message.as_string()?),
        Shape::Flag => Value::Flag(message.as_bool()?),
        Shape::One(_) | Shape::Many(_) => {
            Value::Refs(texts()?.iter().map(|id| id.parse().ok()).collect::<Option<Vec<EntryId>>>()?)
        }
        Shape::Words => Value::Words(texts()?),
        Shape::Line | Shape::Suggested | Shape::Link | Shape::Date | Shape::Choice(_) => {
            Value::Line(message.as_string()?)
        }
    })
}

/// A section.
pub(super) fn section_to_js(section: &Section) -> JsValue {
    array([
        section.id.to_string().into(),
        section.name.as_str().into(),
        section.hidden.into(),
        section.deleted.into(),
        section.order.to_string().into(),
        section.introduction.as_str().into(),
    ])
    .into()
}

/// Reads a section. `None` where it is none.
pub(super) fn section_from_js(message: &JsValue) -> Option<Section> {
    let parts: Array = message.clone().dyn_into().ok()?;
    let text = |place: u32| parts.get(place).as_string();
    Some(Section {
        id: text(0)?.parse().ok()?,
        name: text(1)?,
        hidden: parts.get(2).as_bool()?,
        deleted: parts.get(3).as_bool()?,
        order: OrderKey::parse(&text(4)?)?,
        introduction: text(5)?,
    })
}

const SET: &str = "set";
const ADD: &str = "add";
const DELETE: &str = "delete";
const RESTORE: &str = "restore";
const INTRODUCE: &str = "introduce";
const DISMISS: &str = "dismiss";
const ALL: &str = "all";

/// An edit: to fill in a field, to add, delete or restore an entry, to write an introduction, to dismiss a finding, or several of these. `None` for others, which no worker asks for.
pub(super) fn edit_to_js(edit: &Edit) -> Option<JsValue> {
    let id = |id: &EntryId| JsValue::from(id.to_string());
    let maybe = |id: Option<EntryId>| id.map_or(JsValue::NULL, |id| id.to_string().into());
    let parts = match edit {
        Edit::Set(of, field, value) => array([SET.into(), id(of), field_to_js(*field, value)]),
        Edit::Add(NewEntry { id, kind, home, before, agreement, values }) => array([
            ADD.into(),
            id.to_string().into(),
            kind.key().into(),
            home.to_string().into(),
            maybe(*before),
            agreement.key().into(),
            array(values.iter().map(|(field, value)| field_to_js(*field, value))).into(),
        ]),
        Edit::Delete(of) => array([DELETE.into(), id(of)]),
        Edit::Restore(of) => array([RESTORE.into(), id(of)]),
        Edit::SetIntroduction(of, text) => array([INTRODUCE.into(), of.to_string().into(), text.into()]),
        Edit::Dismiss(key, reason) => array([DISMISS.into(), key.into(), reason.into()]),
        Edit::All(label, edits) => {
            let edits = edits.iter().map(edit_to_js).collect::<Option<Vec<_>>>()?;
            array([ALL.into(), label.into(), array(edits).into()])
        }
        _ => return None,
    };
    Some(parts.into())
}

/// A field with its value, and the kind of value, as no table says here which field of which kind it is.
fn field_to_js(field: Field, value: &Value) -> JsValue {
    let shape = match value {
        Value::Line(_) => "line",
        Value::Text(_) => "text",
        Value::Flag(_) => "flag",
        Value::Refs(_) => "refs",
        Value::Words(_) => "words",
    };
    array([field.key().into(), shape.into(), value_to_js(value)]).into()
}

fn field_from_js(message: &JsValue) -> Option<(Field, Value)> {
    let parts: Array = message.clone().dyn_into().ok()?;
    let shape = match parts.get(1).as_string()?.as_str() {
        "line" => Shape::Line,
        "text" => Shape::Text,
        "flag" => Shape::Flag,
        "refs" => Shape::Many(crate::model::Targets::Parties),
        "words" => Shape::Words,
        _ => return None,
    };
    Some((Field::from_key(&parts.get(0).as_string()?)?, value_from_js(&parts.get(2), shape)?))
}

/// Reads an edit. `None` where it is none.
#[must_use]
pub fn edit_from_js(message: &JsValue) -> Option<Edit> {
    let parts: Array = message.clone().dyn_into().ok()?;
    let text = |place: u32| parts.get(place).as_string();
    let list = |place: u32| parts.get(place).dyn_into::<Array>().ok();
    let id = || text(1)?.parse::<EntryId>().ok();
    let maybe = |place: u32| match text(place) {
        None => Some(None),
        Some(id) => id.parse::<EntryId>().ok().map(Some),
    };
    Some(match text(0)?.as_str() {
        SET => {
            let (field, value) = field_from_js(&parts.get(2))?;
            Edit::Set(id()?, field, value)
        }
        ADD => Edit::Add(NewEntry {
            id: id()?,
            kind: Kind::from_key(&text(2)?)?,
            home: text(3)?.parse::<Home>().ok()?,
            before: maybe(4)?,
            agreement: Agreement::from_key(&text(5)?)?,
            values: list(6)?.iter().map(|one| field_from_js(&one)).collect::<Option<Vec<_>>>()?,
        }),
        DELETE => Edit::Delete(id()?),
        RESTORE => Edit::Restore(id()?),
        INTRODUCE => Edit::SetIntroduction(text(1)?.parse().ok()?, text(2)?),
        DISMISS => Edit::Dismiss(text(1)?, text(2)?),
        ALL => Edit::All(text(1)?, list(2)?.iter().map(|one| edit_from_js(&one)).collect::<Option<Vec<_>>>()?),
        _ => return None,
    })
}
