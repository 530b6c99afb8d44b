//! Handing a text to the browser as a file.

use super::exchange::NOTICED_AFTER;
use super::file_name::file_name;
use crate::language::tr;
use crate::model::Home;
use crate::state::{Encoded, Files, Notices};
use crate::ui::prelude::*;
use crate::worker::{Cancel, Form, WorkerError};
use chrono::NaiveDate;
use js_sys::JsString;
use leptos_dom::helpers::set_timeout_with_handle;
use reactive_graph::traits::Dispose as _;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::ui) enum SaveError {
    /// Its text was not written.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The browser does not make a file of it.
    #[error("{}", tr!("the browser did not take the file ({})", .0))]
    Browser(String),
}

impl SaveError {
    /// What a person can do about it.
    pub(super) const fn advice(&self) -> &'static str {
        match self {
            Self::Worker(error) => error.advice(),
            Self::Browser(_) => "Copy Markdown may still work, or try another browser.",
        }
    }
}

/// Writes a playbook, or what stands there of it. Where that takes a moment, a message says so, and lets it be cancelled.
///
/// The worker is taken at once, so it is to be awaited.
pub(super) fn write(
    files: Files,
    notices: Notices,
    playbook: Encoded,
    form: Form,
    part: Option<Home>,
) -> impl Future<Output = Result<(JsString, Option<JsString>), WorkerError>> {
    let errand = files.errand();
    async move {
        let cancel = StoredValue::new_local(errand.canceller());
        let notice = Rc::new(Cell::new(None));
        let say = {
            let notice = Rc::clone(&notice);
            move || {
                let cancelled = move || cancel.with_value(Cancel::cancel);
                notice.set(Some(notices.work(tr!("Writing the playbook. A large one takes some seconds."), cancelled)));
            }
        };
        let timer = set_timeout_with_handle(say, NOTICED_AFTER).ok();
        let written = errand.write(form, part, today(), &playbook.update).await;
        timer.into_iter().for_each(|timer| timer.clear());
        if let Some(notice) = notice.get() {
            notices.close(notice);
        }
        cancel.dispose();
        written
    }
}

/// Says that nothing came of what was to be written.
pub(super) fn say_failure(notices: Notices, nothing: &'static str, error: &SaveError) {
    let nothing = tr(nothing);
    match error {
        SaveError::Worker(WorkerError::Cancelled) => notices.report(format!("{nothing}: {error}.")),
        _ => {
            let advice = tr(error.advice());
            notices.fail(tr!("{nothing}: {error}. Your playbook is not affected. {advice}"));
        }
    }
}

/// Saves a playbook as a file. Gives the name of the file.
pub(in crate::ui) async fn save(
    files: Files,
    notices: Notices,
    playbook: Encoded,
    form: Form,
) -> Result<String, SaveError> {
    let title = playbook.title.clone();
    let (text, _) = write(files, notices, playbook, form, None).await?;
    let (extension, kind) = match form {
        Form::Json => ("json", "application/json"),
        Form::Markdown => ("md", "text/markdown;charset=utf-8"),
        Form::Html | Form::Rich => ("html", "text/html;charset=utf-8"),
    };
    save_as(&title, extension, kind, &text).map_err(|thrown| SaveError::Browser(reason(&thrown)))
}

/// Hands something to the browser as a file of this playbook. Gives the name of the file.
///
/// # Errors
/// What JavaScript threw.
pub(in crate::ui) fn save_as(title: &str, extension: &str, kind: &str, content: &JsValue) -> Result<String, JsValue> {
    let name = file_name(title, today(), extension);
    hand_over(&name, kind, content)?;
    Ok(name)
}

/// The day on this computer's calendar.
pub(in crate::ui) fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or_default();
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

/// What JavaScript threw, in its own words.
pub(super) fn reason(thrown: &JsValue) -> String {
    let message = js_sys::Reflect::get(thrown, &"message".into()).ok().and_then(|message| message.as_string());
    message.filter(|message| !message.is_empty()).unwrap_or_else(|| tr!("it did not say why").to_owned())
}

/// Clicks on a link to the text, as a person would.
pub(super) fn hand_over(name: &str, kind: &str, text: &JsValue) -> Result<(), JsValue> {
    /// Browsers read the text some time after the click; after this long it is let go.
    const READ_WITHIN: Duration = Duration::from_secs(60);
    let url = web_sys::Url::create_object_url_with_blob(&blob(kind, text)?)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    set_timeout(move || drop(web_sys::Url::revoke_object_url(&url)), READ_WITHIN);
    Ok(())
}

/// A text as browsers want it for a file and for the clipboard.
pub(super) fn blob(kind: &str, text: &JsValue) -> Result<web_sys::Blob, JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(text), &options)
}
