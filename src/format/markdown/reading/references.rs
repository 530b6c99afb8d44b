//! From the names in a document to the entries that are called so.

use super::overlay::Overlay;
use crate::format::names::Names;
use crate::model::{EntryId, FieldSpec, Targets, Value};

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
        let mut known = Names::of(&self.theirs, self.labels);
        for field in pending {
            let mut ids = Vec::new();
            let mut unknown = Vec::new();
            let mut rest = field.names.as_slice();
            while let Some((name, contact)) = rest.first() {
                let (found, taken) = known.longest(field.targets, rest);
                let found = found.or_else(|| {
                    let named = (name.as_str(), contact.as_str());
                    known.create(field.targets, named, &mut self.ids, &mut self.theirs, &mut self.remarks)
                });
                match found {
                    Some(id) if !field.one || ids.is_empty() => ids.push(id),
                    _ => unknown.extend(rest.get(..taken).unwrap_or_default().iter().map(|(name, _)| name.clone())),
                }
                rest = rest.get(taken..).unwrap_or_default();
            }
            if let Some(entry) = self.theirs.entries.get_mut(&field.entry) {
                entry.set(field.spec.field, Value::Refs(ids).cleaned());
            }
            if !unknown.is_empty() {
                self.keep_labelled(field.entry, self.labels.of(field.spec.label), &unknown.join("; "));
            }
        }
    }
}
