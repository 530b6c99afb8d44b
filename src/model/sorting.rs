//! Sorting that is compiled once.
//!
//! The standard library's sort becomes about five kilobytes of code for each type and each order that it is used
//! with, and every visitor downloads all of them. Here it only ever sorts positions.

use std::cmp::Ordering;

/// Sorts as [`slice::sort_by`] does: what compares as equal keeps its order.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted_positions(list.len(), &|a, b| compare(&list[a], &list[b]));
    arrange(order, &mut |a, b| list.swap(a, b));
}

/// The positions of a list of this length in the order in which they belong.
fn sorted_positions(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    // No two positions are equal, so the smaller of the standard library's sorts does.
    order.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
    order
}

/// Swaps each item to where it belongs. `order` says for each place where its item is.
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place);
            if from == start {
                break;
            }
            swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Few keys, so that many items are equal.
        #[test]
        fn it_sorts_as_the_standard_library_does(keys in prop::collection::vec(0..9u8, 0..200)) {
            let mut list: Vec<_> = keys.into_iter().enumerate().collect();
            let mut expected = list.clone();
            expected.sort_by(|(_, a), (_, b)| b.cmp(a));
            sort_by(&mut list, |(_, a), (_, b)| b.cmp(a));
            prop_assert_eq!(list, expected);
        }
    }
}
