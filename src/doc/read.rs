//! From the shared document to plain values. What another program left in a wrong form is read as empty or left
//! out, never a panic.

use super::Replica;
use super::schema::{Roots, SectionRefs, VERSION, entry as key, meta, section};
use crate::model::field::{clean_line, clean_text};
use crate::model::sorting::sort_by;
use crate::model::{
    Agreement, Choice, Edit, Entry, EntryId, Home, Kind, OrderKey, Playbook, PlaybookId, Section, SectionId, Shape,
    StandardSection, Timestamp, Value,
};
use yrs::branch::BranchPtr;
use yrs::{
    Any, Array as _, ArrayRef, GetString as _, Map as _, MapRef, Number, Out, ReadTxn, Store, TextRef, Transact as _,
};

/// What every transaction can be read through. Were the functions below generic over transactions, each would be
/// compiled, and downloaded, for reading ones and for writing ones.
pub(super) struct View<'a>(&'a Store);

impl<'a> View<'a> {
    pub(super) fn of(txn: &'a impl ReadTxn) -> Self {
        Self(txn.store())
    }
}

impl ReadTxn for View<'_> {
    fn store(&self) -> &Store {
        self.0
    }
}

impl Replica {
    /// An entry as it is now, in the bin or not; `None` when there is none with this id.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<Entry> {
        entry(&View::of(&self.doc.transact()), &self.roots, id)
    }

    /// The sections as they are now, in order, those in the bin included.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        sections(&View::of(&self.doc.transact()), &self.roots)
    }

    /// The title as it is now.
    #[must_use]
    pub fn title(&self) -> String {
        line(&View::of(&self.doc.transact()), &self.roots.meta, meta::TITLE).unwrap_or_default()
    }

    /// The findings that are dismissed now, each with its reason.
    #[must_use]
    pub fn dismissed(&self) -> Vec<(String, String)> {
        dismissed(&View::of(&self.doc.transact()), &self.roots)
    }

    /// Whether a newer version of this program has written this document, in a structure that this one does not know.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        let version = self.roots.meta.get(&self.doc.transact(), meta::VERSION);
        matches!(version, Some(Out::Any(Any::Number(Number::Float(version)))) if version > f64::from(VERSION))
            || matches!(version, Some(Out::Any(Any::Number(Number::Int(version)))) if version > i64::from(VERSION))
    }

    /// Whether the edit could be made now.
    #[must_use]
    pub fn allows(&self, edit: &Edit) -> bool {
        edit.check(&View::of(&self.doc.transact()), &self.roots).is_ok()
    }
}

pub(super) fn playbook_id(txn: &View<'_>, roots: &Roots) -> Option<PlaybookId> {
    line(txn, &roots.meta, meta::ID)?.parse().ok()
}

pub(super) fn playbook(txn: &View<'_>, roots: &Roots) -> Option<Playbook> {
    let mut playbook = Playbook::new(playbook_id(txn, roots)?, line(txn, &roots.meta, meta::TITLE).unwrap_or_default());
    playbook.sections = sections(txn, roots);
    playbook.unknown = line(txn, &roots.meta, meta::UNKNOWN).unwrap_or_default();
    playbook.dismissed = dismissed(txn, roots);
    for id in entry_ids(txn, roots) {
        if let Some(entry) = entry(txn, roots, id) {
            playbook.entries.insert(id, entry);
        }
    }
    playbook.drop_homeless();
    Some(playbook)
}

fn dismissed(txn: &View<'_>, roots: &Roots) -> Vec<(String, String)> {
    let reason = |key: &str| {
        let finding = key.strip_prefix(meta::DISMISSED)?.to_owned();
        line(txn, &roots.meta, key).filter(|reason| !reason.is_empty()).map(|reason| (finding, reason))
    };
    let mut dismissed: Vec<_> = roots.meta.keys(txn).filter_map(reason).collect();
    sort_by(&mut dismissed, Ord::cmp);
    dismissed
}

pub(super) fn entry_ids<'a>(txn: &'a View<'_>, roots: &'a Roots) -> impl Iterator<Item = EntryId> + 'a {
    roots.entries.keys(txn).filter_map(|id| id.parse().ok())
}

pub(super) fn entry_map(txn: &View<'_>, roots: &Roots, id: EntryId) -> Option<MapRef> {
    match roots.entries.get(txn, &id.to_string())? {
        Out::YMap(map) => Some(map),
        _ => None,
    }
}

/// What places an entry, without its fields: enough to find siblings, and much quicker to read.
pub(super) struct Placement {
    pub(super) id: EntryId,
    pub(super) kind: Kind,
    pub(super) home: Home,
    pub(super) order: OrderKey,
    pub(super) deleted: bool,
}

pub(super) fn placement(txn: &View<'_>, roots: &Roots, id: EntryId) -> Option<Placement> {
    let map = entry_map(txn, roots, id)?;
    Some(Placement {
        id,
        kind: Kind::from_key(&line(txn, &map, key::KIND)?)?,
        home: line(txn, &map, key::HOME)?.parse().ok()?,
        order: line(txn, &map, key::ORDER).and_then(|order| OrderKey::parse(&order)).unwrap_or_default(),
        deleted: flag(txn, &map, key::DELETED),
    })
}

