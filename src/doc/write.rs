//! From plain values into the shared document. Every entry is created with all its fields: two people who each
//! created a field of one entry would lose one side.

use super::read::{View, list};
use super::schema::{Roots, VERSION, entry as key, meta, section};
use super::splice::splice;
use crate::model::{Agreement, Entry, EntryId, Playbook, Section, SectionId, Shape, Timestamp, Value};
use yrs::{
    Any, Array as _, ArrayPrelim, ArrayRef, GetString as _, Map as _, MapPrelim, MapRef, Out, Text as _, TextPrelim,
    TextRef, TransactionMut,
};

pub(super) fn playbook(txn: &mut TransactionMut<'_>, roots: &Roots, playbook: &Playbook) {
    roots.meta.insert(txn, meta::ID, playbook.id.to_string());
    roots.meta.insert(txn, meta::VERSION, f64::from(VERSION));
    roots.meta.insert(txn, meta::TITLE, playbook.title.as_str());
    if !playbook.unknown.is_empty() {
        roots.meta.insert(txn, meta::UNKNOWN, playbook.unknown.as_str());
    }
    for (key, reason) in &playbook.dismissed {
        dismiss(txn, roots, key, reason);
    }
    for section in &playbook.sections {
        put_section(txn, roots, section);
    }
    for entry in playbook.entries.values() {
        put_entry(txn, roots, entry);
    }
}

pub(super) fn dismiss(txn: &mut TransactionMut<'_>, roots: &Roots, key: &str, reason: &str) {
    roots.meta.insert(txn, [meta::DISMISSED, key].concat(), reason);
}

/// Creates a custom section, or fills in a standard one that nobody has changed yet.
pub(super) fn put_section(txn: &mut TransactionMut<'_>, roots: &Roots, section: &Section) {
    let untouched = Section::new(section.id);
    let (properties, introduction) = match section.id {
        SectionId::Standard(id) => match roots.standard(id) {
            Some(refs) => (refs.properties, refs.introduction),
            None => return,
        },
        SectionId::Custom(id) => {
            let properties = roots.custom.insert(txn, id.to_string(), MapPrelim::default());
            let introduction = properties.insert(txn, section::INTRODUCTION, TextPrelim::new(""));
            (properties, introduction)
        }
    };
    let custom = matches!(section.id, SectionId::Custom(_));
    if custom || section.name != untouched.name {
        properties.insert(txn, section::NAME, section.name.as_str());
    }
    if custom || section.order != untouched.order {
        properties.insert(txn, section::ORDER, section.order.to_string());
    }
    if section.hidden {
        properties.insert(txn, section::HIDDEN, true);
    }
    if section.deleted {
        properties.insert(txn, section::DELETED, true);
    }
    if !section.introduction.is_empty() {
        introduction.push(txn, &section.introduction);
    }
}

pub(super) fn put_entry(txn: &mut TransactionMut<'_>, roots: &Roots, entry: &Entry) {
    let map = roots.entries.insert(txn, entry.id.to_string(), MapPrelim::default());
    map.insert(txn, key::KIND, entry.kind.key());
    map.insert(txn, key::HOME, entry.home.to_string());
    map.insert(txn, key::ORDER, entry.order.to_string());
    if entry.agreement != Agreement::default() {
        map.insert(txn, key::AGREEMENT, entry.agreement.key());
    }
    put_changed(txn, &map, entry.changed, &entry.changed_by);
    if entry.deleted {
        map.insert(txn, key::DELETED, true);
    }
    for (spec, value) in entry.fields() {
        create_field(txn, &map, spec.field.key(), spec.shape, value);
    }
}

pub(super) fn put_changed(txn: &mut TransactionMut<'_>, map: &MapRef, changed: Timestamp, by: &str) {
    map.insert(txn, key::CHANGED, changed.seconds());
    if !by.is_empty() || map.contains_key(txn, key::CHANGED_BY) {
        map.insert(txn, key::CHANGED_BY, by);
    }
}

