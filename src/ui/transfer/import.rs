//! Importing: the button, and files that are dropped on the page.

use super::drawn::{drawn, waiting};
use super::exchange::{Exchange, Stage};
use super::save::{reason, today};
use crate::language::tr;
use crate::route::Route;
use crate::state::Session;
use crate::ui::go_to;
use crate::ui::prelude::*;
use crate::ui::widgets::{Dialog, after_render};
use crate::worker::{Import, LINK, Refusal};
use js_sys::Uint8Array;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{ClipboardEvent, DragEvent, File};

impl Exchange {
    /// Reads a file.
    fn take(self, file: &File) {
        self.give_up();
        self.file.set_value(file.name());
        if let Some(refusal) = Refusal::of_size(size(file)) {
            self.refuse(refusal);
            return;
        }
        let is_current = self.current();
        self.wait();
        let content = file.array_buffer();
        spawn_local(async move {
            let content: Result<JsValue, JsValue> = content.await;
            if is_current() {
                match content {
                    Ok(content) => self.read(&Uint8Array::new(&content), ""),
                    Err(thrown) => self.refuse_for(
                        tr!("The browser could not read the file: {}.", reason(&thrown)),
                        "Check that the file is still there and that you may open it, then choose it again.",
                    ),
                }
            }
        });
    }

    /// Reads a text that came in another way.
    pub(super) fn take_text(self, name: &str, text: &str, html: &str) {
        self.file.set_value(name.to_owned());
        self.give_up();
        self.read(&Uint8Array::from(text.as_bytes()), html);
    }

    /// Gives what is to be imported to a worker.
    fn read(self, content: &Uint8Array, html: &str) {
        let import = Import {
            file: self.file.get_value(),
            bytes: Vec::new(),
            html: html.to_owned(),
            open: self.session.map(Session::id),
            published: self.copies,
            author: self.name.with_untracked(|name| name.trim().to_owned()),
            today: today(),
        };
        self.begin(import.to_js(content));
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "browsers count bytes in floats")]
fn size(file: &File) -> usize {
    file.size() as usize
}

/// Import: the button, and a file dropped anywhere on the page.
#[component]
pub(in crate::ui) fn ImportButton(
    /// Style.
    class: &'static str,
    /// The playbook that is open, where one is.
    session: Option<Session>,
    /// What was packed into the link that led here; empty otherwise.
    given: String,
) -> Html {
    let importer = Exchange::new("import-drawn", "It was not read", session);
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
    if !given.is_empty() {
        take_given(importer, given);
    }
    let pasting = window_event_listener(ev::paste, move |event| pasted(importer, &event));
    on_cleanup(move || pasting.remove());
    view! {
        <button type="button" class=class data-does="import" on:click=move |_| choose()>
            "Import"
        </button>
        <input
            node_ref=picker
            type="file"
            accept=".json,.md,.markdown,.txt,.csv,.tsv,.yaml,.yml,.html,.htm,application/json,text/*"
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

/// Takes what was packed into a link. Whoever closes the dialog is on the page of all playbooks.
fn take_given(importer: Exchange, given: String) {
    let was_open = StoredValue::new(false);
    on_change(move || {
        let open = importer.open.get();
        let closed = was_open.get_value() && !open;
        was_open.set_value(open);
        if closed && matches!(Route::parse(&window().location().hash().unwrap_or_default()), Route::Given(_)) {
            go_to(&Route::Start);
        }
    });
    // Not before the dialog has found out that it is closed, and given up what there was. The address may lead elsewhere by then.
    after_render(move || {
        if importer.is_there() {
            importer.take_text(LINK, &given, "");
        }
    });
}

/// Takes a table or a page that is pasted beside all fields, or a file.
fn pasted(importer: Exchange, event: &web_sys::Event) {
    let event: &ClipboardEvent = event.unchecked_ref();
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let is_field =
        |target: web_sys::Element| target.closest("input, textarea, select, [contenteditable], dialog").ok().flatten();
    let (Some(data), None) = (event.clipboard_data(), target.and_then(is_field)) else { return };
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        event.prevent_default();
        importer.take(&file);
        return;
    }
    let text = |kind: &str| data.get_data(kind).unwrap_or_default();
    let (plain, html) = (text("text/plain"), text("text/html"));
    // A word or two is nothing to be imported.
    if plain.contains(['\n', '\t']) || html.contains("<table") {
        event.prevent_default();
        importer.take_text(tr!("what was pasted"), &plain, &html);
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

/// What is read, as people call it.
fn called(file: String) -> String {
    if file == LINK { tr(LINK).to_owned() } else { file }
}

fn shown(importer: Exchange, stage: Stage, choose: impl Fn() + Copy + Send + Sync + 'static) -> Html {
    match stage {
        Stage::Waiting => {
            let file = called(importer.file.get_value());
            let what =
                tr!("Reading “{file}”. A large file takes some seconds. Nothing is stored before all of it was read.");
            waiting(importer, what)
        }
        Stage::Drawn => drawn(importer),
        Stage::Refused { file, why, advice } => view! {
            <div class="import-refused" role="alert">
                <p>
                    <strong>{tr!("Nothing was imported from “{}”.", called(file))}</strong>
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
