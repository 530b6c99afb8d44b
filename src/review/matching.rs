//! Finding our entries in another version of the playbook.

use crate::model::{Entry, EntryId, Home, Kind, Playbook, Section, SectionId, Value};
use std::collections::{HashMap, HashSet};

/// The other version, with our ids where its entries are ours: those with our ids, and else those of the same name in
/// the same section. Parts without a name, such as the ways out of a stage, are taken for ours when they say the same, and
/// else in their order.
#[must_use]
pub fn matched(ours: &Playbook, mut theirs: Playbook) -> Playbook {
    match_sections(ours, &mut theirs);
    let mut matching = Matching { ours, fresh: HashMap::new(), taken: HashSet::new() };
    for entry in theirs.entries.values() {
        match ours.entries.get(&entry.id) {
            Some(here) if here.kind == entry.kind => drop(matching.taken.insert(entry.id)),
            // The same id for something else.
            Some(_) => drop(matching.fresh.insert(entry.id, EntryId::random())),
            None => {}
        }
    }
    let (ours_listed, theirs_listed) = (ours.outline(), theirs.outline());
    let homes = theirs.sections.iter().map(|section| Home::Section(section.id)).chain([Home::Directory]);
    let mut places: Vec<(Home, Home)> = homes.map(|home| (home, home)).collect();
    while let Some((here, there)) = places.pop() {
        for kind in Kind::ALL {
            let list = theirs_listed.list(there, kind);
            matching.list(ours_listed.list(here, kind), list, &theirs);
            places.extend(list.iter().map(|id| (Home::Entry(matching.id(*id)), Home::Entry(*id))));
        }
    }
    let fresh = matching.fresh;
    theirs.entries = theirs.entries.into_values().map(|entry| entry.with_ids(&fresh)).map(|e| (e.id, e)).collect();
    theirs
}

/// Sections that a team added have our ids where they have our names.
fn match_sections(ours: &Playbook, theirs: &mut Playbook) {
    let is_custom = |section: &&Section| matches!(section.id, SectionId::Custom(_)) && !section.deleted;
    let mut free: Vec<&Section> = ours.sections.iter().filter(is_custom).collect();
    free.retain(|section| theirs.section(section.id).is_none());
    let mut renamed: HashMap<SectionId, SectionId> = HashMap::new();
    for section in &mut theirs.sections {
        if !is_custom(&&*section) || ours.section(section.id).is_some() {
            continue;
        }
        if let Some(place) = free.iter().position(|other| same(&other.name, &section.name)) {
            let here = free.remove(place).id;
            renamed.insert(section.id, here);
            section.id = here;
        }
    }
    for entry in theirs.entries.values_mut() {
        if let Home::Section(section) = &mut entry.home {
            *section = renamed.get(section).copied().unwrap_or(*section);
        }
    }
}

struct Matching<'a> {
    ours: &'a Playbook,
    /// Other ids for theirs.
    fresh: HashMap<EntryId, EntryId>,
    /// Ours that have been found.
    taken: HashSet<EntryId>,
}

impl Matching<'_> {
    fn id(&self, theirs: EntryId) -> EntryId {
        self.fresh.get(&theirs).copied().unwrap_or(theirs)
    }

    /// Matches what stands in a list of theirs with what stands in the same list of ours.
    fn list(&mut self, ours: &[EntryId], theirs: &[EntryId], their_playbook: &Playbook) {
        let tests: [fn(&Entry, &Entry) -> bool; 3] = [
            |ours, theirs| !ours.name().is_empty() && same(ours.name(), theirs.name()),
            |ours, theirs| says_the_same(ours, theirs),
            |ours, theirs| ours.kind.whole().is_some() && ours.name().is_empty() && theirs.name().is_empty(),
        ];
        for test in tests {
            for id in theirs {
                if self.ours.entries.contains_key(&self.id(*id)) || self.fresh.contains_key(id) {
                    continue;
                }
                let Some(entry) = their_playbook.entries.get(id) else { continue };
                let is_it = |here: &&EntryId| {
                    !self.taken.contains(*here) && self.ours.entries.get(*here).is_some_and(|here| test(here, entry))
                };
                if let Some(here) = ours.iter().find(is_it).copied() {
                    self.taken.insert(here);
                    self.fresh.insert(*id, here);
                }
            }
        }
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Whether all texts are the same; what they refer to has no ids that could be compared yet.
fn says_the_same(one: &Entry, other: &Entry) -> bool {
    one.fields().zip(other.fields()).all(|((_, one), (_, other))| match (one, other) {
        (Value::Refs(one), Value::Refs(other)) => one.len() == other.len(),
        _ => one == other,
    })
}