fn create_field(txn: &mut TransactionMut<'_>, map: &MapRef, key: &str, shape: Shape, value: &Value) {
    match value {
        Value::Text(text) => {
            map.insert(txn, key, TextPrelim::new(text.as_str()));
        }
        Value::Words(words) => {
            map.insert(txn, key, ArrayPrelim::from(words.iter().map(String::as_str)));
        }
        Value::Refs(ids) if matches!(shape, Shape::Many(_)) => {
            map.insert(txn, key, ArrayPrelim::from(ids.iter().map(EntryId::to_string)));
        }
        // A plain value needs no shared type: the last one written counts, and absent means empty.
        Value::Line(_) | Value::Flag(_) | Value::Refs(_) => set_plain(txn, map, key, value),
    }
}

fn set_plain(txn: &mut TransactionMut<'_>, map: &MapRef, key: &str, value: &Value) {
    let plain: Any = match value {
        Value::Flag(flag) => (*flag).into(),
        Value::Line(text) => text.as_str().into(),
        Value::Refs(ids) => ids.first().map(EntryId::to_string).unwrap_or_default().into(),
        Value::Text(_) | Value::Words(_) => return,
    };
    let empty = matches!(&plain, Any::String(text) if text.is_empty()) || matches!(plain, Any::Bool(false));
    if !empty || map.contains_key(txn, key) {
        map.insert(txn, key, plain);
    }
}

/// Changes a field of an entry that is there, keeping as much of the old value as possible, so that what
/// others do to it at the same time is kept, too.
pub(super) fn change_field(txn: &mut TransactionMut<'_>, map: &MapRef, key: &str, shape: Shape, value: &Value) {
    let there = map.get(txn, key);
    if let (Value::Text(text), Some(Out::YText(shared))) = (value, &there) {
        return change_text(txn, shared, text);
    }
    match (value, there.and_then(|there| list(&View::of(txn), there))) {
        (Value::Words(words), Some(shared)) => change_items(txn, &shared, words),
        (Value::Refs(ids), Some(shared)) if matches!(shape, Shape::Many(_)) => {
            let ids: Vec<_> = ids.iter().map(EntryId::to_string).collect();
            change_items(txn, &shared, &ids);
        }
        // Not there, or left by a faulty program in another form.
        _ => create_field(txn, map, key, shape, value),
    }
}

pub(super) fn change_text(txn: &mut TransactionMut<'_>, shared: &TextRef, text: &str) {
    let old = shared.get_string(txn);
    let splice = splice(&old, text);
    if splice.removed > 0 {
        shared.remove_range(txn, splice.at, splice.removed);
    }
    if !splice.inserted.is_empty() {
        shared.insert(txn, splice.at, splice.inserted);
    }
}

/// Removes what is no longer wanted and inserts what is new, item by item.
fn change_items(txn: &mut TransactionMut<'_>, shared: &ArrayRef, wanted: &[String]) {
    let current = |txn: &TransactionMut<'_>| -> Vec<Option<String>> {
        let text = |item| match item {
            Out::Any(Any::String(text)) => Some(text.to_string()),
            _ => None,
        };
        shared.iter(txn).map(text).collect()
    };
    let mut seen: Vec<String> = Vec::new();
    for (index, item) in (0u32..).zip(current(txn)).collect::<Vec<_>>().into_iter().rev() {
        match item {
            Some(item) if wanted.contains(&item) && !seen.contains(&item) => seen.push(item),
            _ => shared.remove(txn, index),
        }
    }
    for (index, item) in (0u32..).zip(wanted) {
        let now = current(txn);
        let position = now.iter().position(|other| other.as_ref() == Some(item));
        match position.and_then(|position| u32::try_from(position).ok()) {
            Some(position) if position == index => continue,
            Some(position) => shared.remove(txn, position),
            None => {}
        }
        shared.insert(txn, index, item.as_str());
    }
}
