//! One reactive cell an entry, and one a list. An edit writes only the cells of what it changed, so only the
//! rows that show it are drawn again.

use super::signal::{ArcRwSignal, Read as _};
use crate::model::{Entry, EntryId, Field, Glance, Home, Kind, Playbook};
use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify as _, Track as _};
use std::cell::RefCell;
use std::collections::HashMap;

type List = ArcRwSignal<Vec<EntryId>>;

/// All entries of the open playbook.
#[derive(Default)]
pub struct Records {
    entries: RefCell<HashMap<EntryId, ArcRwSignal<Entry>>>,
    lists: RefCell<HashMap<(Home, Kind), List>>,
    /// Who points at an entry, by the one pointed at.
    references: RefCell<HashMap<EntryId, Vec<(EntryId, Field)>>>,
    /// Told when any reference is made or broken: not while somebody types.
    references_changed: ArcTrigger,
}

impl Records {
    /// The cells of a whole playbook.
    #[must_use]
    pub fn of(playbook: Playbook) -> Self {
        let records = Self::default();
        for (home, kind, list) in playbook.outline().lists() {
            records.lists.borrow_mut().insert((home, kind), List::new(list.to_vec()));
        }
        for entry in playbook.entries.into_values() {
            records.note_references(None, Some(&entry));
            records.entries.borrow_mut().insert(entry.id, ArcRwSignal::new(entry));
        }
        records
    }

