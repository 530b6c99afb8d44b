//! For tests: small playbooks from rows.

use super::{Check, Found};
use crate::insight::Book;
use crate::model::{
    Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, PlaybookId, SectionId, Shape, StandardSection, Targets,
    Timestamp, Value,
};
use chrono::NaiveDate;

/// An entry of a sample: its kind and its fields, references by name, several of them and words with ` + ` between. A part
/// belongs to the last entry before it that it may belong to.
#[derive(Clone)]
pub(in crate::insight) struct Row {
    kind: Kind,
    fields: Vec<(Field, String)>,
    is_deleted: bool,
    changed: Timestamp,
}

pub(in crate::insight) fn row(kind: Kind, fields: &[(Field, &str)]) -> Row {
    let fields = fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
    Row { kind, fields, is_deleted: false, changed: Timestamp::default() }
}

/// A row that only has a name.
pub(in crate::insight) fn named(kind: Kind, name: &str) -> Row {
    row(kind, &[(Field::Name, name)])
}

impl Row {
    pub(in crate::insight) fn binned(self) -> Self {
        Self { is_deleted: true, ..self }
    }

    pub(in crate::insight) fn changed(self, day: &str) -> Self {
        let changed = Timestamp::parse_rfc3339(&format!("{day}T12:00:00Z")).expect("a day");
        Self { changed, ..self }
    }
}

/// The name of an entry that was deleted for good.
pub(in crate::insight) const GONE: &str = "(gone)";

/// The day on which samples are looked at.
pub(in crate::insight) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date")
}

/// Entries get the ids 1, 2, 3 and so on, in the order of the rows.
pub(in crate::insight) fn playbook(rows: &[Row]) -> Playbook {
    let mut playbook = Playbook::new(PlaybookId::from_bits(1), "");
    for ((row, key), bits) in rows.iter().zip(OrderKey::spread(rows.len())).zip(1..) {
        let id = EntryId::from_bits(bits);
        let mut entry = Entry::new(id, row.kind, home(&playbook, row.kind), key);
        (entry.deleted, entry.changed) = (row.is_deleted, row.changed);
        if let Some((_, name)) = row.fields.iter().find(|(field, _)| *field == Field::Name) {
            entry.set(Field::Name, Value::Line(name.clone()));
        }
        playbook.entries.insert(id, entry);
    }
    // References may name entries further down.
    for (row, bits) in rows.iter().zip(1..) {
        for (field, text) in &row.fields {
            let shape = row.kind.field(*field).unwrap_or_else(|| panic!("{:?} has no {field:?}", row.kind)).shape;
            let value = value(&playbook, shape, text).cleaned();
            let entry = playbook.entries.get_mut(&EntryId::from_bits(bits)).expect("an entry");
            assert!(entry.set(*field, value), "{field:?} {text}");
        }
    }
    assert_eq!(playbook.violations(), []);
    playbook
}

fn home(playbook: &Playbook, kind: Kind) -> Home {
    if kind.in_directory() {
        return Home::Directory;
    }
    if kind == Kind::Entry {
        panic!("samples have no sections of their own");
    }
    let last = playbook.entries.values().rfind(|entry| entry.kind.parts().contains(&kind));
    let section = StandardSection::ALL.into_iter().find(|section| section.kinds().contains(&kind));
    match (section, last) {
        (Some(section), _) => Home::Section(SectionId::Standard(section)),
        (None, Some(whole)) => Home::Entry(whole.id),
        (None, None) => panic!("{kind:?} is part of nothing"),
    }
}

fn value(playbook: &Playbook, shape: Shape, text: &str) -> Value {
    let parts = || text.split(" + ").filter(|part| !part.is_empty());
    match shape {
        Shape::Text => Value::Text(text.to_owned()),
        Shape::Flag => Value::Flag(text == "yes"),
        Shape::Words => Value::Words(parts().map(str::to_owned).collect()),
        Shape::One(targets) | Shape::Many(targets) => {
            Value::Refs(parts().map(|name| find(playbook, targets, name)).collect())
        }
        _ => Value::Line(text.to_owned()),
    }
}

fn find(playbook: &Playbook, targets: Targets, name: &str) -> EntryId {
    let found = |entry: &&Entry| targets.kinds().contains(&entry.kind) && entry.name() == name;
    match playbook.entries.values().find(found) {
        Some(entry) => entry.id,
        None if name == GONE => EntryId::from_bits(0),
        None => panic!("no {name}"),
    }
}

/// All that a check finds.
pub(super) fn found(check: &Check, playbook: &Playbook) -> Vec<Found> {
    (check.run)(&Book::of(playbook), today())
}

/// What a check says of these rows.
pub(in crate::insight) fn says(check: &Check, rows: &[Row]) -> Vec<String> {
    found(check, &playbook(rows)).into_iter().map(|found| found.what).collect()
}

/// What its fixes do to them, by the words on the buttons.
pub(in crate::insight) fn labels(check: &Check, rows: &[Row]) -> Vec<String> {
    found(check, &playbook(rows)).into_iter().filter_map(|found| found.fix).map(|fix| fix.label).collect()
}
