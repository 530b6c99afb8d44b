//! Playbooks in the browser's storage: where the bytes lie, and how nothing of them gets lost.
//!
//! Under `guidepost/playbook/<id>/` a playbook has
//! - `summary`: what the start page shows of it ([`Summary`]);
//! - `snapshot/a` and `snapshot/b`: the whole document, written in turn, so that one is whole while the other is
//!   being replaced;
//! - `log/<tab>/<n>`: what was edited since, one value each time a tab writes;
//! - `room`: the room that it is shared in, if it is ([`Membership`]);
//! - `aside/…`: what could not be read or found no place, kept under the rest of its key; under `aside/stopped/` what ended the
//!   program when it was read;
//! - `backup`: when a copy of it left this browser last, and as what ([`Library::backup`]);
//! - `publication`: for a copy of what the site publishes, of which version ([`Library::publication`]);
//! - `tied`: the name of the file that it is written to as well (`assets/file.js`);
//! - `before/1`: the whole document as it was before the first snapshot of format 2, for programs that read only format 1.
//!
//! What lets us into its room stands under `guidepost/access/<id>`, apart from all that is copied with a playbook.
//!
//! **What is kept in the browser's database** (`vault.js`): each of these writes, for some hours, since browsers put local storage
//! on the disk up to a minute late; [`LocalStorage::recover`] puts back what was lost. And documents that are too large for local
//! storage: the snapshot holds their digest then, and says by it under which name they are.
//!
//! **Who writes when.** There are no timers here. The caller hands every update to [`Journal::append`] within
//! 300 milliseconds of the edit, and at once when the page is hidden. When [`Journal::wants_compaction`] says so, it
//! calls [`Journal::begin`] and [`Journal::finish`], inside [`with_lock`] under the name that [`Journal::lock_name`] gives; whoever waited
//! for the lock asks again whether it is still due. An update that could not be stored is tried again with the next
//! call, and until then [`Journal::pending`] is true.
//!
//! **Why nothing is lost.** Every write leaves a state that opens:
//! - An update stays in memory until its log key was written and read back.
//! - A snapshot replaces the *older* slot, and is made from the storage and the live document together. It names the
//!   log keys that it holds. These go only after the *next* snapshot was read back, so that each of the two slots,
//!   together with the log, is everything. One slot can go bad and no word is missing.
//! - For the same reason two tabs that write snapshots at the same time (where there are no locks, or where the
//!   browser shows one tab's writes to another a moment late) can overwrite each other's slot, but no work: the
//!   keys that either of them removes are in the slot that both leave alone.
//! - A log entry stands under a key of its own tab, so tabs never write to one key.

mod backup;
mod fold;
mod journal;
mod keys;
mod library;
mod lock;
mod log;
mod membership;
mod memory;
mod publication;
mod record;
mod snapshot;
mod sorted;
mod storage;
mod summary;
#[cfg(test)]
mod tests;

#[cfg(target_arch = "wasm32")]
mod local;
#[cfg(target_arch = "wasm32")]
mod vault;

pub use fold::{Aside, Trouble, TroubleKind};
pub use journal::{Compaction, Journal};
pub use library::{Library, Listed, OpenError, Opened};
#[cfg(target_arch = "wasm32")]
pub use local::LocalStorage;
pub use lock::with_lock;
pub use membership::Membership;
pub use memory::MemoryStorage;
pub use storage::{OURS, Pending, Storage, StorageError};
pub use summary::{Counts, DamagedSummary, Summary};
