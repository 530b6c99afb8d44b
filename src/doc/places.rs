//! Where in a document each of its changes stands.

use super::anatomy::{self, Id, Part, Place, Run};
use super::wire::Malformed;
use std::collections::HashMap;

/// The places of all changes of a whole document.
pub(super) struct Places<'a> {
    /// Of each client, in order.
    items: HashMap<u64, Vec<Item<'a>>>,
}

struct Item<'a> {
    run: Run,
    place: Place<'a>,
}

/// A way from a root type to a change, such as `entries`, the id of an entry, and the key of a field. What stands in a list or
/// in a text has the way of that.
pub(super) type Path<'a> = Vec<&'a str>;

impl<'a> Places<'a> {
    /// Reads a whole document.
    pub(super) fn of(document: &'a [u8]) -> Result<Self, Malformed> {
        let mut items: HashMap<u64, Vec<Item<'a>>> = HashMap::new();
        anatomy::read(document, &mut |part| {
            if let Part::Item(run, place) = part {
                items.entry(run.first.client).or_default().push(Item { run, place });
            }
        })?;
        let mut places = Self { items };
        places.settle();
        Ok(places)
    }

    /// Finds for every item that stands beside another what both stand in. Long rows of items, each beside the one
    /// before, are gone through once.
    fn settle(&mut self) {
        let all: Vec<Id> = self.items.values().flatten().map(|item| item.run.first).collect();
        for id in &all {
            let mut row = vec![*id];
            let settled = loop {
                match row.last().and_then(|id| self.item(*id)).map(|item| item.place) {
                    // What is gone for good has no place; then the other neighbour knows.
                    Some(Place::Beside(before, behind)) => {
                        match before.filter(|id| self.item(*id).is_some()).or(behind) {
                            // A faulty program may make a circle.
                            Some(next) if row.len() <= all.len() => row.push(next),
                            _ => break Place::Beside(None, None),
                        }
                    }
                    Some(place) => break place,
                    None => break Place::Beside(None, None),
                }
            };
            for id in row {
                if let Some(item) = self.item_mut(id) {
                    item.place = settled;
                }
            }
        }
    }

    fn index(&self, id: Id) -> Option<usize> {
        let items = self.items.get(&id.client)?;
        let index = items.partition_point(|item| item.run.first.clock <= id.clock).checked_sub(1)?;
        let run = items.get(index)?.run;
        (id.clock - run.first.clock < run.length).then_some(index)
    }

    fn item(&self, id: Id) -> Option<&Item<'a>> {
        self.items.get(&id.client)?.get(self.index(id)?)
    }

    fn item_mut(&mut self, id: Id) -> Option<&mut Item<'a>> {
        let index = self.index(id)?;
        self.items.get_mut(&id.client)?.get_mut(index)
    }

    /// Every run of changes with the way to it, and whether it stands under a key of a map itself.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Run, Path<'a>, bool)> {
        self.items.values().flatten().filter_map(|item| {
            let keyed = matches!(item.place, Place::InRoot(_, Some(_)) | Place::In(_, Some(_)));
            Some((item.run, self.path(item.place)?, keyed))
        })
    }

    fn path(&self, place: Place<'a>) -> Option<Path<'a>> {
        /// Deeper than anything that Guidepost makes.
        const DEEPEST: usize = 8;
        let mut path = Vec::new();
        let mut next = place;
        for _ in 0..DEEPEST {
            match next {
                Place::InRoot(name, key) => {
                    path.extend(key);
                    path.push(name);
                    path.reverse();
                    return Some(path);
                }
                Place::In(parent, key) => {
                    path.extend(key);
                    next = self.item(parent)?.place;
                }
                Place::Beside(..) => return None,
            }
        }
        None
    }
}
