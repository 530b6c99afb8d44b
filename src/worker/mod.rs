//! The worker: a second program that reads and writes files beside the page, so that whoever only opens a playbook need
//! not download it, and so that a large file does not hold up the page.
//!
//! This module is what both sides need: the messages ([`protocol`]) and the page's handle ([`FileWorker`]). What the
//! worker does is in `src/bin/formats`, and the page can't call it.

mod page;
pub mod protocol;

pub use page::{Errand, FileWorker, Talk, WorkerError};
pub use protocol::{
    Answer, Arrival, Change, Copied, Drawing, Export, Form, Import, LINK, Ours, ReadFile, Refusal, Remedy, Request,
    Saved, View,
};
