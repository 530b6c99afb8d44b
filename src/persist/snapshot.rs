//! The whole document as one stored value.

use super::keys::Keys;
use super::record::{self, Flaw};
use super::storage::{Storage, StorageError};
use std::rc::Rc;

/// Where snapshots stand. They are written in turn.
pub(super) const SLOTS: [&str; 2] = ["snapshot/a", "snapshot/b"];

/// Stands before the digest of a document that is kept apart. No base64 begins so.
const APART: char = '@';

/// A snapshot that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snapshot {
    /// Counts up with every snapshot, so that the newer of the two slots is known.
    pub(super) sequence: u64,
    /// Paths of the log entries that are in it.
    pub(super) holds: Vec<String>,
    /// The document.
    pub(super) state: State,
    /// Tells it from every other one that was ever stored; empty before it was.
    pub(super) mark: String,
    /// The format that it was read from.
    pub(super) format: u32,
}

/// The document of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// In the value itself.
    Here(Rc<[u8]>),
    /// Apart, with this digest.
    Apart(String),
}

impl Snapshot {
    pub(super) fn new(sequence: u64, holds: Vec<String>, state: State) -> Self {
        Self { sequence, holds, state, mark: String::new(), format: record::NEWEST }
    }

    /// The text to store under `key`.
    pub(super) fn seal(&self, key: &str) -> String {
        let Self { sequence, holds, state, format, .. } = self;
        let state = match state {
            State::Here(state) => record::encode(state),
            State::Apart(digest) => format!("{APART}{digest}"),
        };
        record::seal(*format, key, &format!("{sequence}:{}:{state}", holds.join(",")))
    }

    pub(super) fn unseal(key: &str, text: &str) -> Result<Self, Flaw> {
        let (format, body) = record::unseal(key, text)?;
        let mut parts = body.splitn(3, ':');
        let (Some(sequence), Some(holds), Some(state)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Flaw::Damaged);
        };
        Ok(Self {
            sequence: sequence.parse().map_err(|_| Flaw::Damaged)?,
            holds: holds.split(',').filter(|path| !path.is_empty()).map(str::to_owned).collect(),
            state: match state.strip_prefix(APART) {
                Some(digest) => State::Apart(digest.to_owned()),
                None => State::Here(record::decode(state)?.into()),
            },
            mark: record::mark(text),
            format,
        })
    }

    /// The document. `None` where it is kept apart, and is not there or is another one.
    ///
    /// # Errors
    /// When it has to be read first.
    pub(super) fn document(&self, storage: &impl Storage, keys: &Keys) -> Result<Option<Rc<[u8]>>, StorageError> {
        match &self.state {
            State::Here(state) => Ok(Some(Rc::clone(state))),
            State::Apart(digest) => {
                let bytes = storage.apart(&name_apart(keys, digest))?;
                Ok(bytes.filter(|bytes| record::digest(bytes) == *digest).map(Rc::from))
            }
        }
    }
}

/// The name that a document is kept apart under. Whichever slot leads there.
pub(super) fn name_apart(keys: &Keys, digest: &str) -> String {
    keys.at(&format!("snapshot/{digest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_reads_back() {
        for state in [State::Here([1, 2, 3].into()), State::Apart("0123456789abcdef".into())] {
            for holds in [vec![], vec!["log/a/000001".to_owned()], vec!["log/a/000001".into(), "log/b/000000".into()]] {
                let mut snapshot = Snapshot::new(12, holds, state.clone());
                let text = snapshot.seal("key");
                snapshot.mark = record::mark(&text);
                assert_eq!(Snapshot::unseal("key", &text), Ok(snapshot));
            }
        }
    }
}
