//! Text in, text out: the files that a playbook leaves as and comes from. Pure; no browser, no shared document.

pub mod csv;
mod dialect;
mod escape;
pub mod html;
mod ids;
pub mod json;
mod labels;
mod limits;
pub mod link;
mod long;
pub mod markdown;
mod names;
pub mod packed;
mod page;
#[cfg(test)]
mod probe;
mod remark;
#[cfg(test)]
mod sample;
pub mod table;
pub mod text;
mod values;

pub use labels::Labels;
pub use page::{Lists, Part, Selection};
pub use remark::Remark;
