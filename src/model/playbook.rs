//! A whole playbook as plain values, and the outline that finds entries in it.

use super::sorting::sort_by;
use super::{Entry, EntryId, Field, Glance, Home, Kind, Overview, PlaybookId, Section, SectionId, StandardSection};
use crate::language::{Word, tr};
use std::collections::{BTreeMap, HashMap};

/// Everything that people wrote, at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playbook {
    /// Stays the same for ever; two files with the same id are copies of one playbook.
    pub id: PlaybookId,
    /// The name of the playbook.
    pub title: String,
    /// The nine standard sections and those that were added, in order.
    pub sections: Vec<Section>,
    /// All entries, those in the bin included.
    pub entries: BTreeMap<EntryId, Entry>,
    /// What a file said that this program has no place for: kept as it was, to be written again. JSON: an object with an
    /// object for each entry and section, by its id, and one for the playbook itself, under an empty key. Empty where there is
    /// nothing.
    pub unknown: String,
    /// Findings that somebody has dismissed, sorted by their [keys](crate::insight::checks::Finding::key), each with the reason.
    pub dismissed: Vec<(String, String)>,
}

/// What is wrong with a playbook. None of these can come from editing; a test holds that true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// A standard section is not there, or a section is there twice.
    SectionCount(SectionId),
    /// Sections are not sorted by their order.
    SectionOrder,
    /// An entry is filed under another id than its own.
    Misfiled(EntryId),
    /// An entry stands in a section or an entry that is not there, or that holds no such kind.
    Homeless(EntryId),
    /// A value does not fit its field.
    Misfit(EntryId, Field),
}

impl Playbook {
    /// A playbook with the nine sections and nothing in them.
    #[must_use]
    pub fn new(id: PlaybookId, title: impl Into<String>) -> Self {
        let sections = StandardSection::ALL.map(|section| Section::new(SectionId::Standard(section)));
        Self {
            id,
            title: title.into(),
            sections: sections.into(),
            entries: BTreeMap::new(),
            unknown: String::new(),
            dismissed: Vec::new(),
        }
    }

    /// The title, or "Untitled playbook".
    #[must_use]
    pub fn title(&self) -> &str {
        display_title(&self.title)
    }

    /// Why a finding was dismissed, if it was.
    #[must_use]
    pub fn reason_against(&self, finding: &str) -> Option<&str> {
        self.dismissed.iter().find(|(key, _)| key == finding).map(|(_, reason)| reason.as_str())
    }

    /// The section with this id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// Where every entry stands, for looking up lists quickly.
    #[must_use]
    pub fn outline(&self) -> Outline {
        Outline::of(self.entries.values())
    }

    /// How much is in it and how complete it is.
    #[must_use]
    pub fn overview(&self) -> Overview {
        Overview::of(&self.sections, &self.entries.values().map(Glance::of).collect::<Vec<_>>())
    }

    /// What is wrong; empty for every playbook that editing can make.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        let standard = StandardSection::ALL.map(SectionId::Standard);
        for id in standard.into_iter().chain(self.sections.iter().map(|section| section.id)) {
            if self.sections.iter().filter(|section| section.id == id).count() != 1 {
                found.push(Violation::SectionCount(id));
            }
        }
        if !self.sections.is_sorted_by_key(|section| (&section.order, section.id)) {
            found.push(Violation::SectionOrder);
        }
        for (id, entry) in &self.entries {
            if *id != entry.id {
                found.push(Violation::Misfiled(*id));
            }
            if !self.has_room(entry) {
                found.push(Violation::Homeless(*id));
            }
            for (spec, value) in entry.fields() {
                if !value.fits(spec.shape) || value.clone().cleaned() != *value {
                    found.push(Violation::Misfit(*id, spec.field));
                }
            }
        }
        found
    }

    /// Leaves out entries that have no place, and then what was part of them. Only a faulty program makes such.
    pub fn drop_homeless(&mut self) {
        loop {
            let homeless: Vec<_> =
                self.entries.values().filter(|entry| !self.has_room(entry)).map(|entry| entry.id).collect();
            if homeless.is_empty() {
                return;
            }
            for id in homeless {
                self.entries.remove(&id);
            }
        }
    }

    fn has_room(&self, entry: &Entry) -> bool {
        entry.home.holds(entry.kind)
            && match entry.home {
                Home::Section(section) => self.section(section).is_some(),
                Home::Entry(whole) => {
                    self.entries.get(&whole).is_some_and(|whole| whole.kind.parts().contains(&entry.kind))
                }
                Home::Directory => true,
            }
    }
}

