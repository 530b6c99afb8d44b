//! What people see: a shell around one page at a time. Widgets change nothing themselves; they call
//! [`Session::apply`](crate::state::Session::apply) and show what the cells hold.
#![allow(unreachable_pub, reason = "what #[component] writes is public, whatever the component is")]

pub(crate) mod dom;
mod entry;
mod insight;
mod keeping;
mod later;
mod overview;
mod people;
pub(crate) mod playbook;
pub(crate) mod prelude;
pub(crate) mod published;
mod section;
pub(crate) mod share;
pub(crate) mod shell;
pub(crate) mod start;
pub(crate) mod transfer;
mod widgets;

use crate::route::{Page, Route};
use crate::state::{Clock, Files, Notices, Preferences, Session, Settings, Shelf};
use crate::ui::prelude::*;

/// The open playbook. Inside [`playbook::PlaybookScreen`] only.
fn use_session() -> Session {
    expect_context()
}

/// Messages, anywhere.
fn use_notices() -> Notices {
    expect_context()
}

/// The time of day, anywhere.
fn use_clock() -> Clock {
    expect_context()
}

/// Preferences, anywhere.
fn use_preferences() -> Preferences {
    expect_context()
}

/// The stored playbooks, anywhere.
fn use_shelf() -> Shelf {
    expect_context()
}

/// What whoever runs the site has set, anywhere.
fn use_settings() -> Settings {
    expect_context()
}

/// The worker that reads and writes files, anywhere.
fn use_files() -> Files {
    expect_context()
}

/// The page that is shown. Inside [`playbook::PlaybookScreen`] only.
#[derive(Clone, Copy)]
struct CurrentPage(Signal<Page>);

/// The id of the control that gets the focus when the address leads to an entry, in place of the entry as a whole.
/// Inside [`playbook::PlaybookScreen`] only.
#[derive(Clone, Copy)]
struct FocusOnArrival(StoredValue<Option<String>>);

/// The address of a page of the open playbook.
fn address(session: Session, page: Page) -> String {
    Route::Playbook(session.id(), page).to_string()
}

/// The page on which an entry is shown, pointing at the entry.
fn page_of(session: Session, id: crate::model::EntryId) -> Option<Page> {
    use crate::model::Home;
    session.with_records(|records| {
        let whole = records.whole(id);
        let home = records.peek(whole, |entry| entry.home)?;
        match home {
            Home::Section(section) => Some(Page::Section(section, Some(whole))),
            Home::Directory => Some(Page::Directory(Some(whole))),
            Home::Entry(_) => None,
        }
    })
}

/// Goes to another address in the app.
fn go_to(route: &Route) {
    if let Some(window) = web_sys::window() {
        // Only malformed addresses are refused, and a route has none.
        let _ = window.location().set_hash(&route.to_string());
    }
}
