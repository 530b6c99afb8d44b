//! The causal gate: an update is applied only when everything that it builds on is here.
//!
//! yrs 0.28 breaks on updates that arrive out of order (it panics, or diverges in silence), but never failed on
//! updates in causal order. So each update travels with its sender's state vector from before it.

use super::Replica;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{ReadTxn as _, StateVector, Transact as _, Update};

/// An update, and the state vector of its sender from before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampedUpdate {
    before: Vec<u8>,
    update: Vec<u8>,
}

/// What became of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It is in the document now.
    Applied,
    /// Something that it builds on is not here yet. The document is as it was.
    TooEarly,
}

/// Why an update could not be read. The document is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpdateError {
    /// The bytes are no update, or are cut off.
    #[error("the update is damaged ({0})")]
    Damaged(String),
}

impl StampedUpdate {
    pub(super) fn new(before: &StateVector, update: Vec<u8>) -> Self {
        Self { before: before.encode_v1(), update }
    }

    /// From its two parts, as they were stored or received. They are checked when it is admitted.
    #[must_use]
    pub fn from_parts(before: Vec<u8>, update: Vec<u8>) -> Self {
        Self { before, update }
    }

    /// The state vector from before the update, encoded (v1).
    #[must_use]
    pub fn before(&self) -> &[u8] {
        &self.before
    }

    /// The update itself, encoded (v1).
    #[must_use]
    pub fn update(&self) -> &[u8] {
        &self.update
    }

    /// From what [`StampedUpdate::before_beyond`] left of its state vector.
    ///
    /// # Errors
    /// When one of the state vectors is damaged.
    pub fn from_parts_beyond(earlier: &[u8], beyond: &[u8], update: Vec<u8>) -> Result<Self, UpdateError> {
        let mut before = StateVector::decode_v1(earlier).map_err(damaged)?;
        for (client, clock) in StateVector::decode_v1(beyond).map_err(damaged)?.iter() {
            before.set_max(*client, *clock);
        }
        Ok(Self::new(&before, update))
    }

    /// The state vector from before the update, without what one from earlier has too. It stays short, where the whole
    /// grows by some bytes with everyone who ever opened the playbook and edited it.
    ///
    /// # Errors
    /// When one of the state vectors is damaged.
    pub fn before_beyond(&self, earlier: &[u8]) -> Result<Vec<u8>, UpdateError> {
        let earlier = StateVector::decode_v1(earlier).map_err(damaged)?;
        let mut beyond = StateVector::default();
        for (client, clock) in StateVector::decode_v1(&self.before).map_err(damaged)?.iter() {
            if *clock > earlier.get(client) {
                beyond.set_max(*client, *clock);
            }
        }
        Ok(beyond.encode_v1())
    }

    /// One update that does what all of these do. They must be consecutive updates of one replica.
    ///
    /// # Errors
    /// When one of them is damaged.
    pub fn merged(updates: &[Self]) -> Result<Option<Self>, UpdateError> {
        let Some(first) = updates.first() else { return Ok(None) };
        if updates.len() == 1 {
            return Ok(Some(first.clone()));
        }
        let update = yrs::merge_updates_v1(updates.iter().map(|stamped| stamped.update.as_slice())).map_err(damaged)?;
        Ok(Some(Self { before: first.before.clone(), update }))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is used as map_err(damaged)")]
fn damaged(error: impl ToString) -> UpdateError {
    UpdateError::Damaged(error.to_string())
}

impl Replica {
    /// Takes in an update of another replica, or of an earlier life of this one, unless it comes too early.
    ///
    /// # Errors
    /// When its bytes are damaged.
    pub fn admit(&mut self, stamped: &StampedUpdate) -> Result<Admission, UpdateError> {
        let before = StateVector::decode_v1(&stamped.before).map_err(damaged)?;
        let update = Update::decode_v1(&stamped.update).map_err(damaged)?;
        let mut txn = self.doc.transact_mut();
        let here = txn.state_vector();
        if !before.iter().all(|(client, clock)| here.get(client) >= *clock) {
            return Ok(Admission::TooEarly);
        }
        txn.apply_update(update).map_err(damaged)?;
        Ok(Admission::Applied)
    }

    /// Takes in a whole document, as [`Replica::encode`] made it.
    ///
    /// # Errors
    /// When its bytes are damaged.
    pub fn admit_whole(&mut self, state: &[u8]) -> Result<(), UpdateError> {
        let update = Update::decode_v1(state).map_err(damaged)?;
        self.doc.transact_mut().apply_update(update).map_err(damaged)
    }

    /// Takes in updates in whatever order they were found, each as soon as what it builds on is here. Gives back
    /// the positions of those that found no place, and of those that are damaged.
    pub fn admit_all(&mut self, updates: &[StampedUpdate]) -> Vec<usize> {
        let mut waiting: Vec<usize> = (0..updates.len()).collect();
        loop {
            let before = waiting.len();
            waiting.retain(|index| {
                !updates.get(*index).is_some_and(|update| self.admit(update) == Ok(Admission::Applied))
            });
            if waiting.len() == before {
                return waiting;
            }
        }
    }
}
