//! Two versions of a playbook, put together as somebody decides.

use super::{Difference, Row, adopt, differences, matched, rows};
use crate::doc::{Author, Merge, Place, Replica, UpdateError};
use crate::model::{CustomSectionId, Edit, EntryId, Home, Playbook, SectionId};
use std::collections::{BTreeSet, HashMap};

/// What another version brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Whether both versions come of one document. Then they are put together as a whole, and all of `rows` comes in;
    /// otherwise somebody chooses among them.
    pub kin: bool,
    /// What comes in, or could.
    pub rows: Vec<Row>,
    /// Short texts that both have rewritten, for versions of one document: one of both has to be chosen.
    pub contested: Vec<Row>,
    /// Who made what comes in, as far as they said; sorted.
    pub from: Vec<String>,
}

/// Compares two versions, where `reread` takes a playbook through the format in which theirs came.
///
/// # Errors
/// When one of the documents can't be read, which documents of our own always can.
pub fn compare(
    ours: &Replica,
    theirs: &Replica,
    reread: impl FnOnce(&Playbook) -> Playbook,
) -> Result<Comparison, UpdateError> {
    let (our_playbook, their_playbook) = (read(ours)?, read(theirs)?);
    if !ours.is_kin(&theirs.state_vector())? {
        let theirs = matched(&our_playbook, their_playbook);
        let found = differences(&reread(&our_playbook), &theirs);
        let from = authors(&found, &theirs);
        return Ok(Comparison { kin: false, rows: rows(&found, &our_playbook, &theirs), contested: Vec::new(), from });
    }
    let both = read(&together(ours, theirs)?)?;
    let contested = contested(ours, theirs)?;
    let mut comes = differences(&our_playbook, &both);
    comes.retain(|difference| !contested.contains(difference));
    let from = authors(&comes, &their_playbook);
    let contested = rows(&contested, &our_playbook, &their_playbook);
    Ok(Comparison { kin: true, rows: rows(&comes, &our_playbook, &both), contested, from })
}

/// Compares a playbook with what was read as a version of it: what is ours has our ids there.
#[must_use]
pub fn compare_reading(ours: &Playbook, theirs: &Playbook) -> Comparison {
    let found = differences(ours, theirs);
    Comparison { kin: false, rows: rows(&found, ours, theirs), contested: Vec::new(), from: Vec::new() }
}

/// Who made what comes in, as far as they said.
fn authors(comes: &[Difference], theirs: &Playbook) -> Vec<String> {
    let authors = comes.iter().filter_map(|difference| match difference {
        Difference::Added(id) | Difference::Field(id, _) | Difference::Agreement(id) => Some(id),
        _ => None,
    });
    let authors = authors.filter_map(|id| theirs.entries.get(id)).map(|entry| entry.changed_by.clone());
    let names: BTreeSet<String> = authors.filter(|name| !name.is_empty()).collect();
    names.into_iter().collect()
}

/// What is to be taken in when these differences were accepted: of rows, all that is to come in; of contested short texts,
/// those of which theirs is chosen.
///
/// # Errors
/// When one of the documents can't be read, which documents of our own always can.
pub fn merge(ours: &Replica, theirs: &Replica, accepted: &[Difference], author: &Author) -> Result<Merge, UpdateError> {
    let (our_playbook, their_playbook) = (read(ours)?, read(theirs)?);
    if !ours.is_kin(&theirs.state_vector())? {
        return merge_reading(ours, matched(&our_playbook, their_playbook), accepted, author);
    }
    let both = together(ours, theirs)?;
    let playbook = read(&both)?;
    let chosen = contested(ours, theirs)?.into_iter().flat_map(|contested| {
        let side = if accepted.contains(&contested) { &their_playbook } else { &our_playbook };
        // Where the document has chosen the same, there is nothing to do.
        let differs = differences(&playbook, side).contains(&contested);
        if differs { adopt(&[contested], &playbook, side) } else { Vec::new() }
    });
    let edits = chosen.collect();
    edited(ours, both, edits, author)
}

/// What is to be taken in of what was read as a version of ours, when these differences were accepted.
///
/// # Errors
/// When our document can't be read, which it always can.
pub fn merge_reading(
    ours: &Replica,
    theirs: Playbook,
    accepted: &[Difference],
    author: &Author,
) -> Result<Merge, UpdateError> {
    let playbook = read(ours)?;
    let (theirs, accepted) = under_new_ids(&playbook, theirs, accepted);
    edited(ours, together(ours, ours)?, adopt(&accepted, &playbook, &theirs), author)
}

/// What a document brings to ours, after these edits.
fn edited(ours: &Replica, mut both: Replica, edits: Vec<Edit>, author: &Author) -> Result<Merge, UpdateError> {
    if !edits.is_empty() {
        // What can't be made, because it went away in the meantime, is not made.
        let _ = both.apply(&Edit::All("merge".to_owned(), edits), author);
    }
    ours.merge_of(&both)
}

fn read(replica: &Replica) -> Result<Playbook, UpdateError> {
    replica.playbook().ok_or(UpdateError::Damaged)
}

fn together(ours: &Replica, theirs: &Replica) -> Result<Replica, UpdateError> {
    let mut both = Replica::empty(|| 0);
    both.admit_whole(&ours.encode())?;
    both.admit_whole(&theirs.encode())?;
    Ok(both)
}

fn contested(ours: &Replica, theirs: &Replica) -> Result<Vec<Difference>, UpdateError> {
    let places = ours.rewritten_by_both(theirs)?.into_iter();
    Ok(places
        .filter_map(|place| match place {
            Place::Playbook => Some(Difference::Title),
            Place::Section(id) => Some(Difference::SectionName(id)),
            Place::Entry(id, field) => Some(Difference::Field(id, field?)),
        })
        .collect())
}

/// Gives what is new to us ids that nobody has: somebody else may take the same in elsewhere, and of two entries under one
/// id, one would be lost.
fn under_new_ids(ours: &Playbook, mut theirs: Playbook, accepted: &[Difference]) -> (Playbook, Vec<Difference>) {
    let new = theirs.entries.keys().filter(|id| !ours.entries.contains_key(id));
    let fresh: HashMap<EntryId, EntryId> = new.map(|id| (*id, EntryId::random())).collect();
    let mut sections: HashMap<SectionId, SectionId> = HashMap::new();
    for section in theirs.sections.iter_mut().filter(|section| ours.section(section.id).is_none()) {
        let id = SectionId::Custom(CustomSectionId::random());
        sections.insert(section.id, id);
        section.id = id;
    }
    let entries = std::mem::take(&mut theirs.entries).into_values().map(|entry| {
        let mut entry = entry.with_ids(&fresh);
        if let Home::Section(section) = &mut entry.home {
            *section = sections.get(section).copied().unwrap_or(*section);
        }
        (entry.id, entry)
    });
    theirs.entries = entries.collect();
    let renewed = |difference: &Difference| match difference {
        Difference::Added(id) => Difference::Added(fresh.get(id).copied().unwrap_or(*id)),
        Difference::SectionAdded(id) => Difference::SectionAdded(sections.get(id).copied().unwrap_or(*id)),
        other => *other,
    };
    (theirs, accepted.iter().map(renewed).collect())
}
