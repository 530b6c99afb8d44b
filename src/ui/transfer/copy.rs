//! What is copied: onto the clipboard, or selected in a dialog where the browser refuses that.

use super::save::{blob, say_failure, write};
use crate::language::tr;
use crate::model::Home;
use crate::state::{Files, Notices, Session};
use crate::ui::later::with_pictures;
use crate::ui::prelude::*;
use crate::ui::widgets::{Dialog, after_render, focus};
use crate::worker::{Copied, Form};
use js_sys::futures::future_to_promise;
use js_sys::{Array, Object, Promise, Reflect};
use web_sys::ClipboardItem;
use web_sys::wasm_bindgen::JsValue;

const COPY_BOX: &str = "copy-by-hand";
const TEXT: &str = "text/plain";
const HTML: &str = "text/html";
const COPIED: &str = "Copied. Paste it into a document with Ctrl+V or ⌘V.";

/// What the browser did not put on the clipboard, for copying by hand.
#[derive(Clone, Copy)]
pub(in crate::ui) struct CopyByHand {
    open: RwSignal<bool>,
    copied: StoredValue<Option<Copied>, LocalStorage>,
}

impl CopyByHand {
    pub(in crate::ui) fn new() -> Self {
        Self { open: RwSignal::new(false), copied: StoredValue::new_local(None) }
    }

    fn offer(self, copied: Copied) {
        self.copied.set_value(Some(copied));
        self.open.set(true);
        after_render(move || self.fill());
    }

    /// Shows what is to be copied, selected. Rich text is HTML that the worker wrote: every text in it is escaped there.
    fn fill(self) {
        let Some(element) = document().get_element_by_id(COPY_BOX) else { return };
        self.copied.with_value(|copied| match copied {
            Some(Copied { html: Some(html), .. }) => element.set_inner_html(&String::from(html)),
            Some(Copied { text, .. }) => element.set_text_content(Some(&String::from(text))),
            None => {}
        });
        focus(COPY_BOX);
        if let Ok(Some(selection)) = window().get_selection() {
            let _ = selection.select_all_children(&element);
        }
    }
}

/// Copies a playbook, or what stands there of it.
pub(super) fn copy(
    session: Session,
    notices: Notices,
    files: Files,
    by_hand: CopyByHand,
    form: Form,
    part: Option<Home>,
) {
    let writes = write(files, notices, session.encoded(), form, part);
    let written = future_to_promise(async move {
        let written = writes.await;
        let texts = |(text, html): (js_sys::JsString, Option<js_sys::JsString>)| {
            let report = if html.is_some() { tr(COPIED) } else { tr!("Copied as Markdown.") };
            Copied { text, html, report: report.to_owned() }.to_js()
        };
        written.map(texts).map_err(|error| {
            say_failure(notices, "Nothing was copied", &error.into());
            JsValue::UNDEFINED
        })
    });
    let written = with_pictures(&written);
    let copied = put_on_clipboard(&written, form == Form::Rich);
    spawn_local(async move {
        let copied: Result<JsValue, JsValue> = match copied {
            Ok(copied) => copied.await,
            Err(thrown) => Err(thrown),
        };
        let written: Result<JsValue, JsValue> = written.await;
        match (copied, written.map(|texts| Copied::of(&texts))) {
            // That was said already.
            (_, Err(_)) => {}
            (Ok(_), Ok(copied)) => notices.report(copied.report),
            (Err(_), Ok(copied)) => by_hand.offer(copied),
        }
    });
}

/// Copies what is there already.
pub(super) fn copy_now(copied: Copied, report: impl FnOnce(String) + 'static, by_hand: CopyByHand) {
    let rich = copied.html.is_some();
    let written = with_pictures(&Promise::resolve(&copied.to_js()));
    let put = put_on_clipboard(&written, rich);
    spawn_local(async move {
        let put: Result<JsValue, JsValue> = match put {
            Ok(put) => put.await,
            Err(thrown) => Err(thrown),
        };
        let written: Result<JsValue, JsValue> = written.await;
        match put {
            Ok(_) => report(copied.report),
            Err(_) => by_hand.offer(written.map_or(copied, |texts| Copied::of(&texts))),
        }
    });
}

/// Some browsers take what is copied within the click only, so they are promised the texts before they are there.
///
/// # Errors
/// Where there is no such clipboard, as on pages without TLS. The promise fails where the person or a policy does not
/// allow it.
fn put_on_clipboard(written: &Promise, rich: bool) -> Result<Promise, JsValue> {
    let navigator = window().navigator();
    if !Reflect::get(&navigator, &"clipboard".into())?.is_object() {
        return Err(JsValue::UNDEFINED);
    }
    let kinds = Object::new();
    for (place, kind) in [(0, TEXT), (1, HTML)].into_iter().take(if rich { 2 } else { 1 }) {
        let written = written.clone();
        let blob = future_to_promise(async move {
            let texts: JsValue = written.await?;
            blob(kind, &Array::from(&texts).get(place)).map(JsValue::from)
        });
        Reflect::set(&kinds, &kind.into(), &blob)?;
    }
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&kinds)?;
    Ok(navigator.clipboard().write(&Array::of1(&item)))
}

/// The dialog for copying by hand.
#[component]
pub(super) fn CopyDialog(by_hand: CopyByHand) -> Html {
    let open = by_hand.open;
    view! {
        <Dialog open=open title="Copy">
            <p>"This browser does not let the page use the clipboard. The text is selected: copy it with Ctrl+C or ⌘C."</p>
            <pre id=COPY_BOX class="copy-box" tabindex="0" role="textbox" aria-multiline="true" aria-readonly="true" aria-label="What is copied"></pre>
            <div class="dialog-actions">
                <button type="button" class="secondary" on:click=move |_| open.set(false)>
                    "Close"
                </button>
            </div>
        </Dialog>
    }
}
