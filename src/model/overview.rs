//! A playbook at a glance: how much is in each section and how complete it is, what changed last, who owns how
//! much.

use super::sorting::sort_by;
use super::{Agreement, Completeness, Entry, EntryId, Field, Home, Section, SectionId, Timestamp};
use std::collections::HashMap;

/// How many of the entries that changed last are remembered.
const RECENT: usize = 10;

/// Who stands in one of these owns the entry. To have a say in it, or to do one step of it, is not to own it.
const OWNING: [Field; 2] = [Field::Owner, Field::Manager];

/// What one entry adds to the overview. Small, so that a long playbook need not be copied to be counted.
#[derive(Debug, Clone)]
pub struct Glance {
    id: EntryId,
    home: Home,
    deleted: bool,
    agreement: Agreement,
    changed: Timestamp,
    fields: Completeness,
    owners: Vec<EntryId>,
}

impl Glance {
    /// A look at one entry.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self {
            id: entry.id,
            home: entry.home,
            deleted: entry.deleted,
            agreement: entry.agreement,
            changed: entry.changed,
            fields: Completeness::of(entry),
            owners: OWNING.iter().flat_map(|field| entry.refs(*field)).copied().collect(),
        }
    }
}

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Entries, without those in the bin. Parts are not entries of their own here.
    pub entries: u32,
    /// Essential fields of the entries and their parts.
    pub fields: Completeness,
    agreement: [u32; Agreement::ALL.len()],
}

impl Tally {
    /// How many entries colleagues are this far with.
    #[must_use]
    pub fn agreement(&self, agreement: Agreement) -> u32 {
        Agreement::ALL.iter().zip(self.agreement).find(|(one, _)| **one == agreement).map_or(0, |(_, count)| count)
    }

    fn plus(mut self, other: Self) -> Self {
        self.entries += other.entries;
        self.fields += other.fields;
        for (sum, count) in self.agreement.iter_mut().zip(other.agreement) {
            *sum += count;
        }
        self
    }

    fn add(&mut self, glance: &Glance, is_whole: bool) {
        self.fields += glance.fields;
        if is_whole {
            self.entries += 1;
            for (one, count) in Agreement::ALL.iter().zip(&mut self.agreement) {
                *count += u32::from(*one == glance.agreement);
            }
        }
    }
}

/// A section and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionTally {
    /// Which section.
    pub id: SectionId,
    /// It is left out of the navigation.
    pub hidden: bool,
    /// What is in it.
    pub tally: Tally,
}

/// An entry that changed lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recent {
    /// The entry, also when it was a part of it that changed.
    pub id: EntryId,
    /// What changed last: the entry or a part of it. It knows who did it.
    pub latest: EntryId,
    /// When.
    pub changed: Timestamp,
}

/// A whole playbook at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overview {
    /// All sections but those in the bin, in order.
    pub sections: Vec<SectionTally>,
    /// People and teams.
    pub directory: Tally,
    /// The entries of visible sections, people and teams that changed last, the latest first. Those that nobody has
    /// changed since they came from a file without dates are not among them.
    pub recent: Vec<Recent>,
    /// When anything was changed last.
    pub changed: Timestamp,
    owned: HashMap<EntryId, usize>,
}

impl Overview {
    /// Counts. `sections` are in order, `glances` of all entries in any.
    #[must_use]
    pub fn of(sections: &[Section], glances: &[Glance]) -> Self {
        let mut overview = Self::default();
        for Section { id, hidden, .. } in sections.iter().filter(|section| !section.deleted) {
            overview.sections.push(SectionTally { id: *id, hidden: *hidden, tally: Tally::default() });
        }
        let places: HashMap<_, _> = glances.iter().enumerate().map(|(place, glance)| (glance.id, place)).collect();
        let mut latest: Vec<Option<Recent>> = vec![None; glances.len()];
        let mut owned = Vec::new();
        for (place, glance) in glances.iter().enumerate() {
            let Some(whole_place) = whole(glances, &places, place) else { continue };
            let whole = &glances[whole_place];
            let section = overview.sections.iter_mut().find(|section| whole.home == Home::Section(section.id));
            let (tally, hidden) = match section {
                Some(section) => (&mut section.tally, section.hidden),
                None if whole.home == Home::Directory => (&mut overview.directory, false),
                // The section is in the bin.
                None => continue,
            };
            tally.add(glance, place == whole_place);
            overview.changed = overview.changed.max(glance.changed);
            owned.extend(glance.owners.iter().map(|owner| (*owner, whole.id)));
            let before = latest[whole_place].map(|recent| recent.changed).unwrap_or_default();
            // The entry is noted with its part, at the same time: then it was the entry.
            let is_later = glance.changed > before || (glance.changed == before && place == whole_place);
            if !hidden && is_later && glance.changed != Timestamp::default() {
                latest[whole_place] = Some(Recent { id: whole.id, latest: glance.id, changed: glance.changed });
            }
        }
        sort_by(&mut owned, Ord::cmp);
        owned.dedup();
        for (owner, _) in owned {
            *overview.owned.entry(owner).or_default() += 1;
        }
        overview.recent = latest.into_iter().flatten().collect();
        sort_by(&mut overview.recent, |a, b| b.changed.cmp(&a.changed).then(a.id.cmp(&b.id)));
        overview.recent.truncate(RECENT);
        overview
    }

