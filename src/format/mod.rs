//! Text in, text out: the files that a playbook leaves as and comes from. Pure; no browser, no shared document.

mod dialect;
pub mod json;
pub mod link;
pub mod markdown;
