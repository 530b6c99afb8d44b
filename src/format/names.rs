//! From the names in a document or a table to the entries that are called so.

use super::ids::Ids;
use super::labels::Labels;
use super::page::Titles;
use super::remark::Remark;
use crate::language::tr;
use crate::model::field::clean_line;
use crate::model::{Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, Targets, Value};
use guidepost_view::tr;
use std::collections::HashMap;

/// A name as it is compared: who reads sees neither capitals nor blanks.
pub(in crate::format) fn folded(name: &str) -> String {
    spaced(name).to_lowercase()
}

/// A name with one plain blank between its words.
pub(in crate::format) fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who is called what.
#[derive(Debug, Default)]
pub(in crate::format) struct Names {
    titles: HashMap<(Kind, String), EntryId>,
    /// Short forms, other words and addresses. Nobody, where several have the same.
    others: HashMap<(Kind, String), Option<EntryId>>,
    /// The last places in the directory.
    last: HashMap<Kind, OrderKey>,
}

impl Names {
    /// The names that entries go by on a page.
    pub(in crate::format) fn of(playbook: &Playbook, labels: Labels) -> Self {
        let mut names = Self::default();
        let outline = playbook.outline();
        let titles = Titles::of(playbook, &outline, labels);
        // In the same order each time: of two in different lists, one is meant.
        let mut lists: Vec<_> = outline.lists().collect();
        lists.sort_by_key(|(home, kind, _)| (*home, *kind));
        for (home, kind, list) in lists {
            for id in list {
                if let Some(title) = titles.of_entry(*id) {
                    names.titles.entry((kind, folded(title))).or_insert(*id);
                }
            }
            let last = list.last().filter(|_| home == Home::Directory).and_then(|id| playbook.entries.get(id));
            names.last.extend(last.map(|last| (kind, last.order.clone())));
        }
        names
    }

    /// Together with what else they are called, and how people are reached.
    pub(in crate::format) fn with_others(playbook: &Playbook, labels: Labels) -> Self {
        let mut names = Self::of(playbook, labels);
        for entry in playbook.entries.values().filter(|entry| !entry.deleted) {
            for other in other_names(entry) {
                names.add_other(entry.kind, &other, entry.id);
            }
        }
        names
    }

    /// From now on, an entry is meant by a name, even if others have it, too.
    pub(in crate::format) fn prefer(&mut self, kind: Kind, name: &str, id: EntryId) {
        self.titles.insert((kind, folded(name)), id);
    }

    /// Adds what else an entry is called.
    pub(in crate::format) fn add_other(&mut self, kind: Kind, name: &str, id: EntryId) {
        let name = folded(name);
        if !name.is_empty() {
            let found = self.others.entry((kind, name)).or_insert(Some(id));
            *found = found.filter(|other| *other == id);
        }
    }

    /// Whoever is called so: by the name on the page, or else by another one that only one entry has.
    pub(in crate::format) fn find(&self, targets: Targets, name: &str) -> Option<EntryId> {
        let name = folded(name);
        let by_title = |kind: &Kind| self.titles.get(&(*kind, name.clone())).copied();
        let by_other = |kind: &Kind| self.others.get(&(*kind, name.clone())).copied().flatten();
        targets.kinds().iter().find_map(by_title).or_else(|| targets.kinds().iter().find_map(by_other))
    }

    /// The entry of a kind that is called so.
    pub(in crate::format) fn of_kind(&self, kind: Kind, name: &str) -> Option<EntryId> {
        let name = (kind, folded(name));
        self.titles.get(&name).copied().or_else(|| self.others.get(&name).copied().flatten())
    }

    /// The entry that is called by the most of these names together, for a name may hold what stands between names; and how
    /// many that are.
    pub(in crate::format) fn longest(&self, targets: Targets, names: &[(String, String)]) -> (Option<EntryId>, usize) {
        const MOST: usize = 4;
        for count in (1..=names.len().min(MOST)).rev() {
            let some = names.get(..count).unwrap_or_default();
            let name = some.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("; ");
            if let Some(id) = self.find(targets, &name) {
                return (Some(id), count);
            }
        }
        (None, 1)
    }

    /// Adds somebody who was not known, where a field takes people: whoever is named is there.
    pub(in crate::format) fn create(
        &mut self,
        targets: Targets,
        (name, contact): (&str, &str),
        ids: &mut Ids,
        theirs: &mut Playbook,
        remarks: &mut Vec<Remark>,
    ) -> Option<EntryId> {
        let kind = targets.kinds().first().copied().filter(|_| targets.creates())?;
        let order = OrderKey::between(self.last.get(&kind), None);
        self.last.insert(kind, order.clone());
        let id = ids.unused(theirs);
        let mut entry = Entry::new(id, kind, Home::Directory, order);
        entry.set(Field::Name, Value::Line(clean_line(name)));
        entry.set(Field::Contact, Value::Line(clean_line(contact)));
        self.prefer(kind, name, id);
        self.add_other(kind, contact, id);
        theirs.entries.insert(id, entry);
        let text = tr!("“{name}” was not known; added to {list}.", list = tr(kind.list_name()));
        remarks.push(Remark { text, place: String::new(), left_out: false });
        Some(id)
    }
}

/// What an entry is called beside its name.
pub(in crate::format) fn other_names(entry: &Entry) -> Vec<String> {
    let mut names = vec![entry.text(Field::Abbreviation).to_owned()];
    names.extend(entry.words(Field::AlsoKnownAs).iter().cloned());
    if entry.kind.in_directory() {
        let contact = entry.text(Field::Contact).trim();
        names.push(contact.strip_prefix("mailto:").unwrap_or(contact).to_owned());
    }
    names.retain(|name| !name.trim().is_empty());
    names
}
