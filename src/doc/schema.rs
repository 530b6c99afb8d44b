//! The structure of the shared document: its root types and the keys in them. `docs/DOCUMENT.md` says the same
//! for other programs; change both together.

use super::Step;
use crate::model::StandardSection;
use yrs::undo::UndoManager;
use yrs::{DeepObservable as _, Doc, MapRef, TextRef};

/// The root map with what is said of the playbook itself.
pub(super) const PLAYBOOK: &str = "playbook";

/// The root map with all entries, and that with the sections that were added.
pub(super) const ENTRIES: &str = "entries";
pub(super) const SECTIONS: &str = "sections";

/// Keys of the root map of the playbook itself.
pub(super) mod meta {
    pub(crate) const ID: &str = "id";
    pub(crate) const TITLE: &str = "title";
    pub(crate) const VERSION: &str = "version";
    pub(crate) const UNKNOWN: &str = "unknown";
    /// Begins the keys under which reasons stand.
    pub(crate) const DISMISSED: &str = "dismissed/";
}

/// The version of the structure that this program writes.
pub(super) const VERSION: u32 = 1;

/// Keys of a section.
pub(super) mod section {
    pub(crate) const NAME: &str = "name";
    pub(crate) const HIDDEN: &str = "hidden";
    pub(crate) const DELETED: &str = "deleted";
    pub(crate) const ORDER: &str = "order";
    pub(crate) const INTRODUCTION: &str = "introduction";
}

/// Keys of an entry, beside those of its fields. None of them is the key of a field.
pub(super) mod entry {
    pub(crate) const KIND: &str = "@kind";
    pub(crate) const HOME: &str = "@home";
    pub(crate) const ORDER: &str = "@order";
    pub(crate) const AGREEMENT: &str = "@agreement";
    pub(crate) const CHANGED: &str = "@changed";
    pub(crate) const CHANGED_BY: &str = "@changedBy";
    pub(crate) const DELETED: &str = "@deleted";
}

/// The root-level types. Those of the standard sections are at the root because two people who start from the
/// same template must not each create their own.
pub(super) struct Roots {
    /// Properties of the playbook itself.
    pub(super) meta: MapRef,
    /// Entries by id, each a map that is created with all its fields.
    pub(super) entries: MapRef,
    /// Sections that were added, by id.
    pub(super) custom: MapRef,
    standard: Vec<(StandardSection, MapRef, TextRef)>,
}

/// Where the properties of a section are.
pub(super) struct SectionRefs {
    pub(super) properties: MapRef,
    pub(super) introduction: TextRef,
}

impl Roots {
    pub(super) fn of(doc: &Doc) -> Self {
        let standard = StandardSection::ALL.map(|section| {
            let slug = section.slug();
            (
                section,
                doc.get_or_insert_map(format!("section/{slug}")),
                doc.get_or_insert_text(format!("introduction/{slug}")),
            )
        });
        Self {
            meta: doc.get_or_insert_map(PLAYBOOK),
            entries: doc.get_or_insert_map(ENTRIES),
            custom: doc.get_or_insert_map(SECTIONS),
            standard: standard.into(),
        }
    }

    pub(super) fn standard(&self, section: StandardSection) -> Option<SectionRefs> {
        self.standard.iter().find(|(other, ..)| *other == section).map(|(_, properties, introduction)| SectionRefs {
            properties: properties.clone(),
            introduction: introduction.clone(),
        })
    }

    /// Calls `note` whenever something of any section changes.
    pub(super) fn observe_sections(&self, note: impl Fn() + Clone + 'static) {
        let custom = note.clone();
        self.custom.observe_deep("sections", move |_, _| custom());
        for (_, properties, introduction) in &self.standard {
            let (first, second) = (note.clone(), note.clone());
            properties.observe_deep("sections", move |_, _| first());
            introduction.observe_deep("sections", move |_, _| second());
        }
    }

    pub(super) fn expand_scope(&self, doc: &Doc, undo: &mut UndoManager<Step>) {
        undo.expand_scope(doc, &self.meta);
        undo.expand_scope(doc, &self.entries);
        undo.expand_scope(doc, &self.custom);
        for (_, properties, introduction) in &self.standard {
            undo.expand_scope(doc, properties);
            undo.expand_scope(doc, introduction);
        }
    }
}
