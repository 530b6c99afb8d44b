//! The whole document as one stored value.

use super::record::{self, Flaw};

/// Where snapshots stand. They are written in turn.
pub(super) const SLOTS: [&str; 2] = ["snapshot/a", "snapshot/b"];

/// A snapshot that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snapshot {
    /// Counts up with every snapshot, so that the newer of the two slots is known.
    pub(super) sequence: u64,
    /// Paths of the log entries that are in it.
    pub(super) holds: Vec<String>,
    /// The document.
    pub(super) state: Vec<u8>,
    /// Tells it from every other one that was ever stored; empty before it was.
    pub(super) mark: String,
}

impl Snapshot {
    /// The text to store under `key`.
    pub(super) fn seal(&self, key: &str) -> String {
        let Self { sequence, holds, state, .. } = self;
        record::seal(key, &format!("{sequence}:{}:{}", holds.join(","), record::encode(state)))
    }

    pub(super) fn unseal(key: &str, text: &str) -> Result<Self, Flaw> {
        let body = record::unseal(key, text)?;
        let mut parts = body.splitn(3, ':');
        let (Some(sequence), Some(holds), Some(state)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Flaw::Damaged);
        };
        Ok(Self {
            sequence: sequence.parse().map_err(|_| Flaw::Damaged)?,
            holds: holds.split(',').filter(|path| !path.is_empty()).map(str::to_owned).collect(),
            state: record::decode(state)?,
            mark: record::mark(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_reads_back() {
        for holds in [vec![], vec!["log/a/000001".to_owned()], vec!["log/a/000001".into(), "log/b/000000".into()]] {
            let mut snapshot = Snapshot { sequence: 12, holds, state: vec![1, 2, 3], mark: String::new() };
            let text = snapshot.seal("key");
            snapshot.mark = record::mark(&text);
            assert_eq!(Snapshot::unseal("key", &text), Ok(snapshot));
        }
    }
}
