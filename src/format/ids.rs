//! Ids for what has none in a file.

use crate::model::{CustomSectionId, EntryId, Playbook, PlaybookId};
use xxhash_rust::xxh64::xxh64;

/// Gives out ids that are as good as random, and the same each time for the same file: who imports a file twice has the
/// same things twice, and not others of the same name.
#[derive(Debug, Default)]
pub(in crate::format) struct Ids {
    file: u64,
    count: u64,
}

impl Ids {
    pub(in crate::format) fn of(file: &str) -> Self {
        Self { file: xxh64(file.as_bytes(), 0), count: 0 }
    }

    pub(in crate::format) fn playbook(&mut self) -> PlaybookId {
        PlaybookId::from_bits(self.bits())
    }

    pub(in crate::format) fn section(&mut self) -> CustomSectionId {
        CustomSectionId::from_bits(self.bits())
    }

    pub(in crate::format) fn entry(&mut self) -> EntryId {
        EntryId::from_bits(self.bits())
    }

    /// An id that no entry of a playbook has. One may: that of the same file, taken in before, whose entry has another name
    /// by now.
    pub(in crate::format) fn unused(&mut self, playbook: &Playbook) -> EntryId {
        loop {
            let id = self.entry();
            if !playbook.entries.contains_key(&id) {
                return id;
            }
        }
    }

    fn bits(&mut self) -> u128 {
        self.count += 1;
        let half = |seed: u64| u128::from(xxh64(&self.count.to_le_bytes(), self.file ^ seed));
        (half(0) << 64) | half(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn the_same_file_gives_the_same_ids_and_another_one_others() {
        let of = |file: &str| {
            let mut ids = Ids::of(file);
            [ids.entry(), ids.entry()]
        };
        assert_eq!(of("one"), of("one"));
        let [a, b] = of("one");
        let [c, d] = of("two");
        assert!(a != b && c != d && a != c && b != d);
    }
}
