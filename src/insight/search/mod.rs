//! Finds what somebody looks for, in all that a playbook says: with typing errors, without accents, in any script.
//!
//! All words are in an index, so that each key looks up a few words in place of all texts. What changed since the index was made lies
//! in a small one beside it.

mod asked;
mod excerpt;
mod fold;
mod index;
mod question;
mod sought;
#[cfg(test)]
mod tests;

pub use excerpt::{Folded, Piece, around, begins_so, count, marked, plain};
pub use index::{Hit, Index, Subject};
pub use question::{Answer, answers, looked_for};
pub use sought::{Sought, sought};
