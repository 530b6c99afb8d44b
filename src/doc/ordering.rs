//! Putting entries and sections in their places.

use super::edit::set_section;
use super::read::{self, Placement, View};
use super::schema::{Roots, entry, section};
use crate::model::sorting::sort_by;
use crate::model::{EntryId, OrderKey, SectionId};
use yrs::{Map as _, TransactionMut};

/// Puts an entry before a sibling in its list; at the end if there is none.
pub(super) fn put_entry(txn: &mut TransactionMut<'_>, roots: &Roots, id: EntryId, before: Option<EntryId>) {
    let Some(placed) = read::placement(&View::of(txn), roots, id) else { return };
    let view = View::of(txn);
    let mut siblings: Vec<Placement> = read::entry_ids(&view, roots)
        .filter(|other| *other != id)
        .filter_map(|other| read::placement(&view, roots, other))
        .filter(|other| other.home == placed.home && other.kind == placed.kind && !other.deleted)
        .collect();
    sort_by(&mut siblings, |a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
    let place = siblings.iter().position(|sibling| Some(sibling.id) == before).unwrap_or(siblings.len());
    let keys = keys(&siblings.iter().map(|sibling| &sibling.order).collect::<Vec<_>>(), place);
    let behind = siblings.iter().skip(place).map(|sibling| sibling.id);
    for (id, order) in std::iter::once(id).chain(behind).zip(keys) {
        if let Some(map) = read::entry_map(&View::of(txn), roots, id) {
            map.insert(txn, entry::ORDER, order.to_string());
        }
    }
}

/// Puts a section before another; at the end if there is none.
pub(super) fn put_section(txn: &mut TransactionMut<'_>, roots: &Roots, id: SectionId, before: Option<SectionId>) {
    let mut others = read::sections(&View::of(txn), roots);
    others.retain(|other| other.id != id);
    let place = others.iter().position(|other| Some(other.id) == before).unwrap_or(others.len());
    let keys = keys(&others.iter().map(|other| &other.order).collect::<Vec<_>>(), place);
    let behind = others.iter().skip(place).map(|other| other.id);
    for (id, order) in std::iter::once(id).chain(behind).zip(keys) {
        set_section(txn, roots, id, section::ORDER, order.to_string());
    }
}

/// The key for a place among sorted ones; and then new keys for those behind it that share one with its neighbour before:
/// two people moved them to one place at the same time, and there is no key in between.
fn keys(others: &[&OrderKey], place: usize) -> Vec<OrderKey> {
    let (front, behind) = others.split_at(place);
    let mut before = front.last().copied().cloned();
    let tied = behind.iter().take_while(|key| before.as_ref().is_some_and(|before| **key <= before)).count();
    let next = behind.get(tied).copied();
    let mut keys = Vec::new();
    for _ in 0..=tied {
        let key = OrderKey::between(before.as_ref(), next);
        keys.push(key.clone());
        before = Some(key);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::model::OrderKey;
    use proptest::prelude::*;

    /// What was put in a place among others, and the others, in order; and how many keys were written.
    fn put(others: &[(u8, OrderKey)], place: usize) -> (Vec<u8>, usize) {
        let orders: Vec<_> = others.iter().map(|(_, order)| order).collect();
        let new = keys(&orders, place);
        let mut all = others.to_vec();
        for (other, key) in all.iter_mut().skip(place).zip(new.iter().skip(1)) {
            other.1 = key.clone();
        }
        all.push((99, new[0].clone()));
        all.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        (all.into_iter().map(|(id, _)| id).collect(), new.len())
    }

    #[test]
    fn one_key_is_written_unless_others_are_tied() {
        let [a, b, c] = [0, 1, 2].map(|place| OrderKey::spread(3)[place].clone());
        let apart = [(1, a.clone()), (2, b), (3, c.clone())];
        assert_eq!(put(&apart, 1), (vec![1, 99, 2, 3], 1));
        assert_eq!(put(&apart, 3), (vec![1, 2, 3, 99], 1));
        let tied = [(1, a.clone()), (2, a.clone()), (3, a), (4, c)];
        assert_eq!(put(&tied, 1), (vec![1, 99, 2, 3, 4], 3));
        assert_eq!(put(&tied, 0), (vec![99, 1, 2, 3, 4], 1));
        assert_eq!(put(&tied, 3), (vec![1, 2, 3, 99, 4], 1));
        assert_eq!(put(&[], 0), (vec![99], 1));
    }

    proptest! {
        #[test]
        fn whatever_is_tied_the_place_is_the_one_that_was_asked_for(
            picks in prop::collection::vec(0..4usize, 0..8),
            place in 0..8usize,
        ) {
            let orders = OrderKey::spread(4);
            let mut others: Vec<(u8, OrderKey)> = (0..8).zip(&picks).map(|(id, pick)| (id, orders[*pick].clone())).collect();
            others.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
            let place = place.min(others.len());
            let mut expected: Vec<u8> = others.iter().map(|(id, _)| *id).collect();
            expected.insert(place, 99);
            prop_assert_eq!(put(&others, place).0, expected);
        }
    }
}
