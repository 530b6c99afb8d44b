//! What leaves and what comes in: files, the clipboard, paper.

mod export;
mod file_name;
mod import;
mod save;

pub(super) use export::ExportMenu;
pub(super) use import::ImportButton;
pub(super) use save::save;
