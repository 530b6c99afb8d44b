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
    let siblings: Vec<_> = siblings.into_iter().map(|sibling| (sibling.id, sibling.order)).collect();
    for (id, order) in keys(id, &siblings, before) {
        if let Some(map) = read::entry_map(&View::of(txn), roots, id) {
            map.insert(txn, entry::ORDER, order.to_string());
        }
    }
}

/// Puts a section before another; at the end if there is none.
pub(super) fn put_section(txn: &mut TransactionMut<'_>, roots: &Roots, id: SectionId, before: Option<SectionId>) {
    let sections = read::sections(&View::of(txn), roots);
    let others: Vec<_> =
        sections.into_iter().filter(|other| other.id != id).map(|other| (other.id, other.order)).collect();
    for (id, order) in keys(id, &others, before) {
        set_section(txn, roots, id, section::ORDER, order.to_string());
    }
}

/// The key that puts `id` among the others, which are sorted, and with it new keys for those others that share one
/// with its neighbour before: two people moved them to one place at the same time, and there is no key in between.
fn keys<Id: Copy + PartialEq>(id: Id, others: &[(Id, OrderKey)], before: Option<Id>) -> Vec<(Id, OrderKey)> {
    let place = others.iter().position(|(other, _)| Some(*other) == before).unwrap_or(others.len());
    let (front, back) = others.split_at(place);
    let mut previous = front.last().map(|(_, key)| key.clone());
    let tied = back.iter().take_while(|(_, key)| previous.as_ref().is_some_and(|previous| key <= previous)).count();
    let (tied, rest) = back.split_at(tied);
    let next = rest.first().map(|(_, key)| key);
    let mut put = Vec::new();
    for id in std::iter::once(id).chain(tied.iter().map(|(other, _)| *other)) {
        let key = OrderKey::between(previous.as_ref(), next);
        put.push((id, key.clone()));
        previous = Some(key);
    }
    put
}

#[cfg(test)]
mod tests {
    use super::keys;
    use crate::model::OrderKey;
    use proptest::prelude::*;

    /// The others, in order, after one was put among them.
    fn put(id: u8, others: &[(u8, OrderKey)], before: Option<u8>) -> (Vec<u8>, usize) {
        let new = keys(id, others, before);
        let mut all: Vec<(u8, OrderKey)> = others.to_vec();
        all.retain(|(other, _)| new.iter().all(|(id, _)| id != other));
        all.extend(new.iter().cloned());
        all.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        (all.into_iter().map(|(id, _)| id).collect(), new.len())
    }

    #[test]
    fn one_key_is_written_unless_others_are_tied() {
        let [a, b, c] = [0, 1, 2].map(|place| OrderKey::spread(3)[place].clone());
        let apart = [(1, a.clone()), (2, b.clone()), (3, c.clone())];
        assert_eq!(put(9, &apart, Some(2)), (vec![1, 9, 2, 3], 1));
        assert_eq!(put(9, &apart, None), (vec![1, 2, 3, 9], 1));
        let tied = [(1, a.clone()), (2, a.clone()), (3, a.clone()), (4, c)];
        assert_eq!(put(9, &tied, Some(2)), (vec![1, 9, 2, 3, 4], 3));
        assert_eq!(put(9, &tied, Some(1)), (vec![9, 1, 2, 3, 4], 1));
        assert_eq!(put(9, &tied, Some(4)), (vec![1, 2, 3, 9, 4], 1));
        assert_eq!(put(9, &[], Some(4)), (vec![9], 1));
    }

    proptest! {
        #[test]
        fn whatever_is_tied_the_place_is_the_one_that_was_asked_for(picks in prop::collection::vec(0..4usize, 1..8), before in 0..8u8) {
            let orders = OrderKey::spread(4);
            let mut others: Vec<(u8, OrderKey)> = (0..8).zip(&picks).map(|(id, pick)| (id, orders[*pick].clone())).collect();
            others.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
            let mut expected: Vec<u8> = others.iter().map(|(id, _)| *id).collect();
            let place = expected.iter().position(|id| *id == before).unwrap_or(expected.len());
            expected.insert(place, 99);
            prop_assert_eq!(put(99, &others, Some(before)).0, expected);
        }
    }
}