    /// All sections counted together, hidden ones too.
    #[must_use]
    pub fn in_sections(&self) -> Tally {
        self.sections.iter().fold(Tally::default(), |sum, section| sum.plus(section.tally))
    }

    /// Everything counted together: all sections, people and teams.
    #[must_use]
    pub fn whole(&self) -> Tally {
        self.in_sections().plus(self.directory)
    }

    /// How complete the playbook is: the mean of its sections, of which each gives its percent of a hundred. A standard
    /// section without entries is one that nobody has begun. What does not count: hidden sections, and sections of one's
    /// own without entries, which may be an introduction alone.
    #[must_use]
    pub fn completeness(&self) -> Completeness {
        let shown = self.sections.iter().filter(|section| !section.hidden);
        let percents = shown.filter_map(|section| match (section.tally.entries, section.id) {
            (0, SectionId::Standard(_)) => Some(0),
            (0, SectionId::Custom(_)) => None,
            (_, _) => Some(section.tally.fields.percent().unwrap_or(100)),
        });
        percents.map(|percent| Completeness { filled: percent, total: 100 }).sum()
    }

    /// Whether no section has an entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.in_sections().entries == 0
    }

    /// What is in a section.
    #[must_use]
    pub fn section(&self, id: SectionId) -> Option<Tally> {
        self.sections.iter().find(|section| section.id == id).map(|section| section.tally)
    }

    /// How many entries a person or a team owns.
    #[must_use]
    pub fn owned_by(&self, party: EntryId) -> usize {
        self.owned.get(&party).copied().unwrap_or_default()
    }
}

