//! Bringing a list into another order with as few moves as possible.

use std::collections::HashMap;
use std::hash::Hash;

/// Whether what stands in both lists stands in the same order in both.
pub(super) fn in_order<Id: Copy + Eq + Hash>(ours: &[Id], theirs: &[Id]) -> bool {
    places(ours, theirs).is_sorted()
}

/// What to move before what, one after the other, so that what stands in both lists stands as in `theirs`. `None`: to
/// the end.
pub(super) fn moves<Id: Copy + Eq + Hash>(ours: &[Id], theirs: &[Id]) -> Vec<(Id, Option<Id>)> {
    let places = places(ours, theirs);
    let stay = longest_run(&places);
    let mut next = None;
    let mut moves = Vec::new();
    for (place, id) in theirs.iter().enumerate().rev() {
        if !places.contains(&place) {
            continue;
        }
        if !stay.contains(&place) {
            moves.push((*id, next));
        }
        next = Some(*id);
    }
    moves
}

/// For those of `ours` that stand in `theirs`, too: where.
fn places<Id: Copy + Eq + Hash>(ours: &[Id], theirs: &[Id]) -> Vec<usize> {
    let places: HashMap<Id, usize> = theirs.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    ours.iter().filter_map(|id| places.get(id).copied()).collect()
}

/// The most of these numbers that stand in rising order.
fn longest_run(numbers: &[usize]) -> Vec<usize> {
    // For each length, the run of that length that ends lowest, as the index of its last number.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|last| last < number));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        if length == ends.len() {
            ends.push(index);
        } else if let Some(end) = ends.get_mut(length) {
            *end = index;
        }
    }
    let mut run = Vec::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        run.extend(numbers.get(index));
        next = before.get(index).copied().flatten();
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn carried_out(mut list: Vec<u8>, moves: &[(u8, Option<u8>)]) -> Vec<u8> {
        for (id, before) in moves {
            list.retain(|other| other != id);
            let place = before.and_then(|before| list.iter().position(|other| *other == before));
            list.insert(place.unwrap_or(list.len()), *id);
        }
        list
    }

    #[test]
    fn only_what_has_to_is_moved() {
        for (ours, theirs, expected) in [
            (&[1, 2, 3][..], &[1, 2, 3][..], &[][..]),
            (&[1, 2, 3], &[3, 1, 2], &[(3, Some(1))]),
            (&[1, 2, 3], &[2, 3, 1], &[(1, None)]),
            (&[1, 9, 2, 3], &[3, 7, 1, 2], &[(3, Some(1))]),
            (&[2, 1], &[1, 2], &[(2, None)]),
        ] {
            assert_eq!(moves(ours, theirs), expected, "{ours:?} → {theirs:?}");
            assert_eq!(in_order(ours, theirs), expected.is_empty());
        }
    }

    proptest! {
        #[test]
        fn the_order_is_theirs_then(theirs in Just((0..12u8).collect::<Vec<_>>()).prop_shuffle(), gone in 0..12u8, new in 0..12u8) {
            let ours: Vec<u8> = (0..12).filter(|id| *id != gone).collect();
            let theirs: Vec<u8> = theirs.into_iter().filter(|id| *id != new).collect();
            let moved = carried_out(ours.clone(), &moves(&ours, &theirs));
            prop_assert!(in_order(&moved, &theirs));
            prop_assert_eq!(moved.len(), ours.len());
        }
    }
}
