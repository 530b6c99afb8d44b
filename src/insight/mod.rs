//! What a playbook says between the lines: how its parts hang together, what is missing in it, and what follows from it.
//!
//! All of it is computed from plain values and knows no browser. It runs in a worker (`bin/insight`), beside the page, so that
//! nobody who types waits for it.

pub mod acronym;
pub mod address;
pub mod attribution;
pub mod book;
pub mod checks;
pub mod cost;
pub mod glossary;
pub mod lifecycle;
pub mod naming;
pub mod prose;
pub mod references;
pub mod rules;
mod script;
pub mod search;

pub use book::Book;
