//! What points at what: putting one entry in the place of another, and finding what points at nothing.

use super::Book;
use crate::model::{Edit, EntryId, Field, Value};
use std::collections::BTreeMap;

/// The edits that put an entry in the place of another wherever a field that is meant points at it; where there is none, that
/// take it out.
#[must_use]
pub fn replaced(book: &Book<'_>, from: EntryId, to: Option<EntryId>, is_meant: impl Fn(Field) -> bool) -> Vec<Edit> {
    let places = book.referrers(from).iter().filter(|(_, field)| is_meant(*field));
    let edit = |(id, field): &(EntryId, Field)| {
        let entry = book.entry(*id)?;
        let mut ids: Vec<EntryId> = Vec::new();
        for named in entry.refs(*field) {
            let named = if *named == from { to } else { Some(*named) };
            // Who was named beside the other is named once.
            ids.extend(named.filter(|named| !ids.contains(named)));
        }
        Some(Edit::Set(*id, *field, Value::Refs(ids)))
    };
    places.filter_map(edit).collect()
}

/// What is pointed at and is in the bin or gone, each with the number of fields that do.
#[must_use]
pub fn dangling(book: &Book<'_>) -> BTreeMap<EntryId, usize> {
    let mut found = BTreeMap::new();
    for entry in book.entries() {
        for (_, target) in entry.references().filter(|(_, target)| book.entry(*target).is_none()) {
            *found.entry(target).or_default() += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Home, Kind, OrderKey, Playbook, PlaybookId, arbitrary};
    use proptest::prelude::*;

    fn id(bits: u128) -> EntryId {
        EntryId::from_bits(bits)
    }

    fn team(members: &[u128]) -> Playbook {
        let mut playbook = Playbook::new(PlaybookId::from_bits(1), "");
        for bits in [1, 2] {
            let person = Entry::new(id(bits), Kind::Person, Home::Directory, OrderKey::default());
            playbook.entries.insert(person.id, person);
        }
        let mut team = Entry::new(id(9), Kind::Team, Home::Directory, OrderKey::default());
        team.set(Field::Members, Value::Refs(members.iter().copied().map(id).collect()));
        playbook.entries.insert(team.id, team);
        playbook
    }

    #[test]
    fn one_is_put_in_the_place_of_another() {
        for (members, from, to, expected) in [
            (&[1, 2][..], 1, Some(3), &[3, 2][..]),
            (&[1, 2], 1, Some(2), &[2]),
            (&[2, 1], 1, Some(2), &[2]),
            (&[1, 2], 1, None, &[2]),
            (&[1], 1, None, &[]),
        ] {
            let playbook = team(members);
            let edits = replaced(&Book::of(&playbook), id(from), to.map(id), |_| true);
            let refs = Value::Refs(expected.iter().copied().map(id).collect());
            assert_eq!(edits, [Edit::Set(id(9), Field::Members, refs)], "{members:?}");
        }
        let playbook = team(&[1]);
        assert_eq!(replaced(&Book::of(&playbook), id(1), None, |field| field == Field::Owner), []);
        assert_eq!(dangling(&Book::of(&team(&[1, 7]))), BTreeMap::from([(id(7), 1)]));
    }

    proptest! {
        /// Whatever dangles, taking it out leaves nothing that does.
        #[test]
        fn nothing_dangles_once_it_was_taken_out(playbook in arbitrary::playbook()) {
            let mut mended = playbook.clone();
            for target in dangling(&Book::of(&playbook)).into_keys() {
                for edit in replaced(&Book::of(&mended.clone()), target, None, |_| true) {
                    let Edit::Set(id, field, value) = edit else { unreachable!("{edit:?}") };
                    prop_assert!(mended.entries.get_mut(&id).is_some_and(|entry| entry.set(field, value)));
                }
            }
            prop_assert_eq!(dangling(&Book::of(&mended)), BTreeMap::new());
        }
    }
}
