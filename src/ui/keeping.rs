//! Storage and backup: the button, and what the page does for the scripts behind it. `assets/keeping.js` has the dialog and is
//! fetched when that is opened; `assets/reminder.js` says what stands beside the name of the button.

use crate::model::PlaybookId;
use crate::state::{Notices, Session, Shelf};
use crate::ui::later::{KEEPING, REMINDER, begin};
use crate::ui::prelude::*;
use crate::ui::transfer::take_in;
use crate::ui::{use_notices, use_shelf};
use crate::worker::Answer;
use js_sys::{Array, Function, Uint8Array};
use web_sys::wasm_bindgen::prelude::Closure;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

/// Opens the dialog. What somebody should be reminded of, the script writes beside its name.
#[component]
pub(crate) fn StorageButton(
    /// Style.
    class: &'static str,
    /// The playbook that is open, where one is.
    session: Option<Session>,
) -> Html {
    let page = page(session, use_shelf(), use_notices());
    if session.is_some() {
        begin(REMINDER, &page);
    }
    view! {
        <button
            type="button"
            class=class
            data-does="storage"
            title="Where everything is kept, and what to do when it is not saved"
            on:click=move |_| begin(KEEPING, &page)
        >
            "Storage"
        </button>
    }
}

/// What a script asks the page: a word, and two things that belong to it. The answer is put behind these (`later.js`), as the page
/// has other functions of this kind. Of a playbook that is not open any more, the script hears nothing.
fn page(session: Option<Session>, shelf: Shelf, notices: Notices) -> JsValue {
    let here = StoredValue::new(());
    let answer = move |asked: JsValue, word: String| {
        let asked: Array = asked.unchecked_into();
        let (first, second) = (asked.get(0), asked.get(1));
        let text = first.as_string().unwrap_or_default();
        let id = || text.parse::<PlaybookId>().ok();
        let open = session.filter(|_| here.try_get_value().is_some());
        let answer = match (word.as_str(), open) {
            // Texts are put and removed by their keys.
            ("put", _) => said(shelf.put(&text, second.as_string().as_deref())),
            ("forget", _) => id().map_or(JsValue::UNDEFINED, |id| said(shelf.remove_for_good(id))),
            ("stored", _) => {
                id().and_then(|id| shelf.encoded(id).ok()).map_or(JsValue::UNDEFINED, |it| bytes(&it.update))
            }
            // Which is open, and how often it was edited.
            ("state", Some(session)) => format!("{} {}", session.id(), session.revision().get_untracked()).into(),
            ("update", Some(session)) => bytes(&session.encoded().update),
            ("tidy", Some(session)) => {
                let (update, done) = (Uint8Array::new(&first).to_vec(), second.unchecked_into::<Function>());
                // Whoever waits is a script of ours, which does not fail.
                session.tidy(update, move |tidied| drop(done.call1(&JsValue::NULL, &said(tidied))));
                JsValue::UNDEFINED
            }
            ("merge", Some(session)) => {
                if let Some(Answer::Merge(arrival)) = Answer::from_js(&first) {
                    take_in(session, notices, &arrival);
                }
                JsValue::UNDEFINED
            }
            ("broken", _) => {
                notices.fail(tr!("This could not be loaded. Check the connection and try again."));
                JsValue::UNDEFINED
            }
            _ => JsValue::UNDEFINED,
        };
        asked.push(&answer);
    };
    Closure::<dyn Fn(JsValue, String)>::new(answer).into_js_value()
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Why something was not done; nothing where it was.
fn said<E: ToString>(done: Result<(), E>) -> JsValue {
    done.map_or_else(|error| error.to_string().into(), |()| JsValue::UNDEFINED)
}
