//! One value for each time a tab wrote what was edited: an update, in base64.

use super::keys::LOG;
use super::record::{self, Flaw};
use super::sorted::Sorted;

/// The text of an entry.
pub(super) fn seal(key: &str, update: &[u8]) -> String {
    record::seal(record::FIRST, key, &record::encode(update))
}

/// The log of a playbook, as it was read.
#[derive(Default)]
pub(super) struct Log {
    entries: Sorted<Entry>,
}

struct Entry {
    /// Of the key and the text.
    characters: usize,
    update: Result<Vec<u8>, Flaw>,
}

impl Log {
    /// Takes in what stands under a path. Its key is the one that it was written under, wherever it is now.
    pub(super) fn insert(&mut self, path: &str, key: &str, text: &str) {
        // Builds before the first version wrote a state vector and a colon before it.
        let body = record::unseal(key, text).map(|(_, body)| body.rsplit_once(':').map_or(body, |(_, update)| update));
        let update = body.and_then(record::decode);
        self.entries.insert(path, Entry { characters: key.len() + text.len(), update });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a newer program has written some of it.
    pub(super) fn is_newer(&self) -> bool {
        self.entries.iter().any(|(_, entry)| matches!(entry.update, Err(Flaw::Newer)))
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().map(|(path, _)| path)
    }

    /// How many characters each entry takes that does not stand aside.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (&String, usize)> {
        let here = self.entries.iter().filter(|(path, _)| path.starts_with(LOG));
        here.map(|(path, entry)| (path, entry.characters))
    }

    /// The update under a path; `None` when it is damaged.
    pub(super) fn update(&self, path: &str) -> Option<&[u8]> {
        self.entries.get(path)?.update.as_deref().ok()
    }
}
