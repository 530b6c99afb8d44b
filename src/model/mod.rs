//! What a playbook is: plain values, ids, invariants and queries.
//!
//! Nothing here knows the browser, the shared document or a file format. Everything else is built on
//! these types, and the tables in [`kind`] are the one place that says which entry has which fields.

#[cfg(test)]
pub(crate) mod arbitrary;
pub mod base64;
pub mod completeness;
pub mod edit;
pub mod entry;
pub mod field;
pub mod id;
pub mod kind;
pub mod naming;
pub mod order;
pub mod overview;
pub mod playbook;
pub mod section;
pub mod sorting;
pub mod standard;
pub mod time;

pub use completeness::Completeness;
pub use edit::{Edit, NewEntry};
pub use entry::{Agreement, Entry, Home};
pub use field::{Choice, Field, FieldSpec, Shape, Targets, Value, Weight};
pub use id::{CustomSectionId, EntryId, PlaybookId};
pub use kind::Kind;
pub use order::OrderKey;
pub use overview::{Glance, Overview};
pub use playbook::{Outline, Playbook, Violation};
pub use section::{Section, SectionId, StandardSection};
pub use time::Timestamp;
