//! Controls that know nothing of playbooks, or only of fields.

mod collation;
mod combobox;
mod dialog;
mod growing;
mod line;
mod progressive;
mod prose;
mod reorder;
mod text;
mod text_control;
pub(super) mod time;
mod words;

pub(super) use collation::Collation;
pub(super) use combobox::{Candidate, Combobox, Picked};
pub(super) use dialog::Dialog;
pub(super) use line::{LineInput, WrappingLine};
pub(super) use progressive::Progressive;
pub(super) use prose::Prose;
pub(super) use reorder::{Grip, ListOrder, use_drop_zone};
pub(super) use text::TextArea;

use web_sys::wasm_bindgen::JsCast as _;

/// Runs after the page was drawn again, when rows that were added or moved are where they belong.
pub(super) fn after_render(run: impl FnOnce() + 'static) {
    leptos_dom::helpers::request_animation_frame(run);
}

/// Puts the focus on the element with this id. Says whether it is there now: not when there is no such element, or it
/// is hidden.
pub(super) fn focus(id: &str) -> bool {
    let element = leptos_dom::helpers::document().get_element_by_id(id);
    // One of a picture has the same method.
    match element.map(|element| element.unchecked_into::<web_sys::HtmlElement>()) {
        Some(element) => {
            element.focus().is_ok()
                && leptos_dom::helpers::document().active_element().is_some_and(|active| active.id() == id)
        }
        None => false,
    }
}

/// Puts the focus on the element with this id after the page was drawn again.
pub(super) fn focus_after_render(id: impl Into<String>) {
    let id = id.into();
    after_render(move || {
        focus(&id);
    });
}

/// Shows the element with this id in the middle of the page.
pub(super) fn scroll_to(id: &str) -> bool {
    let Some(element) = leptos_dom::helpers::document().get_element_by_id(id) else { return false };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    true
}
