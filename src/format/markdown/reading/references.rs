//! From the names in a document to the entries that are called so.

use super::Remark;
use super::overlay::Overlay;
use super::told::folded;
use crate::format::page::Titles;
use crate::model::field::clean_line;
use crate::model::{Entry, EntryId, Field, FieldSpec, Home, Kind, OrderKey, Targets, Value};
use std::collections::HashMap;

/// The references that wait until all entries are known.
#[derive(Default)]
pub(super) struct References {
    pending: Vec<Pending>,
}

/// The references in one field of one entry.
pub(super) struct Pending {
    pub(super) entry: EntryId,
    pub(super) spec: &'static FieldSpec,
    pub(super) targets: Targets,
    /// Whether the field takes one only.
    pub(super) one: bool,
    /// The names, and how to reach them where that is said.
    pub(super) names: Vec<(String, String)>,
}

impl References {
    pub(super) fn wait(&mut self, pending: Pending) {
        self.pending.push(pending);
    }
}

impl Overlay<'_> {
    /// Fills in all fields that waited.
    pub(super) fn resolve_references(&mut self) {
        let pending = std::mem::take(&mut self.references.pending);
        if pending.is_empty() {
            return;
        }
        let mut known = self.names();
        for field in pending {
            let mut ids = Vec::new();
            let mut unknown = Vec::new();
            let mut rest = field.names.as_slice();
            while !rest.is_empty() {
                let (found, taken) = longest(&known, field.targets, rest);
                let found = found.or_else(|| {
                    let (name, contact) = rest.first()?;
                    self.create(field.targets, name, contact, &mut known)
                });
                match found {
                    Some(id) if !(field.one && !ids.is_empty()) => ids.push(id),
                    _ => unknown.extend(rest.get(..taken).unwrap_or_default().iter().map(|(name, _)| name.clone())),
                }
                rest = rest.get(taken..).unwrap_or_default();
            }
            if let Some(entry) = self.theirs.entries.get_mut(&field.entry) {
                entry.set(field.spec.field, Value::Refs(ids).cleaned());
            }
            if !unknown.is_empty() {
                self.keep_labelled(field.entry, field.spec.label, &unknown.join("; "));
            }
        }
    }

    /// Who is called what, the surest names first.
    fn names(&self) -> HashMap<(Kind, String), EntryId> {
        let mut names = HashMap::new();
        let outline = self.theirs.outline();
        let titles = Titles::of(&self.theirs, &outline);
        for (_, kind, list) in outline.lists() {
            for id in list {
                if let Some(title) = titles.of_entry(*id) {
                    names.entry((kind, folded(title))).or_insert(*id);
                }
            }
        }
        names
    }

    /// Adds somebody who was not known: whoever is named in a document is there.
    fn create(
        &mut self,
        targets: Targets,
        name: &str,
        contact: &str,
        known: &mut HashMap<(Kind, String), EntryId>,
    ) -> Option<EntryId> {
        let kind = targets.kinds().first().copied().filter(|_| targets.creates())?;
        let last = self.theirs.outline().list(Home::Directory, kind).last().copied();
        let last = last.and_then(|id| self.theirs.entries.get(&id)).map(|entry| entry.order.clone());
        let id = self.ids.entry();
        let mut entry = Entry::new(id, kind, Home::Directory, OrderKey::between(last.as_ref(), None));
        entry.set(Field::Name, Value::Line(clean_line(name)));
        entry.set(Field::Contact, Value::Line(clean_line(contact)));
        self.theirs.entries.insert(id, entry);
        known.insert((kind, folded(name)), id);
        let text = format!("“{name}” was not known; added to {}.", kind.list_name());
        self.remarks.push(Remark { text, place: String::new(), left_out: false });
        Some(id)
    }
}

/// The entry that is called by the most of these names together, for a name may hold what stands between names; and how many
/// that are.
fn longest(
    known: &HashMap<(Kind, String), EntryId>,
    targets: Targets,
    names: &[(String, String)],
) -> (Option<EntryId>, usize) {
    const MOST: usize = 4;
    for count in (1..=names.len().min(MOST)).rev() {
        let name = names[..count].iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("; ");
        let found = targets.kinds().iter().find_map(|kind| known.get(&(*kind, folded(&name))));
        if let Some(id) = found {
            return (Some(*id), count);
        }
    }
    (None, 1)
}
