//! Edits: everything that a person can do to a playbook. The document carries them out.

use super::{Agreement, CustomSectionId, EntryId, Field, Home, Kind, SectionId, Value};

/// An entry to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// A fresh id.
    pub id: EntryId,
    /// What it is.
    pub kind: Kind,
    /// Where it goes.
    pub home: Home,
    /// Among its siblings, before this one; at the end if there is none.
    pub before: Option<EntryId>,
    /// How far colleagues are with it.
    pub agreement: Agreement,
    /// Fields to fill in at once.
    pub values: Vec<(Field, Value)>,
}

impl NewEntry {
    /// An empty entry at the end of its list.
    #[must_use]
    pub fn last(kind: Kind, home: Home) -> Self {
        Self { id: EntryId::random(), kind, home, before: None, agreement: Agreement::default(), values: Vec::new() }
    }
}

/// One thing to do. Each is one transaction, and typing apart, one step of undo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Rename the playbook.
    SetTitle(String),
    /// Keep what a file said that this program has no place for.
    SetUnknown(String),
    /// Dismiss the finding with this key, for a reason; without one, look for it again.
    Dismiss(String, String),
    /// Rename a section.
    RenameSection(SectionId, String),
    /// Rewrite a section's introduction.
    SetIntroduction(SectionId, String),
    /// Hide or show a section.
    HideSection(SectionId, bool),
    /// Put a section before another; at the end if there is none.
    MoveSection(SectionId, Option<SectionId>),
    /// Add a section at the end.
    AddSection(CustomSectionId, String),
    /// Put a section that a team added in the bin.
    DeleteSection(CustomSectionId),
    /// Take a section out of the bin.
    RestoreSection(CustomSectionId),
    /// Fill in a field.
    Set(EntryId, Field, Value),
    /// Say how far colleagues are with an entry.
    SetAgreement(EntryId, Agreement),
    /// Add an entry.
    Add(NewEntry),
    /// Put an entry before a sibling in its list; at the end if there is none.
    Move(EntryId, Option<EntryId>),
    /// Put an entry in the bin, with its parts.
    Delete(EntryId),
    /// Take an entry out of the bin.
    Restore(EntryId),
    /// Several at once, under the name of the whole, such as "duplicate tool".
    All(String, Vec<Edit>),
}
