//! What leaves and what comes in: files, the clipboard, paper.

mod export;
mod file_name;
mod import;
mod merge;
mod save;

pub(super) use export::ExportMenu;
pub(super) use import::ImportButton;
pub(crate) use merge::Arriving;
pub(super) use save::save;
