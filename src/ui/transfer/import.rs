//! Importing a file: the button, reading, and the dialog that says what is wrong with a file.

use super::save::reason;
use crate::format::json::{self, ImportError, Imported, Kept, MAX_BYTES, Problem};
use crate::model::Playbook;
use crate::persist::StorageError;
use crate::route::{Page, Route};
use crate::state::{Notices, Shelf};
use crate::ui::prelude::*;
use crate::ui::widgets::{Dialog, count, focus_after_render};
use crate::ui::{go_to, use_notices, use_shelf};
use std::sync::Arc;
use std::time::Duration;
use web_sys::wasm_bindgen::JsValue;
use web_sys::{DragEvent, File};

const PROBLEMS: &str = "import-problems";

/// How far an import has come. What ends well shows no dialog at all.
#[derive(Clone)]
enum Stage {
    /// A file that takes a moment.
    Reading { file: String, megabytes: usize },
    /// A playbook, but not everything in it could be taken. Nothing is stored yet.
    Flawed { file: String, imported: Arc<Imported> },
    /// Nothing was imported.
    Refused { file: String, why: String, advice: &'static str },
}

/// An import, from choosing the file to the new playbook.
#[derive(Clone, Copy)]
struct Importer {
    open: RwSignal<bool>,
    stage: RwSignal<Option<Stage>>,
    /// Tells the file that is read now from one that was given up.
    attempt: StoredValue<usize>,
    shelf: Shelf,
    notices: Notices,
}

impl Importer {
    fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            stage: RwSignal::new(None),
            attempt: StoredValue::new(0),
            shelf: use_shelf(),
            notices: use_notices(),
        }
    }

    /// Reads a file, and keeps what is in it when nothing is wrong with it.
    fn take(self, file: &File) {
        /// Smaller ones are read before a message about it could be.
        const NOTICEABLE: usize = 500_000;
        let name = file.name();
        let bytes = size(file);
        if bytes > MAX_BYTES {
            self.refuse(name, &ImportError::TooLarge { bytes, limit: MAX_BYTES });
            return;
        }
        let attempt = self.attempt.get_value() + 1;
        self.attempt.set_value(attempt);
        if bytes > NOTICEABLE {
            self.show(Stage::Reading { file: name.clone(), megabytes: bytes.div_ceil(1_000_000) });
        }
        let text = file.text();
        leptos::task::spawn_local(async move {
            let text: Result<JsValue, JsValue> = text.await;
            if bytes > NOTICEABLE {
                painted().await;
            }
            // Given up by Cancel or Escape, by another file, or by leaving the page.
            let given_up = bytes > NOTICEABLE && self.open.try_get_untracked() != Some(true);
            if given_up || self.attempt.try_get_value() != Some(attempt) {
                return;
            }
            match text.map(|text| text.as_string().unwrap_or_default()) {
                Ok(text) => self.read(name, &text),
                Err(thrown) => self.refuse_for(
                    name,
                    format!("The browser could not read the file: {}.", reason(&thrown)),
                    "Check that the file is still there and that you may open it, then choose it again.",
                ),
            }
        });
    }

    fn read(self, file: String, text: &str) {
        match json::read(text) {
            Ok(imported) if imported.problems.is_empty() => self.keep(file, &imported.playbook),
            Ok(imported) => {
                self.show(Stage::Flawed { file, imported: Arc::new(imported) });
                focus_after_render(PROBLEMS);
            }
            Err(error) => self.refuse(file, &error),
        }
    }

    /// Keeps a playbook as a new one, and goes there.
    fn keep(self, file: String, playbook: &Playbook) {
        match self.shelf.import(playbook) {
            Ok(id) => {
                self.close();
                let entries = entries(playbook);
                let beside = if id == playbook.id {
                    ""
                } else {
                    " It stands beside the one from the same source that was here already."
                };
                self.notices.report(format!("Imported “{}” with {entries}.{beside}", playbook.title()));
                go_to(&Route::Playbook(id, Page::Overview));
            }
            Err(error) => {
                let advice = match error {
                    StorageError::Full => {
                        "Make room first: delete playbooks for good that you no longer need (on the page of all \
                         playbooks, under Recently deleted), then import again."
                    }
                    _ => "Allow this site to store data, or use another browser, then import again.",
                };
                self.refuse_for(file, format!("The playbook was read, but could not be stored: {error}."), advice);
            }
        }
    }

    fn refuse(self, file: String, error: &ImportError) {
        self.refuse_for(file, error.to_string(), advice(error));
    }

    fn refuse_for(self, file: String, why: String, advice: &'static str) {
        self.show(Stage::Refused { file, why, advice });
    }

    /// Nothing comes of it when the page with the dialog is gone.
    fn show(self, stage: Stage) {
        self.stage.try_set(Some(stage));
        self.open.try_set(true);
    }

    /// Closes the dialog, and gives up what is being read.
    fn close(self) {
        self.attempt.try_update_value(|attempt| *attempt += 1);
        self.open.try_set(false);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "browsers count bytes in floats")]
