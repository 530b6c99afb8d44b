//! The JSON format of a playbook, version 1.
//!
//! One object: the envelope (`format`, `version`, `id`, `title`), the directory (`people`, `teams`) and the
//! `sections`, each with its lists of entries. A list stands under the list key of its kind, a field under its
//! key, and the parts of an entry in lists inside it. What is empty is left out; flags are always there.
//!
//! The order of an array is the order of the list, so a file holds no order keys. What is in the
//! bin is not written, nor are references to it.
//!
//! Last comes the `state`: the shared document itself, which has all of that and what it takes to put two files together
//! that were edited apart. Here it is bytes in base64.
//!
//! [`write()`] and [`read()`] both walk the tables of [`crate::model::kind`]: a new field or kind needs no line
//! here. `docs/playbook.schema.json`, made from the same tables, is the format's reference for other programs.

mod node;
mod place;
mod problem;
mod read;
mod references;
#[cfg(not(target_arch = "wasm32"))]
mod schema;
#[cfg(test)]
mod tests;
mod unknown;
mod values;
mod write;

pub use problem::{ImportError, Kept, MAX_PROBLEMS, Problem, ProblemKind, damaged_state, too_large};
pub use read::{Imported, MAX_BYTES, MAX_ENTRIES, MAX_SECTIONS, read, read_newer};
#[cfg(not(target_arch = "wasm32"))]
pub use schema::schema;
pub use write::{write, write_with};

/// What the key `format` says in every playbook.
pub const FORMAT: &str = "guidepost-playbook";

/// The key of the findings that were dismissed.
const DISMISSED: &str = "dismissed";

/// The key of the state.
const STATE: &str = "state";

/// The newest version of the format that is written and read here.
pub const VERSION: u32 = 1;

/// The keys that mean the same in every kind of entry. No field or list has one of these names; a test holds
/// that true.
mod entry_key {
    pub(super) const ID: &str = "id";
    pub(super) const AGREEMENT: &str = "agreement";
    pub(super) const CHANGED: &str = "changed";
    pub(super) const CHANGED_BY: &str = "changedBy";
    pub(super) const ALL: [&str; 4] = [ID, AGREEMENT, CHANGED, CHANGED_BY];
}
