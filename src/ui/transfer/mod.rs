//! What leaves and what comes in: files, the clipboard, paper.

mod copy;
mod drawn;
mod exchange;
mod export;
mod file_name;
mod import;
mod merge;
mod save;
mod suggestion;

pub(super) use copy::CopyByHand;
pub(super) use export::{CopyPart, ExportMenu};
pub(super) use import::ImportButton;
pub(crate) use merge::Arriving;
pub(super) use merge::take_in;
pub(super) use save::{save, save_as, today};
pub(super) use suggestion::{Copying, CopyingDialog, SuggestionBar};
