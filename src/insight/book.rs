//! A playbook with what is looked up in it again and again.

use crate::model::{Entry, EntryId, Field, Home, Kind, Outline, Playbook, SectionId};
use std::collections::HashMap;
use std::rc::Rc;

/// A playbook and its outline. Entries in the bin are not in it, nor what is part of them or stands in a section that was
/// deleted. Hidden sections are.
pub struct Book<'p> {
    /// The playbook.
    pub playbook: &'p Playbook,
    known: Known,
}

/// What is known of a playbook, for as long as it stays as it is.
#[derive(Clone)]
pub struct Known {
    outline: Rc<Outline>,
    referrers: Rc<HashMap<EntryId, Vec<(EntryId, Field)>>>,
}

impl<'p> Book<'p> {
    /// Looks through a playbook once.
    #[must_use]
    pub fn of(playbook: &'p Playbook) -> Self {
        let mut referrers: HashMap<EntryId, Vec<(EntryId, Field)>> = HashMap::new();
        for entry in playbook.entries.values().filter(|entry| is_shown(playbook, entry)) {
            for (field, target) in entry.references() {
                let found = referrers.entry(target).or_default();
                // One list may name it twice.
                if !found.contains(&(entry.id, field)) {
                    found.push((entry.id, field));
                }
            }
        }
        Self { playbook, known: Known { outline: Rc::new(playbook.outline()), referrers: Rc::new(referrers) } }
    }

    /// The same as before, of a playbook that has not changed since.
    #[must_use]
    pub fn again(playbook: &'p Playbook, known: Known) -> Self {
        Self { playbook, known }
    }

    /// What is known, for [`Book::again`].
    #[must_use]
    pub fn known(&self) -> Known {
        self.known.clone()
    }

    /// The entry with this id, unless it is in the bin.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<&'p Entry> {
        self.playbook.entries.get(&id).filter(|entry| is_shown(self.playbook, entry))
    }

    /// All entries of a kind that stands in lists of its own, section by section, each list in order.
    pub fn all(&self, kind: Kind) -> impl Iterator<Item = &'p Entry> {
        let sections = self.playbook.sections.iter().filter(|section| !section.deleted);
        let homes = sections.map(|section| Home::Section(section.id)).chain([Home::Directory]);
        homes.flat_map(move |home| self.list(home, kind))
    }

    /// The parts of an entry, in order.
    pub fn parts(&self, whole: EntryId, kind: Kind) -> impl Iterator<Item = &'p Entry> {
        self.list(Home::Entry(whole), kind)
    }

    /// All entries, parts included, as one would read them: section by section, each list in order, each entry before its
    /// parts, and then the directory.
    #[must_use]
    pub fn entries(&self) -> Vec<&'p Entry> {
        let mut all = Vec::new();
        for section in self.playbook.sections.iter().filter(|section| !section.deleted) {
            self.read_section(section.id, &mut all);
        }
        self.read_list(Home::Directory, &[Kind::Person, Kind::Team], &mut all);
        all
    }

    /// The entries of a section as one would read them, parts included.
    #[must_use]
    pub fn entries_of(&self, section: SectionId) -> Vec<&'p Entry> {
        let mut all = Vec::new();
        self.read_section(section, &mut all);
        all
    }

    fn read_section(&self, section: SectionId, all: &mut Vec<&'p Entry>) {
        self.read_list(Home::Section(section), section.kinds(), all);
    }

    fn read_list(&self, home: Home, kinds: &[Kind], all: &mut Vec<&'p Entry>) {
        for kind in kinds {
            for entry in self.list(home, *kind) {
                all.push(entry);
                self.read_list(Home::Entry(entry.id), kind.parts(), all);
            }
        }
    }

    /// The entries of a kind in a place, in order.
    pub fn list(&self, home: Home, kind: Kind) -> impl Iterator<Item = &'p Entry> {
        // Copied, as a part of a list that is given away.
        let list = self.known.outline.list(home, kind).to_vec();
        let playbook = self.playbook;
        list.into_iter().filter_map(move |id| playbook.entries.get(&id))
    }

    /// What a field points at first, unless that is in the bin.
    #[must_use]
    pub fn target(&self, entry: &Entry, field: Field) -> Option<&'p Entry> {
        entry.refs(field).iter().find_map(|id| self.entry(*id))
    }

    /// Who points at an entry, and with which field.
    #[must_use]
    pub fn referrers(&self, id: EntryId) -> &[(EntryId, Field)] {
        self.known.referrers.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The entry that stands in a list of its own and that this one is, or is a part of.
    #[must_use]
    pub fn whole(&self, entry: &'p Entry) -> &'p Entry {
        match entry.home {
            Home::Entry(whole) => self.playbook.entries.get(&whole).map_or(entry, |whole| self.whole(whole)),
            Home::Section(_) | Home::Directory => entry,
        }
    }
}

fn is_shown(playbook: &Playbook, entry: &Entry) -> bool {
    !entry.deleted
        && match entry.home {
            Home::Entry(whole) => playbook.entries.get(&whole).is_some_and(|whole| is_shown(playbook, whole)),
            Home::Section(section) => playbook.section(section).is_some_and(|section| !section.deleted),
            Home::Directory => true,
        }
}
