//! Handing a text to the browser as a file.

use super::file_name::file_name;
use crate::format::{json, markdown};
use crate::model::Playbook;
use crate::ui::prelude::*;
use chrono::NaiveDate;
use std::time::Duration;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

/// A file that the browser did not take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the browser did not take the file ({0})")]
pub(in crate::ui) struct SaveError(String);

/// Saves a playbook as a JSON file. Gives the name of the file.
pub(in crate::ui) fn save_json(playbook: &Playbook) -> Result<String, SaveError> {
    save(playbook, "json", "application/json", &json::write(playbook))
}

/// Saves a playbook as a Markdown file. Gives the name of the file.
pub(super) fn save_markdown(playbook: &Playbook) -> Result<String, SaveError> {
    save(playbook, "md", "text/markdown;charset=utf-8", &markdown::write(playbook, today()))
}

/// The day on this computer's calendar.
pub(super) fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or_default();
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

fn save(playbook: &Playbook, extension: &str, kind: &str, text: &str) -> Result<String, SaveError> {
    let name = file_name(&playbook.title, today(), extension);
    hand_over(&name, kind, text).map_err(|thrown| SaveError(reason(&thrown)))?;
    Ok(name)
}

/// What JavaScript threw, in its own words.
pub(super) fn reason(thrown: &JsValue) -> String {
    let message = js_sys::Reflect::get(thrown, &"message".into()).ok().and_then(|message| message.as_string());
    message.filter(|message| !message.is_empty()).unwrap_or_else(|| "it did not say why".to_owned())
}

/// Clicks on a link to the text, as a person would.
fn hand_over(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    /// Browsers read the text some time after the click; after this long it is let go.
    const READ_WITHIN: Duration = Duration::from_secs(60);
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    set_timeout(move || drop(web_sys::Url::revoke_object_url(&url)), READ_WITHIN);
    Ok(())
}
