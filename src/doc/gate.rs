//! The causal gate: an update is applied only when everything that it builds on is here.
//!
//! yrs 0.28 breaks on updates that arrive out of order (it panics, or diverges in silence), but never failed on
//! updates in causal order. What an update builds on is read from its bytes, see [`Needs`]: so the gate stands before
//! other tabs, files, servers and the stored log alike, and whatever Yjs program made the update.

use super::Replica;
use super::needs::Needs;
use super::read::{self, View};
use guidepost_view::tr;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{ReadTxn as _, StateVector, Transact as _, Update};

/// What became of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It is in the document now.
    Applied,
    /// Something that it builds on is not here yet. The document is as it was.
    TooEarly,
}

/// Why an update could not be read. The document is as it was; where yrs finds out half way, as it does of an item that stands
/// in a letter, the half is in it, which a program has to be written for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpdateError {
    /// The bytes are no update, are cut off, or are of a form that is not read. In what way, the library says in words
    /// that help nobody, and that would be in the bundle.
    #[error("{}", tr!("the update is damaged"))]
    Damaged,
    /// It begins another playbook than the one that is here. Two playbooks can't be put together.
    #[error("{}", tr!("this is another playbook"))]
    OtherPlaybook,
}

/// For `map_err`.
pub(super) fn damaged<E>(_: E) -> UpdateError {
    UpdateError::Damaged
}

/// One update that does what all of these do. `None` when there are none.
///
/// # Errors
/// When one of them is damaged.
pub fn merge_updates(updates: &[Vec<u8>]) -> Result<Option<Vec<u8>>, UpdateError> {
    match updates {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        several => yrs::merge_updates_v1(several).map(Some).map_err(damaged),
    }
}

impl Replica {
    /// Takes in an update that any Yjs program may have made, unless it comes too early.
    ///
    /// # Errors
    /// When its bytes are damaged, or of a form that Guidepost does not read.
    pub fn admit(&mut self, update: &[u8]) -> Result<Admission, UpdateError> {
        self.admit_as(update, None)
    }

    /// The same, as somebody's: edits of [`super::LOCAL`] can be undone.
    pub(super) fn admit_as(&mut self, update: &[u8], origin: Option<&'static str>) -> Result<Admission, UpdateError> {
        let needs = Needs::of(update).map_err(damaged)?;
        let update = Update::decode_v1(update).map_err(damaged)?;
        let mut txn = match origin {
            Some(origin) => self.doc.transact_mut_with(origin),
            None => self.doc.transact_mut(),
        };
        let here = txn.state_vector();
        if !needs.are_in(&here) {
            return Ok(Admission::TooEarly);
        }
        if needs.begin_another(&here) && read::playbook_id(&View::of(&txn), &self.roots).is_some() {
            return Err(UpdateError::OtherPlaybook);
        }
        txn.apply_update(update).map_err(damaged)?;
        Ok(Admission::Applied)
    }

    /// Takes in a whole document, as [`Replica::encode`] made it, without looking at what it builds on. For bytes of our
    /// own. What an empty replica takes in so is its beginning, and no change that it tells of.
    ///
    /// # Errors
    /// When its bytes are damaged.
    pub fn admit_whole(&mut self, state: &[u8]) -> Result<(), UpdateError> {
        let update = Update::decode_v1(state).map_err(damaged)?;
        if !self.is_empty() {
            return self.doc.transact_mut().apply_update(update).map_err(damaged);
        }
        // Before anything observes it: yrs would write all of it once more, for those who hear of updates.
        let (mut update, mut applied) = (Some(update), Ok(()));
        let client = Some(self.doc.client_id().get());
        *self = Self::with(self.clock, client, &mut |txn, _| {
            if let Some(update) = update.take() {
                applied = txn.apply_update(update).map_err(damaged);
            }
        });
        applied
    }

    /// Takes in updates in whatever order they were found, each as soon as what it builds on is here. Gives back
    /// the positions of those that found no place, and of those that are damaged.
    pub fn admit_all(&mut self, updates: &[&[u8]]) -> Vec<usize> {
        self.admit_all_watched(updates, &mut |_| {})
    }

    /// The same, and says before each which it is, by its position.
    pub fn admit_all_watched(&mut self, updates: &[&[u8]], watch: &mut dyn FnMut(usize)) -> Vec<usize> {
        let mut waiting: Vec<usize> = (0..updates.len()).collect();
        loop {
            let before = waiting.len();
            waiting.retain(|index| {
                watch(*index);
                !updates.get(*index).is_some_and(|update| self.admit(update) == Ok(Admission::Applied))
            });
            if waiting.len() == before {
                return waiting;
            }
        }
    }

    /// How much of whose work is in the document, encoded (v1).
    #[must_use]
    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// Whether nothing is in the document, nor ever was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.doc.transact().state_vector().is_empty()
    }

    /// Whether a replica with this state vector can be one of the same document: some of the work in it is in both, or
    /// one of them is empty.
    ///
    /// # Errors
    /// When the state vector is damaged.
    pub fn is_kin(&self, state_vector: &[u8]) -> Result<bool, UpdateError> {
        let theirs = StateVector::decode_v1(state_vector).map_err(damaged)?;
        let ours = self.doc.transact().state_vector();
        Ok(theirs.is_empty() || ours.is_empty() || theirs.iter().any(|(client, _)| ours.contains_client(client)))
    }

    /// What a replica with this state vector does not have, as one update.
    ///
    /// # Errors
    /// When the state vector is damaged.
    pub fn changes_since(&self, state_vector: &[u8]) -> Result<Vec<u8>, UpdateError> {
        let theirs = StateVector::decode_v1(state_vector).map_err(damaged)?;
        Ok(self.doc.transact().encode_state_as_update_v1(&theirs))
    }
}
