//! How complete an entry, a section or a playbook is: how many of its essential fields are filled in.

use super::{Entry, Weight};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// A count of essential fields. Parts of an entry count with it, entries in the bin do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Completeness {
    /// Essential fields with something in them.
    pub filled: u32,
    /// Essential fields in all.
    pub total: u32,
}

impl Completeness {
    /// Of one entry, without its parts.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let mut counted = Self::default();
        for (_, value) in entry.fields().filter(|(spec, _)| spec.weight == Weight::Essential) {
            counted.total += 1;
            counted.filled += u32::from(!value.is_empty());
        }
        counted
    }

    /// In percent, rounded down, so that 100 means that nothing is missing. `None` where there is nothing to
    /// fill in.
    #[must_use]
    pub fn percent(self) -> Option<u32> {
        (u64::from(self.filled) * 100).checked_div(u64::from(self.total)).and_then(|percent| percent.try_into().ok())
    }
}

impl Add for Completeness {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { filled: self.filled + other.filled, total: self.total + other.total }
    }
}

impl AddAssign for Completeness {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Completeness {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { filled: self.filled.saturating_sub(other.filled), total: self.total.saturating_sub(other.total) }
    }
}

impl Sum for Completeness {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntryId, Field, Home, Kind, OrderKey, Value};

    #[test]
    fn only_essential_fields_count() {
        let mut person = Entry::new(EntryId::from_bits(1), Kind::Person, Home::Directory, OrderKey::default());
        assert_eq!(Completeness::of(&person), Completeness { filled: 0, total: 3 });
        person.set(Field::Name, Value::Line("Ines".into()));
        person.set(Field::Role, Value::Line("  ".into()));
        assert_eq!(Completeness::of(&person), Completeness { filled: 1, total: 3 });
    }

    #[test]
    fn percent_is_a_hundred_only_when_nothing_is_missing() {
        for (filled, total, percent) in [(0, 0, None), (0, 3, Some(0)), (199, 200, Some(99)), (3, 3, Some(100))] {
            assert_eq!(Completeness { filled, total }.percent(), percent);
        }
    }
}
