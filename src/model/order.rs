//! Where an entry stands in its list.

use loro_fractional_index::FractionalIndex;
use std::fmt;

/// A position between any two others, so that moving one entry rewrites only that entry. Two entries that
/// two people moved to the same place get the same key; the tie is broken by id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct OrderKey(FractionalIndex);

/// Digits of a spread key: every byte but 0 and 255, so that there is room on both sides of each.
const DIGITS: usize = 254;

/// The last byte of every key, which the crate's arithmetic relies on.
const TERMINATOR: u8 = 128;

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

    /// `count` keys in ascending order, evenly spread and short: repeated appending would make keys that grow
    /// with the length of the list.
    #[must_use]
    pub fn spread(count: usize) -> Vec<Self> {
        let mut width = 1;
        while DIGITS.pow(width) <= count {
            width += 1;
        }
        let step = DIGITS.pow(width) / (count + 1);
        let keys = (1..=count).map(|place| {
            let digits = (0..width).rev().map(|digit| place * step / DIGITS.pow(digit) % DIGITS + 1);
            // Always below 256, as DIGITS is 254.
            let bytes = digits.filter_map(|digit| u8::try_from(digit).ok()).chain([TERMINATOR]);
            Self(FractionalIndex::from_bytes(bytes.collect()))
        });
        keys.collect()
    }

    /// `count` keys in ascending order behind another one, as short as may be, so that what is there need not move.
    #[must_use]
    pub fn spread_after(last: Option<&Self>, count: usize) -> Vec<Self> {
        let Some(last) = last else { return Self::spread(count) };
        let next = Self::between(Some(last), None);
        let behind = |key: Self| Self(FractionalIndex::from_bytes([next.0.as_bytes(), key.0.as_bytes()].concat()));
        Self::spread(count).into_iter().map(behind).collect()
    }

    /// Reads what [`fmt::Display`] wrote. `None` for any other text, which the crate would panic at.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let key = is_hex.then(|| FractionalIndex::from_hex_string(text))?;
        (key.as_bytes().last() == Some(&TERMINATOR)).then_some(Self(key))
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
    fn keys_behind_another_stay_short_however_often_they_are_added() {
        let mut last = OrderKey::spread(9).pop();
        for count in [1, 0, 2, 100, 20_000, 1, 1, 300, 300, 300] {
            let keys = OrderKey::spread_after(last.as_ref(), count);
            assert_eq!(keys.len(), count);
            assert!(keys.is_sorted_by(|a, b| a < b));
            assert!(keys.iter().all(|key| Some(key) > last.as_ref() && key.to_string().len() <= 24), "{count}");
            assert!(keys.iter().all(|key| OrderKey::parse(&key.to_string()).as_ref() == Some(key)));
            last = keys.last().cloned().or(last);
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

    /// However a list is rearranged, its keys stay sorted: 2,000 insertions at pseudo-random places, with long
    /// runs at the very start and the very end.
    #[test]
    fn a_list_rearranged_for_long_stays_sorted() {
        let mut keys = OrderKey::spread(3);
        let mut seed: usize = 7;
        for step in 0..2_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let place = match step / 500 {
                0 => 0,
                1 => keys.len(),
                _ => (seed >> 33) % (keys.len() + 1),
            };
            let key = OrderKey::between(place.checked_sub(1).map(|before| &keys[before]), keys.get(place));
            keys.insert(place, key);
        }
        assert!(keys.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn text_and_back() {
        for key in OrderKey::spread(40) {
            assert_eq!(OrderKey::parse(&key.to_string()), Some(key));
        }
        for text in ["", "not a key", "8", "81", "80zz", "é80"] {
            assert_eq!(OrderKey::parse(text), None, "{text}");
        }
    }
}
