//! Files that carry the state of a document, and were changed by hand.

use super::{adopt, differences};
use crate::doc::{Admission, Author, Replica};
use crate::model::{Edit, Playbook, Timestamp};

/// The document that a file carries, with what the file says otherwise as edits on top. `None` when it carries none, or that
/// of another playbook.
///
/// `client` makes the edits. It has to be another one for another file, and the same one for the same file: who takes a file in
/// twice has its changes once. `reread` takes a playbook through the format of the file.
#[must_use]
pub fn on_top(
    state: &[u8],
    content: &Playbook,
    client: u64,
    reread: impl FnOnce(&Playbook) -> Playbook,
) -> Option<Replica> {
    let mut replica = Replica::empty_of(client, || 0);
    if replica.admit(state) != Ok(Admission::Applied) {
        return None;
    }
    let carried = replica.playbook().filter(|carried| carried.id == content.id)?;
    let changed = differences(&reread(&carried), content);
    let mut edits = adopt(&changed, &carried, content);
    if carried.unknown != content.unknown {
        edits.push(Edit::SetUnknown(content.unknown.clone()));
    }
    for (key, _) in carried.dismissed.iter().chain(&content.dismissed) {
        let reason = content.reason_against(key);
        if carried.reason_against(key) != reason {
            edits.push(Edit::Dismiss(key.clone(), reason.unwrap_or_default().to_owned()));
        }
    }
    if !edits.is_empty() {
        // Nobody knows who changed the file, or when; after everything else that it tells of.
        let newest = content.entries.values().map(|entry| entry.changed).max();
        let now = newest.map_or_else(Timestamp::default, |newest| Timestamp::from_seconds(newest.seconds() + 1));
        let edit = Edit::All("change the file".to_owned(), edits);
        replica.apply(&edit, &Author { name: String::new(), now }).ok()?;
    }
    Some(replica)
}
