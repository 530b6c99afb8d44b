//! Playbooks that were deleted, and deleting for good.

use super::item::restore;
use super::{NEW, Stored, find, title_of};
use crate::language::count;
use crate::model::PlaybookId;
use crate::state::{Files, Notices, Shelf};
use crate::ui::prelude::*;
use crate::ui::transfer::save;
use crate::ui::widgets::time::ago;
use crate::ui::widgets::{Dialog, after_render, focus, focus_after_render};
use crate::ui::{use_clock, use_files, use_notices, use_shelf};
use crate::worker::Form;

const KEEP: &str = "keep-playbook";
const BIN: &str = "bin-summary";

/// What is to be removed for good, once that was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doomed {
    pub(super) id: PlaybookId,
    pub(super) title: String,
    /// How many entries go with it, where that is known.
    pub(super) entries: Option<u32>,
}

/// Asks before something is removed for good.
#[derive(Clone, Copy)]
pub(super) struct Confirmation {
    open: RwSignal<bool>,
    doomed: RwSignal<Option<Doomed>>,
    /// What became of the export that the dialog offers.
    exported: RwSignal<Option<Result<String, String>>>,
}

/// The dialog of the start page.
pub(super) fn use_doomed() -> Confirmation {
    expect_context()
}

impl Confirmation {
    pub(super) fn new() -> Self {
        Self { open: RwSignal::new(false), doomed: RwSignal::new(None), exported: RwSignal::new(None) }
    }

    pub(super) fn ask(self, doomed: Doomed) {
        self.doomed.set(Some(doomed));
        self.exported.set(None);
        self.open.set(true);
        focus_after_render(KEEP);
    }
}

/// What was deleted, to be restored or removed for good.
#[component]
pub(super) fn Bin(binned: Signal<Vec<PlaybookId>>, stored: Stored) -> Html {
    view! {
        <details class="bin" hidden=move || binned.with(Vec::is_empty)>
            <summary id=BIN>{move || tr!("Recently deleted ({})", binned.with(Vec::len))}</summary>
            <p class="hint">"These still take up room in this browser until they are deleted for good."</p>
            <ul class="binned" aria-label="Recently deleted">
                <For each=move || binned.get() key=|id| *id let:id>
                    <Binned id=id stored=stored />
                </For>
            </ul>
        </details>
    }
}

#[component]
fn Binned(id: PlaybookId, stored: Stored) -> Html {
    let (shelf, notices, confirmation) = (use_shelf(), use_notices(), use_doomed());
    let listed = find(stored, id);
    let title = memo(move || listed.with(|listed| listed.as_ref().map(title_of).unwrap_or_default()));
    let summary = move || listed.get_untracked().and_then(|listed| listed.summary.ok());
    let (clock, deleted) = (use_clock(), summary().and_then(|summary| summary.deleted));
    let when = move || deleted.map(|deleted| tr!("deleted {}", ago(deleted, clock.get())));
    let doom = move |_| {
        let entries = summary().map(|summary| summary.counts.entries);
        confirmation.ask(Doomed { id, title: title.get_untracked(), entries });
    };
    view! {
        <li>
            <span class="binned-title">{title}</span>
            <small>{when}</small>
            <span class="playbook-actions">
                <button
                    type="button"
                    class="quiet"
                    aria-label=move || tr!("Restore {}", title.get())
                    on:click=move |_| restore(shelf, notices, id)
                >
                    "Restore"
                </button>
                <button
                    type="button"
                    class="quiet"
                    aria-label=move || tr!("Delete for good: {}", title.get())
                    on:click=doom
                >
                    "Delete for good"
                </button>
            </span>
        </li>
    }
}

/// The dialog that asks before something is removed for good.
#[component]
pub(super) fn ConfirmDialog(confirmation: Confirmation) -> Html {
    let (shelf, notices, files) = (use_shelf(), use_notices(), use_files());
    let Confirmation { open, doomed, exported } = confirmation;
    let title = memo(move || {
        doomed.with(|doomed| {
            let asked = doomed.as_ref().map(|doomed| tr!("Delete “{title}” for good?", title = doomed.title));
            asked.unwrap_or_default()
        })
    });
    let entries = move || {
        let entries = doomed.with(|doomed| doomed.as_ref()?.entries)?;
        Some(tr!("It has {}. ", count(entries, "entry", "entries")))
    };
    let export = move |_| {
        if let Some(wanted) = doomed.get_untracked() {
            spawn_local(async move {
                let outcome = export_first(shelf, files, notices, wanted.id).await;
                // The dialog may ask about another one by now.
                if doomed.try_get_untracked().flatten() == Some(wanted) {
                    exported.set(Some(outcome));
                }
            });
        }
    };
    let remove = move |_| {
        if let Some(doomed) = doomed.get_untracked() {
            open.set(false);
            remove_for_good(shelf, notices, &doomed);
        }
    };
    view! {
        <Dialog open=open title=title>
            <p>
                {entries} "This can't be undone, and nobody else has what is stored in this browser. If you may need it again, export it first."
            </p>
            <p class="export-first">
                <button type="button" class="secondary" on:click=export>
                    "Export as JSON"
                </button>
                <span role="status">
                {move || exported.get().map(|exported| match exported {
                    Ok(name) => tr!("Exported as {name}."),
                    Err(why) => tr!("It was not exported: {why}."),
                })}
                </span>
            </p>
            <div class="dialog-actions">
                <button type="button" class="secondary" id=KEEP on:click=move |_| open.set(false)>
                    "Keep it"
                </button>
                <button type="button" class="primary danger" on:click=remove>
                    "Delete for good"
                </button>
            </div>
        </Dialog>
    }
}

async fn export_first(shelf: Shelf, files: Files, notices: Notices, id: PlaybookId) -> Result<String, String> {
    let playbook = shelf.encoded(id).map_err(|error| error.to_string())?;
    save(files, notices, playbook, Form::Json).await.map_err(|error| error.to_string())
}

fn remove_for_good(shelf: Shelf, notices: Notices, doomed: &Doomed) {
    let title = &doomed.title;
    match shelf.remove_for_good(doomed.id) {
        Ok(()) => notices.report(tr!("“{title}” deleted for good.")),
        Err(error) => notices.fail(tr!("“{title}” was not deleted: {error}. Try again.")),
    }
    // What had the focus is gone with the row.
    after_render(|| {
        after_render(|| {
            if !focus(BIN) {
                focus(NEW);
            }
        });
    });
}