/// What is shown for a title: the title itself, or "Untitled playbook".
#[must_use]
pub fn display_title(title: &str) -> &str {
    title_in(title, tr)
}

/// The same in the language of these words.
#[must_use]
pub fn title_in(title: &str, word: Word) -> &str {
    match title.trim() {
        "" => word("Untitled playbook"),
        title => title,
    }
}

/// Lists of entries by where they stand and what they are, in order, without those in the bin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    lists: HashMap<(Home, Kind), Vec<EntryId>>,
}

impl Outline {
    fn of<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut sorted: HashMap<(Home, Kind), Vec<&Entry>> = HashMap::new();
        for entry in entries.filter(|entry| !entry.deleted) {
            sorted.entry((entry.home, entry.kind)).or_default().push(entry);
        }
        let lists = sorted.into_iter().map(|(place, mut entries)| {
            sort_by(&mut entries, |a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
            (place, entries.iter().map(|entry| entry.id).collect())
        });
        Self { lists: lists.collect() }
    }

    /// The entries of a kind in a place, in order.
    #[must_use]
    pub fn list(&self, home: Home, kind: Kind) -> &[EntryId] {
        self.lists.get(&(home, kind)).map_or(&[], Vec::as_slice)
    }

    /// All lists, in no particular order.
    pub fn lists(&self) -> impl Iterator<Item = (Home, Kind, &[EntryId])> {
        self.lists.iter().map(|((home, kind), list)| (*home, *kind, list.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OrderKey, Value};

    fn playbook() -> Playbook {
        Playbook::new(PlaybookId::from_bits(1), "")
    }

    fn put(playbook: &mut Playbook, bits: u128, kind: Kind, home: Home, order: &OrderKey) -> EntryId {
        let id = EntryId::from_bits(bits);
        playbook.entries.insert(id, Entry::new(id, kind, home, order.clone()));
        id
    }

    #[test]
    fn a_new_playbook_is_sound() {
        assert_eq!(playbook().violations(), []);
        assert_eq!(playbook().title(), "Untitled playbook");
    }

    #[test]
    fn the_outline_sorts_by_order_then_id_and_skips_the_bin() {
        let mut playbook = playbook();
        let home = Home::Section(SectionId::Standard(StandardSection::LifecycleManagement));
        let keys = OrderKey::spread(2);
        let last = put(&mut playbook, 1, Kind::Stage, home, &keys[1]);
        let second = put(&mut playbook, 3, Kind::Stage, home, &keys[0]);
        let first = put(&mut playbook, 2, Kind::Stage, home, &keys[0]);
        let binned = put(&mut playbook, 4, Kind::Stage, home, &keys[0]);
        if let Some(entry) = playbook.entries.get_mut(&binned) {
            entry.deleted = true;
        }
        assert_eq!(playbook.outline().list(home, Kind::Stage), [first, second, last]);
        assert_eq!(playbook.outline().list(home, Kind::Tool), []);
    }

    #[test]
    fn violations_are_found() {
        let key = OrderKey::default();
        let stage_home = Home::Section(SectionId::Standard(StandardSection::LifecycleManagement));

        let mut lost = playbook();
        let id = put(&mut lost, 1, Kind::Tool, stage_home, &key);
        assert_eq!(lost.violations(), [Violation::Homeless(id)]);

        let mut orphan = playbook();
        let id = put(&mut orphan, 1, Kind::Transition, Home::Entry(EntryId::from_bits(9)), &key);
        assert_eq!(orphan.violations(), [Violation::Homeless(id)]);

        let mut unclean = playbook();
        let id = put(&mut unclean, 1, Kind::Stage, stage_home, &key);
        if let Some(entry) = unclean.entries.get_mut(&id) {
            entry.set(Field::Name, Value::Line("two\nlines".into()));
        }
        assert_eq!(unclean.violations(), [Violation::Misfit(id, Field::Name)]);

        let mut short = playbook();
        let gone = short.sections.remove(0);
        assert_eq!(short.violations(), [Violation::SectionCount(gone.id)]);
    }
}
