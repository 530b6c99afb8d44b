//! Guidepost: an editor for marketing operations playbooks, in the browser.
//!
//! The layers, and what each may use: `model ← {doc, format, insight} ← {persist, sync, worker} ← state ← ui ← app`. An arrow never
//! points the other way, and `model`, `doc`, `format`, `insight` and `route` know no browser; `tests/architecture/`
//! holds both true. `docs/ARCHITECTURE.md` says why.

// `tr!` and `page!` name the crate, here and in the programs of the workers.
extern crate self as guidepost;

pub mod app;
pub mod doc;
pub mod format;
pub mod insight;
pub mod language;
pub mod model;
pub mod persist;
pub mod review;
pub mod route;
pub mod state;
pub mod sync;
mod ui;
pub mod worker;