pub(super) fn entry(txn: &View<'_>, roots: &Roots, id: EntryId) -> Option<Entry> {
    let map = entry_map(txn, roots, id)?;
    let placement = placement(txn, roots, id)?;
    if !placement.home.holds(placement.kind) {
        return None;
    }
    let mut entry = Entry::new(id, placement.kind, placement.home, placement.order);
    entry.deleted = placement.deleted;
    entry.agreement =
        line(txn, &map, key::AGREEMENT).and_then(|agreement| Agreement::from_key(&agreement)).unwrap_or_default();
    entry.changed = seconds(txn, &map, key::CHANGED);
    entry.changed_by = line(txn, &map, key::CHANGED_BY).unwrap_or_default();
    for spec in entry.kind.fields() {
        entry.set(spec.field, value(txn, &map, spec.field.key(), spec.shape));
    }
    Some(entry)
}

pub(super) fn sections(txn: &View<'_>, roots: &Roots) -> Vec<Section> {
    let standard = StandardSection::ALL
        .iter()
        .filter_map(|id| Some(read_section(txn, SectionId::Standard(*id), &roots.standard(*id)?)));
    let custom = roots.custom.keys(txn).filter_map(|id| {
        let id = SectionId::Custom(id.parse().ok()?);
        Some(read_section(txn, id, &section_refs(txn, roots, id)?))
    });
    let mut sections: Vec<_> = standard.chain(custom).collect();
    sort_by(&mut sections, |a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
    sections
}

pub(super) fn section_refs(txn: &View<'_>, roots: &Roots, id: SectionId) -> Option<SectionRefs> {
    match id {
        SectionId::Standard(section) => roots.standard(section),
        SectionId::Custom(id) => {
            let Out::YMap(properties) = roots.custom.get(txn, &id.to_string())? else { return None };
            let Out::YText(introduction) = properties.get(txn, section::INTRODUCTION)? else { return None };
            Some(SectionRefs { properties, introduction })
        }
    }
}

fn read_section(txn: &View<'_>, id: SectionId, refs: &SectionRefs) -> Section {
    let mut read = Section::new(id);
    if let Some(name) = line(txn, &refs.properties, section::NAME) {
        read.name = name;
    }
    if let Some(order) = line(txn, &refs.properties, section::ORDER).and_then(|order| OrderKey::parse(&order)) {
        read.order = order;
    }
    read.hidden = flag(txn, &refs.properties, section::HIDDEN);
    read.deleted = matches!(id, SectionId::Custom(_)) && flag(txn, &refs.properties, section::DELETED);
    read.introduction = clean_text(refs.introduction.get_string(txn));
    read
}

fn value(txn: &View<'_>, map: &MapRef, key: &str, shape: Shape) -> Value {
    match shape {
        Shape::Text => Value::Text(match map.get(txn, key) {
            Some(Out::YText(text)) => clean_text(text.get_string(txn)),
            Some(Out::Any(Any::String(text))) => clean_text(text.to_string()),
            _ => String::new(),
        }),
        Shape::Flag => Value::Flag(flag(txn, map, key)),
        Shape::One(_) => Value::Refs(line(txn, map, key).and_then(|id| id.parse().ok()).into_iter().collect()),
        Shape::Many(_) => {
            Value::Refs(strings(txn, map, key).iter().filter_map(|id| id.parse().ok()).collect()).cleaned()
        }
        Shape::Words => Value::Words(strings(txn, map, key)).cleaned(),
        Shape::Choice(choices) => Value::Line(known_code(choices, line(txn, map, key).unwrap_or_default())),
        Shape::Line | Shape::Suggested | Shape::Link | Shape::Date => {
            Value::Line(line(txn, map, key).unwrap_or_default())
        }
    }
}

fn known_code(choices: &[Choice], code: String) -> String {
    if choices.iter().any(|choice| choice.code == code) { code } else { String::new() }
}

pub(super) fn line(txn: &View<'_>, map: &MapRef, key: &str) -> Option<String> {
    match map.get(txn, key)? {
        Out::Any(Any::String(text)) => Some(clean_line(&text)),
        Out::YText(text) => Some(clean_line(&text.get_string(txn))),
        _ => None,
    }
}

fn flag(txn: &View<'_>, map: &MapRef, key: &str) -> bool {
    matches!(map.get(txn, key), Some(Out::Any(Any::Bool(true))))
}

pub(super) fn seconds(txn: &View<'_>, map: &MapRef, key: &str) -> Timestamp {
    match map.get(txn, key) {
        Some(Out::Any(Any::Number(Number::Int(seconds)))) => Timestamp::from_seconds(seconds),
        Some(Out::Any(Any::Number(Number::Float(seconds)))) => Timestamp::from_millis(seconds * 1000.0),
        _ => Timestamp::default(),
    }
}

fn strings(txn: &View<'_>, map: &MapRef, key: &str) -> Vec<String> {
    match map.get(txn, key).and_then(|value| list(txn, value)) {
        Some(array) => array
            .iter(txn)
            .filter_map(|item| match item {
                Out::Any(Any::String(text)) => Some(text.to_string()),
                _ => None,
            })
            .collect(),
        None => Vec::new(),
    }
}

/// A value as a list. None has letters of a text among its items, but bytes that somebody made up may put them there, and
/// yrs 0.28 never comes to the end of some of these.
pub(super) fn list(txn: &View<'_>, value: Out) -> Option<ArrayRef> {
    let Out::YArray(array) = value else { return None };
    let letters = TextRef::from(BranchPtr::from(array.as_ref()));
    letters.get_string(txn).is_empty().then_some(array)
}
