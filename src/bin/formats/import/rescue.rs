//! A rescue file: what a browser had stored of playbooks, as it was stored (`assets/rescue.js`). What can be read of it becomes
//! playbooks again.

use super::super::drawing::button;
use super::document::Document;
use super::flawed::{Flaw, Flaws};
use super::read_file;
use guidepost::doc::{Replica, salvaged};
use guidepost::language::count;
use guidepost::model::PlaybookId;
use guidepost::model::base64::STANDARD as BASE64;
use guidepost::persist::{Library, MemoryStorage, OURS, OpenError, Opened, Storage as _};
use guidepost::worker::{Refusal, Remedy};
use guidepost_view::{page, tr};
use maud::Markup;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Stands in every rescue file.
pub(super) const FORMAT: &str = "guidepost-rescue";

/// What a button begins with that brings in one of the playbooks.
pub(super) const PRESS: &str = "rescue:";

#[derive(Deserialize)]
struct File {
    format: String,
    version: u32,
    #[serde(default)]
    playbooks: Vec<Stored>,
}

/// What was stored of a playbook.
#[derive(Deserialize)]
struct Stored {
    id: String,
    #[serde(default)]
    title: String,
    /// Texts by the rest of their keys.
    #[serde(default)]
    stored: BTreeMap<String, String>,
    /// Documents in base64.
    #[serde(default)]
    apart: BTreeMap<String, String>,
    /// The whole document, as it was in memory.
    #[serde(default)]
    memory: Option<String>,
}

/// The playbooks of a rescue file.
pub(super) struct Rescue {
    found: Vec<Found>,
}

/// What could be made of one.
struct Found {
    title: String,
    document: Result<Document, String>,
}

impl Rescue {
    /// Reads a text; nothing where it is no rescue file.
    pub(super) fn read(text: &str) -> Option<Result<Self, Refusal>> {
        let head: String = text.chars().take(200).collect();
        if !head.contains(FORMAT) {
            return None;
        }
        let refusal = |why: &str, remedy| Some(Err(Refusal { why: why.to_owned(), remedy }));
        match serde_json::from_str::<File>(text) {
            Ok(file) if file.format != FORMAT => None,
            Ok(file) if file.version > 1 => refusal(tr!("This file was written by a newer Guidepost."), Remedy::Reload),
            Ok(file) if file.playbooks.is_empty() => {
                refusal(tr!("There is no playbook in this file."), Remedy::CheckFile)
            }
            Ok(file) => Some(Ok(Self { found: file.playbooks.iter().map(found).collect() })),
            Err(error) => refusal(&tr!("The file is damaged: {error}."), Remedy::CheckFile),
        }
    }

    /// The playbook that a button stands for.
    pub(super) fn pressed(&mut self, what: &str) -> Option<Document> {
        let place: usize = what.strip_prefix(PRESS)?.parse().ok()?;
        (place < self.found.len()).then(|| self.found.swap_remove(place))?.document.ok()
    }

    pub(super) fn drawn(&self) -> Markup {
        page! {
            p {
                @let playbooks = count(self.found.len(), "playbook", "playbooks");
                (tr!("What was stored of {playbooks}. Nothing of it is here yet: choose one. "))
                "Where it is here already, you see first what differs."
            }
            ul class="rescued" {
                @for (place, found) in self.found.iter().enumerate() {
                    li {
                        strong { (found.title) }
                        @match &found.document {
                            Ok(document) => {
                                p {
                                    (count(document.file.entries, "entry", "entries")) ". "
                                    @if document.flaws.is_empty() { "All of it could be read." }
                                }
                                @if !document.flaws.is_empty() { (document.flaws.list()) }
                                button type="button" class="primary" data-press={ (PRESS) (place) } {
                                    (tr!("Bring in “{}”", found.title))
                                }
                            }
                            Err(why) => p { (why) }
                        }
                    }
                }
            }
            div class="dialog-actions" { (button("secondary", "cancel", "Cancel")) }
        }
    }
}

