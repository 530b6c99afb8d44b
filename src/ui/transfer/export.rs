//! The menu `Export` in the header of a playbook.

use super::save::{blob, save, today};
use crate::state::{Files, Notices, Session};
use crate::ui::prelude::*;
use crate::ui::widgets::{Dialog, after_render};
use crate::ui::{use_files, use_notices, use_session};
use crate::worker::Form;
use js_sys::futures::future_to_promise;
use js_sys::{Array, Object, Promise, Reflect};
use web_sys::ClipboardItem;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

const MENU: &str = "export-menu";
const COPY_BOX: &str = "copy-by-hand";

/// Export.
#[component]
pub(in crate::ui) fn ExportMenu() -> Html {
    let (session, notices, files) = (use_session(), use_notices(), use_files());
    let copy_by_hand = CopyByHand { open: RwSignal::new(false), text: RwSignal::new(String::new()) };
    view! {
        <button type="button" class="bar-button export-button" popovertarget=MENU>
            "Export"
        </button>
        <div id=MENU class="popover export-menu" popover="auto" role="group" aria-label="Export">
            <Choice
                label="Markdown (.md)"
                hint="For people: opens in Google Docs, Notion, any editor"
                on_choose=move || export(session, notices, files, Form::Markdown { today: today() })
            />
            <Choice
                label="JSON (.json)"
                hint="For Guidepost: loses nothing, can be imported"
                on_choose=move || export(session, notices, files, Form::Json)
            />
            <Choice
                label="Copy Markdown"
                hint="To paste into a document or a message"
                on_choose=move || copy(session, notices, files, copy_by_hand)
            />
            <Choice label="Print" hint="The page that is shown, on paper or as PDF" on_choose=move || print(notices) />
        </div>
        <CopyDialog copy_by_hand=copy_by_hand />
    }
}

/// One thing that can be done. Choosing it closes the menu, and the browser gives the focus back to its button.
#[component]
fn Choice(label: &'static str, hint: &'static str, on_choose: Box<dyn Fn()>) -> Html {
    let hint_id =
        format!("export-{}", label.to_ascii_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), ""));
    view! {
        <div class="export-choice">
            <button
                type="button"
                aria-describedby=hint_id.clone()
                on:click=move |_| {
                    close_menu();
                    on_choose();
                }
            >
                {label}
            </button>
            <small id=hint_id.clone()>{hint}</small>
        </div>
    }
}

fn close_menu() {
    let menu = document().get_element_by_id(MENU).and_then(|menu| menu.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(menu) = menu {
        // Refused when it is closed already.
        let _ = menu.hide_popover();
    }
}

fn export(session: Session, notices: Notices, files: Files, form: Form) {
    let (playbook, errand) = (session.encoded(), files.errand());
    spawn_local(async move {
        match save(errand, playbook, form).await {
            Ok(name) => notices.report(format!("Exported as {name}.")),
            Err(error) => notices
                .fail(format!("Nothing was exported: {error}. Your playbook is not affected. {}", error.advice())),
        }
    });
}

fn print(notices: Notices) {
    // Not before the menu is gone.
    after_render(move || {
        if window().print().is_err() {
            notices.fail("This browser does not print. Export the playbook as Markdown and print that.");
        }
    });
}

/// What the browser did not put on the clipboard, for copying by hand.
#[derive(Clone, Copy)]
struct CopyByHand {
    open: RwSignal<bool>,
    text: RwSignal<String>,
}

fn copy(session: Session, notices: Notices, files: Files, by_hand: CopyByHand) {
    let (playbook, errand) = (session.encoded(), files.errand());
    let text = future_to_promise(async move {
        let text = errand.write(Form::Markdown { today: today() }, &playbook.update).await;
        text.map(JsValue::from).map_err(|error| {
            format!("Nothing was copied: {error}. Your playbook is not affected. {}", error.advice()).into()
        })
    });
    let copied = put_on_clipboard(&text);
    spawn_local(async move {
        let copied: Result<JsValue, JsValue> = match copied {
            Ok(copied) => copied.await,
            Err(thrown) => Err(thrown),
        };
        let text: Result<JsValue, JsValue> = text.await;
        match (copied, text.map(|text| text.as_string().unwrap_or_default())) {
            (_, Err(why)) => notices.fail(why.as_string().unwrap_or_default()),
            (Ok(_), Ok(_)) => notices.report("Copied as Markdown."),
            (Err(_), Ok(text)) => {
                by_hand.text.set(text);
                by_hand.open.set(true);
                after_render(select_all);
            }
        }
    });
}

/// Some browsers take what is copied within the click only, so they are promised the text before it is there.
///
/// # Errors
/// Where there is no such clipboard, as on pages without TLS. The promise fails where the person or a policy does not
/// allow it.
fn put_on_clipboard(text: &Promise) -> Result<Promise, JsValue> {
    const KIND: &str = "text/plain";
    let navigator = window().navigator();
    if !Reflect::get(&navigator, &"clipboard".into())?.is_object() {
        return Err(JsValue::UNDEFINED);
    }
    let text = text.clone();
    let blob = future_to_promise(async move {
        let text: JsValue = text.await?;
        blob(KIND, &text).map(JsValue::from)
    });
    let kinds = Object::new();
    Reflect::set(&kinds, &KIND.into(), &blob)?;
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&kinds)?;
    Ok(navigator.clipboard().write(&Array::of1(&item)))
}

fn select_all() {
    let text =
        document().get_element_by_id(COPY_BOX).and_then(|text| text.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    if let Some(text) = text {
        let _ = text.focus();
        text.select();
    }
}

#[component]
fn CopyDialog(copy_by_hand: CopyByHand) -> Html {
    let CopyByHand { open, text } = copy_by_hand;
    view! {
        <Dialog open=open title="Copy Markdown">
            <p>"This browser does not let the page use the clipboard. The text is selected: copy it with Ctrl+C or ⌘C."</p>
            <textarea id=COPY_BOX class="copy-box" readonly aria-label="Markdown" prop:value=move || text.get()></textarea>
            <div class="dialog-actions">
                <button type="button" class="secondary" on:click=move |_| open.set(false)>
                    "Close"
                </button>
            </div>
        </Dialog>
    }
}
