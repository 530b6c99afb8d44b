//! From what a file says about other entries to their ids.
//!
//! A reference may stand before the entry that it points at, so all of them wait until every entry is read.

use super::place;
use super::problem::{ImportError, Kept, MAX_PROBLEMS, Problem, ProblemKind, excerpt};
use super::read::Reader;
use crate::language::tr;
use crate::model::field::clean_line;
use crate::model::{Entry, EntryId, Field, FieldSpec, Home, Kind, OrderKey, Targets, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// What is known about references before all entries are.
#[derive(Default)]
pub(super) struct References<'n> {
    /// Entries by what the file calls their id, whether or not it is one of ours.
    ids: HashMap<Cow<'n, str>, EntryId>,
    pending: Vec<Pending<'n>>,
}

/// The references in one field of one entry.
pub(super) struct Pending<'n> {
    pub(super) entry: EntryId,
    pub(super) spec: &'static FieldSpec,
    pub(super) targets: Targets,
    /// Path of the field.
    pub(super) path: String,
    /// What the file says, with the place in the list where it is one.
    pub(super) texts: Vec<(Option<usize>, Cow<'n, str>)>,
}

impl<'n> References<'n> {
    pub(super) fn knows(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    pub(super) fn learn(&mut self, text: Cow<'n, str>, id: EntryId) {
        self.ids.insert(text, id);
    }

    pub(super) fn wait(&mut self, pending: Pending<'n>) {
        self.pending.push(pending);
    }
}

impl Reader<'_> {
    /// Fills in all fields that waited for their entries.
    ///
    /// # Errors
    ///
    /// [`ImportError::TooMany`] when names of new people make more entries than a playbook can hold.
    pub(super) fn resolve_references(&mut self) -> Result<(), ImportError> {
        let pending = std::mem::take(&mut self.references.pending);
        let mut names = Names::default();
        for field in pending {
            let mut ids = Vec::with_capacity(field.texts.len());
            for (index, text) in &field.texts {
                match self.resolve(text.trim(), field.targets, &mut names)? {
                    Resolved::To(id) => ids.push(id),
                    Resolved::Created(id, what) => {
                        ids.push(id);
                        self.reference_problem(&field, *index, what, Kept::Created);
                    }
                    Resolved::Not(what) => self.reference_problem(&field, *index, what, Kept::LeftOut),
                    Resolved::Blank => {}
                }
            }
            if let Some(entry) = self.entries.get_mut(&field.entry) {
                entry.set(field.spec.field, Value::Refs(ids).cleaned());
            }
        }
        Ok(())
    }

    fn resolve(&mut self, text: &str, targets: Targets, names: &mut Names) -> Result<Resolved, ImportError> {
        let by_id = self.references.ids.get(text);
        if let Some(id) = by_id
            && self.entries.get(id).is_some_and(|entry| targets.kinds().contains(&entry.kind))
        {
            return Ok(Resolved::To(*id));
        }
        // Names are kept without NUL and line ends, so that is how they are looked for.
        let name = clean_line(text);
        let text = name.trim();
        if text.is_empty() {
            return Ok(Resolved::Blank);
        }
        match names.find(text, targets, &self.entries) {
            Some((_, Found::One(id))) => Ok(Resolved::To(id)),
            Some((kind, Found::Several)) => {
                Ok(Resolved::Not(ProblemKind::Ambiguous { reference: excerpt(text), targets: kind.noun() }))
            }
            // The id of another kind of entry, or of one that is gone, is no name of a person.
            None if targets.creates() && by_id.is_none() && text.parse::<EntryId>().is_err() => {
                self.create(text, targets, names)
            }
            None => {
                let nouns = targets.kinds().iter().map(|kind| tr(kind.noun())).collect::<Vec<_>>();
                let targets = nouns.join(tr(" or "));
                Ok(Resolved::Not(ProblemKind::Dangling { reference: excerpt(text), targets }))
            }
        }
    }

    fn create(&mut self, name: &str, targets: Targets, names: &mut Names) -> Result<Resolved, ImportError> {
        let kind = targets.kinds().first().copied().unwrap_or(Kind::Person);
        let mut entry = Entry::new(self.ids.entry(), kind, Home::Directory, OrderKey::default());
        entry.set(Field::Name, Value::Line(name.to_owned()));
        let id = entry.id;
        names.learn(&entry);
        self.file_entry(entry)?;
        Ok(Resolved::Created(id, ProblemKind::NewName { name: excerpt(name), list: kind.list_name() }))
    }

    fn reference_problem(&mut self, field: &Pending<'_>, index: Option<usize>, what: ProblemKind, kept: Kept) {
        if self.problems.kept.len() >= MAX_PROBLEMS {
            self.problems.more += 1;
            return;
        }
        let path = index.map_or_else(|| field.path.clone(), |index| format!("{}[{index}]", field.path));
        let entry = self.entry_title(field.entry);
        self.problems.kept.push(Problem { path, entry, field: Some(field.spec.label), what, kept });
    }

    /// The title of an entry, or of the one that it is a part of where its kind has no names.
    fn entry_title(&self, id: EntryId) -> Option<String> {
        let entry = self.entries.get(&id)?;
        match entry.home {
            Home::Entry(whole) if entry.kind.field(Field::Name).is_none() => self.entry_title(whole),
            _ => Some(place::title(entry.kind, entry.name())),
        }
    }
}

enum Resolved {
    To(EntryId),
    Created(EntryId, ProblemKind),
    Not(ProblemKind),
    Blank,
}

/// Which entries have which names. Stays empty in a file whose references are all ids, as in those that
/// Guidepost writes.
#[derive(Default)]
struct Names {
    known: HashMap<(Called, Kind, String), Found>,
    complete: bool,
}

/// How an entry is called by a name, the closest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Called {
    Exactly,
    InAnyCase,
    AlsoInAnyCase,
}

#[derive(Clone, Copy)]
enum Found {
    One(EntryId),
    Several,
}

impl Names {
    fn learn(&mut self, entry: &Entry) {
        let name = entry.name();
        self.add(Called::Exactly, entry, name.to_owned());
        self.add(Called::InAnyCase, entry, name.to_lowercase());
        self.add(Called::AlsoInAnyCase, entry, entry.text(Field::Abbreviation).trim().to_lowercase());
        for word in entry.words(Field::AlsoKnownAs) {
            self.add(Called::AlsoInAnyCase, entry, word.to_lowercase());
        }
    }

    fn add(&mut self, called: Called, entry: &Entry, name: String) {
        if name.is_empty() {
            return;
        }
        let found = self.known.entry((called, entry.kind, name)).or_insert(Found::One(entry.id));
        if !matches!(found, Found::One(id) if *id == entry.id) {
            *found = Found::Several;
        }
    }

    /// Whoever has the name, and its kind: the closest name counts, and of several kinds the one that the field
    /// takes first.
    fn find(&mut self, name: &str, targets: Targets, entries: &BTreeMap<EntryId, Entry>) -> Option<(Kind, Found)> {
        if !self.complete {
            entries.values().for_each(|entry| self.learn(entry));
            self.complete = true;
        }
        let folded = name.to_lowercase();
        let tries = [(Called::Exactly, name), (Called::InAnyCase, &folded), (Called::AlsoInAnyCase, &folded)];
        tries.into_iter().find_map(|(called, name)| {
            targets.kinds().iter().find_map(|kind| {
                let found = self.known.get(&(called, *kind, name.to_owned()))?;
                Some((*kind, *found))
            })
        })
    }
}