fn found(stored: &Stored) -> Found {
    let title = match stored.title.trim() {
        "" => tr!("Untitled playbook").to_owned(),
        title => title.to_owned(),
    };
    let document = stored.id.parse().map_err(|_| tr!("It has no id that could be read.").to_owned());
    Found { title, document: document.and_then(|id| document_of(id, stored)) }
}

fn document_of(id: PlaybookId, stored: &Stored) -> Result<Document, String> {
    let storage = MemoryStorage::new();
    let prefix = format!("{OURS}playbook/{id}/");
    for (path, text) in &stored.stored {
        // In memory there is room.
        let _ = storage.set(&format!("{prefix}{path}"), text);
    }
    for (name, bytes) in &stored.apart {
        if let Some(bytes) = BASE64.decode(bytes) {
            drop(storage.put_apart(&format!("{prefix}{name}"), &bytes));
        }
    }
    let flaw = |text: &str, left_out| Flaw { text: text.to_owned(), path: String::new(), left_out };
    let (mut replica, mut flaws) = match Library::new(storage).open(id, || 0) {
        Ok(Opened { replica, trouble, .. }) => {
            (replica, trouble.iter().map(|trouble| flaw(&format!("{}.", trouble.kind), true)).collect())
        }
        Err(OpenError::NewerFormat) => return Err(tr!("It was written by a newer Guidepost.").to_owned()),
        Err(error) => {
            let pieced = tr!(
                "It was damaged and is put together from what could be read. Read it through: the newest changes may \
                 be missing."
            );
            match pieced_together(stored) {
                Some(replica) => (replica, vec![flaw(pieced, true)]),
                // All of it may be in memory.
                None if stored.memory.is_some() => (Replica::empty(|| 0), Vec::new()),
                None => return Err(tr!("Nothing of it could be read: {error}.")),
            }
        }
    };
    if let Some(memory) = &stored.memory {
        let taken = BASE64.decode(memory).map(|memory| replica.admit(&memory));
        if !matches!(taken, Some(Ok(_))) {
            flaws.push(flaw(tr!("What was only in memory could not be read."), true));
        }
    }
    let playbook = replica.playbook().filter(|playbook| playbook.id == id);
    let playbook = playbook.ok_or_else(|| tr!("What could be read of it is no playbook.").to_owned())?;
    let mut file = read_file(&playbook);
    file.update = replica.encode();
    Ok(Document { file, flaws: Flaws::of(flaws), state: Vec::new() })
}

/// What can be read of damaged copies and changes, whatever their checksums say.
fn pieced_together(stored: &Stored) -> Option<Replica> {
    let mut replica = Replica::empty(|| 0);
    let is_log = |path: &&String| path.contains("log/");
    let copies = stored.stored.iter().filter(|(path, _)| path.contains("snapshot/") || path.starts_with("before/"));
    let documents = copies.map(|(_, text)| text).chain(stored.apart.values()).map(|text| decoded(text));
    for document in documents {
        // As a whole, or as much as hangs together. What is there already changes nothing.
        if !matches!(replica.admit(&document), Ok(guidepost::doc::Admission::Applied))
            && let Some(saved) = salvaged(&document)
        {
            let _ = replica.admit(&saved);
        }
    }
    let changes: Vec<Vec<u8>> =
        stored.stored.iter().filter(|(path, _)| is_log(path)).map(|(_, text)| decoded(text)).collect();
    let _ = replica.admit_all(&changes.iter().map(Vec::as_slice).collect::<Vec<_>>());
    replica.playbook_id().map(|_| replica)
}

