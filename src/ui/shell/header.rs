//! The bar at the top of a playbook: its title, undo and redo, whether it is saved, what leaves and comes in.

use super::undo;
use crate::model::Edit;
use crate::route::{Page, Route};
use crate::state::Saving;
use crate::ui::insight::{Insights, SEARCH};
use crate::ui::keeping::StorageButton;
use crate::ui::prelude::*;
use crate::ui::share::{PeopleButton, ShareButton};
use crate::ui::transfer::{ExportMenu, ImportButton};
use crate::ui::widgets::LineInput;
use crate::ui::{use_notices, use_preferences, use_session};

#[component]
pub(super) fn Header() -> Html {
    let (session, notices) = (use_session(), use_notices());
    let insights: Insights = expect_context();
    view! {
        <header class="bar">
            <a class="bar-home" href=Route::Start.to_string() aria-label="All playbooks" title="All playbooks">
                <span aria-hidden="true">"‹"</span>
                <span class="bar-home-words">"Playbooks"</span>
            </a>
            <LineInput
                id="playbook-title"
                class="line bar-title"
                kind="text"
                suggestions=None
                label="Playbook title"
                value=session.title()
                hint="Untitled playbook"
                on_input=move |title| {
                    if let Err(error) = session.apply(&Edit::SetTitle(title)) {
                        notices.fail(tr!("The title was not changed: {error}."));
                    }
                }
                on_leave=Callback::new(move |()| session.end_burst())
            />
            // Behind the buttons, which stay where they are whatever it says.
            <StorageButton class="bar-button" session=Some(session) />
            <PeopleButton />
            <SavingStatus />
            <div class="bar-actions">
                <button type="button" class="bar-button bar-sections" popovertarget="sections">
                    "Sections"
                </button>
                <button type="button" class="bar-button" title="Search, or do anything (Ctrl K)" on:click=move |_| insights.ask(SEARCH)>
                    "Search"
                </button>
                <a class="bar-button" href=Route::Read(session.id(), Page::Overview).to_string()>"Read"</a>
                <StepButton back=true />
                <StepButton back=false />
                <ShareButton />
                <ImportButton class="bar-button" session=Some(session) given="" />
                <ExportMenu />
                <You />
            </div>
        </header>
    }
}

#[component]
fn StepButton(back: bool) -> Html {
    let (session, steps) = (use_session(), undo::use_steps());
    let label = if back { session.undo_label() } else { session.redo_label() };
    let (name, sign) = if back { ("Undo", "↶") } else { ("Redo", "↷") };
    view! {
        <button
            type="button"
            class="bar-button"
            aria-label=name
            data-does=if back { "undo" } else { "redo" }
            title=move || match label.get() {
                Some(label) if back => tr!("Undo {label}"),
                Some(label) => tr!("Redo {label}"),
                None if back => tr!("Nothing to undo").to_owned(),
                None => tr!("Nothing to redo").to_owned(),
            }
            // Not `disabled`: the button keeps the focus when the last step is taken back.
            aria-disabled=move || if label.get().is_some() { "false" } else { "true" }
            on:click=move |_| steps.step(back)
        >
            <span aria-hidden="true">{sign}</span>
        </button>
    }
}

/// Whether everything is kept, in words.
#[component]
fn SavingStatus() -> Html {
    let saving = use_session().saving();
    let words = memo(move || saving.with(Saving::words));
    let failed = memo(move || saving.with(|saving| matches!(saving, Saving::Failed(_))));
    view! {
        // Said aloud only when a write fails: "Saved" after every key would drown everything else.
        <p class="saving" class:saving-failed=failed role="status" aria-live=move || if failed.get() { "assertive" } else { "off" }>
            {words}
        </p>
    }
}

/// The name that changes are marked with.
#[component]
fn You() -> Html {
    let name = use_preferences().name;
    view! {
        <button type="button" class="bar-button bar-you" popovertarget="you">
            {move || match name.with(|name| name.trim().to_owned()) {
                name if name.is_empty() => tr!("Your name").to_owned(),
                name => name,
            }}
        </button>
        <div id="you" class="popover" popover="auto" role="group" aria-label="You">
            <NameField
                id="your-name"
                hint="Marks what you change, so that colleagues know whom to ask. It stays in this browser, and in the rooms that you are in."
            />
        </div>
    }
}

/// The box for the name that somebody goes by, wherever they are asked for it.
#[component]
pub(crate) fn NameField(
    /// The id of the box.
    id: &'static str,
    /// What it is for.
    hint: &'static str,
) -> Html {
    let name = use_preferences().name;
    view! {
        <label class="field-label" for=id>
            "Your name"
        </label>
        <LineInput
            id=id
            class="line boxed"
            kind="name"
            suggestions=None
            label=None
            value=name
            hint="First and last name"
            on_input=move |text| name.set(text)
            on_leave=None
        />
        <p class="hint">{hint}</p>
    }
}
