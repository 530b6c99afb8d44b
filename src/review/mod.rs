//! What another version of a playbook says otherwise, and the edits that take it over.
//!
//! The other version may be a file that somebody wrote or changed by hand, in any format. First its entries are
//! [matched](matched) with ours; then the [differences] are found; and of those that were accepted,
//! [`adopt`] makes edits, to be carried out on our document as if somebody had typed them.
//!
//! Both sides should have come through the same reader, so that what a format cannot say is no difference.

mod adopt;
mod key;
mod matching;
mod moves;
mod on_top;
mod rows;
#[cfg(test)]
mod tests;
mod versions;
mod words;

pub use adopt::adopt;
pub use key::NoDifference;
pub use matching::matched;
pub use on_top::on_top;
pub use rows::{Row, rows};
pub use versions::{Comparison, compare, compare_reading, merge, merge_reading};
pub use words::{Piece, marked};

use crate::model::{CustomSectionId, EntryId, Field, Home, Kind, Outline, Playbook, SectionId, Shape, Value};
use moves::in_order;
use std::collections::HashSet;

/// One thing that the other version says otherwise. What it is is looked up in both playbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Difference {
    /// The title of the playbook.
    Title,
    /// A section that we do not have, with everything in it.
    SectionAdded(SectionId),
    /// A section of ours that it does not have, with everything in it.
    SectionMissing(CustomSectionId),
    /// What a section is called.
    SectionName(SectionId),
    /// Whether a section is hidden.
    SectionHidden(SectionId),
    /// The introduction of a section.
    Introduction(SectionId),
    /// The order of the sections that both have.
    SectionOrder,
    /// An entry that we do not have, with its parts. Perhaps it is in our bin.
    Added(EntryId),
    /// An entry of ours that it does not have, with its parts.
    Missing(EntryId),
    /// A field of an entry that both have.
    Field(EntryId, Field),
    /// How far colleagues are with an entry that both have.
    Agreement(EntryId),
    /// The order of the entries that both have in a list.
    Order(Home, Kind),
}

/// What `theirs` says otherwise than `ours`, in the order of theirs; what is missing in a list comes at its end.
#[must_use]
pub fn differences(ours: &Playbook, theirs: &Playbook) -> Vec<Difference> {
    let mut search = Search { ours: Side::of(ours), theirs: Side::of(theirs), found: Vec::new() };
    search.playbook();
    search.found
}

/// One of the two versions, without what is in its bin.
struct Side<'a> {
    playbook: &'a Playbook,
    outline: Outline,
    entries: HashSet<EntryId>,
}

impl<'a> Side<'a> {
    fn of(playbook: &'a Playbook) -> Self {
        let mut side = Self { playbook, outline: playbook.outline(), entries: HashSet::new() };
        let sections = playbook.sections.iter().filter(|section| !section.deleted);
        let homes = std::iter::once(Home::Directory).chain(sections.map(|section| Home::Section(section.id)));
        homes.for_each(|home| side.note(home));
        side
    }

    fn note(&mut self, home: Home) {
        for kind in self.kinds(home) {
            for id in self.outline.list(home, kind).to_vec() {
                self.entries.insert(id);
                self.note(Home::Entry(id));
            }
        }
    }

    /// What can stand in a place.
    fn kinds(&self, home: Home) -> Vec<Kind> {
        match home {
            Home::Directory => Kind::ALL.into_iter().filter(|kind| kind.in_directory()).collect(),
            Home::Section(section) => section.kinds().to_vec(),
            Home::Entry(whole) => self.playbook.entries.get(&whole).map_or_else(Vec::new, |e| e.kind.parts().to_vec()),
        }
    }

    fn list(&self, home: Home, kind: Kind) -> &[EntryId] {
        self.outline.list(home, kind)
    }

    fn has(&self, id: EntryId) -> bool {
        self.entries.contains(&id)
    }

    fn has_section(&self, id: SectionId) -> bool {
        self.playbook.section(id).is_some_and(|section| !section.deleted)
    }

    /// The value of a field, without references that lead nowhere.
    fn value(&self, id: EntryId, field: Field) -> Option<Value> {
        let entry = self.playbook.entries.get(&id)?;
        let value = entry.value(field)?.clone();
        match (value, entry.kind.field(field)?.shape) {
            (Value::Refs(mut ids), Shape::One(targets) | Shape::Many(targets)) => {
                let fits = |id: &EntryId| {
                    let target = self.playbook.entries.get(id);
                    self.has(*id) && target.is_some_and(|target| targets.kinds().contains(&target.kind))
                };
                ids.retain(fits);
                Some(Value::Refs(ids))
            }
            (value, _) => Some(value),
        }
    }
}

struct Search<'a> {
    ours: Side<'a>,
    theirs: Side<'a>,
    found: Vec<Difference>,
}

impl Search<'_> {
    fn playbook(&mut self) {
        let (ours, theirs) = (self.ours.playbook, self.theirs.playbook);
        self.note(ours.title != theirs.title && !theirs.title.is_empty(), Difference::Title);
        self.lists(Home::Directory);
        for section in theirs.sections.iter().filter(|section| !section.deleted) {
            match ours.section(section.id).filter(|section| !section.deleted) {
                None => self.found.push(Difference::SectionAdded(section.id)),
                Some(here) => {
                    self.note(here.written_title() != section.written_title(), Difference::SectionName(section.id));
                    self.note(here.hidden != section.hidden, Difference::SectionHidden(section.id));
                    self.note(here.introduction != section.introduction, Difference::Introduction(section.id));
                    self.lists(Home::Section(section.id));
                }
            }
        }
        for section in ours.sections.iter().filter(|section| !section.deleted) {
            if let SectionId::Custom(id) = section.id {
                self.note(!self.theirs.has_section(section.id), Difference::SectionMissing(id));
            }
        }
        let order = |side: &Side<'_>, other: &Side<'_>| -> Vec<SectionId> {
            let ids = side.playbook.sections.iter().map(|section| section.id);
            ids.filter(|id| side.has_section(*id) && other.has_section(*id)).collect()
        };
        let same = order(&self.ours, &self.theirs) == order(&self.theirs, &self.ours);
        self.note(!same, Difference::SectionOrder);
    }

    fn note(&mut self, differs: bool, difference: Difference) {
        self.found.extend(differs.then_some(difference));
    }

    fn lists(&mut self, home: Home) {
        for kind in self.theirs.kinds(home) {
            for id in self.theirs.list(home, kind).to_vec() {
                if self.ours.has(id) {
                    self.entry(id);
                } else {
                    self.found.push(Difference::Added(id));
                }
            }
            for id in self.ours.list(home, kind) {
                if !self.theirs.has(*id) {
                    self.found.push(Difference::Missing(*id));
                }
            }
            let in_order = in_order(self.ours.list(home, kind), self.theirs.list(home, kind));
            self.note(!in_order, Difference::Order(home, kind));
        }
    }

    fn entry(&mut self, id: EntryId) {
        let (ours, theirs) = (&self.ours.playbook.entries, &self.theirs.playbook.entries);
        let (Some(here), Some(there)) = (ours.get(&id), theirs.get(&id)) else { return };
        for spec in here.kind.fields() {
            let differs = self.ours.value(id, spec.field) != self.theirs.value(id, spec.field);
            self.note(differs, Difference::Field(id, spec.field));
        }
        self.note(here.agreement != there.agreement, Difference::Agreement(id));
        self.lists(Home::Entry(id));
    }
}
