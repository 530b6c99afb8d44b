//! All playbooks in this browser.

mod bin;
mod item;
mod language;
mod new;
mod template;

use crate::model::PlaybookId;
use crate::model::playbook::display_title;
use crate::persist::{Listed, StorageError};
use crate::route::{Page, Route};
use crate::ui::keeping::StorageButton;
use crate::ui::prelude::*;
use crate::ui::transfer::ImportButton;
use crate::ui::{use_settings, use_shelf};
use bin::{Bin, ConfirmDialog, Confirmation};
use item::Item;
use language::LanguageChoice;
use new::{Beginning, NewPlaybook};
use template::Template;

const NEW: &str = "new-playbook";

/// What is stored, the bin included. Read again when something changes.
type Stored = Signal<Result<Vec<Listed>, StorageError>>;

/// The start page.
#[component]
pub(crate) fn StartScreen(
    /// What was packed into the link that led here; empty otherwise.
    given: String,
) -> Html {
    document().set_title(tr!("Playbooks · Guidepost"));
    let shelf = use_shelf();
    let stored: Stored = memo(move || shelf.list());
    // Another tab has written.
    let elsewhere = window_event_listener_untyped("storage", move |_| shelf.look_again());
    on_cleanup(move || elsewhere.remove());
    let shown = memo(move || ids(stored, |listed| !is_binned(listed)));
    let binned = memo(move || ids(stored, is_binned));
    let beginning = Beginning::new();
    let confirmation = Confirmation::new();
    provide_context(confirmation);
    let config = use_settings().config();
    let organisation = memo(move || config.with(|config| config.as_ref().and_then(|c| c.organisation.clone())));
    let published = memo(move || config.with(|config| config.as_ref().is_some_and(|c| c.published.is_some())));
    let is_empty = memo(move || stored.with(Result::is_ok) && shown.with(Vec::is_empty));
    view! {
        <main class="page page-alone start">
            <header class="start-header">
                <div>
                    <p class="start-organisation">{organisation}</p>
                    <h1 id="page-title" tabindex="-1">
                        "Playbooks"
                    </h1>
                </div>
                <div class="start-actions">
                    <StorageButton class="secondary" session=None />
                    <ImportButton class="secondary" session=None given=given.clone() />
                    <button type="button" class="primary" id=NEW on:click=move |_| beginning.begin(Template::default())>
                        "New playbook"
                    </button>
                </div>
            </header>
            <Show when=move || published.get()>
                <p class="callout">
                    <a href=Route::Published(Page::Overview).to_string()>"Read the published playbook"</a>
                </p>
            </Show>
            {move || stored.with(|stored| stored.as_ref().err().map(unreadable))}
            <Show when=move || is_empty.get()>
                <Welcome beginning=beginning />
            </Show>
            <ul class="playbooks" aria-label="Playbooks" hidden=move || shown.with(Vec::is_empty)>
                <For each=move || shown.get() key=|id| *id let:id>
                    <Item id=id stored=stored shown=shown />
                </For>
            </ul>
            <Bin binned=binned stored=stored />
            <LanguageChoice />
            <NewPlaybook beginning=beginning />
            <ConfirmDialog confirmation=confirmation />
        </main>
    }
}

fn ids(stored: Stored, wanted: impl Fn(&Listed) -> bool) -> Vec<PlaybookId> {
    stored.with(|stored| stored.iter().flatten().filter(|listed| wanted(listed)).map(|listed| listed.id).collect())
}

fn is_binned(listed: &Listed) -> bool {
    listed.summary.as_ref().is_ok_and(|summary| summary.deleted.is_some())
}

/// One of the list, as long as it is there.
fn find(stored: Stored, id: PlaybookId) -> Signal<Option<Listed>> {
    memo(move || stored.with(|stored| stored.iter().flatten().find(|listed| listed.id == id).cloned()))
}

/// What a playbook of the list is called.
fn title_of(listed: &Listed) -> String {
    match &listed.summary {
        Ok(summary) => display_title(&summary.title).to_owned(),
        Err(_) => tr!("Playbook without a readable summary").to_owned(),
    }
}

/// The id of the link that opens a playbook: what gets the focus when another thing of it goes away.
fn link_id(id: PlaybookId) -> String {
    format!("open-{id}")
}

fn unreadable(error: &StorageError) -> Html {
    view! {
        <div class="start-trouble" role="alert">
            <h2>"The playbooks in this browser can't be listed"</h2>
            <p>{tr!("The reason: {error}. What is stored was not changed.")}</p>
            <p>"Allow this site to store data and reload the page. If that does not help, use another browser."</p>
        </div>
    }
}

/// What the page says while there is no playbook.
#[component]
fn Welcome(beginning: Beginning) -> Html {
    view! {
        <section class="welcome" aria-labelledby="welcome">
            <h2 id="welcome">"Write down how marketing and sales work together"</h2>
            <p>
                "A playbook is the one document that says what every word means, how a record moves from first contact to customer, and who looks after which tool. Marketing, sales and operations write it together, and whoever is new finds the answers there."
            </p>
            <ul class="beginnings" aria-label="Ways to begin">
                {Template::ALL
                    .map(|template| {
                        view! {
                            <li>
                                <button type="button" class="beginning" on:click=move |_| beginning.begin(template)>
                                    <strong>{template.label()}</strong>
                                    <span>{template.promise()}</span>
                                </button>
                            </li>
                        }
                    })
                    .into_iter()
                    .collect::<Html>()}
            </ul>
            <p class="hint">
                "Have a playbook, a document or a spreadsheet already? Import it, or drop the file on this page. Everything you write stays in this browser until you export or share it."
            </p>
        </section>
    }
}
