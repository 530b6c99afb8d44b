//! What the page fetches once somebody needs it, and what it asks of the browser then: `later.js`.

use crate::worker::BUILD;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// What shows the views of the insight worker.
pub(super) const VIEWS: &str = "views.js";

/// What shows the playbook that the site publishes.
pub(super) const PUBLISHED: &str = "published.js";

/// What can be done about a playbook that can't be opened.
const RECOVER: &str = "recover.js";

/// What makes pictures of drawings.
const PICTURE: &str = "picture.js";

/// The dialog about storage and backup.
pub(super) const KEEPING: &str = "keeping.js";

/// What reminds of a backup.
pub(super) const REMINDER: &str = "reminder.js";

/// What marks where people are.
const THERE: &str = "there.js";

#[wasm_bindgen(module = "/src/ui/later.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchViews)]
    fn fetch_views_of(
        script: &str,
        build: &str,
        news: &JsValue,
        apply: &JsValue,
        save: &JsValue,
        broke: &JsValue,
    ) -> Promise;

    #[wasm_bindgen(js_name = beginLater)]
    fn begin_of(script: &str, build: &str, page: &JsValue);

    #[wasm_bindgen(js_name = fetchStyle)]
    fn fetch_style_of(file: &str, build: &str);

    #[wasm_bindgen(js_name = recover)]
    fn recover_of(script: &str, build: &str, host: &Element, id: &str, remove: &JsValue) -> Promise;

    #[wasm_bindgen(js_name = withPictures)]
    fn with_pictures_of(script: &str, build: &str, copied: &Promise) -> Promise;

    #[wasm_bindgen(js_name = markPeople)]
    fn mark_people_of(script: &str, build: &str, people: &Array);

    /// Calls back when somebody may be elsewhere in the page now. What it returns ends that.
    #[wasm_bindgen(js_name = watchPage)]
    pub(super) fn watch_page(happened: &JsValue) -> Function;

    /// Before rows are put behind a mark: what is seen of the list behind it stays where it is, and what is new is scrolled past.
    #[wasm_bindgen(js_name = keepInPlace)]
    pub(super) fn keep_in_place(mark: &Element);

    /// Says of each row of the list behind an element which of how many it is, where the first has this place.
    #[wasm_bindgen(js_name = numberRows)]
    pub(super) fn number_rows(start: &Element, first: usize, count: usize);

    /// Whether the title of the page is seen where this mark is.
    #[wasm_bindgen(js_name = isNearTitle)]
    pub(super) fn is_near_title(mark: &Element) -> bool;

    /// "5 minutes ago", "yesterday".
    #[wasm_bindgen(js_name = ago)]
    pub(super) fn time_ago(count: f64, unit: &str) -> String;

    /// A point in time, in seconds, by the clock of this computer: its day, or in full.
    pub(super) fn date(seconds: f64, is_long: bool) -> String;

    /// What compares texts as the reader sorts them: `variant` tells everything apart, `base` only letters.
    pub(super) fn collation(sensitivity: &str) -> Function;

    /// Prints a whole HTML page, without showing it.
    #[wasm_bindgen(js_name = printHtml)]
    pub(super) fn print_html(html: &JsValue);
}

/// Fetches a script that shows what the insight worker draws, and begins it.
pub(super) fn fetch_views(script: &str, news: &JsValue, apply: &JsValue, save: &JsValue, broke: &JsValue) -> Promise {
    fetch_views_of(script, BUILD, news, apply, save, broke)
}

/// Fetches a script, unless it is here, and begins it. `page` is a function that it may call.
pub(super) fn begin(script: &str, page: &JsValue) {
    begin_of(script, BUILD, page);
}

/// Fetches a style file, unless it is here.
pub(super) fn fetch_style(file: &str) {
    fetch_style_of(file, BUILD);
}

/// Shows what can be done about a playbook that can't be opened: `remove` removes it, and says why it did not.
pub(super) fn recover(host: &Element, id: &str, remove: &JsValue) {
    fetch_style("recovery.css");
    // Where the script does not arrive, what is said above it is all there is.
    drop(recover_of(RECOVER, BUILD, host, id, remove));
}

/// What is copied, with pictures in place of its drawings. `copied` promises what [`Copied`](crate::worker::Copied) is to
/// JavaScript, and so does the result.
pub(super) fn with_pictures(copied: &Promise) -> Promise {
    with_pictures_of(PICTURE, BUILD, copied)
}

/// Marks where people are, in place of all marks that are there: for each the name, the colour, the id of the text box, and how
/// many UTF-16 units stand before their cursor in it.
pub(super) fn mark_people(people: &Array) {
    mark_people_of(THERE, BUILD, people);
}
