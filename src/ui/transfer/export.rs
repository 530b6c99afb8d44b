//! The menu `Export` in the header of a playbook.

use super::save::{SaveError, reason, save_json, save_markdown, today};
use crate::format::markdown;
use crate::model::Playbook;
use crate::state::{Notices, Session};
use crate::ui::prelude::*;
use crate::ui::widgets::{Dialog, after_render};
use crate::ui::{use_notices, use_session};
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

const MENU: &str = "export-menu";
const COPY_BOX: &str = "copy-by-hand";

/// Export.
#[component]
pub(in crate::ui) fn ExportMenu() -> Html {
    let (session, notices) = (use_session(), use_notices());
    let copy_by_hand = CopyByHand { open: RwSignal::new(false), text: RwSignal::new(String::new()) };
    view! {
        <button type="button" class="bar-button export-button" popovertarget=MENU>
            "Export"
        </button>
        <div id=MENU class="popover export-menu" popover="auto" role="group" aria-label="Export">
            <Choice
                label="Markdown (.md)"
                hint="For people: opens in Google Docs, Notion, any editor"
                on_choose=move || export(session, notices, save_markdown)
            />
            <Choice
                label="JSON (.json)"
                hint="For Guidepost: loses nothing, can be imported"
                on_choose=move || export(session, notices, save_json)
            />
            <Choice
                label="Copy Markdown"
                hint="To paste into a document or a message"
                on_choose=move || copy(session, notices, copy_by_hand)
            />
            <Choice label="Print" hint="The page that is shown, on paper or as PDF" on_choose=move || print(notices) />
        </div>
        <CopyDialog copy_by_hand=copy_by_hand />
    }
}

/// One thing that can be done. Choosing it closes the menu, and the browser gives the focus back to its button.
#[component]
fn Choice(label: &'static str, hint: &'static str, on_choose: Box<dyn Fn()>) -> Html {
    let hint_id = format!("export-{}", label.to_lowercase().replace(|letter: char| !letter.is_alphanumeric(), ""));
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

fn export(session: Session, notices: Notices, save: fn(&Playbook) -> Result<String, SaveError>) {
    match save(&session.playbook()) {
        Ok(name) => notices.report(format!("Exported as {name}.")),
        Err(error) => notices.fail(format!(
            "Nothing was exported: {error}. Your playbook is not affected. Copy Markdown may still work, or try another \
             browser."
        )),
    }
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

fn copy(session: Session, notices: Notices, by_hand: CopyByHand) {
    let text = markdown::write(&session.playbook(), today());
    leptos::task::spawn_local(async move {
        match put_on_clipboard(&text).await {
            Ok(()) => notices.report("Copied as Markdown."),
            Err(_) => {
                by_hand.text.try_set(text);
                by_hand.open.try_set(true);
                after_render(select_all);
            }
        }
    });
}

/// # Errors
/// Where there is no clipboard, as on pages without TLS, and where the person or a policy does not allow it.
async fn put_on_clipboard(text: &str) -> Result<(), String> {
    let navigator = window().navigator();
    let is_there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    if !is_there {
        return Err("there is no clipboard".to_owned());
    }
    navigator.clipboard().write_text(text).await.map(|_: JsValue| ()).map_err(|thrown: JsValue| reason(&thrown))
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
