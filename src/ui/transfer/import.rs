//! Importing a file: the button, and the dialog, in which the worker draws.

use super::merge::{Arriving, take_in};
use super::save::{reason, today};
use crate::model::PlaybookId;
use crate::model::playbook::display_title;
use crate::persist::{OpenError, StorageError};
use crate::route::{Page, Route};
use crate::state::{Files, Notices, Session, Shelf};
use crate::ui::prelude::*;
use crate::ui::widgets::{Dialog, after_render, count, focus};
use crate::ui::{go_to, use_files, use_notices, use_preferences, use_shelf};
use crate::worker::{
    Answer, Arrival, Change, Drawing, Import, Ours, ReadFile, Refusal, Remedy, Request, Talk, WorkerError,
};
use js_sys::{Reflect, Uint8Array};
use std::time::Duration;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DragEvent, Element, Event, File};

/// Where the worker draws.
const DRAWN: &str = "import-drawn";

/// How far an import has come. What ends well shows no dialog at all.
#[derive(Clone)]
enum Stage {
    /// A file that takes a moment.
    Reading { file: String, megabytes: usize },
    /// What the worker draws.
    Drawn,
    /// Nothing was imported.
    Refused { file: String, why: String, advice: &'static str },
}

/// An import, from choosing the file to what it brings.
#[derive(Clone, Copy)]
pub(super) struct Importer {
    open: RwSignal<bool>,
    stage: RwSignal<Option<Stage>>,
    /// Tells the file that is read now from one that was given up.
    attempt: StoredValue<usize>,
    /// The worker that reads.
    talk: StoredValue<Option<Talk>, LocalStorage>,
    /// What the file is called.
    file: StoredValue<String>,
    files: Files,
    shelf: Shelf,
    notices: Notices,
    /// Marks what is merged.
    name: RwSignal<String>,
    /// The playbook that is open, on the pages of one.
    session: Option<Session>,
    arriving: Arriving,
}

impl Importer {
    fn new(session: Option<Session>) -> Self {
        let importer = Self {
            open: RwSignal::new(false),
            stage: RwSignal::new(None),
            attempt: StoredValue::new(0),
            talk: StoredValue::new_local(None),
            file: StoredValue::new(String::new()),
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

    /// Reads a file.
    fn take(self, file: &File) {
        /// Smaller ones are read before a message about it could be, unless the worker has to be fetched.
        const NOTICEABLE: usize = 500_000;
        const NOTICED_AFTER: Duration = Duration::from_millis(500);
        self.give_up();
        let name = file.name();
        self.file.set_value(name.clone());
        let bytes = size(file);
        if let Some(refusal) = Refusal::of_size(bytes) {
            self.refuse(refusal);
            return;
        }
        let attempt = self.attempt.get_value();
        let is_current = move || self.attempt.try_get_value() == Some(attempt);
        let reading = Stage::Reading { file: name, megabytes: bytes.div_ceil(1_000_000) };
        if bytes > NOTICEABLE {
            self.show(reading);
        } else {
            set_timeout(
                move || {
                    if is_current() && !self.open.get_untracked() {
                        self.show(reading);
                    }
                },
                NOTICED_AFTER,
            );
        }
        let content = file.array_buffer();
        spawn_local(async move {
            let content: Result<JsValue, JsValue> = content.await;
            if is_current() {
                match content {
                    Ok(content) => self.begin(&Uint8Array::new(&content)),
                    Err(thrown) => self.refuse_for(
                        format!("The browser could not read the file: {}.", reason(&thrown)),
                        "Check that the file is still there and that you may open it, then choose it again.",
                    ),
                }
            }
        });
    }

    /// Gives the content of the file to a worker, and does what that says.
    fn begin(self, content: &Uint8Array) {
        let import = Import {
            file: self.file.get_value(),
            bytes: Vec::new(),
            open: self.session.map(Session::id),
            author: self.name.with_untracked(|name| name.trim().to_owned()),
            today: today(),
        };
        let attempt = self.attempt.get_value();
        let hear = move |heard| {
            if self.attempt.try_get_value() == Some(attempt) {
                self.hear(heard);
            }
        };
        match self.files.talk(import.to_js(content), hear) {
            Ok(talk) => self.talk.set_value(Some(talk)),
            Err(error) => self.hear(Err(error)),
        }
    }

    fn hear(self, heard: Result<Answer, WorkerError>) {
        match heard {
            Ok(Answer::Draw(drawing)) => self.draw(drawing),
            Ok(Answer::Ask(id)) => self.say(&Request::Ours(self.ours(id))),
            Ok(Answer::Refused(refusal)) => self.refuse(refusal),
            Ok(Answer::Keep(read)) => self.keep(&read),
            Ok(Answer::Merge(arrival)) => self.merge(arrival),
            Ok(Answer::Show(id)) => self.show_playbook(id),
            Ok(Answer::Close) => self.close(),
            // The talk hears of these before.
            Ok(Answer::Ready(_) | Answer::Written(_) | Answer::Broken(_)) => {}
            Err(error) => self.refuse_for(format!("It was not read: {error}."), error.advice()),
        }
    }

    fn say(self, request: &Request) {
        self.talk.with_value(|talk| {
            if let Some(talk) = talk {
                talk.say(request);
            }
        });
    }

    fn draw(self, drawing: Drawing) {
        let drawn = move || {
            let id = if drawing.part.is_empty() { DRAWN } else { &drawing.part };
            if let Some(element) = document().get_element_by_id(id) {
                element.set_inner_html(&drawing.html);
            }
            if !drawing.focus.is_empty() {
                focus(&drawing.focus);
            }
        };
        if self.stage.with_untracked(|stage| matches!(stage, Some(Stage::Drawn))) && self.open.get_untracked() {
            drawn();
        } else {
            self.show(Stage::Drawn);
            after_render(drawn);
        }
    }

    /// A playbook as it is now.
    fn ours(self, id: PlaybookId) -> Ours {
        let summary = self.shelf.summary(id);
        let absent = matches!(summary, Err(OpenError::NotFound));
        let summary = summary.unwrap_or_default();
        let (title, update) = match self.session.filter(|session| session.id() == id) {
            Some(session) => (session.title().get_untracked(), Ok(session.encoded())),
            None => (summary.title, self.shelf.encoded(id)),
        };
        let update = update.map(|encoded| encoded.update).map_err(|error| error.to_string());
        Ours {
            update: (!absent).then_some(update),
            title: display_title(&title).to_owned(),
            in_bin: summary.deleted.is_some(),
            now: crate::state::now(),
        }
    }

    /// Takes something into a playbook: now where it is open, otherwise when it is.
    fn merge(self, arrival: Arrival) {
        self.close();
        match self.session.filter(|session| session.id() == arrival.into) {
            Some(session) => take_in(session, self.notices, &arrival),
            None => {
                let into = arrival.into;
                self.arriving.wait(arrival);
                self.show_playbook(into);
            }
        }
    }

    /// Goes to a playbook, which may be in the bin.
    fn show_playbook(self, id: PlaybookId) {
        if let Err(error) = self.shelf.take_out_of_bin(id) {
            self.notices.fail(format!("The playbook stays in the bin: {error}."));
        }
        self.close();
        go_to(&Route::Playbook(id, Page::Overview));
    }

    /// Keeps a playbook as a new one, and goes there.
    fn keep(self, read: &ReadFile) {
        match self.shelf.import(read) {
            Ok(id) => {
                self.close();
                let entries = count(read.entries, "entry", "entries");
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
                self.refuse_for(format!("The playbook was read, but could not be stored: {error}."), advice);
            }
        }
    }

    fn refuse(self, refusal: Refusal) {
        self.refuse_for(refusal.why, advice(refusal.remedy));
    }

    fn refuse_for(self, why: String, advice: &'static str) {
        self.give_up();
        self.show(Stage::Refused { file: self.file.get_value(), why, advice });
    }

    /// Nothing comes of it when the page with the dialog is gone.
    fn show(self, stage: Stage) {
        self.stage.set(Some(stage));
        self.open.set(true);
    }

    fn close(self) {
        self.open.set(false);
        self.give_up();
    }

    /// Stops what is being read, if anything is.
    fn give_up(self) {
        self.attempt.try_update_value(|attempt| *attempt += 1);
        // It may be what is just being heard, which has to be there until that is over.
        if let Some(talk) = self.talk.try_update_value(Option::take).flatten() {
            set_timeout(move || drop(talk), Duration::ZERO);
        }
    }
}

/// Says what was pressed.
fn pressed(importer: Importer, event: &Event) {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let button = element.and_then(|element| element.closest("[data-press]").ok().flatten());
    if let Some(what) = button.and_then(|button| button.get_attribute("data-press")) {
        importer.say(&Request::Press(what));
    }
}

/// Says what was changed.
fn changed(importer: Importer, event: &Event) {
    let Some(control) = event.target() else { return };
    let property = |name: &str| Reflect::get(&control, &name.into()).unwrap_or_default();
    let text = |name: &str| property(name).as_string().unwrap_or_default();
    let ticked = property("checked").is_truthy();
    importer.say(&Request::Change(Change { name: text("name"), value: text("value"), ticked }));
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "browsers count bytes in floats")]
fn size(file: &File) -> usize {
    file.size() as usize
}

/// What a person can do about a file that can't be read.
const fn advice(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::ChooseExport => "Choose a file that Guidepost exported (Export, then JSON or Markdown).",
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
            accept=".json,.md,.markdown,.txt,application/json,text/markdown,text/plain"
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
        Stage::Drawn => view! {
            <div
                id=DRAWN
                class="drawn"
                on:click=move |event| pressed(importer, &event)
                on:change=move |event| changed(importer, &event)
            ></div>
        },
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
