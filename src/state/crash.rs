//! What the page knows of having been stopped by what came from a room.
//!
//! A fault in the document library ends the program, and nothing of it can run any more. So the page itself
//! (`assets/startup.js`) says so then, and notes whose room was being listened to: what is named in [`MARK`] at that moment.
//! The program that is started next finds the note, and does not go into that room by itself.

use crate::model::PlaybookId;
use leptos_dom::helpers::{document, window};

/// An attribute of the page as a whole. `assets/startup.js` reads it.
const MARK: &str = "data-taking-in";

/// Where `assets/startup.js` leaves the note, for this tab alone.
const NOTE: &str = "guidepost/broken-by";

/// Does something with what came from the room of a playbook.
pub(super) fn taking_in<T>(id: PlaybookId, run: impl FnOnce() -> T) -> T {
    let page = document().document_element();
    if let Some(page) = &page {
        // Refused only for names that are none.
        let _ = page.set_attribute(MARK, &id.to_string());
    }
    let done = run();
    if let Some(page) = &page {
        let _ = page.remove_attribute(MARK);
    }
    done
}

/// The playbook whose room stopped the page before, if one did. Forgotten when it was asked for.
pub(super) fn broken_by() -> Option<PlaybookId> {
    let storage = window().session_storage().ok().flatten()?;
    let note = storage.get_item(NOTE).ok().flatten()?;
    let _ = storage.remove_item(NOTE);
    note.parse().ok()
}