fn size(file: &File) -> usize {
    file.size() as usize
}

/// Waits until the browser has drawn what the page says now: reading a large file leaves it no time for that.
async fn painted() {
    let painted = js_sys::Promise::new(&mut |resolve, _| {
        request_animation_frame(move || {
            set_timeout(move || drop(resolve.call0(&JsValue::NULL)), Duration::ZERO);
        });
    });
    let _: Result<JsValue, JsValue> = painted.await;
}

/// As the start page counts.
fn entries(playbook: &Playbook) -> String {
    count(playbook.overview().whole().entries, "entry", "entries")
}

/// What a person can do about a file that can't be read.
const fn advice(error: &ImportError) -> &'static str {
    match error {
        ImportError::Empty | ImportError::NotAPlaybook { .. } => {
            "Choose a file that Guidepost exported as JSON (Export, then JSON)."
        }
        ImportError::NotJson { .. } => {
            "Export the playbook again, or open the file in a text editor and mend it at that place."
        }
        ImportError::NewerVersion { .. } => "Reload this page to get the newest Guidepost, then import the file again.",
        ImportError::TooDeep { .. } | ImportError::TooLarge { .. } | ImportError::TooMany { .. } => {
            "Check that this is the right file. One that Guidepost exported is never like that."
        }
    }
}

/// Import: the button, and a file dropped anywhere on the page.
#[component]
pub(in crate::ui) fn ImportButton(
    /// Style.
    class: &'static str,
) -> Html {
    let importer = Importer::new();
    let picker = ElementRef::<web_sys::HtmlInputElement>::new();
    let choose = move || {
        if let Some(picker) = picker.get_untracked() {
            // The same file again is a change, too.
            picker.set_value("");
            picker.click();
        }
    };
    let chosen = move |_| {
        let file = picker.get_untracked().and_then(|picker| picker.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            importer.take(&file);
        }
    };
    view! {
        <button type="button" class=class on:click=move |_| choose()>
            "Import"
        </button>
        <input
            node_ref=picker
            type="file"
            accept=".json,application/json"
            aria-label="File to import"
            hidden
            on:change=chosen
        />
        <DropTarget on_file=move |file| importer.take(&file) />
        <Dialog open=importer.open title="Import">
            {move || importer.stage.get().map(|stage| shown(importer, stage, choose))}
        </Dialog>
    }
}

