//! The lists that rows go into: who is in them under which name, and who comes to their end.

use super::Rows;
use crate::format::names::{folded, other_names};
use crate::model::field::clean_line;
use crate::model::{Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, Value};
use std::collections::HashMap;

/// A list, by the names in it.
#[derive(Debug, Default)]
pub(super) struct List {
    titles: HashMap<String, EntryId>,
    /// What else they are called; of several, the first is.
    others: HashMap<String, EntryId>,
    /// What only one has: the value of a system, the address of a person.
    own_values: HashMap<String, EntryId>,
    /// All that were there, in order.
    pub(super) here: Vec<EntryId>,
    last: Option<OrderKey>,
    pub(super) new: Vec<EntryId>,
}

impl List {
    pub(super) fn find(&self, name: &str) -> Option<EntryId> {
        let name = folded(name);
        self.titles.get(&name).copied().or_else(|| self.others.get(&name).copied())
    }

    pub(super) fn find_by_value(&self, value: &str) -> Option<EntryId> {
        self.own_values.get(&folded(value)).copied().filter(|_| !value.is_empty())
    }

    /// Puts what is new behind what was there.
    pub(super) fn put_in_order(self, playbook: &mut Playbook) {
        let keys = OrderKey::spread_after(self.last.as_ref(), self.new.len());
        for (id, key) in self.new.iter().zip(keys) {
            if let Some(entry) = playbook.entries.get_mut(id) {
                entry.order = key;
            }
        }
    }
}

impl Rows<'_> {
    pub(super) fn list(&mut self, home: Home, kind: Kind) -> &mut List {
        self.lists.entry((home, kind)).or_insert_with(|| {
            let here = self.outline.list(home, kind).to_vec();
            let mut list = List::default();
            let entries: Vec<&Entry> = here.iter().filter_map(|id| self.ours.entries.get(id)).collect();
            for entry in &entries {
                if let Some(title) = self.titles.of_entry(entry.id).filter(|_| kind.field(Field::Name).is_some()) {
                    list.titles.insert(folded(title), entry.id);
                }
            }
            for entry in &entries {
                list.titles.entry(folded(entry.name())).or_insert(entry.id);
                for name in other_names(entry).into_iter().filter(|_| !kind.in_directory()) {
                    list.others.entry(folded(&name)).or_insert(entry.id);
                }
                let own = if kind == Kind::Person { Field::Contact } else { Field::SystemValue };
                list.own_values.entry(folded(entry.text(own))).or_insert(entry.id);
            }
            list.last = entries.last().map(|entry| entry.order.clone());
            list.here = here;
            list
        })
    }

    /// Adds an entry to the end of its list.
    pub(super) fn add(&mut self, home: Home, kind: Kind, name: &str) -> EntryId {
        let id = self.ids.unused(&self.theirs);
        let mut entry = Entry::new(id, kind, home, OrderKey::default());
        entry.set(Field::Name, Value::Line(clean_line(name)));
        self.theirs.entries.insert(id, entry);
        let has_name = kind.field(Field::Name).is_some();
        let list = self.list(home, kind);
        if has_name {
            list.titles.insert(folded(name), id);
        }
        list.new.push(id);
        id
    }

    /// Takes back what was just added.
    pub(super) fn take_back(&mut self, id: EntryId) {
        if let Some(entry) = self.theirs.entries.remove(&id) {
            self.list(entry.home, entry.kind).new.retain(|new| *new != id);
        }
    }
}
