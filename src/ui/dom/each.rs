//! A list whose rows stay the same elements while the list changes around them.

use super::effect;
use super::html::{Html, IntoHtml};
use super::live::{insert_before, remove};
use crate::model::{EntryId, PlaybookId, SectionId};
use leptos_dom::helpers::document;
use reactive_graph::graph::untrack;
use reactive_graph::owner::Owner;
use std::collections::HashMap;
use web_sys::wasm_bindgen::JsCast as _;
use web_sys::{DocumentFragment, Node};

/// What tells one row of a list from the others.
pub(crate) trait RowKey {
    /// The same for the same row only.
    fn bits(&self) -> u128;
}

impl RowKey for EntryId {
    fn bits(&self) -> u128 {
        self.to_bits()
    }
}

impl RowKey for PlaybookId {
    fn bits(&self) -> u128 {
        self.to_bits()
    }
}

impl RowKey for SectionId {
    fn bits(&self) -> u128 {
        match self {
            // No random id is as small.
            Self::Standard(section) => *section as u128,
            Self::Custom(id) => id.to_bits(),
        }
    }
}

impl RowKey for u64 {
    fn bits(&self) -> u128 {
        u128::from(*self)
    }
}

impl RowKey for usize {
    fn bits(&self) -> u128 {
        *self as u128
    }
}

/// A row: its nodes from the first to the last, and the owner of what keeps them up to date.
struct Row {
    first: Node,
    last: Node,
    owner: Owner,
}

impl Row {
    fn new(parent: &Owner, end: &Node, make: impl FnOnce() -> Html) -> Self {
        let owner = parent.child();
        let html = owner.with(|| untrack(make));
        let (first, last) = match html.into_node() {
            Some(node) if !node.is_instance_of::<DocumentFragment>() => {
                insert_before(&node, end);
                (node.clone(), node)
            }
            several => {
                let marks: [Node; 2] = [(); 2].map(|()| document().create_comment("").into());
                insert_before(&marks[0], end);
                several.iter().for_each(|fragment| insert_before(fragment, end));
                insert_before(&marks[1], end);
                marks.into()
            }
        };
        Self { first, last, owner }
    }

    fn nodes(&self) -> Vec<Node> {
        let mut nodes = vec![self.first.clone()];
        while let Some(last) = nodes.last().filter(|last| **last != self.last)
            && let Some(next) = last.next_sibling()
        {
            nodes.push(next);
        }
        nodes
    }
}

/// The rows of a list, in order.
struct Rows {
    keys: Vec<u128>,
    rows: HashMap<u128, Row>,
    owner: Owner,
    end: Node,
}

impl Rows {
    /// Brings the page in line: rows that are gone go, new ones are made, and as few as possible move, since what
    /// has the focus loses it when it moves.
    fn update(&mut self, keys: Vec<u128>, make: &dyn Fn(usize) -> Html) {
        let mut gone: HashMap<u128, Row> = std::mem::take(&mut self.rows);
        let mut places: HashMap<u128, usize> = HashMap::new();
        for (place, key) in self.keys.iter().enumerate() {
            places.insert(*key, place);
        }
        for key in &keys {
            if let Some(row) = gone.remove(key) {
                self.rows.insert(*key, row);
            }
        }
        for row in gone.into_values() {
            // The elements first: they may still be asked something when they lose the focus.
            row.nodes().iter().for_each(remove);
            row.owner.cleanup();
        }
        let before: Vec<Option<usize>> = keys.iter().map(|key| places.get(key).copied()).collect();
        let stays = longest_rising(&before);
        let mut next = self.end.clone();
        for (place, key) in keys.iter().enumerate().rev() {
            match self.rows.get(key) {
                Some(row) => {
                    if !stays[place] {
                        row.nodes().iter().for_each(|node| insert_before(node, &next));
                    }
                    next = row.first.clone();
                }
                None => {
                    let row = Row::new(&self.owner, &next, || make(place));
                    next = row.first.clone();
                    self.rows.insert(*key, row);
                }
            }
        }
        self.keys = keys;
    }
}

/// Which of these places belong to one longest sequence that rises: the rows that need not move.
fn longest_rising(places: &[Option<usize>]) -> Vec<bool> {
    // For each length, the index where a rising sequence of that length ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; places.len()];
    for (index, place) in places.iter().enumerate() {
        if place.is_none() {
            continue;
        }
        let length = ends.partition_point(|end| places[*end] < *place);
        previous[index] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut stays = vec![false; places.len()];
    let mut index = ends.last().copied();
    while let Some(place) = index {
        stays[place] = true;
        index = previous[place];
    }
    stays
}

/// A row for each item. Rows are told apart by their keys; one whose key stays is not made anew.
pub(crate) fn each<T: Clone + 'static, K: RowKey, H: IntoHtml>(
    items: impl Fn() -> Vec<T> + 'static,
    key: impl Fn(&T) -> K + 'static,
    make: impl Fn(T) -> H + 'static,
) -> Html {
    let (home, mut rows) = begin();
    effect(Box::new(move || {
        let items = items();
        let keys = items.iter().map(|item| key(item).bits()).collect();
        rows.update(keys, &|place| make(items[place].clone()).into_html());
    }));
    home
}

fn begin() -> (Html, Rows) {
    let home: Node = document().create_document_fragment().into();
    let end: Node = document().create_comment("").into();
    // An empty fragment takes any child.
    let _ = home.append_child(&end);
    let owner = Owner::current().unwrap_or_default().child();
    (Html::Node(home), Rows { keys: Vec::new(), rows: HashMap::new(), owner, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_rows_as_possible_move() {
        for (places, stays) in [
            (vec![], vec![]),
            (vec![Some(0), Some(1), Some(2)], vec![true, true, true]),
            // The last one came to the front.
            (vec![Some(2), Some(0), Some(1)], vec![false, true, true]),
            // The first one went to the end.
            (vec![Some(1), Some(2), Some(0)], vec![true, true, false]),
            // A new one in the middle.
            (vec![Some(0), None, Some(1)], vec![true, false, true]),
            (vec![Some(2), Some(1), Some(0)], vec![false, false, true]),
        ] {
            assert_eq!(longest_rising(&places), stays, "{places:?}");
        }
    }
}