/// The place of the entry that this one is, or is a part of; `None` where one of them is in the bin or not there.
fn whole(glances: &[Glance], places: &HashMap<EntryId, usize>, mut place: usize) -> Option<usize> {
    /// An allowed value in a token in a naming convention. A bound, as a faulty program may make a circle.
    const DEEPEST: usize = 3;
    for _ in 0..DEEPEST {
        let glance = glances.get(place).filter(|glance| !glance.deleted)?;
        match glance.home {
            Home::Entry(whole) => place = *places.get(&whole)?,
            Home::Section(_) | Home::Directory => return Some(place),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CustomSectionId, Kind, OrderKey, StandardSection, Value};

    const LIFECYCLE: SectionId = SectionId::Standard(StandardSection::LifecycleManagement);
    const TOOLS: SectionId = SectionId::Standard(StandardSection::SalesTools);
    const CUSTOM: SectionId = SectionId::Custom(CustomSectionId::from_bits(1));

    fn entry(bits: u128, kind: Kind, home: Home) -> Entry {
        Entry::new(EntryId::from_bits(bits), kind, home, OrderKey::default())
    }

    fn changed(bits: u128, kind: Kind, home: Home, seconds: i64) -> Entry {
        let mut entry = entry(bits, kind, home);
        entry.changed = Timestamp::from_seconds(seconds);
        entry
    }

    fn overview(sections: &[Section], entries: &[Entry]) -> Overview {
        Overview::of(sections, &entries.iter().map(Glance::of).collect::<Vec<_>>())
    }

    fn sections() -> Vec<Section> {
        [TOOLS, LIFECYCLE, CUSTOM].map(Section::new).into()
    }

    fn recent(overview: &Overview) -> Vec<(EntryId, EntryId, i64)> {
        overview.recent.iter().map(|recent| (recent.id, recent.latest, recent.changed.seconds())).collect()
    }

    #[test]
    fn parts_count_with_their_whole() {
        let mut stage = entry(1, Kind::Stage, Home::Section(LIFECYCLE));
        stage.set(Field::Name, Value::Line("MQL".into()));
        stage.agreement = Agreement::Agreed;
        let transition = entry(2, Kind::Transition, Home::Entry(stage.id));
        let overview = overview(&sections(), &[transition, stage]);
        let tally = overview.section(LIFECYCLE).unwrap_or_default();
        assert_eq!(tally.entries, 1);
        assert_eq!(tally.fields, Completeness { filled: 1, total: 5 + 3 });
        assert_eq!(Agreement::ALL.map(|agreement| tally.agreement(agreement)), [1, 0, 0]);
        assert_eq!(overview.section(TOOLS), Some(Tally::default()));
        assert_eq!(overview.whole(), tally);
    }

    #[test]
    fn a_playbook_is_as_complete_as_its_sections_are_on_average() {
        let mut sections = sections();
        let of = |sections: &[Section], entries: &[Entry]| overview(sections, entries).completeness().percent();
        let mut tool = entry(1, Kind::Tool, Home::Section(TOOLS));
        for spec in Kind::Tool.fields() {
            tool.set(spec.field, Value::Line("x".into()));
            tool.set(spec.field, Value::Text("x".into()));
            tool.set(spec.field, Value::Refs(vec![tool.id]));
        }
        let own = entry(2, Kind::Entry, Home::Section(CUSTOM));
        assert_eq!(of(&sections, &[]), Some(0));
        assert_eq!(of(&sections, std::slice::from_ref(&tool)), Some(50), "one of two, and one that may be empty");
        assert_eq!(of(&sections, &[tool.clone(), own]), Some(33), "one of three");
        sections[1].hidden = true;
        assert_eq!(of(&sections, &[tool]), Some(100), "one of one");
        sections.iter_mut().for_each(|section| section.hidden = true);
        assert_eq!(of(&sections, &[]), None);
    }

    #[test]
    fn what_is_in_the_bin_does_not_count() {
        let mut binned = changed(1, Kind::Stage, Home::Section(LIFECYCLE), 9);
        binned.deleted = true;
        let part = changed(2, Kind::Transition, Home::Entry(binned.id), 9);
        let orphan = changed(3, Kind::Transition, Home::Entry(EntryId::from_bits(99)), 9);
        let circle = changed(4, Kind::Transition, Home::Entry(EntryId::from_bits(4)), 9);
        let lost = changed(5, Kind::Entry, Home::Section(CUSTOM), 9);
        let mut sections = sections();
        sections[2].deleted = true;
        let overview = overview(&sections, &[binned, part, orphan, circle, lost]);
        assert_eq!(overview.whole(), Tally::default());
        assert_eq!(recent(&overview), []);
        assert_eq!(overview.section(CUSTOM), None);
        assert!(overview.is_empty());
    }

    #[test]
    fn a_hidden_section_counts_but_its_changes_are_not_shown() {
        let mut sections = sections();
        sections[2].hidden = true;
        let overview = overview(&sections, &[changed(1, Kind::Entry, Home::Section(CUSTOM), 9)]);
        assert_eq!(overview.whole().entries, 1);
        assert_eq!(overview.changed, Timestamp::from_seconds(9));
        assert_eq!(recent(&overview), []);
        assert!(!overview.is_empty());
    }

    #[test]
    fn the_latest_changes_come_first_and_once() {
        let stage = changed(1, Kind::Stage, Home::Section(LIFECYCLE), 100);
        let whole = Home::Entry(stage.id);
        let parts = [
            changed(2, Kind::Transition, whole, 400),
            changed(3, Kind::Transition, whole, 300),
            entry(4, Kind::Transition, whole),
        ];
        let mut entries =
            vec![stage, changed(5, Kind::Person, Home::Directory, 350), entry(6, Kind::Team, Home::Directory)];
        entries.extend(parts);
        let [stage, part, person] = [1, 2, 5].map(EntryId::from_bits);
        assert_eq!(recent(&overview(&sections(), &entries)), [(stage, part, 400), (person, person, 350)]);
        // A change of a part is noted with the entry as well: then the entry tells who it was.
        entries[0].changed = Timestamp::from_seconds(400);
        entries.reverse();
        assert_eq!(recent(&overview(&sections(), &entries)), [(stage, stage, 400), (person, person, 350)]);
    }

    #[test]
    fn only_so_many_changes_are_remembered() {
        let many: Vec<_> =
            (1..=40).map(|n| changed(n, Kind::Tool, Home::Section(TOOLS), i64::try_from(n).unwrap_or(0))).collect();
        let overview = overview(&sections(), &many);
        assert_eq!(overview.recent.len(), RECENT);
        assert_eq!(overview.recent.last().map(|recent| recent.changed.seconds()), Some(31));
        assert_eq!(overview.changed.seconds(), 40);
    }

    #[test]
    fn an_entry_is_owned_once_however_often_it_names_its_owner() {
        let (ana, team) = (EntryId::from_bits(10), EntryId::from_bits(11));
        let mut tool = entry(1, Kind::Tool, Home::Section(TOOLS));
        tool.set(Field::Manager, Value::Refs(vec![ana]));
        tool.set(Field::Stakeholders, Value::Refs(vec![ana, team]));
        let mut stage = entry(2, Kind::Stage, Home::Section(LIFECYCLE));
        stage.set(Field::Owner, Value::Refs(vec![ana]));
        let mut gone = entry(3, Kind::Stage, Home::Section(LIFECYCLE));
        gone.set(Field::Owner, Value::Refs(vec![ana]));
        gone.deleted = true;
        let overview = overview(&sections(), &[tool, stage, gone]);
        assert_eq!((overview.owned_by(ana), overview.owned_by(team)), (2, 0));
    }
}
