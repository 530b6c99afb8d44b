//! A playbook of the list.

use super::bin::{Doomed, use_doomed};
use super::{NEW, Stored, find, link_id, title_of};
use crate::language::count;
use crate::model::PlaybookId;
use crate::persist::{Counts, DamagedSummary, Summary};
use crate::route::{Page, Route};
use crate::state::{Notices, Shelf};
use crate::ui::prelude::*;
use crate::ui::widgets::time::{ago, full_date};
use crate::ui::widgets::{LineInput, after_render, focus, focus_after_render};
use crate::ui::{use_clock, use_notices, use_preferences, use_shelf};

/// A playbook: what it is called, when it changed, how complete it is, and what can be done with it.
#[component]
pub(super) fn Item(id: PlaybookId, stored: Stored, shown: Signal<Vec<PlaybookId>>) -> Html {
    let listed = find(stored, id);
    let title = memo(move || listed.with(|listed| listed.as_ref().map(title_of).unwrap_or_default()));
    let summary = memo(move || listed.get().map(|listed| listed.summary));
    let renaming = RwSignal::new(false);
    view! {
        <li>
            <article class="playbook" aria-label=title>
                <Show
                    when=move || renaming.get()
                    fallback=move || {
                        view! {
                            <h2 class="playbook-title">
                                <a id=link_id(id) href=Route::Playbook(id, Page::Overview).to_string()>
                                    {title}
                                </a>
                            </h2>
                        }
                    }
                >
                    <Rename id=id title=title renaming=renaming />
                </Show>
                {move || match summary.get() {
                    Some(Ok(summary)) => view! { <Facts summary=summary /> },
                    Some(Err(damage)) => damaged(&damage),
                    None => Html::Nothing,
                }}
                <div class="playbook-actions">
                    {move || match summary.with(|summary| matches!(summary, Some(Ok(_)))) {
                        true => view! { <Actions id=id title=title shown=shown renaming=renaming /> },
                        false => view! { <DamagedActions id=id title=title /> },
                    }}
                </div>
            </article>
        </li>
    }
}

/// When it changed, how complete it is, and when a copy of it left this browser.
#[component]
fn Facts(summary: Summary) -> Html {
    // Drawn anew when the time moves on.
    let now = use_clock().get();
    let Summary { changed, counts, backup, .. } = summary;
    let backed_up = match backup {
        Some(then) => tr!("Backed up {}", ago(then, now)),
        None => tr!("Never backed up").to_owned(),
    };
    let entries = match counts.entries {
        0 => tr!("No entries yet").to_owned(),
        entries => count(entries, "entry", "entries"),
    };
    view! {
        <p class="playbook-facts">
            <span>
                "Changed " <time datetime=changed.to_rfc3339() title=full_date(changed)>{ago(changed, now)}</time>
            </span>
            <span>{entries}</span>
            {completeness(counts)}
            <span>{backed_up}</span>
        </p>
    }
}

fn completeness(counts: Counts) -> Option<Html> {
    let percent = counts.completeness.percent()?;
    Some(view! {
        <span class="playbook-complete" title="Essential fields that are filled in, on average over the sections">
            <span class="complete-bar" aria-hidden="true" style:--filled=format!("{percent}%")></span>
            {tr!("{percent}% complete")}
        </span>
    })
}

fn damaged(damage: &DamagedSummary) -> Html {
    view! {
        <p class="playbook-damaged">
            {tr!("What is shown here of a playbook is not readable: {}. The playbook itself may well be whole. Open it: that mends its place in this list.", damage.0)}
        </p>
    }
}

#[component]
fn Actions(id: PlaybookId, title: Signal<String>, shown: Signal<Vec<PlaybookId>>, renaming: RwSignal<bool>) -> Html {
    let (shelf, notices) = (use_shelf(), use_notices());
    view! {
        <button
            type="button"
            class="quiet"
            id=rename_id(id)
            aria-label=move || tr!("Rename {}", title.get())
            on:click=move |_| renaming.set(true)
        >
            "Rename"
        </button>
        <button
            type="button"
            class="quiet"
            aria-label=move || tr!("Duplicate {}", title.get())
            on:click=move |_| duplicate(shelf, notices, id, &title.get_untracked())
        >
            "Duplicate"
        </button>
        <button
            type="button"
            class="quiet"
            aria-label=move || tr!("Delete {}", title.get())
            on:click=move |_| delete(shelf, notices, id, &title.get_untracked(), &shown.get_untracked())
        >
            "Delete"
        </button>
    }
}

