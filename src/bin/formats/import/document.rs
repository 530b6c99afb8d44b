//! A playbook as JSON, with the document that it carries.

use super::flawed::{Flawed, Flaws};
use super::read_file;
use guidepost::doc::{Admission, Replica};
use guidepost::format::json::{self, ImportError, Imported};
use guidepost::format::packed::Changes;
use guidepost::model::Playbook;
use guidepost::review;
use guidepost::worker::BUILD;
use guidepost::worker::{ReadFile, Refusal, Remedy};
use guidepost_view::tr;
use xxhash_rust::xxh64::xxh64;

/// A playbook that was read.
pub(crate) struct Document {
    pub(crate) file: ReadFile,
    pub(super) flaws: Flaws,
    /// The document that the file carries, without what was changed in the file by hand; empty where it carries none.
    pub(super) state: Vec<u8>,
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
            Some((document?, state))
        });
        let mut file = read_file(&playbook);
        let mut carries = Vec::new();
        if let Some((document, state)) = carried {
            file.update = document.encode();
            carries = state;
        }
        Ok(Self { file, flaws: Flaws::of_problems(&problems, more_problems), state: carries })
    }

    /// Which version of its document it is; empty where whoever wrote the file has no such version.
    pub(super) fn version(&self) -> Vec<u8> {
        let version = |state: &[u8]| {
            let mut replica = Replica::empty(|| 0);
            replica.admit_whole(state).ok().map(|()| replica.version())
        };
        version(&self.state).filter(|carried| version(&self.file.update).as_ref() == Some(carried)).unwrap_or_default()
    }

    /// The playbook of this update as somebody else has it, who has changed it.
    ///
    /// # Errors
    /// Where the changes can't be read, or are to a version that is not here.
    pub(super) fn changed(ours: &[u8], changes: &Changes) -> Result<Self, Refusal> {
        let refusal = |why: &str, remedy| Refusal { why: why.to_owned(), remedy };
        let damaged = || refusal(tr!("The link is damaged."), Remedy::AskForFile);
        let mut here = Replica::empty(|| 0);
        // It was read a moment ago.
        here.admit_whole(ours).map_err(|_| damaged())?;
        let too_early = || {
            let why = tr!("The link holds changes to a version of this playbook that is not in this browser.");
            refusal(why, Remedy::AskForFile)
        };
        let mut theirs = here.as_of(&changes.since).map_err(|_| damaged())?.ok_or_else(too_early)?;
        if theirs.admit(&changes.update).map_err(|_| damaged())? == Admission::TooEarly {
            return Err(too_early());
        }
        if theirs.is_newer() {
            return Err(refusal(tr!("A newer Guidepost made the link."), Remedy::Reload));
        }
        let playbook = theirs.playbook().filter(|playbook| here.playbook_id() == Some(playbook.id));
        let mut file = read_file(&playbook.ok_or_else(damaged)?);
        file.update = theirs.encode();
        Ok(Self { file, flaws: Flaws::default(), state: Vec::new() })
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

#[cfg(test)]
mod tests {
    use super::*;
    use guidepost::doc::Author;
    use guidepost::model::{Edit, PlaybookId, base64};

    /// A playbook under this title, as a file that carries this state.
    fn file(title: &str, state: &str) -> String {
        let mut text = json::write(&Playbook::new(PlaybookId::from_bits(1), title));
        text.truncate(text.trim_end().len() - 1);
        format!("{text}, \"state\": \"{state}\"}}")
    }

    fn encoded(bytes: &[u8]) -> String {
        base64::STANDARD.encode(bytes)
    }

    #[test]
    fn a_state_that_is_none_is_told_and_all_else_is_read() {
        let state_of = |bits, title| Replica::of(&Playbook::new(PlaybookId::from_bits(bits), title), || 0).encode();
        let ours = state_of(1, "Ours");
        let mut later = Replica::of(&Playbook::new(PlaybookId::from_bits(1), "Ours"), || 0);
        let seen = later.state_vector();
        later.apply(&Edit::SetTitle("Later".into()), &Author::default()).expect("a possible edit");
        let end = ours.len();
        let flipped: Vec<u8> = ours.iter().map(|byte| !byte).collect();
        for (about, state, is_damaged) in [
            ("the document itself", ours.clone(), false),
            ("nothing", Vec::new(), false),
            ("a document with nothing in it", vec![0, 0], true),
            ("the document of another playbook", state_of(2, "Ours"), true),
            ("one byte", vec![0], true),
            ("a count that never ends", vec![0xFF; 64], true),
            ("more clients than there is room for", vec![0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0], true),
            ("a document that is cut off", ours[..end / 2].to_vec(), true),
            ("a document without its last byte", ours[..end - 1].to_vec(), true),
            ("a document without its first byte", ours[1..].to_vec(), true),
            ("a document turned upside down", flipped, true),
            ("a document twice", [ours.clone(), ours.clone()].concat(), true),
            ("a document from back to front", ours.iter().rev().copied().collect(), true),
            ("an edit without what it was made on", later.changes_since(&seen).expect("changes"), true),
            ("a picture", b"\x89PNG\r\n\x1a\n".to_vec(), true),
            ("text", b"{\"format\": \"guidepost-playbook\"}".to_vec(), true),
        ] {
            let read =
                Document::read(&file("Ours", &encoded(&state))).unwrap_or_else(|refusal| panic!("{}", refusal.why));
            let said: Vec<_> = read.flaws.known.iter().map(|flaw| flaw.text.as_str()).collect();
            let damaged = "What is needed to merge this file with another version is damaged; left out.";
            assert_eq!(said, if is_damaged { vec![damaged] } else { vec![] }, "{about}");
            let kept = Replica::decoded(&read.file.update).expect("a playbook");
            assert_eq!((kept.title(), kept.violations()), ("Ours", vec![]), "{about}");
        }
    }
}
