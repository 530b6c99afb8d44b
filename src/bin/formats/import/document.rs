//! A playbook as JSON, with the document that it carries.

use super::flawed::{Flawed, Flaws};
use super::read_file;
use guidepost::doc::Replica;
use guidepost::format::json::{self, ImportError, Imported};
use guidepost::model::Playbook;
use guidepost::review;
use guidepost::worker::BUILD;
use guidepost::worker::{ReadFile, Refusal, Remedy};
use xxhash_rust::xxh64::xxh64;

/// A playbook that was read.
pub(crate) struct Document {
    pub(crate) file: ReadFile,
    pub(super) flaws: Flaws,
}

impl Document {
    /// Reads a text.
    ///
    /// # Errors
    /// Where there is no playbook in it.
    pub(crate) fn read(text: &str) -> Result<Self, Refusal> {
        let Imported { playbook, mut problems, more_problems, state } =
            json::read(text).map_err(|error| refusal(&error))?;
        let carried = state.and_then(|state| {
            // What a newer version wrote is read as far as the file says it in words.
            let document = with_state(&state, &playbook, text).filter(|document| !document.is_newer());
            if document.is_none() {
                problems.push(json::damaged_state());
            }
            document
        });
        let mut file = read_file(&playbook);
        if let Some(document) = carried {
            file.update = document.encode();
        }
        Ok(Self { file, flaws: Flaws::of_problems(&problems, more_problems) })
    }

    /// To be kept as a new playbook.
    pub(super) fn as_new(&self) -> Flawed {
        Flawed { file: self.file.clone(), flaws: self.flaws.clone() }
    }
}

/// What can be shown of a file that a newer Guidepost wrote; nothing where nothing of it is understood.
pub(super) fn newer(text: &str) -> Option<Playbook> {
    let ImportError::NewerVersion { .. } = json::read(text).err()? else { return None };
    json::read_newer(text).ok().map(|read| read.playbook).filter(|playbook| !playbook.entries.is_empty())
}

/// The document that a file carries, with what was changed in the file by hand.
fn with_state(state: &[u8], content: &Playbook, text: &str) -> Option<Replica> {
    // Another build may make other edits of the same change: then they are another client's.
    let client = xxh64(text.as_bytes(), xxh64(BUILD.as_bytes(), 0));
    review::on_top(state, content, client, |carried| {
        // Most files were not changed.
        let (written, same) = (json::write(carried), json::write(content));
        match json::read(&written) {
            Ok(read) if written != same => read.playbook,
            _ => content.clone(),
        }
    })
}

fn refusal(error: &ImportError) -> Refusal {
    let remedy = match error {
        ImportError::Empty | ImportError::NotAPlaybook { .. } => Remedy::ChooseExport,
        ImportError::NotJson { .. } => Remedy::Mend,
        ImportError::NewerVersion { .. } => Remedy::Reload,
        ImportError::TooDeep { .. } | ImportError::TooLarge { .. } | ImportError::TooMany { .. } => Remedy::CheckFile,
    };
    Refusal { why: error.to_string(), remedy }
}
