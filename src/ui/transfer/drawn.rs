//! What the dialog of a conversation with the worker shows, and what is pressed in it.

use super::exchange::Exchange;
use crate::ui::prelude::*;
use crate::worker::{Change, Request};
use js_sys::Reflect;
use web_sys::wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

/// On the button that closes the dialog.
const CANCEL: &str = "cancel";

/// Where the worker draws, below a bar that shows that it is at work.
pub(super) fn drawn(exchange: Exchange) -> Html {
    view! {
        <div class="dialog-state" role="status">
            <Show when=move || exchange.slow.get()>
                <progress aria-label="Working"></progress>
            </Show>
            <p>{move || exchange.done.get()}</p>
        </div>
        <div
            id=exchange.drawn
            class="drawn"
            on:click=move |event| pressed(exchange, &event)
            on:change=move |event| changed(exchange, &event)
        ></div>
    }
}

/// What takes a moment, before there is anything to be drawn.
pub(super) fn waiting(exchange: Exchange, what: String) -> Html {
    view! {
        <p role="status">{what}</p>
        <progress class="import-progress" aria-label="Working"></progress>
        <div class="dialog-actions">
            <button type="button" class="secondary" on:click=move |_| exchange.close()>
                "Cancel"
            </button>
        </div>
    }
}

/// Why nothing comes of it, what is safe, and what somebody can do.
pub(super) fn refused(why: String, safe: &'static str, advice: &'static str) -> Html {
    view! {
        <div class="import-refused" role="alert">
            <p>{why}</p>
            <p>{safe} {advice}</p>
        </div>
    }
}

/// Says what was pressed. The worker may be busy with what is to be cancelled, so it is not asked about that.
fn pressed(exchange: Exchange, event: &Event) {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let button = element.and_then(|element| element.closest("[data-press]").ok().flatten());
    if let Some(what) = button.and_then(|button| button.get_attribute("data-press")) {
        if what == CANCEL {
            exchange.close();
        } else {
            exchange.say(&Request::Press(what));
        }
    }
}

/// Says what was changed.
fn changed(exchange: Exchange, event: &Event) {
    let Some(control) = event.target() else { return };
    let property = |name: &str| Reflect::get(&control, &name.into()).unwrap_or_default();
    let text = |name: &str| property(name).as_string().unwrap_or_default();
    let ticked = property("checked").is_truthy();
    exchange.say(&Request::Change(Change { name: text("name"), value: text("value"), ticked }));
}
