//! Edits that take over what another version of the playbook says.

use super::moves::moves;
use super::words::chunks;
use super::{Difference, Side};
use crate::model::{Edit, Entry, EntryId, Field, Home, Kind, NewEntry, Playbook, SectionId, Value};
use std::collections::HashSet;

/// The edits that take these differences over into `ours`. What an accepted entry refers to comes along, so that no
/// reference leads nowhere.
#[must_use]
pub fn adopt(accepted: &[Difference], ours: &Playbook, theirs: &Playbook) -> Vec<Edit> {
    let mut adoption = Adoption {
        ours: Side::of(ours),
        theirs: Side::of(theirs),
        sections: Vec::new(),
        added: HashSet::new(),
        placed: HashSet::new(),
        edits: Vec::new(),
    };
    // Entries may refer to what stands in a section that comes later.
    adoption.sections = accepted
        .iter()
        .filter_map(|difference| match difference {
            Difference::SectionAdded(id) => Some(*id),
            _ => None,
        })
        .collect();
    // What is new finds its place among what is in order.
    let is_order = |difference: &&Difference| matches!(difference, Difference::SectionOrder | Difference::Order(..));
    for difference in accepted.iter().filter(is_order).chain(accepted.iter().filter(|one| !is_order(one))) {
        adoption.take(*difference);
    }
    adoption.edits
}

struct Adoption<'a> {
    ours: Side<'a>,
    theirs: Side<'a>,
    /// Sections that come in.
    sections: Vec<SectionId>,
    /// Entries that come in, so that nothing comes twice; and those of them that have an edit already.
    added: HashSet<EntryId>,
    placed: HashSet<EntryId>,
    edits: Vec<Edit>,
}

