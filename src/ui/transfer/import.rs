//! Importing a file: the button, reading, and the dialog that says what is wrong with a file.

use super::merge::{Arriving, MergeFile};
use super::save::reason;
use crate::model::playbook::display_title;
use crate::persist::StorageError;
use crate::route::{Page, Route};
use crate::state::{Files, Notices, Session, Shelf};
use crate::ui::prelude::*;
use crate::ui::widgets::{Dialog, count, focus_after_render};
use crate::ui::{go_to, use_files, use_notices, use_preferences, use_shelf};
use crate::worker::{Errand, Flaw, ReadFile, Refusal, Remedy};
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
    Flawed { file: String, read: Arc<ReadFile> },
    /// A playbook that is here already.
    Version { file: String, read: Arc<ReadFile> },
    /// Nothing was imported.
    Refused { file: String, why: String, advice: &'static str },
}

/// An import, from choosing the file to the new playbook.
#[derive(Clone, Copy)]
pub(super) struct Importer {
    open: RwSignal<bool>,
    stage: RwSignal<Option<Stage>>,
    /// Tells the file that is read now from one that was given up.
    attempt: StoredValue<usize>,
    /// The worker that reads.
    errand: StoredValue<Option<Errand>, LocalStorage>,
    files: Files,
    pub(super) shelf: Shelf,
    pub(super) notices: Notices,
    /// Marks what is merged.
    pub(super) name: RwSignal<String>,
    /// The playbook that is open, on the pages of one.
    pub(super) session: Option<Session>,
    pub(super) arriving: Arriving,
}

impl Importer {
    fn new(session: Option<Session>) -> Self {
        let importer = Self {
            open: RwSignal::new(false),
            stage: RwSignal::new(None),
            attempt: StoredValue::new(0),
            errand: StoredValue::new_local(None),
            files: use_files(),
            shelf: use_shelf(),
            notices: use_notices(),
            name: use_preferences().name,
            session,
            arriving: expect_context(),
        };
        // Cancel and Escape give up what is being read, and so does leaving the page.
        on_change(move || {
            if !importer.open.get() {
                importer.give_up();
            }
        });
        on_cleanup(move || importer.give_up());
        importer
    }

    /// Reads a file, and keeps what is in it when nothing is wrong with it.
    fn take(self, file: &File) {
        /// Smaller ones are read before a message about it could be, unless the worker has to be fetched.
        const NOTICEABLE: usize = 500_000;
        const NOTICED_AFTER: Duration = Duration::from_millis(500);
        self.give_up();
        let name = file.name();
        let bytes = size(file);
        if let Some(refusal) = Refusal::of_size(bytes) {
            self.refuse(name, refusal);
            return;
        }
        let attempt = self.attempt.get_value();
        let is_current = move || self.attempt.try_get_value() == Some(attempt);
        let reading = Stage::Reading { file: name.clone(), megabytes: bytes.div_ceil(1_000_000) };
        if bytes > NOTICEABLE {
            self.show(reading);
        } else {
            set_timeout(
                move || {
                    if is_current() {
                        self.show(reading);
                    }
                },
                NOTICED_AFTER,
            );
        }
        let text = file.text();
        spawn_local(async move {
            let text: Result<JsValue, JsValue> = text.await;
            if is_current() {
                match text {
                    Ok(text) => self.read(name, &text, is_current).await,
                    Err(thrown) => self.refuse_for(
                        name,
                        format!("The browser could not read the file: {}.", reason(&thrown)),
                        "Check that the file is still there and that you may open it, then choose it again.",
                    ),
                }
            }
        });
    }

    async fn read(self, file: String, text: &JsValue, is_current: impl Fn() -> bool) {
        let errand = self.send();
        let read = errand.read(text).await;
        if !is_current() {
            return;
        }
        self.over();
        match read {
            // Merging or a copy is asked before anything else; what a copy would leave out, when it is asked for.
            Ok(Ok(read)) if self.shelf.has(read.id) => self.show(Stage::Version { file, read: Arc::new(read) }),
            Ok(Ok(read)) => self.copy(file, read),
            Ok(Err(refusal)) => self.refuse(file, refusal),
            Err(error) => self.refuse_for(file, format!("It was not read: {error}."), error.advice()),
        }
    }

    /// A worker for what this dialog is about, and whether it still is about that. When it has answered, it is
    /// [over](Self::over).
    pub(super) fn begin(self) -> (Errand, impl Fn() -> bool) {
        self.give_up();
        let attempt = self.attempt.get_value();
        (self.send(), move || self.attempt.try_get_value() == Some(attempt))
    }

    fn send(self) -> Errand {
        let errand = self.files.errand();
        self.errand.set_value(Some(errand.clone()));
        errand
    }

    /// Keeps a playbook as a new one, once it was asked whether it is to be kept as far as it could be read.
    pub(super) fn copy(self, file: String, read: ReadFile) {
        if read.flaws.is_empty() {
            self.keep(file, &read);
        } else {
            self.show(Stage::Flawed { file, read: Arc::new(read) });
            focus_after_render(PROBLEMS);
        }
    }