/// Without a summary there is no bin for it.
#[component]
fn DamagedActions(id: PlaybookId, title: Signal<String>) -> Html {
    let doomed = use_doomed();
    view! {
        <button
            type="button"
            class="quiet"
            aria-label=move || tr!("Delete for good: {}", title.get())
            on:click=move |_| doomed.ask(Doomed { id, title: title.get_untracked(), entries: None })
        >
            "Delete for good"
        </button>
    }
}

/// The title as a text box. Enter and leaving it keep what was typed, Escape does not.
#[component]
fn Rename(id: PlaybookId, title: Signal<String>, renaming: RwSignal<bool>) -> Html {
    let (shelf, notices, author) = (use_shelf(), use_notices(), use_preferences().name);
    let before = find_title(shelf, id);
    let typed = RwSignal::new(before.clone());
    let input = format!("title-{id}");
    let finish = move |keep: bool| {
        // Leaving the box comes also when the box goes away.
        if renaming.try_get_untracked() != Some(true) {
            return;
        }
        renaming.set(false);
        let now = typed.get_untracked().trim().to_owned();
        if !keep || now == before {
            return;
        }
        match shelf.rename(id, &now, author.get_untracked().trim()) {
            Ok(()) => notices.announce(tr!("Renamed")),
            Err(error) => notices.fail(tr!("“{title}” was not renamed: {error}.", title = title.get_untracked())),
        }
    };
    let (on_enter, on_escape, on_leave) = (finish.clone(), finish.clone(), finish);
    let back = move || focus_after_render(rename_id(id));
    after_render({
        let input = input.clone();
        move || select(&input)
    });
    view! {
        <form
            class="playbook-rename"
            on:submit=move |event| {
                event.prevent_default();
                on_enter(true);
                back();
            }
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    on_escape(false);
                    back();
                }
            }
        >
            <LineInput
                id=input
                class="line boxed"
                kind="text"
                suggestions=None
                label="Title"
                hint="Untitled playbook"
                value=typed
                on_input=move |text| typed.set(text)
                on_leave=Callback::new(move |()| on_leave(true))
            />
        </form>
    }
}

/// The title as it was given; perhaps empty.
fn find_title(shelf: Shelf, id: PlaybookId) -> String {
    shelf.summary(id).map(|summary| summary.title).unwrap_or_default()
}

fn rename_id(id: PlaybookId) -> String {
    format!("rename-{id}")
}

fn select(input: &str) {
    use web_sys::wasm_bindgen::JsCast as _;
    let input = document().get_element_by_id(input).and_then(|i| i.dyn_into::<web_sys::HtmlInputElement>().ok());
    if let Some(input) = input {
        let _ = input.focus();
        input.select();
    }
}

fn duplicate(shelf: Shelf, notices: Notices, id: PlaybookId, title: &str) {
    let title = title.to_owned();
    spawn_local(async move {
        match shelf.duplicate(id).await {
            Ok(copy) => {
                notices.report(tr!("“{title}” duplicated."));
                focus_after_render(link_id(copy));
            }
            Err(error) => notices.fail(tr!("“{title}” was not duplicated: {error}. It has not changed.")),
        }
    });
}

/// Puts it in the bin, offers to undo that, and puts the focus on what follows.
fn delete(shelf: Shelf, notices: Notices, id: PlaybookId, title: &str, shown: &[PlaybookId]) {
    let place = shown.iter().position(|other| *other == id).unwrap_or_default();
    let next = shown.get(place + 1).or_else(|| shown.get(place.checked_sub(1)?)).copied();
    match set_deleted(shelf, id, true) {
        Ok(()) => {
            let undo = move || restore(shelf, notices, id);
            notices.offer(tr!("“{title}” moved to Recently deleted."), tr!("Undo"), undo);
            after_render(move || {
                if !next.is_some_and(|next| focus(&link_id(next))) {
                    focus(NEW);
                }
            });
        }
        Err(error) => notices.fail(tr!("“{title}” was not deleted: {error}.")),
    }
}

/// Takes a playbook out of the bin, and puts the focus on it.
pub(super) fn restore(shelf: Shelf, notices: Notices, id: PlaybookId) {
    match set_deleted(shelf, id, false) {
        Ok(()) => {
            notices.announce(tr!("Restored"));
            focus_after_render(link_id(id));
        }
        Err(error) => notices.fail(tr!("The playbook was not restored: {error}. It is still under Recently deleted.")),
    }
}

fn set_deleted(shelf: Shelf, id: PlaybookId, deleted: bool) -> Result<(), String> {
    let summary = shelf.summary(id).map_err(|error| error.to_string())?;
    shelf.set_deleted(id, &summary, deleted).map_err(|error| error.to_string())
}
