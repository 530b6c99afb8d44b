//! Putting two versions of a document together, as one step that can be undone.

use super::anatomy::{Id, Run};
use super::gate::damaged;
use super::places::Places;
use super::schema::{ENTRIES, PLAYBOOK, SECTIONS, entry as entry_key, meta, section};
use super::{Admission, CREATION, LOCAL, Place, Replica, Step, UpdateError};
use crate::model::{EntryId, Field, Playbook, SectionId, Shape};
use std::collections::{BTreeMap, HashSet};
use yrs::block::ClientID;
use yrs::undo::StackItem;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{ID, IdSet, Map as _, Out, ReadTxn as _, StateVector, Transact as _};

/// What another version brings, ready to be taken in by [`Replica::merge`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merge {
    /// What is not here yet, as an update.
    pub update: Vec<u8>,
    /// Which changes are inside of new entries and sections. To undo the merge is to put these in the bin as they are:
    /// were each of their texts taken back, what colleagues write in them meanwhile would be lost.
    pub inside_new: Vec<u8>,
    /// Whether anything is to be seen of it. Otherwise there is nothing to undo.
    pub visible: bool,
}

impl Replica {
    /// What `other`, which has everything that is here, brings.
    ///
    /// # Errors
    /// When one of the documents can't be read, which documents of our own always can.
    pub fn merge_of(&self, other: &Self) -> Result<Merge, UpdateError> {
        let mine = self.doc.transact().state_vector();
        let whole = other.encode();
        let places = Places::of(&whole).map_err(damaged)?;
        let mut inside_new = IdSet::new();
        let here = self.containers();
        for (run, path, _) in places.runs() {
            let is_new = match path[..] {
                [root, id, ..] => Container::parse(root, id).is_some_and(|container| !here.contains(&container)),
                _ => false,
            };
            if is_new {
                inside_new.insert(ID::new(ClientID::new(run.first.client), run.first.clock), run.length);
            }
        }
        let update = other.changes_since(&mine.encode_v1())?;
        Ok(Merge {
            update,
            inside_new: inside_new.encode_v1(),
            visible: self.outside_the_bin() != other.outside_the_bin(),
        })
    }

    /// What is to be seen of the playbook.
    fn outside_the_bin(&self) -> Option<Playbook> {
        let mut playbook = self.playbook()?;
        playbook.sections.retain(|section| !section.deleted);
        playbook.entries.retain(|_, entry| !entry.deleted);
        playbook.drop_homeless();
        Some(playbook)
    }

    /// Takes in what another version brings, as one step of undo if anything is to be seen of it.
    ///
    /// # Errors
    /// When its bytes are damaged. Nothing is changed then.
    pub fn merge(&mut self, merge: &Merge, label: &str) -> Result<Admission, UpdateError> {
        if !merge.visible {
            return self.admit(&merge.update);
        }
        let inside_new = IdSet::decode_v1(&merge.inside_new).map_err(damaged)?;
        let before = self.containers();
        let steps = self.undo.undo_stack().len();
        self.burst = None;
        self.undo.reset();
        *self.step.borrow_mut() = Step { label: label.to_owned(), place: Place::Playbook };
        if self.admit_as(&merge.update, Some(LOCAL))? == Admission::TooEarly {
            return Ok(Admission::TooEarly);
        }
        let mut new: Vec<_> = self.containers().into_iter().filter(|container| !before.contains(container)).collect();
        let has_new = !new.is_empty();
        new.retain(|container| !self.is_deleted(*container));
        // Undoing puts them back in the bin, where they were for a moment. What came in the bin stays in it.
        self.set_deleted(&new, true, CREATION);
        self.set_deleted(&new, false, LOCAL);
        if has_new {
            self.gather_steps(steps, &inside_new);
        }
        self.undo.reset();
        Ok(Admission::Applied)
    }

    /// Makes one step of those beyond the first few, which takes nothing back that is in `kept`.
    fn gather_steps(&mut self, first: usize, kept: &IdSet) {
        let copy = |item: &StackItem<Step>| {
            StackItem::with_meta(
                self.doc.guid(),
                item.deletions().clone(),
                item.insertions().clone(),
                item.meta().clone(),
            )
        };
        let mut steps = self.undo.undo_stack().iter().map(copy);
        let mut gathered: Vec<_> = steps.by_ref().take(first).collect();
        if let Some(mut last) = steps.next() {
            steps.for_each(|step| last.merge(step, |_, _| ()));
            let mut insertions = last.insertions().clone();
            insertions.diff_with(kept);
            gathered.push(StackItem::with_meta(
                self.doc.guid(),
                last.deletions().clone(),
                insertions,
                last.meta().clone(),
            ));
        }
        self.undo = Self::undo_manager(&self.doc, &self.roots, self.clock, &self.step, &self.undone, gathered);
    }

