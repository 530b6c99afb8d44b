//! People and teams, each with everything that it owns.

use crate::model::{Home, Kind};
use crate::ui::prelude::*;
use crate::ui::section::EntryList;

/// The page of people and teams.
#[component]
pub(super) fn DirectoryPage() -> Html {
    view! {
        <header class="page-header">
            <h1 id="page-title" tabindex="-1">"People and teams"</h1>
        </header>
        <EntryList home=Home::Directory kind=Kind::Person headed=true only=None />
        <EntryList home=Home::Directory kind=Kind::Team headed=true only=None />
        <EntryList home=Home::Directory kind=Kind::Reader headed=true only=None />
    }
}
