//! All playbooks in this browser.

use crate::model::{Playbook, PlaybookId};
use crate::route::{Page, Route};
use crate::ui::{go_to, use_notices, use_shelf};
use leptos::prelude::*;

/// The start page.
#[component]
pub(crate) fn StartScreen() -> impl IntoView {
    let (shelf, notices) = (use_shelf(), use_notices());
    let create = move |_| match shelf.keep(&Playbook::new(PlaybookId::random(), "Test")) {
        Ok(id) => go_to(&Route::Playbook(id, Page::Overview)),
        Err(error) => notices.fail(error.to_string()),
    };
    view! {
        <main class="page page-alone">
            <h1>"Playbooks"</h1>
            <button on:click=create>"New playbook"</button>
        </main>
    }
}
