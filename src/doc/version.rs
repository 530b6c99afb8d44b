//! Versions of a document: what one had, what was changed since, and what it was.

use super::anatomy::{self, Part, Run};
use super::gate::damaged;
use super::{Admission, Replica, UpdateError};
use yrs::block::ClientID;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::{Encode as _, Encoder as _, EncoderV1};
use yrs::{Doc, ID, IdSet, ReadTxn as _, Snapshot, StateVector, Transact as _, Update};

/// What was changed in a version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The state vector of that version.
    pub since: Vec<u8>,
    /// An update with what was changed, and nothing else.
    pub update: Vec<u8>,
}

impl Replica {
    /// What the document has now, encoded (v1): whose changes, and what was removed.
    #[must_use]
    pub fn version(&self) -> Vec<u8> {
        self.doc.transact().snapshot().encode_v1()
    }

    /// What was changed since it had that version; `None` where nothing was.
    ///
    /// # Errors
    /// When the version is damaged.
    pub fn changed_since(&self, version: &[u8]) -> Result<Option<Changed>, UpdateError> {
        let then = Snapshot::decode_v1(version).map_err(damaged)?;
        let txn = self.doc.transact();
        let now = txn.snapshot();
        let removed = now.delete_set.diff(&then.delete_set);
        if now.state_map == then.state_map && removed.is_empty() {
            return Ok(None);
        }
        // yrs writes all that was ever removed, at the end. In an old document that is far more than what anybody changes.
        let mut update = txn.encode_state_as_update_v1(&then.state_map);
        update.truncate(update.len().saturating_sub(now.delete_set.encode_v1().len()));
        update.extend(removed.encode_v1());
        Ok(Some(Changed { since: then.state_map.encode_v1(), update }))
    }

    /// The document as it was at this state vector, but for what was removed since: that is not there any more. What was typed
    /// in one go with something of that state is in it as well. `None` where something of that state is not here, or it is the
    /// state of no document.
    ///
    /// # Errors
    /// When the state vector is damaged.
    pub fn as_of(&self, state_vector: &[u8]) -> Result<Option<Self>, UpdateError> {
        let mut then = StateVector::decode_v1(state_vector).map_err(damaged)?;
        let here = self.doc.transact().state_vector();
        if then.iter().any(|(client, clock)| *clock == 0 || here.get(client) < *clock) {
            return Ok(None);
        }
        // The library looks back only in documents that never drop anything.
        let whole = Doc::with_options(yrs::Options { skip_gc: true, ..yrs::Options::default() });
        whole.transact_mut().apply_update(Update::decode_v1(&self.encode()).map_err(damaged)?).map_err(damaged)?;
        let txn = whole.transact();
        // yrs 0.28 writes what no program can read where it has to cut a run that has a right neighbour.
        let written = txn.encode_state_as_update_v1(&StateVector::default());
        anatomy::read(&written, &mut |part| {
            if let Part::Item(Run { first, length }, _) = part {
                let (client, end) = (ClientID::new(first.client), first.clock.saturating_add(length));
                if (first.clock + 1..end).contains(&then.get(&client)) {
                    then.set_max(client, end);
                }
            }
        })
        .map_err(damaged)?;
        let mut within = IdSet::new();
        then.iter().for_each(|(client, clock)| within.insert(ID::new(*client, 0), *clock));
        let snapshot = Snapshot::new(then, txn.snapshot().delete_set.intersect(&within));
        let mut encoder = EncoderV1::new();
        txn.encode_state_from_snapshot(&snapshot, &mut encoder).map_err(damaged)?;
        let mut replica = Self::empty(self.clock);
        Ok((replica.admit(&encoder.to_vec())? == Admission::Applied).then_some(replica))
    }
}