    /// The cell of an entry. `None` when there never was one with this id.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<ArcRwSignal<Entry>> {
        self.entries.borrow().get(&id).cloned()
    }

    /// All entries, those in the bin included, in no particular order.
    #[must_use]
    pub fn ids(&self) -> Vec<EntryId> {
        self.entries.borrow().keys().copied().collect()
    }

    /// The cell of a list, in order, without entries in the bin.
    #[must_use]
    pub fn list(&self, home: Home, kind: Kind) -> ArcRwSignal<Vec<EntryId>> {
        self.lists.borrow_mut().entry((home, kind)).or_default().clone()
    }

    /// What an entry is now, without being told when that changes.
    #[must_use]
    pub fn peek<T>(&self, id: EntryId, read: impl FnOnce(&Entry) -> T) -> Option<T> {
        self.entry(id).map(|cell| cell.with_untracked(read))
    }

    /// All entries of these kinds that are not in the bin, nor in one that is, in no particular order.
    #[must_use]
    pub fn of_kinds(&self, kinds: &[Kind]) -> Vec<EntryId> {
        let lists = self.lists.borrow();
        let lists = lists.iter().filter(|((_, kind), _)| kinds.contains(kind));
        lists.flat_map(|(_, list)| list.get_untracked()).collect()
    }

    /// Whether an entry can be seen: it, and what it is a part of, is there and not in the bin.
    #[must_use]
    pub fn is_shown(&self, id: EntryId) -> bool {
        match self.peek(id, |entry| (entry.deleted, entry.home)) {
            Some((false, Home::Entry(whole))) => self.is_shown(whole),
            Some((deleted, _)) => !deleted,
            None => false,
        }
    }

    /// The entry that stands in a list of its own and that this one is, or is a part of.
    #[must_use]
    pub fn whole(&self, id: EntryId) -> EntryId {
        match self.peek(id, |entry| entry.home) {
            Some(Home::Entry(whole)) => self.whole(whole),
            _ => id,
        }
    }

    /// Who points at an entry, and with which field. Tells the caller's effect when any reference changes.
    #[must_use]
    pub fn referrers(&self, id: EntryId) -> Vec<(EntryId, Field)> {
        self.references_changed.track();
        let references = self.references.borrow();
        let found = references.get(&id).into_iter().flatten().copied();
        found.filter(|(from, _)| self.is_shown(*from)).collect()
    }

    /// A look at every entry, in no particular order, without being told of changes.
    #[must_use]
    pub fn glances(&self) -> Vec<Glance> {
        self.entries.borrow().values().map(|cell| cell.with_untracked(Glance::of)).collect()
    }

    /// Takes in what an entry is now; `None` when it is no longer there at all.
    pub fn update(&self, id: EntryId, now: Option<Entry>) {
        let cell = self.entry(id);
        let before = cell.as_ref().map(ArcRwSignal::get_untracked);
        if before == now {
            return;
        }
        let told = self.note_references(before.as_ref(), now.as_ref());
        let place = |entry: &Entry| (entry.home, entry.kind, entry.order.clone(), entry.deleted);
        let moved = before.as_ref().map(place) != now.as_ref().map(place);
        let mut homes: Vec<_> = before.iter().chain(&now).map(|entry| (entry.home, entry.kind)).collect();
        homes.dedup();
        match (cell, now) {
            (Some(cell), Some(now)) => cell.set(now),
            (None, Some(now)) => {
                self.entries.borrow_mut().insert(id, ArcRwSignal::new(now));
            }
            (_, None) => {
                self.entries.borrow_mut().remove(&id);
            }
        }
        if moved {
            for (home, kind) in homes {
                self.rearrange(home, kind, id);
            }
        }
        if told {
            self.references_changed.notify();
        }
    }

    /// Puts an entry where it belongs in a list, or out of it.
    fn rearrange(&self, home: Home, kind: Kind, id: EntryId) {
        let key = |id: EntryId| self.peek(id, |entry| (entry.order.clone(), entry.id));
        let belongs =
            self.peek(id, |entry| entry.home == home && entry.kind == kind && !entry.deleted).unwrap_or(false);
        let cell = self.list(home, kind);
        let mut list = cell.get_untracked();
        list.retain(|other| *other != id);
        if belongs {
            let place = list.partition_point(|other| key(*other) < key(id));
            list.insert(place, id);
        }
        if list != cell.get_untracked() {
            cell.set(list);
        }
    }

    fn note_references(&self, before: Option<&Entry>, now: Option<&Entry>) -> bool {
        let of = |entry: Option<&Entry>| entry.into_iter().flat_map(Entry::references).collect::<Vec<_>>();
        let (old, new) = (of(before), of(now));
        let Some(id) = before.or(now).map(|entry| entry.id) else { return false };
        let mut references = self.references.borrow_mut();
        for (field, target) in old.iter().filter(|reference| !new.contains(reference)) {
            if let Some(found) = references.get_mut(target) {
                found.retain(|from| *from != (id, *field));
            }
        }
        for (field, target) in new.iter().filter(|reference| !old.contains(reference)) {
            let found = references.entry(*target).or_default();
            // One list may name it twice.
            if !found.contains(&(id, *field)) {
                found.push((id, *field));
            }
        }
        // An entry that is put in the bin no longer counts as pointing anywhere.
        old != new || before.map(|entry| entry.deleted) != now.map(|entry| entry.deleted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OrderKey, PlaybookId, SectionId, StandardSection, Value};
    use crate::state::signal::memo;
    use reactive_graph::owner::{ArcStoredValue, Owner};
    use reactive_graph::traits::{GetValue as _, UpdateValue as _};

    const HOME: Home = Home::Section(SectionId::Standard(StandardSection::LifecycleManagement));

    fn stage(bits: u128, order: &OrderKey) -> Entry {
        Entry::new(EntryId::from_bits(bits), Kind::Stage, HOME, order.clone())
    }

    fn records() -> (Records, Vec<OrderKey>) {
        let keys = OrderKey::spread(3);
        let records = Records::of(Playbook::new(PlaybookId::from_bits(1), ""));
        for (bits, key) in [(1, &keys[0]), (2, &keys[2])] {
            records.update(EntryId::from_bits(bits), Some(stage(bits, key)));
        }
        (records, keys)
    }

    fn order(records: &Records) -> Vec<EntryId> {
        records.list(HOME, Kind::Stage).get_untracked()
    }

    #[test]
    fn lists_follow_order_and_the_bin() {
        let (records, keys) = records();
        let [one, two, three] = [1, 2, 3].map(EntryId::from_bits);
        records.update(three, Some(stage(3, &keys[1])));
        assert_eq!(order(&records), [one, three, two]);
        records.update(two, Some(stage(2, &OrderKey::between(None, Some(&keys[0])))));
        assert_eq!(order(&records), [two, one, three]);
        let mut binned = stage(2, &keys[2]);
        binned.deleted = true;
        records.update(two, Some(binned));
        assert_eq!(order(&records), [one, three]);
        assert!(!records.is_shown(two));
        records.update(one, None);
        assert_eq!(order(&records), [three]);
    }

    /// The bug that this guards against: typing in one entry must not run what depends on the list.
    #[test]
    fn a_changed_text_does_not_touch_the_list() {
        let owner = Owner::new();
        owner.set();
        let (records, keys) = records();
        let list = records.list(HOME, Kind::Stage);
        let runs = ArcStoredValue::new(0);
        let watched = memo({
            let runs = runs.clone();
            move || {
                runs.update_value(|runs| *runs += 1);
                list.get().len()
            }
        });
        assert_eq!(watched.get_untracked(), 2);
        let mut typed = stage(1, &keys[0]);
        typed.set(Field::Name, Value::Line("MQL".into()));
        records.update(typed.id, Some(typed));
        assert_eq!(watched.get_untracked(), 2);
        assert_eq!(runs.get_value(), 1);
    }

    #[test]
    fn referrers_are_known_until_they_point_elsewhere() {
        let owner = Owner::new();
        owner.set();
        let (records, keys) = records();
        let [one, person] = [EntryId::from_bits(1), EntryId::from_bits(9)];
        let mut owned = stage(1, &keys[0]);
        owned.set(Field::Owner, Value::Refs(vec![person]));
        records.update(one, Some(owned.clone()));
        assert_eq!(records.referrers(person), [(one, Field::Owner)]);
        owned.deleted = true;
        records.update(one, Some(owned.clone()));
        assert_eq!(records.referrers(person), []);
        owned.deleted = false;
        owned.set(Field::Owner, Value::Refs(Vec::new()));
        records.update(one, Some(owned));
        assert_eq!(records.referrers(person), []);
    }
}
