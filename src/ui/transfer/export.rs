//! The menu `Export` in the header of a playbook.

use super::copy::{CopyByHand, CopyDialog, copy};
use super::drawn::{drawn, refused, waiting};
use super::exchange::{Exchange, Stage};
use super::save::{save, say_failure, today, write};
use crate::model::Home;
use crate::state::{Files, Notices, Session, Shelf};
use crate::ui::later::{fetch_style, print_html};
use crate::ui::prelude::*;
use crate::ui::widgets::Dialog;
use crate::ui::{use_files, use_notices, use_session, use_shelf};
use crate::worker::{Export, Form, Request, View};
use web_sys::wasm_bindgen::JsCast as _;

const MENU: &str = "export-menu";

/// Export.
#[component]
pub(in crate::ui) fn ExportMenu() -> Html {
    let (session, shelf, notices, files) = (use_session(), use_shelf(), use_notices(), use_files());
    let by_hand = expect_context::<CopyByHand>();
    // How the menu looks, and whatever else opens in a playbook.
    fetch_style("menus.css");
    let exporter = Exchange::new("export-drawn", "Nothing was exported", Some(session));
    let open = move |view| begin_export(exporter, session, view, Vec::new());
    view! {
        <button type="button" class="bar-button export-button" popovertarget=MENU>
            "Export"
        </button>
        <div id=MENU class="popover export-menu" popover="auto" role="group" aria-label="Export">
            <Choice
                label="Markdown (.md)"
                hint="Opens in Google Docs, Notion, any editor"
                on_choose=move || export(session, shelf, notices, files, Form::Markdown)
            />
            <Choice
                label="JSON (.json)"
                hint="For Guidepost: loses nothing, not even the bin"
                on_choose=move || export(session, shelf, notices, files, Form::Json)
            />
            <Choice
                label="HTML (.html)"
                hint="One page to read anywhere; opens in Word"
                on_choose=move || export(session, shelf, notices, files, Form::Html)
            />
            <Choice label="CSV (.csv)" hint="One list, for Excel and Google Sheets" on_choose=move || open(View::Lists) />
            <Choice
                label="Copy for Google Docs"
                hint="Headings, tables and links, to paste into a document"
                on_choose=move || copy(session, notices, files, by_hand, Form::Rich, None)
            />
            <Choice
                label="Copy Markdown"
                hint="To paste into a message or an editor"
                on_choose=move || copy(session, notices, files, by_hand, Form::Markdown, None)
            />
            <Choice
                label="Copy as link"
                hint="All of it in a link, where that fits"
                on_choose=move || open(View::Link)
            />
            <Choice
                label="Choose and preview"
                hint="Some sections, without drafts, headings or tables"
                on_choose=move || open(View::Document)
            />
            <Choice
                label="Print"
                hint="All of it, on paper or as PDF"
                on_choose=move || print(session, notices, files)
            />
        </div>
        <CopyDialog by_hand=by_hand />
        <Dialog open=exporter.open title="Export">
            {move || exporter.stage.get().map(|stage| shown(exporter, stage))}
        </Dialog>
    }
}

/// Begins a conversation about what leaves. `version` is the one that was changed, where only what was changed in it is to leave.
pub(super) fn begin_export(exporter: Exchange, session: Session, view: View, version: Vec<u8>) {
    exporter.give_up();
    let update = session.encoded().update;
    let address = window().location().href().unwrap_or_default();
    let address = address.split('#').next().unwrap_or_default().to_owned();
    exporter.begin(Request::Export(Export { update, view, address, today: today(), version }).to_js());
}

pub(super) fn shown(exporter: Exchange, stage: Stage) -> Html {
    match stage {
        Stage::Waiting => {
            waiting(exporter, tr!("Preparing what leaves. A large playbook takes some seconds.").to_owned())
        }
        Stage::Drawn => drawn(exporter),
        Stage::Refused { why, advice, .. } => refused(why, "Your playbook is not affected. ", advice),
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

/// Saves the whole playbook as a file.
pub(super) fn export(session: Session, shelf: Shelf, notices: Notices, files: Files, form: Form) {
    let (id, playbook) = (session.id(), session.encoded());
    spawn_local(async move {
        match save(files, notices, playbook, form).await {
            Ok(name) => {
                if form == Form::Json {
                    shelf.note_backup(id, &name);
                }
                notices.report(tr!("Exported as {name}."));
            }
            Err(error) => say_failure(notices, "Nothing was exported", &error),
        }
    });
}

/// Prints the whole playbook: as the HTML file, in a frame that nobody sees.
fn print(session: Session, notices: Notices, files: Files) {
    let written = write(files, notices, session.encoded(), Form::Html, None);
    spawn_local(async move {
        match written.await {
            Ok((html, _)) => print_html(&html),
            Err(error) => say_failure(notices, "Nothing was printed", &error.into()),
        }
    });
}

/// A button that copies what stands somewhere for Google Docs.
#[component]
pub(in crate::ui) fn CopyPart(
    /// A section, or the entry itself.
    part: Home,
    /// Its name.
    of: Signal<String>,
) -> Html {
    let (session, notices, files) = (use_session(), use_notices(), use_files());
    let by_hand = expect_context::<CopyByHand>();
    view! {
        <button
            type="button"
            class="quiet"
            aria-label=move || tr!("Copy {} for Google Docs", of.get())
            on:click=move |_| copy(session, notices, files, by_hand, Form::Rich, Some(part))
        >
            "Copy"
        </button>
    }
}