impl Adoption<'_> {
    fn take(&mut self, difference: Difference) {
        let theirs = self.theirs.playbook;
        let section = |id| theirs.section(id);
        match difference {
            Difference::Title => self.edits.push(Edit::SetTitle(theirs.title.clone())),
            Difference::SectionAdded(id) => self.add_section(id),
            Difference::SectionMissing(id) => self.edits.push(Edit::DeleteSection(id)),
            Difference::SectionName(id) => {
                self.edits.extend(section(id).map(|s| Edit::RenameSection(id, s.written_title().to_owned())));
            }
            Difference::SectionHidden(id) => {
                self.edits.extend(section(id).map(|section| Edit::HideSection(id, section.hidden)));
            }
            Difference::Introduction(id) => {
                let old = self.ours.playbook.section(id).map(|section| section.introduction.as_str());
                let new = section(id).map(|section| section.introduction.as_str());
                if let (Some(old), Some(new)) = (old, new) {
                    self.edits.extend(rewrites(old, new).into_iter().map(|text| Edit::SetIntroduction(id, text)));
                }
            }
            Difference::SectionOrder => {
                let order = |playbook: &Playbook| playbook.sections.iter().map(|s| s.id).collect::<Vec<_>>();
                let moves = moves(&order(self.ours.playbook), &order(theirs));
                self.edits.extend(moves.into_iter().map(|(id, before)| Edit::MoveSection(id, before)));
            }
            Difference::Added(id) => self.add(id),
            Difference::Missing(id) => self.edits.push(Edit::Delete(id)),
            Difference::Field(id, field) => self.set(id, field),
            Difference::Agreement(id) => {
                self.edits.extend(theirs.entries.get(&id).map(|entry| Edit::SetAgreement(id, entry.agreement)));
            }
            Difference::Order(home, kind) => {
                let moves = moves(self.ours.list(home, kind), self.theirs.list(home, kind));
                self.edits.extend(moves.into_iter().map(|(id, before)| Edit::Move(id, before)));
            }
        }
    }

    fn set(&mut self, id: EntryId, field: Field) {
        let Some(new) = self.incoming(id, field) else { return };
        let old = self.ours.playbook.entries.get(&id).and_then(|entry| entry.value(field));
        match (old, new) {
            (Some(Value::Text(old)), Value::Text(new)) => {
                let texts = rewrites(old, &new).into_iter();
                self.edits.extend(texts.map(|text| Edit::Set(id, field, Value::Text(text))));
            }
            (_, new) => self.edits.push(Edit::Set(id, field, new)),
        }
    }

    fn add_section(&mut self, id: SectionId) {
        let (Some(section), SectionId::Custom(custom)) = (self.theirs.playbook.section(id), id) else { return };
        if self.ours.playbook.section(id).is_some() {
            self.edits.push(Edit::RestoreSection(custom));
            self.edits.push(Edit::RenameSection(id, section.name.clone()));
        } else {
            self.edits.push(Edit::AddSection(custom, section.name.clone()));
        }
        let sections = self.theirs.playbook.sections.iter().map(|section| section.id);
        let next = sections.skip_while(|other| *other != id).find(|other| self.ours.has_section(*other));
        if next.is_some() {
            self.edits.push(Edit::MoveSection(id, next));
        }
        self.edits.push(Edit::SetIntroduction(id, section.introduction.clone()));
        self.edits.push(Edit::HideSection(id, section.hidden));
        self.add_all_in(Home::Section(id));
    }

    fn add_all_in(&mut self, home: Home) {
        for kind in self.theirs.kinds(home) {
            for id in self.theirs.list(home, kind).to_vec() {
                self.add(id);
            }
        }
    }

    /// Adds an entry with its parts, or takes it out of the bin and makes it what it is in the other version.
    fn add(&mut self, id: EntryId) {
        let theirs = self.theirs.playbook;
        let Some(entry) = theirs.entries.get(&id).filter(|entry| self.theirs.has(id) && self.has_room(entry)) else {
            return;
        };
        if self.ours.has(id) || !self.added.insert(id) {
            return;
        }
        let fields: Vec<_> = entry.fields().map(|(spec, _)| spec.field).collect();
        let values = fields.into_iter().filter_map(|field| Some((field, self.incoming(id, field)?)));
        let values: Vec<_> = values.collect();
        let before = self.next_of_ours(entry);
        self.placed.insert(id);
        if self.ours.playbook.entries.contains_key(&id) {
            self.edits.push(Edit::Restore(id));
            self.edits.push(Edit::Move(id, before));
            self.edits.extend(values.into_iter().map(|(field, value)| Edit::Set(id, field, value)));
            self.edits.push(Edit::SetAgreement(id, entry.agreement));
            self.remove_parts(entry);
        } else {
            let (kind, home, agreement) = (entry.kind, entry.home, entry.agreement);
            self.edits.push(Edit::Add(NewEntry { id, kind, home, before, agreement, values }));
        }
        self.add_all_in(Home::Entry(id));
    }

    /// Puts those parts of an entry from the bin back there that the other version does not have.
    fn remove_parts(&mut self, entry: &Entry) {
        for kind in entry.kind.parts() {
            let parts = self.ours.list(Home::Entry(entry.id), *kind).iter();
            let gone = parts.filter(|part| !self.theirs.has(**part)).map(|part| Edit::Delete(*part));
            self.edits.extend(gone);
        }
    }

    /// The first entry behind this one in their list that stands in ours, or does by now.
    fn next_of_ours(&self, entry: &Entry) -> Option<EntryId> {
        let theirs = self.theirs.list(entry.home, entry.kind).iter();
        let ours = self.ours.list(entry.home, entry.kind);
        theirs.skip_while(|id| **id != entry.id).find(|id| ours.contains(id) || self.placed.contains(id)).copied()
    }

    fn has_room(&self, entry: &Entry) -> bool {
        match entry.home {
            Home::Directory => true,
            Home::Section(section) => self.ours.has_section(section) || self.sections.contains(&section),
            Home::Entry(whole) => self.ours.has(whole) || self.added.contains(&whole),
        }
    }

    /// Their value of a field. What it refers to is added first, unless it is here or can't be.
    fn incoming(&mut self, id: EntryId, field: Field) -> Option<Value> {
        let mut value = self.theirs.value(id, field)?;
        if let Value::Refs(ids) = &mut value {
            for id in ids.iter() {
                self.add(self.whole_of(*id));
            }
            ids.retain(|id| self.ours.has(*id) || self.added.contains(id));
        }
        Some(value)
    }

    fn whole_of(&self, id: EntryId) -> EntryId {
        let whole = |id: EntryId| match self.theirs.playbook.entries.get(&id).map(|entry| entry.home) {
            Some(Home::Entry(whole)) if !self.ours.has(whole) => Some(whole),
            _ => None,
        };
        std::iter::successors(Some(id), |id| whole(*id)).take(Kind::ALL.len()).last().unwrap_or(id)
    }
}

/// The steps from one text to another, each of which changes one place, so that what others write between two places
/// stays where it is. The last is the new text.
fn rewrites(old: &str, new: &str) -> Vec<String> {
    use dissimilar::Chunk;
    let Some(chunks) = chunks(old, new) else { return vec![new.to_owned()] };
    let mut steps = Vec::new();
    for (index, chunk) in chunks.iter().enumerate() {
        let changes = !matches!(chunk, Chunk::Equal(_));
        let goes_on = chunks.get(index + 1).is_some_and(|next| !matches!(next, Chunk::Equal(_)));
        if changes && !goes_on {
            let (done, rest) = chunks.split_at(index + 1);
            let done = done.iter().filter_map(|chunk| match chunk {
                Chunk::Equal(text) | Chunk::Insert(text) => Some(*text),
                Chunk::Delete(_) => None,
            });
            let rest = rest.iter().filter_map(|chunk| match chunk {
                Chunk::Equal(text) | Chunk::Delete(text) => Some(*text),
                Chunk::Insert(_) => None,
            });
            steps.push(done.chain(rest).collect());
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::rewrites;

    #[test]
    fn a_text_is_rewritten_place_by_place() {
        let steps = rewrites("A lead is a person who is known.", "A good lead is somebody who is known well.");
        assert_eq!(steps.last().map(String::as_str), Some("A good lead is somebody who is known well."));
        assert_eq!(steps.first().map(String::as_str), Some("A good lead is a person who is known."));
        assert!(steps.len() >= 3, "{steps:?}");
        assert_eq!(rewrites("same", "same"), [""; 0]);
        assert_eq!(rewrites("", "new"), ["new"]);
    }
}