    fn is_deleted(&self, container: Container) -> bool {
        match container {
            Container::Entry(id) => self.entry(id).is_none_or(|entry| entry.deleted),
            Container::Section(id) => self.sections().iter().any(|section| section.id == id && section.deleted),
        }
    }

    /// Puts these in the bin, or takes them out.
    fn set_deleted(&self, containers: &[Container], deleted: bool, origin: &'static str) {
        if containers.is_empty() {
            return;
        }
        let mut txn = self.doc.transact_mut_with(origin);
        for container in containers {
            let (root, key) = match container {
                Container::Entry(_) => (&self.roots.entries, entry_key::DELETED),
                Container::Section(_) => (&self.roots.custom, section::DELETED),
            };
            if let Some(Out::YMap(map)) = root.get(&txn, &container.key()) {
                map.insert(&mut txn, key, deleted);
            }
        }
    }

    /// All entries and added sections, in the bin or not.
    fn containers(&self) -> HashSet<Container> {
        let txn = self.doc.transact();
        let entries = self.roots.entries.keys(&txn).filter_map(|id| Container::parse(ENTRIES, id));
        let sections = self.roots.custom.keys(&txn).filter_map(|id| Container::parse(SECTIONS, id));
        entries.chain(sections).collect()
    }

    /// Short texts that both this document and `other` have rewritten since they parted. A shared document keeps one of
    /// both, by no rule that people would see.
    ///
    /// # Errors
    /// When one of the documents can't be read, which documents of our own always can.
    pub fn rewritten_by_both(&self, other: &Self) -> Result<Vec<Place>, UpdateError> {
        let mine = self.doc.transact().state_vector();
        let theirs = other.doc.transact().state_vector();
        let mut both = Self::empty(|| 0);
        both.admit_whole(&self.encode())?;
        both.admit_whole(&other.encode())?;
        let whole = both.encode();
        let mut writers: BTreeMap<Vec<&str>, [bool; 2]> = BTreeMap::new();
        let places = Places::of(&whole).map_err(damaged)?;
        for (run, path, keyed) in places.runs() {
            if keyed {
                let by = writers.entry(path).or_default();
                by[0] |= is_beyond(run, &theirs);
                by[1] |= is_beyond(run, &mine);
            }
        }
        let contested = writers.into_iter().filter(|(_, by)| *by == [true, true]);
        Ok(contested
            .filter_map(|(path, _)| self.short_text(&path))
            .filter(|place| self.text_at(*place) != other.text_at(*place))
            .collect())
    }

    /// What stands at the end of a way, if it is a short text of an entry that is here, the name of a section, or the title.
    fn short_text(&self, path: &[&str]) -> Option<Place> {
        match *path {
            [PLAYBOOK, meta::TITLE] => Some(Place::Playbook),
            [ENTRIES, id, key] => {
                let id: EntryId = id.parse().ok()?;
                let entry = self.entry(id)?;
                let spec = entry.kind.field(Field::from_key(key)?)?;
                let short = !matches!(spec.shape, Shape::Text | Shape::Words | Shape::Many(_) | Shape::Flag);
                short.then_some(Place::Entry(id, Some(spec.field)))
            }
            [SECTIONS, id, section::NAME] => Some(Place::Section(SectionId::Custom(id.parse().ok()?))),
            [root, section::NAME] => Some(Place::Section(root.strip_prefix("section/")?.parse().ok()?)),
            _ => None,
        }
    }

    fn text_at(&self, place: Place) -> Option<String> {
        match place {
            Place::Playbook => Some(self.title()),
            Place::Section(id) => Some(self.sections().into_iter().find(|section| section.id == id)?.name),
            Place::Entry(id, field) => self.entry(id)?.value(field?).map(|value| format!("{value:?}")),
        }
    }
}

/// Whether some of these changes are none that a replica of this state has.
fn is_beyond(Run { first: Id { client, clock }, length }: Run, state: &StateVector) -> bool {
    clock.saturating_add(length) > state.get(&ClientID::new(client))
}

/// What has shared types of its own: it is created at once, and removed by nothing but emptying the bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Container {
    Entry(EntryId),
    Section(SectionId),
}

impl Container {
    fn key(&self) -> String {
        match self {
            Self::Entry(id) => id.to_string(),
            Self::Section(id) => id.to_string(),
        }
    }

    fn parse(root: &str, id: &str) -> Option<Self> {
        match root {
            ENTRIES => id.parse().ok().map(Self::Entry),
            SECTIONS => id.parse().ok().map(|id| Self::Section(SectionId::Custom(id))),
            _ => None,
        }
    }
}
