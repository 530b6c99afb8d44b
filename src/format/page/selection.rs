//! What of a playbook is written, and how.

use super::layout::Layout;
use crate::format::labels::Labels;
use crate::model::{Agreement, Entry, EntryId, Home};
use std::collections::BTreeSet;

/// What of a playbook is written, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// How much of it.
    pub part: Part,
    /// Sections, or the directory, that are left out of the whole. Hidden sections are left out always.
    pub left_out: BTreeSet<Home>,
    /// Whether entries are written that are drafts.
    pub drafts: bool,
    /// How lists are written.
    pub lists: Lists,
    /// Whether the whole begins with the names of its sections.
    pub contents: bool,
    /// The language of what nobody wrote.
    pub labels: Labels,
}

/// How much of a playbook is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// All of it.
    #[default]
    Whole,
    /// What stands in a section, or the people and teams.
    Home(Home),
    /// One entry.
    Entry(EntryId),
}

/// How a list of entries is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lists {
    /// As a table where rows are short, with headings for what is long.
    #[default]
    Tables,
    /// Each entry under a heading of its own.
    Headings,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            part: Part::Whole,
            left_out: BTreeSet::new(),
            drafts: true,
            lists: Lists::Tables,
            contents: true,
            labels: Labels::English,
        }
    }
}

impl Selection {
    /// Only so much.
    #[must_use]
    pub fn of(part: Part) -> Self {
        Self { part, ..Self::default() }
    }

    /// Whether an entry is written where its place is.
    pub(super) fn takes(&self, entry: &Entry) -> bool {
        self.drafts || entry.agreement != Agreement::Draft || !Layout::of(entry.kind).agreement
    }
}
