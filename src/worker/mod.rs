//! The worker: a second program that reads and writes files beside the page, so that whoever only opens a playbook need
//! not download it, and so that a large file does not hold up the page.
//!
//! This module is what both sides need: the messages and the page's handle ([`FileWorker`]). What the
//! worker does is in `src/bin/formats`, and the page can't call it.

mod answer;
mod message;
mod page;
mod request;

pub use answer::{Answer, Arrival, Copied, Drawing, ReadFile, Refusal, Remedy, Saved};
pub use message::BUILD;
pub use page::{Cancel, Errand, FileWorker, Talk, WorkerError};
pub use request::{Change, Export, Form, Import, LINK, Ours, Request, View, read};