/// The bytes at the end of a stored text, as far as they can be read.
fn decoded(text: &str) -> Vec<u8> {
    let body = text.rsplit(':').next().unwrap_or_default();
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/');
    let end = body.find(|letter| !is_letter(letter)).unwrap_or(body.len());
    let whole = body.trim_end_matches('=').len();
    if end == whole
        && let Some(bytes) = BASE64.decode(body)
    {
        return bytes;
    }
    BASE64.decode(body.get(..end / 4 * 4).unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use guidepost::model::{Playbook, standard};
    use guidepost::persist::Summary;

    /// A rescue file of the standard playbook, whose stored texts were changed.
    fn file(change: impl Fn(&str, &str) -> String) -> (Playbook, String) {
        let playbook = standard::playbook();
        let storage = MemoryStorage::new();
        let replica = Replica::of(&playbook, || 0);
        Library::new(storage.clone()).create(&replica, &Summary::default()).expect("room");
        let prefix = format!("{OURS}playbook/{}/", playbook.id);
        let texts = storage.texts().into_iter();
        let stored: BTreeMap<String, String> = texts
            .filter_map(|(key, text)| {
                let path = key.strip_prefix(&prefix)?.to_owned();
                let text = change(&path, &text);
                Some((path, text))
            })
            .collect();
        let playbooks = serde_json::json!([{ "id": playbook.id.to_string(), "title": "A <b>", "stored": stored }]);
        (playbook, serde_json::json!({ "format": FORMAT, "version": 1, "playbooks": playbooks }).to_string())
    }

    fn rescued(text: &str) -> Rescue {
        Rescue::read(text).expect("a rescue file").expect("one that can be read")
    }

    #[test]
    fn what_is_whole_comes_back_whole() {
        let (playbook, text) = file(|_, text| text.to_owned());
        let mut rescue = rescued(&text);
        let drawn = rescue.drawn().into_string();
        assert!(drawn.contains("All of it could be read.") && drawn.contains("A &lt;b&gt;"), "{drawn}");
        let document = rescue.pressed("rescue:0").expect("the only one");
        assert!(document.flaws.is_empty());
        assert_eq!(Replica::decoded(&document.file.update), Some(playbook));
        assert!(rescue.pressed("rescue:0").is_none() && rescue.pressed("else").is_none());
    }

    #[test]
    fn what_is_damaged_is_put_together_as_far_as_it_goes() {
        let (playbook, text) = file(|path, text| match path {
            "snapshot/a" => text[..text.len() * 2 / 3].to_owned(),
            _ => text.to_owned(),
        });
        let document = rescued(&text).pressed("rescue:0").expect("some of it");
        let entries = Replica::decoded(&document.file.update).expect("a playbook").entries.len();
        // How many depends on where the text is cut: ids, and so the order of entries, are others each time.
        assert!(entries > 0 && entries < playbook.entries.len(), "{entries} of {}", playbook.entries.len());
        assert!(!document.flaws.is_empty());
    }

    #[test]
    fn what_is_only_in_memory_comes_along() {
        let (playbook, text) = file(|_, text| text.to_owned());
        let mut replica = Replica::of(&playbook, || 0);
        let edit = guidepost::model::Edit::SetTitle("Not stored".into());
        replica.apply(&edit, &guidepost::doc::Author::default()).expect("possible");
        let mut file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        file["playbooks"][0]["stored"] = serde_json::json!({});
        file["playbooks"][0]["memory"] = BASE64.encode(&replica.encode()).into();
        let document = rescued(&file.to_string()).pressed("rescue:0").expect("all of it");
        assert_eq!(document.file.title, "Not stored");
    }

    #[test]
    fn what_is_no_rescue_file_is_something_else() {
        assert!(Rescue::read(r#"{"format":"guidepost-playbook"}"#).is_none());
        for (text, why) in [
            (r#"{"format":"guidepost-rescue","version":2}"#, "newer"),
            (r#"{"format":"guidepost-rescue","version":1,"playbooks":[]}"#, "no playbook"),
            (r#"{"format":"guidepost-rescue","#, "damaged"),
        ] {
            let refusal = Rescue::read(text).expect("a rescue file").err().expect("not readable");
            assert!(refusal.why.contains(why), "{}", refusal.why);
        }
        let none =
            r#"{"format":"guidepost-rescue","version":1,"playbooks":[{"id":"x"},{"id":"AAAAAAAAAAAAAAAAAAAAAQ"}]}"#;
        assert!(rescued(none).found.iter().all(|found| found.document.is_err()));
    }
}
