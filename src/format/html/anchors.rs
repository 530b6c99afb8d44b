//! What links on a page lead to.

use crate::format::page::{Block, Cell, Row, Span, Target};
use crate::model::{EntryId, Home, SectionId};
use std::collections::HashSet;

/// What links can lead to on a page, and what of it they do lead to.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    headings: HashSet<Target>,
    rows: HashSet<EntryId>,
    linked: HashSet<Target>,
    /// What has been written. An id stands once in a file, whatever is on the page.
    placed: HashSet<Target>,
}

impl Anchors {
    pub(super) fn of(blocks: &[Block<'_>]) -> Self {
        let mut anchors = Self::default();
        for block in blocks {
            match block {
                Block::Heading { of, .. } => {
                    anchors.headings.insert(*of);
                }
                Block::Table(table) => anchors.rows.extend(table.rows.iter().map(|row| row.entry)),
                _ => {}
            }
        }
        for block in blocks {
            match block {
                Block::Contents { names, .. } => anchors.linked.extend(names.iter().map(|(_, target)| *target)),
                Block::Labelled { cell, .. } => anchors.link(cell, None),
                Block::Table(table) => {
                    for row in &table.rows {
                        row.cells.iter().for_each(|cell| anchors.link(cell, Some(row.entry)));
                    }
                }
                Block::Heading { .. }
                | Block::Note(_)
                | Block::Mark(_)
                | Block::Text { .. }
                | Block::Caption { .. }
                | Block::Lifecycle => {}
            }
        }
        anchors
    }

    /// Takes in the links of a cell, perhaps in the row of an entry.
    fn link(&mut self, cell: &Cell<'_>, row: Option<EntryId>) {
        let Cell::Values(spans) = cell else { return };
        for span in spans {
            if let Span::Name(_, id) = span
                && !self.is_own_row(*id, row)
            {
                self.linked.insert(Target::Entry(*id));
            }
        }
    }

    /// Whether a link to an entry would lead to the row that it stands in.
    pub(super) fn is_own_row(&self, entry: EntryId, row: Option<EntryId>) -> bool {
        row == Some(entry) && self.is_in_its_row(entry)
    }

    /// The address on the page of a section or an entry, if it is there.
    pub(super) fn address(&self, target: Target) -> Option<String> {
        let in_a_row = matches!(target, Target::Entry(entry) if self.rows.contains(&entry));
        (in_a_row || self.headings.contains(&target)).then(|| format!("#{}", id(target)))
    }

    /// Whether links to an entry lead to its row in a table.
    fn is_in_its_row(&self, entry: EntryId) -> bool {
        self.rows.contains(&entry) && !self.headings.contains(&Target::Entry(entry))
    }

    /// The id of a heading, the first time that it is asked for.
    pub(super) fn place(&mut self, target: Target) -> Option<String> {
        self.placed.insert(target).then(|| id(target))
    }

    /// The id of a row, where its entry has no heading.
    pub(super) fn place_row(&mut self, row: &Row<'_>) -> Option<String> {
        if self.is_in_its_row(row.entry) { self.place(Target::Entry(row.entry)) } else { None }
    }

    /// Whether any link leads to it.
    pub(super) fn is_linked(&self, target: Target) -> bool {
        self.linked.contains(&target)
    }
}

/// An id that stays the same when things are renamed. Letters, digits and `_`, at most 40 of them: Word takes no
/// other names of bookmarks, and makes no difference between capitals and small letters.
fn id(target: Target) -> String {
    match target {
        Target::Playbook => "playbook".to_owned(),
        Target::Home(home) => of_home(home),
        Target::List(home, kind) => format!("{}_{}", of_home(home), kind.key()),
        Target::Entry(entry) => of_entry(entry),
    }
}

fn of_home(home: Home) -> String {
    match home {
        Home::Section(SectionId::Standard(section)) => section.slug().replace('-', "_"),
        Home::Section(SectionId::Custom(section)) => format!("s{:032x}", section.to_bits()),
        Home::Directory => "directory".to_owned(),
        Home::Entry(entry) => of_entry(entry),
    }
}

fn of_entry(entry: EntryId) -> String {
    format!("e{:032x}", entry.to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::page::kinds;
    use crate::model::{CustomSectionId, StandardSection};

    #[test]
    fn ids_differ_and_are_names_of_bookmarks() {
        let sections = StandardSection::ALL.map(SectionId::Standard).into_iter();
        let sections =
            sections.chain([0, 1, u128::MAX].map(|bits| SectionId::Custom(CustomSectionId::from_bits(bits))));
        let homes: Vec<_> = sections.map(Home::Section).chain([Home::Directory]).collect();
        let lists = homes.iter().filter(|home| kinds(**home).len() > 1);
        let lists = lists.flat_map(|home| kinds(*home).iter().map(|kind| Target::List(*home, *kind)));
        let entries = [0, 1, u128::MAX].map(|bits| Target::Entry(EntryId::from_bits(bits)));
        let targets =
            homes.iter().map(|home| Target::Home(*home)).chain(lists).chain(entries).chain([Target::Playbook]);
        let ids: Vec<_> = targets.map(id).collect();
        let folded: HashSet<_> = ids.iter().map(|id| id.to_lowercase()).collect();
        assert_eq!(folded.len(), ids.len());
        for id in ids {
            assert!(id.len() <= 40 && id.starts_with(|c: char| c.is_ascii_lowercase()), "{id}");
            assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{id}");
        }
    }
}
