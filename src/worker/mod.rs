//! The workers: programs beside the page. One reads and writes files, so that whoever only opens a playbook need not download
//! it, and so that a large file does not hold up the page. One finds out what follows from a playbook, so that nobody who
//! types waits for it.
//!
//! This module is what both sides need: the messages and the page's handle ([`FileWorker`]). What the
//! workers do is in `src/bin`, and the page can't call it.

mod answer;
mod entries;
mod insight;
mod message;
mod page;
mod request;

pub use answer::{Answer, Arrival, Copied, Drawing, ReadFile, Refusal, Remedy, Saved};
pub use entries::edit_from_js;
pub use insight::{Insight, Mentioned, News, Question, Shown, ready};
pub use message::{BUILD, sort_by_alphabet, speak};
pub use page::{Cancel, Errand, FileWorker, Talk, WorkerError};
pub use request::{Change, Export, Form, Import, LINK, Ours, Request, View, read};