/// Takes files that are dropped on the page. The browser would leave the page for them.
#[component]
fn DropTarget(on_file: Box<dyn Fn(File)>) -> Html {
    let over = RwSignal::new(false);
    let has_files =
        |event: &DragEvent| event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
    let dragging = window_event_listener(leptos::ev::dragover, move |event| {
        if has_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    // With nothing that is entered next, the pointer has left the window.
    let leaving = window_event_listener(leptos::ev::dragleave, move |event| {
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let dropping = window_event_listener(leptos::ev::drop, move |event| {
        if has_files(&event) {
            event.prevent_default();
            over.set(false);
            if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
                on_file(file);
            }
        }
    });
    on_cleanup(move || {
        dragging.remove();
        leaving.remove();
        dropping.remove();
    });
    view! {
        <div class="drop-target" hidden=move || !over.get() aria-hidden="true">
            "Drop the file to import it"
        </div>
    }
}

fn shown(importer: Importer, stage: Stage, choose: impl Fn() + Copy + Send + Sync + 'static) -> Html {
    match stage {
        Stage::Reading { file, megabytes } => view! {
            <p role="status">{format!("Reading “{file}” ({megabytes} MB). The page may stand still for some seconds.")}</p>
            <div class="dialog-actions">
                <button type="button" class="secondary" on:click=move |_| importer.close()>
                    "Cancel"
                </button>
            </div>
        },
        Stage::Flawed { file, imported } => view! { <FlawedFile importer=importer file=file imported=imported /> },
        Stage::Refused { file, why, advice } => view! {
            <div class="import-refused" role="alert">
                <p>
                    <strong>{format!("Nothing was imported from “{file}”.")}</strong>
                </p>
                <p>{why}</p>
                <p>"What you have here has not changed. " {advice}</p>
            </div>
            <div class="dialog-actions">
                <button type="button" class="secondary" on:click=move |_| importer.close()>
                    "Close"
                </button>
                <button type="button" class="primary" on:click=move |_| choose()>
                    "Choose another file"
                </button>
            </div>
        },
    }
}

/// Says what could not be taken as it stands, and asks.
#[component]
fn FlawedFile(importer: Importer, file: String, imported: Arc<Imported>) -> Html {
    let Imported { playbook, problems, more_problems } = &*imported;
    let entries = entries(playbook);
    let things = count(problems.len() + more_problems, "thing", "things");
    let more =
        (*more_problems > 0).then(|| view! { <li class="import-more">{format!("and {more_problems} more")}</li> });
    let rows = problems.iter().map(problem_row).collect::<Html>();
    let summary = outcome(problems, *more_problems);
    let title = playbook.title().to_owned();
    let accept = {
        let imported = Arc::clone(&imported);
        move |_| importer.keep(file.clone(), &imported.playbook)
    };
    view! {
        <p>
            "The file holds the playbook " <strong>{format!("“{title}”")}</strong>
            {format!(" with {entries}. {things} in it could not be taken as written: {summary}.")}
        </p>
        <ul id=PROBLEMS class="import-problems" tabindex="0" aria-label="Problems">
            {rows}
            {more}
        </ul>
        <p>"Nothing is stored yet. What you have here stays as it is either way: an import is always a new playbook."</p>
        <div class="dialog-actions">
            <button type="button" class="secondary" on:click=move |_| importer.close()>
                "Cancel"
            </button>
            <button type="button" class="primary" on:click=accept>
                "Import anyway"
            </button>
        </div>
    }
}

fn problem_row(problem: &Problem) -> Html {
    let path = problem.path.clone();
    view! {
        <li>
            <span>{problem.to_string()}</span>
            {(!path.is_empty()).then(|| view! { <code>{path}</code> })}
        </li>
    }
}

/// How much was left out and how much kept, as far as it is known.
fn outcome(problems: &[Problem], more: usize) -> String {
    let left_out = problems.iter().filter(|problem| problem.kept == Kept::LeftOut).count();
    let kept = problems.len() - left_out;
    let of_first = if more > 0 { format!("of the first {}, ", problems.len()) } else { String::new() };
    match (left_out, kept) {
        (0, _) => format!("{of_first}all kept, in the form that is said below"),
        (_, 0) => format!("{of_first}all left out"),
        _ => format!("{of_first}{left_out} left out, {kept} kept in the form that is said below"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::json::ProblemKind;

    fn problem(kept: Kept) -> Problem {
        Problem { path: String::new(), entry: None, field: None, what: ProblemKind::NoVersion, kept }
    }

    #[test]
    fn what_became_of_a_file_is_said_in_short() {
        let (lost, kept) = (problem(Kept::LeftOut), problem(Kept::AsText));
        for (problems, more, words) in [
            (vec![lost.clone()], 0, "all left out"),
            (vec![kept.clone()], 0, "all kept, in the form that is said below"),
            (vec![lost.clone(), kept.clone()], 0, "1 left out, 1 kept in the form that is said below"),
            (vec![lost.clone(), lost], 7, "of the first 2, all left out"),
        ] {
            assert_eq!(outcome(&problems, more), words);
        }
    }
}
