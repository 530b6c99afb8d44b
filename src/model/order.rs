//! Where an entry stands in its list.

use fractional_index::FractionalIndex;
use std::fmt;

/// A position between any two others, so that moving one entry rewrites only that entry. Two entries that
/// two people moved to the same place get the same key; the tie is broken by id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct OrderKey(FractionalIndex);

impl OrderKey {
    /// A key between two neighbours; `None` stands for the start or the end of the list.
    ///
    /// When the neighbours are equal or the wrong way round (two people inserted at one place), the key
    /// right after `before` is given: a valid place, which the tie-break by id completes.
    #[must_use]
    pub fn between(before: Option<&Self>, after: Option<&Self>) -> Self {
        let before = before.map(|key| &key.0);
        let after = after.map(|key| &key.0);
        let key =
            FractionalIndex::new(before, after).or_else(|| before.map(FractionalIndex::new_after)).unwrap_or_default();
        Self(key)
    }

    /// `count` keys in ascending order, each as short as can be: repeated appending would make keys that
    /// grow with the length of the list.
    #[must_use]
    pub fn spread(count: usize) -> Vec<Self> {
        let mut keys = vec![None; count];
        Self::fill(&mut keys, None, None);
        keys.into_iter().flatten().collect()
    }

    fn fill(keys: &mut [Option<Self>], before: Option<&Self>, after: Option<&Self>) {
        if keys.is_empty() {
            return;
        }
        let (left, rest) = keys.split_at_mut(keys.len() / 2);
        let Some((middle, right)) = rest.split_first_mut() else { return };
        let key = Self::between(before, after);
        Self::fill(left, before, Some(&key));
        Self::fill(right, Some(&key), after);
        *middle = Some(key);
    }

    /// Reads what [`fmt::Display`] wrote. `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        FractionalIndex::from_string(text).ok().map(Self)
    }
}

impl fmt::Display for OrderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_string())
    }
}

impl Default for OrderKey {
    fn default() -> Self {
        Self::between(None, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_keys_ascend_and_stay_short() {
        for count in [0, 1, 2, 9, 10_000] {
            let keys = OrderKey::spread(count);
            assert_eq!(keys.len(), count);
            assert!(keys.is_sorted_by(|a, b| a < b));
            assert!(keys.iter().all(|key| key.to_string().len() <= 16), "{count}");
        }
    }

    #[test]
    fn between_lies_between() {
        let (a, b) = (OrderKey::default(), OrderKey::between(Some(&OrderKey::default()), None));
        let middle = OrderKey::between(Some(&a), Some(&b));
        assert!(a < middle && middle < b);
        assert!(OrderKey::between(None, Some(&a)) < a);
    }

    #[test]
    fn equal_neighbours_still_give_a_place() {
        let key = OrderKey::default();
        assert!(OrderKey::between(Some(&key), Some(&key)) > key);
    }

    #[test]
    fn text_and_back() {
        for key in OrderKey::spread(40) {
            assert_eq!(OrderKey::parse(&key.to_string()), Some(key));
        }
        assert_eq!(OrderKey::parse("not a key"), None);
    }
}
