//! Storage and backup: the button, and what the page does for the scripts behind it. `assets/keeping.js` has the dialog and is
//! fetched when that is opened; `assets/file.js` writes a playbook to a file, and is fetched for one that has one.

use crate::model::PlaybookId;
use crate::state::{Notices, Saving, Session, Shelf};
use crate::ui::later::{FILE, KEEPING, begin};
use crate::ui::prelude::*;
use crate::ui::transfer::take_in;
use crate::ui::{use_clock, use_notices, use_shelf};
use crate::worker::Answer;
use js_sys::{Array, Function, Uint8Array};
use web_sys::wasm_bindgen::prelude::Closure;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

/// Opens the dialog. Beside its name it says what somebody should be reminded of.
#[component]
pub(crate) fn StorageButton(
    /// Style.
    class: &'static str,
    /// The playbook that is open, where one is.
    session: Option<Session>,
) -> Html {
    let (shelf, notices, clock) = (use_shelf(), use_notices(), use_clock());
    let reminder = RwSignal::new(String::new());
    let page = page(session, shelf, notices, reminder);
    if session.is_some_and(|session| shelf.is_tied(session.id())) {
        fetch(FILE, &page, notices);
    }
    let words = memo(move || {
        let file = reminder.get();
        let due = || session.and_then(|session| shelf.reminder(session.id(), clock.get())).unwrap_or_default();
        match if file.is_empty() { due() } else { file } {
            why if why.is_empty() => "Storage".to_owned(),
            why => format!("Storage · {why}"),
        }
    });
    let failed = memo(move || {
        session.is_some_and(|session| session.saving().with(|saving| matches!(saving, Saving::Failed(_))))
    });
    view! {
        <button
            type="button"
            class=move || if failed.get() { "primary" } else { class }
            title=move || if failed.get() { "What is safe, and what to do" } else { "Where it is kept, and backups" }
            on:click=move |_| fetch(KEEPING, &page, notices)
        >
            {words}
        </button>
    }
}

/// Fetches a script and begins it.
fn fetch(script: &'static str, page: &JsValue, notices: Notices) {
    let begun = begin(script, page);
    spawn_local(async move {
        let begun: Result<JsValue, JsValue> = begun.await;
        if begun.is_err() {
            notices.fail("This part of Guidepost could not be loaded. Check the connection, then try again.");
        }
    });
}

/// What a script asks the page: a word, and up to two things that belong to it. Of a playbook that is not open any more, it
/// hears nothing.
fn page(session: Option<Session>, shelf: Shelf, notices: Notices, reminder: RwSignal<String>) -> JsValue {
    let here = StoredValue::new(());
    let answer = move |word: String, first: JsValue, second: JsValue| {
        let text = first.as_string().unwrap_or_default();
        let id = || text.parse::<PlaybookId>().ok();
        let open = session.filter(|_| here.try_get_value().is_some());
        match (word.as_str(), open) {
            // Texts are put and removed by their keys.
            ("put", _) => said(shelf.put(&text, second.as_string().as_deref())),
            ("forget", _) => id().map_or(JsValue::UNDEFINED, |id| said(shelf.remove_for_good(id))),
            ("stored", _) => {
                id().and_then(|id| shelf.encoded(id).ok()).map_or(JsValue::UNDEFINED, |it| bytes(&it.update))
            }
            ("state", Some(session)) => Array::of5(
                &session.id().to_string().into(),
                &session.title().get_untracked().into(),
                &session.saving().with_untracked(Saving::words).into(),
                &session.apart().get_untracked().into(),
                // Of the playbook as it is, counted.
                &f64_of(session.revision().get_untracked()).into(),
            )
            .into(),
            ("update", Some(session)) => bytes(&session.encoded().update),
            ("slack", Some(session)) => {
                let slack = session.slack();
                [slack.binned, slack.tidy, slack.bin].into_iter().map(JsValue::from).collect::<Array>().into()
            }
            ("tidy", Some(session)) => {
                let (bin, done) = (first.is_truthy(), second.unchecked_into::<Function>());
                spawn_local(async move {
                    // Whoever waits is a script of ours, which does not fail.
                    let _ = done.call1(&JsValue::NULL, &said(session.tidy(bin).await));
                });
                JsValue::UNDEFINED
            }
            ("merge", Some(session)) => {
                if let Some(Answer::Merge(arrival)) = Answer::from_js(&first) {
                    take_in(session, notices, &arrival);
                }
                JsValue::UNDEFINED
            }
            ("remind", Some(_)) => {
                reminder.set(text);
                JsValue::UNDEFINED
            }
            _ => JsValue::UNDEFINED,
        }
    };
    Closure::<dyn Fn(String, JsValue, JsValue) -> JsValue>::new(answer).into_js_value()
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

#[expect(clippy::cast_precision_loss, reason = "nobody makes that many edits")]
fn f64_of(count: u64) -> f64 {
    count as f64
}

/// Why something was not done; nothing where it was.
fn said<E: ToString>(done: Result<(), E>) -> JsValue {
    done.map_or_else(|error| error.to_string().into(), |()| JsValue::UNDEFINED)
}
