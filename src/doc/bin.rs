//! Letting go for good: of what is in the bin, and of what only undoing needs.

use super::read::{self, View};
use super::schema::Roots;
use super::{Replica, UpdateError};
use crate::model::{EntryId, Home, SectionId};
use std::collections::HashMap;
use yrs::{Map as _, Transact as _};

/// Emptying the bin carries this origin: there is nothing left that undoing could bring back.
const EMPTYING: &str = "emptying";

/// Deeper than parts ever stand in each other. A faulty program may make a circle of them.
const DEEPEST: usize = 8;

/// What could be let go of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slack {
    /// Entries and sections that emptying the bin would remove.
    pub binned: usize,
    /// Bytes of the document without what only undoing needs.
    pub tidy: usize,
    /// Bytes that emptying the bin would make free of these.
    pub bin: usize,
    /// The update that empties the bin.
    pub emptying: Vec<u8>,
}

impl Replica {
    /// Removes what is in the bin for good, as one transaction: entries and added sections that are deleted, and all that is in
    /// them. What others write in these at the same time is lost, and what points at them points at nothing. Says how many
    /// there were.
    ///
    /// Steps of undo that have to do with them do nothing any more; whoever empties the bin [forgets](Self::forget_steps) them.
    pub fn empty_bin(&mut self) -> usize {
        let (entries, sections) = binned(&View::of(&self.doc.transact()), &self.roots);
        let count = entries.len() + sections.len();
        if count > 0 {
            let mut txn = self.doc.transact_mut_with(EMPTYING);
            for id in entries {
                self.roots.entries.remove(&mut txn, &id.to_string());
            }
            for id in sections {
                self.roots.custom.remove(&mut txn, &id.to_string());
            }
        }
        count
    }

    /// Forgets all steps of undo, and lets go of the texts that were kept for them. What was made so far must have been
    /// [taken](Self::take_updates), and the document is as it was.
    ///
    /// # Errors
    /// When the document can't be read, which one of our own always can. Nothing is changed then.
    pub fn forget_steps(&mut self) -> Result<(), UpdateError> {
        // The library frees what was deleted while a document is put together, unless a step of undo holds it.
        let mut fresh = Self::empty(self.clock);
        fresh.admit_whole(&self.encode())?;
        let _ = (fresh.take_changes(), fresh.take_updates());
        *self = fresh;
        Ok(())
    }

    /// How much could be let go of, and how. It takes as long as opening the document.
    ///
    /// # Errors
    /// When the document can't be read, which one of our own always can.
    pub fn slack(&self) -> Result<Slack, UpdateError> {
        let mut copy = Self::empty(|| 0);
        copy.admit_whole(&self.encode())?;
        let tidy = copy.encode().len();
        let _ = copy.take_updates();
        let binned = copy.empty_bin();
        let emptying = copy.take_updates().pop().unwrap_or_default();
        Ok(Slack { binned, tidy, bin: tidy.saturating_sub(copy.encode().len()), emptying })
    }
}

/// The entries and the added sections that are in the bin, by themselves or with what they stand in.
fn binned(txn: &View<'_>, roots: &Roots) -> (Vec<EntryId>, Vec<SectionId>) {
    let sections = read::sections(txn, roots).into_iter().filter(|section| section.deleted);
    let sections: Vec<SectionId> = sections.map(|section| section.id).collect();
    let places: HashMap<EntryId, (Home, bool)> = read::entry_ids(txn, roots)
        .filter_map(|id| read::placement(txn, roots, id).map(|place| (id, (place.home, place.deleted))))
        .collect();
    let is_binned = |id: &EntryId| {
        let mut id = *id;
        for _ in 0..DEEPEST {
            match places.get(&id) {
                Some((_, true)) => return true,
                Some((Home::Entry(whole), false)) => id = *whole,
                Some((Home::Section(section), false)) => return sections.contains(section),
                // What it is a part of may not have arrived yet.
                Some((Home::Directory, false)) | None => return false,
            }
        }
        false
    };
    (places.keys().copied().filter(is_binned).collect(), sections)
}
