//! The dialog `New playbook`.

use super::template::Template;
use crate::language::tr;
use crate::model::PlaybookId;
use crate::persist::StorageError;
use crate::route::{Page, Route};
use crate::state::{Files, Shelf};
use crate::ui::prelude::*;
use crate::ui::widgets::{Dialog, focus_after_render};
use crate::ui::{go_to, use_files, use_shelf};

const TITLE: &str = "new-title";

/// A playbook that is about to be made.
#[derive(Clone, Copy)]
pub(super) struct Beginning {
    open: RwSignal<bool>,
    title: RwSignal<String>,
    template: RwSignal<Template>,
    loading: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
    /// Tells what is loaded now from what was given up.
    attempt: StoredValue<usize>,
    files: Files,
    shelf: Shelf,
}

impl Beginning {
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            title: RwSignal::new(String::new()),
            template: RwSignal::new(Template::default()),
            loading: RwSignal::new(false),
            problem: RwSignal::new(None),
            attempt: StoredValue::new(0),
            files: use_files(),
            shelf: use_shelf(),
        }
    }

    /// Asks for a title.
    pub(super) fn begin(self, template: Template) {
        self.title.set(String::new());
        self.template.set(template);
        self.loading.set(false);
        self.problem.set(None);
        self.attempt.update_value(|attempt| *attempt += 1);
        self.open.set(true);
        focus_after_render(TITLE);
    }

    /// Makes the playbook and goes there. The dialog stays, with all that was typed, until that has worked.
    fn create(self) {
        if self.loading.get_untracked() {
            return;
        }
        self.problem.set(None);
        self.loading.set(true);
        let (attempt, template) = (self.attempt.get_value(), self.template.get_untracked());
        spawn_local(async move {
            let original = template.playbook(self.files).await;
            let wanted = self.open.try_get_untracked() == Some(true) && self.attempt.try_get_value() == Some(attempt);
            if !wanted {
                return;
            }
            self.loading.set(false);
            let title = match self.title.with_untracked(|title| title.trim().to_owned()) {
                title if title.is_empty() => original.as_ref().map(|o| o.title.clone()).unwrap_or_default(),
                title => title,
            };
            let kept = match original {
                Ok(original) => self.shelf.keep_copy(&original, title).await.map_err(|error| could_not_store(&error)),
                Err(error) => Err(could_not_load(&error)),
            };
            match kept {
                Ok(id) => self.go(id),
                Err(problem) => self.problem.set(Some(problem)),
            }
        });
    }

    fn go(self, id: PlaybookId) {
        self.open.set(false);
        go_to(&Route::Playbook(id, Page::Overview));
    }
}

fn could_not_load(error: &impl std::fmt::Display) -> String {
    tr!("It could not be loaded: {error}. Check the connection and press Create again, or start from another \
         playbook.")
}

fn could_not_store(error: &StorageError) -> String {
    let advice = match error {
        StorageError::Full => {
            tr!("Make room first: delete playbooks for good that you no longer need (under Recently deleted).")
        }
        _ => tr!("Allow this site to store data, or use another browser."),
    };
    tr!("The playbook could not be stored: {error}. Those that are here have not changed. {advice}")
}

/// Asks for a title and for what to start from.
#[component]
pub(super) fn NewPlaybook(beginning: Beginning) -> Html {
    view! {
        <Dialog open=beginning.open title="New playbook">
            <NewForm beginning=beginning />
        </Dialog>
    }
}

#[component]
fn NewForm(beginning: Beginning) -> Html {
    let Beginning { open, title, template, loading, problem, .. } = beginning;
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        beginning.create();
    };
    view! {
        <form class="new-playbook" on:submit=submit>
            <div>
                <label class="field-label" for=TITLE>
                    "Title"
                </label>
                <input
                    id=TITLE
                    class="line boxed"
                    type="text"
                    autocomplete="off"
                    autofocus
                    aria-describedby="new-title-hint"
                    prop:value=title.get_untracked()
                    on:input:target=move |event| title.set(event.target().value())
                />
                <p class="hint" id="new-title-hint">
                    {move || tr!("Left empty, it is called “{}”. You can rename it at any time.", tr(template.get().usual_title()))}
                </p>
            </div>
            <fieldset class="templates" role="radiogroup">
                <legend class="field-label">"Start from"</legend>
                {Template::ALL.map(|choice| view! { <TemplateChoice choice=choice template=template /> }).into_iter().collect::<Html>()}
            </fieldset>
            <p class="form-status" role="status">
                {move || loading.get().then_some("Loading…")}
            </p>
            <p class="form-problem" role="alert" hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
            <div class="dialog-actions">
                <button type="button" class="secondary" on:click=move |_| open.set(false)>
                    "Cancel"
                </button>
                // Not `disabled`: it keeps the focus while something is loaded.
                <button type="submit" class="primary" aria-disabled=move || if loading.get() { "true" } else { "false" }>
                    "Create"
                </button>
            </div>
        </form>
    }
}

#[component]
fn TemplateChoice(choice: Template, template: RwSignal<Template>) -> Html {
    let id = format!("start-from-{}", choice.key());
    let promise_id = format!("{id}-promise");
    view! {
        <div class="template">
            <input
                type="radio"
                id=id.clone()
                name="start-from"
                value=choice.key()
                aria-describedby=promise_id.clone()
                prop:checked=move || template.get() == choice
                on:change=move |_| template.set(choice)
            />
            <label for=id>{choice.label()}</label>
            <p class="hint" id=promise_id>
                {choice.promise()}
            </p>
        </div>
    }
}