    /// Keeps a playbook as a new one, and goes there.
    fn keep(self, file: String, read: &ReadFile) {
        match self.shelf.import(read) {
            Ok(id) => {
                self.close();
                let entries = entries(read);
                let beside = if id == read.id {
                    ""
                } else {
                    " It stands beside the one from the same source that was here already."
                };
                self.notices.report(format!("Imported “{}” with {entries}.{beside}", display_title(&read.title)));
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

    fn refuse(self, file: String, refusal: Refusal) {
        self.refuse_for(file, refusal.why, advice(refusal.remedy));
    }

    fn refuse_for(self, file: String, why: String, advice: &'static str) {
        self.over();
        self.show(Stage::Refused { file, why, advice });
    }

    /// Nothing comes of it when the page with the dialog is gone.
    fn show(self, stage: Stage) {
        self.stage.set(Some(stage));
        self.open.set(true);
    }

    pub(super) fn close(self) {
        self.open.set(false);
    }

    /// Nothing is being read any more.
    pub(super) fn over(self) -> Option<Errand> {
        self.attempt.try_update_value(|attempt| *attempt += 1);
        self.errand.try_update_value(Option::take).flatten()
    }

    /// Stops what is being read, if anything is.
    fn give_up(self) {
        if let Some(errand) = self.over() {
            errand.stop();
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "browsers count bytes in floats")]
fn size(file: &File) -> usize {
    file.size() as usize
}

/// As the start page counts.
fn entries(read: &ReadFile) -> String {
    count(read.entries, "entry", "entries")
}

/// What a person can do about a file that can't be read.
const fn advice(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::ChooseExport => "Choose a file that Guidepost exported as JSON (Export, then JSON).",
        Remedy::Mend => "Export the playbook again, or open the file in a text editor and mend it at that place.",
        Remedy::Reload => "Reload this page to get the newest Guidepost, then import the file again.",
        Remedy::CheckFile => "Check that this is the right file. One that Guidepost exported is never like that.",
    }
}

/// Import: the button, and a file dropped anywhere on the page.
#[component]
pub(in crate::ui) fn ImportButton(
    /// Style.
    class: &'static str,
    /// The playbook that is open, where one is.
    session: Option<Session>,
) -> Html {
    let importer = Importer::new(session);
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
    let dragging = window_event_listener(ev::dragover, move |event| {
        if has_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    // With nothing that is entered next, the pointer has left the window.
    let leaving = window_event_listener(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let dropping = window_event_listener(ev::drop, move |event| {
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
            <p role="status">{format!("Reading “{file}” ({megabytes} MB). A large file takes some seconds. Nothing is stored before all of it was read.")}</p>
            <progress class="import-progress" aria-label="Reading"></progress>
            <div class="dialog-actions">
                <button type="button" class="secondary" on:click=move |_| importer.close()>
                    "Cancel"
                </button>
            </div>
        },
        Stage::Version { file, read } => view! { <MergeFile importer=importer file=file read=read /> },
        Stage::Flawed { file, read } => view! { <FlawedFile importer=importer file=file read=read /> },
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
fn FlawedFile(importer: Importer, file: String, read: Arc<ReadFile>) -> Html {
    let ReadFile { flaws, more_flaws, .. } = &*read;
    let entries = entries(&read);
    let things = count(flaws.len() + more_flaws, "thing", "things");
    let summary = outcome(flaws, *more_flaws);
    let title = display_title(&read.title).to_owned();
    let accept = {
        let read = Arc::clone(&read);
        move |_| importer.keep(file.clone(), &read)
    };
    view! {
        <p>
            "The file holds the playbook " <strong>{format!("“{title}”")}</strong>
            {format!(" with {entries}. {things} in it could not be taken as written: {summary}.")}
        </p>
        {flaw_list(&read)}
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

/// What could not be taken as it stands.
pub(super) fn flaw_list(read: &ReadFile) -> Html {
    let ReadFile { flaws, more_flaws, .. } = read;
    let more = (*more_flaws > 0).then(|| view! { <li class="import-more">{format!("and {more_flaws} more")}</li> });
    let rows = flaws.iter().map(flaw_row).collect::<Html>();
    view! {
        <ul id=PROBLEMS class="import-problems" tabindex="0" aria-label="Problems">
            {rows}
            {more}
        </ul>
    }
}

fn flaw_row(flaw: &Flaw) -> Html {
    let path = flaw.path.clone();
    view! {
        <li>
            <span>{flaw.text.clone()}</span>
            {(!path.is_empty()).then(|| view! { <code>{path}</code> })}
        </li>
    }
}

/// How much was left out and how much kept, as far as it is known.
pub(super) fn outcome(flaws: &[Flaw], more: usize) -> String {
    let left_out = flaws.iter().filter(|flaw| flaw.left_out).count();
    let kept = flaws.len() - left_out;
    let of_first = if more > 0 { format!("of the first {}, ", flaws.len()) } else { String::new() };
    match (left_out, kept) {
        (0, _) => format!("{of_first}all kept, in the form that is said below"),
        (_, 0) => format!("{of_first}all left out"),
        _ => format!("{of_first}{left_out} left out, {kept} kept in the form that is said below"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(left_out: bool) -> Flaw {
        Flaw { text: String::new(), path: String::new(), left_out }
    }

    #[test]
    fn what_became_of_a_file_is_said_in_short() {
        let (lost, kept) = (flaw(true), flaw(false));
        for (flaws, more, words) in [
            (vec![lost.clone()], 0, "all left out"),
            (vec![kept.clone()], 0, "all kept, in the form that is said below"),
            (vec![lost.clone(), kept.clone()], 0, "1 left out, 1 kept in the form that is said below"),
            (vec![lost.clone(), lost], 7, "of the first 2, all left out"),
        ] {
            assert_eq!(outcome(&flaws, more), words);
        }
    }
}
